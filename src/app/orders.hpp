// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "app/system.hpp"
#include "base/json.hpp"
#include "places/places.hpp"

/// What a command that writes asks of an open system. It is carried out here, or by the server while one has the data open: what it
/// says and its exit code are the same.
namespace teia::app {

namespace problems {
inline const ProblemKind unknown_order{"command.unknown", 404, "O servidor não recebe esse comando. Pare o servidor e repita.", "The server does not take that command. Stop the server and try again."};
inline const ProblemKind unreadable_file{"file.unreadable", 422, "O arquivo {file} não existe ou não se lê.", "The file {file} is not there or does not read."};
inline const ProblemKind unreachable{"db.unreachable", 503, "O banco de dados não responde ou não aceita a Teia. Confira o endereço (database), se o servidor PostgreSQL está no ar, o usuário e a senha.",
                                     "The database does not answer or does not take Teia. Check the address (database), whether the PostgreSQL server is up, the user and the password."};
}  // namespace problems

struct Order {
  std::string command;                   ///< as it is typed: "places move"
  json::Value asked;                     ///< the command's described struct
  std::vector<places::InputFile> files;  ///< read by who asks: the server may be barred from their folder
};

template <class Asked>
Order order(std::string command, const Asked& asked, std::vector<places::InputFile> files = {}) {
  return {std::move(command), json::parse(json::write_described(asked)), std::move(files)};
}

std::vector<places::InputFile> read_files(const std::vector<std::string>& paths);  ///< throws unreadable_file

bool is_order(const std::string& command);

/// The exit code. Throws unknown_order, and what the command throws.
int carry_out(System& system, Order order, std::ostream& out);

/// By the server that listens in the data folder, or else on a system opened here.
int give(const Config& config, Order order, std::ostream& out, std::ostream& err);

/// The exit code of `act`; what it throws is told on `err` as people read it, and is 1.
int tell_problems(std::ostream& err, const std::function<int()>& act);

}  // namespace teia::app
