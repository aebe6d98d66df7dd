// SPDX-License-Identifier: Apache-2.0
#include "followups/sentences.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace teia::followups {

namespace {

constexpr const char* months[] = {"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"};
constexpr std::size_t most_open = 4;
constexpr std::size_t longest_item = 140;  // letters of a follow-up within a sentence

/// ": “…”" or a full stop.
std::string ending(const std::string& text) { return text.empty() ? "." : ": “" + text + "”"; }

/// The article that each level takes in "levou à …".
std::string towards(std::string_view level) {
  return level.starts_with("CONAS") ? "ao " + std::string{level} : "à " + std::string{level};
}

std::string without_stop(std::string_view text) {
  text = text::trimmed(text);
  while (!text.empty() && text.back() == '.') text.remove_suffix(1);
  return text::first_letters(text, longest_item);
}

std::string open_sentence(const FollowupRow& item, Day today) {
  const auto what = without_stop(item.text);
  const auto who = item.responsible.name;
  if (!item.due_on) return fmt::format("Em aberto: {} (com {}).", what, who);
  if (item.overdue) return fmt::format("Era para {}, vale combinar novo prazo: {} (com {}).", short_day(*item.due_on, today), what, who);
  return fmt::format("Em aberto até {}: {} (com {}).", short_day(*item.due_on, today), what, who);
}

std::string contact_sentence(const BeforeYouGo& known, Day today) {
  if (!known.last_contact_on) return "Ainda não há contato registrado aqui: boa hora para se apresentar.";
  const auto days = today - *known.last_contact_on;
  const auto when = short_day(*known.last_contact_on, today);
  if (days > 60) return fmt::format("Faz {} dias desde o último contato, em {}.", days, when);
  return known.last_title ? fmt::format("O último contato foi em {}: {}.", when, without_stop(*known.last_title))
                          : fmt::format("O último contato foi em {}.", when);
}

}  // namespace

std::string short_day(Day day, Day today) {
  auto text = fmt::format("{}\u00a0{}", day.day(), months[day.month() - 1]);
  return day.year() == today.year() ? text : text + " " + std::to_string(day.year());
}

std::string first_name(std::string_view name) { return std::string{name.substr(0, name.find(' '))}; }

std::string some_of(const std::vector<places::PlaceRef>& places) {
  if (places.empty()) return "";
  if (places.size() == 1) return places[0].name;
  if (places.size() == 2) return places[0].name + " e " + places[1].name;
  return fmt::format("{}, {} e mais {}", places[0].name, places[1].name, places.size() - 2);
}

std::string sentence_of(const Happened& happened, const Told& told, Day today) {
  const auto who = first_name(told.who);
  const auto until = told.due_on ? ", até " + short_day(*told.due_on, today) : "";
  const auto end = ending(happened.text);
  switch (happened.what) {
    case What::created: return told.own ? fmt::format("{} ficou com isto{}.", who, until) : fmt::format("{} registrou, com {}{}.", who, told.responsible, until);
    case What::answered: return who + " respondeu" + end;
    case What::started: return who + " começou a cuidar disto" + end;
    case What::closed: return who + " concluiu" + end;
    case What::cancelled: return who + " encerrou sem concluir" + end;
    case What::rescheduled:
      return fmt::format("{} combinou novo prazo, {}{}{}", who,
                         happened.due_before ? "de " + short_day(*happened.due_before, today) + " para " : "para ",
                         told.due_on ? short_day(*told.due_on, today) : "", end);
    case What::escalated: return fmt::format("{} levou {}{}", who, towards(told.escalated_to.value_or("")), end);
    case What::reopened: return who + " reabriu" + end;
    case What::passed_on: return fmt::format("{} passou de {} para {}{}", who, happened.responsible_before.value_or("ninguém"), told.responsible, end);
  }
  return {};
}

std::vector<std::string> before_you_go(const BeforeYouGo& known, Day today) {
  std::vector<std::string> sentences;
  for (const auto& item : known.open) {
    if (sentences.size() == most_open) break;
    sentences.push_back(open_sentence(item, today));
  }
  sentences.push_back(contact_sentence(known, today));
  return sentences;
}

}  // namespace teia::followups
