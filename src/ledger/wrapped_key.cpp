// SPDX-License-Identifier: Apache-2.0
#include "ledger/wrapped_key.hpp"

#include <sodium.h>

#include <new>

#include "base/crypto.hpp"
#include "base/json.hpp"

/// https://doc.libsodium.org/password_hashing/default_phf and /secret-key_cryptography/secretbox.
namespace teia::ledger {

namespace {

struct Locked {
  std::string kdf;
  std::int64_t passes = 0;
  std::int64_t memory = 0;  ///< bytes
  std::string salt, nonce, box;
};
DESCRIBE(Locked, kdf, passes, memory, salt, nonce, box)

constexpr std::int64_t most_passes = 20, most_memory = 1 << 30;  ///< a changed text must not stop the machine

const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string key_of(std::string_view passphrase, const Locked& how, std::string_view salt) {
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  if (crypto_pwhash(raw(key), key.size(), passphrase.data(), passphrase.size(), raw(salt), static_cast<unsigned long long>(how.passes),
                    static_cast<std::size_t>(how.memory), crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  return key;
}

}  // namespace

std::string lock_with(std::string_view passphrase, std::string_view bytes) {
  const auto salt = crypto::random_bytes(crypto_pwhash_SALTBYTES), nonce = crypto::random_bytes(crypto_secretbox_NONCEBYTES);
  Locked locked{"argon2id", crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, crypto::hex(salt), crypto::hex(nonce), {}};
  std::string box(bytes.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(raw(box), raw(bytes), bytes.size(), raw(nonce), raw(key_of(passphrase, locked, salt)));
  locked.box = crypto::hex(box);
  return json::write_described(locked);
}

std::optional<std::string> unlock_with(std::string_view passphrase, std::string_view text) {
  const auto locked = json::read<Locked>(text);
  const auto salt = crypto::from_hex(locked.salt), nonce = crypto::from_hex(locked.nonce), box = crypto::from_hex(locked.box);
  if (!salt || salt->size() != crypto_pwhash_SALTBYTES || !nonce || nonce->size() != crypto_secretbox_NONCEBYTES) return std::nullopt;
  if (!box || box->size() < crypto_secretbox_MACBYTES || locked.kdf != "argon2id") return std::nullopt;
  if (locked.passes < 1 || locked.passes > most_passes || locked.memory < 8192 || locked.memory > most_memory) return std::nullopt;
  std::string bytes(box->size() - crypto_secretbox_MACBYTES, '\0');
  const auto key = key_of(passphrase, locked, *salt);
  if (crypto_secretbox_open_easy(raw(bytes), raw(*box), box->size(), raw(*nonce), raw(key)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace teia::ledger
