// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/store.hpp"
#include "places/period.hpp"

/// What a closed period means for one record. Private to this folder.
namespace teia::actions {

/// The closed period, if any, that the day lies in for this author's records at the institution: the longest, when several are.
std::optional<places::Period> closed_period(db::Read& tx, OrganisationId organisation, PersonId author, Day day);
/// The closed period whose data set told of this record, which is thereby locked. Of what is planned or cancelled, and of what came
/// late and was not counted yet, none told.
std::optional<places::Period> locked_by(db::Read& tx, const store::Row& row);

/// The record came into a closed period with this entry; the first one stays.
void put_late(db::Write& tx, ActionId id, std::int64_t number);

inline constexpr const char* late_flag = "fora-do-periodo";
inline bool is_late(const store::Row& row) { return row.flags.find(" fora-do-periodo ") != std::string::npos; }

}  // namespace teia::actions
