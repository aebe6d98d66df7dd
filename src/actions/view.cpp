// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "actions/closed.hpp"
#include "actions/record.hpp"

/// What a reader sees: the whole record, or (the municipality's own manager) title, date and what was agreed.
namespace teia::actions {

namespace {

std::vector<std::string> split_words(const std::string& flags) {
  std::vector<std::string> words;
  for (std::size_t at = 1; at < flags.size();) {
    const auto end = flags.find(' ', at);
    words.push_back(flags.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::vector<std::string> possible(db::Read& tx, const store::Row& row, bool author, const access::Actor& actor) {
  std::vector<std::string> can;
  const bool closed = locked_by(tx, row).has_value();
  if (author) {
    can.push_back("analise");
    if (open_state(row.state) || row.state == State::validated) {
      can.push_back("editar");
      can.push_back("completar");
    }
    if (open_state(row.state)) can.push_back("cancelar");
    const bool fresh = row.revision == 1 && (row.state == State::registered || row.state == State::planned);
    if (fresh && !closed) can.push_back("desfazer");
  } else if (row.state == State::registered && access::holds(tx, actor.person, access::Verb::action_validate, row.atom_id, actor.today)) {
    can.push_back("validar");
    can.push_back("devolver");
  } else if (row.state == State::validated && access::holds(tx, actor.person, access::Verb::action_validate, row.atom_id, actor.today)) {
    can.push_back("desfazer-validacao");
  }
  if (!author && goes_on_with(tx, row, actor)) {
    can.push_back("editar");
    can.push_back("completar");
  }
  const bool edits = std::find(can.begin(), can.end(), "editar") != can.end();
  if (edits && (closed || row.state == State::validated)) can.push_back("retificar");
  if (row.state != State::cancelled && access::holds_somewhere(tx, actor.person, access::Verb::followup_write, actor.today)) can.push_back("encaminhar");
  return can;
}

std::vector<Warning> remembered(const std::vector<std::string>& flags) {
  static const std::map<std::string, const char*> said{
      {"possivel-repetida", "Pode ser a mesma ação já registrada por outra pessoa ou na mesma hora."},
      {"dois-lugares", "Na mesma hora há outra ação presencial de quem registrou."},
      {"dado-pessoal", "O texto parece conter um CPF, um cartão do SUS ou um telefone."},
      {"so-audio", "Só áudio por enquanto: falta o texto."},
      {"retificada", "Mudou depois de validado ou de fechado o período: o original está no histórico."},
      {late_flag, "Chegou depois de fechado o período: entra no próximo relatório."}};
  std::vector<Warning> warnings;
  for (const auto& flag : flags) {
    if (const auto found = said.find(flag); found != said.end()) warnings.push_back({flag, "", found->second, std::nullopt});
  }
  return warnings;
}

/// What was agreed, and nothing else of what was told.
ActionContent agreed_only(const ActionContent& content) {
  ActionContent out;
  out.project = content.project;
  out.type = content.type;
  out.started_at = content.started_at;
  out.places = content.places;
  out.theme = content.theme;
  out.title = content.title;
  out.agenda = content.agenda;
  out.results = content.results;
  out.visibility = content.visibility;
  return out;
}

ActionView common(db::Read& tx, const store::Row& row) {
  ActionView out;
  out.id = row.id;
  out.revision = row.revision;
  out.state = row.state;
  out.title = row.title;
  out.day = row.day_on;
  out.content = json::read<ActionContent>(row.content);
  out.authors = store::author_refs(tx, row.id);
  out.owner = store::owner_refs(tx, row.id);
  out.place_refs = store::place_refs(tx, row.id, 1000);
  out.created_at = row.created_at;
  out.recorded_at = row.recorded_at;
  return out;
}

ActionView agreed_view(db::Read& tx, ActionId id, const access::Actor& actor) {
  const auto row = store::find(tx, id);
  const bool told = row && (row->state == State::registered || row->state == State::validated);
  if (!told || !store::may_read_agreed(tx, id, actor)) throw problems::unknown();
  auto out = common(tx, *row);
  out.content = agreed_only(out.content);
  return out;
}

}  // namespace

ActionView shared_view(db::Read& tx, const store::Row& row) {
  auto out = common(tx, row);
  out.flags = split_words(row.flags);
  if (!out.content.organisations.empty()) out.organisation_refs = store::organisation_refs(tx, row.id);
  for (const auto& one : out.content.evidence) {
    if (!store::attachment_exists(tx, one.hash)) out.missing_files.push_back(one.hash);
  }
  out.rectified = row.rectified;
  const bool judged = row.state == State::returned || row.state == State::validated;
  if (const auto said = judged ? store::judgement(tx, row.id, row.state) : std::nullopt) {
    if (row.state == State::returned) out.returned = Returned{said->reason, {said->by_person, said->name}, said->at};
    else out.validated = Validated{{said->by_person, said->name}, said->at, said->judged_revision};
  }
  out.receipt = ledger::receipt_of_revision(tx, record_id(row.id), row.revision);
  return out;
}

bool open_state(State state) {
  return state == State::planned || state == State::confirmed || state == State::postponed || state == State::registered || state == State::returned;
}

bool goes_on_with(db::Read& tx, const store::Row& row, const access::Actor& actor) {
  return open_state(row.state) && people::succeeds(tx, actor.person, row.author_id, row.owner_id, actor.today);
}

ActionView view(db::Read& tx, ActionId id, const access::Actor& actor) {
  const auto row = store::find_for(tx, id, actor, access::Verb::action_read);
  if (!row) return agreed_view(tx, id, actor);
  auto out = shared_view(tx, *row);
  if (row->state == State::registered && !out.flags.empty()) {
    out.warnings = warnings_of(tx, id, out.content, row->author_id, row->day_on, row->hour_guessed);
    if (is_late(*row)) out.warnings.push_back(remembered({late_flag}).front());
  } else {
    out.warnings = remembered(out.flags);
  }
  if (const auto analysis = store::analysis_for(tx, id, actor)) {
    out.analysis = analysis->text;
    out.analysis_revision = analysis->revision;
    out.may_read_analysis = true;
  } else {
    out.may_read_analysis = !actor.looking_as && store::analysis_revision(tx, id) == 0 && access::holds_somewhere(tx, actor.person, access::Verb::action_read_analysis, actor.today);
  }
  const auto mine = std::find_if(out.authors.begin(), out.authors.end(), [&](auto& author) { return author.id == actor.person; });
  out.can = possible(tx, *row, mine != out.authors.end(), actor);
  return out;
}

std::optional<Brief> find_brief(db::Read& tx, ActionId id) {
  const auto row = store::find(tx, id);
  return row ? std::optional{Brief{row->id, row->title, row->atom_id, row->author_id, row->owner_id, row->state, row->day_on}} : std::nullopt;
}

Brief require_readable(db::Read& tx, ActionId id, const access::Actor& actor) {
  const auto row = store::find_for(tx, id, actor, access::Verb::action_read);
  if (!row) throw problems::unknown();
  return {row->id, row->title, row->atom_id, row->author_id, row->owner_id, row->state, row->day_on};
}

bool may_read_evidence(db::Read& tx, const std::string& hash, const access::Actor& actor) { return store::may_read_evidence(tx, hash, actor); }
std::vector<PersonId> authors_of(db::Read& tx, ActionId id) { return store::authors(tx, id); }
std::vector<PlaceId> places_of(db::Read& tx, ActionId id) { return store::place_ids(tx, id); }

}  // namespace teia::actions
