// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "app/config.hpp"

namespace teia::app {

namespace problems {
inline const ProblemKind only_demo{"bench.only-demo", 409, "{data} guarda dados de verdade. As medições só rodam em uma demonstração (teia demo).",
                                   "{data} holds real data. Measurements run in a demonstration only (teia demo)."};
}  // namespace problems

/// `teia bench ingest`: in a folder that is empty the Tocantins story is made first; what is measured stays in it.
void bench_ingest(const Config& config, const std::vector<int>& clients, double seconds);
void bench_sync(const Config& config, int replicas, bool first);
void bench_read(const Config& config, int rounds);
/// `teia bench analytics`: fills a read model of its own from the demonstration.
void bench_analytics(const Config& config, int rounds);
void bench_rights(const Config& config, int rounds);

}  // namespace teia::app
