// SPDX-License-Identifier: Apache-2.0
#include "base/http/multipart.hpp"

#include <algorithm>

namespace teia::http {

namespace {

[[noreturn]] void bad(std::string_view why) { throw problems::bad_multipart({{"why", std::string{why}}}); }

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A parameter's value, quoted or not, taken from the front of `rest`. Browsers write %22 for a quote and leave backslashes as
/// they are (HTML, "multipart/form-data encoding algorithm"); other clients write \".
std::string take_value(std::string_view& rest) {
  std::string value;
  if (!rest.starts_with('"')) {
    const auto end = std::min(rest.find(';'), rest.size());
    value = trimmed(rest.substr(0, end));
    rest.remove_prefix(end);
    return value;
  }
  std::size_t i = 1;
  for (; i < rest.size() && rest[i] != '"'; ++i) {
    if (rest[i] == '\\' && i + 1 < rest.size() && rest[i + 1] == '"') ++i;
    value += rest[i];
  }
  if (i >= rest.size()) bad("unclosed quote");
  rest.remove_prefix(i + 1);
  return value;
}

/// Calls use(name, value) for each `; name=value` after the first word of a header.
template <class Use>
void each_parameter(std::string_view header, Use&& use) {
  auto rest = header.substr(std::min(header.find(';'), header.size()));
  while (rest.starts_with(';')) {
    rest = trimmed(rest.substr(1));
    const auto equals = rest.find_first_of("=;");
    if (equals == std::string_view::npos || rest[equals] == ';') {
      rest.remove_prefix(std::min(rest.find(';'), rest.size()));
      continue;
    }
    const auto name = lower(trimmed(rest.substr(0, equals)));
    rest = trimmed(rest.substr(equals + 1));
    use(name, take_value(rest));
    rest = trimmed(rest);
  }
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

/// "C:\fotos\a.jpg" and "../../a.jpg" → "a.jpg". Shown to people, never used as a path; cut between characters.
std::string plain_file_name(std::string name) {
  constexpr std::size_t longest = 255;
  replace_all(name, "%22", "\"");
  name = name.substr(name.find_last_of("/\\") == std::string::npos ? 0 : name.find_last_of("/\\") + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (name.size() > longest) {
    auto end = longest;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) --end;
    name.resize(end);
  }
  return name;
}

void read_disposition(std::string_view value, PartHead& head) {
  if (lower(trimmed(value.substr(0, value.find(';')))) != "form-data") bad("not form-data");
  each_parameter(value, [&](const std::string& name, std::string given) {
    if (name == "name") {
      replace_all(given, "%22", "\"");
      head.field = std::move(given);
    } else if (name == "filename") {
      head.file = true;
      head.file_name = plain_file_name(std::move(given));
    }
  });
}

/// `lines` ends with CRLF.
PartHead parse_head(std::string_view lines) {
  PartHead head;
  while (!lines.empty()) {
    const auto end = lines.find("\r\n");
    const auto line = lines.substr(0, end);
    lines.remove_prefix(end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) bad("header without a colon");
    const auto name = lower(trimmed(line.substr(0, colon)));
    const auto value = trimmed(line.substr(colon + 1));
    if (name == "content-disposition") read_disposition(value, head);
    if (name == "content-type") head.content_type = value;
  }
  if (head.field.empty()) bad("part without a name");
  return head;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  if (lower(trimmed(content_type.substr(0, content_type.find(';')))) != "multipart/form-data") return std::nullopt;
  std::string boundary;
  each_parameter(content_type, [&](const std::string& name, std::string value) {
    if (name == "boundary") boundary = std::move(value);
  });
  const auto allowed = [](char c) {  // RFC 2046 §5.1.1, bchars
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || std::string_view{"'()+_,-./:=? "}.find(c) != std::string_view::npos;
  };
  if (boundary.empty() || boundary.size() > 70 || boundary.back() == ' ' || !std::all_of(boundary.begin(), boundary.end(), allowed)) return std::nullopt;
  return boundary;
}

MultipartParser::MultipartParser(const std::string& boundary, PartReceiver& receiver)
    : delimiter_("\r\n--" + boundary), receiver_(receiver) {}

void MultipartParser::feed(std::string_view bytes) {
  held_ += bytes;
  while (step()) {
  }
}

void MultipartParser::finish() const {
  if (state_ != State::epilogue) bad("ends before the closing delimiter");
}

/// One step forward; false when more bytes are needed.
bool MultipartParser::step() {
  switch (state_) {
    case State::preamble: return skip_preamble();
    case State::delimiter: return read_delimiter();
    case State::head: return read_head();
    case State::body: return read_body();
    case State::epilogue: held_.clear(); return false;
  }
  return false;
}

bool MultipartParser::skip_preamble() {
  const auto at = held_.find(delimiter_);
  if (at == std::string::npos) {
    held_.erase(0, held_.size() - std::min(held_.size(), delimiter_.size() - 1));
    return false;
  }
  held_.erase(0, at + delimiter_.size());
  state_ = State::delimiter;
  return true;
}

/// What follows a boundary: "--" closes, CRLF opens a part, blanks before the CRLF are allowed.
bool MultipartParser::read_delimiter() {
  if (held_.starts_with("--")) {
    state_ = State::epilogue;
    return true;
  }
  const auto end = held_.find("\r\n");
  const auto blank = std::min(held_.find_first_not_of(" \t"), held_.size());
  if (blank > longest_head) bad("text after a boundary");
  if (end == std::string::npos) {
    const auto rest = std::string_view{held_}.substr(blank);
    if (!(rest.empty() || rest == "\r" || (blank == 0 && rest == "-"))) bad("text after a boundary");
    return false;
  }
  if (blank != end) bad("text after a boundary");
  if (++parts_ > most_parts) bad("too many parts");
  held_.erase(0, end);  // keeps this CRLF: a part without headers is CRLF CRLF
  state_ = State::head;
  return true;
}

bool MultipartParser::read_head() {
  const auto end = held_.find("\r\n\r\n");
  // Of an end that has not come whole, up to three bytes may be held: the same headers are too long in pieces of any size.
  if (std::min(end, held_.size() - std::min<std::size_t>(held_.size(), 3)) > longest_head) bad("part headers too long");
  if (end == std::string::npos) return false;
  const auto lines = end == 0 ? std::string_view{} : std::string_view{held_}.substr(2, end);
  receiver_.begin(parse_head(lines));
  held_.erase(0, end + 4);
  state_ = State::body;
  return true;
}

bool MultipartParser::read_body() {
  const auto at = held_.find(delimiter_);
  const auto ready = at != std::string::npos ? at : held_.size() - std::min(held_.size(), delimiter_.size() - 1);
  if (ready > 0) receiver_.bytes(std::string_view{held_}.substr(0, ready));
  if (at == std::string::npos) {
    held_.erase(0, ready);
    return false;
  }
  receiver_.end();
  held_.erase(0, at + delimiter_.size());
  state_ = State::delimiter;
  return true;
}

}  // namespace teia::http
