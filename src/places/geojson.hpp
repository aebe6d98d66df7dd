// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "places/outline.hpp"
#include "places/places.hpp"

/// Reads boundaries: GeoJSON (RFC 7946) and TopoJSON, polygons only.
namespace teia::places {

namespace problems {
inline const ProblemKind not_boundaries{"boundaries.not-a-collection", 422,
    "O arquivo {file} não é uma coleção GeoJSON nem uma topologia TopoJSON.", "The file {file} is neither a GeoJSON collection nor a TopoJSON topology."};
inline const ProblemKind no_code{"boundaries.no-code", 422, "O contorno não traz o código IBGE do município.", "The outline does not carry the municipality's IBGE code."};
inline const ProblemKind unknown_code{"boundaries.unknown-code", 422, "Não há município com o código {value}.", "There is no municipality with the code {value}."};
inline const ProblemKind twice{"boundaries.twice", 422, "O município {value} aparece duas vezes.", "The municipality {value} appears twice."};
inline const ProblemKind no_area{"boundaries.no-area", 422, "O contorno não é um polígono com área.", "The outline is not a polygon with an area."};
inline const ProblemKind open_ring{"boundaries.open-ring", 422, "Um anel do contorno não se fecha.", "A ring of the outline does not close."};
inline const ProblemKind outside{"boundaries.outside-brasil", 422, "O ponto {value} fica fora do Brasil (a ordem é longitude, latitude).",
                                 "The point {value} lies outside Brazil (the order is longitude, latitude)."};
inline const ProblemKind far_from_seat{"boundaries.far-from-seat", 422, "O contorno fica longe da sede de {value}: o código é mesmo este?",
                                       "The outline is far from the seat of {value}: is this its code?"};
}  // namespace problems

struct Feature {
  std::int64_t number = 0;  ///< in its file, from 1
  PlaceId municipality;     ///< 7 digits, or 6 as given
  Outline outline;
};

struct Boundaries {
  std::vector<Feature> features;  ///< those without a fault
  std::vector<csv::CellFault> faults;
};

/// Throws body.malformed or boundaries.not-a-collection; what is wrong in one feature is a fault of that feature.
Boundaries read_boundaries(const InputFile& file);

}  // namespace teia::places
