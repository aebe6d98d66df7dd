// SPDX-License-Identifier: Apache-2.0
#include "base/db/dump.hpp"

#include <gmock/gmock.h>

#include "support/engines.hpp"

namespace teia::db {
namespace {

using testing::ElementsAre;

constexpr std::string_view schema = R"(
  create table twig (id text primary key);
  create table leaf (id text primary key, name text, weight bigint not null, length double precision not null,
                     green boolean not null, seed bytea, twig text references twig (id));
)";

class Dumped : public test::OnBothEngines {
 protected:
  void prepare() override {
    connection_ = database().connect();
    connection_->begin_write();
    dump_ = std::make_unique<Dump>(*connection_, GetParam());
  }
  Table with_schema(std::string_view name) {
    if (dump_->tables().empty()) connection_->script(schema);
    for (auto& table : dump_->tables()) {
      if (table.name == name) return table;
    }
    throw std::logic_error("no such table");
  }
  std::vector<std::string> lines(const Table& table, const std::vector<std::string>& hidden = {}) {
    std::vector<std::string> all;
    dump_->rows(table, hidden, [&](std::string_view line) { all.emplace_back(line); });
    return all;
  }
  std::string refusal(const Table& table, std::string_view line) {
    try {
      dump_->add(table, line);
    } catch (const NotARow& fault) {
      return fault.what();
    }
    return "";
  }

  std::unique_ptr<Connection> connection_;
  std::unique_ptr<Dump> dump_;
};
ON_BOTH_ENGINES(Dumped);

TEST_P(Dumped, TablesAreTheSameOnBothEngines) {
  const auto leaf = with_schema("leaf");
  EXPECT_THAT(leaf.columns, ElementsAre(TableColumn{"id", Column::text}, TableColumn{"name", Column::text}, TableColumn{"weight", Column::bigint},
                                        TableColumn{"length", Column::real}, TableColumn{"green", Column::boolean},
                                        TableColumn{"seed", Column::bytea}, TableColumn{"twig", Column::text}));
}

TEST_P(Dumped, ARowComesBackAsItWent) {
  const auto leaf = with_schema("leaf");
  const std::string rows[] = {
      R"({"id":"a","name":"folha “á” \\ \" \n \u0001","weight":-9223372036854775808,"length":0.1,"green":true,"seed":"t:texto\u0000","twig":null})",
      R"({"id":"b","name":null,"weight":9223372036854775807,"length":1e+300,"green":false,"seed":"x:00ff80","twig":null})",
      R"({"id":"c","name":"","weight":0,"length":-3,"green":false,"seed":null,"twig":null})",
      R"({"id":"d","name":"x","weight":1,"length":2.5,"green":true,"seed":"t:x:y","twig":null})"};
  for (const auto& row : rows) dump_->add(leaf, row);
  EXPECT_THAT(lines(leaf), ElementsAre(rows[0], rows[1], rows[2], rows[3]));
  EXPECT_THAT(lines(leaf, {"seed"})[0], testing::HasSubstr("\"seed\":null"));
}

TEST_P(Dumped, ALineThatIsNoRowIsToldWhy) {
  const auto leaf = with_schema("leaf");
  const auto row = [](std::string_view weight, std::string_view seed) {
    return R"({"id":"a","name":null,"length":1,"green":true,"twig":null,"weight":)" + std::string{weight} + ",\"seed\":" + std::string{seed} + "}";
  };
  EXPECT_EQ(refusal(leaf, "{"), "a linha não é JSON");
  EXPECT_EQ(refusal(leaf, "[]"), "a linha não tem as colunas da tabela leaf");
  EXPECT_EQ(refusal(leaf, R"({"id":"a"})"), "a linha não tem as colunas da tabela leaf");
  EXPECT_EQ(refusal(leaf, row("\"1\"", "null")), "a coluna weight deveria ser bigint");
  EXPECT_EQ(refusal(leaf, row("1", "\"x:0\"")), "os bytes da coluna seed não se leem");
  EXPECT_EQ(refusal(leaf, row("1", "\"abc\"")), "os bytes da coluna seed não se leem");
  EXPECT_EQ(refusal(leaf, row("null", "null")), "o banco recusa a linha");
}

TEST_P(Dumped, ReferencesAreLookedAtInTheEnd) {
  const auto leaf = with_schema("leaf"), twig = with_schema("twig");
  dump_->suspend_references();
  dump_->add(leaf, R"({"id":"a","name":null,"weight":1,"length":1,"green":true,"seed":null,"twig":"t"})");
  dump_->add(twig, R"({"id":"t"})");
  EXPECT_NO_THROW(dump_->check_references());
  connection_->commit();

  connection_->begin_write();
  dump_->suspend_references();
  dump_->add(leaf, R"({"id":"b","name":null,"weight":1,"length":1,"green":true,"seed":null,"twig":"missing"})");
  EXPECT_THROW(dump_->check_references(), NotARow);
  connection_->rollback();
  connection_->begin_write();
  EXPECT_EQ(refusal(leaf, R"({"id":"b","name":null,"weight":1,"length":1,"green":true,"seed":null,"twig":"missing"})"), "o banco recusa a linha");
}

}  // namespace
}  // namespace teia::db
