// SPDX-License-Identifier: Apache-2.0
#include "base/http/upload.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>

#include "base/crypto.hpp"
#include "base/http/http.hpp"

namespace teia::http {

namespace fs = std::filesystem;

namespace {
constexpr std::string_view prefix = "upload-";
}

Upload::Upload(fs::path folder, const std::string& boundary, const UploadLimits& limits)
    : folder_(std::move(folder)), limits_(limits), parser_(boundary, *this) {}

Upload::~Upload() {
  close_file();
  std::error_code ignored;  // the handler may have moved a file to its place
  for (const auto& file : files_) fs::remove(file, ignored);
}

void Upload::feed(std::string_view piece) {
  total_ += static_cast<std::int64_t>(piece.size());
  if (total_ > limits_.total) throw problems::too_large({{"max", std::to_string(limits_.total)}});
  parser_.feed(piece);
}

std::vector<Part> Upload::finish() {
  parser_.finish();
  return std::move(parts_);
}

void Upload::begin(const PartHead& head) {
  parts_.push_back({head.field, head.file_name, head.content_type, "", "", 0});
  if (head.file) open_file();
}

void Upload::open_file() {
  const auto path = (folder_ / (std::string{prefix} + crypto::random_token())).string();
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file_ < 0) throw db::problems::storage();
  files_.push_back(path);
  parts_.back().spooled = path;
}

void Upload::bytes(std::string_view piece) {
  auto& part = parts_.back();
  part.size += static_cast<std::int64_t>(piece.size());
  if (part.spooled.empty()) {
    texts_ += static_cast<std::int64_t>(piece.size());
    if (texts_ > limits_.text) throw problems::too_large({{"max", std::to_string(limits_.text)}});
    part.text += piece;
    return;
  }
  if (part.size > limits_.file) throw problems::file_too_large({{"file", part.file_name}, {"max", std::to_string(limits_.file)}});
  while (!piece.empty()) {
    const auto written = ::write(file_, piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw db::problems::storage();
    piece.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Upload::end() { close_file(); }

void Upload::close_file() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
}

void sweep_uploads(const fs::path& folder) {
  std::error_code ignored;
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours{1};
  for (const auto& entry : fs::directory_iterator{folder, ignored}) {
    const bool ours = entry.path().filename().string().starts_with(prefix);
    if (ours && entry.last_write_time(ignored) < old) fs::remove(entry.path(), ignored);
  }
}

}  // namespace teia::http
