// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "places/test_territory.hpp"

namespace teia::places {
namespace {

const Day march = Day::of(2025, 3, 1);

/// What the other tests try on SQLite, once along the whole road on each engine.
struct Engines : test::OnBothEngines {
  Engines() : OnBothEngines(test::Schema::migrated) {}
};
ON_BOTH_ENGINES(Engines);

TEST_P(Engines, TheTerritoryIsLoadedAskedMovedAndDrawn) {
  db::Store store{{.url = url()}};
  EXPECT_EQ(store.write([](db::Write& w) { return load_territory(w); }), 6172);
  EXPECT_TRUE(store.write([](db::Write& w) {
    return move_municipality(w, {PlaceId{1721000}, Relation::region, PlaceId{17008}, march, "CIB/TO 12/2025"});
  }));
  const InputFile mesh{"palmas.json", R"({"type":"FeatureCollection","features":[{"properties":{"id":"1721000"},
    "geometry":{"type":"Polygon","coordinates":[[[-48.6,-10.5],[-48,-10.5],[-48,-10],[-48.6,-10],[-48.6,-10.5]]]}}]})"};
  EXPECT_EQ(store.write([&](db::Write& w) { return import_boundaries(w, {&mesh, 1}, {1'000}, false); }).created, 1);

  store.read([](db::Read& r) {
    EXPECT_EQ(page(r, {1721000}, march).region->name, "Amor Perfeito");
    EXPECT_EQ(page(r, {17006}, march).composition_since, march);
    EXPECT_EQ(page(r, {1}, march).municipality_count, 450);
    EXPECT_EQ(page(r, {17}, march).populations.back().value, 1'577'342);
    EXPECT_EQ(page(r, {11003}, march).notes.size(), 1u);
    EXPECT_EQ(search(r, {.q = "sta. barbara d'oeste", .on = march}).at(0).id, PlaceId{3545803});
    EXPECT_EQ(list(r, Level::municipality, PlaceId{17006}, march).size(), 13u);
    EXPECT_EQ(map(r, {17}, march).shapes.size(), 1u);
    EXPECT_EQ(memberships(r, {1721000}).size(), 3u);
  });
  const auto report = store.write([](db::Write& w) {
    return import_table(w, {.file = {"t.csv", "code;region;region_name;2025\n5101837;51014;Teles Pires;8000\n"}, .from = march, .source = "x"});
  });
  EXPECT_EQ(report.changed, 1);
}

}  // namespace
}  // namespace teia::places
