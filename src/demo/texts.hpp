// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/id.hpp"

/// Invented sentences, as supporters write them.
namespace teia::demo {

std::string told(const std::string& type, const std::string& where, const std::string& theme, Chance& chance);
std::string analysis(Chance& chance);
/// Sentences until there are about so many letters, never over what a record holds (4,000 and 6,000).
std::string long_told(const std::string& type, const std::string& where, const std::string& theme, std::size_t letters, Chance& chance);
std::string long_analysis(std::size_t letters, Chance& chance);
std::string return_reason(Chance& chance);
std::string followup_text(const std::string& kind, const std::string& where);
std::string answer_text(const std::string& kind);

}  // namespace teia::demo
