// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace teia::bench {

struct Reply {
  int status = 0;
  std::string head, body;
  std::size_t wire = 0;  ///< bytes as they came: head, and body as it was coded
  double ms = 0;         ///< from the first byte sent to the last received
};

/// One person's browser against a server on this machine: keeps the connection (makes another one where the server closed the idle
/// one), the cookie and the CSRF token. Throws std::runtime_error on anything but a whole reply.
class Client {
 public:
  explicit Client(unsigned short port);
  ~Client();
  Client(Client&& other) noexcept;
  Client(const Client&) = delete;

  /// From now on as browsers do: replies may come in brotli. `body` is always the plain text.
  void take_compressed() { compressed_ = true; }
  void sign_in(const std::string& login, std::string_view password);
  Reply ask(std::string_view method, std::string_view path, std::string_view body = {});
  /// The same, but a status other than 200 or 201 is a failure of the measurement.
  Reply get(std::string_view path);
  /// Whole header lines of the session, for the load generator.
  std::string headers() const;

 private:
  void connect();
  bool send(std::string_view request);

  unsigned short port_;
  int socket_ = -1;
  bool compressed_ = false;
  std::string cookie_, csrf_;
};

}  // namespace teia::bench
