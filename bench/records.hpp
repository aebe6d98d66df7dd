// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "actions/actions.hpp"

namespace teia::bench {

/// Quick records of about 600 letters, to be sent by `authors` people in turn; spread over 1,500 days, so that no day of a person
/// grows beyond what a day holds.
class Records {
 public:
  Records(std::vector<PlaceId> towns, std::size_t authors);
  std::string next();  ///< the body of POST /v1/actions

 private:
  std::vector<PlaceId> towns_;
  std::size_t authors_;
  std::size_t made_ = 0;
  std::unique_ptr<Chance> chance_ = seeded_chance(static_cast<std::uint64_t>(system_chance().next()));
  std::string text_;
};

}  // namespace teia::bench
