// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/test_program.hpp"
#include "demo/story_facts.hpp"
#include "indicators/indicators.hpp"

/// The Tocantins story's numbers, worked by hand, in the read model; and the same questions asked of the system of record in plain SQL.
namespace teia::app::test {
namespace {

using analytics::Answer;
using analytics::Question;

const Day first = Day::of(2025, 1, 1), last = Day::of(2025, 4, 30), story_day = Day::of(2025, 5, 5);
constexpr PlaceId tocantins{17};

struct Cell {
  std::string month;
  std::optional<PlaceId> region_id;
  std::int64_t actions = 0, minutes = 0, places = 0;
};
DESCRIBE(Cell, month, region_id, actions, minutes, places)
using Filters = db::Query<Cell, Day, Day, std::optional<std::string>, std::optional<std::string>, std::optional<std::string>>;
// A row of an action for each place; its minutes once in each group.
#define PLACED(grouped)                                                                                                       \
  " from (select a.id, a.minutes, l.place_id, substr(a.day_on, 1, 7) as month, e.parent_id as region_id,"                     \
  "              row_number() over (partition by a.id" grouped " order by l.place_id) as nth"                                 \
  "         from action a join action_place l on l.action_id = a.id"                                                          \
  "         left join place_edge e on e.child_id = l.place_id and e.relation = 'regiao'"                                      \
  "              and e.valid_from <= a.day_on and e.valid_to >= a.day_on"                                                     \
  "        where a.day_on >= $1 and a.day_on <= $2 and (a.type = $3 or $3 is null) and (a.state = $4 or $4 is null)"          \
  "          and (a.modality = $5 or $5 is null)) as placed"
#define COUNTED                                                                                                               \
  "count(distinct id) as actions, cast(coalesce(sum(case when nth = 1 then minutes else 0 end), 0) as bigint) as minutes,"    \
  " count(distinct place_id) as places"
const Filters plain_total{"analytics_test.total", "select '' as month, cast(null as bigint) as region_id, " COUNTED PLACED("")};
const Filters plain_cells{"analytics_test.cells",
                          "select month, region_id, " COUNTED PLACED(", e.parent_id") " group by month, region_id order by month, region_id"};

class AnalyticsStory : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (const auto why = teia::test::missing(GetParam())) GTEST_SKIP() << *why;
    program.emplace(GetParam());
    demo::tell_story(store(), [](const std::string&) {});
  }
  db::Store& store() { return program->system().store(); }

  static Question of(std::vector<std::string> measures, std::vector<std::string> by = {}) {
    Question question;
    question.measures = std::move(measures);
    question.by = std::move(by);
    question.period = "2025-QD1";
    return question;
  }
  Answer asked(const Question& question) {
    return store().read([&](db::Read& tx) { return analytics::ask_everything(program->system().read_model(), tx, question, story_day); });
  }
  indicators::Board board(const std::string& period = "2025-QD1") {
    const auto& definitions = indicators::catalogue(program->system().read_model().schema());
    return indicators::board(definitions, {period, tocantins, {}, {}}, [&](const Question& question) { return asked(question); });
  }
  static std::map<std::string, indicators::Parts> by_code(const indicators::Board& board) {
    std::map<std::string, indicators::Parts> out;
    for (const auto& one : board.computed) out[one.definition.code] = one.now;
    return out;
  }

  // In this order, on one story: telling it is what takes long.
  void every_indicator_is_what_the_story_says();
  void months_and_types_are_the_storys_own();
  void parts_make_the_whole_under_every_composition();
  void random_questions_get_what_plain_sql_says();
  void the_neighbour_counts_nothing_of_tocantins();
  void what_was_known_then_stays_whatever_comes_later();

  std::optional<Program> program;
};
INSTANTIATE_TEST_SUITE_P(On, AnalyticsStory, testing::Values(db::Engine::sqlite, db::Engine::postgres), teia::test::engine_name);

void expect_parts(const indicators::Parts& parts, double numerator, double denominator) {
  EXPECT_EQ(parts.numerator, numerator);
  EXPECT_EQ(parts.denominator, denominator);
}

