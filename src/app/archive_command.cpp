// SPDX-License-Identifier: Apache-2.0
#include "app/archive_command.hpp"

#include <vector>

#include "app/system.hpp"
#include "app/upkeep.hpp"
#include "ledger/archive.hpp"

namespace teia::app {

namespace {

namespace fs = std::filesystem;

/// What was not there before goes again, unless the work was finished: files first, then folders that nothing else came into.
class Made {
 public:
  ~Made() {
    if (finished_) return;
    std::error_code stays;
    for (const auto& path : files_) fs::remove_all(path, stays);
    for (const auto& path : folders_) fs::remove(path, stays);
  }
  Made() = default;
  Made(const Made&) = delete;

  void watch(const fs::path& path) {
    if (!fs::exists(fs::symlink_status(path))) add(path);
  }
  void add(const fs::path& path) { files_.push_back(path); }
  void watch_folder(const fs::path& path) {
    for (auto at = fs::absolute(path).lexically_normal(); !at.empty() && !fs::exists(at); at = at.parent_path()) folders_.push_back(at);
  }
  void finish() { finished_ = true; }

 private:
  std::vector<fs::path> files_, folders_;
  bool finished_ = false;
};

}  // namespace

void make_backup(const Config& config, const fs::path& file, const std::string& passphrase, std::ostream& out) {
  const auto entries = look_into(config)->read([](db::Read& tx) { return ledger::head(tx).number; });
  const auto now = system_clock().now();
  const auto done = ledger::backup(config.url(), ledger::Attachments{config.attachment_folder()}, file,
                                   {migrations(db::engine_of(config.url())), passphrase, now});
  note_upkeep(config.data, backed_up, {now, entries, done.lost.empty(), file.filename().string()});
  out << done.rows << " linhas e " << done.attachments << " anexos em " << file.string() << "\n";
  for (const auto& hash : done.lost) out << "anexo perdido: " << hash << "\n";
  if (passphrase.empty()) {
    out << "A chave de assinatura não está na cópia: quem a restaurar assina com uma chave nova. Para levar a chave, cifrada, use --passphrase.\n";
  }
}

void restore_backup(const Config& config, const fs::path& file, const std::string& passphrase, std::ostream& out) {
  Made made;
  made.watch_folder(config.data);
  const Lock lock{config.data};  // from here on nobody else makes anything there
  if (lock.is_new()) made.add(lock.path());
  if (config.database.empty()) {
    for (const auto* end : {"", "-wal", "-shm"}) made.watch(config.data / (std::string{"teia.sqlite"} + end));
  }
  made.watch(config.attachment_folder());

  ledger::RestoreOptions how;
  how.migrations = migrations(db::engine_of(config.url()));
  how.passphrase = passphrase;
  how.now = system_clock().now();
  const auto done = ledger::restore(file, config.url(), ledger::Attachments{config.attachment_folder()}, how, system_chance());
  made.finish();
  out << done.rows << " linhas e " << done.attachments << " anexos restaurados; nova época " << done.head.epoch.text() << "\n";
  for (const auto& hash : done.lost) out << "anexo que já faltava na cópia: " << hash << "\n";
  out << (passphrase.empty() ? "Sem --passphrase: foi criada uma nova chave de assinatura; a antiga, se a cópia a guarda, ficou nela.\n"
                             : "A chave de assinatura veio com a cópia.\n");
}

}  // namespace teia::app
