// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include "base/embed.hpp"
#include "base/http/compress.hpp"

/// The web application's files, from inside the program, with compressed forms made once.
namespace teia::http {

class Asset {
 public:
  Asset(std::string path, std::string_view bytes);

  /// The file in this coding; made on the first call, which may take a while. Plain when it would not shrink.
  std::string_view in(Coding coding) const;
  bool ready(Coding coding) const;
  void prepared(Coding coding, std::string_view bytes);  ///< a form that the build already made

  std::string path;          ///< "/assets/index-4f2a91c0.js"
  std::string content_type;  ///< by the name's ending
  std::string_view cache_control;
  std::string tag;           ///< of the plain bytes, without quotes

 private:
  struct Form {
    std::once_flag once;
    std::atomic<bool> made = false;
    std::string own;
    std::string_view bytes;
  };
  std::string_view plain_;
  mutable std::array<Form, 3> forms_;
};

class Assets {
 public:
  Assets() = default;
  /// `name.br` and `name.gz` beside a file are its compressed forms.
  explicit Assets(std::span<const embed::File> files);

  /// The file of this path; index.html for any other that a page may have, so that the application's own addresses open;
  /// null pointer when there is nothing: under /assets/ an unknown name is an old version's, and must not look like a page.
  const Asset* find(std::string_view path) const;

 private:
  std::map<std::string, std::unique_ptr<Asset>, std::less<>> files_;
};

/// The reply without its body: headers and 200 or 304.
Response asset_head(const Asset& asset, Coding coding, const Request& request);

}  // namespace teia::http
