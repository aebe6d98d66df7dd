// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/db/db.hpp"

namespace teia::analytics {
struct Model;
}

/// `teia bench`: figures of the whole program, each beside a baseline taken in the same run. They print; they never judge.
namespace teia::bench {

struct Ingest {
  std::string program;             ///< the `teia` that serves
  std::filesystem::path folder;    ///< holds the Tocantins story, and grows
  std::string database;            ///< postgresql://… or "" for the folder's SQLite
  std::vector<int> clients{1, 8, 64};
  double seconds = 10;             ///< each
};
/// Quick records of about 600 letters by HTTP: accepted per second, waiting times, who used the processor.
void ingest(const Ingest& plan);

struct Reading {
  std::string program;
  std::filesystem::path folder;    ///< a demonstration, best the national one
  std::string database;
  int rounds = 30;                 ///< of every question by every person
};
/// The pages that people open, as three of them: start-up, memory, waiting times.
void read(const Reading& plan);

/// The same SQL with and without the condition of rights, in turn, and the engine's plan for both.
void rights(db::Store& store, int rounds);

/// The read model: filling it, refreshing it without news, pivots of every shape; beside some of them the same question in plain SQL.
void read_model(db::Store& store, const analytics::Model& of, int rounds);

struct Syncing {
  std::string program;
  std::filesystem::path folder;    ///< the national demonstration; it grows by some hundred records
  std::string database;
  std::size_t replicas = 500;      ///< at once
  bool first = true;               ///< the first sync, too
};
/// Devices as docs/sync.md says, over HTTP: the first sync of the largest state, news after it, many replicas in one moment.
void sync(const Syncing& plan);

/// "Intel …, 2 processors, 23 GB, ext4": where the figures come from.
std::string machine();

}  // namespace teia::bench
