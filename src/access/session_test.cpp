// SPDX-License-Identifier: Apache-2.0
#include "access/session.hpp"

#include <gmock/gmock.h>

#include "access/test_world.hpp"

namespace teia::access {
namespace {

using http::Method;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const db::Query<std::int64_t, std::string> acts{"session_test.acts", "select count(*) from access_log where act = $1"};
const db::Query<Instant> seen{"session_test.seen", "select max(seen_at) from session"};

class Sessions : public SmallWorld {
 protected:
  void prepare() override {
    SmallWorld::prepare();
    ana = person("ana");
    function(ana, "apoiador", "COSEMS-TO", {bico});
    account(ana, "Ana@Teia.org");
  }
  Answer try_password(const std::string& login, const std::string& with, const std::string& peer = "10.0.0.1") {
    return ask({{}, {}, {}, peer}, Method::post, "/v1/session", sign_in(login, with));
  }
  PersonId administrator() {
    const auto root = person("root");
    function(root, "administrador", "CONASEMS");
    account(root, "root@teia.org");
    return root;
  }

  PersonId ana;
};
ON_BOTH_ENGINES(Sessions);

TEST_P(Sessions, BeginWithLoginAndPassword) {
  const auto answer = try_password(" ana@teia.org", password);
  ASSERT_EQ(answer.status, 200);
  EXPECT_THAT(answer.cookie, HasSubstr("; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000"));
  EXPECT_THAT(answer.cookie, Not(HasSubstr("Secure")));

  const auto session = ask(entered(answer), Method::get, "/v1/session");
  ASSERT_EQ(session.status, 200);
  const json::Array towns{{palmas.value}, {araguatins.value}};
  EXPECT_EQ(session["territory"], json::Value{towns});
  EXPECT_EQ(std::get<std::string>(session["state"].find("state")->is), "TO");
  EXPECT_TRUE(session["viewing_as"].null());
  EXPECT_EQ(session.text("today"), "2025-05-05");
}

TEST_P(Sessions, AreNobodysWithoutACookie) {
  EXPECT_EQ(ask({}, Method::get, "/v1/session").code, "session.none");
  EXPECT_EQ(ask({"invented", "", "", ""}, Method::get, "/v1/session").code, "session.none");
}

TEST_P(Sessions, EndByThemselvesAfterThirtyDaysWithoutUse) {
  const auto browser = signed_in_as("ana@teia.org");
  clock.set(noon.plus_days(29));
  EXPECT_EQ(ask(browser, Method::put, "/v1/session").status, 200);
  clock.set(noon.plus_days(58));
  EXPECT_EQ(ask(browser, Method::get, "/v1/session").status, 200);
  clock.set(noon.plus_days(59));
  EXPECT_EQ(ask(browser, Method::get, "/v1/session").code, "session.over");
}

TEST_P(Sessions, AreTouchedOnceAnHourAtMost) {
  const auto browser = signed_in_as("ana@teia.org");
  clock.set(noon.plus_minutes(59));
  ask(browser, Method::put, "/v1/session");
  EXPECT_EQ(read([](db::Read& tx) { return tx.one(seen); }), noon);
  clock.set(noon.plus_minutes(60));
  ask(browser, Method::put, "/v1/session");
  EXPECT_EQ(read([](db::Read& tx) { return tx.one(seen); }), noon.plus_minutes(60));
}

TEST_P(Sessions, RefuseChangesWithoutTheirCsrfToken) {
  auto browser = signed_in_as("ana@teia.org");
  auto forged = browser;
  forged.csrf.clear();
  EXPECT_EQ(ask(forged, Method::del, "/v1/session").code, "session.bad-csrf");
  forged.csrf = signed_in_as("ana@teia.org").csrf;
  EXPECT_EQ(ask(forged, Method::del, "/v1/session").code, "session.bad-csrf");
  const auto out = ask(browser, Method::del, "/v1/session");
  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(out.cookie, HasSubstr("Max-Age=0"));
  EXPECT_EQ(ask(browser, Method::get, "/v1/session").code, "session.over");
}

TEST_P(Sessions, AreNotBegunByAnotherSitesPage) {
  http::Request request;
  request.method = Method::post;
  request.headers = {{"sec-fetch-site", "cross-site"}};
  EXPECT_THROW(read([&](db::Read& tx) { return guard(tx, request, anyone(), noon); }), Problem);
  request.headers = {{"sec-fetch-site", "same-origin"}};
  EXPECT_NO_THROW(read([&](db::Read& tx) { return guard(tx, request, anyone(), noon); }));
}

TEST_P(Sessions, KnowTheirDevice) {
  const auto browser = signed_in_as("ana@teia.org");
  const auto device = Uuid::make(noon, *chance);
  http::Request request;
  request.headers = {{"cookie", "teia_session=" + browser.cookie}, {"x-device", device.text()}};
  const auto caller = read([&](db::Read& tx) { return guard(tx, request, signed_in(), noon); });
  EXPECT_EQ(caller.device, device);
  EXPECT_EQ(caller.person, ana);
  request.headers[1].second = "not a device";
  EXPECT_TRUE(read([&](db::Read& tx) { return guard(tx, request, signed_in(), noon); }).device.empty());
}

TEST_P(Sessions, WaitLongerAfterEveryFailureOfALoginKnownOrNot) {
  for (const auto* login : {"ana@teia.org", "ninguem@teia.org"}) {
    clock.set(noon);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(try_password(login, "errada").code, "session.wrong-password");
    EXPECT_EQ(try_password(login, password).code, "session.too-many-tries") << login;
    clock.set(noon.plus_minutes(1));
    EXPECT_EQ(try_password(login, "errada").code, "session.wrong-password");
    clock.set(noon.plus_minutes(2));
    EXPECT_EQ(try_password(login, password).code, "session.too-many-tries") << "two minutes now";
  }
  clock.set(noon.plus_minutes(3));
  EXPECT_EQ(try_password("ana@teia.org", password).status, 200);
  EXPECT_EQ(try_password("ana@teia.org", "errada").code, "session.wrong-password") << "success forgets the failures";
}

TEST(LockMinutes, AreSaidInWordsThatFitOneAndMany) {
  EXPECT_EQ(problems::too_many_tries({{"minutes", "1"}}).message, "Muitas tentativas. Espere 1 min e tente de novo.");
}

TEST(LockMinutes, DoubleUpToAQuarterOfAnHour) {
  const auto after = [](std::int64_t failures) { return lock_minutes(failures, 5); };
  EXPECT_EQ(after(4), 0);
  EXPECT_EQ(after(5), 1);
  EXPECT_EQ(after(8), 8);
  EXPECT_EQ(after(9), 15);
  EXPECT_EQ(after(9'000'000'000), 15);
}

TEST_P(Sessions, AnAddressThatTriesManyLoginsWaitsToo) {
  write([&](db::Write& tx) {
    for (int i = 0; i < 30; ++i) count_try(tx, "login" + std::to_string(i), "10.6.6.6", noon);
  });
  EXPECT_EQ(try_password("ana@teia.org", password, "10.6.6.6").code, "session.too-many-tries");
  EXPECT_EQ(try_password("ana@teia.org", password).status, 200);
}

TEST(PeerOf, BelievesOnlyAProxyOfThisMachine) {
  http::Request request;
  request.headers = {{"x-forwarded-for", "1.2.3.4, 200.1.1.1"}};
  request.peer = "127.0.0.1";
  EXPECT_EQ(peer_of(request), "200.1.1.1");
  request.peer = "9.9.9.9";
  EXPECT_EQ(peer_of(request), "9.9.9.9");
}

TEST(DeviceLabel, SaysWhatAPersonRecognises) {
  EXPECT_EQ(device_label("Mozilla/5.0 (Linux; Android 13; SM-A045M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"),
            "Chrome, Android");
  EXPECT_EQ(device_label("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/121.0"), "Firefox, Windows");
  EXPECT_EQ(device_label("curl/8"), "Outro programa");
}

TEST(Cookies, AreSecureBehindTls) {
  http::Request request;
  request.headers = {{"x-forwarded-proto", "https"}};
  EXPECT_THAT(cookie_line(request, "t", 1), HasSubstr("; Secure"));
}

TEST_P(Sessions, AnInvitationOpensAnAccountOnce) {
  const auto nova = person("nova");
  const auto token = write([&](db::Write& tx) { return invite(tx, nova, noon, noon.plus_days(invitation_days)); });
  const auto path = "/v1/invitations/" + token;
  EXPECT_EQ(ask({}, Method::get, path).text("login"), "nova@teia.org");
  EXPECT_EQ(ask({}, Method::post, path, R"({"password":"curta"})").code, "session.weak-password");
  const auto entered_now = ask({}, Method::post, path, R"({"password":"dez letras ou mais"})");
  ASSERT_EQ(entered_now.status, 200);
  EXPECT_EQ(ask(entered(entered_now), Method::get, "/v1/session").status, 200);
  EXPECT_EQ(ask({}, Method::post, path, R"({"password":"dez letras ou mais"})").code, "session.bad-invitation");
  EXPECT_EQ(try_password("nova@teia.org", "dez letras ou mais").status, 200);
}

TEST_P(Sessions, AnInvitationLapsesAndANewOneReplacesIt) {
  const auto first = write([&](db::Write& tx) { return invite(tx, ana, noon, noon.plus_days(7)); });
  const auto second = write([&](db::Write& tx) { return invite(tx, ana, noon, noon.plus_days(7)); });
  EXPECT_EQ(ask({}, Method::get, "/v1/invitations/" + first).code, "session.bad-invitation");
  EXPECT_EQ(ask({}, Method::get, "/v1/invitations/" + second).status, 200);
  clock.set(noon.plus_days(7));
  EXPECT_EQ(ask({}, Method::get, "/v1/invitations/" + second).code, "session.bad-invitation");
}

TEST_P(Sessions, ANewPasswordByInvitationEndsTheOldSessions) {
  const auto old = signed_in_as("ana@teia.org");
  const auto token = write([&](db::Write& tx) { return invite(tx, ana, noon, noon.plus_days(7)); });
  EXPECT_EQ(ask({}, Method::post, "/v1/invitations/" + token, R"({"password":"outra palavra longa"})").status, 200);
  EXPECT_EQ(ask(old, Method::get, "/v1/session").code, "session.over");
  EXPECT_EQ(try_password("ana@teia.org", password).code, "session.wrong-password");
}

TEST_P(Sessions, APasswordIsChangedByWhoKnowsIt) {
  const auto browser = signed_in_as("ana@teia.org"), other = signed_in_as("ana@teia.org");
  const auto change = [&](const std::string& current) {
    return ask(browser, Method::put, "/v1/password", R"({"current":")" + current + R"(","password":"uma frase nova"})");
  };
  EXPECT_EQ(change("errada").code, "session.wrong-password");
  EXPECT_EQ(change(password).status, 204);
  EXPECT_EQ(ask(browser, Method::get, "/v1/session").status, 200);
  EXPECT_EQ(ask(other, Method::get, "/v1/session").code, "session.over");
  EXPECT_EQ(try_password("ana@teia.org", "uma frase nova").status, 200);
}

TEST_P(Sessions, AreListedAndRevokedByTheirPerson) {
  const auto here = signed_in_as("ana@teia.org"), there = signed_in_as("ana@teia.org");
  const auto rows = ask(here, Method::get, "/v1/sessions");
  ASSERT_EQ(rows.size(), 2U);
  for (const auto& row : std::get<json::Array>(rows.body.is)) {
    if (std::get<bool>(row.find("current")->is)) continue;
    EXPECT_EQ(ask(here, Method::del, "/v1/sessions/" + std::get<std::string>(row.find("id")->is)).status, 204);
  }
  EXPECT_EQ(ask(there, Method::get, "/v1/session").code, "session.over");
  EXPECT_EQ(ask(here, Method::get, "/v1/session").status, 200);
}

TEST_P(Sessions, OfOthersAreNotRevoked) {
  const auto beto = person("beto");
  account(beto, "beto@teia.org");
  const auto his = signed_in_as("beto@teia.org"), hers = signed_in_as("ana@teia.org");
  const auto rows = ask(hers, Method::get, "/v1/sessions");
  const auto id = std::get<std::string>(std::get<json::Array>(rows.body.is)[0].find("id")->is);
  EXPECT_EQ(ask(his, Method::del, "/v1/sessions/" + id).code, "not-found");
  EXPECT_EQ(ask(hers, Method::get, "/v1/session").status, 200);
}

TEST_P(Sessions, ATokenOpensTheRoutesOfItsVerbsOnly) {
  const auto browser = signed_in_as("ana@teia.org");
  const auto make = [&](const std::string& verb, const std::string& until) {
    const auto id = Uuid::make(noon, *chance).text();
    return ask(browser, Method::post, "/v1/tokens",
               R"({"id":")" + id + R"(","name":"R","verbs":[")" + verb + R"("],"expires_on":")" + until + R"("})");
  };
  EXPECT_EQ(make("system.manage", "2025-12-31").code, "rights.missing");
  EXPECT_EQ(make("people.read", "2027-01-01").code, "session.bad-expiry");
  const auto made = make("people.read", "2025-12-31");
  ASSERT_EQ(made.status, 200);

  const Browser program{"", "", made.text("token"), "10.0.0.1"};
  EXPECT_EQ(ask(program, Method::get, "/v1/people").status, 200);
  EXPECT_EQ(ask(program, Method::get, "/v1/organisations").status, 200) << "the names that every list speaks of";
  EXPECT_EQ(ask(program, Method::get, "/v1/sessions").code, "rights.missing");
  EXPECT_EQ(ask({"", "", "teia_invented", ""}, Method::get, "/v1/people").code, "session.none");

  clock.set(instant_of(Day::of(2026, 1, 1), 0, capital_zone));
  EXPECT_EQ(ask(program, Method::get, "/v1/people").code, "session.none");
  clock.set(noon);
  EXPECT_EQ(ask(browser, Method::del, "/v1/tokens/" + std::get<std::string>(made["row"].find("id")->is)).status, 204);
  EXPECT_EQ(ask(program, Method::get, "/v1/people").code, "session.none");
}

TEST_P(Sessions, AnAdministratorLooksAsAnaAndSavesNothing) {
  administrator();
  const auto browser = signed_in_as("root@teia.org");
  const auto looking = ask(browser, Method::post, "/v1/session/view-as", R"({"person":")" + ana.text() + R"("})");
  ASSERT_EQ(looking.status, 200);
  EXPECT_EQ(std::get<std::string>(looking["viewing_as"].find("name")->is), "ana");
  EXPECT_EQ(std::get<std::string>(looking["person"].find("name")->is), "root");
  const auto& verbs = std::get<json::Array>(looking["verbs"].is);
  EXPECT_THAT(verbs, Contains(json::Value{"action.read"}));
  EXPECT_THAT(verbs, Not(Contains(json::Value{"action.read-analysis"})));
  EXPECT_THAT(verbs, Not(Contains(json::Value{"view-as"})));

  EXPECT_EQ(ask(browser, Method::post, "/v1/people", "{}").code, "session.read-only");
  EXPECT_EQ(ask(browser, Method::get, "/v1/people").size(), 1U) << "her colleagues: herself alone";
  EXPECT_EQ(ask(browser, Method::del, "/v1/session/view-as").status, 200);
  EXPECT_EQ(ask(browser, Method::get, "/v1/people").size(), 2U);
  EXPECT_EQ(read([](db::Read& tx) { return tx.one(acts, "view-as.begin").value() + tx.one(acts, "view-as.end").value(); }), 2);
}

TEST_P(Sessions, LookingAsSomebodyElseIsForAdministrators) {
  const auto browser = signed_in_as("ana@teia.org");
  EXPECT_EQ(ask(browser, Method::post, "/v1/session/view-as", R"({"person":")" + ana.text() + R"("})").code, "rights.missing");
}

TEST_P(Sessions, OfTheDemoWorldSayIt) {
  EXPECT_FALSE(read([](db::Read& tx) { return is_demo(tx); }));
  write([](db::Write& tx) { mark_demo(tx); });
  EXPECT_TRUE(std::get<bool>(ask(signed_in_as("ana@teia.org"), Method::get, "/v1/session")["demo"].is));
}

}  // namespace
}  // namespace teia::access
