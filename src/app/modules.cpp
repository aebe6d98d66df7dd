// SPDX-License-Identifier: Apache-2.0
#include "analytics/analytics.hpp"
#include "app/files.hpp"
#include "app/openapi.hpp"
#include "app/system.hpp"
#include "closing/closing.hpp"
#include "followups/followups.hpp"
#include "indicators/indicators.hpp"
#include "programmes/programmes.hpp"
#include "reports/reports.hpp"
#include "sync/sync.hpp"

/// The whole wiring of the program. A new domain adds its line here.
namespace teia::app {

std::vector<http::Route> all_routes(System& system) {
  std::vector<http::Route> all;
  const auto add = [&](const std::vector<http::Route>& routes) { all.insert(all.end(), routes.begin(), routes.end()); };
  add(access::routes);
  add(places::routes());
  add(programmes::routes());
  add(actions::routes);
  add(followups::routes);
  add(closing::routes);
  add(sync::routes(system.attachments()));
  add(analytics::routes(system.read_model()));
  add(indicators::routes(system.read_model()));
  add(reports::routes(system.config().web_address()));
  add(file_routes(system));
  all.push_back(openapi_route(all));
  return all;
}

}  // namespace teia::app
