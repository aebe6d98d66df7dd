// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"

/// multipart/form-data (RFC 7578, RFC 2046 §5.1) in pieces of any size, in memory bounded by one part's headers.
namespace teia::http {

namespace problems {
inline const ProblemKind bad_multipart{"http.bad-multipart", 400, "O formulário com arquivos não está bem formado ({why}).", "The form with files is not well formed ({why})."};
}  // namespace problems

struct PartHead {
  std::string field;
  std::string file_name;  ///< the last component of what the client said, without control characters, at most 255 bytes
  std::string content_type;
  bool file = false;  ///< the client gave a file name, even an empty one
};

/// Takes the parts as they come: begin, bytes any number of times, end.
class PartReceiver {
 public:
  virtual ~PartReceiver() = default;
  virtual void begin(const PartHead& head) = 0;
  virtual void bytes(std::string_view piece) = 0;
  virtual void end() = 0;
};

/// The boundary of `multipart/form-data; boundary=…`; nothing for another type or a boundary that RFC 2046 does not allow.
std::optional<std::string> multipart_boundary(std::string_view content_type);

class MultipartParser {
 public:
  static constexpr std::size_t longest_head = 8192;  ///< bytes of one part's headers
  static constexpr std::size_t most_parts = 128;

  MultipartParser(const std::string& boundary, PartReceiver& receiver);

  /// Throws http.bad-multipart, and whatever the receiver throws. Not to be fed again after that.
  void feed(std::string_view bytes);
  /// Throws http.bad-multipart when the closing delimiter has not come.
  void finish() const;

 private:
  enum class State { preamble, delimiter, head, body, epilogue };
  bool step();
  bool skip_preamble();
  bool read_delimiter();
  bool read_head();
  bool read_body();

  const std::string delimiter_;  ///< CRLF "--" boundary
  PartReceiver& receiver_;
  State state_ = State::preamble;
  std::string held_ = "\r\n";  ///< so that the first delimiter is found like every other
  std::size_t parts_ = 0;
};

}  // namespace teia::http
