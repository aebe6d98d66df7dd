// SPDX-License-Identifier: Apache-2.0
#include "reports/svg.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "reports/words.hpp"

namespace teia::reports {

namespace {

constexpr double label_width = 168, row = 13.6, bar = 9;

Markup stroke(double x1, double y1, double x2, double y2, const char* colour, double width) {
  return element("line", {{"x1", x1}, {"y1", y1}, {"x2", x2}, {"y2", y2}, {"stroke", colour}, {"stroke-width", width}});
}

/// 1, 2 or 5 times a power of ten, so that about four of them reach the most.
std::int64_t step_for(std::int64_t most) {
  std::int64_t step = 1;
  for (int i = 0; step * 5 < most; ++i) step = i % 3 == 1 ? step / 2 * 5 : step * 2;
  return step;
}

std::int64_t most_of(const std::vector<Bar>& all) {
  std::int64_t most = 1;
  for (const auto& one : all) most = std::max(most, one.value);
  return most;
}

}  // namespace

Markup picture(const Said& said, double width, double height, const Markup& inside) {
  Markup all = element("title", {}, said.title) + element("desc", {}, said.description) + inside;
  return element("svg", {{"xmlns", "http://www.w3.org/2000/svg"}, {"viewBox", "0 0 " + number_text(width) + " " + number_text(height)},
                         {"width", number_text(width / 3) + "mm"}, {"height", number_text(height / 3) + "mm"}, {"role", "img"}, {"font-family", "Liberation Sans"}},
                 all);
}

Markup letters(double x, double y, const std::string& text, const Letters& how) {
  const auto* weight = how.bold ? "bold" : "normal";
  return element("text", {{"x", x}, {"y", y}, {"font-size", how.size}, {"text-anchor", how.anchor}, {"font-weight", weight}, {"fill", how.fill}}, text);
}

Markup rectangle(double x, double y, double width, double height, const char* fill) {
  return element("rect", {{"x", x}, {"y", y}, {"width", width}, {"height", height}, {"fill", fill}});
}

Markup hatched_rectangle(double x, double y, double width, double height, double step) {
  Path path;
  for (double at = step; at < width + height; at += step) {  // `at`: where the line meets the left side or the top, seen from the upper left
    const double x1 = std::max(0.0, at - height), y1 = std::min(at, height), x2 = std::min(at, width), y2 = std::max(0.0, at - width);
    path.move(x + x1, y + y1).line(x + x2, y + y2);
  }
  return element("rect", {{"x", x}, {"y", y}, {"width", width}, {"height", height}, {"fill", "#ffffff"}, {"stroke", ink::dark}, {"stroke-width", 0.6}}) +
         element("path", {{"d", path.way()}, {"stroke", ink::dark}, {"stroke-width", 0.7}, {"fill", "none"}});
}

Markup bars(const Said& said, const std::vector<Bar>& all) {
  const double room = page_units - label_width - 46, most = static_cast<double>(most_of(all));
  Markup drawn;
  double y = 4;
  for (const auto& one : all) {
    const double width = room * static_cast<double>(one.value) / most, apart = room * static_cast<double>(one.hatched) / most;
    drawn << letters(label_width - 6, y + 8.2, text::first_letters(one.label, 38), {.anchor = "end"});
    drawn << rectangle(label_width, y, width - apart, bar, ink::dark);
    if (one.hatched > 0) drawn << hatched_rectangle(label_width + width - apart, y, apart, bar);
    drawn << letters(label_width + width + 5, y + 8.2, thousands(one.value), {.bold = true});
    y += row;
  }
  drawn << stroke(label_width, 0, label_width, y - 1, ink::text, 0.8);
  return picture(said, page_units, y + 2, drawn);
}

Markup columns(const Said& said, const std::vector<Bar>& all, const Legend& legend) {
  constexpr double left = 32, top = 16, height = 112, floor = top + height;
  const auto step = step_for(most_of(all));
  const auto highest = (most_of(all) + step - 1) / step * step;
  const double scale = height / static_cast<double>(highest), slot = (page_units - left) / static_cast<double>(std::max<std::size_t>(1, all.size()));
  Markup drawn;
  for (std::int64_t at = 0; at <= highest; at += step) {
    const double y = floor - scale * static_cast<double>(at);
    drawn << stroke(left, y, page_units, y, at == 0 ? ink::text : ink::line, at == 0 ? 0.9 : 0.35);
    drawn << letters(left - 5, y + 3, thousands(at), {.size = 8, .anchor = "end"});
  }
  bool some_hatched = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& one = all[i];
    const double middle = left + slot * (static_cast<double>(i) + 0.5), width = std::min(58.0, slot * 0.6), tall = scale * static_cast<double>(one.value),
                 apart = scale * static_cast<double>(one.hatched);
    drawn << rectangle(middle - width / 2, floor - tall + apart, width, tall - apart, ink::dark);
    if (one.hatched > 0) drawn << hatched_rectangle(middle - width / 2, floor - tall, width, apart);
    if (one.hatched > 0) drawn << letters(middle + width / 2 + 4, floor - tall + 7, thousands(one.hatched), {.size = 8});
    some_hatched = some_hatched || one.hatched > 0;
    drawn << rectangle(middle - 16, floor - tall - 12.5, 32, 11, "#ffffff");  // no line runs through a number
    drawn << letters(middle, floor - tall - 4, thousands(one.value), {.size = 9.5, .anchor = "middle", .bold = true});
    drawn << letters(middle, floor + 12, one.label, {.size = 9, .anchor = "middle"});
  }
  drawn << rectangle(left, floor + 22, 8, 8, ink::dark) << letters(left + 13, floor + 29.5, legend.solid);
  if (some_hatched) drawn << hatched_rectangle(left + 120, floor + 22, 8, 8) << letters(left + 133, floor + 29.5, legend.hatched);
  return picture(said, page_units, floor + 34, drawn);
}

