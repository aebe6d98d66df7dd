// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <exception>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the program says no. A Problem ends a request (RFC 9457); a Fault is one bad place of an input that may have many.
namespace teia {

/// One bad place: a field ("content.places[2].place"), a cell, a line of a file.
struct Fault {
  std::string code;
  std::string field;
  std::string message;  ///< plain Portuguese
};

class ProblemKind;

struct Problem : std::exception {
  int status = 500;
  std::string code;     ///< stable, greppable, the translation key: "actions.outside-scope"
  std::string message;  ///< plain Portuguese, says what to do
  std::map<std::string, std::string> details;
  std::vector<Fault> faults;
  int retry_after_s = 0;  ///< with 503 and 429

  const char* what() const noexcept override { return code.c_str(); }
};

using Details = std::vector<std::pair<std::string, std::string>>;

/// An entry of the catalogue. Declared `inline const` in a domain's public header, it registers itself; docs/problems.md and
/// the browser's messages are generated from the catalogue, and a test asks that every entry has both languages.
class ProblemKind {
 public:
  ProblemKind(std::string_view code, int status, std::string_view pt, std::string_view en);

  /// The problem with {name} in the message replaced by the details.
  Problem operator()(Details details = {}) const;
  /// One bad place of this kind.
  Fault at(std::string field, Details details = {}) const;

  std::string_view code, pt, en;
  int status;
};

/// All kinds that the program knows, by code.
std::vector<const ProblemKind*> problem_catalogue();

/// Throws one Problem that carries all faults, with the code of the first (and its status, if it is alone; 422 otherwise); does
/// nothing when there is none.
void refuse(std::vector<Fault> faults);

namespace problems {
inline const ProblemKind malformed{"body.malformed", 400, "O conteúdo enviado não é JSON válido (posição {at}).", "The body is not valid JSON (at {at})."};
inline const ProblemKind missing{"body.missing", 422, "Falta o campo {field}.", "The field {field} is missing."};
inline const ProblemKind wrong_type{"body.wrong-type", 422, "O campo {field} deveria ser {expected}.", "The field {field} should be {expected}."};
inline const ProblemKind unknown_field{"body.unknown-field", 422, "O campo {field} não existe aqui.", "There is no field {field} here."};
inline const ProblemKind unknown_word{"body.unknown-word", 422, "O campo {field} não aceita o valor “{value}”.", "The field {field} does not take the value “{value}”."};
inline const ProblemKind too_long{"body.too-long", 422, "O campo {field} aceita até {max} caracteres; vieram {length}.", "The field {field} takes up to {max} characters; {length} came."};
inline const ProblemKind not_found{"not-found", 404, "Não encontramos o que você procura.", "We could not find what you are looking for."};
inline const ProblemKind internal{"internal", 500, "Algo falhou aqui dentro. O que você escreveu não se perdeu; tente de novo.", "Something failed on our side. What you wrote is not lost; try again."};
}  // namespace problems

}  // namespace teia
