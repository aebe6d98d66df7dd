// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "people/people.hpp"
#include "places/places.hpp"
#include "programmes/programmes.hpp"
#include "support/engines.hpp"

namespace teia::programmes {
namespace {

struct Install : test::OnBothEngines {
  Install() : OnBothEngines(test::Schema::migrated) {}

  void prepare() override {
    store = std::make_unique<db::Store>(db::Options{.url = url()});
    store->write([](db::Write& tx) { return places::load_territory(tx); });
  }
  void install_now() {
    store->write([&](db::Write& tx) { install(tx, catalogue(), noon, *chance); });
  }
  std::vector<people::OrganisationRow> organisations(std::optional<std::string> kind = {}) {
    return store->read([&](db::Read& tx) { return people::search_organisations(tx, "", kind); });
  }

  const Instant noon = instant_of(Day::of(2025, 5, 5), 12 * 60, capital_zone);
  std::unique_ptr<Chance> chance = seeded_chance(7);
  std::unique_ptr<db::Store> store;
};
ON_BOTH_ENGINES(Install);

TEST_P(Install, BringsTheInstitutionsWithTheirStates) {
  install_now();
  EXPECT_EQ(organisations().size(), catalogue().organisations.size());
  EXPECT_EQ(organisations("COSEMS").size(), 26U);
  const auto council = store->read([](db::Read& tx) { return people::organisation_by_code(tx, "COSEMS-TO"); });
  ASSERT_TRUE(council);
  EXPECT_EQ(council->state_id, PlaceId{17});
}

TEST_P(Install, BringsEveryRoleWithItsNetwork) {
  install_now();
  for (const auto& role : catalogue().roles) {
    const auto found = store->read([&](db::Read& tx) { return people::find_role(tx, role.code); });
    ASSERT_TRUE(found) << role.code;
    EXPECT_EQ(found->network, role.network);
  }
}

TEST_P(Install, KeepsTheIdsTheSecondTime) {
  install_now();
  const auto before = organisations();
  install_now();
  const auto after = organisations();
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].id, after[i].id);
}

}  // namespace
}  // namespace teia::programmes
