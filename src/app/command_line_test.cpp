// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/test_program.hpp"

/// What people type and what they are told, whole commands in this process.
namespace teia::app::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class CommandLine : public testing::Test {
 protected:
  Typed ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data().string(), "--set", "log_level=off"});
    return typed(std::move(words));
  }
  /// The cheapest command that opens the folder whole.
  void make_data() { ASSERT_EQ(ask({"user", "add-admin", "--name", "Iara Campos", "--email", "iara@exemplo.org.br"}).exit, 0); }

  fs::path data() const { return folder_.path() / "dados"; }
  std::string copy(const std::string& name = "copia.tar.zst") const { return (folder_.path() / name).string(); }
  static std::string mode(const fs::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return "none";
    const char digits[] = {char('0' + (found.st_mode >> 6 & 7)), char('0' + (found.st_mode >> 3 & 7)), char('0' + (found.st_mode & 7))};
    return {digits, 3};
  }

  teia::test::Folder folder_;
};

TEST_F(CommandLine, WhatItMakesIsForItsOwnUser) {
  make_data();
  EXPECT_EQ(mode(data()), "700");
  EXPECT_EQ(mode(data() / "teia.sqlite"), "600");
  ASSERT_EQ(ask({"backup", copy()}).exit, 0);
  EXPECT_EQ(mode(copy()), "600");
  const auto elsewhere = folder_.path() / "outra";
  ASSERT_EQ(typed({"restore", copy(), "--data", elsewhere}).exit, 0);
  EXPECT_EQ(mode(elsewhere), "700");
  EXPECT_EQ(mode(elsewhere / "teia.sqlite"), "600");

  fs::permissions(data() / "teia.sqlite", fs::perms::group_read | fs::perms::others_read, fs::perm_options::add);  // as they used to be
  ASSERT_EQ(ask({"user", "add-admin", "--name", "Davi Lima", "--email", "davi@exemplo.org.br"}).exit, 0);
  EXPECT_EQ(mode(data() / "teia.sqlite"), "600");
}

TEST_F(CommandLine, ABackupSaysThatTheKeyStaysOutAndReplacesNothing) {
  make_data();
  EXPECT_THAT(ask({"backup", copy()}).text, HasSubstr("A chave de assinatura não está na cópia"));
  const auto again = ask({"backup", copy()});
  EXPECT_EQ(again.exit, 1);
  EXPECT_THAT(again.text, HasSubstr("[archive.file-exists]"));
  EXPECT_THAT(ask({"backup", "/nada/x.tar.zst"}).text, HasSubstr("A pasta /nada não existe"));
  EXPECT_THAT(ask({"backup", copy("b.tar.zst"), "--passphrase", "segredo"}).text, Not(HasSubstr("não está na cópia")));

  const auto restore = [&](const std::string& from, const std::string& phrase) {
    std::vector<std::string> words{"restore", from, "--data", (folder_.path() / "nova").string()};
    if (!phrase.empty()) words.insert(words.end(), {"--passphrase", phrase});
    const auto told = typed(words);
    EXPECT_EQ(fs::exists(folder_.path() / "nova"), told.exit == 0) << told.text;
    fs::remove_all(folder_.path() / "nova");
    return told.text;
  };
  EXPECT_THAT(restore(copy("b.tar.zst"), "segredo"), HasSubstr("A chave de assinatura veio com a cópia."));
  EXPECT_THAT(restore(copy("b.tar.zst"), ""), HasSubstr("foi criada uma nova chave de assinatura"));
  EXPECT_THAT(restore(copy("b.tar.zst"), "outra"), HasSubstr("[archive.passphrase]"));
  EXPECT_THAT(restore(copy(), "segredo"), HasSubstr("[archive.no-key]"));
  EXPECT_THAT(restore(copy(), ""), HasSubstr("foi criada uma nova chave de assinatura"));
}

