// SPDX-License-Identifier: Apache-2.0
#include "ledger/attachments.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/crypto.hpp"
#include "ledger/file.hpp"
#include "ledger/store.hpp"

namespace teia::ledger {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece_size = 64 * 1024;

/// The pieces of a file, one after the other; empty at the end.
class Pieces {
 public:
  explicit Pieces(const fs::path& path) : file_(File::read(path)), buffer_(piece_size, '\0') {}
  std::string_view next() {
    const auto got = file_.read_at(offset_, buffer_.data(), buffer_.size());
    offset_ += got;
    return {buffer_.data(), got};
  }

 private:
  File file_;
  std::string buffer_;
  std::uint64_t offset_ = 0;
};

/// A copy that disappears unless it is moved away.
class Copy {
 public:
  explicit Copy(fs::path path) : path_(std::move(path)), file_(File::create(path_)) {}
  ~Copy() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  Copy(const Copy&) = delete;

  /// The hash of what was copied, once it is durable.
  std::string take(const std::function<std::string_view()>& next_piece) {
    crypto::Sha256 hash;
    for (auto piece = next_piece(); !piece.empty(); piece = next_piece()) {
      hash.add(piece);
      file_.write(piece);
    }
    file_.sync();
    return crypto::hex(hash.finish());
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  File file_;
};

Instant modified_at(const fs::path& path) {
  const auto at = std::chrono::file_clock::to_sys(fs::last_write_time(path));
  return {std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count()};
}

bool is_hash_name(const std::string& name, std::size_t length) {
  return name.size() == length && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string hash_of_file(const fs::path& path) {
  Pieces pieces{path};
  crypto::Sha256 hash;
  for (auto piece = pieces.next(); !piece.empty(); piece = pieces.next()) hash.add(piece);
  return crypto::hex(hash.finish());
}

}  // namespace

fs::path Attachments::incoming() const { return root_ / "incoming"; }

Attachment Attachments::keep(const fs::path& spooled, Instant now) const {
  const auto size = static_cast<std::int64_t>(fs::file_size(spooled));
  const auto largest = attachment_limit(AttachmentClass::document);
  const auto too_large = [&](std::int64_t max) {
    return problems::attachment_too_large({{"size", std::to_string(size)}, {"max", std::to_string(max)}});
  };
  if (size > largest) throw too_large(largest);
  const auto type = sniff(spooled);
  if (!type) throw problems::attachment_type();
  if (size > attachment_limit(type->kind)) throw too_large(attachment_limit(type->kind));

  make_folder(incoming());
  Copy copy{incoming() / crypto::random_token()};
  Pieces pieces{spooled};
  const auto hash = copy.take([&] { return pieces.next(); });
  put_in_place(copy.path(), hash);
  return {hash, size, std::string{type->content_type}, now};
}

bool Attachments::keep_as(const std::string& hash, const std::function<std::string_view()>& next_piece) const {
  make_folder(incoming());
  Copy copy{incoming() / crypto::random_token()};
  if (copy.take(next_piece) != hash) return false;
  put_in_place(copy.path(), hash);
  return true;
}

/// A file that is already there is replaced by the same bytes: this renews its age, and two senders cannot disturb each other.
void Attachments::put_in_place(const fs::path& copied, const std::string& hash) const {
  const auto target = path_of(hash);
  make_folder(target.parent_path());
  std::error_code error;
  fs::rename(copied, target, error);
  if (error) throw db::problems::storage();
  File::folder(target.parent_path()).sync();
}

bool Attachments::holds(const Attachment& attachment) const {
  std::error_code error;
  const auto size = fs::file_size(path_of(attachment.hash), error);
  return !error && static_cast<std::int64_t>(size) == attachment.size;
}

void Attachments::remove(const std::string& hash) const {
  std::error_code gone_already;
  fs::remove(path_of(hash), gone_already);
}

void Attachments::each(const std::function<void(const std::string&, Instant)>& use) const {
  if (!fs::is_directory(root_)) return;
  for (const auto& folder : fs::directory_iterator{root_}) {
    const auto prefix = folder.path().filename().string();
    if (!is_hash_name(prefix, 2)) continue;
    for (const auto& file : fs::directory_iterator{folder.path()}) {
      const auto rest = file.path().filename().string();
      if (is_hash_name(rest, 62)) use(prefix + rest, modified_at(file.path()));
    }
  }
}

void Attachments::clear_incoming(Instant older_than) const {
  if (!fs::is_directory(incoming())) return;
  for (const auto& file : fs::directory_iterator{incoming()}) {
    if (modified_at(file.path()) < older_than) fs::remove(file.path());
  }
}

void record_attachment(db::Write& tx, const Attachments& files, const Attachment& attachment) {
  if (!files.holds(attachment)) throw problems::attachment_unknown({{"hash", attachment.hash}});
  tx.run(store::insert_attachment, attachment.hash, attachment.size, attachment.content_type, attachment.stored_at);
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool has_attachment(db::Read& tx, const std::string& hash) { return tx.one(store::attachment, hash).has_value(); }

Attachment attachment_of(db::Read& tx, const std::string& hash) {
  auto found = tx.one(store::attachment, hash);
  if (!found) throw problems::attachment_unknown({{"hash", hash}});
  return *std::move(found);
}

std::int64_t sweep_attachments(db::Write& tx, const Attachments& files, Instant older_than) {
  std::int64_t swept = 0;
  files.each([&](const std::string& hash, Instant modified) {
    if (modified >= older_than || tx.one(store::attachment, hash)) return;
    files.remove(hash);
    ++swept;
  });
  files.clear_incoming(older_than);
  return swept;
}

std::vector<std::string> verify_attachments(db::Read& tx, const Attachments& files) {
  std::vector<std::string> faults;
  tx.each(store::attachments, [&](const Attachment& attachment) {
    if (!files.holds(attachment)) faults.push_back(fmt::format("anexo {}: o arquivo falta ou tem outro tamanho", attachment.hash));
    else if (hash_of_file(files.path_of(attachment.hash)) != attachment.hash) faults.push_back(fmt::format("anexo {}: o conteúdo foi alterado", attachment.hash));
  });
  return faults;
}

}  // namespace teia::ledger
