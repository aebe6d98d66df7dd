// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analytics/analytics.hpp"

/// What the codes of an answer are called. Private to this folder.
namespace teia::analytics {

std::vector<std::map<std::string, std::string>> names_of(db::Read& tx, const Answer& answer);

}  // namespace teia::analytics
