// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "base/json.hpp"

namespace teia::records {

/// How two changes of one field meet (docs/sync.md, "Merging"). A field without a rule is `whole`.
struct FieldRule {
  enum class How {
    whole,    ///< one value: who alone changed it, has it
    members,  ///< an object whose members are apart
    set,      ///< a list whose order says nothing: what either added is in, what either took out is out
    rows      ///< a list of objects told apart by their member `key`; each row is one value
  };
  std::string_view field;
  How how = How::whole;
  std::string_view key = "";
};

struct Merged {
  json::Value content;
  std::vector<std::string> taken;      ///< fields that the present content had changed and that stay so, in the order of the content
  std::vector<std::string> conflicts;  ///< fields that both changed, each otherwise; the present value stands in `content`
};

/// Both `now` and `sent` were made from `base`. All three are objects; a member that is missing is null.
Merged merge(const json::Value& base, const json::Value& now, const json::Value& sent, std::span<const FieldRule> rules);

}  // namespace teia::records
