// Each kind's query gives its objects with their catalog addresses; one reading of pg_depend gives
// the edges between them. Addresses that no object has (a table's row type, a view's rule) are led
// to the object that they belong to, first through the kinds' aliases, then by leaving out the
// column.
#include "schema/introspect.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "error.h"
#include "schema/catalog_queries.h"
#include "schema/kind.h"
#include "text.h"

namespace migrate {
namespace {

using Cells = std::span<const std::optional<std::string_view>>;

constexpr std::size_t kFixedColumns = 9;

template <typename Number>
Number number(const std::optional<std::string_view>& cell) {
  Number result = 0;
  if (cell) std::from_chars(cell->data(), cell->data() + cell->size(), result);
  return result;
}

Address address_at(Cells cells, std::size_t first) {
  return {number<std::uint32_t>(cells[first]), number<std::uint32_t>(cells[first + 1]),
          number<std::int32_t>(cells[first + 2])};
}

std::string text_at(Cells cells, std::size_t index) {
  return cells[index] ? std::string(*cells[index]) : std::string();
}

struct AddressHash {
  std::size_t operator()(const Address& address) const {
    const std::uint64_t high = (std::uint64_t{address.class_id} << 32U) | address.object;
    return std::hash<std::uint64_t>()(high * 31 + static_cast<std::uint64_t>(address.sub));
  }
};
template <typename T>
using AddressMap = std::unordered_map<Address, T, AddressHash>;

struct Found {
  Object object;
  Address parent;
  bool has_parent = false;
};

class Reader {
 public:
  Reader(Database& database, const Scope& scope)
      : database_(database), queries_(catalog_queries(database.dialect())) {
    parameters_.emplace_back(scope_array(scope));
  }

  Model read();
  Model read_objects(bool database_wide);

 private:
  std::string scope_array(const Scope& scope);
  void begin();
  static std::string compared_columns(const Kind& kind, std::string_view sql);
  bool is_present(std::string_view condition) const;
  void read_kind(const Kind& kind);
  void add_object(const Kind& kind, Cells cells);
  bool misses_parents() const;
  void read_pairs(std::string_view sql, AddressMap<Address>& into);
  void resolve_parents(std::vector<Object>& objects);
  std::size_t resolve(Address address) const;
  std::size_t resolve_reference(Address address) const;
  bool advance(Address& address) const;
  void add_edge(Address from, Address to, std::string_view type, std::vector<Edge>& edges);
  void read_unmodelled(Model& model);
  std::vector<Edge> read_edges(const std::vector<Object>& objects);

  Database& database_;
  const CatalogQueries& queries_;
  int version_ = 0;
  std::set<std::string, std::less<>> present_;
  bool all_attributes_ = true;  // else the compared ones, and no aliases
  Row parameters_;
  std::vector<Found> found_;
  AddressMap<Address> members_;         // objects of extensions, and the extension
  AddressMap<std::size_t> by_address_;  // position in found_, later in the objects
  AddressMap<Address> aliases_;
  const std::vector<Object>* objects_ = nullptr;
};

std::string Reader::scope_array(const Scope& scope) {
  std::vector<std::string> oids;
  for (const Row& row : database_.query(queries_.schemas)) {
    const std::string& name = *row[1];
    if (scope.all ||
        std::find(scope.schemas.begin(), scope.schemas.end(), name) != scope.schemas.end()) {
      oids.push_back(*row[0]);
    }
  }
  return cat("{", join(oids, ","), "}");
}

void Reader::begin() {
  for (Row& row : database_.query(queries_.present)) present_.insert(std::move(*row[0]));
  version_ = number<int>(*database_.query(queries_.version)[0][0]);
  database_.query(queries_.begin);
  read_pairs(queries_.members, members_);
}

// The server leaves out the work for what is not asked for.
std::string Reader::compared_columns(const Kind& kind, std::string_view sql) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < kFixedColumns; ++i) all.push_back(cat("f", std::to_string(i)));
  std::vector<std::string> compared = all;
  for (const Attribute& attribute : kind.attributes) {
    all.push_back(cat("a_", attribute.name));
    if (attribute.action != Action::kIgnore) compared.push_back(all.back());
  }
  return cat("SELECT ", join(compared, ", "), " FROM (", sql, ") AS q (", join(all, ", "), ")");
}

bool Reader::is_present(std::string_view condition) const {
  return condition.empty() || present_.count(condition) > 0;
}

