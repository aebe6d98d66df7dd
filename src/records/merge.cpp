// SPDX-License-Identifier: Apache-2.0
#include "records/merge.hpp"

#include <algorithm>

namespace teia::records {

namespace {

using json::Array;
using json::Object;
using json::Value;
using How = FieldRule::How;

const Value& member(const Value& of, std::string_view name) {
  static const Value nothing;
  const auto* found = of.find(name);
  return found ? *found : nothing;
}

/// Members of an object are told apart by name, not by order; null and missing are one.
bool same(const Value& a, const Value& b) {
  const auto* left = std::get_if<Object>(&a.is);
  const auto* right = std::get_if<Object>(&b.is);
  if (left && right) {
    const auto all = [&](const Object& from, const Value& in) {
      return std::all_of(from.begin(), from.end(), [&](const json::Member& one) { return same(one.second, member(in, one.first)); });
    };
    return all(*left, b) && all(*right, a);
  }
  const auto* some = std::get_if<Array>(&a.is);
  const auto* others = std::get_if<Array>(&b.is);
  if (some && others) return std::equal(some->begin(), some->end(), others->begin(), others->end(), same);
  return a == b;
}

const Array& items(const Value& list) {
  static const Array none;
  const auto* array = std::get_if<Array>(&list.is);
  return array ? *array : none;
}

bool holds(const Array& list, const Value& one) {
  return std::any_of(list.begin(), list.end(), [&](const Value& other) { return same(one, other); });
}

const Value* row_of(std::span<const Value> rows, std::string_view key, const Value& value) {
  for (const auto& row : rows) {
    if (same(member(row, key), value)) return &row;
  }
  return nullptr;
}

/// A key that stands twice tells no rows apart.
bool told_apart(const Array& rows, std::string_view key) {
  for (auto row = rows.begin(); row != rows.end(); ++row) {
    if (row_of(std::span{row + 1, rows.end()}, key, member(*row, key))) return false;
  }
  return true;
}

/// One value of three; false: both changed it, each otherwise, and the present one stands.
bool choose(const Value& base, const Value& now, const Value& sent, Value& out) {
  const bool free = same(now, base);
  out = free ? sent : now;
  return free || same(sent, base) || same(now, sent);
}

Value merge_set(const Value& base, const Value& now, const Value& sent) {
  Array out;
  const auto& before = items(base);
  for (const auto& one : items(now)) {
    const bool taken_out = holds(before, one) && !holds(items(sent), one);
    if (!taken_out && !holds(out, one)) out.push_back(one);
  }
  for (const auto& one : items(sent)) {
    if (!holds(before, one) && !holds(out, one)) out.push_back(one);
  }
  return {std::move(out)};
}

/// The rows of `now` in their order, then those that only `sent` has.
bool merge_rows(const Value& base, const Value& now, const Value& sent, std::string_view key, Value& out) {
  for (const auto* list : {&base, &now, &sent}) {
    if (!told_apart(items(*list), key)) return choose(base, now, sent, out);
  }
  Array rows;
  bool agreed = true;
  const Value nothing;
  const auto take = [&](const Value& id) {
    const auto* was = row_of(items(base), key, id);
    const auto* is = row_of(items(now), key, id);
    const auto* asked = row_of(items(sent), key, id);
    Value chosen;
    agreed &= choose(was ? *was : nothing, is ? *is : nothing, asked ? *asked : nothing, chosen);
    if (!chosen.null()) rows.push_back(std::move(chosen));
  };
  for (const auto& row : items(now)) take(member(row, key));
  for (const auto& row : items(sent)) {
    if (!row_of(items(now), key, member(row, key))) take(member(row, key));
  }
  out = Value{std::move(rows)};
  return agreed;
}

bool merge_members(const Value& base, const Value& now, const Value& sent, Value& out) {
  Object made;
  bool agreed = true;
  const auto take = [&](const std::string& name) {
    if (std::any_of(made.begin(), made.end(), [&](const json::Member& one) { return one.first == name; })) return;
    Value chosen;
    agreed &= choose(member(base, name), member(now, name), member(sent, name), chosen);
    made.emplace_back(name, std::move(chosen));
  };
  for (const auto* side : {&now, &sent}) {
    if (const auto* object = std::get_if<Object>(&side->is)) {
      for (const auto& one : *object) take(one.first);
    }
  }
  out = Value{std::move(made)};
  return agreed;
}

bool merge_field(const FieldRule& rule, const Value& base, const Value& now, const Value& sent, Value& out) {
  switch (rule.how) {
    case How::set: out = merge_set(base, now, sent); return true;
    case How::rows: return merge_rows(base, now, sent, rule.key, out);
    case How::members: return merge_members(base, now, sent, out);
    case How::whole: break;
  }
  return choose(base, now, sent, out);
}

}  // namespace

Merged merge(const Value& base, const Value& now, const Value& sent, std::span<const FieldRule> rules) {
  Merged merged;
  Object content;
  const auto take = [&](const std::string& name) {
    if (std::any_of(content.begin(), content.end(), [&](const json::Member& one) { return one.first == name; })) return;
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const FieldRule& one) { return one.field == name; });
    Value chosen;
    const bool agreed =
        merge_field(rule == rules.end() ? FieldRule{name} : *rule, member(base, name), member(now, name), member(sent, name), chosen);
    if (!agreed) merged.conflicts.push_back(name);
    else if (!same(member(now, name), member(base, name)) && !same(member(now, name), member(sent, name))) merged.taken.push_back(name);
    content.emplace_back(name, std::move(chosen));
  };
  for (const auto* side : {&now, &sent}) {
    if (const auto* object = std::get_if<Object>(&side->is)) {
      for (const auto& one : *object) take(one.first);
    }
  }
  merged.content = Value{std::move(content)};
  return merged;
}

}  // namespace teia::records
