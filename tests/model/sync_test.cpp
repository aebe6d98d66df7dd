// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <iostream>
#include <random>

#include "followups/test_world.hpp"
#include "sync/test_replica.hpp"

/// Phones of several people, a server, and everything that goes wrong between them: lost requests and answers, repeats, changes of
/// scope, restores of an older backup. After each stretch all come to rest, and every phone must hold exactly what its person reads.
/// Each repetition (--gtest_repeat) is another world, with the next seed. TEIA_SEED and TEIA_STEPS make one of them again, step by step;
/// tests/model/long looks for longer, tests/model/shrink finds the fewest steps that fail.
namespace teia::sync {
namespace {

using namespace followups;
using testing::IsEmpty;

std::int64_t setting(const char* name, std::int64_t otherwise) {
  const auto* value = std::getenv(name);
  return value ? std::atoll(value) : otherwise;
}

struct Sent {
  Operation operation;
  ledger::Receipt receipt;
};

struct Phone {
  PersonId who;
  ledger::DeviceId device;
  Replica replica{Day::of(2024, 5, 5)};
  std::vector<Operation> outbox = {};
  std::vector<Sent> sent = {};
  std::map<ledger::OperationId, Operation> refused = {};  ///< stays on the phone: its person must look
};

class SyncModel : public Corner {
 protected:
  void prepare() override {
    Corner::prepare();
    static std::int64_t world = 0;
    seed_ = setting("TEIA_SEED", 20261127) + world++;
    random_.seed(static_cast<unsigned>(seed_));
    for (const auto who : {helena, cicero, raimundo, sandra, nadia, bruno, helena}) {  // Helena has two
      phones_.push_back({.who = who, .device = ledger::DeviceId::make(noon, *chance)});
    }
    for (auto& phone : phones_) phone.replica.restored = [&phone](const auto& epochs) { sends_again(phone, epochs); };
  }

  std::size_t pick(std::size_t count) { return random_() % count; }
  bool happens(int percent) { return static_cast<int>(pick(100)) < percent; }

  // ---- what people do ------------------------------------------------------------------------------------------------------

  template <class Body>
  void does(Phone& phone, std::string verb, Uuid record, const Body& body) {
    const auto clock = noon.plus_days(happens(3) ? -3000 : happens(3) ? 3000 : 0);  // a device's clock may say anything
    phone.outbox.push_back({body.operation, std::move(verb), record, 1, clock, json::write_described(body)});
  }

  void registers(Phone& phone) {
    auto in = visit({phone.who == bruno ? balsas : happens(50) ? augustinopolis : araguatins}, today.plus(-static_cast<int>(pick(500))));
    in.content.visibility.network = happens(40);
    if (happens(30)) in.content.coauthors = {phone.who == helena ? cicero : helena};
    if (happens(20)) in.analysis = "Leitura do contexto, só da equipe.";
    does(phone, "action.register", in.id, in);
  }

  const records::Document* any(Phone& phone, std::string_view kind) {
    std::vector<const records::Document*> found;
    for (const auto& [ref, document] : phone.replica.documents) {
      if (ref.kind == kind) found.push_back(&document);
    }
    return found.empty() ? nullptr : found[pick(found.size())];
  }

  void works_on_a_record(Phone& phone) {
    const auto* document = any(phone, "action");
    if (!document) return;
    const auto view = json::read<actions::ActionView>(document->body);
    switch (pick(6)) {
      case 0: return does(phone, "action.validate", document->id, actions::Judgement{operation(), document->revision});
      case 1: return does(phone, "action.return", document->id, actions::ReasonedJudgement{operation(), document->revision, "Faltou o prazo."});
      case 2: if (happens(30)) does(phone, "action.cancel", document->id, actions::Cancellation{operation(), "Foi engano."}); return;
      default: break;
    }
    auto content = view.content;
    if (happens(50)) content.text = "Texto número " + std::to_string(pick(1000)) + " desta visita.";
    if (happens(50)) content.tags.push_back("t" + std::to_string(pick(20)));
    if (happens(20)) content.visibility.network = !content.visibility.network;  // it moves to another audience
    does(phone, "action.edit", document->id, actions::EditAction{operation(), document->revision, content, "Porque mudou.", view.content});
    if (!happens(30)) return;
    const auto before = content;  // corrected once more before anybody answered
    content.what_changed = "Mudou " + std::to_string(pick(100)) + ".";
    does(phone, "action.edit", document->id, actions::EditAction{operation(), document->revision, content, "Porque mudou.", before});
  }

  void agrees(Phone& phone) {
    auto in = agreed("Combinado de número " + std::to_string(pick(1000)), phones_[pick(phones_.size())].who);
    if (const auto* document = any(phone, "action"); document && happens(70)) in.action = ActionId{document->id};
    does(phone, "followup.create", in.id, in);
  }

