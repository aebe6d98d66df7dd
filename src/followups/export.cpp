// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"
#include "followups/desk.hpp"
#include "followups/document.hpp"

/// A list of follow-ups as a file: for an office, for a program, or as the interface gives it.
namespace teia::followups {

namespace {

constexpr std::int64_t page_rows = 200;

std::string joined(const std::vector<places::PlaceRef>& places) {
  std::string all;
  for (const auto& place : places) all += (all.empty() ? "" : ", ") + place.name + (place.state.empty() ? "" : "/" + place.state);
  return all;
}

void write_row(csv::Writer& writer, const FollowupRow& row) {
  const auto kind = label_of("followup-kind", row.kind), priority = label_of("priority", row.priority);
  const auto places = joined(row.places), id = row.id.text(), action = row.action ? row.action->text() : "";
  writer.row({row.text, kind, row.responsible.name, csv::cell_of(row.due_on), priority, word_of(row.state), row.overdue,
              row.escalated_to.value_or(""), places, row.action_title.value_or(""), csv::cell_of(row.closed_on), id, action});
}

/// Pages of rows, each read whole before it is written: nothing else waits for a slow reader's network.
void each_page(db::Read& tx, const FollowupFilter& filter, const access::Actor& actor, const std::function<void(const FollowupRow&)>& use) {
  auto question = question_of(filter, actor);
  question.limit = page_rows;
  for (;;) {
    const auto rows = store::list(tx, actor, access::Verb::export_run, question);
    for (const auto& row : rows) use(row_of(tx, row, actor));
    if (static_cast<std::int64_t>(rows.size()) < page_rows) return;
    question.after_turn = rows.back().turn;
    question.after_id = rows.back().id;
  }
}

void write_csv(db::Read& tx, const FollowupFilter& filter, csv::Dialect dialect, const access::Actor& actor,
               const std::function<void(std::string_view)>& out) {
  csv::Writer writer{dialect};
  writer.row({"Encaminhamento", "Tipo", "Responsável", "Prazo", "Prioridade", "Situação", "Prazo passou", "Levado a", "Lugares", "Ação",
              "Encerrado em", "Código", "Código da ação"});
  each_page(tx, filter, actor, [&](const FollowupRow& row) {
    write_row(writer, row);
    if (writer.size() > 32'000) out(writer.take());
  });
  out(writer.take());
}

void write_json(db::Read& tx, const FollowupFilter& filter, const access::Actor& actor, const std::function<void(std::string_view)>& out) {
  std::string separator = "[";
  each_page(tx, filter, actor, [&](const FollowupRow& row) {
    out(separator + json::write_described(row));
    separator = ",\n";
  });
  out(separator == "[" ? "[]\n" : "]\n");
}

}  // namespace

void write_list(db::Read& tx, FollowupFilter filter, ExportFormat format, const access::Actor& actor,
                const std::function<void(std::string_view)>& out) {
  filter.cursor.reset();
  if (format == ExportFormat::json) write_json(tx, filter, actor, out);
  else write_csv(tx, filter, format == ExportFormat::csv ? csv::Dialect::brazilian : csv::Dialect::rfc4180, actor, out);
}

}  // namespace teia::followups
