// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "places/outline.hpp"
#include "places/test_territory.hpp"

namespace teia::places {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const Day today = Day::of(2025, 5, 5);

// Palmas above, Porto Nacional below, and a winding border between them at about 10.5° S.
std::string winding_border() {
  std::string out;
  for (int i = 0; i <= 60; ++i) out += fmt::format("{}[{:.4f},{:.4f}]", i ? "," : "", -48.6 + i * 0.01, -10.5 + (i % 3) * 0.0009);
  return out;
}
std::string backwards(const std::string& positions) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < positions.size(); at = positions.find(']', at) + 2) parts.push_back(positions.substr(at, positions.find(']', at) + 1 - at));
  std::string out;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) out += (out.empty() ? "" : ",") + *part;
  return out;
}
std::string north() { return "[[" + winding_border() + ",[-48.0,-10.0],[-48.6,-10.0],[-48.6,-10.5]]]"; }
std::string south() { return "[[" + backwards(winding_border()) + ",[-48.6,-11.0],[-48.0,-11.0],[-48.0,-10.5]]]"; }

std::string feature(std::string_view code, std::string_view coordinates) {
  return fmt::format(R"({{"type":"Feature","properties":{{"id":"{}"}},"geometry":{{"type":"Polygon","coordinates":{}}}}})", code, coordinates);
}
InputFile collection(const std::string& features) { return {"malha.json", R"({"type":"FeatureCollection","features":[)" + features + "]}"}; }

struct Boundaries : testing::Test {
  Territory territory;

