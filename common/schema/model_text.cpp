// The text of a model: fields, each with its length before it, so that no content needs escaping.
// `5:hello` is a text, `-` is NULL, `#12 ` is a number.
#include <charconv>

#include "error.h"
#include "schema/kind.h"
#include "schema/model.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kFormat = "migrate model 1";

void put(std::string& out, const Value& value) {
  if (!value) {
    out += '-';
    return;
  }
  out += std::to_string(value->size());
  out += ':';
  out += *value;
}

void put(std::string& out, std::size_t number) {
  out += '#';
  out += std::to_string(number);
  out += ' ';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Value value() {
    if (at_ < text_.size() && text_[at_] == '-') {
      ++at_;
      return std::nullopt;
    }
    const std::size_t length = digits(':');
    if (length > text_.size() - at_) fail();
    at_ += length;
    return std::string(text_.substr(at_ - length, length));
  }
  std::string text() {
    Value result = value();
    if (!result) fail();
    return std::move(*result);
  }
  std::size_t number() {
    if (at_ >= text_.size() || text_[at_] != '#') fail();
    ++at_;
    return digits(' ');
  }
  void end() const {
    if (at_ < text_.size()) fail();
  }
  [[noreturn]] static void fail() {
    throw Error(ErrorCode::kInternal, "stored model cannot be read");
  }

 private:
  std::size_t digits(char end) {
    std::size_t result = 0;
    const char* first = text_.data() + at_;
    const auto [last, error] = std::from_chars(first, text_.data() + text_.size(), result);
    if (error != std::errc() || last == text_.data() + text_.size() || *last != end) fail();
    at_ += static_cast<std::size_t>(last - first) + 1;
    return result;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Object read_object(Reader& reader, const Dialect& dialect) {
  Object object;
  object.kind = find_kind(dialect, reader.text());
  if (!object.kind) Reader::fail();
  object.schema = reader.text();
  object.name = reader.text();
  object.address = reader.text();
  object.id = reader.text();
  const std::size_t parent = reader.number();
  object.parent = parent == 0 ? kNoObject : parent - 1;
  if (reader.number() != object.kind->attributes.size()) Reader::fail();
  for (std::size_t i = 0; i < object.kind->attributes.size(); ++i) {
    object.values.push_back(reader.value());
  }
  return object;
}

// Each is there, and a way up ends.
void require_parents(const std::vector<Object>& objects) {
  std::vector<bool> checked(objects.size(), false);
  for (std::size_t first = 0; first < objects.size(); ++first) {
    std::vector<std::size_t> way;
    for (std::size_t at = first; at != kNoObject && !checked[at]; at = objects[at].parent) {
      if (way.size() > objects.size()) Reader::fail();
      const std::size_t parent = objects[at].parent;
      if (parent != kNoObject && parent >= objects.size()) Reader::fail();
      way.push_back(at);
    }
    for (std::size_t at : way) checked[at] = true;
  }
}

Edge read_edge(Reader& reader, std::size_t objects) {
  Edge edge;
  edge.dependent = reader.number();
  edge.referenced = reader.number();
  if (edge.dependent >= objects || edge.referenced >= objects) Reader::fail();
  const std::size_t flags = reader.number();
  if (flags > 15) Reader::fail();
  edge.dies_with = (flags & 1U) != 0;
  edge.needs = (flags & 2U) != 0;
  edge.follows = (flags & 4U) != 0;
  edge.waits = (flags & 8U) != 0;
  return edge;
}

}  // namespace

std::string Model::write() const {
  std::string out;
  put(out, Value(std::string(kFormat)));
  put(out, objects_.size());
  for (const Object& object : objects_) {
    put(out, Value(std::string(object.kind->name)));
    for (const std::string* text : {&object.schema, &object.name, &object.address, &object.id}) {
      put(out, Value(*text));
    }
    put(out, object.parent == kNoObject ? 0 : object.parent + 1);
    put(out, object.values.size());
    for (const Value& value : object.values) put(out, value);
  }
  put(out, edges_.size());
  for (const Edge& edge : edges_) {
    put(out, edge.dependent);
    put(out, edge.referenced);
    put(out, (edge.dies_with ? 1U : 0U) + (edge.needs ? 2U : 0U) + (edge.follows ? 4U : 0U) +
                 (edge.waits ? 8U : 0U));
  }
  put(out, unmodelled.size());
  for (const std::string& name : unmodelled) put(out, Value(name));
  return out;
}

std::string Model::comparison_text() const {
  std::string out;
  for (const Object& object : objects_) {
    if (object.kind->optional) continue;
    put(out, Value(object.id));
    const auto attributes = object.kind->attributes;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      if (attributes[i].action != Action::kIgnore) put(out, object.values[i]);
    }
  }
  return out;
}

Model Model::read(std::string_view text, const Dialect& dialect) {
  Reader reader(text);
  if (reader.text() != kFormat) Reader::fail();
  std::vector<Object> objects;
  for (std::size_t left = reader.number(); left > 0; --left) {
    objects.push_back(read_object(reader, dialect));
  }
  require_parents(objects);
  std::vector<Edge> edges;
  for (std::size_t left = reader.number(); left > 0; --left) {
    edges.push_back(read_edge(reader, objects.size()));
  }
  Model model(std::move(objects), std::move(edges));
  for (std::size_t left = reader.number(); left > 0; --left) {
    model.unmodelled.push_back(reader.text());
  }
  reader.end();
  return model;
}

}  // namespace migrate
