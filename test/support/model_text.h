// Models as text, for tests. A line is an object: its kind, its address and its attributes; what
// stands deeper belongs to it. Without an address it is named by what it belongs to.
//
//   table public.a
//     column public.a.id | type=integer | not_null=true
//     constraint a_pkey ON public.a | definition=PRIMARY KEY (id) | type=p
//   view public.v | definition= SELECT a.id FROM public.a
//     comment | comment=All of them
//   edge VIEW public.v -> COLUMN public.a.id
//   edge SEQUENCE public.s -> COLUMN public.a.id | dies | exists_alone
//   cast integer>bigint
//   unmodelled CAST (a AS b)
//
// An edge is followed by what it is besides a plain need: dies, follows, waits, exists_alone. In
// values `\n` is a line break and `\,` separates the items of a list. Attributes that aren't given
// are NULL, but for `quoted_name` (that of the address), `position` (the place among its siblings
// of the kind), `base_type` (the type) and `validated` (true).
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/kind.h"
#include "schema/kinds/statements.h"
#include "schema/model.h"
#include "schema/plan.h"
#include "schema/render.h"
#include "text.h"

namespace migrate::test {

namespace model_text {

inline std::vector<std::string> fields(std::string_view line) {
  std::vector<std::string> result;
  for (;;) {
    const std::size_t end = line.find(" | ");
    result.emplace_back(trim(line.substr(0, end)));
    if (end == std::string_view::npos) return result;
    line.remove_prefix(end + 2);
  }
}

inline std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool escape = text[i] == '\\' && (next == 'n' || next == ',');
    if (!escape) {
      result += text[i];
      continue;
    }
    result += next == 'n' ? '\n' : kListSeparator;
    ++i;
  }
  return result;
}

/// `public."b.c".d` -> public, "b.c", d
inline std::vector<std::string> pieces(std::string_view address) {
  std::vector<std::string> result(1);
  bool quoted = false;
  for (const char c : address) {
    if (c == '"') quoted = !quoted;
    if (c == '.' && !quoted) {
      result.emplace_back();
    } else {
      result.back() += c;
    }
  }
  return result;
}

inline std::string plain(const std::string& name) {
  if (name.empty() || name.front() != '"') return name;
  std::string result;
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    result += name[i];
    if (name[i] == '"') ++i;
  }
  return result;
}

