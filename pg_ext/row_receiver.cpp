// The executor calls plain functions with a DestReceiver; ours has the C++ object behind it. In
// receive_row PostgreSQL's calls come first and the visitor, whose frames have destructors, last:
// neither runs inside the other.
#include "row_receiver.h"

#include "cells.h"
#include "guard.h"

extern "C" {
#include "executor/tuptable.h"
#include "tcop/dest.h"
#include "utils/memutils.h"
}

namespace migrate {
namespace {

// Plain data, in PostgreSQL's memory.
struct Destination {
  DestReceiver base;
  RowReceiver* receiver;
  MemoryContext memory;      // of the readers and cells
  MemoryContext row_memory;  // reset for each row
  ColumnReader* readers;
  Cell* cells;
};

void start(DestReceiver* self, int, TupleDesc descriptor) {
  auto* destination = reinterpret_cast<Destination*>(self);
  const auto width = static_cast<Size>(descriptor->natts);
  destination->readers = static_cast<ColumnReader*>(
      MemoryContextAllocZero(destination->memory, sizeof(ColumnReader) * width));
  destination->cells =
      static_cast<Cell*>(MemoryContextAllocZero(destination->memory, sizeof(Cell) * width));
  for (Size i = 0; i < width; ++i) {
    const Oid type = TupleDescAttr(descriptor, static_cast<int>(i))->atttypid;
    destination->readers[i] = make_reader(type, destination->memory);
  }
}

bool receive_row(TupleTableSlot* slot, DestReceiver* self) {
  auto* destination = reinterpret_cast<Destination*>(self);
  slot_getallattrs(slot);
  MemoryContextReset(destination->row_memory);
  const MemoryContext caller = MemoryContextSwitchTo(destination->row_memory);
  const int width = slot->tts_tupleDescriptor->natts;
  for (int i = 0; i < width; ++i) {
    destination->cells[i] = slot->tts_isnull[i]
                                ? Cell{nullptr, 0}
                                : read_cell(destination->readers[i], slot->tts_values[i]);
  }
  MemoryContextSwitchTo(caller);
  return destination->receiver->show(destination->cells, static_cast<std::size_t>(width));
}

void finish(DestReceiver*) {}

}  // namespace

RowReceiver::RowReceiver(const RowVisitor& visit, MemoryContextData* memory) : visit_(visit) {
  destination_ = pg_call([&]() noexcept {
    auto* destination =
        static_cast<Destination*>(MemoryContextAllocZero(memory, sizeof(Destination)));
    destination->base = {receive_row, start, finish, finish, DestNone};
    destination->receiver = this;
    destination->memory = memory;
    destination->row_memory = AllocSetContextCreate(memory, "migrate row", ALLOCSET_DEFAULT_SIZES);
    return &destination->base;
  });
}

bool RowReceiver::show(const Cell* cells, std::size_t width) noexcept {
  try {
    views_.resize(width);
    for (std::size_t i = 0; i < width; ++i) {
      if (cells[i].data) {
        views_[i] = std::string_view(cells[i].data, cells[i].size);
      } else {
        views_[i].reset();
      }
    }
    visit_(views_);
    return true;
  } catch (...) {
    failure_ = std::current_exception();
    return false;
  }
}

void RowReceiver::rethrow_failure() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace migrate
