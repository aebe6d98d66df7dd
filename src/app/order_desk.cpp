// SPDX-License-Identifier: Apache-2.0
#include "app/order_desk.hpp"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.hpp"

namespace teia::app {

namespace {

/// The first message; one with the bytes of each file follows, in this order.
struct Head {
  std::string command, database;  ///< database: "" is the server's
  json::Value asked;
  std::vector<std::string> files;  ///< their names
};
DESCRIBE(Head, command, database, asked, files)

Message whole(std::optional<Message> message, Message::Kind kind) {
  if (!message || message->kind != kind) throw problems::order_incomplete();
  return std::move(*message);
}

/// A refusal may come before everything was sent: what cannot be sent is left, and the answer read.
void send(Wire& wire, const Config& config, const Order& order) {
  Head head{order.command, config.database, order.asked, {}};
  for (const auto& file : order.files) head.files.push_back(file.name);
  wire.send(Message::Kind::order, json::write_described(head));
  for (const auto& file : order.files) wire.send(Message::Kind::file, file.bytes);
}

}  // namespace

OrderDesk::OrderDesk(System& system, const DeskLimits& limits)
    : system_(system), limits_(limits), stop_(::eventfd(0, EFD_CLOEXEC)), socket_(listen_in(system.config().data)) {
  for (int i = 0; i < limits.at_once; ++i) threads_.emplace_back([this] { attend(); });
}

OrderDesk::~OrderDesk() {
  close();
  for (auto& thread : threads_) thread.join();
}

void OrderDesk::close() {
  remove_socket(system_.config().data);
  ::eventfd_write(stop_.number(), 1);
}

/// Another thread may be faster, and files may run out: then a pause, so that a connection that cannot be taken is no busy loop. Who
/// still waits when the desk closes is told so.
void OrderDesk::attend() {
  while (readable(socket_.number(), stop_.number(), for_ever)) {
    if (!serve_next()) readable(-1, stop_.number(), Patience{20});
  }
  while (serve_next()) {
  }
}

bool OrderDesk::serve_next() {
  Descriptor peer{::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC)};
  if (!peer.open()) return false;
  Wire wire{std::move(peer), stop_.number(), limits_.patience};
  serve(wire);
  return true;
}

void OrderDesk::serve(Wire& wire) {
  std::string command = "unknown";
  int exit = 0;
  {
    Telling errors{wire, Message::Kind::errors}, output{wire, Message::Kind::output};  // the last one speaks first
    std::ostream out{&output}, err{&errors};
    exit = tell_problems(err, [&] {
      if (!wire.is_own()) throw problems::not_own();
      auto order = receive(wire);
      if (is_order(order.command)) command = order.command;
      return carry_out(system_, std::move(order), out);
    });
  }
  wire.send(Message::Kind::exit, std::to_string(exit));
  log::event("command", {{"command", command}, {"exit", std::int64_t{exit}}});
}

Order OrderDesk::receive(Wire& wire) const {
  auto head = json::read<Head>(whole(wire.receive(limits_.order_bytes), Message::Kind::order).bytes);
  if (!is_order(head.command)) throw problems::unknown_order();
  if (!head.database.empty() && head.database != system_.config().database) throw problems::other_database();
  Order order{std::move(head.command), std::move(head.asked), {}};
  auto left = limits_.file_bytes;
  for (auto& name : head.files) {
    auto file = whole(wire.receive(left), Message::Kind::file);
    left -= file.bytes.size();
    order.files.push_back({std::move(name), std::move(file.bytes)});
  }
  return order;
}

std::optional<int> ask_server(const Config& config, const Order& order, std::ostream& out, std::ostream& err) {
  auto socket = connect_in(config.data);
  if (!socket) return std::nullopt;
  Wire wire{std::move(*socket)};
  send(wire, config, order);
  while (const auto message = wire.receive(64 << 10)) {
    if (message->kind == Message::Kind::exit) return message->bytes == "0" ? 0 : 1;
    (message->kind == Message::Kind::errors ? err : out) << message->bytes << std::flush;
  }
  throw problems::no_answer();
}

}  // namespace teia::app
