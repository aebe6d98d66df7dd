// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "closing/store.hpp"

/// Who may what, and what everybody sees who may. Private to this folder. A closing is the institution's: it is read as the
/// institution's records are, closed by who registers there (the own month) or validates there.
namespace teia::closing {

bool registers(db::Read& tx, OrganisationId organisation, const access::Actor& actor);
bool validates(db::Read& tx, OrganisationId organisation, const access::Actor& actor);
bool reads(db::Read& tx, OrganisationId organisation, const access::Actor& actor);
void require_registers(db::Read& tx, OrganisationId organisation, const access::Actor& actor);  ///< throws rights.missing
void require_validates(db::Read& tx, OrganisationId organisation, const access::Actor& actor);
store::Row require_readable(db::Read& tx, ClosingId id, const access::Actor& actor);  ///< throws closing.unknown

ClosingView view_of(db::Read& tx, const store::Row& row);

}  // namespace teia::closing
