// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "programmes/programmes.hpp"

/// The catalogue as it travels to the browser.
namespace teia::programmes::wire {

struct Term {
  std::string code, name, short_;
  std::optional<std::string> parent, hint;
  bool retired = false;
  std::string package;            ///< offered to projects whose `packages` hold it
  std::optional<Asks> asks;       ///< results
  std::optional<int> share;       ///< learning codes: 70, 20 or 10
};
DESCRIBE(Term, code, name, short_, parent, hint, retired, package, asks, share)

struct ActionType : Term {
  std::string modality;
  int minutes = 0;
  std::optional<std::string> space;
  bool collective = false, needs_place = false, needs_space = false;
  std::string programme;  ///< empty: of every programme
};
DESCRIBE_ALSO(ActionType, (Term), modality, minutes, space, collective, needs_place, needs_space, programme)

struct Vocabularies {
  std::string version;
  std::vector<ActionType> types;
  std::vector<Term> spaces, modalities, themes, results, origins, guidelines, learning, followup_kinds, priorities, profiles,
      instruments, act_kinds, means, difficulties, facilitators, organisation_kinds;
};
DESCRIBE(Vocabularies, version, types, spaces, modalities, themes, results, origins, guidelines, learning, followup_kinds,
         priorities, profiles, instruments, act_kinds, means, difficulties, facilitators, organisation_kinds)

struct ProjectRow {
  std::string code, programme, programme_name;
  std::optional<std::string> axis, axis_name;
  std::string name, status;  ///< status in words: "início em março de 2019"
  std::string executor;      ///< name
  std::vector<std::string> states, packages, themes;
};
DESCRIBE(ProjectRow, code, programme, programme_name, axis, axis_name, name, status, executor, states, packages, themes)

struct Fact {
  std::string label, value, source;
  std::optional<std::string> source_url;
};
DESCRIBE(Fact, label, value, source, source_url)

struct ProjectPage : ProjectRow {
  std::string official_title;
  std::vector<std::string> summary;  ///< paragraphs
  std::vector<Fact> facts;
  std::optional<std::string> general_objective;
  std::vector<std::string> objectives, method, method_words, governance, activities, deliverables;
  std::optional<std::int64_t> actions, municipalities;  ///< filled by whoever counts records; nothing here
};
DESCRIBE_ALSO(ProjectPage, (ProjectRow), official_title, summary, facts, general_objective, objectives, method, method_words,
              governance, activities, deliverables, actions, municipalities)

Vocabularies vocabularies(const Catalogue&);
std::vector<ProjectRow> project_rows(const Catalogue&);
ProjectPage project_page(const Catalogue&, const Project&);

}  // namespace teia::programmes::wire
