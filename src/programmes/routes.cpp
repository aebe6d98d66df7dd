// SPDX-License-Identifier: Apache-2.0
#include "base/http/http.hpp"
#include "programmes/views.hpp"

namespace teia::programmes {

namespace {

wire::Vocabularies on_vocabularies(http::Reading&) { return wire::vocabularies(catalogue()); }

std::vector<wire::ProjectRow> on_projects(http::Reading&) { return wire::project_rows(catalogue()); }

wire::ProjectPage on_project(http::Reading& call) {
  const auto code = call.path_text("code");
  const auto* project = find_project(catalogue(), code);
  if (!project) throw problems::project_unknown({{"code", std::string{code}}});
  return wire::project_page(catalogue(), *project);
}

}  // namespace

std::vector<http::Route> routes() {
  return {
      http::get<on_vocabularies>("/v1/vocabularies", http::Right::signed_in_or_token()),
      http::get<on_projects>("/v1/projects", http::Right::anyone()),
      http::get<on_project>("/v1/projects/{code}", http::Right::anyone()),
  };
}

}  // namespace teia::programmes
