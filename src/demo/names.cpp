// SPDX-License-Identifier: Apache-2.0
#include "demo/names.hpp"

#include <array>

namespace teia::demo {

std::string invented_name(Dice& dice) {
  static constexpr std::array first{"Adriana", "Aldo",   "Alzira", "Amanda",  "Anselmo", "Aparecida", "Benedita", "Breno",  "Bruna",   "Caetano",
                                    "Cássia",  "Célio",  "Clara",  "Cléber",  "Conceição", "Dalva",   "Danilo",   "Débora", "Dirceu",  "Edna",
                                    "Elias",   "Eliete", "Fabiana", "Flávio", "Gilberto", "Graça",    "Heitor",   "Iara",   "Ícaro",   "Inácio",
                                    "Irene",   "Jacira", "Jonas",  "Josefa",  "Juliana", "Lázaro",    "Leila",    "Lindalva", "Luan",  "Luzia",
                                    "Marcelo", "Marisa", "Matias", "Moema",   "Nair",    "Nélson",    "Odete",    "Olavo",  "Patrícia", "Quitéria",
                                    "Rafaela", "Renato", "Rosa",   "Rui",     "Samara",  "Severino",  "Tânia",    "Tomás",  "Valdir",  "Zilda"};
  static constexpr std::array family{"Abreu",   "Aguiar", "Amorim",  "Andrade", "Arruda",  "Barreto", "Batista", "Bezerra", "Brandão", "Cardoso",
                                     "Cavalcante", "Coutinho", "Cunha", "Dantas", "Duarte", "Esteves", "Farias", "Figueiredo", "Fonseca", "Freire",
                                     "Galvão",  "Gouveia", "Guedes", "Leal",    "Lacerda", "Macedo",  "Maciel",  "Magalhães", "Medeiros", "Moraes",
                                     "Moura",   "Nogueira", "Novaes", "Pacheco", "Paiva",  "Peixoto", "Pimentel", "Queirós", "Rangel",  "Rezende",
                                     "Sampaio", "Serrano", "Siqueira", "Tavares", "Teixeira", "Toledo", "Valente", "Veloso", "Viana",  "Xavier"};
  std::string name = first[dice.below(first.size())];
  name += std::string{" "} + family[dice.below(family.size())];
  return name + " " + family[dice.below(family.size())];
}

}  // namespace teia::demo
