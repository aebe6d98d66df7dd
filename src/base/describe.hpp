// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

/// DESCRIBE(Region, id, name, valid_from): one description of a type, in its own namespace, after its definition. JSON in and
/// out, SQL rows and the browser's types are all derived from it; nothing else in the program repeats the list of fields.
#define DESCRIBE(Type, ...) BOOST_DESCRIBE_STRUCT(Type, (), (__VA_ARGS__))

/// DESCRIBE_ALSO(Row, (Ref), a, b): the same for a struct that inherits the fields of another described struct.
#define DESCRIBE_ALSO(Type, Bases, ...) BOOST_DESCRIBE_STRUCT(Type, Bases, (__VA_ARGS__))

namespace teia {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;

template <class T>
using fields_of = boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>;

template <class T>
inline constexpr std::size_t field_count = boost::mp11::mp_size<fields_of<T>>::value;

/// `short_` is how C++ writes a field called "short": one trailing underscore is not part of the name.
constexpr std::string_view field_name(std::string_view written) {
  if (written.ends_with('_')) written.remove_suffix(1);
  return written;
}

/// Calls f(name, pointer-to-member) for every described field, inherited ones first, in the order of the description.
template <Described T, class F>
constexpr void for_each_field(F&& f) {
  boost::mp11::mp_for_each<fields_of<T>>([&](auto field) { f(field_name(field.name), field.pointer); });
}

/// An enum travels as words, never as a number. Beside the enum:
///   constexpr auto words(State) { return std::array{Word{State::draft, "rascunho"}, Word{State::sent, "enviada"}}; }
template <class E>
struct Word {
  E value;
  std::string_view text;
};
template <class E>
Word(E, const char*) -> Word<E>;

template <class E>
concept Worded = std::is_enum_v<E> && requires(E e) { words(e).size(); };

template <Worded E>
constexpr std::string_view word_of(E value) {
  for (const auto& word : words(value)) {
    if (word.value == value) return word.text;
  }
  return {};
}

template <Worded E>
constexpr std::optional<E> from_word(std::string_view text) {
  for (const auto& word : words(E{})) {
    if (word.text == text) return word.value;
  }
  return std::nullopt;
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

}  // namespace teia
