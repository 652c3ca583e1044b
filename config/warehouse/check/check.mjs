// Fills the tables of clickhouse.sql from a running Playhead's topics, in a ClickHouse within this process (chDB), and compares them with the
// report store's, row by row; and the records of the topics with those in Iceberg tables. Arguments: clickhouse.sql, the
// brokers, the address of the reports, the directory of the Iceberg tables. Ends with 1 if something differs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Session } from 'chdb';

const [script, brokers, reports, lake] = process.argv.slice(2);
/** Tables, and the moment by which rows are old enough to stand in both; of those without one it is their session's. */
const TABLES = { sessions: 'closed', ads: 'loggedAt', chapters: 'loggedAt', states: null, errors: null, live: 'endedAt' };
/** What came before the check began, all must have by now. */
const SETTLED = 20_000;
const PATIENCE = 20_000;

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'warehouse-'));
const session = new Session(path.join(directory, 'clickhouse'));
const ask = sql => session.query(sql, 'JSONCompactEachRow').split('\n').filter(Boolean).map(line => JSON.parse(line));

/** The statements as they are shipped, but for the brokers. */
function statements() {
  return fs.readFileSync(script, 'utf8').replaceAll(/^--.*$/gm, '')
    .replaceAll('localhost:9092', brokers).split(/;\s*\n/).map(text => text.trim()).filter(Boolean);
}

async function fetchTable(table) {
  const answer = await fetch(`${reports}/reports/v1/export?table=${table}&format=parquet`);
  if (!answer.ok) {
    throw new Error(`${table}: ${answer.status} ${await answer.text()}`);
  }
  fs.writeFileSync(path.join(directory, `${table}.parquet`), Buffer.from(await answer.arrayBuffer()));
}

/** The rows of a file in a table of the same columns. */
function load(table, columns) {
  ask(`CREATE TABLE stored_${table} ENGINE = Memory AS SELECT ${columns} FROM ${table} WHERE false`);
  ask(`INSERT INTO stored_${table} SELECT ${columns} FROM file('${path.join(directory, table)}.parquet', Parquet)`);
}

/** The columns that both have, as SQL. */
function columnsOf(table) {
  return ask(`SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '${table}' AND name NOT IN `
    + "('topicPartition', 'topicOffset', 'place') ORDER BY position").map(([name]) => `\`${name}\``).join(', ');
}

/** A line for each row that both must have. What differs by design is left out (README.md): `started` of downloaded sessions, and all but the last of minutes. */
function lines(from, table, columns, before) {
  const moment = TABLES[table];
  const sessions = from === table ? 'sessions' : 'stored_sessions';
  const old = moment ? `${moment} < ${before}` : `sid IN (SELECT sid FROM ${sessions} WHERE closed < ${before})`;
  const text = columns.replace('`metadata`', 'mapSort(metadata)')
    .replace('`started`', 'if(sid IN (SELECT sid FROM stored_sessions WHERE isDownloaded), NULL, started)');
  const last = from === 'live'
    ? ' AND (logPartition, minute, logMinute) IN (SELECT logPartition, minute, max(logMinute) FROM live GROUP BY ALL)' : '';
  return `SELECT toString(tuple(${text})) AS line FROM ${from}${from === table ? ' FINAL' : ''} WHERE ${old}${last}`;
}

/** How many lines there are here and there, and up to four that are not as often in the other, with where they are. */
function compare(table, columns, before) {
  return ask(`SELECT sum(here), sum(there), arraySlice(arraySort(groupArrayIf(concat(line, if(here > there, ' ClickHouse', ' store')), here != there)), 1, 4)
    FROM (SELECT line, countIf(side = 1) AS here, countIf(side = 2) AS there FROM (
      SELECT line, 1 AS side FROM (${lines(table, table, columns, before)})
      UNION ALL SELECT line, 2 AS side FROM (${lines(`stored_${table}`, table, columns, before)})) GROUP BY line)`)[0];
}

/** Compares until nothing differs, or patience ends; prints what was found. */
async function check(name, find) {
  const end = Date.now() + PATIENCE;
  let found = find();
  while (found.differing.length > 0 && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 1000));
    found = find();
  }
  console.log(`${name}: ${found.words}, ${found.differing.length === 0 ? 'all alike' : 'not alike'}`);
  found.differing.forEach(line => console.log(`  ${line}`));
  process.exitCode ||= found.differing.length > 0 ? 1 : 0;
}

/** Keeps the records that come beside the tables, each with its place and the moment that its topic has it under. */
function keepRecords() {
  ask("CREATE TABLE records (topic String, place String, at DateTime64(3, 'UTC'), report String) ENGINE = Memory");
  for (const [topic, moment] of [['reports', 'loggedAt'], ['live', 'endedAt']]) {
    ask(`CREATE MATERIALIZED VIEW records_of_${topic} TO records AS SELECT '${topic}' AS topic, concat(topicPartition, ' ', topicOffset) AS place,
      fromUnixTimestamp64Milli(JSONExtractInt(report, '${moment}'), 'UTC') AS at, report FROM ${topic}_in`);
  }
}

/** The records of a topic, and the rows that the sink made of them: one each. */
function compareRecords(topic, before) {
  const [[here, there, differing]] = ask(`SELECT sum(kept), sum(sunk), arraySlice(groupArrayIf(place, kept != 1 OR sunk != 1), 1, 3)
    FROM (SELECT place, report, countIf(side = 1) AS kept, countIf(side = 2) AS sunk FROM (
      SELECT place, report, 1 AS side FROM records WHERE topic = '${topic}' AND at < ${before}
      UNION ALL SELECT concat(topicPartition, ' ', topicOffset), report, 2 FROM icebergLocal('${path.join(lake, 'media', topic)}')
      WHERE loggedAt < ${before}) GROUP BY place, report)`);
  return { words: `${there} records in Iceberg, ${here} in the topic`, differing };
}

async function main() {
  session.query('CREATE DATABASE warehouse');
  session.query('USE warehouse');
  const all = statements();
  const coming = all.findIndex(statement => statement.includes('ENGINE = Kafka'));
  all.slice(0, coming).forEach(statement => session.query(statement));
  keepRecords();
  all.slice(coming).forEach(statement => session.query(statement));
  const version = ask('SELECT version()')[0];
  const before = `fromUnixTimestamp64Milli(${Date.now()}, 'UTC')`;
  await new Promise(resolve => setTimeout(resolve, SETTLED));
  for (const table of Object.keys(TABLES).reverse()) {
    await fetchTable(table);
    load(table, columnsOf(table));
  }
  for (const table of Object.keys(TABLES)) {
    const columns = columnsOf(table);
    await check(table, () => {
      const [here, there, differing] = compare(table, columns, before);
      return { words: `${here} rows in ClickHouse ${version}, ${there} in the report store`, differing };
    });
  }
  for (const topic of ['reports', 'live']) {
    await check(`media.${topic}`, () => compareRecords(topic, before));
  }
}

try {
  await main();
} finally {
  session.cleanup();
  fs.rmSync(directory, { recursive: true, force: true });
}
