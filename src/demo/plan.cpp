// SPDX-License-Identifier: Apache-2.0
#include "demo/plan.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "demo/themes.hpp"

namespace teia::demo {

namespace {

using facts::Counted;

template <class T>
void shuffle(std::vector<T>& list, Chance& chance) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[chance.next() % i]);
}

/// Splits row and column totals into whole cells that keep both.
std::vector<std::array<int, 4>> cells_of(const std::vector<int>& rows) {
  std::vector<std::array<int, 4>> cells;
  std::array<int, 4> left = facts::months;
  for (const int row : rows) {
    std::array<int, 4> cell{};
    for (std::size_t m = 0; m < 4; ++m) left[m] -= cell[m] = row * facts::months[m] / facts::actions;
    cells.push_back(cell);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (int missing = rows[r] - (cells[r][0] + cells[r][1] + cells[r][2] + cells[r][3]); missing > 0; --missing) {
      const auto month = static_cast<std::size_t>(std::max_element(left.begin(), left.end()) - left.begin());
      ++cells[r][month];
      --left[month];
    }
  }
  return cells;
}

std::vector<Deed> slots() {
  std::vector<int> rows;
  for (const auto& region : facts::regions) rows.push_back(region.count);
  const auto cells = cells_of(rows);
  std::vector<Deed> deeds;
  for (std::size_t r = 0; r < cells.size(); ++r) {
    for (unsigned m = 0; m < 4; ++m) {
      for (int i = 0; i < cells[r][m]; ++i) {
        Deed deed;
        deed.region = facts::regions[r].name;
        deed.day = Day::of(2025, m + 1, 1);
        deeds.push_back(deed);
      }
    }
  }
  return deeds;
}

/// Meetings take a slot of their region and month; what is of the state or of several regions takes what is done there.
void give_types(std::vector<Deed>& deeds, Chance& chance) {
  std::map<std::string, int> left;
  for (const auto& type : facts::types) left[type.code] = type.count;
  const auto take = [&](Deed& deed, const std::string& type) {
    deed.type = type;
    --left[type];
  };
  for (const auto& meeting : facts::meetings) {
    for (auto& deed : deeds) {
      if (deed.type.empty() && deed.region == meeting.region && static_cast<int>(deed.day.month()) == meeting.month) {
        take(deed, "REU_CIR");
        deed.meeting = &meeting;
        break;
      }
    }
  }
  for (auto& deed : deeds) {
    if (deed.region == "UF") take(deed, left["REU_EQ"] ? "REU_EQ" : left["REU_CIB"] ? "REU_CIB" : "ASM");
    if (deed.region.empty()) take(deed, "WEB");
  }
  std::vector<std::string> rest;
  for (const auto& [type, count] : left) rest.insert(rest.end(), static_cast<std::size_t>(std::max(count, 0)), type);
  shuffle(rest, chance);
  for (auto& deed : deeds) {
    if (!deed.type.empty()) continue;
    deed.type = rest.back();
    rest.pop_back();
  }
}

void give_modalities(std::vector<Deed>& deeds) {
  static constexpr std::array order{"REU_CIR", "VIS", "OFI", "CAP", "REU_CTCIR", "ASM", "REU_CIB", "EVT", "CMS", "REU_EQ",
                                    "WEB",     "ART", "ACO", "MEN", "ROD",       "MON", "ATE",     "DOC", "EME"};
  static constexpr std::array modalities{Counted{"PRES", 208}, Counted{"HIB", 31}, Counted{"REM_SINC", 202}, Counted{"REM_ASSINC", 171}};
  std::size_t at = 0;
  int given = 0;
  for (const auto* type : order) {
    for (auto& deed : deeds) {
      if (deed.type != type) continue;
      if (given == modalities[at].count) ++at, given = 0;
      deed.modality = modalities[at].code;
      ++given;
    }
  }
}

void give_themes(std::vector<Deed>& deeds, Chance& chance) {
  std::map<std::string, int> left;
  for (const auto& theme : facts::themes) left[theme.code] = theme.count;
  const auto prefer = [&](const char* type, const char* theme) {
    for (auto& deed : deeds) {
      if (deed.type == type && deed.theme.empty() && left[theme] > 0) deed.theme = theme, --left[theme];
    }
  };
  prefer("REU_CIR", "REG");
  prefer("ACO", "GOV");
  prefer("EME", "EMER");
  std::vector<std::string> rest;
  for (const auto& [theme, count] : left) rest.insert(rest.end(), static_cast<std::size_t>(count), theme);
  shuffle(rest, chance);
  for (auto& deed : deeds) {
    if (deed.theme.empty()) {
      deed.theme = rest.back();
      rest.pop_back();
    }
    const auto codes = themes_below(deed.theme);
    deed.theme = codes[chance.next() % codes.size()];
  }
}

