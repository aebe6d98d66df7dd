// SPDX-License-Identifier: Apache-2.0
#include "actions/changes.hpp"

#include <fmt/format.h>

#include "programmes/programmes.hpp"

namespace teia::actions {

namespace {

using Texts = std::vector<std::string>;

std::string joined(const Texts& parts) { return fmt::format("{}", fmt::join(parts, " · ")); }

template <class List, class Tell>
std::string each(const List& list, Tell&& tell) {
  Texts parts;
  for (const auto& one : list) parts.push_back(tell(one));
  return joined(parts);
}

std::string named(std::string_view vocabulary, const std::string& code) {
  const auto* term = programmes::find_term(programmes::catalogue(), vocabulary, code);
  return term ? term->name : code;
}
std::string named(std::string_view vocabulary, const std::optional<std::string>& code) { return code ? named(vocabulary, *code) : ""; }

/// Says every field of one content.
class Teller {
 public:
  Teller(db::Read& tx, const ActionContent& content) : tx_(tx), c_(content) {}

  std::string moment() const {
    const auto zone = c_.places.empty() ? std::string{capital_zone} : places::zone_of(tx_, c_.places.front().place);
    const auto minute = local_minute(c_.started_at, zone);
    return fmt::format("{}, {:02}:{:02}", local_day(c_.started_at, zone).brazilian(), minute / 60, minute % 60);
  }
  std::string duration() const {
    if (!c_.minutes) return "";
    const auto hours = *c_.minutes / 60, rest = *c_.minutes % 60;
    if (hours == 0) return fmt::format("{} min", rest);
    return rest == 0 ? fmt::format("{} h", hours) : fmt::format("{} h {} min", hours, rest);
  }
  std::string places() const {
    return each(c_.places, [&](const ActionPlace& one) {
      const auto place = places::find(tx_, one.place);
      auto said = place ? place->name + (place->state.empty() ? "" : "/" + place->state) : std::to_string(one.place.value);
      if (one.presence == Presence::invited) said += " (convidado)";
      if (one.secretary.value_or(false)) said += " (com a secretária ou o secretário)";
      return said;
    });
  }
  std::string organisations() const {
    return each(c_.organisations, [&](OrganisationId id) {
      const auto found = people::find_organisation(tx_, id);
      return found ? found->short_name : id.text();
    });
  }
  std::string person(PersonId id) const {
    const auto found = people::find_person(tx_, id);
    return found ? found->name : "alguém que já não está no sistema";
  }
  std::string learning() const {
    return each(c_.learning, [&](const LearningCode& one) { return person(one.author) + ": " + named("learning", one.code); });
  }
  std::string coauthors() const {
    return each(c_.coauthors, [&](PersonId id) { return person(id); });
  }
  std::string participants() const {
    return each(c_.participants, [](const Participants& one) { return fmt::format("{}: {}", named("participant", one.profile), one.count); });
  }
  std::string nominal() const {
    return each(c_.nominal, [](const NominalPresence& one) { return one.role ? one.name + " (" + *one.role + ")" : one.name; });
  }
  std::string agenda() const {
    return each(c_.agenda, [](const AgendaItem& one) {
      const auto act = named("act-kind", one.act_kind) + (one.act_number ? " " + *one.act_number : "");
      return act.empty() ? one.text : one.text + " (" + act + ")";
    });
  }
  std::string instruments() const {
    return each(c_.instruments, [](const InstrumentTouched& one) {
      const auto way = one.before || one.after ? ": " + one.before.value_or("?") + " → " + one.after.value_or("?") : "";
      return named("instrument", one.instrument) + way;
    });
  }
  std::string visibility() const {
    Texts open{"a equipe e o conselho do estado"};
    if (c_.visibility.network) open.push_back("a rede");
    if (c_.visibility.municipality) open.push_back("o município");
    if (c_.visibility.public_) open.push_back("páginas públicas");
    return joined(open);
  }
  static std::string terms(std::string_view vocabulary, const Texts& codes) {
    return each(codes, [&](const std::string& code) { return named(vocabulary, code); });
  }
  std::string files() const {
    return each(c_.evidence, [](const Evidence& one) { return one.name; });
  }
  std::string links() const {
    return each(c_.links, [](const Link& one) { return one.title.empty() ? one.url : one.title; });
  }

 private:
  db::Read& tx_;
  const ActionContent& c_;
};

using C = ActionContent;
struct Field {
  const char* name;
  const char* said;
  bool (*differs)(const C&, const C&);
  std::string (*told)(const Teller&, const C&);
};

template <auto member>
bool differ(const C& a, const C& b) {
  return json::write_described(a.*member) != json::write_described(b.*member);
}

#define FIELD(name, said, told) \
  Field { #name, said, differ<&C::name>, [](const Teller& t, const C& c) -> std::string { return (void)t, (void)c, told; } }

constexpr Field fields[] = {
    FIELD(type, "o tipo", named("action-type", c.type)),
    FIELD(started_at, "a data ou a hora", t.moment()),
    FIELD(minutes, "a duração", t.duration()),
    FIELD(modality, "a modalidade", named("modality", c.modality)),
    FIELD(space, "o espaço", named("space", c.space)),
    FIELD(places, "os lugares", t.places()),
    FIELD(intent, "a região toda", c.intent ? c.intent->label : ""),
    FIELD(organisations, "as instituições", t.organisations()),
    FIELD(theme, "o tema", named("theme", c.theme)),
    FIELD(other_themes, "os outros temas", Teller::terms("theme", c.other_themes)),
    FIELD(text, "o relato", c.text),
    FIELD(title, "o título", c.title.value_or("")),
    FIELD(origin, "a origem", named("origin", c.origin)),
    FIELD(objective, "o objetivo", c.objective.value_or("")),
    FIELD(guideline, "a diretriz", named("guideline", c.guideline)),
    FIELD(learning, "o código de aprendizagem", t.learning()),
    FIELD(participants, "os participantes", t.participants()),
    FIELD(nominal, "a lista de presença", t.nominal()),
    FIELD(agenda, "a pauta", t.agenda()),
    FIELD(results, "os resultados", Teller::terms("result", c.results)),
    FIELD(what_changed, "o que mudou", c.what_changed.value_or("")),
    FIELD(difficulty_codes, "as dificuldades marcadas", Teller::terms("difficulty", c.difficulty_codes)),
    FIELD(difficulties, "as dificuldades", c.difficulties.value_or("")),
    FIELD(facilitator_codes, "os facilitadores marcados", Teller::terms("facilitating-factor", c.facilitator_codes)),
    FIELD(facilitators, "os facilitadores", c.facilitators.value_or("")),
    FIELD(instruments, "os instrumentos", t.instruments()),
    FIELD(evidence, "os anexos", t.files()),
    FIELD(links, "os links", t.links()),
    FIELD(coauthors, "os coautores", t.coauthors()),
    FIELD(good_practice, "a boa prática", c.good_practice.value_or("")),
    FIELD(tags, "as etiquetas", joined(c.tags)),
    FIELD(visibility, "quem pode ver", t.visibility()),
};

#undef FIELD

}  // namespace

std::vector<Change> changes_between(db::Read& tx, const ActionContent& before, const ActionContent& after) {
  const Teller was{tx, before}, is{tx, after};
  std::vector<Change> changes;
  for (const auto& field : fields) {
    if (field.differs(before, after)) changes.push_back({{field.name, field.told(was, before), field.told(is, after)}, field.said});
  }
  return changes;
}

}  // namespace teia::actions
