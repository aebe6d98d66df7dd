// SPDX-License-Identifier: Apache-2.0
#include "client.hpp"

#include <arpa/inet.h>
#include <brotli/decode.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

#include "base/json.hpp"
#include "load.hpp"
#include "wire.hpp"

namespace teia::bench {

namespace {

std::string joined(std::string_view chunks) {
  std::string body;
  for (std::size_t at = 0;;) {
    const auto line = chunks.find("\r\n", at);
    const auto size = std::stoul(std::string{chunks.substr(at, line - at)}, nullptr, 16);
    if (size == 0) return body;
    body += chunks.substr(line + 2, size);
    at = line + 2 + size + 2;
  }
}

std::string unbrotlied(std::string_view bytes) {
  std::string plain;
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                           BrotliDecoderDestroyInstance};
  auto left = bytes.size();
  auto from = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::array<std::uint8_t, 65536> space{};
  for (;;) {
    auto room = space.size();
    auto to = space.data();
    const auto found = BrotliDecoderDecompressStream(state.get(), &left, &from, &room, &to, nullptr);
    plain.append(reinterpret_cast<const char*>(space.data()), space.size() - room);
    if (found == BROTLI_DECODER_RESULT_SUCCESS) return plain;
    if (found != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) throw std::runtime_error{"a reply that is not brotli"};
  }
}

/// `name` in small letters; a reply's may have others.
std::string header(std::string_view head, std::string_view name) {
  std::string small{head};
  for (auto& letter : small) letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter);
  const auto at = small.find(fmt::format("\r\n{}: ", name));
  if (at == std::string_view::npos) return {};
  const auto begin = at + 4 + name.size();
  return std::string{head.substr(begin, head.find("\r\n", begin) - begin)};
}

}  // namespace

Client::Client(unsigned short port) : port_(port) { connect(); }

void Client::connect() {
  if (socket_ >= 0) ::close(socket_);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port_);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    socket_ = -1;
    throw std::runtime_error{fmt::format("nobody listens on port {}", port_)};
  }
  const int one = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

Client::Client(Client&& other) noexcept
    : port_(other.port_), socket_(std::exchange(other.socket_, -1)), compressed_(other.compressed_), cookie_(std::move(other.cookie_)), csrf_(std::move(other.csrf_)) {}

std::string Client::headers() const {
  std::string lines = "X-Device: 01890a5d-ac96-774b-bcce-b302099a8057\r\n";
  if (compressed_) lines += "Accept-Encoding: br\r\n";
  if (!cookie_.empty()) lines += fmt::format("Cookie: {}\r\nX-CSRF-Token: {}\r\n", cookie_, csrf_);
  return lines;
}

bool Client::send(std::string_view request) {
  while (!request.empty()) {
    const auto size = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    request.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

Reply Client::ask(std::string_view method, std::string_view path, std::string_view body) {
  const auto request = request_text(method, path, headers(), body);
  // An idle connection that the server has closed says so before anything is asked.
  char none;
  if (::recv(socket_, &none, 1, MSG_PEEK | MSG_DONTWAIT) == 0) connect();
  const auto start = std::chrono::steady_clock::now();
  if (!send(request)) throw std::runtime_error{"the server closed the connection"};
  std::string bytes;
  char space[65536];
  for (;;) {
    if (const auto whole = whole_reply(bytes)) {
      const auto end = bytes.find("\r\n\r\n");
      Reply reply{whole->status, bytes.substr(0, end + 2), bytes.substr(end + 4), whole->size,
                  std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - start}.count()};
      if (header(reply.head, "transfer-encoding") == "chunked") reply.body = joined(reply.body);
      if (header(reply.head, "content-encoding") == "br") reply.body = unbrotlied(reply.body);
      return reply;
    }
    const auto size = ::recv(socket_, space, sizeof space, 0);
    if (size <= 0) throw std::runtime_error{"the server closed the connection"};
    bytes.append(space, static_cast<std::size_t>(size));
  }
}

Reply Client::get(std::string_view path) {
  auto reply = ask("GET", path);
  if (reply.status != 200) throw std::runtime_error{fmt::format("{}: {} {}", path, reply.status, reply.body)};
  return reply;
}

void Client::sign_in(const std::string& login, std::string_view password) {
  const json::Value credentials{json::Object{{"login", json::Value{login}}, {"password", json::Value{std::string{password}}}}};
  const auto reply = ask("POST", "/v1/session", json::write(credentials));
  if (reply.status != 200) throw std::runtime_error{fmt::format("{} could not sign in: {} {}", login, reply.status, reply.body)};
  const auto cookie = header(reply.head, "set-cookie");
  cookie_ = cookie.substr(0, cookie.find(';'));
  csrf_ = std::get<std::string>(json::parse(reply.body).find("csrf")->is);
}

}  // namespace teia::bench
