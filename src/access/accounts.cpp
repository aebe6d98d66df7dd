// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "access/session.hpp"
#include "access/store.hpp"
#include "base/text.hpp"

namespace teia::access {

namespace {

constexpr std::int64_t free_login_tries = 5;
constexpr std::int64_t free_peer_tries = 30;  // an office behind one address
constexpr int longest_lock = 15;              // minutes: locking somebody else out must not pay

std::string key_of(std::string_view kind, std::string_view who) { return hash_of(std::string{kind} + ":" + std::string{who}); }

void count(db::Write& tx, const std::string& key, std::int64_t free_tries, Instant now) {
  const auto known = tx.one(store::failure, key).value_or(store::Failure{});
  if (known.locked_until_at > now) {
    const auto left = (known.locked_until_at.ms - now.ms + 59'999) / 60'000;
    auto problem = problems::too_many_tries({{"minutes", std::to_string(left)}});
    problem.retry_after_s = static_cast<int>(left * 60);
    throw problem;
  }
  const auto failures = known.failures + 1;
  const int minutes = lock_minutes(failures, free_tries);
  tx.run(store::put_failure, key, failures, now, minutes > 0 ? now.plus_minutes(minutes) : Instant{0});
}

}  // namespace

std::string hash_of(std::string_view token) { return crypto::hex(crypto::sha256(token)); }

int lock_minutes(std::int64_t failures, std::int64_t free_tries) {
  if (failures < free_tries) return 0;
  return failures - free_tries > 4 ? longest_lock : std::min(longest_lock, 1 << (failures - free_tries));
}

void count_try(db::Write& tx, std::string_view login, std::string_view peer, Instant now) {
  tx.run(store::forget_old_failures, now.plus_days(-1));
  count(tx, key_of("login", login), free_login_tries, now);
  count(tx, key_of("peer", peer), free_peer_tries, now);
}

void forgive_try(db::Write& tx, std::string_view login, std::string_view peer, Instant now) {
  tx.run(store::forget_failure, key_of("login", login));
  const auto key = key_of("peer", peer);
  const auto known = tx.one(store::failure, key).value_or(store::Failure{});
  if (known.failures > 0) tx.run(store::put_failure, key, known.failures - 1, now, Instant{0});
}

std::string peer_of(const http::Request& request) {
  const auto said = request.header("x-forwarded-for");
  const bool by_proxy = request.peer == "127.0.0.1" || request.peer == "::1";
  if (!by_proxy || said.empty()) return request.peer;
  const auto comma = said.rfind(',');  // the last one is the proxy's own word
  return std::string{text::trimmed(comma == std::string_view::npos ? said : said.substr(comma + 1))};
}

std::string login_of(std::string_view typed) {
  std::string login{text::trimmed(typed)};
  std::transform(login.begin(), login.end(), login.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return login;
}

void require_good_password(std::string_view password) {
  constexpr std::size_t most_bytes = 1024;
  if (password.size() > most_bytes) {
    throw teia::problems::too_long({{"field", "password"}, {"max", std::to_string(most_bytes)}, {"length", std::to_string(password.size())}});
  }
  if (text::letters(password) < least_password_letters) {
    throw problems::weak_password({{"min", std::to_string(least_password_letters)}});
  }
}

std::string invite(db::Write& tx, PersonId person, Instant now, Instant expires) {
  people::require_person(tx, person);
  const auto email = tx.one(store::email_of, person).value_or(std::nullopt);
  if (!email || email->empty()) throw people::problems::email_needed();
  const auto owner = tx.one(store::login_owner, login_of(*email));
  if (owner && *owner != person) throw people::problems::email_taken();
  const auto token = crypto::random_token();
  tx.run(store::forget_open_invitations, person);
  tx.run(store::insert_invitation, hash_of(token), person, now, expires);
  return token;
}

void set_password_hash(db::Write& tx, PersonId person, std::string_view login, std::string_view hash, Instant now) {
  const auto owner = tx.one(store::login_owner, login_of(login));
  if (owner && *owner != person) throw people::problems::email_taken();
  tx.run(store::put_account, person, login_of(login), std::string{hash}, now);
}

void mark_demo(db::Write& tx) { tx.run(store::set_demo); }

bool is_demo(db::Read& tx) { return tx.one(store::demo).value_or(false); }

void note_act(db::Write& tx, Uuid id, Instant now, PersonId person, std::string_view act, std::string_view about) {
  tx.run(store::insert_log, id, now, person, std::string{act}, std::string{about});
}

}  // namespace teia::access
