// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>

#include "demo/demo.hpp"
#include "demo/dice.hpp"

/// The people of the whole network, invented: 174 supporters and 25 coordinators in 26 states, the teams around them, a manager in
/// every town of the network's reach.
namespace teia::demo {

struct Region {
  PlaceId id;
  std::string name;
  std::vector<PlaceId> towns;  ///< in an order of their own: the first are looked for more often
};

struct Supporter {
  PersonId person;
  ledger::DeviceId device;
  PlaceId state;
  std::vector<std::size_t> regions;  ///< of Network::regions
};

struct State {
  PlaceId id;
  std::string sigla, zone;
  std::vector<PersonId> validators;  ///< nobody validates what they wrote: where a supporter validates there are two
};

struct Network {
  std::vector<Region> regions;
  std::vector<Supporter> supporters;
  std::map<PlaceId, State> states;
  std::vector<Login> logins;
};

Network gather(db::Store& store, Dice& dice, Day since, Instant now);

}  // namespace teia::demo
