// SPDX-License-Identifier: Apache-2.0
#include "followups/escalation.hpp"

#include <algorithm>

namespace teia::followups {

namespace {

constexpr Level of_cosems[] = {{"coordenação", "coordenador", ""}, {"secretaria executiva", "secretario-executivo", ""}, {"CONASEMS", "", "CONASEMS"}};
constexpr Level of_secretariat[] = {{"coordenação", "ses-coordenacao", ""}, {"CONASS", "conass-nacional", "CONASS"}};
constexpr Level of_conass[] = {{"coordenação do PASES", "conass-nacional", ""}};

}  // namespace

std::span<const Level> chain_of(std::string_view organisation_kind, std::string_view organisation_code) {
  if (organisation_kind == "COSEMS") return of_cosems;
  if (organisation_kind == "SES") return of_secretariat;
  if (organisation_code == "CONASS") return of_conass;
  return {};
}

const Level* next_level(std::span<const Level> chain, std::optional<std::string_view> current, std::size_t stands) {
  const auto here = std::find_if(chain.begin(), chain.end(), [&](const Level& level) { return level.said == current; });
  const auto reached = here == chain.end() ? 0 : static_cast<std::size_t>(here - chain.begin()) + 1;
  const auto next = std::max(reached, stands);
  return next < chain.size() ? &chain[next] : nullptr;
}

}  // namespace teia::followups
