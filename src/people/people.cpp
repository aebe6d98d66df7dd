// SPDX-License-Identifier: Apache-2.0
#include "people/people.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "base/text.hpp"
#include "people/store.hpp"

namespace teia::people {

namespace {

std::vector<std::string> words_of(std::string_view folded_text) {
  std::istringstream in{std::string{folded_text}};
  return {std::istream_iterator<std::string>{in}, {}};
}

}  // namespace

std::string folded(std::string_view name) {
  auto words = words_of(text::folded(name));
  std::sort(words.begin(), words.end());
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

bool matches(std::string_view folded_name, std::string_view q) {
  const auto names = words_of(folded_name), asked = words_of(folded(q));
  return std::all_of(asked.begin(), asked.end(), [&](const auto& word) {
    return std::any_of(names.begin(), names.end(), [&](const auto& name) { return name.starts_with(word); });
  });
}

void load_organisations(db::Write& tx, const std::vector<Organisation>& organisations) {
  for (const auto& o : organisations) tx.run(store::put_organisation, o.id, o.code, o.name, o.short_name, o.kind, o.state_id);
}

std::optional<Organisation> find_organisation(db::Read& tx, OrganisationId id) { return tx.one(store::organisation, id); }

std::optional<Organisation> organisation_by_code(db::Read& tx, std::string_view code) {
  return tx.one(store::organisation_by_code, std::string{code});
}

std::vector<OrganisationRow> search_organisations(db::Read& tx, std::string_view q, std::optional<std::string> kind) {
  auto found = tx.all(store::organisations, kind);
  std::erase_if(found, [&](const auto& row) { return !matches(folded(row.code + " " + row.name), q); });
  return found;
}

void add_person(db::Write& tx, const NewPerson& person, Instant now, std::optional<PersonId> by) {
  const std::string name{text::trimmed(person.name)};
  if (text::letters(name) < 2) throw problems::name_too_short();
  tx.run(store::insert_person, person.id, name, folded(name), person.email, person.phone, now, by);
}

std::optional<PersonRef> find_person(db::Read& tx, PersonId id) { return tx.one(store::person, id); }

PersonRef require_person(db::Read& tx, PersonId id) {
  auto found = find_person(tx, id);
  if (!found) throw problems::person_unknown();
  return *found;
}

}  // namespace teia::people
