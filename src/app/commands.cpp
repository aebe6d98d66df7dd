// SPDX-License-Identifier: Apache-2.0
#include "app/commands.hpp"

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "access/access.hpp"
#include "actions/export.hpp"
#include "app/actions_command.hpp"
#include "app/analytics_command.hpp"
#include "app/archive_command.hpp"
#include "app/bench_command.hpp"
#include "app/closing_command.hpp"
#include "app/demo_command.hpp"
#include "app/openapi.hpp"
#include "app/orders.hpp"
#include "app/places_command.hpp"
#include "app/places_list.hpp"
#include "app/print.hpp"
#include "app/report_command.hpp"
#include "app/serve.hpp"
#include "app/upkeep.hpp"
#include "app/user_command.hpp"
#include "app/words.hpp"
#include "base/db/schema_text.hpp"
#include "base/log.hpp"
#include "programmes/programmes.hpp"

namespace teia::app {

namespace {

/// What every command takes: --data, --database, --config and --set name=value over file and environment.
class Common {
 public:
  void add_to(CLI::App& command) {
    command.add_option("--data", data_, "pasta dos dados");
    command.add_option("--database", database_, "endereço do PostgreSQL (postgresql://…)");
    command.add_option("--config", file_, "arquivo de configuração (TOML)");
    command.add_option("--set", set_, "nome=valor de qualquer configuração; veja `teia config`");
  }

  Settings settings() const {
    Settings settings;
    const std::filesystem::path data = data_.empty() ? "data" : data_;
    settings.read_file(file_.empty() ? data / "teia.toml" : std::filesystem::path{file_});
    settings.read_environment();
    if (!data_.empty()) settings.set("data", data_, "opção");
    if (!database_.empty()) settings.set("database", database_, "opção");
    for (const auto& pair : set_) {
      const auto equals = std::min(pair.find('='), pair.size());
      settings.set(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())), "opção");
    }
    return settings;
  }

  Config config() const {
    const auto made = settings().config();
    log::set_up({made.log_level, made.log_form == "plain" ? log::Form::plain : log::Form::json});
    return made;
  }

 private:
  std::string data_, database_, file_;
  std::vector<std::string> set_;
};

struct Options {
  Common common;
  std::string format = "csv", routes_format, level = "municipality", file, passphrase;
  bool national = false;
  demo::National scale;
  std::vector<int> clients{1, 8, 64};
  std::vector<std::string> files;
  ActionsImport actions_in;
  NewAdministrator administrator;
  Invite invite;
  EndAccess end_access;
  AskOptions ask;
  ReportOrder report;
  PlacesImport places_in;
  PlaceMove place_move;
  double seconds = 10;
  int rounds = 30;
  int replicas = 500;
  bool without_first = false;
};

void add_format(CLI::App& command, Options& options) {
  command.add_option("--format", options.format, "csv (escritório brasileiro), csv-rfc4180 ou json")->check(CLI::IsMember({"csv", "csv-rfc4180", "json"}));
}

places::Level level_of(const std::string& english) {
  if (english == "state") return places::Level::state;
  if (english == "macroregion") return places::Level::macroregion;
  if (english == "region") return places::Level::region;
  return places::Level::municipality;
}

void show_places(const Options& options) {
  const auto store = look_into(options.common.config());
  store->read([&](db::Read& tx) {
    list_places(tx, level_of(options.level), options.format, local_day(system_clock().now(), capital_zone), std::cout);
  });
}

void show_users(const Options& options) {
  const auto store = look_into(options.common.config());
  store->read([&](db::Read& tx) { list_users(tx, options.format, system_clock().now(), std::cout); });
}

void export_actions(const Options& options) {
  const auto store = look_into(options.common.config());
  const auto format = *from_word<actions::ExportFormat>(options.format);
  store->read([&](db::Read& tx) { actions::write_everything(tx, format, [](std::string_view piece) { std::cout << piece; }); });
  std::cout.flush();
}

