// SPDX-License-Identifier: Apache-2.0
#include "ledger/header.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace teia::ledger {

std::string canonical(const Header& header) {
  const auto& entry = header.entry;
  return fmt::format(
      "teia-ledger: 1\nepoch: {}\nnumber: {}\nprevious: {}\nrecord: {}\nrevision: {}\nbase: {}\nkind: {}\nactor: {}\ndevice: {}\n"
      "operation: {}\ndevice-time: {}\nserver-time: {}\nschema: {}\npayload: {}\nattachments: {}\n",
      header.epoch.text(), header.number, crypto::hex(header.previous), entry.record.text(), entry.revision,
      fmt::join(entry.bases, ","), entry.kind, entry.actor.text(), entry.device.text(), entry.operation.text(), entry.device_at.ms,
      header.server_at.ms, entry.schema, crypto::hex(header.payload), fmt::join(entry.attachments, ","));
}

crypto::Hash payload_hash(std::string_view salt, std::string_view payload) {
  crypto::Sha256 hash;
  hash.add(salt);
  hash.add(payload);
  return hash.finish();
}

std::map<std::string, std::string> read_header(std::string_view header) {
  std::map<std::string, std::string> fields;
  while (!header.empty()) {
    const auto end = std::min(header.find('\n'), header.size());
    const auto line = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    if (const auto colon = line.find(": "); colon != std::string_view::npos) {
      fields.emplace(line.substr(0, colon), line.substr(colon + 2));
    }
  }
  return fields;
}

}  // namespace teia::ledger
