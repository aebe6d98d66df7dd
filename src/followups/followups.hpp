// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"

/// Follow-ups: what was agreed, who takes it on, until when, and what came of it. Above the actions, which only show their number.
namespace teia {

using FollowupId = Id<struct FollowupTag>;

}  // namespace teia

namespace teia::followups {

namespace problems {
inline const ProblemKind unknown{"followups.unknown", 404, "Não encontramos este encaminhamento, ou ele não faz parte do que você pode ver.", "We could not find this follow-up, or it is not within what you may see."};
inline const ProblemKind exists{"followups.exists", 409, "Já existe um encaminhamento com este código.", "There is a follow-up with this id already."};
inline const ProblemKind too_short{"followups.too-short", 422, "Escreva o que ficou combinado em {min} letras ou mais.", "Write what was agreed in {min} letters or more."};
inline const ProblemKind unknown_code{"followups.unknown-code", 422, "Não existe o código “{value}” nesta lista.", "There is no code “{value}” in this list."};
inline const ProblemKind needs_responsible{"followups.needs-responsible", 422, "Diga quem fica com isso.", "Say who takes it on."};
inline const ProblemKind one_responsible{"followups.one-responsible", 422, "Escolha uma pessoa ou uma instituição, não as duas.", "Choose a person or an institution, not both."};
inline const ProblemKind too_many{"followups.too-many", 422, "O campo {field} aceita até {max}.", "The field {field} takes up to {max}."};
inline const ProblemKind bad_due{"followups.bad-due", 422, "O prazo {date} não parece certo; confira o ano.", "The date {date} does not look right; check the year."};
inline const ProblemKind past_due{"followups.past-due", 422, "O novo prazo precisa ser de hoje em diante; {date} já passou.", "The new date must be today or later; {date} has passed."};
inline const ProblemKind needs_due{"followups.needs-due", 422, "Diga o novo prazo combinado.", "Say the new date that was agreed."};
inline const ProblemKind needs_text{"followups.needs-text", 422, "Escreva em poucas palavras: quem lê precisa saber o que houve.", "Write it in a few words: who reads it needs to know what happened."};
inline const ProblemKind no_institution{"followups.no-institution", 403, "Suas atribuições não permitem encaminhar nesta instituição.", "Your assignments do not let you add follow-ups in this institution."};
inline const ProblemKind not_yours{"followups.not-yours", 403, "Este encaminhamento está com {name}. Quem o registrou, quem ficou com ele e a coordenação podem mudá-lo.", "This follow-up is with {name}. Its author, whoever took it on and the coordination may change it."};
inline const ProblemKind stale{"followups.stale", 409, "Este encaminhamento mudou enquanto você escrevia (revisão {now}). O que você escreveu está guardado: veja como ficou e decida.", "This follow-up changed while you wrote (revision {now}). What you wrote is kept: look at it now and decide."};
inline const ProblemKind wrong_state{"followups.wrong-state", 409, "Um encaminhamento {state} não pode mais mudar assim.", "A follow-up that is {state} cannot change like this."};
inline const ProblemKind still_open{"followups.still-open", 409, "Este encaminhamento está aberto: não há o que reabrir.", "This follow-up is open: there is nothing to reopen."};
inline const ProblemKind top_of_chain{"followups.top-of-chain", 409, "Este encaminhamento já foi levado até onde se pode levar.", "This follow-up has been taken as far as it goes."};
}  // namespace problems

enum class FollowupState { open, under_way, closed, cancelled };
constexpr auto words(FollowupState) {
  return std::array{Word{FollowupState::open, "aberto"}, Word{FollowupState::under_way, "em-andamento"}, Word{FollowupState::closed, "concluido"},
                    Word{FollowupState::cancelled, "cancelado"}};
}
constexpr bool is_open(FollowupState state) { return state == FollowupState::open || state == FollowupState::under_way; }

/// Who takes it on: a person; a role and an institution, or one of them; or only words ("a secretária de Ananás").
struct Responsible {
  std::optional<PersonId> person;
  std::optional<std::string> role;  ///< code of a role, or words; a code without institution means the owner's
  std::optional<OrganisationId> organisation;
  std::string name;                 ///< as said; filled in when empty
};
DESCRIBE(Responsible, person, role, organisation, name)

inline constexpr std::int64_t followup_schema = 1;

// ---- what comes in -------------------------------------------------------------------------------------------------------

struct NewFollowup {
  FollowupId id;
  ledger::OperationId operation;
  std::optional<ActionId> action;
  std::string text;  ///< 5 to 500 letters (rede-colaborativa.md §5.6)
  std::string kind;
  Responsible responsible;
  std::optional<Day> due_on;
  std::string priority;
  std::vector<PlaceId> places;  ///< left out: the action's only place, if it has one
};
DESCRIBE(NewFollowup, id, operation, action, text, kind, responsible, due_on, priority, places)

/// One shape for every deed. The text is an answer, a reason or a remark; with evidence an answer needs none.
struct FollowupDeed {
  ledger::OperationId operation;
  std::int64_t base_revision = 0;
  std::optional<std::string> text;
  std::optional<Day> due_on;  ///< reschedule; reopen, if a new day was agreed
  std::vector<actions::Evidence> evidence;
  std::optional<Responsible> responsible = std::nullopt;  ///< pass on
};
DESCRIBE(FollowupDeed, operation, base_revision, text, due_on, evidence, responsible)

// ---- what goes out ---------------------------------------------------------------------------------------------------------

struct FollowupRow {
  FollowupId id;
  std::int64_t revision = 0;
  std::optional<ActionId> action;           ///< only for who may read it
  std::optional<std::string> action_title;
  std::string text, kind;
  Responsible responsible;
  std::optional<Day> due_on;
  std::string priority;
  FollowupState state = FollowupState::open;
  bool overdue = false;                     ///< open, and the day agreed has passed
  std::optional<std::string> escalated_to;  ///< "coordenação", "secretaria executiva", "CONASEMS"
  std::vector<places::PlaceRef> places;
  std::optional<Day> closed_on;             ///< the day of closing or cancelling
  std::vector<std::string> can;             ///< responder, iniciar, concluir, cancelar, reagendar, escalar, repassar; reabrir
};
DESCRIBE(FollowupRow, id, revision, action, action_title, text, kind, responsible, due_on, priority, state, overdue, escalated_to, places,
         closed_on, can)

struct Answer {
  std::string who;
  Instant at;
  std::string text;
  std::vector<actions::Evidence> evidence;
};
DESCRIBE(Answer, who, at, text, evidence)

struct FollowupView : FollowupRow {
  std::vector<Answer> answers;                 ///< empty, with the history, for who reads only what was agreed
  std::vector<actions::HistoryEntry> history;  ///< newest first
  std::optional<ledger::Receipt> receipt;      ///< of the revision that is shown, or of the deed just done
};
DESCRIBE_ALSO(FollowupView, (FollowupRow), answers, history, receipt)

/// Filters of every list and export. Codes separated by commas mean "any of".
struct FollowupFilter {
  std::optional<bool> mine;  ///< author, responsible, or of the institution or level that has it
  std::optional<ActionId> action;
  std::optional<std::string> state;
  std::optional<bool> overdue;
  std::optional<PlaceId> place;  ///< a municipality, region, macro-region or state, with all that lies in it today
  std::optional<Uuid> responsible;  ///< a person or an institution
  std::optional<std::string> kind, priority;
  std::optional<Day> due_from, due_to;  ///< of the day agreed
  std::optional<std::string> q;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
DESCRIBE(FollowupFilter, mine, action, state, overdue, place, responsible, kind, priority, due_from, due_to, q, limit, cursor)

struct FollowupPage {
  std::vector<FollowupRow> items;  ///< open ones first, by the day agreed; then closed ones, the latest first
  std::optional<std::string> next;
  std::int64_t total = 0;          ///< of the whole answer; counted up to 10,000
};
DESCRIBE(FollowupPage, items, next, total)

enum class ExportFormat { csv, rfc4180, json };
constexpr auto words(ExportFormat) {
  return std::array{Word{ExportFormat::csv, "csv"}, Word{ExportFormat::rfc4180, "csv-rfc4180"}, Word{ExportFormat::json, "json"}};
}

// ---- what waits, the first page, a place ---------------------------------------------------------------------------------------

enum class PendingKind { returned, due, overdue, without_text, to_validate, planned };
constexpr auto words(PendingKind) {
  return std::array{Word{PendingKind::returned, "acao-devolvida"},      Word{PendingKind::due, "encaminhamento-vence"},
                    Word{PendingKind::overdue, "encaminhamento-vencido"}, Word{PendingKind::without_text, "acao-sem-texto"},
                    Word{PendingKind::to_validate, "validar"},          Word{PendingKind::planned, "prevista"}};
}

struct PendingItem {
  PendingKind kind = PendingKind::due;
  std::string title, detail;
  std::optional<Day> due_on;
  std::optional<ActionId> action;
  std::optional<FollowupId> followup;
  std::optional<std::string> reason;
};
DESCRIBE(PendingItem, kind, title, detail, due_on, action, followup, reason)

struct Counters {
  std::int64_t pending = 0;     ///< items of the pending list, those to validate apart
  std::int64_t validation = 0;  ///< records that this person may validate
  std::int64_t returned = 0;
};
DESCRIBE(Counters, pending, validation, returned)

struct Count {
  std::string code, name;
  std::int64_t value = 0;
};
DESCRIBE(Count, code, name, value)

struct PlaceContact {
  places::PlaceRef place;
  std::optional<places::PlaceRef> region;
  std::optional<Day> last_on;
  std::optional<std::int64_t> days;
  std::int64_t actions = 0;  ///< with contact, in twelve months
  std::vector<std::string> supporters;
  bool in_network = true;
};
DESCRIBE(PlaceContact, place, region, last_on, days, actions, supporters, in_network)

struct MonthFigures {
  Day from, to;
  std::int64_t actions = 0, validated = 0, places = 0, places_in_territory = 0, cir = 0;
  std::int64_t followups_open = 0;    ///< with this person now
  std::int64_t followups_closed = 0;  ///< within the month
  std::vector<Count> by_type;
};
DESCRIBE(MonthFigures, from, to, actions, validated, places, places_in_territory, cir, followups_open, followups_closed, by_type)

struct Home {
  std::vector<PendingItem> returned, due;
  MonthFigures month;
  std::vector<actions::ActionRow> recent;
  std::vector<PlaceContact> without_contact;  ///< municipalities of the own territory, the longest first
};
DESCRIBE(Home, returned, due, month, recent, without_contact)

struct PlaceSupport {
  std::vector<people::Supporter> supporters;
  std::optional<Day> last_contact_on;  ///< of all contacts in the own territory; elsewhere of those that the reader may open
  std::optional<std::int64_t> days_since_contact;
  std::int64_t actions_12_months = 0;  ///< with contact, counted likewise
  std::vector<actions::ActionRow> recent;
  std::vector<FollowupRow> open_followups;
  std::vector<Count> by_theme;             ///< in twelve months
  std::vector<std::string> before_you_go;  ///< what to bring and ask, in sentences
};
DESCRIBE(PlaceSupport, supporters, last_contact_on, days_since_contact, actions_12_months, recent, open_followups, by_theme, before_you_go)

// ---- verbs ---------------------------------------------------------------------------------------------------------------------

/// The same operation again gets the same answer; so for every deed.
FollowupView create(db::Write& tx, const NewFollowup& in, const access::Actor& actor);
FollowupView answer(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);
FollowupView start(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);
FollowupView close(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);
FollowupView cancel(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);  ///< with the reason
FollowupView reschedule(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);
/// One level up, from where it is or from where the actor stands. Whoever had it keeps it.
FollowupView escalate(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);

/// What was closed or cancelled is open again, with the reason.
FollowupView reopen(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);
/// To somebody else who takes it on. Whoever had it keeps no part in it but what they answered.
FollowupView pass_on(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor);

FollowupView view(db::Read& tx, FollowupId id, const access::Actor& actor);
FollowupPage list(db::Read& tx, const FollowupFilter& filter, const access::Actor& actor);
/// Every row of a filter that the actor may take out (export.run), as a file in pieces.
void write_list(db::Read& tx, FollowupFilter filter, ExportFormat format, const access::Actor& actor, const std::function<void(std::string_view)>& out);
/// Whether an attachment is evidence of some follow-up whose answers the actor may read.
bool may_read_evidence(db::Read& tx, const std::string& hash, const access::Actor& actor);

std::vector<PendingItem> pending(db::Read& tx, const access::Actor& actor);
Counters counters(db::Read& tx, const access::Actor& actor);
Home home(db::Read& tx, const access::Actor& actor);
PlaceSupport support(db::Read& tx, PlaceId place, const access::Actor& actor);

extern const records::Kind followup_kind;

/// As actions::index_again.
void index_again(db::Store& database);

extern const std::vector<http::Route> routes;

}  // namespace teia::followups
