// SPDX-License-Identifier: Apache-2.0
#include "actions/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "actions/cells.hpp"
#include "actions/record.hpp"
#include "base/derived_id.hpp"
#include "base/text.hpp"

namespace teia::actions {

namespace {

// ---- the columns -----------------------------------------------------------------------------------------------------------

enum class Column {
  code, day, time, type, places, invited, organisations, theme, text, modality, minutes, space, title, objective, results, changed,
  difficulties, told_difficulties, facilitators, told_facilitators, tags, secretary, planned, project, none
};

struct Known {
  Column column;
  std::string_view name;
  bool needed;
  std::string_view also;   ///< further names, folded, letters and digits only, between blanks
  std::string_view field;  ///< of the record, as the rules name it in a fault
  std::string_view example;
};

constexpr Known known_columns[] = {
    {Column::code, "Código", false, " id ", "", ""},
    {Column::day, "Data", true, " dia dataacao datadaacao ", "content.started_at", "29/04/2025"},
    {Column::time, "Hora", false, " horario inicio horadeinicio ", "", "14h30"},
    {Column::type, "Tipo", true, " tipodeacao codigodotipo ", "content.type", "Visita técnica ao município"},
    {Column::places, "Municípios", false, " municipio municipiospresentes ibge codigoibge codigosdosmunicipiospresentes ", "content.places",
     "Augustinópolis/TO; Araguatins/TO"},
    {Column::invited, "Convidados", false, " municipiosconvidados ", "", ""},
    {Column::organisations, "Instituições", false, " instituicao ", "content.organisations", ""},
    {Column::theme, "Tema", true, " temas codigodotema ", "content.theme", "Programação Anual de Saúde (PAS)"},
    {Column::text, "Relato", true, " texto descricao resumo ", "content.text", "Revisamos as metas da PAS com as equipes das secretarias."},
    {Column::modality, "Modalidade", false, " ", "content.modality", "Presencial"},
    {Column::minutes, "Duração (min)", false, " duracao minutos ", "content.minutes", "120"},
    {Column::space, "Espaço", false, " instancia ", "content.space", ""},
    {Column::title, "Título", false, " ", "content.title", ""},
    {Column::objective, "Objetivo", false, " ", "content.objective", ""},
    {Column::results, "Resultados", false, " resultado ", "content.results", "Dúvida resolvida"},
    {Column::changed, "O que mudou", false, " ", "content.what_changed", ""},
    {Column::difficulties, "Dificuldades", false, " dificuldade ", "content.difficulty_codes", "Equipe reduzida ou rotatividade"},
    {Column::told_difficulties, "Relato das dificuldades", false, " ", "content.difficulties", ""},
    {Column::facilitators, "O que ajudou", false, " facilitadores ", "content.facilitator_codes", ""},
    {Column::told_facilitators, "Relato do que ajudou", false, " ", "content.facilitators", ""},
    {Column::tags, "Etiquetas", false, " etiqueta tags ", "content.tags", ""},
    {Column::secretary, "Secretário presente", false, " secretariapresente gestorpresente ", "", "Sim"},
    {Column::planned, "Prevista", false, " planejada ", "", "Não"},
    {Column::project, "Projeto", false, " ", "content.project", ""},
};

std::string key_of(std::string_view header) {
  auto key = text::folded(header);
  std::erase_if(key, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
  return key;
}

const Known* known_column(std::string_view header) {
  const auto key = key_of(header);
  const auto names = [&](const Known& known) { return key_of(known.name) == key || known.also.find(" " + key + " ") != std::string_view::npos; };
  const auto* found = std::find_if(std::begin(known_columns), std::end(known_columns), names);
  return key.empty() || found == std::end(known_columns) ? nullptr : found;
}

/// "content.places[2].place" → places: the column whose field the fault is in.
Column column_of(std::string_view field) {
  for (const auto& known : known_columns) {
    if (!known.field.empty() && field.starts_with(known.field)) return known.column;
  }
  return field == "content.other_themes" ? Column::theme : Column::none;
}

// ---- municipalities ------------------------------------------------------------------------------------------------------------

/// The words that tell a town from another. What the territory's search takes as the same (saints, silent words) falls away here.
std::vector<std::string> telling_words(std::string_view name) {
  constexpr std::string_view others = " a d da das de do dos e s sao sta santa sto santo n nsa nossa sr senhor sra senhora dr doutor cel coronel ";
  std::vector<std::string> words;
  std::string word;
  for (const char c : text::folded(name) + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (!word.empty()) {
      if (others.find(" " + word + " ") == std::string_view::npos) words.push_back(word);
      word.clear();
    }
  }
  return words;
}

/// Whether what was typed is the whole name, once the search has found that each of its words sounds like one of the name's: as many
/// words, none half typed (a letter more or less is spelling: Castello, Thomé).
bool is_whole(std::string_view typed, std::string_view name) {
  const auto a = telling_words(typed), b = telling_words(name);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.size() <= y.size() + 1 && y.size() <= x.size() + 1;
  });
}

struct Town {
  std::optional<PlaceId> id;
  const ProblemKind* fault = nullptr;
  Details details;
};

class Gazetteer {
 public:
  Gazetteer(db::Read& tx, Day on) : tx_(tx), on_(on) {
    for (const auto& state : places::list(tx, places::Level::state, std::nullopt, on)) states_[text::folded(state.state)] = state.id;
  }

