// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <string>

#include "base/http/message.hpp"

/// Between the thread that makes a streamed reply and the connection that sends it: a little is kept, then the maker waits.
namespace teia::http {

/// Thrown into the maker when nobody takes the reply any more.
struct ClientGone : std::exception {
  const char* what() const noexcept override { return "the client is gone"; }
};

class Channel : public Sink {
 public:
  static constexpr std::size_t capacity = 256 * 1024;  ///< bytes kept for a slow client

  /// `wake` is called whenever there is something to take; the maker's thread, be brief.
  explicit Channel(std::function<void()> wake) : wake_(std::move(wake)) {}

  // The maker's side.
  void write(std::string_view bytes) override;
  void end(std::exception_ptr error);

  // The connection's side.
  struct Taken {
    std::string bytes;
    bool ended = false;  ///< nothing comes after these bytes
    std::exception_ptr error;
  };
  Taken take();
  void abandon();  ///< the maker's next write throws ClientGone

 private:
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::string kept_;
  bool ended_ = false, abandoned_ = false;
  std::exception_ptr error_;
};

}  // namespace teia::http
