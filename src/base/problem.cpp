// SPDX-License-Identifier: Apache-2.0
#include "base/problem.hpp"

#include <algorithm>

namespace teia {

namespace {

std::vector<const ProblemKind*>& registered() {
  static std::vector<const ProblemKind*> kinds;
  return kinds;
}

std::string filled(std::string_view text, const Details& details) {
  std::string out{text};
  for (const auto& [name, value] : details) {
    const std::string hole = "{" + name + "}";
    for (auto at = out.find(hole); at != std::string::npos; at = out.find(hole, at + value.size())) {
      out.replace(at, hole.size(), value);
    }
  }
  return out;
}

}  // namespace

ProblemKind::ProblemKind(std::string_view code_, int status_, std::string_view pt_, std::string_view en_)
    : code(code_), pt(pt_), en(en_), status(status_) {
  registered().push_back(this);
}

Problem ProblemKind::operator()(Details details) const {
  Problem problem;
  problem.status = status;
  problem.code = code;
  problem.message = filled(pt, details);
  for (auto& [name, value] : details) problem.details[name] = std::move(value);
  return problem;
}

Fault ProblemKind::at(std::string field, Details details) const {
  details.emplace_back("field", field);
  return {std::string{code}, std::move(field), filled(pt, details)};
}

std::vector<const ProblemKind*> problem_catalogue() {
  auto kinds = registered();
  std::sort(kinds.begin(), kinds.end(), [](auto* a, auto* b) { return a->code < b->code; });
  return kinds;
}

void refuse(std::vector<Fault> faults) {
  if (faults.empty()) return;
  Problem problem;
  problem.code = faults.front().code;
  problem.message = faults.front().message;
  problem.status = 422;
  // What a body names and is not there makes the body wrong (422), not the address (404).
  for (const auto* kind : registered()) {
    if (faults.size() == 1 && kind->code == problem.code && kind->status != 404) problem.status = kind->status;
  }
  problem.details["field"] = faults.front().field;
  problem.faults = std::move(faults);
  throw problem;
}

}  // namespace teia
