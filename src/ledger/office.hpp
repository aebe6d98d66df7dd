// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ledger/attachments.hpp"

namespace teia::ledger {

/// Which office document a ZIP file is: DOCX, XLSX, PPTX (ECMA-376 part 2) or ODT, ODS, ODP (OpenDocument 1.3 part 2, §3.3).
/// Nothing for any other ZIP, and for one with macros, encryption, paths that climb out, or an absurd size once unpacked.
std::optional<Sniffed> office(const std::filesystem::path& zip);

}  // namespace teia::ledger