  void works_on_a_followup(Phone& phone) {
    const auto* document = any(phone, "followup");
    if (!document) return;
    constexpr std::array verbs{"followup.answer", "followup.answer", "followup.close", "followup.escalate", "followup.start"};
    does(phone, verbs[pick(verbs.size())], document->id, FollowupDeed{operation(), document->revision, "Em andamento.", {}, {}});
  }

  void settles(Phone& phone) {
    const auto* document = any(phone, "conflict");
    if (!document) return;
    const auto id = operation();
    phone.outbox.push_back({id, "conflict.settle", document->id, 1, noon, "{\"operation\":\"" + id.text() + "\"}"});
  }

  // ---- what the line does ----------------------------------------------------------------------------------------------------

  void pushes(Phone& phone, bool reliable) {
    if (phone.outbox.empty()) return;
    PushAsked asked;
    asked.device = phone.device;
    const auto count = std::min<std::size_t>(phone.outbox.size(), 1 + pick(5));
    asked.operations.assign(phone.outbox.begin(), phone.outbox.begin() + static_cast<std::ptrdiff_t>(count));
    if (!reliable && happens(15)) return;  // the request is lost
    auto answer = push(*store, asked, as(phone.who));
    if (!reliable && happens(15)) answer = push(*store, asked, as(phone.who));  // it arrived twice
    for (std::size_t i = 0; i < count; ++i) accepted_by_server(asked.operations[i], answer.outcomes[i]);
    if (!reliable && happens(20)) return;  // the answer is lost
    std::vector<Operation> left;
    for (std::size_t i = 0; i < phone.outbox.size(); ++i) {
      const auto& operation = phone.outbox[i];
      if (i >= count || answer.outcomes[i].outcome == SyncOutcome::later) left.push_back(operation);
      else if (answer.outcomes[i].receipt) phone.sent.push_back({operation, *answer.outcomes[i].receipt});
      else phone.refused.insert_or_assign(operation.operation, operation);
    }
    phone.outbox = std::move(left);
  }

  void accepted_by_server(const Operation& operation, const PushedOperation& outcome) {
    if (!outcome.receipt) return;
    EXPECT_EQ(crypto::hex(crypto::sha256(*outcome.header)), outcome.receipt->hash);
    EXPECT_EQ(ledger::read_header(*outcome.header).at("operation"), operation.operation.text());
    const auto record = ledger::read_header(*outcome.header).at("record");
    EXPECT_TRUE(record == operation.record.text() || record == operation.operation.text()) << operation.verb << " is proven of another record";
    accepted_.insert(operation.operation);
  }

  bool pulls(Phone& phone, bool reliable) {
    if (!reliable && happens(10)) return true;
    const auto more = phone.replica.step(
        [&](const PullAsked& asked) { return read([&](db::Read& tx) { return pull(tx, asked, as(phone.who)); }); },
        reliable ? 500 : 1 + static_cast<std::int64_t>(pick(9)));
    return more;
  }

  /// A receipt stands while its epoch is listed and nothing after it was cut.
  static bool stands(const ledger::Receipt& receipt, const std::vector<ledger::Cursor>& epochs) {
    for (std::size_t i = 0; i < epochs.size(); ++i) {
      if (epochs[i].epoch == receipt.epoch) return i + 1 == epochs.size() || receipt.number <= epochs[i + 1].number;
    }
    return false;
  }
  static void sends_again(Phone& phone, const std::vector<ledger::Cursor>& epochs) {
    std::vector<Operation> again;
    std::erase_if(phone.sent, [&](const Sent& one) {
      if (stands(one.receipt, epochs)) return false;
      again.push_back(one.operation);
      return true;
    });
    phone.outbox.insert(phone.outbox.begin(), again.begin(), again.end());
  }

  // ---- what institutions and machines do -----------------------------------------------------------------------------------------

  void changes_scope() {
    const auto who = std::array{cicero, bruno, sandra}[pick(3)];
    write([&](db::Write& tx) {
      for (const auto& assignment : people::assignments_of(tx, who)) {
        if (assignment.valid_to > today) access::end_assignment(tx, assignment.id, today.plus(-1), "mudou");
      }
      if (happens(30)) return;
      const auto there = happens(50);
      access::assign(tx, {AssignmentId::make(noon, *chance), who, who == sandra ? "secretario-executivo" : "apoiador",
                          organisations.at(there ? "COSEMS-TO" : "COSEMS-MA"), std::nullopt, {there ? bico : balsas}, Day::of(2024, 6, 1), {}});
    });
  }

  void backs_up() {
    const auto file = folder_.path() / "copia.tar.zst";
    std::filesystem::remove(file);
    ledger::backup(store->url(), files_, file, {test::migrations(store->engine()), "senha", noon});
    backup_ = file;
  }

