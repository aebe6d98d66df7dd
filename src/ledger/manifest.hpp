// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ledger/archive.hpp"

/// What stands first and last in an archive. Private to this folder.
namespace teia::ledger {

inline constexpr std::int64_t archive_format = 1;
inline constexpr std::size_t part_size = 1 << 20;      ///< a part is closed once it is this large, bytes
inline constexpr std::int64_t largest_part = 64 << 20; ///< one row may be larger than a part; this is absurd

struct ManifestStep {
  std::int64_t number = 0;
  std::string name;
  std::string checksum;  ///< SHA-256 of the migration's text, hex
};
DESCRIBE(ManifestStep, number, name, checksum)

/// manifest.json
struct Manifest {
  std::int64_t format = archive_format;
  Instant made_at;
  std::string engine;
  std::vector<ManifestStep> migrations;
  std::vector<db::Table> tables;
  std::optional<Cursor> head;
};
DESCRIBE(Manifest, format, made_at, engine, migrations, tables, head)

struct Part {
  std::string path;
  std::int64_t rows = 0;
  std::string sha256;
};
DESCRIBE(Part, path, rows, sha256)

/// summary.json, the last entry: without it the archive ends too early.
struct Summary {
  std::vector<Part> parts;
  std::int64_t attachments = 0;
  std::vector<std::string> lost;
};
DESCRIBE(Summary, parts, attachments, lost)

/// key.json once opened.
struct Secret {
  std::string id, secret_key;
};
DESCRIBE(Secret, id, secret_key)

std::vector<ManifestStep> steps_of(const std::vector<db::Migration>& migrations);
/// The tables that travel: all but the history of migrations, which a restore makes itself.
std::vector<db::Table> travelling(db::Dump& dump);

}  // namespace teia::ledger