  /// By code or name, with or without the state; a name of several states is the one of `home` where there is one.
  const Town& find(const std::string& typed, std::optional<PlaceId> home) {
    const auto [known, is_new] = towns_.try_emplace({typed, home.value_or(places::brasil)});
    if (is_new) known->second = look_up(typed, home);
    return known->second;
  }

  const std::string& zone_of(PlaceId place) {
    const auto [known, is_new] = zones_.try_emplace(place);
    if (is_new) known->second = places::zone_of(tx_, place);
    return known->second;
  }

 private:
  /// "Palmas/TO", "Palmas - TO", "Palmas (TO)", "Palmas TO" → Palmas and its state.
  std::pair<std::string, std::optional<PlaceId>> split(const std::string& typed) const {
    std::string_view rest = typed;
    while (rest.ends_with(')') || rest.ends_with(' ')) rest.remove_suffix(1);
    const auto gap = rest.find_last_of("/-( ,");
    if (gap == std::string_view::npos || gap == 0) return {typed, std::nullopt};
    const auto state = states_.find(text::folded(rest.substr(gap + 1)));
    if (state == states_.end()) return {typed, std::nullopt};
    const auto end = rest.find_last_not_of("/-( ,", gap);
    return {std::string{rest.substr(0, end + 1)}, state->second};
  }

  Town look_up(const std::string& typed, std::optional<PlaceId> home) {
    const auto [name, state] = split(typed);
    auto hits = named(name);
    if (hits.empty()) return {std::nullopt, &problems::unknown_town, {{"value", typed}}};
    const auto all = candidates(hits);
    if (state) std::erase_if(hits, [&, in = *state](const auto& hit) { return places::state_of(hit.id) != in; });
    if (hits.empty()) return {std::nullopt, &problems::town_elsewhere, {{"value", typed}, {"candidates", all}}};
    const auto at_home = [&](const auto& hit) { return home && places::state_of(hit.id) == *home; };
    if (std::count_if(hits.begin(), hits.end(), at_home) == 1) return {std::find_if(hits.begin(), hits.end(), at_home)->id, nullptr, {}};
    if (hits.size() == 1) return {hits.front().id, nullptr, {}};
    return {std::nullopt, &problems::ambiguous_town, {{"value", typed}, {"candidates", all}}};
  }

  std::vector<places::PlaceHit> named(const std::string& name) {
    auto hits = places::search(tx_, {.q = name, .level = places::Level::municipality, .on = on_, .limit = 100});
    if (whole(name)) return hits;
    const auto today = [&](const auto& hit) { return is_whole(name, hit.name); };
    const bool any = std::any_of(hits.begin(), hits.end(), today);
    std::erase_if(hits, [&](const auto& hit) { return any ? !today(hit) : hit.matched.empty() || !is_whole(name, hit.matched); });
    return hits;
  }

