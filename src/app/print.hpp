// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <string>
#include <string_view>

#include "base/csv.hpp"
#include "base/http/http.hpp"

/// How the commands print: lists of described structs in the dialects that people and programs expect, and generated documents.
namespace teia::app {

enum class Format { csv, csv_rfc4180, json };
constexpr auto words(Format) {
  return std::array{Word{Format::csv, "csv"}, Word{Format::csv_rfc4180, "csv-rfc4180"}, Word{Format::json, "json"}};
}

/// docs/routes.txt; or as csv, csv-rfc4180 or json.
void print_routes(std::ostream& out, const std::vector<http::Route>& routes, const std::string& format = {});
void print_problems(std::ostream& out);                                            ///< docs/problems.md
void print_types(std::ostream& out, const std::vector<http::Route>& routes);       ///< web/src/base/api.gen.ts

}  // namespace teia::app
