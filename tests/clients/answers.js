// Opens the archive named second in the sql.js package (a folder) named first, asks each question that stands as JSON
// on standard input, and prints the version of that SQLite and the rows of each answer, or the error, as JSON.
"use strict";
const fs = require("fs");
const path = require("path");

const [sqljs, archive] = process.argv.slice(2);
const distribution = path.join(sqljs, "dist");
// Given as bytes: the oldest build would fetch its own file by an address, which a new Node refuses.
const wasmBinary = fs.readFileSync(path.join(distribution, "sql-wasm.wasm"));

require(path.join(distribution, "sql-wasm.js"))({ wasmBinary }).then((SQL) => {
  const database = new SQL.Database(fs.readFileSync(archive));
  const answers = JSON.parse(fs.readFileSync(0, "utf8")).map((question) => {
    try {
      const found = database.exec(question);
      return { rows: found.length ? found[0].values : [] };
    } catch (error) {
      return { error: error.message };
    }
  });
  const [[version]] = database.exec("SELECT sqlite_version()")[0].values;
  fs.writeSync(1, JSON.stringify({ version, answers }));
});
