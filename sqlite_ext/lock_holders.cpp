// Opening the database file to ask with fcntl would lose SQLite's own locks when it is closed, as
// POSIX has them per process and file. /proc/locks shows everybody's without that.
#include "lock_holders.h"

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#ifdef __linux__
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>

#include "text.h"
#endif

namespace migrate {

#ifdef __linux__

namespace {

struct Bytes {
  std::uint64_t first, last;

  bool meet(std::uint64_t begin, std::uint64_t end) const { return begin <= last && first <= end; }
};

// Of the database file, and of its -shm file in WAL mode.
constexpr Bytes kPendingAndReserved{0x40000000, 0x40000001};
constexpr Bytes kShared{0x40000002, 0x400001ff};
constexpr Bytes kWalWriter{120, 120};
constexpr Bytes kWalReaders{123, 127};

// "fe:00:1835011", as /proc/locks names a file; empty where there is none.
std::string file_id(const std::string& path) {
  struct stat status = {};
  if (path.empty() || stat(path.c_str(), &status) != 0) return {};
  char id[64];
  std::snprintf(id, sizeof id, "%02x:%02x:%llu", major(status.st_dev), minor(status.st_dev),
                static_cast<unsigned long long>(status.st_ino));
  return id;
}

// `only_exclusive`: a shared lock of the bytes is somebody else's business.
void collect(const std::string& file, Bytes bytes, bool only_exclusive, std::set<int>& processes) {
  if (file.empty()) return;
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number, kind, mode, access, id;
    int process = 0;
    std::uint64_t begin = 0;
    std::string end;
    if (!(words >> number >> kind >> mode >> access >> process >> id >> begin >> end)) continue;
    if (kind != "POSIX" || id != file || process <= 0) continue;
    if (only_exclusive && access != "WRITE") continue;
    const std::uint64_t last = end == "EOF" ? UINT64_MAX : std::stoull(end);
    if (bytes.meet(begin, last)) processes.insert(process);
  }
}

std::string description(int process) {
  if (process == getpid()) return "another connection of this process";
  std::ifstream file(cat("/proc/", std::to_string(process), "/comm"));
  std::string name;
  std::getline(file, name);
  return cat("process ", std::to_string(process), name.empty() ? "" : cat(" (", name, ")"));
}

}  // namespace

std::vector<std::string> lock_holders(sqlite3* db, LockUse use) {
  const char* name = sqlite3_db_filename(db, "main");
  const std::string path = name ? name : "";
  if (path.empty()) return {};
  const bool writing = use == LockUse::kWriting;
  std::set<int> processes;
  collect(file_id(path), writing ? kPendingAndReserved : kShared, writing, processes);
  collect(file_id(path + "-shm"), writing ? kWalWriter : kWalReaders, writing, processes);
  // This connection reads too.
  if (!writing && processes.size() > 1) processes.erase(getpid());
  std::vector<std::string> result;
  result.reserve(processes.size());
  for (const int process : processes) result.push_back(description(process));
  return result;
}

#else

std::vector<std::string> lock_holders(sqlite3*, LockUse) { return {}; }

#endif

}  // namespace migrate
