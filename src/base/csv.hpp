// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/describe.hpp"
#include "base/problem.hpp"
#include "base/time.hpp"

/// Tables as text (RFC 4180), in the two dialects that offices and programs expect. Pure: bytes in, bytes out.
namespace teia::csv {

namespace problems {
inline const ProblemKind not_text{"csv.not-text", 422, "O arquivo não é um CSV de texto. Na planilha, use “Salvar como… CSV UTF-8”.", "The file is not a CSV of plain text. In the spreadsheet, use “Save as… CSV UTF-8”."};
inline const ProblemKind empty{"csv.empty", 422, "O arquivo está vazio: falta a linha com os nomes das colunas.", "The file is empty: the line with the column names is missing."};
inline const ProblemKind unnamed_column{"csv.unnamed-column", 422, "A coluna {column} está sem nome.", "The column {column} has no name."};
inline const ProblemKind repeated_column{"csv.repeated-column", 422, "Há duas colunas com o nome “{column}”.", "Two columns are called “{column}”."};
inline const ProblemKind wrong_width{"csv.wrong-width", 422, "A linha tem {count} colunas; o cabeçalho tem {expected}.", "The row has {count} columns; the header has {expected}."};
inline const ProblemKind open_quote{"csv.open-quote", 422, "As aspas abertas aqui não se fecham até o fim do arquivo.", "The quotes opened here are not closed before the end of the file."};
inline const ProblemKind stray_quote{"csv.stray-quote", 422, "Há aspas soltas. Texto com aspas vai entre aspas, e as de dentro se repetem: \"\".", "There is a stray quote. Text with quotes goes between quotes, and those inside are doubled: \"\"."};
inline const ProblemKind control_character{"csv.control-character", 422, "Há um caractere que não é texto.", "There is a character that is not text."};
inline const ProblemKind too_many_faults{"csv.too-many-faults", 422, "Há mais de {max} problemas; o arquivo não foi lido até o fim.", "There are more than {max} faults; the file was not read to its end."};
}  // namespace problems

/// `csv`: what a Brazilian office opens with a double click: `;`, decimal comma, dd/mm/aaaa, UTF-8 with its mark, formulas kept
/// from running. `csv-rfc4180`: what a program reads: `,`, decimal point, ISO dates, texts as they are.
enum class Dialect { brazilian, rfc4180 };
constexpr auto words(Dialect) { return std::array{Word{Dialect::brazilian, "csv"}, Word{Dialect::rfc4180, "csv-rfc4180"}}; }

inline constexpr std::string_view content_type = "text/csv; charset=utf-8";

// ---- writing -----------------------------------------------------------------------------------------------------------

/// Civil time of some place: 29/04/2025 17:42, or 2025-04-29T17:42.
struct Moment {
  Day day;
  int minute = 0;  ///< since local midnight
  bool operator==(const Moment&) const = default;
};

/// Nothing (also a number that is not one) is an empty cell. Texts live until the row is written.
using Cell = std::variant<std::monostate, std::string_view, std::int64_t, double, bool, Day, Moment>;

template <class T>
Cell cell_of(const std::optional<T>& value) {
  return value ? Cell{*value} : Cell{};
}

/// Writes rows one at a time; `take` gives what was written since it was last asked, so that a stream needs constant memory.
class Writer {
 public:
  explicit Writer(Dialect dialect);
  void row(std::span<const Cell> cells);
  void row(std::initializer_list<Cell> cells) { row(std::span<const Cell>{cells.begin(), cells.size()}); }
  std::size_t size() const { return out_.size(); }
  std::string take();

 private:
  void put(const Cell& cell);
  void put_text(std::string_view text);
  Dialect dialect_;
  std::string out_;
};

/// A text that a spreadsheet would run gets an apostrophe first (OWASP, "CSV injection"): = + - @, tab and line ends at its
/// beginning, behind blanks and apostrophes too, and the full-width forms of those signs.
std::string guarded(std::string_view text);
/// The text that `guarded` was given.
std::string_view unguarded(std::string_view text);

// ---- reading -----------------------------------------------------------------------------------------------------------

/// One bad cell of an imported table.
struct CellFault {
  std::int64_t row = 0;  ///< as a spreadsheet counts: the header is row 1
  std::string column, value, code, message;
};
DESCRIBE(CellFault, row, column, value, code, message)

CellFault fault_at(std::int64_t row, std::string_view column, std::string_view value, const ProblemKind& kind, Details details = {});

struct Row {
  std::int64_t number = 0;  ///< as a spreadsheet counts
  std::vector<std::string> cells;  ///< as many as there are columns
};

struct Table {
  std::string encoding;  ///< "UTF-8" or "Windows-1252", as found
  char separator = ';';  ///< ';' or ',', whichever the header has more of
  std::vector<std::string> columns;
  std::vector<Row> rows;           ///< empty rows are left out, rows with faults too
  std::vector<CellFault> faults;   ///< all of them, up to `most_faults`
};

inline constexpr std::size_t most_faults = 1000;

/// Strict RFC 4180 with either separator and any line end. Guards are taken off in files with `;`.
Table read(std::string_view bytes);

/// 29/04/2025, 9/4/2025 or 2025-04-29.
std::optional<Day> read_day(std::string_view text);
/// The same with 17:42 after a blank or T; seconds may follow and are left out.
std::optional<Moment> read_moment(std::string_view text);

}  // namespace teia::csv
