// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/problem.hpp"
#include "base/time.hpp"

/// JSON as a light value, and the road between it and described structs. The parser itself is Boost.JSON, in json.cpp only.
namespace teia::json {

struct Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;
using Object = std::vector<Member>;  ///< keeps the order in which the fields came

struct Value {
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> is = nullptr;

  bool null() const { return std::holds_alternative<std::nullptr_t>(is); }
  const Value* find(std::string_view name) const;  ///< a field of an object; null pointer when there is none
  Value& set(std::string_view name);               ///< a field of an object, made when there is none
  bool operator==(const Value&) const = default;
};

inline constexpr std::size_t deepest = 32;  ///< levels of nesting; more is malformed

/// Throws body.malformed, for a number beyond all doubles too. Of two members with one name the last counts.
Value parse(std::string_view text);
std::string write(const Value& value);
void write_string(std::string& out, std::string_view text);
void write_number(std::string& out, double number);

// ---- struct → JSON ---------------------------------------------------------------------------------------------------

template <class T>
void write_to(std::string& out, const T& value);

template <class T>
std::string write_described(const T& value) {
  std::string out;
  write_to(out, value);
  return out;
}

template <class T>
void write_to(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, Value>) {
    out += write(value);
  } else if constexpr (is_optional<T>) {
    if (value) write_to(out, *value);
    else out += "null";
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (Worded<T>) {
    write_string(out, word_of(value));
  } else if constexpr (std::is_integral_v<T>) {
    out += std::to_string(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    write_number(out, value);
  } else if constexpr (is_key<T>) {
    out += std::to_string(value.value);
  } else if constexpr (is_id<T> || std::is_same_v<T, Instant> || std::is_same_v<T, Day>) {
    write_string(out, value.text());
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    write_string(out, value);
  } else if constexpr (Described<T>) {
    char separator = '{';
    for_each_field<T>([&](std::string_view name, auto field) {
      out += separator;
      separator = ',';
      write_string(out, name);
      out += ':';
      write_to(out, value.*field);
    });
    out += separator == '{' ? "{}" : "}";
  } else if constexpr (requires { typename T::mapped_type; }) {
    char separator = '{';
    for (const auto& [name, item] : value) {
      out += separator;
      separator = ',';
      write_string(out, name);
      out += ':';
      write_to(out, item);
    }
    out += separator == '{' ? "{}" : "}";
  } else {
    out += '[';
    bool first = true;
    for (const auto& item : value) {
      if (!first) out += ',';
      first = false;
      write_to(out, item);
    }
    out += ']';
  }
}

// ---- JSON → struct, strict ---------------------------------------------------------------------------------------------

/// Collects every fault of a document instead of stopping at the first.
class Reader {
 public:
  template <class T>
  void read(const Value& from, T& to, const std::string& field);
  void object_only(const Value& from, const std::string& field);
  std::vector<Fault> faults;

 private:
  void wrong(const std::string& field, std::string_view expected);
  template <class T>
  void read_members(const Value& from, T& to, const std::string& field);
};

/// Throws one Problem with every fault. Unknown fields, missing fields and wrong types are faults; optionals and lists may be
/// left out.
template <class T>
T read(const Value& from) {
  T to{};
  Reader reader;
  reader.read(from, to, "");
  refuse(std::move(reader.faults));
  return to;
}
template <class T>
T read(std::string_view text) {
  return read<T>(parse(text));
}

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class T>
void Reader::read(const Value& from, T& to, const std::string& field) {
  if constexpr (std::is_same_v<T, Value>) {
    to = from;
  } else if constexpr (is_optional<T>) {
    if (from.null()) to.reset();
    else read(from, to.emplace(), field);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (auto* is = std::get_if<bool>(&from.is)) to = *is;
    else wrong(field, "sim ou não");
  } else if constexpr (is_key<T> || (std::is_integral_v<T> && !Worded<T>)) {
    auto* is = std::get_if<std::int64_t>(&from.is);
    if constexpr (is_key<T>) {
      if (is) to.value = *is;
      else wrong(field, "um código numérico");
    } else {
      if (is && std::in_range<T>(*is)) to = static_cast<T>(*is);
      else wrong(field, "um número inteiro");
    }
  } else if constexpr (std::is_floating_point_v<T>) {
    if (auto* real = std::get_if<double>(&from.is)) to = static_cast<T>(*real);
    else if (auto* whole = std::get_if<std::int64_t>(&from.is)) to = static_cast<T>(*whole);
    else wrong(field, "um número");
  } else if constexpr (is_list<T>) {
    auto* items = std::get_if<Array>(&from.is);
    if (!items) return wrong(field, "uma lista");
    for (std::size_t i = 0; i < items->size(); ++i) {
      read((*items)[i], to.emplace_back(), field + "[" + std::to_string(i) + "]");
    }
  } else if constexpr (Described<T>) {
    read_members(from, to, field);
  } else {
    auto* text = std::get_if<std::string>(&from.is);
    if (!text) return wrong(field, "um texto");
    if constexpr (Worded<T>) {
      if (auto value = from_word<T>(*text)) to = *value;
      else faults.push_back(problems::unknown_word.at(field, {{"value", *text}}));
    } else if constexpr (is_id<T>) {
      if (auto id = T::parse(*text)) to = *id;
      else wrong(field, "um identificador (UUID)");
    } else if constexpr (std::is_same_v<T, Day>) {
      if (auto day = Day::parse(*text)) to = *day;
      else wrong(field, "um dia (aaaa-mm-dd)");
    } else if constexpr (std::is_same_v<T, Instant>) {
      if (auto at = Instant::parse(*text)) to = *at;
      else wrong(field, "um instante (aaaa-mm-ddThh:mm:ssZ)");
    } else {
      to = *text;
    }
  }
}

template <class T>
void Reader::read_members(const Value& from, T& to, const std::string& field) {
  auto* object = std::get_if<Object>(&from.is);
  if (!object) return wrong(field, "um objeto");
  const std::string prefix = field.empty() ? "" : field + ".";
  for_each_field<T>([&](std::string_view name, auto member) {
    using M = std::remove_reference_t<decltype(to.*member)>;
    if (auto* value = from.find(name)) {
      read(*value, to.*member, prefix + std::string{name});
    } else if constexpr (!is_optional<M> && !is_list<M>) {
      faults.push_back(problems::missing.at(prefix + std::string{name}));
    }
  });
  for (const auto& member : *object) {
    bool known = false;
    for_each_field<T>([&](std::string_view field_name, auto) { known = known || field_name == member.first; });
    if (!known) faults.push_back(problems::unknown_field.at(prefix + member.first));
  }
}

}  // namespace teia::json
