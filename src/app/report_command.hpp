// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "app/config.hpp"

/// `teia report quadrimestral`: a document in a file, for whoever runs the server.
namespace teia::app {

namespace problems {
inline const ProblemKind unwritable_file{"file.unwritable", 422, "Não é possível gravar o arquivo {file}. Confira a pasta e a permissão.", "The file {file} cannot be written. Check the folder and the permission."};
}  // namespace problems

struct ReportOrder {
  std::string state, period, file;
};

void write_report(const Config& config, const ReportOrder& order);

}  // namespace teia::app
