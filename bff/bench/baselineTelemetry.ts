import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import { createPool } from 'mysql2/promise';

// The same duty with the bare libraries: a broker that acknowledges at once and asks nobody who is there, and rows
// inserted by the thousand whenever the last thousand is through. What it has acknowledged may be lost.
const [databaseUrl = ''] = process.argv.slice(2);
const pool = createPool({ uri: databaseUrl, timezone: 'Z', connectionLimit: 4 });
const mostTogether = 1000;

let waiting: unknown[][] = [];
let busy = false;

const insert = async (): Promise<void> => {
  if (busy) return;
  busy = true;
  while (waiting.length > 0) {
    const some = waiting.slice(0, mostTogether);
    waiting = waiting.slice(mostTogether);
    await pool.query('INSERT IGNORE INTO device_reading (community_id, device_id, at, seq, body) VALUES ?', [some]);
  }
  busy = false;
};

const broker = await Aedes.createBroker();
broker.on('publish', ({ topic, payload }, client) => {
  if (!client) return;
  const [, , communityId, deviceId] = topic.split('/');
  const { ts, seq, values } = JSON.parse(String(payload)) as { ts: number; seq: number; values: object };
  waiting.push([communityId, deviceId, new Date(ts), seq, JSON.stringify(values)]);
  void insert();
});
const server = createServer(broker.handle);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ mqtt: `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` });
});
