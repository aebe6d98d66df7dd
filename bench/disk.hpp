// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>

namespace teia::bench {

/// What the disk under a folder can do: appends of 4 KiB made durable one after another (fdatasync), per second.
double fsyncs_per_second(const std::filesystem::path& folder, double seconds);

/// The baseline of one writer without us: rows of 2 KB into plain SQLite (WAL, synchronous=FULL), a commit each, per second.
double plain_inserts_per_second(const std::filesystem::path& folder, double seconds);

}  // namespace teia::bench
