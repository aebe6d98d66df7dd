// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "base/problem.hpp"

/// A program of somebody else, run as a child of ours: no shell, a folder of its own that goes with it, an empty environment, and an
/// end to its time, its memory and what it may write.
namespace teia::reports {

namespace problems {
inline const ProblemKind renderer_missing{"reports.renderer-missing", 503, "Falta neste servidor o programa {program}, que monta o documento. Peça a quem cuida do servidor que instale o pacote {program} do Debian; a versão em HTML abre sem ele.",
                                          "This server lacks the program {program}, which lays out the document. Ask whoever looks after the server to install Debian's package {program}; the HTML version opens without it."};
inline const ProblemKind took_too_long{"reports.took-too-long", 503, "O documento demorou mais de {seconds} s para ser montado e foi interrompido. Tente de novo com o servidor mais livre.",
                                       "Laying out the document took more than {seconds} s and was stopped. Try again when the server is less busy."};
inline const ProblemKind too_large{"reports.too-large", 503, "O documento passou de {megabytes} MB e foi interrompido.", "The document grew past {megabytes} MB and was stopped."};
inline const ProblemKind renderer_failed{"reports.renderer-failed", 500, "O programa {program} não conseguiu montar o documento. O que houve está no registro do servidor.",
                                         "The program {program} could not lay out the document. What happened is in the server's log."};
}  // namespace problems

struct Limits {
  std::chrono::milliseconds time{30'000};         ///< by the clock; of the processor the same, in whole seconds
  std::size_t memory = std::size_t{2} << 30;      ///< bytes of address space
  std::size_t output = std::size_t{64} << 20;     ///< bytes on its standard output, and of any file that it writes
};

struct Command {
  std::string program;               ///< a name to be found among the system's programs, or a path
  std::vector<std::string> arguments;
  std::string input;                 ///< its standard input
  Limits limits = {};
};

/// What it wrote to its standard output. Throws renderer_missing, took_too_long, too_large; renderer_failed when it ends otherwise
/// than with 0 (what it said on its error stream is logged). Every process that it began is gone when this returns.
std::string run(const Command& command);

/// Whether the program is there to be run.
bool is_there(const std::string& program);

}  // namespace teia::reports
