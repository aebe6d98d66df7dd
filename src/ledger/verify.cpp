// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "ledger/header.hpp"
#include "ledger/store.hpp"

namespace teia::ledger {

namespace {

/// Walks the entries in order and remembers what the next one must agree with.
class Walk {
 public:
  explicit Walk(std::vector<store::Epoch> epochs) : epochs_(std::move(epochs)) {}

  void look_at(const store::Whole& entry) {
    const auto fields = read_header(entry.header.data);
    if (entry.number != result.entries + 1) fault(entry, "a numeração tem um salto");
    if (field(fields, "previous") != last_hash_) fault(entry, "não continua a entrada anterior");
    if (crypto::view(crypto::sha256(entry.header.data)) != entry.hash.data) fault(entry, "o cabeçalho não corresponde ao seu hash");
    check_columns(entry, fields);
    check_epoch(entry);
    check_payload(entry, fields);
    if (entry.kind == "ledger.key") learn_key(entry);
    check_signature(entry);
    last_hash_ = crypto::hex(entry.hash.data);
    result.entries = entry.number;
  }

  Verification finish() {
    for (const auto number : holes_) {
      if (!erased_.contains(number)) result.faults.push_back(fmt::format("entrada {}: conteúdo ausente sem registro de eliminação", number));
    }
    result.erased = static_cast<std::int64_t>(holes_.size());
    result.head = last_hash_;
    return std::move(result);
  }

  Verification result;

 private:
  using Fields = std::map<std::string, std::string>;

  static std::string field(const Fields& fields, const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
  }

  void fault(const store::Whole& entry, std::string_view what) { result.faults.push_back(fmt::format("entrada {}: {}", entry.number, what)); }

  void check_columns(const store::Whole& entry, const Fields& fields) {
    const std::pair<const char*, std::string> columns[] = {
        {"number", std::to_string(entry.number)},       {"epoch", entry.epoch.text()},
        {"record", entry.record_id.text()},             {"revision", std::to_string(entry.revision)},
        {"kind", entry.kind},                           {"operation", entry.operation_id.text()},
        {"server-time", std::to_string(entry.server_at.ms)}};
    for (const auto& [name, value] : columns) {
      if (field(fields, name) != value) fault(entry, fmt::format("a coluna {} difere do cabeçalho", name));
    }
  }

  void check_epoch(const store::Whole& entry) {
    while (at_epoch_ < epochs_.size() && epochs_[at_epoch_].id != entry.epoch) ++at_epoch_;
    if (at_epoch_ == epochs_.size()) return fault(entry, "a época não existe ou voltou no tempo");
    const auto& epoch = epochs_[at_epoch_];
    if (entry.number == epoch.base_number + 1 && crypto::hex(epoch.base_hash.data) != last_hash_) fault(entry, "a época não parte daqui");
    if (entry.number <= epoch.base_number) fault(entry, "vem antes da base da sua época");
  }

  void check_payload(const store::Whole& entry, const Fields& fields) {
    if (!entry.payload || !entry.salt) {
      holes_.insert(entry.number);
      return;
    }
    if (crypto::hex(payload_hash(entry.salt->data, entry.payload->data)) != field(fields, "payload")) fault(entry, "o conteúdo foi alterado");
    if (entry.kind == "ledger.erasure") {
      const auto payload = json::parse(entry.payload->data);
      if (const auto* numbers = payload.find("numbers")) {
        for (const auto& number : std::get<json::Array>(numbers->is)) erased_.insert(std::get<std::int64_t>(number.is));
      }
    }
  }

  void learn_key(const store::Whole& entry) {
    if (!entry.payload) return;
    const auto payload = json::parse(entry.payload->data);
    const auto* text = payload.find("public_key");
    const auto raw = text ? crypto::from_hex(std::get<std::string>(text->is)) : std::nullopt;
    if (!raw || raw->size() != 32) return fault(entry, "a chave não se lê");
    crypto::PublicKey key;
    std::copy(raw->begin(), raw->end(), key.begin());
    keys_[crypto::hex(crypto::sha256(*raw)).substr(0, 16)] = key;
  }

  void check_signature(const store::Whole& entry) {
    const auto key = keys_.find(entry.key_id);
    crypto::Signature signature{};
    if (entry.signature.data.size() == signature.size()) std::copy(entry.signature.data.begin(), entry.signature.data.end(), signature.begin());
    if (key == keys_.end()) fault(entry, "assinada com chave que o livro não conhece");
    else if (!crypto::verify(entry.hash.data, signature, key->second)) fault(entry, "a assinatura não confere");
  }

  std::vector<store::Epoch> epochs_;
  std::size_t at_epoch_ = 0;
  std::string last_hash_ = crypto::hex(crypto::Hash{});
  std::map<std::string, crypto::PublicKey> keys_;
  std::set<std::int64_t> holes_, erased_;
};

}  // namespace

Verification verify(db::Read& tx) {
  Walk walk{tx.all(store::epochs)};
  tx.each(store::all, [&](store::Whole&& entry) { walk.look_at(entry); });
  const auto head = tx.one(store::head);
  auto result = walk.finish();
  if (head && (head->number != result.entries || crypto::hex(head->hash.data) != result.head)) {
    result.faults.push_back("a última entrada não é a que a cabeça do livro aponta");
  }
  return result;
}

}  // namespace teia::ledger
