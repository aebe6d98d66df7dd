// SPDX-License-Identifier: Apache-2.0
#include "closing/closing.hpp"

#include <algorithm>

#include "access/entry.hpp"
#include "base/text.hpp"
#include "closing/rights.hpp"
#include "closing/store.hpp"

/// The verbs: rules, what the ledger keeps, and the locks that the records look at.
namespace teia::closing {

namespace {

using actions::Whose;
using places::Period;
using places::Span;

template <class In>
crypto::Hash hash_of(const char* verb, const In& in) {
  return crypto::sha256(std::string{"closing "} + verb + " " + json::write_described(in));
}

std::string require_reason(const std::string& reason) {
  const auto trimmed = text::trimmed(reason);
  if (text::letters(trimmed) < 5) throw problems::needs_reason();
  return std::string{trimmed.substr(0, 4000)};
}

void require_over(const Period& period, Day today) {
  if (today <= period.last()) throw problems::not_over({{"period", period.label()}, {"date", period.last().brazilian()}});
}

ledger::NewEntry entry_for(ClosingId id, std::int64_t revision, ledger::OperationId operation, const crypto::Hash& hash, const access::Actor& actor,
                           const ClosingDocument& document) {
  auto entry = access::entry_by(actor, ledger::RecordId{id}, revision, "closing", operation, hash);
  entry.schema = closing_schema;
  entry.payload = json::write_described(document);
  return entry;
}

/// What the deed adds to the reason that its author gave.
struct Said {
  std::string reason;
  std::vector<PersonId> without;
};

void note_step(db::Write& tx, ClosingId id, std::int64_t revision, const ClosingDocument& document, const std::vector<actions::Standing>& records,
               const access::Actor& actor) {
  store::Step step;
  step.revision = revision;
  step.state = document.state;
  step.by_person = actor.person;
  step.at = actor.now;
  step.reason = document.reason;
  step.without = json::write_described(document.without);
  step.upto = document.upto;
  step.sha256 = document.sha256;
  for (const auto& one : records) {
    ++(one.late ? step.late : step.records);
    if (!one.late && one.state == actions::State::validated) ++step.validated;
  }
  store::put_step(tx, id, step);
}

ClosingView close(db::Write& tx, const Whose& whose, const Period& period, const Said& said, ledger::OperationId operation,
                  const crypto::Hash& hash, const access::Actor& actor) {
  const auto id = closing_id(whose, period);
  const auto before = store::find(tx, id);
  if (before && before->state == ClosingState::closed) throw problems::already_closed({{"period", period.label()}});

  const Told told{whose, period, ledger::head(tx).number, store::told_before(tx, whose, period)};
  const auto records = actions::standing(tx, whose, period, told.since);
  ClosingDocument document{whose.organisation, whose.author, period.id(), ClosingState::closed, said.reason, said.without, told.upto, told.since, {}, {}};
  document.data_set = write_data_set(told, records);
  document.sha256 = crypto::hex(crypto::sha256(*document.data_set));

  const auto revision = before ? before->revision + 1 : 1;
  ledger::append(tx, entry_for(id, revision, operation, hash, actor, document), actor.now);
  store::put(tx, {id, revision, whose.organisation, whose.author, period.id(), period.span(), period.first(), period.last(), ClosingState::closed});
  note_step(tx, id, revision, document, records, actor);
  actions::close_days(tx, id, whose, period, told.upto);
  return view_of(tx, *store::find(tx, id));
}

/// The same deed again, whoever asks: its receipt is there.
std::optional<ClosingView> done_before(db::Read& tx, ClosingId id, ledger::OperationId operation, const crypto::Hash& hash) {
  if (!ledger::receipt_of(tx, operation, hash)) return std::nullopt;
  const auto row = store::find(tx, id);
  return row ? std::optional{view_of(tx, *row)} : std::nullopt;
}

/// Those of the team whose month is not closed.
std::vector<store::Member> open_members(db::Read& tx, OrganisationId organisation, const Period& month) {
  auto members = store::members(tx, organisation, month);
  std::erase_if(members, [&](const auto& one) {
    const auto row = store::find(tx, closing_id({organisation, one.id}, month));
    return row && row->state == ClosingState::closed;
  });
  return members;
}

Said say_of_month(db::Read& tx, const ClosePeriod& in, OrganisationId organisation, const Period& month) {
  Said said{std::string{text::trimmed(in.reason.value_or(""))}, {}};
  const auto open = open_members(tx, organisation, month);
  if (open.empty()) return said;
  std::string names;
  for (const auto& one : open) {
    names += (names.empty() ? "" : ", ") + one.name;
    said.without.push_back(one.id);
  }
  if (said.reason.empty()) throw problems::waits_for({{"names", names}});
  said.reason = require_reason(said.reason);
  return said;
}

void require_months_closed(db::Read& tx, OrganisationId organisation, const Period& quadrimestre) {
  std::string open;
  for (const auto& month : quadrimestre.parts(Span::month)) {
    const auto row = store::find(tx, closing_id({organisation, std::nullopt}, month));
    if (!row || row->state != ClosingState::closed) open += (open.empty() ? "" : ", ") + month.label();
  }
  if (!open.empty()) throw problems::months_open({{"months", open}});
}

/// The institution meant. Without a word about it, the only one of these.
OrganisationId organisation_of(const ClosePeriod& in, std::vector<OrganisationId> possible) {
  if (in.organisation) return *in.organisation;
  std::sort(possible.begin(), possible.end());
  possible.erase(std::unique(possible.begin(), possible.end()), possible.end());
  if (possible.size() != 1) throw teia::problems::missing({{"field", "organisation"}});
  return possible.front();
}

}  // namespace

ClosingView close_own(db::Write& tx, const ClosePeriod& in, const access::Actor& actor) {
  const auto hash = hash_of("own", in);
  const auto period = Period::require(in.period);
  std::vector<OrganisationId> possible;
  for (const auto& one : access::assignments_holding(tx, actor.person, access::Verb::action_write, actor.today)) possible.push_back(one.organisation_id);
  const Whose whose{organisation_of(in, std::move(possible)), actor.person};
  if (const auto before = done_before(tx, closing_id(whose, period), in.operation, hash)) return *before;
  if (period.span() != Span::month) throw problems::wrong_span({{"period", period.label()}});
  require_registers(tx, whose.organisation, actor);
  require_over(period, actor.today);
  return close(tx, whose, period, {std::string{text::trimmed(in.reason.value_or(""))}, {}}, in.operation, hash, actor);
}

ClosingView close_period(db::Write& tx, const ClosePeriod& in, const access::Actor& actor) {
  const auto hash = hash_of("period", in);
  const auto period = Period::require(in.period);
  const Whose whose{organisation_of(in, access::institutions_for(tx, actor.person, access::Verb::action_validate, actor.today)), std::nullopt};
  if (const auto before = done_before(tx, closing_id(whose, period), in.operation, hash)) return *before;
  if (period.span() != Span::month && period.span() != Span::quadrimestre) throw problems::wrong_span({{"period", period.label()}});
  require_validates(tx, whose.organisation, actor);
  require_over(period, actor.today);
  if (period.span() == Span::quadrimestre) require_months_closed(tx, whose.organisation, period);
  const auto said = period.span() == Span::month ? say_of_month(tx, in, whose.organisation, period) : Said{std::string{text::trimmed(in.reason.value_or(""))}, {}};
  return close(tx, whose, period, said, in.operation, hash, actor);
}

ClosingView reopen(db::Write& tx, ClosingId id, const ReopenPeriod& in, const access::Actor& actor) {
  const auto hash = hash_of(("reopen " + id.text()).c_str(), in);
  if (const auto before = done_before(tx, id, in.operation, hash)) return *before;
  auto row = require_readable(tx, id, actor);
  const auto period = Period::require(row.period);
  if (row.person_id) {
    if (*row.person_id != actor.person) throw access::problems::missing_right();
    require_registers(tx, row.organisation_id, actor);
  } else {
    require_validates(tx, row.organisation_id, actor);
  }
  if (row.state != ClosingState::closed) throw problems::not_closed({{"period", period.label()}});
  if (row.revision != in.revision) throw problems::stale({{"now", std::to_string(row.revision)}});
  if (const auto above = store::closed_above(tx, row); !above.empty()) {
    throw problems::held_above({{"period", Period::require(above.back().period).label()}});
  }
  ClosingDocument document{row.organisation_id, row.person_id, row.period, ClosingState::reopened, require_reason(in.reason), {}, {}, {}, {}, {}};
  row.revision += 1;
  row.state = ClosingState::reopened;
  ledger::append(tx, entry_for(id, row.revision, in.operation, hash, actor, document), actor.now);
  store::put(tx, row);
  note_step(tx, id, row.revision, document, {}, actor);
  actions::open_days(tx, id);
  return view_of(tx, row);
}

void set_closing_day(db::Write& tx, const ClosingDay& in, const access::Actor& actor) {
  require_validates(tx, in.organisation, actor);
  if (in.day < 1 || in.day > 28) refuse({problems::bad_day.at("day")});
  store::put_closing_day(tx, in.organisation, in.day);
}

}  // namespace teia::closing
