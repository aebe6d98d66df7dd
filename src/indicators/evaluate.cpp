// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "indicators/indicators.hpp"
#include "places/period.hpp"

namespace teia::indicators {

namespace {

analytics::Question question_of(const BoardOf& of) {
  analytics::Question question;
  question.period = of.period, question.place = of.place, question.composition = of.composition, question.known_on = of.known_on;
  return question;
}

/// The measures of several definitions in one question, and where each one's are.
class Asking {
 public:
  explicit Asking(const std::vector<Definition>& definitions) {
    for (const auto& one : definitions) {
      if (!one.counts) continue;
      at_[one.code] = measures_.size();
      measures_.push_back(*one.counts);
      if (one.over) measures_.push_back(*one.over);
    }
  }
  const std::vector<std::string>& measures() const { return measures_; }

  Parts parts(const Definition& one, const std::vector<std::optional<double>>& values) const {
    const auto at = at_.at(one.code);
    return parts_of(one, values.at(at), one.over ? values.at(at + 1) : std::nullopt);
  }

 private:
  std::vector<std::string> measures_;
  std::map<std::string, std::size_t> at_;
};

/// The days to compare with: nothing where there is no such period.
std::optional<analytics::Question> moved(const analytics::Question& question, const analytics::Answer& answer, bool by_year) {
  auto out = question;
  const auto period = answer.period ? places::Period::parse(*answer.period) : std::nullopt;
  if (period) {
    const auto other = by_year ? period->same_of_last_year() : std::optional{period->previous()};
    if (!other) return std::nullopt;
    out.period = other->id();
    return out;
  }
  const auto length = answer.to - answer.from + 1;
  out.period.reset();
  out.from = by_year ? answer.from.plus(-364) : answer.from.plus(-length);
  out.to = by_year ? answer.to.plus(-364) : answer.from.plus(-1);
  return out;
}

std::string reason(const Parts& parts, const Definition& one, bool hides_small) {
  if (hides_small && !parts.numerator) return "poucos registros para mostrar sem revelar de quem são";
  if (one.over && parts.denominator == 0) return "nada a contar no período";
  return "nenhum registro no período";
}

IndicatorValue told(const Definition& one, const Asking& asking, const analytics::Answer& now, const std::optional<analytics::Answer>& before,
                    const std::optional<analytics::Answer>& year) {
  IndicatorValue out;
  out.definition = one;
  out.now = asking.parts(one, now.total.values);
  if (before) out.previous = asking.parts(one, before->total.values);
  if (year) out.last_year = asking.parts(one, year->total.values);
  out.standing = standing_of(one, out.now.value);
  if (!out.now.value) out.why_no_data = reason(out.now, one, now.hides_small);
  return out;
}

IndicatorValue not_by_place(const Definition& one) {
  IndicatorValue out;
  out.definition = one;
  out.why_no_data = "conta pessoas do estado inteiro: não se abre por região ou município";
  return out;
}

std::string within(PlaceId place) {
  if (place.value >= 1000 && place.value < 1'000'000) return "municipality";
  return place.value > 5 && place.value <= 53 ? "region" : place.value >= 1'000'000 ? "" : "uf";
}

std::vector<Slice> slices(const Definition& one, const Asking& asking, const analytics::Answer& answer) {
  std::vector<Slice> out;
  for (const auto& row : answer.rows) {
    const auto& code = row.key.front();
    const auto name = answer.names.front().find(code);
    out.push_back({code, name == answer.names.front().end() ? "" : name->second, asking.parts(one, row.values)});
  }
  return out;
}

const Definition& found(const std::vector<Definition>& definitions, std::string_view code) {
  const auto one = std::find_if(definitions.begin(), definitions.end(), [&](const auto& d) { return d.code == code; });
  if (one == definitions.end()) throw problems::unknown({{"code", std::string{code}}});
  return *one;
}

}  // namespace

Parts parts_of(const Definition& definition, std::optional<double> numerator, std::optional<double> denominator) {
  Parts parts{std::nullopt, numerator, denominator};
  if (!numerator) return parts;
  if (!definition.over) parts.value = *numerator * definition.factor;
  else if (denominator && *denominator != 0) parts.value = *numerator / *denominator * definition.factor;
  return parts;
}

Standing standing_of(const Definition& definition, std::optional<double> value) {
  if (!value) return Standing::no_data;
  if (definition.polarity == Polarity::descriptive) return Standing::descriptive;
  if (definition.polarity == Polarity::band) {
    const auto margin = (*definition.high - *definition.low) / 10;
    if (*value >= *definition.low && *value <= *definition.high) return Standing::met;
    return *value >= *definition.low - margin && *value <= *definition.high + margin ? Standing::near : Standing::far;
  }
  if (!definition.reference) return Standing::without_reference;
  const auto beyond = definition.polarity == Polarity::higher ? *definition.reference - *value : *value - *definition.reference;
  if (beyond <= 0) return Standing::met;
  return beyond <= std::abs(*definition.reference) / 10 ? Standing::near : Standing::far;
}

Board board(const std::vector<Definition>& definitions, const BoardOf& of, const Ask& ask) {
  const bool below_state = of.place && of.place->value > 53;
  auto asked = definitions;
  if (below_state) std::erase_if(asked, [](const auto& one) { return !one.by_place; });
  const Asking asking{asked};
  auto question = question_of(of);
  question.measures = asking.measures();
  const auto now = ask(question);
  const auto other = [&](bool by_year) {
    const auto moved_to = moved(question, now, by_year);
    return moved_to ? std::optional{ask(*moved_to)} : std::nullopt;
  };
  const auto before = other(false), year = other(true);
  Board out;
  out.from = now.from, out.to = now.to, out.on = now.on, out.label = now.label, out.known_on = now.known_on, out.hides_small = now.hides_small;
  if (before) out.previous_label = before->label;
  for (const auto& one : definitions) {
    if (one.counts && below_state && !one.by_place) out.computed.push_back(not_by_place(one));
    else if (one.counts) out.computed.push_back(told(one, asking, now, before, year));
    else out.entered.push_back(one);
  }
  return out;
}

Detail detail(const std::vector<Definition>& definitions, std::string_view code, const BoardOf& of, const Ask& ask) {
  const auto& one = found(definitions, code);
  if (!one.counts) {
    Detail nothing;
    nothing.indicator.definition = one;
    nothing.indicator.why_no_data = "vem de " + one.source + ": ainda não foi informado";
    return nothing;
  }
  const std::vector<Definition> alone{one};
  const Asking asking{alone};
  const bool untold = of.place && of.place->value > 53 && !one.by_place;
  auto where = of;
  if (untold) where.place = places::state_of(*of.place);
  auto values = board(alone, where, ask);
  Detail out;
  out.indicator = untold ? not_by_place(one) : values.computed.front();
  out.from = values.from, out.to = values.to, out.on = values.on, out.label = values.label, out.known_on = values.known_on;
  if (untold) return out;

  auto question = question_of(of);
  question.measures = asking.measures();
  out.by = within(of.place.value_or(places::brasil));
  if (!one.by_place && out.by != "uf") out.by.clear();
  if (!out.by.empty()) {
    question.by = {out.by};
    out.places = slices(one, asking, ask(question));
    std::sort(out.places.begin(), out.places.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  }
  question.by = {"month"};
  question.period.reset();
  question.to = out.to;
  question.from = Day::of(out.to.year() - 1, out.to.month(), 1).plus(32);
  question.from = Day::of(question.from->year(), question.from->month(), 1);
  out.months = slices(one, asking, ask(question));
  return out;
}

}  // namespace teia::indicators
