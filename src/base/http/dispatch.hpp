// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>

#include "base/http/http.hpp"

/// From a request to its route, through the guard, into a transaction, and back: without a socket, so that tests call it too.
namespace teia::http {

/// Finds who is calling and whether the right is theirs; throws the problem (401, 403) otherwise. Runs inside the request's
/// own transaction, so that a right taken away counts at once.
using Guard = std::function<Caller(db::Read&, const Request&, const Right&, Instant)>;

using Reply = std::function<void(Response)>;
using Executor = std::function<bool(std::function<void()>)>;  ///< false: no room, nothing taken

class Dispatcher {
 public:
  struct Parts {
    db::Store& store;
    const Clock& clock;
    Chance& chance;
    Guard guard;
    Executor pool;  ///< where readers and free handlers run
  };
  Dispatcher(Parts parts, std::vector<Route> routes);
  Dispatcher(const Dispatcher&) = delete;

  const std::vector<Route>& routes() const { return routes_; }

  /// `reply` is called once, on another thread or this one; for a writing route after the commit is durable.
  void handle(std::shared_ptr<const Request> request, Reply reply) const;

  /// Asks only the guard, before a large body is let in: 100 to go on, or the refusal.
  void admit(std::shared_ptr<const Request> request, Reply reply) const;

  /// The pattern of the path's route, whatever the method; "" when there is none. For logs and metrics.
  std::string_view pattern_of(std::string_view path) const;
  std::string methods_of(std::string_view path) const;  ///< "GET, POST"

  /// True when some route has this path, whatever the method: everything else is the application's or a file's.
  bool knows(std::string_view path) const;

 private:
  struct Match {
    const Route* route;
    Pairs path;
  };
  Match match(const Request& request) const;
  std::vector<const Route*> routes_at(std::string_view path) const;
  void on_pool(const std::shared_ptr<const Request>& request, const Reply& reply, std::function<void()> job) const;
  void run_writing(std::shared_ptr<const Request> request, Match match, Route::Run run, Reply reply) const;
  Response run_reading(const Request& request, const Match& match, const Route::Run& run) const;
  Response run_free(const Request& request, const Match& match, const Route::Run& run) const;

  Parts parts_;
  std::vector<Route> routes_;
  /// By the second word of the pattern ("actions" of /v1/actions/{id}), so that a request looks at few; written words before {names}.
  std::map<std::string_view, std::vector<const Route*>> by_room_;
};

Response busy_response();  ///< db.busy with Retry-After
/// The reply to what went wrong: a Problem as it is, anything else as internal, with a line in the log.
Response response_to(std::exception_ptr error, const Request& request);

}  // namespace teia::http
