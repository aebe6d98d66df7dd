// SPDX-License-Identifier: Apache-2.0
#include "reports/markup.hpp"

#include <gtest/gtest.h>

namespace teia::reports {
namespace {

TEST(Markup, TextIsEscapedOnItsWayIn) {
  EXPECT_EQ(element("p", {{"title", "a \"b\" & 'c'"}}, "<script>alert(1)</script> & é").text(),
            "<p title=\"a &quot;b&quot; &amp; &#39;c&#39;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; é</p>");
  EXPECT_EQ((Markup{"1 < 2"} + element("br", {}) + Markup::of("<b>sim</b>")).text(), "1 &lt; 2<br/><b>sim</b>");
}

TEST(Markup, WhatXmlCannotWriteAndWhatTurnsTheLineRoundIsLeftOut) {
  const std::string_view said{"a\0b\x1b[1m\x7f\tc\n", 11};
  EXPECT_EQ(Markup{said}.text(), "ab[1m\tc\n");
  EXPECT_EQ(Markup{"\u202Eabc\uFFFF שלום"}.text(), "abc שלום") << "the letters stay, their forced direction does not";
  EXPECT_EQ(Markup{"caf\xe9"}.text(), "\uFFFD") << "not UTF-8";
}

TEST(Markup, ASentenceIsFilledWithMarkupAndWithText) {
  EXPECT_EQ(fill("{} & {} de {}", element("b", {}, "3"), "<4>", std::string{"{}"}).text(), "<b>3</b> &amp; &lt;4&gt; de {}") << "what fills is not filled";
  EXPECT_EQ(fill("nada").text(), "nada");
}

TEST(Markup, NumbersAreShort) {
  EXPECT_EQ(number_text(3), "3");
  EXPECT_EQ(number_text(-0.001), "0");
  EXPECT_EQ(number_text(12.345), "12.35");
  EXPECT_EQ(number_text(1e6 + 0.5), "1000000.5");
}

}  // namespace
}  // namespace teia::reports
