// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <ostream>
#include <string>

#include "app/config.hpp"

namespace teia::app {

/// Writes an archive beside a running server; says what did not come along: attachments whose file is lost, and the signing key
/// when there is no passphrase.
void make_backup(const Config& config, const std::filesystem::path& file, const std::string& passphrase, std::ostream& out);

/// Into a folder or database without data; what it made there is gone again when it fails.
void restore_backup(const Config& config, const std::filesystem::path& file, const std::string& passphrase, std::ostream& out);

}  // namespace teia::app
