// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"

/// Counts from the records themselves, within the reader's rights: the overview and the coverage of a territory. Free-form questions
/// belong to the read model that comes later; these two pages ask fixed ones.
namespace teia::actions {

struct FiguresFilter {
  std::optional<Day> from, to;  ///< left out: the quadrimestre under way
  std::optional<PlaceId> place;
  std::optional<std::string> type, theme, project;
  std::optional<Composition> composition;  ///< of the regions; left out: of the date
};
DESCRIBE(FiguresFilter, from, to, place, type, theme, project, composition)

struct Count {
  std::string code, name;
  std::int64_t value = 0;
};
DESCRIBE(Count, code, name, value)

struct Cell {
  std::string row, column;
  std::int64_t value = 0;
};
DESCRIBE(Cell, row, column, value)

struct Overview {
  Day from, to;
  std::int64_t registered = 0;  ///< registrada, devolvida or validada
  std::int64_t validated = 0, waiting = 0, returned = 0;
  std::int64_t places_with_contact = 0, places_total = 0;
  std::vector<std::string> months;  ///< 2025-01 …
  std::vector<Count> by_month, by_type, by_theme, by_region, by_modality;
  std::vector<Cell> region_month;
};
DESCRIBE(Overview, from, to, registered, validated, waiting, returned, places_with_contact, places_total, months, by_month, by_type,
         by_theme, by_region, by_modality, region_month)

Overview overview(db::Read& tx, const FiguresFilter& filter, const access::Actor& actor);

struct PlaceContact {
  places::PlaceRef place;
  std::optional<places::PlaceRef> region;
  std::optional<Day> last_on;            ///< last *presente* or *contato direto* up to the end of the period
  std::optional<std::int64_t> days;      ///< from it to the end of the period
  std::int64_t actions = 0;              ///< contacts within the period
  std::vector<std::string> supporters;
  bool in_network = true;
};
DESCRIBE(PlaceContact, place, region, last_on, days, actions, supporters, in_network)

/// Who was at the CIR, as the support recorded it: the official list is with the executive secretariat of the CIR. A seat is a
/// municipality summoned to a meeting.
struct Attendance {
  std::optional<places::PlaceRef> region;  ///< none: seats whose region is not known
  std::int64_t meetings = 0, summoned = 0, present = 0;
};
DESCRIBE(Attendance, region, meetings, summoned, present)

struct Coverage {
  places::PlaceRef place;
  Day from, to, on;
  std::int64_t with_contact = 0, total = 0, without_60 = 0, actions = 0, validated = 0;
  std::vector<PlaceContact> rows;
  std::int64_t meetings = 0, summoned = 0, present = 0;  ///< of the CIR, within the place
  std::vector<Attendance> cir;  ///< by region; those without a meeting, too
};
DESCRIBE(Coverage, place, from, to, on, with_contact, total, without_60, actions, validated, rows, meetings, summoned, present, cir)

Coverage coverage(db::Read& tx, const FiguresFilter& filter, const access::Actor& actor);

}  // namespace teia::actions
