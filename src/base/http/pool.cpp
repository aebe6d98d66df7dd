// SPDX-License-Identifier: Apache-2.0
#include "base/http/pool.hpp"

#include <pthread.h>
#include <sched.h>
#include <spdlog/spdlog.h>

namespace teia::http {

Pool::Pool(std::size_t threads, std::size_t queue) : limit_(queue) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Pool::~Pool() {
  {
    const std::lock_guard lock{mutex_};
    closing_ = true;
  }
  filled_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool Pool::take(std::function<void()> job) {
  {
    const std::lock_guard lock{mutex_};
    if (queue_.size() >= limit_ || closing_) return false;
    queue_.push_back(std::move(job));
  }
  filled_.notify_one();
  return true;
}

std::size_t Pool::waiting() const {
  const std::lock_guard lock{mutex_};
  return queue_.size();
}

/// Empty when the pool closes and nothing is left.
std::function<void()> Pool::next() {
  std::unique_lock lock{mutex_};
  filled_.wait(lock, [&] { return closing_ || !queue_.empty(); });
  if (queue_.empty()) return {};
  auto job = std::move(queue_.front());
  queue_.pop_front();
  return job;
}

void Pool::work() {
  // Woken by the writer for each reply, these would push it off its processor time and again while another one stands idle.
  const sched_param none{};
  pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);
  while (auto job = next()) {
    try {
      job();
    } catch (const std::exception& error) {
      spdlog::error("pool: {}", error.what());
    }
  }
}

}  // namespace teia::http
