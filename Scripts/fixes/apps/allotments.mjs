// The bugs of fixtures/apps/allotments: each function makes the running office fail as people do.
//
//     node allotments.mjs NAME    in a copy of the app's folder, on its database

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const folder = pathToFileURL(`${process.cwd()}/`);
const pg = createRequire(folder)('pg');
const { createApp } = await import(new URL('src/app.js', folder));

const pool = new pg.Pool();
const server = createApp(pool);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

async function post(path, body) {
  const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { connection: 'close' },
  });
  return response.status === 204 ? {} : response.json();
}

/** Holds writers of the table until all requests have looked. */
async function atOnce(table, requests) {
  const gate = await pool.connect();
  await gate.query('BEGIN');
  await gate.query(`LOCK TABLE ${table} IN SHARE MODE`);
  const answers = requests.map((request) => request());
  const waiting = `SELECT count(*)::int AS count FROM pg_locks
    WHERE relation = '${table}'::regclass AND NOT granted`;
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await gate.query(waiting)).rows[0].count === requests.length) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await gate.query('COMMIT');
  gate.release();
  await Promise.all(answers);
}

const bugs = {
  async join_twice() {
    for (const name of ['Wiebke Harms', 'Wiebke H.']) {
      await post('/members', { name, email: 'wiebke@example.org' });
    }
  },

  async claim_at_once() {
    const members = [];
    for (const name of ['Okko', 'Insa']) {
      members.push(await post('/members', { name, email: `${name}@example.org` }));
    }
    const plot = await pool.query(
      "INSERT INTO plots (label, square_metres) VALUES ('C9', 300) RETURNING id",
    );
    const claim = (member) => () =>
      post('/leases', { plot: plot.rows[0].id, member: member.id, season: 2026 });
    await atOnce('leases', members.map(claim));
  },

  async key_without_tag() {
    const member = await post('/members', { name: 'Tjark', email: 'tjark@example.org' });
    await post(`/members/${member.id}/keys`, {});
  },

  async key_at_once() {
    const member = await post('/members', { name: 'Fenna', email: 'fenna@example.org' });
    const handOut = () => post(`/members/${member.id}/keys`, { tag: 'K-17' });
    await atOnce('keys', [handOut, handOut]);
  },
};

const tables = await pool.query("SELECT to_regclass('members') AS members");
if (tables.rows[0].members === null) {
  await pool.query(await readFile(new URL('db/schema.sql', folder), 'utf8'));
}
await bugs[process.argv[2]]();
server.close();
await pool.end();