  TerritoryReport import(const InputFile& file, bool dry_run = false) {
    return territory.write([&](db::Write& w) { return import_boundaries(w, {&file, 1}, {1'000}, dry_run); });
  }
  MapData tocantins() {
    return territory.read([](db::Read& r) { return map(r, {17}, today); });
  }
  std::string fault_of(const std::string& features) {
    const auto report = import(collection(features));
    return report.faults.size() == 1 ? report.faults[0].code : fmt::format("{} faults", report.faults.size());
  }
};

std::set<std::string> points_of(const MapShape& shape) {
  std::set<std::string> out;
  for (const auto& polygon : std::get<json::Array>(shape.polygons.is)) {
    for (const auto& ring : std::get<json::Array>(polygon.is)) {
      const auto& flat = std::get<json::Array>(ring.is);
      for (std::size_t i = 0; i + 1 < flat.size(); i += 2) out.insert(json::write(flat[i]) + " " + json::write(flat[i + 1]));
    }
  }
  return out;
}

TEST_F(Boundaries, NeighboursKeepTheirCommonBorderWhileItIsThinned) {
  const auto report = import(collection(feature("1721000", north()) + "," + feature("1718204", south())));
  EXPECT_THAT(report.faults, SizeIs(0));
  EXPECT_EQ(report.created, 2);
  EXPECT_THAT(report.without_geometry, SizeIs(5569));

  const auto data = tocantins();
  EXPECT_TRUE(data.has_boundaries);
  ASSERT_THAT(data.shapes, SizeIs(2));
  EXPECT_THAT(data.without_geometry, SizeIs(137));
  const auto porto = points_of(data.shapes[0]), palmas = points_of(data.shapes[1]);
  std::set<std::string> common;
  std::set_intersection(porto.begin(), porto.end(), palmas.begin(), palmas.end(), std::inserter(common, common.end()));
  EXPECT_LT(palmas.size(), 20u);  // 64 came
  EXPECT_EQ(common.size(), palmas.size() - 2);  // all but the two northern corners
}

TEST_F(Boundaries, TheSameFileAgainChangesNothing) {
  const auto file = collection(feature("1721000", north()));
  import(file);
  const auto version = tocantins().version;
  const auto again = import(file);
  EXPECT_EQ(again.unchanged, 1);
  EXPECT_EQ(again.created + again.changed, 0);
  EXPECT_EQ(tocantins().version, version);
}

TEST_F(Boundaries, ADryRunTellsAndChangesNothing) {
  EXPECT_EQ(import(collection(feature("1721000", north())), true).created, 1);
  EXPECT_FALSE(tocantins().has_boundaries);
}

TEST_F(Boundaries, OneFaultAndNothingIsImported) {
  const auto report = import(collection(feature("1721000", north()) + "," + feature("1799999", south())));
  ASSERT_THAT(report.faults, SizeIs(1));
  EXPECT_EQ(report.faults[0].row, 2);
  EXPECT_EQ(report.faults[0].file, "malha.json");
  EXPECT_EQ(report.faults[0].code, "boundaries.unknown-code");
  EXPECT_FALSE(tocantins().has_boundaries);
}

TEST_F(Boundaries, SixDigitsAreEnough) {
  import(collection(feature("172100", north())));
  EXPECT_EQ(tocantins().shapes.at(0).id, PlaceId{1721000});
}

TEST_F(Boundaries, EachFaultIsNamed) {
  const std::pair<std::string, const char*> cases[] = {
      {R"({"type":"Feature","properties":{},"geometry":null})", "boundaries.no-code"},
      {R"({"type":"Feature","properties":{"id":"1721000"},"geometry":null})", "boundaries.no-area"},
      {R"({"type":"Feature","properties":{"id":1721000},"geometry":{"type":"Point","coordinates":[-48,-10]}})", "boundaries.no-area"},
      {feature("1721000", "[[[-48,-10],[-48,-10],[-48,-10]]]"), "boundaries.no-area"},
      {feature("1721000", "[[[-48,-10],\"x\"]]"), "boundaries.no-area"},
      {feature("1721000", "[[[-48,-10],[-48,-11],[-49,-11],[-49,-10]]]"), "boundaries.open-ring"},
      {feature("1721000", "[[[-10,-48],[-11,-48],[-11,-49],[-10,-48]]]"), "boundaries.outside-brasil"},
      {feature("3550308", north()), "boundaries.far-from-seat"},
      {feature("1721000", north()) + "," + feature("172100", north()), "boundaries.twice"},
  };
  for (const auto& [features, code] : cases) EXPECT_EQ(fault_of(features), code) << features.substr(0, 120);
}

TEST_F(Boundaries, WhatIsNoCollectionIsAFaultOfItsFile) {
  const auto whole = collection(feature("1721000", north()));
  for (const char* bytes : {R"({"type":"Feature"})", "[]", "{}", "null", "code;name"}) {
    const InputFile files[] = {whole, {"x.json", bytes}};
    const auto report = territory.write([&](db::Write& w) { return import_boundaries(w, files, {1'000}, false); });
    ASSERT_THAT(report.faults, SizeIs(1)) << bytes;
    EXPECT_EQ(report.faults[0].code, bytes[0] == 'c' ? "body.malformed" : "boundaries.not-a-collection");
    EXPECT_EQ(report.faults[0].file, "x.json");
  }
  EXPECT_FALSE(tocantins().has_boundaries);
}

// Two squares with one common side, as quantised arcs: https://github.com/topojson/topojson-specification
TEST_F(Boundaries, ATopologyIsReadArcByArc) {
  const InputFile file{"br.topojson", R"({"type":"Topology","transform":{"scale":[0.01,0.01],"translate":[-49,-11]},
    "objects":{"mun":{"type":"GeometryCollection","geometries":[
      {"type":"Polygon","properties":{"CD_MUN":"1721000"},"arcs":[[0,1]]},
      {"type":"MultiPolygon","id":1718204,"arcs":[[[-1,2]]]}]}},
    "arcs":[[[0,50],[100,0]],[[100,50],[0,50],[-100,0],[0,-50]],[[0,50],[0,-50],[100,0],[0,50]]]})"};
  const auto report = import(file);
  ASSERT_THAT(report.faults, SizeIs(0));
  const auto shapes = tocantins().shapes;
  ASSERT_THAT(shapes, SizeIs(2));
  EXPECT_THAT(points_of(shapes[1]), ElementsAre("-48 -10", "-48 -10.5", "-49 -10", "-49 -10.5"));
  EXPECT_THAT(points_of(shapes[0]), ElementsAre("-48 -10.5", "-48 -11", "-49 -10.5", "-49 -11"));
}

TEST_F(Boundaries, ATopologyWithoutItsArcsIsAFault) {
  const InputFile file{"x", R"({"type":"Topology","objects":{"a":{"geometries":[{"type":"Polygon","id":1721000,"arcs":[[7]]}]}},"arcs":[]})"};
  EXPECT_EQ(import(file).faults.at(0).code, "boundaries.no-area");
}

TEST(Outline, ATinyPlaceInsideALargeOneIsNotLost) {
  Ring tiny;
  for (int i = 0; i < 12; ++i) tiny.push_back({1000 + (i < 6 ? i : 12 - i), 1000 + (i % 6 < 3 ? i % 3 : 3)});
  tiny.push_back(tiny.front());
  Ring large{{0, 0}, {5000, 0}, {5000, 5000}, {0, 5000}, {0, 0}};
  std::vector<Outline> outlines{{{tiny}}, {{large, tiny}}};
  simplify(outlines, 0.05, 0.05);
  EXPECT_GE(outlines[0][0][0].size(), 4u);
  EXPECT_EQ(outlines[1][0][1], outlines[0][0][0]);
}

TEST(Outline, AnIslandAmongTheHolesBecomesAPolygon) {
  auto square = [](std::int32_t at, std::int32_t side) {
    return Ring{{at, at}, {at + side, at}, {at + side, at + side}, {at, at + side}, {at, at}};
  };
  const auto outline = regrouped({square(900, 20), square(0, 500), square(100, 50)});
  EXPECT_EQ(outline, (Outline{{square(0, 500), square(100, 50)}, {square(900, 20)}}));
}

TEST(Outline, IsWrittenInDegrees) {
  EXPECT_EQ(written({{{{-484000, -102500}, {-5, 0}, {10001, 7}, {-484000, -102500}}}}), "[[[-48.4,-10.25,-0.0005,0,1.0001,0.0007,-48.4,-10.25]]]");
}

// The whole country, when its mesh is at hand: TEIA_GEOMETRY names a folder of GeoJSON files.
TEST_F(Boundaries, AWholeMeshIsImported) {
  const char* folder = std::getenv("TEIA_GEOMETRY");
  if (!folder) GTEST_SKIP() << "TEIA_GEOMETRY is not set";
  std::vector<InputFile> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) files.push_back({entry.path().filename(), test::content(entry.path())});
  const auto report = territory.write([&](db::Write& w) { return import_boundaries(w, files, {1'000}, false); });
  for (const auto& fault : report.faults) ADD_FAILURE() << fault.column << " " << fault.message;
  EXPECT_EQ(report.created, report.rows);
  const auto country = territory.read([](db::Read& r) { return map(r, brasil, today); });
  EXPECT_EQ(country.shapes.size() + report.without_geometry.size(), 5571u);
  for (const auto& shape : country.shapes) EXPECT_GE(points_of(shape).size(), 3u) << shape.id.value;
  EXPECT_LT(json::write_described(country).size(), 3'000'000u);  // about a third of it on the wire
}

}  // namespace
}  // namespace teia::places