Day working_day(unsigned month, Chance& chance) {
  const unsigned days = month == 2 ? 28 : month == 4 ? 30 : 31;
  for (;;) {
    const auto day = Day::of(2025, month, 1 + static_cast<unsigned>(chance.next() % days));
    if (day.weekday() != 0 && day.weekday() != 6) return day;
  }
}

void give_days(std::vector<Deed>& deeds, Chance& chance) {
  for (auto& deed : deeds) {
    deed.day = deed.meeting ? Day::of(2025, static_cast<unsigned>(deed.meeting->month), static_cast<unsigned>(deed.meeting->day))
                            : working_day(deed.day.month(), chance);
    deed.minute = deed.meeting ? 9 * 60 : (8 + static_cast<int>(chance.next() % 9)) * 60 + 15 * static_cast<int>(chance.next() % 4);
  }
}

/// The towns of each region in turn, so that each is reached, but for those that the story leaves waiting.
class Towns {
 public:
  Towns(db::Read& tx, Chance& chance) : tx_(tx), chance_(chance) {
    for (const auto& region : places::list(tx, places::Level::region, PlaceId{17}, Day::of(2025, 1, 1))) ids_[region.name] = region.id;
  }

  std::vector<PlaceId> of(const std::string& region, Day day) { return places::municipalities_of(tx_, ids_.at(region), day); }

  PlaceId next(const std::string& region, Day day) {
    const auto towns = of(region, day);
    auto& turn = turns_[region];
    for (;;) {
      const auto town = towns[turn++ % towns.size()];
      if (!left_waiting(town, day)) return town;
    }
  }

  bool left_waiting(PlaceId town, Day day) {
    const auto name = places::require(tx_, town).name;
    const auto in = [&](const auto& list) { return std::find(list.begin(), list.end(), name) != list.end(); };
    return in(facts::never_reached) || (day >= Day::of(2025, 3, 2) && in(facts::not_since_march));
  }

  /// Who came to a meeting: as many as the story says, never those that it leaves waiting.
  void attend(Deed& deed) {
    auto towns = of(deed.region, deed.day);
    if (static_cast<int>(towns.size()) != deed.meeting->summoned) throw std::logic_error("composition of " + deed.region + " is not the story's");
    shuffle(towns, chance_);
    std::stable_partition(towns.begin(), towns.end(), [&](PlaceId town) { return !left_waiting(town, deed.day); });
    deed.places.assign(towns.begin(), towns.begin() + deed.meeting->present);
    deed.absent.assign(towns.begin() + deed.meeting->present, towns.end());
  }

 private:
  db::Read& tx_;
  Chance& chance_;
  std::map<std::string, PlaceId> ids_;
  std::map<std::string, std::size_t> turns_;
};

void give_places(std::vector<Deed>& deeds, Towns& towns, Chance& chance) {
  static const std::set<std::string> gatherings{"OFI", "CAP", "REU_CTCIR", "WEB", "ROD", "EVT"};
  for (auto& deed : deeds) {
    if (deed.meeting) {
      towns.attend(deed);
    } else if (deed.region == "UF") {
      deed.places = {PlaceId{17}};
    } else {
      const bool several = deed.region.empty();
      const auto count = several ? 8 : gatherings.contains(deed.type) ? 4 + chance.next() % 5 : 1;
      for (std::size_t i = 0; i < count; ++i) {
        const auto& region = several ? facts::regions[(i * 3 + static_cast<std::size_t>(deed.minute)) % 8].name : deed.region.c_str();
        const auto town = towns.next(region, deed.day);
        if (std::find(deed.places.begin(), deed.places.end(), town) == deed.places.end()) deed.places.push_back(town);
      }
    }
  }
}

