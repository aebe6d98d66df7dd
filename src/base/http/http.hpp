// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <charconv>

#include "base/db/db.hpp"
#include "base/http/message.hpp"
#include "base/http/schema.hpp"
#include "base/id.hpp"
#include "base/json.hpp"

/// Routes are a table. A handler's signature says what it reads, what it gives back and whether it writes:
///
///   const std::vector<http::Route> routes{
///     http::get<on_list>("/v1/actions", may(Verb::action_read)),
///     http::post<on_create>("/v1/actions", may(Verb::action_write)),
///   };
///   ActionSaved on_create(http::Writing& call, const NewAction& in);
///
/// A route without a right does not compile.
namespace teia::http {

namespace problems {
inline const ProblemKind no_route{"http.no-route", 404, "Este endereço não existe: {path}.", "There is no such address: {path}."};
inline const ProblemKind wrong_method{"http.wrong-method", 405, "Este endereço não aceita {method}.", "This address does not take {method}."};
inline const ProblemKind bad_path{"http.bad-path", 404, "O endereço tem um código que não reconhecemos ({name}).", "The address has a code that we do not recognise ({name})."};
inline const ProblemKind unknown_parameter{"query.unknown", 422, "O filtro {field} não existe aqui.", "There is no filter {field} here."};
inline const ProblemKind bad_parameter{"query.wrong-type", 422, "O filtro {field} deveria ser {expected}.", "The filter {field} should be {expected}."};
// The transport's own: what ends a request before it reaches a route.
inline const ProblemKind bad_request{"http.bad-request", 400, "O pedido não está bem formado ({why}).", "The request is not well formed ({why})."};
inline const ProblemKind timeout{"http.timeout", 408, "O envio demorou demais e foi interrompido. Tente de novo quando a conexão estiver melhor.", "The request took too long and was cut. Try again when the connection is better."};
inline const ProblemKind too_large{"http.too-large", 413, "O envio é grande demais: o limite é {max} bytes.", "The request is too large: the limit is {max} bytes."};
inline const ProblemKind file_too_large{"http.file-too-large", 413, "O arquivo “{file}” é grande demais: o limite é {max} bytes.", "The file “{file}” is too large: the limit is {max} bytes."};
inline const ProblemKind headers_too_large{"http.headers-too-large", 431, "O cabeçalho do pedido é grande demais: o limite é {max} bytes.", "The request's headers are too large: the limit is {max} bytes."};
inline const ProblemKind bad_expectation{"http.bad-expectation", 417, "O servidor não atende à condição pedida (Expect).", "The server does not meet the expectation asked for (Expect)."};
inline const ProblemKind too_many_connections{"http.too-many-connections", 503, "Há conexões demais agora. Tente de novo em instantes.", "There are too many connections now. Try again shortly."};
inline const ProblemKind stopping{"http.stopping", 503, "O servidor está sendo reiniciado. Tente de novo em instantes.", "The server is restarting. Try again shortly."};
}  // namespace problems

/// What a route demands. Opaque to this folder: the guard, given at the start of the program, knows the words.
class Right {
 public:
  static Right anyone() { return Right{"anyone"}; }        ///< no session needed
  static Right signed_in() { return Right{"signed-in"}; }  ///< any session
  static Right signed_in_or_token() { return Right{"signed-in any-token"}; }  ///< and any API token: what is nobody's in particular
  static Right verb(std::string_view name) { return Right{name}; }  ///< a session whose person holds this verb somewhere
  std::string_view name() const { return name_; }

 private:
  explicit Right(std::string_view name) : name_(name) {}
  std::string_view name_;
};

/// Who is calling, as the guard found.
struct Caller {
  Uuid person;       ///< whose rights count; empty for a caller without session
  Uuid session;
  Uuid device;       ///< as the client said in X-Device; empty when it did not
  Uuid behind;       ///< the administrator who looks as `person` ("ver como"); empty otherwise
  bool read_only = false;
  bool narrow = false;  ///< by a token that does not name the reserved part of a record: what its person reads of it stays closed
};

/// Everything that a handler may ask about its request.
class Call {
 public:
  Call(const Request& request_, const Pairs& path_, Caller caller_, Instant now_, Chance& chance_)
      : request(request_), caller(caller_), path_values_(path_), now_at(now_), chance(chance_) {}

