// SPDX-License-Identifier: Apache-2.0
// A broken package answers with every fault, each with file and line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "programmes/programmes.hpp"

namespace teia::programmes {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A small package in a folder of its own, gone with the test.
struct Folder {
  std::filesystem::path root = std::filesystem::temp_directory_path() / ("teia-packages-" + std::to_string(::getpid())) / "demo";

  Folder() {
    std::filesystem::create_directories(root);
    write("package.toml", "schema = 1\ncode = \"demo\"\nversion = 1\nnetwork = \"rede\"\nname = \"Demo\"\nsummary = \"…\"\nuses = [\"common\"]\n"
                          "[[sources]]\nkey = \"doc\"\ntitle = \"Um documento\"\n");
  }
  ~Folder() { std::filesystem::remove_all(root.parent_path()); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((root / name).parent_path());
    std::ofstream{root / name} << text;
  }
  /// "code at file:line" of every fault.
  std::vector<std::string> faults() const {
    std::vector<std::string> out;
    for (const auto& fault : check(root)) out.push_back(fault.code + " at " + fault.field);
    return out;
  }
};

const std::string head = "schema = 1\n[project]\ncode = \"demo-a\"\nlabel = \"A\"\nname = \"Projeto A\"\nprogramme = \"proadi-sus\"\n"
                         "order = 1\nexecutor = \"BP\"\nsummary = \"Resumo.\"\n";  // lines 1 to 9
const std::string sources = "[sources]\nname = \"doc\"\nprogramme = \"doc\"\nexecutor = \"doc\"\nsummary = \"doc\"\n";

TEST(Check, finds_nothing_wrong_in_a_good_package) {
  Folder folder;
  folder.write("project.toml", head + sources);
  EXPECT_THAT(folder.faults(), IsEmpty());
}

TEST(Check, names_file_and_line_of_an_unknown_key_and_an_unknown_section) {
  Folder folder;
  folder.write("project.toml", head + "colour = \"azul\"\n" + sources + "\n[budget]\n");
  EXPECT_THAT(folder.faults(), ElementsAre("body.unknown-field at demo/project.toml:10", "body.unknown-field at demo/project.toml:17"));
}

TEST(Check, reports_a_missing_key_where_it_should_stand_and_a_wrong_type) {
  Folder folder;
  folder.write("project.toml", "schema = 1\n\n[project]\ncode = \"demo-a\"\nlabel = \"A\"\nname = 7\nprogramme = \"proadi-sus\"\n"
                               "executor = \"BP\"\nsummary = \"Resumo.\"\n" + sources);
  EXPECT_THAT(folder.faults(), ElementsAre("body.wrong-type at demo/project.toml:6", "body.missing at demo/project.toml:3"));
}

TEST(Check, asks_a_source_of_every_fact_and_a_fact_of_every_source) {
  Folder folder;
  folder.write("project.toml", head + "type = \"Prioritário\"\n" + sources + "nup = \"doc\"\n");
  EXPECT_THAT(folder.faults(), ElementsAre("packages.misplaced at demo/project.toml:16", "packages.no-source at demo/project.toml:10"));
}

TEST(Check, follows_what_points_elsewhere) {
  Folder folder;
  folder.write("project.toml", head + "partners = [\"USP\"]\nthemes = [\"PLAN.PAS\", \"GTE.ESCOLAS\"]\n" + sources + "partners = \"jornal\"\n");
  EXPECT_THAT(folder.faults(), ElementsAre("packages.unknown-reference at demo/project.toml:10",   // no such organisation
                                           "packages.unknown-reference at demo/project.toml:11",   // a term of a package not used
                                           "packages.unknown-reference at demo/project.toml:17"));  // no such source
}

TEST(Check, refuses_values_that_cannot_be) {
  Folder folder;
  folder.write("project.toml", head + "nup = \"123\"\nstart = \"2019-13\"\nvalue_centavos = 0\nstates = [\"TO\", \"XX\", \"TO\"]\n" + sources +
                                   "nup = \"doc\"\nstart = \"doc\"\nvalue_centavos = \"doc\"\nstates = \"doc\"\n");
  EXPECT_THAT(folder.faults(), ElementsAre("packages.bad-value at demo/project.toml:11", "packages.bad-value at demo/project.toml:12",
                                           "packages.bad-value at demo/project.toml:10", "packages.bad-value at demo/project.toml:13",
                                           "packages.repeated at demo/project.toml:13"));
}

TEST(Check, keeps_the_keys_of_action_types_to_action_types) {
  Folder folder;
  folder.write("vocabularies/x.toml", "schema = 1\n[vocabulary]\ncode = \"action-type\"\nversion = 1\nsource = \"doc\"\n"
                                      "[[terms]]\ncode = \"DEMO\"\nname = \"Demo\"\nmodality = \"PRES\"\ncollective = false\n"
                                      "needs_place = true\nneeds_space = false\nshare = 70\n");
  const auto faults = check(folder.root);
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_EQ(faults[0].code + " at " + faults[0].field, "body.missing at demo/vocabularies/x.toml:6");
  EXPECT_THAT(faults[0].message, HasSubstr("minutes"));
  EXPECT_EQ(faults[1].code + " at " + faults[1].field, "packages.misplaced at demo/vocabularies/x.toml:13");
}

TEST(Check, never_lets_a_package_open_the_analysis) {
  Folder folder;
  folder.write("roles.toml", "schema = 1\n[[roles]]\ncode = \"curioso\"\nname = \"Curioso\"\nnetwork = \"rede\"\nscope_levels = [\"estado\"]\n"
                             "grants = [\n  { verb = \"action.read-analysis\", reach = \"network\" },\n  { verb = \"action.fly\", reach = \"own\" },\n]\n");
  EXPECT_THAT(folder.faults(), ElementsAre("packages.bad-value at demo/roles.toml:8", "packages.bad-value at demo/roles.toml:9"));
}

TEST(Check, says_where_the_toml_breaks_and_which_files_do_not_belong) {
  Folder folder;
  folder.write("project.toml", "schema = 1\n[project\n");
  folder.write("planilha.xlsx", "PK");
  folder.write("budget.toml", "schema = 1\n");
  EXPECT_THAT(folder.faults(), ElementsAre("packages.unknown-file at demo/planilha.xlsx:1", "packages.bad-toml at demo/project.toml:2",
                                           "packages.unknown-file at demo/budget.toml:1"));
}

TEST(Check, blames_nobody_for_what_stands_in_a_file_that_does_not_read) {
  const auto only = [](const std::string& broken, const std::string& text, const std::string& fault) {
    Folder folder;
    folder.write("project.toml", head + "partners = [\"DEMO\"]\nthemes = [\"DEMO.X\"]\n" + sources + "partners = \"doc\"\n");
    folder.write("organisations.toml", "schema = 1\norganisations = [\n  { code = \"DEMO\", name = \"Demo\", label = \"Demo\", kind = \"HOSPITAL\", source = \"doc\" },\n]\n");
    folder.write("vocabularies/theme.toml", "schema = 1\n[vocabulary]\ncode = \"theme\"\nversion = 1\nsource = \"doc\"\n[[terms]]\ncode = \"DEMO.X\"\nname = \"X\"\n");
    if (broken.empty()) {
      EXPECT_THAT(folder.faults(), IsEmpty());
      return;
    }
    folder.write(broken, text);
    EXPECT_THAT(folder.faults(), ElementsAre(fault)) << broken;
  };
  only("", "", "");
  only("package.toml", "schema = 1\ncode = demo\n", "packages.bad-toml at demo/package.toml:2");
  only("organisations.toml", "schema = 1\norganisations = 7\n", "body.wrong-type at demo/organisations.toml:2");
  only("vocabularies/theme.toml", "schema = 1\n[vocabulary\n", "packages.bad-toml at demo/vocabularies/theme.toml:2");
  only("package.toml", "schema = 2\n", "packages.bad-value at demo/package.toml:1");
}

TEST(Check, tells_the_line_of_a_letter_with_an_accent_outside_quotes) {
  Folder folder;
  for (const auto* line : {"código = 1\n", "[ação]\n", "name = é\n", "name = 6é\n"}) {
    folder.write("project.toml", std::string{"schema = 1\n"} + line);
    EXPECT_THAT(folder.faults(), ElementsAre("packages.bad-toml at demo/project.toml:2")) << line;
  }
}

TEST(Check, refuses_a_code_that_another_package_has) {
  Folder folder;
  folder.write("organisations.toml", "schema = 1\norganisations = [\n  { code = \"BP\", name = \"Outra\", label = \"Outra\", kind = \"HOSPITAL\", source = \"doc\" },\n]\n");
  const auto faults = check(folder.root);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].field, "demo/organisations.toml:3");
  EXPECT_THAT(faults[0].message, HasSubstr("common/organisations.toml"));
}

TEST(Check, says_so_when_there_is_no_such_folder) {
  const auto faults = check("/nowhere/at/all");
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].code, "packages.no-package");
}

TEST(Check, refuses_a_newer_schema_before_anything_else) {
  Folder folder;
  folder.write("project.toml", "schema = 2\n[project]\nnew_thing = 1\n");
  EXPECT_THAT(folder.faults(), ElementsAre("packages.bad-value at demo/project.toml:1"));
}

}  // namespace
}  // namespace teia::programmes