void give_authors(std::vector<Deed>& deeds, const Cast& cast) {
  std::size_t turn = 0;
  for (auto& deed : deeds) {
    const bool regional = !deed.region.empty() && deed.region != "UF";
    deed.author = cast.supporter_of(regional ? deed.region : facts::regions[turn++ % 8].name, deed.day);
  }
}

/// Two of March and three of April went back to their authors; thirteen of April wait, each with something to look at.
void give_fates(std::vector<Deed>& deeds) {
  int march = 2, april = 3, telephone = 5, repeated = 4, elsewhere = 4;
  std::map<PersonId, Deed*> call, workshop;
  for (auto& deed : deeds) {
    if (deed.day.month() == 3 && march && deed.type == "VIS") deed.fate = Fate::returned, --march;
    if (deed.day.month() != 4 || deed.meeting) continue;
    if (april && deed.type == "MON" && deed.region != "UF") deed.fate = Fate::returned, --april;
    else if (telephone && deed.type == "ATE") deed.fate = Fate::waiting, deed.telephone = true, --telephone;
    else if (deed.type == "ATE" && !call[deed.author]) call[deed.author] = &deed;
    else if (repeated && deed.type == "ATE") {
      deed.day = call[deed.author]->day, deed.minute = call[deed.author]->minute;
      deed.fate = Fate::waiting, deed.beside = call[deed.author], --repeated;
    } else if ((deed.type == "OFI" || deed.type == "CAP") && !workshop[deed.author]) workshop[deed.author] = &deed;
    else if (elsewhere && deed.type == "VIS" && workshop[deed.author]) {
      deed.day = workshop[deed.author]->day, deed.minute = workshop[deed.author]->minute;
      deed.fate = Fate::waiting, deed.beside = workshop[deed.author], --elsewhere;
    }
  }
  // Where a person has no workshop of the month to be at twice, another visit or call waits with a telephone in its text.
  for (auto& deed : deeds) {
    if ((repeated + elsewhere + telephone) == 0) break;
    if (deed.day.month() != 4 || deed.fate != Fate::validated || deed.type != "ATE" || call[deed.author] == &deed) continue;
    deed.fate = Fate::waiting, deed.telephone = true;
    (repeated ? repeated : elsewhere ? elsewhere : telephone) -= 1;
  }
}

/// A call told twice was with the same town too; a visit at the hour of a workshop was to a town that was not at it.
void give_neighbours(std::vector<Deed>& deeds) {
  for (auto& deed : deeds) {
    if (!deed.beside) continue;
    auto& there = deed.beside->places;
    const bool met = std::find(there.begin(), there.end(), deed.places.front()) != there.end();
    if (deed.type == deed.beside->type && !met) deed.places.push_back(there.front());
    if (deed.type != deed.beside->type && met) std::erase(there, deed.places.front());
  }
}

/// The first working day of May: thirty-seven that nobody needs to look at twice.
std::vector<Deed> fresh(Towns& towns, const Cast& cast) {
  std::vector<Deed> deeds;
  static constexpr std::array regions{"Bico do Papagaio", "Médio Norte Araguaia", "Cerrado Tocantins Araguaia", "Ilha do Bananal", "Amor Perfeito"};
  for (int i = 0; i < facts::in_may; ++i) {
    Deed deed;
    deed.region = regions[static_cast<std::size_t>(i) % regions.size()];
    deed.day = Day::of(2025, 5, 2);
    deed.minute = 8 * 60 + (i / 5) * 60;
    deed.type = i % 4 == 3 ? "MON" : "ATE";
    deed.theme = i % 2 ? "PLAN.RDQA" : "FIN.SIOPS";
    deed.modality = "REM_ASSINC";
    deed.author = cast.supporter_of(deed.region, deed.day);
    deed.places = {towns.next(deed.region, deed.day)};
    deed.fate = Fate::fresh;
    deeds.push_back(deed);
  }
  return deeds;
}

}  // namespace

std::vector<Deed> plan(db::Read& tx, const Cast& cast, Chance& chance) {
  auto deeds = slots();
  give_types(deeds, chance);
  give_modalities(deeds);
  give_themes(deeds, chance);
  give_days(deeds, chance);
  Towns towns{tx, chance};
  give_authors(deeds, cast);
  give_fates(deeds);
  give_places(deeds, towns, chance);
  give_neighbours(deeds);
  for (auto& deed : fresh(towns, cast)) deeds.push_back(deed);
  return deeds;
}

}  // namespace teia::demo
