// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "actions/changes.hpp"
#include "actions/record.hpp"

/// A record's history in sentences with what changed, and the record as it stood, made from the ledger itself. The analysis is another
/// record and comes near neither.
namespace teia::actions {

namespace {

std::string state_sentence(const StateDocument& document, std::optional<State> before, const std::string& who) {
  if (document.state == State::registered && before == State::validated) {
    return who + " desfez a validação" + (document.reason.empty() ? "." : ": “" + document.reason + "”");
  }
  switch (document.state) {
    case State::validated: return who + " validou.";
    case State::returned: return who + " devolveu: “" + document.reason + "”";
    case State::cancelled:
      if (document.rectified) return who + " retificou, cancelando o registro de um período já fechado: “" + document.reason + "”";
      return who + " cancelou: " + document.reason;
    case State::confirmed: return who + " confirmou.";
    case State::postponed: return who + " adiou: " + document.reason;
    case State::not_done: return who + " marcou como não realizada: " + document.reason;
    default: return who + " registrou como realizada" + (document.late ? ", fora do período." : ".");
  }
}

class Story {
 public:
  explicit Story(db::Read& tx) : tx_(tx) {}
  std::vector<HistoryEntry> lines;

  void tell(const ledger::Entry& entry) {
    const auto header = ledger::read_header(entry.header.data);
    HistoryEntry line;
    line.number = entry.number;
    line.revision = entry.revision;
    line.at = entry.server_at;
    if (const auto at = header.find("device-time"); at != header.end()) line.device_at = Instant{std::stoll(at->second)};
    line.who = name_of(header.at("actor"));
    line.receipt_hash = crypto::hex(entry.hash.data);
    if (!entry.payload) tell_hole(entry, line);
    else if (entry.kind == "action") tell_content(entry.payload->data, line);
    else tell_state(json::read<StateDocument>(entry.payload->data), line);
    lines.push_back(std::move(line));
  }

 private:
  /// What came after an erased content cannot be compared with it.
  void tell_hole(const ledger::Entry& entry, HistoryEntry& line) {
    line.sentence = "Conteúdo eliminado a pedido (LGPD).";
    if (entry.kind == "action") last_.reset();
    state_.reset();
  }

  void tell_state(const StateDocument& document, HistoryEntry& line) {
    line.sentence = state_sentence(document, state_, line.who);
    state_ = document.state;
  }

  void tell_content(const std::string& payload, HistoryEntry& line) {
    auto document = json::read<ActionDocument>(payload);
    line.sentence = content_sentence(document, line);
    if (last_) {
      for (auto& one : changes_between(tx_, *last_, document.content)) {
        line.details.push_back(std::move(one.said));
        line.changes.push_back(std::move(one.change));
      }
    }
    state_ = document.state;
    last_ = std::move(document.content);
  }

  static std::string content_sentence(const ActionDocument& document, const HistoryEntry& line) {
    if (line.revision == 1) return line.who + (document.late ? " registrou, fora do período." : " registrou.");
    if (document.state == State::postponed && document.reason) {
      return line.who + " adiou para " + document.day.brazilian() + ": " + *document.reason;
    }
    return line.who + (document.reason ? " retificou: “" + *document.reason + "”" : " corrigiu.");
  }

  std::string name_of(const std::string& actor) {
    const auto id = PersonId::parse(actor);
    const auto person = id ? people::find_person(tx_, *id) : std::nullopt;
    return person ? person->name : "Alguém que já não está no sistema";
  }

  db::Read& tx_;
  std::optional<ActionContent> last_;  ///< of the revision before, if it is still there
  std::optional<State> state_;
};

/// The newest entry with content up to a revision, and the state that the record then had.
struct Stood {
  std::optional<ledger::Entry> entry;
  std::optional<State> state;
  bool any = false;
};

Stood stood_at(db::Read& tx, ActionId id, std::int64_t revision) {
  Stood stood;
  for (auto& entry : ledger::history_of(tx, record_id(id))) {
    if (entry.revision > revision) break;
    stood.any = stood.any || entry.revision == revision;
    if (entry.kind == "action") {
      stood.state = entry.payload ? std::optional{json::read<ActionDocument>(entry.payload->data).state} : std::nullopt;
      stood.entry = std::move(entry);
    } else if (entry.payload) {
      stood.state = json::read<StateDocument>(entry.payload->data).state;
    }
  }
  return stood;
}

}  // namespace

std::vector<HistoryEntry> history(db::Read& tx, ActionId id, const access::Actor& actor) {
  require_readable(tx, id, actor);
  Story story{tx};
  for (const auto& entry : ledger::history_of(tx, record_id(id))) story.tell(entry);
  std::reverse(story.lines.begin(), story.lines.end());
  return std::move(story.lines);
}

RevisionView revision(db::Read& tx, ActionId id, std::int64_t number, const access::Actor& actor) {
  require_readable(tx, id, actor);
  const auto stood = stood_at(tx, id, number);
  if (!stood.any || !stood.entry) throw problems::unknown_revision({{"revision", std::to_string(number)}});
  if (!stood.entry->payload) throw problems::erased();
  auto document = json::read<ActionDocument>(stood.entry->payload->data);
  RevisionView out;
  out.id = id;
  out.revision = number;
  out.current = store::find(tx, id)->revision;
  out.state = stood.state.value_or(document.state);
  out.at = stood.entry->server_at;
  out.title = document.content.title.value_or("");
  out.day = document.day;
  for (const auto& person : document.authors) {
    if (const auto found = people::find_person(tx, person)) out.authors.push_back(*found);
  }
  for (const auto& one : document.content.places) {
    if (const auto place = places::find(tx, one.place)) out.place_refs.push_back(*place);
  }
  for (const auto& one : document.content.organisations) {
    if (const auto found = people::find_organisation(tx, one)) out.organisation_refs.push_back({found->id, found->code, found->short_name});
  }
  out.content = std::move(document.content);
  return out;
}

}  // namespace teia::actions
