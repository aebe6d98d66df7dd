// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
#include <set>

#include "ledger/manifest.hpp"
#include "ledger/store.hpp"
#include "ledger/tar.hpp"
#include "ledger/wrapped_key.hpp"

namespace teia::ledger {

namespace problems {
inline const ProblemKind archive_no_key{"archive.no-key", 422, "A cópia de segurança não guarda a chave de assinatura: foi feita sem --passphrase. Repita sem a frase; uma chave nova será criada. Nada foi restaurado.",
                                        "The backup does not hold the signing key: it was made without --passphrase. Try again without the passphrase; a new key will be made. Nothing was restored."};
inline const ProblemKind archive_none{"archive.none", 404, "Não há nenhum arquivo {file}. Nada foi restaurado.", "There is no file {file}. Nothing was restored."};
}  // namespace problems

namespace {

[[noreturn]] void damaged(std::string_view place, std::string_view what) {
  throw problems::archive_damaged({{"place", std::string{place}}, {"what", std::string{what}}});
}

template <class T>
T read_json(const std::string& place, const std::string& text) {
  try {
    return json::read<T>(text);
  } catch (const Problem& problem) {
    damaged(place, problem.message);
  }
}

/// Attachments that came before something failed go again.
class Arrived {
 public:
  explicit Arrived(const Attachments& files) : files_(files) {}
  ~Arrived() {
    if (!kept_) {
      for (const auto& hash : hashes_) files_.remove(hash);
    }
  }
  Arrived(const Arrived&) = delete;
  void add(std::string hash) { hashes_.insert(std::move(hash)); }
  const std::set<std::string>& hashes() const { return hashes_; }
  void keep() { kept_ = true; }

 private:
  const Attachments& files_;
  std::set<std::string> hashes_;
  bool kept_ = false;
};

class Restore {
 public:
  Restore(db::Connection& connection, db::Engine engine, TarReader& in, const Attachments& files, const RestoreOptions& options)
      : connection_(connection), dump_(connection, engine), write_(connection), in_(in), files_(files), options_(options), arrived_(files) {}

  void begin() {
    const auto there = dump_.tables();
    if (!there.empty()) throw problems::archive_target({{"what", "tabela " + there.front().name}});
    files_.each([](const std::string& hash, Instant) { throw problems::archive_target({{"what", "anexo " + hash}}); });
  }

  void load() {
    read_manifest();
    db::migrate_inside(connection_, first_steps(), options_.now);
    const auto tables = travelling(dump_);
    if (tables != manifest_.tables) damaged("manifest.json", "as tabelas não são as que o programa conhece");
    for (const auto& table : tables) tables_[table.name] = table;
    dump_.suspend_references();
    while (auto entry = next()) take(*entry);
    if (!summary_) damaged("fim do arquivo", "termina antes da hora");
    compare_with_summary();
    check_references();
    db::migrate_inside(connection_, options_.migrations, options_.now);
  }

  RestoreDone finish(Chance& chance) {
    done_.faults = verify(write_).faults;
    if (!done_.faults.empty() && !options_.even_with_faults) damaged("livro", done_.faults.front());
    if (manifest_.head && manifest_.head->number > 0) {
      const auto restored = head(write_);
      if (restored.number != manifest_.head->number || restored.hash != manifest_.head->hash) damaged("livro", "a última entrada não é a do manifesto");
      open_epoch(write_, options_.now, chance);
      erase_again(chance);
    }
    done_.head = head(write_);
    return std::move(done_);
  }

  void keep() { arrived_.keep(); }

 private:
  std::optional<TarReader::Entry> next() {
    try {
      return in_.next();
    } catch (const BadTar&) {
      damaged("depois de " + place_, "o arquivo não se lê");
    }
  }
  std::string whole(const TarReader::Entry& entry) {
    try {
      return in_.whole(largest_part);
    } catch (const BadTar&) {
      damaged(entry.name, "o arquivo não se lê até o fim");
    }
  }

  void read_manifest() {
    const auto first = next();
    if (!first || first->name != "manifest.json") damaged("início do arquivo", "falta o manifesto");
    manifest_ = read_json<Manifest>("manifest.json", whole(*first));
    if (manifest_.format != archive_format) throw problems::archive_newer({{"what", fmt::format("formato {}", manifest_.format)}});
    const auto ours = steps_of(options_.migrations);
    if (manifest_.migrations.size() > ours.size()) throw problems::archive_newer({{"what", manifest_.migrations.back().name}});
    for (std::size_t i = 0; i < manifest_.migrations.size(); ++i) {
      const auto& step = manifest_.migrations[i];
      // Another name is the other engine's text of the same step.
      if (step.number != ours[i].number || (step.name == ours[i].name && step.checksum != ours[i].checksum)) {
        throw problems::archive_newer({{"what", step.name}});
      }
    }
  }

  std::vector<db::Migration> first_steps() const {
    return {options_.migrations.begin(), options_.migrations.begin() + static_cast<std::ptrdiff_t>(manifest_.migrations.size())};
  }

  void take(const TarReader::Entry& entry) {
    place_ = entry.name;
    if (summary_) damaged(entry.name, "vem depois do fim");
    if (entry.name == "key.json") return take_key(whole(entry));
    if (!options_.passphrase.empty() && secrets_.empty()) throw problems::archive_no_key();  // it stands before everything else
    if (entry.name == "summary.json") summary_ = read_json<Summary>(entry.name, whole(entry));
    else if (entry.name.starts_with("tables/")) take_part(entry);
    else if (entry.name.starts_with("attachments/")) take_attachment(entry);
    else damaged(entry.name, "ninguém sabe o que é");
  }

