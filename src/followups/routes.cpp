// SPDX-License-Identifier: Apache-2.0
#include "base/http/file.hpp"
#include "followups/followups.hpp"

namespace teia::followups {

namespace {

using access::actor_of;
using access::may;
using access::Verb;

/// Whoever answers or writes follow-ups sees them; so does who reads the records that they come from.
http::Right reads() {
  return access::signed_in_or_token_of<Verb::action_read, Verb::action_read_agreed, Verb::followup_write, Verb::followup_answer>();
}

FollowupId id_of(const http::Call& call) { return call.path<FollowupId>("id"); }

FollowupPage on_list(http::Reading& call, const FollowupFilter& in) { return list(call.tx, in, actor_of(call)); }
FollowupView on_view(http::Reading& call) { return view(call.tx, id_of(call), actor_of(call)); }
FollowupView on_create(http::Writing& call, const NewFollowup& in) { return create(call.tx, in, actor_of(call)); }
FollowupView on_answer(http::Writing& call, const FollowupDeed& in) { return answer(call.tx, id_of(call), in, actor_of(call)); }
FollowupView on_start(http::Writing& call, const FollowupDeed& in) { return start(call.tx, id_of(call), in, actor_of(call)); }
FollowupView on_close(http::Writing& call, const FollowupDeed& in) { return close(call.tx, id_of(call), in, actor_of(call)); }
FollowupView on_cancel(http::Writing& call, const FollowupDeed& in) { return cancel(call.tx, id_of(call), in, actor_of(call)); }
FollowupView on_reschedule(http::Writing& call, const FollowupDeed& in) { return reschedule(call.tx, id_of(call), in, actor_of(call)); }
FollowupView on_reopen(http::Writing& call, const FollowupDeed& in) { return reopen(call.tx, id_of(call), in, actor_of(call)); }
FollowupView on_pass_on(http::Writing& call, const FollowupDeed& in) { return pass_on(call.tx, id_of(call), in, actor_of(call)); }
FollowupView on_escalate(http::Writing& call, const FollowupDeed& in) { return escalate(call.tx, id_of(call), in, actor_of(call)); }

std::vector<PendingItem> on_pending(http::Reading& call) { return pending(call.tx, actor_of(call)); }
Counters on_counters(http::Reading& call) { return counters(call.tx, actor_of(call)); }
Home on_home(http::Reading& call) { return home(call.tx, actor_of(call)); }
PlaceSupport on_support(http::Reading& call) { return support(call.tx, call.path<PlaceId>("id"), actor_of(call)); }

struct PendingFile {
  http::FileFormat format = http::FileFormat::csv;
};
DESCRIBE(PendingFile, format)

std::string_view said(PendingKind kind) {
  switch (kind) {
    case PendingKind::returned: return "Registro devolvido";
    case PendingKind::due: return "Encaminhamento vence";
    case PendingKind::overdue: return "Encaminhamento vencido";
    case PendingKind::without_text: return "Registro sem texto";
    case PendingKind::to_validate: return "Registros a validar";
    case PendingKind::planned: return "Ação prevista que já passou";
  }
  return "";
}

http::Response on_pending_file(http::Reading& call, const PendingFile& in) {
  return http::file_of("pendencias", in.format,
                       {"Pendência", "Assunto", "Detalhe", "Prazo", "Motivo", "Código da ação", "Código do encaminhamento"},
                       pending(call.tx, actor_of(call)), [](csv::Writer& table, const PendingItem& one) {
                         const auto action = one.action ? one.action->text() : "", followup = one.followup ? one.followup->text() : "";
                         table.row({said(one.kind), one.title, one.detail, csv::cell_of(one.due_on), one.reason.value_or(""), action, followup});
                       });
}

struct ExportFilter : FollowupFilter {
  ExportFormat format = ExportFormat::csv;
};
DESCRIBE_ALSO(ExportFilter, (FollowupFilter), format)

/// The list in a snapshot of its own, sent while it is read.
http::Response on_export(http::Free& call, const ExportFilter& in) {
  const auto actor = actor_of(call);
  const bool json = in.format == ExportFormat::json;
  http::Stream stream = [&store = call.store, actor, in](http::Sink& sink) {
    store.read([&](db::Read& tx) { write_list(tx, in, in.format, actor, [&](std::string_view piece) { sink.write(piece); }); });
  };
  return http::download(json ? "encaminhamentos.json" : "encaminhamentos.csv", json ? "application/json" : csv::content_type, std::move(stream));
}

}  // namespace

const std::vector<http::Route> routes{
    http::get<on_list>("/v1/followups", reads()),
    http::get<on_export>("/v1/followups.csv", may(Verb::export_run)),
    http::get<on_view>("/v1/followups/{id}", reads()),
    http::post<on_create>("/v1/followups", may(Verb::followup_write)),
    http::post<on_answer>("/v1/followups/{id}/answer", may(Verb::followup_answer)),
    http::post<on_start>("/v1/followups/{id}/start", may(Verb::followup_answer)),
    http::post<on_close>("/v1/followups/{id}/close", may(Verb::followup_answer)),
    http::post<on_cancel>("/v1/followups/{id}/cancel", may(Verb::followup_answer)),
    http::post<on_reschedule>("/v1/followups/{id}/reschedule", may(Verb::followup_answer)),
    http::post<on_escalate>("/v1/followups/{id}/escalate", may(Verb::followup_answer)),
    http::post<on_reopen>("/v1/followups/{id}/reopen", may(Verb::followup_answer)),
    http::post<on_pass_on>("/v1/followups/{id}/pass-on", may(Verb::followup_answer)),
    http::get<on_pending>("/v1/pending", access::signed_in()),
    http::get<on_pending_file>("/v1/pending.csv", may(Verb::export_run)),
    http::get<on_counters>("/v1/counters", access::signed_in()),
    http::get<on_home>("/v1/home", access::signed_in()),
    http::get<on_support>("/v1/places/{id}/support", access::signed_in_or_token_of<Verb::action_read, Verb::action_read_agreed>()),
};

}  // namespace teia::followups
