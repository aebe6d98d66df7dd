// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string_view>

#include "actions/actions.hpp"

/// A list of actions as a file: for an office, for a program, or as JSON. Never the analysis: it is another part, with its own rights.
namespace teia::actions {

enum class ExportFormat { csv, rfc4180, json };
constexpr auto words(ExportFormat) {
  return std::array{Word{ExportFormat::csv, "csv"}, Word{ExportFormat::rfc4180, "csv-rfc4180"}, Word{ExportFormat::json, "json"}};
}

/// One action, with the names beside the codes.
struct ExportedAction {
  ActionId id;
  Day day;
  std::string time;  ///< 14:30, by the clock of its first place
  std::string type, type_name, theme, theme_name, title;
  State state = State::registered;
  std::vector<std::string> present;         ///< present or in direct contact: Araguatins/TO
  std::vector<std::int64_t> present_codes;  ///< the same, by IBGE code
  std::vector<std::string> invited, organisations;
  std::string modality;
  std::int64_t minutes = 0;
  std::string space;
  std::vector<std::string> authors;
  std::string state_sigla, project, text;
  std::vector<std::string> results;
  std::string what_changed, difficulties, facilitators;
  std::vector<std::string> difficulty_names, facilitator_names;  ///< of the lists
  std::int64_t open_followups = 0;
  std::vector<std::string> tags, flags;
  std::vector<std::string> other_themes;   ///< names, as of all that follows
  std::vector<std::string> regions;        ///< of the places, by the composition of the day
  std::vector<std::string> participants;   ///< "Gestores municipais: 4"
  std::vector<std::string> secretaries;    ///< municipalities whose secretary was there in person
  std::string origin, objective, guideline;
  std::vector<std::string> agenda;         ///< "Pactuação sobre a PPI (Consenso 4/2025)"
  std::vector<std::string> instruments;    ///< "PAS: em elaboração → enviado"
  std::vector<std::string> visibility;     ///< who reads it beyond the team and the council: rede, município, público
  Instant created_at;                      ///< as the device said
};
DESCRIBE(ExportedAction, id, day, time, type, type_name, theme, theme_name, title, state, present, present_codes, invited, organisations,
         modality, minutes, space, authors, state_sigla, project, text, results, what_changed, difficulties, facilitators,
         difficulty_names, facilitator_names, open_followups, tags, flags, other_themes, regions, participants, secretaries, origin, objective, guideline, agenda, instruments,
         visibility, created_at)

using Out = std::function<void(std::string_view)>;

/// What the person may read and may take out, newest first, in constant memory. The filter's limit and cursor do not count.
void write_list(db::Read& tx, Filter filter, ExportFormat format, const access::Actor& actor, const Out& out);

/// Every action in every state, in the order of registration, without asking for anybody's rights: for who runs the server and has
/// the database in hand anyway. No route may call it.
void write_everything(db::Read& tx, ExportFormat format, const Out& out);

}  // namespace teia::actions
