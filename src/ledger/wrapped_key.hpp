// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace teia::ledger {

/// Bytes locked with a passphrase: Argon2id makes the key (libsodium's "moderate" limits: 3 passes, 256 MiB, about a second),
/// XSalsa20-Poly1305 locks. The text is JSON and says everything that opening needs but the passphrase.
std::string lock_with(std::string_view passphrase, std::string_view bytes);
/// Nothing: another passphrase, or the text was changed.
std::optional<std::string> unlock_with(std::string_view passphrase, std::string_view locked);

}  // namespace teia::ledger
