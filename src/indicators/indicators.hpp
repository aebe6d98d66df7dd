// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analytics/analytics.hpp"

/// Indicators (indicadores): definitions as data, computed from the records by the read model, explained, with their parts and the way
/// to the records behind them. Numerators and denominators are counted apart and divided last; nothing divided by nothing is *sem dado*.
namespace teia::indicators {

namespace problems {
inline const ProblemKind unknown{"indicators.unknown", 404, "Não há indicador com o código {code}.", "There is no indicator with the code {code}."};
inline const ProblemKind bad_definition{"indicators.bad-definition", 422, "A definição de {code} não serve: {why}.", "The definition of {code} does not work: {why}."};
}  // namespace problems

/// Which way is better; *descritivo* says none: it describes work, and no judgement is made of it.
enum class Polarity { higher, lower, band, descriptive };
constexpr auto words(Polarity) {
  return std::array{Word{Polarity::higher, "maior"}, Word{Polarity::lower, "menor"}, Word{Polarity::band, "faixa"}, Word{Polarity::descriptive, "descritivo"}};
}

/// As a catalogue file writes it (catalogue/*.toml).
struct Definition {
  std::string code, group, name;
  std::string numerator;                   ///< in words
  std::optional<std::string> denominator;  ///< in words; none: the value is the numerator
  double factor = 1;
  std::string unit;  ///< %, dias, n, 0-1 …
  Polarity polarity = Polarity::descriptive;
  std::optional<double> low, high;  ///< of a band
  std::string source, periodicity, level;
  std::optional<double> reference;  ///< what the dossier holds for good; not a target that anybody agreed on
  std::optional<std::string> reference_note;
  std::string label;                ///< how it is founded: assumed, known, found …
  std::optional<std::string> concept_, limitations;
  std::optional<std::string> counts, over;  ///< measures (analytics/expression.hpp); none: entered or imported
  std::optional<std::string> door;          ///< where its records are: acoes, encaminhamentos, cobertura
  bool by_place = true;                     ///< whether it can be told of a region or town; not written, found out when read
};
DESCRIBE(Definition, code, group, name, numerator, denominator, factor, unit, polarity, low, high, source, periodicity, level, reference,
         reference_note, label, concept_, limitations, counts, over, door)

/// Reads catalogue files; every fault has its file and line. `schema` checks the measures.
struct Loaded {
  std::vector<Definition> definitions;  ///< by code
  std::vector<Fault> faults;
};
Loaded load(std::span<const embed::File> files, const analytics::Schema& schema);
/// What travels in the program; made once. A fault in it is our mistake and throws std::runtime_error.
const std::vector<Definition>& catalogue(const analytics::Schema& schema);

/// Where a value stands against the reference. *Perto*: within a tenth of it.
enum class Standing { met, near, far, without_reference, descriptive, no_data };
constexpr auto words(Standing) {
  return std::array{Word{Standing::met, "na-referencia"}, Word{Standing::near, "perto"},
                    Word{Standing::far, "longe"},         Word{Standing::without_reference, "sem-referencia"},
                    Word{Standing::descriptive, "descritivo"}, Word{Standing::no_data, "sem-dado"}};
}
Standing standing_of(const Definition& definition, std::optional<double> value);

/// Parts apart; `value` is what they make, nothing where there is no data.
struct Parts {
  std::optional<double> value, numerator, denominator;
};
DESCRIBE(Parts, value, numerator, denominator)
Parts parts_of(const Definition& definition, std::optional<double> numerator, std::optional<double> denominator);

/// What was agreed for this place and period (statements.hpp).
struct AgreedTarget {
  double value = 0;
  std::optional<double> baseline;
  std::string agreed_by;
  Day agreed_on;
  std::int64_t revision = 0;
  Uuid statement;
};
DESCRIBE(AgreedTarget, value, baseline, agreed_by, agreed_on, revision, statement)

/// A value that somebody entered, with where it comes from.
struct StatedValue {
  std::string code;
  Parts parts;
  std::string source;
  Day dated_on;
  Uuid statement;
};
DESCRIBE(StatedValue, code, parts, source, dated_on, statement)

struct IndicatorValue {
  Definition definition;
  Parts now, previous, last_year;  ///< of the period, the one before and the same of the year before
  Standing standing = Standing::no_data;  ///< against the target, or else the reference
  std::optional<AgreedTarget> target;
  std::optional<std::string> why_no_data;
};
DESCRIBE(IndicatorValue, definition, now, previous, last_year, standing, target, why_no_data)

struct BoardOf {
  std::optional<std::string> period;  ///< as a question takes it
  std::optional<PlaceId> place;
  std::optional<actions::Composition> composition;
  std::optional<std::int64_t> known_on;
};
DESCRIBE(BoardOf, period, place, composition, known_on)

struct Board {
  Day from, to, on;
  std::string label, previous_label;
  std::int64_t known_on = 0;
  bool hides_small = false;
  std::vector<IndicatorValue> computed;  ///< by code
  std::vector<Definition> entered;       ///< what waits for values from elsewhere, by code
  std::vector<StatedValue> stated;       ///< values of those, for this place and period
};
DESCRIBE(Board, from, to, on, label, previous_label, known_on, hides_small, computed, entered, stated)

struct Slice {
  std::string code, name;
  Parts parts;
};
DESCRIBE(Slice, code, name, parts)

struct Detail {
  IndicatorValue indicator;
  Day from, to, on;
  std::string label;
  std::int64_t known_on = 0;
  std::vector<Slice> months;  ///< each month of the period and the eleven before it
  std::string by;             ///< uf, region or municipality: what lies in the place
  std::vector<Slice> places;  ///< by name: no order of merit; empty for what is not opened by place
};
DESCRIBE(Detail, indicator, from, to, on, label, known_on, months, by, places)

/// Who asks is inside: a person within their rights, or whoever runs the server.
using Ask = std::function<analytics::Answer(const analytics::Question&)>;

Board board(const std::vector<Definition>& definitions, const BoardOf& of, const Ask& ask);
Detail detail(const std::vector<Definition>& definitions, std::string_view code, const BoardOf& of, const Ask& ask);  ///< throws unknown

std::vector<http::Route> routes(analytics::ReadModel& model);

}  // namespace teia::indicators
