// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"
#include "analytics/read_model.hpp"

/// One question format for pages, API, reports, exports and `teia ask`: measures, what to open them by, and about what.
namespace teia::analytics {

namespace problems {
inline const ProblemKind not_by_place{"analytics.not-by-place", 422, "“{table}” não se abre por região ou município.", "“{table}” is not opened by region or municipality."};
inline const ProblemKind unknown_dimension{"analytics.unknown-dimension", 422, "“{table}” não se abre por “{dimension}”.", "“{table}” is not opened by “{dimension}”."};
inline const ProblemKind unknown_number{"analytics.unknown-number", 422, "O livro vai até a entrada {head}: não se sabe como era na {number}.", "The ledger goes up to entry {head}: it is not known how things were at {number}."};
inline const ProblemKind too_wide{"analytics.too-wide", 422, "Pergunte até {measures} medidas, abertas por até {by} dimensões, sendo uma só de tempo.", "Ask up to {measures} measures, opened by up to {by} dimensions, one of them of time."};
inline const ProblemKind too_many_rows{"analytics.too-many-rows", 422, "A resposta passa de {max} linhas: abra por menos dimensões ou peça um período menor.", "The answer has more than {max} rows: open it by fewer dimensions or ask for a shorter period."};
inline const ProblemKind nothing_closed{"analytics.nothing-closed", 422, "Ainda não há período fechado como este: escolha outro.", "No such period is closed yet: choose another."};
}  // namespace problems

inline constexpr std::int64_t most_behind = 500;
inline constexpr std::size_t most_measures = 48, most_dimensions = 3, most_rows = 20'000;
/// Below this a count is not shown to who may only read sums (design.md, decision 3).
inline constexpr double smallest_cell = 5;

struct Question {
  std::vector<std::string> measures;       ///< expression.hpp
  std::vector<std::string> by;             ///< month … year; uf, macroregion, region, municipality; or a field of the measures' tables
  std::optional<std::string> where;        ///< a condition over the measures' tables
  std::optional<std::string> period;       ///< 2025-QD1, or relative: quadrimestre-fechado, 12-meses; left out: the quadrimestre under way
  std::optional<Day> from, to;             ///< instead of a period
  std::optional<PlaceId> place;
  std::optional<actions::Composition> composition;  ///< of regions and macro-regions; left out: of each fact's day
  std::optional<std::int64_t> known_on;    ///< as the ledger was up to this entry; left out: as it is
};
DESCRIBE(Question, measures, by, where, period, from, to, place, composition, known_on)

struct Row {
  std::vector<std::string> key;                ///< codes, in the order of `by`; "" where it is not known
  std::vector<std::optional<double>> values;   ///< in the order of `measures`; nothing: no data, or too few to be shown
};
DESCRIBE(Row, key, values)

struct Answer {
  Day from, to;
  Day on;              ///< the last day that is over, or today
  std::string label;   ///< of the period
  std::optional<std::string> period;  ///< its id, where the days are one
  std::int64_t known_on = 0;
  std::vector<std::string> by;
  std::vector<std::map<std::string, std::string>> names;  ///< for each of `by`: code → what it is called
  std::vector<Row> rows;       ///< by key
  Row total;                   ///< of everything, which need not be the sum of the rows
  bool hides_small = false;    ///< the reader's right is to sums: counts under smallest_cell are left out
};
DESCRIBE(Answer, from, to, on, label, period, known_on, by, names, rows, total, hides_small)

/// What is counted are facts that the actor may count (Verb::aggregate_read), and those of the own towns. Refreshes the model first.
Answer ask(ReadModel& model, db::Read& tx, const Question& question, const access::Actor& actor);

/// The same for whoever runs the server: everything counts.
Answer ask_everything(ReadModel& model, db::Read& tx, const Question& question, Day today);

/// A record behind a number.
struct Behind {
  Uuid record;
  Day day;
};
DESCRIBE(Behind, record, day)
/// The records behind the question's first measure, the newest first, `limit` at most; those that the actor may read. Empty for what
/// counts no records (municipalities).
std::vector<Behind> behind(ReadModel& model, db::Read& tx, const Question& question, std::int64_t limit, const access::Actor& actor);

/// Codes in conditions that no vocabulary has: what asks for them counts nothing, silently. "modality: presencial".
std::vector<std::string> unknown_codes(const Expression& expression);

/// Whether a measure can be asked of a region or a town, or be opened by them. False also for what does not read.
bool lies_in_places(std::string_view measure, const Schema& schema);

std::vector<http::Route> routes(ReadModel& model);

}  // namespace teia::analytics
