// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <semaphore>

#include "access/access.hpp"
#include "reports/process.hpp"

/// Documents for an assembly, a council, an institution: made from what is registered, each number with the list that it counts.
namespace teia::reports {

namespace problems {
inline const ProblemKind unknown_state{"reports.unknown-state", 422, "Não há COSEMS em “{state}”. Use a sigla ou o código do IBGE de um dos 26 estados: TO ou 17.", "There is no COSEMS in “{state}”. Use the abbreviation or IBGE code of one of the 26 states: TO or 17."};
inline const ProblemKind not_quadrimestre{"reports.not-quadrimestre", 422, "O relatório é de um quadrimestre, como 2025-QD1; {period} não é um.", "The report is of a four-month period, such as 2025-QD1; {period} is none."};
inline const ProblemKind not_begun{"reports.not-begun", 422, "{period} ainda não começou.", "{period} has not begun yet."};
inline const ProblemKind nobody_reads{"reports.nobody-reads", 409, "Ninguém tem hoje, em {council}, uma função que leia os registros da instituição. Dê essa função a alguém e repita.", "Nobody has a function at {council} today that reads the institution's records. Give somebody that function and try again."};
inline const ProblemKind unknown_ending{"reports.unknown-ending", 422, "Não sabemos fazer um arquivo como {file}. Termine o nome com {endings}.", "We cannot make a file such as {file}. End its name with {endings}."};
inline const ProblemKind busy{"reports.busy", 503, "Outros relatórios estão sendo montados agora. Tente de novo em alguns segundos.", "Other reports are being laid out now. Try again in a few seconds."};
}  // namespace problems

enum class ReportForm { pdf, html };
constexpr auto words(ReportForm) { return std::array{Word{ReportForm::pdf, "pdf"}, Word{ReportForm::html, "html"}}; }

/// The form that a file's name asks for; throws unknown_ending.
ReportForm form_of(const std::string& file_name);

struct Asked {
  std::string state;   ///< TO or 17
  std::string period;  ///< 2025-QD1
};

/// Whoever reads the institution's records may have its report; throws rights.missing. The HTML of it.
std::string quadrimestral(db::Read& tx, const Asked& asked, const std::string& web_address, const access::Actor& actor);

/// For whoever runs the server: as somebody of the council's coordination reads it.
std::string quadrimestral(db::Read& tx, const Asked& asked, const std::string& web_address, Instant now);

/// The document, laid out by another program.
std::string pdf(const std::string& html);

/// The same for a server: no more than two at once, one more is told to come back (busy). A document wants a processor for seconds and
/// more than a hundred megabytes; the readers' threads are for pages.
class Press {
 public:
  std::string pdf(const std::string& html);

 private:
  std::counting_semaphore<> free_{2};
};

/// `web_address` is what the addresses of lists begin with.
std::vector<http::Route> routes(const std::string& web_address);

}  // namespace teia::reports
