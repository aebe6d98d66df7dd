// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// One line for each event, to standard error. The rest of the program logs sentences with spdlog::info and its like; what has
/// fields goes through `log::event`. No line ever holds a name, a text that a person wrote, or a query.
namespace teia::log {

enum class Form { plain, json };

struct Options {
  std::string level = "info";  ///< trace, debug, info, warning, error, off
  Form form = Form::json;
};

/// Once, at the start of the program.
void set_up(const Options& options);

using Fields = std::vector<std::pair<std::string_view, std::variant<std::string_view, std::int64_t, double>>>;

/// {"at":"…","level":"info","event":"request","method":"GET", …} or, in plain form, the same as words.
void event(std::string_view name, const Fields& fields);

/// The members of a JSON object, without braces, for `event`.
std::string members(const Fields& fields);

}  // namespace teia::log
