// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string_view>

namespace teia::bench {

struct WireReply {
  int status = 0;
  std::size_t size = 0;  ///< bytes of the reply, head and body
  bool closes = false;   ///< the server said that it closes the connection
};

/// The reply at the front of `bytes`, or nothing while it is not whole. Trusts the server: this is for measuring our own.
std::optional<WireReply> whole_reply(std::string_view bytes);

}  // namespace teia::bench
