// SPDX-License-Identifier: Apache-2.0
#include "reports/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace teia::reports {

namespace {

using Time = std::chrono::steady_clock;

constexpr std::size_t most_said = 16 << 10;  ///< of its error stream, kept for the log

[[noreturn]] void failed(const char* what) { throw std::system_error{errno, std::generic_category(), what}; }

/// An open file of ours; no child inherits it.
class Handle {
 public:
  Handle() = default;
  explicit Handle(int number) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Handle() { close(); }

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  void close() {
    if (open()) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

/// Two ends. A pair of sockets, not a pipe: a write to a child that is gone must not raise SIGPIPE in the whole program.
struct Ends {
  Handle ours, its;
  Ends() {
    std::array<int, 2> made{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, made.data()) != 0) failed("socketpair");
    ours = Handle{made[0]};
    its = Handle{made[1]};
    ::fcntl(made[0], F_SETFL, O_NONBLOCK);
  }
};

class PrivateFolder {
 public:
  PrivateFolder() {
    auto name = (std::filesystem::temp_directory_path() / "teia-XXXXXX").string();
    if (!::mkdtemp(name.data())) failed("mkdtemp");
    path_ = name;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::optional<std::string> found(const std::string& program) {
  if (program.find('/') != std::string::npos) return ::access(program.c_str(), X_OK) == 0 ? std::optional{program} : std::nullopt;
  for (const auto* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
    if (const auto path = folder + program; ::access(path.c_str(), X_OK) == 0) return path;
  }
  return std::nullopt;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (auto& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

/// Everything that the child needs between fork and exec, made before: after the fork of a program with threads only calls that are
/// safe in a signal handler are allowed, so no allocation.
struct Prepared {
  Prepared(const Command& command, const std::string& path, const std::string& folder_)
      : words(command.arguments), environment{"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + folder_, "TMPDIR=" + folder_}, folder(folder_) {
    words.insert(words.begin(), path);
    argv = pointers(words);
    envp = pointers(environment);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(command.limits.time).count();
    cpu = {static_cast<rlim_t>(seconds), static_cast<rlim_t>(seconds) + 1};
    memory = {command.limits.memory, command.limits.memory};
    file = {command.limits.output, command.limits.output};
  }
  std::vector<std::string> words, environment;
  std::string folder;
  std::vector<char*> argv, envp;
  rlimit cpu{}, memory{}, file{};
};

[[noreturn]] void become(const Prepared& prepared, int in, int out, int err) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const rlimit none{0, 0};
  const bool ready = ::dup2(in, 0) == 0 && ::dup2(out, 1) == 1 && ::dup2(err, 2) == 2 && ::chdir(prepared.folder.c_str()) == 0 &&
                     ::setrlimit(RLIMIT_CPU, &prepared.cpu) == 0 && ::setrlimit(RLIMIT_FSIZE, &prepared.file) == 0 &&
                     ::setrlimit(RLIMIT_CORE, &none) == 0 && ::close_range(3, ~0U, 0) == 0 && ::setrlimit(RLIMIT_AS, &prepared.memory) == 0;
  if (ready) ::execve(prepared.argv[0], prepared.argv.data(), prepared.envp.data());
  ::_exit(127);
}

/// The running child and what is said to and by it.
class Child {
 public:
  Child(const Command& command, const Prepared& prepared) : command_(command), until_(Time::now() + command.limits.time) {
    id_ = ::fork();
    if (id_ < 0) failed("fork");
    if (id_ == 0) become(prepared, in_.its.number(), out_.its.number(), err_.its.number());
    ::setpgid(id_, id_);  // here too: whichever comes first
    in_.its.close();
    out_.its.close();
    err_.its.close();
  }
  ~Child() { end(); }
  Child(const Child&) = delete;

  std::string hear() {
    while (out_.ours.open() || err_.ours.open()) {
      wait_for_news();
      if (in_.ours.open()) speak();
      listen(out_.ours, said_, command_.limits.output);
      if (said_.size() > command_.limits.output) throw problems::too_large({{"megabytes", std::to_string(command_.limits.output >> 20)}});
      listen(err_.ours, complaint_, most_said);
    }
    judge(end());
    return std::move(said_);
  }

 private:
  void wait_for_news() {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Time::now()).count();
    std::array<pollfd, 3> ends{{{in_.ours.number(), POLLOUT, 0}, {out_.ours.number(), POLLIN, 0}, {err_.ours.number(), POLLIN, 0}}};
    if (left <= 0 || ::poll(ends.data(), ends.size(), static_cast<int>(left)) == 0) throw too_long();
  }

  void speak() {
    const auto rest = std::string_view{command_.input}.substr(spoken_);
    const auto sent = ::send(in_.ours.number(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent > 0) spoken_ += static_cast<std::size_t>(sent);
    const bool over = sent < 0 && errno != EAGAIN && errno != EINTR;  // it reads no more: its verdict follows
    if (over || spoken_ == command_.input.size()) in_.ours.close();
  }

  /// Keeps up to one byte more than `most`, so that too much is seen; the rest is read and let go.
  static void listen(Handle& from, std::string& to, std::size_t most) {
    if (!from.open()) return;
    std::array<char, 64 << 10> piece;
    const auto got = ::recv(from.number(), piece.data(), piece.size(), 0);
    if (got > 0) to.append(piece.data(), std::min(static_cast<std::size_t>(got), most + 1 - std::min(to.size(), most + 1)));
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) from.close();
  }

  /// Nothing of the group is left afterwards. A child that has said all may still take a moment to end.
  int end() {
    if (id_ <= 0) return status_;
    while (!over() && out_closed_by_itself() && Time::now() < until_) ::usleep(1000);
    ::kill(-id_, SIGKILL);
    if (!ended_) ::waitpid(id_, &status_, 0);
    id_ = 0;
    return status_;
  }

  bool out_closed_by_itself() const { return !out_.ours.open() && !err_.ours.open(); }
  bool over() { return ended_ = ended_ || ::waitpid(id_, &status_, WNOHANG) == id_; }

  void judge(int status) const {
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) throw too_long();
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ) throw problems::too_large({{"megabytes", std::to_string(command_.limits.output >> 20)}});
    spdlog::error("{} ended with {}: {}", command_.program, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), complaint_);
    throw problems::renderer_failed({{"program", command_.program}});
  }

  Problem too_long() const {
    return problems::took_too_long({{"seconds", std::to_string(std::chrono::ceil<std::chrono::seconds>(command_.limits.time).count())}});
  }

  const Command& command_;
  const Time::time_point until_;
  Ends in_, out_, err_;
  pid_t id_ = 0;
  int status_ = 0;
  bool ended_ = false;
  std::size_t spoken_ = 0;
  std::string said_, complaint_;
};

}  // namespace

bool is_there(const std::string& program) { return found(program).has_value(); }

std::string run(const Command& command) {
  const auto path = found(command.program);
  if (!path) throw problems::renderer_missing({{"program", command.program}});
  const PrivateFolder folder;
  const Prepared prepared{command, *path, folder.path()};
  Child child{command, prepared};
  return child.hear();
}

}  // namespace teia::reports
