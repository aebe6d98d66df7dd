// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "actions/record.hpp"
#include "actions/rules.hpp"

namespace teia::actions {

namespace {

/// Facts as the domain's vocabulary names them (§5.3): a person is in one place at a time only where the modality says so.
constexpr const char* in_person = "PRES";

bool overlap(const store::Neighbour& other, const ActionContent& content) {
  const auto end = content.started_at.plus_minutes(content.minutes.value_or(0)), other_end = other.started_at.plus_minutes(other.minutes);
  return other.started_at < end && content.started_at < other_end;
}

void repeated(std::vector<Warning>& warnings, const store::Neighbour& other, const char* message) {
  warnings.push_back({"possivel-repetida", "content.started_at", message + ("“" + other.title + "”") + ".", other.id});
}

void about_own_day(db::Read& tx, ActionId id, const ActionContent& content, PersonId author, Day day, std::vector<Warning>& warnings) {
  for (const auto& other : store::neighbours_of_author(tx, author, day, id)) {
    if (!overlap(other, content)) continue;
    if (other.type == content.type) {
      repeated(warnings, other, "Você já registrou, na mesma hora, ");
    } else if (other.modality == in_person && content.modality == in_person) {
      warnings.push_back({"dois-lugares", "content.started_at", "Na mesma hora você também estava em “" + other.title + "”.", other.id});
    }
  }
}

/// Two supporters often register the same meeting: said, never merged. Past three places the day's list would only be noise.
void about_colleagues(db::Read& tx, ActionId id, const ActionContent& content, Day day, std::vector<Warning>& warnings) {
  if (content.places.size() > 3) return;
  for (const auto& place : content.places) {
    for (const auto& other : store::neighbours_of_place(tx, place.place, day, id)) {
      const bool known = std::any_of(warnings.begin(), warnings.end(), [&](auto& w) { return w.other == other.id; });
      if (other.type == content.type && !known) repeated(warnings, other, "No mesmo dia e lugar já existe ");
    }
  }
}

std::string named(const std::string& kind) { return kind == "telefone" ? "um telefone" : kind == "cpf" ? "um CPF" : "um cartão do SUS (CNS)"; }

void about_people(const char* field, const std::string& text, std::vector<Warning>& warnings) {
  for (const auto& finding : rules::scan(text)) {
    warnings.push_back({"dado-pessoal", field, "Parece haver " + named(finding.kind) + " no texto. Pode guardar assim mesmo.", std::nullopt});
  }
}

}  // namespace

std::vector<Warning> warnings_of(db::Read& tx, ActionId id, const ActionContent& content, PersonId author, Day day) {
  std::vector<Warning> warnings;
  about_own_day(tx, id, content, author, day, warnings);
  about_colleagues(tx, id, content, day, warnings);
  about_people("content.text", content.text, warnings);
  about_people("content.what_changed", content.what_changed.value_or(""), warnings);
  about_people("content.objective", content.objective.value_or(""), warnings);
  const bool audio_only = content.text.empty() && !content.evidence.empty();
  if (audio_only) warnings.push_back({"so-audio", "content.text", "Só áudio por enquanto: falta o texto.", std::nullopt});
  return warnings;
}

}  // namespace teia::actions
