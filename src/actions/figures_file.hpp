// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/figures.hpp"
#include "base/http/file.hpp"

/// The overview's tables and the coverage's as files. Private to this folder.
namespace teia::actions {

struct FiguresFile : FiguresFilter {
  http::FileFormat format = http::FileFormat::csv;
};
DESCRIBE_ALSO(FiguresFile, (FiguresFilter), format)

/// A number of one of the overview's tables.
struct OverviewLine {
  std::string table;  ///< totais, por mês, por tipo, por tema, por região, por modalidade, por região e mês
  std::string code, name;
  std::optional<std::string> month;
  std::int64_t value = 0;
};
DESCRIBE(OverviewLine, table, code, name, month, value)
std::vector<OverviewLine> lines_of(const Overview& overview);

/// Of who may take lists out (export.run).
http::Response overview_file(db::Read& tx, const FiguresFile& asked, const access::Actor& actor);
http::Response coverage_file(db::Read& tx, const FiguresFile& asked, const access::Actor& actor);

}  // namespace teia::actions
