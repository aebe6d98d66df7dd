// SPDX-License-Identifier: Apache-2.0
#include "demo/texts.hpp"

#include <map>
#include <vector>

namespace teia::demo {

namespace {

const std::map<std::string, std::vector<const char*>>& sentences() {
  static const std::map<std::string, std::vector<const char*>> all{
      {"ATE", {"Tirei dúvidas da equipe de {where} sobre {theme}. Ficou combinado enviar o modelo ainda esta semana.",
               "A secretaria de {where} perguntou sobre {theme}; expliquei o passo a passo e os prazos.",
               "Conversa com a equipe técnica de {where}: revisamos juntos o que falta em {theme}.",
               "Orientei {where} sobre {theme} e indiquei o material da Rede."}},
      {"VIS", {"Visita à secretaria de {where}. Revisamos {theme} com a equipe e combinamos os próximos passos.",
               "Passei a manhã em {where}: leitura conjunta dos dados de {theme} e lista do que cada área vai fazer.",
               "Em {where}, conheci a nova coordenação e ajudei a organizar {theme}."}},
      {"MON", {"Acompanhei os dados de {theme} em {where} e devolvi à equipe o que precisa de atenção.",
               "Conferi com {where} a situação de {theme}; dois pontos ficaram para a próxima semana."}},
      {"WEB", {"Webinário sobre {theme} com municípios de várias regiões; as dúvidas viraram uma lista de perguntas respondidas.",
               "Encontro pela internet sobre {theme}. Boa participação e pedido de um segundo encontro."}},
      {"ACO", {"Acolhi a nova gestão de {where}: instrumentos de planejamento, contas do fundo e calendário do ano.",
               "Primeira conversa com a nova secretaria de {where}; apresentei a Rede e o calendário legal."}},
      {"ART", {"Articulei com a regional da SES uma resposta para {where} sobre {theme}.",
               "Reunião com parceiros sobre {theme}, a pedido de {where}; ficou um compromisso de retorno."}},
      {"REU_CIR", {"Participei da CIR. A pauta tratou de {theme}; os municípios pactuaram os encaminhamentos em ata.",
                   "Reunião da CIR com debate sobre {theme} e leitura das pendências da reunião anterior."}},
      {"OFI", {"Oficina sobre {theme} com as equipes de {where}. Cada município saiu com um rascunho próprio.",
               "Oficina prática de {theme} em {where}, com exercícios sobre a planilha do próprio município."}},
      {"REU_EQ", {"Reunião da equipe de apoio: leitura do mês, divisão da agenda e troca sobre {theme}.",
                  "A equipe combinou a agenda da quinzena e discutiu casos de {theme}."}},
      {"REU_CTCIR", {"Câmara técnica preparou a pauta da CIR: {theme} e pedidos dos municípios.",
                     "Na câmara técnica, os técnicos dos municípios fecharam a proposta sobre {theme}."}},
      {"CAP", {"Capacitação em {theme} para técnicos de {where}.", "Curso curto sobre {theme}, com equipes de {where}."}},
      {"DOC", {"Escrevi com a equipe uma nota de orientação sobre {theme}.", "Preparei material de apoio sobre {theme} para os municípios."}},
      {"REU_CIB", {"Acompanhei a CIB: {theme} na pauta e duas resoluções aprovadas.", "Câmara técnica da CIB discutiu {theme}; levo a devolutiva aos municípios."}},
      {"MEN", {"Mentoria com colega da equipe sobre {theme}.", "Encontro de mentoria: conduzimos juntos um caso de {theme}."}},
      {"ASM", {"Assembleia do COSEMS com informes sobre {theme} e espaço para as regiões.", "Reunião ampliada do COSEMS: {theme} e preparação da CIB."}},
      {"CMS", {"Apoiei o conselho de saúde de {where} na leitura de {theme}.", "Conversa com conselheiros de {where} sobre {theme}."}},
      {"EVT", {"Acompanhei municípios na mostra de experiências; {theme} foi o tema mais procurado."}},
      {"ROD", {"Roda de conversa sobre {theme} com secretarias de {where}."}},
      {"EME", {"Apoio a {where} na resposta ao aumento de casos: fluxo, insumos e comunicação com a SES."}}};
  return all;
}

std::string filled(std::string text, const std::string& hole, const std::string& with) {
  for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at + with.size())) text.replace(at, hole.size(), with);
  return text;
}

}  // namespace

