// Reads a text in two steps: one pass finds its headers and marks (parts.h), then each header takes
// the marks up to the next header as its sections.
#include "script/bundle.h"

#include <algorithm>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "error.h"
#include "script/parts.h"
#include "text.h"

namespace migrate {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kWhat = "script";
constexpr std::string_view kHeaderHint =
    "A script starts with \"--\" lines, one of which is such as \"-- Revision ID: 08c2098ca4f9\".";

struct Mark {
  bool is_upgrade;
  bool transactional = true;
};

struct Header {
  Revision revision;
  std::string create_date;
};

struct Sections {
  std::optional<Section> upgrade;
  std::optional<Section> downgrade;
};

/// The words between white space.
std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> result;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\f\v"), text.size());
    result.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return result;
}

class Reader {
 public:
  Reader(const Dialect& dialect, std::string_view text) : dialect_(dialect), text_(text) {
    Parts found = find_parts(dialect, text);
    if (found.unterminated) {
      fail(cat("has an unterminated ", found.unterminated->what), found.unterminated->offset);
    }
    parts_ = std::move(found.parts);
  }

  std::vector<Script> read_scripts() const {
    if (parts_.empty() || parts_.front().kind == Part::Kind::kMark) fail_without_header();
    require_nothing(0, parts_.front().begin, "has text before its first header", kHeaderHint);
    std::vector<Script> scripts;
    std::unordered_map<std::string, std::size_t> offsets;
    const std::span<const Part> parts(parts_);
    for (std::size_t i = 0; i < parts.size();) {
      std::size_t next = i + 1;
      while (next < parts.size() && parts[next].kind == Part::Kind::kMark) ++next;
      scripts.push_back(read_script(parts[i], parts.subspan(i + 1, next - i - 1)));
      const std::string& id = scripts.back().revision.id;
      const auto [first, is_first] = offsets.emplace(id, parts[i].begin);
      if (!is_first) fail_duplicate(id, first->second, parts[i].begin);
      i = next;
    }
    return scripts;
  }

  Script read_single(Revision revision) const {
    for (const Part& part : parts_) {
      if (part.kind == Part::Kind::kMark) continue;
      fail("has a header where only sections are expected", part.begin,
           "Use migrate_import for scripts with headers.");
    }
    Sections sections = read_sections(parts_);
    if (!sections.upgrade) fail("has no \"-- migrate:up\" section", 0);
    require_nothing_but_comments(0, parts_.front().begin);
    return {std::move(revision), "", std::move(*sections.upgrade), std::move(sections.downgrade)};
  }

 private:
  [[noreturn]] void fail(std::string_view problem, std::size_t offset,
                         std::string_view hint = {}) const {
    throw script_error(kWhat, problem, text_, offset, std::string(hint));
  }

  [[noreturn]] void fail_without_header() const {
    const std::size_t first = first_text(0, text_.size(), false);
    if (first == std::string_view::npos) {
      throw Error(ErrorCode::kInvalidScript, "there is no script in the text", "",
                  std::string(kHeaderHint));
    }
    fail("has no header", first, kHeaderHint);
  }

  [[noreturn]] void fail_duplicate(const std::string& id, std::size_t first,
                                   std::size_t second) const {
    throw Error(ErrorCode::kDuplicateRevision, cat("revision \"", id, "\" is in the text twice"),
                cat("Its headers start at line ", std::to_string(line_at(text_, first)),
                    " and at line ", std::to_string(line_at(text_, second)), "."));
  }

  /// Offset of the first thing that is neither white space nor a line of psql's own (and, where
  /// asked for, no comment); npos where there is none.
  std::size_t first_text(std::size_t begin, std::size_t end, bool skip_comments) const {
    while (begin < end) {
      const Token token = dialect_.next_token(text_, begin);
      const bool is_comment =
          token.kind == Token::Kind::kLineComment || token.kind == Token::Kind::kBlockComment;
      const bool is_psql_line = is_comment && text_[token.begin] == '\\';
      if (token.kind != Token::Kind::kSpace && !is_psql_line && !(is_comment && skip_comments)) {
        return token.begin;
      }
      begin = token.end;
    }
    return std::string_view::npos;
  }

  void require_nothing(std::size_t begin, std::size_t end, std::string_view problem,
                       std::string_view hint) const {
    const std::size_t found = first_text(begin, end, false);
    if (found != std::string_view::npos) fail(problem, found, hint);
  }

  void require_nothing_but_comments(std::size_t begin, std::size_t end) const {
    const std::size_t found = first_text(begin, end, true);
    if (found != std::string_view::npos) fail("has text before its first section mark", found);
  }

  Script read_script(const Part& header_part, std::span<const Part> marks) const {
    Header header = read_header(header_part);
    if (!marks.empty()) {
      require_nothing(header_part.end, marks.front().begin,
                      "has text between its header and \"-- migrate:up\"",
                      "A message stands above the header's first field, SQL and its comments below "
                      "the mark.");
    }
    Sections sections = read_sections(marks);
    if (!sections.upgrade) {
      throw script_error(cat("revision \"", header.revision.id, "\""),
                         "has no \"-- migrate:up\" section", text_, header_part.begin);
    }
    return {std::move(header.revision), std::move(header.create_date), std::move(*sections.upgrade),
            std::move(sections.downgrade)};
  }

