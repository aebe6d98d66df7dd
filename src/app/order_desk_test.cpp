// SPDX-License-Identifier: Apache-2.0
#include "app/order_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "actions/import.hpp"
#include "app/actions_command.hpp"
#include "app/commands.hpp"
#include "app/places_command.hpp"
#include "app/test_program.hpp"
#include "app/user_command.hpp"
#include "demo/cast.hpp"

/// Commands beside a server: everything here meets a folder that is locked, so that what succeeds went through the socket.
namespace teia::app::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::StartsWith;

const db::Query<std::int64_t> count_actions{"order_desk_test.actions", "select count(*) from action"};
const db::Query<std::int64_t, std::string> count_people{"order_desk_test.people", "select count(*) from person where email = $1"};

class Desk : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto chance = seeded_chance(1);
    demo::assemble(program_.emplace(db::Engine::sqlite).system().store(), *chance, demo::story_now().plus_days(-480));
  }
  static void TearDownTestSuite() { program_.reset(); }

  static System& system() { return program_->system(); }
  static std::filesystem::path data() { return system().config().data; }
  static std::filesystem::path socket() { return data() / "teia.sock"; }

  int ask(const Order& asked) {
    out_.str(""), err_.str("");
    return tell_problems(err_, [&] { return give(client_, asked, out_, err_); });
  }
  int run_line(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data().string(), "--set", "log_level=off"});
    const auto [exit, text] = typed(words);
    out_.str(text);
    return exit;
  }
  /// Through the wire as it comes: what no command of ours would send.
  std::string answer(Wire& wire) {
    std::string all;
    while (const auto message = wire.receive(1 << 20)) all += message->bytes;
    return all;
  }
  std::int64_t actions() { return *system().store().read([](db::Read& tx) { return tx.one(count_actions); }); }
  std::int64_t people(const std::string& email) { return *system().store().read([&](db::Read& tx) { return tx.one(count_people, email); }); }

  static inline std::optional<Program> program_;
  Config client_ = [] { Config config; config.data = data(); return config; }();
  std::ostringstream out_, err_;
};

const PlaceMove to_another_state{.municipality = 1702208, .region = 29001, .macroregion = {}, .from = "2025-06-01", .note = "Resolução CIB/TO nº 12/2025"};

TEST_F(Desk, ACommandFindsTheFolderInUseUntilTheServerListens) {
  const auto admin = order("user add-admin", NewAdministrator{"Iara Campos", "iara@exemplo.org.br"});
  EXPECT_EQ(ask(admin), 1);
  EXPECT_THAT(err_.str(), HasSubstr("[data.in-use]"));
  const OrderDesk desk{system()};
  EXPECT_EQ(ask(admin), 0) << err_.str();
  EXPECT_THAT(out_.str(), MatchesRegex("http://localhost:8080/convite/[^\n]+\n"));
  EXPECT_THAT(err_.str(), IsEmpty());
  EXPECT_EQ(people("iara@exemplo.org.br"), 1);
}

