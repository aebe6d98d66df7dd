// SPDX-License-Identifier: Apache-2.0
#include "base/http/channel.hpp"

#include <algorithm>
#include <utility>

namespace teia::http {

void Channel::write(std::string_view bytes) {
  while (!bytes.empty()) {
    {
      std::unique_lock lock{mutex_};
      room_.wait(lock, [&] { return abandoned_ || kept_.size() < capacity; });
      if (abandoned_) throw ClientGone{};
      const auto fits = std::min(bytes.size(), capacity - kept_.size());
      kept_ += bytes.substr(0, fits);
      bytes.remove_prefix(fits);
    }
    wake_();
  }
}

void Channel::end(std::exception_ptr error) {
  {
    const std::lock_guard lock{mutex_};
    ended_ = true;
    error_ = error;
  }
  wake_();
}

Channel::Taken Channel::take() {
  Taken taken;
  {
    const std::lock_guard lock{mutex_};
    taken = {std::exchange(kept_, {}), ended_, error_};
  }
  room_.notify_one();
  return taken;
}

void Channel::abandon() {
  {
    const std::lock_guard lock{mutex_};
    abandoned_ = true;
    kept_.clear();
  }
  room_.notify_one();
}

}  // namespace teia::http