  void restores() {
    if (!backup_) return;
    auto home = std::make_unique<test::TestDatabase>(GetParam());
    ledger::RestoreOptions how;
    how.migrations = test::migrations(GetParam());
    how.passphrase = "senha";
    how.now = noon;
    ledger::restore(*backup_, home->url(), files_, how, *chance);
    store = std::make_unique<db::Store>(db::Options{.url = home->url(), .before_batch = &ledger::lock_head});
    homes_.push_back(std::move(home));
    ++restores_;
  }

  // ---- what must hold ----------------------------------------------------------------------------------------------------------

  void comes_to_rest() {
    for (int round = 0; round < 3; ++round) {  // a reset puts operations back, conflicts are kept, moves are heard
      for (auto& phone : phones_) {
        while (pulls(phone, true)) {
        }
        while (!phone.outbox.empty()) pushes(phone, true);
      }
    }
    for (auto& phone : phones_) {
      while (pulls(phone, true)) {
      }
    }
  }

  /// Everything that the person reads, found without cursor, page or window of news: by asking for each record there is.
  std::map<RecordRef, records::Document> readable(PersonId who) {
    std::map<RecordRef, records::Document> all;
    read([&](db::Read& tx) {
      const auto head = ledger::head(tx).number;
      for (const auto* kind : kinds()) {
        for (auto& document : kind->documents(tx, kind->changed(tx, 0, head), as(who))) {
          if (document.day && *document.day < Day::of(2024, 5, 5)) continue;
          all.emplace(RecordRef{document.kind, document.id}, std::move(document));
        }
      }
    });
    return all;
  }

  void agrees_with_the_server(int step) {
    for (std::size_t i = 0; i < phones_.size(); ++i) {
      const auto& phone = phones_[i];
      const auto expected = readable(phone.who);
      for (const auto& [ref, document] : expected) {
        const auto held = phone.replica.documents.find(ref);
        ASSERT_NE(held, phone.replica.documents.end()) << "step " << step << ", phone " << i << " lacks " << ref.kind << " " << ref.id.text();
        ASSERT_TRUE(json::write(held->second.body) == json::write(document.body))
            << "step " << step << ", phone " << i << "\nholds " << json::write(held->second.body) << "\nreads " << json::write(document.body);
      }
      ASSERT_EQ(phone.replica.documents.size(), expected.size()) << "step " << step << ", phone " << i << " holds what it must not";
      for (const auto& one : phone.sent) {
        const auto header = read([&](db::Read& tx) { return ledger::header_of(tx, one.receipt.number); });
        ASSERT_EQ(crypto::hex(crypto::sha256(header)), one.receipt.hash) << "step " << step << ": a receipt without its entry";
      }
    }
    read([&](db::Read& tx) {
      for (const auto& operation : accepted_) {
        // After a restore the same may be refused: whoever had the right then may not have it in the restored world. It is not lost.
        const bool kept = std::any_of(phones_.begin(), phones_.end(), [&](const Phone& phone) { return phone.refused.contains(operation); });
        EXPECT_TRUE(kept || ledger::knows(tx, operation)) << "step " << step << ": an accepted operation was lost";
      }
    });
  }

  void one_step() {
    auto& phone = phones_[pick(phones_.size())];
    const auto dice = pick(1000);
    if (dice < 120) registers(phone);
    else if (dice < 260) works_on_a_record(phone);
    else if (dice < 300) agrees(phone);
    else if (dice < 360) works_on_a_followup(phone);
    else if (dice < 380) settles(phone);
    else if (dice < 640) pushes(phone, false);
    else if (dice < 990) pulls(phone, false);
    else if (dice < 995) changes_scope();
    else if (dice < 998) backs_up();
    else restores();
  }

  std::int64_t seed_ = 0;
  std::mt19937 random_;
  std::vector<Phone> phones_;
  std::set<ledger::OperationId> accepted_;
  test::Folder folder_;
  ledger::Attachments files_{folder_.path() / "files"};
  std::optional<std::filesystem::path> backup_;
  std::vector<std::unique_ptr<test::TestDatabase>> homes_;
  int restores_ = 0;
};
ON_BOTH_ENGINES(SyncModel);

TEST_P(SyncModel, EveryPhoneHoldsWhatItsPersonReadsAndNothingAcceptedIsLost) {
  const auto steps = setting("TEIA_STEPS", 2500);
  for (int step = 1; step <= steps && !HasFatalFailure() && !HasNonfatalFailure(); ++step) {
    one_step();
    if (step % 250 != 0 && step != steps) continue;
    comes_to_rest();
    agrees_with_the_server(step);
  }
  std::cout << steps << " steps of seed " << seed_ << ", " << accepted_.size() << " operations accepted, " << restores_ << " restores\n";
  if (HasFailure()) std::cout << "again: TEIA_SEED=" << seed_ << " TEIA_STEPS=" << steps << "; tests/model/shrink " << seed_ << " " << steps << "\n";
}

}  // namespace
}  // namespace teia::sync
