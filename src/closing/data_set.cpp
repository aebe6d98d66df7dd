// SPDX-License-Identifier: Apache-2.0
#include "closing/data_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/derived_id.hpp"

namespace teia::closing {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ",") + word;
  return out;
}

std::vector<std::string_view> words_in(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const auto end = std::min(line.find(' '), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

std::optional<actions::Standing> record_in(std::string_view line) {
  auto words = words_in(line);
  const bool late = !words.empty() && words.front() == "late";
  if (late) words.erase(words.begin());
  if (words.size() != 4) return std::nullopt;
  const auto id = ActionId::parse(words[0]);
  const auto state = from_word<actions::State>(words[2]);
  std::int64_t revision = 0;
  std::from_chars(words[1].data(), words[1].data() + words[1].size(), revision);
  if (!id || !state) return std::nullopt;
  return actions::Standing{*id, revision, *state, std::string{words[3]}, late};
}

}  // namespace

std::string write_data_set(const Told& told, const std::vector<actions::Standing>& records) {
  auto out = fmt::format("teia data set 1\norganisation {}\nperson {}\nperiod {}\nkinds {}\nupto {}\nsince {}\n", told.whose.organisation.text(),
                         told.whose.author ? told.whose.author->text() : "-", told.period.id(), joined(kinds_told), told.upto, told.since);
  for (const auto& one : records) {
    out += fmt::format("{}{} {} {} {}\n", one.late ? "late " : "", one.id.text(), one.revision, word_of(one.state), one.hash);
  }
  return out;
}

std::map<ActionId, actions::Standing> records_of(std::string_view data_set) {
  std::map<ActionId, actions::Standing> out;
  while (!data_set.empty()) {
    const auto end = std::min(data_set.find('\n'), data_set.size());
    if (const auto record = record_in(data_set.substr(0, end))) out.emplace(record->id, *record);
    data_set.remove_prefix(std::min(end + 1, data_set.size()));
  }
  return out;
}

ClosingId closing_id(const actions::Whose& whose, const places::Period& period) {
  return ClosingId{derived_id("closing:" + whose.organisation.text() + ":" + (whose.author ? whose.author->text() : "-") + ":" + period.id())};
}

Difference compare(const ClosingDocument& document, std::int64_t number, const actions::AsKnown& known) {
  const auto period = places::Period::parse(document.period);
  if (!period || !document.data_set || !document.sha256 || !document.upto || !document.since) return {"o fechamento está incompleto", 0};
  const auto where = fmt::format("fechamento de {} (entrada {}): ", period->label(), number);
  if (crypto::hex(crypto::sha256(*document.data_set)) != *document.sha256) return {where + "o conjunto de dados não corresponde ao seu hash", 0};
  if (*document.upto != number - 1) return {where + "não conta até a entrada anterior", 0};
  const Told told{{document.organisation, document.person}, *period, *document.upto, *document.since};
  auto records = known.standing(told.whose, told.period, told.since);

  // What was erased since says no more where and when it was; its entry is still there, and must be the one told.
  std::int64_t erased = 0;
  const auto was_told = records_of(*document.data_set);
  std::erase_if(records, [&](const auto& one) { return known.has_hole(one.id); });
  for (const auto& [id, one] : was_told) {
    if (!known.has_hole(id) || !known.stood(id, one.revision, one.hash)) continue;
    records.push_back(one);
    ++erased;
  }
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return std::tie(a.late, a.id) < std::tie(b.late, b.id); });
  if (write_data_set(told, records) == *document.data_set) return {"", erased};
  return {where + fmt::format("o livro daquele dia dá outro conjunto ({} registros; foram contados {})", records.size(), was_told.size()), erased};
}

}  // namespace teia::closing
