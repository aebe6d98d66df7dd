// SPDX-License-Identifier: Apache-2.0
#include "app/analytics_command.hpp"

#include <algorithm>

#include "base/csv.hpp"

namespace teia::app {

namespace {

using csv::Cell;

analytics::Question question_of(db::Read& tx, const AskOptions& options) {
  analytics::Question question;
  question.measures = options.measures;
  question.by = options.by;
  if (!options.where.empty()) question.where = options.where;
  if (!options.period.empty()) question.period = options.period;
  if (!options.state.empty()) question.place = state_named(tx, options.state);
  if (!options.composition.empty()) question.composition = from_word<actions::Composition>(options.composition);
  if (options.known_on > 0) question.known_on = options.known_on;
  return question;
}

/// A whole number is written as one.
Cell number(std::optional<double> value) {
  if (!value) return {};
  const auto whole = static_cast<std::int64_t>(*value);
  return static_cast<double>(whole) == *value ? Cell{whole} : Cell{*value};
}

void write_table(const analytics::Answer& answer, const std::vector<std::string>& measures, csv::Dialect dialect, std::ostream& out) {
  csv::Writer table{dialect};
  std::vector<std::string> head;
  for (const auto& by : answer.by) head.push_back(by), head.push_back(by + "_nome");
  head.insert(head.end(), measures.begin(), measures.end());
  std::vector<Cell> cells;
  for (const auto& name : head) cells.emplace_back(std::string_view{name});
  table.row(cells);
  for (const auto& row : answer.rows) {
    cells.clear();
    std::vector<std::string> names;
    names.reserve(row.key.size());
    for (std::size_t i = 0; i < row.key.size(); ++i) {
      const auto found = answer.names[i].find(row.key[i]);
      names.push_back(found == answer.names[i].end() ? "" : found->second);
      cells.emplace_back(std::string_view{row.key[i]});
      cells.emplace_back(std::string_view{names.back()});
    }
    for (const auto& value : row.values) cells.push_back(number(value));
    table.row(cells);
  }
  cells.clear();
  for (std::size_t i = 0; i < answer.by.size(); ++i) cells.emplace_back(std::string_view{i == 0 ? "total" : ""}), cells.emplace_back(std::string_view{""});
  for (const auto& value : answer.total.values) cells.push_back(number(value));
  table.row(cells);
  out << table.take();
}

}  // namespace

PlaceId state_named(db::Read& tx, const std::string& name) {
  const auto states = places::list(tx, places::Level::state, std::nullopt, places::last_day);
  const auto found = std::find_if(states.begin(), states.end(), [&](const auto& s) { return s.state == name || std::to_string(s.id.value) == name; });
  if (found == states.end()) throw places::problems::unknown({{"place", name}});
  return found->id;
}

void ask_questions(const Config& config, db::Read& tx, const AskOptions& options, const std::string& format, Day today, std::ostream& out) {
  analytics::ReadModel model{read_model_of(config)};
  const auto answer = analytics::ask_everything(model, tx, question_of(tx, options), today);
  if (format == "json") out << json::write_described(answer) << "\n";
  else write_table(answer, options.measures, *from_word<csv::Dialect>(format), out);
}

void rebuild_model(const Config& config, db::Read& tx, std::ostream& out) {
  analytics::ReadModel model{read_model_of(config)};
  model.rebuild(tx);
  out << "Modelo de leitura refeito até a entrada " << model.heard() << " do livro.\n";
}

}  // namespace teia::app
