// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "access/entry.hpp"
#include "base/text.hpp"
#include "followups/document.hpp"
#include "followups/escalation.hpp"
#include "programmes/programmes.hpp"

/// The verbs: aberto → em-andamento → concluido | cancelado; a new day; a level up. Every deed is an entry of the ledger.
namespace teia::followups {

namespace {

/// From where a follow-up takes its owner and its rights.
struct Origin {
  OrganisationId owner;
  access::AtomId atom;
};

Origin origin_of_action(db::Read& tx, ActionId action, const access::Actor& actor) {
  const auto brief = actions::require_readable(tx, action, actor);
  const bool may = access::holds(tx, actor, access::Verb::followup_write, brief.atom_id) ||
                   store::works_for(tx, actor, access::Verb::followup_write, action);
  if (!may) throw problems::no_institution();
  return {brief.owner_id, brief.atom_id};
}

/// Without an action it belongs to the institution that its author works for, and nobody else reads it.
Origin origin_of_author(db::Write& tx, const access::Actor& actor) {
  const auto held = access::assignments_holding(tx, actor.person, access::Verb::followup_write, actor.today);
  if (held.empty()) throw problems::no_institution();
  const auto& assignment = held.front();
  const auto project = assignment.project.value_or(assignment.network == "rede" ? "rede-conasems-cosems" : "");
  return {assignment.organisation_id, access::atom_for(tx, {access::Part::record, {assignment.organisation_id}, "", project, std::nullopt})};
}

template <class In>
crypto::Hash hash_of(What what, FollowupId id, const In& in) {
  return crypto::sha256("followup." + std::string{word_of(what)} + " " + id.text() + " " + json::write_described(in));
}

std::vector<Said> said_before(db::Read& tx, FollowupId id) {
  std::vector<Said> all;
  for (auto& row : store::answers(tx, id)) {
    all.push_back({row.person_id, row.at, std::move(row.text), json::read<std::vector<actions::Evidence>>(row.evidence)});
  }
  return all;
}

Document document_of(db::Read& tx, const store::Row& row, Happened happened) {
  return {row.action_id, row.author_id, row.owner_id, row.text,         row.kind,      responsible_of(row),      row.due_on,
          row.priority,  store::place_ids(tx, row.id), row.state, row.escalated_to, row.closed_on, said_before(tx, row.id), std::move(happened)};
}

std::vector<std::string> hashes_of(const std::vector<actions::Evidence>& evidence) {
  std::vector<std::string> hashes;
  for (const auto& one : evidence) hashes.push_back(one.hash);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

/// Writes the entry for the row as it stands now, and tells the action how many are open.
ledger::Receipt append(db::Write& tx, const store::Row& row, Happened happened, ledger::OperationId operation, const crypto::Hash& hash,
                       const access::Actor& actor) {
  auto entry = access::entry_by(actor, record_id(row.id), row.revision, "followup", operation, hash);
  entry.schema = followup_schema;
  entry.attachments = hashes_of(happened.evidence);
  entry.payload = json::write_described(document_of(tx, row, std::move(happened)));
  const auto receipt = ledger::append(tx, entry, actor.now);
  if (row.action_id) actions::set_open_followups(tx, *row.action_id, store::open_of_action(tx, *row.action_id));
  return receipt;
}

store::Row new_row(const NewFollowup& in, const Origin& origin, const access::Actor& actor) {
  store::Row row;
  row.id = in.id;
  row.revision = 1;
  row.action_id = in.action;
  row.author_id = actor.person;
  row.owner_id = origin.owner;
  row.atom_id = origin.atom;
  row.text = in.text;
  row.kind = in.kind;
  row.responsible_person = in.responsible.person;
  row.responsible_role = in.responsible.role;
  row.responsible_organisation = in.responsible.organisation;
  row.responsible_name = in.responsible.name;
  row.due_on = in.due_on;
  row.priority = in.priority;
  row.turn = store::turn_of(FollowupState::open, in.due_on, std::nullopt);
  row.created_at = std::min(actor.when(), actor.now);
  return row;
}

/// Whoever passed it on and asks again may not read it any more: the receipt is theirs all the same.
FollowupView out_of_hands(FollowupId id, const ledger::Receipt& receipt) {
  FollowupView view;
  view.id = id;
  view.receipt = receipt;
  return view;
}

/// What a deed does to the row, once it is known who asks and that nothing changed in between.
using Effect = std::function<void(store::Row&)>;

FollowupView act(db::Write& tx, FollowupId id, What what, const FollowupDeed& asked, const access::Actor& actor, const Effect& effect) {
  const auto hash = hash_of(what, id, asked);
  const auto before = ledger::receipt_of(tx, asked.operation, hash);
  auto row = store::find_for(tx, id, actor);
  if (before && !row) return out_of_hands(id, *before);
  if (before) return view_with(tx, id, before, actor);
  if (!row) throw problems::unknown();
  if (!row->acts) throw problems::not_yours({{"name", row->responsible_name}});
  // An answer is added to the others, whatever came between.
  if (row->revision != asked.base_revision && what != What::answered) throw problems::stale({{"now", std::to_string(row->revision)}});
  const bool again = what == What::reopened;
  if (again && is_open(row->state)) throw problems::still_open();
  if (!again && !is_open(row->state)) throw problems::wrong_state({{"state", row->state == FollowupState::closed ? "concluído" : "cancelado"}});

  auto in = asked;
  refuse(check(tx, in, actor.by_sync()));
  const bool needs_text = again || what == What::cancelled || (what == What::answered && in.evidence.empty());
  if (needs_text && in.text->empty()) refuse({problems::needs_text.at("text")});
  Happened happened{what, *in.text, in.evidence, row->due_on, std::nullopt};
  if (what == What::passed_on) happened.responsible_before = row->responsible_name;

  const auto stood = row->escalated_to;
  effect(*row);
  row->revision += 1;
  row->turn = store::turn_of(row->state, row->due_on, row->closed_on);
  const bool says = (what == What::answered || what == What::closed) && !(in.text->empty() && in.evidence.empty());
  if (says) {
    const auto position = static_cast<std::int64_t>(store::answers(tx, id).size());
    store::put_answer(tx, id, position, actor.person, actor.now, *in.text, in.evidence);
  }
  store::update(tx, *row);
  if (what == What::passed_on) store::set_responsible(tx, *row);
  const auto receipt = append(tx, *row, std::move(happened), in.operation, hash, actor);
  const bool left = what == What::passed_on || (stood && row->escalated_to != stood);
  if (left) records::moved(tx, receipt.number, "followup", id, {});
  return view_after(tx, *row, receipt, actor);
}

/// The day by the device's clock, so that what was closed in time without signal counts as in time; today where that clock cannot be
/// right.
Day day_done(const store::Row& row, const access::Actor& actor) {
  const bool possible = actor.when() >= row.created_at && actor.when() <= actor.now;
  return possible ? local_day(actor.when(), capital_zone) : actor.today;
}

/// How high the actor stands in the chain: one more than the index of the highest level that is theirs.
std::size_t standing(db::Read& tx, std::span<const Level> chain, const store::Row& row, const access::Actor& actor) {
  std::size_t highest = 0;
  for (const auto& assignment : people::assignments_on(tx, actor.person, actor.today)) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const auto organisation = chain[i].organisation.empty() ? std::nullopt : people::organisation_by_code(tx, chain[i].organisation);
      const bool there = assignment.organisation_id == (organisation ? organisation->id : row.owner_id);
      if (there && (chain[i].role.empty() || chain[i].role == assignment.role)) highest = std::max(highest, i + 1);
    }
  }
  return highest;
}

}  // namespace