Markup lines(const Said& said, const std::vector<std::string>& points, const std::vector<Series>& all) {
  constexpr double left = 40, right = 120, top = 10, height = 100, floor = top + height;
  const double slot = (page_units - left - right) / static_cast<double>(std::max<std::size_t>(1, points.size()));
  const auto x_of = [&](std::size_t i) { return left + slot * (static_cast<double>(i) + 0.5); };
  const auto y_of = [&](double value) { return floor - height * std::clamp(value, 0.0, 100.0) / 100; };
  Markup drawn;
  for (int at = 0; at <= 100; at += 25) {
    drawn << stroke(left, y_of(at), page_units - right, y_of(at), at == 0 ? ink::text : ink::line, at == 0 ? 0.9 : 0.35)
          << letters(left - 5, y_of(at) + 3, std::to_string(at) + "\u00A0%", {.size = 8, .anchor = "end"});
  }
  for (std::size_t i = 0; i < points.size(); ++i) drawn << letters(x_of(i), floor + 12, points[i], {.size = 9, .anchor = "middle"});
  constexpr const char* dashes[] = {"none", "5 3", "1.5 2.5", "8 3 2 3"};
  for (std::size_t n = 0; n < all.size(); ++n) {
    Path path;
    bool begun = false;
    double last = floor;
    for (std::size_t i = 0; i < all[n].values.size(); ++i) {
      const auto value = all[n].values[i];
      if (value) begun ? path.line(x_of(i), y_of(*value)) : path.move(x_of(i), y_of(*value));
      begun = value.has_value();
      if (!value) continue;
      last = y_of(*value);
      drawn << element("circle", {{"cx", x_of(i)}, {"cy", y_of(*value)}, {"r", 2.6}, {"fill", ink::dark}})
            << letters(x_of(i), y_of(*value) - 6, std::to_string(std::lround(*value)) + "\u00A0%", {.size = 9, .anchor = "middle", .bold = true});
    }
    if (!path.empty()) drawn << element("path", {{"d", path.way()}, {"fill", "none"}, {"stroke", ink::dark}, {"stroke-width", 1.6}, {"stroke-dasharray", dashes[n % 4]}});
    drawn << letters(page_units - right + 6, last + 3, all[n].name);
  }
  return picture(said, page_units, floor + 16, drawn);
}

}  // namespace teia::reports
