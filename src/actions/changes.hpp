// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"

/// What changed between two contents of a record, in the words of people. Private to this folder.
namespace teia::actions {

struct Change {
  FieldChange change;
  std::string said;  ///< "o relato": the field within a sentence
};

/// Every field that differs, in the order of the form: vocabularies by their names, lists joined, free texts whole.
std::vector<Change> changes_between(db::Read& tx, const ActionContent& before, const ActionContent& after);

}  // namespace teia::actions
