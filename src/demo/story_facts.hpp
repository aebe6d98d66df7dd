// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>

#include "base/time.hpp"

/// The story's numbers: January to April 2025 in Tocantins, fictitious and exact. Every sum is checked when the story is told.
namespace teia::demo::facts {

inline constexpr int actions = 612, validated = 594, waiting = 13, returned = 5, in_may = 37;
inline constexpr std::array months{204, 115, 153, 140};            ///< actions by month
inline constexpr std::array validated_by_month{204, 115, 151, 124};

struct Counted {
  const char* code;
  int count;
};
inline constexpr std::array types{Counted{"ATE", 186}, Counted{"VIS", 52}, Counted{"MON", 40}, Counted{"WEB", 38}, Counted{"ACO", 37},
                                  Counted{"ART", 36},  Counted{"REU_CIR", 34}, Counted{"OFI", 34}, Counted{"REU_EQ", 30},
                                  Counted{"REU_CTCIR", 27}, Counted{"CAP", 22}, Counted{"DOC", 18}, Counted{"REU_CIB", 16},
                                  Counted{"MEN", 12}, Counted{"ASM", 12}, Counted{"CMS", 8}, Counted{"EVT", 4}, Counted{"ROD", 4},
                                  Counted{"EME", 2}};
inline constexpr std::array modalities{Counted{"PRES", 208}, Counted{"REM_SINC", 202}, Counted{"REM_ASSINC", 171}, Counted{"HIB", 31}};
inline constexpr std::array themes{Counted{"PLAN", 129}, Counted{"FIN", 116}, Counted{"APS", 110}, Counted{"REG", 55}, Counted{"VIG", 49},
                                   Counted{"GOV", 45},   Counted{"RCA", 37},  Counted{"ESP", 22},  Counted{"AF", 12},  Counted{"GTE", 11},
                                   Counted{"JUD", 9},    Counted{"PART", 7},  Counted{"DIG", 5},   Counted{"REDE", 4}, Counted{"EMER", 1}};


/// A meeting of a regional commission: who was summoned (the region's composition on the day) and who came.
struct Meeting {
  const char* region;
  int month, day;
  bool extraordinary;
  int summoned, present;
};
inline constexpr std::array meetings{
    Meeting{"Amor Perfeito", 1, 15, false, 13, 9},   Meeting{"Amor Perfeito", 2, 12, false, 13, 10},  Meeting{"Amor Perfeito", 3, 12, false, 13, 11},
    Meeting{"Amor Perfeito", 4, 9, false, 13, 10},   Meeting{"Bico do Papagaio", 1, 21, false, 24, 14}, Meeting{"Bico do Papagaio", 2, 18, false, 24, 17},
    Meeting{"Bico do Papagaio", 3, 19, false, 24, 19}, Meeting{"Bico do Papagaio", 3, 26, true, 24, 15}, Meeting{"Bico do Papagaio", 4, 15, false, 24, 19},
    Meeting{"Cantão", 2, 19, false, 15, 11},         Meeting{"Cantão", 3, 20, false, 14, 11},         Meeting{"Cantão", 4, 16, false, 14, 12},
    Meeting{"Capim Dourado", 1, 23, false, 14, 10},  Meeting{"Capim Dourado", 2, 20, false, 14, 12},  Meeting{"Capim Dourado", 3, 13, false, 15, 12},
    Meeting{"Capim Dourado", 4, 10, false, 15, 13},  Meeting{"Cerrado Tocantins Araguaia", 1, 28, false, 23, 14},
    Meeting{"Cerrado Tocantins Araguaia", 2, 25, false, 23, 16}, Meeting{"Cerrado Tocantins Araguaia", 3, 25, false, 23, 17},
    Meeting{"Cerrado Tocantins Araguaia", 4, 22, false, 23, 17}, Meeting{"Ilha do Bananal", 1, 29, false, 18, 12},
    Meeting{"Ilha do Bananal", 2, 26, false, 18, 13}, Meeting{"Ilha do Bananal", 3, 26, false, 18, 15}, Meeting{"Ilha do Bananal", 4, 23, false, 18, 14},
    Meeting{"Ilha do Bananal", 4, 29, true, 18, 12}, Meeting{"Médio Norte Araguaia", 1, 22, false, 17, 11},
    Meeting{"Médio Norte Araguaia", 2, 13, false, 17, 13}, Meeting{"Médio Norte Araguaia", 2, 27, true, 17, 12},
    Meeting{"Médio Norte Araguaia", 3, 27, false, 17, 14}, Meeting{"Médio Norte Araguaia", 4, 24, false, 17, 13},
    Meeting{"Sudeste", 1, 30, false, 15, 10},        Meeting{"Sudeste", 2, 11, false, 15, 11},        Meeting{"Sudeste", 3, 11, false, 15, 13},
    Meeting{"Sudeste", 4, 8, false, 15, 12}};

struct RegionTotal {
  const char* name;
  int count;
};
inline constexpr std::array regions{RegionTotal{"Amor Perfeito", 55}, RegionTotal{"Bico do Papagaio", 92}, RegionTotal{"Cantão", 58},
                                    RegionTotal{"Capim Dourado", 62}, RegionTotal{"Cerrado Tocantins Araguaia", 84},
                                    RegionTotal{"Ilha do Bananal", 66}, RegionTotal{"Médio Norte Araguaia", 64}, RegionTotal{"Sudeste", 52},
                                    RegionTotal{"", 21} /* several regions */, RegionTotal{"UF", 58} /* the whole state */};

/// Follow-ups by kind: closed on time, closed late, open within the deadline, open past it, cancelled.
struct Followups {
  const char* kind;
  int on_time, late, open, overdue, cancelled;
};
inline constexpr std::array followups{Followups{"ORIENTAR", 19, 2, 0, 1, 0}, Followups{"NOTA", 6, 2, 1, 0, 0},  Followups{"CIR", 10, 2, 1, 0, 1},
                                      Followups{"CIB", 4, 1, 1, 1, 0},       Followups{"SES", 8, 5, 2, 1, 0},   Followups{"MS", 2, 2, 1, 0, 1},
                                      Followups{"CONASEMS", 2, 1, 1, 0, 0},  Followups{"MUNICIPIO", 7, 2, 1, 1, 1}, Followups{"RETORNAR", 5, 0, 1, 0, 0}};

/// Not reached in the whole quadrimestre, and not since 2 March: 3 + 6 = the nine that wait for a contact on 30 April.
inline constexpr std::array never_reached{"Mateiros", "Recursolândia", "Sandolândia"};
inline constexpr std::array not_since_march{"Lizarda", "São Félix do Tocantins", "Centenário", "Campos Lindos", "Paranã", "Rio da Conceição"};

template <class List>
constexpr int sum(const List& list) {
  int total = 0;
  for (const auto& one : list) total += one.count;
  return total;
}
static_assert(sum(types) == actions && sum(modalities) == actions && sum(themes) == actions && sum(regions) == actions);
static_assert(months[0] + months[1] + months[2] + months[3] == actions);
static_assert(validated_by_month[0] + validated_by_month[1] + validated_by_month[2] + validated_by_month[3] == validated);
static_assert(validated + waiting + returned == actions);
static_assert([] {
  int summoned = 0, present = 0, held = 0, special = 0;
  for (const auto& m : meetings) summoned += m.summoned, present += m.present, ++held, special += m.extraordinary;
  return summoned == 600 && present == 444 && held == 34 && special == 3;
}());
static_assert([] {
  int on_time = 0, late = 0, open = 0, overdue = 0, cancelled = 0;
  for (const auto& f : followups) on_time += f.on_time, late += f.late, open += f.open, overdue += f.overdue, cancelled += f.cancelled;
  return on_time == 63 && late == 17 && open == 9 && overdue == 4 && cancelled == 3;
}());

}  // namespace teia::demo::facts
