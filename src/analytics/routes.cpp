// SPDX-License-Identifier: Apache-2.0
#include "analytics/analytics.hpp"
#include "closing/closing.hpp"

namespace teia::analytics {

namespace {

using access::actor_of;
using access::may;
using access::Verb;
using http::Method;

http::Response given(const std::string& body) { return http::json_response(200, body); }

}  // namespace

/// Questions are sent in a body, because they are long; nothing is written.
std::vector<http::Route> routes(ReadModel& model) {
  auto ask_route = http::made(
      Method::post, "/v1/ask", may(Verb::aggregate_read),
      [&model](http::Free& call) {
        const auto question = json::read<Question>(call.request.body);
        return given(json::write_described(call.store.read([&](db::Read& tx) { return ask(model, tx, question, actor_of(call)); })));
      },
      http::type_of<Answer>());
  auto behind_route = http::made(
      Method::post, "/v1/ask/records", may(Verb::action_read),
      [&model](http::Free& call) {
        const auto question = json::read<Question>(call.request.body);
        return given(json::write_described(call.store.read([&](db::Read& tx) { return behind(model, tx, question, most_behind, actor_of(call)); })));
      },
      http::type_of<std::vector<Behind>>());
  ask_route.in = behind_route.in = http::type_of<Question>();
  return {std::move(ask_route), std::move(behind_route)};
}

}  // namespace teia::analytics
