// SPDX-License-Identifier: Apache-2.0
// needs: src/ledger/sniff.cpp src/ledger/office.cpp src/ledger/file.cpp src/base/problem.cpp
// links: -lfmt -larchive
#include "fuzz/fuzz.hpp"
#include "ledger/attachments.hpp"

using teia::fuzz::require;

/// What a browser may run as a page is never taken, and what is taken as text is text from end to end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = teia::fuzz::text_of(data, size);
  const teia::fuzz::MemoryFile file{bytes};
  const auto sniffed = teia::ledger::sniff(file.path());
  if (!sniffed) return 0;
  require(sniffed->content_type.find('/') != std::string_view::npos && sniffed->content_type != "text/html");
  require(sniffed->content_type.find("svg") == std::string_view::npos && sniffed->content_type.find("xml;") == std::string_view::npos);
  if (sniffed->content_type.starts_with("text/")) {
    require(sniffed->kind == teia::ledger::AttachmentClass::document && bytes.find('\0') == std::string_view::npos);
    const auto first = bytes.substr(bytes.starts_with("\xef\xbb\xbf") ? 3 : 0).find_first_not_of(" \t\r\n");
    require(first != std::string_view::npos && bytes.substr(bytes.starts_with("\xef\xbb\xbf") ? 3 : 0)[first] != '<');
  }
  if (sniffed->content_type.starts_with("image/")) require(sniffed->kind == teia::ledger::AttachmentClass::photo);
  return 0;
}
