// What a session and its background worker have in common: a piece of shared memory with two
// queues, and what goes through them.
//
// The session sends a request (RequestKind and what belongs to it) and reads until kDone. Before
// that come, in any number, what PostgreSQL itself sends to clients ('E' an error, 'N' a notice)
// and the replies below.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {
#include "postgres.h"

#include "storage/dsm.h"
#include "storage/shm_mq.h"
}

namespace migrate {

enum class RequestKind : std::int64_t { kLookAt, kRun };

// Types of protocol messages that PostgreSQL does not use.
inline constexpr char kFacts = 'f';
inline constexpr char kLockConflict = 'l';
inline constexpr char kDone = 'z';

inline constexpr Size kQueueSize = 65536;

/// At the start of the shared memory. Offsets are from there.
struct WorkerStart {
  Oid database;
  Oid authenticated_user;
  Oid session_user;
  Oid current_user;
  Oid schema;         // of the extension
  Oid version_table;  // 0: take no lock
  Size settings;      // the session's settings, serialized
  Size requests;      // a queue
  Size replies;       // a queue
};

inline char* at(dsm_segment* segment, Size offset) {
  return static_cast<char*>(dsm_segment_address(segment)) + offset;
}
inline WorkerStart* start_of(dsm_segment* segment) {
  return static_cast<WorkerStart*>(dsm_segment_address(segment));
}
inline shm_mq* queue_at(dsm_segment* segment, Size offset) {
  return reinterpret_cast<shm_mq*>(at(segment, offset));
}

}  // namespace migrate
