import { createDecipheriv, createPublicKey, randomUUID, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createPool, type RowDataPacket } from 'mysql2/promise';

/**
 * The bare libraries on the same duty: Koa takes a notification, verifies and decrypts it, and mysql2 books it in one
 * transaction of six statements. argv: database address, file with the keys.
 */
const [, , url = '', file = ''] = process.argv;
const keys = JSON.parse(readFileSync(file, 'utf8')) as { publicPem: string; apiV3Key: string };
const publicKey = createPublicKey(keys.publicPem);
const pool = createPool({ uri: url, connectionLimit: 10, timezone: 'Z', charset: 'utf8mb4_bin' });

const read = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

interface Resource {
  ciphertext: string;
  nonce: string;
  associated_data: string;
}
interface Paid {
  out_trade_no: string;
  transaction_id: string;
  amount: { total: number };
}

const decrypt = ({ ciphertext, nonce, associated_data }: Resource): Paid => {
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keys.apiV3Key, nonce);
  decipher.setAuthTag(bytes.subarray(-16));
  decipher.setAAD(Buffer.from(associated_data));
  return JSON.parse(
    Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'),
  ) as Paid;
};

const id = (): string => randomUUID().replaceAll('-', '').slice(0, 26);

const book = async (noticeId: string, { out_trade_no, transaction_id, amount }: Paid): Promise<void> => {
  const connection = await pool.getConnection();
  const now = new Date();
  try {
    await connection.beginTransaction();
    const [[payment]] = await connection.query<RowDataPacket[]>(
      'SELECT community_id, id, amount_fen FROM payment WHERE order_number = ? FOR UPDATE',
      [out_trade_no],
    );
    if (Number(payment?.amount_fen) !== amount.total) throw new Error('another amount');
    const communityId = String(payment?.community_id);
    const entryId = id();
    await connection.query('INSERT INTO channel_notification SET ?', [
      {
        ...{ id: id(), channel: 'wechat', provider_id: noticeId, kind: 'payment', state: 'SUCCESS', app_id: '' },
        ...{ merchant_id: '', order_number: out_trade_no, transaction_id, amount_fen: amount.total },
        ...{ received_at: now, status: 'acted' },
      },
    ]);
    await connection.query("UPDATE payment SET status = 'settled', settled_at = ?, transaction_id = ? WHERE id = ?", [
      now,
      transaction_id,
      payment?.id,
    ]);
    await connection.query('INSERT INTO ledger_entry SET ?', [
      {
        ...{ community_id: communityId, id: entryId, cause_kind: 'payment', cause_id: payment?.id, at: now },
        ...{ posted_at: now, memo: '收款', amount_fen: amount.total, legs: 2, salt: id() },
      },
    ]);
    await connection.query(
      'INSERT INTO ledger_posting (community_id, entry_id, leg, account, amount_fen, at) VALUES ?',
      [
        [
          [communityId, entryId, 1, '1012.wechat', amount.total, now],
          [communityId, entryId, 2, '2203', -amount.total, now],
        ],
      ],
    );
    await connection.query('INSERT INTO outbox SET ?', [
      {
        ...{ id: id(), community_id: communityId, topic: 'payment.settled', payload: '{}', state: 'waiting' },
        ...{ due_at: now, attempts: 0, created_at: now, lane: 'main' },
      },
    ]);
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
};

const app = new Koa();
app.use(async (ctx) => {
  const text = await read(ctx.req);
  const [time, nonce] = [ctx.get('wechatpay-timestamp'), ctx.get('wechatpay-nonce')];
  const signature = Buffer.from(ctx.get('wechatpay-signature'), 'base64');
  if (!verify('RSA-SHA256', Buffer.from(`${time}\n${nonce}\n${text}\n`), publicKey, signature)) ctx.throw(401);
  const body = JSON.parse(text) as { id: string; resource: Resource };
  await book(body.id, decrypt(body.resource));
  ctx.status = 204;
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit(0));
