// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/http/http.hpp"
#include "places/places.hpp"

namespace teia::places {
namespace {

struct PlacesAsked {
  std::optional<std::string> q;
  std::optional<Level> level;
  std::optional<PlaceId> state, within;  ///< `state` is the older word for the same limit
  std::optional<Day> on;
  std::optional<std::int64_t> limit;
};
DESCRIBE(PlacesAsked, q, level, state, within, on, limit)

struct OnDay {
  std::optional<Day> on;
};
DESCRIBE(OnDay, on)

struct MapAsked {
  PlaceId state;
  std::optional<Day> on;
};
DESCRIBE(MapAsked, state, on)

/// With words, the best matches; with a level alone, all of it.
std::vector<PlaceHit> on_places(http::Reading& call, const PlacesAsked& asked) {
  const auto day = asked.on.value_or(call.today());
  const auto within = asked.within ? asked.within : asked.state;
  const auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(asked.limit.value_or(20), 1, 100));
  if (asked.q && !asked.q->empty()) return search(call.tx, {.q = *asked.q, .level = asked.level, .within = within, .on = day, .limit = limit});
  return asked.level ? list(call.tx, *asked.level, within, day) : std::vector<PlaceHit>{};
}

PlacePage on_place(http::Reading& call, const OnDay& asked) {
  return page(call.tx, call.path<PlaceId>("id"), asked.on.value_or(call.today()));
}

std::vector<PlaceHit> on_municipalities(http::Reading& call, const OnDay& asked) {
  const auto place = require(call.tx, call.path<PlaceId>("id"));
  return list(call.tx, Level::municipality, place.id, asked.on.value_or(call.today()));
}

std::vector<Membership> on_memberships(http::Reading& call) { return memberships(call.tx, require(call.tx, call.path<PlaceId>("id")).id); }

MapData on_map(http::Reading& call, const MapAsked& asked) { return map(call.tx, asked.state, asked.on.value_or(call.today())); }

}  // namespace

// The territory is public information; a session or a token is asked only so that the service is not a free mirror of it.
std::vector<http::Route> routes() {
  return {
      http::get<on_places>("/v1/places", http::Right::signed_in_or_token()),
      http::get<on_place>("/v1/places/{id}", http::Right::signed_in_or_token()),
      http::get<on_municipalities>("/v1/places/{id}/municipalities", http::Right::signed_in_or_token()),
      http::get<on_memberships>("/v1/places/{id}/memberships", http::Right::signed_in_or_token()),
      http::get<on_map>("/v1/map", http::Right::signed_in_or_token()),
  };
}

}  // namespace teia::places
