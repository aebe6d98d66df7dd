// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "actions/actions.hpp"
#include "base/csv.hpp"

/// A spreadsheet of actions comes in whole or not at all: every fault is told in its cell, and the same file again changes nothing.
namespace teia::actions {

namespace problems {
inline const ProblemKind import_too_long{"import.too-long", 422, "O arquivo tem {rows} linhas e o limite é {max}. Divida-o em partes.", "The file has {rows} rows and the limit is {max}. Split it."};
inline const ProblemKind unknown_column{"import.unknown-column", 422, "Não conhecemos a coluna “{column}”. Use os nomes do modelo.", "We do not know the column “{column}”. Use the names of the template."};
inline const ProblemKind missing_column{"import.missing-column", 422, "Falta a coluna “{column}”.", "The column “{column}” is missing."};
inline const ProblemKind empty_cell{"import.empty-cell", 422, "Falta preencher. Célula mesclada só vale na primeira linha: repita o valor nas outras.", "This must be filled. A merged cell counts in its first row only: repeat the value in the others."};
inline const ProblemKind not_a_day{"import.not-a-day", 422, "“{value}” não é uma data. Escreva como 29/04/2025.", "“{value}” is not a date. Write it as 29/04/2025."};
inline const ProblemKind not_a_time{"import.not-a-time", 422, "“{value}” não é uma hora. Escreva como 14h30.", "“{value}” is not a time. Write it as 14:30."};
inline const ProblemKind not_minutes{"import.not-minutes", 422, "“{value}” não é uma duração. Escreva em minutos, como 90.", "“{value}” is not a duration. Write minutes, as in 90."};
inline const ProblemKind not_yes_or_no{"import.not-yes-or-no", 422, "“{value}” não é sim nem não.", "“{value}” is neither yes nor no."};
inline const ProblemKind not_in_list{"import.not-in-list", 422, "“{value}” não está na lista. Vale o código ou o nome, como na Teia.", "“{value}” is not in the list. Its code or its name will do, as Teia writes it."};
inline const ProblemKind ambiguous{"import.ambiguous", 422, "“{value}” pode ser {candidates}. Escreva o código.", "“{value}” may be {candidates}. Write the code."};
inline const ProblemKind two_in_one{"import.two-in-one", 422, "Há mais de um valor nesta célula. Use uma linha para cada ação.", "There is more than one value in this cell. Use a row for each action."};
inline const ProblemKind unknown_town{"import.unknown-town", 422, "Não há município “{value}”. Vale o nome com a UF (Palmas/TO) ou o código do IBGE; separe vários com ponto e vírgula.", "There is no municipality “{value}”. Its name with the state (Palmas/TO) or its IBGE code will do; separate several by semicolons."};
inline const ProblemKind town_elsewhere{"import.town-elsewhere", 422, "Não há município “{value}” nessa UF; há {candidates}.", "There is no municipality “{value}” in that state; there is {candidates}."};
inline const ProblemKind ambiguous_town{"import.ambiguous-town", 422, "Há mais de um município “{value}”: {candidates}. Escreva a UF ou o código do IBGE.", "There is more than one municipality “{value}”: {candidates}. Write the state or the IBGE code."};
inline const ProblemKind repeated_row{"import.repeated-row", 422, "Esta linha repete a linha {row}. Deixe só uma das duas.", "This row repeats the row {row}. Leave only one of them."};
inline const ProblemKind code_taken{"import.code-taken", 422, "O código “{value}” já foi importado com outro conteúdo. Corrija o registro na própria Teia.", "The code “{value}” was imported before with other content. Correct the record in Teia itself."};
}  // namespace problems

struct ImportReport {
  std::int64_t rows = 0, created = 0, unchanged = 0;
  std::vector<csv::CellFault> faults;  ///< with any fault nothing was imported
  bool dry_run = false;
  std::string encoding;  ///< UTF-8 or Windows-1252
};
DESCRIBE(ImportReport, rows, created, unchanged, faults, dry_run, encoding)

inline constexpr std::size_t most_imported_rows = 5000;

/// Registers each row as the actor, by the rules of every registration, in one operation. Read and checked before the writer is
/// asked, so that a bad file delays nobody. A row's record and operation follow from the author and the row's `Código`, or from
/// its whole content where it has none. Throws import_too_long, no_institution.
ImportReport import_actions(db::Store& database, std::string_view bytes, bool dry_run, const access::Actor& actor);

/// The names of all columns and one example, as an office opens it.
std::string import_template();

}  // namespace teia::actions
