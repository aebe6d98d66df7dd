// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// Server-sent events: a publisher never waits, and a listener that is too slow is told that it missed some.
///
/// Nothing is kept for who is not listening: a page asks for the state when its connection opens, and at `event: missed`.
namespace teia::http {

/// One open connection's waiting events.
class Listener {
 public:
  static constexpr std::size_t most_bytes = 64 * 1024;  ///< waiting for one listener; what is more is dropped, and it is told
  Listener(std::vector<std::string> topics, std::function<void()> wake) : topics_(std::move(topics)), wake_(std::move(wake)) {}

  std::string take();  ///< what waits, in the wire's form; "" when nothing

 private:
  friend class Events;
  void put(std::string_view event);
  const std::vector<std::string> topics_;
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::string waiting_;
  bool missed_ = false;
};

class Events {
 public:
  /// Any thread. `data` is JSON or any text; the event's name is the topic up to its first ':' ("person:0190…" → "person").
  void publish(std::string_view topic, std::string_view data);

  /// `wake` is called on the publisher's thread: be brief. The listener leaves when the last pointer to it goes.
  std::shared_ptr<Listener> listen(std::vector<std::string> topics, std::function<void()> wake);
  std::size_t listening() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::weak_ptr<Listener>> listeners_;
};

/// One event in the wire's form (HTML, "Server-sent events"): a line for each line of the data.
std::string event_text(std::string_view name, std::string_view data);

}  // namespace teia::http
