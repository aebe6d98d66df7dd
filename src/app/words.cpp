// SPDX-License-Identifier: Apache-2.0
#include "app/words.hpp"

#include <CLI/CLI.hpp>
#include <regex>

namespace teia::app {

namespace {

/// CLI11 2.1, CLI/Error.hpp and CLI/Validators.hpp: each of its sentences once. The first that fits wins.
const std::pair<const char*, const char*> refusals[] = {
    {"A subcommand is required", "Falta o comando."},
    {R"(At least 1 option from \[(.*)\] is required)", "Falta ao menos uma destas opções: $1."},
    {R"(Exactly 1 option from \[(.*)\] is required.*)", "Falta exatamente uma destas opções: $1."},
    {R"(Requires at (?:least|most) .* from \[(.*)\])", "Opções demais ou de menos entre estas: $1."},
    {R"((.+) is required)", "Falta $1."},
    {R"(The following arguments? (?:was|were) not expected: (.*))", "Não existe aqui: $1."},
    {R"((.+): (.*) not in \{(.*)\})", "$1 não aceita “$2”. Use um destes: $3."},
    {R"((.+): Value (.*) not in range (.+) to (.+))", "$1 não aceita $2: vai de $3 a $4."},
    {R"(Could not convert: (.+) = (.*))", "$1 não aceita “$2”."},
    {R"(The value (.*) is not an allowed value for (.+))", "$2 não aceita “$1”."},
    {R"((.+): \d+ required .* missing)", "Falta o valor de $1."},
    {R"((.+): At least (\d+) required but received (\d+))", "$1 quer ao menos $2 valores; vieram $3."},
    {R"((.+): At Most (\d+) required but received (\d+))", "$1 aceita até $2 valores; vieram $3."},
    {R"(Expected (?:exactly|at least) (\d+) arguments to (.+), got (\d+))", "$2 quer $1 valores; vieram $3."},
    {R"((.+) was given a disallowed flag override)", "$1 não leva valor."},
    {R"((.+): (?:too many inputs for a flag|Should be true/false or a number))", "$1 não leva valor."},
    {R"((.+) requires (.+))", "$1 só vale junto com $2."},
    {R"((.+) excludes (.+))", "$1 não vale junto com $2."},
};

std::string replaced(std::string text, const char* pattern, const char* by) { return std::regex_replace(text, std::regex{pattern}, by); }

class Portuguese : public CLI::Formatter {
 public:
  Portuguese() {
    label("Usage", "Uso");
    label("OPTIONS", "OPÇÕES");
    label("SUBCOMMAND", "COMANDO");
    label("SUBCOMMANDS", "COMANDOS");
    label("REQUIRED", "(obrigatório)");
    label("Needs", "só com");
    label("Excludes", "não com");
    label("Positionals", "Dados");
    column_width(34);
  }
  std::string make_group(std::string group, bool is_positional, std::vector<const CLI::Option*> options) const override {
    return Formatter::make_group(group == "Options" ? "Opções" : group == "to" ? "Para onde (ao menos uma)" : group, is_positional, std::move(options));
  }
  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
    return replaced(Formatter::make_subcommands(app, mode), "\nSubcommands:\n", "\nComandos:\n");
  }
  std::string make_description(const CLI::App* app) const override { return app->get_description().empty() ? "" : app->get_description() + "\n"; }
  std::string make_expanded(const CLI::App* app) const override { return replaced(Formatter::make_expanded(app), "\\[Option Group: to\\]", "Para onde"); }
  std::string make_option_opts(const CLI::Option* option) const override {
    auto text = Formatter::make_option_opts(option);
    text = replaced(std::move(text), R"((?:INT|UINT|FLOAT):(?:INT|UINT|FLOAT) in \[(\S+) - (\S+)\])", "número de $1 a $2");
    text = replaced(std::move(text), "TEXT:", "");
    text = replaced(std::move(text), R"(\bTEXT\b)", "texto");
    return replaced(std::move(text), R"(\b(?:INT|UINT|FLOAT)\b)", "número");
  }
};

std::string refusal(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* asked = app;
  while (!asked->get_subcommands().empty()) asked = asked->get_subcommands().back();
  std::string words;
  for (auto* at = asked; at; at = at->get_parent()) words = at->get_name() + (words.empty() ? "" : " ") + words;
  const auto unknown = asked->remaining();  // an unknown command: the library says that one is missing
  const auto why = unknown.empty() ? error.what() : "The following argument was not expected: " + CLI::detail::join(unknown, " ");
  return refusal_in_portuguese(why) + "\nVeja como se usa: " + words + " --help\n";
}

}  // namespace

std::string refusal_in_portuguese(std::string_view english) {
  const std::string text{english};
  for (const auto& [pattern, portuguese] : refusals) {
    std::smatch found;
    if (std::regex_match(text, found, std::regex{pattern})) return found.format(portuguese);
  }
  return text;
}

void speak_portuguese(CLI::App& app) {
  app.formatter(std::make_shared<Portuguese>());
  app.failure_message(refusal);
  app.set_help_flag("-h,--help", "mostra esta ajuda");
}

}  // namespace teia::app
