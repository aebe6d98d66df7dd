// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "actions/figures.hpp"
#include "actions/test_world.hpp"

namespace teia::actions {
namespace {

using testing::UnorderedElementsAre;

constexpr PlaceId macro_north{1701};           // of both regions below
constexpr PlaceId west{17001}, north{17002};  // regions of Tocantins; on 1 March 2025 a municipality goes from the one to the other

/// "17001 2 5/7": region, meetings, present of summoned.
std::vector<std::string> told(const std::vector<Attendance>& regions) {
  std::vector<std::string> lines;
  for (const auto& one : regions) {
    if (one.meetings == 0) continue;
    lines.push_back((one.region ? std::to_string(one.region->id.value) : "–") + " " + std::to_string(one.meetings) + " " + std::to_string(one.present) + "/" +
                    std::to_string(one.summoned));
  }
  return lines;
}

class Figures : public Desks {
 protected:
  void prepare() override {
    Desks::prepare();
    store->write([&](db::Write& tx) {
      of_west_ = places::municipalities_of(tx, west, Day::of(2025, 1, 1));
      of_north_ = places::municipalities_of(tx, north, Day::of(2025, 1, 1));
      ASSERT_TRUE(places::move_municipality(tx, {moved(), places::Relation::region, north, Day::of(2025, 3, 1), "Resolução CIB/TO nº 12/2025"}));
    });
    meeting(Day::of(2025, 2, 10), {{of_west_[0], Presence::present, {}}, {of_west_[1], Presence::invited, {}}, {moved(), Presence::present, {}}});
    meeting(Day::of(2025, 3, 20), {{of_north_[0], Presence::present, {}}, {of_north_[1], Presence::present, {}}});
    meeting(Day::of(2025, 4, 10), {{of_north_[0], Presence::present, {}}, {of_north_[1], Presence::invited, {}}, {moved(), Presence::invited, {}}});
  }

  PlaceId moved() const { return of_west_.back(); }

  ActionId done(const std::string& type, const std::string& theme, Day day, std::vector<ActionPlace> places) {
    auto in = visit(places.front().place, "Reunião registrada por quem apoia");
    in.content.type = type;
    in.content.theme = theme;
    in.content.started_at = instant_of(day, 9 * 60, "America/Araguaina");
    in.content.places = std::move(places);
    return registered(helena, in);
  }
  ActionId meeting(Day day, std::vector<ActionPlace> places) { return done("REU_CIR", "PLAN.RDQA", day, std::move(places)); }

  static FiguresFilter asked(Composition composition = Composition::date) {
    FiguresFilter filter;
    filter.from = Day::of(2025, 1, 1);
    filter.to = Day::of(2025, 4, 30);
    filter.place = PlaceId{17};
    filter.composition = composition;
    return filter;
  }
  Coverage covered(const FiguresFilter& filter) {
    return store->read([&](db::Read& tx) { return coverage(tx, filter, raimundo); });
  }
  Overview seen_over(const FiguresFilter& filter) {
    return store->read([&](db::Read& tx) { return overview(tx, filter, raimundo); });
  }

  /// How long the list is that a number opens, as web/src/reports/reports.ts asks for it.
  std::int64_t listed(const FiguresFilter& of, const std::function<void(Filter&)>& narrow) {
    Filter filter;
    filter.from = of.from;
    filter.to = of.to;
    filter.place = of.place;
    filter.composition = of.composition;
    filter.happened = true;
    narrow(filter);
    const auto page = store->read([&](db::Read& tx) { return list(tx, filter, raimundo); });
    EXPECT_EQ(page.total, std::ssize(page.items));
    return page.total;
  }

