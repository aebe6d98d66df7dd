// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "access/access.hpp"

/// Fictitious worlds on the real territory, made by the program's own verbs. The store must be furnished (territory, packages).
namespace teia::demo {

/// Whom a visitor can sign in as.
struct Login {
  std::string email, name, what;
};
inline constexpr std::string_view password = "apoio-teia-2025";  ///< of every demo account

/// The story's "today": 5 May 2025, 9 h in Palmas.
Instant story_now();

/// Tells what is being done, in plain Portuguese.
using Tell = std::function<void(const std::string&)>;

/// The Tocantins story. Gives the logins.
std::vector<Login> tell_story(db::Store& store, const Tell& tell);

/// The whole network up to 30 April 2025: with these figures about 187 thousand actions, 840 thousand links to municipalities and
/// 112 thousand follow-ups. The same world for the same seed, but for what must be secret: keys, salts, passwords' salts.
struct National {
  int months = 36;
  int actions_a_month = 5200;
  std::uint64_t seed = 2025;
};
std::vector<Login> tell_national(db::Store& store, const National& national, const Tell& tell);

}  // namespace teia::demo
