// SPDX-License-Identifier: Apache-2.0
#include "places/store.hpp"

namespace teia::places {

PlaceId state_of(PlaceId place) {
  auto code = place.value;
  if (code < 10) return brasil;
  while (code >= 100) code /= 10;
  return {code};
}

PlaceId great_region_of(PlaceId place) {
  auto code = place.value;
  while (code >= 10) code /= 10;
  return {code};
}

std::pair<PlaceId, PlaceId> store::states_of(PlaceId place) {
  if (place == brasil) return {{11}, {53}};
  if (place.value < 10) return {{place.value * 10}, {place.value * 10 + 9}};
  return {state_of(place), state_of(place)};
}

std::int64_t six_digits(PlaceId municipality) { return municipality.value / 10; }

}  // namespace teia::places
