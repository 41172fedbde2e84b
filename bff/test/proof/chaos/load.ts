import { setTimeout as sleep } from 'node:timers/promises';
import { newKey } from 'shared-types/client';

export interface Reporter {
  token: string;
  houseId: string;
}

/** A report whose sender was told that it is there. */
export interface Acknowledged {
  key: string;
  id: string;
}

export interface Load {
  acknowledged: Acknowledged[];
  /** Answers and failures that were not an acknowledgement, by status. */
  refused: Map<string, number>;
  /** Ends the load: what is under way is repeated until it is acknowledged. */
  stop(): Promise<void>;
}

const repeatMs = 100;
const timeoutMs = 4000;
const patienceMs = 60_000;

const kinds = [
  { problemTypeId: 'plumbing', text: '厨房水管漏水' },
  { problemTypeId: 'electrical', text: '客厅没有电' },
  { problemTypeId: 'plumbing', text: '水管爆了', emergency: '爆管' },
  { problemTypeId: 'drainage', text: '地漏堵了' },
];

const bodyOf = (houseId: string, number: number): object => ({ houseId, ...kinds[number % kinds.length] });

/**
 * Owners who report one thing after the other through any of the web processes. One that gets no answer, or one of 5xx,
 * sends the same again under the same key to the next process, as the mini-program does.
 */
export const startLoad = (origins: readonly string[], reporters: readonly Reporter[]): Load => {
  const acknowledged: Acknowledged[] = [];
  const refused = new Map<string, number>();
  let stopped = false;
  let serial = 0;

  const post = async (reporter: Reporter, key: string, content: object, turn: number): Promise<string | null> => {
    try {
      const answer = await fetch(`${origins[turn % origins.length]}/api/v1/repairs`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${reporter.token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
        body: JSON.stringify(content),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const value = (await answer.json()) as { id?: string; code?: string };
      if (answer.ok && value.id) return value.id;
      const why = `${answer.status} ${value.code}`;
      refused.set(why, (refused.get(why) ?? 0) + 1);
      return null;
    } catch {
      refused.set('no answer', (refused.get('no answer') ?? 0) + 1);
      return null;
    }
  };

  const report = async (reporter: Reporter, turn: number): Promise<void> => {
    const number = ++serial;
    const content = bodyOf(reporter.houseId, number);
    const key = newKey();
    const end = Date.now() + patienceMs;
    for (let attempt = 0; ; attempt++) {
      const id = await post(reporter, key, content, turn + attempt);
      if (id) {
        acknowledged.push({ key, id });
        return;
      }
      if (Date.now() > end) throw new Error(`a report was not taken in ${patienceMs} ms`);
      await sleep(repeatMs);
    }
  };

  const one = async (reporter: Reporter, offset: number): Promise<void> => {
    for (let turn = offset; !stopped; turn++) {
      await report(reporter, turn);
      await sleep(20);
    }
  };

  const ended = Promise.all(reporters.map(one));
  // Heard when the load is stopped; until then a failure is not unhandled.
  ended.catch(() => undefined);
  return {
    acknowledged,
    refused,
    stop: async () => {
      stopped = true;
      await ended;
    },
  };
};