  static std::string candidates(const std::vector<places::PlaceHit>& hits) {
    std::string all;
    for (const auto& hit : hits) all += (all.empty() ? "" : ", ") + hit.name + "/" + hit.state;
    return all;
  }

  db::Read& tx_;
  Day on_;
  std::map<std::string, PlaceId> states_;
  std::map<std::pair<std::string, PlaceId>, Town> towns_;
  std::map<PlaceId, std::string> zones_;
};

// ---- the file ------------------------------------------------------------------------------------------------------------------

struct Plan {
  ImportReport report;
  std::vector<NewAction> fresh;
};

class Planner {
 public:
  Planner(db::Read& tx, std::string_view bytes, const access::Actor& actor)
      : tx_(tx), actor_(actor), table_(csv::read(bytes)), towns_(tx, actor.today) {
    plan_.report.encoding = table_.encoding;
    plan_.report.faults = table_.faults;
    plan_.report.rows = static_cast<std::int64_t>(table_.rows.size());
    if (table_.rows.size() > most_imported_rows) {
      throw problems::import_too_long({{"rows", std::to_string(table_.rows.size())}, {"max", std::to_string(most_imported_rows)}});
    }
    if (!table_.columns.empty()) find_columns();
  }

  Plan plan() {
    for (const auto& row : table_.rows) {
      if (plan_.report.faults.size() >= csv::most_faults) {
        plan_.report.faults.push_back(csv::fault_at(row.number, "", "", csv::problems::too_many_faults, {{"max", std::to_string(csv::most_faults)}}));
        break;
      }
      read(row);
    }
    return std::move(plan_);
  }

 private:
  void find_columns() {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const auto& name = table_.columns[i];
      if (name.empty()) continue;  // told by the reader of the table
      const auto* known = known_column(name);
      if (!known) header_fault(name, problems::unknown_column);
      else if (!at_.try_emplace(known->column, i).second) header_fault(name, csv::problems::repeated_column);
    }
    for (const auto& known : known_columns) {
      if (known.needed && !at_.contains(known.column)) header_fault(std::string{known.name}, problems::missing_column);
    }
  }

  void header_fault(const std::string& name, const ProblemKind& kind) {
    plan_.report.faults.push_back(csv::fault_at(1, name, name, kind, {{"column", name}}));
  }

  // ---- one row

  void read(const csv::Row& row) {
    row_ = &row;
    faulted_.clear();
    NewAction action;
    action.planned = yes_or_no(Column::planned).value_or(false);
    auto& content = action.content;
    content.project = named_project();
    const auto* owner = owner_for(content);
    const auto* type = read_type(owner);
    read_places(content, type, owner);
    read_when(action, owner);
    read_lists(content, owner);
    read_words(content);
    check_rules(action, type, owner);
    if (faulted_.empty()) settle(std::move(action));
  }

  std::string cell(Column column) const {
    const auto at = at_.find(column);
    return at == at_.end() ? "" : std::string{text::trimmed(row_->cells[at->second])};
  }
  std::optional<std::string> words(Column column) const {
    auto value = cell(column);
    return value.empty() ? std::nullopt : std::optional{std::move(value)};
  }

  void put_fault(Column column, std::string_view value, std::string_view code, std::string_view message) {
    faulted_.insert(column);
    const auto at = at_.find(column);
    plan_.report.faults.push_back({row_->number, at == at_.end() ? "" : table_.columns[at->second], std::string{value}, std::string{code}, std::string{message}});
  }
  void fault(Column column, std::string_view value, const ProblemKind& kind, Details details = {}) {
    details.emplace_back("value", value);
    const auto made = csv::fault_at(row_->number, "", value, kind, details);
    put_fault(column, value, made.code, made.message);
  }