  std::vector<PlaceId> of_west_, of_north_;
};
ON_BOTH_ENGINES(Figures);

TEST_P(Figures, AttendanceIsBySeatsAndByTheRegionsOfTheDay) {
  const auto all = covered(asked());
  EXPECT_EQ(all.meetings, 3);
  EXPECT_EQ(all.summoned, 8);
  EXPECT_EQ(all.present, 5);
  EXPECT_THAT(told(all.cir), UnorderedElementsAre("17001 1 2/3", "17002 2 3/5"));
}

TEST_P(Figures, AttendanceByTheRegionsOfTodayTakesTheMunicipalityAlong) {
  const auto all = covered(asked(Composition::today));
  EXPECT_EQ(all.meetings, 3) << "the meeting that stands in two regions now is one";
  EXPECT_EQ(all.summoned, 8);
  EXPECT_EQ(all.present, 5);
  EXPECT_THAT(told(all.cir), UnorderedElementsAre("17001 1 1/2", "17002 3 4/6"));
}

TEST_P(Figures, AttendanceOfOneRegionIsThatOfItsMunicipalities) {
  auto filter = asked();
  filter.place = west;
  EXPECT_THAT(told(covered(filter).cir), UnorderedElementsAre("17001 1 2/3"));
  filter.composition = Composition::today;
  EXPECT_THAT(told(covered(filter).cir), UnorderedElementsAre("17001 1 1/2"));
  filter.place = moved();
  EXPECT_THAT(told(covered(filter).cir), UnorderedElementsAre("17002 2 1/2"));
}

TEST_P(Figures, AMeetingThatWasUndoneHadNobody) {
  const auto undone = meeting(Day::of(2025, 4, 22), {{of_west_[0], Presence::present, {}}});
  EXPECT_EQ(covered(asked()).meetings, 4);
  store->write([&](db::Write& tx) { undo(tx, undone, {operation()}, helena); });
  EXPECT_EQ(covered(asked()).meetings, 3);
}

TEST_P(Figures, ARowSaysTheRegionOfTheEndOfThePeriodOrOfToday) {
  const auto region_in = [&](FiguresFilter filter) {
    for (const auto& row : covered(filter).rows) {
      if (row.place.id == moved()) return row.region->id;
    }
    return PlaceId{};
  };
  auto february = asked();
  february.to = Day::of(2025, 2, 28);
  EXPECT_EQ(region_in(february), west);
  february.composition = Composition::today;
  EXPECT_EQ(region_in(february), north);
}

class Doors : public Figures {
 protected:
  void prepare() override {
    Figures::prepare();
    done("VIS", "PLAN.PAS", Day::of(2025, 1, 15), {{of_west_[0], Presence::direct, {}}});
    done("VIS", "PLAN.PMS", Day::of(2025, 2, 3), {{of_west_[0], Presence::direct, {}}, {moved(), Presence::direct, {}}});  // one region then, two now
    done("OFI", "FIN.SIOPS", Day::of(2025, 4, 2), {{of_west_[1], Presence::present, {}}, {moved(), Presence::present, {}}});
    done("REU_EQ", "FIN.SIOPS", Day::of(2025, 4, 3), {{PlaceId{17}, Presence::direct, {}}});
    done("REU_EQ", "PLAN", Day::of(2025, 4, 4), {{PlaceId{17}, Presence::direct, {}}});
    const auto cancelled = done("VIS", "PLAN.PAS", Day::of(2025, 4, 7), {{of_west_[0], Presence::direct, {}}});
    store->write([&](db::Write& tx) { undo(tx, cancelled, {operation()}, helena); });
  }

  static void of_region(Filter& filter, const std::string& code) {
    filter.regions = code == "sem-regiao" ? Regions::none : code == "varias" ? Regions::several : Regions::one;
    if (filter.regions == Regions::one) filter.place = PlaceId{std::stoll(code)};
  }
  static void of_month(Filter& filter, const std::string& month) {
    filter.from = Day::parse(month + "-01");
    filter.to = Day::of(filter.from->year(), filter.from->month() + 1, 1).plus(-1);
  }
  void expect_doors(const FiguresFilter& of) {
    const auto all = seen_over(of);
    EXPECT_EQ(listed(of, [](Filter&) {}), all.registered);
    for (const auto& one : all.by_region) EXPECT_EQ(listed(of, [&](Filter& f) { of_region(f, one.code); }), one.value) << one.code;
    for (const auto& one : all.by_month) EXPECT_EQ(listed(of, [&](Filter& f) { of_month(f, one.code); }), one.value) << one.code;
    for (const auto& one : all.by_type) EXPECT_EQ(listed(of, [&](Filter& f) { f.type = one.code; }), one.value) << one.code;
    for (const auto& one : all.by_theme) EXPECT_EQ(listed(of, [&](Filter& f) { f.theme = one.code; }), one.value) << one.code;
    for (const auto& cell : all.region_month) {
      EXPECT_EQ(listed(of, [&](Filter& f) { of_region(f, cell.row), of_month(f, cell.column); }), cell.value) << cell.row << " " << cell.column;
    }
    const auto covers = covered(of);
    EXPECT_EQ(listed(of, [](Filter& f) { f.type = "REU_CIR"; }), covers.meetings);
    for (const auto& one : covers.cir) {
      if (!one.region) continue;
      EXPECT_EQ(listed(of, [&](Filter& f) { f.type = "REU_CIR", f.place = one.region->id; }), one.meetings) << one.region->name;
    }
  }
};
ON_BOTH_ENGINES(Doors);

TEST_P(Doors, OpenAsManyRecordsAsTheirNumberSays) {
  const auto all = seen_over(asked());
  EXPECT_EQ(all.registered, 8) << "the one undone counts nowhere";
  const auto of = [&](const char* code) {
    for (const auto& one : all.by_region) {
      if (one.code == code) return one.value;
    }
    return std::int64_t{0};
  };
  EXPECT_EQ(of("sem-regiao"), 2);
  EXPECT_EQ(of("varias"), 1);
  EXPECT_EQ(of("17001"), 3);
  EXPECT_EQ(of("17002"), 2);
  expect_doors(asked());
}

TEST_P(Doors, OpenAsManyByTheRegionsOfTodayToo) {
  const auto all = seen_over(asked(Composition::today));
  std::map<std::string, std::int64_t> regions;
  for (const auto& one : all.by_region) regions[one.code] = one.value;
  EXPECT_THAT(regions, (std::map<std::string, std::int64_t>{{"17001", 1}, {"17002", 2}, {"sem-regiao", 2}, {"varias", 3}}));
  expect_doors(asked(Composition::today));
}

TEST_P(Doors, OfOneRegionOfAMacroregionAndOfTheCountryToo) {
  auto filter = asked();
  filter.place = west;
  expect_doors(filter);
  filter.place = macro_north;
  EXPECT_EQ(seen_over(filter).registered, 6) << "without those of the state as a whole";
  expect_doors(filter);
  filter.place.reset();
  expect_doors(filter);
}

}  // namespace
}  // namespace teia::actions
