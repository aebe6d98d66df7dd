// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include <boost/json/src.hpp>
#include <charconv>
#include <cmath>
#include <set>

namespace teia::json {

namespace {

Value convert(const boost::json::value& from);

/// A number beyond ±1.8e308: nothing here counts with infinity, and JSON could not say it again.
struct BeyondNumbers {};

Value convert_object(const boost::json::object& from) {
  Object to;
  to.reserve(from.size());
  for (const auto& member : from) to.emplace_back(std::string(member.key()), convert(member.value()));
  return {std::move(to)};
}

Value convert(const boost::json::value& from) {
  switch (from.kind()) {
    case boost::json::kind::null: return {nullptr};
    case boost::json::kind::bool_: return {from.get_bool()};
    case boost::json::kind::int64: return {from.get_int64()};
    case boost::json::kind::uint64: return {static_cast<double>(from.get_uint64())};
    case boost::json::kind::double_:
      if (!std::isfinite(from.get_double())) throw BeyondNumbers{};
      return {from.get_double()};
    case boost::json::kind::string: return {std::string(from.get_string())};
    case boost::json::kind::object: return convert_object(from.get_object());
    case boost::json::kind::array: break;
  }
  Array to;
  to.reserve(from.get_array().size());
  for (const auto& item : from.get_array()) to.push_back(convert(item));
  return {std::move(to)};
}

}  // namespace

const Value* Value::find(std::string_view name) const {
  if (auto* object = std::get_if<Object>(&is)) {
    for (const auto& member : *object) {
      if (member.first == name) return &member.second;
    }
  }
  return nullptr;
}

Value& Value::set(std::string_view name) {
  if (!std::holds_alternative<Object>(is)) is = Object{};
  auto& object = std::get<Object>(is);
  for (auto& member : object) {
    if (member.first == name) return member.second;
  }
  return object.emplace_back(std::string{name}, Value{}).second;
}

Value parse(std::string_view text) {
  boost::json::stream_parser parser{{}, boost::json::parse_options{.max_depth = deepest}};
  boost::system::error_code error;
  const auto used = parser.write_some(text.data(), text.size(), error);
  if (!error && used < text.size() &&
      text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) {
    throw problems::malformed({{"at", std::to_string(used)}});
  }
  if (!error) parser.finish(error);
  if (error) throw problems::malformed({{"at", std::to_string(used)}});
  try {
    return convert(parser.release());
  } catch (const BeyondNumbers&) {
    throw problems::malformed({{"at", std::to_string(used)}});
  }
}

void write_string(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += hex[c >> 4];
          out += hex[c & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  out.append(buffer, end);
}

std::string write(const Value& value) {
  std::string out;
  std::visit(
      [&](const auto& is) {
        using T = std::decay_t<decltype(is)>;
        if constexpr (std::is_same_v<T, std::nullptr_t>) {
          out += "null";
        } else if constexpr (std::is_same_v<T, Object>) {
          out += '{';
          for (const auto& [name, item] : is) {
            if (out.size() > 1) out += ',';
            write_string(out, name);
            out += ':';
            out += write(item);
          }
          out += '}';
        } else {
          write_to(out, is);
        }
      },
      value.is);
  return out;
}

namespace {

const ProblemKind wrong_shape{"body.wrong-shape", 422, "O conteúdo enviado deveria ser {expected}.", "The body should be {expected}."};

}  // namespace

void Reader::wrong(const std::string& field, std::string_view expected) {
  if (field.empty()) return faults.push_back(wrong_shape.at("", {{"expected", std::string{expected}}}));
  faults.push_back(problems::wrong_type.at(field, {{"expected", std::string{expected}}}));
}

}  // namespace teia::json
