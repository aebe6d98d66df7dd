// SPDX-License-Identifier: Apache-2.0
// teia-load: many keep-alive clients against one address, for measuring by hand; `teia bench` uses the same generator.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "load.hpp"

namespace {

/// One body a line; the requests take them in turn.
std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error{"cannot read " + path};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Sends requests from many keep-alive clients and prints how fast the replies came."};
  teia::bench::Plan plan;
  std::string path = "/healthz", bodies;
  std::vector<std::string> headers;
  app.add_option("--address", plan.address, "IPv4 address")->capture_default_str();
  app.add_option("--port", plan.port)->capture_default_str();
  app.add_option("--clients", plan.clients)->capture_default_str();
  app.add_option("--seconds", plan.seconds)->capture_default_str();
  app.add_option("--path", path)->capture_default_str();
  app.add_option("--header", headers, "'Name: value', any number of times");
  app.add_option("--bodies", bodies, "file with one JSON body a line: POST instead of GET");
  CLI11_PARSE(app, argc, argv);
  try {
    std::string lines;
    for (const auto& header : headers) lines += header + "\r\n";
    const auto texts = bodies.empty() ? std::vector<std::string>{""} : lines_of(bodies);
    plan.request = [&](std::size_t n) { return teia::bench::request_text(bodies.empty() ? "GET" : "POST", path, lines, texts.at(n % texts.size())); };
    std::cout << teia::bench::told(teia::bench::load(plan)) << '\n';
  } catch (const std::exception& error) {
    std::cerr << "teia-load: " << error.what() << '\n';
    return 1;
  }
}