  const Request& request;
  Caller caller;

  Instant now() const { return now_at; }
  Day today() const { return local_day(now_at, capital_zone); }

  /// The {name} of the route's pattern. Throws http.bad-path when it does not read.
  template <class T>
  T path(std::string_view name) const;
  std::string_view path_text(std::string_view name) const;

 private:
  const Pairs& path_values_;
  Instant now_at;

 public:
  Chance& chance;
};

struct Reading : Call {
  Reading(Call call, db::Read& tx_) : Call(std::move(call)), tx(tx_) {}
  db::Read& tx;  ///< one moment; accepts no Change
};

struct Writing : Call {
  Writing(Call call, db::Write& tx_) : Call(std::move(call)), tx(tx_) {}
  db::Write& tx;  ///< on the writer's thread: be brief; what is thrown undoes this request alone
};

/// What a write gives when its reply takes reading: the writer's thread goes on with the next operation meanwhile. The snapshot has
/// the write, and may have a later one.
template <class Out>
struct Later {
  std::function<Out(db::Read&)> read;
};

/// For what must not sit in one transaction: password hashing, imports, exports, uploads. Runs on the readers' pool.
struct Free : Call {
  Free(Call call, db::Store& store_) : Call(std::move(call)), store(store_) {}
  db::Store& store;
};

enum class Mode { reading, writing, free };
constexpr auto words(Mode) { return std::array{Word{Mode::reading, "reads"}, Word{Mode::writing, "writes"}, Word{Mode::free, "free"}}; }

struct Route {
  Method method;
  std::string_view pattern;  ///< "/v1/actions/{id}/history"
  Right right;
  Mode mode;
  const Type* in;   ///< null pointer: takes no body or query
  const Type* out;  ///< null pointer: gives nothing or a file

