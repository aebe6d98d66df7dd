// SPDX-License-Identifier: Apache-2.0
#include "app/report_command.hpp"

#include <fstream>

#include "app/system.hpp"
#include "reports/reports.hpp"

namespace teia::app {

namespace {

Instant now_of(const Config& config) {
  const auto set = Instant::parse(config.clock);
  return set ? *set : system_clock().now();
}

}  // namespace

void write_report(const Config& config, const ReportOrder& order) {
  const auto form = reports::form_of(order.file);
  const auto html = look_into(config)->read([&](db::Read& tx) {
    return reports::quadrimestral(tx, {order.state, order.period}, config.web_address(), now_of(config));
  });
  const auto bytes = form == reports::ReportForm::html ? html : reports::pdf(html);
  std::ofstream out{order.file, std::ios::binary};
  if (!(out << bytes).flush()) throw problems::unwritable_file({{"file", order.file}});
}

}  // namespace teia::app
