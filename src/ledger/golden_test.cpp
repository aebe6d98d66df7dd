// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <sodium.h>

#include <cstdlib>
#include <fstream>

#include "ledger/header.hpp"
#include "ledger/store.hpp"
#include "support/engines.hpp"

/// tests/golden/ledger-v1.jsonl: a short ledger with fixed key, salts and times. What it says must verify for ever.
/// Made by: TEIA_REGENERATE=1 ledger_test --gtest_filter='GoldenLedger*' (a new version gets a new file; this one stays).
namespace teia::ledger {
namespace {

using testing::IsEmpty;

struct Line {
  std::string header, hash, key, signature, operation_hash, salt;
  std::optional<std::string> payload;
};
DESCRIBE(Line, header, hash, key, signature, operation_hash, salt, payload)

const std::string path = TEIA_SOURCE_DIR "/tests/golden/ledger-v1.jsonl";

std::vector<Line> stored_lines() {
  std::vector<Line> lines;
  std::ifstream file{path};
  for (std::string text; std::getline(file, text);) lines.push_back(json::read<Line>(text));
  return lines;
}

Uuid uuid(std::string_view text) { return Uuid::parse(text).value(); }

/// Does what `append` does, with nothing left to chance.
class Maker {
 public:
  Maker() {
    const auto seed = crypto::sha256("golden key");
    crypto_sign_seed_keypair(pair_.open.data(), pair_.secret.data(), seed.data());
    key_ = crypto::hex(crypto::sha256(crypto::view(pair_.open))).substr(0, 16);
    NewEntry key = entry("ledger.key", "0190a000-0000-7000-8000-000000000001", 1);
    add(key, "{\"id\":\"" + key_ + "\",\"public_key\":\"" + crypto::hex(pair_.open) + "\"}");
  }

  static NewEntry entry(std::string kind, std::string_view record, std::int64_t revision) {
    NewEntry made;
    made.record = RecordId{uuid(record)};
    made.revision = revision;
    made.kind = std::move(kind);
    made.actor = ActorId{uuid("0190a000-0000-7000-8000-00000000aaaa")};
    made.device = DeviceId{uuid("0190a000-0000-7000-8000-00000000dddd")};
    return made;
  }

  void add(NewEntry entry, std::string payload) {
    const auto number = static_cast<std::int64_t>(lines.size()) + 1;
    const auto name = std::to_string(number);
    entry.operation.bytes[15] = static_cast<std::uint8_t>(number);
    entry.device_at = {1'745'000'000'000 + number * 60'000};
    entry.payload = std::move(payload);
    const auto salt = std::string{crypto::view(crypto::sha256("golden salt " + name)).substr(0, 16)};
    const Header header{epoch, number, previous_, entry, entry.device_at.plus_ms(1234), payload_hash(salt, entry.payload)};
    const auto text = canonical(header);
    previous_ = crypto::sha256(text);
    lines.push_back({text, crypto::hex(previous_), key_, crypto::hex(crypto::sign(crypto::view(previous_), pair_.secret)),
                     crypto::hex(crypto::sha256(entry.payload)), crypto::hex(salt), entry.payload});
  }

  std::vector<Line> lines;
  EpochId epoch{uuid("0190a000-0000-7000-8000-00000000eeee")};

 private:
  crypto::KeyPair pair_;
  std::string key_;
  crypto::Hash previous_{};
};

std::vector<Line> made_lines() {
  Maker maker;
  const auto record = "0190a000-0000-7000-8000-0000000000a1";
  auto visit = Maker::entry("action", record, 1);
  visit.attachments = {crypto::hex(crypto::sha256("photo")), crypto::hex(crypto::sha256("minutes"))};
  maker.add(visit, "{\"title\":\"Visita à Secretaria de Saúde de Gurupi\"}");
  auto edit = Maker::entry("action", record, 2);
  edit.bases = {1};
  maker.add(edit, "{\"title\":\"Visita a Gurupi, com nome de alguém\"}");
  auto merge = Maker::entry("action", record, 3);
  merge.bases = {1, 2};
  merge.schema = 2;
  maker.add(merge, "{\"title\":\"Visita a Gurupi\",\"schema\":\"2\"}");
  maker.add(Maker::entry("ledger.erasure", "0190a000-0000-7000-8000-0000000000b1", 1), "{\"numbers\":[3],\"attachments\":[],\"reason\":\"pedido do titular\"}");
  maker.lines[2].payload.reset();
  maker.epoch = EpochId{uuid("0190a000-0000-7000-8000-00000000eee2")};
  maker.add(Maker::entry("followup", "0190a000-0000-7000-8000-0000000000c1", 1), "{\"text\":\"depois da restauração\"}");
  return maker.lines;
}

db::Bytes raw(const std::string& hex) { return {crypto::from_hex(hex).value()}; }

void load(db::Write& tx, const std::vector<Line>& lines) {
  EpochId epoch;
  db::Bytes last{std::string(32, '\0')};
  std::int64_t number = 0, epochs = 0;
  for (const auto& line : lines) {
    const auto fields = read_header(line.header);
    const auto at = Instant{std::stoll(fields.at("server-time"))};
    if (const EpochId now{uuid(fields.at("epoch"))}; now != epoch) {
      tx.run(store::insert_epoch, now, ++epochs, number, last, at);
      epoch = now;
    }
    tx.run(store::insert_entry, ++number, epoch, RecordId{uuid(fields.at("record"))}, std::stoll(fields.at("revision")), fields.at("kind"),
           OperationId{uuid(fields.at("operation"))}, raw(line.operation_hash), at, db::Bytes{line.header}, raw(line.hash), line.key, raw(line.signature));
    if (line.payload) tx.run(store::insert_payload, number, raw(line.salt), db::Bytes{*line.payload});
    last = raw(line.hash);
  }
  tx.run(store::insert_head, epoch, number, last);
}

TEST(GoldenLedgerFile, TodaysCodeWritesTheSameBytes) {
  if (std::getenv("TEIA_REGENERATE")) {
    std::ofstream file{path};
    for (const auto& line : made_lines()) file << json::write_described(line) << "\n";
  }
  const auto stored = stored_lines(), made = made_lines();
  ASSERT_EQ(stored.size(), made.size());
  for (std::size_t i = 0; i < made.size(); ++i) EXPECT_EQ(json::write_described(stored[i]), json::write_described(made[i])) << "line " << i + 1;
}

class GoldenLedger : public test::OnBothEngines {
 protected:
  GoldenLedger() : OnBothEngines(test::Schema::migrated) {}
};
ON_BOTH_ENGINES(GoldenLedger);

TEST_P(GoldenLedger, TodaysCodeVerifiesIt) {
  const auto lines = stored_lines();
  ASSERT_FALSE(lines.empty()) << path;
  db::Store store{{.url = url()}};
  store.write([&](db::Write& w) { load(w, lines); });
  store.read([&](db::Read& r) {
    const auto verified = verify(r);
    EXPECT_THAT(verified.faults, IsEmpty());
    EXPECT_EQ(verified.entries, 6);
    EXPECT_EQ(verified.erased, 1);
    EXPECT_EQ(verified.head, lines.back().hash);
  });
}

}  // namespace
}  // namespace teia::ledger
