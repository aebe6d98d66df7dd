// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <thread>

#include "app/orders.hpp"
#include "app/wire.hpp"

/// The server's side of DIR/teia.sock: commands that would write are handed in here, since one process writes. And their way to it.
namespace teia::app {

namespace problems {
inline const ProblemKind not_own{"command.not-own", 403, "Só quem roda o servidor, ou root, pode dar-lhe comandos.", "Only who runs the server, or root, may give it commands."};
inline const ProblemKind order_incomplete{"command.incomplete", 408, "O comando não chegou inteiro ao servidor, ou ele está parando. Nada foi feito: repita.",
                                          "The command did not reach the server whole, or it is stopping. Nothing was done: try again."};
inline const ProblemKind no_answer{"command.no-answer", 502, "O servidor parou de responder. Veja se o comando teve efeito antes de repetir.",
                                   "The server stopped answering. See whether the command took effect before you try again."};
inline const ProblemKind other_database{"command.other-database", 409, "O servidor desta pasta usa outro banco de dados. Repita sem --database.",
                                        "The server of this folder uses another database. Try again without --database."};
}  // namespace problems

struct DeskLimits {
  std::size_t order_bytes = 64 << 10;
  std::size_t file_bytes = 256 << 20;  ///< of all files of an order together: they are held in memory
  Patience patience{10'000};           ///< with one who neither says anything nor listens
  int at_once = 2;                     ///< each may hold a reader of the database that pages wait for; a further one waits
};

class OrderDesk {
 public:
  /// Listens from now on. The system, whose lock says that no other process listens there, outlives the desk.
  explicit OrderDesk(System& system, const DeskLimits& limits = {});
  ~OrderDesk();  ///< as close, and waits for what was begun: a change is whole or not there, and its author is told
  OrderDesk(const OrderDesk&) = delete;

  void close();  ///< takes nothing more; what was not handed in whole is refused

 private:
  void attend();
  bool serve_next();  ///< false: nobody waits
  void serve(Wire& wire);
  Order receive(Wire& wire) const;

  System& system_;
  const DeskLimits limits_;
  Descriptor stop_;  ///< has something to read once the desk is closed
  Descriptor socket_;
  std::vector<std::thread> threads_;
};

/// The exit code, with what the command says passed on as it comes; nothing when no server listens in the data folder. Who goes away
/// does not stop the command. Throws no_answer.
std::optional<int> ask_server(const Config& config, const Order& order, std::ostream& out, std::ostream& err);

}  // namespace teia::app
