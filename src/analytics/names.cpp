// SPDX-License-Identifier: Apache-2.0
#include "analytics/names.hpp"

#include "analytics/compile.hpp"
#include "followups/followups.hpp"
#include "programmes/programmes.hpp"

namespace teia::analytics {

namespace {

std::string place_name(db::Read& tx, const std::string& code) {
  const auto place = places::find(tx, PlaceId{std::stoll(code)});
  return place ? place->name : code;
}

/// A field whose values are codes of a vocabulary.
const char* vocabulary_of(const std::string& dimension) {
  if (dimension == "type") return "action-type";
  if (dimension == "theme" || dimension == "area") return "theme";
  if (dimension == "modality") return "modality";
  if (dimension == "space") return "space";
  if (dimension == "kind") return "followup-kind";
  if (dimension == "priority") return "priority";
  return nullptr;
}

std::string name_of(db::Read& tx, const std::string& dimension, const std::string& code) {
  if (is_time(dimension)) {
    const auto period = places::Period::parse(code);
    return period ? period->label() : code;
  }
  if (is_place(dimension) || dimension == "place") return place_name(tx, code);
  if (const auto* vocabulary = vocabulary_of(dimension)) {
    const auto* term = programmes::find_term(programmes::catalogue(), vocabulary, code);
    return term ? term->label : code;
  }
  if (dimension == "owner") {
    const auto id = OrganisationId::parse(code);
    const auto owner = id ? people::find_organisation(tx, *id) : std::nullopt;
    return owner ? owner->short_name : code;
  }
  if (dimension == "project") {
    const auto* project = programmes::find_project(programmes::catalogue(), code);
    return project ? project->label : code;
  }
  return code;
}

bool is_code(const Measure& measure, const std::string& field, const std::string& code) {
  if (field == "state") {
    const bool of_followups = measure.table.starts_with("followup");
    return of_followups ? from_word<followups::FollowupState>(code).has_value() : from_word<actions::State>(code).has_value();
  }
  if (field == "presence") return from_word<actions::Presence>(code).has_value();
  if (measure.table == "assignments" && field == "role") return programmes::find_role(programmes::catalogue(), code) != nullptr;
  if (field == "project") return programmes::find_project(programmes::catalogue(), code) != nullptr;
  const auto* vocabulary = vocabulary_of(field);
  return !vocabulary || programmes::find_term(programmes::catalogue(), vocabulary, code);
}

}  // namespace

std::vector<std::string> unknown_codes(const Expression& expression) {
  std::vector<std::string> unknown;
  for (const auto& measure : expression) {
    for (const auto& node : measure.where.nodes) {
      for (const auto& value : node.values) {
        const auto* code = std::get_if<std::string>(&value);
        if (code && !is_code(measure, node.field, *code)) unknown.push_back(node.field + ": " + *code);
      }
    }
  }
  return unknown;
}

std::vector<std::map<std::string, std::string>> names_of(db::Read& tx, const Answer& answer) {
  std::vector<std::map<std::string, std::string>> names(answer.by.size());
  for (const auto& row : answer.rows) {
    for (std::size_t i = 0; i < row.key.size(); ++i) {
      const auto& code = row.key[i];
      if (!code.empty() && !names[i].contains(code)) names[i][code] = name_of(tx, answer.by[i], code);
    }
  }
  return names;
}

}  // namespace teia::analytics
