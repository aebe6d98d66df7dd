// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The few cryptographic words that the program uses, on libsodium.
namespace teia::crypto {

using Hash = std::array<std::uint8_t, 32>;       ///< SHA-256
using Signature = std::array<std::uint8_t, 64>;  ///< Ed25519
using PublicKey = std::array<std::uint8_t, 32>;
using SecretKey = std::array<std::uint8_t, 64>;

struct KeyPair {
  PublicKey open;
  SecretKey secret;
};

Hash sha256(std::string_view bytes);

/// SHA-256 of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  Hash finish();

 private:
  alignas(16) std::array<std::uint8_t, 128> state_;
};

std::string random_bytes(std::size_t count);
std::string random_token();  ///< 256 bits for links, sessions and API tokens, URL-safe, 43 characters

KeyPair make_key_pair();
Signature sign(std::string_view bytes, const SecretKey& key);
bool verify(std::string_view bytes, const Signature& signature, const PublicKey& key);

/// Argon2id, interactive limits of libsodium; about 60 ms and 64 MiB: never on the writer's thread.
std::string hash_password(std::string_view password);
bool password_matches(std::string_view password, const std::string& stored);

std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
template <std::size_t N>
std::string hex(const std::array<std::uint8_t, N>& bytes) {
  return hex(std::string_view{reinterpret_cast<const char*>(bytes.data()), N});
}
template <std::size_t N>
std::string_view view(const std::array<std::uint8_t, N>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), N};
}

bool same(std::string_view a, std::string_view b);  ///< in constant time for equal lengths

}  // namespace teia::crypto
