import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createPool } from 'mysql2/promise';

/**
 * The bare libraries on the same duty: Koa and mysql2, running the statements that the product ran for each read, and
 * answering their rows as JSON. argv: database address, file with the statements by path.
 */
interface Statement {
  sql: string;
  values: (string | number)[];
}

const [, , url = '', file = ''] = process.argv;
const reads = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Statement[]>;
const pool = createPool({ uri: url, connectionLimit: 10, timezone: 'Z', charset: 'utf8mb4_bin' });
const app = new Koa();
app.use(async (ctx) => {
  const answers: unknown[] = [];
  for (const { sql, values } of reads[ctx.path] ?? []) answers.push((await pool.query(sql, values))[0]);
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(answers);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit(0));