TEST_F(Desk, TheWordsOfACommandLineDoTheSameThroughTheServer) {
  const teia::test::Folder folder;
  std::ofstream{folder.path() / "modelo.csv"} << actions::import_template();
  const std::vector<std::string> words{"import", "actions", folder.path() / "modelo.csv", "--as", "helena@exemplo.org.br"};
  auto dry = words;
  dry.push_back("--dry-run");
  const OrderDesk desk{system()};
  const auto before = actions();
  EXPECT_EQ(run_line(dry), 0);
  EXPECT_EQ(out_.str(), "1 linhas (UTF-8): 1 a registrar, 0 já registradas, 0 falhas.\n");
  EXPECT_EQ(actions(), before);
  EXPECT_EQ(run_line(words), 0);
  EXPECT_EQ(out_.str(), "1 linhas (UTF-8): 1 registradas, 0 já registradas, 0 falhas.\n");
  EXPECT_EQ(actions(), before + 1);
  EXPECT_EQ(run_line({"import", "actions", folder.path() / "outro.csv", "--as", "helena@exemplo.org.br"}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("outro.csv não existe ou não se lê.  [file.unreadable]"));
}

TEST_F(Desk, AMoveAndItsRefusalAreToldAsTheyWouldBeHere) {
  std::ostringstream here;
  EXPECT_EQ(tell_problems(here, [&] { return carry_out(system(), order("places move", to_another_state), here); }), 1);
  const OrderDesk desk{system()};
  EXPECT_EQ(ask(order("places move", to_another_state)), 1);
  EXPECT_EQ(err_.str(), here.str());
  EXPECT_THAT(err_.str(), HasSubstr("["));
  EXPECT_THAT(out_.str(), IsEmpty());
  auto good = to_another_state;
  good.region = 17001;
  EXPECT_EQ(ask(order("places move", good)), 0) << err_.str();
  EXPECT_THAT(out_.str(), StartsWith("Araguatins: de "));
}

TEST_F(Desk, FilesGoWholeAndTheirFaultsComeBack) {
  const OrderDesk desk{system()};
  std::string large = "code;2031\n1721000;mil\n";
  for (int i = 0; i < 20'000; ++i) large += "1702208;400000\n";
  EXPECT_EQ(ask(order("places import", PlacesImport{"2025-06-01", "", false}, {{"ibge.csv", large}, {"nota.json", "{}"}})), 1);
  EXPECT_THAT(out_.str(), HasSubstr("ibge.csv, linha 2, 2031 “mil”: “mil” não é um número.\n"));
  EXPECT_THAT(out_.str(), HasSubstr("nota.json: O arquivo nota.json não é uma coleção GeoJSON"));
  EXPECT_THAT(out_.str(), testing::EndsWith("Nada foi gravado.\n"));
}

TEST_F(Desk, WhatIsNoOrderIsRefused) {
  const OrderDesk desk{system()};
  for (const auto* command : {"serve", "demo", "restore", "bench ingest", "places", ""}) {
    EXPECT_EQ(ask(order(command, to_another_state)), 1) << command;
    EXPECT_THAT(err_.str(), HasSubstr("[command.unknown]"));
  }
  EXPECT_EQ(ask(order("places move", NewAdministrator{"Iara", "i@exemplo.org.br"})), 1);
  EXPECT_THAT(err_.str(), HasSubstr("municipality: "));
  EXPECT_EQ(ask(order("import actions", ActionsImport{"helena@exemplo.org.br", true})), 1);
  EXPECT_THAT(err_.str(), HasSubstr("[body.missing]"));
  client_.database = "postgresql:///outro";
  EXPECT_EQ(ask(order("places move", to_another_state)), 1);
  EXPECT_THAT(err_.str(), HasSubstr("[command.other-database]"));

  Wire no_json{*connect_in(data())}, no_kind{*connect_in(data())};
  no_json.send(Message::Kind::order, "teia serve");
  EXPECT_THAT(answer(no_json), HasSubstr("[body.malformed]"));
  no_kind.send(Message::Kind::exit, "0");
  EXPECT_THAT(answer(no_kind), HasSubstr("[command.incomplete]"));
}

TEST_F(Desk, WhatIsTooLongIsRefusedBeforeItIsRead) {
  DeskLimits limits;
  limits.file_bytes = 1 << 20;
  const OrderDesk desk{system(), limits};
  auto wordy = to_another_state;
  wordy.note.assign(70 << 10, 'n');
  EXPECT_EQ(ask(order("places move", wordy)), 1);
  EXPECT_THAT(err_.str(), HasSubstr("passa do limite de 65536 bytes"));
  const std::string half(700 << 10, 'a');
  EXPECT_EQ(ask(order("places import", PlacesImport{}, {{"a.csv", half}, {"b.csv", half}})), 1);
  EXPECT_THAT(err_.str(), HasSubstr("[command.too-long]"));
}

TEST_F(Desk, OneWhoSaysNothingKeepsNobodyWaiting) {
  DeskLimits limits;
  limits.patience = Patience{150};
  limits.at_once = 1;
  const OrderDesk desk{system(), limits};
  Wire silent{*connect_in(data())};
  EXPECT_EQ(ask(order("places move", to_another_state)), 1);
  EXPECT_THAT(err_.str(), testing::Not(HasSubstr("command."))) << "it had its turn";
  EXPECT_THAT(answer(silent), HasSubstr("[command.incomplete]"));
}

TEST_F(Desk, ASocketOfAServerThatIsGoneIsReplacedAndOursGoesWithUs) {
  { const auto left_behind = listen_in(data()); }
  ASSERT_TRUE(std::filesystem::is_socket(socket()));
  EXPECT_EQ(ask(order("places move", to_another_state)), 1);
  EXPECT_THAT(err_.str(), HasSubstr("[data.in-use]")) << "nobody listens there";
  {
    const OrderDesk desk{system()};
    EXPECT_EQ(std::filesystem::status(socket()).permissions(), std::filesystem::perms{0600});
    for (int i = 0; i < 60; ++i) client_.data /= ".";
    EXPECT_EQ(ask(order("places move", to_another_state)), 1);
    EXPECT_THAT(err_.str(), testing::Not(HasSubstr("data.in-use"))) << "a path longer than an address";
  }
  EXPECT_FALSE(std::filesystem::exists(socket()));
}

TEST_F(Desk, WhatWasBegunEndsBeforeTheDeskDoes) {
  std::optional<OrderDesk> desk{std::in_place, system()};
  std::promise<void> begun, go;
  system().store().submit([&, wait = go.get_future().share()](db::Write&) { begun.set_value(); wait.wait(); }, [](std::exception_ptr) {});
  begun.get_future().wait();
  std::ostringstream out, err;
  auto exit = std::async(std::launch::async, [&] {
    return give(client_, order("user add-admin", NewAdministrator{"Rui Lima", "rui@exemplo.org.br"}), out, err);
  });
  while (system().store().waiting() < 1) std::this_thread::sleep_for(Patience{1});
  Wire silent{*connect_in(data())};
  desk->close();
  EXPECT_THAT(answer(silent), HasSubstr("[command.incomplete]"));
  EXPECT_EQ(ask(order("places move", to_another_state)), 1);
  EXPECT_THAT(err_.str(), HasSubstr("[data.in-use]"));
  go.set_value();
  desk.reset();
  EXPECT_EQ(exit.get(), 0);
  EXPECT_THAT(out.str(), StartsWith("http://localhost:8080/convite/"));
}

/// The kernel keeps ids by thread: this one asks as somebody else.
TEST_F(Desk, AnotherUserIsRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can be somebody else";
  using std::filesystem::perms;
  const OrderDesk desk{system()};
  std::filesystem::permissions(data(), perms{0755});
  std::string closed_to_others, told;
  std::thread{[&] {
    ::syscall(SYS_setresuid, -1, 65534, -1);
    closed_to_others = connect_in(data()) ? "open" : "closed";
    ::syscall(SYS_setresuid, -1, 0, -1);
    std::filesystem::permissions(socket(), perms{0666});
    ::syscall(SYS_setresuid, -1, 65534, -1);
    ask(order("places move", to_another_state));
    told = err_.str();
    ::syscall(SYS_setresuid, -1, 0, -1);
  }}.join();
  EXPECT_EQ(closed_to_others, "closed");
  EXPECT_THAT(told, HasSubstr("[command.not-own]"));
}

}  // namespace
}  // namespace teia::app::test
