// The portal's pages: everything a family reads, rendered once at start-up into plain documents that
// work without JavaScript. The drawing is an island in two of them. Pure: rulebook and texts in, pages
// out; no clock, no disk. Reads no request and therefore no family's facts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/prose.h"
#include "program/program.h"

namespace fr {

// Where the browser's files lie, as the build named them. Empty texts: not built; the pages say so.
struct FrontEnd {
  std::vector<std::string> styles;  // "/assets/…", linked on every page
  std::string script;               // the drawing
  std::string module, rulebook;     // the engine and its compiled rules
  std::map<std::string, std::string> texts;  // language -> file of translated questions
  std::string offices{};            // names and addresses, for the printed sheet
  std::string vocabulary{};         // services in words, for pages that need no engine
};

// An `unbelegt` cell, for /quellen.
class Words;

struct OpenNumber {
  std::string name, range, reason, place;  // place: "katalog/…:12"
};

struct PortalInput {
  const Rulebook& book;
  const Texts& texts;
  Month month;                      // the state of the law whose deadlines and documents are shown
  FrontEnd front;
  std::vector<OpenNumber> open_numbers;
  bool feedback = false;            // ask "war das hilfreich?": somebody counts the answers
  std::string origin{};             // "https://…", where the site is reached; empty: addresses without it
  std::string city{};               // its name: what {Stadt} stands for in the portal's own words
};

struct Page {
  std::string path;                 // "/leistung/spielgeld"
  std::string html;
};

std::vector<Page> render_pages(const PortalInput& input);
std::string_view portal_style();      // the style sheet
std::string_view portal_leave_script();  // /verlassen.js: leads away from a page at once, without a trace in the history list
std::string_view portal_icon();       // the house as SVG
std::string_view portal_app_icon();   // the same for a phone's home screen (maskable)
std::string_view portal_manifest();   // how a browser installs the portal (web app manifest)
std::string offices_json(const Texts& texts);  // id -> name, address, phone, hours
// Where the answers to "war das hilfreich?" go: a form with the fields page (a path of this site) and answer (ja, nein).
inline constexpr std::string_view kFeedbackPath = "/rueckmeldung";
// Thanks for an answer about this page.
std::string thanks_page(const PortalInput& in, const Words& words, std::string_view page);
// A complete page for an error, in the portal's dress.
std::string problem_page(const PortalInput& in, int status, std::string_view sentence);
// What texts and rulebook say about each other that cannot be: prose without a service, services
// without prose, unknown offices. German, one line each; empty = sound.
std::vector<std::string> portal_findings(const Rulebook& book, const Texts& texts);

}  // namespace fr
