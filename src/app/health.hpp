// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>

#include "base/db/db.hpp"

namespace teia::app {

/// Whether the system answers and takes writes: what /healthz says. Now and then, and only while somebody wants to know, the disk of
/// the data folder is asked with a small file and the database with an empty write. Nobody waits for the writer, who may be in the
/// middle of an import: the next question has its answer.
class Health {
 public:
  using Time = std::chrono::milliseconds;
  Health(db::Store& store, std::filesystem::path folder, Time patience = Time{10'000});  ///< patience: how long an answer holds

  bool well();  ///< false: writes are refused, or there is no ledger; throws when it cannot be read

 private:
  struct Told;
  void ask_again();

  db::Store& store_;
  std::filesystem::path folder_;
  std::shared_ptr<Told> told_;  ///< shared with the question under way
  Time patience_;
};

}  // namespace teia::app
