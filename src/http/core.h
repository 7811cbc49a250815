// What server.cpp and connection.cpp share. Not for other folders: it lets Boost out.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <list>
#include <map>

#include "http/server.h"

namespace fr::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

// One per accepted connection; lives as long as its coroutine, listed in Core for stop().
struct Connection {
  explicit Connection(tcp::socket socket)
      : stream(std::move(socket)), request_timer(stream.get_executor()) {}
  boost::beast::tcp_stream stream;
  // The stream's own timeout closes the socket; this one only ends the reading, so that a client
  // that is too slow still gets its 408.
  asio::steady_timer request_timer;
  unsigned turn = 0;  // a timer that belongs to an earlier turn means nothing
  bool late = false;
  bool idle = true;   // between requests: stop() may close it at once
};
using ConnectionPtr = std::shared_ptr<Connection>;

struct Server::Core {
  Options options;
  std::map<std::string, std::map<std::string, Handler, std::less<>>, std::less<>> routes;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::signal_set signals{io};
  asio::steady_timer deadline{io};
  std::list<ConnectionPtr> connections;
  bool stopping = false;

  void begin_stop();  // on the io thread
  Response problem(int status, std::string_view path = {}) const;
};

// Serves one connection until it is closed by either side, a limit, or stop().
asio::awaitable<void> serve(Server::Core& core, ConnectionPtr connection);
// Says 503 and closes.
asio::awaitable<void> refuse(Server::Core& core, ConnectionPtr connection);

}  // namespace fr::http
