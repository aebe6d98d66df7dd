// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/db/db.hpp"
#include "base/describe.hpp"
#include "base/embed.hpp"
#include "base/id.hpp"
#include "base/problem.hpp"

namespace teia::http {
struct Route;
}

/// Programmes, projects, vocabularies, roles and organisations, as the packages say (packages/SCHEMA.md).
namespace teia::programmes {

namespace problems {
inline const ProblemKind bad_toml{"packages.bad-toml", 422, "O arquivo não é TOML válido: {what}.", "The file is not valid TOML: {what}."};
inline const ProblemKind unknown_file{"packages.unknown-file", 422, "Um pacote não tem o arquivo “{value}”.", "A package has no file “{value}”."};
inline const ProblemKind no_package{"packages.no-package", 422, "Falta package.toml no pacote “{value}”.", "The package “{value}” lacks package.toml."};
inline const ProblemKind bad_value{"packages.bad-value", 422, "O campo {key} não aceita “{value}”: {rule}.", "The field {key} does not take “{value}”: {rule}."};
inline const ProblemKind misplaced{"packages.misplaced", 422, "O campo {key} não tem lugar aqui.", "The field {key} has no place here."};
inline const ProblemKind repeated{"packages.repeated", 422, "O código “{value}” já existe ({first}).", "The code “{value}” is already used ({first})."};
inline const ProblemKind unknown_reference{"packages.unknown-reference", 422, "O campo {key} aponta para “{value}”, que não existe ou não é visto por este pacote.", "The field {key} points to “{value}”, which does not exist or is not seen by this package."};
inline const ProblemKind no_source{"packages.no-source", 422, "O fato {key} não diz a sua fonte.", "The fact {key} does not name its source."};
inline const ProblemKind project_unknown{"projects.unknown", 404, "Não há projeto com o código “{code}”.", "There is no project with the code “{code}”."};
}  // namespace problems

struct Source {
  std::string key, title;
  std::optional<std::string> url, note;
};
DESCRIBE(Source, key, title, url, note)

struct Package {
  std::string code, name, summary, network;  ///< network: whose roles own and read its projects' records
  int version = 0;
  std::vector<std::string> uses;  ///< packages whose words this one sees
  std::vector<Source> sources;
};

struct Axis {
  std::string code, name, source;
};
DESCRIBE(Axis, code, name, source)

struct Programme {
  std::string code, label, name, owner, summary, source;
  std::vector<Axis> axes;  ///< in the programme's own order
};

enum class Status { under_way, begins };
constexpr auto words(Status) { return std::array{Word{Status::under_way, "em-andamento"}, Word{Status::begins, "inicio"}}; }

struct Governance {
  std::string name;
  std::vector<std::string> members;  ///< organisation codes
  std::string duty;
};
DESCRIBE(Governance, name, members, duty)

enum class AreaKind { technical, field };
constexpr auto words(AreaKind) { return std::array{Word{AreaKind::technical, "tecnica"}, Word{AreaKind::field, "atuacao"}}; }

/// An area of the Ministry under the name that the source used, with today's name when it changed.
struct MinistryArea {
  std::string said;
  std::optional<std::string> today;
  AreaKind kind{};
};
DESCRIBE(MinistryArea, said, today, kind)

struct AtTheTime {
  std::string said, today;
};
DESCRIBE(AtTheTime, said, today)

/// A project's card, as its file writes it. Lists are in the source's order.
struct ProjectFacts {
  std::string code;   ///< its public address, for ever
  std::string label;
  std::string name;
  std::optional<std::string> official_title;
  std::string programme;
  std::optional<std::string> axis;
  int order = 0;  ///< within the programme
  std::optional<std::string> proponent;
  std::string executor;
  std::vector<std::string> partners;
  std::optional<std::string> type, nup;
  std::optional<Status> status;
  std::optional<std::string> start;  ///< year-month: sources give no day
  std::optional<int> first_year, last_year;
  std::optional<std::int64_t> value_centavos;
  std::optional<std::string> value_note;
  std::string summary;
  std::optional<std::string> general_objective;
  std::vector<std::string> specific_objectives;
  std::optional<std::string> method;
  std::vector<std::string> method_words;
  std::vector<std::string> states;  ///< empty: those that ask
  std::optional<std::string> states_note;
  std::vector<std::string> places_outside;  ///< 7-digit codes that count in no denominator of the project
  std::vector<std::string> participants, activities, products, deliverables, base;
  std::vector<std::string> themes;  ///< suggested first
  std::optional<Governance> governance;
  std::vector<MinistryArea> ministry_areas;
  std::vector<AtTheTime> at_the_time;
};
DESCRIBE(ProjectFacts, code, label, name, official_title, programme, axis, order, proponent, executor, partners, type, nup, status,
         start, first_year, last_year, value_centavos, value_note, summary, general_objective, specific_objectives, method,
         method_words, states, states_note, places_outside, participants, activities, products, deliverables, base, themes,
         governance, ministry_areas, at_the_time)

struct Project : ProjectFacts {
  std::string package, network;  ///< "rede" or "pases", as roles and atoms name it
  std::map<std::string, std::string, std::less<>> sources;  ///< fact → key of the package's sources
};

/// What the form fills in first for a type of action; the author changes it at will.
struct ActionDefaults {
  std::string modality;
  int minutes = 0;
  std::optional<std::string> space;
  bool collective = false;
  bool needs_place = false;  ///< at least one place or organisation
  bool needs_space = false;
};

/// What a result asks for beside its code.
enum class Asks { instrument, act, amount, people };
constexpr auto words(Asks) {
  return std::array{Word{Asks::instrument, "instrument"}, Word{Asks::act, "act"}, Word{Asks::amount, "amount"}, Word{Asks::people, "people"}};
}

struct Learning {
  int share = 0;  ///< 70, 20 or 10
  std::string hours, evidence;
};

struct Term {
  std::string code, name, label;
  std::optional<std::string> parent, hint;
  bool retired = false;  ///< still valid in records, no longer offered
  std::string package, source;
  std::optional<ActionDefaults> action;  ///< in `action-type`
  std::optional<Learning> learning;      ///< in `learning`
  std::optional<Asks> asks;              ///< in `result`
};

struct Vocabulary {
  std::string code, name;
  int version = 0;  ///< of the package that defines it
  std::vector<Term> terms;
};

struct Grant {
  std::string verb, reach;
};
DESCRIBE(Grant, verb, reach)

struct Role {
  std::string code, name, network;
  std::vector<std::string> scope_levels;
  std::vector<Grant> grants;
};
DESCRIBE(Role, code, name, network, scope_levels, grants)

struct Organisation {
  std::string code, name, label, kind;
  std::optional<std::string> state, parent;
  std::string source;
};
DESCRIBE(Organisation, code, name, label, kind, state, parent, source)

struct Catalogue {
  std::vector<Package> packages;
  std::vector<Programme> programmes;
  std::vector<Project> projects;  ///< by programme, then by order
  std::vector<Vocabulary> vocabularies;
  std::vector<Role> roles;
  std::vector<Organisation> organisations;
};

/// Reads a set of files named `package/file.toml`. Every fault is there, not the first; its `field` is "package/file.toml:line".
struct Loaded {
  Catalogue catalogue;
  std::vector<Fault> faults;
};
Loaded load(std::span<const embed::File> files);

/// The catalogue that travels in the program; made once, lives as long as the program.
const Catalogue& catalogue();

/// `teia packages check DIR`: DIR is a package (it is read together with the embedded ones) or a folder of packages.
std::vector<Fault> check(const std::filesystem::path& folder);

const Package* find_package(const Catalogue&, std::string_view code);
const Programme* find_programme(const Catalogue&, std::string_view code);
const Project* find_project(const Catalogue&, std::string_view code);
const Vocabulary* find_vocabulary(const Catalogue&, std::string_view code);
const Term* find_term(const Catalogue&, std::string_view vocabulary, std::string_view code);
const Role* find_role(const Catalogue&, std::string_view code);
const Organisation* find_organisation(const Catalogue&, std::string_view code);

/// Whether records of the project may carry the term: it is of the project's package or of one that this package uses.
bool offered(const Catalogue&, const Project&, const Term&);
/// What a record of the project was made under: "rede-conasems-cosems@1 common@1".
std::string package_versions(const Catalogue&, const Project&);

/// Brings roles and organisations of the catalogue into the database: adds what is new, renames, takes grants away that no package
/// gives any more. The territory must be there. Does nothing the second time.
void install(db::Write& tx, const Catalogue&, Instant now, Chance& chance);

/// The words of the forms for whoever is signed in; the projects' cards for everybody, at addresses that do not change.
std::vector<http::Route> routes();

}  // namespace teia::programmes
