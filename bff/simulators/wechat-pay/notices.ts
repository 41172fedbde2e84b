import { randomUUID } from 'node:crypto';
import type { Book, Notice, PlanKind } from './book.js';
import type { PayKeys } from './keys.js';
import { rfc3339 } from './orders.js';
import {
  type Encrypted,
  encrypt,
  type KeyKind,
  type KeyMode,
  type PlatformSigning,
  signedHeaders,
  signTest,
} from './signing.js';

/** Seconds to the next try after each failure; on the community's clock, so that a demo need not wait a day. */
const ladderSeconds = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];
const answerWithinMs = 5000;

export interface NoticePlan {
  kind: PlanKind;
  /** For `late`: how long on the community's clock. */
  delayMs: number;
  /** For `duplicate`: how many at once. */
  times: number;
}

export const normalPlan: NoticePlan = { kind: 'normal', delayMs: 0, times: 1 };

export interface NoticeInput {
  kind: Notice['kind'];
  eventType: string;
  summary: string;
  outTradeNo: string;
  plaintext: object;
  notifyUrl: string;
}

const firstState = (kind: PlanKind): Notice['state'] =>
  kind === 'lose' ? 'lost' : kind === 'hold' ? 'held' : 'waiting';

export const makeNotice = (input: NoticeInput, plan: NoticePlan, nowMs: number): Notice => {
  const state = firstState(plan.kind);
  return {
    ...input,
    id: randomUUID(),
    plaintext: JSON.stringify(input.plaintext),
    createdAtMs: nowMs,
    plan: plan.kind,
    times: plan.kind === 'duplicate' ? plan.times : 1,
    nextAtMs: state === 'waiting' ? nowMs + (plan.kind === 'late' ? plan.delayMs : 0) : null,
    state,
    rounds: 0,
    tries: [],
  };
};

export interface Posting {
  headers: Record<string, string>;
  body: Buffer;
}

export const noticeBody = (
  notice: Pick<Notice, 'id' | 'eventType' | 'summary' | 'kind' | 'createdAtMs'>,
  resource: Encrypted,
): Buffer =>
  Buffer.from(
    JSON.stringify({
      id: notice.id,
      create_time: rfc3339(notice.createdAtMs),
      resource_type: 'encrypt-resource',
      event_type: notice.eventType,
      summary: notice.summary,
      resource: { original_type: notice.kind, ...resource },
    }),
  );

/** The old callback that a refund made by hand in the merchant's console brings. */
const xmlBody = Buffer.from(
  '<xml><return_code><![CDATA[SUCCESS]]></return_code><req_info><![CDATA[c2ltdWxhdGVk]]></req_info></xml>',
);

export interface Sender {
  keys: PayKeys;
  signing: PlatformSigning;
  wallNow(): Date;
}

/** A notification as it goes out now: each try has its own time, nonce, encryption and signature. */
export const compose = (sender: Sender, notice: Notice, kind: KeyKind, probe = false): Posting => {
  const { keys, signing } = sender;
  const body =
    notice.plan === 'xml' ? xmlBody : noticeBody(notice, encrypt(notice.plaintext, notice.kind, keys.apiV3Key));
  const headers = signedHeaders(signing.signer(kind), body, sender.wallNow());
  if (probe) headers['Wechatpay-Signature'] = signTest(headers['Wechatpay-Signature'] ?? '');
  return {
    headers: {
      'Content-Type': notice.plan === 'xml' ? 'text/xml' : 'application/json',
      'User-Agent': 'Mozilla/4.0',
      'Request-ID': randomUUID(),
      ...headers,
    },
    body,
  };
};

/** The status of the answer; null when there was none in time. */
export const post = async (url: string, { headers, body }: Posting): Promise<number | null> => {
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
      redirect: 'manual',
      signal,
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
};

/** Where to send instead: tests serve on a port that the address of the order does not know. */
export const addressOf = (notifyUrl: string, origin: string | undefined): string =>
  origin === undefined ? notifyUrl : origin + new URL(notifyUrl).pathname;

const taken = (status: number | null): boolean => status === 200 || status === 204;

export interface NoticeRunner {
  /** Sends what is due; answers how many postings went out. */
  deliverDue(origin?: string): Promise<number>;
  /** Sends one again, so many times at once, whatever became of it; answers the statuses. */
  resend(id: string, times: number, origin?: string): Promise<(number | null)[]>;
}

export interface RunnerOptions extends Sender {
  book: Book;
  now(): Date;
  mode(): KeyMode;
  changed(): void;
}

export const createNoticeRunner = (options: RunnerOptions): NoticeRunner => {
  const { book, now } = options;
  const underway = new Set<string>();
  let sent = 0;

  /** In mixed mode the two keys take turns, as during a switch-over. */
  const nextKind = (): KeyKind => {
    const mode = options.mode();
    if (mode !== 'mixed') return mode;
    sent += 1;
    return sent % 2 === 1 ? 'public_key' : 'certificate';
  };

  const sendAll = (notice: Notice, times: number, origin: string | undefined, probe: boolean) =>
    Promise.all(
      Array.from({ length: times }, () =>
        post(addressOf(notice.notifyUrl, origin), compose(options, notice, nextKind(), probe)),
      ),
    );

  /** A payment's notification that was held back goes out once the refund's has been taken. */
  const releaseHeld = (outTradeNo: string): void => {
    for (const notice of book.notices.values())
      if (notice.state === 'held' && notice.outTradeNo === outTradeNo) {
        notice.state = 'waiting';
        notice.nextAtMs = now().getTime();
      }
  };

  const settle = (notice: Notice, statuses: (number | null)[]): void => {
    const atMs = now().getTime();
    notice.tries = [...notice.tries, ...statuses.map((status) => ({ atMs, status }))].slice(-40);
    const wait = ladderSeconds[notice.rounds];
    notice.rounds += 1;
    if (statuses.some(taken)) {
      notice.state = 'done';
      notice.nextAtMs = null;
      if (notice.kind === 'refund') releaseHeld(notice.outTradeNo);
    } else if (wait === undefined) {
      notice.state = 'given_up';
      notice.nextAtMs = null;
    } else notice.nextAtMs = atMs + wait * 1000;
    options.changed();
  };

  const deliver = async (notice: Notice, origin: string | undefined): Promise<number> => {
    if (underway.has(notice.id)) return 0;
    underway.add(notice.id);
    try {
      const first = notice.rounds === 0;
      const statuses = await sendAll(notice, first ? notice.times : 1, origin, first && notice.plan === 'probe');
      settle(notice, statuses);
      return statuses.length;
    } finally {
      underway.delete(notice.id);
    }
  };

  const isDue = ({ state, nextAtMs }: Notice): boolean =>
    state === 'waiting' && nextAtMs !== null && nextAtMs <= now().getTime();

  return {
    deliverDue: async (origin) => {
      const due = [...book.notices.values()].filter(isDue);
      const counts = await Promise.all(due.map((notice) => deliver(notice, origin)));
      return counts.reduce((total, count) => total + count, 0);
    },
    resend: async (id, times, origin) => {
      const notice = book.notices.get(id);
      if (!notice) return [];
      const statuses = await sendAll(notice, times, origin, false);
      settle(notice, statuses);
      return statuses;
    },
  };
};
