// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "indicators/indicators.hpp"

/// Numbers that people state of an indicator, for a place and a period: a target that was agreed (meta), or a value from elsewhere
/// (DigiSUS, SIOPS, minutes). Ledger entries of kind "indicator.statement"; a new agreement is another revision, and the old one stays.
namespace teia::indicators {

using StatementId = Id<struct StatementTag>;

namespace problems {
inline const ProblemKind computed{"indicators.computed", 422, "{code} é calculado dos registros: não recebe valor informado.", "{code} is computed from the records: it takes no stated value."};
inline const ProblemKind no_target{"indicators.no-target", 422, "{code} descreve o trabalho e não tem meta.", "{code} describes work and has no target."};
inline const ProblemKind bad_number{"indicators.bad-number", 422, "Informe o valor, ou o numerador e o denominador (maior que zero); nenhum é negativo.", "State the value, or numerator and denominator (above zero); none is negative."};
inline const ProblemKind needs_origin{"indicators.needs-origin", 422, "Diga com quem foi combinado, ou de onde veio o número.", "Say who agreed on it, or where the number comes from."};
inline const ProblemKind bad_said_on{"indicators.bad-said-on", 422, "A data {date} ainda não chegou.", "The date {date} has not come yet."};
inline const ProblemKind place_outside{"indicators.place-outside", 403, "{place} fica fora do território da sua instituição.", "{place} lies outside your institution's territory."};
inline const ProblemKind stale{"indicators.stale", 409, "Este número mudou enquanto você escrevia (revisão {now}). Veja como está e decida.", "This number changed while you wrote (revision {now}). See how it is now and decide."};
}  // namespace problems

enum class StatementKind { target, value };
constexpr auto words(StatementKind) { return std::array{Word{StatementKind::target, "meta"}, Word{StatementKind::value, "valor"}}; }

inline constexpr std::int64_t statement_schema = 1;

struct NewStatement {
  ledger::OperationId operation;
  std::optional<OrganisationId> organisation;  ///< left out: the only one where the person validates
  StatementKind kind = StatementKind::target;
  std::string code;
  PlaceId place;
  std::string period;          ///< an id: 2025-QD1
  std::int64_t revision = 0;   ///< that was seen; 0: there was none
  std::optional<double> value, numerator, denominator;  ///< all left out: what stood is withdrawn
  std::optional<double> baseline;
  std::string origin;
  Day said_on;
  std::string note;
};
DESCRIBE(NewStatement, operation, organisation, kind, code, place, period, revision, value, numerator, denominator, baseline, origin, said_on, note)

struct Statement {
  StatementId id;
  std::int64_t revision = 0;
  OrganisationId organisation_id;
  StatementKind kind = StatementKind::target;
  std::string code;
  PlaceId place_id;
  std::string period;
  std::optional<double> value, numerator, denominator, baseline;
  std::string origin;
  Day said_on;
  std::string note;
  PersonId by_person;
  std::string by_name;
  Instant at;
};
DESCRIBE(Statement, id, revision, organisation_id, kind, code, place_id, period, value, numerator, denominator, baseline, origin, said_on, note,
         by_person, by_name, at)

/// By who validates at the institution, for a place of its state. The same operation again gets the same answer.
Statement state_number(db::Write& tx, const NewStatement& in, const std::vector<Definition>& definitions, const access::Actor& actor);

struct StatementsOf {
  PlaceId place;
  std::string period;
};
DESCRIBE(StatementsOf, place, period)
/// What stands, one for each code and kind, of institutions whose sums the actor may read; withdrawn ones are left out.
std::vector<Statement> statements(db::Read& tx, const StatementsOf& of, const access::Actor& actor);
/// Every revision, the newest first. Throws unknown for what the actor may not read.
std::vector<Statement> history(db::Read& tx, StatementId id, const access::Actor& actor);

/// With a target the board's standing is against that; the reference stays beside it.
void set_beside(Board& board, const std::vector<Statement>& stated);

}  // namespace teia::indicators