void AnalyticsStory::every_indicator_is_what_the_story_says() {
  auto is = by_code(board());
  EXPECT_EQ(asked(of({"count(actions where happened)"})).total.values.at(0), demo::facts::actions);
  {
    SCOPED_TRACE("IA-01: three towns of 139 were never reached");
    expect_parts(is["IA-01"], 139 - 3, 139);
  }
  {
    SCOPED_TRACE("IA-02: those three, and six not since 2 March");
    expect_parts(is["IA-02"], 9, 139);
  }
  {
    SCOPED_TRACE("IA-03");
    int summoned = 0, present = 0;
    for (const auto& meeting : demo::facts::meetings) summoned += meeting.summoned, present += meeting.present;
    expect_parts(is["IA-03"], present, summoned);
    expect_parts(is["IA-03"], 444, 600);
    EXPECT_EQ(is["IA-03"].value, 74);
  }
  expect_parts(is["IA-06"], 594, 5);
  expect_parts(is["IA-11"], 63, 63 + 17 + 4);
  EXPECT_EQ(is["IA-11"].value, 75);
  EXPECT_EQ(is["IA-13"].denominator, 612);
  EXPECT_EQ(is["IA-14"].denominator, 612);
  EXPECT_FALSE(is["IA-04"].value) << "the story's assemblies name no town";

  double n = 0, weighted = 0;
  for (const auto& theme : demo::facts::themes) n += theme.count, weighted += theme.count * std::log(theme.count);
  EXPECT_NEAR(*is["IA-23"].value, (std::log(n) - weighted / n) / std::log(17.0), 1e-12);
}

void AnalyticsStory::months_and_types_are_the_storys_own() {
  const auto months = asked(of({"count(actions where happened)", "count(actions where state = \"validada\")"}, {"month"}));
  ASSERT_EQ(months.rows.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(months.rows[i].values.at(0), demo::facts::months[i]);
    EXPECT_EQ(months.rows[i].values.at(1), demo::facts::validated_by_month[i]);
  }
  std::map<std::string, double> types;
  for (const auto& row : asked(of({"count(actions where happened)"}, {"type"})).rows) types[row.key[0]] = *row.values[0];
  for (const auto& type : demo::facts::types) EXPECT_EQ(types[type.code], type.count) << type.code;
}

/// Parts sum to the whole; another composition moves what lies in a region and changes no sum.
void AnalyticsStory::parts_make_the_whole_under_every_composition() {
  auto question = of({"count(places where happened)", "sum(actions.minutes where happened)"}, {"region"});
  const auto then = asked(question);
  question.composition = actions::Composition::today;
  const auto now = asked(question);
  const auto sum = [](const Answer& answer) {
    double total = 0;
    for (const auto& row : answer.rows) total += *row.values[0];
    return total;
  };
  EXPECT_EQ(sum(then), then.total.values[0]);
  EXPECT_EQ(sum(now), now.total.values[0]);
  EXPECT_EQ(then.total.values, now.total.values);
  double by_month = 0;
  for (const auto& row : asked(of({"sum(actions.minutes where happened)"}, {"month"})).rows) by_month += *row.values[0];
  EXPECT_EQ(by_month, then.total.values[1]);
}

