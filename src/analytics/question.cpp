// SPDX-License-Identifier: Apache-2.0
#include "analytics/analytics.hpp"

#include <algorithm>

#include "analytics/compile.hpp"
#include "analytics/names.hpp"
#include "closing/closing.hpp"

namespace teia::analytics {

namespace {

using Values = std::map<std::vector<std::string>, double>;

const db::Query<PlaceId, PersonId, access::Verb, Day> own_towns{"analytics.own_towns", "select p.id from place p where p.id in" TEIA_OWN_TOWNS "order by p.id"};

std::vector<std::int64_t> held(db::Read& tx, const access::Actor& actor, access::Verb verb) {
  std::vector<std::int64_t> atoms;
  for (const auto atom : access::held_atoms(tx, actor, verb)) atoms.push_back(atom.value);
  std::sort(atoms.begin(), atoms.end());
  return atoms;
}

Reach reach_of(db::Read& tx, const access::Actor& actor) {
  Reach reach{held(tx, actor, access::Verb::aggregate_read), {}};
  for (const auto town : tx.all(own_towns, actor.person, access::Verb::aggregate_read, actor.today)) reach.own_towns.push_back(town.value);
  return reach;
}

/// Who asks: a person within their rights, or whoever runs the server.
struct Asker {
  const access::Actor* actor = nullptr;
  Day today;
};

std::vector<places::Period> closed_periods(db::Read& tx, const Asker& asker) {
  std::vector<places::Period> closed;
  for (const auto& one : asker.actor ? closing::list(tx, {}, *asker.actor) : closing::all(tx)) {
    if (one.state != closing::ClosingState::closed || one.person) continue;
    if (const auto period = places::Period::parse(one.period)) closed.push_back(*period);
  }
  return closed;
}

places::Stretch stretch_of(db::Read& tx, const Question& question, const Asker& asker) {
  if (question.from && question.to) {
    if (*question.to < *question.from) throw people::problems::dates_reversed({{"from", question.from->brazilian()}, {"to", question.to->brazilian()}});
    return {*question.from, *question.to, std::nullopt, question.from->brazilian() + " a " + question.to->brazilian()};
  }
  const auto form = question.period.value_or("quadrimestre-atual");
  if (const auto relative = places::Relative::parse(form)) {
    const auto found = relative->on(asker.today, closed_periods(tx, asker));
    if (!found) throw problems::nothing_closed();
    return *found;
  }
  const auto period = places::Period::require(form);
  return {period.first(), period.last(), period, period.label()};
}

std::vector<Bucket> buckets_of(const Asked& asked) {
  std::vector<Bucket> buckets;
  for (const auto& by : asked.by) {
    const auto span = span_of(by);
    if (!span) continue;
    for (auto period = places::Period::containing(*span, asked.from); period.first() <= asked.to; period = period.next()) {
      buckets.push_back({period.id(), std::max(period.first(), asked.from), std::min(period.last(), asked.to)});
    }
  }
  return buckets;
}

void check_width(const Question& question) {
  const auto times = std::count_if(question.by.begin(), question.by.end(), [](const auto& by) { return is_time(by); });
  if (!question.measures.empty() && question.measures.size() <= most_measures && question.by.size() <= most_dimensions && times <= 1) return;
  throw problems::too_wide({{"measures", std::to_string(most_measures)}, {"by", std::to_string(most_dimensions)}});
}

Asked resolved(ReadModel& model, db::Read& tx, const Question& question, const places::Stretch& stretch, const Asker& asker) {
  Asked asked;
  asked.from = stretch.from, asked.to = stretch.to, asked.today = asker.today;
  asked.on = std::min(stretch.to, asker.today);
  const auto head = model.heard();
  asked.known_on = question.known_on.value_or(head);
  if (asked.known_on < 0 || asked.known_on > head) {
    throw problems::unknown_number({{"head", std::to_string(head)}, {"number", std::to_string(asked.known_on)}});
  }
  if (question.composition == actions::Composition::today) asked.composition_on = asker.today;
  asked.place = question.place.value_or(places::brasil);
  places::require(tx, asked.place);
  asked.by = question.by;
  asked.where = question.where.value_or("");
  asked.buckets = buckets_of(asked);
  asked.reach = asker.actor ? reach_of(tx, *asker.actor) : Reach{{}, {}, true};
  return asked;
}

std::string code_of(const duck::Cell& cell) {
  if (const auto* id = std::get_if<Uuid>(&cell)) return id->text();
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : "";
}

Values values_of(duck::Connection& duck, const Expression& expression, const Asked& asked, const Schema& schema) {
  Values sum;
  for (const auto& measure : expression) {
    const auto compiled = compile(measure, asked, schema);
    duck.each(compiled.sql, compiled.params, [&](std::span<const duck::Cell> cells) {
      std::vector<std::string> key;
      for (const auto& cell : cells.first(cells.size() - 1)) key.push_back(code_of(cell));
      const auto* value = std::get_if<double>(&cells.back());
      if (value) sum[std::move(key)] += measure.minus ? -*value : *value;
    });
    if (sum.size() > most_rows) throw problems::too_many_rows({{"max", std::to_string(most_rows)}});
  }
  return sum;
}

/// Nothing was counted: that is zero; no median of nothing.
bool zero_when_empty(const Expression& expression) {
  return std::all_of(expression.begin(), expression.end(), [](const auto& m) {
    return m.aggregate == Aggregate::count || m.aggregate == Aggregate::distinct || m.aggregate == Aggregate::sum;
  });
}

bool counts_records(const Expression& expression) {
  return std::any_of(expression.begin(), expression.end(), [](const auto& m) { return m.table != "municipalities" && m.table != "assignments"; });
}

class Answering {
 public:
  Answering(ReadModel& model, Answer& answer, Asked asked, bool hides) : model_(model), duck_(model.connect()), answer_(answer), asked_(std::move(asked)), hides_(hides) {}