std::string told(const std::string& type, const std::string& where, const std::string& theme, Chance& chance) {
  const auto& options = sentences().at(type);
  return filled(filled(options[chance.next() % options.size()], "{where}", where), "{theme}", theme);
}

std::string analysis(Chance& chance) {
  static const std::vector<const char*> options{
      "A equipe é pequena e acumula funções; vale voltar com calma antes do fim do prazo.",
      "Há tensão entre a área técnica e a gestão; mediar sem tomar lado, na próxima reunião.",
      "Secretária nova, muito disposta. O risco é assumir tudo sozinha: ajudar a dividir com a equipe.",
      "O tema interessa a três municípios vizinhos; pode virar oficina conjunta."};
  return options[chance.next() % options.size()];
}

std::string long_told(const std::string& type, const std::string& where, const std::string& theme, std::size_t letters, Chance& chance) {
  static const std::vector<const char*> more{
      "Levantamos as pendências de {theme} e escrevemos quem faz o quê até a próxima reunião.",
      "A equipe trouxe dúvidas sobre prazos; mostrei onde consultar e deixei um resumo por escrito.",
      "Combinamos olhar juntos os números de {theme} antes de levar o assunto ao conselho.",
      "Há troca recente na coordenação; ficou marcada uma conversa só para apresentar os instrumentos.",
      "Os municípios de {where} pediram um modelo simples, que sirva também para quem está chegando.",
      "Registrei o que foi pactuado e enviei a todos no mesmo dia.",
      "Faltam dois documentos; a secretaria vai buscar com a contabilidade e com a regional.",
      "A experiência de {where} pode ajudar os vizinhos: sugeri apresentar na próxima reunião da região."};
  auto text = told(type, where, theme, chance);
  while (text.size() < std::min<std::size_t>(letters, 3600)) text += " " + filled(filled(more[chance.next() % more.size()], "{where}", where), "{theme}", theme);
  return text;
}

std::string long_analysis(std::size_t letters, Chance& chance) {
  auto text = analysis(chance);
  while (text.size() < std::min<std::size_t>(letters, 5600)) text += " " + analysis(chance);
  return text;
}

std::string return_reason(Chance& chance) {
  static const std::vector<const char*> reasons{"Faltou o prazo combinado com a equipe.", "Qual instrumento foi revisado? Escreva o nome e o ano.",
                                                "Diga quem ficou de enviar o documento ao conselho.", "Conte o que ficou combinado."};
  return reasons[chance.next() % reasons.size()];
}

std::string followup_text(const std::string& kind, const std::string& where) {
  static const std::map<std::string, const char*> texts{
      {"ORIENTAR", "Orientar {where} sobre o preenchimento e conferir depois."},
      {"NOTA", "Produzir nota técnica curta para {where} com a regra e um exemplo."},
      {"CIR", "Levar o pedido de {where} à próxima CIR."},
      {"CIB", "Levar o pedido de {where} à câmara técnica da CIB."},
      {"SES", "Pedir à SES a resposta sobre o fluxo que {where} relatou."},
      {"MS", "Acionar o SEINP sobre a dúvida de {where} no sistema do Ministério."},
      {"CONASEMS", "Pedir ao CONASEMS orientação sobre o caso de {where}."},
      {"MUNICIPIO", "{where} envia a versão corrigida do instrumento ao conselho."},
      {"RETORNAR", "Voltar a falar com a gestão de {where} e contar o resultado."}};
  return filled(texts.at(kind), "{where}", where);
}

std::string answer_text(const std::string& kind) {
  if (kind == "SES" || kind == "MS" || kind == "CONASEMS") return "Resposta recebida e repassada ao município.";
  if (kind == "CIR" || kind == "CIB") return "Entrou na pauta e foi pactuado.";
  return "Feito e combinado com a equipe.";
}

}  // namespace teia::demo
