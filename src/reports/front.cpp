// SPDX-License-Identifier: Apache-2.0
#include "reports/html.hpp"
#include "reports/map.hpp"
#include "reports/words.hpp"

/// What stands before the text, and the text's first and last chapters.
namespace teia::reports {

namespace {

std::string days_of(const Member& member, const QuadrimestralData& data) {
  if (member.from == data.from && member.to == data.to) return "todo o quadrimestre";
  return short_day(member.from) + " a " + short_day(member.to);
}

Markup pair(const std::string& name, const Markup& value) { return element("tr", {}, element("td", {{"class", "t"}}, name) + element("td", {{"class", "t"}}, value)); }

Markup pairs(const std::string& title, const Markup& rows) {
  return element("h2", {{"class", "fora"}}, title) + element("table", {{"class", "pares"}}, element("tbody", {}, rows));
}

Markup tile(const Markup& number, const std::string& words) {
  return element("td", {}, element("span", {{"class", "grande"}}, number) + element("span", {{"class", "miudo"}}, words));
}

std::string standing(const QuadrimestralData& data) {
  if (data.closed) return "quadrimestre fechado em " + long_day(data.closed->on) + " por " + data.closed->by;
  return "prévia: o quadrimestre ainda não foi fechado";
}

}  // namespace

Markup cover(const QuadrimestralData& data, const Sketch& sketch) {
  const auto say = [](const char* kind, const std::string& text) { return element("p", {{"class", kind}}, text); };
  Markup inside = say("orgao", data.council_name);
  inside << element("p", {{"class", "ornamento"}}, ornament(sketch, data.state.name));
  inside << say("titulo", "Relatório quadrimestral de atividades") << say("subtitulo", data.label);
  inside << element("p", {{"class", "corrido"}}, data.council.code + " · Relatório quadrimestral de atividades · " + data.label);
  if (data.demo) inside << say("aviso", "DADOS FICTÍCIOS – demonstração da Teia") << say("explica", "O território é real; pessoas, ações, reuniões e números são inventados e não retratam o " + data.council.code + ", municípios ou pessoas reais.");
  if (data.draft()) inside << say("situacao", "PRÉVIA – " + long_day(data.known_on));
  else inside << say("situacao calma", "versão final – livro, entrada " + thousands(data.closed->number));
  inside << say("local", data.state.name + ", " + std::to_string(data.known_on.year()));
  return element("section", {{"class", "capa"}}, inside);
}

Markup identification(const QuadrimestralData& data) {
  Markup facts = pair("Instituição", data.council_name) + pair("Período", long_day(data.from) + " a " + long_day(data.to)) +
                 pair("Destinatários", "assembleia do COSEMS, conselho fiscal e CONASEMS") + pair("Situação", standing(data)) +
                 pair("Dados conhecidos em", long_day(data.known_on) + ", até a entrada " + thousands(data.known_number) + " do livro de registros da Teia");
  Markup all = element("h1", {{"class", "centro fora"}}, "Identificação") + element("table", {{"class", "pares"}}, element("tbody", {}, facts));

  Markup board;
  for (const auto& one : data.board) board << pair(one.name, one.role + ", " + days_of(one, data));
  if (data.board.empty()) board << pair("Diretoria executiva e conselho fiscal", data.draft() ? "A preencher: nomes e cargos, pela secretaria executiva, em Pessoas" : "sem função registrada na Teia no período");
  all << pairs("Diretoria", board);

  Markup makers;
  for (const auto& one : data.team) {
    if (one.municipalities == 0) makers << pair(one.name, one.role);
  }
  if (!makers.empty()) all << pairs("Coordenação, facilitação e secretaria executiva", makers);
  return element("section", {{"class", "pre identificacao"}}, all);
}

void introduction(Book& book) {
  const auto& data = book.data();
  book.chapter("Introdução");
  book.paragraph(Markup{"Este relatório presta contas à assembleia, ao conselho fiscal e ao CONASEMS do que o " + data.council.code + " fez entre " + long_day(data.from) + " e " + long_day(data.to) +
                 ", a partir do que a equipe de apoio registrou no dia a dia."});
  if (data.registered == 0) {
    book.paragraph("Não há ações do apoio registradas na Teia neste período. As seções seguintes mostram o território e a equipe como estavam, e dizem onde ainda não há o que contar.");
  } else {
    Markup text = Markup{"Foram registradas "} + book.number("registered") + Markup{" ações de apoio. A coordenação leu e validou "} + book.number("validated") + Markup{" delas; "};
    if (data.waiting + data.returned > 0) text << book.number("waiting") << " esperam essa leitura ou voltaram a quem registrou para completar. ";
    else text << "nenhuma espera leitura. ";
    text << "Os dois totais andam sempre juntos neste texto: o que foi feito e contado por quem apoia, e o que já passou por um segundo par de olhos.";
    book.paragraph(text);
    const auto all = data.all_followups();
    book.put(element("table", {{"class", "cartoes"}}, element("tbody", {},
        element("tr", {}, tile(book.number("registered"), "ações registradas") + tile(book.number("validated"), "validadas pela coordenação") +
                              tile(book.number("contact"), "municípios com contato, de " + thousands(data.total_contact))) +
        element("tr", {}, tile(book.number("meetings"), "reuniões de CIR acompanhadas") + tile(book.number("attendance"), "de presença dos municípios nas CIR, segundo o registro do apoio") +
                              tile(book.number("followups"), thousands(all.on_time) + " encaminhamentos concluídos no prazo, entre todos os que saíram das ações")))));
  }
  book.section("Como ler este relatório");
  book.paragraph(Markup{"Cada número do texto traz ao lado uma marca, como "} + element("a", {{"href", "#P1"}}, "P1") +
                 Markup{", que leva ao Apêndice B: ali está o que ele conta e o endereço da lista que o forma, para abrir na Teia. O Apêndice C traz cada registro com o número do seu recibo."});
  book.paragraph("Percentuais são calculados sobre somas, nunca como média de percentuais. As regiões de saúde são as da composição do dia de cada ação. O apoio é cogestão: as tabelas seguem a ordem alfabética e nada aqui compara pessoas ou municípios.");
  if (!data.draft()) {
    book.paragraph("Representações, correspondência, assembleias, comunicação e finanças não foram registradas na Teia neste período e, por isso, não têm capítulo aqui.");
    if (data.closed->records != data.registered || data.closed->validated != data.validated) {
      book.paragraph("O fechamento contou " + counted(data.closed->records, "registro", "registros") + ", " + thousands(data.closed->validated) +
                     " deles validados. O que chegou ou mudou depois está somado aqui e consta da página Fechamento, uma linha por registro.");
    }
  }
}

void executive_board(Book& book) {
  if (!book.data().draft()) return;
  book.chapter("Diretoria executiva");
  book.section("Representações");
  book.to_fill_in("representações na CIB, na CIT, no conselho estadual de saúde e em outras instâncias: quantas reuniões, o que foi levado e o que se decidiu", "diretoria, com a secretaria executiva");
  book.section("Correspondência");
  book.to_fill_in("ofícios enviados e recebidos, por destinatário, com o que ainda espera resposta", "secretaria executiva");
  book.section("Reuniões e assembleias");
  book.to_fill_in("reuniões da diretoria e assembleias: datas, presenças, decisões", "secretaria executiva");
  book.section("Posições defendidas");
  book.to_fill_in("posições que o conselho defendeu e o que mudou por causa delas", "presidência");
  book.section("Comunicação");
  book.to_fill_in("publicações, notas e alcance dos canais do conselho", "diretoria de comunicação");
  book.section("Finanças");
  book.to_fill_in("receita da contribuição e despesas do período, em reais", "diretoria financeira, com o parecer do conselho fiscal");
}

void closing_words(Book& book) {
  const auto& data = book.data();
  book.chapter(data.draft() ? "Considerações finais" : "Conferência");
  book.to_fill_in("o que o quadrimestre ensinou, as dificuldades e os próximos passos, com as palavras da equipe", "coordenação do apoio");
  if (data.closed) {
    const auto line = [](const std::string& name, const std::string& value) { return pair(name, value); };
    book.paragraph("Os números deste relatório podem ser refeitos a partir do livro de registros como era conhecido no dia do fechamento. Os dados abaixo identificam esse conjunto.");
    book.put(element("div", {{"class", "conferencia"}}, element("p", {{"class", "rotulo"}}, "Conferência do fechamento") + element("table", {{"class", "pares"}}, element("tbody", {},
        line("Fechado por", data.closed->by + ", em " + long_day(data.closed->on)) + line("Última entrada do livro", thousands(data.closed->number)) +
        line("Registros e validados", thousands(data.closed->records) + " e " + thousands(data.closed->validated)) +
        line("De períodos anteriores, fora do prazo", thousands(data.closed->late)) + pair("SHA-256 do conjunto", element("span", {{"class", "mono"}}, data.closed->sha256))))));
  } else {
    book.paragraph("Esta é uma prévia. Ao fechar o quadrimestre na página Fechamento, a Teia guarda o conjunto de registros contados e o seu resumo SHA-256; o relatório feito depois disso traz esses dados neste lugar.");
  }
}

}  // namespace teia::reports
