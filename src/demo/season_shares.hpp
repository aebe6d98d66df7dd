// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

/// Assumed shares of the network's work, in per cent; nothing here was measured on real people.
namespace teia::demo::shares {

inline constexpr std::array modalities{"PRES", "REM_SINC", "REM_ASSINC", "HIB"};

struct Kind {
  const char* type;
  double share;                      ///< of the actions that are not regional meetings
  double minutes;                    ///< median
  std::size_t towns;                 ///< mean; 0: of the whole state
  std::array<double, 4> modalities;  ///< in the order above
};

inline constexpr Kind meeting{"REU_CIR", 8, 180, 0, {70, 0, 0, 30}};

inline constexpr std::array kinds{
    Kind{"ATE", 31, 15, 1, {0, 23, 77, 0}},       Kind{"VIS", 8, 150, 1, {100, 0, 0, 0}},     Kind{"OFI", 6, 240, 9, {80, 20, 0, 0}},
    Kind{"WEB", 7, 90, 15, {0, 100, 0, 0}},       Kind{"MON", 6, 60, 1, {0, 50, 50, 0}},      Kind{"ART", 6, 60, 2, {40, 60, 0, 0}},
    Kind{"REU_CTCIR", 5, 150, 9, {40, 50, 0, 10}}, Kind{"REU_EQ", 5, 90, 0, {50, 50, 0, 0}},   Kind{"CAP", 4, 180, 9, {50, 50, 0, 0}},
    Kind{"ASM", 3, 180, 20, {70, 0, 0, 30}},      Kind{"REU_CIB", 3, 180, 0, {60, 10, 0, 30}}, Kind{"DOC", 3, 120, 0, {0, 0, 100, 0}},
    Kind{"MEN", 2, 60, 1, {0, 100, 0, 0}},        Kind{"ACO", 1, 90, 1, {100, 0, 0, 0}},      Kind{"CMS", 1, 120, 1, {100, 0, 0, 0}},
    Kind{"EVT", 0.5, 240, 12, {100, 0, 0, 0}},    Kind{"EME", 0.3, 60, 2, {0, 0, 100, 0}},    Kind{"ROD", 0.2, 90, 6, {100, 0, 0, 0}}};

struct Theme {
  const char* code;
  double share;
};
inline constexpr std::array themes{Theme{"PLAN", 21}, Theme{"FIN", 19}, Theme{"APS", 18}, Theme{"REG", 9},  Theme{"VIG", 8},
                                   Theme{"RCA", 6},   Theme{"GOV", 5},  Theme{"ESP", 4},  Theme{"AF", 2},   Theme{"JUD", 2},
                                   Theme{"GTE", 2},   Theme{"PART", 1}, Theme{"DIG", 1},  Theme{"REDE", 1}, Theme{"EMER", 1}};

}  // namespace teia::demo::shares
