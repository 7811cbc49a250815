// Rulebook and texts for whoever asks the running server something: read once, on the first such request.
#include <stdexcept>

#include "app/serve.h"
#include "program/binary.h"

namespace fr::app {

namespace fs = std::filesystem;

struct Live::Held {
  Rulebook book;
  Texts texts;
  std::unique_ptr<PortalInput> input;
};

Live::Live(const Options& options, const ServeOptions& serve, const http::Pack& pack) : options_(options), serve_(serve), pack_(pack) {}
Live::~Live() = default;

const PortalInput& Live::input() {
  if (held_) return *held_->input;
  const auto about = json::parse(pack_.text("!stand"));
  if (!about) throw std::runtime_error("portal.pack nennt seinen Stand nicht");
  const auto bytes = read_file(fs::path(serve_.assets) / std::string(about->str("rulebook")), 256 * 1024 * 1024);
  if (!bytes) throw std::runtime_error(bytes.error().message());
  auto book = read({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
  if (!book) throw std::runtime_error(book.error());
  auto held = std::make_unique<Held>();
  held->book = *std::move(book);
  held->texts = read_texts(catalogue_folder(options_), city_folder(options_));
  held->input = std::make_unique<PortalInput>(PortalInput{held->book, held->texts, parse_month(about->str("month")).value_or(held->book.from),
                                                          front_end(serve_.assets, std::string(about->str("web"))), {}, !serve_.data.empty(),
                                                          std::string(about->str("origin")), std::string(about->str("city"))});
  held_ = std::move(held);
  return *held_->input;
}

}  // namespace fr::app
