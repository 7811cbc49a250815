// The binary `familienrathaus`: one file per sub-command, registered here.
#include <fmt/format.h>

#include <csignal>

#include "app/common.h"

namespace {

using fr::app::Options;

// CLI11 speaks English; what people meet here is German.
int wrong_call(const CLI::App& app, const CLI::ParseError& e) {
  const std::string kind = e.get_name();
  std::string text = "Dieser Aufruf ist nicht vollständig oder enthält etwas Unbekanntes.";
  if (kind == "ExtrasError") text = "Diese Angabe wird nicht verstanden.";
  if (kind == "RequiredError") text = "Es fehlt eine Angabe.";
  if (kind == "ValidationError" || kind == "ConversionError") text = "Der Wert einer Angabe passt nicht.";
  if (kind == "ArgumentMismatch") text = "Zu einer Angabe fehlt der Wert, oder es sind zu viele.";
  fmt::print(stderr, "Fehler: {} ({})\n\n", text, e.what());
  const auto used = app.get_subcommands();
  fmt::print(stderr, "{}", used.empty() ? app.help() : used.front()->help());
  return fr::app::kWrongInput;
}

void german(CLI::App& app) {
  const auto formatter = app.get_formatter();
  formatter->label("Usage", "Aufruf");
  formatter->label("OPTIONS", "ANGABEN");
  formatter->label("SUBCOMMAND", "BEFEHL");
  formatter->label("Subcommand", "Befehl");
  formatter->label("Subcommands", "Befehle");
  formatter->label("Positionals", "Angaben");
  formatter->label("Options", "Schalter");
  formatter->label("REQUIRED", "");
  formatter->column_width(26);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_DFL);
  CLI::App app{"Familienrathaus: welche Leistungen zu einer Familie passen, warum, wie viel und was zu tun ist."};
  german(app);
  Options options;
  int exit = fr::app::kFine;
  app.set_help_flag("-h,--help", "zeigt diese Hilfe");
  app.add_option("--stadt", options.stadt, "Ordner der Stadt im Katalog (sonst FR_STADT oder hamm)")->type_name("STADT");
  app.add_option("--katalog", options.katalog, "Ordner des Katalogs (sonst FR_KATALOG, ./katalog oder neben dem Programm)")->type_name("ORDNER");
  app.require_subcommand(1);
  app.fallthrough();
  for (const auto add : {fr::app::add_match, fr::app::add_why, fr::app::add_timeline, fr::app::add_curve, fr::app::add_check,
                         fr::app::add_fmt, fr::app::add_list, fr::app::add_compile, fr::app::add_feedback, fr::app::add_serve, fr::app::add_export, fr::app::add_import,
                         fr::app::add_batch, fr::app::add_population, fr::app::add_reform}) {
    add(app, options, &exit);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    return wrong_call(app, e);
  } catch (const std::bad_alloc&) {
    return fr::app::refuse({"Der Arbeitsspeicher reicht nicht.", "", "", ""});
  } catch (const std::exception& e) {
    return fr::app::refuse({"Das hat nicht geklappt.", "", e.what(), ""});
  }
  return exit;
}
