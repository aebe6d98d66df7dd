// SPDX-License-Identifier: Apache-2.0
#include "places/geojson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace teia::places {
namespace {

using json::Value;

struct Position {
  double lon, lat;
};
using Positions = std::vector<Position>;

/// Thrown by the readers below for one feature; caught where the features are gone through.
struct Bad {
  const ProblemKind& kind;
  std::string value;
};

const json::Array& array_of(const Value* value) {
  static const json::Array none;
  const auto* items = value ? std::get_if<json::Array>(&value->is) : nullptr;
  return items ? *items : none;
}

std::optional<double> number_of(const Value& value) {
  if (const auto* real = std::get_if<double>(&value.is)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value.is)) return static_cast<double>(*whole);
  return std::nullopt;
}

std::string_view text_of(const Value* value) {
  const auto* text = value ? std::get_if<std::string>(&value->is) : nullptr;
  return text ? std::string_view{*text} : std::string_view{};
}

Position position_of(const Value& value) {
  const auto& numbers = array_of(&value);
  const auto lon = numbers.size() >= 2 ? number_of(numbers[0]) : std::nullopt;
  const auto lat = numbers.size() >= 2 ? number_of(numbers[1]) : std::nullopt;
  if (!lon || !lat) throw Bad{problems::no_area, ""};
  return {*lon, *lat};
}

/// Names under which IBGE's and others' meshes carry the municipality's code, most telling first.
constexpr std::array code_names{"CD_MUN", "CD_GEOCMU", "CD_GEOCODM", "GEOCODIGO", "geocodigo", "codigo_ibge", "codigo_ibg",
                                "codarea", "code_muni", "cod_mun", "code", "id"};

std::optional<PlaceId> code_of(const Value* value) {
  if (!value) return std::nullopt;
  if (const auto number = number_of(*value)) return PlaceId{static_cast<std::int64_t>(std::clamp(*number, 0.0, 1e9))};
  const auto text = text_of(value);
  std::int64_t code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{PlaceId{code}} : std::nullopt;
}