  /// False: a fault was told, here or, for a column that is not there, in the header.
  bool filled(Column column) {
    if (!cell(column).empty()) return true;
    if (at_.contains(column)) fault(column, "", problems::empty_cell);
    faulted_.insert(column);
    return false;
  }

  std::optional<bool> yes_or_no(Column column) {
    const auto value = cell(column);
    if (value.empty()) return std::nullopt;
    const auto read = read_yes_or_no(value);
    if (!read) fault(column, value, problems::not_yes_or_no);
    return read;
  }

  std::optional<std::string> named_project() {
    const auto value = cell(Column::project);
    if (value.empty()) return std::nullopt;
    const auto key = text::folded(value);
    for (const auto& project : programmes::catalogue().projects) {
      if (text::folded(project.code) == key || text::folded(project.label) == key || text::folded(project.name) == key) return project.code;
    }
    fault(Column::project, value, problems::not_in_list);
    return std::nullopt;
  }

  /// Who would own the record; remembered by project, for the rules look at project and institution alone. Takes a copy: a row is
  /// what its cells say, so that its identity does not hang on the role of the day.
  const Owner* owner_for(ActionContent content) {
    const auto asked = content.project.value_or("");
    if (const auto known = owners_.find(asked); known != owners_.end()) return &known->second;
    try {
      return &owners_.emplace(asked, owner_of(tx_, content, actor_)).first->second;
    } catch (const Problem& problem) {
      put_fault(Column::project, asked, problem.code, problem.message);
      return nullptr;
    }
  }

  /// By code, else by name, else by short name; only what records of the project may carry.
  const programmes::Term* term(Column column, std::string_view vocabulary, const std::string& value, const Owner* owner) {
    const auto* all = programmes::find_vocabulary(programmes::catalogue(), vocabulary);
    const auto key = text::folded(value);
    for (const auto part : {&programmes::Term::code, &programmes::Term::name, &programmes::Term::label}) {
      std::vector<const programmes::Term*> found;
      for (const auto& one : all->terms) {
        const bool offered = !owner || programmes::offered(programmes::catalogue(), *owner->project, one);
        if (offered && text::folded(one.*part) == key) found.push_back(&one);
      }
      if (found.size() == 1) return found.front();
      if (found.size() > 1) return tell_ambiguous(column, value, found);
    }
    fault(column, value, problems::not_in_list);
    return nullptr;
  }

  const programmes::Term* tell_ambiguous(Column column, const std::string& value, const std::vector<const programmes::Term*>& found) {
    std::string candidates;
    for (const auto* one : found) candidates += (candidates.empty() ? "" : ", ") + one->code;
    fault(column, value, problems::ambiguous, {{"candidates", candidates}});
    return nullptr;
  }

  const programmes::Term* read_type(const Owner* owner) {
    if (!filled(Column::type)) return nullptr;
    const auto value = cell(Column::type);
    if (pieces_of(value).size() > 1) return fault(Column::type, value, problems::two_in_one), nullptr;
    return term(Column::type, "action-type", value, owner);
  }

  // ---- with whom and when

  void read_places(ActionContent& content, const programmes::Term* type, const Owner* owner) {
    place_cells_.clear();
    const auto secretary = yes_or_no(Column::secretary);
    const bool collective = type && type->action && type->action->collective;
    add_places(content, Column::places, collective ? Presence::present : Presence::direct, secretary, owner);
    add_places(content, Column::invited, Presence::invited, std::nullopt, owner);
    for (const auto& piece : pieces_of(cell(Column::organisations))) add_organisation(content, piece);
  }

  void add_places(ActionContent& content, Column column, Presence presence, std::optional<bool> secretary, const Owner* owner) {
    const auto home = owner ? owner->institution.state_id : std::nullopt;
    for (const auto& piece : pieces_of(cell(column))) {
      const auto& town = towns_.find(piece, home);
      if (!town.id) {
        fault(column, piece, *town.fault, town.details);
        continue;
      }
      const bool again = std::any_of(content.places.begin(), content.places.end(), [&](const auto& one) { return one.place == *town.id; });
      if (again) continue;  // invited and there: it was there
      content.places.push_back({*town.id, presence, secretary});
      place_cells_.emplace_back(column, piece);
    }
  }

