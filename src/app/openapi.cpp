// SPDX-License-Identifier: Apache-2.0
#include "app/openapi.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "access/access.hpp"

namespace teia::app {

namespace {

using http::Type;
using json::Array;
using json::Object;
using json::Value;

Value text(std::string_view is) { return Value{std::string{is}}; }

template <class... Members>
Value object(Members&&... members) {
  Object made;
  (made.emplace_back(std::forward<Members>(members)), ...);
  return Value{std::move(made)};
}

template <class Items, class Make>
Value list(const Items& items, Make make) {
  Array made;
  for (const auto& item : items) made.push_back(make(item));
  return Value{std::move(made)};
}

Value reference(const std::string& to) { return object(json::Member{"$ref", text("#/components/" + to)}); }

// ---- schemas -------------------------------------------------------------------------------------------------------------------

/// Every record and word that the routes mention. Where two domains have a type of one name, each carries its domain before it.
class Schemas {
 public:
  explicit Schemas(const std::vector<http::Route>& routes) {
    for (const auto& route : routes) gather(route.in), gather(route.out);
    std::map<std::string, int> bearers;
    for (const auto* type : types_) ++bearers[type->name];
    for (const auto* type : types_) {
      auto domain = type->domain;
      if (!domain.empty()) domain[0] = static_cast<char>(domain[0] - 'a' + 'A');
      names_[type] = (bearers[type->name] > 1 ? domain : std::string{}) + type->name;
    }
  }

  Value of(const Type& type) const {
    switch (type.kind) {
      case Type::Kind::text: return simple("string");
      case Type::Kind::integer: return simple("integer", "int64");
      case Type::Kind::number: return simple("number");
      case Type::Kind::boolean: return simple("boolean");
      case Type::Kind::id: return simple("string", "uuid");
      case Type::Kind::day: return simple("string", "date");
      case Type::Kind::instant: return simple("string", "date-time");
      case Type::Kind::any: return object();
      case Type::Kind::word: case Type::Kind::record: return reference("schemas/" + names_.at(&type));
      case Type::Kind::list: return object(json::Member{"type", text("array")}, json::Member{"items", of(*type.of)});
      case Type::Kind::map: return object(json::Member{"type", text("object")}, json::Member{"additionalProperties", of(*type.of)});
      case Type::Kind::optional: return object(json::Member{"anyOf", Value{Array{of(*type.of), simple("null")}}});
    }
    return object();
  }

  Value all() const {
    std::map<std::string, const Type*> sorted;
    for (const auto& [type, name] : names_) {
      if (!sorted.emplace(name, type).second) throw std::logic_error("two types of one domain are called " + name);
    }
    Object made;
    for (const auto& [name, type] : sorted) made.emplace_back(name, whole(*type));
    return Value{std::move(made)};
  }

 private:
  static Value simple(std::string_view type, std::string_view format = {}) {
    auto made = object(json::Member{"type", text(type)});
    if (!format.empty()) made.set("format") = text(format);
    return made;
  }

  /// What comes in may leave out optionals and lists (base/json.hpp); what goes out names every field.
  Value whole(const Type& type) const {
    if (type.kind == Type::Kind::word) return object(json::Member{"type", text("string")}, json::Member{"enum", list(type.choices, text)});
    Object properties;
    Array required;
    for (const auto& field : type.fields) {
      properties.emplace_back(field.name, of(*field.type));
      if (field.type->kind != Type::Kind::optional && field.type->kind != Type::Kind::list) required.push_back(text(field.name));
    }
    auto made = object(json::Member{"type", text("object")}, json::Member{"properties", Value{std::move(properties)}});
    if (!required.empty()) made.set("required") = Value{std::move(required)};
    made.set("additionalProperties") = Value{false};
    return made;
  }

  void gather(const Type* type) {
    if (!type) return;
    if ((type->kind == Type::Kind::record || type->kind == Type::Kind::word) && !types_.insert(type).second) return;
    gather(type->of);
    for (const auto& field : type->fields) gather(field.type);
  }

