// SPDX-License-Identifier: Apache-2.0
#include "base/http/multipart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/problem.hpp"

namespace teia::http {
namespace {

struct Heard : PartReceiver {
  std::vector<PartHead> heads;
  std::vector<std::string> bodies;
  int ended = 0;
  void begin(const PartHead& head) override {
    heads.push_back(head);
    bodies.emplace_back();
  }
  void bytes(std::string_view piece) override { bodies.back() += piece; }
  void end() override { ++ended; }
};

/// Feeds in pieces of `step` bytes; the problem's reason, or "".
std::string hear(Heard& heard, std::string_view body, std::size_t step = 1'000'000) {
  MultipartParser parser{"b", heard};
  try {
    for (; !body.empty(); body.remove_prefix(std::min(step, body.size()))) parser.feed(body.substr(0, step));
    parser.finish();
  } catch (const Problem& problem) {
    return problem.details.at("why");
  }
  return "";
}

std::string reason(std::string_view body) {
  Heard heard;
  return hear(heard, body);
}

std::string part(std::string_view disposition, std::string_view body = "x") {
  return "--b\r\nContent-Disposition: " + std::string{disposition} + "\r\n\r\n" + std::string{body} + "\r\n";
}

std::string file_name(std::string_view given) {
  Heard heard;
  const auto why = hear(heard, part("form-data; name=\"f\"; filename=\"" + std::string{given} + "\"") + "--b--");
  return why.empty() ? heard.heads.at(0).file_name : why;
}

TEST(Multipart, PartsComeTheSameInPiecesOfAnySize) {
  const std::string body = "ignored\r\n" + part("form-data; name=\"note\"", "duas\r\nlinhas --b \r\n--") +
                           "--b  \r\ncontent-type: image/png\r\nCONTENT-DISPOSITION: form-data; filename=a.png; name=photo\r\n\r\n\r\n-\r\n--b--\r\nafter";
  for (std::size_t step = 1; step <= body.size(); ++step) {
    Heard heard;
    ASSERT_EQ(hear(heard, body, step), "") << step;
    ASSERT_EQ(heard.bodies, (std::vector<std::string>{"duas\r\nlinhas --b \r\n--", "\r\n-"})) << step;
    EXPECT_EQ(heard.ended, 2);
    EXPECT_EQ(heard.heads[0].field, "note");
    EXPECT_FALSE(heard.heads[0].file);
    EXPECT_EQ(heard.heads[1].field, "photo");
    EXPECT_EQ(heard.heads[1].file_name, "a.png");
    EXPECT_EQ(heard.heads[1].content_type, "image/png");
  }
}

TEST(Multipart, WhatIsTooLongIsTooLongInPiecesOfAnySize) {
  constexpr auto most = MultipartParser::longest_head;
  for (std::size_t length = most - 4; length <= most + 4; ++length) {
    const auto blanks = "--b" + std::string(length, ' ') + "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--";
    const std::string start = "\r\nContent-Disposition: form-data; name=a\r\nX: ";
    const auto head = "--b" + start + std::string(length - start.size(), 'x') + "\r\n\r\nx\r\n--b--";
    for (std::size_t step = 1; step <= 8; ++step) {
      Heard in_pieces;
      EXPECT_EQ(hear(in_pieces, blanks, step), length > most ? "text after a boundary" : "") << length << " by " << step;
      Heard head_in_pieces;
      EXPECT_EQ(hear(head_in_pieces, head, step), length > most ? "part headers too long" : "") << length << " by " << step;
    }
    EXPECT_EQ(reason(blanks), length > most ? "text after a boundary" : "") << length;
    EXPECT_EQ(reason(head), length > most ? "part headers too long" : "") << length;
  }
}

TEST(Multipart, AnEmptyPartAndAFileWithoutANameAreParts) {
  Heard heard;
  EXPECT_EQ(hear(heard, part("form-data; name=\"a\"", "") + part("form-data; name=\"f\"; filename=\"\"", "") + "--b--"), "");
  EXPECT_EQ(heard.bodies, (std::vector<std::string>{"", ""}));
  EXPECT_TRUE(heard.heads[1].file);
}

TEST(Multipart, AFileNameIsOnlyAName) {
  EXPECT_EQ(file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(file_name("C:\\fotos\\reunião.jpg"), "reunião.jpg");
  EXPECT_EQ(file_name("a\x01\x7f.png"), "a.png");
  EXPECT_EQ(file_name("diz %22oi%22.txt"), "diz \"oi\".txt");
  EXPECT_EQ(file_name("diz \\\"oi\\\".txt"), "diz \"oi\".txt");
  EXPECT_EQ(file_name("x" + std::string(200, '\0')), "x");
  std::string accents;
  for (int i = 0; i < 300; ++i) accents += "ã";
  EXPECT_EQ(file_name(accents), accents.substr(0, 254));
}

TEST(Multipart, WhatIsNotAFormIsRefusedWithItsReason) {
  EXPECT_EQ(reason(""), "ends before the closing delimiter");
  EXPECT_EQ(reason("--c\r\n\r\nx\r\n--c--"), "ends before the closing delimiter");
  EXPECT_EQ(reason(part("form-data; name=\"a\"")), "ends before the closing delimiter");
  EXPECT_EQ(reason("--bx\r\n\r\n"), "text after a boundary");
  EXPECT_EQ(reason("--b\r\n\r\nx\r\n--b--"), "part without a name");
  EXPECT_EQ(reason("--b\r\nnonsense\r\n\r\nx\r\n--b--"), "header without a colon");
  EXPECT_EQ(reason(part("form-data") + "--b--"), "part without a name");
  EXPECT_EQ(reason(part("attachment; name=\"a\"") + "--b--"), "not form-data");
  EXPECT_EQ(reason(part("form-data; name=\"a") + "--b--"), "unclosed quote");
  EXPECT_EQ(reason("--b\r\nX: " + std::string(20'000, 'a')), "part headers too long");
  EXPECT_EQ(reason("--b" + std::string(20'000, ' ')), "text after a boundary");
  std::string many;
  for (std::size_t i = 0; i <= MultipartParser::most_parts; ++i) many += part("form-data; name=\"a\"");
  EXPECT_EQ(reason(many + "--b--"), "too many parts");
}

TEST(Multipart, TheBoundaryIsReadAsTheRuleSays) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), "a b");
  for (const auto* type : {"multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=", "multipart/form-data; boundary=a\"b",
                           "multipart/form-data; boundary=\"a \"", "application/json", ""}) {
    EXPECT_EQ(multipart_boundary(type), std::nullopt) << type;
  }
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')), std::nullopt);
}

}  // namespace
}  // namespace teia::http
