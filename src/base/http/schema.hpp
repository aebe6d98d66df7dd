// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/db/statement.hpp"
#include "base/describe.hpp"
#include "base/json.hpp"

/// The shape of a type as it travels, for the browser's types (api.gen.ts) and for OpenAPI: derived from DESCRIBE, never written.
namespace teia::http {

struct Type;

struct TypeField {
  std::string name;
  const Type* type;
};

struct Type {
  enum class Kind { text, integer, number, boolean, id, day, instant, word, any, list, optional, map, record };
  Kind kind = Kind::text;
  std::string name;                     ///< of a record or word type, without namespace
  std::vector<std::string> choices;     ///< of a word type
  std::vector<TypeField> fields;        ///< of a record
  const Type* of = nullptr;             ///< of a list, an optional or a map's values
  std::string domain = {};              ///< of a record or word type: "actions"; two domains may have a name each of their own
};

namespace detail {

/// "teia::actions::NewAction" → "NewAction".
template <class T>
std::string plain_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  return std::string{text.substr(text.rfind(':') == std::string_view::npos ? 0 : text.rfind(':') + 1)};
}

/// "teia::actions::NewAction" → "actions", "teia::places::(anonymous)::Asked" → "places", "teia::Fault" → "".
template <class T>
std::string domain_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  constexpr std::string_view root = "teia::";
  if (!text.starts_with(root)) return {};
  text.remove_prefix(root.size());
  const auto end = text.find("::");
  return end == std::string_view::npos || end > text.find_first_of(";]") ? std::string{} : std::string{text.substr(0, end)};
}

template <class T>
Type make_type();

}  // namespace detail

/// The one description of T; lives as long as the program.
template <class T>
const Type* type_of() {
  static const Type type = detail::make_type<T>();
  return &type;
}

namespace detail {

template <class T>
Type make_type() {
  using Kind = Type::Kind;
  if constexpr (is_optional<T>) return {Kind::optional, "", {}, {}, type_of<typename T::value_type>()};
  else if constexpr (std::is_same_v<T, bool>) return {Kind::boolean, "", {}, {}, nullptr};
  else if constexpr (std::is_same_v<T, json::Value>) return {Kind::any, "", {}, {}, nullptr};
  else if constexpr (Worded<T>) {
    Type type{Kind::word, plain_name<T>(), {}, {}, nullptr};
    type.domain = domain_name<T>();
    for (const auto& word : words(T{})) type.choices.emplace_back(word.text);
    return type;
  } else if constexpr (std::is_integral_v<T> || is_key<T>) return {Kind::integer, "", {}, {}, nullptr};
  else if constexpr (std::is_floating_point_v<T>) return {Kind::number, "", {}, {}, nullptr};
  else if constexpr (is_id<T>) return {Kind::id, "", {}, {}, nullptr};
  else if constexpr (std::is_same_v<T, Day>) return {Kind::day, "", {}, {}, nullptr};
  else if constexpr (std::is_same_v<T, Instant>) return {Kind::instant, "", {}, {}, nullptr};
  else if constexpr (std::is_convertible_v<const T&, std::string_view>) return {Kind::text, "", {}, {}, nullptr};
  else if constexpr (Described<T>) {
    Type type{Kind::record, plain_name<T>(), {}, {}, nullptr};
    type.domain = domain_name<T>();
    for_each_field<T>([&](std::string_view name, auto field) {
      type.fields.push_back({std::string{name}, type_of<std::remove_cvref_t<decltype(std::declval<T>().*field)>>()});
    });
    return type;
  } else if constexpr (requires { typename T::mapped_type; }) {
    return {Kind::map, "", {}, {}, type_of<typename T::mapped_type>()};
  } else {
    return {Kind::list, "", {}, {}, type_of<typename T::value_type>()};
  }
}

}  // namespace detail

/// "um dia (aaaa-mm-dd)": how a message names what it wanted.
template <class T>
std::string type_name_pt() {
  switch (type_of<T>()->kind) {
    case Type::Kind::optional: if constexpr (is_optional<T>) return type_name_pt<typename T::value_type>(); [[fallthrough]];
    case Type::Kind::integer: case Type::Kind::number: return "um número";
    case Type::Kind::boolean: return "true ou false";
    case Type::Kind::id: return "um identificador (UUID)";
    case Type::Kind::day: return "um dia (aaaa-mm-dd)";
    case Type::Kind::instant: return "um instante (aaaa-mm-ddThh:mm:ssZ)";
    case Type::Kind::word: return "um dos valores conhecidos";
    default: return "um texto";
  }
}

}  // namespace teia::http
