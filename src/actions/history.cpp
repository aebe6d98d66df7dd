// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "actions/record.hpp"

/// A record's history in sentences, made from the ledger itself.
namespace teia::actions {

namespace {

struct Named {
  const char* field;
  const char* said;
};
constexpr Named said_fields[] = {{"type", "o tipo"},           {"started_at", "a data ou a hora"}, {"minutes", "a duração"},
                                 {"modality", "a modalidade"}, {"space", "o espaço"},              {"places", "os lugares"},
                                 {"organisations", "as instituições"}, {"theme", "o tema"},        {"other_themes", "os outros temas"},
                                 {"text", "o relato"},         {"title", "o título"},              {"origin", "a origem"},
                                 {"objective", "o objetivo"},  {"guideline", "a diretriz"},        {"learning", "o código de aprendizagem"},
                                 {"participants", "os participantes"}, {"nominal", "a lista de presença"}, {"agenda", "a pauta"},
                                 {"results", "os resultados"}, {"what_changed", "o que mudou"},    {"difficulties", "as dificuldades"},
                                 {"facilitators", "os facilitadores"}, {"instruments", "os instrumentos"}, {"evidence", "os anexos"},
                                 {"links", "os links"},        {"coauthors", "os coautores"},      {"good_practice", "a boa prática"},
                                 {"tags", "as etiquetas"},     {"visibility", "quem pode ver"}};

/// Which parts of the content differ, by name.
std::vector<std::string> differences(const json::Value& before, const json::Value& after) {
  std::vector<std::string> out;
  for (const auto& [field, said] : said_fields) {
    const auto* old_value = before.find(field);
    const auto* new_value = after.find(field);
    if (old_value && new_value && !(*old_value == *new_value)) out.emplace_back(said);
  }
  return out;
}

std::string state_sentence(const StateDocument& document, std::optional<State> before, const std::string& who) {
  if (document.state == State::registered && before == State::validated) {
    return who + " desfez a validação" + (document.reason.empty() ? "." : ": “" + document.reason + "”");
  }
  switch (document.state) {
    case State::validated: return who + " validou.";
    case State::returned: return who + " devolveu: “" + document.reason + "”";
    case State::cancelled: return who + " cancelou: " + document.reason;
    case State::confirmed: return who + " confirmou.";
    case State::postponed: return who + " adiou: " + document.reason;
    case State::not_done: return who + " marcou como não realizada: " + document.reason;
    default: return who + " registrou como realizada.";
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
    line.at = entry.server_at;
    if (const auto at = header.find("device-time"); at != header.end()) line.device_at = Instant{std::stoll(at->second)};
    line.who = name_of(header.at("actor"));
    line.receipt_hash = crypto::hex(entry.hash.data);
    if (!entry.payload) line.sentence = "Conteúdo eliminado a pedido (LGPD).";
    else if (entry.kind == "action") tell_content(entry.payload->data, line);
    else tell_state(json::read<StateDocument>(entry.payload->data), line);
    lines.push_back(std::move(line));
  }

 private:
  void tell_state(const StateDocument& document, HistoryEntry& line) {
    line.sentence = state_sentence(document, state_, line.who);
    state_ = document.state;
  }

  void tell_content(const std::string& payload, HistoryEntry& line) {
    const auto document = json::parse(payload);
    const auto* content = document.find("content");
    if (!content) return;
    if (last_.null()) {
      line.sentence = line.who + " registrou.";
    } else {
      line.details = differences(last_, *content);
      const auto* rectified = document.find("reason");
      const bool because = rectified && !rectified->null();
      line.sentence = line.who + (because ? " retificou: “" + std::get<std::string>(rectified->is) + "”" : " corrigiu.");
    }
    last_ = *content;
  }

  std::string name_of(const std::string& actor) {
    const auto id = PersonId::parse(actor);
    const auto person = id ? people::find_person(tx_, *id) : std::nullopt;
    return person ? person->name : "Alguém que já não está no sistema";
  }

  db::Read& tx_;
  json::Value last_;
};

}  // namespace

std::vector<HistoryEntry> history(db::Read& tx, ActionId id, const access::Actor& actor) {
  require_readable(tx, id, actor);
  Story story{tx};
  for (const auto& entry : ledger::history_of(tx, record_id(id))) story.tell(entry);
  return std::move(story.lines);
}

}  // namespace teia::actions
