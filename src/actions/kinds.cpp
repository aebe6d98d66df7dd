// SPDX-License-Identifier: Apache-2.0
#include "actions/record.hpp"

/// What actions declare for the rooms above (records/records.hpp): the record, and the analysis as a kind of its own.
namespace teia::actions {

namespace {

using access::Verb;
using records::Audience;
using records::Place;

// ---- the record --------------------------------------------------------------------------------------------------------------

const db::Query<Uuid, std::int64_t, std::int64_t> changed_records{"actions.changed", R"(
  select distinct record_id
    from ledger_entry
   where number > $1 and number <= $2 and kind in ('action', 'action.state')
   order by record_id)"};

const db::Query<Place, access::AtomId, Day, std::optional<Day>, std::optional<Uuid>, std::int64_t> newest_records{"actions.newest", R"(
  select day_on as day, id
    from action
   where atom_id = $1 and day_on >= $2 and ($3 is null or day_on < $3 or (day_on = $3 and id < $4))
   order by day_on desc, id desc
   limit $5)"};

std::vector<records::Document> action_documents(db::Read& tx, const std::vector<Uuid>& ids, const access::Actor& actor) {
  std::vector<records::Document> out;
  for (const auto& id : ids) {
    const auto row = store::find_for(tx, ActionId{id}, actor, Verb::action_read);
    if (!row) continue;
    auto view = shared_view(tx, *row);
    view.receipt.reset();  // its author has it; to the others it is two hundred letters that no compression shrinks
    out.push_back({"action", id, row->revision, row->number, {Audience{row->atom_id}.text()}, row->day_on, json::parse(json::write_described(view))});
  }
  return out;
}

std::vector<Uuid> action_changed(db::Read& tx, std::int64_t after, std::int64_t upto) { return tx.all(changed_records, after, upto); }

template <const auto& query>
std::vector<Place> newest_of(db::Read& tx, const Audience& audience, Day since, const std::optional<Place>& before, std::int64_t limit, const access::Actor&) {
  if (!audience.atom) return {};
  return tx.all(query, *audience.atom, since, before ? before->day : std::nullopt, before ? std::optional{before->id} : std::nullopt, limit);
}

std::vector<Uuid> nothing_hangs(db::Read&, std::string_view, Uuid) { return {}; }

// ---- the analysis: its document has the action's id --------------------------------------------------------------------------

struct AnalysisRow {
  Uuid action_id;
  std::int64_t revision = 0, number = 0;
  access::AtomId atom_id;
  Day day_on;
  std::string text;
};
DESCRIBE(AnalysisRow, action_id, revision, number, atom_id, day_on, text)

const db::Query<AnalysisRow, PersonId, Verb, Day, ActionId> find_analysis{"actions.analysis_document", R"(
  select n.action_id, n.revision, n.number, n.atom_id, a.day_on, n.text
    from action_analysis n
    join action a on a.id = n.action_id
   where n.action_id = $4 and)" TEIA_MAY("n.atom_id")};

const db::Query<Uuid, std::int64_t, std::int64_t> changed_analyses{"actions.analyses_changed", R"(
  select action_id from action_analysis where number > $1 and number <= $2 order by action_id)"};

const db::Query<Place, access::AtomId, Day, std::optional<Day>, std::optional<Uuid>, std::int64_t> newest_analyses{"actions.analyses_newest", R"(
  select a.day_on as day, a.id
    from action_analysis n
    join action a on a.id = n.action_id
   where n.atom_id = $1 and a.day_on >= $2 and ($3 is null or a.day_on < $3 or (a.day_on = $3 and a.id < $4))
   order by a.day_on desc, a.id desc
   limit $5)"};

std::vector<records::Document> analysis_documents(db::Read& tx, const std::vector<Uuid>& ids, const access::Actor& actor) {
  std::vector<records::Document> out;
  if (actor.looking_as) return out;
  for (const auto& id : ids) {
    const auto row = tx.one(find_analysis, actor.person, Verb::action_read_analysis, actor.today, ActionId{id});
    if (!row) continue;
    const AnalysisDocument document{ActionId{id}, row->text};
    out.push_back({"action.analysis", id, row->revision, row->number, {Audience{row->atom_id}.text()}, row->day_on,
                   json::parse(json::write_described(document))});
  }
  return out;
}

std::vector<Uuid> analysis_changed(db::Read& tx, std::int64_t after, std::int64_t upto) { return tx.all(changed_analyses, after, upto); }

// ---- what a device may send ------------------------------------------------------------------------------------------------

records::Effect effect_of(Done done) { return {done.receipt, done.revision, std::move(done.merged)}; }

template <class In, Done (*verb)(db::Write&, ActionId, const In&, const access::Actor&)>
records::Effect on(db::Write& tx, Uuid record, const std::string& body, const access::Actor& actor) {
  return effect_of(verb(tx, ActionId{record}, json::read<In>(body), actor));
}

records::Effect on_register(db::Write& tx, Uuid record, const std::string& body, const access::Actor& actor) {
  auto in = json::read<NewAction>(body);
  in.id = ActionId{record};
  return effect_of(register_action(tx, in, actor));
}

/// The analysis has revisions of its own.
records::Effect on_analysis(db::Write& tx, Uuid record, const std::string& body, const access::Actor& actor) {
  auto done = write_analysis(tx, ActionId{record}, json::read<AnalysisEdit>(body), actor);
  return {done.receipt, store::analysis_revision(tx, ActionId{record}), {}};
}

const std::vector<const ProblemKind*> judged{&problems::stale, &problems::wrong_state};
const std::vector<const ProblemKind*> edited{&problems::stale, &problems::wrong_state, &problems::edit_conflict};

}  // namespace

const records::Kind action_kind{
    "action", Verb::action_read, action_documents, action_changed, newest_of<newest_records>, nothing_hangs,
    {{"action.register", Verb::action_write, on_register, {}},
     {"action.edit", Verb::action_write, on<EditAction, edit_or_merge>, edited},
     {"action.cancel", Verb::action_write, on<Cancellation, cancel>, judged},
     {"action.undo", Verb::action_write, on<Undo, undo>, {&problems::nothing_to_undo, &problems::period_closed}},
     {"action.state", Verb::action_write, on<StateChange, change_state>, judged},
     {"action.validate", Verb::action_validate, on<Judgement, validate>, judged},
     {"action.take-back", Verb::action_validate, on<TakeBack, take_back>, judged},
     {"action.return", Verb::action_validate, on<ReasonedJudgement, return_to_author>, judged}}};

const records::Kind analysis_kind{"action.analysis", Verb::action_read_analysis, analysis_documents, analysis_changed,
                                  newest_of<newest_analyses>, nothing_hangs,
                                  {{"action.analysis", Verb::action_write, on_analysis, {&problems::stale}}}};

}  // namespace teia::actions
