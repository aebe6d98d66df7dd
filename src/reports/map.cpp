// SPDX-License-Identifier: Apache-2.0
#include "reports/map.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "reports/words.hpp"

namespace teia::reports {

namespace {

constexpr double tallest = 272, widest = 300;  ///< units of the picture
constexpr std::size_t most_named = 22;         ///< regions that fit beside the map

/// How long the last contact is ago, on the period's last day. Those without one are white, with a cross.
struct Class {
  const char* fill;
  const char* words;
  std::int64_t most_days;
  std::int64_t towns = 0;
};
std::vector<Class> classes() {
  return {{ink::pale, "até 15 dias", 15}, {ink::light, "16 a 30 dias", 30}, {ink::middle, "31 a 60 dias", 60}, {"#ffffff", "mais de 60, ou nenhum", 0}};
}

/// The towns that the network does not reach are not asked for.
constexpr const char* outside = "#d9d9d9";

Class& class_of(std::vector<Class>& all, const Contact& contact) {
  for (auto& one : all) {
    if (contact.days && *contact.days <= one.most_days) return one;
  }
  return all.back();
}

double scale_of(const Sketch& sketch, double width, double height) {
  return sketch.towns.empty() ? 1 : std::min(width / sketch.width, height / sketch.height);
}

std::string path_of(const TownShape& town, double scale) {
  Path path;
  for (const auto& loop : town.loops) {
    for (std::size_t i = 0; i < loop.size(); ++i) {
      if (i == 0) path.move(loop[i].x * scale, loop[i].y * scale);
      else path.line(loop[i].x * scale, loop[i].y * scale);
    }
    path.close();
  }
  return path.way();
}

std::string limits_of(const Sketch& sketch, double scale) {
  Path path;
  for (const auto& edge : sketch.limits) path.move(edge.from.x * scale, edge.from.y * scale).line(edge.to.x * scale, edge.to.y * scale);
  return path.way();
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

/// Smaller where there are many.
Markup badge(double x, double y, const std::string& number, bool many) {
  const double size = many ? 6 : 9;
  return element("circle", {{"cx", x}, {"cy", y}, {"r", size * 0.85}, {"fill", "#ffffff"}, {"stroke", ink::text}, {"stroke-width", 0.9}}) +
         letters(x, y + size * 0.36, number, {.size = size, .anchor = "middle", .bold = true});
}

Markup cross(double x, double y, double arm = 3) {
  Path path;
  path.move(x - arm, y - arm).line(x + arm, y + arm).move(x - arm, y + arm).line(x + arm, y - arm);
  return element("path", {{"d", path.way()}, {"stroke", ink::text}, {"stroke-width", 1.3}, {"fill", "none"}});
}

Markup land(const QuadrimestralData& data, const Sketch& sketch, double scale, std::vector<Class>& kinds) {
  std::map<PlaceId, const Contact*> contacts;
  for (const auto& contact : data.contacts) contacts[contact.place] = &contact;
  Markup areas, crosses;
  for (const auto& town : sketch.towns) {
    const auto found = contacts.find(town.id);
    const char* fill = outside;
    if (found != contacts.end()) {
      auto& kind = class_of(kinds, *found->second);
      ++kind.towns;
      fill = kind.fill;
      if (&kind == &kinds.back()) crosses << cross(town.seat.x * scale, town.seat.y * scale, sketch.towns.size() > 250 ? 1.8 : 3);
    }
    areas << element("path", {{"d", path_of(town, scale)}, {"fill", fill}, {"fill-rule", "evenodd"}, {"stroke", ink::line}, {"stroke-width", 0.35}});
  }
  areas << element("path", {{"d", limits_of(sketch, scale)}, {"fill", "none"}, {"stroke", ink::text}, {"stroke-width", 1.4}, {"stroke-linecap", "round"}});
  return areas + crosses;
}

Markup badges(const QuadrimestralData& data, const Sketch& sketch, double scale) {
  Markup out;
  const auto at = middles(sketch);
  for (std::size_t i = 0; i < data.regions.size(); ++i) {
    const auto found = at.find(data.regions[i].id);
    if (found == at.end()) continue;
    out << badge(found->second.x * scale, found->second.y * scale, std::to_string(i + 1), data.regions.size() > most_named);
  }
  return out;
}

/// Beside the map, from the top; `y` ends where the last line stands.
Markup legend(const QuadrimestralData& data, const std::vector<Class>& kinds, double x, double& y) {
  Markup out;
  if (data.regions.size() <= most_named) {
    out << letters(x, y, "Regiões de saúde", {.size = 9, .bold = true});
    for (std::size_t i = 0; i < data.regions.size(); ++i) out << letters(x, y += 12.5, std::to_string(i + 1) + "  " + data.regions[i].name);
    y += 24;
  }
  out << letters(x, y, "Último contato, em", {.size = 9, .bold = true});
  out << letters(x, y += 11, short_day(std::min(data.to, data.known_on)), {.size = 9, .bold = true});
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    y += 14;
    out << element("rect", {{"x", x}, {"y", y - 8}, {"width", 15}, {"height", 9}, {"fill", kinds[i].fill}, {"stroke", ink::text}, {"stroke-width", 0.5}});
    if (i + 1 == kinds.size()) out << cross(x + 7.5, y - 3.5);
    out << letters(x + 21, y, std::string{kinds[i].words} + ": " + thousands(kinds[i].towns));
  }
  return out;
}

}  // namespace

Markup contact_map(const QuadrimestralData& data, const Sketch& sketch) {
  constexpr double beside = page_units - 156;
  const double scale = scale_of(sketch, widest, tallest), shift = std::max(2.0, (beside - 20 - sketch.width * scale) / 2);
  auto kinds = classes();
  const auto inside = land(data, sketch, scale, kinds) + badges(data, sketch, scale);
  double y = 12;
  const auto words = legend(data, kinds, beside, y);
  const Said said{"Mapa: tempo desde o último contato do apoio com cada município",
                  "Cada município está preenchido pelo tempo desde o último contato, do mais claro (até 15 dias) ao mais escuro (31 a 60); o branco com uma "
                  "cruz é de mais de 60 dias, ou de nenhum contato. Os números em círculos são as regiões de saúde."};
  return picture(said, page_units, std::max(sketch.height * scale + 10, y + 8),
                 element("g", {{"transform", "translate(" + number_text(shift) + " 4)"}}, inside) + words);
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
