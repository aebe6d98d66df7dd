// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"

/// What surrounds the record on a person's desk: the validation inbox, habits that shorten a registration, drafts and templates.
namespace teia::actions {

struct ValidationInbox {
  std::int64_t total_registered = 0, validated = 0;  ///< of the quadrimestre under way
  std::vector<ActionRow> ready;       ///< nothing to look at twice: "validar os N sem pendência"
  std::vector<ActionRow> exceptions;  ///< waiting, with a flag
  std::vector<ActionRow> returned;    ///< with their authors
};
DESCRIBE(ValidationInbox, total_registered, validated, ready, exceptions, returned)
ValidationInbox validation_inbox(db::Read& tx, const access::Actor& actor);

struct BatchItem {
  ActionId id;
  std::int64_t revision = 0;
  ledger::OperationId operation;
};
DESCRIBE(BatchItem, id, revision, operation)
struct Batch {
  std::vector<BatchItem> items;
};
DESCRIBE(Batch, items)
struct Outcome {
  ActionId id;
  bool ok = false;
  std::optional<std::string> code, message;
};
DESCRIBE(Outcome, id, ok, code, message)
struct Outcomes {
  std::vector<Outcome> outcomes;
};
DESCRIBE(Outcomes, outcomes)
/// Each in an operation of its own: one refusal leaves the others.
Outcomes validate_many(db::Store& store, const Batch& batch, const access::Actor& actor);

struct Template {
  Uuid id;
  std::string name;
  json::Value content;
};
DESCRIBE(Template, id, name, content)

struct RegisterDefaults {
  std::vector<std::string> types, themes;     ///< this person's habit, most used first
  std::vector<places::PlaceRef> places;       ///< last ones, then the territory
  std::vector<people::OrganisationRef> organisations;
  std::vector<ActionRow> last;                ///< to repeat
  std::vector<Template> templates;
  std::vector<people::PersonRef> team;        ///< possible co-authors
  std::vector<places::PlaceHit> regions;      ///< of the territory
};
DESCRIBE(RegisterDefaults, types, themes, places, organisations, last, templates, team, regions)
RegisterDefaults register_defaults(db::Read& tx, const access::Actor& actor);

struct DraftContent {
  std::string title;
  json::Value content;
};
DESCRIBE(DraftContent, title, content)
struct Draft {
  Uuid id;
  std::string title;
  json::Value content;
  Instant saved_at;
};
DESCRIBE(Draft, id, title, content, saved_at)
std::vector<Draft> drafts(db::Read& tx, const access::Actor& actor);
void put_draft(db::Write& tx, Uuid id, const DraftContent& draft, const access::Actor& actor);
void drop_draft(db::Write& tx, Uuid id, const access::Actor& actor);
std::vector<Template> templates(db::Read& tx, const access::Actor& actor);
void put_template(db::Write& tx, const Template& made, const access::Actor& actor);
void drop_template(db::Write& tx, Uuid id, const access::Actor& actor);

}  // namespace teia::actions
