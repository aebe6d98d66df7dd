// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/http/message.hpp"

/// Content codings (RFC 9110 §8.4.1).
namespace teia::http {

enum class Coding { identity, gzip, brotli };
constexpr auto words(Coding) {
  return std::array{Word{Coding::identity, "identity"}, Word{Coding::gzip, "gzip"}, Word{Coding::brotli, "br"}};
}

/// What to answer with: brotli before gzip, and nothing that the client gave q=0 or did not name.
Coding choose_coding(std::string_view accept_encoding);
bool accepts(std::string_view accept_encoding, Coding coding);

/// True for what shrinks: texts, JSON, JavaScript, SVG, WebAssembly; false for pictures and archives.
bool compressible(std::string_view content_type);

enum class Effort { quick, thorough };  ///< quick: while a client waits; thorough: once for many
std::string compressed(std::string_view bytes, Coding coding, Effort effort);

/// Compresses what passes through it, for replies whose end is not known. `close` must be called once at the end.
class GzipSink : public Sink {
 public:
  explicit GzipSink(Sink& to);
  ~GzipSink() override;
  void write(std::string_view bytes) override;
  void close();

 private:
  struct State;
  void push(std::string_view bytes, bool last);
  Sink& to_;
  std::unique_ptr<State> state_;
};

}  // namespace teia::http
