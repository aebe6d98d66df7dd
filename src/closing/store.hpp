// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "closing/data_set.hpp"

/// Every SQL statement of the closings. Private to this folder.
namespace teia::closing::store {

struct Row {
  ClosingId id;
  std::int64_t revision = 0;
  OrganisationId organisation_id;
  std::optional<PersonId> person_id;
  std::string period;
  places::Span span = places::Span::month;
  Day from_on, to_on;
  ClosingState state = ClosingState::closed;
};
DESCRIBE(Row, id, revision, organisation_id, person_id, period, span, from_on, to_on, state)

std::optional<Row> find(db::Read& tx, ClosingId id);
void put(db::Write& tx, const Row& row);
/// The newest period first.
std::vector<Row> all(db::Read& tx, std::optional<OrganisationId> organisation, std::optional<std::string> period);
/// The closed ones of the institution itself that hold these days, other than this one.
std::vector<Row> closed_above(db::Read& tx, const Row& row);

struct Step {
  std::int64_t revision = 0;
  ClosingState state = ClosingState::closed;
  PersonId by_person;
  std::string by_name;
  Instant at;
  std::string reason, without;
  std::optional<std::int64_t> upto;
  std::optional<std::string> sha256;
  std::int64_t records = 0, validated = 0, late = 0;
};
DESCRIBE(Step, revision, state, by_person, by_name, at, reason, without, upto, sha256, records, validated, late)
std::vector<Step> steps(db::Read& tx, ClosingId id);  ///< newest first
void put_step(db::Write& tx, ClosingId id, const Step& step);
/// Up to which entry the closings of earlier periods told, of the same people and span; 0 when there was none.
std::int64_t told_before(db::Read& tx, const actions::Whose& whose, const places::Period& period);

std::int64_t closing_day(db::Read& tx, OrganisationId organisation);
void put_closing_day(db::Write& tx, OrganisationId organisation, std::int64_t day);

struct Counts {
  std::int64_t records = 0, validated = 0, waiting = 0, returned = 0, without_text = 0;
};
DESCRIBE(Counts, records, validated, waiting, returned, without_text)
Counts counts(db::Read& tx, const actions::Whose& whose, const places::Period& period);

struct Member {
  PersonId id;
  std::string name;
  std::int64_t records = 0, waiting = 0, returned = 0;
};
DESCRIBE(Member, id, name, records, waiting, returned)
/// Who supports at the institution within the period, or registered in it; by name. Who validates there is not asked for a month of
/// their own: it closes with the institution's.
std::vector<Member> members(db::Read& tx, OrganisationId organisation, const places::Period& period);

}  // namespace teia::closing::store
