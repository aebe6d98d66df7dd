// SPDX-License-Identifier: Apache-2.0
#include <future>

#include "base/http/dispatch.hpp"
#include "followups/test_world.hpp"

namespace teia::followups {
namespace {

using testing::HasSubstr;

/// The routes as the transport calls them. Who calls is told by a header; sessions have their own tests in access.
class FollowupRoutes : public Corner {
 protected:
  struct Text : http::Sink {
    std::string all;
    void write(std::string_view bytes) override { all += bytes; }
  };
  struct Reply {
    int status = 0;
    std::string text;
    http::Pairs headers;
    json::Value body() const { return json::parse(text); }
    std::string code() const { return std::get<std::string>(body().find("code")->is); }
  };

  Reply ask(PersonId who, http::Method method, const std::string& path, const std::string& body = "", http::Pairs query = {}) {
    auto request = std::make_shared<http::Request>();
    request->method = method, request->path = path, request->body = body, request->query = std::move(query);
    request->headers.emplace_back("x-person", who.text());
    const auto guard = [](db::Read& tx, const http::Request& asked, const http::Right& right, Instant now) {
      const auto person = *PersonId::parse(asked.header("x-person"));
      const auto verb = from_word<access::Verb>(right.name());
      if (verb && !access::holds_somewhere(tx, person, *verb, local_day(now, capital_zone))) throw access::problems::missing_right();
      http::Caller caller;
      caller.person = person;
      return caller;
    };
    const auto at_once = [](const std::function<void()>& f) { return f(), true; };
    const http::Dispatcher dispatcher{http::Dispatcher::Parts{*store, clock, *chance, guard, at_once}, routes};
    std::promise<http::Response> promise;
    dispatcher.handle(request, [&](http::Response response) { promise.set_value(std::move(response)); });
    auto response = promise.get_future().get();
    Text text;
    if (const auto* whole = std::get_if<std::string>(&response.body)) text.all = *whole;
    else std::get<http::Stream>(response.body)(text);
    return {response.status, text.all, response.headers};
  }

  SetClock clock{noon};
};
ON_BOTH_ENGINES(FollowupRoutes);

TEST_P(FollowupRoutes, TakeWhatTheBrowserSends) {
  const auto id = FollowupId::make(noon, *chance).text();
  const auto made = ask(helena, http::Method::post, "/v1/followups", R"({"id":")" + id + R"(","operation":")" + operation().text() + R"(",
    "action":null,"text":"Acesso da técnica ao DigiSUS","kind":"RETORNAR","priority":"NORMAL","due_on":"2025-05-09","places":[1702554],
    "responsible":{"person":null,"role":null,"organisation":null,"name":"Secretaria Municipal"}})");
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_THAT(made.text, HasSubstr(R"("state":"aberto","overdue":false)"));

  const auto closed = ask(helena, http::Method::post, "/v1/followups/" + id + "/close",
                          R"({"operation":")" + operation().text() + R"(","base_revision":1,"text":""})");
  ASSERT_EQ(closed.status, 200) << closed.text;
  EXPECT_THAT(closed.text, HasSubstr(R"("state":"concluido")"));
  EXPECT_EQ(ask(helena, http::Method::post, "/v1/followups/" + id + "/cancel", R"({"operation":")" + operation().text() + R"(","base_revision":1,"text":"x"})").code(),
            "followups.stale");

  const auto page = ask(raimundo, http::Method::get, "/v1/followups", "", {{"state", "concluido"}, {"place", "1702554"}, {"q", "digisus"}});
  ASSERT_EQ(page.status, 200) << page.text;
  EXPECT_THAT(page.text, HasSubstr(R"("total":1)"));
  EXPECT_EQ(ask(raimundo, http::Method::get, "/v1/followups", "", {{"atrasados", "sim"}}).code(), "query.unknown");
  EXPECT_EQ(ask(bruno, http::Method::get, "/v1/followups/" + id).status, 404);
}

TEST_P(FollowupRoutes, GiveTheListAsAFile) {
  created(helena, agreed("Nota sobre a portaria", cicero));
  const auto office = ask(raimundo, http::Method::get, "/v1/followups.csv");
  ASSERT_EQ(office.status, 200) << office.text;
  EXPECT_THAT(office.text, HasSubstr("\r\nNota sobre a portaria;Orientar;Cícero Antunes;09/05/2025;"));
  EXPECT_THAT(office.headers, testing::Contains(testing::Pair("content-disposition", HasSubstr("encaminhamentos.csv"))));
  EXPECT_THAT(ask(raimundo, http::Method::get, "/v1/followups.csv", "", {{"format", "json"}, {"mine", "true"}}).text, testing::Eq("[]\n"));
  EXPECT_EQ(ask(marta, http::Method::get, "/v1/followups.csv").code(), "rights.missing");
}

TEST_P(FollowupRoutes, AnswerTheFirstPageToEverybodySignedIn) {
  for (const auto who : {helena, raimundo, sandra, nadia, marta}) {
    for (const auto* path : {"/v1/home", "/v1/pending", "/v1/counters", "/v1/followups", "/v1/places/1702554/support", "/v1/places/17/support",
                             "/v1/places/0/support"}) {
      const auto reply = ask(who, http::Method::get, path);
      EXPECT_EQ(reply.status, 200) << path << reply.text;
    }
  }
  EXPECT_EQ(ask(helena, http::Method::get, "/v1/places/999/support").code(), "places.unknown");
}

}  // namespace
}  // namespace teia::followups
