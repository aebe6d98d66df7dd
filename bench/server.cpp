// SPDX-License-Identifier: Apache-2.0
#include "server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "client.hpp"

namespace teia::bench {

namespace {

using Steady = std::chrono::steady_clock;

double field_mb(pid_t process, const std::string& name) {
  std::ifstream status{"/proc/" + std::to_string(process) + "/status"};
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return std::stod(line.substr(name.size() + 1)) / 1024;
  }
  return 0;
}

/// "Teia em http://localhost:40123": the line that the server prints when it listens.
unsigned short port_told(int output) {
  std::string told;
  char letter = 0;
  while (::read(output, &letter, 1) == 1) {
    if (letter != '\n') {
      told += letter;
      continue;
    }
    const auto at = told.find("http://localhost:");
    if (at != std::string::npos) return static_cast<unsigned short>(std::stoi(told.substr(at + 17)));
    told.clear();
  }
  return 0;
}

}  // namespace

ServerProcess::ServerProcess(const std::string& program, const std::vector<std::string>& arguments) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  std::vector<std::string> words{program, "serve", "--set", "port=0", "--set", "log_level=warn"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const auto start = Steady::now();
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::execv(program.c_str(), argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  output_ = ends[0];
  port_ = port_told(output_);
  if (port_ == 0) throw std::runtime_error{program + " serve did not come up"};
  Client{port_}.get("/healthz");
  first_answer_ms_ = std::chrono::duration<double, std::milli>{Steady::now() - start}.count();
}

ServerProcess::~ServerProcess() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  ::close(output_);
}

double ServerProcess::cpu_seconds() const {
  std::ifstream file{"/proc/" + std::to_string(process_) + "/stat"};
  std::string all{std::istreambuf_iterator<char>{file}, {}};
  std::istringstream fields{all.substr(all.rfind(')') + 2)};
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;  // proc(5): state is field 3, utime 14, stime 15
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double ServerProcess::memory_mb() const { return field_mb(process_, "VmRSS"); }
double ServerProcess::peak_memory_mb() const { return field_mb(process_, "VmHWM"); }
double ServerProcess::anonymous_memory_mb() const { return field_mb(process_, "RssAnon"); }

}  // namespace teia::bench