/// Told on the standard streams, whoever carries it out.
template <class Asked>
int give(const Options& options, const char* command, const Asked& asked, const std::vector<std::string>& files = {}) {
  return give(options.common.config(), order(command, asked, read_files(files)), std::cout, std::cerr);
}

int verify_ledger(const Options& options) {
  const auto store = look_into(options.common.config());
  const auto result = store->read([](db::Read& tx) { return ledger::verify(tx); });
  for (const auto& fault : result.faults) std::cout << fault << "\n";
  std::cout << result.entries << " entradas, " << result.erased << " eliminadas, cabeça " << result.head << "\n"
            << (result.faults.empty() ? "O livro confere." : "O livro NÃO confere.") << "\n";
  note_upkeep(options.common.config().data, verified, {system_clock().now(), result.entries, result.faults.empty(), ""});
  return result.faults.empty() ? 0 : 1;
}

void show_closings(const Options& options) {
  look_into(options.common.config())->read([&](db::Read& tx) { list_closings(tx, options.format, std::cout); });
}

int check_closings(const Options& options) {
  return look_into(options.common.config())->read([](db::Read& tx) { return verify_closings(tx, std::cout); });
}

Day today_of(const Config& config) {
  const auto fixed = config.clock.empty() ? std::nullopt : Instant::parse(config.clock);
  return local_day(fixed.value_or(system_clock().now()), capital_zone);
}

void ask(const Options& options) {
  const auto config = options.common.config();
  look_into(config)->read([&](db::Read& tx) { ask_questions(config, tx, options.ask, options.format, today_of(config), std::cout); });
}

void rebuild_analytics(const Options& options) {
  const auto config = options.common.config();
  look_into(config)->read([&](db::Read& tx) { rebuild_model(config, tx, std::cout); });
}

void show_config(const Options& options) {
  for (const auto& shown : options.common.settings().shown()) std::cout << shown.name << " = " << shown.value << "   (" << shown.from << ")\n";
}

/// Routes, problems and types do not depend on data: they are printed from a system in a folder that goes away.
template <class Print>
void from_routes(Print print) {
  const auto folder = std::filesystem::temp_directory_path() / Uuid::make({0}, system_chance()).text();
  log::set_up({"off", log::Form::plain});
  Config config;
  config.data = folder;
  {
    System system{config};
    print(std::cout, all_routes(system));
  }
  std::filesystem::remove_all(folder);
}

/// As SQLite tells it of an empty database; the tests ask PostgreSQL too.
void print_schema() {
  const auto file = std::filesystem::temp_directory_path() / (Uuid::make({0}, system_chance()).text() + ".sqlite");
  db::migrate(*db::connect("sqlite:" + file.string(), true), migrations(db::Engine::sqlite), {0}, {});
  std::cout << db::schema_text("sqlite:" + file.string());
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
}

int check_packages(const Options& options) {
  const auto faults = programmes::check(options.file);
  for (const auto& fault : faults) std::cout << fault.field << ": " << fault.message << "\n";
  if (faults.empty()) std::cout << "Nenhuma falha.\n";
  return faults.empty() ? 0 : 1;
}