void AnalyticsStory::random_questions_get_what_plain_sql_says() {
  auto chance = seeded_chance(41);
  const std::vector<std::string> types{"VIS", "ATE", "REU_CIR", "OFI", "WEB"}, states{"validada", "registrada", "devolvida"}, modalities{"PRES", "REM_SINC", "HIB"};
  const auto pick = [&](const auto& from) { return chance->next() % 3 ? std::optional{from[chance->next() % from.size()]} : std::nullopt; };
  for (int round = 0; round < 40; ++round) {
    const auto type = pick(types), state = pick(states), modality = pick(modalities);
    const auto from = first.plus(static_cast<std::int32_t>(chance->next() % 60)), to = from.plus(static_cast<std::int32_t>(chance->next() % 90));
    Question question;
    question.measures = {"count(places)", "sum(actions.minutes)", "distinct(places.place)"};
    question.from = from, question.to = to;
    std::string where;
    const auto add = [&](const char* field, const auto& value) {
      if (value) where += (where.empty() ? "" : " and ") + std::string{field} + " = \"" + *value + "\"";
    };
    add("type", type), add("state", state), add("modality", modality);
    if (!where.empty()) question.where = where;
    SCOPED_TRACE(where + " " + from.text() + " " + to.text());

    question.measures[0] = "count(actions)";
    question.by = {"month", "region"};
    const auto answer = asked(question);
    const auto cells = store().read([&](db::Read& tx) { return tx.all(plain_cells, from, to, type, state, modality); });
    ASSERT_EQ(answer.rows.size(), cells.size());
    std::map<std::vector<std::string>, Cell> plain;
    for (const auto& cell : cells) plain[{cell.month, cell.region_id ? std::to_string(cell.region_id->value) : ""}] = cell;
    for (const auto& row : answer.rows) {
      ASSERT_TRUE(plain.contains(row.key)) << row.key[0] << " " << row.key[1];
      EXPECT_EQ(row.values[0], plain[row.key].actions);
      EXPECT_EQ(row.values[1], plain[row.key].minutes);
      EXPECT_EQ(row.values[2], plain[row.key].places);
    }
    const auto whole = store().read([&](db::Read& tx) { return tx.one(plain_total, from, to, type, state, modality); });
    EXPECT_EQ(answer.total.values[2], whole->places);
  }
}

void AnalyticsStory::what_was_known_then_stays_whatever_comes_later() {
  const auto before = asked(of({"count(actions where happened)", "count(followups where on_time)", "sum(actions.minutes)"}, {"month"}));
  Browser helena{*program, "helena@exemplo.org.br"};
  const auto id = Uuid::make(demo::story_now(), system_chance()).text();
  const auto reply = helena.ask(http::Method::post, "/v1/actions",
                                R"({"id":")" + id + R"(","operation":")" + id + R"(","planned":false,"created_at":"2025-05-05T11:00:00Z","content":{
      "type":"ATE","started_at":"2025-04-28T12:00:00Z","places":[{"place":1701002,"presence":"contato-direto"}],"theme":"PLAN.PAS",
      "text":"Orientação dada por telefone sobre as metas.","visibility":{"network":false,"municipality":false,"public":false}}})");
  ASSERT_EQ(reply.status, 200) << std::get<std::string>(reply.body);
  auto question = of({"count(actions where happened)", "count(followups where on_time)", "sum(actions.minutes)"}, {"month"});
  EXPECT_EQ(asked(question).total.values.at(0), 613);
  question.known_on = before.known_on;
  const auto then = asked(question);
  EXPECT_EQ(then.total.values, before.total.values);
  ASSERT_EQ(then.rows.size(), before.rows.size());
  for (std::size_t i = 0; i < then.rows.size(); ++i) EXPECT_EQ(then.rows[i].values, before.rows[i].values);
}

void AnalyticsStory::the_neighbour_counts_nothing_of_tocantins() {
  Browser rita{*program, "rita@exemplo.org.br"}, raimundo{*program, "raimundo@exemplo.org.br"};
  const auto total = [](const Browser& who) {
    const auto reply = who.ask(http::Method::post, "/v1/ask", R"!({"measures":["count(actions where happened)"],"by":[],"period":"2025-QD1","place":17})!");
    EXPECT_EQ(reply.status, 200) << std::get<std::string>(reply.body);
    const auto answer = json::parse(std::get<std::string>(reply.body));
    return json::write(std::get<json::Array>(answer.find("total")->find("values")->is).at(0));
  };
  EXPECT_EQ(total(raimundo), "612");
  EXPECT_EQ(total(rita), "0");
}

TEST_P(AnalyticsStory, IsCountedAsItWasTold) {
  every_indicator_is_what_the_story_says();
  months_and_types_are_the_storys_own();
  parts_make_the_whole_under_every_composition();
  random_questions_get_what_plain_sql_says();
  the_neighbour_counts_nothing_of_tocantins();
  what_was_known_then_stays_whatever_comes_later();
}

}  // namespace
}  // namespace teia::app::test
