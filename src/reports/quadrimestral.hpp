// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/figures.hpp"
#include "closing/closing.hpp"
#include "followups/followups.hpp"
#include "places/period.hpp"

/// What the quadrimestral report of a COSEMS says, as plain values: everything that is printed is in here, and nothing else is.
namespace teia::reports {

/// A number's list: what it counts, and where in Teia the same records open. `mark` is printed beside the number.
struct Proof {
  std::string mark;     ///< P1, P2 … in the order of the text
  std::string key;      ///< by which the text finds it
  std::string number;   ///< as printed
  std::string what;
  std::string address;  ///< of the list, from the root: /acoes?…
};
DESCRIBE(Proof, mark, key, number, what, address)

struct Member {
  std::string name, role;            ///< the role by its name
  std::vector<std::string> places;   ///< regions, or the state
  std::int64_t municipalities = 0;   ///< on the last day of the function within the period; 0: not of the territory
  Day from, to;                      ///< within the period
  bool covers = false;               ///< somebody's leave
  std::vector<people::Leave> leaves; ///< own ones, within the period
};
DESCRIBE(Member, name, role, places, municipalities, from, to, covers, leaves)

struct RegionRow {
  PlaceId id;
  std::string name;
  std::int64_t municipalities = 0, population = 0;
  std::vector<std::int64_t> months;  ///< actions by month; those of one region alone
  std::int64_t actions = 0, with_contact = 0;
};
DESCRIBE(RegionRow, id, name, municipalities, population, months, actions, with_contact)

/// A municipality that went from one region to another within the period.
struct Moved {
  std::string municipality, from, to, note;
  Day on;
};
DESCRIBE(Moved, municipality, from, to, note, on)

struct Shared {
  std::string code, name;
  std::int64_t registered = 0, validated = 0;
};
DESCRIBE(Shared, code, name, registered, validated)

struct Sitting {  ///< a meeting of a CIR
  Day day;
  std::string region;
  bool extraordinary = false;
  std::int64_t summoned = 0, present = 0, receipt = 0;
};
DESCRIBE(Sitting, day, region, extraordinary, summoned, present, receipt)

struct Cir {
  std::int64_t meetings = 0, ordinary = 0, extraordinary = 0, summoned = 0, present = 0;
  std::vector<actions::Attendance> regions;
  std::vector<Sitting> sittings;  ///< by day
};
DESCRIBE(Cir, meetings, ordinary, extraordinary, summoned, present, regions, sittings)

struct FollowupKind {
  std::string code, name;
  std::int64_t on_time = 0, late = 0, open = 0, overdue = 0, cancelled = 0;
  std::int64_t total() const { return on_time + late + open + overdue + cancelled; }
};
DESCRIBE(FollowupKind, code, name, on_time, late, open, overdue, cancelled)

struct Contact {
  PlaceId place;
  std::string name, region;
  std::int64_t actions = 0;
  std::optional<Day> last_on;
  std::optional<std::int64_t> days;
};
DESCRIBE(Contact, place, name, region, actions, last_on, days)

struct RecordRow {
  std::int64_t receipt = 0;
  Day day;
  std::string places, title;
  actions::State state = actions::State::registered;
};
DESCRIBE(RecordRow, receipt, day, places, title, state)

struct Closed {
  std::int64_t number = 0, records = 0, validated = 0, late = 0;
  std::string sha256, by;
  Day on;
};
DESCRIBE(Closed, number, records, validated, late, sha256, by, on)

struct QuadrimestralData {
  people::OrganisationRef council;
  std::string council_name;
  places::PlaceRef state;
  std::string period, label;
  Day from, to, known_on;        ///< known_on: the day on which all this was so
  std::int64_t known_number = 0; ///< the ledger's newest entry then
  bool demo = false;
  std::optional<Closed> closed;  ///< the quadrimestre; while it is not, the report is a draft

  std::int64_t municipalities = 0, population = 0, population_year = 0;
  std::vector<RegionRow> regions;
  std::vector<Moved> moved;
  std::vector<Member> board, team;

  std::int64_t registered = 0, validated = 0, waiting = 0, returned = 0;
  std::vector<std::string> months;  ///< their names
  std::vector<Shared> by_month, results;
  std::vector<actions::Count> types, modalities, themes;
  std::vector<std::int64_t> elsewhere;  ///< by month: of several regions, of the whole state

  Cir cir;
  std::vector<FollowupKind> followups;

  std::int64_t with_contact = 0, total_contact = 0, without_60 = 0;
  std::vector<Contact> contacts;  ///< by region and name

  std::vector<RecordRow> records;  ///< by day
  std::vector<Proof> proofs;

  bool draft() const { return !closed; }
  std::string period_name() const { return label.substr(0, label.find(" (")); }  ///< "1º quadrimestre de 2025"
  FollowupKind all_followups() const;
};
DESCRIBE(QuadrimestralData, council, council_name, state, period, label, from, to, known_on, known_number, demo, closed, municipalities, population,
         population_year, regions, moved, board, team, registered, validated, waiting, returned, months, by_month, results, types,
         modalities, themes, elsewhere, cir, followups, with_contact, total_contact, without_60, contacts, records, proofs)

/// The council of a state (its sigla or its IBGE code); throws reports.unknown-state.
people::Organisation council_of(db::Read& tx, const std::string& state);

/// The period, which must be a quadrimestre that has begun; throws places.unknown-period, reports.not-quadrimestre, reports.not-begun.
places::Period quadrimestre(const std::string& id, Day today);

/// As the actor reads it; what the actor may not read is not counted. The faces of the domains below are asked here and nowhere else
/// in this folder.
QuadrimestralData gather(db::Read& tx, const people::Organisation& council, const places::Period& period, const access::Actor& actor);

/// Gives each number its list. Called by gather.
void prove(QuadrimestralData& data);

}  // namespace teia::reports
