// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <system_error>
#include <thread>

#include "base/http/wire_test.hpp"

namespace teia::http::test {

namespace fs = std::filesystem;

namespace {

constexpr int patience_ms = 5000;

struct Note {
  std::string text;
};
DESCRIBE(Note, text)

struct Filter {
  std::optional<std::int64_t> size;
  std::optional<Day> on;
};
DESCRIBE(Filter, size, on)

struct Uploaded {
  std::vector<std::string> names;
  std::int64_t bytes = 0;
};
DESCRIBE(Uploaded, names, bytes)

const db::Change<std::string> keep_note{"http_test.keep", "insert into note (text) values ($1)"};
const db::Query<std::int64_t> count_notes{"http_test.count", "select count(*) from note"};

Note on_hello(Reading&) { return {"olá"}; }
Note on_secret(Reading&) { return {"segredo"}; }
Note on_size(Reading&, const Filter& filter) { return {std::string(static_cast<std::size_t>(filter.size.value_or(1)), 'a')}; }
Note on_keep(Writing& call, const Note& note) {
  if (note.text == "fail") throw teia::problems::not_found();
  if (note.text == "bug") throw std::runtime_error("a mistake of ours");
  call.tx.run(keep_note, note.text);
  return note;
}
/// Says how many there are as a fresh snapshot sees it.
Later<Note> on_keep_and_count(Writing& call, const Note& note) {
  call.tx.run(keep_note, note.text);
  return {[](db::Read& tx) { return Note{std::to_string(tx.one(count_notes).value_or(0))}; }};
}
Note on_count(Reading& call) { return {std::to_string(call.tx.one(count_notes).value_or(0))}; }
Note on_by_id(Reading& call) { return {call.path<Id<struct NoteTag>>("id").text()}; }
Note on_slow(Free&) {
  while (seen().hold) std::this_thread::sleep_for(std::chrono::milliseconds{5});
  return {"enfim"};
}
Uploaded on_upload(Free& call) {
  Uploaded uploaded;
  for (const auto& part : call.request.parts) {
    uploaded.names.push_back(part.file_name.empty() ? part.field + "=" + part.text : part.file_name);
    if (!part.spooled.empty()) uploaded.bytes += static_cast<std::int64_t>(fs::file_size(part.spooled));
  }
  return uploaded;
}

struct Ended {
  ~Ended() { ++seen().streams_ended; }
};

Response on_stream(Reading&, const Filter& filter) {
  const auto size = filter.size.value_or(1'000'000);
  return download("dados.csv", "text/csv; charset=utf-8", [size](Sink& sink) {
    const Ended ended;
    try {
      for (std::int64_t sent = 0; sent < size; sent += 10) sink.write("123456789\n");
    } catch (...) {
      ++seen().streams_cut;
      throw;
    }
  });
}
Response on_broken_stream(Reading&) {
  return download("dados.csv", "application/octet-stream", [](Sink& sink) {
    sink.write(std::string(400'000, 'x'));
    throw std::runtime_error("the disk is gone");
  });
}
Response on_refused_stream(Reading&) {
  return download("dados.csv", "text/csv", [](Sink&) { throw teia::problems::not_found(); });
}
Response on_events(Reading&) { return {200, {}, Listen{{"actions", "person:ana"}}}; }

std::vector<Route> table() {
  const auto anyone = Right::anyone(), session = Right::signed_in();
  return {get<on_hello>("/v1/hello", anyone),          get<on_secret>("/v1/secret", session),  get<on_size>("/v1/size", anyone),
          post<on_keep>("/v1/notes", session),         post<on_keep_and_count>("/v1/counted-notes", session),
                  get<on_count>("/v1/notes", anyone),     get<on_by_id>("/v1/notes/{id}", anyone),
          get<on_count>("/v1/notes/count", anyone),    get<on_slow>("/v1/slow", anyone),            post<on_upload>("/v1/upload", session), get<on_stream>("/v1/stream", anyone),
          get<on_broken_stream>("/v1/broken", anyone), get<on_refused_stream>("/v1/refused", anyone), get<on_events>("/v1/events", anyone)};
}

const ProblemKind no_session{"http_test.no-session", 401, "Entre primeiro.", "Sign in first."};

Caller guard(db::Read&, const Request& request, const Right& right, Instant) {
  if (right.name() != "anyone" && request.header("x-person").empty()) throw no_session();
  return {};
}

const std::string big_script(200'000, 'a');
const embed::File files[] = {{"index.html", "<!doctype html><title>Teia</title>"},
                             {"assets/index-4f2a91c0.js", big_script},
                             {"assets/logo-1111aaaa.png", "not really a picture"},
                             {"sw.js", "self.x = 1"},
                             {"manifest.webmanifest", R"({"name":"Teia"})"}};

std::string url_of(const Folder& folder) {
  const auto url = "sqlite:" + (folder.path / "test.sqlite").string();
  db::connect(url, true)->script("create table note (text text not null)");
  return url;
}

ServerOptions with_spool(ServerOptions options, const Folder& folder) {
  options.spool = folder.path / "spool";
  fs::create_directories(options.spool);
  return options;
}

}  // namespace

Seen& seen() {
  static Seen seen;
  return seen;
}

Folder::Folder() : path(fs::temp_directory_path() / Uuid::make({0}, system_chance()).text()) { fs::create_directories(path); }
Folder::~Folder() { fs::remove_all(path); }
std::size_t Folder::files() const {
  const auto spool = path / "spool";
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{spool}, fs::directory_iterator{}));
}

World::World(ServerOptions options, std::size_t readers, std::size_t queue)
    : store({.url = url_of(folder)}),
      pool(readers, queue),
      dispatcher({store, system_clock(), system_chance(), guard, pool.executor()}, table()),
      assets(files),
      server(with_spool(std::move(options), folder), {dispatcher, pool, assets, events, metrics, {}}) {
  seen().streams_ended = seen().streams_cut = 0;
  seen().hold = false;
  server.start();
}
World::~World() { seen().hold = false; }

Client::Client(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) throw std::system_error{errno, std::generic_category()};
}
Client::~Client() { ::close(socket_); }

void Client::narrow() {
  const int size = 4096;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

bool Client::fill() {
  pollfd wait{socket_, POLLIN, 0};
  if (::poll(&wait, 1, patience_ms) <= 0) return false;
  char space[65536];
  const auto size = ::recv(socket_, space, sizeof space, 0);
  if (size <= 0) return false;
  held_.append(space, static_cast<std::size_t>(size));
  return true;
}

std::string Client::read_some() {
  if (held_.empty()) fill();
  return std::exchange(held_, {});
}

bool Client::closed() {
  pollfd wait{socket_, POLLIN, 0};
  char byte;
  return held_.empty() && ::poll(&wait, 1, patience_ms) == 1 && ::recv(socket_, &byte, 1, 0) <= 0;
}

Reply Client::receive(bool head_only) {
  Reply reply;
  std::size_t end;
  while ((end = held_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return reply;
  }
  auto head = held_.substr(0, end + 2);
  held_.erase(0, end + 4);
  reply.status = std::stoi(head.substr(9, 3));
  for (auto at = head.find("\r\n") + 2; at < head.size();) {
    const auto line = head.substr(at, head.find("\r\n", at) - at);
    reply.headers[line.substr(0, line.find(':'))] = line.substr(line.find(':') + 2);
    at += line.size() + 2;
  }
  reply.whole = true;
  if (head_only || reply.status == 204 || reply.status == 304 || reply.status == 100) return reply;
  const auto take = [&](std::size_t size) {
    while (held_.size() < size) {
      if (!fill()) return reply.whole = false, std::exchange(held_, {});
    }
    auto taken = held_.substr(0, size);
    held_.erase(0, size);
    return taken;
  };
  if (!reply.headers.contains("transfer-encoding")) {
    reply.body = take(reply.headers.contains("content-length") ? std::stoul(reply.headers["content-length"]) : std::string::npos);
    if (!reply.headers.contains("content-length")) reply.whole = true;
    return reply;
  }
  for (;;) {
    while (held_.find("\r\n") == std::string::npos) {
      if (!fill()) return reply.whole = false, reply;
    }
    const auto line = take(held_.find("\r\n") + 2);
    const auto size = std::stoul(line, nullptr, 16);
    reply.body += take(size);
    take(2);
    if (size == 0 || !reply.whole) return reply;
  }
}

Reply Client::ask(std::string_view request) {
  send(request);
  return receive();
}

std::string get(std::string_view path, std::string_view headers) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: teia\r\n" + std::string{headers} + "\r\n";
}
std::string post(std::string_view path, std::string_view type, std::string_view body) {
  return "POST " + std::string{path} + " HTTP/1.1\r\nHost: teia\r\nX-Person: ana\r\nContent-Type: " + std::string{type} +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

}  // namespace teia::http::test
