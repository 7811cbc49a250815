// feedback: what visitors answered to "war das hilfreich?", one line per day and page, as CSV.
#include <fmt/format.h>

#include "app/common.h"
#include "store/feedback.h"

namespace fr::app {

void add_feedback(CLI::App& app, Options&, int* exit) {
  CLI::App* command = app.add_subcommand("feedback", "zeigt, welche Seiten hilfreich genannt wurden (CSV)");
  auto folder = std::make_shared<std::string>();
  command->add_option("--daten", *folder, "Ordner, den serve mit --daten bekommt")->required()->type_name("ORDNER");
  command->callback([folder, exit] {
    const auto feedback = Feedback::open(*folder);
    if (!feedback) {
      fmt::print(stderr, "Fehler: {}\n", feedback.error());
      *exit = kWrongInput;
      return;
    }
    fmt::print("Tag;Seite;Ja;Nein\n");
    for (const FeedbackRow& r : feedback->rows()) fmt::print("{};{};{};{}\n", r.day, r.page, r.yes, r.no);
    *exit = kFine;
  });
}

}  // namespace fr::app
