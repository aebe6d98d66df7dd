// SPDX-License-Identifier: Apache-2.0
#include "actions/store.hpp"
#include "base/text.hpp"

namespace teia::actions::store {

namespace {

const db::Change<ActionId> delete_labels{"actions.drop_labels", "delete from action_label where action_id = $1"};
const db::Change<std::string, std::string, ActionId> insert_label{
    "actions.insert_label", "insert into action_label (kind, word, action_id) values ($1, $2, $3) on conflict do nothing"};

}  // namespace

void drop_labels(db::Write& tx, ActionId id) { tx.run(delete_labels, id); }

void put_labels(db::Write& tx, ActionId id, const ActionContent& content) {
  for (const auto& result : content.results) tx.run(insert_label, "resultado", result, id);
  for (const auto& code : content.difficulty_codes) tx.run(insert_label, "dificuldade", code, id);
  for (const auto& code : content.facilitator_codes) tx.run(insert_label, "facilitador", code, id);
  for (const auto& tag : content.tags) tx.run(insert_label, "etiqueta", text::folded(text::trimmed(tag)), id);
}

}  // namespace teia::actions::store
