// SPDX-License-Identifier: Apache-2.0
#include "base/http/events.hpp"

#include <algorithm>
#include <utility>

namespace teia::http {

std::string event_text(std::string_view name, std::string_view data) {
  std::string out = "event: ";
  out += name;
  for (;;) {
    const auto end = std::min(data.find('\n'), data.size());
    out += "\ndata: ";
    std::copy_if(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(end), std::back_inserter(out), [](char c) { return c != '\r'; });
    if (end == data.size()) break;
    data.remove_prefix(end + 1);
  }
  return out += "\n\n";
}

std::string Listener::take() {
  const std::lock_guard lock{mutex_};
  auto out = std::exchange(waiting_, {});
  if (std::exchange(missed_, false)) out += event_text("missed", "");
  return out;
}

void Listener::put(std::string_view event) {
  const std::lock_guard lock{mutex_};
  if (waiting_.size() + event.size() > most_bytes) missed_ = true;
  else waiting_ += event;
}

void Events::publish(std::string_view topic, std::string_view data) {
  const auto event = event_text(topic.substr(0, topic.find(':')), data);
  std::vector<std::shared_ptr<Listener>> reached;
  {
    const std::lock_guard lock{mutex_};
    std::erase_if(listeners_, [](const auto& listener) { return listener.expired(); });
    for (const auto& weak : listeners_) {
      auto listener = weak.lock();
      if (listener && std::find(listener->topics_.begin(), listener->topics_.end(), topic) != listener->topics_.end()) reached.push_back(listener);
    }
  }
  for (const auto& listener : reached) {
    listener->put(event);
    listener->wake_();
  }
}

std::shared_ptr<Listener> Events::listen(std::vector<std::string> topics, std::function<void()> wake) {
  auto listener = std::make_shared<Listener>(std::move(topics), std::move(wake));
  const std::lock_guard lock{mutex_};
  listeners_.push_back(listener);
  return listener;
}

std::size_t Events::listening() const {
  const std::lock_guard lock{mutex_};
  return static_cast<std::size_t>(std::count_if(listeners_.begin(), listeners_.end(), [](const auto& listener) { return !listener.expired(); }));
}

}  // namespace teia::http
