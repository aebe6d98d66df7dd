// SPDX-License-Identifier: Apache-2.0
#include "base/http/connection.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include "base/http/finish.hpp"
#include "base/http/turn.hpp"
#include "base/log.hpp"

namespace teia::http {

namespace {

namespace bhttp = boost::beast::http;
using boost::system::error_code;
using net::ip::tcp;
using Steady = std::chrono::steady_clock;
using Tls = net::ssl::stream<tcp::socket>;
using Parser = bhttp::request_parser<bhttp::buffer_body>;

constexpr std::size_t piece_bytes = 64 * 1024;  // read or written at once
constexpr std::size_t first_bytes = 4 * 1024;   // what an idle connection holds
struct Lost {};  // the other side is gone or too slow to be told anything

void read_headers(const Parser& parser, Request& request, Turn& turn) {
  const auto& message = parser.get();
  turn.old = message.version() < 11;
  turn.keep_alive = parser.keep_alive();
  for (const auto& field : message) request.headers.emplace_back(lower({field.name_string().data(), field.name_string().size()}), field.value());
  if (!turn.old && message.count(bhttp::field::host) != 1) throw bad("host");
  const auto method = message.method_string(), target = message.target();
  read_line({method.data(), method.size()}, {target.data(), target.size()}, request, turn);
}

template <class S>
class Connection final : public Live, public std::enable_shared_from_this<Connection<S>> {
 public:
  Connection(Shared& shared, std::shared_ptr<Home> home, S stream, std::string peer)
      : shared_(shared), home_(std::move(home)), options_(shared.options), stream_(std::move(stream)), peer_(std::move(peer)),
        buffer_(options_.header_bytes + piece_bytes), watchdog_(home_->context), signal_(home_->context) {
    ++shared_.open;
  }
  ~Connection() override {
    const std::lock_guard lock{shared_.mutex};
    if (--shared_.open == 0) shared_.all_closed.notify_all();
  }

  net::awaitable<void> run(bool crowded);
  void drain() override;
  void cut() override;

 private:
  static constexpr bool secure = std::is_same_v<S, Tls>;
  tcp::socket& socket() {
    if constexpr (secure) return stream_.next_layer();
    else return stream_;
  }

  // Time: one lazy timer. A later deadline costs nothing; the timer looks again when it fires.
  void arm(ServerOptions::Time within);
  void disarm() { deadline_ = Steady::time_point::max(); }
  void watch();
  [[noreturn]] void fail(error_code error);

  net::awaitable<void> serve(bool crowded);
  net::awaitable<bool> serve_one(bool first);
  net::awaitable<bool> first_byte(bool first);
  net::awaitable<void> read_head(Parser& parser);
  net::awaitable<std::optional<Response>> read_body(Parser& parser, std::shared_ptr<Held> held, const Turn& turn);
  net::awaitable<void> read_pieces(Parser& parser, Held& held, std::int64_t limit);
  net::awaitable<void> write_all(std::string_view head, std::string_view body);

  net::awaitable<Response> ask(std::function<void(Reply)> start, std::shared_ptr<const Request> request);
  net::awaitable<void> reply_to(std::shared_ptr<const Request> request, Turn& turn);
  net::awaitable<void> send(Response response, std::shared_ptr<const Request> request, Turn& turn);
  net::awaitable<void> send_text(Response response, const Request& request, Turn& turn);
  net::awaitable<void> send_asset(const Asset& asset, std::shared_ptr<const Request> request, Turn& turn);
  net::awaitable<void> send_stream(Response response, std::shared_ptr<const Request> request, Turn& turn);
  net::awaitable<void> pass_on(Channel& channel, Channel::Taken taken, Turn& turn);
  net::awaitable<void> send_events(Response response, Turn& turn);
  net::awaitable<void> write_piece(std::string_view bytes, Turn& turn);
  net::awaitable<void> refuse(const Response& response, Turn& turn);
  net::awaitable<void> linger();
  net::awaitable<void> farewell();

  std::function<void()> waker();
  net::awaitable<bool> signalled(Steady::time_point until);
  void note(const Request* request, const Turn& turn);

  Shared& shared_;
  const std::shared_ptr<Home> home_;
  const ServerOptions& options_;
  S stream_;
  const std::string peer_;
  boost::beast::flat_buffer buffer_;