  void add_organisation(ActionContent& content, const std::string& piece) {
    if (const auto found = people::organisation_by_code(tx_, piece)) return content.organisations.push_back(found->id);
    for (const auto& row : people::search_organisations(tx_, piece, std::nullopt)) {
      const bool same = text::folded(row.name) == text::folded(piece) || text::folded(row.code) == text::folded(piece);
      if (same) return content.organisations.push_back(row.id);
    }
    fault(Column::organisations, piece, problems::not_in_list);
  }

  /// Noon where no hour is given: the day stays the day in every zone of the country.
  void read_when(NewAction& action, const Owner* owner) {
    if (!filled(Column::day)) return;
    const auto value = cell(Column::day), hour = cell(Column::time);
    auto day = read_day(value);
    auto minute = hour.empty() ? std::optional{12 * 60} : read_time(hour);
    if (const auto moment = csv::read_moment(value); !day && moment) {
      day = moment->day;
      if (hour.empty()) minute = moment->minute;
    } else if (hour.empty()) {
      action.hour_guessed = true;
    }
    if (!day) fault(Column::day, value, problems::not_a_day);
    if (!minute) fault(Column::time, hour, problems::not_a_time);
    if (day) action.content.started_at = instant_of(*day, minute.value_or(12 * 60), zone_for(action.content, owner));
  }

  std::string_view zone_for(const ActionContent& content, const Owner* owner) {
    if (!content.places.empty()) return towns_.zone_of(content.places.front().place);
    return owner && owner->institution.state_id ? std::string_view{towns_.zone_of(*owner->institution.state_id)} : capital_zone;
  }

  // ---- about what

  void read_lists(ActionContent& content, const Owner* owner) {
    if (filled(Column::theme)) {
      for (const auto& piece : pieces_of(cell(Column::theme))) {
        const auto* theme = term(Column::theme, "theme", piece, owner);
        if (!theme) continue;
        if (content.theme.empty()) content.theme = theme->code;
        else content.other_themes.push_back(theme->code);
      }
    }
    codes_in(Column::results, "result", owner, content.results);
    codes_in(Column::difficulties, "difficulty", owner, content.difficulty_codes);
    codes_in(Column::facilitators, "facilitating-factor", owner, content.facilitator_codes);
    content.modality = code_in(Column::modality, "modality", owner);
    content.space = code_in(Column::space, "space", owner);
    content.tags = pieces_of(cell(Column::tags));
  }

  void codes_in(Column column, std::string_view vocabulary, const Owner* owner, std::vector<std::string>& codes) {
    for (const auto& piece : pieces_of(cell(column))) {
      if (const auto* found = term(column, vocabulary, piece, owner)) codes.push_back(found->code);
    }
  }

  std::optional<std::string> code_in(Column column, std::string_view vocabulary, const Owner* owner) {
    const auto value = cell(column);
    const auto* found = value.empty() ? nullptr : term(column, vocabulary, value, owner);
    return found ? std::optional{found->code} : std::nullopt;
  }

  void read_words(ActionContent& content) {
    if (filled(Column::text)) content.text = cell(Column::text);
    content.title = words(Column::title);
    content.objective = words(Column::objective);
    content.what_changed = words(Column::changed);
    content.difficulties = words(Column::told_difficulties);
    content.facilitators = words(Column::told_facilitators);
    const auto minutes = cell(Column::minutes);
    if (minutes.empty()) return;
    content.minutes = read_minutes(minutes);
    if (!content.minutes) fault(Column::minutes, minutes, problems::not_minutes);
  }

  // ---- the rules of every registration

