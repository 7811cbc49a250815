// A reform's figures for people: one HTML file that opens from disk. Every figure stands in a table; the pictures beside
// the tables are drawn by the script of the frame (web/bericht/), from the same figures as JSON in the same file.
#pragma once

#include <expected>
#include <string>

#include "app/reform_figures.h"

namespace fr::app {

struct ReformWords {
  std::string title, population, change, month, income;
  bool with_children = false, some_services = false;  // what the reform was narrowed to
};

// The frame as web/vite.bericht.config.ts builds it; `path` empty: bericht/bericht.html beside the program or above it.
std::expected<std::string, Trouble> report_frame(const std::string& path);
std::string reform_html(const std::string& frame, const batch::ReformReport& report, const ReformWords& words, const std::vector<Unclaimed>& left);

}  // namespace fr::app
