// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <vector>

#include "base/http/message.hpp"
#include "base/http/multipart.hpp"

/// A multipart body on its way to disk: files go to temporary files as they arrive, texts stay in memory.
namespace teia::http {

struct UploadLimits {
  std::int64_t total = 100 << 20;  ///< bytes of the whole body
  std::int64_t file = 20 << 20;    ///< bytes of one file
  std::int64_t text = 2 << 20;     ///< bytes of all texts together, for they are in memory
};

/// Owns its temporary files: they go when it goes, whether the request was answered or cut off.
class Upload : PartReceiver {
 public:
  Upload(std::filesystem::path folder, const std::string& boundary, const UploadLimits& limits);
  ~Upload() override;
  Upload(const Upload&) = delete;

  /// Throws http.too-large, http.file-too-large, http.bad-multipart, db.storage when the disk is full.
  void feed(std::string_view bytes);
  /// The parts, when the body is over; throws http.bad-multipart when it is cut off.
  std::vector<Part> finish();

 private:
  void begin(const PartHead& head) override;
  void bytes(std::string_view piece) override;
  void end() override;
  void open_file();
  void close_file();

  const std::filesystem::path folder_;
  const UploadLimits limits_;
  MultipartParser parser_;
  std::vector<Part> parts_;
  std::vector<std::string> files_;
  int file_ = -1;
  std::int64_t total_ = 0, texts_ = 0;
};

/// Removes what uploads of a killed process left behind. Files younger than an hour may belong to a running one and stay.
void sweep_uploads(const std::filesystem::path& folder);

}  // namespace teia::http