void Reader::read_kind(const Kind& kind) {
  const std::string_view sql = queries_.of_kind(kind);
  if (sql.empty() || version_ < kind.postgres_since) return;
  if (is_present(queries_.condition_of_kind(kind))) {
    const bool uses_scope = sql.find("$1") != std::string_view::npos;
    const std::string query = all_attributes_ ? std::string(sql) : compared_columns(kind, sql);
    database_.for_each(query, uses_scope ? parameters_ : Row{},
                       [&](Cells cells) { add_object(kind, cells); });
  }
  if (all_attributes_) read_pairs(queries_.aliases_of_kind(kind), aliases_);
}

void Reader::add_object(const Kind& kind, Cells cells) {
  if (all_attributes_ && cells.size() != kFixedColumns + kind.attributes.size()) {
    throw Error(ErrorCode::kInternal,
                cat("the query of kind \"", kind.name, "\" does not fit its attributes"));
  }
  Found found;
  const bool has_address = cells[0].has_value();
  const Address address = address_at(cells, 0);
  if (has_address && members_.count({address.class_id, address.object, 0}) > 0) return;
  found.has_parent = cells[3].has_value();
  found.parent = address_at(cells, 3);
  Object& object = found.object;
  object.kind = &kind;
  object.schema = text_at(cells, 6);
  object.name = text_at(cells, 7);
  object.address = text_at(cells, 8);
  object.values.reserve(kind.attributes.size());
  std::size_t at = kFixedColumns;
  for (const Attribute& attribute : kind.attributes) {
    const bool read = all_attributes_ || attribute.action != Action::kIgnore;
    const bool has_value = read && cells[at].has_value();
    object.values.emplace_back(has_value ? Value(std::string(*cells[at])) : Value());
    if (read) ++at;
  }
  if (has_address) by_address_.emplace(address, found_.size());
  found_.push_back(std::move(found));
}

void Reader::read_pairs(std::string_view sql, AddressMap<Address>& into) {
  if (sql.empty()) return;
  database_.for_each(
      sql, {}, [&](Cells cells) { into.emplace(address_at(cells, 0), address_at(cells, 3)); });
}

// From an address that no object has to the one that stands for it.
bool Reader::advance(Address& address) const {
  const auto alias = aliases_.find(address);
  if (alias != aliases_.end()) {
    address = alias->second;
    return true;
  }
  const bool is_part = address.sub != 0;
  address.sub = 0;
  return is_part;
}

// The position of the object that an address belongs to.
std::size_t Reader::resolve(Address address) const {
  for (int step = 0; step < 4; ++step) {
    const auto found = by_address_.find(address);
    if (found != by_address_.end()) return found->second;
    if (!advance(address)) return kNoObject;
  }
  return kNoObject;
}

// The same for what an object refers to: an extension stands for what it made.
std::size_t Reader::resolve_reference(Address address) const {
  const std::size_t found = resolve(address);
  if (found != kNoObject) return found;
  for (int step = 0; step < 4; ++step) {
    const auto member = members_.find(address);
    if (member != members_.end()) return resolve(member->second);
    if (!advance(address)) return kNoObject;
  }
  return kNoObject;
}

// Objects whose parent was not read (an extension's table, another schema) are left out. Parents
// come before their children, as kinds() does.
void Reader::resolve_parents(std::vector<Object>& objects) {
  std::vector<std::size_t> position(found_.size(), kNoObject);
  for (std::size_t i = 0; i < found_.size(); ++i) {
    Found& found = found_[i];
    Object& object = found.object;
    if (found.has_parent) {
      const std::size_t parent = resolve(found.parent);
      if (parent == kNoObject || position[parent] == kNoObject) continue;
      object.parent = position[parent];
      const Object& above = objects[object.parent];
      if (object.schema.empty()) object.schema = above.schema;
      if (object.name.empty()) object.name = above.name;
      if (object.address.empty()) {
        object.address = above.id;
      } else if (object.address.front() == '.') {
        object.address.insert(0, above.address);
      }
    }
    object.id = cat(object.kind->keyword, " ", object.address);
    position[i] = objects.size();
    objects.push_back(std::move(object));
  }
  for (auto entry = by_address_.begin(); entry != by_address_.end();) {
    entry->second = position[entry->second];
    entry = entry->second == kNoObject ? by_address_.erase(entry) : std::next(entry);
  }
}