  void add(const std::string& text) {
    const auto expression = parse_expression(text, model_.schema());
    auto whole = asked_;
    whole.by.clear(), whole.buckets.clear();
    answer_.total.values.push_back(shown(value_at(values_of(duck_, expression, whole, model_.schema()), {}, expression), expression));
    if (!asked_.by.empty()) columns_.emplace_back(expression, values_of(duck_, expression, asked_, model_.schema()));
  }

  void finish() {
    std::map<std::vector<std::string>, Row> rows;
    for (const auto& [expression, values] : columns_) {
      for (const auto& [key, value] : values) rows[key].key = key;
    }
    for (auto& [key, row] : rows) {
      for (const auto& [expression, values] : columns_) row.values.push_back(shown(value_at(values, key, expression), expression));
      answer_.rows.push_back(std::move(row));
    }
  }

 private:
  static std::optional<double> value_at(const Values& values, const std::vector<std::string>& key, const Expression& expression) {
    const auto found = values.find(key);
    if (found != values.end()) return found->second;
    return zero_when_empty(expression) ? std::optional{0.0} : std::nullopt;
  }
  std::optional<double> shown(std::optional<double> value, const Expression& expression) {
    if (!hides_ || !value || !counts_records(expression) || *value <= 0 || *value >= smallest_cell) return value;
    answer_.hides_small = true;
    return std::nullopt;
  }

  ReadModel& model_;
  duck::Connection duck_;
  Answer& answer_;
  Asked asked_;
  bool hides_;
  std::vector<std::pair<Expression, Values>> columns_;
};

}  // namespace

namespace {

Answer answered(ReadModel& model, db::Read& tx, const Question& question, const Asker& asker) {
  check_width(question);
  model.refresh(tx);
  const auto stretch = stretch_of(tx, question, asker);
  auto asked = resolved(model, tx, question, stretch, asker);
  Answer answer;
  answer.from = stretch.from, answer.to = stretch.to, answer.on = asked.on, answer.label = stretch.label;
  if (stretch.period) answer.period = stretch.period->id();
  answer.known_on = asked.known_on, answer.by = question.by;
  bool sums_only = false;
  if (asker.actor) {
    const auto detail = held(tx, *asker.actor, access::Verb::action_read);
    sums_only = !std::includes(detail.begin(), detail.end(), asked.reach.atoms.begin(), asked.reach.atoms.end());
  }
  Answering answering{model, answer, std::move(asked), sums_only};
  for (const auto& measure : question.measures) answering.add(measure);
  answering.finish();
  answer.names = names_of(tx, answer);
  return answer;
}

}  // namespace

bool lies_in_places(std::string_view text, const Schema& schema) {
  try {
    const auto expression = parse_expression(text, schema);
    return std::all_of(expression.begin(), expression.end(), [&](const auto& m) { return has_places(m.table, schema); });
  } catch (const Problem&) {
    return false;
  }
}

Answer ask(ReadModel& model, db::Read& tx, const Question& question, const access::Actor& actor) { return answered(model, tx, question, {&actor, actor.today}); }
Answer ask_everything(ReadModel& model, db::Read& tx, const Question& question, Day today) { return answered(model, tx, question, {nullptr, today}); }

std::vector<Behind> behind(ReadModel& model, db::Read& tx, const Question& question, std::int64_t limit, const access::Actor& actor) {
  check_width(question);
  model.refresh(tx);
  const Asker asker{&actor, actor.today};
  auto asked = resolved(model, tx, question, stretch_of(tx, question, asker), asker);
  asked.by.clear(), asked.buckets.clear();
  asked.reach = {held(tx, actor, access::Verb::action_read), {}};  // a record is opened by who may read it, not by who may count it
  std::vector<Behind> out;
  auto duck = model.connect();
  for (const auto& measure : parse_expression(question.measures.front(), model.schema())) {
    const auto compiled = compile_records(measure, asked, model.schema(), limit);
    if (!compiled) continue;
    duck.each(compiled->sql, compiled->params, [&](std::span<const duck::Cell> cells) { out.push_back({std::get<Uuid>(cells[0]), std::get<Day>(cells[1])}); });
  }
  if (out.size() > static_cast<std::size_t>(limit)) out.resize(static_cast<std::size_t>(limit));
  return out;
}

}  // namespace teia::analytics
