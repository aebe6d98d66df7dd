// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "programmes/loading.hpp"

namespace teia::programmes {

void read_vocabulary(Loading& loading, const Document& document);

namespace {

struct VocabularyLine {
  std::string code;
  std::optional<std::string> name, note;
  int version = 0;
  std::string source;
};
DESCRIBE(VocabularyLine, code, name, note, version, source)

struct TermLine {
  std::string code, name;
  std::optional<std::string> label, parent, hint, source;
  std::optional<bool> retired;
  std::optional<std::string> modality, space;
  std::optional<int> minutes;
  std::optional<bool> collective, needs_place, needs_space;
  std::optional<int> share;
  std::optional<std::string> hours, evidence;
  std::optional<Asks> asks;
};
DESCRIBE(TermLine, code, name, label, parent, hint, source, retired, modality, space, minutes, collective, needs_place,
         needs_space, share, hours, evidence, asks)

struct VocabularyFile {
  int schema = 0;
  VocabularyLine vocabulary;
  std::vector<TermLine> terms;
};
DESCRIBE(VocabularyFile, schema, vocabulary, terms)

constexpr std::size_t longest_label = 28;  ///< letters that fit a tile at 390 px
constexpr int longest_action = 16 * 60;    ///< minutes

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

struct TermReader {
  Loading& loading;
  const Document& document;
  const VocabularyLine& vocabulary;

  /// Keys that one vocabulary alone has: all of them there, none elsewhere.
  template <class... T>
  bool belongs(const std::string& at, std::string_view owner, std::initializer_list<std::string_view> names, const std::optional<T>&... values) {
    const bool here = vocabulary.code == owner;
    auto name = names.begin();
    bool whole = here;
    auto look = [&](bool given) {
      const std::string key = at + "." + std::string{*name++};
      if (given && !here) loading.fault(problems::misplaced, document, key, {});
      if (!given && here) loading.out.faults.push_back(teia::problems::missing.at(document.at(key), {{"field", key}}));
      whole = whole && given;
    };
    (look(values.has_value()), ...);
    return whole;
  }

  std::optional<ActionDefaults> action(const TermLine& line, const std::string& at) {
    if (vocabulary.code != "action-type" && line.space) loading.fault(problems::misplaced, document, at + ".space", {});
    if (!belongs(at, "action-type", {"modality", "minutes", "collective", "needs_place", "needs_space"}, line.modality, line.minutes,
                 line.collective, line.needs_place, line.needs_space)) {
      return std::nullopt;
    }
    if (*line.minutes < 1 || *line.minutes > longest_action) loading.bad(document, at + ".minutes", std::to_string(*line.minutes), "de 1 a 960 minutos");
    loading.point(Points::term, "modality", *line.modality, document, at + ".modality");
    if (line.space) loading.point(Points::term, "space", *line.space, document, at + ".space");
    return ActionDefaults{*line.modality, *line.minutes, line.space, *line.collective, *line.needs_place, *line.needs_space};
  }

  std::optional<Learning> learning(const TermLine& line, const std::string& at) {
    if (!belongs(at, "learning", {"share", "hours", "evidence"}, line.share, line.hours, line.evidence)) return std::nullopt;
    if (*line.share != 70 && *line.share != 20 && *line.share != 10) loading.bad(document, at + ".share", std::to_string(*line.share), "70, 20 ou 10");
    return Learning{*line.share, *line.hours, *line.evidence};
  }

  Term term(const TermLine& line, const std::string& at) {
    if (!upper_code(line.code)) loading.bad(document, at + ".code", line.code, "maiúsculas, algarismos, ponto, hífen ou sublinhado");
    if (line.label && letters(*line.label) > longest_label) loading.bad(document, at + ".label", *line.label, "até 28 letras");
    if (line.parent && !line.code.starts_with(*line.parent + ".")) loading.bad(document, at + ".code", line.code, "começa pelo código do grupo e um ponto");
    if (line.parent) loading.point(Points::parent, vocabulary.code, *line.parent, document, at + ".parent");
    if (line.source) loading.point(Points::source, "", *line.source, document, at + ".source");
    if (vocabulary.code != "result" && line.asks) loading.fault(problems::misplaced, document, at + ".asks", {});
    loading.once("term " + vocabulary.code, line.code, document, at + ".code");
    return {line.code, line.name, line.label.value_or(line.name), line.parent, line.hint, line.retired.value_or(false),
            document.package(), line.source.value_or(vocabulary.source), action(line, at), learning(line, at), line.asks};
  }
};

/// The file that names the vocabulary defines it; the others add terms, in the order of the packages.
Vocabulary& place_for(Loading& loading, const Document& document, const VocabularyLine& line) {
  auto& all = loading.out.catalogue.vocabularies;
  auto found = std::find_if(all.begin(), all.end(), [&](auto& each) { return each.code == line.code; });
  if (found == all.end()) {
    if (!line.name) loading.out.faults.push_back(teia::problems::missing.at(document.at("vocabulary"), {{"field", "vocabulary.name"}}));
    return all.emplace_back(Vocabulary{line.code, line.name.value_or(line.code), line.version, {}});
  }
  if (line.name) loading.fault(problems::misplaced, document, "vocabulary.name", {});
  return *found;
}

}  // namespace

void read_vocabulary(Loading& loading, const Document& document) {
  auto file = loading.read<VocabularyFile>(document);
  if (!file) return;
  const auto& line = file->vocabulary;
  if (!lower_code(line.code)) loading.bad(document, "vocabulary.code", line.code, "letras minúsculas, algarismos e hífen");
  loading.point(Points::source, "", line.source, document, "vocabulary.source");
  auto& vocabulary = place_for(loading, document, line);
  TermReader reader{loading, document, line};
  for (std::size_t i = 0; i < file->terms.size(); ++i) {
    vocabulary.terms.push_back(reader.term(file->terms[i], "terms[" + std::to_string(i) + "]"));
  }
}

}  // namespace teia::programmes
