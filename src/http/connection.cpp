// One connection's life: wait, read a request within the limits, answer, repeat. Every way out is a
// plain return; after an early refusal the rest of the client's bytes is read and thrown away for a
// moment, so that the answer is not lost in a connection reset.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <cstdio>

#include "http/core.h"
#include "http/headers.h"

namespace fr::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Parser = bhttp::request_parser<bhttp::string_body>;
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

void log(const Options& options, std::string_view method, std::string_view path, int status,
         Clock::time_point begun) {
  if (!options.verbose) return;
  auto us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun).count();
  std::fprintf(stderr, "%.*s %.*s %d %lld µs\n", static_cast<int>(method.size()), method.data(),
               static_cast<int>(path.size()), path.data(), status, static_cast<long long>(us));
}

// 0 = the connection is simply gone.
int status_of(beast::error_code ec, const Connection& c, const Parser& parser) {
  if (c.late) return 408;
  if (ec == bhttp::error::end_of_stream || ec == asio::error::eof ||
      ec == asio::error::connection_reset || ec == asio::error::operation_aborted)
    return 0;
  if (ec == bhttp::error::body_limit) return 413;
  if (ec == bhttp::error::header_limit || ec == bhttp::error::buffer_overflow) {
    return parser.get().target().empty() ? 414 : 431;
  }
  if (ec == bhttp::error::partial_message) return 400;
  return ec.category() == bhttp::make_error_code(bhttp::error::bad_method).category() ? 400 : 0;
}

Response with_allow(Response response, const std::map<std::string, Handler, std::less<>>& methods) {
  std::string allow;
  for (const auto& [method, handler] : methods) {
    allow += (allow.empty() ? "" : ", ") + method;
    if (method == "GET") allow += ", HEAD";
  }
  response.headers.emplace_back("Allow", allow);
  return response;
}

Response from_files(const Server::Core& core, const Request& request) {
  auto kept = core.options.files ? core.options.files(request) : std::nullopt;
  if (!kept) return core.problem(404, request.path);
  if (request.method == "GET" || request.method == "HEAD") return *std::move(kept);
  Response wrong = core.problem(405, request.path);
  wrong.headers.emplace_back("Allow", "GET, HEAD");
  return wrong;
}

Response dispatch(const Server::Core& core, const Request& request) {
  auto route = core.routes.find(request.path);
  if (route == core.routes.end()) return from_files(core, request);
  auto handler = route->second.find(request.method == "HEAD" ? "GET" : request.method);
  if (handler == route->second.end()) return with_allow(core.problem(405, request.path), route->second);
  try {
    return handler->second(request);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "Fehler beim Beantworten von %s: %s\n", request.path.c_str(), e.what());
    return core.problem(500, request.path);
  }
}

// What a handler sees of the parsed message; an answer instead if it must not see it.
std::expected<Request, int> accept_request(Parser::value_type& message, const Limits& limits) {
  if (message.target().size() > limits.target) return std::unexpected(414);
  if (message.version() >= 11 && message.count(bhttp::field::host) != 1) return std::unexpected(400);
  auto target = parse_target(std::string_view(message.target().data(), message.target().size()));
  if (!target) return std::unexpected(400);
  Request request;
  request.method = std::string(message.method_string());
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  for (const auto& field : message)
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  request.body = std::move(message.body());
  return request;
}

// Where a message that must not be answered wanted to go, as far as it got; the problem is told in that place's form.
std::string refused_path(const Parser& parser, const Limits& limits) {
  const auto target = parser.get().target();
  if (target.empty() || target.size() > limits.target) return {};
  const auto parsed = parse_target(std::string_view(target.data(), target.size()));
  return parsed ? parsed->path : std::string();
}

asio::awaitable<bool> send(Server::Core& core, Connection& c, Response response, bool head,
                           unsigned version, bool keep) {
  static const std::string kEmpty;
  const std::string& body = response.body ? *response.body : kEmpty;
  bhttp::response<bhttp::span_body<const char>> message;
  message.result(static_cast<unsigned>(response.status));
  message.version(version);
  for (auto [name, value] : security_headers()) message.set(name, value);
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep);
  if (response.status != 304 && response.status != 204) message.content_length(body.size());
  if (!head) message.body() = beast::span<const char>(body.data(), body.size());
  c.stream.expires_after(core.options.limits.send);
  bhttp::serializer<false, bhttp::span_body<const char>> serializer(message);
  auto [ec, bytes] = co_await bhttp::async_write(c.stream, serializer, kToken);
  co_return !ec;
}

