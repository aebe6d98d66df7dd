// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace teia::test {

/// Puts FragileDisk between SQLite and its default VFS (https://www.sqlite.org/vfs.html).
void register_fragile_vfs(const char* name);

}  // namespace teia::test
