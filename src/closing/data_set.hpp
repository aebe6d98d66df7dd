// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/standing.hpp"
#include "closing/closing.hpp"

/// What a closing tells, as a text that anybody can make again and hash. Private to this folder. docs/decisions/0008-closings.md.
///
///   teia data set 1
///   organisation 0191…            the institution
///   person -                      whose month, or - for the whole institution
///   period 2025-04
///   kinds action,action.state     of the entries that were looked at
///   upto 4711                     the last entry of the ledger that was known
///   since 4012                    late records are those that came after this entry: the closing before told of the others
///   0191… 3 validada 5f1e…        record, revision, state, SHA-256 of its newest entry's header; by record
///   late 0191… 1 registrada 77a0… the same of an earlier period
namespace teia::closing {

struct Told {
  actions::Whose whose;
  places::Period period;
  std::int64_t upto = 0, since = 0;
};

std::string write_data_set(const Told& told, const std::vector<actions::Standing>& records);
/// The lines of records in a data set, by record. Reads what write_data_set wrote; what else stands there is left out.
std::map<ActionId, actions::Standing> records_of(std::string_view data_set);

/// The payload of an entry of kind "closing", schema 1.
struct ClosingDocument {
  OrganisationId organisation;
  std::optional<PersonId> person;
  std::string period;
  ClosingState state = ClosingState::closed;
  std::string reason;
  std::vector<PersonId> without;
  std::optional<std::int64_t> upto, since;
  std::optional<std::string> sha256, data_set;
};
DESCRIBE(ClosingDocument, organisation, person, period, state, reason, without, upto, since, sha256, data_set)

/// Made of whose and which period: two that close the same meet on one record, and the second is told so. The first 16 bytes of
/// SHA-256("closing:" organisation ":" person or "-" ":" period), marked version 8.
ClosingId closing_id(const actions::Whose& whose, const places::Period& period);

/// What made again differs from what was told, in words; nothing when they agree. A record with a hole is compared by its entry.
struct Difference {
  std::string fault;
  std::int64_t erased = 0;
};
Difference compare(const ClosingDocument& document, std::int64_t number, const actions::AsKnown& known);

inline const std::vector<std::string> kinds_told{"action", "action.state"};

}  // namespace teia::closing
