// SPDX-License-Identifier: Apache-2.0
#include "demo/season.hpp"

#include <algorithm>
#include <array>

#include "demo/season_shares.hpp"
#include "demo/themes.hpp"

namespace teia::demo {

namespace {

/// January of 2025 welcomes the managers of a new term; July has the congress; October of an election year is quiet.
double season(Day month) {
  static constexpr std::array usual{0.7, 0.9, 1.2, 1.1, 1.2, 1.0, 0.8, 1.1, 1.2, 1.0, 1.2, 0.7};
  if (month.year() % 4 == 1 && month.month() == 1) return 1.6;
  if (month.year() % 4 == 0 && month.month() == 10) return 0.8;
  return usual[month.month() - 1];
}
constexpr double mean_season = (0.7 + 0.9 + 1.2 + 1.1 + 1.2 + 1.0 + 0.8 + 1.1 + 1.2 + 1.0 + 1.2 + 0.7) / 12;

Day day_in(Day first, Dice& dice) {
  const int days = Day::of(first.year() + (first.month() == 12), first.month() % 12 + 1, 1) - first;
  static constexpr std::array share{0.005, 0.17, 0.23, 0.22, 0.22, 0.14, 0.015};  // Sunday first
  for (;;) {
    const auto day = first.plus(static_cast<std::int32_t>(dice.below(static_cast<std::size_t>(days))));
    if (dice.happens(share[day.weekday()] / 0.23)) return day;
  }
}

/// Peaks from 9 to 11 and from 14 to 17.
int minute_of_day(Dice& dice) {
  static constexpr std::array share{1.0, 3.0, 3.0, 1.5, 0.7, 1.0, 3.0, 3.0, 3.0, 1.0};  // from 8 h
  return (8 + static_cast<int>(dice.pick(share))) * 60 + 15 * static_cast<int>(dice.below(4));
}

/// 45 % on the day, 30 % within three days, 17 % within ten, 8 % later.
int delay(Dice& dice) {
  static constexpr std::array share{0.45, 0.30, 0.17, 0.08};
  static constexpr std::array<std::size_t, 5> from_day{0, 1, 4, 11, 26};
  const auto at = dice.pick(share);
  if (at == 0) return 5 + static_cast<int>(dice.below(240));
  const auto days = from_day[at] + dice.below(from_day[at + 1] - from_day[at]);
  return static_cast<int>(days * 1440 + dice.below(240));
}

/// Towns that nobody reaches in a whole quadrimestre: two in a hundred, others each time.
bool left_alone(PlaceId town, Day day) {
  const auto quadrimestre = day.year() * 3 + static_cast<int>(day.month() - 1) / 4;
  const auto mixed = (static_cast<std::uint64_t>(town.value) * 2654435761u + static_cast<std::uint64_t>(quadrimestre) * 40503u) >> 4;
  return mixed % 50 == 0;
}

/// A town of the region, the first of its order more often than the last (Zipf-like).
PlaceId town_of(const Region& region, Dice& dice) {
  std::vector<double> weights;
  for (std::size_t rank = 0; rank < region.towns.size(); ++rank) weights.push_back(1 / std::pow(static_cast<double>(rank + 1), 0.7));
  return region.towns[dice.pick(weights)];
}

class Month {
 public:
  Month(const Network& network, Day first, int actions, Dice& dice)
      : network_(network), first_(first), dice_(dice), wanted_(static_cast<std::size_t>(std::lround(actions * season(first) / mean_season))) {}

  std::vector<Doing> all() {
    meetings();
    for (std::size_t turn = 0; doings_.size() < wanted_; ++turn) doings_.push_back(usual(turn % network_.supporters.size()));
    return std::move(doings_);
  }

