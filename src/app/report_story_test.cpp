// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "app/test_program.hpp"
#include "demo/story_facts.hpp"
#include "reports/quadrimestral.hpp"
#include "reports/reports.hpp"

/// The Tocantins story's report: the golden numbers in its data, in its PDF, by the command and over HTTP.
namespace teia::app::test {
namespace {

namespace facts = demo::facts;
using testing::HasSubstr;
using testing::Not;

class ReportStory : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (const auto why = teia::test::missing(GetParam())) GTEST_SKIP() << *why;
    program.emplace(GetParam());
    demo::tell_story(store(), [](const std::string&) {});
    raimundo.emplace(*program, "raimundo@exemplo.org.br");
    rita.emplace(*program, "rita@exemplo.org.br");
  }

  db::Store& store() { return program->system().store(); }
  reports::QuadrimestralData gathered() {
    return store().read([&](db::Read& tx) {
      access::Actor actor;
      actor.person = people::require_person(tx, coordinator(tx)).id;
      actor.now = demo::story_now();
      actor.today = local_day(actor.now, capital_zone);
      return reports::gather(tx, reports::council_of(tx, "TO"), reports::quadrimestre("2025-QD1", actor.today), actor);
    });
  }
  static PersonId coordinator(db::Read& tx) {
    for (const auto& id : people::all_assignments(tx)) {
      const auto one = people::require_assignment(tx, id);
      if (one.role == "coordenador") return one.person_id;
    }
    throw std::logic_error("nobody coordinates");
  }
  static std::string body(const http::Response& reply) { return std::get<std::string>(reply.body); }
  static http::Response got(const Browser& who, const std::string& query) { return who.ask(http::Method::get, "/v1/reports/quadrimestral?" + query); }

