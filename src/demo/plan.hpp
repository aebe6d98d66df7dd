// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "demo/story_facts.hpp"
#include "demo/cast.hpp"

/// Who did what, when and where in the story: 612 + 37 actions whose sums are those of story_facts.hpp.
namespace teia::demo {

enum class Fate { validated, waiting, returned, fresh };

struct Deed {
  std::string type, theme, modality;
  std::string region;  ///< a health region; "" several; "UF" the state
  Day day;
  int minute = 0;  ///< since local midnight
  PersonId author;
  std::vector<PlaceId> places;
  std::vector<PlaceId> absent;  ///< summoned, did not come
  const facts::Meeting* meeting = nullptr;
  Fate fate = Fate::validated;
  Deed* beside = nullptr;  ///< what it was at the same hour as: a call told twice, a workshop elsewhere. Good while the plan is made
  bool telephone = false;  ///< the text holds an invented telephone: the record waits with a flag
};

std::vector<Deed> plan(db::Read& tx, const Cast& cast, Chance& chance);

}  // namespace teia::demo
