// SPDX-License-Identifier: Apache-2.0
#include "reports/quadrimestral.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "programmes/programmes.hpp"
#include "reports/reports.hpp"

namespace teia::reports {

namespace {

using actions::State;
using places::Period;

constexpr const char* project = "rede-conasems-cosems";  // the council's own: what the PASES supports in the state is another report

/// The one place that asks the domains below. Each function fills one chapter.
class Gathering {
 public:
  Gathering(db::Read& tx, const people::Organisation& council, const Period& period, const access::Actor& actor)
      : tx_(tx), council_(council), period_(period), actor_(actor), on_(std::min(period.last(), actor.today)) {}

  QuadrimestralData all() {
    identify();
    territory();
    people();
    figures();
    records();
    contacts();
    followups();
    prove(out_);
    return std::move(out_);
  }

 private:
  void identify() {
    out_.council = {council_.id, council_.code, council_.short_name};
    out_.council_name = council_.name;
    out_.state = places::require(tx_, *council_.state_id);
    out_.period = period_.id();
    out_.label = period_.label();
    out_.from = period_.first();
    out_.to = period_.last();
    out_.known_on = actor_.today;
    out_.known_number = ledger::head(tx_).number;
    out_.demo = access::is_demo(tx_);
    for (const auto& closing : closing::list(tx_, {council_.id, period_.id()}, actor_)) {
      if (closing.person || closing.state != closing::ClosingState::closed) continue;
      const auto& step = closing.history.front();
      out_.closed = Closed{step.snapshot->number, step.snapshot->records, step.snapshot->validated, step.snapshot->late, step.snapshot->sha256,
                           step.by.name, local_day(step.at, capital_zone)};
    }
  }

  void territory() {
    const auto state = places::page(tx_, out_.state.id, on_);
    out_.municipalities = state.municipality_count;
    if (!state.populations.empty()) {
      const auto newest = std::max_element(state.populations.begin(), state.populations.end(), [](auto& a, auto& b) { return a.year < b.year; });
      out_.population = newest->value;
      out_.population_year = newest->year;
    }
    for (const auto& region : state.regions) {
      RegionRow row;
      row.id = region.id;
      row.name = region.name;
      const auto page = places::page(tx_, region.id, on_);
      row.municipalities = page.municipality_count;
      for (const auto& one : page.populations) {
        if (one.year == out_.population_year) row.population = one.value;
      }
      out_.regions.push_back(std::move(row));
      note_moves(region);
    }
    const auto folded = [](const RegionRow& row) { return text::folded(row.name); };
    std::stable_sort(out_.regions.begin(), out_.regions.end(), [&](auto& a, auto& b) { return folded(a) < folded(b); });
    std::stable_sort(out_.moved.begin(), out_.moved.end(), [](auto& a, auto& b) { return a.on < b.on; });
  }

  /// Who came into the region after the first day.
  void note_moves(const places::PlaceRef& region) {
    for (const auto& one : places::memberships(tx_, region.id)) {
      if (one.relation != places::Relation::region || one.valid_from <= out_.from || one.valid_from > on_) continue;
      const auto before = places::parent_of(tx_, one.child, places::Relation::region, one.valid_from.plus(-1));
      if (before == region.id) continue;
      out_.moved.push_back({name_of(one.child), before ? name_of(*before) : "", region.name, one.note, one.valid_from});
    }
  }

  std::string name_of(PlaceId place) const {
    const auto found = places::find(tx_, place);
    return found ? found->name : std::to_string(place.value);
  }

  void people() {
    for (const auto& id : people::all_assignments(tx_)) {
      const auto one = people::require_assignment(tx_, id);
      if (one.organisation_id != council_.id || one.valid_from > on_ || one.valid_to < out_.from) continue;
      if (one.role == "diretoria") out_.board.push_back(member_of(one));
      else if (in_team(one.role)) out_.team.push_back(member_of(one));
    }
    const auto key = [](const Member& one) { return std::pair{text::folded(one.name), one.from}; };
    const auto by_name = [&](const Member& a, const Member& b) { return key(a) < key(b); };
    std::stable_sort(out_.board.begin(), out_.board.end(), by_name);
    std::stable_sort(out_.team.begin(), out_.team.end(), by_name);
  }

  static bool in_team(const std::string& role) {
    return role == "apoiador" || role == "coordenador" || role == "facilitador" || role == "secretario-executivo" || role == "assessoria";
  }

