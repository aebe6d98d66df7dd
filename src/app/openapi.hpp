// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <vector>

#include "base/http/http.hpp"

/// The interface for programs of others: OpenAPI 3.1, from the same table and types as docs/routes.txt and web/src/base/api.gen.ts.
namespace teia::app {

/// What GET /v1/openapi.json gives.
json::Value openapi(const std::vector<http::Route>& routes);

/// docs/openapi.json: the same, a line for each thing, so that a change is seen in review.
void print_openapi(std::ostream& out, const std::vector<http::Route>& routes);

/// The route that gives the description of `routes` and of itself; to be added last.
http::Route openapi_route(const std::vector<http::Route>& routes);

}  // namespace teia::app