FollowupView create(db::Write& tx, const NewFollowup& asked, const access::Actor& actor) {
  const auto hash = hash_of(What::created, asked.id, asked);
  if (const auto before = ledger::receipt_of(tx, asked.operation, hash)) return view_with(tx, asked.id, before, actor);
  if (store::exists(tx, asked.id)) throw problems::exists();

  auto in = asked;
  const auto origin = in.action ? origin_of_action(tx, *in.action, actor) : origin_of_author(tx, actor);
  refuse(check(tx, in, origin.owner, actor.today));
  if (in.action && in.places.empty()) {
    if (auto places = actions::places_of(tx, *in.action); places.size() == 1) in.places = std::move(places);
  }

  const auto row = new_row(in, origin, actor);
  store::insert(tx, row, terms_of(in.text, in.responsible.name));
  for (const auto place : in.places) store::put_place(tx, in.id, place);
  return view_with(tx, in.id, append(tx, row, {}, in.operation, hash, actor), actor);
}

FollowupView answer(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::answered, in, actor, [](store::Row&) {});
}

FollowupView start(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::started, in, actor, [](store::Row& row) {
    if (row.state != FollowupState::open) throw problems::wrong_state({{"state", "em andamento"}});
    row.state = FollowupState::under_way;
  });
}

FollowupView close(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::closed, in, actor, [&](store::Row& row) {
    row.state = FollowupState::closed;
    row.closed_on = day_done(row, actor);
  });
}

FollowupView cancel(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::cancelled, in, actor, [&](store::Row& row) {
    row.state = FollowupState::cancelled;
    row.closed_on = day_done(row, actor);
  });
}

FollowupView reschedule(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::rescheduled, in, actor, [&](store::Row& row) {
    refuse(check_new_day(in, actor.today));
    row.due_on = in.due_on;
  });
}

FollowupView reopen(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::reopened, in, actor, [&](store::Row& row) {
    if (in.due_on) {
      refuse(check_new_day(in, actor.today));
      row.due_on = in.due_on;
    }
    row.state = FollowupState::open;
    row.closed_on.reset();
  });
}

FollowupView pass_on(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::passed_on, in, actor, [&](store::Row& row) {
    auto to = in.responsible.value_or(Responsible{});
    refuse(check_responsible(tx, to, row.owner_id));
    row.responsible_person = to.person;
    row.responsible_role = to.role;
    row.responsible_organisation = to.organisation;
    row.responsible_name = to.name;
  });
}

FollowupView escalate(db::Write& tx, FollowupId id, const FollowupDeed& in, const access::Actor& actor) {
  return act(tx, id, What::escalated, in, actor, [&](store::Row& row) {
    const auto owner = people::find_organisation(tx, row.owner_id);
    const auto chain = owner ? chain_of(owner->kind, owner->code) : std::span<const Level>{};
    const auto* level = next_level(chain, row.escalated_to, standing(tx, chain, row, actor));
    const auto there = level && !level->organisation.empty() ? people::organisation_by_code(tx, level->organisation) : owner;
    if (!level || !there) throw problems::top_of_chain();
    row.escalated_to = level->said;
    row.escalated_role = level->role.empty() ? std::nullopt : std::optional{std::string{level->role}};
    row.escalated_organisation = there->id;
  });
}

}  // namespace teia::followups
