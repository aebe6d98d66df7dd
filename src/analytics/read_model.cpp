// SPDX-License-Identifier: Apache-2.0
#include "analytics/read_model.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "analytics/registers.hpp"

namespace teia::analytics {

namespace {

using records::FactType;

std::string sql_type(FactType type) {
  switch (type) {
    case FactType::text: return "varchar";
    case FactType::integer: return "bigint";
    case FactType::flag: return "boolean";
    case FactType::day: return "date";
    case FactType::id: return "hugeint";
  }
  return {};
}

/// `born`: the record's first entry, which tells records apart as well as their id and is compared faster.
std::string table_of(const records::FactTable& table) {
  auto sql = "create table " + std::string{table.name} + " (record hugeint, born bigint, atom bigint, ledger_from bigint, ledger_to bigint";
  for (const auto& column : table.columns) sql += ", " + std::string{column.name} + " " + sql_type(column.type);
  return sql + ");\n";
}

const char* const heard_table = "create table heard (epoch hugeint, number bigint, hash varchar, shape varchar);";

}  // namespace

/// Rows on their way into the tables of every kind.
class ReadModel::Filling {
 public:
  Filling(const ReadModel& model, duck::Connection& duck) : model_(model) {
    for (const auto* kind : model.model_.kinds) {
      for (const auto& table : kind->tables) appenders_[kind].emplace_back(duck, std::string{table.name});
    }
  }

  /// Each state of the record from its entry to the next one.
  void hear(db::Read& tx, std::vector<ledger::Entry>&& history) {
    const auto* kind = model_.kind_of(history.front().kind);
    if (!kind) return;
    const Uuid record = history.front().record_id;
    const auto atom = kind->atom(tx, record);
    if (!atom) return;
    std::erase_if(history, [&](const auto& entry) { return model_.kind_of(entry.kind) != kind; });
    for (std::size_t i = 0; i < history.size(); ++i) {
      const auto until = i + 1 < history.size() ? history[i + 1].number : for_ever;
      for (const auto& row : kind->rows(tx, std::span{history}.first(i + 1))) {
        cells_.assign({record, history.front().number, atom->value, history[i].number, until});
        for (const auto& value : row.values) std::visit([&](const auto& it) { cells_.emplace_back(it); }, value);
        appenders_.at(kind)[row.table].row(cells_);
      }
    }
  }

  void finish() {
    for (auto& [kind, appenders] : appenders_) {
      for (auto& one : appenders) one.finish();
    }
  }

