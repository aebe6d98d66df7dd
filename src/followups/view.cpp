// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "base/http/http.hpp"
#include "base/text.hpp"
#include "followups/document.hpp"

/// What goes out: rows, one follow-up with its answers and history, lists.
namespace teia::followups {

namespace {

constexpr std::int64_t most_rows = 200;

std::vector<std::string> deeds_of(const store::Row& row) {
  if (!row.acts) return {};
  if (!is_open(row.state)) return {"reabrir"};
  std::vector<std::string> can{"responder", "concluir", "reagendar", "escalar", "repassar", "cancelar"};
  if (row.state == FollowupState::open) can.insert(can.begin() + 1, "iniciar");
  return can;
}

std::vector<Answer> answers_of(db::Read& tx, FollowupId id) {
  std::vector<Answer> all;
  for (auto& row : store::answers(tx, id)) {
    all.push_back({row.name, row.at, std::move(row.text), json::read<std::vector<actions::Evidence>>(row.evidence)});
  }
  return all;
}

actions::HistoryEntry line_of(db::Read& tx, const ledger::Entry& entry, Day today) {
  actions::HistoryEntry line;
  line.number = entry.number;
  line.revision = entry.revision;
  line.at = entry.server_at;
  line.receipt_hash = crypto::hex(entry.hash.data);
  const auto person = PersonId::parse(ledger::read_header(entry.header.data).at("actor"));
  const auto known = person ? people::find_person(tx, *person) : std::nullopt;
  line.who = known ? known->name : "Alguém que já não está no sistema";
  if (!entry.payload) {
    line.sentence = "Conteúdo eliminado a pedido (LGPD).";
    return line;
  }
  const auto document = json::read<Document>(entry.payload->data);
  const bool own = document.responsible.person == std::optional{document.author};
  const Told told{line.who, document.responsible.name, own, document.due_on, document.escalated_to};
  line.sentence = sentence_of(document.happened, told, today);
  for (const auto& one : document.happened.evidence) line.details.push_back(one.name);
  return line;
}

/// "20210/01890a5d-…": turn and id of the last row of the page before.
void read_cursor(const std::optional<std::string>& cursor, store::Question& question) {
  if (!cursor || cursor->empty()) return;
  const auto slash = std::min(cursor->find('/'), cursor->size());
  std::int64_t turn = 0;
  const auto end = cursor->data() + slash;
  const auto read = std::from_chars(cursor->data(), end, turn);
  question.after_id = FollowupId::parse(std::string_view{*cursor}.substr(std::min(slash + 1, cursor->size())));
  if (read.ec != std::errc{} || read.ptr != end || !question.after_id) {
    refuse({http::problems::bad_parameter.at("cursor", {{"expected", "um cursor desta lista"}})});
  }
  question.after_turn = turn;
}

/// "A,B" as ",A,B,": what the statements look into.
std::optional<std::string> any_of(const std::optional<std::string>& codes) {
  return codes && !codes->empty() ? std::optional{"," + *codes + ","} : std::nullopt;
}

/// The first four words: more of them narrow no further.
void read_words(const std::optional<std::string>& q, store::Question& question) {
  if (!q) return;
  auto terms = text::search_terms(*q);
  std::size_t at = 0;
  for (auto& word : question.words) {
    if (at >= terms.size()) break;
    const auto end = std::min(terms.find(' ', at), terms.size());
    word = terms.substr(at, end - at);
    at = end + 1;
  }
}

}  // namespace

store::Question question_of(const FollowupFilter& filter, const access::Actor& actor) {
  store::Question question;
  question.mine = filter.mine.value_or(false);
  question.action = filter.action;
  question.states = any_of(filter.state);
  question.kinds = any_of(filter.kind);
  question.priorities = any_of(filter.priority);
  question.due_from = filter.due_from;
  question.due_to = filter.due_to;
  if (filter.overdue.value_or(false)) question.before_turn = actor.today.number;
  if (filter.place && *filter.place != places::brasil) question.place = filter.place;
  question.responsible = filter.responsible;
  read_words(filter.q, question);
  question.limit = std::clamp<std::int64_t>(filter.limit.value_or(50), 1, most_rows);
  read_cursor(filter.cursor, question);
  return question;
}

Responsible responsible_of(const store::Row& row) {
  return {row.responsible_person, row.responsible_role, row.responsible_organisation, row.responsible_name};
}

FollowupRow row_of(db::Read& tx, const store::Row& row, const access::Actor& actor) {
  FollowupRow out;
  out.id = row.id;
  out.revision = row.revision;
  if (row.reads_action) {
    out.action = row.action_id;
    out.action_title = row.action_title;
  }
  out.text = row.text;
  out.kind = row.kind;
  out.responsible = responsible_of(row);
  out.due_on = row.due_on;
  out.priority = row.priority;
  out.state = row.state;
  out.overdue = is_open(row.state) && row.due_on && *row.due_on < actor.today;
  out.escalated_to = row.escalated_to;
  out.places = store::place_refs(tx, row.id);
  out.closed_on = row.closed_on;
  out.can = deeds_of(row);
  return out;
}

namespace {

FollowupView shown(db::Read& tx, const store::Row& row, const std::optional<ledger::Receipt>& receipt, const access::Actor& actor) {
  const auto id = row.id;
  FollowupView out;
  static_cast<FollowupRow&>(out) = row_of(tx, row, actor);
  out.receipt = receipt ? receipt : ledger::receipt_of_revision(tx, record_id(id), row.revision);
  if (!row.reads) return out;
  out.answers = answers_of(tx, id);
  for (const auto& entry : ledger::history_of(tx, record_id(id))) out.history.push_back(line_of(tx, entry, actor.today));
  std::reverse(out.history.begin(), out.history.end());
  return out;
}

}  // namespace

FollowupView view_with(db::Read& tx, FollowupId id, const std::optional<ledger::Receipt>& receipt, const access::Actor& actor) {
  const auto row = store::find_for(tx, id, actor);
  if (!row) throw problems::unknown();
  return shown(tx, *row, receipt, actor);
}

FollowupView view_after(db::Read& tx, store::Row did, const ledger::Receipt& receipt, const access::Actor& actor) {
  if (const auto row = store::find_for(tx, did.id, actor)) return shown(tx, *row, receipt, actor);
  did.acts = false;
  return shown(tx, did, receipt, actor);
}

FollowupView view(db::Read& tx, FollowupId id, const access::Actor& actor) { return view_with(tx, id, std::nullopt, actor); }

FollowupPage list(db::Read& tx, const FollowupFilter& filter, const access::Actor& actor) {
  auto question = question_of(filter, actor);
  const auto limit = static_cast<std::size_t>(question.limit++);
  auto rows = store::list(tx, actor, access::Verb::action_read, question);
  FollowupPage page;
  if (rows.size() > limit) {
    rows.resize(limit);
    page.next = std::to_string(rows.back().turn) + "/" + rows.back().id.text();
  }
  for (const auto& row : rows) page.items.push_back(row_of(tx, row, actor));
  question.after_turn.reset();
  question.after_id.reset();
  page.total = store::count(tx, actor, question);
  return page;
}

bool may_read_evidence(db::Read& tx, const std::string& hash, const access::Actor& actor) { return store::evidence_readable(tx, hash, actor); }

}  // namespace teia::followups
