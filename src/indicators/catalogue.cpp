// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include "base/embed.hpp"
#include "indicators/indicators.hpp"
#include "programmes/programmes.hpp"
#include "programmes/toml.hpp"

namespace teia::embed {
std::span<const File> indicator_files();
}

namespace teia::indicators {

namespace {

struct CatalogueFile {
  std::int64_t schema = 0;
  std::vector<Definition> indicators;
};
DESCRIBE(CatalogueFile, schema, indicators)

std::string why(const Problem& problem) {
  const auto found = problem.details.find("why");
  return found == problem.details.end() ? problem.code : found->second;
}

/// A measure that does not read, a denominator without its measure, a band without its ends.
std::vector<std::string> faults_of(const Definition& one, const analytics::Schema& schema) {
  std::vector<std::string> faults;
  for (const auto* measure : {&one.counts, &one.over}) {
    if (!*measure) continue;
    try {
      for (const auto& code : analytics::unknown_codes(analytics::parse_expression(**measure, schema))) faults.push_back("nenhuma lista tem o código " + code);
    } catch (const Problem& problem) {
      faults.push_back(**measure + ": " + why(problem));
    }
  }
  if (one.over && !one.counts) faults.emplace_back("tem denominador a contar e não tem numerador");
  if (one.counts && one.denominator.has_value() != one.over.has_value()) faults.emplace_back("o denominador em palavras e o contado não combinam");
  if (one.factor <= 0) faults.emplace_back("o fator precisa ser maior que zero");
  const bool has_band = one.low && one.high && *one.low < *one.high;
  if ((one.polarity == Polarity::band) != has_band) faults.emplace_back("a faixa não tem começo e fim");
  return faults;
}

/// What counts people has no region: who supports one supports its neighbour, too.
bool lies_in_places(const Definition& one, const analytics::Schema& schema) {
  const auto lies = [&](const std::optional<std::string>& measure) { return !measure || analytics::lies_in_places(*measure, schema); };
  return lies(one.counts) && lies(one.over);
}

void add(const programmes::Document& document, CatalogueFile&& file, const analytics::Schema& schema, Loaded& out) {
  for (std::size_t i = 0; i < file.indicators.size(); ++i) {
    auto& one = file.indicators[i];
    const auto at = document.at("indicators[" + std::to_string(i) + "]");
    for (const auto& fault : faults_of(one, schema)) out.faults.push_back(problems::bad_definition.at(at, {{"code", one.code}, {"why", fault}}));
    const auto same = std::find_if(out.definitions.begin(), out.definitions.end(), [&](const auto& other) { return other.code == one.code; });
    if (same != out.definitions.end()) out.faults.push_back(problems::bad_definition.at(at, {{"code", one.code}, {"why", "o código já existe"}}));
    one.by_place = lies_in_places(one, schema);
    out.definitions.push_back(std::move(one));
  }
}

}  // namespace

Loaded load(std::span<const embed::File> files, const analytics::Schema& schema) {
  Loaded out;
  for (const auto& file : files) {
    const auto document = programmes::parse(file.path, file.bytes, out.faults);
    if (!document) continue;
    auto read = programmes::read<CatalogueFile>(*document, out.faults);
    if (read) add(*document, std::move(*read), schema, out);
  }
  std::sort(out.definitions.begin(), out.definitions.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  return out;
}

const std::vector<Definition>& catalogue(const analytics::Schema& schema) {
  static const auto loaded = [&] {
    auto read = load(embed::indicator_files(), schema);
    if (!read.faults.empty()) throw std::runtime_error("indicators: " + read.faults.front().field + ": " + read.faults.front().message);
    return std::move(read.definitions);
  }();
  return loaded;
}

}  // namespace teia::indicators