  /// A row without a readable type is held against the rules of one that asks for least, so that its other faults are told too.
  void check_rules(NewAction& action, const programmes::Term* type, const Owner* owner) {
    if (!owner) return;
    action.content.type = type ? type->code : least_type(*owner);
    derived_ = action.content;
    derived_.project = owner->project->code;
    const auto before = faulted_;
    for (const auto& one : check(tx_, derived_, *owner, action.planned, actor_)) {
      auto column = column_of(one.field);
      std::string value = cell(column);
      std::size_t place = 0;
      if (std::sscanf(one.field.c_str(), "content.places[%zu]", &place) == 1 && place < place_cells_.size()) {
        std::tie(column, value) = place_cells_[place];
      } else if (before.contains(column)) {
        continue;  // follows from what was told
      }
      put_fault(column, value, one.code, one.message);
    }
  }

  static std::string least_type(const Owner& owner) {
    for (const auto& one : programmes::find_vocabulary(programmes::catalogue(), "action-type")->terms) {
      const bool asks = !one.action || one.action->needs_place || one.action->needs_space;
      if (!asks && programmes::offered(programmes::catalogue(), *owner.project, one)) return one.code;
    }
    return "";
  }

  // ---- what the row is

  void settle(NewAction action) {
    const auto author = "import " + actor_.person.text();
    const auto content = text::folded(json::write_described(action.content)) + (action.planned ? " planned" : "");
    const auto code = text::folded(cell(Column::code));
    action.id = ActionId{derived_id(author + (code.empty() ? " row " + content : " code " + code))};
    action.operation = ledger::OperationId{derived_id(author + " operation " + code + " " + content)};
    action.created_at = actor_.now;
    const auto [first, is_new] = seen_.try_emplace(action.id, row_->number);
    if (!is_new) return fault(code.empty() ? Column::none : Column::code, code, problems::repeated_row, {{"row", std::to_string(first->second)}});
    const auto stored = store::find(tx_, action.id);
    if (!stored) return plan_.fresh.push_back(std::move(action)), void(++plan_.report.created);
    // A record that was changed since then is ahead of the file; one that was not must be what the file says.
    const bool differs = !code.empty() && stored->content_revision == 1 && text::folded(stored->content) != text::folded(json::write_described(derived_));
    if (differs) return fault(Column::code, cell(Column::code), problems::code_taken);
    ++plan_.report.unchanged;
  }

  db::Read& tx_;
  const access::Actor& actor_;
  csv::Table table_;
  Gazetteer towns_;
  std::map<Column, std::size_t> at_;
  std::map<std::string, Owner> owners_;
  std::map<ActionId, std::int64_t> seen_;
  Plan plan_;

  const csv::Row* row_ = nullptr;  // and what belongs to it:
  std::set<Column> faulted_;
  std::vector<std::pair<Column, std::string>> place_cells_;  ///< where each place of the record was written
  ActionContent derived_;
};

}  // namespace

ImportReport import_actions(db::Store& database, std::string_view bytes, bool dry_run, const access::Actor& actor) {
  auto [report, fresh] = database.read([&](db::Read& tx) {
    if (access::assignments_holding(tx, actor.person, access::Verb::action_write, actor.today).empty()) throw problems::no_institution();
    return Planner{tx, bytes, actor}.plan();
  });
  report.dry_run = dry_run;
  if (!report.faults.empty()) report.created = report.unchanged = 0;
  if (dry_run || report.created == 0) return report;
  report.unchanged += database.write([&, &rows = fresh](db::Write& tx) {
    std::int64_t known = 0;  // by another import of the same file meanwhile
    for (const auto& action : rows) {
      if (store::find(tx, action.id)) ++known;
      else register_action(tx, action, actor);
    }
    return known;
  });
  report.created = report.rows - report.unchanged;
  return report;
}

std::string import_template() {
  csv::Writer writer{csv::Dialect::brazilian};
  std::vector<csv::Cell> names, examples;
  for (const auto& known : known_columns) {
    names.emplace_back(known.name);
    examples.emplace_back(known.example);
  }
  writer.row(names);
  writer.row(examples);
  return writer.take();
}

}  // namespace teia::actions
