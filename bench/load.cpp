// SPDX-License-Identifier: Apache-2.0
#include "load.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <memory>
#include <system_error>
#include <vector>

#include "wire.hpp"

namespace teia::bench {

namespace {

using Steady = std::chrono::steady_clock;
constexpr auto patience = std::chrono::seconds{30};  // for replies that are still due at the end

[[noreturn]] void failed(const char* what) { throw std::system_error{errno, std::generic_category(), what}; }

double own_cpu() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Socket {
 public:
  Socket() = default;
  ~Socket() { reset(); }
  Socket(const Socket&) = delete;
  int number() const { return number_; }
  void reset(int number = -1) {
    if (number_ >= 0) ::close(number_);
    number_ = number;
  }

 private:
  int number_ = -1;
};

struct Client {
  Socket socket;
  std::string sending;
  std::size_t sent = 0;
  std::string received;
  Steady::time_point started;
  bool waiting = false;
};

class Run {
 public:
  explicit Run(const Plan& plan) : plan_(plan) {
    poll_.reset(::epoll_create1(EPOLL_CLOEXEC));
    for (std::size_t i = 0; i < plan.clients; ++i) connect(*clients_.emplace_back(std::make_unique<Client>()));
  }

  Outcome go() {
    const auto start = Steady::now();
    const auto cpu = own_cpu();
    end_ = start + std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>{plan_.seconds});
    for (auto& client : clients_) next(*client);
    while (busy_ > 0 && Steady::now() < end_ + patience) turn();
    outcome_.broken += busy_;
    outcome_.seconds = std::chrono::duration<double>{last_ - start}.count();
    outcome_.own_cpu_seconds = own_cpu() - cpu;
    rank();
    return outcome_;
  }

 private:
  void connect(Client& client) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(plan_.port);
    if (inet_pton(AF_INET, plan_.address.c_str(), &to.sin_addr) != 1) throw std::invalid_argument{"an IPv4 address"};
    client.socket.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(client.socket.number(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) failed("connect");
    const int one = 1;
    ::setsockopt(client.socket.number(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.ptr = &client;
    if (::epoll_ctl(poll_.number(), EPOLL_CTL_ADD, client.socket.number(), &event) != 0) failed("epoll_ctl");
  }

  void turn() {
    epoll_event events[256];
    const auto count = ::epoll_wait(poll_.number(), events, std::size(events), 1000);
    for (int i = 0; i < count; ++i) move(*static_cast<Client*>(events[i].data.ptr));
  }

  /// Begins the client's next request, if there is one.
  void next(Client& client) {
    if (made_ >= plan_.most || Steady::now() >= end_) return;
    client.sending = plan_.request(made_++);
    client.sent = 0;
    client.started = Steady::now();
    client.waiting = true;
    ++busy_;
    push(client);
  }

  void push(Client& client) {
    while (client.sent < client.sending.size()) {
      const auto size = ::send(client.socket.number(), client.sending.data() + client.sent, client.sending.size() - client.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (size < 0) return;  // full: EPOLLOUT comes; gone: the read sees it
      client.sent += static_cast<std::size_t>(size);
    }
  }

  void move(Client& client) {
    if (!client.waiting) return;
    push(client);
    char space[65536];
    for (;;) {
      const auto size = ::recv(client.socket.number(), space, sizeof space, MSG_DONTWAIT);
      if (size > 0) {
        client.received.append(space, static_cast<std::size_t>(size));
        continue;
      }
      const bool gone = size == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
      finish(client, gone);
      return;
    }
  }

  void finish(Client& client, bool gone) {
    const auto reply = whole_reply(client.received);
    if (!reply && !gone) return;
    client.waiting = false;
    --busy_;
    last_ = Steady::now();
    if (reply) {
      ++outcome_.replies;
      ++outcome_.by_status[reply->status];
      outcome_.bytes += static_cast<std::int64_t>(reply->size);
      times_.push_back(std::chrono::duration<double, std::milli>{last_ - client.started}.count());
      client.received.erase(0, reply->size);
    } else {
      ++outcome_.broken;
      client.received.clear();
    }
    if (gone || reply->closes) connect(client);
    next(client);
  }

  void rank() {
    if (times_.empty()) return;
    std::sort(times_.begin(), times_.end());
    const auto at = [&](double share) { return times_[std::min(times_.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times_.size())))]; };
    outcome_.p50_ms = at(0.5);
    outcome_.p90_ms = at(0.9);
    outcome_.p95_ms = at(0.95);
    outcome_.p99_ms = at(0.99);
    outcome_.slowest_ms = times_.back();
  }

  const Plan& plan_;
  Socket poll_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::size_t made_ = 0, busy_ = 0;
  Steady::time_point end_, last_ = Steady::now();
  std::vector<double> times_;
  Outcome outcome_;
};

}  // namespace

Outcome load(const Plan& plan) { return Run{plan}.go(); }

std::string request_text(std::string_view method, std::string_view path, std::string_view headers, std::string_view body) {
  auto text = fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n{}", method, path, headers);
  if (!body.empty()) fmt::format_to(std::back_inserter(text), "Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
  text += "\r\n";
  return text += body;
}

std::string told(const Outcome& outcome) {
  auto text = fmt::format("{} replies in {:.1f} s: {:.1f}/s; p50 {:.2f} ms, p90 {:.2f} ms, p99 {:.2f} ms, slowest {:.1f} ms;", outcome.replies,
                          outcome.seconds, outcome.per_second(), outcome.p50_ms, outcome.p90_ms, outcome.p99_ms, outcome.slowest_ms);
  for (const auto& [status, count] : outcome.by_status) text += fmt::format(" {}: {};", status, count);
  if (outcome.broken) text += fmt::format(" without reply: {};", outcome.broken);
  return text + fmt::format(" own CPU {:.2f} s", outcome.own_cpu_seconds);
}

}  // namespace teia::bench
