// Pieces are taken from the source one after the other (a lock), computed by any thread, and committed in order
// (a turn). A thread that is ahead waits for its turn, so no more pieces than threads are in memory.
#include "batch/batch.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <fstream>
#include <mutex>
#include <thread>

#include <unistd.h>

#include "base/date.h"
#include "batch/columns.h"
#include "batch/csv.h"
#include "batch/result_file.h"
#include "core/family.h"

namespace fr::batch {
namespace {

constexpr std::size_t kMaxPiece = 64u << 20;

std::unexpected<Trouble> cannot(const char* what, const std::string& path) {
  return std::unexpected(Trouble{what, path, std::strerror(errno), "Bitte Namen und Rechte prüfen."});
}

// A piece of work, whatever the source.
struct Job {
  std::uint64_t number = 0, end = 0;  // end: bytes of the input behind it
  std::string text;                   // CSV
  std::uint64_t line = 0;
  std::size_t block = 0;              // column file
};

class CsvSource {
 public:
  std::expected<void, Trouble> open(const Rulebook& book, const std::string& path) {
    file_.open(path, std::ios::binary);
    if (!file_) return cannot("Die Datei lässt sich nicht lesen.", path);
    file_.seekg(0, std::ios::end);
    size_ = static_cast<std::uint64_t>(file_.tellg());
    file_.seekg(0);
    std::string line(std::min<std::uint64_t>(size_, kMaxLine + 1), '\0');
    file_.read(line.data(), static_cast<std::streamsize>(line.size()));
    const std::size_t end = line.find('\n');
    if (end == std::string::npos && size_ > kMaxLine) return std::unexpected(Trouble{"Die Kopfzeile ist zu lang.", path + ", Zeile 1", "", ""});
    auto header = Header::read(book, std::string_view(line).substr(0, end));
    if (!header) {
      header.error().where = path + ", " + header.error().where;
      return std::unexpected(header.error());
    }
    header_ = *std::move(header);
    go_on(end == std::string::npos ? size_ : end + 1, 2);
    return {};
  }
  void go_on(std::uint64_t offset, std::uint64_t line) {
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(offset));
    at_ = offset;
    line_ = line;
    rest_.clear();
  }
  std::expected<bool, Trouble> next(Job* job, std::size_t bytes) {
    std::size_t want = bytes;
    while (true) {
      const std::size_t have = rest_.size();
      if (have < want && at_ + have < size_) {
        rest_.resize(std::min<std::uint64_t>(want, size_ - at_));
        file_.read(rest_.data() + have, static_cast<std::streamsize>(rest_.size() - have));
        if (static_cast<std::size_t>(file_.gcount()) != rest_.size() - have) return std::unexpected(Trouble{"Die Datei ist beim Lesen kürzer geworden.", "", "", ""});
      }
      if (rest_.empty()) return false;
      const bool last = at_ + rest_.size() >= size_;
      const std::size_t cut = last ? rest_.size() : cut_piece(header_, rest_);
      if (cut > 0) {
        job->text = rest_.substr(0, cut);
        rest_.erase(0, cut);
        job->line = line_;
        line_ += static_cast<std::uint64_t>(std::count(job->text.begin(), job->text.end(), '\n'));
        at_ += cut;
        job->end = at_;
        next_line_ = line_;
        return true;
      }
      if (want > kMaxPiece) {
        return std::unexpected(Trouble{"Eine Familie oder Zeile ist zu groß.", "Zeile " + std::to_string(line_), "Über 64 MB ohne ihr Ende.", "Stehen die Zeilen einer Familie hintereinander?"});
      }
      want *= 2;
    }
  }
  const Header& header() const { return header_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t line_after(const Job& job) const { return job.line + static_cast<std::uint64_t>(std::count(job.text.begin(), job.text.end(), '\n')); }

 private:
  std::ifstream file_;
  Header header_;
  std::uint64_t size_ = 0, at_ = 0, line_ = 2, next_line_ = 2;
  std::string rest_;
};

struct Done {
  Totals totals;
  std::string text;
  Packed packed;
  std::vector<RowTrouble> troubles;
};

class Batch {
 public:
  Batch(const Rulebook& book, const BatchOptions& options, const std::function<void(const Progress&)>& progress)
      : book_(book), o_(options), progress_(progress) {}

