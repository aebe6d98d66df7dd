// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "actions/desk.hpp"
#include "actions/export.hpp"
#include "actions/figures_file.hpp"
#include "actions/import.hpp"
#include "actions/record.hpp"
#include "base/csv.hpp"

namespace teia::actions {

namespace {

using access::actor_of;
using access::may;
using access::Verb;

ActionId id_of(const http::Call& call) { return call.path<ActionId>("id"); }

ActionPage on_list(http::Reading& call, const Filter& in) { return list(call.tx, in, actor_of(call)); }
ActionView on_view(http::Reading& call) { return view(call.tx, id_of(call), actor_of(call)); }
std::vector<HistoryEntry> on_history(http::Reading& call) { return history(call.tx, id_of(call), actor_of(call)); }
RevisionView on_revision(http::Reading& call) {
  return revision(call.tx, id_of(call), call.path<std::int64_t>("revision"), actor_of(call));
}
/// The reply is read once the record is durable, off the writer's thread.
http::Later<ActionSaved> answered(const http::Writing& call, Done done) {
  return {[done = std::move(done), actor = actor_of(call)](db::Read& tx) { return answer(tx, done, actor); }};
}
using Saved = http::Later<ActionSaved>;
Saved on_register(http::Writing& call, const NewAction& in) { return answered(call, register_action(call.tx, in, actor_of(call))); }
Saved on_edit(http::Writing& call, const EditAction& in) { return answered(call, edit(call.tx, id_of(call), in, actor_of(call))); }
Saved on_validate(http::Writing& call, const Judgement& in) { return answered(call, validate(call.tx, id_of(call), in, actor_of(call))); }
Saved on_return(http::Writing& call, const ReasonedJudgement& in) { return answered(call, return_to_author(call.tx, id_of(call), in, actor_of(call))); }
Saved on_take_back(http::Writing& call, const TakeBack& in) { return answered(call, take_back(call.tx, id_of(call), in, actor_of(call))); }
Saved on_cancel(http::Writing& call, const Cancellation& in) { return answered(call, cancel(call.tx, id_of(call), in, actor_of(call))); }
Saved on_undo(http::Writing& call, const Undo& in) { return answered(call, undo(call.tx, id_of(call), in, actor_of(call))); }
Saved on_state(http::Writing& call, const StateChange& in) { return answered(call, change_state(call.tx, id_of(call), in, actor_of(call))); }
Saved on_analysis(http::Writing& call, const AnalysisEdit& in) { return answered(call, write_analysis(call.tx, id_of(call), in, actor_of(call))); }

ValidationInbox on_inbox(http::Reading& call) { return validation_inbox(call.tx, actor_of(call)); }
Outcomes on_validate_many(http::Free& call, const Batch& in) { return validate_many(call.store, in, actor_of(call)); }
RegisterDefaults on_defaults(http::Reading& call) { return register_defaults(call.tx, actor_of(call)); }

std::vector<Draft> on_drafts(http::Reading& call) { return drafts(call.tx, actor_of(call)); }
void on_draft(http::Writing& call, const DraftContent& in) { put_draft(call.tx, call.path<Uuid>("id"), in, actor_of(call)); }
void on_drop_draft(http::Writing& call) { drop_draft(call.tx, call.path<Uuid>("id"), actor_of(call)); }
std::vector<Template> on_templates(http::Reading& call) { return templates(call.tx, actor_of(call)); }
void on_template(http::Writing& call, const Template& in) { put_template(call.tx, in, actor_of(call)); }
void on_drop_template(http::Writing& call) { drop_template(call.tx, call.path<Uuid>("id"), actor_of(call)); }

Overview on_overview(http::Reading& call, const FiguresFilter& in) { return overview(call.tx, in, actor_of(call)); }
Coverage on_coverage(http::Reading& call, const FiguresFilter& in) { return coverage(call.tx, in, actor_of(call)); }

http::Response on_overview_file(http::Reading& call, const FiguresFile& in) { return overview_file(call.tx, in, actor_of(call)); }
http::Response on_coverage_file(http::Reading& call, const FiguresFile& in) { return coverage_file(call.tx, in, actor_of(call)); }

struct ActionExport : Filter {
  ExportFormat format = ExportFormat::csv;
};
DESCRIBE_ALSO(ActionExport, (Filter), format)

/// The list in a snapshot of its own, sent while it is read.
http::Response on_export(http::Free& call, const ActionExport& in) {
  const auto actor = actor_of(call);
  const bool json = in.format == ExportFormat::json;
  http::Stream stream = [&store = call.store, actor, in](http::Sink& sink) {
    store.read([&](db::Read& tx) { write_list(tx, in, in.format, actor, [&](std::string_view piece) { sink.write(piece); }); });
  };
  return http::download(json ? "acoes.json" : "acoes.csv", json ? "application/json" : csv::content_type, std::move(stream));
}

struct ImportOrder {
  bool dry_run = false;
};
DESCRIBE(ImportOrder, dry_run)

std::string sent_file(const http::Request& request) {
  for (const auto& part : request.parts) {
    if (part.field != "file" || part.spooled.empty()) continue;
    std::ifstream file{part.spooled, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  throw teia::problems::missing({{"field", "file"}});
}

ImportReport on_import(http::Free& call) {
  const auto order = http::read_query<ImportOrder>(call.request.query);
  return import_actions(call.store, sent_file(call.request), order.dry_run, actor_of(call));
}
http::Response on_template_file(http::Free&) { return http::download("modelo-acoes.csv", csv::content_type, import_template()); }

}  // namespace

const std::vector<http::Route> routes{
    http::get<on_list>("/v1/actions", access::signed_in_or_token_of<Verb::action_read, Verb::action_read_agreed>()),
    http::get<on_export>("/v1/actions.csv", may(Verb::export_run)),
    http::get<on_defaults>("/v1/actions/defaults", may(Verb::action_write)),
    http::get<on_view>("/v1/actions/{id}", access::signed_in_or_token_of<Verb::action_read, Verb::action_read_agreed>()),
    http::get<on_history>("/v1/actions/{id}/history", may(Verb::action_read)),
    http::get<on_revision>("/v1/actions/{id}/revisions/{revision}", may(Verb::action_read)),
    http::post<on_register>("/v1/actions", may(Verb::action_write)),
    http::put<on_edit>("/v1/actions/{id}", may(Verb::action_write)),
    http::put<on_analysis>("/v1/actions/{id}/analysis", may(Verb::action_write)),
    http::post<on_validate>("/v1/actions/{id}/validate", may(Verb::action_validate)),
    http::post<on_return>("/v1/actions/{id}/return", may(Verb::action_validate)),
    http::post<on_take_back>("/v1/actions/{id}/take-back", may(Verb::action_validate)),
    http::post<on_cancel>("/v1/actions/{id}/cancel", may(Verb::action_write)),
    http::post<on_undo>("/v1/actions/{id}/undo", may(Verb::action_write)),
    http::post<on_state>("/v1/actions/{id}/state", may(Verb::action_write)),
    http::get<on_inbox>("/v1/validation", may(Verb::action_validate)),
    http::post<on_validate_many>("/v1/validation", may(Verb::action_validate)),
    http::get<on_drafts>("/v1/drafts", may(Verb::action_write)),
    http::put<on_draft>("/v1/drafts/{id}", may(Verb::action_write)),
    http::del<on_drop_draft>("/v1/drafts/{id}", may(Verb::action_write)),
    http::get<on_templates>("/v1/templates", may(Verb::action_write)),
    http::post<on_template>("/v1/templates", may(Verb::action_write)),
    http::del<on_drop_template>("/v1/templates/{id}", may(Verb::action_write)),
    http::post<on_import>("/v1/imports/actions", may(Verb::import_run)),
    http::get<on_template_file>("/v1/imports/actions/template.csv", may(Verb::import_run)),
    http::get<on_overview>("/v1/overview", may(Verb::aggregate_read)),
    http::get<on_coverage>("/v1/coverage", may(Verb::aggregate_read)),
    http::get<on_overview_file>("/v1/overview.csv", may(Verb::aggregate_read)),
    http::get<on_coverage_file>("/v1/coverage.csv", may(Verb::aggregate_read)),
};

}  // namespace teia::actions