  Sections read_sections(std::span<const Part> marks) const {
    Sections sections;
    for (const Part& part : marks) {
      const Mark mark = read_mark(part);
      std::optional<Section>& section = mark.is_upgrade ? sections.upgrade : sections.downgrade;
      if (section) fail("has a section twice", part.begin);
      if (!mark.is_upgrade && !sections.upgrade) {
        fail("has \"-- migrate:down\" before \"-- migrate:up\"", part.begin);
      }
      section = Section{canonical_section(body(part)), mark.transactional};
      if (starts_with_string(dialect_, section->sql)) {
        fail("has a section that starts with a string", text_.find('\'', part.end));
      }
    }
    return sections;
  }

  /// From the mark to the part that follows it.
  std::string_view body(const Part& mark) const {
    const auto next =
        std::upper_bound(parts_.begin(), parts_.end(), mark.begin,
                         [](std::size_t offset, const Part& part) { return offset < part.begin; });
    const std::size_t end = next == parts_.end() ? text_.size() : next->begin;
    return text_.substr(mark.end, end - mark.end);
  }

  Mark read_mark(const Part& part) const {
    const auto line = words(text_.substr(part.begin + 2, part.end - part.begin - 2));
    const bool is_upgrade = equals_ignoring_case(line[0], "migrate:up");
    if (!is_upgrade && !equals_ignoring_case(line[0], "migrate:down")) {
      fail("has an unknown section mark", part.begin,
           "Marks are \"-- migrate:up\" and \"-- migrate:down\".");
    }
    const std::string_view option = line.size() > 1 ? line[1] : "transaction:true";
    const bool transactional = equals_ignoring_case(option, "transaction:true");
    if (line.size() > 2 || (!transactional && !equals_ignoring_case(option, "transaction:false"))) {
      fail("has a section mark with an unknown option", part.begin,
           "The one option is \"transaction:false\".");
    }
    return {is_upgrade, transactional};
  }

  Header read_header(const Part& part) const {
    Header header;
    std::string message;
    unsigned seen = 0;
    std::size_t begin = part.begin;
    while (begin < part.end) {
      const std::size_t end = std::min(text_.find('\n', begin), part.end);
      const std::string_view line = text_.substr(begin, end - begin);
      const std::optional<FieldLine> field = read_field(line);
      if (field) {
        const unsigned bit = 1U << static_cast<unsigned>(field->field);
        if ((seen & bit) != 0) fail("has a header with a field twice", begin);
        seen |= bit;
        read_value(header, *field, begin);
      } else if (seen == 0) {
        message.append(comment_text(line)) += '\n';
      } else if (!comment_text(line).empty()) {
        fail("has a line in its header that is no field", begin,
             "Fields are \"Revision ID\", \"Revises\", \"Branch Labels\", \"Depends On\" and "
             "\"Create Date\"; a message stands above them.");
      }
      begin = end + 1;
    }
    header.revision.message = canonical_message(message);
    require_renderable_message(header.revision.message);
    return header;
  }

  void read_value(Header& header, const FieldLine& field, std::size_t offset) const {
    try {
      switch (field.field) {
        case Field::kRevisionId:
          require_valid_name(field.value, "revision id");
          header.revision.id = field.value;
          break;
        case Field::kRevises:
          header.revision.down_revisions = names(field.value, "revision id");
          break;
        case Field::kBranchLabels:
          header.revision.branch_labels = names(field.value, "branch label");
          break;
        case Field::kDependsOn:
          header.revision.depends_on = names(field.value, "revision id");
          break;
        case Field::kCreateDate:
          if (!field.value.empty()) require_create_date(field.value);
          header.create_date = field.value;
          break;
      }
    } catch (Error& error) {
      const std::string_view line = text_.substr(offset, text_.find('\n', offset) - offset);
      error.add_context(cat("line ", std::to_string(line_at(text_, offset)), ": ", excerpt(line)));
      throw;
    }
  }

  static std::vector<std::string> names(std::string_view list, std::string_view what) {
    std::vector<std::string> result = split_list(list);
    for (const std::string& name : result) require_valid_name(name, what);
    return result;
  }

  const Dialect& dialect_;
  std::string_view text_;
  std::vector<Part> parts_;
};

std::string readable_text(std::string_view text) {
  require_utf8(text, kWhat);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return with_newlines(text);
}

}  // namespace

std::vector<Script> parse_bundle(const Dialect& dialect, std::string_view text) {
  const std::string readable = readable_text(text);
  return Reader(dialect, readable).read_scripts();
}

Script parse_sections(const Dialect& dialect, std::string_view text, Revision revision) {
  const std::string readable = readable_text(text);
  return Reader(dialect, readable).read_single(std::move(revision));
}

std::string render_bundle(const std::vector<Script>& scripts) {
  std::vector<std::string> texts;
  texts.reserve(scripts.size());
  for (const Script& script : scripts) texts.push_back(render(script));
  return join(texts, "\n\n");
}

}  // namespace migrate
