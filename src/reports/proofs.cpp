// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "reports/quadrimestral.hpp"
#include "reports/words.hpp"

/// Which list stands behind which number. The addresses are those that the pages of the browser give to such lists.
namespace teia::reports {

namespace {

class Proofs {
 public:
  explicit Proofs(QuadrimestralData& data) : data_(data) {}

  void add(const char* key, std::string number, std::string what, std::string address) {
    data_.proofs.push_back({"P" + std::to_string(data_.proofs.size() + 1), key, std::move(number), std::move(what), std::move(address)});
  }
  std::string actions(const std::string& more = "") const {
    return fmt::format("/acoes?from={}&to={}&happened=true&place={}&project=rede-conasems-cosems{}", data_.from.text(), data_.to.text(), data_.state.id.value, more);
  }
  std::string page(const char* name) const { return fmt::format("/{}?lugar={}&periodo={}", name, data_.state.id.value, data_.period); }
  std::string followups(const char* more = "") const { return fmt::format("/encaminhamentos?place={}{}", data_.state.id.value, more); }

 private:
  QuadrimestralData& data_;
};

}  // namespace

void prove(QuadrimestralData& data) {
  data.proofs.clear();
  Proofs list{data};
  const auto followups = data.all_followups();
  list.add("registered", thousands(data.registered),
           "Ações do período registradas, devolvidas para completar ou validadas. Uma ação conta uma vez, seja de quantos municípios for.",
           list.actions());
  list.add("validated", thousands(data.validated), "Das ações registradas, as que a coordenação leu e validou.", list.actions("&status=validada"));
  list.add("waiting", thousands(data.waiting + data.returned),
           fmt::format("Das ações registradas, {} à espera de leitura e {} de volta com quem registrou.", data.waiting, data.returned),
           list.actions("&status=registrada,devolvida"));
  list.add("spread", thousands(data.registered), "As ações registradas por mês, tipo, modalidade, tema e região.", list.page("panorama"));
  list.add("meetings", thousands(data.cir.meetings),
           "Reuniões de CIR com registro do apoio, ordinárias e extraordinárias (Apêndice A).", list.actions("&type=REU_CIR"));
  list.add("attendance", percent(data.cir.present, data.cir.summoned),
           fmt::format("Presenças ({}) sobre convocações ({}): cada município da região conta uma vez por reunião, pela composição do dia.",
                       data.cir.present, data.cir.summoned),
           list.page("cobertura"));
  list.add("contact", thousands(data.with_contact),
           "Municípios presentes ou em contato direto em ao menos uma ação do período; convite sem presença não conta.",
           list.page("cobertura"));
  list.add("without-60", thousands(data.without_60), "Municípios sem contato há mais de 60 dias no fim do período, ou sem nenhum.", list.page("cobertura"));
  list.add("followups", thousands(followups.total()), "Encaminhamentos que saíram das ações do período, na situação em que estão hoje.", list.followups());
  list.add("on-time", thousands(followups.on_time),
           "Desses encaminhamentos, os concluídos até o prazo combinado, ou sem prazo.", list.followups("&state=concluido"));
}

}  // namespace teia::reports
