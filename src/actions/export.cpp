// SPDX-License-Identifier: Apache-2.0
#include "actions/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "actions/store.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "programmes/programmes.hpp"

namespace teia::actions {

namespace {

constexpr std::int64_t page_rows = 500;
constexpr std::size_t piece_bytes = 32'000;

struct Numbered : store::Listed {
  std::string content;
  Instant created_at;
  std::int64_t seq = 0;
};
DESCRIBE_ALSO(Numbered, (store::Listed), content, created_at, seq)

const db::Query<Numbered, std::int64_t, std::int64_t> list_everything{"actions.everything", R"(
  select a.id, a.revision, a.state, a.title, a.type, a.theme, a.started_at, a.day_on, a.excerpt, a.flags, a.open_followups,
         a.evidence_count, a.project, coalesce(uf.sigla, '') as sigla, c.content, a.created_at, a.seq
    from action a
    join action_content c on c.action_id = a.id
    left join place uf on uf.id = a.state_id
   where a.seq > $1
   order by a.seq
   limit $2)"};

const db::Query<Instant, ActionId> select_created_at{"actions.created_at", "select created_at from action where id = $1"};
Instant created_at_of(db::Read& tx, ActionId id) { return tx.one(select_created_at, id).value(); }

std::string name_of(std::string_view vocabulary, const std::string& code) {
  const auto* term = programmes::find_term(programmes::catalogue(), vocabulary, code);
  return term ? term->name : code;
}

std::string project_name(const std::string& code) {
  const auto* project = programmes::find_project(programmes::catalogue(), code);
  return project ? project->label : code;
}

/// " a b " → a, b: flags as their column keeps them.
std::vector<std::string> flags_of(const std::string& column) {
  std::vector<std::string> flags;
  for (std::size_t at = 1; at < column.size();) {
    const auto end = column.find(' ', at);
    flags.push_back(column.substr(at, end - at));
    at = end + 1;
  }
  return flags;
}

/// What a record says, with the names of what it points to. Remembers zones: a state's towns share a few.
class Teller {
 public:
  explicit Teller(db::Read& tx) : tx_(tx) {}

  ExportedAction told(const ActionRow& row, const ActionContent& content, Instant created_at) {
    ExportedAction out;
    out.created_at = created_at;
    out.id = row.id;
    out.day = row.day;
    out.time = time_of(row.id, content);
    out.type = content.type;
    out.type_name = name_of("action-type", content.type);
    out.theme = content.theme;
    out.theme_name = name_of("theme", content.theme);
    out.title = row.title;
    out.state = row.state;
    tell_places(row.id, content, out);
    out.organisations = row.organisations;
    if (content.modality) out.modality = name_of("modality", *content.modality);
    out.minutes = content.minutes.value_or(0);
    if (content.space) out.space = name_of("space", *content.space);
    for (const auto& author : row.authors) out.authors.push_back(author.name);
    out.state_sigla = row.state_sigla;
    out.project = project_name(row.project);
    tell_words(content, out);
    out.open_followups = row.open_followups;
    out.flags = row.flags;
    tell_regions(content, row.day, out);
    tell_rest(content, out);
    return out;
  }

 private:
  static std::string named(std::string_view vocabulary, const std::optional<std::string>& code) { return code ? name_of(vocabulary, *code) : ""; }

  static void tell_rest(const ActionContent& content, ExportedAction& out) {
    for (const auto& theme : content.other_themes) out.other_themes.push_back(name_of("theme", theme));
    for (const auto& one : content.participants) out.participants.push_back(fmt::format("{}: {}", name_of("participant", one.profile), one.count));
    out.origin = named("origin", content.origin);
    out.objective = content.objective.value_or("");
    out.guideline = named("guideline", content.guideline);
    for (const auto& item : content.agenda) {
      const auto act = named("act-kind", item.act_kind) + (item.act_number ? " " + *item.act_number : "");
      out.agenda.push_back(act.empty() ? item.text : item.text + " (" + act + ")");
    }
    for (const auto& one : content.instruments) {
      const auto way = one.before || one.after ? ": " + one.before.value_or("?") + " → " + one.after.value_or("?") : "";
      out.instruments.push_back(name_of("instrument", one.instrument) + way);
    }
    if (content.visibility.network) out.visibility.emplace_back("rede");
    if (content.visibility.municipality) out.visibility.emplace_back("município");
    if (content.visibility.public_) out.visibility.emplace_back("público");
  }