  std::expected<BatchReport, Trouble> operator()() {
    const auto program = law_of(book_, o_.month);
    if (!program) return std::unexpected(program.error());
    program_ = *program;
    auto targets = targets_of(book_, *program_, o_.services);
    if (!targets) return std::unexpected(targets.error());
    report_.targets = *targets;
    if (auto good = open_source(); !good) return std::unexpected(good.error());
    names_ = column_names(book_, *program_);
    template_ = std::make_unique<fast::Results>(*program_, report_.targets);
    engine_ = std::make_unique<fast::Engine>(book_, *program_, o_.month, report_.targets, present_, *shapes_,
                                             o_.wide ? fast::Ranges::Wide : fast::Ranges::Sharp);
    if (auto good = open_output(); !good) return std::unexpected(good.error());
    const unsigned count = o_.threads ? o_.threads : std::max(1u, std::thread::hardware_concurrency());
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 1; i < count; ++i) threads.emplace_back([this] { work(); });
      work();
    }
    if (trouble_) return std::unexpected(*trouble_);
    if (auto good = close_output(); !good) return std::unexpected(good.error());
    return std::move(report_);
  }

 private:
  std::expected<void, Trouble> open_source() {
    char magic[8] = {};
    {
      std::ifstream file(o_.in, std::ios::binary);
      if (!file) return cannot("Die Datei lässt sich nicht lesen.", o_.in);
      file.read(magic, sizeof magic);
    }
    if (std::memcmp(magic, "FRSPALT1", 8) == 0) {
      auto file = ColumnFile::open(book_, o_.in);
      if (!file) return std::unexpected(file.error());
      columns_ = std::make_unique<ColumnFile>(*std::move(file));
      present_ = columns_->present();
      shapes_ = &columns_->shapes();
      return {};
    }
    if (auto good = csv_.open(book_, o_.in); !good) return good;
    present_ = csv_.header().present(book_);
    shapes_ = &own_shapes_;
    return {};
  }

  bool packs() const { return o_.out.ends_with(".spalten"); }
  std::string state_path() const { return o_.out + ".stand"; }
  std::string fingerprint() const {
    std::string text = o_.in + "\n" + std::to_string(csv_.size()) + "\n" + format_month(o_.month) + "\n";
    for (const std::uint32_t t : report_.targets) text += names_[t] + " ";
    return std::to_string(checksum(text.data(), text.size()));
  }

  std::expected<void, Trouble> open_output() {
    if (!o_.errors.empty()) {
      errors_.open(o_.errors, std::ios::binary | (o_.resume ? std::ios::app : std::ios::trunc));
      if (!errors_) return cannot("Die Datei lässt sich nicht schreiben.", o_.errors);
      if (!o_.resume) errors_ << "zeile,familie,spalte,ursache\n";
    }
    if (o_.resume && (columns_ || packs() || o_.out.empty())) {
      return std::unexpected(Trouble{"Fortsetzen lässt sich nur eine Rechnung von CSV nach CSV.", "--fortsetzen", "", "Bitte ohne diesen Schalter neu beginnen."});
    }
    if (o_.out.empty()) return {};
    if (packs()) {
      auto writer = ResultWriter::create(o_.out);
      if (!writer) return std::unexpected(writer.error());
      packed_ = std::make_unique<ResultWriter>(*std::move(writer));
      return {};
    }
    if (columns_) {
      if (o_.resume) return {};
    }
    std::uint64_t kept = 0;
    if (o_.resume) {
      std::ifstream state(state_path());
      std::string print;
      std::uint64_t offset = 0, line = 0;
      if (!(state >> print >> offset >> line >> kept)) {
        return std::unexpected(Trouble{"Hier gibt es nichts fortzusetzen.", state_path(), "Der Stand der abgebrochenen Rechnung fehlt.", "Bitte ohne --fortsetzen neu beginnen."});
      }
      if (print != fingerprint()) {
        return std::unexpected(Trouble{"Die abgebrochene Rechnung war eine andere.", state_path(), "Eingabe, Monat oder Leistungen sind nicht dieselben.", "Bitte ohne --fortsetzen neu beginnen."});
      }
      if (truncate(o_.out.c_str(), static_cast<off_t>(kept)) != 0) return cannot("Die Ausgabe lässt sich nicht fortsetzen.", o_.out);
      csv_.go_on(offset, line);
      report_.resumed = true;
    }
    out_.open(o_.out, std::ios::binary | (o_.resume ? std::ios::app : std::ios::trunc));
    if (!out_) return cannot("Die Datei lässt sich nicht schreiben.", o_.out);
    written_ = kept;
    if (!o_.resume) emit(csv_head(names_, *program_, *template_, separator()));
    return {};
  }
  char separator() const { return columns_ ? ',' : csv_.header().separator(); }
  void emit(const std::string& text) {
    out_.write(text.data(), static_cast<std::streamsize>(text.size()));
    written_ += text.size();
  }

