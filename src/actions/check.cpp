// SPDX-License-Identifier: Apache-2.0
#include "actions/record.hpp"
#include "actions/rules.hpp"
#include "base/text.hpp"

namespace teia::actions {

namespace {

using programmes::Term;

/// Collects faults of one content; each check is a line where it is called.
class Check {
 public:
  Check(db::Read& tx, ActionContent& content, const Owner& owner) : tx_(tx), content_(content), owner_(owner) {}
  std::vector<Fault> faults;

  void code(const char* vocabulary, const std::string& field, const std::string& value) {
    const auto* term = programmes::find_term(programmes::catalogue(), vocabulary, value);
    if (!term || !programmes::offered(programmes::catalogue(), *owner_.project, *term)) {
      faults.push_back(problems::unknown_code.at(field, {{"value", value}}));
    }
  }
  void code(const char* vocabulary, const std::string& field, const std::optional<std::string>& value) {
    if (value) code(vocabulary, field, *value);
  }

  void length(const std::string& field, const std::string& value, std::size_t most) {
    const auto letters = text::letters(value);
    if (letters > most) {
      faults.push_back(teia::problems::too_long.at(field, {{"max", std::to_string(most)}, {"length", std::to_string(letters)}}));
    }
  }
  void length(const std::string& field, const std::optional<std::string>& value, std::size_t most) {
    if (value) length(field, *value, most);
  }

  template <class List>
  void at_most(const std::string& field, const List& list, std::size_t most) {
    if (list.size() > most) faults.push_back(problems::too_many.at(field, {{"max", std::to_string(most)}}));
  }

  void places() {
    for (std::size_t i = 0; i < content_.places.size(); ++i) place("content.places[" + std::to_string(i) + "].place", content_.places[i].place);
  }

  void organisations() {
    for (std::size_t i = 0; i < content_.organisations.size(); ++i) {
      if (!people::find_organisation(tx_, content_.organisations[i])) {
        faults.push_back(people::problems::organisation_unknown.at("content.organisations[" + std::to_string(i) + "]",
                                                                   {{"organisation", content_.organisations[i].text()}}));
      }
    }
  }

  void people_of() {
    for (std::size_t i = 0; i < content_.coauthors.size(); ++i) {
      if (!people::find_person(tx_, content_.coauthors[i])) {
        faults.push_back(people::problems::person_unknown.at("content.coauthors[" + std::to_string(i) + "]"));
      }
    }
  }

  /// By sync the text comes first and its files after it.
  void evidence(bool files_follow) {
    for (std::size_t i = 0; i < content_.evidence.size(); ++i) {
      const auto& one = content_.evidence[i];
      if (files_follow ? !ledger::is_hash(one.hash) : !store::attachment_exists(tx_, one.hash)) {
        faults.push_back(problems::unknown_evidence.at("content.evidence[" + std::to_string(i) + "].hash", {{"name", one.name}}));
      }
      length("content.evidence[" + std::to_string(i) + "].name", one.name, 200);
    }
  }

 private:
  void place(const std::string& field, PlaceId id) {
    const auto found = places::find(tx_, id);
    if (!found) {
      faults.push_back(places::problems::unknown.at(field, {{"place", std::to_string(id.value)}}));
    } else if (owner_.institution.state_id && places::state_of(id) != *owner_.institution.state_id) {
      faults.push_back(problems::outside_scope.at(field, {{"place", found->name}}));
    }
  }

