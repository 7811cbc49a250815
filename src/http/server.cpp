#include "http/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/string.hpp>
#include <csignal>

#include "http/core.h"
#include "http/headers.h"

namespace fr::http {
namespace {

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

std::string where(const Options& o) {
  return o.host + ":" + std::to_string(o.port);
}

StartError start_error(const Options& options, boost::system::error_code ec) {
  if (ec == asio::error::address_in_use) {
    return {true, "Auf " + where(options) + " läuft schon ein Programm (der Anschluss " +
                      std::to_string(options.port) +
                      " ist belegt). Beenden Sie es, oder wählen Sie einen anderen Anschluss: "
                      "--port " + std::to_string(options.port + 1)};
  }
  if (ec == asio::error::access_denied) {
    return {false, "Der Anschluss " + std::to_string(options.port) +
                       " darf von diesem Benutzer nicht geöffnet werden. Wählen Sie einen ab 1024: "
                       "--port 8080"};
  }
  return {false, "Die Adresse " + where(options) + " lässt sich nicht öffnen (" + ec.message() +
                     "). Prüfen Sie --host und --port."};
}

asio::awaitable<void> one(std::shared_ptr<Server::Core> core, std::list<ConnectionPtr>::iterator it,
                          bool full) {
  if (full) {
    co_await refuse(*core, *it);
  } else {
    co_await serve(*core, *it);
  }
  core->connections.erase(it);
  if (core->stopping && core->connections.empty()) core->deadline.cancel();
}

asio::awaitable<void> accept_loop(std::shared_ptr<Server::Core> core) {
  // A second ring of refused connections, so that "too many" is said rather than hung up; beyond
  // it the socket is closed without a word.
  const std::size_t limit = core->options.limits.connections, with_refusals = limit + limit / 8 + 8;
  while (!core->stopping) {
    auto [ec, socket] = co_await core->acceptor.async_accept(kToken);
    if (core->stopping) break;
    if (ec) {  // out of descriptors: wait instead of spinning
      asio::steady_timer pause(core->io, std::chrono::milliseconds(50));
      co_await pause.async_wait(kToken);
      continue;
    }
    if (core->connections.size() >= with_refusals) continue;
    bool full = core->connections.size() >= limit;
    socket.set_option(tcp::no_delay(true), ec);
    auto it = core->connections.insert(core->connections.end(),
                                        std::make_shared<Connection>(std::move(socket)));
    asio::co_spawn(core->io, one(core, it, full), asio::detached);
  }
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (boost::beast::iequals(boost::beast::string_view(key.data(), key.size()),
                              boost::beast::string_view(name.data(), name.size()))) return value;
  return {};
}

Response text_response(int status, std::string type, std::string body) {
  return {status, std::make_shared<const std::string>(std::move(body)),
          {{"Content-Type", std::move(type)}}};
}

Response Server::Core::problem(int status, std::string_view path) const {
  std::string_view sentence = reason(status);
  if (options.problem) {
    Response page = options.problem(status, sentence, path);
    page.status = status;
    return page;
  }
  std::string html = "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\"><title>" +
                     std::string(sentence) + "</title><h1>" + std::string(sentence) +
                     "</h1><p><a href=\"/\">Zur Startseite</a></p></html>\n";
  return text_response(status, "text/html; charset=utf-8", std::move(html));
}

void Server::Core::begin_stop() {
  if (stopping) return;
  stopping = true;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  for (ConnectionPtr& c : connections)
    if (c->idle) c->stream.cancel();
  if (connections.empty()) return;
  deadline.expires_after(options.limits.stop);
  deadline.async_wait([this](boost::system::error_code ec) {
    if (ec) return;
    for (ConnectionPtr& c : connections) c->stream.close();
  });
}

std::expected<Server, StartError> Server::listen(Options options, std::vector<Route> routes) {
  auto core = std::make_shared<Core>();
  core->options = std::move(options);
  for (Route& route : routes)
    core->routes[std::move(route.path)][std::move(route.method)] = std::move(route.handler);
  boost::system::error_code ec;
  auto address = asio::ip::make_address(core->options.host == "localhost" ? "127.0.0.1"
                                                                          : core->options.host, ec);
  if (ec) {
    return std::unexpected(StartError{false, "„" + core->options.host +
        "“ ist keine IP-Adresse. Erlaubt ist zum Beispiel --host 127.0.0.1 (nur dieser Rechner) "
        "oder --host 0.0.0.0 (alle Netze)."});
  }
  tcp::endpoint endpoint(address, core->options.port);
  tcp::acceptor& acceptor = core->acceptor;
  if (!ec) acceptor.open(endpoint.protocol(), ec);
  if (!ec) acceptor.set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec) acceptor.bind(endpoint, ec);
  if (!ec) acceptor.listen(asio::socket_base::max_listen_connections, ec);
  if (ec) return std::unexpected(start_error(core->options, ec));
  return Server(std::move(core));
}

Server::Server(std::shared_ptr<Core> core) : core_(std::move(core)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

std::uint16_t Server::port() const {
  boost::system::error_code ec;
  auto endpoint = core_->acceptor.local_endpoint(ec);
  return ec ? core_->options.port : endpoint.port();
}

void Server::run() {
  Core& core = *core_;
  if (core.options.signals) {
    core.signals.add(SIGTERM);
    core.signals.add(SIGINT);
    core.signals.async_wait([&core](boost::system::error_code ec, int) {
      if (!ec) core.begin_stop();
    });
  }
  asio::co_spawn(core.io, accept_loop(core_), asio::detached);
  core.io.run();
}

void Server::stop() {
  asio::post(core_->io, [core = core_] { core->begin_stop(); });
}

}  // namespace fr::http
