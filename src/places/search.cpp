// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include "places/names.hpp"
#include "places/store.hpp"

namespace teia::places {
namespace {

/// Whether a place belongs to `within` on a day. Asked once, answered for many.
class Within {
 public:
  Within(db::Read& read, std::optional<PlaceId> within, Day on) : within_(within) {
    if (!within || within->value < 1'000) return;  // states and above are in the code
    const auto members = municipalities_of(read, *within, on);
    inside_.insert(members.begin(), members.end());
    inside_.insert(*within);
    if (within->value < 10'000) {
      for (const auto& region : read.all(store::regions_of_macroregion, *within, on)) inside_.insert(region.id);
    }
  }

  bool operator()(PlaceId place) const {
    if (!within_) return true;
    if (!inside_.empty()) return inside_.contains(place);
    return *within_ == brasil || *within_ == state_of(place) || *within_ == great_region_of(place);
  }

 private:
  std::optional<PlaceId> within_;
  std::set<PlaceId> inside_;
};

/// The first word after all words that begin so.
std::string after(std::string word) {
  ++word.back();
  return word;
}

enum class Fit { whole, beginning, words, none };

Fit fit(const std::vector<std::string>& asked, const std::string& name) {
  const auto words = folded_words(name);
  if (words == asked) return Fit::whole;
  auto begins = [](const std::string& word, const std::string& with) { return word.starts_with(with); };
  if (words.size() >= asked.size() && std::equal(asked.begin(), asked.end() - 1, words.begin()) &&
      begins(words[asked.size() - 1], asked.back())) {
    return Fit::beginning;
  }
  const auto indexed = indexed_words(name);
  const bool all = std::all_of(asked.begin(), asked.end(), [&](const std::string& word) {
    return std::any_of(indexed.begin(), indexed.end(), [&](const std::string& is) { return begins(is, word); });
  });
  return all ? Fit::words : Fit::none;
}

int turn_of(Level level) {
  constexpr Level turns[] = {Level::municipality, Level::state, Level::region, Level::macroregion, Level::great_region, Level::country};
  return static_cast<int>(std::find(std::begin(turns), std::end(turns), level) - std::begin(turns));
}

using Found = std::pair<Fit, PlaceHit>;

bool before(const Found& a, const Found& b) {
  auto key = [](const Found& found) {
    const auto& hit = found.second;
    return std::tuple{found.first, turn_of(hit.level), -hit.population.value_or(0), std::string_view{hit.name}, hit.id};
  };
  return key(a) < key(b);
}

std::vector<Found> found_by_words(db::Read& read, const Search& search, const std::vector<std::string>& asked) {
  const auto longest = *std::max_element(asked.begin(), asked.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  const Within within{read, search.within, search.on};
  std::map<PlaceId, Found> best;
  for (auto& hit : read.all(store::hits_by_word, search.on, longest, after(longest))) {
    if ((search.level && hit.level != *search.level) || !within(hit.id)) continue;
    const auto how = fit(asked, hit.matched);
    if (how == Fit::none) continue;
    if (hit.matched == hit.name) hit.matched.clear();
    const auto [at, is_new] = best.try_emplace(hit.id, how, hit);
    if (!is_new && std::pair{how, hit.matched} < std::pair{at->second.first, at->second.second.matched}) at->second = {how, hit};
  }
  std::vector<Found> out;
  for (auto& [id, found] : best) out.push_back(std::move(found));
  std::sort(out.begin(), out.end(), before);
  return out;
}

/// `bom jesus pi`, `Bom Jesus/PI`: the last word may be the state.
std::vector<Found> found_in_named_state(db::Read& read, const Search& search, std::vector<std::string> asked) {
  if (asked.size() < 2 || asked.back().size() != 2) return {};
  const auto sigla = asked.back();
  asked.pop_back();
  auto found = found_by_words(read, search, asked);
  std::erase_if(found, [&](const Found& one) { return folded(one.second.state) != sigla; });
  return found;
}

std::optional<std::int64_t> as_code(std::string_view text) {
  std::int64_t code = 0;
  const auto first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  if (first == std::string_view::npos) return std::nullopt;
  text = text.substr(first, last - first + 1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  return error == std::errc{} && end == text.data() + text.size() && code >= 0 ? std::optional{code} : std::nullopt;
}

std::vector<PlaceHit> found_by_code(db::Read& read, const Search& search, std::int64_t code) {
  std::vector<PlaceHit> out;
  if (code >= 100'000 && code < 1'000'000) {  // 6 digits: the seventh is a check digit, so at most one of ten exists
    for (int digit = 0; digit < 10 && out.empty(); ++digit) out = read.all(store::hits_by_id, search.on, PlaceId{code * 10 + digit});
  } else {
    out = read.all(store::hits_by_id, search.on, PlaceId{code});
  }
  const Within within{read, search.within, search.on};
  std::erase_if(out, [&](const PlaceHit& hit) { return (search.level && hit.level != *search.level) || !within(hit.id); });
  for (auto& hit : out) hit.matched.clear();
  return out;
}

}  // namespace

std::vector<PlaceHit> search(db::Read& read, const Search& search) {
  if (const auto code = as_code(search.q)) return found_by_code(read, search, *code);
  const auto asked = folded_words(search.q);
  if (asked.empty()) return {};
  auto found = found_in_named_state(read, search, asked);
  for (auto& one : found_by_words(read, search, asked)) {
    const auto same = [&](const Found& other) { return other.second.id == one.second.id; };
    if (std::none_of(found.begin(), found.end(), same)) found.push_back(std::move(one));
  }
  std::vector<PlaceHit> out;
  for (auto& [how, hit] : found) {
    if (out.size() < search.limit) out.push_back(std::move(hit));
  }
  return out;
}

std::vector<PlaceHit> list(db::Read& read, Level level, std::optional<PlaceId> within, Day on) {
  const auto [first, last] = store::states_of(within.value_or(brasil));
  auto out = read.all(store::hits_of_level, on, level, first, last);
  const Within inside{read, within, on};
  std::erase_if(out, [&](const PlaceHit& hit) { return !inside(hit.id); });
  for (auto& hit : out) hit.matched.clear();
  return out;
}

}  // namespace teia::places
