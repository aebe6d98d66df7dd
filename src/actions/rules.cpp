// SPDX-License-Identifier: Apache-2.0
#include "actions/rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace teia::actions::rules {

namespace {

std::string with_whom(const TitleInput& in) {
  if (in.intent && !in.intent->empty()) return *in.intent;
  if (in.places.size() == 1) return in.places.front().name;
  if (in.places.size() > 1) {
    const bool towns = std::all_of(in.places.begin(), in.places.end(), [](auto& place) { return place.level == "municipio"; });
    return std::to_string(in.places.size()) + (towns ? " municípios" : " lugares");
  }
  if (in.organisations.size() > 1) return std::to_string(in.organisations.size()) + " instituições";
  return in.organisations.empty() ? "" : in.organisations.front();
}

}  // namespace

std::string derived_title(const TitleInput& in) {
  std::string title;
  for (const auto& part : {in.type, with_whom(in), in.theme}) {
    if (part.empty()) continue;
    if (!title.empty()) title += " · ";
    title += part;
  }
  return title;
}

Derived derived(const Derived& type, const Derived& given) {
  return {given.modality ? given.modality : type.modality, given.minutes ? given.minutes : type.minutes,
          given.space ? given.space : type.space};
}

std::vector<std::string> missing(const QuickInput& in) {
  std::vector<std::string> lacks;
  const auto letters = text::letters(text::trimmed(in.text));
  if (in.type.empty()) lacks.push_back("type");
  if (in.needs_place && in.places + in.organisations == 0) lacks.push_back("with");
  if (!in.started_at) lacks.push_back("when");
  else if (*in.started_at > in.now.plus_days(1)) lacks.push_back("when.future");
  if (in.theme.empty()) lacks.push_back("theme");
  if (letters > most_text) lacks.push_back("text.long");
  else if (letters < least_text && !in.audio) lacks.push_back(letters == 0 ? "text" : "text.short");
  return lacks;
}

}  // namespace teia::actions::rules
