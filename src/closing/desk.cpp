// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "closing/rights.hpp"

/// One page: where a period stands for a person and for each institution that they close or read.
namespace teia::closing {

namespace {

using access::Verb;
using actions::Whose;
using places::Period;
using places::Span;

Sheet sheet_of(db::Read& tx, const Whose& whose, const Period& period, bool may, const access::Actor& actor) {
  const auto counts = store::counts(tx, whose, period);
  Sheet sheet{counts.records, counts.validated, counts.waiting, counts.returned, counts.without_text, std::nullopt, false, false};
  const auto row = store::find(tx, closing_id(whose, period));
  if (row) sheet.closing = view_of(tx, *row);
  const bool closed = row && row->state == ClosingState::closed;
  sheet.can_close = may && !closed && actor.today > period.last();
  sheet.can_reopen = may && closed && store::closed_above(tx, *row).empty();
  return sheet;
}

std::vector<TeamMonth> team_of(db::Read& tx, OrganisationId organisation, const Period& month) {
  std::vector<TeamMonth> out;
  for (const auto& one : store::members(tx, organisation, month)) {
    TeamMonth member{{one.id, one.name}, one.records, one.waiting, one.returned, std::nullopt, std::nullopt};
    const auto id = closing_id({organisation, one.id}, month);
    if (const auto row = store::find(tx, id)) {
      member.state = row->state;
      member.at = store::steps(tx, id).front().at;
    }
    out.push_back(std::move(member));
  }
  return out;
}

std::vector<PartOfPeriod> months_of(db::Read& tx, OrganisationId organisation, const Period& period) {
  std::vector<PartOfPeriod> out;
  for (const auto& month : period.parts(Span::month)) {
    const auto row = store::find(tx, closing_id({organisation, std::nullopt}, month));
    out.push_back({month.id(), month.label(), row ? std::optional{row->state} : std::nullopt});
  }
  return out;
}

/// The newest data set of a closing that stands.
std::map<ActionId, actions::Standing> told_by(db::Read& tx, const ClosingView& closing) {
  const auto entry = ledger::entry_of(tx, ledger::RecordId{closing.id}, closing.revision);
  if (!entry || !entry->payload) return {};
  return records_of(json::read<ClosingDocument>(entry->payload->data).data_set.value_or(""));
}

/// Judgements given since change no content: they are not told.
std::vector<ChangedSince> changed_since(db::Read& tx, const Whose& whose, const Period& period, const std::optional<ClosingView>& closing) {
  std::vector<ChangedSince> out;
  if (!closing || closing->state != ClosingState::closed) return out;
  auto told = told_by(tx, *closing);
  const auto add = [&](ActionId id, const char* what, std::int64_t since_revision) {
    const auto named = actions::named(tx, id);
    if (named && named->content_revision > since_revision) out.push_back({id, named->title, named->author, named->day_on, what});
  };
  std::erase_if(told, [](const auto& one) { return one.second.late; });
  for (const auto& now : actions::standing(tx, whose, period, closing->history.front().snapshot->number)) {
    if (now.late) continue;
    const auto before = told.find(now.id);
    if (before == told.end()) add(now.id, "fora-do-periodo", 0);
    else if (before->second.revision != now.revision) add(now.id, "retificada", before->second.revision);
    if (before != told.end()) told.erase(before);
  }
  for (const auto& [id, one] : told) add(id, "saiu", -1);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::tie(a.day, a.action) < std::tie(b.day, b.action); });
  return out;
}

/// The 5th, or the institution's own day, of the month after the period.
Day due_of(const Period& period, std::int64_t day) { return period.last().plus(static_cast<std::int32_t>(day)); }

std::optional<ClosingOffice> office_of(db::Read& tx, OrganisationId organisation, const Period& period, const access::Actor& actor) {
  const auto found = people::find_organisation(tx, organisation);
  const bool may_close = validates(tx, organisation, actor), may_read = reads(tx, organisation, actor);
  const bool own = period.span() == Span::month && registers(tx, organisation, actor) && !may_close;
  if (!found || (!own && !may_read)) return std::nullopt;
  ClosingOffice office;
  office.organisation = {found->id, found->code, found->short_name};
  office.closing_day = store::closing_day(tx, organisation);
  office.due_on = due_of(period, office.closing_day);
  office.can_set_day = may_close;
  const Whose mine{organisation, actor.person}, everybodys{organisation, std::nullopt};
  if (own) office.own = sheet_of(tx, mine, period, true, actor);
  if (may_read) {
    office.team = sheet_of(tx, everybodys, period, may_close, actor);
    office.months = months_of(tx, organisation, period);
    if (may_close && period.span() == Span::month) office.members = team_of(tx, organisation, period);  // colleagues are nobody's business
  }
  if (may_close) office.changed = changed_since(tx, everybodys, period, office.team->closing);
  else if (office.own) office.changed = changed_since(tx, mine, period, office.own->closing);
  return office;
}

}  // namespace

ClosingDesk desk(db::Read& tx, const DeskOf& asked, const access::Actor& actor) {
  const auto period = Period::require(asked.period);
  if (period.span() != Span::month && period.span() != Span::quadrimestre) throw problems::wrong_span({{"period", period.label()}});
  ClosingDesk out{period.id(), period.label(), period.first(), period.last(), actor.today > period.last(), {}};
  for (const auto& organisation : access::institutions_for(tx, actor.person, Verb::action_read, actor.today)) {
    if (auto office = office_of(tx, organisation, period, actor)) out.offices.push_back(std::move(*office));
  }
  return out;
}

}  // namespace teia::closing
