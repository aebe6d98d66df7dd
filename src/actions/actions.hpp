// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "records/records.hpp"

/// Support actions: what the support did, with whom, when, about what. Registered in five things, completed later, validated by
/// the coordination. Every change is a ledger entry of the record; the tables hold how it stands now.
namespace teia {

using ActionId = Id<struct ActionTag>;

}  // namespace teia

namespace teia::actions {

namespace problems {
inline const ProblemKind unknown{"actions.unknown", 404, "Não encontramos este registro, ou ele não faz parte do que você pode ver.", "We could not find this record, or it is not within what you may see."};
inline const ProblemKind unknown_revision{"actions.unknown-revision", 404, "Este registro não tem a revisão {revision}.", "This record has no revision {revision}."};
inline const ProblemKind erased{"actions.erased", 410, "O conteúdo desta revisão foi eliminado a pedido (LGPD).", "The content of this revision was erased on request (LGPD)."};
inline const ProblemKind unknown_code{"actions.unknown-code", 422, "Não existe o código “{value}” nesta lista.", "There is no code “{value}” in this list."};
inline const ProblemKind needs_place{"actions.needs-place", 422, "Diga com quem foi: um município, uma região ou uma instituição.", "Say with whom it was: a municipality, a region or an institution."};
inline const ProblemKind needs_space{"actions.needs-space", 422, "Diga em que espaço foi (CIR, CIB, assembleia…).", "Say in which forum it was (CIR, CIB, assembly…)."};
inline const ProblemKind needs_text{"actions.needs-text", 422, "Conte em uma frase (10 letras ou mais) ou grave um áudio.", "Tell it in one sentence (10 letters or more) or record an audio."};
inline const ProblemKind too_short{"actions.too-short", 422, "O campo {field} precisa de pelo menos {min} letras.", "The field {field} needs at least {min} letters."};
inline const ProblemKind future{"actions.future", 422, "A data {date} ainda não chegou. Se está planejando, guarde como prevista.", "The date {date} has not come yet. If you are planning, save it as planned."};
inline const ProblemKind too_far{"actions.too-far", 422, "A data {date} está longe demais: um plano vai até dois anos à frente. Confira o ano.", "The date {date} is too far: a plan goes up to two years ahead. Check the year."};
inline const ProblemKind new_date_not_taken{"actions.new-date-not-taken", 422, "Só o que é adiado recebe uma nova data.", "Only what is postponed takes a new date."};
inline const ProblemKind long_ago{"actions.long-ago", 422, "A data {date} é antiga demais; confira o ano.", "The date {date} is too long ago; check the year."};
inline const ProblemKind bad_duration{"actions.bad-duration", 422, "A duração vai de 1 minuto a 16 horas.", "The duration goes from 1 minute to 16 hours."};
inline const ProblemKind too_many{"actions.too-many", 422, "O campo {field} aceita até {max}.", "The field {field} takes up to {max}."};
inline const ProblemKind bad_link{"actions.bad-link", 422, "O endereço {value} não começa com http:// ou https://.", "The address {value} does not start with http:// or https://."};
inline const ProblemKind bad_count{"actions.bad-count", 422, "A quantidade de participantes vai de 0 a 100.000.", "The number of participants goes from 0 to 100,000."};
inline const ProblemKind unknown_evidence{"actions.unknown-evidence", 422, "O anexo {name} ainda não chegou ao servidor. Envie-o de novo.", "The attachment {name} has not reached the server. Send it again."};
inline const ProblemKind outside_scope{"actions.outside-scope", 403, "{place} não faz parte do território da sua instituição. Passe o registro a quem apoia este município ou troque o lugar.", "{place} is not within your institution's territory. Hand the record to who supports it or change the place."};
inline const ProblemKind no_institution{"actions.no-institution", 403, "Suas atribuições não permitem registrar neste projeto.", "Your assignments do not let you register in this project."};
inline const ProblemKind stale{"actions.stale", 409, "Este registro mudou enquanto você escrevia (revisão {now}). O que você escreveu está guardado: veja a versão atual e decida.", "This record changed while you wrote (revision {now}). What you wrote is kept: look at the current version and decide."};
inline const ProblemKind wrong_state{"actions.wrong-state", 409, "Um registro no estado “{state}” não pode passar para “{to}”.", "A record in the state “{state}” cannot become “{to}”."};
inline const ProblemKind not_author{"actions.not-author", 403, "Só quem registrou (ou é coautor) pode mudar este registro.", "Only who registered it (or a co-author) may change this record."};
inline const ProblemKind own_validation{"actions.own-validation", 403, "Ninguém valida o próprio registro: peça a um colega da coordenação.", "Nobody validates their own record: ask a fellow coordinator."};
inline const ProblemKind needs_reason{"actions.needs-reason", 422, "Escreva o motivo: quem lê precisa saber o que fazer.", "Write the reason: who reads it needs to know what to do."};
inline const ProblemKind edit_conflict{"actions.edit-conflict", 409, "Outra pessoa mudou as mesmas partes ({fields}). O que você escreveu está guardado ao lado: compare e decida.", "Somebody else changed the same parts ({fields}). What you wrote is kept beside it: compare and decide."};
inline const ProblemKind exists{"actions.exists", 409, "Já existe um registro com este código.", "There is a record with this id already."};
inline const ProblemKind period_closed{"actions.period-closed", 409, "O período {period} já foi fechado: em vez de desfazer, corrija ou cancele o registro, com o motivo.", "The period {period} was closed already: instead of undoing, correct or cancel the record, with the reason."};
inline const ProblemKind nothing_to_undo{"actions.nothing-to-undo", 409, "Não há o que desfazer: o registro já seguiu adiante.", "There is nothing to undo: the record has moved on."};
}  // namespace problems

enum class State { planned, confirmed, postponed, not_done, registered, returned, validated, cancelled };
constexpr auto words(State) {
  return std::array{Word{State::planned, "prevista"},      Word{State::confirmed, "confirmada"}, Word{State::postponed, "adiada"},
                    Word{State::not_done, "nao-realizada"}, Word{State::registered, "registrada"}, Word{State::returned, "devolvida"},
                    Word{State::validated, "validada"},    Word{State::cancelled, "cancelada"}};
}

/// How a municipality was in an action. Only *presente* and *contato direto* count as contact (corrections.md).
enum class Presence { invited, present, direct };
constexpr auto words(Presence) {
  return std::array{Word{Presence::invited, "convidado"}, Word{Presence::present, "presente"}, Word{Presence::direct, "contato-direto"}};
}

struct ActionPlace {
  PlaceId place;
  Presence presence = Presence::direct;
  std::optional<bool> secretary;  ///< the secretary in person
};
DESCRIBE(ActionPlace, place, presence, secretary)

/// "Todos da região X": the wish, kept beside its expansion on the day.
struct PlaceIntent {
  PlaceId place;
  std::string label;
};
DESCRIBE(PlaceIntent, place, label)

struct Participants {
  std::string profile;
  std::int64_t count = 0;
};
DESCRIBE(Participants, profile, count)

struct NominalPresence {
  std::string name;
  std::optional<std::string> role;
  std::optional<PlaceId> place;
};
DESCRIBE(NominalPresence, name, role, place)

struct AgendaItem {
  std::string text;
  std::optional<std::string> act_kind, act_number;
};
DESCRIBE(AgendaItem, text, act_kind, act_number)

struct InstrumentTouched {
  std::string instrument;
  std::optional<std::string> before, after;
};
DESCRIBE(InstrumentTouched, instrument, before, after)

enum class EvidenceKind { photo, audio, document };
constexpr auto words(EvidenceKind) {
  return std::array{Word{EvidenceKind::photo, "foto"}, Word{EvidenceKind::audio, "audio"}, Word{EvidenceKind::document, "documento"}};
}

struct Evidence {
  std::string hash;  ///< SHA-256, hex: the attachment's address
  std::string name;
  std::string content_type;
  std::int64_t size = 0;
  EvidenceKind kind = EvidenceKind::document;
  bool consent = false;  ///< the people in the photo agreed
};
DESCRIBE(Evidence, hash, name, content_type, size, kind, consent)

struct Link {
  std::string url, title;
};
DESCRIBE(Link, url, title)

/// The learning code of one author (E70-1 … E10-3): a code per person, not a share per action.
struct LearningCode {
  PersonId author;
  std::string code;
};
DESCRIBE(LearningCode, author, code)

/// Switches, each only narrowing: the owning institution's team always reads.
struct Visibility {
  bool network = false;       ///< national roles of the same network
  bool municipality = false;  ///< the towns in it: title, date, what was agreed
  bool public_ = false;       ///< title, date and municipality on public pages
};
DESCRIBE(Visibility, network, municipality, public_)

/// What a person says about an action. Five things are needed (rede-colaborativa.md §6, corrections.md): type, with whom, when,
/// theme, and one sentence or an audio; what is left out is derived.
struct ActionContent {
  std::optional<std::string> project;
  std::string type;
  Instant started_at;
  std::optional<std::int64_t> minutes;
  std::optional<std::string> modality, space;
  std::vector<ActionPlace> places;
  std::vector<OrganisationId> organisations;
  std::optional<PlaceIntent> intent;
  std::string theme;
  std::vector<std::string> other_themes;
  std::string text;
  std::optional<std::string> title;
  std::optional<std::string> origin, objective, guideline;
  std::vector<LearningCode> learning;
  std::vector<Participants> participants;
  std::vector<NominalPresence> nominal;
  std::vector<AgendaItem> agenda;
  std::vector<std::string> results;
  std::optional<std::string> what_changed, difficulties, facilitators;
  std::vector<std::string> difficulty_codes, facilitator_codes;  ///< of the lists; the texts beside them tell the rest
  std::vector<InstrumentTouched> instruments;
  std::vector<Evidence> evidence;
  std::vector<Link> links;
  std::vector<PersonId> coauthors;
  std::optional<std::string> good_practice;
  std::vector<std::string> tags;
  Visibility visibility;
};
DESCRIBE(ActionContent, project, type, started_at, minutes, modality, space, places, organisations, intent, theme, other_themes, text,
         title, origin, objective, guideline, learning, participants, nominal, agenda, results, what_changed, difficulties,
         facilitators, difficulty_codes, facilitator_codes, instruments, evidence, links, coauthors, good_practice, tags, visibility)

inline constexpr std::int64_t action_schema = 1;

// ---- what comes in ---------------------------------------------------------------------------------------------------------

struct NewAction {
  ActionId id;
  ledger::OperationId operation;
  ActionContent content;
  bool planned = false;
  Instant created_at;  ///< the device's time
  std::optional<std::string> analysis;
  std::optional<ActionId> duplicate_of;  ///< made by "igual à última"
  std::optional<bool> hour_guessed = std::nullopt;  ///< the hour is the device's guess; left out: somebody stated it
};
DESCRIBE(NewAction, id, operation, content, planned, created_at, analysis, duplicate_of, hour_guessed)

struct EditAction {
  ledger::OperationId operation;
  std::int64_t base_revision = 0;
  ActionContent content;
  std::optional<std::string> reason;  ///< of a rectification; needed once validated
  /// What the author saw when the edit began, where that is no revision of the server: an edit of a device that stands on another
  /// which has not been answered yet. Left out: the content of `base_revision`.
  std::optional<ActionContent> base = std::nullopt;
};
DESCRIBE(EditAction, operation, base_revision, content, reason, base)

struct Judgement {
  ledger::OperationId operation;
  std::int64_t revision = 0;  ///< that was judged
};
DESCRIBE(Judgement, operation, revision)

struct ReasonedJudgement {
  ledger::OperationId operation;
  std::int64_t revision = 0;
  std::string reason;
};
DESCRIBE(ReasonedJudgement, operation, revision, reason)

/// A validation taken back. Whoever validated, and nothing came since, need not say why; another coordinator does.
struct TakeBack {
  ledger::OperationId operation;
  std::int64_t revision = 0;  ///< of the record as validated
  std::optional<std::string> reason;
};
DESCRIBE(TakeBack, operation, revision, reason)

struct Cancellation {
  ledger::OperationId operation;
  std::string reason;
};
DESCRIBE(Cancellation, operation, reason)

struct Undo {
  ledger::OperationId operation;
};
DESCRIBE(Undo, operation)

struct StateChange {
  ledger::OperationId operation;
  State state = State::confirmed;
  std::string reason;
  std::optional<Instant> started_at = std::nullopt;  ///< adiada: the new date, where there is one
};
DESCRIBE(StateChange, operation, state, reason, started_at)

struct AnalysisEdit {
  ledger::OperationId operation;
  std::int64_t base_revision = 0;  ///< of the analysis; 0 when there is none
  std::string text;
};
DESCRIBE(AnalysisEdit, operation, base_revision, text)

// ---- what goes out -----------------------------------------------------------------------------------------------------------

/// Not a refusal: the record was accepted and this deserves a look.
struct Warning {
  std::string code, field, message;
  std::optional<ActionId> other;
};
DESCRIBE(Warning, code, field, message, other)

struct ActionRow {
  ActionId id;
  std::int64_t revision = 0;
  State state = State::registered;
  std::string title, type, theme;
  Instant started_at;
  Day day;
  std::vector<people::PersonRef> authors;
  std::vector<places::PlaceRef> places;  ///< the first three
  std::int64_t place_count = 0;
  std::vector<std::string> organisations;
  std::string excerpt;
  std::vector<std::string> flags;
  std::int64_t open_followups = 0, evidence_count = 0;
  std::string project, state_sigla;
};
DESCRIBE(ActionRow, id, revision, state, title, type, theme, started_at, day, authors, places, place_count, organisations, excerpt,
         flags, open_followups, evidence_count, project, state_sigla)

struct Returned {
  std::string reason;
  people::PersonRef by;
  Instant at;
};
DESCRIBE(Returned, reason, by, at)

struct Validated {
  people::PersonRef by;
  Instant at;
  std::int64_t revision = 0;
};
DESCRIBE(Validated, by, at, revision)

struct ActionView {
  ActionId id;
  std::int64_t revision = 0;
  State state = State::registered;
  std::vector<std::string> flags;
  ActionContent content;
  std::string title;
  Day day;
  std::vector<people::PersonRef> authors;
  std::vector<people::OrganisationRef> owner;
  std::vector<places::PlaceRef> place_refs;
  std::vector<people::OrganisationRef> organisation_refs;
  std::optional<std::string> analysis;
  std::int64_t analysis_revision = 0;
  bool may_read_analysis = false;
  std::vector<std::string> missing_files;  ///< evidence that is still on its way, by hash
  std::optional<Returned> returned;
  std::optional<Validated> validated;
  bool rectified = false;
  std::optional<ledger::Receipt> receipt;
  std::vector<Warning> warnings;
  /// editar, completar, retificar (an edit says why), validar, devolver, desfazer-validacao, cancelar, desfazer, analise, encaminhar
  std::vector<std::string> can;
  Instant created_at, recorded_at;
};
DESCRIBE(ActionView, id, revision, state, flags, content, title, day, authors, owner, place_refs, organisation_refs, analysis,
         analysis_revision, may_read_analysis, missing_files, returned, validated, rectified, receipt, warnings, can, created_at, recorded_at)

struct ActionSaved {
  ActionView action;
  ledger::Receipt receipt;
  std::vector<Warning> warnings;
};
DESCRIBE(ActionSaved, action, receipt, warnings)

/// A field of the content, before and after, as people say it; "" is nothing.
struct FieldChange {
  std::string field;  ///< of ActionContent: "text"
  std::string before, after;
};
DESCRIBE(FieldChange, field, before, after)

/// A line of a record's history, in a sentence.
struct HistoryEntry {
  std::int64_t number = 0;
  std::int64_t revision = 0;
  Instant at;
  std::optional<Instant> device_at;
  std::string who, sentence;
  std::vector<std::string> details;
  std::vector<FieldChange> changes;  ///< of an action, in the order of `details`
  std::string receipt_hash;
};
DESCRIBE(HistoryEntry, number, revision, at, device_at, who, sentence, details, changes, receipt_hash)

/// A record as it stood at a revision: never the analysis.
struct RevisionView {
  ActionId id;
  std::int64_t revision = 0;
  std::int64_t current = 0;  ///< the newest one
  State state = State::registered;
  Instant at;                ///< when this content came
  ActionContent content;
  std::string title;
  Day day;
  std::vector<people::PersonRef> authors;
  std::vector<places::PlaceRef> place_refs;
  std::vector<people::OrganisationRef> organisation_refs;
};
DESCRIBE(RevisionView, id, revision, current, state, at, content, title, day, authors, place_refs, organisation_refs)

/// In how many health regions the municipalities of a record lie.
enum class Regions { none, one, several };
constexpr auto words(Regions) {
  return std::array{Word{Regions::none, "nenhuma"}, Word{Regions::one, "uma"}, Word{Regions::several, "varias"}};
}

/// By which composition of the regions: that of the record's own day, or today's.
enum class Composition { date, today };
constexpr auto words(Composition) { return std::array{Word{Composition::date, "data"}, Word{Composition::today, "hoje"}}; }

/// Filters of every list, page and export. Codes separated by commas mean "any of"; a theme stands for those below it, too.
struct Filter {
  std::optional<std::string> q;
  std::optional<Day> from, to;
  std::optional<PlaceId> place;  ///< of any level
  std::optional<std::string> type, theme, status, modality, space, result, project, flag;
  std::optional<std::string> tag;  ///< one, as written; accents and capitals do not count
  std::optional<PersonId> author, coauthor;  ///< whoever is among the authors; both: records of the two together
  std::optional<OrganisationId> organisation;
  std::optional<bool> mine;
  std::optional<bool> happened;  ///< what the figures count: registrada, devolvida, validada
  std::optional<Regions> regions;
  std::optional<Composition> composition;  ///< for `place` and `regions`; left out: of the date
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
};
DESCRIBE(Filter, q, from, to, place, type, theme, status, modality, space, result, project, flag, tag, author, coauthor, organisation, mine,
         happened, regions, composition, limit, cursor)

struct ActionPage {
  std::vector<ActionRow> items;
  std::optional<std::string> next;
  std::int64_t total = 0;  ///< of the whole answer; counted up to 10,000
};
DESCRIBE(ActionPage, items, next, total)

// ---- verbs ---------------------------------------------------------------------------------------------------------------------

/// What a verb did: enough to answer from any snapshot that has it.
struct Done {
  ActionId id;
  std::int64_t revision = 0;  ///< of the record now
  ledger::Receipt receipt;
  std::vector<Warning> warnings;
  std::vector<std::string> merged = {};  ///< fields that others had changed meanwhile
};
/// The record as it stands for the actor, with the receipt.
ActionSaved answer(db::Read& tx, const Done& done, const access::Actor& actor);

/// The same operation again gets the same receipt.
Done register_action(db::Write& tx, const NewAction& in, const access::Actor& actor);
/// An edit of a validated record, or of one whose period is closed, is a rectification: the original stays, the reason is kept. One
/// of a closed period that was made without signal may lack it: the coordination asks.
Done edit(db::Write& tx, ActionId id, const EditAction& in, const access::Actor& actor);
/// The same from an older revision: what others changed since stays, field by field (docs/sync.md, "Merging"). Throws edit_conflict
/// where both changed the same, and stale for a record that was validated or closed meanwhile.
Done edit_or_merge(db::Write& tx, ActionId id, const EditAction& in, const access::Actor& actor);
Done validate(db::Write& tx, ActionId id, const Judgement& in, const access::Actor& actor);
Done return_to_author(db::Write& tx, ActionId id, const ReasonedJudgement& in, const access::Actor& actor);
/// validada → registrada: it waits for its judgement again.
Done take_back(db::Write& tx, ActionId id, const TakeBack& in, const access::Actor& actor);
Done cancel(db::Write& tx, ActionId id, const Cancellation& in, const access::Actor& actor);
/// Takes back a registration nobody has judged yet.
Done undo(db::Write& tx, ActionId id, const Undo& in, const access::Actor& actor);
/// The road of a planned action: confirmada, adiada (with the new date, if it is known), nao-realizada (reason); a planned one becomes registrada by an edit.
Done change_state(db::Write& tx, ActionId id, const StateChange& in, const access::Actor& actor);
Done write_analysis(db::Write& tx, ActionId id, const AnalysisEdit& in, const access::Actor& actor);

ActionView view(db::Read& tx, ActionId id, const access::Actor& actor);
ActionPage list(db::Read& tx, const Filter& filter, const access::Actor& actor);
std::vector<HistoryEntry> history(db::Read& tx, ActionId id, const access::Actor& actor);  ///< newest first
RevisionView revision(db::Read& tx, ActionId id, std::int64_t number, const access::Actor& actor);
/// All rows of a filter, one at a time, in constant memory (exports).
void each_row(db::Read& tx, const Filter& filter, const access::Actor& actor, const std::function<void(const ActionRow&, const ActionContent&)>& use);

/// Once at the start of a program: makes terms and labels of all records again if they were made by an older way to make them.
void index_again(db::Store& database);

/// For the domains above: whether the actor may read the record; its title and author; the count of open follow-ups that lists show.
struct Brief {
  ActionId id;
  std::string title;
  access::AtomId atom_id;
  PersonId author_id;
  OrganisationId owner_id;
  State state = State::registered;
  Day day_on;
};
DESCRIBE(Brief, id, title, atom_id, author_id, owner_id, state, day_on)
std::optional<Brief> find_brief(db::Read& tx, ActionId id);
Brief require_readable(db::Read& tx, ActionId id, const access::Actor& actor);  ///< throws actions.unknown
void set_open_followups(db::Write& tx, ActionId id, std::int64_t count);
/// Whether an attachment is evidence of some record that the actor may read.
bool may_read_evidence(db::Read& tx, const std::string& hash, const access::Actor& actor);
std::vector<PersonId> authors_of(db::Read& tx, ActionId id);
std::vector<PlaceId> places_of(db::Read& tx, ActionId id);

/// The record, and the analysis apart: its documents reach nobody who reads the record alone.
extern const records::Kind action_kind, analysis_kind;

extern const std::vector<http::Route> routes;

}  // namespace teia::actions
