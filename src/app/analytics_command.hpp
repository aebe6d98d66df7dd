// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>

#include "app/system.hpp"

/// `teia ask` and `teia analytics rebuild`: for whoever runs the server, beside it or without it.
namespace teia::app {

struct AskOptions {
  std::vector<std::string> measures, by;
  std::string where, period, state, composition;
  std::int64_t known_on = 0;
};

/// One row for each of what it is opened by, and a last one for everything. Formats as `teia export` has them. Throws what a question
/// throws, and unknown_state.
void ask_questions(const Config& config, db::Read& tx, const AskOptions& options, const std::string& format, Day today, std::ostream& out);
void rebuild_model(const Config& config, db::Read& tx, std::ostream& out);

/// A state by its sigla or code. Throws places.unknown.
PlaceId state_named(db::Read& tx, const std::string& name);

}  // namespace teia::app