  void tell_regions(const ActionContent& content, Day day, ExportedAction& out) {
    for (const auto& place : content.places) {
      for (const auto& edge : memberships_of(place.place)) {
        if (edge.child != place.place || edge.relation != places::Relation::region || edge.valid_from > day || edge.valid_to < day) continue;
        const auto& name = region_name(edge.parent);
        if (std::find(out.regions.begin(), out.regions.end(), name) == out.regions.end()) out.regions.push_back(name);
      }
    }
  }

  const std::vector<places::Membership>& memberships_of(PlaceId town) {
    const auto [known, is_new] = memberships_.try_emplace(town);
    if (is_new && town.value >= 1'000'000) known->second = places::memberships(tx_, town);
    return known->second;
  }

  const std::string& region_name(PlaceId region) {
    const auto [known, is_new] = regions_.try_emplace(region);
    if (is_new) known->second = places::require(tx_, region).name;
    return known->second;
  }

  static void tell_words(const ActionContent& content, ExportedAction& out) {
    out.text = content.text;
    for (const auto& result : content.results) out.results.push_back(name_of("result", result));
    out.what_changed = content.what_changed.value_or("");
    out.difficulties = content.difficulties.value_or("");
    out.facilitators = content.facilitators.value_or("");
    for (const auto& code : content.difficulty_codes) out.difficulty_names.push_back(name_of("difficulty", code));
    for (const auto& code : content.facilitator_codes) out.facilitator_names.push_back(name_of("facilitating-factor", code));
    out.tags = content.tags;
  }

  void tell_places(ActionId id, const ActionContent& content, ExportedAction& out) {
    std::map<PlaceId, Presence> presence;
    std::set<PlaceId> in_person;
    for (const auto& place : content.places) {
      presence[place.place] = place.presence;
      if (place.secretary.value_or(false)) in_person.insert(place.place);
    }
    for (const auto& place : store::place_refs(tx_, id, static_cast<std::int64_t>(content.places.size()))) {
      const auto name = place.name + (place.state.empty() ? "" : "/" + place.state);
      if (in_person.contains(place.id)) out.secretaries.push_back(name);
      if (presence[place.id] == Presence::invited) {
        out.invited.push_back(name);
        continue;
      }
      out.present.push_back(name);
      out.present_codes.push_back(place.id.value);
    }
  }

  std::string time_of(ActionId id, const ActionContent& content) {
    const auto minute = local_minute(content.started_at, zone_of(id, content));
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
  }

  /// As day_of (record.hpp) chose it: the first place, else the state of the institution.
  const std::string& zone_of(ActionId id, const ActionContent& content) {
    const auto place = content.places.empty() ? state_of_owner(id) : content.places.front().place;
    const auto [known, is_new] = zones_.try_emplace(place);
    if (is_new) known->second = places::zone_of(tx_, place);
    return known->second;
  }

  PlaceId state_of_owner(ActionId id) {
    const auto brief = find_brief(tx_, id);
    const auto owner = brief ? people::find_organisation(tx_, brief->owner_id) : std::nullopt;
    return owner ? owner->state_id.value_or(places::brasil) : places::brasil;
  }

  db::Read& tx_;
  std::map<PlaceId, std::string> zones_, regions_;
  std::map<PlaceId, std::vector<places::Membership>> memberships_;
};

std::string joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, "; ")); }
/// Texts may have semicolons of their own.
std::string apart(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, " | ")); }

class Writer {
 public:
  Writer(ExportFormat format, const Out& out)
      : format_(format), out_(out), table_(format == ExportFormat::csv ? csv::Dialect::brazilian : csv::Dialect::rfc4180) {
    if (format == ExportFormat::json) return;
    table_.row({"Código", "Dia", "Hora", "Código do tipo", "Tipo", "Código do tema", "Tema", "Título", "Situação", "Municípios presentes",
                "Códigos dos municípios presentes", "Convidados", "Instituições", "Modalidade", "Duração (min)", "Espaço", "Autores", "UF",
                "Projeto", "Relato", "Resultados", "O que mudou", "Dificuldades", "Relato das dificuldades", "O que ajudou",
                "Relato do que ajudou", "Encaminhamentos abertos", "Etiquetas",
                "Alertas", "Outros temas", "Regiões de saúde", "Participantes", "Secretários presentes", "Origem", "Objetivo", "Diretriz", "Pauta",
                "Instrumentos", "Visível também para", "Criado em"});
  }

  void add(const ExportedAction& action) {
    format_ == ExportFormat::json ? add_object(action) : add_row(action);
    if (size() > piece_bytes) out_(take());
  }

