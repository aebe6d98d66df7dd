// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/time.hpp"

/// The rules of a quick record, shared with the browser: web/src/actions/rules.ts runs the same cases (tests/cases/actions.json).
/// Pure: no database, no clock.
namespace teia::actions::rules {

struct NamedPlace {
  std::string name, level;
};
DESCRIBE(NamedPlace, name, level)

struct TitleInput {
  std::string type;  ///< short name of the type
  std::optional<std::string> intent;
  std::vector<NamedPlace> places;
  std::vector<std::string> organisations;
  std::string theme;  ///< short name of the theme
};
DESCRIBE(TitleInput, type, intent, places, organisations, theme)

/// "Visita · Augustinópolis · PAS": type, with whom, theme; an intent stands for its expansion.
std::string derived_title(const TitleInput& in);

struct Derived {
  std::optional<std::string> modality;
  std::optional<std::int64_t> minutes;
  std::optional<std::string> space;
};
DESCRIBE(Derived, modality, minutes, space)

/// What the type fills in, wherever the author said nothing else.
Derived derived(const Derived& type, const Derived& given);

inline constexpr std::size_t least_text = 10, most_text = 4000;

struct QuickInput {
  std::string type;
  bool needs_place = true;
  std::int64_t places = 0, organisations = 0;
  std::optional<Instant> started_at;
  Instant now;
  std::string theme, text;
  bool audio = false;
};

/// What is still missing for a valid record, in the order of the screen: type, with, when, when.future, theme, text, text.short, text.long.
std::vector<std::string> missing(const QuickInput& in);

struct Finding {
  std::string kind;  ///< cpf, cns, telefone
  std::string text;
};
DESCRIBE(Finding, kind, text)

/// Numbers in a text that look like a person's: CPF and CNS by their check digits, telephones by their form.
std::vector<Finding> scan(std::string_view text);

}  // namespace teia::actions::rules
