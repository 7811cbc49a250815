#include "store/feedback.h"

#include <sqlite3.h>

#include <system_error>

namespace fr {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Statement prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* s = nullptr;
  sqlite3_prepare_v2(db, sql, -1, &s, nullptr);
  return Statement(s);
}

std::string text(sqlite3_stmt* s, int column) { return reinterpret_cast<const char*>(sqlite3_column_text(s, column)); }

}  // namespace

struct Feedback::Store {
  sqlite3* db = nullptr;
  ~Store() { sqlite3_close_v2(db); }
};

std::expected<Feedback, std::string> Feedback::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  auto store = std::make_unique<Store>();
  const std::string file = (folder / "rueckmeldung.db").string();
  const bool fine = sqlite3_open_v2(file.c_str(), &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) == SQLITE_OK &&
                    sqlite3_busy_timeout(store->db, 1000) == SQLITE_OK &&
                    sqlite3_exec(store->db,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                 "CREATE TABLE IF NOT EXISTS helpful (day TEXT NOT NULL, page TEXT NOT NULL, yes INTEGER NOT NULL, no INTEGER NOT NULL,"
                                 " PRIMARY KEY (day, page)) WITHOUT ROWID, STRICT",
                                 nullptr, nullptr, nullptr) == SQLITE_OK;
  if (!fine) return std::unexpected("Die Rückmeldungen lassen sich nicht speichern (" + file + "): " + sqlite3_errmsg(store->db) + ". Bitte Ordner und Rechte prüfen.");
  return Feedback(std::move(store));
}

bool Feedback::count(std::string_view day, std::string_view page, bool helpful) {
  Statement s = prepare(store_->db,
                        "INSERT INTO helpful VALUES (?1, ?2, ?3, ?4)"
                        " ON CONFLICT (day, page) DO UPDATE SET yes = yes + ?3, no = no + ?4");
  if (!s) return false;
  sqlite3_bind_text(s.get(), 1, day.data(), static_cast<int>(day.size()), SQLITE_TRANSIENT);
  sqlite3_bind_text(s.get(), 2, page.data(), static_cast<int>(page.size()), SQLITE_TRANSIENT);
  sqlite3_bind_int(s.get(), 3, helpful ? 1 : 0);
  sqlite3_bind_int(s.get(), 4, helpful ? 0 : 1);
  return sqlite3_step(s.get()) == SQLITE_DONE;
}

std::vector<FeedbackRow> Feedback::rows() const {
  Statement s = prepare(store_->db, "SELECT day, page, yes, no FROM helpful ORDER BY day, page");
  std::vector<FeedbackRow> out;
  while (s && sqlite3_step(s.get()) == SQLITE_ROW)
    out.push_back({text(s.get(), 0), text(s.get(), 1), sqlite3_column_int64(s.get(), 2), sqlite3_column_int64(s.get(), 3)});
  return out;
}

std::string Feedback::last_error() const { return sqlite3_errmsg(store_->db); }

Feedback::Feedback(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Feedback::Feedback(Feedback&&) noexcept = default;
Feedback& Feedback::operator=(Feedback&&) noexcept = default;
Feedback::~Feedback() = default;

}  // namespace fr