void Reader::add_edge(Address from, Address to, std::string_view type, std::vector<Edge>& edges) {
  const std::size_t dependent = resolve(from);
  const std::size_t referenced = resolve_reference(to);
  if (dependent == kNoObject || referenced == kNoObject || dependent == referenced) return;
  Edge edge{dependent, referenced};
  if (type == "S") return;
  edge.waits = type == "w";
  edge.follows = type == "f";
  edge.dies_with = type != "n" && type != "w";
  const bool owned = (*objects_)[dependent].kind->owned || type == "P" || type == "f";
  edge.needs = !(edge.dies_with && owned);
  edges.push_back(edge);
}

std::vector<Edge> Reader::read_edges(const std::vector<Object>& objects) {
  objects_ = &objects;
  std::vector<Edge> edges;
  const auto add = [&](Cells cells) {
    add_edge(address_at(cells, 0), address_at(cells, 3), cells.size() > 6 ? *cells[6] : "n", edges);
  };
  database_.for_each(queries_.edges, {}, add);
  std::set<const Kind*> found;
  for (const Object& object : objects) found.insert(object.kind);
  for (const Kind* kind : kinds(database_.dialect())) {
    const std::string_view sql = queries_.edges_of_kind(*kind);
    if (sql.empty() || !found.contains(kind)) continue;
    if (is_present(queries_.edges_condition_of_kind(*kind))) database_.for_each(sql, {}, add);
  }
  // A kind's own edge says more than the catalogs' between the same two.
  const auto key = [](const Edge& edge) {
    return std::tuple(edge.dependent, edge.referenced, !edge.follows, edge.dies_with, edge.needs,
                      edge.waits);
  };
  const auto says_no_more = [&](const Edge& kept, const Edge& next) {
    if (key(kept) == key(next)) return true;
    return kept.dependent == next.dependent && kept.referenced == next.referenced && kept.follows &&
           kept.dies_with == next.dies_with && kept.needs == next.needs;
  };
  std::sort(edges.begin(), edges.end(),
            [&](const Edge& a, const Edge& b) { return key(a) < key(b); });
  edges.erase(std::unique(edges.begin(), edges.end(), says_no_more), edges.end());
  return edges;
}

// Whether something belongs to what was found under another address only: a comment on the sequence
// of an identity column.
bool Reader::misses_parents() const {
  return std::any_of(found_.begin(), found_.end(), [this](const Found& found) {
    const Address& parent = found.parent;
    return found.has_parent && resolve(parent) == kNoObject &&
           members_.count({parent.class_id, parent.object, 0}) == 0;
  });
}

// The aliases are read where they matter.
Model Reader::read_objects(bool database_wide) {
  all_attributes_ = false;
  begin();
  for (const Kind* kind : kinds(database_.dialect())) {
    if (!kind->optional && (database_wide || !kind->database_wide)) read_kind(*kind);
  }
  if (misses_parents()) {
    for (const Kind* kind : kinds(database_.dialect()))
      read_pairs(queries_.aliases_of_kind(*kind), aliases_);
    read_pairs(queries_.aliases, aliases_);
  }
  std::vector<Object> objects;
  resolve_parents(objects);
  Model model(std::move(objects), {});
  read_unmodelled(model);
  database_.query(queries_.end);
  return model;
}

void Reader::read_unmodelled(Model& model) {
  for (const Row& row : database_.query(queries_.unmodelled, parameters_)) {
    model.unmodelled.push_back(*row[0]);
  }
}

Model Reader::read() {
  begin();
  for (const Kind* kind : kinds(database_.dialect())) read_kind(*kind);
  read_pairs(queries_.aliases, aliases_);
  std::vector<Object> objects;
  resolve_parents(objects);
  std::vector<Edge> edges = read_edges(objects);
  Model model(std::move(objects), std::move(edges));
  for (const Row& row : database_.query(queries_.casts)) {
    model.casts.explicit_.insert(*row[0]);
    if (row[1] == "true") model.casts.assignment.insert(*row[0]);
  }
  read_unmodelled(model);
  database_.query(queries_.end);
  return model;
}

}  // namespace

Model read_model(Database& database, const Scope& scope) {
  if (const auto read = catalog_queries(database.dialect()).read) return read(database);
  return Reader(database, scope).read();
}

Model read_objects(Database& database, const Scope& scope) {
  if (const auto read = catalog_queries(database.dialect()).read_objects) return read(database);
  return Reader(database, scope).read_objects(scope.all);
}

}  // namespace migrate
