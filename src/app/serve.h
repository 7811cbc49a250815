// The sub-command `serve`: catalogue and built files in, a running portal out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/common.h"
#include "http/server.h"
#include "portal/portal.h"
#include "store/feedback.h"

namespace fr::app {

struct ServeOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string assets = "build/assets";  // what `compile` wrote
  std::string web = "web/dist";         // what Vite wrote
  std::string data;                     // folder for what must be kept; empty: nothing is counted
  std::string origin;                   // public address, without a slash at the end; empty: unknown
  bool verbose = false;
  bool match = true;                    // POST /api/v1/match
};

inline constexpr int kPortInUse = 3;
// Runs until SIGTERM or SIGINT; returns the exit code.
int serve_command(const Options& options, const ServeOptions& serve);

// site.cpp: the files under /assets/, and the names the pages need. `trouble` gets one German line per
// thing that is missing; the site works without.
struct Site {
  FrontEnd front;
  std::vector<http::Route> routes;
  std::string worker;              // source of the service worker; empty: not built
  std::vector<std::string> shell;  // what the page needs to work without a network
};
Site load_site(const ServeOptions& serve, std::vector<std::string>* trouble);
// /dienst.js: the worker behind one line that names its version and its files. The version is a hash of all of
// them and of the pages around the drawing, so that a browser notices every change of the law.
std::string worker_script(const Site& site, const std::vector<Page>& pages);
// api.cpp: /suche and /api/v1. `in` must outlive the routes.
// The answers to "war das hilfreich?"; only for these pages.
void add_feedback_route(const PortalInput& in, const std::vector<Page>& pages, Feedback feedback, std::vector<http::Route>* routes);
void add_api_routes(const PortalInput& in, bool with_match, std::vector<http::Route>* routes);
http::Route route_to(std::string path, std::string type, std::string bytes, bool immutable);

}  // namespace fr::app
