// SPDX-License-Identifier: Apache-2.0
#include "sync/devices.hpp"
#include "sync/files.hpp"

namespace teia::sync {

namespace {

using access::actor_of;
using access::Verb;

PullAnswer on_pull(http::Reading& call, const PullAsked& in) {
  auto actor = actor_of(call);
  if (is_lost(call.tx, actor.device)) throw problems::device_lost();
  return pull(call.tx, in, actor);
}
PushAnswer on_push(http::Free& call, const PushAsked& in) { return push(call.store, in, actor_of(call)); }

ledger::DeviceId device_of(const http::Call& call) { return call.path<ledger::DeviceId>("id"); }
DeviceSecret on_report(http::Writing& call, const DeviceReport& in) { return report_device(call.tx, device_of(call), in, actor_of(call)); }
std::vector<DeviceRow> on_devices(http::Reading& call) { return devices(call.tx, actor_of(call)); }
void on_lose(http::Writing& call) {
  const auto actor = actor_of(call);
  const auto id = device_of(call);
  lose_device(call.tx, id, actor);
  for (const auto& row : devices(call.tx, actor)) {
    if (row.id == id) access::end_sessions(call.tx, row.person.id, call.now(), call.caller.session);
  }
}
Farewell on_farewell(http::Writing& call, const FarewellAsked& in) { return farewell(call.tx, in, call.now()); }
std::vector<Quarantined> on_quarantined(http::Reading& call) { return quarantined(call.tx, actor_of(call)); }
PushedOperation on_decide(http::Free& call, const Decision& in) {
  return decide(call.store, call.path<ledger::OperationId>("id"), in, actor_of(call));
}

http::Response give_state(const FileState& state) { return http::json_response(200, json::write_described(state)); }

}  // namespace

std::vector<http::Route> routes(const ledger::Attachments& attachments) {
  using http::Method;
  const auto sends = access::signed_in_or_token_of<Verb::action_write, Verb::followup_write, Verb::followup_answer>();
  return {
      http::post<on_pull>("/v1/sync/pull", access::signed_in()),
      http::post<on_push>("/v1/sync/push", access::signed_in()),
      http::get<on_devices>("/v1/sync/devices", access::signed_in()),
      http::put<on_report>("/v1/sync/devices/{id}", access::signed_in()),
      http::post<on_lose>("/v1/sync/devices/{id}/lose", access::signed_in()),
      http::post<on_farewell>("/v1/sync/farewell", access::anyone()),
      http::get<on_quarantined>("/v1/sync/quarantine", access::own_session()),
      http::post<on_decide>("/v1/sync/quarantine/{id}", access::own_session()),
      http::made(Method::get, "/v1/sync/files/{hash}", sends, [&attachments](http::Free& call) {
        return give_state(Uploads{attachments}.state(call.store, std::string{call.path_text("hash")}, actor_of(call).person));
      }),
      http::made(Method::put, "/v1/sync/files/{hash}", sends, [&attachments](http::Free& call) {
        const auto range = read_range(call.request.header("content-range"));
        if (!range) throw problems::bad_range();
        return give_state(Uploads{attachments}.add(call.store, std::string{call.path_text("hash")}, *range, call.request.body,
                                                   actor_of(call).person, call.now()));
      }),
  };
}

}  // namespace teia::sync
