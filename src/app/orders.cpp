// SPDX-License-Identifier: Apache-2.0
#include "app/orders.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>

#include "app/actions_command.hpp"
#include "app/order_desk.hpp"
#include "app/places_command.hpp"
#include "app/user_command.hpp"
#include "base/db/unreachable.hpp"

namespace teia::app {

namespace {

using Files = std::vector<places::InputFile>;

int act(System& system, const ActionsImport& asked, const Files& files, std::ostream& out) {
  if (files.size() != 1) throw teia::problems::missing({{"field", "files"}});
  return import_actions(system, asked, files.front().bytes, out);
}

int act(System& system, const PlacesImport& asked, Files files, std::ostream& out) {
  return import_places(system, asked, std::move(files), out);
}

int act(System& system, const PlaceMove& asked, const Files&, std::ostream& out) {
  move_place(system, asked, out);
  return 0;
}

int act(System& system, const NewAdministrator& asked, const Files&, std::ostream& out) { return add_administrator(system, asked, out), 0; }
int act(System& system, const Invite& asked, const Files&, std::ostream& out) { return invite_user(system, asked, out), 0; }
int act(System& system, const EndAccess& asked, const Files&, std::ostream& out) { return end_user(system, asked, out), 0; }

template <class Asked>
int read_and_act(System& system, Order&& order, std::ostream& out) {
  return act(system, json::read<Asked>(order.asked), std::move(order.files), out);
}

struct Known {
  std::string_view command;
  int (*act)(System&, Order&&, std::ostream&);
};

/// What makes or replaces a whole folder (serve, demo, restore) is none of them: it needs the folder for itself.
constexpr Known all_known[] = {
    {"import actions", read_and_act<ActionsImport>},
    {"places import", read_and_act<PlacesImport>},
    {"places move", read_and_act<PlaceMove>},
    {"user add-admin", read_and_act<NewAdministrator>},
    {"user invite", read_and_act<Invite>},
    {"user end", read_and_act<EndAccess>},
};

const Known* find(const std::string& command) {
  const auto* found = std::find_if(std::begin(all_known), std::end(all_known), [&](const auto& known) { return known.command == command; });
  return found == std::end(all_known) ? nullptr : found;
}

}  // namespace

std::vector<places::InputFile> read_files(const std::vector<std::string>& paths) {
  std::vector<places::InputFile> files;
  for (const auto& path : paths) {
    std::ifstream file{path, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    if (!file) throw problems::unreadable_file({{"file", path}});
    files.push_back({std::filesystem::path{path}.filename().string(), std::move(bytes)});
  }
  return files;
}

bool is_order(const std::string& command) { return find(command) != nullptr; }

int carry_out(System& system, Order order, std::ostream& out) {
  const auto* known = find(order.command);
  if (!known) throw problems::unknown_order();
  return known->act(system, std::move(order), out);
}

int give(const Config& config, Order order, std::ostream& out, std::ostream& err) {
  if (const auto exit = ask_server(config, order, out, err)) return *exit;
  System system{config};
  return carry_out(system, std::move(order), out);
}

namespace {

void tell(std::ostream& err, const Problem& problem) {
  err << problem.message << "  [" << problem.code << "]\n";
  for (const auto& fault : problem.faults) err << "  " << fault.field << ": " << fault.message << "\n";
}

}  // namespace

/// The engine's own words go to the log, for whoever looks after it.
int tell_problems(std::ostream& err, const std::function<int()>& act) {
  try {
    return act();
  } catch (const Problem& problem) {
    tell(err, problem);
  } catch (const db::Unreachable& error) {
    spdlog::error("db: {}", error.what());
    tell(err, problems::unreachable());
  } catch (const db::Error& error) {
    spdlog::error("db: {}", error.what());
    if (error.storage) tell(err, db::problems::storage());
    else err << "Falha inesperada: " << error.what() << "\n";
  } catch (const std::exception& error) {
    err << "Falha inesperada: " << error.what() << "\n";
  }
  return 1;
}

}  // namespace teia::app