  /// Blanks and lines are as they fall on the page: compared without them.
  static std::string text_of(const std::string& pdf) {
    const auto text = reports::run({"pdftotext", {"-", "-"}, pdf});
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text.compare(at, 2, "\u00A0") == 0) out += ' ', ++at;
      else out += text[at] == '\n' || text[at] == '\f' ? ' ' : text[at];
    }
    return out;
  }

  // One story for all three: telling it takes longer than they do.
  void says_the_numbers() {
    const auto data = gathered();
    EXPECT_EQ(data.registered, facts::actions);
    EXPECT_EQ(data.validated, facts::validated);
    EXPECT_EQ(data.waiting, facts::waiting);
    EXPECT_EQ(data.returned, facts::returned);
    EXPECT_EQ(std::ssize(data.records), facts::actions);
    std::int64_t by_region = 0;
    for (const auto& one : data.regions) by_region += one.actions;
    for (const auto one : data.elsewhere) by_region += one;
    EXPECT_EQ(by_region, facts::actions);
    for (std::size_t i = 0; i < facts::months.size(); ++i) {
      EXPECT_EQ(data.by_month[i].registered, facts::months[i]);
      EXPECT_EQ(data.by_month[i].validated, facts::validated_by_month[i]);
    }

    EXPECT_EQ(data.cir.meetings, 34);
    EXPECT_EQ(data.cir.ordinary, 31);
    EXPECT_EQ(data.cir.extraordinary, 3);
    EXPECT_EQ(data.cir.summoned, 600);
    EXPECT_EQ(data.cir.present, 444);
    std::int64_t summoned = 0, present = 0;
    for (const auto& one : data.cir.sittings) summoned += one.summoned, present += one.present;
    EXPECT_EQ(summoned, 600) << "the meetings one by one";
    EXPECT_EQ(present, 444);

    const auto followups = data.all_followups();
    EXPECT_EQ(followups.total(), 96);
    EXPECT_EQ(followups.on_time, 63);
    EXPECT_EQ(followups.late, 17);
    EXPECT_EQ(followups.open, 9);
    EXPECT_EQ(followups.overdue, 4);
    EXPECT_EQ(followups.cancelled, 3);

    EXPECT_EQ(data.total_contact, 139);
    EXPECT_EQ(data.with_contact, 136);
    EXPECT_EQ(data.without_60, 9);
    ASSERT_EQ(data.moved.size(), 1u);
    EXPECT_EQ(data.moved[0].on, Day::of(2025, 3, 1));
    EXPECT_TRUE(data.demo);
  }

  void is_for_who_reads_the_institution() {
    const auto html = got(*raimundo, "state=17&period=2025-QD1&format=html");
    ASSERT_EQ(html.status, 200) << body(html);
    EXPECT_THAT(std::string{html.header("content-disposition")}, HasSubstr("attachment"));
    EXPECT_THAT(body(html), HasSubstr("DADOS FICTÍCIOS"));
    const auto refused = got(*rita, "state=17&period=2025-QD1&format=pdf");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(body(refused), HasSubstr("rights.missing"));
    EXPECT_EQ(got(Browser{*program, ""}, "state=17&period=2025-QD1").status, 401);
    EXPECT_EQ(got(*raimundo, "state=17&period=2025-04").status, 422);
    EXPECT_EQ(got(*raimundo, "state=99&period=2025-QD1").status, 422);
    EXPECT_EQ(got(*raimundo, "state=17&period=2025-QD1&format=doc").status, 422);
  }

  void says_them_on_paper() {
    for (const auto* program_needed : {"weasyprint", "pdftotext"}) {
      if (!reports::is_there(program_needed)) {
        std::cout << "not tried: " << program_needed << " is not installed\n";
        return;
      }
    }
    const auto reply = got(*raimundo, "state=TO&period=2025-QD1");
    ASSERT_EQ(reply.status, 200) << body(reply);
    const auto text = text_of(body(reply));
    for (const auto* said : {"Relatório quadrimestral de atividades", "1º quadrimestre de 2025", "DADOS FICTÍCIOS", "A preencher", "31 ordinárias e 3 extraordinárias",
                             "444 dos 600 lugares convocados", "63 de 96 (65,6 %)", "63 de 84 (75,0 %)", "segundo o registro do apoio"}) {
      EXPECT_THAT(text, HasSubstr(said));
    }
    for (const auto* number : {"612", "594", "74 %"}) EXPECT_THAT(text, HasSubstr(number));
    for (const auto* word : {"fiscalização", "cobrança", "produtividade", "ranking"}) EXPECT_THAT(text, Not(HasSubstr(word)));
  }

  std::optional<Program> program;
  std::optional<Browser> raimundo, rita;
};
INSTANTIATE_TEST_SUITE_P(On, ReportStory, testing::Values(db::Engine::sqlite, db::Engine::postgres), teia::test::engine_name);

TEST_P(ReportStory, SaysTheStorysNumbersInItsDataAndOnPaperToWhoReadsTheInstitution) {
  says_the_numbers();
  is_for_who_reads_the_institution();
  says_them_on_paper();
}

TEST(ReportCommand, WritesAFileAndSaysNoInWords) {
  teia::test::Folder folder;
  const auto report = [&](const std::string& state, const std::string& file) {
    return typed({"report", "quadrimestral", "--data", folder.path(), "--set", "log_level=off", "--state", state, "--period", "2025-QD1", "-o", file});
  };
  const auto html = (folder.path() / "relatorio.html").string();
  EXPECT_THAT(report("TO", html).text, HasSubstr("[data.none]"));
  ASSERT_EQ(typed({"user", "add-admin", "--name", "Iara Campos", "--email", "iara@exemplo.org.br", "--data", folder.path(), "--set", "log_level=off"}).exit, 0);
  const auto told = report("TO", html);
  EXPECT_EQ(told.exit, 0) << told.text;
  EXPECT_THAT(teia::test::content(html), HasSubstr("Não há ações do apoio registradas"));
  EXPECT_THAT(report("TO", (folder.path() / "relatorio.xls").string()).text, HasSubstr("[reports.unknown-ending]"));
  EXPECT_THAT(report("XX", html).text, HasSubstr("[reports.unknown-state]"));
  EXPECT_THAT(report("TO", "/nada/relatorio.html").text, HasSubstr("[file.unwritable]"));
}

}  // namespace
}  // namespace teia::app::test
