// SPDX-License-Identifier: Apache-2.0
#include "closing/closing.hpp"

namespace teia::closing {

namespace {

using access::actor_of;
using access::may;
using access::Verb;

ClosingId id_of(const http::Call& call) { return call.path<ClosingId>("id"); }

struct WhichRevision {
  std::optional<std::int64_t> revision;  ///< of the closing; left out: the newest one that closed it
};
DESCRIBE(WhichRevision, revision)

std::vector<ClosingView> on_list(http::Reading& call, const ClosingFilter& in) { return list(call.tx, in, actor_of(call)); }
ClosingDesk on_desk(http::Reading& call, const DeskOf& in) { return desk(call.tx, in, actor_of(call)); }
ClosingView on_view(http::Reading& call) { return view(call.tx, id_of(call), actor_of(call)); }
http::Response on_data_set(http::Reading& call, const WhichRevision& in) {
  return http::download("conjunto-de-dados.txt", "text/plain; charset=utf-8", data_set(call.tx, id_of(call), in.revision, actor_of(call)));
}
ClosingView on_close(http::Writing& call, const ClosePeriod& in) { return close_period(call.tx, in, actor_of(call)); }
ClosingView on_close_own(http::Writing& call, const ClosePeriod& in) { return close_own(call.tx, in, actor_of(call)); }
ClosingView on_reopen(http::Writing& call, const ReopenPeriod& in) { return reopen(call.tx, id_of(call), in, actor_of(call)); }
void on_day(http::Writing& call, const ClosingDay& in) {
  set_closing_day(call.tx, in, actor_of(call));
  access::note_act(call.tx, Uuid::make(call.now(), call.chance), call.now(), actor_of(call).person, "closing.day", in.organisation.text());
}

}  // namespace

const std::vector<http::Route> routes{
    http::get<on_list>("/v1/closings", may(Verb::action_read)),
    http::get<on_desk>("/v1/closings/desk", may(Verb::action_read)),
    http::get<on_view>("/v1/closings/{id}", may(Verb::action_read)),
    http::get<on_data_set>("/v1/closings/{id}/dataset", may(Verb::action_read)),
    http::post<on_close>("/v1/closings/close", may(Verb::action_validate)),
    http::post<on_close_own>("/v1/closings/close-own", may(Verb::action_write)),
    http::post<on_reopen>("/v1/closings/{id}/reopen", access::signed_in_or_token_of<Verb::action_write, Verb::action_validate>()),
    http::put<on_day>("/v1/closings/day", may(Verb::action_validate)),
};

}  // namespace teia::closing
