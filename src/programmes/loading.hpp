// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>

#include "programmes/programmes.hpp"
#include "programmes/toml.hpp"

/// One pass over a set of packages: files are read in any order, what points elsewhere is looked at when all are there.
namespace teia::programmes {

enum class Points { package, source, programme, axis, organisation, term, parent };

struct Reference {
  Points to;
  std::string within;   ///< term, parent: the vocabulary; axis: the programme
  std::string value;
  std::string package;  ///< who points
  std::string key, at;  ///< field, and file with line
};

struct Loading {
  Loaded out;
  std::vector<Reference> references;
  std::map<std::string, std::string, std::less<>> first;  ///< "project pases-rg" → where it was seen
  std::set<std::string, std::less<>> unread;              ///< files that say nothing, because they did not read: "demo/package.toml"

  template <class T>
  std::optional<T> read(const Document& document) {
    auto file = programmes::read<T>(document, out.faults);
    if (!file) unread.insert(document.path);
    return file;
  }
  /// Whether a file of this name did not read, of this package or (with "") of any.
  bool misses(std::string_view package, std::string_view file) const;

  void fault(const ProblemKind& kind, const Document& document, const std::string& key, Details details);
  void bad(const Document& document, const std::string& key, std::string_view value, std::string_view rule);
  /// A fault when the code was seen before in this space of names.
  void once(std::string_view space, std::string_view code, const Document& document, const std::string& key);
  void point(Points to, std::string within, std::string_view value, const Document& document, const std::string& key);
};

/// Reads one file into the catalogue under construction.
void read_file(Loading& loading, const Document& document);
/// Faults for what points nowhere. What a file that did not read may define is no fault of who points at it.
void resolve(Loading& loading);

bool lower_code(std::string_view text);  ///< pases-rg
bool upper_code(std::string_view text);  ///< PLAN.PAS, E70-1, REU_CIR, COSEMS-TO
bool state_code(std::string_view text);  ///< one of the 27

}  // namespace teia::programmes
