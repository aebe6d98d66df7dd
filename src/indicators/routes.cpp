// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include "indicators/statements.hpp"
#include "places/period.hpp"

namespace teia::indicators {

namespace {

using access::actor_of;
using access::may;
using access::Verb;
using http::Method;

/// The board with what was agreed and entered for this place and period, where the period is one and not a relative form.
Board with_statements(db::Read& tx, Board board, const BoardOf& of, const access::Actor& actor) {
  if (of.place && of.period && places::Period::parse(*of.period)) set_beside(board, statements(tx, {*of.place, *of.period}, actor));
  return board;
}

using Definitions = std::vector<Definition>;
using Make = std::function<std::string(http::Free&, db::Read&, const Definitions&, const BoardOf&, const Ask&, const access::Actor&)>;

http::Route reading(std::string_view pattern, const http::Type* out, analytics::ReadModel& model, Make make) {
  auto route = http::made(
      Method::get, pattern, may(Verb::aggregate_read),
      [&model, make = std::move(make)](http::Free& call) {
        const auto of = http::read_query<BoardOf>(call.request.query);
        const auto actor = actor_of(call);
        return http::json_response(200, call.store.read([&](db::Read& tx) {
          const Ask ask = [&](const analytics::Question& question) { return analytics::ask(model, tx, question, actor); };
          return make(call, tx, catalogue(model.schema()), of, ask, actor);
        }));
      },
      out);
  route.in = http::type_of<BoardOf>();
  return route;
}

std::vector<Statement> on_history(http::Reading& call) { return history(call.tx, call.path<StatementId>("id"), actor_of(call)); }

}  // namespace

std::vector<http::Route> routes(analytics::ReadModel& model) {
  auto state = http::made(
      Method::post, "/v1/indicators/statements", may(Verb::action_validate),
      [&model](http::Free& call) {
        const auto in = json::read<NewStatement>(call.request.body);
        const auto actor = actor_of(call);
        return http::json_response(200, json::write_described(call.store.write([&](db::Write& tx) { return state_number(tx, in, catalogue(model.schema()), actor); })));
      },
      http::type_of<Statement>());
  state.in = http::type_of<NewStatement>();
  return {reading("/v1/indicators", http::type_of<Board>(), model,
                  [](http::Free&, db::Read& tx, const Definitions& definitions, const BoardOf& of, const Ask& ask, const access::Actor& actor) {
                    return json::write_described(with_statements(tx, board(definitions, of, ask), of, actor));
                  }),
          reading("/v1/indicators/{code}", http::type_of<Detail>(), model,
                  [](http::Free& call, db::Read&, const Definitions& definitions, const BoardOf& of, const Ask& ask, const access::Actor&) {
                    return json::write_described(detail(definitions, call.path_text("code"), of, ask));
                  }),
          std::move(state), http::get<on_history>("/v1/indicators/statements/{id}", may(Verb::aggregate_read))};
}

}  // namespace teia::indicators
