// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/http/compress.hpp"
#include "base/http/message.hpp"

/// What every reply gets before it leaves: the tag, 304, compression, caching, the browser's safety rules. Pure.
namespace teia::http {

/// For a reply with a text body: ETag and 304 for what a GET gave, compression above 1 KB, cache-control where there is none.
/// Costs time in proportion to the body.
void finish(Response& response, const Request& request);

/// True when If-None-Match names this tag in any of its codings.
bool same_tag(std::string_view if_none_match, std::string_view tag);

enum class Framing { length, chunked, until_close };

/// Status line and headers, with the blank line. `length` is sent only with that framing, and never with 204 and 304.
std::string head_text(int status, const Pairs& headers, Framing framing, std::size_t length, bool keep_alive, bool secure);

std::string_view reason(int status);

}  // namespace teia::http
