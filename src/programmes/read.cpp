// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"
#include "places/places.hpp"
#include "programmes/loading.hpp"

namespace teia::programmes {

namespace {

struct PackageFile {
  int schema = 0;
  std::string code;
  int version = 0;
  std::string network, name, summary;
  std::vector<std::string> uses;
  std::vector<Source> sources;
};
DESCRIBE(PackageFile, schema, code, version, network, name, summary, uses, sources)

struct ProgrammeLine {
  std::string code, label, name, owner, summary, source;
};
DESCRIBE(ProgrammeLine, code, label, name, owner, summary, source)

struct ProgrammeFile {
  int schema = 0;
  ProgrammeLine programme;
  std::vector<Axis> axes;
};
DESCRIBE(ProgrammeFile, schema, programme, axes)

struct RolesFile {
  int schema = 0;
  std::vector<Role> roles;
};
DESCRIBE(RolesFile, schema, roles)

struct OrganisationsFile {
  int schema = 0;
  std::vector<Organisation> organisations;
};
DESCRIBE(OrganisationsFile, schema, organisations)

std::string numbered(std::string_view list, std::size_t i, std::string_view field) {
  return std::string{list} + "[" + std::to_string(i) + "]." + std::string{field};
}

bool network_word(std::string_view word) { return word == "rede" || word == "pases" || word == "teia"; }

void read_package(Loading& loading, const Document& document) {
  auto file = loading.read<PackageFile>(document);
  if (!file) return;
  if (file->code != document.package()) loading.bad(document, "code", file->code, "deve ser o nome da pasta");
  if (file->version < 1) loading.bad(document, "version", std::to_string(file->version), "a primeira versão é 1");
  if (!network_word(file->network)) loading.bad(document, "network", file->network, "rede, pases ou teia");
  for (std::size_t i = 0; i < file->uses.size(); ++i) {
    loading.point(Points::package, "", file->uses[i], document, "uses[" + std::to_string(i) + "]");
  }
  for (std::size_t i = 0; i < file->sources.size(); ++i) {
    loading.once("source " + file->code, file->sources[i].key, document, numbered("sources", i, "key"));
  }
  loading.out.catalogue.packages.push_back({document.package(), file->name, file->summary, file->network, file->version, file->uses, file->sources});
}

void read_programme(Loading& loading, const Document& document) {
  auto file = loading.read<ProgrammeFile>(document);
  if (!file) return;
  auto& line = file->programme;
  if (!lower_code(line.code)) loading.bad(document, "programme.code", line.code, "letras minúsculas, algarismos e hífen");
  loading.once("programme", line.code, document, "programme.code");
  loading.point(Points::organisation, "", line.owner, document, "programme.owner");
  loading.point(Points::source, "", line.source, document, "programme.source");
  for (std::size_t i = 0; i < file->axes.size(); ++i) {
    loading.once("axis " + line.code, file->axes[i].code, document, numbered("axes", i, "code"));
    loading.point(Points::source, "", file->axes[i].source, document, numbered("axes", i, "source"));
  }
  loading.out.catalogue.programmes.push_back(
      {line.code, line.label, line.name, line.owner, line.summary, line.source, std::move(file->axes)});
}

void check_grant(Loading& loading, const Document& document, const Grant& grant, const std::string& at) {
  if (!from_word<access::Verb>(grant.verb)) loading.bad(document, at + ".verb", grant.verb, "não é um verbo do sistema");
  if (!from_word<access::Reach>(grant.reach)) loading.bad(document, at + ".reach", grant.reach, "não é um alcance conhecido");
  // The analysis never leaves the team that wrote it, whatever a package says.
  if (grant.verb == "action.read-analysis" && grant.reach != "own" && grant.reach != "institution") {
    loading.bad(document, at + ".reach", grant.reach, "a análise só é lida pela própria equipe");
  }
}

void read_roles(Loading& loading, const Document& document) {
  auto file = loading.read<RolesFile>(document);
  if (!file) return;
  for (std::size_t i = 0; i < file->roles.size(); ++i) {
    auto& role = file->roles[i];
    const std::string at = "roles[" + std::to_string(i) + "]";
    if (!lower_code(role.code)) loading.bad(document, at + ".code", role.code, "letras minúsculas, algarismos e hífen");
    loading.once("role", role.code, document, at + ".code");
    if (!network_word(role.network)) loading.bad(document, at + ".network", role.network, "rede, pases ou teia");
    for (std::size_t l = 0; l < role.scope_levels.size(); ++l) {
      const auto& level = role.scope_levels[l];
      if (!from_word<places::Level>(level)) loading.bad(document, at + ".scope_levels[" + std::to_string(l) + "]", level, "não é um nível do território");
    }
    for (std::size_t g = 0; g < role.grants.size(); ++g) {
      check_grant(loading, document, role.grants[g], at + ".grants[" + std::to_string(g) + "]");
    }
    loading.out.catalogue.roles.push_back(std::move(role));
  }
}

void read_organisations(Loading& loading, const Document& document) {
  auto file = loading.read<OrganisationsFile>(document);
  if (!file) return;
  for (std::size_t i = 0; i < file->organisations.size(); ++i) {
    auto& each = file->organisations[i];
    const std::string at = "organisations[" + std::to_string(i) + "]";
    if (!upper_code(each.code)) loading.bad(document, at + ".code", each.code, "maiúsculas, algarismos e hífen");
    loading.once("organisation", each.code, document, at + ".code");
    loading.point(Points::term, "organisation-kind", each.kind, document, at + ".kind");
    loading.point(Points::source, "", each.source, document, at + ".source");
    if (each.parent) loading.point(Points::organisation, "", *each.parent, document, at + ".parent");
    if (each.state && !state_code(*each.state)) loading.bad(document, at + ".state", *each.state, "a sigla de um estado");
    loading.out.catalogue.organisations.push_back(std::move(each));
  }
}

}  // namespace

void read_project(Loading& loading, const Document& document);     // read_project.cpp
void read_vocabulary(Loading& loading, const Document& document);  // read_vocabulary.cpp

void read_file(Loading& loading, const Document& document) {
  const std::string file = document.file();
  const auto* schema = document.root.find("schema");
  if (schema && *schema != json::Value{std::int64_t{1}}) {
    loading.unread.insert(document.path);
    return loading.bad(document, "schema", json::write(*schema), "este programa lê o esquema 1");
  }
  if (file == "package.toml") return read_package(loading, document);
  if (file == "programme.toml") return read_programme(loading, document);
  if (file == "roles.toml") return read_roles(loading, document);
  if (file == "organisations.toml") return read_organisations(loading, document);
  if (file == "project.toml" || file.starts_with("projects/")) return read_project(loading, document);
  if (file.starts_with("vocabularies/")) return read_vocabulary(loading, document);
  loading.out.faults.push_back(problems::unknown_file.at(document.path + ":1", {{"value", file}}));
}

}  // namespace teia::programmes
