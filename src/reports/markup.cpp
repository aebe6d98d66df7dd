// SPDX-License-Identifier: Apache-2.0
#include "reports/markup.hpp"

#include <cmath>

#include "base/http/message.hpp"

namespace teia::reports {

namespace {

/// XML 1.0 has no way to write the other control characters, nor U+FFFE and U+FFFF; those of text direction are left out because one
/// that is not closed turns round whatever follows it on the page.
bool unwelcome(std::string_view at) {
  const auto first = static_cast<unsigned char>(at[0]);
  if (first < 0x20) return first != '\n' && first != '\t';
  if (first == 0x7f) return true;
  const auto three = at.substr(0, 3);
  return three == "\u202A" || three == "\u202B" || three == "\u202C" || three == "\u202D" || three == "\u202E" || three == "\uFFFE" || three == "\uFFFF";
}

std::size_t length_at(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

std::string_view entity(char letter) {
  switch (letter) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

}  // namespace

void Markup::escape(std::string_view said) {
  if (!http::is_utf8(said)) {
    text_ += "\uFFFD";
    return;
  }
  for (std::size_t at = 0; at < said.size();) {
    const auto length = length_at(said[at]);
    const auto instead = entity(said[at]);
    if (!instead.empty()) text_ += instead;
    else if (!unwelcome(said.substr(at))) text_ += said.substr(at, length);
    at += length;
  }
}

std::string number_text(double value) {
  const auto rounded = std::round(value * 100) / 100;
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, rounded == 0 ? 0.0 : rounded, std::chars_format::fixed, 2).ptr;
  std::string out{digits, end};
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

Markup filled(Literal sentence, const std::vector<Markup>& parts) {
  Markup out;
  auto rest = sentence.text();
  for (const auto& part : parts) {
    const auto hole = rest.find("{}");
    if (hole == std::string_view::npos) break;
    out << rest.substr(0, hole);
    out << part;
    rest.remove_prefix(hole + 2);
  }
  return out << rest;
}

Markup element(Literal name, const Attributes& attributes, const Markup& inside) {
  Markup out;
  out.text_ += '<';
  out.text_ += name.text();
  for (const auto& attribute : attributes) {
    out.text_ += ' ';
    out.text_ += attribute.name;
    out.text_ += "=\"";
    out.escape(attribute.value);
    out.text_ += '"';
  }
  if (inside.empty()) {
    out.text_ += "/>";
    return out;
  }
  out.text_ += '>';
  out.text_ += inside.text_;
  out.text_ += "</";
  out.text_ += name.text();
  out.text_ += '>';
  return out;
}

}  // namespace teia::reports