  Member member_of(const people::Assignment& one) const {
    Member member{people::require_person(tx_, one.person_id).name, one.role_name, {}, 0, std::max(one.valid_from, out_.from),
                  std::min(one.valid_to, out_.to), one.cover_for.has_value(), {}};
    std::set<PlaceId> towns;
    for (const auto& place : people::places_of(tx_, one.id)) {
      member.places.push_back(name_of(place));
      for (const auto& town : places::municipalities_of(tx_, place, std::min(member.to, on_))) towns.insert(town);
    }
    std::stable_sort(member.places.begin(), member.places.end(), [](auto& a, auto& b) { return text::folded(a) < text::folded(b); });
    if (one.role == "apoiador") member.municipalities = std::ssize(towns);
    for (const auto& leave : people::leaves_of(tx_, one.id)) {
      if (leave.from_on <= out_.to && leave.to_on >= out_.from) member.leaves.push_back(leave);
    }
    return member;
  }

  actions::FiguresFilter asked() const {
    actions::FiguresFilter filter;
    filter.from = out_.from;
    filter.to = out_.to;
    filter.place = out_.state.id;
    filter.project = project;
    return filter;
  }

  void figures() {
    const auto told = actions::overview(tx_, asked(), actor_);
    out_.registered = told.registered;
    out_.validated = told.validated;
    out_.waiting = told.waiting;
    out_.returned = told.returned;
    out_.types = told.by_type;
    out_.modalities = told.by_modality;
    out_.themes = told.by_theme;
    for (const auto& month : told.by_month) {
      const auto label = Period::require(month.code).label();
      out_.months.push_back(label.substr(0, label.find(' ')));
      out_.by_month.push_back({month.code, out_.months.back(), month.value, 0});
    }
    out_.elsewhere.assign(told.months.size(), 0);
    for (auto& region : out_.regions) region.months.assign(told.months.size(), 0);
    for (const auto& cell : told.region_month) {
      const auto month = static_cast<std::size_t>(std::find(told.months.begin(), told.months.end(), cell.column) - told.months.begin());
      const auto region = std::find_if(out_.regions.begin(), out_.regions.end(), [&](auto& one) { return std::to_string(one.id.value) == cell.row; });
      (region == out_.regions.end() ? out_.elsewhere : region->months)[month] += cell.value;
      if (region != out_.regions.end()) region->actions += cell.value;
    }
  }

  void records() {
    actions::Filter filter;
    filter.from = out_.from;
    filter.to = out_.to;
    filter.place = out_.state.id;
    filter.project = project;
    filter.happened = true;
    std::map<std::string, Shared> results;
    actions::each_row(tx_, filter, actor_, [&](const actions::ActionRow& row, const actions::ActionContent& content) {
      seen_.insert(row.id);
      const bool validated = row.state == State::validated;
      for (auto& month : out_.by_month) month.validated += validated && row.day.text().starts_with(month.code);
      for (const auto& code : content.results) {
        auto& result = results[code];
        ++result.registered;
        result.validated += validated;
      }
      const auto receipt = ledger::receipt_of_revision(tx_, ledger::RecordId{row.id}, row.revision);
      out_.records.push_back({receipt ? receipt->number : 0, row.day, where(row), row.title, row.state});
      if (row.type == "REU_CIR") sit(row, content, out_.records.back().receipt);
    });
    std::stable_sort(out_.records.begin(), out_.records.end(), [](auto& a, auto& b) { return std::pair{a.day, a.receipt} < std::pair{b.day, b.receipt}; });
    std::stable_sort(out_.cir.sittings.begin(), out_.cir.sittings.end(), [](auto& a, auto& b) { return a.day < b.day; });
    for (auto& [code, result] : results) {
      const auto* term = programmes::find_term(programmes::catalogue(), "result", code);
      out_.results.push_back({code, term ? term->name : code, result.registered, result.validated});
    }
    std::stable_sort(out_.results.begin(), out_.results.end(), [](auto& a, auto& b) { return a.registered > b.registered; });
  }

  static std::string where(const actions::ActionRow& row) {
    if (row.place_count > 1) return std::to_string(row.place_count) + " municípios";
    if (!row.places.empty()) return row.places.front().name;
    return row.organisations.empty() ? "" : row.organisations.front();
  }

