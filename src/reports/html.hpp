// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "reports/book.hpp"
#include "reports/sketch.hpp"

/// The one HTML source of the quadrimestral report: opened in a browser, laid out as PDF, read by a word processor.
namespace teia::reports {

/// `web_address`: what the addresses of lists begin with.
std::string html(const QuadrimestralData& data, const Sketch& sketch, const std::string& web_address);

// ---- its parts, in order -------------------------------------------------------------------------------------------------------

Markup cover(const QuadrimestralData& data, const Sketch& sketch);
Markup identification(const QuadrimestralData& data);
void introduction(Book& book);
void executive_board(Book& book);
void institutional_support(Book& book, const Sketch& sketch);
void closing_words(Book& book);
void annexes(Book& book);

}  // namespace teia::reports
