// SPDX-License-Identifier: Apache-2.0
#include "reports/html.hpp"
#include "reports/map.hpp"
#include "reports/words.hpp"

/// What stands before the text, and the text's first and last chapters.
namespace teia::reports {

namespace {

std::string days_of(const Member& member, const QuadrimestralData& data) {
  if (member.from == data.from && member.to == data.to) return "todo o quadrimestre";
  return day_and_month(member.from) + " a " + day_and_month(member.to);
}

Markup pair(const char* name, const Markup& value) { return element("tr", {}, element("td", {{"class", "t"}}, name) + element("td", {{"class", "t"}}, value)); }
Markup pair(const std::string& name, const Markup& value) { return pair(name.c_str(), value); }

Markup pairs(const Markup& rows) { return element("table", {{"class", "pares"}}, element("tbody", {}, rows)); }

Markup standing(const QuadrimestralData& data) {
  if (data.closed) return fill("quadrimestre fechado em {} por {}", long_day(data.closed->on), data.closed->by);
  return "prévia: o quadrimestre ainda não foi fechado";
}

Markup tile(const Markup& number, const Markup& words) {
  return element("td", {}, element("span", {{"class", "grande"}}, number) + element("span", {{"class", "miudo"}}, words));
}

/// The six numbers that an assembly asks for first.
void tiles(Book& book) {
  const auto& data = book.data();
  const auto on_time = thousands(data.all_followups().on_time);
  const auto first = tile(book.number("registered"), "ações registradas") + tile(book.number("validated"), "validadas pela coordenação") +
                     tile(book.number("contact"), fill("municípios com contato, de {}", thousands(data.total_contact)));
  const auto second = tile(book.number("meetings"), "reuniões de CIR acompanhadas") +
                      tile(book.number("attendance"), "de presença dos municípios nas CIR, segundo o registro do apoio") +
                      tile(book.number("followups"), fill("encaminhamentos saíram das ações; {} já concluídos no prazo", on_time));
  book.put(element("table", {{"class", "cartoes"}}, element("tbody", {}, element("tr", {}, first) + element("tr", {}, second))));
}

/// What is printed and what is not; where the records differ from what the closing told.
void how_to_read(Book& book) {
  const auto& data = book.data();
  book.section("Como ler este relatório");
  book.paragraph(fill("Cada número do texto traz ao lado uma marca, como {}, que leva ao Apêndice B: ali está o que ele conta e o endereço da lista que o "
                      "forma, para abrir na Teia. O Apêndice C traz cada registro com o número do seu recibo.",
                      element("a", {{"href", "#P1"}}, "P1")));
  book.paragraph("Percentuais são calculados sobre somas, nunca como média de percentuais. As regiões de saúde são as da composição do dia de cada ação. O "
                 "apoio é cogestão: as tabelas de pessoas e lugares seguem a ordem alfabética, e nada aqui compara uns com os outros.");
  if (data.draft()) return;
  book.paragraph("Representações, correspondência, assembleias, comunicação e finanças não foram registradas na Teia neste período e, por isso, não têm "
                 "capítulo aqui.");
  if (data.closed->records == data.registered && data.closed->validated == data.validated) return;
  book.paragraph(fill("O fechamento contou {}, {} deles validados. O que chegou ou mudou depois está somado aqui e consta da página Fechamento, uma linha por "
                      "registro.",
                      counted(data.closed->records, "registro", "registros"), thousands(data.closed->validated)));
}

}  // namespace

Markup cover(const QuadrimestralData& data, const Sketch& sketch) {
  Markup inside;
  const auto say = [&](const char* kind, const Markup& text) { inside << element("p", {{"class", kind}}, text); };
  say("orgao", data.council_name);
  say("ornamento", ornament(sketch, data.state.name));
  say("titulo", "Relatório quadrimestral de atividades");
  say("subtitulo", data.label);
  say("corrido", fill("{} · Relatório quadrimestral de atividades · {}", data.council.code, data.label));
  if (data.demo) {
    say("aviso", "DADOS FICTÍCIOS – demonstração da Teia");
    say("explica", fill("O território é real; pessoas, ações, reuniões e números são inventados e não retratam o {}, municípios ou pessoas reais.",
                        data.council.code));
  }
  if (data.draft()) say("situacao", fill("PRÉVIA – {}", long_day(data.known_on)));
  else say("situacao calma", fill("versão final – livro, entrada {}", thousands(data.closed->number)));
  say("local", fill("{}, {}", data.state.name, std::to_string(data.known_on.year())));
  return element("section", {{"class", "capa"}}, inside);
}

Markup identification(const QuadrimestralData& data) {
  auto facts = pair("Instituição", data.council_name) + pair("Período", fill("{} a {}", long_day(data.from), long_day(data.to)));
  facts << pair("Destinatários", "assembleia do COSEMS, conselho fiscal e CONASEMS") << pair("Situação", standing(data));
  facts << pair("Dados conhecidos em", fill("{}, até a entrada {} do livro de registros da Teia", long_day(data.known_on), thousands(data.known_number)));
  auto all = element("h1", {{"class", "centro fora"}}, "Identificação") + pairs(facts);

  Markup board;
  for (const auto& one : data.board) board << pair(one.name, fill("{}, {}", one.role, days_of(one, data)));
  if (data.board.empty()) {
    board << pair("Diretoria executiva e conselho fiscal", data.draft() ? "A preencher: nomes e cargos, pela secretaria executiva, na página Pessoas"
                                                                        : "sem função registrada na Teia no período");
  }
  all << element("h2", {{"class", "fora"}}, "Diretoria") << pairs(board);

  Markup makers;
  for (const auto& one : data.team) {
    if (one.municipalities == 0) makers << pair(one.name, one.role);
  }
  if (!makers.empty()) all << element("h2", {{"class", "fora"}}, "Coordenação, facilitação e secretaria executiva") << pairs(makers);
  return element("section", {{"class", "pre identificacao"}}, all);
}

void introduction(Book& book) {
  const auto& data = book.data();
  book.chapter("Introdução");
  book.paragraph(fill("Este relatório presta contas à assembleia, ao conselho fiscal e ao CONASEMS do que o {} fez entre {} e {}, a partir do que a equipe "
                      "de apoio registrou no dia a dia.",
                      data.council.code, long_day(data.from), long_day(data.to)));
  if (data.registered == 0) {
    book.paragraph("Não há ações do apoio registradas na Teia neste período. As seções seguintes mostram o território e a equipe como estavam, e dizem "
                   "onde ainda não há o que contar.");
  } else {
    const auto rest = data.waiting + data.returned == 0 ? Markup{"nenhuma espera leitura"}
                                                        : fill("{} esperam essa leitura ou voltaram a quem registrou para completar", book.number("waiting"));
    book.paragraph(fill("Foram registradas {} ações de apoio. A coordenação leu e validou {} delas; {}. Os dois totais andam sempre juntos neste texto: o "
                        "que foi feito e contado por quem apoia, e o que já passou por um segundo par de olhos.",
                        book.number("registered"), book.number("validated"), rest));
    tiles(book);
  }
  how_to_read(book);
}

void executive_board(Book& book) {
  if (!book.data().draft()) return;
  book.chapter("Diretoria executiva");
  const auto part = [&](const char* title, const char* what, const char* who) {
    book.section(title);
    book.to_fill_in(what, who);
  };
  part("Representações",
       "representações na CIB, na CIT, no conselho estadual de saúde e em outras instâncias: quantas reuniões, o que foi levado e o que se decidiu",
       "diretoria, com a secretaria executiva");
  part("Correspondência", "ofícios enviados e recebidos, por destinatário, com o que ainda espera resposta", "secretaria executiva");
  part("Reuniões e assembleias", "reuniões da diretoria e assembleias: datas, presenças, decisões", "secretaria executiva");
  part("Posições defendidas", "posições que o conselho defendeu e o que mudou por causa delas", "presidência");
  part("Comunicação", "publicações, notas e alcance dos canais do conselho", "diretoria de comunicação");
  part("Finanças", "receita da contribuição e despesas do período, em reais", "diretoria financeira, com o parecer do conselho fiscal");
}

void closing_words(Book& book) {
  const auto& data = book.data();
  book.chapter(data.draft() ? "Considerações finais" : "Conferência");
  book.to_fill_in("o que o quadrimestre ensinou, as dificuldades e os próximos passos, com as palavras da equipe", "coordenação do apoio");
  if (data.draft()) {
    return book.paragraph("Esta é uma prévia. Ao fechar o quadrimestre na página Fechamento, a Teia guarda o conjunto de registros contados e o seu resumo "
                          "SHA-256; o relatório feito depois disso traz esses dados neste lugar.");
  }
  const auto& closed = *data.closed;
  book.paragraph("Os números deste relatório podem ser refeitos a partir do livro de registros como era conhecido no dia do fechamento. Os dados abaixo "
                 "identificam esse conjunto.");
  Markup rows = pair("Fechado por", fill("{}, em {}", closed.by, long_day(closed.on))) + pair("Última entrada do livro", thousands(closed.number));
  rows << pair("Registros e validados", fill("{} e {}", thousands(closed.records), thousands(closed.validated)));
  rows << pair("De períodos anteriores, fora do prazo", thousands(closed.late));
  rows << pair("SHA-256 do conjunto", element("span", {{"class", "mono"}}, closed.sha256));
  book.put(element("div", {{"class", "conferencia"}}, element("p", {{"class", "rotulo"}}, "Conferência do fechamento") + pairs(rows)));
}

}  // namespace teia::reports
