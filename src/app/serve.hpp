// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/config.hpp"

namespace teia::app {

namespace problems {
inline const ProblemKind port_taken{"serve.port-taken", 409, "A porta {port} já está em uso por outro programa. Pare-o ou escolha outra: --set port=8081.",
                                    "The port {port} is in use by another program. Stop it or choose another: --set port=8081."};
inline const ProblemKind port_not_allowed{"serve.port-not-allowed", 403, "Este usuário não pode atender na porta {port}. Escolha uma acima de 1023: --set port=8080.",
                                          "This user may not serve on the port {port}. Choose one above 1023: --set port=8080."};
inline const ProblemKind bad_address{"serve.bad-address", 422, "Este computador não atende no endereço “{address}”. Use 127.0.0.1 ou 0.0.0.0, ou um endereço dele (address).",
                                     "This computer does not serve on the address “{address}”. Use 127.0.0.1 or 0.0.0.0, or an address of its own (address)."};
inline const ProblemKind bad_certificate{"serve.bad-certificate", 422, "O certificado TLS ou sua chave não se leem, ou não são um do outro: {certificate}, {key}.",
                                         "The TLS certificate or its key do not read, or do not belong together: {certificate}, {key}."};
}  // namespace problems

/// Serves until SIGTERM or SIGINT, then finishes what was begun. On a system without people, prints the first administrator's
/// one-time link. Gives the program's exit code.
int serve(const Config& config);

}  // namespace teia::app
