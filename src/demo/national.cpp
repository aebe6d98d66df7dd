// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <queue>

#include "demo/season.hpp"
#include "demo/texts.hpp"
#include "demo/themes.hpp"
#include "followups/followups.hpp"

/// Three years of the whole network, every event at its hour and by the same verbs as any client.
namespace teia::demo {

namespace {

struct Event {
  Instant at;
  std::uint64_t order = 0;  ///< of two at the same moment
  std::function<void(db::Write&)> happens;
  bool operator<(const Event& other) const { return std::tie(other.at, other.order) < std::tie(at, order); }  // the earliest on top
};

/// A record as the next event finds it.
struct Kept {
  ActionId id;
  std::int64_t revision = 0;
  std::size_t supporter = 0;
  std::string where;
  actions::ActionContent content;
};
using KeptPtr = std::shared_ptr<Kept>;

class Years {
 public:
  Years(db::Store& store, const Network& network, Dice& dice) : store_(store), network_(network), dice_(dice) {}

  void add(const Doing& doing) {
    const auto started = instant_of(doing.day, doing.minute, zone_of(doing.supporter));
    const auto at = std::min(started.plus_minutes(doing.told_after_minutes), last_moment());
    if (started < last_moment()) happen_at(at, [this, doing, started, at](db::Write& tx) { register_one(tx, doing, started, at); });
  }

  /// Everything up to a moment, in order, some to a transaction: within one operation SQLite's journal in memory gets slower with
  /// every statement. The events are consumed: the store has no other writer, so that no job runs twice.
  void run_until(Instant end) {
    while (!events_.empty() && events_.top().at < end) {
      store_.write([&](db::Write& tx) {
        for (int i = 0; i < 10 && !events_.empty() && events_.top().at < end; ++i) {
          const auto happens = events_.top().happens;
          events_.pop();
          happens(tx);
        }
      });
    }
  }

 private:
  static Instant last_moment() { return story_now().plus_minutes(-30); }
  const State& state_of(std::size_t supporter) const { return network_.states.at(network_.supporters[supporter].state); }
  const std::string& zone_of(std::size_t supporter) const { return state_of(supporter).zone; }
  void happen_at(Instant at, std::function<void(db::Write&)> happens) { events_.push({at, next_++, std::move(happens)}); }
  ledger::OperationId operation(Instant at) { return ledger::OperationId::make(at, dice_.chance()); }

  access::Actor actor(PersonId person, std::size_t supporter, Instant now) const {
    return {person, network_.supporters[supporter].device, local_day(now, zone_of(supporter)), now};
  }
  access::Actor author(const Kept& kept, Instant now) const { return actor(network_.supporters[kept.supporter].person, kept.supporter, now); }

  void register_one(db::Write& tx, const Doing& doing, Instant started, Instant at) {
    auto kept = std::make_shared<Kept>();
    kept->supporter = doing.supporter;
    kept->content = content_of(tx, doing, started, *kept);
    actions::NewAction in;
    in.id = kept->id = ActionId::make(at, dice_.chance());
    in.operation = operation(at);
    in.created_at = at;
    in.content = kept->content;
    if (dice_.happens(0.55)) in.analysis = long_analysis(static_cast<std::size_t>(dice_.lognormal(350, 1900)), dice_.chance());
    kept->revision = actions::register_action(tx, in, author(*kept, at)).revision;
    static constexpr std::array shares{0.86, 0.09, 0.02, 0.03};
    if (const auto returns = dice_.pick(shares); returns < 3) judge(kept, at, static_cast<int>(returns));
    follow(kept, at);
  }

  actions::ActionContent content_of(db::Read& tx, const Doing& doing, Instant started, Kept& kept) {
    actions::ActionContent content;
    content.type = doing.type;
    content.theme = doing.theme;
    content.modality = doing.modality;
    content.started_at = started;
    content.minutes = doing.minutes;
    content.places = doing.places;
    const auto& region = network_.regions[doing.region];
    if (doing.meeting) {
      content.intent = actions::PlaceIntent{region.id, region.name};
      content.results = {"PACTUACAO"};
      content.title = "CIR " + region.name + " · ordinária";
    } else if (dice_.happens(0.35)) {
      content.results = {content.type == "ATE" ? "DUVIDA" : "ACORDO"};
    }
    kept.where = doing.places.size() == 1 ? places::require(tx, doing.places.front().place).name : "municípios de " + region.name;
    content.text = long_told(doing.type, kept.where, theme_name(doing.theme), static_cast<std::size_t>(dice_.lognormal(420, 1500)), dice_.chance());
    if (dice_.happens(0.004)) content.text += " Retorno pelo (63) 90000-00" + std::to_string(10 + dice_.below(90)) + ".";
    content.origin = content.type == "ATE" ? "GESTOR" : doing.meeting ? "AGENDA" : "PROPRIA";
    content.visibility = {doing.meeting || dice_.happens(0.6), doing.meeting || content.type == "VIS", false};
    return content;
  }

  PersonId validator_of(const Kept& kept) const {
    const auto& all = state_of(kept.supporter).validators;
    return all.front() == network_.supporters[kept.supporter].person ? all.back() : all.front();
  }

