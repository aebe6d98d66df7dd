// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

/// Markup as a type of its own (XHTML and SVG alike): made from literals of the program and from text, which is escaped on its way in.
/// No function takes a std::string for markup, so what people wrote cannot become a tag.
namespace teia::reports {

/// A piece of the program's own source: a run-time string does not compile as one.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&text)[N]) : text_(text, N - 1) {}
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class Markup {
 public:
  Markup() = default;
  Markup(std::string_view said) { escape(said); }  ///< text, escaped
  Markup(const std::string& said) : Markup(std::string_view{said}) {}
  Markup(const char* said) : Markup(std::string_view{said}) {}

  /// Markup as it stands in the source. What is opened in one piece is closed in another by whoever writes both.
  static Markup of(Literal literal) {
    Markup out;
    out.text_ = literal.text();
    return out;
  }

  Markup& operator<<(const Markup& more) {
    text_ += more.text_;
    return *this;
  }
  friend Markup operator+(Markup first, const Markup& second) { return std::move(first << second); }

  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  friend struct Attribute;
  friend Markup element(Literal, const std::vector<struct Attribute>&, const Markup&);
  void escape(std::string_view said);

  std::string text_;
};

std::string number_text(double value);  ///< for coordinates: at most two decimals, with a point

struct Attribute {
  Attribute(Literal name_, std::string_view value_) : name(name_.text()), value(value_) {}
  Attribute(Literal name_, const std::string& value_) : name(name_.text()), value(value_) {}
  Attribute(Literal name_, const char* value_) : name(name_.text()), value(value_) {}
  template <class N>
    requires std::integral<N> || std::floating_point<N>
  Attribute(Literal name_, N value_) : name(name_.text()), value(number_text(static_cast<double>(value_))) {}

  std::string_view name;
  std::string value;  ///< escaped when it is written
};
using Attributes = std::vector<Attribute>;

/// A sentence with its {} filled in, in order. The sentence is text, too.
Markup filled(Literal sentence, const std::vector<Markup>& parts);
template <class... Parts>
Markup fill(Literal sentence, const Parts&... parts) {
  return filled(sentence, {Markup{parts}...});
}

/// <name attributes>inside</name>; <name attributes/> when there is nothing inside.
Markup element(Literal name, const Attributes& attributes, const Markup& inside = {});

}  // namespace teia::reports
