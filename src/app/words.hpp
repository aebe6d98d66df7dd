// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace teia::app {

/// The library of the command line speaks English: from here on its help and its refusals are in Portuguese. Before commands are
/// added: they inherit it.
void speak_portuguese(CLI::App& app);

/// A refusal of the library in Portuguese; one that we do not know stays as it is.
std::string refusal_in_portuguese(std::string_view english);

}  // namespace teia::app
