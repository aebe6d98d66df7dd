// SPDX-License-Identifier: Apache-2.0
#include "analytics/expression.hpp"

#include <charconv>

namespace teia::analytics {

namespace {

using records::FactType;

enum class Sort { name, text, number, sign, end };
struct Token {
  Sort sort = Sort::end;
  std::string text;
  std::size_t at = 0;
};

bool letter(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {
    if (text.size() > longest_expression) fail(0, "é longa demais");
  }

  Token next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    const auto begin = at_;
    if (at_ == text_.size()) return {Sort::end, "", begin};
    if (letter(text_[at_])) return {Sort::name, run([](char c) { return letter(c) || digit(c); }), begin};
    if (digit(text_[at_])) return {Sort::number, run(digit), begin};
    if (text_[at_] == '"') return {Sort::text, quoted(), begin};
    return {Sort::sign, sign(), begin};
  }

  [[noreturn]] static void fail(std::size_t at, const std::string& why) {
    throw problems::bad_expression({{"at", std::to_string(at + 1)}, {"why", why}});
  }

 private:
  template <class Belongs>
  std::string run(Belongs belongs) {
    const auto begin = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return std::string{text_.substr(begin, at_ - begin)};
  }
  std::string quoted() {
    const auto end = text_.find('"', at_ + 1);
    if (end == std::string_view::npos) fail(at_, "as aspas não fecham");
    const auto inside = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return std::string{inside};
  }
  std::string sign() {
    for (const std::string_view two : {"!=", "<=", ">="}) {
      if (text_.substr(at_, 2) == two) return at_ += 2, std::string{two};
    }
    if (std::string_view{"()=<>,.+-"}.find(text_[at_]) == std::string_view::npos) fail(at_, "este sinal não tem lugar aqui");
    return std::string{text_[at_++]};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

class Parser {
 public:
  Parser(std::string_view text, const Schema& schema) : lexer_(text), schema_(schema) { step(); }

  Expression expression() {
    Expression out{measure()};
    while (is("+") || is("-")) {
      const bool minus = now_.text == "-";
      step();
      out.push_back(measure());
      out.back().minus = minus;
    }
    end();
    return out;
  }

  Condition condition_of(std::string_view table) {
    if (!schema_.has(table)) fail("não há a tabela " + std::string{table});
    table_ = table;
    Condition out;
    if (now_.sort != Sort::end) either(out);
    end();
    return out;
  }

 private:
  Measure measure() {
    const auto aggregate = now_.sort == Sort::name ? from_word<Aggregate>(now_.text) : std::nullopt;
    if (!aggregate) fail("aqui vem count, distinct, sum, mean, median, median_per ou entropy");
    step();
    take("(");
    Measure out;
    out.aggregate = *aggregate;
    const auto at = now_.at;
    out.table = table_ = name("uma tabela");
    if (!schema_.has(out.table)) Lexer::fail(at, "não há “" + out.table + "”; há " + schema_.names());
    if (out.aggregate != Aggregate::count) take("."), out.field = measured(out.aggregate);
    if (out.aggregate == Aggregate::entropy) take(","), out.categories = number("o número de partes", 2, 1000);
    if (word("where")) either(out.where);
    if (word("last")) {
      out.last_days = number("o número de dias", 1, 3660);
      if (!word("days")) fail("depois do número vem days");
    }
    take(")");
    return out;
  }

  /// A field that the aggregate can be made of.
  std::string measured(Aggregate aggregate) {
    const auto at = now_.at;
    auto field = name("um campo");
    const auto type = type_of(field, at);
    const bool number = type == FactType::integer && field != "place" && field != "uf";
    if ((aggregate == Aggregate::sum || aggregate == Aggregate::mean || aggregate == Aggregate::median) && !number) Lexer::fail(at, "“" + field + "” não é um número");
    return field;
  }

  std::size_t either(Condition& out) {
    auto left = both(out);
    while (word("or")) left = joined(out, Node::What::either, left, both(out));
    return left;
  }
  std::size_t both(Condition& out) {
    auto left = one(out);
    while (word("and")) left = joined(out, Node::What::both, left, one(out));
    return left;
  }
  std::size_t one(Condition& out) {
    if (++depth_ > deepest_condition) fail("há parênteses demais");
    const auto made = word("not") ? joined(out, Node::What::never, one(out), 0) : inside(out);
    --depth_;
    return made;
  }
  std::size_t inside(Condition& out) {
    if (!is("(")) return term(out);
    step();
    const auto made = either(out);
    take(")");
    return made;
  }

  std::size_t term(Condition& out) {
    Node node;
    const auto at = now_.at;
    node.field = name("um campo");
    const auto type = type_of(node.field, at);
    if (word("in")) {
      node.what = Node::What::among;
      take("(");
      do node.values.push_back(literal(type));
      while (accept(","));
      take(")");
    } else if (now_.sort == Sort::sign && std::string_view{"= != < <= > >="}.find(now_.text) != std::string_view::npos) {
      node.what = Node::What::compare;
      node.op = now_.text;
      step();
      node.values.push_back(literal(type));
    } else if (type != FactType::flag) {
      Lexer::fail(at, "“" + node.field + "” precisa de uma comparação");
    }
    out.nodes.push_back(std::move(node));
    return out.nodes.size() - 1;
  }

  Literal literal(FactType type) {
    const auto token = now_;
    step();
    if (type == FactType::day && token.sort == Sort::name && token.text == "today") return Today{};
    if (type == FactType::day && token.sort == Sort::text) {
      if (const auto day = Day::parse(token.text)) return *day;
      Lexer::fail(token.at, "“" + token.text + "” não é um dia (2025-04-30)");
    }
    if (type == FactType::text && token.sort == Sort::text) return token.text;
    if (type == FactType::id && token.sort == Sort::text && Uuid::parse(token.text)) return token.text;
    if (type == FactType::integer && token.sort == Sort::number) return integer(token);
    Lexer::fail(token.at, "este valor não serve para o campo");
  }

  static std::int64_t integer(const Token& token) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
    if (error != std::errc{}) Lexer::fail(token.at, "o número é grande demais");
    return value;
  }
  std::int64_t number(const std::string& what, std::int64_t least, std::int64_t most) {
    if (now_.sort != Sort::number) fail("aqui vem " + what);
    const auto value = integer(now_);
    if (value < least || value > most) fail(what + " vai de " + std::to_string(least) + " a " + std::to_string(most));
    step();
    return value;
  }

  static std::size_t joined(Condition& out, Node::What what, std::size_t left, std::size_t right) {
    Node node;
    node.what = what, node.left = left, node.right = right;
    out.nodes.push_back(std::move(node));
    return out.nodes.size() - 1;
  }

  FactType type_of(const std::string& field, std::size_t at) const {
    if (const auto* type = schema_.find(table_, field)) return *type;
    Lexer::fail(at, "“" + table_ + "” não tem “" + field + "”; tem " + schema_.names_in(table_));
  }

  void step() { now_ = lexer_.next(); }
  bool is(std::string_view sign) const { return now_.sort == Sort::sign && now_.text == sign; }
  bool accept(std::string_view sign) { return is(sign) && (step(), true); }
  bool word(std::string_view word) { return now_.sort == Sort::name && now_.text == word && (step(), true); }
  void take(std::string_view sign) {
    if (!accept(sign)) fail("aqui vem “" + std::string{sign} + "”");
  }
  std::string name(const std::string& what) {
    if (now_.sort != Sort::name) fail("aqui vem " + what);
    auto text = now_.text;
    step();
    return text;
  }
  void end() {
    if (now_.sort != Sort::end) fail("sobra texto depois do fim");
  }
  [[noreturn]] void fail(const std::string& why) const { Lexer::fail(now_.at, why); }

  Lexer lexer_;
  const Schema& schema_;
  Token now_;
  std::string table_;
  std::size_t depth_ = 0;
};

std::string listed(const auto& map) {
  std::string names;
  for (const auto& [name, value] : map) names += (names.empty() ? "" : ", ") + name;
  return names;
}

}  // namespace

void Schema::add(std::string table, std::string field, FactType type) { tables_[std::move(table)][std::move(field)] = type; }

const FactType* Schema::find(std::string_view table, std::string_view field) const {
  const auto found = tables_.find(table);
  if (found == tables_.end()) return nullptr;
  const auto type = found->second.find(field);
  return type == found->second.end() ? nullptr : &type->second;
}

std::string Schema::names() const { return listed(tables_); }
std::string Schema::names_in(std::string_view table) const {
  const auto found = tables_.find(table);
  return found == tables_.end() ? "" : listed(found->second);
}

Expression parse_expression(std::string_view text, const Schema& schema) { return Parser{text, schema}.expression(); }
Condition parse_condition(std::string_view text, std::string_view table, const Schema& schema) { return Parser{text, schema}.condition_of(table); }

}  // namespace teia::analytics