TEST_F(CommandLine, ARestoreThatFailsLeavesNothingOfItsOwn) {
  EXPECT_THAT(ask({"restore", copy()}).text, HasSubstr("[archive.none]"));
  EXPECT_FALSE(fs::exists(data()));
  std::ofstream{copy()} << "not an archive";
  EXPECT_THAT(ask({"restore", copy()}).text, HasSubstr("[archive.damaged]"));
  EXPECT_FALSE(fs::exists(data()));

  fs::create_directory(data());
  std::ofstream{data() / "teia.toml"} << "port = 8081\n";
  EXPECT_EQ(ask({"restore", copy()}).exit, 1);
  EXPECT_TRUE(fs::exists(data() / "teia.toml"));
  EXPECT_EQ(std::distance(fs::directory_iterator{data()}, {}), 1) << "what was there stays, and nothing else";

  make_data();
  EXPECT_EQ(ask({"restore", copy()}).exit, 1);
  EXPECT_TRUE(fs::exists(data() / "teia.sqlite")) << "not of its making";
}

TEST_F(CommandLine, AnAdministratorHasAnEmailOfTheirOwnAndALinkThatCanBeFollowed) {
  make_data();
  const auto add = [&](const std::string& email) { return ask({"user", "add-admin", "--name", "Davi Lima", "--email", email, "--set", "public_address=https://teia.exemplo.org.br/"}); };
  EXPECT_THAT(add("davi").text, HasSubstr("[people.bad-email]"));
  EXPECT_THAT(add("davi lima@exemplo.org.br").text, HasSubstr("[people.bad-email]"));
  EXPECT_THAT(add(" IARA@exemplo.org.br ").text, HasSubstr("[people.email-taken]")) << "invited, not yet with a password";
  EXPECT_THAT(add("davi@exemplo.org.br").text, testing::StartsWith("https://teia.exemplo.org.br/convite/"));
}

TEST_F(CommandLine, UsersAreListedInvitedAnewAndEnded) {
  make_data();
  EXPECT_THAT(ask({"user", "list"}).text, HasSubstr("Iara Campos;iara@exemplo.org.br;Administração do sistema (CONASEMS);não;;"));
  const auto link = ask({"user", "invite", "Iara@exemplo.org.br"});
  EXPECT_THAT(link.text, testing::StartsWith("http://localhost:8080/convite/"));
  EXPECT_THAT(ask({"user", "invite", "ninguem@exemplo.org.br"}).text, HasSubstr("[user.unknown]"));
  EXPECT_THAT(ask({"user", "end", "iara@exemplo.org.br"}).text, HasSubstr("Iara Campos: 0 sessões e 0 chaves encerradas, 1 funções terminadas"));
  EXPECT_EQ(ask({"user", "list", "--format", "json"}).text, "[]\n");
  EXPECT_EQ(ask({"user", "invite", "iara@exemplo.org.br"}).exit, 0) << "she may come back, without functions";
}

TEST_F(CommandLine, HelpAndRefusalsAreInPortuguese) {
  const auto first_line = [](std::vector<std::string> words) {
    const auto told = typed(std::move(words));
    EXPECT_EQ(told.exit, 2) << told.text;
    return told.text.substr(0, told.text.find('\n'));
  };
  EXPECT_EQ(first_line({}), "Falta o comando.");
  EXPECT_EQ(first_line({"places"}), "Falta o comando.");
  EXPECT_EQ(first_line({"voar"}), "Não existe aqui: voar.");
  EXPECT_EQ(first_line({"backup"}), "Falta file.");
  EXPECT_EQ(first_line({"backup", "a", "b"}), "Não existe aqui: b.");
  EXPECT_EQ(first_line({"places", "list", "--format", "xml"}), "--format não aceita “xml”. Use um destes: csv,csv-rfc4180,json.");
  EXPECT_EQ(first_line({"demo", "--months", "7"}), "--months só vale junto com --national.");
  EXPECT_EQ(first_line({"demo", "--national", "--months", "700"}), "--months não aceita 700: vai de 1 a 120.");
  EXPECT_EQ(first_line({"places", "move", "--municipality", "Palmas", "--from", "2025-01-01", "--region", "17001"}), "--municipality não aceita “Palmas”.");
  EXPECT_THAT(first_line({"places", "move", "--municipality", "1721000", "--from", "2025-01-01", "--note", "CIB"}), HasSubstr("Falta ao menos uma destas opções: "));
  EXPECT_EQ(first_line({"places", "list", "--level"}), "Falta o valor de --level.");
  EXPECT_THAT(typed({"places", "list", "--level", "x"}).text, HasSubstr("Veja como se usa: teia places list --help\n"));

  for (const auto& words : {std::vector<std::string>{"--help"}, {"places", "move", "--help"}, {"places", "import", "--help"}, {"demo", "--help"}}) {
    const auto told = typed(words);
    EXPECT_EQ(told.exit, 0);
    for (const auto* english : {"Usage", "OPTIONS", "Options", "Subcommands", "SUBCOMMAND", "REQUIRED", "TEXT", "INT", "Print", "Positionals", "Needs", "required", "Display"}) {
      EXPECT_THAT(told.text, Not(HasSubstr(english))) << told.text;
    }
  }
  EXPECT_THAT(typed({"places", "import", "--help"}).text, HasSubstr("código da região de saúde: region, regiao_codigo, cod_rs_450"));
}

