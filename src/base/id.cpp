// SPDX-License-Identifier: Apache-2.0
#include "base/id.hpp"

#include <sodium.h>

#include <cstring>
#include <random>

namespace teia {

namespace {

class SystemChance : public Chance {
 public:
  std::uint64_t next() override {
    std::uint64_t number;
    randombytes_buf(&number, sizeof number);
    return number;
  }
};

class SeededChance : public Chance {
 public:
  explicit SeededChance(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t next() override { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool hyphen_at(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

Chance& system_chance() {
  static SystemChance chance;
  return chance;
}

std::unique_ptr<Chance> seeded_chance(std::uint64_t seed) { return std::make_unique<SeededChance>(seed); }

std::string Uuid::text() const {
  static constexpr char hex[] = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (const auto byte : bytes) {
    if (hyphen_at(out.size())) out += '-';
    out += hex[byte >> 4];
    out += hex[byte & 15];
  }
  return out;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (hyphen_at(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int digit = hex_digit(text[i]);
    if (digit < 0) return std::nullopt;
    auto& byte = uuid.bytes[digits++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | digit);
  }
  return uuid;
}

// RFC 9562 §5.7: 48 bits of Unix milliseconds, version 7, variant 10, the rest by chance.
Uuid Uuid::make(Instant now, Chance& chance) {
  Uuid uuid;
  for (std::size_t i = 0; i < 6; ++i) uuid.bytes[i] = static_cast<std::uint8_t>(now.ms >> (40 - 8 * static_cast<int>(i)));
  const std::uint64_t high = chance.next(), low = chance.next();
  uuid.bytes[6] = static_cast<std::uint8_t>(0x70 | (high & 0x0f));
  uuid.bytes[7] = static_cast<std::uint8_t>(high >> 8);
  std::memcpy(&uuid.bytes[8], &low, 8);
  uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uuid.bytes[8] & 0x3f));
  return uuid;
}

}  // namespace teia

std::size_t std::hash<teia::Uuid>::operator()(const teia::Uuid& uuid) const noexcept {
  std::uint64_t a, b;
  std::memcpy(&a, uuid.bytes.data(), 8);
  std::memcpy(&b, uuid.bytes.data() + 8, 8);
  return a ^ (b * 0x9e3779b97f4a7c15ull);
}
