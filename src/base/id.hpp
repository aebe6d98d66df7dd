// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace teia {

/// Where chance comes from; an argument everywhere, so that tests own it.
class Chance {
 public:
  virtual ~Chance() = default;
  virtual std::uint64_t next() = 0;
};
Chance& system_chance();                       ///< the operating system's generator
std::unique_ptr<Chance> seeded_chance(std::uint64_t seed);  ///< the same numbers for the same seed, for tests and the demo world

/// 128 bits shown as a UUID (RFC 9562). Typed ids below; this one is for places that hold any of them.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;

  std::string text() const;                               ///< lower case, with hyphens, 36 characters
  static std::optional<Uuid> parse(std::string_view text);  ///< nothing unless 36 characters, hyphens in place
  static Uuid make(Instant now, Chance& chance);          ///< version 7: ordered by time, then by chance
  bool empty() const { return *this == Uuid{}; }
};

/// The id of one kind of thing: a StateId where a RegionId is due does not compile.
template <class Tag>
struct Id : Uuid {
  Id() = default;
  explicit Id(const Uuid& uuid) : Uuid(uuid) {}
  auto operator<=>(const Id&) const = default;

  static std::optional<Id> parse(std::string_view text) {
    auto uuid = Uuid::parse(text);
    return uuid ? std::optional<Id>{Id{*uuid}} : std::nullopt;
  }
  static Id make(Instant now, Chance& chance) { return Id{Uuid::make(now, chance)}; }
};

/// The same for things whose key is a number that others gave (an IBGE code) or that one table counts.
template <class Tag>
struct Key {
  std::int64_t value = 0;
  auto operator<=>(const Key&) const = default;
};

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;
template <>
inline constexpr bool is_id<Uuid> = true;
template <class T>
inline constexpr bool is_key = false;
template <class Tag>
inline constexpr bool is_key<Key<Tag>> = true;

}  // namespace teia

template <>
struct std::hash<teia::Uuid> {
  std::size_t operator()(const teia::Uuid& uuid) const noexcept;
};
template <class Tag>
struct std::hash<teia::Id<Tag>> : std::hash<teia::Uuid> {};
template <class Tag>
struct std::hash<teia::Key<Tag>> {
  std::size_t operator()(const teia::Key<Tag>& key) const noexcept { return std::hash<std::int64_t>{}(key.value); }
};
