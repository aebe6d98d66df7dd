// SPDX-License-Identifier: Apache-2.0
// needs: src/base/http/multipart.cpp src/base/problem.cpp
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "base/http/multipart.hpp"
#include "base/problem.hpp"

namespace {

struct Heard : teia::http::PartReceiver {
  std::vector<std::string> parts;
  bool open = false;
  void begin(const teia::http::PartHead& head) override {
    if (open || head.field.empty() || head.file_name.size() > 255 || head.file_name.find('/') != std::string::npos) std::abort();
    open = true;
    parts.push_back(head.field + '\n' + head.file_name + '\n');
  }
  void bytes(std::string_view piece) override {
    if (!open) std::abort();
    parts.back() += piece;
  }
  void end() override {
    if (!open) std::abort();
    open = false;
  }
};

/// What was heard and how it ended. What came before a refusal may differ with the pieces, so it does not count.
std::vector<std::string> hear(std::string_view body, std::size_t step) {
  Heard heard;
  teia::http::MultipartParser parser{"b", heard};
  try {
    for (; !body.empty(); body.remove_prefix(std::min(step, body.size()))) parser.feed(body.substr(0, step));
    parser.finish();
  } catch (const teia::Problem&) {
    return {"refused"};
  }
  if (heard.open) std::abort();
  return heard.parts;
}

}  // namespace

/// The pieces in which a body arrives do not change what it says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  teia::http::multipart_boundary(text);
  const auto body = text.substr(1);
  if (hear(body, body.size() + 1) != hear(body, 1 + data[0] % 64)) std::abort();
  return 0;
}
