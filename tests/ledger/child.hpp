// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sys/types.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace teia::test {

/// A program in a process of its own, and what it prints.
class Child {
 public:
  Child(std::string program, std::vector<std::string> arguments);
  ~Child();
  Child(const Child&) = delete;

  void wait_for_output() const;  ///< or for its end
  /// What it had printed when it died. Throws std::runtime_error if it had ended by itself.
  std::string kill_it();
  /// All that it printed. Throws std::runtime_error if it did not end well.
  std::string finish();

 private:
  void read_all();
  int wait();

  pid_t process_ = 0;
  int out_ = -1;
  std::string text_;
  std::atomic<bool> printed_{false};
  std::thread reader_;
};

}  // namespace teia::test
