// SPDX-License-Identifier: Apache-2.0
#include "programmes/views.hpp"

#include <algorithm>

#include "programmes/words.hpp"

namespace teia::programmes::wire {

namespace {

Term seen(const programmes::Term& term) {
  return {term.code, term.name, term.label, term.parent, term.hint, term.retired, term.package, term.asks,
          term.learning ? std::optional{term.learning->share} : std::nullopt};
}

std::vector<Term> terms_of(const Catalogue& catalogue, std::string_view code) {
  std::vector<Term> out;
  for (const auto& term : find_vocabulary(catalogue, code)->terms) out.push_back(seen(term));
  return out;
}

std::vector<ActionType> types_of(const Catalogue& catalogue) {
  std::vector<ActionType> out;
  for (const auto& term : find_vocabulary(catalogue, "action-type")->terms) {
    const auto& fill = *term.action;
    out.push_back({seen(term), fill.modality, fill.minutes, fill.space, fill.collective, fill.needs_place, fill.needs_space,
                   term.package == "common" ? "" : term.package});
  }
  return out;
}

std::string versions(const Catalogue& catalogue) {
  std::string out;
  for (const auto& package : catalogue.packages) out += (out.empty() ? "" : " ") + package.code + "@" + std::to_string(package.version);
  return out;
}

std::optional<std::string> axis_name(const Programme& programme, const std::optional<std::string>& code) {
  for (const auto& axis : programme.axes) {
    if (axis.code == code) return axis.name;
  }
  return std::nullopt;
}

ProjectRow row_of(const Catalogue& catalogue, const Project& project) {
  const auto& programme = *find_programme(catalogue, project.programme);
  const auto& package = *find_package(catalogue, project.package);
  std::vector<std::string> packages{package.code};
  packages.insert(packages.end(), package.uses.begin(), package.uses.end());
  return {project.code, programme.code, programme.name, project.axis, axis_name(programme, project.axis), project.name,
          status_in_words(project), find_organisation(catalogue, project.executor)->name, project.states, packages, project.themes};
}

/// The page's list of facts, each with the title of its source.
struct Facts {
  const Catalogue& catalogue;
  const Project& project;
  std::vector<Fact> list;

  void add(std::string label, std::string value, std::string_view fact) {
    const auto& sources = find_package(catalogue, project.package)->sources;
    const auto& key = project.sources.find(fact)->second;
    const auto& source = *std::find_if(sources.begin(), sources.end(), [&](auto& each) { return each.key == key; });
    list.push_back({std::move(label), std::move(value), source.title, source.url});
  }
  void add_if(const std::string& label, const std::optional<std::string>& value, std::string_view fact) {
    if (value) add(label, *value, fact);
  }
  std::string organisation(std::string_view code) const { return find_organisation(catalogue, code)->name; }
};

void who(Facts& facts) {
  const auto& project = facts.project;
  if (project.proponent) facts.add("Proponente", facts.organisation(*project.proponent), "proponent");
  facts.add("Executor", facts.organisation(project.executor), "executor");
  std::vector<std::string> partners;
  for (const auto& code : project.partners) partners.push_back(facts.organisation(code));
  if (!partners.empty()) facts.add("Parceria", joined(partners), "partners");
  if (!project.participants.empty()) facts.add("Participam", joined(project.participants), "participants");
  for (const auto& area : project.ministry_areas) {
    facts.add(area.kind == AreaKind::technical ? "Área técnica no Ministério da Saúde" : "Área de atuação",
              area.said + (area.today ? " à época; hoje " + *area.today : ""), "ministry_areas");
  }
}

void what(Facts& facts, const ProjectRow& row) {
  const auto& project = facts.project;
  facts.add("Programa", row.programme_name, "programme");
  facts.add_if("Eixo", row.axis_name, "axis");
  facts.add_if("Tipo", project.type, "type");
  facts.add_if("NUP", project.nup, "nup");
  if (project.status) facts.add("Situação", row.status, "status");
  if (project.first_year && project.last_year) {
    facts.add("Vigência", std::to_string(*project.first_year) + " a " + std::to_string(*project.last_year), "first_year");
  }
  if (project.value_centavos) facts.add("Valor", money(*project.value_centavos), "value_centavos");
  facts.add_if("Sobre o valor", project.value_note, "value_note");
}

void where_and_why(Facts& facts) {
  const auto& project = facts.project;
  if (!project.states.empty()) facts.add("Abrangência", coverage_in_words(project), "states");
  else facts.add_if("Abrangência", project.states_note, "states_note");
  if (!project.base.empty()) facts.add("Base", joined(project.base), "base");
  for (const auto& then : project.at_the_time) facts.add("À época", then.said + "; hoje " + then.today, "at_the_time");
}

std::vector<std::string> governance_of(const Catalogue& catalogue, const Project& project) {
  if (!project.governance) return {};
  std::vector<std::string> members;
  for (const auto& code : project.governance->members) members.push_back(find_organisation(catalogue, code)->label);
  return {project.governance->name + ": " + joined(members) + ".", project.governance->duty};
}

}  // namespace

Vocabularies vocabularies(const Catalogue& catalogue) {
  auto terms = [&](std::string_view code) { return terms_of(catalogue, code); };
  return {versions(catalogue), types_of(catalogue), terms("space"), terms("modality"), terms("theme"), terms("result"),
          terms("origin"), terms("guideline"), terms("learning"), terms("followup-kind"), terms("priority"), terms("participant"),
          terms("instrument"), terms("act-kind"), terms("transport"), terms("difficulty"), terms("facilitating-factor"),
          terms("organisation-kind")};
}

std::vector<ProjectRow> project_rows(const Catalogue& catalogue) {
  std::vector<ProjectRow> rows;
  for (const auto& project : catalogue.projects) rows.push_back(row_of(catalogue, project));
  return rows;
}

ProjectPage project_page(const Catalogue& catalogue, const Project& project) {
  ProjectPage page{row_of(catalogue, project), project.official_title.value_or(project.name), {project.summary}, {},
                   project.general_objective, project.specific_objectives, {}, project.method_words,
                   governance_of(catalogue, project), project.activities, project.deliverables, {}, {}};
  if (project.method) page.method.push_back(*project.method);
  page.deliverables.insert(page.deliverables.end(), project.products.begin(), project.products.end());
  Facts facts{catalogue, project, {}};
  who(facts);
  what(facts, page);
  where_and_why(facts);
  page.facts = std::move(facts.list);
  return page;
}

}  // namespace teia::programmes::wire
