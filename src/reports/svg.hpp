// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "reports/markup.hpp"

/// Charts for paper, drawn as SVG: readable in black and white (tints far apart, hatches, every value written), each with a title and
/// a description. Hatches are lines, since some programs that read SVG know no patterns.
namespace teia::reports {

/// What a picture shows, for whoever hears it.
struct Said {
  std::string title, description;
};

struct Bar {
  std::string label;
  std::int64_t value = 0;
  std::int64_t hatched = 0;  ///< of the value, drawn apart at its end
};

/// Horizontal bars, one below the other, with label and value.
Markup bars(const Said& said, const std::vector<Bar>& all);

/// Upright bars side by side; what is hatched stands on top. `solid` and `hatched` name the two.
struct Legend {
  std::string solid, hatched;
};
Markup columns(const Said& said, const std::vector<Bar>& all, const Legend& legend);

/// One line for each name over the same points; a gap where there is no value. Values are of a hundred.
struct Series {
  std::string name;
  std::vector<std::optional<double>> values;
};
Markup lines(const Said& said, const std::vector<std::string>& points, const std::vector<Series>& all);

// ---- pieces, for the map ---------------------------------------------------------------------------------------------------

namespace ink {
inline constexpr const char *dark = "#0c326f", *middle = "#5584c9", *light = "#aac4ea", *pale = "#e4edf9", *line = "#8a8a8a", *text = "#1c1c1c";
}  // namespace ink

inline constexpr double page_units = 480;  ///< the width of the text, 16 cm: three units a millimetre

/// The way of a pen, as a path's `d`.
class Path {
 public:
  Path& move(double x, double y) { return go('M', x, y); }
  Path& line(double x, double y) { return go('L', x, y); }
  Path& close() {
    way_ += 'Z';
    return *this;
  }
  bool empty() const { return way_.empty(); }
  const std::string& way() const { return way_; }

 private:
  Path& go(char letter, double x, double y) {
    way_ += letter + number_text(x) + " " + number_text(y);
    return *this;
  }
  std::string way_;
};

/// A picture as wide as the text, or narrower.
Markup picture(const Said& said, double width, double height, const Markup& inside);

struct Letters {
  double size = 8.5;
  const char* anchor = "start";
  bool bold = false;
  const char* fill = ink::text;
};
Markup letters(double x, double y, const std::string& text, const Letters& how = {});
Markup rectangle(double x, double y, double width, double height, const char* fill);
/// White, with lines from lower left to upper right, `step` apart.
Markup hatched_rectangle(double x, double y, double width, double height, double step = 3.2);

}  // namespace teia::reports
