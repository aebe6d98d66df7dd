// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "actions/record.hpp"
#include "actions/rules.hpp"
#include "base/text.hpp"

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

/// What the record being looked at has that its neighbours are held against.
struct Looked {
  ActionId id;
  const ActionContent& content;
  bool hour_guessed = false;
};

bool same_place(db::Read& tx, const store::Neighbour& other, const ActionContent& content) {
  const auto there = store::place_ids(tx, other.id);
  return std::any_of(content.places.begin(), content.places.end(), [&](auto& one) { return std::find(there.begin(), there.end(), one.place) != there.end(); });
}

/// With whom it was: a place or an institution of both, or neither has any.
bool same_beneficiary(db::Read& tx, const store::Neighbour& other, const ActionContent& content) {
  if (same_place(tx, other, content)) return true;
  const auto there = store::organisation_refs(tx, other.id);
  const bool met = std::any_of(content.organisations.begin(), content.organisations.end(), [&](auto& id) {
    return std::any_of(there.begin(), there.end(), [&](auto& one) { return one.id == id; });
  });
  const bool nobody = content.places.empty() && content.organisations.empty();
  return met || (nobody && there.empty() && store::place_ids(tx, other.id).empty());
}

std::set<std::string> words_of(std::string_view text) {
  const auto terms = text::search_terms(text);
  std::set<std::string> words;
  for (std::size_t at = 0; at < terms.size();) {
    const auto end = std::min(terms.find(' ', at), terms.size());
    words.insert(terms.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// Four words of five are the same. Lists keep a text's beginning: the two beginnings are held against each other.
bool near_equal(const std::string& text, const std::string& excerpt) {
  const auto mine = words_of(excerpt_of(text)), theirs = words_of(excerpt);
  const auto both = std::count_if(mine.begin(), mine.end(), [&](auto& word) { return theirs.contains(word); });
  const auto all = static_cast<std::int64_t>(mine.size() + theirs.size()) - both;
  return both >= 3 && both * 5 >= all * 4;
}

/// Told twice is what was with the same people or says the same; a guessed hour is no ground for two places at once.
void about_own_day(db::Read& tx, const Looked& it, PersonId author, Day day, std::vector<Warning>& warnings) {
  for (const auto& other : store::neighbours_of_author(tx, author, day, it.id)) {
    if (!overlap(other, it.content)) continue;
    const bool twice = other.type == it.content.type && (same_beneficiary(tx, other, it.content) || near_equal(it.content.text, other.excerpt));
    const bool in_person_twice = other.modality == in_person && it.content.modality == in_person;
    const bool stated = !it.hour_guessed && !other.hour_guessed;
    if (twice) {
      repeated(warnings, other, "Você já registrou, na mesma hora, ");
    } else if (in_person_twice && stated && !same_place(tx, other, it.content)) {
      warnings.push_back({"dois-lugares", "content.started_at", "Na mesma hora você também estava em “" + other.title + "”.", other.id});
    }
  }
}

/// Two supporters often register the same meeting: said, never merged. Past three places the day's list would only be noise.
void about_colleagues(db::Read& tx, const Looked& it, Day day, std::vector<Warning>& warnings) {
  if (it.content.places.size() > 3) return;
  for (const auto& place : it.content.places) {
    for (const auto& other : store::neighbours_of_place(tx, place.place, day, it.id)) {
      const bool known = std::any_of(warnings.begin(), warnings.end(), [&](auto& w) { return w.other == other.id; });
      if (other.type == it.content.type && !known) repeated(warnings, other, "No mesmo dia e lugar já existe ");
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

std::vector<Warning> warnings_of(db::Read& tx, ActionId id, const ActionContent& content, PersonId author, Day day, bool hour_guessed) {
  std::vector<Warning> warnings;
  const Looked it{id, content, hour_guessed};
  about_own_day(tx, it, author, day, warnings);
  about_colleagues(tx, it, day, warnings);
  about_people("content.text", content.text, warnings);
  about_people("content.what_changed", content.what_changed.value_or(""), warnings);
  about_people("content.objective", content.objective.value_or(""), warnings);
  const bool audio_only = content.text.empty() && !content.evidence.empty();
  if (audio_only) warnings.push_back({"so-audio", "content.text", "Só áudio por enquanto: falta o texto.", std::nullopt});
  return warnings;
}

}  // namespace teia::actions
