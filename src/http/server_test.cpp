// The server over real loopback sockets. Waiting is always for an event of the other side (bytes, end
// of stream), never for time.
#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace fr::http {
namespace {

using namespace std::chrono_literals;

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval limit{20, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    EXPECT_EQ(connect(fd_, reinterpret_cast<sockaddr*>(&a), sizeof a), 0);
  }
  ~Client() { close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  // Everything until the server closes.
  std::string rest() {
    while (fill()) {}
    return std::exchange(seen_, {});
  }
  // One response: header and as many body bytes as Content-Length says (none after HEAD).
  std::string response(bool head = false) {
    std::size_t end;
    while ((end = seen_.find("\r\n\r\n")) == std::string::npos)
      if (!fill()) return std::exchange(seen_, {});
    std::size_t size = end + 4, at = seen_.find("Content-Length: ");
    if (!head && at < end) size += std::stoul(seen_.substr(at + 16));
    while (seen_.size() < size)
      if (!fill()) break;
    std::string out = seen_.substr(0, size);
    seen_.erase(0, size);
    return out;
  }
  std::string ask(std::string_view bytes) {
    send(bytes);
    return response();
  }

 private:
  bool fill() {
    char bytes[8192];
    ssize_t n = recv(fd_, bytes, sizeof bytes, 0);
    if (n > 0) seen_.append(bytes, static_cast<std::size_t>(n));
    return n > 0;
  }
  int fd_;
  std::string seen_;
};

std::string get(std::string_view path, std::string_view more = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(more) + "\r\n";
}

class Running {
 public:
  explicit Running(Limits limits = {}, bool signals = false) {
    Options options;
    options.port = 0;
    options.limits = limits;
    options.signals = signals;
    std::vector<Route> routes;
    routes.push_back({"GET", "/hallo", [](const Request& r) {
      return text_response(200, "text/plain", "hallo " + r.query);
    }});
    routes.push_back({"POST", "/echo", [](const Request& r) {
      return text_response(200, "text/plain", r.body);
    }});
    routes.push_back({"GET", "/wirft", [](const Request&) -> Response {
      throw std::runtime_error("absichtlich");
    }});
    auto server = Server::listen(options, std::move(routes));
    EXPECT_TRUE(server);
    server_ = std::make_unique<Server>(std::move(*server));
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Running() {
    server_->stop();
    join();
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  Server& server() { return *server_; }
  std::uint16_t port() const { return server_->port(); }

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

#define EXPECT_STATUS(response, status) \
  EXPECT_EQ((response).substr(0, 12), "HTTP/1.1 " #status) << (response).substr(0, 300)

TEST(Server, AnswersAndKeepsTheConnection) {
  Running r;
  Client c(r.port());
  std::string first = c.ask(get("/hallo?welt"));
  EXPECT_STATUS(first, 200);
  EXPECT_TRUE(first.ends_with("\r\n\r\nhallo welt"));
  EXPECT_STATUS(c.ask(get("/hallo")), 200);
}

TEST(Server, EveryAnswerCarriesTheSecurityHeaders) {
  Running r;
  Client c(r.port());
  for (const std::string& answer : {c.ask(get("/hallo")), c.ask(get("/fehlt")), c.ask("quatsch\r\n\r\n")})
    for (std::string_view name :
         {"Content-Security-Policy: default-src 'none';", "X-Content-Type-Options: nosniff",
          "Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin",
          "Cross-Origin-Resource-Policy: same-origin", "Permissions-Policy: "})
      EXPECT_NE(answer.find(name), std::string::npos) << name << "\n" << answer;
}

TEST(Server, HeadIsGetWithoutBody) {
  Running r;
  Client c(r.port());
  c.send("HEAD /hallo?welt HTTP/1.1\r\nHost: x\r\n\r\n");
  std::string head = c.response(true);
  EXPECT_STATUS(head, 200);
  EXPECT_NE(head.find("Content-Length: 10\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_TRUE(c.ask(get("/hallo")).ends_with("hallo "));  // nothing of a body was left in between
}

TEST(Server, PipelinedRequestsAreAnsweredInOrder) {
  Running r;
  Client c(r.port());
  c.send(get("/hallo?1") + get("/hallo?2") + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n3" +
         get("/hallo?4"));
  EXPECT_TRUE(c.response().ends_with("hallo 1"));
  EXPECT_TRUE(c.response().ends_with("hallo 2"));
  EXPECT_TRUE(c.response().ends_with("\r\n\r\n3"));
  EXPECT_TRUE(c.response().ends_with("hallo 4"));
}

TEST(Server, ARequestMayArriveByteByByte) {
  Running r;
  Client c(r.port());
  for (char byte : get("/hallo?x")) ASSERT_TRUE(c.send({&byte, 1}));
  EXPECT_TRUE(c.response().ends_with("hallo x"));
}

TEST(Server, UnknownPathAndWrongMethod) {
  Running r;
  Client c(r.port());
  std::string missing = c.ask(get("/fehlt"));
  EXPECT_STATUS(missing, 404);
  EXPECT_NE(missing.find("Diese Seite gibt es hier nicht."), std::string::npos);
  std::string wrong = c.ask("DELETE /hallo HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_STATUS(wrong, 405);
  EXPECT_NE(wrong.find("Allow: GET, HEAD\r\n"), std::string::npos);
  EXPECT_STATUS(c.ask(get("/echo")), 405);
  EXPECT_STATUS(c.ask(get("/hallo")), 200);
}

TEST(Server, AThrowingHandlerIsA500AndTheServerLives) {
  Running r;
  EXPECT_STATUS(Client(r.port()).ask(get("/wirft")), 500);
  EXPECT_STATUS(Client(r.port()).ask(get("/hallo")), 200);
}

TEST(Server, MalformedRequestsAre400AndClose) {
  Running r;
  for (const std::string& bad : std::vector<std::string>{
           "quatsch\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x00\x01\xfc\r\n\r\n",
           "GET /hallo HTTP/1.1\r\n\r\n",                              // no Host
           "GET /hallo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",        // two
           "GET /hallo HTTP/1.1\r\nHost : a\r\n\r\n", get("/../etc/passwd"), get("/a%00"), get("/%zz"),
           "GET /hallo HTTP/1.1\nHost: a\n\n",
           "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
           "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1x\r\n\r\n",
           "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
           "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    Client c(r.port());
    c.send(bad);
    std::string answer = c.rest();
    EXPECT_STATUS(answer, 400) << bad;
    EXPECT_NE(answer.find("Connection: close"), std::string::npos) << bad;
    EXPECT_EQ(answer.find("HTTP/1.1 ", 5), std::string::npos) << "two answers to " << bad;
  }
}

TEST(Server, ChunkedBodiesWork) {
  Running r;
  Client c(r.port());
  EXPECT_TRUE(c.ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").ends_with("\r\n\r\nabcde"));
}

TEST(Server, SizesHaveLimits) {
  Running r;
  std::string big(20 * 1024, 'a');
  EXPECT_STATUS(Client(r.port()).ask(get("/" + std::string(5000, 'a'))), 414);
  EXPECT_STATUS(Client(r.port()).ask(get("/" + big)), 414);
  EXPECT_STATUS(Client(r.port()).ask(get("/hallo", "X: " + big + "\r\n")), 431);
  EXPECT_STATUS(Client(r.port()).ask(get("/hallo", "X: " + std::string(12 * 1024, 'a') + "\r\n")), 200);
  EXPECT_STATUS(Client(r.port()).ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n"), 413);
  std::string fits(1024 * 1024, 'b');
  EXPECT_STATUS(Client(r.port()).ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n" + fits), 200);
}

TEST(Server, AHugeBodyStillSeesTheAnswer) {
  Running r;
  Client c(r.port());
  c.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string chunk = "10000\r\n" + std::string(0x10000, 'c') + "\r\n";
  for (int i = 0; i < 48 && c.send(chunk); ++i) {}  // 3 MB
  EXPECT_STATUS(c.response(), 413);
}

TEST(Server, ASlowRequestIsEndedWith408) {
  Limits limits;
  limits.request = 150ms;
  Running r(limits);
  Client c(r.port());
  c.send("GET /hallo HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  EXPECT_STATUS(c.rest(), 408);
  Client body(r.port());
  body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_STATUS(body.rest(), 408);
}

TEST(Server, AnIdleConnectionIsClosedSilently) {
  Limits limits;
  limits.idle = 100ms;
  Running r(limits);
  Client c(r.port());
  EXPECT_STATUS(c.ask(get("/hallo")), 200);
  EXPECT_EQ(c.rest(), "");
}

TEST(Server, TooManyConnectionsAreTold) {
  Limits limits;
  limits.connections = 2;
  Running r(limits);
  Client a(r.port()), b(r.port());
  EXPECT_STATUS(a.ask(get("/hallo")), 200);
  EXPECT_STATUS(b.ask(get("/hallo")), 200);
  Client c(r.port());
  std::string refused = c.response();
  EXPECT_STATUS(refused, 503);
  EXPECT_NE(refused.find("Retry-After: 60"), std::string::npos);
  EXPECT_STATUS(a.ask(get("/hallo")), 200);
}

TEST(Server, StopFinishesWhatIsInFlight) {
  Running r;
  Client idle(r.port()), busy(r.port());
  EXPECT_STATUS(idle.ask(get("/hallo")), 200);
  // 100 Continue proves that the server is inside this request.
  EXPECT_STATUS(busy.ask("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"), 100);
  r.server().stop();
  EXPECT_EQ(idle.rest(), "");
  busy.send("abcd");
  std::string answer = busy.rest();
  EXPECT_STATUS(answer, 200);
  EXPECT_TRUE(answer.ends_with("abcd"));
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  r.join();
}

TEST(Server, StopDoesNotWaitForeverForAStuckClient) {
  Limits limits;
  limits.stop = 200ms;
  Running r(limits);
  Client stuck(r.port());
  EXPECT_STATUS(stuck.ask("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"), 100);
  r.server().stop();
  r.join();
  EXPECT_EQ(stuck.rest(), "");
}

TEST(Server, SigtermStops) {
  Running r({}, true);
  Client c(r.port());
  EXPECT_STATUS(c.ask(get("/hallo")), 200);
  kill(getpid(), SIGTERM);
  r.join();
  EXPECT_EQ(c.rest(), "");
}

TEST(Server, APortInUseSaysWhatToDo) {
  Running r;
  Options options;
  options.port = r.port();
  auto second = Server::listen(options, {});
  ASSERT_FALSE(second);
  EXPECT_TRUE(second.error().port_in_use);
  EXPECT_NE(second.error().message.find("--port " + std::to_string(r.port() + 1)), std::string::npos);
  options.host = "irgendwo";
  EXPECT_FALSE(Server::listen(options, {}).error().port_in_use);
}

TEST(Server, OldClientsAreClosedAfterTheAnswer) {
  Running r;
  Client c(r.port());
  c.send("GET /hallo HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(c.rest().ends_with("hallo "));
}

}  // namespace
}  // namespace fr::http
