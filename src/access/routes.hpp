// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/access.hpp"

/// The two tables that make up access::routes, and the question that both ask.
namespace teia::access {

std::vector<http::Route> session_routes();
std::vector<http::Route> people_routes();

/// Whether `caller` may invite, correct and sign out this person: every function that the person has or will have is one that the
/// caller could have given. So nobody reaches an account that can do more than their own.
bool manages(db::Read& tx, PersonId caller, PersonId person, Day today);

}  // namespace teia::access
