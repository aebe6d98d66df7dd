// SPDX-License-Identifier: Apache-2.0
#include "base/http/dispatch.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace teia::http {

namespace {

/// The next piece between slashes.
std::string_view piece(std::string_view& path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  const auto end = std::min(path.find('/'), path.size());
  const auto found = path.substr(0, end);
  path.remove_prefix(end);
  return found;
}

bool fits(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = piece(pattern), given = piece(path);
    if (!wanted.starts_with('{') && wanted != given) return false;
  }
  return pattern.empty() && path.empty();
}

Pairs values_of(std::string_view pattern, std::string_view path) {
  Pairs values;
  while (!pattern.empty()) {
    const auto wanted = piece(pattern), given = piece(path);
    if (wanted.starts_with('{')) values.emplace_back(wanted.substr(1, wanted.size() - 2), given);
  }
  return values;
}

/// The second word of a path or pattern; "" when it has none or it is a {name}.
std::string_view room_of(std::string_view path) {
  piece(path);
  const auto room = piece(path);
  return room.starts_with('{') ? std::string_view{} : room;
}

}  // namespace

Response response_to(std::exception_ptr error, const Request& request) {
  try {
    std::rethrow_exception(error);
  } catch (const Problem& problem) {
    return problem_response(problem);
  } catch (const std::exception& unexpected) {
    spdlog::error("{} {}: {}", word_of(request.method), request.path, unexpected.what());
  }
  return problem_response(teia::problems::internal());
}

Response busy_response() {
  auto busy = db::problems::busy();
  busy.retry_after_s = 2;
  return problem_response(busy);
}

namespace detail {

void refuse_unknown(const Pairs& query, const std::vector<std::string_view>& known) {
  std::vector<Fault> faults;
  for (const auto& [name, value] : query) {
    if (std::find(known.begin(), known.end(), name) == known.end()) faults.push_back(problems::unknown_parameter.at(name));
  }
  refuse(std::move(faults));
}

const std::string* find_parameter(const Pairs& query, std::string_view name) {
  for (const auto& parameter : query) {
    if (parameter.first == name) return &parameter.second;
  }
  return nullptr;
}

}  // namespace detail

std::string_view Call::path_text(std::string_view name) const {
  for (const auto& [key, value] : path_values_) {
    if (key == name) return value;
  }
  return {};
}

Route made(Method method, std::string_view pattern, Right right, std::function<Response(Free&)> handler, const Type* out) {
  return {method, pattern, right, Mode::free, nullptr, out, [handler = std::move(handler)](const Request&) -> Route::Run {
            return [handler](Call call, db::Read*, db::Write*, db::Store* store) {
              Free free{std::move(call), *store};
              return handler(free);
            };
          }};
}

Dispatcher::Dispatcher(Parts parts, std::vector<Route> routes) : parts_(std::move(parts)), routes_(std::move(routes)) {
  for (const auto& route : routes_) by_room_[room_of(route.pattern)].push_back(&route);
  for (auto& [room, found] : by_room_) {
    // '{' sorts after letters and digits: /v1/actions/overdue is looked at before /v1/actions/{id}.
    std::stable_sort(found.begin(), found.end(), [](auto* a, auto* b) { return a->pattern < b->pattern; });
  }
}

/// Those whose pattern the path fits, the most literal first.
std::vector<const Route*> Dispatcher::routes_at(std::string_view path) const {
  std::vector<const Route*> found;
  const auto look = [&](std::string_view room) {
    const auto there = by_room_.find(room);
    if (there == by_room_.end()) return;
    std::copy_if(there->second.begin(), there->second.end(), std::back_inserter(found), [&](auto* route) { return fits(route->pattern, path); });
  };
  const auto room = room_of(path);
  look(room);
  if (!room.empty()) look({});
  return found;
}

std::string_view Dispatcher::pattern_of(std::string_view path) const {
  const auto found = routes_at(path);
  return found.empty() ? std::string_view{} : found.front()->pattern;
}