  db::Read& tx_;
  ActionContent& content_;
  const Owner& owner_;
};

/// Fills in what the type implies, wherever the author said nothing else.
void derive(ActionContent& content, const Term& type, db::Read& tx) {
  const auto& defaults = *type.action;
  const auto filled = rules::derived({defaults.modality, defaults.minutes, defaults.space}, {content.modality, content.minutes, content.space});
  content.modality = filled.modality;
  content.minutes = filled.minutes;
  content.space = filled.space;
  if (content.title && !text::trimmed(*content.title).empty()) return;

  rules::TitleInput title{type.label, content.intent ? std::optional{content.intent->label} : std::nullopt, {}, {}, ""};
  for (const auto& one : content.places) {
    if (const auto place = places::find(tx, one.place)) title.places.push_back({place->name, std::string{word_of(place->level)}});
  }
  for (const auto& id : content.organisations) {
    if (const auto organisation = people::find_organisation(tx, id)) title.organisations.push_back(organisation->short_name);
  }
  if (const auto* theme = programmes::find_term(programmes::catalogue(), "theme", content.theme)) title.theme = theme->label;
  content.title = text::first_letters(rules::derived_title(title), 120);
}

void check_time(Check& check, const ActionContent& content, bool planned, Instant now) {
  const auto day = local_day(content.started_at, capital_zone).brazilian();
  if (planned && content.started_at > now.plus_days(732)) check.faults.push_back(problems::too_far.at("content.started_at", {{"date", day}}));
  if (!planned && content.started_at > now.plus_days(1)) check.faults.push_back(problems::future.at("content.started_at", {{"date", day}}));
  if (content.started_at < now.plus_days(-20 * 366)) check.faults.push_back(problems::long_ago.at("content.started_at", {{"date", day}}));
  if (content.minutes && (*content.minutes < 1 || *content.minutes > 16 * 60)) check.faults.push_back(problems::bad_duration.at("content.minutes"));
}

void check_text(Check& check, const ActionContent& content, bool planned) {
  const bool audio = std::any_of(content.evidence.begin(), content.evidence.end(), [](auto& one) { return one.kind == EvidenceKind::audio; });
  if (!planned && !audio && text::letters(text::trimmed(content.text)) < rules::least_text) check.faults.push_back(problems::needs_text.at("content.text"));
  check.length("content.text", content.text, rules::most_text);
  check.length("content.title", content.title, 120);
  if (content.title && text::letters(*content.title) < 5) check.faults.push_back(problems::too_short.at("content.title", {{"min", "5"}}));
  check.length("content.objective", content.objective, 1000);
  check.length("content.what_changed", content.what_changed, 4000);
  check.length("content.difficulties", content.difficulties, 4000);
  check.length("content.facilitators", content.facilitators, 4000);
  check.length("content.good_practice", content.good_practice, 1000);
}

void check_lists(Check& check, const ActionContent& content) {
  check.at_most("content.other_themes", content.other_themes, 5);
  check.at_most("content.places", content.places, 900);  // Minas Gerais has 853 municipalities
  check.at_most("content.evidence", content.evidence, 20);
  check.at_most("content.links", content.links, 10);
  check.at_most("content.tags", content.tags, 20);
  check.at_most("content.coauthors", content.coauthors, 30);
  check.at_most("content.nominal", content.nominal, 3000);
  check.at_most("content.agenda", content.agenda, 60);
  for (const auto& tag : content.tags) check.length("content.tags", tag, 40);
  for (const auto& item : content.agenda) check.length("content.agenda", item.text, 1000);
  for (const auto& person : content.nominal) check.length("content.nominal", person.name, 120);
  for (const auto& link : content.links) {
    if (!link.url.starts_with("https://") && !link.url.starts_with("http://")) {
      check.faults.push_back(problems::bad_link.at("content.links", {{"value", link.url}}));
    }
    check.length("content.links", link.url, 2000);
  }
  for (const auto& group : content.participants) {
    if (group.count < 0 || group.count > 100'000) check.faults.push_back(problems::bad_count.at("content.participants"));
  }
}

void check_codes(Check& check, const ActionContent& content) {
  check.code("modality", "content.modality", content.modality);
  check.code("space", "content.space", content.space);
  check.code("theme", "content.theme", content.theme);
  for (const auto& theme : content.other_themes) check.code("theme", "content.other_themes", theme);
  check.code("origin", "content.origin", content.origin);
  check.code("guideline", "content.guideline", content.guideline);
  for (const auto& one : content.learning) check.code("learning", "content.learning", one.code);
  for (const auto& one : content.participants) check.code("participant", "content.participants", one.profile);
  for (const auto& one : content.results) check.code("result", "content.results", one);
  for (const auto& one : content.difficulty_codes) check.code("difficulty", "content.difficulty_codes", one);
  for (const auto& one : content.facilitator_codes) check.code("facilitating-factor", "content.facilitator_codes", one);
  for (const auto& one : content.instruments) check.code("instrument", "content.instruments", one.instrument);
  for (const auto& one : content.agenda) check.code("act-kind", "content.agenda", one.act_kind);
}

}  // namespace

std::vector<Fault> check(db::Read& tx, ActionContent& content, const Owner& owner, bool planned, const access::Actor& actor) {
  Check check{tx, content, owner};
  const auto* type = programmes::find_term(programmes::catalogue(), "action-type", content.type);
  if (!type || !type->action || !programmes::offered(programmes::catalogue(), *owner.project, *type)) {
    check.faults.push_back(problems::unknown_code.at("content.type", {{"value", content.type}}));
    return check.faults;
  }
  derive(content, *type, tx);
  if (type->action->needs_place && content.places.empty() && content.organisations.empty()) {
    check.faults.push_back(problems::needs_place.at("content.places"));
  }
  if (type->action->needs_space && !content.space) check.faults.push_back(problems::needs_space.at("content.space"));
  check.places();
  check.organisations();
  check.people_of();
  check.evidence(actor.by_sync());
  check_codes(check, content);
  check_time(check, content, planned, actor.now);
  check_text(check, content, planned);
  check_lists(check, content);
  return check.faults;
}

}  // namespace teia::actions
