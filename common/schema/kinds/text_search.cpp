// Text search parsers, templates, dictionaries and configurations.
#include <algorithm>
#include <array>

#include "schema/kinds/kinds.h"
#include "schema/kinds/statements.h"
#include "text.h"

namespace migrate {
namespace {

constexpr std::string_view kParserQuery = R"(
SELECT 'pg_ts_parser'::regclass::oid, p.oid, 0, NULL, NULL, NULL, n.nspname, p.prsname,
  format('%I.%I', n.nspname, p.prsname),
  concat('START = ', prsstart, ', GETTOKEN = ', prstoken, ', END = ', prsend,
    ', HEADLINE = ' || nullif(prsheadline::text, '-'), ', LEXTYPES = ', prslextype) AS functions
FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
WHERE p.prsnamespace = ANY ($1::oid[]))";

constexpr std::string_view kTemplateQuery = R"(
SELECT 'pg_ts_template'::regclass::oid, t.oid, 0, NULL, NULL, NULL, n.nspname, t.tmplname,
  format('%I.%I', n.nspname, t.tmplname),
  concat('INIT = ' || nullif(tmplinit::text, '-') || ', ', 'LEXIZE = ', tmpllexize) AS functions
FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
WHERE t.tmplnamespace = ANY ($1::oid[]))";

constexpr std::string_view kDictionaryQuery = R"(
SELECT 'pg_ts_dict'::regclass::oid, d.oid, 0, NULL, NULL, NULL, n.nspname, d.dictname,
  format('%I.%I', n.nspname, d.dictname),
  format('%I.%I', tn.nspname, t.tmplname) AS template,
  d.dictinitoption AS options
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
  JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
WHERE d.dictnamespace = ANY ($1::oid[]))";

constexpr std::string_view kConfigurationQuery = R"(
SELECT 'pg_ts_config'::regclass::oid, c.oid, 0, NULL, NULL, NULL, n.nspname, c.cfgname,
  format('%I.%I', n.nspname, c.cfgname),
  format('%I.%I', pn.nspname, p.prsname) AS parser,
  (SELECT string_agg(format('%I WITH %s', token.alias, token.dictionaries), E'\x1f'
     ORDER BY token.alias)
   FROM (SELECT t.alias,
           string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno)
             AS dictionaries
         FROM pg_ts_config_map m JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
           JOIN pg_ts_dict d ON d.oid = m.mapdict JOIN pg_namespace dn ON dn.oid = d.dictnamespace
         WHERE m.mapcfg = c.oid GROUP BY t.alias) token) AS mappings
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
  JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace pn ON pn.oid = p.prsnamespace
WHERE c.cfgnamespace = ANY ($1::oid[]))";

template <const std::string_view& kKeyword>
std::string rename(const Object& object, const Model&, std::string_view to) {
  return cat("ALTER ", kKeyword, " ", object.address, " RENAME TO ", to);
}

constexpr std::string_view kParserKeyword = "TEXT SEARCH PARSER";
constexpr std::string_view kTemplateKeyword = "TEXT SEARCH TEMPLATE";
constexpr std::string_view kDictionaryKeyword = "TEXT SEARCH DICTIONARY";
constexpr std::string_view kConfigurationKeyword = "TEXT SEARCH CONFIGURATION";

constexpr std::array kFunctions{Attribute{"functions"}};

void create_from_functions(const Object& object, const Model&, Creation& out) {
  out.before = cat("CREATE ", object.kind->keyword, " ", object.address, " (",
                   object.text("functions"), ")");
}

// `language = 'english', stopwords = 'x'` as its items; a value may hold a comma.
std::vector<std::string> options_of(const Object& dictionary) {
  const std::string& text = dictionary.text("options");
  const Dialect& dialect = postgres_dialect();
  std::vector<std::string> options;
  std::size_t begin = 0;
  for (Token token = dialect.next_token(text, 0); token.kind != Token::Kind::kEnd;
       token = dialect.next_token(text, token.end)) {
    if (token.kind != Token::Kind::kOther || text[token.begin] != ',') continue;
    options.emplace_back(trim(std::string_view(text).substr(begin, token.begin - begin)));
    begin = token.end;
  }
  if (begin < text.size()) options.emplace_back(trim(std::string_view(text).substr(begin)));
  return options;
}

std::string name_of(const std::string& option) {
  return option.substr(0, postgres_dialect().next_token(option, 0).end);
}