  std::expected<void, Trouble> close_output() {
    if (packed_) return packed_->finish(names_, *template_, o_.month);
    if (out_.is_open()) {
      out_.close();
      if (!out_) return cannot("Die Ausgabe ließ sich nicht zu Ende schreiben.", o_.out);
      std::remove(state_path().c_str());
    }
    return {};
  }

  // --- threads ------------------------------------------------------------------------------------------

  bool take(Job* job) {
    const std::lock_guard lock(source_);
    if (stop_) return false;
    job->number = next_;
    if (columns_) {
      if (next_ >= columns_->blocks()) return false;
      job->block = next_;
      job->end = next_ + 1;
    } else {
      const auto more = csv_.next(job, o_.piece_bytes);
      if (!more) {
        fail(more.error());
        return false;
      }
      if (!*more) return false;
    }
    ++next_;
    return true;
  }

  void fail(const Trouble& trouble) {
    const std::lock_guard lock(turn_);
    if (!trouble_) trouble_ = trouble;
    stop_ = true;
    ready_.notify_all();
  }

  void work() {
    fast::Work work;
    fast::Results results(*program_, report_.targets);
    Job job;
    while (take(&job)) {
      Done done;
      if (!(columns_ ? compute_columns(job, work, results, &done) : compute_csv(job, work, results, &done))) return;
      std::unique_lock lock(turn_);
      ready_.wait(lock, [&] { return stop_ || committed_ == job.number; });
      if (stop_) return;
      commit(job, done);
      ++committed_;
      ready_.notify_all();
    }
    const std::lock_guard lock(turn_);
    report_.open += work.open;
    report_.one_by_one += work.one_by_one;
  }

  bool compute_columns(const Job& job, fast::Work& work, fast::Results& results, Done* done) {
    static thread_local ColumnFile::Loaded loaded;
    if (auto good = columns_->load(job.block, &loaded); !good) return fail(good.error()), false;
    engine_->run(loaded.block, results.prepare(loaded.persons, loaded.households, loaded.block.families), work);
    done->totals = totals_of(*program_, results, loaded.persons, loaded.households, loaded.block.families);
    for (const fast::Trouble& t : work.troubles) {
      done->troubles.push_back({0, "Stück " + std::to_string(job.block + 1) + ", Familie " + std::to_string(t.family + 1), t.error.rule, t.error.message});
    }
    if (packed_) done->packed = pack(results, loaded.persons, loaded.households, loaded.block.families);
    if (out_.is_open()) {
      Piece piece(book_, present_);
      std::vector<std::string> ids;
      ids.reserve(loaded.persons + std::size_t{loaded.block.families});
      for (std::uint32_t f = 0; f < loaded.block.families; ++f) {
        ids.push_back(std::to_string(job.block + 1) + "-" + std::to_string(f + 1));
        const std::string_view family = ids.back();
        const Situation& shape = (*shapes_)[loaded.block.shape[f]];
        std::vector<bool> told(shape.households.size(), false);
        for (std::uint32_t i = 0; i < shape.persons.size(); ++i) {
          Piece::Person p{family, shape.persons[i].id, static_cast<std::int32_t>(loaded.first_person[f] + i), -1, i == 0 ? static_cast<std::int32_t>(f) : -1, 0};
          const std::uint32_t home = main_household(shape.persons[i]);
          if (home != kNone && !told[home]) {
            told[home] = true;
            p.household = static_cast<std::int32_t>(loaded.first_household[f] + home);
          }
          piece.persons.push_back(p);
        }
      }
      csv_rows(*program_, results, piece, separator(), &done->text);
    }
    columns_->forget(job.block);
    return true;
  }

  bool compute_csv(const Job& job, fast::Work& work, fast::Results& results, Done* done) {
    Piece piece(book_, present_);
    read_piece(book_, csv_.header(), o_.month, job.text, job.line, *shapes_, &piece);
    const std::uint32_t persons = piece.families.persons(), households = piece.families.households(), families = piece.families.families();
    engine_->run(piece.families.block(), results.prepare(persons, households, families), work);
    done->totals = totals_of(*program_, results, persons, households, families);
    done->troubles = std::move(piece.troubles);
    for (const fast::Trouble& t : work.troubles) {
      done->troubles.push_back({piece.first_line[t.family], std::string(piece.name[t.family].substr(0, 64)), t.error.rule, t.error.message});
    }
    std::stable_sort(done->troubles.begin(), done->troubles.end(), [](const auto& x, const auto& y) { return x.row < y.row; });
    if (packed_) done->packed = pack(results, persons, households, families);
    if (out_.is_open()) csv_rows(*program_, results, piece, separator(), &done->text);
    return true;
  }