/// Newer tables and meshes, and acts that move a municipality: for whoever runs the server.
template <class Command>
void add_place_changes(CLI::App& places, Options& options, int& exit_code, Command&& command) {
  auto& in = options.places_in;
  auto* bring = command(places, "import", "importa tabelas (CSV) e malhas (GeoJSON, TopoJSON) do território, todas ou nenhuma", [&] {
    exit_code = give(options, "places import", in, options.files);
  });
  bring->add_option("files", options.files, "arquivos")->required();
  bring->add_option("--from", in.from, "primeiro dia da composição que as tabelas trazem; sem ele, hoje");
  bring->add_option("--source", in.source, "quem publicou as tabelas; sem ela, o nome do arquivo");
  bring->add_flag("--dry-run", in.dry_run, "só confere e mostra o que mudaria; nada é gravado");
  bring->footer("O arquivo de `teia places list --format csv` pode ser editado e importado. Nomes de coluna aceitos em uma tabela:\n" + places::accepted_headings() +
                "Malhas trazem o código do município em CD_MUN, codarea, id e outros.");

  auto& act = options.place_move;
  auto* move = command(places, "move", "muda um município de região ou macrorregião a partir de um dia; o passado fica como era", [&] {
    exit_code = give(options, "places move", act);
  });
  move->add_option("--municipality", act.municipality, "código de 7 dígitos")->required();
  auto* to = move->add_option_group("to")->require_option(1, 2);
  to->add_option("--region", act.region, "região de saúde, 5 dígitos");
  to->add_option("--macroregion", act.macroregion, "macrorregião, 4 dígitos");
  move->add_option("--from", act.from, "primeiro dia (aaaa-mm-dd)")->required();
  move->add_option("--note", act.note, "o ato, como “Resolução CIB/TO nº 12/2025”")->required();
}

template <class Command>
void add_users(CLI::App& app, Options& options, int& exit_code, Command&& command) {
  auto* user = app.add_subcommand("user", "contas")->require_subcommand(1);
  auto* admin = command(*user, "add-admin", "cria uma pessoa da administração e mostra seu convite",
                        [&] { exit_code = give(options, "user add-admin", options.administrator); });
  admin->add_option("--name", options.administrator.name, "nome")->required();
  admin->add_option("--email", options.administrator.email, "e-mail de acesso")->required();
  add_format(*command(*user, "list", "quem tem conta ou convite, com suas funções de hoje", [&] { show_users(options); }), options);
  command(*user, "invite", "mostra um convite novo para quem perdeu o seu ou esqueceu a senha; os anteriores deixam de valer",
          [&] { exit_code = give(options, "user invite", options.invite); })
      ->add_option("email", options.invite.email, "e-mail da pessoa")
      ->required();
  command(*user, "end", "encerra o acesso: sessões, chaves, senha e funções; os registros ficam", [&] { exit_code = give(options, "user end", options.end_access); })
      ->add_option("email", options.end_access.email, "e-mail da pessoa")
      ->required();
}

