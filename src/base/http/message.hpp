// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/describe.hpp"
#include "base/problem.hpp"

namespace teia::db {
class Read;
}

/// Requests and replies as plain values: what the rest of the program knows of HTTP. The transport is in server.cpp alone.
namespace teia::http {

enum class Method { get, post, put, del };
constexpr auto words(Method) {
  return std::array{Word{Method::get, "GET"}, Word{Method::post, "POST"}, Word{Method::put, "PUT"}, Word{Method::del, "DELETE"}};
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// A part of a multipart/form-data body. Files are spooled to disk while they arrive and removed when the request is over.
struct Part {
  std::string field;
  std::string file_name;     ///< as the client said; never used as a path
  std::string content_type;  ///< as the client said
  std::string text;          ///< the value, when it is not a file
  std::string spooled;       ///< path of the temporary file, when it is one
  std::int64_t size = 0;     ///< bytes
};

struct Request {
  Method method = Method::get;
  std::string path;  ///< percent-decoded, without the query
  Pairs query;       ///< decoded, in order
  Pairs headers;     ///< names in lower case
  std::string body;
  std::vector<Part> parts;
  std::string peer;  ///< address of the client, for rate limits; never logged with what it asked

  std::string_view header(std::string_view name) const;  ///< "" when there is none
  std::string_view cookie(std::string_view name) const;
};

/// Where a streamed reply goes. `write` waits while the client is slow and throws when it is gone.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void write(std::string_view bytes) = 0;
};

using Stream = std::function<void(Sink&)>;  ///< runs on a pool of its own; opens its own transactions

/// The reply stays open and tells, as server-sent events, what is published under these topics (events.hpp).
struct Listen {
  std::vector<std::string> topics;
};

using Body = std::variant<std::string, Stream, Listen>;

struct Response {
  int status = 200;
  Pairs headers;
  Body body;
  /// Set by a write whose reply is read from a fresh snapshot, on the readers' pool, once it is durable (http.hpp, Later).
  std::function<Response(db::Read&)> later = {};

  Response& header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  std::string_view header(std::string_view name) const;  ///< "" when there is none
};

/// The transport adds the rest: `private, no-cache` and an ETag for what a GET gives, `no-store` for everything else.
Response json_response(int status, std::string body);
Response problem_response(const Problem& problem);  ///< application/problem+json, RFC 9457
/// A file for the person: `name` is shown by the browser (RFC 6266, both forms).
Response download(std::string_view name, std::string_view content_type, Body body);

std::string url_decoded(std::string_view text);                          ///< of a query: '+' is a blank
std::optional<std::string> path_decoded(std::string_view text);          ///< nothing for bad escapes, control characters, not UTF-8
Pairs parse_query(std::string_view query);
bool is_utf8(std::string_view text);

}  // namespace teia::http