  void commit(const Job& job, Done& done) {
    done.totals.troubles = done.troubles.size();
    report_.totals.append(done.totals);
    for (RowTrouble& t : done.troubles) {
      if (errors_.is_open()) {
        std::string line = t.row ? std::to_string(t.row) : "";
        for (const std::string* field : {&t.family, &t.column, &t.cause}) {
          line += ',';
          put_field(*field, ',', &line);
        }
        errors_ << line << '\n';
      }
      if (report_.first_troubles.size() < 20) report_.first_troubles.push_back(std::move(t));
    }
    bool good = true;
    if (packed_) {
      if (auto wrote = packed_->append(done.packed); !wrote && !trouble_) trouble_ = wrote.error(), good = false;
    } else if (out_.is_open()) {
      emit(done.text);
      if (!columns_) {
        out_.flush();
        std::ofstream state(state_path() + ".neu", std::ios::trunc);
        state << fingerprint() << ' ' << job.end << ' ' << csv_.line_after(job) << ' ' << written_ << '\n';
        state.close();
        std::rename((state_path() + ".neu").c_str(), state_path().c_str());
      }
      good = static_cast<bool>(out_);
      if (!good && !trouble_) trouble_ = Trouble{"Die Ausgabe ließ sich nicht zu Ende schreiben.", o_.out, std::strerror(errno), "Ist noch Platz auf dem Datenträger?"};
    }
    if (!good) stop_ = true;
    if (progress_) {
      const auto whole = columns_ ? static_cast<double>(columns_->blocks()) : static_cast<double>(csv_.size());
      progress_({report_.totals.families, whole > 0 ? static_cast<double>(job.end) / whole : 1});
    }
  }

  const Rulebook& book_;
  const BatchOptions& o_;
  const std::function<void(const Progress&)>& progress_;
  const Program* program_ = nullptr;
  std::vector<bool> present_;
  CsvSource csv_;
  std::unique_ptr<ColumnFile> columns_;
  fast::Shapes own_shapes_;
  fast::Shapes* shapes_ = nullptr;
  std::unique_ptr<fast::Engine> engine_;
  std::unique_ptr<fast::Results> template_;
  std::vector<std::string> names_;
  std::ofstream out_, errors_;
  std::uint64_t written_ = 0;
  std::unique_ptr<ResultWriter> packed_;
  std::mutex source_, turn_;
  std::condition_variable ready_;
  std::atomic<bool> stop_ = false;
  std::uint64_t next_ = 0, committed_ = 0;
  std::optional<Trouble> trouble_;
  BatchReport report_;
};

}  // namespace

std::expected<const Program*, Trouble> law_of(const Rulebook& book, Month month) {
  if (const Program* p = in_force(book, month)) return p;
  return std::unexpected(Trouble{"Für " + format_month_german(month) + " ist kein Rechtsstand geprüft.", "--month",
                                 "Geprüft ist " + format_month_german(book.from) + " bis " + format_month_german(book.until - 1) + ".", "Bitte einen Monat in diesem Zeitraum wählen."});
}

std::expected<std::vector<std::uint32_t>, Trouble> targets_of(const Rulebook& book, const Program& program, const std::vector<std::string>& services) {
  std::vector<std::uint32_t> all;
  for (const std::string& id : services) {
    const bool known = std::any_of(book.services.begin(), book.services.end(), [&](const Service& s) { return s.id == id; });
    if (!known) return std::unexpected(Trouble{"Die Leistung „" + id.substr(0, 60) + "“ gibt es nicht.", "--services", "", suggest_service(book, id)});
    const bool computed = std::any_of(program.targets.begin(), program.targets.end(), [&](const Target& t) { return book.services[t.service].id == id; });
    if (!computed) return std::unexpected(Trouble{"Die Leistung „" + id + "“ wird in diesem Monat nicht gerechnet.", "--services", "Sie hat dort keinen Anspruch als Regel.", ""});
  }
  for (std::uint32_t t = 0; t < program.targets.size(); ++t) {
    const std::string& id = book.services[program.targets[t].service].id;
    if (services.empty() || std::find(services.begin(), services.end(), id) != services.end()) all.push_back(t);
  }
  return all;
}

std::expected<BatchReport, Trouble> run_batch(const Rulebook& book, const BatchOptions& options, const std::function<void(const Progress&)>& progress) {
  return Batch(book, options, progress)();
}

}  // namespace fr::batch
