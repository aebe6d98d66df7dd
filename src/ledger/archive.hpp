// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/db/dump.hpp"
#include "base/db/migrate.hpp"
#include "ledger/ledger.hpp"

/// The portable archive: one moment of the whole database with its attachments, readable with plain tools (`tar --zstd -xf`, JSON
/// lines), restorable into either engine; so it is also the road from SQLite to PostgreSQL. Its shape: docs/decisions/0003-portable-archive.md.
namespace teia::ledger {

namespace problems {
inline const ProblemKind archive_damaged{"archive.damaged", 422, "A cópia de segurança está danificada em {place}: {what}. Nada foi restaurado.",
                                         "The backup is damaged at {place}: {what}. Nothing was restored."};
inline const ProblemKind archive_newer{"archive.newer", 422, "A cópia de segurança foi feita por uma versão diferente do programa ({what}). Nada foi restaurado.",
                                       "The backup was made by a different version of the program ({what}). Nothing was restored."};
inline const ProblemKind archive_target{"archive.not-empty", 409, "O destino não está vazio ({what}). Restaure em uma pasta ou em um banco novos.",
                                        "The target is not empty ({what}). Restore into a new folder or database."};
inline const ProblemKind archive_passphrase{"archive.passphrase", 422, "A senha da cópia de segurança não confere. Nada foi restaurado.",
                                            "The backup's passphrase does not fit. Nothing was restored."};
}  // namespace problems

struct BackupOptions {
  std::vector<db::Migration> migrations;
  std::string passphrase;  ///< "": the secret signing key stays out, and a restore makes a new one
  Instant now;
};

struct BackupDone {
  Cursor head;
  std::int64_t rows = 0;
  std::int64_t attachments = 0;
  std::vector<std::string> lost;  ///< attachments whose file was missing or damaged: the archive goes without them
};
DESCRIBE(BackupDone, head, rows, attachments, lost)

/// Writes FILE through FILE.part, durable when this returns. Works while the server runs: everything comes from one read
/// transaction on a connection of its own, in constant memory. Throws db.storage when the disk is full, leaving no file.
BackupDone backup(const std::string& url, const Attachments& files, const std::filesystem::path& file, const BackupOptions& options);

/// An entry whose payload was erased, told apart from the ledger so that a restore of an older backup can erase it again.
struct Erased {
  std::int64_t number = 0;
  std::string hash;
};
DESCRIBE(Erased, number, hash)
std::vector<Erased> erased_entries(db::Read& tx);

struct RestoreOptions {
  std::vector<db::Migration> migrations;
  std::string passphrase;            ///< "" restores without the secret key even when the archive has it
  std::vector<Erased> later;         ///< erasures made after the backup; those of another history are passed over
  bool even_with_faults = false;     ///< restores a ledger that does not verify, and tells its faults
  std::function<void(db::Write&, const std::vector<std::int64_t>&)> forget;  ///< domains forget what they derived from these entries
  Instant now;
};

struct RestoreDone {
  Cursor head;  ///< in the new epoch
  std::int64_t rows = 0;
  std::int64_t attachments = 0;
  std::int64_t erased_again = 0;
  std::vector<std::string> lost;    ///< attachments that the archive went without
  std::vector<std::string> faults;  ///< of the ledger, with even_with_faults
};
DESCRIBE(RestoreDone, head, rows, attachments, erased_again, lost, faults)

/// Into a database without tables and a folder without attachments. All rows come in one transaction, so that a fault anywhere
/// leaves the target as it was. Opens a new epoch, replays erasures, verifies.
RestoreDone restore(const std::filesystem::path& file, const std::string& url, const Attachments& files, const RestoreOptions& options,
                    Chance& chance);

}  // namespace teia::ledger
