// SPDX-License-Identifier: Apache-2.0
#include "base/http/finish.hpp"

#include <fmt/format.h>

#include <ctime>

#include "base/crypto.hpp"

namespace teia::http {

namespace {

constexpr std::size_t worth_compressing = 1024;

// The page may load only itself; WebAssembly for the forms engine; inline styles for the maps and charts.
constexpr std::string_view safety =
    "content-security-policy: default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'\r\n"
    "x-content-type-options: nosniff\r\n"
    "referrer-policy: same-origin\r\n"
    "permissions-policy: microphone=(self), camera=(self), geolocation=(self)\r\n";

std::string_view suffix(Coding coding) {
  if (coding == Coding::brotli) return "-br";
  return coding == Coding::gzip ? "-gz" : "";
}

/// RFC 9110 §5.6.7, made once a second for each thread.
std::string_view date() {
  thread_local std::time_t at = 0;
  thread_local char text[32];
  if (const auto now = std::time(nullptr); now != at) {
    at = now;
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  }
  return text;
}

/// A header must not end its line: a value made from input could otherwise begin another header.
void append_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  for (const char c : value) {
    if (c != '\r' && c != '\n' && c != '\0') out += c;
  }
  out += "\r\n";
}

}  // namespace

bool same_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const auto open = list.find('"');
    if (open == std::string_view::npos) return false;
    const auto close = list.find('"', open + 1);
    if (close == std::string_view::npos) return false;
    auto given = list.substr(open + 1, close - open - 1);
    list.remove_prefix(close + 1);
    for (const std::string_view end : {"-br", "-gz"}) {
      if (given.ends_with(end)) given.remove_suffix(end.size());
    }
    if (given == tag) return true;
  }
  return false;
}

void finish(Response& response, const Request& request) {
  auto& body = std::get<std::string>(response.body);
  const auto cache = std::as_const(response).header("cache-control");
  const bool tagged = request.method == Method::get && response.status == 200 && cache.find("no-store") == std::string_view::npos;
  if (cache.empty()) response.header("cache-control", tagged ? "private, no-cache" : "no-store");

  const bool shrinks = body.size() > worth_compressing && compressible(std::as_const(response).header("content-type"));
  const auto coding = shrinks ? choose_coding(request.header("accept-encoding")) : Coding::identity;
  if (shrinks) response.header("vary", "accept-encoding");
  if (tagged) {
    const auto tag = crypto::hex(crypto::sha256(body)).substr(0, 32);
    response.header("etag", fmt::format("\"{}{}\"", tag, suffix(coding)));
    if (same_tag(request.header("if-none-match"), tag)) {
      response.status = 304;
      body.clear();
      return;
    }
  }
  if (coding == Coding::identity) return;
  body = compressed(body, coding, Effort::quick);
  response.header("content-encoding", std::string{word_of(coding)});
}

std::string head_text(int status, const Pairs& headers, Framing framing, std::size_t length, bool keep_alive, bool secure) {
  std::string out;
  out.reserve(1024);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\ndate: {}\r\n", status, reason(status), date());
  for (const auto& [name, value] : headers) append_header(out, name, value);
  out += safety;
  if (secure) out += "strict-transport-security: max-age=31536000\r\n";
  if (framing == Framing::chunked) out += "transfer-encoding: chunked\r\n";
  if (framing == Framing::length && status != 204 && status != 304) fmt::format_to(std::back_inserter(out), "content-length: {}\r\n", length);
  out += keep_alive ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n";
  return out;
}

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

}  // namespace teia::http
