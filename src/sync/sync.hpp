// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "records/records.hpp"

/// Synchronisation, the server's side: docs/sync.md says what every field means.
namespace teia::sync {

namespace problems {
inline const ProblemKind too_old{"sync.too-old", 426, "Este aparelho tem uma versão antiga da Teia. O que você registrou será entregue; para receber novidades, atualize.", "This device has an old version of Teia. What you registered will be delivered; update to receive news."};
inline const ProblemKind too_many{"sync.too-many", 413, "O envio tem {count} itens em {field}; cabem {max}. Nada foi perdido: o aparelho envia em partes.", "The request has {count} items in {field}; {max} fit. Nothing is lost: the device sends in parts."};
inline const ProblemKind unknown_verb{"sync.unknown-verb", 422, "Este servidor não conhece a operação “{verb}”. Ela continua guardada no aparelho.", "This server does not know the operation “{verb}”. It stays on the device."};
inline const ProblemKind other_operation{"sync.other-operation", 422, "O conteúdo enviado diz ser de outra operação.", "The content says that it belongs to another operation."};
inline const ProblemKind unknown_audience{"sync.unknown-audience", 422, "O aparelho pediu um conjunto que não existe: {audience}.", "The device asked for a set that does not exist: {audience}."};
inline const ProblemKind conflict_unknown{"sync.conflict-unknown", 404, "Não encontramos este conflito entre os seus.", "We could not find this conflict among yours."};
inline const ProblemKind device_unknown{"sync.device-unknown", 404, "Não encontramos este aparelho.", "We could not find this device."};
inline const ProblemKind device_of_another{"sync.device-of-another", 403, "Este aparelho está em uso por outra pessoa. Saia e entre de novo para usá-lo em seu nome.", "This device is in use by another person. Sign out and in again to use it as yourself."};
inline const ProblemKind device_lost{"sync.device-lost", 403, "Este aparelho foi dado como perdido. O que ele ainda tinha para enviar foi guardado à parte.", "This device was given up as lost. What it still had to send was put aside."};
inline const ProblemKind bad_range{"sync.bad-range", 422, "O pedaço do arquivo não diz de onde até onde vai (Content-Range).", "The piece of the file does not say from where to where it goes (Content-Range)."};
inline const ProblemKind wrong_offset{"sync.wrong-offset", 409, "O servidor tem {received} bytes deste arquivo; o envio continua daí.", "The server has {received} bytes of this file; the upload goes on from there."};
inline const ProblemKind wrong_hash{"sync.wrong-hash", 422, "O arquivo chegou diferente do que saiu do aparelho e foi descartado. Ele será enviado de novo.", "The file arrived unlike it left the device and was dropped. It will be sent again."};
}  // namespace problems

struct Speaks {
  std::int64_t from = 1, to = 1;
};
DESCRIBE(Speaks, from, to)
inline constexpr Speaks speaks{};

inline constexpr std::int64_t most_documents = 500, most_operations = 200, most_audiences = 4000;
inline constexpr std::int64_t piece_bytes = 1 << 20;  ///< of a file, at most

// ---- pull --------------------------------------------------------------------------------------------------------------------

struct ScopeEntry {
  std::string audience;
  Day since;
};
DESCRIBE(ScopeEntry, audience, since)

struct Fill {
  std::string audience;
  std::optional<records::Place> before;
};
DESCRIBE(Fill, audience, before)

struct PullAsked {
  std::int64_t protocol = 1;
  std::optional<ledger::Cursor> cursor;
  std::vector<ScopeEntry> scope;
  std::optional<Fill> fill;
  std::optional<std::int64_t> limit;
};
DESCRIBE(PullAsked, protocol, cursor, scope, fill, limit)

struct ScopeChange {
  std::vector<std::string> entered, left;
};
DESCRIBE(ScopeChange, entered, left)

struct RecordRef {
  std::string kind;
  Uuid id;
  auto operator<=>(const RecordRef&) const = default;
};
DESCRIBE(RecordRef, kind, id)

struct PullAnswer {
  Speaks speaks;
  Instant now;
  std::optional<ledger::Cursor> cursor;
  bool more = false;
  ScopeChange scope;
  std::vector<records::Document> documents;
  std::vector<RecordRef> removed;
  std::optional<records::Place> filled;
  std::vector<ledger::PublicKey> keys;
  std::optional<ledger::Cursor> reset;
  std::vector<ledger::Cursor> epochs;  ///< with a reset: where each began, the oldest first
};
DESCRIBE(PullAnswer, speaks, now, cursor, more, scope, documents, removed, filled, keys, reset, epochs)

PullAnswer pull(db::Read& tx, const PullAsked& asked, const access::Actor& actor);

// ---- push --------------------------------------------------------------------------------------------------------------------

struct Operation {
  ledger::OperationId operation;
  std::string verb;
  Uuid record;
  std::int64_t schema = 1;
  Instant at;
  std::string body;
};
DESCRIBE(Operation, operation, verb, record, schema, at, body)

struct PushAsked {
  std::int64_t protocol = 1;
  ledger::DeviceId device;
  std::vector<Operation> operations;
};
DESCRIBE(PushAsked, protocol, device, operations)

enum class SyncOutcome { accepted, duplicate, merged, conflict, refused, later, quarantined };
constexpr auto words(SyncOutcome) {
  using enum SyncOutcome;
  return std::array{Word{accepted, "accepted"}, Word{duplicate, "duplicate"}, Word{merged, "merged"}, Word{conflict, "conflict"},
                    Word{refused, "refused"},   Word{later, "later"},         Word{quarantined, "quarantined"}};
}

struct RefusedField {
  std::string code, field, message;
};
DESCRIBE(RefusedField, code, field, message)

struct Refusal {
  std::string code;
  std::int64_t status = 0;
  std::string message;
  std::map<std::string, std::string> details;
  std::vector<RefusedField> faults;
};
DESCRIBE(Refusal, code, status, message, details, faults)

struct PushedOperation {
  ledger::OperationId operation;
  SyncOutcome outcome = SyncOutcome::refused;
  std::optional<ledger::Receipt> receipt;
  std::optional<std::string> header;
  std::optional<std::int64_t> revision;
  std::vector<std::string> fields;
  std::optional<Uuid> conflict;
  std::optional<Refusal> problem;
};
DESCRIBE(PushedOperation, operation, outcome, receipt, header, revision, fields, conflict, problem)

struct PushAnswer {
  Speaks speaks;
  Instant now;
  std::vector<PushedOperation> outcomes;
};
DESCRIBE(PushAnswer, speaks, now, outcomes)

/// Waits until each operation is durable. Throws too_many before anything was carried out.
PushAnswer push(db::Store& store, const PushAsked& asked, const access::Actor& actor);

// ---- devices -------------------------------------------------------------------------------------------------------------------

/// How a device fares, as it says at the end of a round.
struct DeviceReport {
  std::string label, app;
  std::int64_t waiting = 0;
  std::optional<Instant> oldest_waiting_at;
  std::int64_t stored = 0, quota = 0;  ///< bytes
};
DESCRIBE(DeviceReport, label, app, waiting, oldest_waiting_at, stored, quota)

struct DeviceSecret {
  std::string secret;  ///< 32 bytes, hex
};
DESCRIBE(DeviceSecret, secret)

struct DeviceRow {
  ledger::DeviceId id;
  people::PersonRef person;
  std::string label, app;
  std::int64_t waiting = 0;
  std::optional<Instant> oldest_waiting_at;
  std::int64_t stored = 0, quota = 0;
  Instant seen_at;
  std::optional<Instant> lost_at;
};
DESCRIBE(DeviceRow, id, person, label, app, waiting, oldest_waiting_at, stored, quota, seen_at, lost_at)

DeviceSecret report_device(db::Write& tx, ledger::DeviceId id, const DeviceReport& report, const access::Actor& actor);
/// The own ones, and those of the institutions whose people the actor manages.
std::vector<DeviceRow> devices(db::Read& tx, const access::Actor& actor);
/// By its owner or who manages its owner: its sessions end, its secret is destroyed.
void lose_device(db::Write& tx, ledger::DeviceId id, const access::Actor& actor);

struct FarewellAsked {
  std::int64_t protocol = 1;
  ledger::DeviceId device;
  std::string proof;  ///< SHA-256 of the secret, hex
  std::vector<Operation> operations;
};
DESCRIBE(FarewellAsked, protocol, device, proof, operations)
struct Farewell {
  bool wipe = false;
  std::int64_t kept = 0;  ///< operations that wait for a person, of all that this device sent
};
DESCRIBE(Farewell, wipe, kept)
/// What a device without session asks: was I given up? Whoever cannot prove to be it learns nothing.
Farewell farewell(db::Write& tx, const FarewellAsked& asked, Instant now);

struct Quarantined {
  ledger::OperationId id;
  people::PersonRef person;
  std::string operation;  ///< as it was sent, JSON
  Instant arrived_at;
};
DESCRIBE(Quarantined, id, person, operation, arrived_at)
/// The own ones: whoever wrote them decides.
std::vector<Quarantined> quarantined(db::Read& tx, const access::Actor& actor);
struct Decision {
  bool release = false;
};
DESCRIBE(Decision, release)
/// Released, it is carried out in its author's name as if it had just arrived; dropped, it stays noted and is never carried out.
PushedOperation decide(db::Store& store, ledger::OperationId id, const Decision& decision, const access::Actor& actor);

// ---- wiring ----------------------------------------------------------------------------------------------------------------------

/// All kinds that devices carry.
std::span<const records::Kind* const> kinds();

/// Files go in pieces into a folder beside the attachments.
std::vector<http::Route> routes(const ledger::Attachments& attachments);

}  // namespace teia::sync
