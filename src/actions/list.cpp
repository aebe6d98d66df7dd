// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "actions/record.hpp"
#include "base/text.hpp"
#include "programmes/programmes.hpp"

namespace teia::actions {

namespace {

constexpr std::int64_t most_rows = 200;

/// "A,B" as ",A,B,": what the statements look into.
std::optional<std::string> any_of(const std::optional<std::string>& codes) {
  return codes && !codes->empty() ? std::optional{"," + *codes + ","} : std::nullopt;
}

/// The overview counts themes by their first level: a theme stands for those below it, too.
std::optional<std::string> themes_of(const std::optional<std::string>& codes) {
  auto all = any_of(codes);
  if (!all) return all;
  const auto asked = *all;
  for (const auto& vocabulary : programmes::catalogue().vocabularies) {
    if (vocabulary.code != "theme") continue;
    for (const auto& term : vocabulary.terms) {
      if (term.parent && asked.find("," + *term.parent + ",") != std::string::npos) *all += term.code + ",";
    }
  }
  return all;
}

/// "2025-04-29/01890a5d-…": the last row of the page before.
void read_cursor(const std::optional<std::string>& cursor, store::Question& question) {
  if (!cursor || cursor->size() < 12) return;
  question.before_day = Day::parse(cursor->substr(0, 10));
  question.before_id = ActionId::parse(cursor->substr(11));
  if (!question.before_day || !question.before_id) refuse({http::problems::bad_parameter.at("cursor", {{"expected", "um cursor desta lista"}})});
}

void read_place(PlaceId place, store::Question& question) {
  if (place.value >= 1'000'000) question.municipality = place;
  else if (place.value >= 1000) question.region = place;
  else if (place.value > 5) question.state = place;
}

store::Question question_of(const Filter& filter, const access::Actor& actor) {
  store::Question question;
  question.from = filter.from;
  question.to = filter.to;
  question.types = any_of(filter.type);
  question.themes = themes_of(filter.theme);
  question.statuses = any_of(filter.status);
  question.modalities = any_of(filter.modality);
  question.spaces = any_of(filter.space);
  question.results = any_of(filter.result);
  if (filter.tag) question.tag = text::folded(text::trimmed(*filter.tag));
  question.coauthor = filter.coauthor;
  question.project = filter.project;
  question.flag = filter.flag;
  question.author = filter.mine.value_or(false) ? std::optional{actor.person} : filter.author;
  question.organisation = filter.organisation;
  question.happened = filter.happened;
  question.regions = filter.regions;
  if (filter.composition == Composition::today) question.composition_on = actor.today;
  if (filter.place) read_place(*filter.place, question);
  if (filter.q && !text::trimmed(*filter.q).empty()) {
    question.terms = text::search_terms(*filter.q);
    if (question.municipality) question.region = question.municipality;  // the search by words filters a town as any other place
  }
  question.limit = std::clamp<std::int64_t>(filter.limit.value_or(50), 1, most_rows);
  read_cursor(filter.cursor, question);
  return question;
}

ActionRow row_of(db::Read& tx, const store::Listed& listed) {
  ActionRow row;
  row.id = listed.id;
  row.revision = listed.revision;
  row.state = listed.state;
  row.title = listed.title;
  row.type = listed.type;
  row.theme = listed.theme;
  row.started_at = listed.started_at;
  row.day = listed.day_on;
  row.authors = store::author_refs(tx, listed.id);
  row.places = store::place_refs(tx, listed.id, 3);
  row.place_count = row.places.size() < 3 ? static_cast<std::int64_t>(row.places.size()) : store::place_count(tx, listed.id);
  for (const auto& organisation : store::organisation_refs(tx, listed.id)) row.organisations.push_back(organisation.name);
  row.excerpt = listed.excerpt;
  for (std::size_t at = 1; at < listed.flags.size();) {
    const auto end = listed.flags.find(' ', at);
    row.flags.push_back(listed.flags.substr(at, end - at));
    at = end + 1;
  }
  row.open_followups = listed.open_followups;
  row.evidence_count = listed.evidence_count;
  row.project = listed.project;
  row.state_sigla = listed.sigla;
  return row;
}

/// What a town's manager sees of a row: what was agreed, not what was told.
ActionRow agreed_row(db::Read& tx, const store::Listed& listed) {
  auto row = row_of(tx, listed);
  const auto content = json::read<ActionContent>(store::content(tx, listed.id));
  row.excerpt.clear();
  row.flags.clear();
  row.open_followups = row.evidence_count = 0;
  for (const auto& item : content.agenda) row.excerpt += (row.excerpt.empty() ? "" : " · ") + item.text;
  return row;
}

/// A manager reads titles, not what was told: words are looked for there.
bool says(const std::string& title, const std::string& terms) {
  const auto told = " " + text::search_terms(title) + " ";
  for (std::size_t at = 0; at < terms.size();) {
    const auto end = std::min(terms.find(' ', at), terms.size());
    if (told.find(" " + terms.substr(at, end - at) + " ") == std::string::npos) return false;
    at = end + 1;
  }
  return true;
}

/// What was agreed with the towns of the person, as many rows as asked for.
void gather_agreed(db::Read& tx, store::Question question, const access::Actor& actor, std::vector<store::Listed>& listed) {
  const auto wanted = static_cast<std::size_t>(question.limit);
  if (question.terms) question.limit = 10'000;
  store::each_agreed(tx, actor, question, [&](store::Listed&& one) {
    if (!question.terms || says(one.title, *question.terms)) listed.push_back(std::move(one));
    return listed.size() < wanted;
  });
}

}  // namespace

ActionPage list(db::Read& tx, const Filter& filter, const access::Actor& actor) {
  auto question = question_of(filter, actor);
  ActionPage page;
  if (filter.q && question.terms && question.terms->empty()) return page;
  const bool whole = access::holds_somewhere(tx, actor.person, access::Verb::action_read, actor.today);
  const auto limit = question.limit++;
  const auto use = [&](store::Listed&& listed) {
    if (static_cast<std::int64_t>(page.items.size()) == limit) {
      page.next = page.items.back().day.text() + "/" + page.items.back().id.text();
      return false;
    }
    page.items.push_back(whole ? row_of(tx, listed) : agreed_row(tx, listed));
    return true;
  };
  std::vector<store::Listed> listed;  // read first: PostgreSQL runs one statement of a connection at a time
  const auto gather = [&](store::Listed&& one) { return listed.push_back(std::move(one)), true; };
  if (whole) store::each(tx, actor, question, gather);
  else gather_agreed(tx, question, actor, listed);
  for (auto& one : listed) {
    if (!use(std::move(one))) break;
  }
  question.before_day.reset();
  question.before_id.reset();
  page.total = whole ? store::count(tx, actor, question) : static_cast<std::int64_t>(page.items.size());
  return page;
}

// Page by page: no statement stays open while another runs, which PostgreSQL would not allow.
void each_row(db::Read& tx, const Filter& filter, const access::Actor& actor,
              const std::function<void(const ActionRow&, const ActionContent&)>& use) {
  auto question = question_of(filter, actor);
  question.limit = 500;
  for (bool more = true; more;) {
    std::vector<store::Listed> page;
    store::each(tx, actor, question, [&](store::Listed&& one) { return page.push_back(std::move(one)), true; });
    for (const auto& listed : page) use(row_of(tx, listed), json::read<ActionContent>(store::content(tx, listed.id)));
    more = page.size() == 500;
    if (more) {
      question.before_day = page.back().day_on;
      question.before_id = page.back().id;
    }
  }
}

}  // namespace teia::actions