  std::set<const Type*> types_;
  std::map<const Type*, std::string> names_;
};

// ---- operations ----------------------------------------------------------------------------------------------------------------

std::string in_small_letters(std::string_view word) {
  std::string small{word};
  for (auto& letter : small) letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter);
  return small;
}

std::vector<std::string> pieces_of(std::string_view path) {
  std::vector<std::string> pieces;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    pieces.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return pieces;
}

/// "get.actions.id.history"
std::string operation_name(const http::Route& route) {
  std::string name = in_small_letters(word_of(route.method));
  for (const auto& piece : pieces_of(route.pattern)) {
    if (piece != "v1") name += "." + (piece.starts_with('{') ? piece.substr(1, piece.size() - 2) : piece);
  }
  return name;
}

Value parameter(std::string_view name, std::string_view in, bool required, Value schema) {
  return object(json::Member{"name", text(name)}, json::Member{"in", text(in)}, json::Member{"required", Value{required}},
                json::Member{"schema", std::move(schema)});
}

bool asks_by_query(const http::Route& route) { return route.method == http::Method::get || route.method == http::Method::del; }

Array parameters_of(const http::Route& route, const Schemas& schemas) {
  Array all;
  for (const auto& piece : pieces_of(route.pattern)) {
    if (piece.starts_with('{')) all.push_back(parameter(piece.substr(1, piece.size() - 2), "path", true, object(json::Member{"type", text("string")})));
  }
  if (!route.in || !asks_by_query(route)) return all;
  for (const auto& field : route.in->fields) {
    const auto& type = field.type->kind == Type::Kind::optional ? *field.type->of : *field.type;
    all.push_back(parameter(field.name, "query", false, schemas.of(type)));
  }
  return all;
}

Value content(std::string_view type, Value schema) {
  return object(json::Member{std::string{type}, object(json::Member{"schema", std::move(schema)})});
}

Value replies_of(const http::Route& route, const Schemas& schemas) {
  auto told = object();
  if (route.out) {
    told.set("200") = object(json::Member{"description", text("OK")}, json::Member{"content", content("application/json", schemas.of(*route.out))});
  } else if (route.gives_nothing) {
    told.set("204") = object(json::Member{"description", text("Done; nothing to tell")});
  } else {
    told.set("2XX") = object(json::Member{"description", text("A file, a stream of events, or a reply of its own making")});
  }
  told.set("default") = reference("responses/Problem");
  return told;
}

/// Nobody needs a session; or a session; or also an API token.
Value security_of(const http::Route& route) {
  const auto right = route.right.name();
  Array ways;
  if (right == http::Right::anyone().name()) return Value{std::move(ways)};
  ways.push_back(object(json::Member{"session", Value{Array{}}}));
  if (access::opens_to_tokens(route.right)) ways.push_back(object(json::Member{"token", Value{Array{}}}));
  return Value{std::move(ways)};
}

Value operation(const http::Route& route, const Schemas& schemas) {
  auto told = object(json::Member{"operationId", text(operation_name(route))});
  const auto pieces = pieces_of(route.pattern);
  told.set("tags") = Value{Array{text(in_small_letters(pieces.size() > 1 ? pieces[1].substr(0, pieces[1].find('.')) : pieces[0]))}};
  told.set("description") = text("Right: " + std::string{route.right.name()} + ".");
  if (auto parameters = parameters_of(route, schemas); !parameters.empty()) told.set("parameters") = Value{std::move(parameters)};
  if (route.in && !asks_by_query(route)) {
    told.set("requestBody") = object(json::Member{"required", Value{true}}, json::Member{"content", content("application/json", schemas.of(*route.in))});
  }
  told.set("responses") = replies_of(route, schemas);
  told.set("security") = security_of(route);
  return told;
}

Value paths(const std::vector<http::Route>& routes, const Schemas& schemas) {
  std::map<std::string_view, std::map<std::string, const http::Route*>> sorted;
  for (const auto& route : routes) sorted[route.pattern][in_small_letters(word_of(route.method))] = &route;
  Object made;
  for (const auto& [pattern, methods] : sorted) {
    Object operations;
    for (const auto& [method, route] : methods) operations.emplace_back(method, operation(*route, schemas));
    made.emplace_back(std::string{pattern}, Value{std::move(operations)});
  }
  return Value{std::move(made)};
}

// ---- the rest ------------------------------------------------------------------------------------------------------------------

/// RFC 9457, with what ours adds: base/http/message.cpp.
Value problem() {
  const auto plain = [](std::string_view type) { return object(json::Member{"type", text(type)}); };
  const auto fault = object(json::Member{"type", text("object")}, json::Member{"properties", object(json::Member{"code", plain("string")}, json::Member{"field", plain("string")}, json::Member{"message", plain("string")})});
  const auto codes = list(problem_catalogue(), [](const ProblemKind* kind) { return text(kind->code); });
  return object(json::Member{"type", text("object")},
                json::Member{"properties",
                             object(json::Member{"code", object(json::Member{"type", text("string")}, json::Member{"enum", codes})},
                                    json::Member{"message", plain("string")}, json::Member{"status", plain("integer")},
                                    json::Member{"details", object(json::Member{"type", text("object")}, json::Member{"additionalProperties", plain("string")})},
                                    json::Member{"faults", object(json::Member{"type", text("array")}, json::Member{"items", fault})})},
                json::Member{"required", Value{Array{text("code"), text("message"), text("status")}}});
}

Value ways_in() {
  return object(
      json::Member{"session", object(json::Member{"type", text("apiKey")}, json::Member{"in", text("cookie")}, json::Member{"name", text("teia_session")},
                                     json::Member{"description", text("Set by POST /v1/session. Whatever is not GET also carries X-CSRF-Token, the `csrf` of that reply.")})},
      json::Member{"token", object(json::Member{"type", text("http")}, json::Member{"scheme", text("bearer")},
                                   json::Member{"description", text("An API token, made by its person at POST /v1/tokens: opens only what its verbs open.")})});
}

// ---- a line for each thing -----------------------------------------------------------------------------------------------------

void indent(std::ostream& out, const Value& value, std::size_t depth);

template <class Items, class Write>
void indent_all(std::ostream& out, const Items& items, std::string_view ends, std::size_t depth, Write write) {
  out << ends[0];
  for (std::size_t i = 0; i < items.size(); ++i) {
    out << (i ? ",\n" : "\n") << std::string(2 * (depth + 1), ' ');
    write(items[i]);
  }
  out << "\n" << std::string(2 * depth, ' ') << ends[1];
}

void indent(std::ostream& out, const Value& value, std::size_t depth) {
  constexpr std::size_t short_enough = 100;
  const auto line = json::write(value);
  if (line.size() <= short_enough) {
    out << line;
  } else if (const auto* members = std::get_if<Object>(&value.is)) {
    indent_all(out, *members, "{}", depth, [&](const json::Member& member) {
      out << json::write(text(member.first)) << ": ";
      indent(out, member.second, depth + 1);
    });
  } else if (const auto* items = std::get_if<Array>(&value.is)) {
    indent_all(out, *items, "[]", depth, [&](const Value& item) { indent(out, item, depth + 1); });
  } else {
    out << line;
  }
}

}  // namespace

