// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "programmes/loading.hpp"

namespace teia::embed {
std::span<const File> package_files();
}

namespace teia::programmes {

namespace {

/// Packages that others use come first, so that a vocabulary is defined before it is added to.
std::vector<Document> in_order(std::span<const embed::File> files, Loading& loading) {
  std::vector<Document> documents;
  std::map<std::string, std::size_t> uses;
  for (const auto& file : files) {
    if (!file.path.ends_with(".toml")) {
      loading.out.faults.push_back(problems::unknown_file.at(std::string{file.path} + ":1", {{"value", std::string{file.path}}}));
      continue;
    }
    auto document = parse(file.path, file.bytes, loading.out.faults);
    if (!document) {
      loading.unread.emplace(file.path);
      continue;
    }
    const auto* list = document->file() == "package.toml" ? document->root.find("uses") : nullptr;
    if (const auto* items = list ? std::get_if<json::Array>(&list->is) : nullptr) uses[document->package()] = items->size();
    documents.push_back(std::move(*document));
  }
  std::stable_sort(documents.begin(), documents.end(), [&](auto& a, auto& b) { return uses[a.package()] < uses[b.package()]; });
  return documents;
}

void sort_projects(Catalogue& catalogue) {
  auto rank = [&](const Project& project) {
    const auto* programme = find_programme(catalogue, project.programme);
    return std::pair{programme ? programme - catalogue.programmes.data() : 0, project.order};
  };
  std::stable_sort(catalogue.projects.begin(), catalogue.projects.end(), [&](auto& a, auto& b) { return rank(a) < rank(b); });
}

template <class T>
const T* by_code(const std::vector<T>& all, std::string_view code) {
  auto found = std::find_if(all.begin(), all.end(), [&](auto& each) { return each.code == code; });
  return found == all.end() ? nullptr : &*found;
}

/// Texts of a folder of packages, kept alive beside the views into them.
struct Texts {
  std::vector<std::pair<std::string, std::string>> kept;

  void add(const std::filesystem::path& package) {
    const std::string code = package.filename().string();
    for (const auto& entry : std::filesystem::recursive_directory_iterator{package}) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream text;
      text << std::ifstream{entry.path(), std::ios::binary}.rdbuf();
      kept.emplace_back(code + "/" + std::filesystem::relative(entry.path(), package).generic_string(), text.str());
    }
  }
  std::vector<embed::File> files() const {
    std::vector<embed::File> views;
    for (const auto& [path, text] : kept) views.push_back({path, text});
    std::sort(views.begin(), views.end(), [](auto& a, auto& b) { return a.path < b.path; });
    return views;
  }
};

}  // namespace

Loaded load(std::span<const embed::File> files) {
  Loading loading;
  const auto documents = in_order(files, loading);
  for (const auto& document : documents) read_file(loading, document);
  std::vector<std::string> named;
  for (const auto& document : documents) {
    const std::string package = document.package();
    if (std::find(named.begin(), named.end(), package) != named.end() || find_package(loading.out.catalogue, package)) continue;
    if (loading.misses(package, "package.toml")) continue;  // it is there, and its faults are told
    named.push_back(package);
    loading.out.faults.push_back(problems::no_package.at(document.path + ":1", {{"value", package}}));
  }
  resolve(loading);
  for (auto& project : loading.out.catalogue.projects) {
    if (const auto* package = find_package(loading.out.catalogue, project.package)) project.network = package->network;
  }
  sort_projects(loading.out.catalogue);
  return std::move(loading.out);
}

const Catalogue& catalogue() {
  static const Catalogue made = [] {
    auto loaded = load(embed::package_files());
    if (!loaded.faults.empty()) throw std::logic_error("embedded packages: " + loaded.faults.front().field + ": " + loaded.faults.front().message);
    return std::move(loaded.catalogue);
  }();
  return made;
}

std::vector<Fault> check(const std::filesystem::path& folder) {
  Texts texts;
  std::vector<embed::File> files;
  const auto whole = std::filesystem::weakly_canonical(folder);
  if (!std::filesystem::is_directory(whole)) return {problems::no_package.at(folder.string(), {{"value", folder.string()}})};
  if (std::filesystem::exists(whole / "package.toml")) {
    texts.add(whole);
    const std::string own = whole.filename().string() + "/";
    for (const auto& file : embed::package_files()) {
      if (!file.path.starts_with(own)) files.push_back(file);
    }
  } else {
    for (const auto& entry : std::filesystem::directory_iterator{whole}) {
      if (entry.is_directory()) texts.add(entry.path());
    }
  }
  const auto own = texts.files();
  files.insert(files.end(), own.begin(), own.end());
  return load(files).faults;
}

const Package* find_package(const Catalogue& in, std::string_view code) { return by_code(in.packages, code); }
const Programme* find_programme(const Catalogue& in, std::string_view code) { return by_code(in.programmes, code); }
const Project* find_project(const Catalogue& in, std::string_view code) { return by_code(in.projects, code); }
const Vocabulary* find_vocabulary(const Catalogue& in, std::string_view code) { return by_code(in.vocabularies, code); }
const Role* find_role(const Catalogue& in, std::string_view code) { return by_code(in.roles, code); }
const Organisation* find_organisation(const Catalogue& in, std::string_view code) { return by_code(in.organisations, code); }

const Term* find_term(const Catalogue& in, std::string_view vocabulary, std::string_view code) {
  const auto* found = find_vocabulary(in, vocabulary);
  return found ? by_code(found->terms, code) : nullptr;
}

std::string package_versions(const Catalogue& in, const Project& project) {
  const auto* own = find_package(in, project.package);
  std::string out = own->code + "@" + std::to_string(own->version);
  for (const auto& code : own->uses) out += " " + code + "@" + std::to_string(find_package(in, code)->version);
  return out;
}

}  // namespace teia::programmes
