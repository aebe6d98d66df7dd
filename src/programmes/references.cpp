// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "programmes/loading.hpp"

namespace teia::programmes {

namespace {

bool sees(const Catalogue& catalogue, std::string_view from, std::string_view package) {
  if (from == package) return true;
  const auto* it = find_package(catalogue, from);
  return it && std::find(it->uses.begin(), it->uses.end(), package) != it->uses.end();
}

bool has_source(const Catalogue& catalogue, const Reference& reference) {
  const auto* package = find_package(catalogue, reference.package);
  return package && std::any_of(package->sources.begin(), package->sources.end(), [&](auto& each) { return each.key == reference.value; });
}

bool has_axis(const Catalogue& catalogue, const Reference& reference) {
  const auto* programme = find_programme(catalogue, reference.within);
  return programme && std::any_of(programme->axes.begin(), programme->axes.end(), [&](auto& each) { return each.code == reference.value; });
}

bool leads_somewhere(const Catalogue& catalogue, const Reference& reference) {
  switch (reference.to) {
    case Points::package: return find_package(catalogue, reference.value) != nullptr;
    case Points::source: return has_source(catalogue, reference);
    case Points::programme: return find_programme(catalogue, reference.value) != nullptr;
    case Points::axis: return has_axis(catalogue, reference);
    case Points::organisation: return find_organisation(catalogue, reference.value) != nullptr;
    case Points::term:
    case Points::parent: break;
  }
  const auto* term = find_term(catalogue, reference.within, reference.value);
  if (!term || !sees(catalogue, reference.package, term->package)) return false;
  return reference.to == Points::term || !term->parent;  // two levels, not more
}

/// What it points at may stand in a file that did not read; whose package has no package.toml knows no source and uses nothing.
bool may_lead_somewhere(const Loading& loading, const Reference& reference) {
  const bool nameless = !find_package(loading.out.catalogue, reference.package);
  switch (reference.to) {
    case Points::package: return loading.misses(reference.value, "package.toml");
    case Points::source: return nameless;
    case Points::programme:
    case Points::axis: return loading.misses("", "programme.toml");
    case Points::organisation: return loading.misses("", "organisations.toml");
    case Points::term:
    case Points::parent: return nameless || loading.misses("", "vocabularies/");
  }
  return false;
}

}  // namespace

void resolve(Loading& loading) {
  for (const auto& reference : loading.references) {
    if (leads_somewhere(loading.out.catalogue, reference) || may_lead_somewhere(loading, reference)) continue;
    loading.out.faults.push_back(problems::unknown_reference.at(reference.at, {{"key", reference.key}, {"value", reference.value}}));
  }
}

bool offered(const Catalogue& catalogue, const Project& project, const Term& term) {
  return sees(catalogue, project.package, term.package);
}

}  // namespace teia::programmes
