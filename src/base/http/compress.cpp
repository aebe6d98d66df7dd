// SPDX-License-Identifier: Apache-2.0
#include "base/http/compress.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <stdexcept>

namespace teia::http {

namespace {

constexpr int gzip_window = 15 + 16;  // zlib: 16 more asks for a gzip header

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

class Deflate {
 public:
  explicit Deflate(int level) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc{};
  }
  ~Deflate() { deflateEnd(&stream_); }
  Deflate(const Deflate&) = delete;

  template <class Use>
  void push(std::string_view bytes, bool last, Use&& use) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib's C face; it only reads
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out_);
      stream_.avail_out = sizeof out_;
      deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
      if (const auto size = sizeof out_ - stream_.avail_out) use(std::string_view{out_, size});
    } while (stream_.avail_out == 0);
  }

 private:
  z_stream stream_{};
  char out_[16384];
};

std::string brotli(std::string_view bytes, int quality) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  auto size = out.size();
  if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                             reinterpret_cast<const std::uint8_t*>(bytes.data()), &size, reinterpret_cast<std::uint8_t*>(out.data()))) {
    throw std::runtime_error("brotli failed");
  }
  out.resize(size);
  return out;
}

}  // namespace

bool accepts(std::string_view list, Coding wanted) {
  const auto coding = word_of(wanted);
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto item = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    const auto semicolon = std::min(item.find(';'), item.size());
    if (trimmed(item.substr(0, semicolon)) != coding) continue;
    const auto weight = item.find("q=", semicolon);
    return weight == std::string_view::npos || item.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

Coding choose_coding(std::string_view accept_encoding) {
  if (accepts(accept_encoding, Coding::brotli)) return Coding::brotli;
  if (accepts(accept_encoding, Coding::gzip)) return Coding::gzip;
  return Coding::identity;
}

bool compressible(std::string_view type) {
  type = trimmed(type.substr(0, type.find(';')));
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") || type.ends_with("javascript") ||
         type == "application/wasm";
}

std::string compressed(std::string_view bytes, Coding coding, Effort effort) {
  if (coding == Coding::identity) return std::string{bytes};
  if (coding == Coding::brotli) return brotli(bytes, effort == Effort::quick ? 3 : 9);
  std::string out;
  Deflate{effort == Effort::quick ? 1 : 9}.push(bytes, true, [&](std::string_view piece) { out += piece; });
  return out;
}

struct GzipSink::State : Deflate {
  State() : Deflate(1) {}
};

GzipSink::GzipSink(Sink& to) : to_(to), state_(std::make_unique<State>()) {}
GzipSink::~GzipSink() = default;
void GzipSink::write(std::string_view bytes) {
  if (!bytes.empty()) push(bytes, false);
}
void GzipSink::close() { push({}, true); }
void GzipSink::push(std::string_view bytes, bool last) {
  state_->push(bytes, last, [&](std::string_view piece) { to_.write(piece); });
}

}  // namespace teia::http
