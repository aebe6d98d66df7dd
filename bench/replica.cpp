// SPDX-License-Identifier: Apache-2.0
#include "replica.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "demo/demo.hpp"
#include "load.hpp"

namespace teia::bench {

namespace {

constexpr auto path = "/v1/sync/pull";

}  // namespace

Replica::Replica(unsigned short port, const std::string& login, Day since) : client_(port), since_(since) {
  client_.take_compressed();
  client_.sign_in(login, demo::password);
}

/// What carries the person's own name comes first, then the audiences in the order in which they came.
const Replica::Audience* Replica::unfilled() const {
  const auto open = [](const Audience& one) { return !one.whole; };
  auto found = std::find_if(scope_.begin(), scope_.end(), [&](const Audience& one) { return open(one) && one.name.starts_with("named"); });
  if (found == scope_.end()) found = std::find_if(scope_.begin(), scope_.end(), open);
  return found == scope_.end() ? nullptr : &*found;
}

sync::PullAsked Replica::asked(const Audience* filling) const {
  sync::PullAsked asked;
  asked.cursor = cursor_;
  asked.limit = sync::most_documents;
  for (const auto& audience : scope_) asked.scope.push_back({audience.name, since_});
  if (filling) asked.fill = sync::Fill{filling->name, filling->before};
  return asked;
}

Pulled Replica::pull(const Audience* filling) {
  const auto name = filling ? filling->name : std::string{};
  const auto reply = client_.ask("POST", path, json::write_described(asked(filling)));
  if (reply.status != 200) throw std::runtime_error{fmt::format("{}: {} {}", path, reply.status, reply.body)};
  const auto answer = json::read<sync::PullAnswer>(reply.body);
  if (answer.reset || !answer.scope.left.empty()) throw std::runtime_error{"the world changed under the measurement"};
  for (const auto& entered : answer.scope.entered) scope_.push_back({entered, false, std::nullopt});
  for (auto& audience : scope_) {
    if (audience.name != name) continue;
    audience.before = answer.filled;
    audience.whole = !answer.filled;
  }
  cursor_ = answer.cursor;
  more_ = answer.more;
  Pulled pulled{answer.documents.size(), reply.wire, reply.body.size(), reply.ms, std::nullopt};
  for (const auto& document : answer.documents) {
    if (filling) filled_[document.kind].insert(document.id);
    if (document.day) pulled.day = document.day;
  }
  return pulled;
}

Pulled Replica::listen() { return pull(nullptr); }
Pulled Replica::fill() { return pull(unfilled()); }

std::size_t Replica::distinct(std::string_view kind) const {
  const auto found = filled_.find(kind);
  return found == filled_.end() ? 0 : found->second.size();
}

std::string Replica::news_request() const { return request_text("POST", path, client_.headers(), json::write_described(asked(nullptr))); }

/// The first page of the audience with the most in it, as far as one can tell: the last, which is no person's own.
std::string Replica::page_request() const {
  return request_text("POST", path, client_.headers(), json::write_described(asked(scope_.empty() ? nullptr : &scope_.back())));
}

}  // namespace teia::bench
