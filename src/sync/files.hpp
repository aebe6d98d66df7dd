// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ledger/attachments.hpp"
#include "sync/range.hpp"
#include "sync/sync.hpp"

/// Attachments in pieces: docs/sync.md, "Attachments". Private.
namespace teia::sync {

/// How much of a file is here.
struct FileState {
  std::int64_t received = 0;
  std::optional<std::int64_t> size;  ///< once it is whole
  bool whole = false;
};
DESCRIBE(FileState, received, size, whole)

/// Pieces of one person's uploads, each file in a file of its own until it is whole.
class Uploads {
 public:
  explicit Uploads(const ledger::Attachments& attachments) : attachments_(attachments) {}
  FileState state(db::Store& store, const std::string& hash, PersonId person) const;
  /// Throws wrong_offset, wrong_hash, attachment.too-large, attachment.type, db.storage.
  FileState add(db::Store& store, const std::string& hash, const Range& range, std::string_view bytes, PersonId person, Instant now) const;
  void sweep(Instant older_than) const;  ///< pieces that nobody goes on with

 private:
  std::filesystem::path folder() const;
  std::filesystem::path path_of(const std::string& hash, PersonId person) const;
  FileState finish(db::Store& store, const std::string& hash, const std::filesystem::path& path, Instant now) const;

  const ledger::Attachments& attachments_;
};

}  // namespace teia::sync
