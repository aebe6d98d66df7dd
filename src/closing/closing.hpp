// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"

/// Closing (fechamento): a supporter's month, then the institution's month, then its quadrimestre. What is closed is told in a data
/// set that can be made again from the ledger as it was known that day; the records stay where they are, and change by rectification.
namespace teia {

using ClosingId = Id<struct ClosingTag>;

}  // namespace teia

namespace teia::closing {

namespace problems {
inline const ProblemKind unknown{"closing.unknown", 404, "Não encontramos este fechamento, ou ele não faz parte do que você pode ver.", "We could not find this closing, or it is not within what you may see."};
inline const ProblemKind wrong_span{"closing.wrong-span", 422, "Fecham-se o mês de quem apoia, o mês e o quadrimestre da instituição; {period} não é nenhum deles.", "What is closed is a supporter's month, an institution's month and its four-month period; {period} is none of them."};
inline const ProblemKind not_over{"closing.not-over", 409, "O período {period} vai até {date}: feche depois disso.", "The period {period} runs until {date}: close it after that."};
inline const ProblemKind already_closed{"closing.already-closed", 409, "O período {period} já está fechado.", "The period {period} is closed already."};
inline const ProblemKind not_closed{"closing.not-closed", 409, "O período {period} não está fechado: não há o que reabrir.", "The period {period} is not closed: there is nothing to reopen."};
inline const ProblemKind stale{"closing.stale", 409, "Este fechamento mudou enquanto você olhava (revisão {now}). Veja como está agora e decida.", "This closing changed while you looked (revision {now}). See how it is now and decide."};
inline const ProblemKind waits_for{"closing.waits-for", 409, "Ainda não fecharam o mês: {names}. Se for preciso fechar assim mesmo, escreva o motivo.", "Have not closed the month yet: {names}. If it must be closed all the same, write the reason."};
inline const ProblemKind months_open{"closing.months-open", 409, "Antes do quadrimestre fecham-se os seus meses. Falta: {months}.", "The months are closed before their four-month period. Missing: {months}."};
inline const ProblemKind held_above{"closing.held-above", 409, "O período {period} está fechado por cima deste: reabra-o antes.", "The period {period} is closed above this one: reopen it first."};
inline const ProblemKind needs_reason{"closing.needs-reason", 422, "Escreva o motivo: quem ler o histórico precisa entender.", "Write the reason: whoever reads the history needs to understand."};
inline const ProblemKind bad_day{"closing.bad-day", 422, "O dia de fechar vai de 1 a 28.", "The day of closing goes from 1 to 28."};
}  // namespace problems

enum class ClosingState { closed, reopened };
constexpr auto words(ClosingState) { return std::array{Word{ClosingState::closed, "fechado"}, Word{ClosingState::reopened, "reaberto"}}; }

inline constexpr std::int64_t closing_schema = 1;
inline constexpr std::int64_t usual_day = 5;  ///< of the month after: rede-colaborativa.md §6, "janela de registro"

// ---- what comes in ---------------------------------------------------------------------------------------------------------

struct ClosePeriod {
  ledger::OperationId operation;
  std::optional<OrganisationId> organisation;  ///< left out: the only one where the person may close
  std::string period;                 ///< 2025-04; of the institution also 2025-QD1
  std::optional<std::string> reason;  ///< needed where somebody has not closed the own month
};
DESCRIBE(ClosePeriod, operation, organisation, period, reason)

struct ReopenPeriod {
  ledger::OperationId operation;
  std::int64_t revision = 0;  ///< of the closing as it was seen
  std::string reason;
};
DESCRIBE(ReopenPeriod, operation, revision, reason)

struct ClosingDay {
  OrganisationId organisation;
  std::int64_t day = usual_day;
};
DESCRIBE(ClosingDay, organisation, day)

struct ClosingFilter {
  std::optional<OrganisationId> organisation;
  std::optional<std::string> period;
};
DESCRIBE(ClosingFilter, organisation, period)

// ---- what goes out -----------------------------------------------------------------------------------------------------------

/// What was told: the ledger up to a number, by these kinds of entries, and the SHA-256 of the list of records made from it.
struct Snapshot {
  std::int64_t number = 0;
  std::vector<std::string> kinds;
  std::string sha256;
  std::int64_t records = 0, validated = 0;
  std::int64_t late = 0;  ///< of earlier periods, which no report told of before; not among `records`
};
DESCRIBE(Snapshot, number, kinds, sha256, records, validated, late)

struct ClosingStep {
  std::int64_t revision = 0;
  ClosingState state = ClosingState::closed;
  people::PersonRef by;
  Instant at;
  std::string reason;
  std::vector<people::PersonRef> without;  ///< had not closed the own month
  std::optional<Snapshot> snapshot;        ///< of a closing
};
DESCRIBE(ClosingStep, revision, state, by, at, reason, without, snapshot)

struct ClosingView {
  ClosingId id;
  std::int64_t revision = 0;
  people::OrganisationRef organisation;
  std::optional<people::PersonRef> person;  ///< whose month it is; nobody's: the institution's
  std::string period, label;
  Day from, to;
  ClosingState state = ClosingState::closed;
  std::vector<ClosingStep> history;  ///< newest first
  std::optional<ledger::Receipt> receipt;
};
DESCRIBE(ClosingView, id, revision, organisation, person, period, label, from, to, state, history, receipt)

/// Where a period stands for one person or the whole institution.
struct Sheet {
  std::int64_t records = 0, validated = 0, waiting = 0, returned = 0;
  std::int64_t without_text = 0;  ///< of those waiting: audio only
  std::optional<ClosingView> closing;
  bool can_close = false, can_reopen = false;
};
DESCRIBE(Sheet, records, validated, waiting, returned, without_text, closing, can_close, can_reopen)

/// One of the team within a month.
struct TeamMonth {
  people::PersonRef person;
  std::int64_t records = 0, waiting = 0, returned = 0;
  std::optional<ClosingState> state;
  std::optional<Instant> at;  ///< of the last closing or reopening
};
DESCRIBE(TeamMonth, person, records, waiting, returned, state, at)

struct PartOfPeriod {
  std::string period, label;
  std::optional<ClosingState> state;
};
DESCRIBE(PartOfPeriod, period, label, state)

/// A record that is not as the closing told it. `what`: fora-do-periodo, retificada, saiu (cancelled, or of other days now).
struct ChangedSince {
  ActionId action;
  std::string title, author;
  Day day;
  std::string what;
};
DESCRIBE(ChangedSince, action, title, author, day, what)

/// An institution's period as one person sees it.
struct ClosingOffice {
  people::OrganisationRef organisation;
  std::int64_t closing_day = usual_day;
  Day due_on;                           ///< until when it means to be closed; reminds, locks nothing
  std::optional<Sheet> own;             ///< of a month, for who registers there
  std::optional<Sheet> team;            ///< for who reads the institution's records
  std::vector<TeamMonth> members;       ///< of a month, by name; for who closes the team's month alone
  std::vector<PartOfPeriod> months;     ///< of a quadrimestre
  std::vector<ChangedSince> changed;    ///< since the institution's closing (one's own, for who only closes that)
  bool can_set_day = false;
};
DESCRIBE(ClosingOffice, organisation, closing_day, due_on, own, team, members, months, changed, can_set_day)

struct ClosingDesk {
  std::string period, label;
  Day from, to;
  bool over = false;
  std::vector<ClosingOffice> offices;
};
DESCRIBE(ClosingDesk, period, label, from, to, over, offices)

struct DeskOf {
  std::string period;
};
DESCRIBE(DeskOf, period)

// ---- verbs ---------------------------------------------------------------------------------------------------------------------

/// The month of the one who closes, at an institution where they register. The same operation again gets the same answer.
ClosingView close_own(db::Write& tx, const ClosePeriod& in, const access::Actor& actor);
/// The institution's month or quadrimestre, by who validates there. A month waits for those who support in it or registered in it,
/// unless a reason is given; a quadrimestre for its four months.
ClosingView close_period(db::Write& tx, const ClosePeriod& in, const access::Actor& actor);
/// By the right that closes it, with the reason; what stands closed above it comes first. What had been told stays.
ClosingView reopen(db::Write& tx, ClosingId id, const ReopenPeriod& in, const access::Actor& actor);
void set_closing_day(db::Write& tx, const ClosingDay& in, const access::Actor& actor);

ClosingView view(db::Read& tx, ClosingId id, const access::Actor& actor);
std::vector<ClosingView> list(db::Read& tx, const ClosingFilter& filter, const access::Actor& actor);  ///< newest period first
ClosingDesk desk(db::Read& tx, const DeskOf& asked, const access::Actor& actor);
/// The data set of a closing, as text: data_set.hpp says how it reads. Of the newest closing unless a revision is given.
std::string data_set(db::Read& tx, ClosingId id, std::optional<std::int64_t> revision, const access::Actor& actor);

/// Every closing of every institution, for whoever runs the server.
std::vector<ClosingView> all(db::Read& tx);

struct Verified {
  std::int64_t closings = 0;
  std::int64_t erased = 0;          ///< records told of whose content was erased since: compared by their entries alone
  std::vector<std::string> faults;  ///< in words
};
/// Hears the ledger again from its first entry and makes every data set anew, as known at its number.
Verified verify(db::Read& tx);

extern const std::vector<http::Route> routes;

}  // namespace teia::closing