std::string Dispatcher::methods_of(std::string_view path) const {
  std::string methods;
  for (const auto* route : routes_at(path)) methods += (methods.empty() ? "" : ", ") + std::string{word_of(route->method)};
  return methods;
}

Dispatcher::Match Dispatcher::match(const Request& request) const {
  const auto found = routes_at(request.path);
  for (const auto* route : found) {
    if (route->method == request.method) return {route, values_of(route->pattern, request.path)};
  }
  if (found.empty()) throw problems::no_route({{"path", request.path}});
  throw problems::wrong_method({{"method", std::string{word_of(request.method)}}});
}

bool Dispatcher::knows(std::string_view path) const { return !pattern_of(path).empty(); }

Response Dispatcher::run_reading(const Request& request, const Match& match, const Route::Run& run) const {
  return parts_.store.read([&](db::Read& read) {
    const auto now = parts_.clock.now();
    const auto caller = parts_.guard(read, request, match.route->right, now);
    return run(Call{request, match.path, caller, now, parts_.chance}, &read, nullptr, nullptr);
  });
}

Response Dispatcher::run_free(const Request& request, const Match& match, const Route::Run& run) const {
  const auto now = parts_.clock.now();
  const auto caller = parts_.store.read([&](db::Read& read) { return parts_.guard(read, request, match.route->right, now); });
  return run(Call{request, match.path, caller, now, parts_.chance}, nullptr, nullptr, &parts_.store);
}

void Dispatcher::run_writing(std::shared_ptr<const Request> request, Match match, Route::Run run, Reply reply) const {
  auto response = std::make_shared<Response>();
  const auto job = [this, request, match, run, response](db::Write& write) {
    const auto now = parts_.clock.now();
    const auto caller = parts_.guard(write, *request, match.route->right, now);
    *response = run(Call{*request, match.path, caller, now, parts_.chance}, nullptr, &write, nullptr);
  };
  const auto done = [this, request, response, reply](std::exception_ptr error) {
    if (error) return reply(response_to(error, *request));
    if (!response->later) return reply(std::move(*response));
    on_pool(request, reply, [this, response, reply] { reply(parts_.store.read(response->later)); });
  };
  if (!parts_.store.submit(job, done)) reply(busy_response());
}

void Dispatcher::on_pool(const std::shared_ptr<const Request>& request, const Reply& reply, std::function<void()> job) const {
  const bool taken = parts_.pool([request, reply, job = std::move(job)] {
    try {
      job();
    } catch (...) {
      reply(response_to(std::current_exception(), *request));
    }
  });
  if (!taken) reply(busy_response());
}

void Dispatcher::handle(std::shared_ptr<const Request> request, Reply reply) const {
  on_pool(request, reply, [this, request, reply] {
    auto found = match(*request);
    const auto& route = *found.route;
    if (route.mode == Mode::reading) {
      return reply(run_reading(*request, found, [&](Call call, db::Read* read, db::Write* write, db::Store* store) {
        return route.prepare(*request)(std::move(call), read, write, store);
      }));
    }
    // The guard asks first, so that a stranger does not learn the shape of our inputs; writers ask it again in their transaction.
    parts_.store.read([&](db::Read& read) { parts_.guard(read, *request, route.right, parts_.clock.now()); });
    auto run = route.prepare(*request);
    if (route.mode == Mode::writing) run_writing(request, std::move(found), std::move(run), reply);
    else reply(run_free(*request, found, run));
  });
}

void Dispatcher::admit(std::shared_ptr<const Request> request, Reply reply) const {
  on_pool(request, reply, [this, request, reply] {
    const auto found = match(*request);
    parts_.store.read([&](db::Read& read) { parts_.guard(read, *request, found.route->right, parts_.clock.now()); });
    reply(Response{100, {}, ""});
  });
}

}  // namespace teia::http