asio::awaitable<void> linger(Connection& c) {
  beast::error_code ec;
  c.stream.socket().shutdown(tcp::socket::shutdown_send, ec);
  c.stream.expires_after(std::chrono::seconds(2));
  std::array<char, 16 * 1024> waste;
  while (!ec) {
    auto [error, bytes] = co_await c.stream.async_read_some(asio::buffer(waste), kToken);
    ec = error;
  }
}

asio::awaitable<void> send_problem(Server::Core& core, Connection& c, int status, std::string path = {}) {
  Response problem = core.problem(status, path);
  if (status == 503) problem.headers.emplace_back("Retry-After", "60");
  problem.headers.emplace_back("Cache-Control", "no-store");
  co_await send(core, c, std::move(problem), false, 11, false);
  co_await linger(c);
}

void start_request_timer(const ConnectionPtr& c, std::chrono::milliseconds limit) {
  c->stream.expires_never();
  c->request_timer.expires_after(limit);
  c->request_timer.async_wait([c, mine = ++c->turn](beast::error_code ec) {
    if (ec || mine != c->turn) return;
    c->late = true;
    c->stream.cancel();
  });
}

void end_request_timer(Connection& c) {
  ++c.turn;
  c.request_timer.cancel();
}

asio::awaitable<beast::error_code> read_message(Connection& c, beast::flat_buffer& buffer,
                                                Parser& parser) {
  auto [ec, n] = co_await bhttp::async_read_header(c.stream, buffer, parser, kToken);
  if (ec || parser.is_done()) co_return ec;
  if (beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(c.stream, asio::buffer(kContinue), kToken);
  }
  auto [body_ec, m] = co_await bhttp::async_read(c.stream, buffer, parser, kToken);
  co_return body_ec;
}

// 0 = complete; -1 = gone; else the status to answer.
asio::awaitable<int> read(const Limits& limits, ConnectionPtr c, beast::flat_buffer& buffer,
                          Parser& parser) {
  parser.header_limit(static_cast<std::uint32_t>(limits.header));
  parser.body_limit(limits.body);
  start_request_timer(c, limits.request);
  beast::error_code ec = co_await read_message(*c, buffer, parser);
  end_request_timer(*c);
  if (!ec) co_return 0;
  int status = status_of(ec, *c, parser);
  co_return status == 0 ? -1 : status;
}

}  // namespace

asio::awaitable<void> serve(Server::Core& core, ConnectionPtr connection) {
  Connection& c = *connection;
  const Options& options = core.options;
  // Room for the header and the parser's look-ahead; a body goes through it in pieces.
  beast::flat_buffer buffer(options.limits.header + 64 * 1024);
  for (;;) {
    if (buffer.size() == 0) {
      if (core.stopping) break;
      c.idle = true;
      c.stream.expires_after(options.limits.idle);
      auto [ec, n] = co_await c.stream.async_read_some(buffer.prepare(4096), kToken);
      if (ec) break;
      buffer.commit(n);
    }
    c.idle = false;
    auto begun = Clock::now();
    Parser parser;
    int failure = co_await read(options.limits, connection, buffer, parser);
    if (failure < 0) break;
    std::expected<Request, int> request = std::unexpected(failure);
    if (failure == 0) request = accept_request(parser.get(), options.limits);
    if (!request) {
      log(options, "-", "-", request.error(), begun);
      co_await send_problem(core, c, request.error(), refused_path(parser, options.limits));
      break;
    }
    Response response = dispatch(core, *request);
    int status = response.status;
    bool keep = parser.get().keep_alive() && !core.stopping && status < 500;
    bool sent = co_await send(core, c, std::move(response), request->method == "HEAD",
                              parser.get().version(), keep);
    log(options, request->method, request->path, status, begun);
    if (!sent || !keep) break;
  }
  beast::error_code ignored;
  c.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> refuse(Server::Core& core, ConnectionPtr c) {
  c->idle = false;
  co_await send_problem(core, *c, 503);
}

}  // namespace fr::http
