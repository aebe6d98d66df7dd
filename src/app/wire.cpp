// SPDX-License-Identifier: Apache-2.0
#include "app/wire.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace teia::app {

namespace {

constexpr auto socket_name = "teia.sock";
constexpr std::size_t head_bytes = 5;

/// An address holds 107 bytes, and the path of a data folder may be longer: it is reached through the open folder.
struct Place {
  explicit Place(const std::filesystem::path& data) : folder(::open(data.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    address.sun_family = AF_UNIX;
    const auto path = "/proc/self/fd/" + std::to_string(folder.number()) + "/" + socket_name;
    std::copy(path.begin(), path.end(), address.sun_path);
  }
  const sockaddr* as_any() const { return reinterpret_cast<const sockaddr*>(&address); }

  Descriptor folder;
  sockaddr_un address{};
};

Descriptor new_socket(int flags) { return Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0)}; }

std::string head_of(Message::Kind kind, std::size_t length) {
  std::string head{static_cast<char>(kind)};
  for (const int shift : {24, 16, 8, 0}) head += static_cast<char>((length >> shift) & 0xff);
  return head;
}

std::size_t length_in(std::string_view head) {
  std::size_t length = 0;
  for (const char c : head.substr(1)) length = length << 8 | static_cast<unsigned char>(c);
  return length;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

/// Nobody can connect between bind and listen: the mode is right before the first one may.
Descriptor listen_in(const std::filesystem::path& data) {
  remove_socket(data);
  const Place place{data};
  auto socket = new_socket(SOCK_NONBLOCK);
  if (::bind(socket.number(), place.as_any(), sizeof place.address) != 0 || ::chmod(place.address.sun_path, 0600) != 0 ||
      ::listen(socket.number(), 16) != 0) {
    throw std::system_error{errno, std::generic_category(), (data / socket_name).string()};
  }
  return socket;
}

std::optional<Descriptor> connect_in(const std::filesystem::path& data) {
  const Place place{data};
  auto socket = new_socket(0);
  if (::connect(socket.number(), place.as_any(), sizeof place.address) != 0) return std::nullopt;
  return socket;
}

void remove_socket(const std::filesystem::path& data) {
  std::error_code was_none;
  std::filesystem::remove(data / socket_name, was_none);
}

bool readable(int file, int stop, Patience patience) {
  pollfd both[] = {{file, POLLIN, 0}, {stop, POLLIN, 0}};
  int ready = 0;
  do ready = ::poll(both, 2, static_cast<int>(patience.count()));
  while (ready < 0 && errno == EINTR);
  return ready > 0 && both[1].revents == 0;
}

Wire::Wire(Descriptor socket, int stop, Patience patience) : socket_(std::move(socket)), stop_(stop), patience_(patience) {
  if (patience == for_ever) return;
  const auto ms = patience.count();
  const timeval time{ms / 1000, ms % 1000 * 1000};
  ::setsockopt(socket_.number(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

bool Wire::is_own() const {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket_.number(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

bool Wire::send(Message::Kind kind, std::string_view bytes) {
  if (bytes.size() > UINT32_MAX) throw problems::order_too_long({{"max", std::to_string(UINT32_MAX)}});
  return put(head_of(kind, bytes.size())) && put(bytes);
}

bool Wire::put(std::string_view bytes) {
  while (!bytes.empty() && !broken_) {
    const auto sent = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    else broken_ = errno != EINTR;
  }
  return !broken_;
}

std::optional<Message> Wire::receive(std::size_t most) {
  const auto head = take(head_bytes);
  if (!head) return std::nullopt;
  const auto length = length_in(*head);
  if (length > most) throw problems::order_too_long({{"max", std::to_string(most)}});
  auto bytes = take(length);
  if (!bytes) return std::nullopt;
  return Message{static_cast<Message::Kind>(head->front()), std::move(*bytes)};
}

/// Memory follows what came, not what was announced.
std::optional<std::string> Wire::take(std::size_t length) {
  std::string bytes;
  while (bytes.size() < length) {
    if (!readable(socket_.number(), stop_, patience_)) return std::nullopt;
    const auto before = bytes.size();
    bytes.resize(before + std::min<std::size_t>(length - before, 64 << 10));
    const auto got = ::recv(socket_.number(), bytes.data() + before, bytes.size() - before, 0);
    if (got == 0 || (got < 0 && errno != EINTR)) return std::nullopt;
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  }
  return bytes;
}

int Telling::sync() {
  const auto length = static_cast<std::size_t>(pptr() - pbase());
  if (length > 0) wire_.send(kind_, {pbase(), length});
  setp(buffer_.begin(), buffer_.end());
  return 0;
}

Telling::int_type Telling::overflow(int_type c) {
  sync();
  return traits_type::eq_int_type(c, traits_type::eof()) ? traits_type::not_eof(c) : sputc(traits_type::to_char_type(c));
}

}  // namespace teia::app
