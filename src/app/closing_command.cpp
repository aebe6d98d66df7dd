// SPDX-License-Identifier: Apache-2.0
#include "app/closing_command.hpp"

#include "base/csv.hpp"

namespace teia::app {

namespace {

using csv::Cell;

std::string joined(const std::vector<people::PersonRef>& people) {
  std::string names;
  for (const auto& one : people) names += (names.empty() ? "" : ", ") + one.name;
  return names;
}

csv::Moment moment(Instant at) { return {local_day(at, capital_zone), local_minute(at, capital_zone)}; }

Cell counted(const closing::ClosingStep& step, std::int64_t closing::Snapshot::* field) {
  return step.snapshot ? Cell{(*step.snapshot).*field} : Cell{};
}

}  // namespace

void list_closings(db::Read& tx, const std::string& format, std::ostream& out) {
  const auto all = closing::all(tx);
  if (format == "json") {
    out << json::write_described(all) << "\n";
    return;
  }
  csv::Writer table{*from_word<csv::Dialect>(format)};
  const auto text = [](const std::string& words) { return Cell{std::string_view{words}}; };
  table.row({"instituicao", "de_quem", "periodo", "revisao", "estado", "por", "quando", "motivo", "sem_o_mes_de", "registros", "validados",
             "fora_do_periodo", "ate_a_entrada", "sha256", "codigo"});
  for (const auto& closing : all) {
    for (const auto& step : closing.history) {
      const auto person = closing.person ? closing.person->name : "", without = joined(step.without), id = closing.id.text();
      const auto sha256 = step.snapshot ? step.snapshot->sha256 : "";
      table.row({text(closing.organisation.code), text(person), text(closing.period), step.revision, word_of(step.state), text(step.by.name), moment(step.at),
                 text(step.reason), text(without), counted(step, &closing::Snapshot::records), counted(step, &closing::Snapshot::validated),
                 counted(step, &closing::Snapshot::late), counted(step, &closing::Snapshot::number), text(sha256), text(id)});
    }
  }
  out << table.take();
}

int verify_closings(db::Read& tx, std::ostream& out) {
  const auto verified = closing::verify(tx);
  for (const auto& fault : verified.faults) out << fault << "\n";
  out << verified.closings << " fechamentos";
  if (verified.erased > 0) out << ", " << verified.erased << " registros eliminados desde então, conferidos pela sua entrada";
  out << "\n" << (verified.faults.empty() ? "Os fechamentos conferem." : "Os fechamentos NÃO conferem.") << "\n";
  return verified.faults.empty() ? 0 : 1;
}

}  // namespace teia::app