PlaceId municipality_of(const Value& feature) {
  if (const auto* properties = feature.find("properties")) {
    for (const char* name : code_names) {
      if (const auto code = code_of(properties->find(name)); code && code->value >= 100'000) return *code;
    }
  }
  if (const auto code = code_of(feature.find("id")); code && code->value >= 100'000) return *code;
  throw Bad{problems::no_code, ""};
}

/// The box of Brazil with its islands, in degrees.
bool in_brasil(const Position& p) { return p.lon > -75 && p.lon < -28 && p.lat > -34.5 && p.lat < 6; }

Ring ring_of(const Positions& positions) {
  Ring ring;
  for (const auto& p : positions) {
    if (!in_brasil(p)) throw Bad{problems::outside, fmt::format("{}, {}", p.lon, p.lat)};
    const Point point{static_cast<std::int32_t>(std::lround(p.lon / grid)), static_cast<std::int32_t>(std::lround(p.lat / grid))};
    if (ring.empty() || ring.back() != point) ring.push_back(point);
  }
  if (ring.size() >= 2 && ring.front() != ring.back()) throw Bad{problems::open_ring, ""};
  return ring;
}

/// Reads the geometry of one feature, whatever its format; `ring_at` gives the positions of one ring.
template <class RingAt>
Outline outline_of(std::string_view type, const json::Array& parts, RingAt&& ring_at) {
  Outline outline;
  auto polygon_of = [&](const json::Array& rings) {
    Polygon polygon;
    for (const auto& value : rings) {
      auto ring = ring_of(ring_at(value));
      if (ring.size() >= 4 && area(ring) > 0) polygon.push_back(std::move(ring));  // else smaller than the grid
    }
    for (auto& part : regrouped(std::move(polygon))) outline.push_back(std::move(part));
  };
  if (type == "Polygon") polygon_of(parts);
  if (type == "MultiPolygon") {
    for (const auto& polygon : parts) polygon_of(array_of(&polygon));
  }
  if (outline.empty()) throw Bad{problems::no_area, ""};
  return outline;
}

template <class Geometry>
void take(Boundaries& out, const Value& feature, Geometry&& geometry) {
  const auto number = static_cast<std::int64_t>(out.features.size() + out.faults.size() + 1);
  std::string code;
  try {
    const auto municipality = municipality_of(feature);
    code = std::to_string(municipality.value);
    out.features.push_back({number, municipality, geometry()});
  } catch (const Bad& bad) {
    const auto value = bad.value.empty() ? code : bad.value;
    const auto fault = bad.kind.at("", {{"value", value}});
    out.faults.push_back({number, code, value, fault.code, fault.message});
  }
}

void read_geojson(Boundaries& out, const Value& collection) {
  for (const auto& feature : array_of(collection.find("features"))) {
    take(out, feature, [&] {
      const auto* geometry = feature.find("geometry");
      if (!geometry) throw Bad{problems::no_area, ""};
      return outline_of(text_of(geometry->find("type")), array_of(geometry->find("coordinates")), [](const Value& ring) {
        Positions positions;
        for (const auto& position : array_of(&ring)) positions.push_back(position_of(position));
        return positions;
      });
    });
  }
}

/// Arcs of a topology as absolute positions: https://github.com/topojson/topojson-specification §2.1.2 to 2.1.4.
class Topology {
 public:
  explicit Topology(const Value& topology) {
    const auto* transform = topology.find("transform");
    for (const auto& arc : array_of(topology.find("arcs"))) arcs_.push_back(absolute(array_of(&arc), transform));
  }

  /// A ring is a list of arc numbers; ~n is arc n backwards; each arc begins where the one before ended.
  Positions ring(const Value& numbers) const {
    Positions out;
    for (const auto& value : array_of(&numbers)) {
      const auto* number = std::get_if<std::int64_t>(&value.is);
      const auto at = number ? static_cast<std::size_t>(*number < 0 ? ~*number : *number) : arcs_.size();
      if (at >= arcs_.size()) throw Bad{problems::no_area, ""};
      auto part = arcs_[at];
      if (*number < 0) std::reverse(part.begin(), part.end());
      out.insert(out.end(), part.begin() + (out.empty() || part.empty() ? 0 : 1), part.end());
    }
    return out;
  }

 private:
  static Positions absolute(const json::Array& arc, const Value* transform) {
    Positions out;
    Position sum{0, 0};
    for (const auto& value : arc) {
      auto p = position_or_zero(value);
      if (transform) {
        sum = {sum.lon + p.lon, sum.lat + p.lat};
        const auto scale = pair_of(transform->find("scale"), 1), translate = pair_of(transform->find("translate"), 0);
        p = {sum.lon * scale.lon + translate.lon, sum.lat * scale.lat + translate.lat};
      }
      out.push_back(p);
    }
    return out;
  }

  /// A bad position becomes 0, 0, which is outside Brazil: the features that use the arc tell so.
  static Position position_or_zero(const Value& value) {
    const auto& numbers = array_of(&value);
    return numbers.size() >= 2 ? Position{number_of(numbers[0]).value_or(0), number_of(numbers[1]).value_or(0)} : Position{0, 0};
  }
  static Position pair_of(const Value* value, double otherwise) {
    const auto& numbers = array_of(value);
    if (numbers.size() != 2) return {otherwise, otherwise};
    return {number_of(numbers[0]).value_or(otherwise), number_of(numbers[1]).value_or(otherwise)};
  }

  std::vector<Positions> arcs_;
};

void read_topojson(Boundaries& out, const Value& document) {
  const Topology topology{document};
  const auto* objects = document.find("objects");
  const auto* named = objects ? std::get_if<json::Object>(&objects->is) : nullptr;
  if (!named) return;
  for (const auto& [name, object] : *named) {
    for (const auto& geometry : array_of(object.find("geometries"))) {
      take(out, geometry, [&] {
        return outline_of(text_of(geometry.find("type")), array_of(geometry.find("arcs")),
                          [&](const Value& numbers) { return topology.ring(numbers); });
      });
    }
  }
}

}  // namespace

Boundaries read_boundaries(const InputFile& file) {
  std::string_view bytes = file.bytes;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto document = json::parse(bytes);
  const auto type = text_of(document.find("type"));
  Boundaries out;
  if (type == "FeatureCollection") read_geojson(out, document);
  else if (type == "Topology") read_topojson(out, document);
  else throw problems::not_boundaries({{"file", file.name}});
  return out;
}

}  // namespace teia::places
