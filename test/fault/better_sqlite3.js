// A session of better-sqlite3 that answers requests: one line of JSON each, in and out.
const readline = require("node:readline");
const Database = require("better-sqlite3");

const db = new Database(process.argv[2]);

// A row as text: values joined with "|", NULL as "NULL".
function rows(sql) {
  const statement = db.prepare(sql);
  if (!statement.reader) {
    statement.run();
    return [];
  }
  return statement.raw().safeIntegers().all().map(
    (row) => row.map((value) => (value === null ? "NULL" : String(value))).join("|"));
}

class Undone extends Error {}

function transaction(statements, rollsBack) {
  const results = [];
  const inner = db.transaction(() => {
    for (const sql of statements) results.push(rows(sql));
    if (rollsBack) throw new Undone();
  });
  try {
    db.transaction(() => inner())();
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return results;
}

const verbs = {
  load: ({ path }) => db.loadExtension(path),
  // Its own default is "on".
  defensive: ({ on }) => db.unsafeMode(!on),
  rows: ({ sql }) => rows(sql),
  in_transaction: () => db.inTransaction,
  transaction: ({ statements, rolls_back: rollsBack }) => transaction(statements, rollsBack),
};

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  let answer;
  try {
    const result = verbs[request.verb](request);
    answer = { result: typeof result === "object" && !Array.isArray(result) ? null : result ?? null };
  } catch (error) {
    answer = { error: String(error.message) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
