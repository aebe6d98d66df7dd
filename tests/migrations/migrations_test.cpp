// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/db/dump.hpp"
#include "base/db/schema_text.hpp"
#include "support/engines.hpp"

namespace teia::db {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::string file(const std::string& name) { return test::content(std::string{TEIA_SOURCE_DIR} + "/" + name); }

/// Every row of every table, column by column.
using Rows = std::map<std::string, std::vector<json::Object>>;

class Schema : public test::OnBothEngines {
 protected:
  void climb(std::size_t step) {
    const auto& all = test::migrations(GetParam());
    migrate(*database().connect(), {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(step)}, {1000}, {});
  }
  void climb_to_todays() { climb(test::migrations(GetParam()).size()); }
  void write(const std::string& rows) { database().connect()->script(file("tests/migrations/" + rows)); }

  Rows rows() {
    Rows all;
    const auto connection = database().connect(false);
    Dump dump{*connection, GetParam()};
    for (const auto& table : dump.tables()) {
      if (table.name == "migration") continue;
      auto& here = all[table.name];
      dump.rows(table, {}, [&](std::string_view line) { here.push_back(std::get<json::Object>(json::parse(line).is)); });
    }
    return all;
  }

  /// What was there before and is no more, in words. A column may move away: then `moved` names it ("action.content").
  static std::vector<std::string> lost(const Rows& before, const Rows& after, const std::set<std::string>& moved) {
    std::vector<std::string> faults;
    for (const auto& [table, old_rows] : before) {
      const auto found = after.find(table);
      if (found == after.end() || found->second.size() != old_rows.size()) {
        faults.push_back(table + " has other rows");
        continue;
      }
      for (std::size_t i = 0; i < old_rows.size(); ++i) {
        for (const auto& [column, value] : old_rows[i]) {
          const auto now = std::find_if(found->second[i].begin(), found->second[i].end(), [&](const auto& cell) { return cell.first == column; });
          const bool same = now != found->second[i].end() && now->second == value;
          if (!same && !moved.contains(table + "." + column)) faults.push_back(table + "." + column);
        }
      }
    }
    return faults;
  }
};
ON_BOTH_ENGINES(Schema);

TEST_P(Schema, IsTheOneInTheDocs) {
  climb_to_todays();
  EXPECT_EQ(schema_text(url()), file("docs/schema.sql")) << "tools/generate makes it again";
}

TEST_P(Schema, RowsOfTheFirstFourStepsClimbToTodays) {
  climb(4);
  write("rows_0004.sql");
  const auto before = rows();
  for (const auto& [table, there] : before) {
    static const std::set<std::string> none{"sign_in_failure", "invitation", "api_token", "assignment_leave", "access_log", "installation"};
    EXPECT_TRUE(!there.empty() || none.contains(table)) << table << " has no row to lose";
  }
  climb_to_todays();
  const auto after = rows();
  EXPECT_THAT(lost(before, after, {"action.content"}), IsEmpty());
  ASSERT_THAT(after.at("action_content"), SizeIs(1));
  const json::Value content{after.at("action_content").front()};
  EXPECT_EQ(*content.find("action_id"), json::Value{std::string{"ac1"}});
  EXPECT_EQ(*content.find("content"), json::Value{std::string{R"({"title":"Visita à secretaria"})"}});
}

TEST_P(Schema, RowsOfTheFirstSevenStepsClimbToTodays) {
  climb(4);
  write("rows_0004.sql");
  climb(7);
  write("rows_0007.sql");
  const auto before = rows();
  climb_to_todays();
  EXPECT_THAT(lost(before, rows(), {}), IsEmpty());
}

}  // namespace
}  // namespace teia::db
