// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>

#include "base/problem.hpp"

/// Messages over the socket DIR/teia.sock, between a command and the server that has the data open. Plain POSIX: both ends may wait.
namespace teia::app {

namespace problems {
inline const ProblemKind order_too_long{"command.too-long", 413, "O que o comando leva ao servidor passa do limite de {max} bytes. Divida os arquivos, ou pare o servidor e repita.",
                                        "What the command takes to the server is over the limit of {max} bytes. Split the files, or stop the server and try again."};
}  // namespace problems

/// An open file, closed with it.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  ~Descriptor();
  bool open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

/// Throws std::system_error when nobody can listen there. Only the owner may connect. A socket that is there already is replaced:
/// ask for none without the lock of the folder.
Descriptor listen_in(const std::filesystem::path& data);
std::optional<Descriptor> connect_in(const std::filesystem::path& data);  ///< nothing when nobody listens, or not to us
void remove_socket(const std::filesystem::path& data);

using Patience = std::chrono::milliseconds;
inline constexpr Patience for_ever{-1};

/// Until there is something to read (or the other side is gone). False: `stop` has something to read, or the patience is over.
bool readable(int file, int stop, Patience patience);

struct Message {
  enum class Kind : char { order = 'c', file = 'f', output = 'o', errors = 'e', exit = 'x' };
  Kind kind;
  std::string bytes;
};

/// A message is one byte for its kind, four for its length (the first is the highest), and its bytes.
class Wire {
 public:
  explicit Wire(Descriptor socket, int stop = -1, Patience patience = for_ever);

  bool is_own() const;  ///< the other side runs as the same user, or as root
  bool send(Message::Kind kind, std::string_view bytes);  ///< false, then and ever after: the other side does not take it
  /// Nothing: the other side is gone or was silent for too long, or we are stopping. Throws order_too_long before it reads more.
  std::optional<Message> receive(std::size_t most);

 private:
  bool put(std::string_view bytes);
  std::optional<std::string> take(std::size_t length);

  Descriptor socket_;
  int stop_;
  Patience patience_;
  bool broken_ = false;
};

/// What is written goes out as messages, whenever the buffer is full or flushed, and at the end.
class Telling : public std::streambuf {
 public:
  Telling(Wire& wire, Message::Kind kind) : wire_(wire), kind_(kind) { setp(buffer_.begin(), buffer_.end()); }
  ~Telling() override { Telling::sync(); }

 protected:
  int sync() override;
  int_type overflow(int_type c) override;

 private:
  Wire& wire_;
  Message::Kind kind_;
  std::array<char, 4096> buffer_;
};

}  // namespace teia::app
