// SPDX-License-Identifier: Apache-2.0
#include "base/http/assets.hpp"

#include "base/crypto.hpp"
#include "base/http/finish.hpp"

namespace teia::http {

namespace {

constexpr std::pair<std::string_view, std::string_view> types[] = {
    {".html", "text/html; charset=utf-8"},   {".js", "text/javascript; charset=utf-8"},  {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},     {".json", "application/json"},              {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},               {".png", "image/png"},                      {".jpg", "image/jpeg"},
    {".webp", "image/webp"},                 {".ico", "image/x-icon"},                   {".woff2", "font/woff2"},
    {".woff", "font/woff"},                  {".wasm", "application/wasm"},              {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},             {".pdf", "application/pdf"}};

std::string type_of_name(std::string_view path) {
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return std::string{type};
  }
  return "application/octet-stream";
}

}  // namespace

Asset::Asset(std::string path_, std::string_view bytes)
    : path(std::move(path_)),
      content_type(type_of_name(path)),
      // Vite puts a hash of the content in every name under /assets/: the name never means other bytes.
      cache_control(path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"),
      tag(crypto::hex(crypto::sha256(bytes)).substr(0, 32)),
      plain_(bytes) {
  prepared(Coding::identity, bytes);
}

void Asset::prepared(Coding coding, std::string_view bytes) {
  auto& form = forms_[static_cast<std::size_t>(coding)];
  std::call_once(form.once, [&] { form.bytes = bytes; });
  form.made = true;
}

bool Asset::ready(Coding coding) const { return forms_[static_cast<std::size_t>(coding)].made; }

std::string_view Asset::in(Coding coding) const {
  auto& form = forms_[static_cast<std::size_t>(coding)];
  std::call_once(form.once, [&] {
    form.own = compressed(plain_, coding, Effort::thorough);
    form.bytes = form.own;
    form.made = true;
  });
  return form.bytes;
}

Assets::Assets(std::span<const embed::File> files) {
  const auto prepared = [](std::string_view path) { return path.ends_with(".br") || path.ends_with(".gz"); };
  for (const auto& file : files) {
    auto path = "/" + std::string{file.path};
    if (!prepared(path)) files_.emplace(path, std::make_unique<Asset>(path, file.bytes));
  }
  for (const auto& file : files) {
    if (!prepared(file.path)) continue;
    const auto found = files_.find("/" + std::string{file.path.substr(0, file.path.size() - 3)});
    if (found != files_.end()) found->second->prepared(file.path.ends_with(".br") ? Coding::brotli : Coding::gzip, file.bytes);
  }
}

const Asset* Assets::find(std::string_view path) const {
  auto found = files_.find(path);
  if (found == files_.end() && !path.starts_with("/assets/") && !path.starts_with("/v1/")) found = files_.find("/index.html");
  return found == files_.end() ? nullptr : found->second.get();
}

Response asset_head(const Asset& asset, Coding coding, const Request& request) {
  Response response{200, {{"content-type", asset.content_type}, {"cache-control", std::string{asset.cache_control}}}, ""};
  std::string tag = asset.tag;
  if (coding != Coding::identity) {
    tag += coding == Coding::brotli ? "-br" : "-gz";
    response.header("content-encoding", std::string{word_of(coding)});
  }
  if (compressible(asset.content_type)) response.header("vary", "accept-encoding");
  response.header("etag", "\"" + tag + "\"");
  if (same_tag(request.header("if-none-match"), asset.tag)) response.status = 304;
  return response;
}

}  // namespace teia::http
