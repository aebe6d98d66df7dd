// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "followups/document.hpp"
#include "programmes/programmes.hpp"

/// The rules of what comes in (rede-colaborativa.md §5.6).
namespace teia::followups {

namespace {

constexpr std::size_t least_letters = 5, most_letters = 500, most_words_of_name = 160, most_of_an_answer = 2000;
constexpr std::size_t most_places = 200, most_evidence = 10;
const Day first_due = Day::of(2015, 1, 1);       // older ones come with spreadsheets, and none is older than the network
constexpr std::int32_t furthest_due = 5 * 366;  // days from today: 2205 is a slip

class Check {
 public:
  explicit Check(db::Read& tx) : tx_(tx) {}
  std::vector<Fault> faults;

  void longer(const std::string& field, const std::string& text, std::size_t most) {
    const auto length = text::letters(text);
    if (length > most) {
      faults.push_back(teia::problems::too_long.at(field, {{"max", std::to_string(most)}, {"length", std::to_string(length)}}));
    }
  }

  void term(const std::string& field, std::string_view vocabulary, const std::string& code) {
    if (!programmes::find_term(programmes::catalogue(), vocabulary, code)) {
      faults.push_back(problems::unknown_code.at(field, {{"value", code}}));
    }
  }

  void most(const std::string& field, std::size_t count, std::size_t limit) {
    if (count > limit) faults.push_back(problems::too_many.at(field, {{"max", std::to_string(limit)}}));
  }

  void responsible(Responsible& who, OrganisationId owner) {
    if (who.person && (who.role || who.organisation)) faults.push_back(problems::one_responsible.at("responsible"));
    if (who.role && !who.organisation && programmes::find_role(programmes::catalogue(), *who.role)) who.organisation = owner;
    const auto known = name_of(who);  // asked even when a name was said: ids must be right
    if (who.name.empty()) who.name = known;
    if (who.name.empty() && faults.empty()) faults.push_back(problems::needs_responsible.at("responsible.name"));
    longer("responsible.name", who.name, most_words_of_name);
    if (who.role) longer("responsible.role", *who.role, most_words_of_name);
  }

  void places(const std::vector<PlaceId>& places) {
    most("places", places.size(), most_places);
    for (std::size_t i = 0; i < std::min(places.size(), most_places); ++i) {
      if (places::find(tx_, places[i])) continue;
      faults.push_back(places::problems::unknown.at("places[" + std::to_string(i) + "]", {{"place", std::to_string(places[i].value)}}));
    }
  }

  /// What is stored of the files is what the server found in them, not what the client said; by sync they come after the text.
  void evidence(std::vector<actions::Evidence>& evidence, bool files_follow) {
    most("evidence", evidence.size(), most_evidence);
    for (auto& one : evidence) {
      if (files_follow && ledger::is_hash(one.hash) && !ledger::has_attachment(tx_, one.hash)) continue;
      const auto stored = ledger::attachment_of(tx_, one.hash);
      one.size = stored.size;
      one.content_type = stored.content_type;
    }
  }

 private:
  std::string name_of(const Responsible& who) {
    if (who.person) return known_person(*who.person);
    const auto* role = who.role ? programmes::find_role(programmes::catalogue(), *who.role) : nullptr;
    const auto organisation = who.organisation ? known_organisation(*who.organisation) : "";
    const auto said = role ? role->name : who.role.value_or("");
    return said.empty() || organisation.empty() ? said + organisation : said + " · " + organisation;
  }

  std::string known_person(PersonId id) {
    if (const auto person = people::find_person(tx_, id)) return person->name;
    faults.push_back(people::problems::person_unknown.at("responsible.person"));
    return "";
  }

  std::string known_organisation(OrganisationId id) {
    if (const auto organisation = people::find_organisation(tx_, id)) return organisation->short_name;
    faults.push_back(people::problems::organisation_unknown.at("responsible.organisation", {{"organisation", id.text()}}));
    return "";
  }

  db::Read& tx_;
};

void tidy(std::string& text) { text = std::string{text::trimmed(text)}; }

}  // namespace

std::vector<Fault> check(db::Read& tx, NewFollowup& in, OrganisationId owner, Day today) {
  Check check{tx};
  tidy(in.text);
  tidy(in.responsible.name);
  if (text::letters(in.text) < least_letters) check.faults.push_back(problems::too_short.at("text", {{"min", std::to_string(least_letters)}}));
  check.longer("text", in.text, most_letters);
  check.term("kind", "followup-kind", in.kind);
  check.term("priority", "priority", in.priority);
  check.responsible(in.responsible, owner);
  if (in.due_on && (*in.due_on < first_due || *in.due_on > today.plus(furthest_due))) {
    check.faults.push_back(problems::bad_due.at("due_on", {{"date", in.due_on->brazilian()}}));
  }
  check.places(in.places);
  return std::move(check.faults);
}

std::vector<Fault> check(db::Read& tx, FollowupDeed& in, bool files_follow) {
  Check check{tx};
  if (!in.text) in.text.emplace();
  tidy(*in.text);
  check.longer("text", *in.text, most_of_an_answer);
  check.evidence(in.evidence, files_follow);
  return std::move(check.faults);
}

std::vector<Fault> check_responsible(db::Read& tx, Responsible& who, OrganisationId owner) {
  Check check{tx};
  tidy(who.name);
  check.responsible(who, owner);
  return std::move(check.faults);
}

std::vector<Fault> check_new_day(const FollowupDeed& in, Day today) {
  if (!in.due_on) return {problems::needs_due.at("due_on")};
  if (*in.due_on < today) return {problems::past_due.at("due_on", {{"date", in.due_on->brazilian()}})};
  if (*in.due_on > today.plus(furthest_due)) return {problems::bad_due.at("due_on", {{"date", in.due_on->brazilian()}})};
  return {};
}

}  // namespace teia::followups
