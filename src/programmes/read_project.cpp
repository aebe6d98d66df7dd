// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "programmes/loading.hpp"

namespace teia::programmes {

void read_project(Loading& loading, const Document& document);

namespace {

struct ProjectFile {
  int schema = 0;
  ProjectFacts project;
  json::Value sources;
};
DESCRIBE(ProjectFile, schema, project, sources)

/// Our own handling of a project, not a fact about it.
constexpr std::string_view without_source[] = {"code", "label", "order", "themes"};

template <class T>
bool present(const T& value) {
  if constexpr (is_optional<T>) return value.has_value();
  else if constexpr (json::is_list<T>) return !value.empty();
  else return true;
}

std::vector<std::string> facts_of(const ProjectFacts& project) {
  std::vector<std::string> facts;
  for_each_field<ProjectFacts>([&](std::string_view name, auto field) {
    const bool handling = std::find(std::begin(without_source), std::end(without_source), name) != std::end(without_source);
    if (!handling && present(project.*field)) facts.emplace_back(name);
  });
  return facts;
}

void check_sources(Loading& loading, const Document& document, const ProjectFile& file, Project& project) {
  const auto facts = facts_of(project);
  const auto* given = std::get_if<json::Object>(&file.sources.is);
  if (!given) return loading.bad(document, "sources", json::write(file.sources), "uma tabela de fatos e fontes");
  for (const auto& [fact, source] : *given) {
    const std::string key = "sources." + fact;
    const auto* text = std::get_if<std::string>(&source.is);
    if (std::find(facts.begin(), facts.end(), fact) == facts.end()) loading.fault(problems::misplaced, document, key, {});
    else if (!text) loading.bad(document, key, json::write(source), "a chave de uma fonte");
    else {
      loading.point(Points::source, "", *text, document, key);
      project.sources[fact] = *text;
    }
  }
  for (const auto& fact : facts) {
    if (!file.sources.find(fact)) loading.fault(problems::no_source, document, "project." + fact, {});
  }
}

void each(Loading& loading, const Document& document, const std::vector<std::string>& values, const std::string& list, Points to,
          const std::string& within = "") {
  for (std::size_t i = 0; i < values.size(); ++i) {
    loading.point(to, within, values[i], document, list + "[" + std::to_string(i) + "]");
  }
}

void point_elsewhere(Loading& loading, const Document& document, const ProjectFacts& project) {
  loading.point(Points::programme, "", project.programme, document, "project.programme");
  if (project.axis) loading.point(Points::axis, project.programme, *project.axis, document, "project.axis");
  loading.point(Points::organisation, "", project.executor, document, "project.executor");
  if (project.proponent) loading.point(Points::organisation, "", *project.proponent, document, "project.proponent");
  each(loading, document, project.partners, "project.partners", Points::organisation);
  each(loading, document, project.themes, "project.themes", Points::term, "theme");
  if (project.governance) each(loading, document, project.governance->members, "project.governance.members", Points::organisation);
}

/// `form` holds 0 where a digit is due and the character itself elsewhere.
bool shaped(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char f) { return f == '0' ? c >= '0' && c <= '9' : c == f; });
}

bool year_month(std::string_view text) {
  return shaped(text, "0000-00") && text.substr(5) >= "01" && text.substr(5) <= "12";
}

void check_values(Loading& loading, const Document& document, const ProjectFacts& project) {
  if (!lower_code(project.code)) loading.bad(document, "project.code", project.code, "letras minúsculas, algarismos e hífen");
  if (project.start && !year_month(*project.start)) loading.bad(document, "project.start", *project.start, "ano e mês: 2019-03");
  if (project.status == Status::begins && !project.start) loading.bad(document, "project.status", "inicio", "pede o mês em “start”");
  if (project.first_year && project.last_year && *project.last_year < *project.first_year) {
    loading.bad(document, "project.last_year", std::to_string(*project.last_year), "vem antes do primeiro ano");
  }
  if (project.value_centavos && *project.value_centavos <= 0) {
    loading.bad(document, "project.value_centavos", std::to_string(*project.value_centavos), "centavos, mais que zero");
  }
  // Process number of the federal administration: unit, sequence, year, two check digits.
  if (project.nup && !shaped(*project.nup, "00000.000000/0000-00")) loading.bad(document, "project.nup", *project.nup, "NUP: 00000.000000/0000-00");
  for (std::size_t i = 0; i < project.states.size(); ++i) {
    const std::string key = "project.states[" + std::to_string(i) + "]";
    if (!state_code(project.states[i])) loading.bad(document, key, project.states[i], "a sigla de um estado");
    loading.once("state of " + project.code, project.states[i], document, key);
  }
  for (std::size_t i = 0; i < project.places_outside.size(); ++i) {
    const std::string key = "project.places_outside[" + std::to_string(i) + "]";
    if (!shaped(project.places_outside[i], "0000000")) loading.bad(document, key, project.places_outside[i], "código IBGE de 7 algarismos");
  }
}

}  // namespace

void read_project(Loading& loading, const Document& document) {
  auto file = loading.read<ProjectFile>(document);
  if (!file) return;
  Project project{file->project, document.package(), "", {}};
  loading.once("project", project.code, document, "project.code");
  check_values(loading, document, project);
  point_elsewhere(loading, document, project);
  check_sources(loading, document, *file, project);
  loading.out.catalogue.projects.push_back(std::move(project));
}

}  // namespace teia::programmes
