// SPDX-License-Identifier: Apache-2.0
#include "app/files.hpp"

#include <fstream>

#include "actions/actions.hpp"
#include "app/status.hpp"
#include "followups/followups.hpp"

namespace teia::app {

namespace {

using access::Verb;

actions::EvidenceKind kind_of(const ledger::Sniffed& sniffed) {
  switch (sniffed.kind) {
    case ledger::AttachmentClass::photo: return actions::EvidenceKind::photo;
    case ledger::AttachmentClass::audio: return actions::EvidenceKind::audio;
    default: return actions::EvidenceKind::document;
  }
}

const http::Part& require_file(const http::Request& request) {
  for (const auto& part : request.parts) {
    if (part.field == "file" && !part.spooled.empty()) return part;
  }
  throw teia::problems::missing({{"field", "file"}});
}

/// The bytes go to disk before the row, and the row before the reply: whoever has the hash has the file.
http::Response receive(System& system, http::Free& call) {
  const auto& part = require_file(call.request);
  const auto sniffed = ledger::sniff(part.spooled);
  if (!sniffed) throw ledger::problems::attachment_type();
  const auto kept = system.attachments().keep(part.spooled, call.now());
  call.store.write([&](db::Write& tx) { ledger::record_attachment(tx, system.attachments(), kept); });
  const actions::Evidence evidence{kept.hash, part.file_name, kept.content_type, kept.size, kind_of(*sniffed), false};
  return http::json_response(200, json::write_described(evidence));
}

void send_file(const std::filesystem::path& path, http::Sink& sink) {
  std::ifstream file{path, std::ios::binary};
  std::string piece(64 * 1024, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (file.gcount() > 0) sink.write({piece.data(), static_cast<std::size_t>(file.gcount())});
  }
}

/// Photos and sounds open in the page; anything else is saved, so that a document from outside never runs in our name.
http::Response give(System& system, http::Free& call) {
  const auto hash = std::string{call.path_text("hash")};
  const auto actor = access::actor_of(call);
  const auto attachment = call.store.read([&](db::Read& tx) {
    if (!actions::may_read_evidence(tx, hash, actor) && !followups::may_read_evidence(tx, hash, actor)) throw teia::problems::not_found();
    return ledger::attachment_of(tx, hash);
  });
  const auto path = system.attachments().path_of(hash);
  auto response = http::download(hash.substr(0, 12), attachment.content_type, http::Stream{[path](http::Sink& sink) { send_file(path, sink); }});
  const bool inline_type = attachment.content_type.starts_with("image/") || attachment.content_type.starts_with("audio/");
  for (auto& [name, value] : response.headers) {
    if (inline_type && name == "content-disposition") value = "inline";
    if (name == "cache-control") value = "private, max-age=31536000, immutable";
  }
  return response;
}

http::Response listen(http::Free& call) {
  return {200, {}, http::Listen{{"ledger", "person:" + call.caller.person.text()}}};
}

http::Response status(System& system, Instant started_at, http::Free& call) {
  return http::json_response(200, json::write_described(server_status(system, started_at, access::actor_of(call))));
}

}  // namespace

std::vector<http::Route> file_routes(System& system) {
  using http::Method;
  // A program that registers or reads records through its token needs their files, and to hear when there is something new.
  const auto sends = access::signed_in_or_token_of<Verb::action_write, Verb::followup_write, Verb::followup_answer>();
  const auto reads = access::signed_in_or_token_of<Verb::action_read, Verb::action_read_agreed, Verb::followup_write, Verb::followup_answer>();
  return {
      http::made(Method::post, "/v1/attachments", sends, [&](http::Free& call) { return receive(system, call); }),
      http::made(Method::get, "/v1/attachments/{hash}", reads, [&](http::Free& call) { return give(system, call); }),
      http::made(Method::get, "/v1/events", reads, listen),
      http::made(Method::get, "/v1/admin/status", access::may(Verb::system_manage),
                 [&system, started_at = system.clock().now()](http::Free& call) { return status(system, started_at, call); },
                 http::type_of<ServerStatus>()),
  };
}

}  // namespace teia::app