  net::steady_timer watchdog_;
  Steady::time_point deadline_ = Steady::time_point::max(), watched_ = Steady::time_point::max();
  bool expired_ = false;  // the last operation ended because its time was over
  bool idle_ = false;     // waiting for a request
  bool cut_ = false;

  net::steady_timer signal_;  // never fires for its time's sake where there is none: cancelled to wake the coroutine
  bool signalled_ = false;
};

// ---- time and ends ----

template <class S>
void Connection<S>::arm(ServerOptions::Time within) {
  expired_ = false;
  deadline_ = Steady::now() + within;
  if (deadline_ < watched_) watch();
}

template <class S>
void Connection<S>::watch() {
  watched_ = deadline_;
  watchdog_.expires_at(deadline_);
  watchdog_.async_wait([self = this->shared_from_this()](error_code cancelled) {
    if (cancelled) return;
    self->watched_ = Steady::time_point::max();
    if (self->deadline_ == Steady::time_point::max()) return;
    if (Steady::now() < self->deadline_) return self->watch();
    self->expired_ = true;
    error_code ignored;
    self->socket().cancel(ignored);
  });
}

template <class S>
void Connection<S>::fail(error_code error) {
  if (expired_) throw problems::timeout();
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) {
    throw problems::headers_too_large({{"max", std::to_string(options_.header_bytes)}});
  }
  static const auto& parser_errors = bhttp::make_error_code(bhttp::error::end_of_stream).category();
  const bool ended = error == bhttp::error::end_of_stream || error == bhttp::error::partial_message;
  if (error.category() == parser_errors && !ended) throw bad(error.message());
  throw Lost{};
}

template <class S>
void Connection<S>::drain() {
  error_code ignored;
  if (idle_) socket().cancel(ignored);
  signalled_ = true;
  signal_.cancel();
}

template <class S>
void Connection<S>::cut() {
  cut_ = true;
  error_code ignored;
  socket().close(ignored);
  signalled_ = true;
  signal_.cancel();
}

template <class S>
std::function<void()> Connection<S>::waker() {
  return [weak = this->weak_from_this()] {
    auto self = weak.lock();
    if (!self) return;
    const auto home = self->home_;
    net::post(home->context, [self = std::move(self)] {
      self->signalled_ = true;
      self->signal_.cancel();
    });
  };
}

/// Waits for the waker; false when the time came first.
template <class S>
net::awaitable<bool> Connection<S>::signalled(Steady::time_point until) {
  if (!signalled_) {
    error_code ignored;
    signal_.expires_at(until);
    co_await signal_.async_wait(net::redirect_error(net::use_awaitable, ignored));
  }
  co_return std::exchange(signalled_, false);
}

// ---- one connection, one request ----

template <class S>
net::awaitable<void> Connection<S>::run(bool crowded) {
  home_->live.insert(this);
  try {
    co_await serve(crowded);
  } catch (const Lost&) {
  } catch (const std::exception& error) {
    spdlog::error("connection: {}", error.what());
  }
  home_->live.erase(this);
  watchdog_.cancel();
  error_code ignored;
  socket().close(ignored);
}

template <class S>
net::awaitable<void> Connection<S>::serve(bool crowded) {
  if constexpr (secure) {
    error_code failed;
    arm(options_.header);
    co_await stream_.async_handshake(net::ssl::stream_base::server, net::redirect_error(net::use_awaitable, failed));
    if (failed) co_return;
  }
  if (crowded) {
    Turn turn;
    const auto response = problem_response(soon(problems::too_many_connections));
    co_await refuse(response, turn);
  } else {
    bool first = true;
    while (co_await serve_one(first)) first = false;
  }
  co_await farewell();
}

template <class S>
net::awaitable<bool> Connection<S>::serve_one(bool first) {
  const bool arrived = co_await first_byte(first);
  if (!arrived) co_return false;
  Parser parser;
  Turn turn;
  auto held = std::make_shared<Held>();
  std::optional<Response> refused;
  try {
    co_await read_head(parser);
    held->request.peer = peer_;
    read_headers(parser, held->request, turn);
    turn.started = Steady::now();
    if (options_.behind_proxy && !held->request.header("x-forwarded-for").empty()) held->request.peer = forwarded(held->request);
    refused = co_await read_body(parser, held, turn);
  } catch (const Problem& problem) {
    refused = problem_response(problem);
  }
  disarm();
  if (refused) {
    turn.route = shared_.parts.dispatcher.pattern_of(held->request.path);
    if (turn.route.empty()) turn.route = nothing_label;
    co_await refuse(*refused, turn);
    note(&held->request, turn);
    co_return false;
  }
  const std::shared_ptr<const Request> request{held, &held->request};
  held.reset();
  try {
    co_await reply_to(request, turn);
  } catch (const Lost&) {
    turn.keep_alive = false;
  }
  note(request.get(), turn);
  co_return turn.keep_alive && !cut_;
}

template <class S>
net::awaitable<bool> Connection<S>::first_byte(bool first) {
  if (buffer_.size() > 0) co_return true;
  if (shared_.draining) co_return false;
  error_code failed;
  arm(first ? options_.header : options_.idle);
  idle_ = true;
  const auto space = buffer_.prepare(std::min(options_.header_bytes, first_bytes));
  const auto size = co_await stream_.async_read_some(space, net::redirect_error(net::use_awaitable, failed));
  idle_ = false;
  buffer_.commit(size);
  co_return !failed;
}

template <class S>
net::awaitable<void> Connection<S>::read_head(Parser& parser) {
  parser.header_limit(static_cast<std::uint32_t>(options_.header_bytes));
  parser.body_limit(boost::none);  // counted by ourselves: the limit depends on the kind of body
  error_code failed;
  arm(options_.header);
  co_await bhttp::async_read_header(stream_, buffer_, parser, net::redirect_error(net::use_awaitable, failed));
  if (failed) fail(failed);
}

/// A reply when the body is not wanted.
template <class S>
net::awaitable<std::optional<Response>> Connection<S>::read_body(Parser& parser, std::shared_ptr<Held> held, const Turn& turn) {
  auto& request = held->request;
  const auto expect = lower(request.header("expect"));
  if (!expect.empty() && expect != "100-continue") throw problems::bad_expectation();
  if (parser.is_done()) co_return std::nullopt;

  const auto type = request.header("content-type");
  const bool multipart = lower(type).starts_with("multipart/");
  const auto limit = multipart ? options_.upload.total : options_.body_bytes;
  if (parser.content_length() && *parser.content_length() > static_cast<std::uint64_t>(limit)) {
    throw problems::too_large({{"max", std::to_string(limit)}});
  }
  if (multipart) {
    const auto boundary = multipart_boundary(type);
    if (!boundary) throw problems::bad_multipart({{"why", "boundary"}});
    const std::shared_ptr<const Request> asked{held, &request};
    std::function<void(Reply)> admit = [this, asked](Reply reply) { shared_.parts.dispatcher.admit(asked, std::move(reply)); };
    auto allowed = co_await ask(std::move(admit), asked);
    if (allowed.status != 100) co_return allowed;
    held->upload = std::make_unique<Upload>(options_.spool, *boundary, options_.upload);
  }
  if (!expect.empty() && !turn.old) co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", {});
  co_await read_pieces(parser, *held, limit);
  if (held->upload) request.parts = held->upload->finish();
  co_return std::nullopt;
}

net::awaitable<void> spool(Upload& upload, std::string_view piece) {
  upload.feed(piece);
  co_return;
}

template <class S>
net::awaitable<void> Connection<S>::read_pieces(Parser& parser, Held& held, std::int64_t limit) {
  const auto expected = parser.content_length() ? *parser.content_length() : piece_bytes;
  std::vector<char> space(std::min<std::uint64_t>(expected, piece_bytes));
  std::int64_t received = 0;
  while (!parser.is_done()) {
    auto& body = parser.get().body();
    body.data = space.data();
    body.size = space.size();
    error_code failed;
    arm(options_.body_idle);
    co_await bhttp::async_read_some(stream_, buffer_, parser, net::redirect_error(net::use_awaitable, failed));
    if (failed && failed != bhttp::error::need_buffer) fail(failed);
    const std::string_view piece{space.data(), space.size() - body.size};
    received += static_cast<std::int64_t>(piece.size());
    if (received > limit) throw problems::too_large({{"max", std::to_string(limit)}});
    if (!held.upload) held.request.body += piece;
    if (!held.upload || piece.empty()) continue;
    auto work = spool(*held.upload, piece);
    co_await net::co_spawn(shared_.disk, std::move(work), net::use_awaitable);
  }
}

/// Throws Lost when the client does not take it in time.
template <class S>
net::awaitable<void> Connection<S>::write_all(std::string_view head, std::string_view body) {
  while (!head.empty() || !body.empty()) {
    const std::array pieces{net::buffer(head), net::buffer(body.substr(0, piece_bytes))};
    error_code failed;
    arm(options_.write_idle);
    const auto size = co_await stream_.async_write_some(pieces, net::redirect_error(net::use_awaitable, failed));
    if (failed) throw Lost{};
    const auto of_head = std::min(size, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(size - of_head);
  }
  disarm();
}

// ---- replies ----
//
// g++ 12 destroys some temporaries of a co_await expression twice: functions and responses get a name first.

/// Starts something that replies on another thread, and goes on here. What a GET gives is finished there, where it does not
/// keep the sockets waiting; other replies are short and may come from the writer's thread, which must not be kept.
template <class S>
net::awaitable<Response> Connection<S>::ask(std::function<void(Reply)> start, std::shared_ptr<const Request> request) {
  const auto begin = [&](auto handler) {
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    start([home = home_, waiting, request](Response response) {
      const bool text = std::holds_alternative<std::string>(response.body);
      if (request->method == Method::get && text && response.status != 100) finish_or_say(response, *request);
      auto there = std::make_shared<Response>(std::move(response));
      net::post(home->context, [waiting, there] {
        auto resume = std::move(*waiting);
        resume(std::move(*there));
      });
    });
  };
  auto token = net::use_awaitable;
  co_return co_await net::async_initiate<decltype(token), void(Response)>(begin, token);
}

template <class S>
net::awaitable<void> Connection<S>::reply_to(std::shared_ptr<const Request> request, Turn& turn) {
  const auto& parts = shared_.parts;
  if (shared_.draining) turn.keep_alive = false;
  const auto pattern = parts.dispatcher.pattern_of(request->path);
  if (!pattern.empty()) turn.route = pattern;
  if (turn.options) {
    const auto methods = parts.dispatcher.methods_of(request->path);
    Response response{204, {{"allow", methods.empty() ? "GET, HEAD, OPTIONS" : methods + ", OPTIONS"}}, ""};
    co_await send(std::move(response), request, turn);
    co_return;
  }
  if (pattern.empty() && request->method == Method::get) {
    const bool near = (peer_.starts_with("127.") || peer_ == "::1") && request->header("x-forwarded-for").empty() && request->header("forwarded").empty();
    if (request->path == "/metrics" && near) {
      turn.route = "/metrics";
      Response response{200, {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}, {"cache-control", "no-store"}}, parts.metrics.text()};
      co_await send(std::move(response), request, turn);
      co_return;
    }
    if (const auto* asset = request->path == "/healthz" || request->path == "/metrics" ? nullptr : parts.assets.find(request->path)) {
      turn.route = files_label;
      co_await send_asset(*asset, request, turn);
      co_return;
    }
  }
  std::function<void(Reply)> start = [&parts, request](Reply reply) { parts.dispatcher.handle(request, std::move(reply)); };
  if (pattern.empty() && request->path == "/healthz") {
    turn.route = "/healthz";
    start = [this](Reply reply) {
      const auto look = [this, reply] { reply(shared_.draining ? problem_response(soon(problems::stopping)) : health_response(shared_.parts.healthy)); };
      if (!shared_.parts.readers.take(look)) reply(busy_response());
    };
  }
  auto response = co_await ask(std::move(start), request);
  if (response.status == 405) response.header("allow", parts.dispatcher.methods_of(request->path) + ", OPTIONS");
  co_await send(std::move(response), request, turn);
}

template <class S>
net::awaitable<void> Connection<S>::send(Response response, std::shared_ptr<const Request> request, Turn& turn) {
  if (std::holds_alternative<Stream>(response.body) && !turn.head_only) co_await send_stream(std::move(response), request, turn);
  else if (std::holds_alternative<Listen>(response.body) && !turn.head_only) co_await send_events(std::move(response), turn);
  else co_await send_text(std::move(response), *request, turn);
}

template <class S>
net::awaitable<void> Connection<S>::send_text(Response response, const Request& request, Turn& turn) {
  auto* body = std::get_if<std::string>(&response.body);
  // A HEAD of a streamed reply: its length is not known, and there is no body to frame.
  const auto framing = body ? Framing::length : Framing::until_close;
  if (body && std::as_const(response).header("cache-control").empty()) finish(response, request);
  const std::string_view bytes = body ? std::string_view{*body} : std::string_view{};
  const auto head = head_text(response.status, response.headers, framing, bytes.size(), turn.keep_alive, secure);
  turn.status = response.status;
  turn.bytes = turn.head_only ? 0 : bytes.size();
  co_await write_all(head, turn.head_only ? std::string_view{} : bytes);
}

template <class S>
net::awaitable<void> Connection<S>::send_asset(const Asset& asset, std::shared_ptr<const Request> request, Turn& turn) {
  auto coding = compressible(asset.content_type) ? choose_coding(request->header("accept-encoding")) : Coding::identity;
  if (!asset.ready(coding)) {
    std::function<void(Reply)> prepare = [this, &asset, coding](Reply reply) {
      const auto make = [&asset, coding, reply] { asset.in(coding); reply(Response{100, {}, ""}); };
      if (!shared_.parts.readers.take(make)) reply(Response{100, {}, ""});
    };
    co_await ask(std::move(prepare), request);
    if (!asset.ready(coding)) coding = Coding::identity;
  }
  const auto response = asset_head(asset, coding, *request);
  const auto bytes = response.status == 304 ? std::string_view{} : asset.in(coding);
  const auto head = head_text(response.status, response.headers, Framing::length, bytes.size(), turn.keep_alive, secure);
  turn.status = response.status;
  turn.bytes = turn.head_only ? 0 : bytes.size();
  co_await write_all(head, turn.head_only ? std::string_view{} : bytes);
}

template <class S>
net::awaitable<void> Connection<S>::send_stream(Response response, std::shared_ptr<const Request> request, Turn& turn) {
  const bool gzip = compressible(std::as_const(response).header("content-type")) && accepts(request->header("accept-encoding"), Coding::gzip);
  auto channel = std::make_shared<Channel>(waker());
  const auto make = [stream = std::get<Stream>(response.body), channel, request, gzip] { make_stream(stream, *channel, gzip); };
  if (!shared_.streams.take(make)) {
    auto refused = busy_response();
    co_await send_text(std::move(refused), *request, turn);
    co_return;
  }
  // Nothing is said before the first bytes, so that a stream that fails at once is still a problem and not half a file.
  auto taken = channel->take();
  while (taken.bytes.empty() && !taken.ended) {
    co_await signalled(Steady::time_point::max());
    taken = channel->take();
  }
  if (taken.error && taken.bytes.empty()) {
    auto failed = response_to(taken.error, *request);
    co_await send_text(std::move(failed), *request, turn);
    co_return;
  }
  if (gzip) response.header("content-encoding", "gzip");
  if (turn.old) turn.keep_alive = false;
  turn.status = response.status;
  const auto head = head_text(response.status, response.headers, turn.old ? Framing::until_close : Framing::chunked, 0, turn.keep_alive, secure);
  bool lost = false;
  try {
    co_await write_all(head, {});
    co_await pass_on(*channel, std::move(taken), turn);
  } catch (const Lost&) {
    lost = true;
  }
  if (!lost) co_return;
  channel->abandon();
  for (taken = channel->take(); !taken.ended; taken = channel->take()) co_await signalled(Steady::time_point::max());
  throw Lost{};
}

/// The rest of the stream. One that fails in the middle is cut off without its end, so that the client knows.
template <class S>
net::awaitable<void> Connection<S>::pass_on(Channel& channel, Channel::Taken taken, Turn& turn) {
  for (;;) {
    if (!taken.bytes.empty()) co_await write_piece(taken.bytes, turn);
    if (taken.ended) break;
    co_await signalled(Steady::time_point::max());
    if (cut_) throw Lost{};
    taken = channel.take();
  }
  if (taken.error) {
    spdlog::error("{}: a streamed reply was cut off", turn.route);
    turn.keep_alive = false;
    cut_ = true;
    co_return;
  }
  if (!turn.old) co_await write_all("0\r\n\r\n", {});
}

template <class S>
net::awaitable<void> Connection<S>::write_piece(std::string_view bytes, Turn& turn) {
  turn.bytes += bytes.size();
  if (turn.old) {
    co_await write_all({}, bytes);
  } else {
    const auto size = fmt::format("{:x}\r\n", bytes.size());
    co_await write_all(size, bytes);
    co_await write_all("\r\n", {});
  }
}

template <class S>
net::awaitable<void> Connection<S>::send_events(Response response, Turn& turn) {
  const auto listener = shared_.parts.events.listen(std::get<Listen>(response.body).topics, waker());
  response.header("content-type", "text/event-stream").header("cache-control", "no-store").header("x-accel-buffering", "no");
  turn.status = 200;
  turn.keep_alive = false;
  const auto head = head_text(200, response.headers, turn.old ? Framing::until_close : Framing::chunked, 0, true, secure);
  co_await write_all(head, {});
  co_await write_piece("retry: 3000\n\n", turn);
  while (!shared_.draining && !cut_) {
    const bool told = co_await signalled(Steady::now() + options_.heartbeat);
    const auto events = listener->take();
    if (!events.empty()) co_await write_piece(events, turn);
    else if (!told) co_await write_piece(":\n\n", turn);
  }
  if (!turn.old && !cut_) co_await write_all("0\r\n\r\n", {});
}

template <class S>
net::awaitable<void> Connection<S>::refuse(const Response& response, Turn& turn) {
  const auto& body = std::get<std::string>(response.body);
  turn.status = response.status;
  turn.bytes = body.size();
  const auto head = head_text(response.status, response.headers, Framing::length, body.size(), false, secure);
  co_await write_all(head, turn.head_only ? std::string_view{} : std::string_view{body});
  co_await linger();
}

/// Closing while the client still sends would make its kernel throw our reply away (RFC 9112 §9.6): we say that we are done and
/// read on for a while.
template <class S>
net::awaitable<void> Connection<S>::linger() {
  error_code failed;
  if constexpr (!secure) socket().shutdown(tcp::socket::shutdown_send, failed);
  std::vector<char> space(piece_bytes);
  const auto end = Steady::now() + options_.linger * 6;
  while (!failed && Steady::now() < end && !cut_) {
    arm(options_.linger);
    co_await stream_.async_read_some(net::buffer(space), net::redirect_error(net::use_awaitable, failed));
  }
  disarm();
}

template <class S>
net::awaitable<void> Connection<S>::farewell() {
  error_code ignored;
  if constexpr (secure) {
    arm(options_.linger);
    co_await stream_.async_shutdown(net::redirect_error(net::use_awaitable, ignored));
  }
  if (socket().is_open()) socket().shutdown(tcp::socket::shutdown_both, ignored);
  co_return;
}

/// One line and one count for each request: never the query, the body or who asked.
template <class S>
void Connection<S>::note(const Request* request, const Turn& turn) {
  const std::chrono::duration<double> took = Steady::now() - turn.started;
  const auto method = turn.options ? std::string_view{"OPTIONS"} : turn.head_only ? std::string_view{"HEAD"} : word_of(request->method);
  shared_.parts.metrics.count(method, turn.route, turn.status, took.count(), turn.bytes);
  log::event("request", {{"method", method}, {"route", turn.route}, {"status", std::int64_t{turn.status}},
                         {"bytes", static_cast<std::int64_t>(turn.bytes)}, {"ms", static_cast<double>(std::int64_t(took.count() * 1e5)) / 100}});
}

template <class S>
void launch(Shared& shared, const std::shared_ptr<Home>& home, S stream, std::string peer, bool crowded) {
  auto connection = std::make_shared<Connection<S>>(shared, home, std::move(stream), std::move(peer));
  const auto run = [connection, crowded] { return connection->run(crowded); };
  net::co_spawn(home->context, run, [connection](std::exception_ptr) {});
}

}  // namespace

void serve(Shared& shared, std::shared_ptr<Home> home, tcp::socket socket, bool crowded) {
  error_code failed;
  socket.set_option(tcp::no_delay{true}, failed);
  auto address = socket.remote_endpoint(failed).address();
  if (failed) return;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) address = net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6());
  const auto peer = address.to_string();
  if (shared.tls) launch(shared, home, Tls{std::move(socket), *shared.tls}, peer, crowded);
  else launch(shared, home, std::move(socket), peer, crowded);
}

}  // namespace teia::http
