// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

namespace teia::bench {

/// `teia serve` as a process of its own, on a free port; ends with this object.
class ServerProcess {
 public:
  /// `arguments` follow `serve`. Throws std::runtime_error when the server does not come up.
  ServerProcess(const std::string& program, const std::vector<std::string>& arguments);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;

  unsigned short port() const { return port_; }
  double first_answer_ms() const { return first_answer_ms_; }  ///< from the start of the process to its first reply
  double cpu_seconds() const;                                  ///< user and system, so far
  double memory_mb() const;                                    ///< resident, now
  double peak_memory_mb() const;                               ///< resident, at most so far
  double anonymous_memory_mb() const;                          ///< without mapped files

 private:
  pid_t process_ = -1;
  int output_ = -1;
  unsigned short port_ = 0;
  double first_answer_ms_ = 0;
};

}  // namespace teia::bench
