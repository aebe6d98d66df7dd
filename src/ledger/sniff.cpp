// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ledger/attachments.hpp"
#include "ledger/file.hpp"
#include "ledger/office.hpp"

namespace teia::ledger {

namespace {

using enum AttachmentClass;

/// https://wiki.xiph.org/Ogg, RFC 7845: the first page holds the codec's identification header. Theora and others are video.
std::optional<Sniffed> ogg(std::string_view head) {
  if (!head.starts_with("OggS")) return std::nullopt;
  const auto first_page = head.substr(0, 256);
  const bool audio_codec = first_page.find("OpusHead") != first_page.npos || first_page.find("\x01vorbis") != first_page.npos;
  return audio_codec ? std::optional{Sniffed{"audio/ogg", audio}} : std::nullopt;
}

/// https://www.matroska.org/technical/elements.html: DocType "webm", codec ids A_… for sound and V_… for pictures. The tracks
/// come before the first cluster, so the head has them.
std::optional<Sniffed> webm(std::string_view head) {
  if (!head.starts_with("\x1a\x45\xdf\xa3") || head.substr(0, 64).find("webm") == head.npos) return std::nullopt;
  const bool sound = head.find("A_OPUS") != head.npos || head.find("A_VORBIS") != head.npos;
  const bool picture = head.find("V_VP8") != head.npos || head.find("V_VP9") != head.npos || head.find("V_AV1") != head.npos;
  return sound && !picture ? std::optional{Sniffed{"audio/webm", audio}} : std::nullopt;
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

/// ISO 14496-12 §4.2: a file is boxes of (size, type); the handlers of the tracks stand inside `moov`, wherever that lies.
std::optional<Sniffed> mp4(const File& file, std::string_view head) {
  constexpr std::size_t largest_moov = 4 << 20, most_boxes = 10'000;
  if (head.substr(std::min<std::size_t>(4, head.size()), 4) != "ftyp") return std::nullopt;
  std::uint64_t at = 0;
  for (std::size_t box = 0; box < most_boxes; ++box) {
    const auto start = file.read_at(at, 16);
    if (start.size() < 8) return std::nullopt;
    auto size = big_endian(std::string_view{start}.substr(0, 4));
    if (size == 1 && start.size() == 16) size = big_endian(std::string_view{start}.substr(8, 8));
    if (start.compare(4, 4, "moov") == 0) {
      const auto moov = file.read_at(at, std::min<std::uint64_t>(size, largest_moov));
      return moov.find("soun") != moov.npos && moov.find("vide") == moov.npos ? std::optional{Sniffed{"audio/mp4", audio}} : std::nullopt;
    }
    if (size < 8 || size > (std::uint64_t{1} << 40)) return std::nullopt;
    at += size;
  }
  return std::nullopt;
}

/// RFC 3629, with what Unicode leaves out: surrogates, overlong forms, beyond U+10FFFF. Bytes may come in pieces.
class Utf8 {
 public:
  void add(unsigned char byte) {
    if (more_ > 0) {
      valid_ = valid_ && byte >= low_ && byte <= high_;
      low_ = 0x80, high_ = 0xbf;
      --more_;
    } else if (byte >= 0x80) {
      begin(byte);
    }
  }
  bool valid() const { return valid_ && more_ == 0; }

 private:
  void begin(unsigned char byte) {
    if (byte >= 0xc2 && byte <= 0xdf) more_ = 1;
    else if (byte >= 0xe0 && byte <= 0xef) more_ = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) more_ = 3;
    else valid_ = false;
    if (byte == 0xe0) low_ = 0xa0;
    if (byte == 0xed) high_ = 0x9f;
    if (byte == 0xf0) low_ = 0x90;
    if (byte == 0xf4) high_ = 0x8f;
  }
  unsigned char low_ = 0x80, high_ = 0xbf;
  int more_ = 0;
  bool valid_ = true;
};

/// Undefined in Windows-1252 (what older Excel writes), and control characters that no text has.
bool breaks_text(unsigned char byte) { return (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7f; }
bool outside_1252(unsigned char byte) { return byte == 0x81 || byte == 0x8d || byte == 0x8f || byte == 0x90 || byte == 0x9d; }

/// The first two lines have the same number of one separator.
bool looks_like_csv(std::string_view head) {
  const auto first_end = head.find('\n');
  if (first_end == head.npos) return false;
  const auto first = head.substr(0, first_end), second = head.substr(first_end + 1, head.find('\n', first_end + 1) - first_end - 1);
  return std::ranges::any_of(std::array{';', ',', '\t'}, [&](char separator) {
    const auto count = std::ranges::count(first, separator);
    return count > 0 && count == std::ranges::count(second, separator);
  });
}

/// Text that opens with '<' is HTML, SVG or XML: things that a browser may run.
bool looks_like_markup(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const auto first = head.find_first_not_of(" \t\r\n");
  return first == head.npos || head[first] == '<';
}

std::optional<Sniffed> text(const File& file, std::string_view head) {
  if (looks_like_markup(head)) return std::nullopt;
  Utf8 utf8;
  bool windows = true;
  std::uint64_t at = 0;
  for (auto piece = file.read_at(at, 65536); !piece.empty(); piece = file.read_at(at, 65536)) {
    at += piece.size();
    for (const char c : piece) {
      const auto byte = static_cast<unsigned char>(c);
      if (breaks_text(byte)) return std::nullopt;
      utf8.add(byte);
      windows = windows && !outside_1252(byte);
    }
  }
  const bool csv = looks_like_csv(head);
  if (utf8.valid()) return Sniffed{csv ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8", document};
  if (windows) return Sniffed{csv ? "text/csv; charset=windows-1252" : "text/plain; charset=windows-1252", document};
  return std::nullopt;
}

}  // namespace

/// Signatures as in https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern; stricter where they are loose.
std::optional<Sniffed> sniff(const std::filesystem::path& path) {
  const auto file = File::read(path);
  const auto bytes = file.read_at(0, 65536);
  const std::string_view head = bytes;
  if (head.starts_with("\xff\xd8\xff")) return Sniffed{"image/jpeg", photo};
  if (head.starts_with("\x89PNG\r\n\x1a\n")) return Sniffed{"image/png", photo};
  if (head.starts_with("RIFF") && head.size() > 16 && head.substr(8, 7) == "WEBPVP8") return Sniffed{"image/webp", photo};
  if (head.starts_with("%PDF-1.") || head.starts_with("%PDF-2.")) return Sniffed{"application/pdf", document};
  if (head.starts_with("PK\x03\x04")) return office(path);
  for (const auto& found : {ogg(head), webm(head), mp4(file, head)}) {
    if (found) return found;
  }
  return text(file, head);
}

}  // namespace teia::ledger
