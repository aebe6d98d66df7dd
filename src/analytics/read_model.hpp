// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <mutex>

#include "analytics/duck.hpp"
#include "analytics/expression.hpp"
#include "ledger/ledger.hpp"

/// The read model: facts told by the kinds of records, as they were known from one entry of the ledger to another. Disposable: made
/// again from the ledger at any time. docs/decisions/0010-read-model.md.
namespace teia::analytics {

inline constexpr std::int64_t for_ever = 9'000'000'000'000'000'000;  ///< `ledger_to` of what still holds

struct Model {
  std::string path;  ///< "": in memory
  duck::Limits limits;
  std::vector<const records::FactKind*> kinds;
};

class ReadModel {
 public:
  explicit ReadModel(Model model);  ///< opens nothing yet
  const Schema& schema() const { return schema_; }

  /// Hears what the reader of `tx` knows and this model does not. Of an empty model, of another epoch's or of an older program's the
  /// whole ledger.
  void refresh(db::Read& tx);
  void rebuild(db::Read& tx);
  /// The last entry heard; 0 before the first refresh.
  std::int64_t heard();
  duck::Connection connect();  ///< throws before the first refresh

 private:
  class Filling;
  std::unique_ptr<duck::Database> opened() const;
  void open();
  void make_tables(duck::Connection& duck);
  void hear_all(db::Read& tx);
  void hear_since(db::Read& tx, std::int64_t number);
  void note(duck::Connection& duck, const ledger::Cursor& head);
  void take_registers(db::Read& tx, duck::Connection& duck);
  const records::FactKind* kind_of(std::string_view entry) const;

  Model model_;
  Schema schema_;
  std::string shape_;  ///< of the tables: another one makes the model anew
  std::mutex mutex_;
  std::unique_ptr<duck::Database> database_;
  std::optional<ledger::Cursor> heard_;
  std::string registers_;  ///< what the copied registers were made of
};

}  // namespace teia::analytics