  void finish() {
    if (format_ == ExportFormat::json) text_ += any_ ? "]\n" : "[]\n";
    out_(take());
  }

 private:
  void add_object(const ExportedAction& action) {
    text_ += any_ ? ",\n" : "[";
    text_ += json::write_described(action);
    any_ = true;
  }

  void add_row(const ExportedAction& a) {
    const auto id = a.id.text(), present = joined(a.present), codes = fmt::format("{}", fmt::join(a.present_codes, "; "));
    const auto invited = joined(a.invited), organisations = joined(a.organisations), authors = joined(a.authors);
    const auto difficulties = apart(a.difficulty_names), facilitators = apart(a.facilitator_names);
    const auto results = joined(a.results), tags = joined(a.tags), flags = joined(a.flags);
    const auto themes = apart(a.other_themes), regions = apart(a.regions), participants = apart(a.participants);
    const auto secretaries = apart(a.secretaries), agenda = apart(a.agenda), instruments = apart(a.instruments), visibility = apart(a.visibility);
    const csv::Moment created{local_day(a.created_at, capital_zone), local_minute(a.created_at, capital_zone)};
    table_.row({id, a.day, a.time, a.type, a.type_name, a.theme, a.theme_name, a.title, word_of(a.state), present, codes, invited,
                organisations, a.modality, a.minutes, a.space, authors, a.state_sigla, a.project, a.text, results, a.what_changed,
                difficulties, a.difficulties, facilitators, a.facilitators, a.open_followups, tags, flags, themes, regions, participants, secretaries, a.origin, a.objective,
                a.guideline, agenda, instruments, visibility, created});
  }

  std::size_t size() const { return text_.size() + table_.size(); }
  std::string take() { return format_ == ExportFormat::json ? std::exchange(text_, {}) : table_.take(); }

  ExportFormat format_;
  const Out& out_;
  csv::Writer table_;
  std::string text_;
  bool any_ = false;
};

/// Whether the person may take a record out of the program. Asked once for each atom: thousands of records share a few.
class MayExport {
 public:
  MayExport(db::Read& tx, const access::Actor& actor) : tx_(tx), actor_(actor) {}

  bool operator()(ActionId id) {
    const auto brief = find_brief(tx_, id);
    if (!brief) return false;
    const auto [known, is_new] = atoms_.try_emplace(brief->atom_id, false);
    if (is_new) known->second = access::holds(tx_, actor_, access::Verb::export_run, brief->atom_id);
    return known->second;
  }

 private:
  db::Read& tx_;
  const access::Actor& actor_;
  std::map<access::AtomId, bool> atoms_;
};

/// A search for words that do not count finds nothing, as in the list.
bool asks_for_nothing(const Filter& filter) {
  return filter.q && !text::trimmed(*filter.q).empty() && text::search_terms(*filter.q).empty();
}

ActionRow row_of(db::Read& tx, const store::Listed& listed) {
  ActionRow row;
  row.id = listed.id;
  row.state = listed.state;
  row.title = listed.title;
  row.day = listed.day_on;
  row.authors = store::author_refs(tx, listed.id);
  for (const auto& organisation : store::organisation_refs(tx, listed.id)) row.organisations.push_back(organisation.name);
  row.flags = flags_of(listed.flags);
  row.open_followups = listed.open_followups;
  row.project = listed.project;
  row.state_sigla = listed.sigla;
  return row;
}

}  // namespace

void write_list(db::Read& tx, Filter filter, ExportFormat format, const access::Actor& actor, const Out& out) {
  filter.cursor.reset();
  Writer writer{format, out};
  Teller teller{tx};
  MayExport may_export{tx, actor};
  if (!asks_for_nothing(filter)) {
    each_row(tx, filter, actor, [&](const ActionRow& row, const ActionContent& content) {
      if (may_export(row.id)) writer.add(teller.told(row, content, created_at_of(tx, row.id)));
    });
  }
  writer.finish();
}

void write_everything(db::Read& tx, ExportFormat format, const Out& out) {
  Writer writer{format, out};
  Teller teller{tx};
  std::int64_t last = 0;
  for (bool more = true; more;) {
    const auto page = tx.all(list_everything, last, page_rows);  // whole: PostgreSQL runs one statement of a connection at a time
    for (const auto& listed : page) writer.add(teller.told(row_of(tx, listed), json::read<ActionContent>(listed.content), listed.created_at));
    more = static_cast<std::int64_t>(page.size()) == page_rows;
    if (more) last = page.back().seq;
  }
  writer.finish();
}

}  // namespace teia::actions
