// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string_view>

/// How far a follow-up can be taken: apoiador → coordenador → secretaria executiva → CONASEMS (rede-colaborativa.md §5.6), and the
/// same idea in the PASES. Pure.
namespace teia::followups {

struct Level {
  std::string_view said;          ///< as it is shown
  std::string_view role;          ///< "": everybody of the institution
  std::string_view organisation;  ///< "": the owning institution
};

/// The levels above the field, lowest first; none for institutions that are nobody's field.
std::span<const Level> chain_of(std::string_view organisation_kind, std::string_view organisation_code);

/// The level after `current` (nothing: still in the field) that is also above `stands`, the level of whoever takes it further
/// (0: the field, 1: the first of the chain …). Null pointer at the top.
const Level* next_level(std::span<const Level> chain, std::optional<std::string_view> current, std::size_t stands);

}  // namespace teia::followups
