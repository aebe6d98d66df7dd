// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

/// A fixed number of threads and a queue with an end: what does not fit is refused at once, so that the caller can say so.
namespace teia::http {

class Pool {
 public:
  Pool(std::size_t threads, std::size_t queue);
  ~Pool();  ///< finishes what was taken
  Pool(const Pool&) = delete;

  /// False: the queue is full and nothing was taken. What a job throws is logged and goes no further.
  bool take(std::function<void()> job);
  /// The same as a function, for the Dispatcher. The pool must outlive it.
  std::function<bool(std::function<void()>)> executor() {
    return [this](std::function<void()> job) { return take(std::move(job)); };
  }
  std::size_t waiting() const;

 private:
  void work();
  std::function<void()> next();

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace teia::http
