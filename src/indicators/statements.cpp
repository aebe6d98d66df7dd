// SPDX-License-Identifier: Apache-2.0
#include "indicators/statements.hpp"

#include <algorithm>
#include <cmath>

#include "access/entry.hpp"
#include "base/derived_id.hpp"
#include "base/text.hpp"
#include "places/period.hpp"

namespace teia::indicators {

namespace {

#define STATEMENT_COLUMNS                                                                                                            \
  " s.id, s.revision, s.organisation_id, s.kind, s.code, s.place_id, s.period, s.value, s.numerator, s.denominator, s.baseline,"   \
  " s.origin, s.said_on, s.note, s.by_person, p.name as by_name, s.at "

const db::Query<Statement, StatementId> select_history{"indicators.history", "select" STATEMENT_COLUMNS R"(
    from indicator_statement s
    join person p on p.id = s.by_person
   where s.id = $1
   order by s.revision desc)"};
const db::Query<Statement, PlaceId, std::string> select_of_place{"indicators.of_place", "select" STATEMENT_COLUMNS R"(
    from indicator_statement s
    join person p on p.id = s.by_person
   where s.place_id = $1 and s.period = $2
     and s.revision = (select max(newer.revision) from indicator_statement newer where newer.id = s.id)
   order by s.code, s.kind, s.id)"};
const db::Change<StatementId, std::int64_t, OrganisationId, StatementKind, std::string, PlaceId, std::string, std::optional<double>, std::optional<double>,
                 std::optional<double>, std::optional<double>, std::string, Day, std::string, PersonId, Instant>
    insert_statement{"indicators.put_statement", R"(
  insert into indicator_statement (id, revision, organisation_id, kind, code, place_id, period, value, numerator, denominator, baseline, origin,
                                   said_on, note, by_person, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16))"};

/// The payload of an entry of kind "indicator.statement", schema 1.
struct StatementDocument {
  OrganisationId organisation;
  StatementKind kind = StatementKind::target;
  std::string code;
  PlaceId place;
  std::string period;
  std::optional<double> value, numerator, denominator, baseline;
  std::string origin;
  Day said_on;
  std::string note;
};
DESCRIBE(StatementDocument, organisation, kind, code, place, period, value, numerator, denominator, baseline, origin, said_on, note)

/// Two who state the same meet on one record.
StatementId statement_id(const NewStatement& in, OrganisationId organisation) {
  return StatementId{derived_id("statement:" + organisation.text() + ":" + std::string{word_of(in.kind)} + ":" + in.code + ":" +
                                std::to_string(in.place.value) + ":" + in.period)};
}

const Definition& definition_of(const std::vector<Definition>& definitions, const std::string& code) {
  const auto found = std::find_if(definitions.begin(), definitions.end(), [&](const auto& one) { return one.code == code; });
  if (found == definitions.end()) throw problems::unknown({{"code", code}});
  return *found;
}

OrganisationId institution_of(db::Read& tx, const NewStatement& in, const access::Actor& actor) {
  const auto all = access::institutions_for(tx, actor.person, access::Verb::action_validate, actor.today);
  if (in.organisation && std::find(all.begin(), all.end(), *in.organisation) != all.end()) return *in.organisation;
  if (!in.organisation && all.size() == 1) return all.front();
  throw access::problems::missing_right();
}

void check_place(db::Read& tx, PlaceId place, OrganisationId organisation) {
  const auto named = places::require(tx, place);
  const auto institution = people::find_organisation(tx, organisation);
  if (institution && institution->state_id && places::state_of(place) != *institution->state_id) throw problems::place_outside({{"place", named.name}});
}

bool sound(std::optional<double> number) { return !number || (std::isfinite(*number) && *number >= 0); }

/// The value, from its parts where they were stated.
std::optional<double> value_of(const NewStatement& in, const Definition& definition) {
  if (!sound(in.value) || !sound(in.numerator) || !sound(in.denominator) || !sound(in.baseline)) throw problems::bad_number();
  if (in.numerator.has_value() != in.denominator.has_value() || (in.denominator && *in.denominator == 0)) throw problems::bad_number();
  return in.numerator ? std::optional{*in.numerator / *in.denominator * definition.factor} : in.value;
}

void check(const NewStatement& in, const Definition& definition, const access::Actor& actor) {
  if (in.kind == StatementKind::value && definition.counts) throw problems::computed({{"code", in.code}});
  if (in.kind == StatementKind::target && definition.polarity == Polarity::descriptive) throw problems::no_target({{"code", in.code}});
  places::Period::require(in.period);
  if (text::letters(text::trimmed(in.origin)) < 3) throw problems::needs_origin();
  if (in.said_on > actor.today) throw problems::bad_said_on({{"date", in.said_on.brazilian()}});
}

}  // namespace

Statement state_number(db::Write& tx, const NewStatement& in, const std::vector<Definition>& definitions, const access::Actor& actor) {
  const auto hash = crypto::sha256("indicator.statement " + json::write_described(in));
  const auto organisation = institution_of(tx, in, actor);
  const auto id = statement_id(in, organisation);
  const auto before = tx.all(select_history, id);
  if (ledger::receipt_of(tx, in.operation, hash) && !before.empty()) return before.front();

  const auto& definition = definition_of(definitions, in.code);
  check(in, definition, actor);
  check_place(tx, in.place, organisation);
  const auto value = value_of(in, definition);
  const auto now = before.empty() ? 0 : before.front().revision;
  if (in.revision != now) throw problems::stale({{"now", std::to_string(now)}});

  auto entry = access::entry_by(actor, ledger::RecordId{id}, now + 1, "indicator.statement", in.operation, hash);
  entry.schema = statement_schema;
  const StatementDocument document{organisation, in.kind, in.code, in.place, in.period, value, in.numerator, in.denominator, in.baseline,
                                   std::string{text::trimmed(in.origin)}, in.said_on, std::string{text::trimmed(in.note)}};
  entry.payload = json::write_described(document);
  ledger::append(tx, entry, actor.now);
  tx.run(insert_statement, id, now + 1, organisation, in.kind, in.code, in.place, in.period, value, in.numerator, in.denominator, in.baseline,
         document.origin, in.said_on, document.note, actor.person, actor.now);
  return tx.all(select_history, id).front();
}

namespace {

bool may_read(db::Read& tx, const Statement& one, const access::Actor& actor) {
  const auto all = access::institutions_for(tx, actor.person, access::Verb::aggregate_read, actor.today);
  return std::find(all.begin(), all.end(), one.organisation_id) != all.end() ||
         access::holds_everything(tx, actor.person, access::Verb::aggregate_read, actor.today);
}

}  // namespace

std::vector<Statement> statements(db::Read& tx, const StatementsOf& of, const access::Actor& actor) {
  auto all = tx.all(select_of_place, of.place, of.period);
  std::erase_if(all, [&](const auto& one) { return !one.value || !may_read(tx, one, actor); });
  return all;
}

std::vector<Statement> history(db::Read& tx, StatementId id, const access::Actor& actor) {
  auto all = tx.all(select_history, id);
  if (all.empty() || !may_read(tx, all.front(), actor)) throw problems::unknown({{"code", id.text()}});
  return all;
}

void set_beside(Board& board, const std::vector<Statement>& stated) {
  for (const auto& one : stated) {
    if (one.kind == StatementKind::value) {
      board.stated.push_back({one.code, {one.value, one.numerator, one.denominator}, one.origin, one.said_on, one.id});
      continue;
    }
    const auto found = std::find_if(board.computed.begin(), board.computed.end(), [&](const auto& i) { return i.definition.code == one.code; });
    if (found == board.computed.end()) continue;
    found->target = AgreedTarget{one.value.value_or(0), one.baseline, one.origin, one.said_on, one.revision, one.id};
    auto against = found->definition;
    against.reference = one.value;
    found->standing = standing_of(against, found->now.value);
  }
}

}  // namespace teia::indicators
