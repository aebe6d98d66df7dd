// SPDX-License-Identifier: Apache-2.0
#include "reports/map.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "reports/words.hpp"

namespace teia::reports {

namespace {

constexpr double tallest = 330, widest = 300;  ///< units of the picture
constexpr std::size_t most_named = 22;         ///< regions that fit beside the map

struct Class {
  const char* fill;
  const char* words;
  std::int64_t least;
};
constexpr std::array classes{Class{"#ffffff", "sem contato", 0}, Class{ink::pale, "1 a 4 ações", 1}, Class{ink::light, "5 a 9", 5},
                             Class{ink::middle, "10 a 19", 10}, Class{ink::dark, "20 ou mais", 20}};

std::size_t class_of(std::int64_t actions) {
  std::size_t found = 0;
  while (found + 1 < classes.size() && actions >= classes[found + 1].least) ++found;
  return found;
}

double scale_of(const Sketch& sketch, double width, double height) {
  return sketch.towns.empty() ? 1 : std::min(width / sketch.width, height / sketch.height);
}

std::string path_of(const TownShape& town, double scale) {
  std::string path;
  for (const auto& loop : town.loops) {
    char letter = 'M';
    for (const auto& spot : loop) {
      path += letter + number_text(spot.x * scale) + " " + number_text(spot.y * scale);
      letter = 'L';
    }
    path += "Z";
  }
  return path;
}

std::string limits_of(const Sketch& sketch, double scale) {
  std::string path;
  for (const auto& edge : sketch.limits) {
    path += "M" + number_text(edge.from.x * scale) + " " + number_text(edge.from.y * scale) + "L" + number_text(edge.to.x * scale) + " " + number_text(edge.to.y * scale);
  }
  return path;
}

/// The seat nearest to the middle of a region's seats: always within the region, whatever its form.
std::map<PlaceId, Spot> middles(const Sketch& sketch) {
  std::map<PlaceId, std::vector<Spot>> seats;
  for (const auto& town : sketch.towns) {
    if (town.region) seats[*town.region].push_back(town.seat);
  }
  std::map<PlaceId, Spot> out;
  for (const auto& [region, all] : seats) {
    Spot middle;
    for (const auto& seat : all) middle = {middle.x + seat.x / static_cast<double>(all.size()), middle.y + seat.y / static_cast<double>(all.size())};
    const auto far = [&](const Spot& seat) { return (seat.x - middle.x) * (seat.x - middle.x) + (seat.y - middle.y) * (seat.y - middle.y); };
    out[region] = *std::min_element(all.begin(), all.end(), [&](auto& a, auto& b) { return far(a) < far(b); });
  }
  return out;
}

Markup badge(double x, double y, const std::string& number) {
  return element("circle", {{"cx", x}, {"cy", y}, {"r", 7.6}, {"fill", "#ffffff"}, {"stroke", ink::text}, {"stroke-width", 0.9}}) +
         letters(x, y + 3.2, number, {.size = 9, .anchor = "middle", .bold = true});
}

Markup cross(double x, double y) {
  constexpr double arm = 3;
  const auto path = "M" + number_text(x - arm) + " " + number_text(y - arm) + "L" + number_text(x + arm) + " " + number_text(y + arm) + "M" + number_text(x - arm) + " " +
                    number_text(y + arm) + "L" + number_text(x + arm) + " " + number_text(y - arm);
  return element("path", {{"d", path}, {"stroke", ink::text}, {"stroke-width", 1.3}, {"fill", "none"}});
}

Markup land(const QuadrimestralData& data, const Sketch& sketch, double scale, std::array<std::int64_t, classes.size()>& counts) {
  std::map<PlaceId, std::int64_t> actions;
  for (const auto& contact : data.contacts) actions[contact.place] = contact.actions;
  Markup areas, crosses;
  for (const auto& town : sketch.towns) {
    const auto found = actions.find(town.id);
    const auto kind = class_of(found == actions.end() ? 0 : found->second);
    ++counts[kind];
    areas << element("path", {{"d", path_of(town, scale)}, {"fill", classes[kind].fill}, {"fill-rule", "evenodd"}, {"stroke", ink::line}, {"stroke-width", 0.35}});
    if (kind == 0) crosses << cross(town.seat.x * scale, town.seat.y * scale);
  }
  areas << element("path", {{"d", limits_of(sketch, scale)}, {"fill", "none"}, {"stroke", ink::text}, {"stroke-width", 1.4}, {"stroke-linecap", "round"}});
  return areas + crosses;
}

}  // namespace

Markup contact_map(const QuadrimestralData& data, const Sketch& sketch) {
  const double scale = scale_of(sketch, widest, tallest), width = sketch.width * scale, height = std::max(sketch.height * scale, 190.0);
  const double beside = page_units - 150;
  std::array<std::int64_t, classes.size()> counts{};
  Markup drawn = element("g", {{"transform", "translate(" + number_text(std::max(2.0, (beside - 20 - width) / 2)) + " 4)"}}, [&] {
    Markup inside = land(data, sketch, scale, counts);
    const auto at = middles(sketch);
    for (std::size_t i = 0; i < data.regions.size(); ++i) {
      if (const auto found = at.find(data.regions[i].id); found != at.end()) inside << badge(found->second.x * scale, found->second.y * scale, std::to_string(i + 1));
    }
    return inside;
  }());

  double y = 12;
  if (data.regions.size() <= most_named) {
    drawn << letters(beside, y, "Regiões de saúde", {.size = 9, .bold = true});
    for (std::size_t i = 0; i < data.regions.size(); ++i) drawn << letters(beside, y += 12.5, std::to_string(i + 1) + "  " + data.regions[i].name, {.size = 8.5});
    y += 24;
  }
  drawn << letters(beside, y, "Municípios, por ações", {.size = 9, .bold = true});
  drawn << letters(beside, y += 11, "com contato no período", {.size = 9, .bold = true});
  for (std::size_t i = 0; i < classes.size(); ++i) {
    y += 14;
    drawn << element("rect", {{"x", beside}, {"y", y - 8}, {"width", 15}, {"height", 9}, {"fill", classes[i].fill}, {"stroke", ink::text}, {"stroke-width", 0.5}});
    if (i == 0) drawn << cross(beside + 7.5, y - 3.5);
    drawn << letters(beside + 21, y, std::string{classes[i].words} + ": " + thousands(counts[i]), {.size = 8.5});
  }
  return picture({"Mapa: contatos do apoio com os municípios", "Cada município está preenchido pelo número de ações com contato; os números em círculos são as regiões de saúde."},
                 page_units, std::max(height + 10, y + 8), drawn);
}

Markup ornament(const Sketch& sketch, const std::string& name) {
  const double scale = scale_of(sketch, 190, 210);
  Markup drawn;
  for (const auto& town : sketch.towns) {
    drawn << element("path", {{"d", path_of(town, scale)}, {"fill", ink::pale}, {"stroke", "#ffffff"}, {"stroke-width", 0.6}});
  }
  drawn << element("path", {{"d", limits_of(sketch, scale)}, {"fill", "none"}, {"stroke", ink::middle}, {"stroke-width", 0.9}, {"stroke-linecap", "round"}});
  return picture({name, "Contorno do estado com suas regiões de saúde."}, sketch.width * scale + 2, sketch.height * scale + 2, drawn);
}

}  // namespace teia::reports