// An option without a value is taken away.
void alter_options(const Alteration& change, Statements& out) {
  const std::vector<std::string> from = options_of(change.from);
  const std::vector<std::string> to = options_of(change.to);
  std::vector<std::string> changes;
  for (const std::string& option : from) {
    const bool stays = std::any_of(to.begin(), to.end(), [&](const std::string& other) {
      return name_of(other) == name_of(option);
    });
    if (!stays) changes.push_back(name_of(option));
  }
  for (const std::string& option : to) {
    if (std::find(from.begin(), from.end(), option) == from.end()) changes.push_back(option);
  }
  if (changes.empty()) return;
  out.add(cat("ALTER TEXT SEARCH DICTIONARY ", change.to.address, " (", join(changes, ", "), ")"));
}

constexpr std::array kDictionaryAttributes{
    Attribute{"template"},
    Attribute{"options", Action::kAlter, alter_options},
};

void create_dictionary(const Object& dictionary, const Model&, Creation& out) {
  out.before = cat("CREATE TEXT SEARCH DICTIONARY ", dictionary.address,
                   " (TEMPLATE = ", dictionary.text("template"), dictionary["options"] ? ", " : "",
                   dictionary.text("options"), ")");
}

std::string alter_configuration(const Object& configuration) {
  return cat("ALTER TEXT SEARCH CONFIGURATION ", configuration.address);
}

std::string token_of(const std::string& mapping) {
  return mapping.substr(0, mapping.find(" WITH "));
}

void alter_mappings(const Alteration& change, Statements& out) {
  const auto tokens = [](const Value& mappings) {
    std::vector<std::string> result;
    for (const std::string& mapping : list_items(mappings)) result.push_back(token_of(mapping));
    return result;
  };
  const std::vector<std::string> from = tokens(change.from["mappings"]);
  const std::vector<std::string> to = tokens(change.to["mappings"]);
  const auto has = [](const std::vector<std::string>& list, const std::string& token) {
    return std::find(list.begin(), list.end(), token) != list.end();
  };
  const std::string alter = alter_configuration(change.to);
  for (const std::string& token : from) {
    if (!has(to, token)) out.add(cat(alter, " DROP MAPPING FOR ", token));
  }
  for (const std::string& mapping :
       items_missing_in(change.to["mappings"], change.from["mappings"])) {
    out.add(cat(alter, has(from, token_of(mapping)) ? " ALTER" : " ADD", " MAPPING FOR ", mapping));
  }
}

constexpr std::array kConfigurationAttributes{
    Attribute{"parser"},
    Attribute{"mappings", Action::kAlter, alter_mappings},
};

void create_configuration(const Object& configuration, const Model&, Creation& out) {
  out.before = cat("CREATE TEXT SEARCH CONFIGURATION ", configuration.address,
                   " (PARSER = ", configuration.text("parser"), ")");
  for (const std::string& mapping : list_items(configuration["mappings"])) {
    out.following.push_back(
        {cat(alter_configuration(configuration), " ADD MAPPING FOR ", mapping), {}});
  }
}

}  // namespace

const Kind kTextSearchParser{
    .name = "text search parser",
    .keyword = kParserKeyword,
    .postgres = kParserQuery,
    .postgres_if = "pg_ts_parser",
    .attributes = kFunctions,
    .create = create_from_functions,
    .rename = rename<kParserKeyword>,
    .name_space = "text search parser",
    .weight = 47,
};

const Kind kTextSearchTemplate{
    .name = "text search template",
    .keyword = kTemplateKeyword,
    .postgres = kTemplateQuery,
    .postgres_if = "pg_ts_template",
    .attributes = kFunctions,
    .create = create_from_functions,
    .rename = rename<kTemplateKeyword>,
    .name_space = "text search template",
    .weight = 47,
};

const Kind kTextSearchDictionary{
    .name = "text search dictionary",
    .keyword = kDictionaryKeyword,
    .postgres = kDictionaryQuery,
    .postgres_if = "pg_ts_dict",
    .attributes = kDictionaryAttributes,
    .create = create_dictionary,
    .rename = rename<kDictionaryKeyword>,
    .name_space = "text search dictionary",
    .weight = 48,
};

const Kind kTextSearchConfiguration{
    .name = "text search configuration",
    .keyword = kConfigurationKeyword,
    .postgres = kConfigurationQuery,
    .postgres_if = "pg_ts_config",
    .attributes = kConfigurationAttributes,
    .create = create_configuration,
    .rename = rename<kConfigurationKeyword>,
    .name_space = "text search configuration",
    .weight = 49,
};

}  // namespace migrate
