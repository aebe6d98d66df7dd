// SPDX-License-Identifier: Apache-2.0
#include "base/crypto.hpp"

#include <sodium.h>

#include <new>
#include <stdexcept>

namespace teia::crypto {

namespace {

const bool ready = [] {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  return true;
}();

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

Hash sha256(std::string_view bytes) {
  Hash hash;
  crypto_hash_sha256(hash.data(), bytes_of(bytes), bytes.size());
  return hash;
}

static_assert(sizeof(crypto_hash_sha256_state) <= 128);

Sha256::Sha256() : state_{} { crypto_hash_sha256_init(new (state_.data()) crypto_hash_sha256_state); }

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()), bytes_of(bytes), bytes.size());
}

Hash Sha256::finish() {
  Hash hash;
  crypto_hash_sha256_final(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()), hash.data());
  return hash;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), count);
  return bytes;
}

std::string random_token() {
  const auto bytes = random_bytes(32);
  std::string text(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), 32, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the terminator
  return text;
}

KeyPair make_key_pair() {
  KeyPair pair;
  crypto_sign_keypair(pair.open.data(), pair.secret.data());
  return pair;
}

Signature sign(std::string_view bytes, const SecretKey& key) {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, bytes_of(bytes), bytes.size(), key.data());
  return signature;
}

bool verify(std::string_view bytes, const Signature& signature, const PublicKey& key) {
  return crypto_sign_verify_detached(signature.data(), bytes_of(bytes), bytes.size(), key.data()) == 0;
}

std::string hash_password(std::string_view password) {
  std::string stored(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str(stored.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    throw std::bad_alloc();
  }
  stored.resize(stored.find('\0'));
  return stored;
}

bool password_matches(std::string_view password, const std::string& stored) {
  return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string bytes(text.size() / 2, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  if (sodium_hex2bin(out, bytes.size(), text.data(), text.size(), nullptr, &length, &end) != 0 || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return bytes;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace teia::crypto
