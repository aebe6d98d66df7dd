// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <functional>

#include "base/db/db.hpp"

/// Files that revisions refer to, kept once under the SHA-256 of their bytes: ROOT/ab/cdef…. The folder may be shared by several
/// servers. A file is on the disk before its row says so; a row that is deleted takes its file with the next sweep.
namespace teia::ledger {

enum class AttachmentClass { photo, audio, document };
constexpr auto words(AttachmentClass) {
  return std::array{Word{AttachmentClass::photo, "photo"}, Word{AttachmentClass::audio, "audio"}, Word{AttachmentClass::document, "document"}};
}

/// Largest size of a class, in bytes.
constexpr std::int64_t attachment_limit(AttachmentClass kind) {
  return kind == AttachmentClass::photo ? 8'000'000 : 20'000'000;
}

namespace problems {
inline const ProblemKind attachment_too_large{
    "attachment.too-large", 413, "O arquivo tem {size} bytes; o limite para este tipo é de {max}. Envie uma versão menor.",
    "The file has {size} bytes; the limit for its type is {max}. Send a smaller version."};
inline const ProblemKind attachment_type{
    "attachment.type", 415,
    "Este tipo de arquivo não é aceito. Envie foto (JPEG, PNG, WebP), áudio (OGG, WebM, MP4), PDF, documento, planilha ou apresentação "
    "sem macros, ou texto.",
    "This type of file is not taken. Send a photo (JPEG, PNG, WebP), audio (OGG, WebM, MP4), PDF, a document, sheet or presentation "
    "without macros, or text."};
inline const ProblemKind attachment_unknown{"attachment.unknown", 422, "O anexo {hash} ainda não chegou ao servidor. Envie o arquivo de novo.",
                                            "The attachment {hash} has not reached the server yet. Send the file again."};
}  // namespace problems

struct Attachment {
  std::string hash;          ///< SHA-256, hex
  std::int64_t size = 0;     ///< bytes
  std::string content_type;  ///< found in the bytes, never taken from a name
  Instant stored_at;
};
DESCRIBE(Attachment, hash, size, content_type, stored_at)

/// What the bytes are; nothing when it is none of the accepted types. HEIC is refused: no browser of the network shows it.
struct Sniffed {
  std::string_view content_type;
  AttachmentClass kind;
};
std::optional<Sniffed> sniff(const std::filesystem::path& file);

/// The folder. Safe from any thread: nothing is ever written in place.
class Attachments {
 public:
  explicit Attachments(std::filesystem::path root) : root_(std::move(root)) {}

  /// Takes a copy of a spooled file and returns when it is durable. Throws attachment.too-large, attachment.type, or db.storage
  /// when the disk is full. Reads the file twice at most, in constant memory; never call it on the writer's thread.
  Attachment keep(const std::filesystem::path& spooled, Instant now) const;
  /// The same for bytes that come in pieces and must have this hash (a restore). False: they have another, and nothing is kept.
  bool keep_as(const std::string& hash, const std::function<std::string_view()>& next_piece) const;

  std::filesystem::path path_of(const std::string& hash) const { return root_ / hash.substr(0, 2) / hash.substr(2); }
  bool holds(const Attachment& attachment) const;  ///< there, with this size
  void remove(const std::string& hash) const;
  void each(const std::function<void(const std::string& hash, Instant modified)>& use) const;
  void clear_incoming(Instant older_than) const;  ///< what a crash left half copied

 private:
  std::filesystem::path incoming() const;
  void put_in_place(const std::filesystem::path& copied, const std::string& hash) const;

  std::filesystem::path root_;
};

/// Says that the file is there. The same file again changes nothing. Throws attachment.unknown if it was swept in between.
void record_attachment(db::Write& tx, const Attachments& files, const Attachment& attachment);
/// 64 hexadecimal digits in lower case: what names a file.
bool is_hash(std::string_view text);
bool has_attachment(db::Read& tx, const std::string& hash);
/// Throws attachment.unknown.
Attachment attachment_of(db::Read& tx, const std::string& hash);
/// Deletes files without a row that nobody has touched since `older_than`: erased ones, and uploads that ended in the middle. Holds
/// the writer's lock, so that no row comes to a file that is going. How many went.
std::int64_t sweep_attachments(db::Write& tx, const Attachments& files, Instant older_than);
/// Reads every file again: one fault in words for each that is missing or has other bytes.
std::vector<std::string> verify_attachments(db::Read& tx, const Attachments& files);

}  // namespace teia::ledger
