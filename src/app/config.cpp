// SPDX-License-Identifier: Apache-2.0
#include "app/config.hpp"

#include <charconv>
#include <cstdlib>

#include "base/toml.hpp"

namespace teia::app {

namespace {

/// One line a setting: how it is called, what it means, how it is written and shown.
struct Setting {
  const char* name;
  const char* meaning;
  void (*set)(Config&, const std::string& name, const std::string& value);
  std::string (*show)(const Config&);
};

template <auto Field>
void set_text(Config& config, const std::string&, const std::string& value) {
  config.*Field = value;
}
template <auto Field>
std::string show_text(const Config& config) {
  if constexpr (std::is_same_v<std::remove_cvref_t<decltype(config.*Field)>, std::filesystem::path>) return (config.*Field).string();
  else return config.*Field;
}

template <auto Field, int Least, int Most>
void set_number(Config& config, const std::string& name, const std::string& value) {
  int number = 0;
  const auto result = std::from_chars(value.data(), value.data() + value.size(), number);
  if (result.ec != std::errc{} || result.ptr != value.data() + value.size() || number < Least || number > Most) {
    throw problems::bad_setting({{"name", name}, {"value", value}, {"expected", "um número de " + std::to_string(Least) + " a " + std::to_string(Most)}});
  }
  config.*Field = number;
}
template <auto Field>
std::string show_number(const Config& config) {
  return std::to_string(config.*Field);
}

template <auto Field>
void set_flag(Config& config, const std::string& name, const std::string& value) {
  if (value != "true" && value != "false") throw problems::bad_setting({{"name", name}, {"value", value}, {"expected", "true ou false"}});
  config.*Field = value == "true";
}
template <auto Field>
std::string show_flag(const Config& config) {
  return config.*Field ? "true" : "false";
}

/// The password of postgresql://user:password@host/…, of …?password=… and of `password='…'` stays out of sight; rather too much does.
std::string show_database(const Config& config) {
  auto shown = config.database;
  const auto hide = [&](std::size_t from, std::size_t to) { shown.replace(from, std::min(to, shown.size()) - from, "***"); };
  if (const auto scheme = shown.find("://"); scheme != shown.npos) {
    const auto at = shown.rfind('@', shown.find('?')), colon = shown.find(':', scheme + 3);
    if (at != shown.npos && colon < at) hide(colon + 1, at);
  }
  for (auto at = shown.find("password"); at != shown.npos; at = shown.find("password", at + 1)) {
    const auto value = shown.find_first_not_of("= ", at + 8);
    if (value == shown.npos) break;
    hide(value, shown[value] == '\'' ? shown.find('\'', value + 1) : shown.find_first_of("& ", value));
  }
  return shown;
}

#define TEXT(field) set_text<&Config::field>, show_text<&Config::field>
#define NUMBER(field, least, most) set_number<&Config::field, least, most>, show_number<&Config::field>
#define FLAG(field) set_flag<&Config::field>, show_flag<&Config::field>

constexpr Setting settings[] = {
    {"data", "pasta com tudo o que a Teia guarda", TEXT(data)},
    {"database", "endereço do PostgreSQL (postgresql://…); vazio usa SQLite na pasta", set_text<&Config::database>, show_database},
    {"attachments", "pasta dos anexos; vazio usa a subpasta attachments", TEXT(attachments)},
    {"address", "endereço em que o servidor atende", TEXT(address)},
    {"port", "porta", NUMBER(port, 0, 65535)},
    {"public_address", "como as pessoas escrevem o endereço (https://…): os convites começam por ele; vazio usa address e port", TEXT(public_address)},
    {"threads", "linhas de execução para conexões", NUMBER(threads, 1, 64)},
    {"readers", "leituras ao mesmo tempo", NUMBER(readers, 1, 256)},
    {"queue", "gravações que podem esperar", NUMBER(queue, 1, 1000000)},
    {"drain_s", "segundos de paciência ao parar", NUMBER(drain_s, 0, 600)},
    {"behind_proxy", "o endereço do cliente vem em X-Forwarded-For", FLAG(behind_proxy)},
    {"certificate", "certificado TLS (PEM)", TEXT(certificate)},
    {"key", "chave do certificado (PEM)", TEXT(key)},
    {"log_level", "trace, debug, info, warning, error ou off", TEXT(log_level)},
    {"log_form", "json ou plain", TEXT(log_form)},
    {"clock", "instante fixo, para demonstrações", TEXT(clock)},
};

const Setting& find(const std::string& name) {
  for (const auto& setting : settings) {
    if (setting.name == name) return setting;
  }
  throw problems::unknown_setting({{"name", name}});
}

std::string as_text(const toml::node& node) {
  if (const auto text = node.value<std::string>(); text && node.is_string()) return *text;
  if (const auto flag = node.value<bool>(); flag && node.is_boolean()) return *flag ? "true" : "false";
  if (const auto number = node.value<std::int64_t>()) return std::to_string(*number);
  return "";
}

}  // namespace

std::string Config::url() const { return database.empty() ? "sqlite:" + (data / "teia.sqlite").string() : database; }

std::string Config::web_address(int listening) const {
  if (!public_address.empty()) return public_address.substr(0, public_address.find_last_not_of('/') + 1);
  const auto shown = address == "127.0.0.1" || address == "0.0.0.0" ? "localhost" : address;
  return (certificate.empty() ? "http://" : "https://") + shown + ":" + std::to_string(listening);
}

std::filesystem::path Config::attachment_folder() const { return attachments.empty() ? data / "attachments" : attachments; }

void Settings::read_file(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return;
  try {
    const auto table = toml::parse_file(file.string());
    for (const auto& [name, node] : table) set(std::string{name.str()}, as_text(node), "arquivo");
  } catch (const toml::parse_error& error) {
    throw problems::bad_file({{"what", std::string{error.description()} + ", linha " + std::to_string(error.source().begin.line)}});
  }
}

void Settings::read_environment() {
  for (const auto& setting : settings) {
    std::string name = "TEIA_";
    for (const char* c = setting.name; *c; ++c) name += static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
    if (const char* value = std::getenv(name.c_str())) set(setting.name, value, "ambiente");
  }
}

void Settings::set(const std::string& name, const std::string& value, const std::string& from) {
  find(name).set(config_, name, value);
  sources_.emplace_back(name, from);
}

std::vector<Shown> Settings::shown() const {
  std::vector<Shown> out;
  for (const auto& setting : settings) {
    std::string from = "padrão";
    for (const auto& [name, source] : sources_) {
      if (name == setting.name) from = source;
    }
    out.push_back({setting.name, setting.show(config_), from});
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> setting_names() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& setting : settings) out.emplace_back(setting.name, setting.meaning);
  return out;
}

}  // namespace teia::app
