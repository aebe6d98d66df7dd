// SPDX-License-Identifier: Apache-2.0
#include "app/demo_command.hpp"

#include <fstream>
#include <iostream>

#include "access/access.hpp"
#include "app/system.hpp"

namespace teia::app {

void make_demo(Config config, const std::optional<demo::National>& national) {
  config.clock = demo::story_now().text();
  System system{config};
  if (system.store().read([](db::Read& tx) { return access::is_demo(tx); })) {
    std::cout << "A demonstração já existe em " << config.data.string() << ".\n";
    return;
  }
  const auto tell = [](const std::string& what) { std::cout << "  " << what << std::endl; };
  const auto logins = national ? demo::tell_national(system.store(), *national, tell) : demo::tell_story(system.store(), tell);
  std::ofstream{config.data / "teia.toml"} << "# Demonstração: dados fictícios, sempre na manhã de 5 de maio de 2025.\nclock = \"" << config.clock
                                           << "\"\n";
  std::cout << "Demonstração pronta (dados fictícios; hoje é 5 de maio de 2025). Senha de todos: " << demo::password << "\n";
  for (const auto& login : logins) std::cout << "  " << login.email << "  " << login.name << ", " << login.what << "\n";
}

}  // namespace teia::app