  /// Validated, after as many returns as it takes.
  void judge(const KeptPtr& kept, Instant registered, int returns) {
    const auto at = registered.plus_days(1 + static_cast<std::int64_t>(dice_.below(8))).plus_minutes(static_cast<std::int64_t>(dice_.below(300)));
    if (at >= last_moment()) return;
    happen_at(at, [this, kept, at, returns](db::Write& tx) {
      const auto judge = actor(validator_of(*kept), kept->supporter, at);
      if (returns == 0) {
        actions::validate(tx, kept->id, {operation(at), kept->revision}, judge);
        return;
      }
      kept->revision = actions::return_to_author(tx, kept->id, {operation(at), kept->revision, return_reason(dice_.chance())}, judge).revision;
      mend(kept, at, returns - 1);
    });
  }

  void mend(const KeptPtr& kept, Instant returned, int returns) {
    const auto at = returned.plus_minutes(60 + static_cast<std::int64_t>(dice_.below(2800)));
    if (at >= last_moment()) return;
    happen_at(at, [this, kept, at, returns](db::Write& tx) {
      kept->content.text += " Completei o que faltava: prazo e responsável combinados com a equipe.";
      kept->revision = actions::edit(tx, kept->id, {operation(at), kept->revision, kept->content, std::nullopt}, author(*kept, at)).revision;
      judge(kept, at, returns);
    });
  }

  /// None for 58 %, one for 28 %, two for 10 %, three for 4 %: six for ten actions.
  void follow(const KeptPtr& kept, Instant registered) {
    static constexpr std::array shares{0.58, 0.28, 0.10, 0.04};
    for (auto left = dice_.pick(shares); left > 0; --left) {
      const auto made = registered.plus_minutes(2 + static_cast<std::int64_t>(left));
      happen_at(made, [this, kept, made](db::Write& tx) { one_followup(tx, kept, made); });
    }
  }

  void one_followup(db::Write& tx, const KeptPtr& kept, Instant made) {
    static constexpr std::array kinds{"ORIENTAR", "NOTA", "CIR", "CIB", "SES", "MS", "CONASEMS", "MUNICIPIO", "RETORNAR"};
    const std::string kind = kinds[dice_.below(kinds.size())];
    const int due_after = std::clamp(static_cast<int>(dice_.lognormal(15, 40)), 2, 120);
    followups::NewFollowup in;
    const auto id = in.id = FollowupId::make(made, dice_.chance());
    in.operation = operation(made);
    in.action = kept->id;
    in.text = followup_text(kind, kept->where);
    in.kind = kind;
    in.responsible.person = network_.supporters[kept->supporter].person;
    in.due_on = local_day(made, zone_of(kept->supporter)).plus(due_after);
    in.priority = dice_.happens(0.25) ? "ALTA" : "NORMAL";
    followups::create(tx, in, author(*kept, made));
    end_followup(kept, id, kind, made, due_after);
  }

  /// 61 % closed in time, 22 % late, 3 % cancelled; 14 % stay open.
  void end_followup(const KeptPtr& kept, FollowupId id, const std::string& kind, Instant made, int due_after) {
    static constexpr std::array shares{0.61, 0.22, 0.03, 0.14};
    const auto end = dice_.pick(shares);
    if (end == 3) return;
    const auto days = end == 1 ? due_after + 1 + static_cast<int>(dice_.below(30)) : static_cast<int>(dice_.below(static_cast<std::size_t>(due_after)));
    const auto at = made.plus_days(days).plus_minutes(10 + static_cast<std::int64_t>(dice_.below(200)));
    if (at >= last_moment()) return;
    happen_at(at, [this, kept, id, kind, at, end](db::Write& tx) {
      followups::FollowupDeed deed;
      deed.operation = operation(at);
      deed.base_revision = 1;
      deed.text = end == 2 ? "O município resolveu por outro caminho." : answer_text(kind);
      if (end == 2) followups::cancel(tx, id, deed, author(*kept, at));
      else followups::close(tx, id, deed, author(*kept, at));
    });
  }

  db::Store& store_;
  const Network& network_;
  Dice& dice_;
  std::priority_queue<Event> events_;
  std::uint64_t next_ = 0;
};

Day months_before(Day month, int count) {
  const int months = month.year() * 12 + static_cast<int>(month.month()) - 1 - count;
  return Day::of(months / 12, static_cast<unsigned>(months % 12) + 1, 1);
}

}  // namespace

std::vector<Login> tell_national(db::Store& store, const National& national, const Tell& tell) {
  const auto chance = seeded_chance(national.seed);
  Dice dice{*chance};
  const auto today = local_day(story_now(), capital_zone);
  const auto end = Day::of(today.year(), today.month(), 1);
  const auto begin = months_before(end, national.months);
  tell("pessoas, contas e atribuições dos 26 estados");
  const auto network = gather(store, dice, begin, instant_of(begin, 0, capital_zone));
  Years years{store, network, dice};
  for (auto month = begin; month < end; month = months_before(month, -1)) {
    const auto doings = month_of(network, month, national.actions_a_month, dice);
    tell(month.text().substr(0, 7) + ": " + std::to_string(doings.size()) + " ações");
    for (const auto& doing : doings) years.add(doing);
    years.run_until(instant_of(months_before(month, -1), 0, capital_zone));
  }
  years.run_until(story_now());
  return network.logins;
}

}  // namespace teia::demo
