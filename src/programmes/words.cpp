// SPDX-License-Identifier: Apache-2.0
#include "programmes/words.hpp"

namespace teia::programmes {

std::string month_in_words(std::string_view year_month) {
  constexpr std::string_view months[] = {"janeiro", "fevereiro", "março",    "abril",   "maio",     "junho",
                                         "julho",   "agosto",    "setembro", "outubro", "novembro", "dezembro"};
  const auto month = static_cast<std::size_t>((year_month[5] - '0') * 10 + (year_month[6] - '0'));
  return std::string{months[month - 1]} + " de " + std::string{year_month.substr(0, 4)};
}

std::string money(std::int64_t centavos) {
  std::string whole = std::to_string(centavos / 100);
  for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3) whole.insert(static_cast<std::size_t>(at), ".");
  const auto cents = centavos % 100;
  return "R$\u00a0" + whole + (cents < 10 ? ",0" : ",") + std::to_string(cents);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " e " : ", ";
    out += words[i];
  }
  return out;
}

std::string status_in_words(const Project& project) {
  if (project.status == Status::under_way) return "em andamento";
  if (project.status == Status::begins) return "início em " + month_in_words(*project.start);
  if (project.first_year && project.last_year) return "vigência " + std::to_string(*project.first_year) + "–" + std::to_string(*project.last_year);
  return "";
}

std::string coverage_in_words(const Project& project) {
  if (project.states.size() == 27) return "26 estados e Distrito Federal";
  if (project.states.empty()) return project.states_note.value_or("Secretarias estaduais, conforme a demanda");
  std::string out = project.states.size() == 26 ? "26 estados" : joined(project.states);
  if (project.states_note) out += ". " + *project.states_note;
  return out;
}

}  // namespace teia::programmes