 private:
  const ReadModel& model_;
  std::map<const records::FactKind*, std::vector<duck::Connection::Appender>> appenders_;
  std::vector<duck::Cell> cells_;
};

ReadModel::ReadModel(Model model) : model_(std::move(model)) {
  shape_ = std::string{heard_table} + registers::tables;
  for (const auto* kind : model_.kinds) {
    for (const auto& table : kind->tables) {
      shape_ += table_of(table);
      for (const auto& column : table.columns) schema_.add(std::string{table.name}, std::string{column.name}, column.type);
    }
  }
  registers::describe(schema_);
}

const records::FactKind* ReadModel::kind_of(std::string_view entry) const {
  for (const auto* kind : model_.kinds) {
    if (std::find(kind->entries.begin(), kind->entries.end(), entry) != kind->entries.end()) return kind;
  }
  return nullptr;
}

std::int64_t ReadModel::heard() {
  const std::lock_guard lock{mutex_};
  return heard_ ? heard_->number : 0;
}

duck::Connection ReadModel::connect() {
  const std::lock_guard lock{mutex_};
  return database_->connect();
}

/// The file, or memory: another process may have it (a command beside the server), and one that does not read is thrown away.
std::unique_ptr<duck::Database> ReadModel::opened() const {
  for (const bool again : {false, true}) {
    try {
      auto database = std::make_unique<duck::Database>(model_.path, model_.limits);
      if (!model_.path.empty()) std::filesystem::permissions(model_.path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
      return database;
    } catch (const std::runtime_error& error) {
      if (std::string_view{error.what()}.find("lock") != std::string_view::npos || again) break;
      spdlog::warn("the read model is made again: {}", error.what());
      std::filesystem::remove(model_.path);
      std::filesystem::remove(model_.path + ".wal");
    }
  }
  return std::make_unique<duck::Database>("", model_.limits);
}

/// A file of another shape, or one that does not read, is thrown away: everything in it is in the ledger.
void ReadModel::open() {
  if (database_) return;
  database_ = opened();
  auto duck = database_->connect();
  if (!duck.all("select table_name from duckdb_tables() where table_name = 'heard'").empty()) {
    const auto rows = duck.all("select epoch, number, hash, shape from heard");
    if (rows.size() == 1 && std::get<std::string>(rows[0][3]) == shape_) {
      heard_ = ledger::Cursor{ledger::EpochId{std::get<Uuid>(rows[0][0])}, std::get<std::int64_t>(rows[0][1]), std::get<std::string>(rows[0][2])};
      return;
    }
  }
  make_tables(duck);
}

void ReadModel::make_tables(duck::Connection& duck) {
  duck::Transaction all{duck};
  for (const auto& row : duck.all("select table_name from duckdb_tables() where not internal")) {
    duck.run("drop table " + std::get<std::string>(row[0]));
  }
  duck.run(shape_);
  all.commit();
  heard_.reset();
  registers_.clear();
}

void ReadModel::note(duck::Connection& duck, const ledger::Cursor& head) {
  duck.run("delete from heard");
  duck::Connection::Appender heard{duck, "heard"};
  heard.row(std::vector<duck::Cell>{Uuid{head.epoch}, head.number, head.hash, shape_});
  heard.finish();
}

void ReadModel::take_registers(db::Read& tx, duck::Connection& duck) {
  auto state = registers::state_of(tx);
  if (state == registers_) return;
  duck::Transaction all{duck};
  registers::copy(tx, duck);
  all.commit();
  registers_ = std::move(state);
}

void ReadModel::refresh(db::Read& tx) {
  const std::lock_guard lock{mutex_};
  open();
  const auto head = ledger::head(tx);
  // A reader whose view is older than the model's learns nothing new; one of another epoch knows of a restore.
  const bool same = heard_ && heard_->epoch == head.epoch;
  if (!same || !(head.number < heard_->number || ledger::continues(tx, *heard_))) {
    hear_all(tx);
  } else if (head.number > heard_->number) {
    hear_since(tx, heard_->number);
  }
  auto duck = database_->connect();
  take_registers(tx, duck);
}

void ReadModel::rebuild(db::Read& tx) {
  const std::lock_guard lock{mutex_};
  open();
  hear_all(tx);
  auto duck = database_->connect();
  take_registers(tx, duck);
}

void ReadModel::hear_all(db::Read& tx) {
  auto duck = database_->connect();
  make_tables(duck);
  const auto head = ledger::head(tx);
  duck::Transaction all{duck};
  Filling filling{*this, duck};
  ledger::each_record(tx, [&](std::vector<ledger::Entry>&& history) {
    std::erase_if(history, [&](const auto& entry) { return entry.number > head.number; });
    if (!history.empty()) filling.hear(tx, std::move(history));
  });
  filling.finish();
  note(duck, head);
  all.commit();
  duck.run("checkpoint");
  heard_ = head;
}

void ReadModel::hear_since(db::Read& tx, std::int64_t number) {
  const auto head = ledger::head(tx);
  std::set<Uuid> touched;
  ledger::each_since(tx, number, [&](ledger::Entry&& entry) {
    if (entry.number > head.number) return false;
    if (kind_of(entry.kind)) touched.insert(entry.record_id);
    return true;
  });
  auto duck = database_->connect();
  duck::Transaction all{duck};
  if (!touched.empty()) {
    duck.run("create temp table touched (record hugeint)");
    duck::Connection::Appender to{duck, "touched"};
    for (const auto& record : touched) to.row(std::vector<duck::Cell>{record});
    to.finish();
    for (const auto* kind : model_.kinds) {
      for (const auto& table : kind->tables) duck.run("delete from " + std::string{table.name} + " where record in (select record from touched)");
    }
    duck.run("drop table touched");
    Filling filling{*this, duck};
    for (const auto& record : touched) filling.hear(tx, ledger::history_of(tx, ledger::RecordId{record}));
    filling.finish();
  }
  note(duck, head);
  all.commit();
  heard_ = head;
}

}  // namespace teia::analytics
