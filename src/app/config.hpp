// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.hpp"

/// What a person may set: one TOML file (DIR/teia.toml or --config), then the environment (TEIA_PORT), then flags; the last one wins.
namespace teia::app {

namespace problems {
inline const ProblemKind bad_setting{"config.bad-setting", 422, "A configuração {name} não aceita “{value}”: {expected}.", "The setting {name} does not take “{value}”: {expected}."};
inline const ProblemKind unknown_setting{"config.unknown-setting", 422, "Não existe a configuração {name}.", "There is no setting {name}."};
inline const ProblemKind bad_file{"config.bad-file", 422, "O arquivo de configuração não se lê: {what}.", "The configuration file does not read: {what}."};
}  // namespace problems

struct Config {
  std::filesystem::path data = "data";  ///< everything that Teia keeps
  std::string database;                 ///< postgresql://…; "" is DIR/teia.sqlite
  std::filesystem::path attachments;    ///< "" is DIR/attachments
  std::string address = "127.0.0.1";
  int port = 8080;
  std::string public_address;  ///< https://teia.example.org, as people type it; "" is address and port
  int threads = 2;        ///< for sockets
  int readers = 4;        ///< requests that read the database at once
  int queue = 4096;       ///< writes that may wait
  int drain_s = 20;       ///< patience when stopping, seconds
  bool behind_proxy = false;
  std::string certificate, key;  ///< PEM files: TLS when both are given
  std::string log_level = "info";
  std::string log_form = "json";  ///< json or plain
  std::string clock;              ///< a fixed instant (ISO 8601) for demonstrations; "" is the real time

  std::string url() const;
  std::string web_address() const { return web_address(port); }
  std::string web_address(int listening) const;  ///< what links begin with; `listening`: the port, where it is only known later
  std::filesystem::path attachment_folder() const;
};

/// Exports read for minutes and on threads of their own: these many readers of the database are added for them, so that no page
/// and no sign of life waits behind a file.
inline constexpr std::size_t stream_readers = 4;

/// A setting as `teia config` shows it.
struct Shown {
  std::string name, value, from;  ///< from: padrão, arquivo, ambiente, opção
};

/// File and environment over the defaults. Flags come after, by `set`.
class Settings {
 public:
  void read_file(const std::filesystem::path& file);  ///< throws bad_file, unknown_setting, bad_setting
  void read_environment();
  void set(const std::string& name, const std::string& value, const std::string& from);
  const Config& config() const { return config_; }
  std::vector<Shown> shown() const;

 private:
  Config config_;
  std::vector<std::pair<std::string, std::string>> sources_;
};

/// The names that may be set, with what they mean, for help and docs.
std::vector<std::pair<std::string, std::string>> setting_names();

}  // namespace teia::app