class Reader {
 public:
  explicit Reader(std::string_view text) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
      if (!trim(line).empty()) read(line);
    }
  }

  Model model() {
    std::vector<Edge> edges;
    for (const auto& [ends, edge] : edges_) {
      edges.push_back(edge);
      edges.back().dependent = find(ends.first);
      edges.back().referenced = find(ends.second);
    }
    Model result(std::move(objects_), std::move(edges));
    result.unmodelled = std::move(unmodelled_);
    result.casts = {casts_, casts_};
    return result;
  }

 private:
  [[noreturn]] static void fail(std::string_view what) {
    throw std::invalid_argument(cat("model text: ", what));
  }

  void read(const std::string& line) {
    const std::string_view content = trim(line);
    if (content.rfind("edge ", 0) == 0) return read_edge(content.substr(5));
    if (content.rfind("unmodelled ", 0) == 0) {
      unmodelled_.emplace_back(content.substr(11));
      return;
    }
    if (content.rfind("cast ", 0) == 0 && content.find('>') != std::string_view::npos) {
      casts_.emplace(content.substr(5));
      return;
    }
    const std::size_t depth = line.find_first_not_of(' ');
    while (!open_.empty() && open_.back().first >= depth) open_.pop_back();
    read_object(fields(content));
    open_.emplace_back(depth, objects_.size() - 1);
  }

  void read_object(const std::vector<std::string>& parts) {
    Object object;
    const std::string& head = parts[0];
    for (const Kind* kind : kinds(postgres_dialect())) {
      const bool named = head == kind->name || head.rfind(cat(kind->name, " "), 0) == 0;
      if (named && (!object.kind || kind->name.size() > object.kind->name.size())) {
        object.kind = kind;
      }
    }
    if (!object.kind) fail(cat("no kind in ", head));
    if (!open_.empty()) object.parent = open_.back().second;
    object.address = trim(std::string_view(head).substr(object.kind->name.size()));
    const std::string quoted_name = name_object(object);
    object.id = cat(object.kind->keyword, " ", object.address);
    read_values(object, quoted_name, parts);
    objects_.push_back(std::move(object));
  }

  std::string name_object(Object& object) const {
    if (object.address.empty()) {
      if (object.parent == kNoObject) fail("an object without an address and a parent");
      const Object& parent = objects_[object.parent];
      object.schema = parent.schema;
      object.name = parent.name;
      object.address = parent.id;
      return parent.name;
    }
    const std::string head = object.address.substr(0, object.address.find('('));
    std::size_t whole = head.find(" ON ");
    if (whole == std::string::npos) whole = head.find(" OF ");
    const bool part = whole != std::string::npos;
    const std::vector<std::string> names = pieces(part ? head.substr(whole + 4) : head);
    if (names.size() > 1) object.schema = plain(names.front());
    const std::string name = part ? pieces(head.substr(0, whole)).back() : names.back();
    object.name = plain(name);
    return name;
  }

  void read_values(Object& object, const std::string& quoted_name,
                   const std::vector<std::string>& parts) const {
    std::map<std::string, std::string, std::less<>> given;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::size_t equals = parts[i].find('=');
      if (equals == std::string::npos) fail(cat("no value in ", parts[i]));
      given[parts[i].substr(0, equals)] = unescaped(parts[i].substr(equals + 1));
    }
    const auto siblings = std::count_if(objects_.begin(), objects_.end(), [&](const Object& other) {
      return other.parent == object.parent && other.kind == object.kind;
    });
    given.emplace("quoted_name", quoted_name);
    given.emplace("position", std::to_string(siblings + 1));
    given.emplace("validated", "true");
    if (const auto type = given.find("type"); type != given.end()) {
      given.emplace("base_type", type->second);
    }
    std::size_t used = 0;
    for (const Attribute& attribute : object.kind->attributes) {
      const auto value = given.find(attribute.name);
      object.values.push_back(value == given.end() ? Value() : Value(value->second));
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::string_view name = std::string_view(parts[i]).substr(0, parts[i].find('='));
      used += static_cast<std::size_t>(
          std::count_if(object.kind->attributes.begin(), object.kind->attributes.end(),
                        [&](const Attribute& attribute) { return attribute.name == name; }));
    }
    if (used + 1 != parts.size()) fail(cat("an unknown attribute of ", object.id));
  }

  void read_edge(std::string_view text) {
    const std::vector<std::string> parts = fields(text);
    const std::size_t arrow = parts[0].find(" -> ");
    if (arrow == std::string::npos) fail(cat("no arrow in ", text));
    Edge edge;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i] == "dies") {
        edge.dies_with = true;
      } else if (parts[i] == "follows") {
        edge.follows = edge.dies_with = true;
        edge.needs = false;
      } else if (parts[i] == "waits") {
        edge.waits = true;
      } else if (parts[i] == "exists_alone") {
        edge.needs = false;
      } else {
        fail(cat("an unknown word in ", text));
      }
    }
    edges_.push_back({{parts[0].substr(0, arrow), parts[0].substr(arrow + 4)}, edge});
  }

  std::size_t find(const std::string& id) const {
    const auto found = std::find_if(objects_.begin(), objects_.end(),
                                    [&](const Object& object) { return object.id == id; });
    if (found == objects_.end()) fail(cat("no object ", id));
    return static_cast<std::size_t>(found - objects_.begin());
  }

  std::vector<Object> objects_;
  std::vector<std::pair<std::pair<std::string, std::string>, Edge>> edges_;
  std::vector<std::string> unmodelled_;
  std::set<std::string, std::less<>> casts_;               // taken by an assignment
  std::vector<std::pair<std::size_t, std::size_t>> open_;  // depth and object
};

}  // namespace model_text

inline Model model_of(std::string_view text) { return model_text::Reader(text).model(); }

/// The script that leads from one model to the other.
inline std::string script_of(const Model& from, const Model& to) {
  return render_operations(plan_difference(from, to), {});
}
inline std::string script_of(std::string_view from, std::string_view to) {
  const Model from_model = model_of(from);
  const Model to_model = model_of(to);
  return script_of(from_model, to_model);
}

}  // namespace migrate::test
