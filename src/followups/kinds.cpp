// SPDX-License-Identifier: Apache-2.0
#include "followups/document.hpp"
#include "followups/select.hpp"

/// What follow-ups declare for the rooms above (records/records.hpp).
namespace teia::followups {

namespace {

using access::Verb;
using records::Audience;
using records::Place;

// Open ones are always wanted: they stand on the last day there is.
#define FOLLOWUP_DAY "coalesce(f.closed_on, '9999-12-31')"

struct Reached {
  access::AtomId atom_id;
  std::optional<ActionId> action_id;
  bool by_atom = false, by_name = false;
};
DESCRIBE(Reached, atom_id, action_id, by_atom, by_name)
const db::Query<Reached, PersonId, Verb, Day, FollowupId> how_reached{
    "followups.reached", "select " FOLLOWUP_ATOM " as atom_id, f.action_id, coalesce(" TEIA_MAY(FOLLOWUP_ATOM) ", false) as by_atom, coalesce(" FOLLOWUP_MINE
                         ", false) as by_name" FOLLOWUP_FROM "where f.id = $4"};

const db::Query<Uuid, std::int64_t, std::int64_t> changed_followups{"followups.changed", R"(
  select distinct record_id
    from ledger_entry
   where number > $1 and number <= $2 and kind = 'followup'
   order by record_id)"};

// Led by the atom's owners: a state's follow-ups, not the country's.
const db::Query<Place, access::AtomId, Day, std::optional<Day>, std::optional<Uuid>, std::int64_t> newest_of_atom{
    "followups.newest", "select " FOLLOWUP_DAY " as day, f.id" FOLLOWUP_FROM R"(
   where f.owner_id in (select w.organisation_id from atom_owner w where w.atom_id = $1) and )" FOLLOWUP_ATOM " = $1 and " FOLLOWUP_DAY
    " >= $2 and ($3 is null or " FOLLOWUP_DAY " < $3 or (" FOLLOWUP_DAY " = $3 and f.id < $4)) order by day desc, f.id desc limit $5"};

const db::Query<Place, PersonId, Verb, Day, Day, std::optional<Day>, std::optional<Uuid>, std::int64_t> newest_by_name{
    "followups.newest_named", "select " FOLLOWUP_DAY " as day, f.id" FOLLOWUP_FROM "where" FOLLOWUP_MINE "and " FOLLOWUP_DAY
    " >= $4 and ($5 is null or " FOLLOWUP_DAY " < $5 or (" FOLLOWUP_DAY " = $5 and f.id < $6)) and $2 <> '' order by day desc, f.id desc limit $7"};

const db::Query<Uuid, ActionId> of_action{"followups.hanging", "select id from followup where action_id = $1 order by id"};

std::vector<records::Document> documents(db::Read& tx, const std::vector<Uuid>& ids, const access::Actor& actor) {
  std::vector<records::Document> out;
  for (const auto& uuid : ids) {
    const FollowupId id{uuid};
    const auto reached = tx.one(how_reached, actor.person, Verb::action_read, actor.today, id);
    if (!reached || (!reached->by_atom && !reached->by_name)) continue;
    auto view = view_with(tx, id, std::nullopt, actor);
    const auto number = view.receipt ? view.receipt->number : 0;
    // Nothing in a document is the reader's: who may do what, today, or the title of a record that not everybody reads. A replica
    // that loses one audience keeps the document by another.
    view.action = reached->action_id;
    view.action_title.reset();
    view.overdue = false;
    view.can.clear();
    view.receipt.reset();
    records::Document document{"followup", uuid, view.revision, number, {}, view.closed_on, {}};
    if (reached->by_atom) document.audiences.push_back(Audience{reached->atom_id}.text());
    if (reached->by_name) document.audiences.push_back(Audience{}.text());
    document.body = json::parse(json::write_described(view));
    out.push_back(std::move(document));
  }
  return out;
}

std::vector<Uuid> changed(db::Read& tx, std::int64_t after, std::int64_t upto) { return tx.all(changed_followups, after, upto); }

std::vector<Place> newest(db::Read& tx, const Audience& audience, Day since, const std::optional<Place>& before, std::int64_t limit,
                          const access::Actor& actor) {
  const auto day = before ? before->day : std::nullopt;
  const auto id = before ? std::optional{before->id} : std::nullopt;
  if (audience.atom) return tx.all(newest_of_atom, *audience.atom, since, day, id, limit);
  return tx.all(newest_by_name, actor.person, Verb::action_read, actor.today, since, day, id, limit);
}

std::vector<Uuid> hanging(db::Read& tx, std::string_view kind, Uuid id) {
  return kind == "action" ? tx.all(of_action, ActionId{id}) : std::vector<Uuid>{};
}

template <FollowupView (*verb)(db::Write&, FollowupId, const FollowupDeed&, const access::Actor&)>
records::Effect on(db::Write& tx, Uuid record, const std::string& body, const access::Actor& actor) {
  const auto in = json::read<FollowupDeed>(body);
  const auto view = verb(tx, FollowupId{record}, in, actor);
  const bool met = view.revision > in.base_revision + 1;
  return {*view.receipt, view.revision, met ? std::vector<std::string>{"answers"} : std::vector<std::string>{}};
}

records::Effect on_create(db::Write& tx, Uuid record, const std::string& body, const access::Actor& actor) {
  auto in = json::read<NewFollowup>(body);
  in.id = FollowupId{record};
  const auto view = create(tx, in, actor);
  return {*view.receipt, view.revision, {}};
}

const std::vector<const ProblemKind*> moved_on{&problems::stale, &problems::wrong_state, &problems::top_of_chain, &problems::still_open};

}  // namespace

const records::Kind followup_kind{"followup", Verb::action_read, documents, changed, newest, hanging,
                                  {{"followup.create", Verb::followup_write, on_create, {}},
                                   {"followup.answer", Verb::followup_answer, on<answer>, moved_on},
                                   {"followup.start", Verb::followup_answer, on<start>, moved_on},
                                   {"followup.close", Verb::followup_answer, on<close>, moved_on},
                                   {"followup.cancel", Verb::followup_answer, on<cancel>, moved_on},
                                   {"followup.reschedule", Verb::followup_answer, on<reschedule>, moved_on},
                                   {"followup.escalate", Verb::followup_answer, on<escalate>, moved_on},
                                   {"followup.reopen", Verb::followup_answer, on<reopen>, moved_on},
                                   {"followup.pass-on", Verb::followup_answer, on<pass_on>, moved_on}}};

}  // namespace teia::followups
