#include "parse_nodes.h"

extern "C" {
#include "postgres.h"

#include "nodes/parsenodes.h"
}

namespace migrate {

ObjectType object_type(int type) {
  switch (static_cast<::ObjectType>(type)) {
    case OBJECT_TABLE:
    case OBJECT_FOREIGN_TABLE:
      return ObjectType::kTable;
    case OBJECT_COLUMN:
    case OBJECT_ATTRIBUTE:
      return ObjectType::kColumn;
    case OBJECT_TABCONSTRAINT:
    case OBJECT_DOMCONSTRAINT:
      return ObjectType::kConstraint;
    case OBJECT_INDEX:
      return ObjectType::kIndex;
    case OBJECT_VIEW:
      return ObjectType::kView;
    case OBJECT_MATVIEW:
      return ObjectType::kMaterializedView;
    case OBJECT_SEQUENCE:
      return ObjectType::kSequence;
    case OBJECT_TYPE:
      return ObjectType::kType;
    case OBJECT_DOMAIN:
      return ObjectType::kDomain;
    case OBJECT_FUNCTION:
    case OBJECT_PROCEDURE:
    case OBJECT_ROUTINE:
    case OBJECT_AGGREGATE:
      return ObjectType::kFunction;
    case OBJECT_TRIGGER:
      return ObjectType::kTrigger;
    case OBJECT_SCHEMA:
      return ObjectType::kSchema;
    case OBJECT_DATABASE:
      return ObjectType::kDatabase;
    default:
      return ObjectType::kOther;
  }
}

QualifiedName object_name(const Node* object) {
  if (!object) return {};
  switch (nodeTag(object)) {
    case T_List:
      return name_of(reinterpret_cast<const List*>(object));
    case T_String:
      return {{}, node_text(strVal(object))};
    case T_TypeName:
      return name_of(reinterpret_cast<const TypeName*>(object));
    case T_ObjectWithArgs:
      return name_of(reinterpret_cast<const ObjectWithArgs*>(object)->objname);
    default:
      return {};
  }
}

QualifiedName owner_name(const Node* object) {
  const std::vector<std::string> parts = texts_of(reinterpret_cast<const List*>(object));
  QualifiedName name;
  if (parts.size() > 1) name.name = parts[parts.size() - 2];
  if (parts.size() > 2) name.schema = parts[parts.size() - 3];
  return name;
}

}  // namespace migrate
