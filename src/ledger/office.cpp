// SPDX-License-Identifier: Apache-2.0
#include "ledger/office.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <set>

namespace teia::ledger {

namespace {

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

constexpr std::size_t most_entries = 10'000;
constexpr std::int64_t most_bytes = 500'000'000;  ///< unpacked

/// Names and the `mimetype` of a ZIP file, as its central directory tells them.
struct Contents {
  std::set<std::string> names;
  std::string mimetype;
};

bool climbs_out(const std::string& name) {
  return name.starts_with('/') || name.find('\\') != name.npos || name.find('\0') != name.npos || name.find("../") != name.npos;
}

bool is_macro(const std::string& name) {
  return name.ends_with("vbaProject.bin") || name.starts_with("Basic/") || name.starts_with("Scripts/") || name.find("activeX/") != name.npos;
}

std::string first_bytes(archive* reader) {
  std::string bytes(100, '\0');
  const auto got = archive_read_data(reader, bytes.data(), bytes.size());
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

/// A name with letters that the process's locale lacks does not read; it is none of those that matter here.
std::string name_of(archive_entry* entry) {
  const char* told = archive_entry_pathname_utf8(entry);
  if (!told) told = archive_entry_pathname(entry);
  return told ? told : "?";
}

std::optional<Contents> contents_of(const std::filesystem::path& path) {
  const Reader reader{archive_read_new(), archive_read_free};
  archive_read_support_format_zip_seekable(reader.get());
  if (archive_read_open_filename(reader.get(), path.c_str(), 65536) != ARCHIVE_OK) return std::nullopt;
  Contents contents;
  std::int64_t bytes = 0;
  archive_entry* entry = nullptr;
  int code;
  while ((code = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK || code == ARCHIVE_WARN) {
    const std::string name = name_of(entry);
    const auto size = archive_entry_size(entry);
    if (size < 0 || size > most_bytes - bytes) return std::nullopt;
    bytes += size;
    if (climbs_out(name) || is_macro(name) || archive_entry_is_encrypted(entry)) return std::nullopt;
    if (contents.names.size() >= most_entries) return std::nullopt;
    if (name == "mimetype") contents.mimetype = first_bytes(reader.get());
    contents.names.insert(name);
  }
  return code == ARCHIVE_EOF ? std::optional{std::move(contents)} : std::nullopt;
}

struct Kind {
  std::string_view part;  ///< the file that every document of this type has
  std::string_view mimetype;
};

constexpr Kind microsoft[] = {
    {"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
};
constexpr std::string_view opendocument[] = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
};

}  // namespace

std::optional<Sniffed> office(const std::filesystem::path& zip) {
  const auto contents = contents_of(zip);
  if (!contents) return std::nullopt;
  for (const auto type : opendocument) {
    if (contents->mimetype == type && contents->names.contains("content.xml")) return Sniffed{type, AttachmentClass::document};
  }
  if (!contents->names.contains("[Content_Types].xml")) return std::nullopt;
  for (const auto& kind : microsoft) {
    if (contents->names.contains(std::string{kind.part})) return Sniffed{kind.mimetype, AttachmentClass::document};
  }
  return std::nullopt;
}

}  // namespace teia::ledger