TEST_F(CommandLine, RoutesAreListedForPeopleAndForPrograms) {
  EXPECT_THAT(typed({"routes", "--format", "csv-rfc4180"}).text, HasSubstr("\r\n/v1/actions,GET,signed-in action.read action.read-agreed,reads,"));
  EXPECT_THAT(typed({"routes", "--format", "json"}).text, HasSubstr(R"({"path":"/v1/actions","method":"GET","right":"signed-in action.read action.read-agreed","mode":"reads",)"));
  EXPECT_THAT(typed({"routes"}).text, HasSubstr("\n/v1/actions   "));
}

TEST_F(CommandLine, ServeSaysInWordsWhyItCannotListen) {
  const int taken = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
  socklen_t length = sizeof address;
  ASSERT_EQ(::bind(taken, reinterpret_cast<sockaddr*>(&address), length), 0);
  ASSERT_EQ(::listen(taken, 1), 0);
  ::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &length);
  const auto serve = [&](const std::string& setting, const std::string& other = "port=0") { return ask({"serve", "--set", setting, "--set", other}).text; };
  const auto port = std::to_string(ntohs(address.sin_port));
  EXPECT_EQ(serve("port=" + port, "threads=1"), "A porta " + port + " já está em uso por outro programa. Pare-o ou escolha outra: --set port=8081.  [serve.port-taken]\n");
  EXPECT_THAT(serve("address=aqui"), HasSubstr("[serve.bad-address]"));
  EXPECT_THAT(serve("address=192.0.2.1"), HasSubstr("[serve.bad-address]"));
  EXPECT_THAT(ask({"serve", "--set", "port=0", "--set", "certificate=/nada.pem", "--set", "key=/nada.pem"}).text, HasSubstr("[serve.bad-certificate]"));
  ::close(taken);
}

TEST_F(CommandLine, ADatabaseThatDoesNotAnswerIsToldInWords) {
  const auto told = typed({"serve", "--data", data(), "--set", "log_level=off", "--database", "postgresql://teia:segredo@127.0.0.1:1/teia"});
  EXPECT_EQ(told.exit, 1);
  EXPECT_THAT(told.text, HasSubstr("[db.unreachable]"));
  EXPECT_THAT(told.text, Not(HasSubstr("connect")));
}

TEST_F(CommandLine, ConfigHidesThePasswordOfTheDatabase) {
  for (const auto* url : {"postgresql://teia:segredo@banco/teia", "postgresql://banco/teia?user=teia&password=segredo&x=1", "host=banco password='segredo mesmo' user=teia"}) {
    const auto told = typed({"config", "--data", data(), "--database", url}).text;
    EXPECT_THAT(told, Not(HasSubstr("segredo"))) << url;
    EXPECT_THAT(told, HasSubstr("***")) << url;
    EXPECT_THAT(told, HasSubstr("banco")) << url;
  }
  EXPECT_THAT(typed({"config", "--data", data(), "--database", "postgresql://teia@banco:5432/teia"}).text, HasSubstr("postgresql://teia@banco:5432/teia"));
}

}  // namespace
}  // namespace teia::app::test
