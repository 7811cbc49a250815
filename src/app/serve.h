// The sub-command `serve` and what `compile` prepares for it: the whole portal in one file, portal.pack.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/common.h"
#include "http/pack.h"
#include "http/server.h"
#include "portal/portal.h"
#include "store/feedback.h"

namespace fr::app {

struct ServeOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string assets = "build/assets";  // what `compile` wrote
  std::string data;                     // folder for what must be kept; empty: nothing is counted
  bool verbose = false;
  bool match = true;                    // POST /api/v1/match
};

inline constexpr int kPortInUse = 3;
// Runs until SIGTERM or SIGINT; returns the exit code.
int serve_command(const Options& options, const ServeOptions& serve);

// --- what compile prepares (site.cpp) ----------------------------------------------------------------

inline constexpr const char* kPackFile = "portal.pack";
struct SiteOptions {
  std::string assets;  // where compile writes
  std::string web;     // what Vite wrote; empty: no portal is packed
  std::string origin;  // public address, without a slash at the end; empty: unknown
};
// Every page in every language, the files of both builds, error pages, the worker: compressed, in one file. Texts with
// faults stop it (nullopt after printing them); `trouble` gets one German line per thing that is missing.
std::optional<std::string> pack_site(const Loaded& loaded, const Options& options, const SiteOptions& site, std::vector<std::string>* trouble);
// Names of the built files for pages that are rendered while serving.
FrontEnd front_end(const std::string& assets, const std::string& web);

// --- what answers to what it is asked (live.cpp, api.cpp) ---------------------------------------------

// Rulebook and texts, read when somebody first needs them: most visitors read pages and never do.
class Live {
 public:
  Live(const Options& options, const ServeOptions& serve, const http::Pack& pack);
  ~Live();
  const PortalInput& input();  // throws what the server turns into its page for a fault
 private:
  struct Held;
  const Options& options_;
  const ServeOptions& serve_;
  const http::Pack& pack_;
  std::unique_ptr<Held> held_;
};

// /suche and /api/v1. All references must outlive the routes.
void add_api_routes(Live& live, const http::Pack& pack, bool with_match, std::vector<http::Route>* routes);
// GET /api/v1/services/<id> and /api/v1/offices/<id>; nullopt: another path.
std::optional<http::Response> api_entry(Live& live, const http::Request& request);
// The answers to "war das hilfreich?"; only for pages of the pack. Without a store it says that nobody counts.
void add_feedback_route(Live& live, const http::Pack& pack, std::optional<Feedback> feedback, std::vector<http::Route>* routes);

}  // namespace fr::app
