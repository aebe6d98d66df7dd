// SPDX-License-Identifier: Apache-2.0
#include "reports/reports.hpp"

namespace teia::reports {

namespace {

struct QuadrimestralFile {
  std::string state;   ///< 17 or TO
  std::string period;  ///< 2025-QD1
  ReportForm format = ReportForm::pdf;
};
DESCRIBE(QuadrimestralFile, state, period, format)

/// Read in one short transaction; laid out after it. As a file to save, in either form: nothing in it is meant to run in our name.
http::Response on_quadrimestral(http::Free& call, Press& press, const std::string& web_address) {
  const auto in = http::read_query<QuadrimestralFile>(call.request.query);
  const auto html = call.store.read([&](db::Read& tx) { return quadrimestral(tx, {in.state, in.period}, web_address, access::actor_of(call)); });
  const auto name = "relatorio-quadrimestral-" + in.state + "-" + in.period;
  if (in.format == ReportForm::html) return http::download(name + ".html", "text/html; charset=utf-8", html);
  return http::download(name + ".pdf", "application/pdf", press.pdf(html));
}

}  // namespace

std::vector<http::Route> routes(const std::string& web_address) {
  auto quadrimestral = http::made(http::Method::get, "/v1/reports/quadrimestral", access::may(access::Verb::action_read),
                                  [press = std::make_shared<Press>(), web_address](http::Free& call) { return on_quadrimestral(call, *press, web_address); });
  quadrimestral.in = http::type_of<QuadrimestralFile>();
  return {quadrimestral};
}

}  // namespace teia::reports
