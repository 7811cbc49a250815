// The HTTP server: a plain table of routes in, bytes out. HTTP/1.1 without TLS (that, and HTTP/2,
// belong to the reverse proxy). Boost.Beast stays inside server.cpp and connection.cpp.
//
// Invariants:
//   - One thread runs everything (the caller of run()); handlers run on it and must not block.
//   - No request can make the server hold more than limits.header + limits.body bytes, nor keep a
//     connection longer than the times below; more connections than the limit get a 503.
//   - A path reaches a handler decoded, valid UTF-8, without control characters, "." or ".." parts.
//   - HEAD is answered by the route's GET. Security headers are on every answer, errors included.
//   - Nothing is remembered of a request. --verbose prints method, path without query, status, µs.
// stop() may be called from any thread and from a signal handler's thread, any number of times.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fr::http {

struct Request {
  std::string method;  // "GET"
  std::string path;    // decoded, without query
  std::string query;   // raw, without '?'
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // as received

  std::string_view header(std::string_view name) const;  // case-insensitive; empty if absent
};

using Bytes = std::shared_ptr<const std::string>;

struct Response {
  int status = 200;
  Bytes body;  // may be null
  std::vector<std::pair<std::string, std::string>> headers;  // without those the server sets itself
};
Response text_response(int status, std::string type, std::string body);

using Handler = std::function<Response(const Request&)>;

struct Route {
  std::string method;  // "GET", "POST", …
  std::string path;    // exact
  Handler handler;
};

struct Limits {
  std::size_t header = 16 * 1024;
  std::size_t target = 4 * 1024;
  std::size_t body = 1024 * 1024;
  std::size_t connections = 512;
  std::chrono::milliseconds request{10'000};  // from a request's first byte to its last
  std::chrono::milliseconds send{30'000};     // for sending one answer
  std::chrono::milliseconds idle{30'000};     // between requests
  std::chrono::milliseconds stop{5'000};      // from stop() to the end of run()
};

struct Options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  bool verbose = false;
  bool signals = false;       // stop on SIGTERM and SIGINT
  Limits limits;
  // Asked for a path that has no route: a kept answer to GET, or nullopt. A pack of files, for example.
  std::function<std::optional<Response>(const Request&)> files;
  // The answer to an error; `path` is empty where none was understood. Without it a plain German page.
  std::function<Response(int status, std::string_view sentence, std::string_view path)> problem;
};

struct StartError {
  bool port_in_use = false;
  std::string message;  // German: what, why, what to do
};

class Server {
 public:
  struct Core;  // core.h; nobody else's business
  static std::expected<Server, StartError> listen(Options options, std::vector<Route> routes);
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

  std::uint16_t port() const;
  void run();   // returns after stop()
  void stop();  // no new connections; requests in flight are finished

 private:
  explicit Server(std::shared_ptr<Core> core);
  std::shared_ptr<Core> core_;
};

}  // namespace fr::http
