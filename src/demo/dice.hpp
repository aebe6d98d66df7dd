// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

#include "base/id.hpp"

/// Draws for invented worlds: the same for the same seed.
namespace teia::demo {

class Dice {
 public:
  explicit Dice(Chance& chance) : chance_(chance) {}

  /// 0 ≤ x < 1.
  double fraction() { return static_cast<double>(chance_.next() >> 11) * 0x1p-53; }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(chance_.next() % count); }
  bool happens(double share) { return fraction() < share; }

  /// An index, each as often as its weight says.
  std::size_t pick(std::span<const double> weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    double left = fraction() * total;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
      if ((left -= weights[i]) < 0) return i;
    }
    return weights.size() - 1;
  }

  /// Lognormal by its median and its 90th percentile.
  double lognormal(double median, double p90) {
    const double normal = std::sqrt(-2 * std::log(1 - fraction())) * std::cos(2 * std::numbers::pi * fraction());
    return median * std::exp(normal * std::log(p90 / median) / 1.2816);
  }

  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

  Chance& chance() { return chance_; }

 private:
  Chance& chance_;
};

}  // namespace teia::demo
