// SPDX-License-Identifier: Apache-2.0
#include "indicators/indicators.hpp"

namespace teia::indicators {

namespace {

using access::actor_of;
using access::may;
using access::Verb;
using http::Method;

template <class Out, class Make>
http::Route reading(std::string_view pattern, analytics::ReadModel& model, Make make) {
  auto route = http::made(
      Method::get, pattern, may(Verb::aggregate_read),
      [&model, make](http::Free& call) {
        const auto of = http::read_query<BoardOf>(call.request.query);
        const auto actor = actor_of(call);
        return call.store.read([&](db::Read& tx) {
          const auto& definitions = catalogue(model.schema());
          return http::json_response(200, json::write_described(make(call, definitions, of, [&](const analytics::Question& question) {
                                       return analytics::ask(model, tx, question, actor);
                                     })));
        });
      },
      http::type_of<Out>());
  route.in = http::type_of<BoardOf>();
  return route;
}

}  // namespace

std::vector<http::Route> routes(analytics::ReadModel& model) {
  return {reading<Board>("/v1/indicators", model,
                         [](http::Free&, const auto& definitions, const BoardOf& of, const Ask& ask) { return board(definitions, of, ask); }),
          reading<Detail>("/v1/indicators/{code}", model, [](http::Free& call, const auto& definitions, const BoardOf& of, const Ask& ask) {
            return detail(definitions, call.path_text("code"), of, ask);
          })};
}

}  // namespace teia::indicators