 private:
  /// Of 449 regional commissions 430 meet in a month, as far as the month's share of a smaller world goes.
  void meetings() {
    const auto most = static_cast<std::size_t>(static_cast<double>(wanted_) * 0.083);
    for (std::size_t s = 0; s < network_.supporters.size(); ++s) {
      for (const auto region : network_.supporters[s].regions) {
        if (doings_.size() >= most || !dice_.happens(0.957)) continue;
        auto doing = begun(s, shares::meeting);
        doing.region = region;
        doing.meeting = true;
        doing.minute = 9 * 60;
        attend(doing);
        doings_.push_back(std::move(doing));
      }
    }
  }

  Doing usual(std::size_t supporter) {
    std::array<double, shares::kinds.size()> weights;
    std::transform(shares::kinds.begin(), shares::kinds.end(), weights.begin(), [](const auto& kind) { return kind.share; });
    const auto& kind = shares::kinds[dice_.pick(weights)];
    auto doing = begun(supporter, kind);
    const auto& regions = network_.supporters[supporter].regions;
    doing.region = regions[dice_.below(regions.size())];
    towns(doing, kind);
    return doing;
  }

  Doing begun(std::size_t supporter, const shares::Kind& kind) {
    Doing doing;
    doing.supporter = supporter;
    doing.type = kind.type;
    doing.modality = shares::modalities[dice_.pick(kind.modalities)];
    std::array<double, shares::themes.size()> weights;
    std::transform(shares::themes.begin(), shares::themes.end(), weights.begin(), [](const auto& theme) { return theme.share; });
    const auto codes = themes_below(shares::themes[dice_.pick(weights)].code);
    doing.theme = codes[dice_.below(codes.size())];
    doing.day = day_in(first_, dice_);
    doing.minute = minute_of_day(dice_);
    doing.minutes = std::clamp(static_cast<int>(dice_.lognormal(kind.minutes, kind.minutes * 2.2)) / 5 * 5, 5, 600);
    doing.told_after_minutes = doing.minutes + delay(dice_);
    return doing;
  }

  /// Who came: the mean is 72 %, no two meetings alike.
  void attend(Doing& doing) {
    const double share = std::clamp(0.72 + 0.15 * (dice_.fraction() + dice_.fraction() + dice_.fraction() - 1.5) * 2, 0.2, 1.0);
    for (const auto town : network_.regions[doing.region].towns) {
      const bool came = !left_alone(town, doing.day) && dice_.happens(share);
      doing.places.push_back({town, came ? actions::Presence::present : actions::Presence::invited,
                              came ? std::optional{dice_.happens(0.7)} : std::nullopt});
    }
  }

  void towns(Doing& doing, const shares::Kind& kind) {
    if (kind.towns == 0) {
      doing.places.push_back({network_.supporters[doing.supporter].state, actions::Presence::direct, std::nullopt});
      return;
    }
    const auto& regions = network_.supporters[doing.supporter].regions;
    const auto wanted = kind.towns == 1 ? 1 : 2 + dice_.below(2 * kind.towns - 3);
    const auto presence = wanted == 1 ? actions::Presence::direct : actions::Presence::present;
    for (std::size_t i = 0; i < wanted * 4 && doing.places.size() < wanted; ++i) {
      const auto& region = network_.regions[i < wanted ? doing.region : regions[dice_.below(regions.size())]];
      const auto town = town_of(region, dice_);
      const auto same = [&](const auto& place) { return place.place == town; };
      if (left_alone(town, doing.day) || std::any_of(doing.places.begin(), doing.places.end(), same)) continue;
      doing.places.push_back({town, presence, std::nullopt});
    }
    if (doing.places.empty()) doing.places.push_back({network_.supporters[doing.supporter].state, actions::Presence::direct, std::nullopt});
  }

  const Network& network_;
  Day first_;
  Dice& dice_;
  std::size_t wanted_;
  std::vector<Doing> doings_;
};

}  // namespace

std::vector<Doing> month_of(const Network& network, Day first, int actions, Dice& dice) { return Month{network, first, actions, dice}.all(); }

}  // namespace teia::demo
