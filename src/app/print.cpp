// SPDX-License-Identifier: Apache-2.0
#include "app/print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/csv.hpp"

namespace teia::app {

namespace {

using http::Type;

/// Records before the records that mention them, each once, by name.
void gather(const Type* type, std::map<std::string, const Type*>& named) {
  if (!type) return;
  if (type->kind == Type::Kind::record || type->kind == Type::Kind::word) {
    if (!named.emplace(type->name, type).second) return;
  }
  gather(type->of, named);
  for (const auto& field : type->fields) gather(field.type, named);
}

std::string ts_type(const Type& type) {
  switch (type.kind) {
    case Type::Kind::text: return "string";
    case Type::Kind::integer: case Type::Kind::number: return "number";
    case Type::Kind::boolean: return "boolean";
    case Type::Kind::id: return "Id";
    case Type::Kind::day: return "Day";
    case Type::Kind::instant: return "Instant";
    case Type::Kind::any: return "unknown";
    case Type::Kind::word: case Type::Kind::record: return type.name;
    case Type::Kind::list: return (type.of->kind == Type::Kind::optional ? "(" + ts_type(*type.of) + ")" : ts_type(*type.of)) + "[]";
    case Type::Kind::optional: return ts_type(*type.of) + " | null";
    case Type::Kind::map: return "Record<string, " + ts_type(*type.of) + ">";
  }
  return "unknown";
}

void print_named(std::ostream& out, const Type& type) {
  if (type.kind == Type::Kind::word) {
    out << "export type " << type.name << " =";
    for (const auto& choice : type.choices) out << " | '" << choice << "'";
    out << ";\n";
    return;
  }
  out << "export interface " << type.name << " {\n";
  for (const auto& field : type.fields) out << "  " << field.name << ": " << ts_type(*field.type) << ";\n";
  out << "}\n";
}

struct RouteLine {
  std::string path, method, right, mode;
  std::optional<std::string> takes, gives;  ///< types, as the browser has them
};
DESCRIBE(RouteLine, path, method, right, mode, takes, gives)

std::string as_text(const RouteLine& line) {
  return fmt::format("{:<52} {:<7} {:<22} {:<7} {} → {}", line.path, line.method, line.right, line.mode, line.takes.value_or("–"), line.gives.value_or("–"));
}

void print_table(std::ostream& out, const std::vector<RouteLine>& lines, csv::Dialect dialect) {
  csv::Writer writer{dialect};
  const auto text = [](const std::string& is) { return csv::Cell{std::string_view{is}}; };
  const auto maybe = [](const std::optional<std::string>& is) { return is ? csv::Cell{std::string_view{*is}} : csv::Cell{}; };
  writer.row({std::string_view{"endereco"}, std::string_view{"metodo"}, std::string_view{"direito"}, std::string_view{"modo"},
              std::string_view{"recebe"}, std::string_view{"devolve"}});
  for (const auto& line : lines) writer.row({text(line.path), text(line.method), text(line.right), text(line.mode), maybe(line.takes), maybe(line.gives)});
  out << writer.take();
}

}  // namespace

void print_routes(std::ostream& out, const std::vector<http::Route>& routes, const std::string& format) {
  std::vector<RouteLine> lines;
  for (const auto& route : routes) {
    lines.push_back({std::string{route.pattern}, std::string{word_of(route.method)}, std::string{route.right.name()}, std::string{word_of(route.mode)},
                     route.in ? std::optional{route.in->name} : std::nullopt, route.out ? std::optional{ts_type(*route.out)} : std::nullopt});
  }
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return std::pair{as_text(a), a.path} < std::pair{as_text(b), b.path}; });
  if (format == "json") out << json::write_described(lines) << "\n";
  else if (format.empty()) for (const auto& line : lines) out << as_text(line) << "\n";
  else print_table(out, lines, *from_word<csv::Dialect>(format));
}

void print_problems(std::ostream& out) {
  out << "# Problems\n\nEvery code that the program answers with, made by `teia problems`. The code is stable and is the translation key.\n\n"
         "| Code | Status | Português | English |\n|---|---|---|---|\n";
  for (const auto* kind : problem_catalogue()) out << fmt::format("| `{}` | {} | {} | {} |\n", kind->code, kind->status, kind->pt, kind->en);
}

void print_types(std::ostream& out, const std::vector<http::Route>& routes) {
  std::map<std::string, const Type*> named;
  for (const auto& route : routes) {
    gather(route.in, named);
    gather(route.out, named);
  }
  out << "// SPDX-License-Identifier: Apache-2.0\n// Made by `teia types` from the C++ types: do not edit.\n\n"
         "export type Id = string; // UUID\nexport type Day = string; // 2025-04-29\nexport type Instant = string; // 2025-04-29T20:42:00.000Z\n\n";
  for (const auto& [name, type] : named) print_named(out, *type);
}

}  // namespace teia::app
