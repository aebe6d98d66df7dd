// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>

#include <cerrno>

#include "ledger/file.hpp"
#include "ledger/manifest.hpp"
#include "ledger/store.hpp"
#include "ledger/tar.hpp"
#include "ledger/wrapped_key.hpp"

namespace teia::ledger {

namespace problems {
inline const ProblemKind archive_there{"archive.file-exists", 409, "O arquivo {file} já existe, e uma cópia nunca substitui outra. Escolha outro nome.",
                                       "The file {file} is there already, and a backup never replaces another. Choose another name."};
inline const ProblemKind archive_no_folder{"archive.no-folder", 404, "A pasta {folder} não existe: crie a pasta ou escolha outra.",
                                           "There is no folder {folder}: make it or choose another."};
}  // namespace problems

namespace {

/// A file that is removed unless it was finished.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& file) : file_(file), part_(file.string() + ".part") {
    const auto folder = std::filesystem::absolute(file).parent_path();
    if (!std::filesystem::is_directory(folder)) throw problems::archive_no_folder({{"folder", folder.string()}});
    if (std::filesystem::exists(std::filesystem::symlink_status(file))) refuse_to_replace();
    std::filesystem::remove(part_);
  }
  ~PartFile() {
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
  }
  PartFile(const PartFile&) = delete;

  const std::filesystem::path& path() const { return part_; }
  /// Another one may have come meanwhile. Some shared file systems cannot ask and rename at once.
  void put_in_place() {
    if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) != 0) {
      if (errno == EEXIST || std::filesystem::exists(file_)) refuse_to_replace();
      std::filesystem::rename(part_, file_);
    }
    File::folder(std::filesystem::absolute(file_).parent_path()).sync();
  }

 private:
  [[noreturn]] void refuse_to_replace() const { throw problems::archive_there({{"file", file_.string()}}); }

  std::filesystem::path file_, part_;
};

class Backup {
 public:
  Backup(db::Connection& connection, db::Engine engine, const Attachments& files, const std::filesystem::path& path, const BackupOptions& options)
      : dump_(connection, engine), read_(connection), engine_(engine), files_(files), options_(options), out_(path) {}

  BackupDone run() {
    const auto tables = travelling(dump_);
    done_.head = head(read_);
    Manifest manifest{archive_format, options_.now, engine_ == db::Engine::sqlite ? "sqlite" : "postgres", steps_of(taken()), tables, done_.head};
    out_.entry("manifest.json", json::write_described(manifest));
    if (!options_.passphrase.empty()) write_key();
    for (const auto& table : tables) write_table(table);
    read_.each(store::attachments, [&](const Attachment& attachment) { write_attachment(attachment); });
    summary_.attachments = done_.attachments;
    summary_.lost = done_.lost;
    out_.entry("summary.json", json::write_described(summary_));
    out_.finish();
    return std::move(done_);
  }

 private:
  /// A backup before a migration is of a database that has not taken all steps.
  std::vector<db::Migration> taken() {
    auto steps = options_.migrations;
    steps.resize(std::min(steps.size(), static_cast<std::size_t>(db::migrations_taken(read_))));
    return steps;
  }

  void write_key() {
    std::vector<Secret> secrets;
    for (const auto& key : read_.all(store::secret_keys)) secrets.push_back({key.id, crypto::hex(key.secret_key.data)});
    out_.entry("key.json", lock_with(options_.passphrase, json::write_described(secrets)));
  }

  void write_table(const db::Table& table) {
    std::string lines;
    std::int64_t rows = 0, number = 0;
    const auto close_part = [&] {
      const auto path = fmt::format("tables/{}/{:06}.jsonl", table.name, ++number);
      out_.entry(path, lines);
      summary_.parts.push_back({path, std::exchange(rows, 0), crypto::hex(crypto::sha256(lines))});
      lines.clear();
    };
    const auto hidden = table.name == "ledger_key" ? std::vector<std::string>{"secret_key"} : std::vector<std::string>{};
    dump_.rows(table, hidden, [&](std::string_view line) {
      lines += line;
      lines += '\n';
      ++rows;
      ++done_.rows;
      if (lines.size() >= part_size) close_part();
    });
    if (rows > 0) close_part();
  }

  /// A file may be gone: erased and swept since our moment began, or lost by the disk. One that changed in size cannot be written
  /// (its length stands before it); one with other bytes is found out while it goes through, and named.
  void write_attachment(const Attachment& attachment) {
    if (!files_.holds(attachment)) {
      done_.lost.push_back(attachment.hash);
      return;
    }
    const auto file = File::read(files_.path_of(attachment.hash));
    out_.begin(fmt::format("attachments/{}/{}", attachment.hash.substr(0, 2), attachment.hash.substr(2)), attachment.size);
    crypto::Sha256 hash;
    for (std::int64_t at = 0; at < attachment.size;) {
      const auto piece = file.read_at(static_cast<std::uint64_t>(at), 64 * 1024);
      if (piece.empty()) throw db::problems::storage();
      hash.add(piece);
      out_.data(piece);
      at += static_cast<std::int64_t>(piece.size());
    }
    if (crypto::hex(hash.finish()) == attachment.hash) ++done_.attachments;
    else done_.lost.push_back(attachment.hash);
  }

  db::Dump dump_;
  db::Read read_;
  db::Engine engine_;
  const Attachments& files_;
  const BackupOptions& options_;
  TarWriter out_;
  Summary summary_;
  BackupDone done_;
};

}  // namespace

BackupDone backup(const std::string& url, const Attachments& files, const std::filesystem::path& file, const BackupOptions& options) {
  PartFile part{file};
  const auto connection = db::connect(url, false);
  connection->begin_read();
  auto done = Backup{*connection, db::engine_of(url), files, part.path(), options}.run();
  connection->end_read();
  part.put_in_place();
  return done;
}

}  // namespace teia::ledger
