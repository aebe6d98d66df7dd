// SPDX-License-Identifier: Apache-2.0
#include "child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <utility>

extern char** environ;

namespace teia::test {

Child::Child(std::string program, std::vector<std::string> arguments) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  out_ = ends[0];
  std::vector<char*> argv{program.data()};
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const int failed = posix_spawn(&process_, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed) throw std::runtime_error("cannot start " + program);
  reader_ = std::thread{[this] { read_all(); }};
}

Child::~Child() {
  if (process_) {
    kill(process_, SIGKILL);
    wait();
  }
}

void Child::read_all() {
  char buffer[4096];
  for (ssize_t got; (got = read(out_, buffer, sizeof buffer)) > 0;) {
    text_.append(buffer, static_cast<std::size_t>(got));
    printed_ = true;
  }
  printed_ = true;
}

void Child::wait_for_output() const {
  while (!printed_) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

int Child::wait() {
  int how = 0;
  waitpid(std::exchange(process_, 0), &how, 0);
  reader_.join();
  close(out_);
  return how;
}

std::string Child::kill_it() {
  kill(process_, SIGKILL);
  if (!WIFSIGNALED(wait())) throw std::runtime_error("the child had ended by itself");
  return std::move(text_);
}

std::string Child::finish() {
  const int how = wait();
  if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) throw std::runtime_error("the child did not end well");
  return std::move(text_);
}

}  // namespace teia::test
