// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "reports/quadrimestral.hpp"
#include "reports/sketch.hpp"
#include "reports/svg.hpp"

/// The state's municipalities by the time since their last contact with the support, and its regions by the numbers that the table of regions gives them.
namespace teia::reports {

Markup contact_map(const QuadrimestralData& data, const Sketch& sketch);
/// The regions' limits alone, pale: for the cover.
Markup ornament(const Sketch& sketch, const std::string& name);

}  // namespace teia::reports
