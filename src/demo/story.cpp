// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "demo/plan.hpp"
#include "demo/texts.hpp"
#include "demo/themes.hpp"
#include "followups/followups.hpp"

/// The story as it happened: every event at its hour, by the same verbs as any client.
namespace teia::demo {

namespace {

constexpr std::string_view zone = "America/Araguaina";

struct Event {
  Instant at;
  std::function<void(db::Write&)> happens;
};

/// What one event leaves for a later one.
struct Kept {
  ActionId id;
  PersonId author;
  std::string where;
  actions::ActionContent content;
};

class Story {
 public:
  Story(db::Store& store, const Cast& cast, Chance& chance) : store_(store), cast_(cast), chance_(chance) {}

  void write(const std::vector<Deed>& deeds) {
    std::size_t regional = 0;
    for (const auto& deed : deeds) {
      auto kept = std::make_shared<Kept>();
      const auto at = register_event(deed, kept);
      if (deed.fate == Fate::validated) judge(kept, at, 1, false);
      if (deed.fate == Fate::returned) judge(kept, at, 1, true);
      if (deed.fate == Fate::validated && deed.places.size() == 1 && deed.region != "UF" && deed.day.month() < 4 && ++regional % 3 == 0) {
        may_follow_.emplace_back(kept, at);
      }
    }
    follow_up();
  }

  void happen() {
    std::stable_sort(events_.begin(), events_.end(), [](auto& a, auto& b) { return a.at < b.at; });
    for (std::size_t begin = 0; begin < events_.size(); begin += 50) {
      store_.write([&](db::Write& tx) {
        for (std::size_t i = begin; i < std::min(begin + 50, events_.size()); ++i) events_[i].happens(tx);
      });
    }
  }

 private:
  access::Actor actor(PersonId person, Instant now) { return {person, device_, local_day(now, zone), now}; }
  ledger::OperationId operation(Instant at) { return ledger::OperationId::make(at, chance_); }
  int chance_of(int below) { return static_cast<int>(chance_.next() % static_cast<std::uint64_t>(below)); }

  /// Half on the same day, the rest within days; nothing after the story's morning.
  Instant told_at(Instant ended) {
    const auto at = chance_of(100) < 50 ? ended.plus_minutes(20 + chance_of(180)) : ended.plus_days(1 + chance_of(4)).plus_minutes(chance_of(120));
    return std::min(at, story_now().plus_minutes(-60 + chance_of(20)));
  }

  Instant register_event(const Deed& deed, const std::shared_ptr<Kept>& kept) {
    const auto started = instant_of(deed.day, deed.minute, zone);
    // What waits was told last: so that it is this record, and not its neighbour, that looks told twice.
    const auto at = deed.fate == Fate::waiting ? story_now().plus_minutes(-30 + chance_of(20)) : told_at(started.plus_minutes(30));
    events_.push_back({at, [this, deed, kept, started, at](db::Write& tx) {
                         actions::NewAction in;
                         in.id = ActionId::make(at, chance_);
                         in.operation = operation(at);
                         in.created_at = at;
                         in.content = content_of(tx, deed, started, *kept);
                         if (chance_of(100) < 40) in.analysis = analysis(chance_);
                         actions::register_action(tx, in, actor(deed.author, at));
                         kept->id = in.id;
                         kept->author = deed.author;
                         kept->content = in.content;
                       }});
    return at;
  }

  actions::ActionContent content_of(db::Read& tx, const Deed& deed, Instant started, Kept& kept) {
    actions::ActionContent content;
    content.type = deed.type;
    content.theme = deed.theme;
    content.modality = deed.modality;
    content.started_at = started;
    for (const auto& town : deed.places) {
      const auto presence = deed.meeting || deed.places.size() > 1 ? actions::Presence::present : actions::Presence::direct;
      content.places.push_back({town, presence, deed.meeting ? std::optional{chance_of(100) < 72} : std::nullopt});
    }
    for (const auto& town : deed.absent) content.places.push_back({town, actions::Presence::invited, std::nullopt});
    kept.where = where(tx, deed);
    content.text = told(deed.type, kept.where, theme_name(deed.theme), chance_);
    if (deed.telephone) content.text += " Retorno pelo (63) 90000-00" + std::to_string(10 + chance_of(90)) + ".";
    if (deed.meeting) {
      content.intent = actions::PlaceIntent{region_of(tx, deed), deed.region};
      content.agenda.push_back({"Pactuação sobre " + theme_name(deed.theme), "CONSENSO", std::to_string(++acts_[deed.region]) + "/2025"});
      content.results = {"PACTUACAO"};
      content.title = std::string{"CIR "} + deed.region + (deed.meeting->extraordinary ? " · extraordinária" : " · ordinária");
    } else if (chance_of(100) < 35) {
      content.results = {deed.type == "ATE" ? "DUVIDA" : "ACORDO"};
    }
    content.origin = deed.type == "ATE" ? "GESTOR" : deed.meeting ? "AGENDA" : "PROPRIA";
    content.visibility = {deed.meeting != nullptr || chance_of(100) < 60, deed.type == "VIS" || deed.meeting != nullptr, false};
    return content;
  }

  static PlaceId region_of(db::Read& tx, const Deed& deed) {
    return *places::parent_of(tx, deed.places.front(), places::Relation::region, deed.day);
  }