  /// Reads the input once, off the writer's thread; throws what is wrong with it.
  using Run = std::function<Response(Call, db::Read*, db::Write*, db::Store*)>;
  std::function<Run(const Request&)> prepare;
  bool gives_nothing = false;  ///< replies 204; without `out` and without this it gives a file, a stream or a reply of its own making
};

/// GET parameters into a described struct of texts, numbers, days, words, booleans and optionals of them. Strict.
template <class In>
In read_query(const Pairs& query);

// ---- below: how a function becomes a Route ------------------------------------------------------------------------------

namespace detail {

template <class F>
struct Signature;
template <class Out_, class C_>
struct Signature<Out_ (*)(C_&)> {
  using Out = Out_;
  using C = C_;
  using In = void;
};
template <class Out_, class C_, class In_>
struct Signature<Out_ (*)(C_&, const In_&)> {
  using Out = Out_;
  using C = C_;
  using In = In_;
};

template <class T>
struct Given {
  using Type = T;
  static constexpr bool later = false;
};
template <class T>
struct Given<Later<T>> {
  using Type = T;
  static constexpr bool later = true;
};

template <class C>
constexpr Mode mode_of() {
  if constexpr (std::is_same_v<C, Reading>) return Mode::reading;
  else if constexpr (std::is_same_v<C, Writing>) return Mode::writing;
  else return Mode::free;
}

template <class Out, class F>
Response reply(F&& f) {
  if constexpr (std::is_void_v<Out>) {
    f();
    return Response{204, {}, ""};
  } else if constexpr (std::is_same_v<Out, Response>) {
    return f();
  } else if constexpr (Given<Out>::later) {
    Response response;
    response.later = [read = f().read](db::Read& tx) { return json_response(200, json::write_described(read(tx))); };
    return response;
  } else {
    return json_response(200, json::write_described(f()));
  }
}

template <auto F, Method method>
Route route(std::string_view pattern, Right right) {
  using S = Signature<decltype(F)>;
  using C = typename S::C;
  using In = typename S::In;
  using Out = typename S::Out;

  Route made{method, pattern, right, mode_of<C>(), nullptr, nullptr, {}};
  if constexpr (!std::is_void_v<In>) made.in = type_of<In>();
  made.gives_nothing = std::is_void_v<Out>;
  if constexpr (!std::is_void_v<Out> && !std::is_same_v<Out, Response>) made.out = type_of<typename Given<Out>::Type>();
  static_assert(!Given<Out>::later || std::is_same_v<C, Writing>, "only a write replies later");
  made.prepare = [](const Request& request) -> Route::Run {
    auto context = [](Call call, db::Read* read, db::Write* write, db::Store* store) {
      if constexpr (std::is_same_v<C, Reading>) return (void)write, (void)store, Reading{std::move(call), *read};
      else if constexpr (std::is_same_v<C, Writing>) return (void)read, (void)store, Writing{std::move(call), *write};
      else return (void)read, (void)write, Free{std::move(call), *store};
    };
    if constexpr (std::is_void_v<In>) {
      return [context](Call call, db::Read* read, db::Write* write, db::Store* store) {
        C c = context(std::move(call), read, write, store);
        return reply<Out>([&] { return F(c); });
      };
    } else {
      std::shared_ptr<const In> in;
      if constexpr (method == Method::get || method == Method::del) in = std::make_shared<const In>(read_query<In>(request.query));
      else in = std::make_shared<const In>(json::read<In>(request.body));
      return [context, in](Call call, db::Read* read, db::Write* write, db::Store* store) {
        C c = context(std::move(call), read, write, store);
        return reply<Out>([&] { return F(c, *in); });
      };
    }
  };
  return made;
}

void refuse_unknown(const Pairs& query, const std::vector<std::string_view>& known);
const std::string* find_parameter(const Pairs& query, std::string_view name);

template <class T>
bool read_text(const std::string& text, T& to) {
  if constexpr (is_optional<T>) {
    if (text.empty()) return to.reset(), true;
    return read_text(text, to.emplace());
  } else if constexpr (std::is_same_v<T, bool>) {
    to = text == "true" || text == "1" || text.empty();
    return to || text == "false" || text == "0";
  } else if constexpr (is_key<T>) {
    return read_text(text, to.value);
  } else if constexpr (Worded<T>) {
    const auto value = from_word<T>(text);
    if (value) to = *value;
    return value.has_value();
  } else if constexpr (std::is_integral_v<T>) {
    const auto result = std::from_chars(text.data(), text.data() + text.size(), to);
    return result.ec == std::errc{} && result.ptr == text.data() + text.size();
  } else if constexpr (is_id<T> || std::is_same_v<T, Day> || std::is_same_v<T, Instant>) {
    const auto value = T::parse(text);
    if (value) to = *value;
    return value.has_value();
  } else {
    to = text;
    return true;
  }
}

}  // namespace detail

template <class In>
In read_query(const Pairs& query) {
  In in{};
  std::vector<std::string_view> known;
  std::vector<Fault> faults;
  for_each_field<In>([&](std::string_view name, auto field) {
    using T = std::remove_cvref_t<decltype(in.*field)>;
    known.push_back(name);
    if (const auto* text = detail::find_parameter(query, name)) {
      if (!detail::read_text(*text, in.*field)) {
        faults.push_back(problems::bad_parameter.at(std::string{name}, {{"expected", type_name_pt<T>()}}));
      }
    }
  });
  detail::refuse_unknown(query, known);
  refuse(std::move(faults));
  return in;
}

template <class T>
T Call::path(std::string_view name) const {
  T value{};
  if (!detail::read_text(std::string{path_text(name)}, value)) throw problems::bad_path({{"name", std::string{name}}});
  return value;
}

/// A route whose handler needs something that only the program has (a folder, the hub of events): made where that is known. `out` is
/// what its JSON is, if it gives JSON.
Route made(Method method, std::string_view pattern, Right right, std::function<Response(Free&)> handler, const Type* out = nullptr);

template <auto F>
Route get(std::string_view pattern, Right right) {
  using C = typename detail::Signature<decltype(F)>::C;
  static_assert(!std::is_same_v<C, Writing>, "a GET does not write");
  return detail::route<F, Method::get>(pattern, right);
}
template <auto F>
Route post(std::string_view pattern, Right right) {
  return detail::route<F, Method::post>(pattern, right);
}
template <auto F>
Route put(std::string_view pattern, Right right) {
  return detail::route<F, Method::put>(pattern, right);
}
template <auto F>
Route del(std::string_view pattern, Right right) {
  return detail::route<F, Method::del>(pattern, right);
}

}  // namespace teia::http
