// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"

#include <fmt/format.h>
#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json.hpp"
#include "base/time.hpp"

namespace teia::log {

namespace {

constexpr std::string_view structured = "event";  // the logger whose messages are members of a JSON object already

class JsonLine : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
    const auto since = message.time.time_since_epoch();
    const Instant at{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
    const auto level = spdlog::level::to_string_view(message.level);
    std::string line = fmt::format(R"({{"at":"{}","level":"{}",)", at.text(), std::string_view{level.data(), level.size()});
    const std::string_view said{message.payload.data(), message.payload.size()};
    if (std::string_view{message.logger_name.data(), message.logger_name.size()} == structured) {
      line += said;
    } else {
      line += "\"message\":";
      json::write_string(line, said);
    }
    line += "}\n";
    to.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonLine>(); }
};

}  // namespace

void set_up(const Options& options) {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  if (options.form == Form::json) sink->set_formatter(std::make_unique<JsonLine>());
  else sink->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
  auto events = std::make_shared<spdlog::logger>(std::string{structured}, sink);
  auto sentences = std::make_shared<spdlog::logger>("teia", sink);
  const auto level = spdlog::level::from_str(options.level);
  events->set_level(level);
  sentences->set_level(level);
  spdlog::drop(std::string{structured});
  spdlog::register_logger(events);
  spdlog::set_default_logger(sentences);
}

std::string members(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += ',';
    json::write_string(out, name);
    out += ':';
    std::visit([&](const auto& is) {
      using T = std::remove_cvref_t<decltype(is)>;
      if constexpr (std::is_same_v<T, std::string_view>) json::write_string(out, is);
      else if constexpr (std::is_same_v<T, double>) json::write_number(out, is);
      else out += std::to_string(is);
    }, value);
  }
  return out;
}

void event(std::string_view name, const Fields& fields) {
  const auto logger = spdlog::get(std::string{structured});
  if (!logger || !logger->should_log(spdlog::level::info)) return;
  Fields all{{"event", name}};
  all.insert(all.end(), fields.begin(), fields.end());
  logger->info("{}", members(all));
}

}  // namespace teia::log
