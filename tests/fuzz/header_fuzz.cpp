// SPDX-License-Identifier: Apache-2.0
// needs: src/ledger/header.cpp src/base/crypto.cpp src/base/problem.cpp src/base/id.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -lsodium
#include "ledger/header.hpp"

#include <cstring>

#include "fuzz/fuzz.hpp"

namespace ledger = teia::ledger;
using teia::fuzz::require;

namespace {

/// Whatever a header says, it says in its own lines.
void check_reading(std::string_view text) {
  for (const auto& [name, value] : ledger::read_header(text)) {
    require((name + value).find('\n') == std::string::npos && name.find(": ") == std::string::npos);
    require(text.find(name + ": " + value) != std::string_view::npos);
  }
}

/// A header that we write reads as what went into it.
void check_writing(std::string_view text) {
  ledger::NewEntry entry;
  std::memcpy(entry.record.bytes.data(), text.data(), 16);
  std::memcpy(&entry.revision, text.data() + 16, 8);
  std::memcpy(&entry.device_at.ms, text.data() + 24, 8);
  entry.bases = {entry.revision, 1};
  entry.kind = teia::crypto::hex(text.substr(32));
  ledger::Header header{.epoch = {}, .number = entry.revision, .entry = entry, .server_at = entry.device_at};
  const auto fields = ledger::read_header(ledger::canonical(header));
  require(fields.size() == 16 && fields.at("teia-ledger") == "1" && fields.at("record") == entry.record.text());
  require(fields.at("number") == std::to_string(entry.revision) && fields.at("base") == std::to_string(entry.revision) + ",1");
  require(fields.at("kind") == entry.kind && fields.at("server-time") == std::to_string(entry.device_at.ms));
  require(fields.at("attachments").empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = teia::fuzz::text_of(data, size);
  check_reading(text);
  if (size >= 32) check_writing(text);
  return 0;
}
