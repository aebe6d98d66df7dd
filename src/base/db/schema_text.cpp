// SPDX-License-Identifier: Apache-2.0
#include "base/db/schema_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>

#include "base/db/dump.hpp"

namespace teia::db {

namespace {

using Lines = std::vector<std::string>;

/// The questions to an engine, {} the table; each gives lines of one column.
struct Questions {
  const char *filled, *key, *unique, *references, *indexes;
};

constexpr Questions sqlite{
    R"(select name from pragma_table_xinfo('{}') where "notnull" = 1 or pk > 0)",
    "select name from pragma_table_xinfo('{}') where pk > 0 order by pk",
    R"(select group_concat(name, ', ') from (select l.seq as l, i.name from pragma_index_list('{}') l join pragma_index_info(l.name) i
        where l.origin = 'u' order by l.seq, i.seqno) group by l)",
    R"(select '(' || group_concat("from", ', ') || ') references ' || "table" || ' (' || group_concat("to", ', ') || ')'
         from (select * from pragma_foreign_key_list('{}') order by id, seq) group by id)",
    R"(select index_name || ' on {0} (' || group_concat(name, ', ') || ')'
         from (select l.name as index_name, i.name || iif(i."desc", ' desc', '') as name from pragma_index_list('{0}') l join pragma_index_xinfo(l.name) i
                where l.origin = 'c' and i.key = 1 order by l.name, i.seqno) group by index_name)"};

constexpr Questions postgres{
    "select attname::text from pg_attribute where attrelid = '{}'::regclass and attnum > 0 and attnotnull and not attisdropped",
    R"(select a.attname::text from pg_constraint c cross join unnest(c.conkey) with ordinality k (n, at)
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n where c.conrelid = '{}'::regclass and c.contype = 'p' order by k.at)",
    R"(select string_agg(a.attname::text, ', ' order by k.at) from pg_constraint c cross join unnest(c.conkey) with ordinality k (n, at)
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n where c.conrelid = '{}'::regclass and c.contype = 'u' group by c.oid)",
    R"(select '(' || string_agg(a.attname::text, ', ' order by k.at) || ') references ' || c.confrelid::regclass::text || ' (' ||
              string_agg(b.attname::text, ', ' order by k.at) || ')'
         from pg_constraint c cross join unnest(c.conkey, c.confkey) with ordinality k (n, m, at)
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.m
        where c.conrelid = '{}'::regclass and c.contype = 'f' group by c.oid, c.confrelid)",
    R"(select i.indexrelid::regclass::text || ' on {0} (' ||
              string_agg(a.attname::text || case when i.indoption[(k.at - 1)::int] & 1 = 1 then ' desc' else '' end, ', ' order by k.at) || ')'
         from pg_index i cross join unnest(i.indkey) with ordinality k (n, at) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n
        where i.indrelid = '{0}'::regclass and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
        group by i.indexrelid)"};

/// Asks a connection of its own, whose statements it keeps.
class Catalogue {
 public:
  explicit Catalogue(const std::string& url)
      : engine_(engine_of(url)), questions_(engine_ == Engine::sqlite ? sqlite : postgres), connection_(connect(url, false)), dump_(*connection_, engine_) {}

  std::vector<Table> tables() { return dump_.tables(); }
  bool is_full_text(const Table& table) { return !table.columns.empty() && table.columns.front().name == "rowid"; }

  std::string text_of(const Table& table) {
    const auto filled = ask(questions_.filled, table.name);
    Lines inside;
    for (const auto& column : table.columns) {
      const bool always = std::find(filled.begin(), filled.end(), column.name) != filled.end();
      inside.push_back(fmt::format("{} {}{}", column.name, word_of(column.type), always ? " not null" : ""));
    }
    if (const auto key = ask(questions_.key, table.name); !key.empty()) inside.push_back(fmt::format("primary key ({})", fmt::join(key, ", ")));
    for (const auto& columns : sorted(questions_.unique, table.name)) inside.push_back(fmt::format("unique ({})", columns));
    for (const auto& reference : sorted(questions_.references, table.name)) inside.push_back("foreign key " + reference);
    auto text = fmt::format("create table {} (\n  {}\n);\n", table.name, fmt::join(inside, ",\n  "));
    for (const auto& index : sorted(questions_.indexes, table.name)) text += "create index " + index + ";\n";
    return text;
  }

 private:
  Lines ask(const char* question, const std::string& table) {
    const auto& sql = texts_.emplace_back(fmt::format(fmt::runtime(question), table));
    const Statement& statement = statements_.emplace_back(sql);
    Lines lines;
    connection_->run(statement, {}, [&](Cells& cells, std::span<const int>) {
      lines.emplace_back(cells.text(0));
      return true;
    });
    return lines;
  }
  Lines sorted(const char* question, const std::string& table) {
    auto lines = ask(question, table);
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  std::deque<std::string> texts_;
  std::deque<Statement> statements_;
  Engine engine_;
  const Questions& questions_;
  std::unique_ptr<Connection> connection_;
  Dump dump_;
};

}  // namespace

std::string schema_text(const std::string& url) {
  Catalogue catalogue{url};
  std::string text;
  for (const auto& table : catalogue.tables()) {
    if (!text.empty()) text += "\n";
    text += catalogue.is_full_text(table) ? fmt::format("-- {}: full text, in each engine's own way (migrations/*.sqlite.sql, *.postgres.sql)\n", table.name)
                                          : catalogue.text_of(table);
  }
  return text;
}

}  // namespace teia::db