json::Value openapi(const std::vector<http::Route>& routes) {
  const Schemas schemas{routes};
  auto components_schemas = schemas.all();
  components_schemas.set("Problem") = problem();
  return object(
      json::Member{"openapi", text("3.1.0")},
      json::Member{"info", object(json::Member{"title", text("Teia")}, json::Member{"version", text(TEIA_VERSION)},
                                  json::Member{"summary", text("Support in the public health networks of Brazil: what was done, where, and what came of it.")},
                                  json::Member{"license", object(json::Member{"name", text("Apache-2.0")}, json::Member{"identifier", text("Apache-2.0")})})},
      json::Member{"servers", Value{Array{object(json::Member{"url", text("/")})}}},
      json::Member{"paths", paths(routes, schemas)},
      json::Member{"components",
                   object(json::Member{"schemas", components_schemas},
                          json::Member{"responses", object(json::Member{"Problem", object(json::Member{"description", text("Refused or failed: docs/problems.md has every code")},
                                                                                         json::Member{"content", content("application/problem+json", reference("schemas/Problem"))})})},
                          json::Member{"securitySchemes", ways_in()})});
}

void print_openapi(std::ostream& out, const std::vector<http::Route>& routes) {
  indent(out, openapi(routes), 0);
  out << "\n";
}

http::Route openapi_route(const std::vector<http::Route>& routes) {
  auto told = std::make_shared<std::string>();
  auto route = http::made(http::Method::get, "/v1/openapi.json", access::anyone(), [told](http::Free&) { return http::json_response(200, *told); });
  auto all = routes;
  all.push_back(route);
  *told = json::write(openapi(all));
  return route;
}

}  // namespace teia::app