/// One line a command: its name, what it is for, what it does.
void build(CLI::App& app, Options& options, int& exit_code) {
  app.require_subcommand(1);
  const auto command = [&](CLI::App& parent, const char* name, const char* meaning, std::function<void()> act) {
    auto* made = parent.add_subcommand(name, meaning);
    options.common.add_to(*made);
    made->callback(std::move(act));
    return made;
  };

  command(app, "serve", "atende em http://localhost:8080", [&] { exit_code = serve(options.common.config()); });
  auto* demo = command(app, "demo", "cria a demonstração (dados fictícios) em uma pasta", [&] {
    make_demo(options.common.config(), options.national ? std::optional{options.scale} : std::nullopt);
  });
  auto* national = demo->add_flag("--national", options.national, "a rede inteira por três anos, em vez da história do Tocantins (leva minutos)");
  demo->add_option("--months", options.scale.months, "meses até abril de 2025 (36)")->check(CLI::Range(1, 120))->needs(national);
  demo->add_option("--actions", options.scale.actions_a_month, "ações por mês, em média (5200)")->check(CLI::Range(1, 50'000))->needs(national);
  demo->add_option("--seed", options.scale.seed, "a mesma semente faz o mesmo mundo (2025)")->needs(national);
  command(app, "config", "mostra cada configuração, seu valor e de onde veio", [&] { show_config(options); });

  auto* places = app.add_subcommand("places", "território")->require_subcommand(1);
  auto* list = command(*places, "list", "lista um nível do território", [&] { show_places(options); });
  list->add_option("--level", options.level, "municipality, region, macroregion ou state")
      ->check(CLI::IsMember({"municipality", "region", "macroregion", "state"}));
  add_format(*list, options);
  add_place_changes(*places, options, exit_code, command);

  auto* out = app.add_subcommand("export", "tira dados em um arquivo, pela saída padrão")->require_subcommand(1);
  add_format(*command(*out, "actions", "uma linha por ação, em todos os estados", [&] { export_actions(options); }), options);

  auto* report = app.add_subcommand("report", "relatórios")->require_subcommand(1);
  auto* quadrimestral = command(*report, "quadrimestral", "o relatório quadrimestral de um COSEMS, em PDF ou HTML",
                                [&] { write_report(options.common.config(), options.report); });
  quadrimestral->add_option("--state", options.report.state, "sigla ou código do IBGE: TO")->required();
  quadrimestral->add_option("--period", options.report.period, "quadrimestre: 2025-QD1")->required();
  quadrimestral->add_option("-o,--output", options.report.file, "arquivo .pdf ou .html")->required();

  auto* in = app.add_subcommand("import", "traz dados de um arquivo")->require_subcommand(1);
  auto* actions_in = command(*in, "actions", "registra as ações de uma planilha CSV, todas ou nenhuma",
                             [&] { exit_code = give(options, "import actions", options.actions_in, {options.file}); });
  actions_in->add_option("file", options.file, "arquivo .csv, como o modelo da página de importação")->required();
  actions_in->add_option("--as", options.actions_in.as, "e-mail de quem registra")->required();
  actions_in->add_flag("--dry-run", options.actions_in.dry_run, "só confere; nada é gravado");

  auto* book = app.add_subcommand("ledger", "o livro de registros")->require_subcommand(1);
  command(*book, "verify", "lê o livro inteiro e confere numeração, encadeamento, conteúdos e assinaturas", [&] { exit_code = verify_ledger(options); });

  auto* ask_it = command(app, "ask", "pergunta ao modelo de leitura: teia ask \"count(actions)\" --by month", [&] { ask(options); });
  ask_it->add_option("measures", options.ask.measures, "medidas: count(actions where state = \"validada\") …")->required();
  ask_it->add_option("--by", options.ask.by, "abrir por: month, quadrimestre, year, uf, macroregion, region, municipality, type, theme …");
  ask_it->add_option("--where", options.ask.where, "condição sobre os registros: type = \"VIS\" and happened");
  ask_it->add_option("--period", options.ask.period, "2025-04, 2025-QD1, quadrimestre-fechado, 12-meses (sem isto: o quadrimestre em curso)");
  ask_it->add_option("--state", options.ask.state, "sigla ou código do estado");
  ask_it->add_option("--composition", options.ask.composition, "das regiões: data ou hoje")->check(CLI::IsMember({"data", "hoje"}));
  ask_it->add_option("--known-on", options.ask.known_on, "como se sabia até esta entrada do livro");
  add_format(*ask_it, options);
  auto* analytics = app.add_subcommand("analytics", "modelo de leitura (descartável)")->require_subcommand(1);
  command(*analytics, "rebuild", "refaz o modelo de leitura a partir do livro", [&] { rebuild_analytics(options); });
  auto* closing = app.add_subcommand("closing", "fechamentos de períodos")->require_subcommand(1);
  add_format(*command(*closing, "list", "cada fechamento e reabertura, com o que foi contado", [&] { show_closings(options); }), options);
  command(*closing, "verify", "refaz cada conjunto de dados pelo livro como era conhecido naquele dia e compara", [&] { exit_code = check_closings(options); });

  auto* backup = command(app, "backup", "grava uma cópia de segurança, mesmo com o servidor atendendo", [&] { make_backup(options.common.config(), options.file, options.passphrase, std::cout); });
  backup->add_option("file", options.file, "arquivo .tar.zst, que ainda não existe")->required();
  backup->add_option("--passphrase", options.passphrase, "guarda também a chave de assinatura, cifrada com esta frase");
  auto* restore = command(app, "restore", "restaura uma cópia em uma pasta ou banco vazios", [&] { restore_backup(options.common.config(), options.file, options.passphrase, std::cout); });
  restore->add_option("file", options.file, "arquivo .tar.zst")->required();
  restore->add_option("--passphrase", options.passphrase, "frase da chave de assinatura");

  add_users(app, options, exit_code, command);

  auto* packages = app.add_subcommand("packages", "pacotes de programas")->require_subcommand(1);
  command(*packages, "check", "confere um pacote ou uma pasta de pacotes", [&] { exit_code = check_packages(options); })
      ->add_option("folder", options.file, "pasta")
      ->required();

  auto* bench = app.add_subcommand("bench", "medições, em uma demonstração")->require_subcommand(1);
  auto* ingest = command(*bench, "ingest", "registros aceitos por segundo, ao lado do que o disco faz sozinho",
                         [&] { bench_ingest(options.common.config(), options.clients, options.seconds); });
  ingest->add_option("--clients", options.clients, "aparelhos ao mesmo tempo (1,8,64)")->delimiter(',')->check(CLI::Range(1, 1000));
  ingest->add_option("--seconds", options.seconds, "de cada medição (10)")->check(CLI::Range(0.1, 600.0));
  command(*bench, "read", "tempo de cada página, aberta por cinco pessoas; partida e memória",
          [&] { bench_read(options.common.config(), options.rounds); })
      ->add_option("--rounds", options.rounds, "vezes que cada página é pedida (30)")->check(CLI::Range(1, 10'000));
  auto* sync = command(*bench, "sync", "aparelhos que sincronizam: a primeira vez no maior estado, as novidades, muitos ao mesmo tempo",
                       [&] { bench_sync(options.common.config(), options.replicas, !options.without_first); });
  sync->add_option("--replicas", options.replicas, "aparelhos ao mesmo tempo (500)")->check(CLI::Range(1, 600));
  sync->add_flag("--without-first", options.without_first, "sem a primeira sincronização do maior estado, que leva minutos");
  command(*bench, "analytics", "o modelo de leitura: enchê-lo, e perguntas de todas as formas ao lado do SQL",
          [&] { bench_analytics(options.common.config(), options.rounds); })
      ->add_option("--rounds", options.rounds, "vezes de cada pergunta (30)")->check(CLI::Range(1, 10'000));
  command(*bench, "rights", "a mesma consulta com e sem a condição de direitos",
          [&] { bench_rights(options.common.config(), options.rounds); })
      ->add_option("--rounds", options.rounds, "vezes de cada consulta (30)")->check(CLI::Range(1, 10'000));

  auto* routes = command(app, "routes", "a tabela de rotas com o direito de cada uma", [&] {
    from_routes([&](std::ostream& to, const auto& all) { print_routes(to, all, options.routes_format); });
  });
  routes->add_option("--format", options.routes_format, "csv (escritório brasileiro), csv-rfc4180 ou json; sem ela, para ler")
      ->check(CLI::IsMember({"csv", "csv-rfc4180", "json"}));
  app.add_subcommand("types", "os tipos da interface, em TypeScript")->callback([] { from_routes(print_types); });
  app.add_subcommand("openapi", "a interface para programas de outros, em OpenAPI 3.1")->callback([] { from_routes(print_openapi); });
  app.add_subcommand("schema", "as tabelas, como as migrações as deixam")->callback(print_schema);
  app.add_subcommand("problems", "o catálogo de problemas")->callback([] { print_problems(std::cout); });
}

}  // namespace

int run(int argc, char** argv) {
  ::umask(0077);  // what any command makes is for its own user: folders 0700, files 0600
  CLI::App app{"Teia: registro, monitoramento e avaliação do apoio institucional no SUS", "teia"};
  speak_portuguese(app);
  app.set_version_flag("--version", TEIA_VERSION, "mostra a versão");
  Options options;
  int exit_code = 0;
  build(app, options, exit_code);
  return tell_problems(std::cerr, [&] {
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app.exit(error) == 0 ? 0 : 2;
    }
    return exit_code;
  });
}

}  // namespace teia::app
