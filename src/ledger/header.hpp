// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ledger/ledger.hpp"

/// The canonical header: lines "name: value" in a fixed order, each ended by one line feed. Text, so that any tool can check it.
namespace teia::ledger {

struct Header {
  EpochId epoch;
  std::int64_t number = 0;
  crypto::Hash previous{};
  const NewEntry& entry;
  Instant server_at;
  crypto::Hash payload{};  ///< SHA-256(salt ‖ payload)
};

std::string canonical(const Header& header);
crypto::Hash payload_hash(std::string_view salt, std::string_view payload);

}  // namespace teia::ledger