  void take_key(const std::string& locked) {
    if (options_.passphrase.empty()) return;
    const auto opened = unlock_with(options_.passphrase, locked);
    if (!opened) throw problems::archive_passphrase();
    secrets_ = read_json<std::vector<Secret>>("key.json", *opened);
  }

  void take_part(const TarReader::Entry& entry) {
    const auto name = entry.name.substr(7, entry.name.rfind('/') - 7);
    const auto table = tables_.find(name);
    if (table == tables_.end()) damaged(entry.name, "a tabela não existe");
    const auto bytes = whole(entry);
    Part part{entry.name, 0, crypto::hex(crypto::sha256(bytes))};
    for (std::string_view rest = bytes; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      take_row(table->second, rest.substr(0, end), entry.name, ++part.rows);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    done_.rows += part.rows;
    parts_[entry.name] = std::move(part);
  }

  void take_row(const db::Table& table, std::string_view line, const std::string& path, std::int64_t number) {
    try {
      dump_.add(table, line);
    } catch (const db::NotARow& fault) {
      damaged(fmt::format("{}, linha {}", path, number), fault.what());
    }
  }

  void take_attachment(const TarReader::Entry& entry) {
    const std::string name = entry.name.substr(12), hash = name.substr(0, 2) + name.substr(std::min<std::size_t>(3, name.size()));
    if (name.size() != 65 || hash.find_first_not_of("0123456789abcdef") != hash.npos) damaged(entry.name, "não é nome de anexo");
    try {
      if (files_.keep_as(hash, [&] { return in_.piece(); })) arrived_.add(hash);
      else broken_.insert(hash);
    } catch (const BadTar&) {
      damaged(entry.name, "o arquivo não se lê até o fim");
    }
  }

  void compare_with_summary() {
    if (parts_.size() != summary_->parts.size()) damaged("summary.json", "faltam ou sobram partes de tabelas");
    for (const auto& part : summary_->parts) {
      const auto found = parts_.find(part.path);
      if (found == parts_.end()) damaged(part.path, "falta no arquivo");
      if (found->second.sha256 != part.sha256 || found->second.rows != part.rows) damaged(part.path, "o conteúdo foi alterado");
    }
    done_.lost = summary_->lost;
    const std::set<std::string> lost{summary_->lost.begin(), summary_->lost.end()};
    for (const auto& hash : broken_) {
      if (!lost.contains(hash)) damaged("anexo " + hash, "o conteúdo foi alterado");
    }
    write_.each(store::attachments, [&](const Attachment& attachment) {
      if (!arrived_.hashes().contains(attachment.hash) && !lost.contains(attachment.hash)) damaged("anexo " + attachment.hash, "falta no arquivo");
    });
    done_.attachments = static_cast<std::int64_t>(arrived_.hashes().size());
    for (const auto& secret : secrets_) {
      write_.run(store::set_secret_key, db::Bytes{crypto::from_hex(secret.secret_key).value_or("")}, secret.id);
    }
  }

  void check_references() {
    try {
      dump_.check_references();
    } catch (const db::NotARow& fault) {
      damaged("tabelas", fault.what());
    }
  }

  /// What was erased after the backup was made must not come back with it.
  void erase_again(Chance& chance) {
    std::vector<std::int64_t> numbers;
    for (const auto& erased : options_.later) {
      const auto there = write_.one(store::kept_hash, erased.number);
      if (there && crypto::hex(there->data) == erased.hash) numbers.push_back(erased.number);
    }
    if (numbers.empty()) return;
    erase(write_, numbers, "eliminações feitas depois da cópia restaurada", {}, {}, options_.now, chance);
    if (options_.forget) options_.forget(write_, numbers);
    done_.erased_again = static_cast<std::int64_t>(numbers.size());
  }

  db::Connection& connection_;
  db::Dump dump_;
  db::Write write_;
  TarReader& in_;
  const Attachments& files_;
  const RestoreOptions& options_;
  Arrived arrived_;
  Manifest manifest_;
  std::map<std::string, db::Table> tables_;
  std::map<std::string, Part> parts_;
  std::optional<Summary> summary_;
  std::vector<Secret> secrets_;
  std::set<std::string> broken_;
  std::string place_ = "manifest.json";
  RestoreDone done_;
};

TarReader opened(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) throw problems::archive_none({{"file", file.string()}});
  try {
    return TarReader{file};
  } catch (const BadTar&) {
    damaged(file.filename().string(), "não é uma cópia de segurança");
  }
}

}  // namespace

std::vector<Erased> erased_entries(db::Read& tx) {
  std::vector<Erased> all;
  for (const auto& hole : tx.all(store::holes)) all.push_back({hole.number, crypto::hex(hole.hash.data)});
  return all;
}

RestoreDone restore(const std::filesystem::path& file, const std::string& url, const Attachments& files, const RestoreOptions& options,
                    Chance& chance) {
  auto in = opened(file);
  const auto connection = db::connect(url, true);
  Restore work{*connection, db::engine_of(url), in, files, options};
  connection->begin_write();
  try {
    work.begin();
    work.load();
    auto done = work.finish(chance);
    connection->commit();
    work.keep();
    return done;
  } catch (...) {
    connection->rollback();
    throw;
  }
}

}  // namespace teia::ledger