  /// A meeting is extraordinary when its title says so: the record has no field for it.
  void sit(const actions::ActionRow& row, const actions::ActionContent& content, std::int64_t receipt) {
    Sitting sitting{row.day, "", text::folded(row.title).find("extraordinari") != std::string::npos, 0, 0, receipt};
    std::set<std::string> regions;
    for (const auto& one : content.places) {
      if (one.presence == actions::Presence::direct) continue;
      ++sitting.summoned;
      sitting.present += one.presence == actions::Presence::present;
      if (const auto region = places::parent_of(tx_, one.place, places::Relation::region, row.day)) regions.insert(name_of(*region));
    }
    sitting.region = regions.size() == 1 ? *regions.begin() : regions.empty() ? "não informada" : "mais de uma região";
    ++(sitting.extraordinary ? out_.cir.extraordinary : out_.cir.ordinary);
    out_.cir.sittings.push_back(std::move(sitting));
  }

  void contacts() {
    const auto covered = actions::coverage(tx_, asked(), actor_);
    out_.with_contact = covered.with_contact;
    out_.total_contact = covered.total;
    out_.without_60 = covered.without_60;
    for (const auto& row : covered.rows) {
      if (!row.in_network) continue;
      out_.contacts.push_back({row.place.id, row.place.name, row.region ? row.region->name : "", row.actions, row.last_on, row.days});
      for (auto& region : out_.regions) region.with_contact += row.region && row.region->id == region.id && row.actions > 0;
    }
    out_.cir.meetings = covered.meetings;
    out_.cir.summoned = covered.summoned;
    out_.cir.present = covered.present;
    out_.cir.regions = covered.cir;
    std::stable_sort(out_.cir.regions.begin(), out_.cir.regions.end(), [](auto& a, auto& b) {
      return std::pair{!a.region, a.region ? text::folded(a.region->name) : ""} < std::pair{!b.region, b.region ? text::folded(b.region->name) : ""};
    });
  }

  /// Those that came from the period's actions, as they stand on the report's day.
  void followups() {
    std::map<std::string, FollowupKind> kinds;
    followups::FollowupFilter filter;
    filter.limit = 200;
    do {
      const auto page = followups::list(tx_, filter, actor_);
      for (const auto& row : page.items) {
        if (row.action && seen_.contains(*row.action)) count(kinds[row.kind], row);
      }
      filter.cursor = page.next;
    } while (filter.cursor);
    if (const auto* vocabulary = programmes::find_vocabulary(programmes::catalogue(), "followup-kind")) {
      for (const auto& term : vocabulary->terms) {
        const auto found = kinds.find(term.code);
        if (found == kinds.end()) continue;
        found->second.code = term.code;
        found->second.name = term.name;
        out_.followups.push_back(found->second);
      }
    }
  }

  static void count(FollowupKind& kind, const followups::FollowupRow& row) {
    if (row.state == followups::FollowupState::cancelled) ++kind.cancelled;
    else if (followups::is_open(row.state)) ++(row.overdue ? kind.overdue : kind.open);
    else ++(row.due_on && row.closed_on && *row.closed_on > *row.due_on ? kind.late : kind.on_time);
  }

  db::Read& tx_;
  const people::Organisation& council_;
  const Period& period_;
  const access::Actor& actor_;
  const Day on_;
  std::set<ActionId> seen_;
  QuadrimestralData out_;
};

}  // namespace

FollowupKind QuadrimestralData::all_followups() const {
  FollowupKind all;
  for (const auto& one : followups) {
    all.on_time += one.on_time;
    all.late += one.late;
    all.open += one.open;
    all.overdue += one.overdue;
    all.cancelled += one.cancelled;
  }
  return all;
}

people::Organisation council_of(db::Read& tx, const std::string& state) {
  for (const auto& one : places::list(tx, places::Level::state, std::nullopt, places::first_day)) {
    if (one.state != state && std::to_string(one.id.value) != state) continue;
    if (const auto council = people::organisation_by_code(tx, "COSEMS-" + one.state); council && council->state_id) return *council;
  }
  throw problems::unknown_state({{"state", text::first_letters(state, 40)}});
}

places::Period quadrimestre(const std::string& id, Day today) {
  const auto period = Period::require(id);
  if (period.span() != places::Span::quadrimestre) throw problems::not_quadrimestre({{"period", period.label()}});
  if (period.first() > today) throw problems::not_begun({{"period", period.label()}});
  return period;
}

QuadrimestralData gather(db::Read& tx, const people::Organisation& council, const Period& period, const access::Actor& actor) {
  return Gathering{tx, council, period, actor}.all();
}

}  // namespace teia::reports
