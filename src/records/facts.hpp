// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <variant>

#include "access/access.hpp"

/// What a kind of record tells the read model, declared once beside the kind. The read model (src/analytics) makes its tables from
/// this and hears the ledger by itself: a new kind needs no code there. docs/decisions/0010-read-model.md.
namespace teia::records {

enum class FactType { text, integer, flag, day, id };  ///< id: a person, an institution, another record

struct FactColumn {
  std::string_view name;
  FactType type = FactType::text;
};

/// A table of facts. Beside these columns each row carries its record, its atom and from which entry of the ledger to which it held.
struct FactTable {
  std::string_view name;
  std::vector<FactColumn> columns;
};

using FactValue = std::variant<std::monostate, std::string, std::int64_t, bool, Day, Uuid>;

struct FactRow {
  std::size_t table = 0;  ///< of the kind's tables
  std::vector<FactValue> values;
};

struct FactKind {
  std::vector<std::string_view> entries;  ///< kinds of ledger entries that change its facts
  std::vector<FactTable> tables;
  /// As the record stood after the last of these entries, its first one first; nothing where its content was erased.
  std::vector<FactRow> (*rows)(db::Read& tx, std::span<const ledger::Entry> history);
  /// Who may count it, today: rights are never those of the past.
  std::optional<access::AtomId> (*atom)(db::Read& tx, Uuid record);
};

}  // namespace teia::records
