// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>

#include "base/http/channel.hpp"
#include "base/http/dispatch.hpp"
#include "base/http/upload.hpp"

/// One request's turn on a connection: what is decided about it without a socket.
namespace teia::http {

inline constexpr std::string_view files_label = "(files)", nothing_label = "(none)";  ///< routes of logs and metrics

/// A request with its temporary files: they go when the last one who looks at the request does.
struct Held {
  Request request;
  std::unique_ptr<Upload> upload;
};

/// What the reply must know of its request.
struct Turn {
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
  bool keep_alive = false;
  bool old = false;        ///< HTTP/1.0: no chunks
  bool head_only = false;  ///< HEAD
  bool options = false;    ///< OPTIONS
  std::string_view route = nothing_label;
  int status = 0;
  std::size_t bytes = 0;   ///< of the body, as sent
};

/// The request line, after the headers were read. Throws http.bad-request or http.wrong-method.
void read_line(std::string_view method, std::string_view target, Request& request, Turn& turn);

/// The last hop of X-Forwarded-For, which our own proxy wrote; the rest of the header is the client's word.
std::string forwarded(const Request& request);

std::string lower(std::string_view text);  ///< ASCII only
Problem bad(std::string_view why);
Problem soon(const ProblemKind& kind);     ///< with Retry-After

/// finish(), or the reply to what went wrong in it.
void finish_or_say(Response& response, const Request& request);

/// Runs a stream to its end on its own thread; never throws.
void make_stream(const Stream& stream, Channel& channel, bool gzip);

Response health_response(const std::function<bool()>& healthy);

}  // namespace teia::http