  static std::string where(db::Read& tx, const Deed& deed) {
    if (deed.places.size() == 1) return places::require(tx, deed.places.front()).name;
    return deed.region.empty() ? "várias regiões" : "municípios do " + deed.region;
  }

  void judge(const std::shared_ptr<Kept>& kept, Instant registered, std::int64_t revision, bool back) {
    const auto at = std::min(registered.plus_days(1 + chance_of(6)), story_now().plus_minutes(-30 + chance_of(20)));
    events_.push_back({at, [this, kept, revision, back, at](db::Write& tx) {
                         const auto judge = actor(cast_.coordinator, at);
                         if (back) actions::return_to_author(tx, kept->id, {operation(at), revision, reasons_[returned_++ % reasons_.size()]}, judge);
                         else actions::validate(tx, kept->id, {operation(at), revision}, judge);
                       }});
  }

  /// Deadlines and ends as the story's table says, each tied to an action of January to March.
  void follow_up() {
    std::size_t next = 0;
    const auto take = [&](const char* kind, int count, int due_after, int end_after, const char* end) {
      for (int i = 0; i < count; ++i) one_followup(may_follow_.at(next++), kind, due_after, end_after, end);
    };
    for (const auto& f : facts::followups) {
      take(f.kind, f.on_time, 15, 9, "concluido");
      take(f.kind, f.late, 8, 14, "concluido");
      take(f.kind, f.overdue, 20, 0, "");
      take(f.kind, f.cancelled, 15, 6, "cancelado");
      take(f.kind, f.open, 0, 0, "");
    }
  }

  /// `due_after` 0: due on a day after the story's today.
  void one_followup(const std::pair<std::shared_ptr<Kept>, Instant>& action, std::string kind, int due_after, int end_after, std::string end) {
    const auto kept = action.first;
    const auto made = action.second.plus_minutes(5);
    const auto id = std::make_shared<FollowupId>();
    events_.push_back({made, [this, kept, kind, due_after, made, id](db::Write& tx) {
                         followups::NewFollowup in;
                         in.id = *id = FollowupId::make(made, chance_);
                         in.operation = operation(made);
                         in.action = kept->id;
                         in.text = followup_text(kind, kept->where);
                         in.kind = kind;
                         in.responsible.person = kept->author;
                         in.due_on = due_after ? local_day(made, zone).plus(due_after) : Day::of(2025, 5, 8 + static_cast<unsigned>(chance_of(20)));
                         in.priority = chance_of(4) == 0 ? "ALTA" : "NORMAL";
                         followups::create(tx, in, actor(kept->author, made));
                       }});
    if (end.empty()) return;
    const auto ended = made.plus_days(end_after);
    events_.push_back({ended, [this, kept, kind, end, ended, id](db::Write& tx) {
                         followups::FollowupDeed deed;
                         deed.operation = operation(ended);
                         deed.base_revision = 1;
                         deed.text = end == "cancelado" ? "O município resolveu por outro caminho." : answer_text(kind);
                         const auto who = actor(kept->author, ended);
                         if (end == "cancelado") followups::cancel(tx, *id, deed, who);
                         else followups::close(tx, *id, deed, who);
                       }});
  }

  db::Store& store_;
  const Cast& cast_;
  Chance& chance_;
  ledger::DeviceId device_ = ledger::DeviceId::make(Instant{1'735'700'000'000}, chance_);
  std::vector<Event> events_;
  std::vector<std::pair<std::shared_ptr<Kept>, Instant>> may_follow_;
  std::map<std::string, int> acts_;
  std::size_t returned_ = 0;
  std::vector<std::string> reasons_{"Faltou o prazo da nota técnica.", "Qual instrumento foi revisado? Escreva o nome e o ano.",
                                    "Diga quem ficou de enviar o documento ao conselho.", "O município é este mesmo? A agenda do dia mostra outro.",
                                    "Conte o que ficou combinado com a equipe."};
};

/// One town passes from one region to another on 1 March: the story's change of composition.
void change_composition(db::Store& store) {
  store.write([](db::Write& tx) {
    std::optional<PlaceId> from, to;
    for (const auto& region : places::list(tx, places::Level::region, PlaceId{17}, Day::of(2025, 1, 1))) {
      if (region.name == "Cantão") from = region.id;
      if (region.name == "Capim Dourado") to = region.id;
    }
    for (const auto town : places::municipalities_of(tx, from.value(), Day::of(2025, 1, 1))) {
      if (places::require(tx, town).name != "Barrolândia") continue;
      places::move_municipality(tx, {town, places::Relation::region, to, Day::of(2025, 3, 1), "Ato fictício da demonstração"});
      access::refresh_territories(tx);
      return;
    }
    throw std::logic_error("Barrolândia is not in Cantão");
  });
}

}  // namespace

Instant story_now() { return instant_of(Day::of(2025, 5, 5), 9 * 60, zone); }

std::vector<Login> tell_story(db::Store& store, const Tell& tell) {
  const auto chance = seeded_chance(2025);
  tell("pessoas, contas e atribuições");
  const auto cast = assemble(store, *chance, instant_of(Day::of(2024, 1, 8), 9 * 60, zone));
  change_composition(store);
  const auto deeds = store.read([&](db::Read& tx) { return plan(tx, cast, *chance); });
  tell(std::to_string(deeds.size()) + " ações e 96 encaminhamentos do quadrimestre");
  Story story{store, cast, *chance};
  story.write(deeds);
  story.happen();
  return cast.logins;
}

}  // namespace teia::demo
