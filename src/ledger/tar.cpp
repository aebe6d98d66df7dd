// SPDX-License-Identifier: Apache-2.0
#include "ledger/tar.hpp"

#include <archive.h>
#include <archive_entry.h>

#include "base/db/db.hpp"
#include "ledger/file.hpp"

/// https://github.com/libarchive/libarchive/wiki/ManPageArchiveWrite3 and ManPageArchiveRead3.
namespace teia::ledger {

TarWriter::TarWriter(const std::filesystem::path& path) : path_(path), out_(archive_write_new(), archive_write_free) {
  File::create(path);
  check(archive_write_set_format_pax_restricted(out_.get()));
  check(archive_write_add_filter_zstd(out_.get()));
  check(archive_write_open_filename(out_.get(), path.c_str()));
}

/// The parameters are ours, so what fails is the disk.
void TarWriter::check(long result) {
  if (result < ARCHIVE_OK) throw db::problems::storage();
}

void TarWriter::begin(const std::string& name, std::int64_t size) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry{archive_entry_new(), archive_entry_free};
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0640);
  archive_entry_set_size(entry.get(), size);
  check(archive_write_header(out_.get(), entry.get()));
}

void TarWriter::data(std::string_view bytes) { check(archive_write_data(out_.get(), bytes.data(), bytes.size())); }

void TarWriter::entry(const std::string& name, std::string_view bytes) {
  begin(name, static_cast<std::int64_t>(bytes.size()));
  data(bytes);
}

void TarWriter::finish() {
  check(archive_write_close(out_.get()));
  File::read(path_).sync();
  File::folder(std::filesystem::absolute(path_).parent_path()).sync();
}

TarReader::TarReader(const std::filesystem::path& path) : in_(archive_read_new(), archive_read_free), buffer_(64 * 1024, '\0') {
  archive_read_support_filter_zstd(in_.get());
  archive_read_support_format_tar(in_.get());
  if (archive_read_open_filename(in_.get(), path.c_str(), 64 * 1024) != ARCHIVE_OK) throw BadTar{};
}

std::optional<TarReader::Entry> TarReader::next() {
  archive_entry* entry = nullptr;
  const int code = archive_read_next_header(in_.get(), &entry);
  if (code == ARCHIVE_EOF) return std::nullopt;
  const char* name = code == ARCHIVE_OK ? archive_entry_pathname_utf8(entry) : nullptr;
  if (!name || archive_entry_filetype(entry) != AE_IFREG) throw BadTar{};
  return Entry{name, archive_entry_size(entry)};
}

std::string_view TarReader::piece() {
  const auto got = archive_read_data(in_.get(), buffer_.data(), buffer_.size());
  if (got < 0) throw BadTar{};
  return {buffer_.data(), static_cast<std::size_t>(got)};
}

std::string TarReader::whole(std::int64_t most) {
  std::string bytes;
  for (auto more = piece(); !more.empty(); more = piece()) {
    bytes += more;
    if (static_cast<std::int64_t>(bytes.size()) > most) throw BadTar{};
  }
  return bytes;
}

}  // namespace teia::ledger
