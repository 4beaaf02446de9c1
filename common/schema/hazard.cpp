#include "schema/hazard.h"

namespace migrate {

std::string_view hazard_name(Hazard::Type type) {
  switch (type) {
    case Hazard::Type::kDeletesData:
      return "deletes data";
    case Hazard::Type::kRewritesTable:
      return "rewrites the table";
    case Hazard::Type::kScansTable:
      return "scans the table";
    case Hazard::Type::kBlocksReads:
      return "blocks reads";
    case Hazard::Type::kBlocksWrites:
      return "blocks writes";
    case Hazard::Type::kCanFail:
      return "can fail";
  }
  return {};
}

}  // namespace migrate
