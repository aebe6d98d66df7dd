// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "followups/followups.hpp"

/// What people read, in Portuguese: histories, pending lines, what to bring. Warm, without watching. Pure.
namespace teia::followups {

/// "6 mai"; "6 mai 2024" in another year than today's.
std::string short_day(Day day, Day today);
std::string first_name(std::string_view name);
/// "Augustinópolis", "Augustinópolis e Ananás", "Augustinópolis, Ananás e mais 3".
std::string some_of(const std::vector<places::PlaceRef>& places);

enum class What { created, answered, started, closed, cancelled, rescheduled, escalated, reopened, passed_on };
constexpr auto words(What) {
  return std::array{Word{What::created, "criado"},     Word{What::answered, "respondido"},   Word{What::started, "iniciado"},
                    Word{What::closed, "concluido"},   Word{What::cancelled, "cancelado"},   Word{What::rescheduled, "reagendado"},
                    Word{What::escalated, "escalado"}, Word{What::reopened, "reaberto"},     Word{What::passed_on, "repassado"}};
}

/// What one revision was about, beside the document as it then stood.
struct Happened {
  What what = What::created;
  std::string text;
  std::vector<actions::Evidence> evidence;
  std::optional<Day> due_before;
  std::optional<std::string> responsible_before = std::nullopt;  ///< as said, when it was passed on
};
DESCRIBE(Happened, what, text, evidence, due_before, responsible_before)

struct Told {
  std::string who;          ///< whole name
  std::string responsible;  ///< as said
  bool own = false;         ///< the author took it on
  std::optional<Day> due_on;
  std::optional<std::string> escalated_to;
};
/// "Cícero respondeu: “…”"; the day stands beside it.
std::string sentence_of(const Happened& happened, const Told& told, Day today);

struct BeforeYouGo {
  std::optional<Day> last_contact_on;
  std::optional<std::string> last_title;  ///< of the newest record with contact that the reader may see
  std::vector<FollowupRow> open;          ///< by day agreed
};
/// At most five sentences: what is open first, then the last contact.
std::vector<std::string> before_you_go(const BeforeYouGo& known, Day today);

}  // namespace teia::followups
