import { setTimeout as sleep } from 'node:timers/promises';

/** How the next notification is sent. */
export const noticeWays = ['normal', 'late', 'twice', 'lost', 'forged'] as const;
export type NoticeWay = (typeof noticeWays)[number];

export interface Notice<F> {
  id: string;
  /** What it is about, for the console. */
  about: string;
  url: string;
  way: NoticeWay;
  fields: F;
  tries: number;
  /** ISO; null: no more tries. */
  dueAt: string | null;
  state: 'waiting' | 'taken' | 'lost' | 'given_up';
  /** What was answered last. */
  answer: string | null;
}

interface Rendered {
  contentType: string;
  body: string | Buffer<ArrayBuffer>;
  headers?: Record<string, string>;
}

export interface NoticeOptions<F> {
  now: () => Date;
  /** Minutes between one try and the next. */
  ladderMinutes: readonly number[];
  /** The kept list; changed in place. */
  list: Notice<F>[];
  save: () => void;
  /** Made anew at each try: times and signatures change, the event does not. */
  render: (notice: Notice<F>) => Rendered | Promise<Rendered>;
  taken: (status: number, text: string) => boolean;
  /** Looks what has become due, before each round. */
  before?: () => void;
  /** How late a `late` one is first sent. */
  lateMinutes?: number;
}

const kept = 200;
const timeoutMs = 5000;

/** Sends notifications with the real platform's patience, by the community's clock. */
export const createNotices = <F>(options: NoticeOptions<F>) => {
  const { now, ladderMinutes, list, save, render, taken, before, lateMinutes = 5 } = options;
  const flying = new Set<string>();
  const inMinutes = (minutes: number): string => new Date(now().getTime() + minutes * 60_000).toISOString();

  const post = async (notice: Notice<F>): Promise<{ ok: boolean; answer: string }> => {
    try {
      const { contentType, body, headers } = await render(notice);
      const response = await fetch(notice.url, {
        method: 'POST',
        headers: { 'Content-Type': contentType, ...headers },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = (await response.text()).slice(0, 2000);
      return { ok: taken(response.status, text), answer: `${response.status} ${text.slice(0, 80)}` };
    } catch {
      return { ok: false, answer: '—' };
    }
  };

  const attempt = async (notice: Notice<F>): Promise<void> => {
    const copies = notice.way === 'twice' && notice.tries === 0 ? 2 : 1;
    const results = await Promise.all(Array.from({ length: copies }, () => post(notice)));
    const result = results.find(({ ok }) => ok) ?? results[0];
    notice.answer = result?.answer ?? null;
    const wait = ladderMinutes[notice.tries];
    notice.tries += 1;
    // A forger does not come again.
    const over = notice.way === 'forged' || wait === undefined;
    if (result?.ok) Object.assign(notice, { state: 'taken', dueAt: null });
    else if (over) Object.assign(notice, { state: 'given_up', dueAt: null });
    else notice.dueAt = inMinutes(wait);
    save();
  };

  const isDue = ({ id, dueAt }: Notice<F>): boolean =>
    dueAt !== null && !flying.has(id) && Date.parse(dueAt) <= now().getTime();

  /** Sends all that is due now, once each; resolves when they were answered. */
  const deliver = async (): Promise<number> => {
    before?.();
    const due = list.filter(isDue);
    await Promise.all(
      due.map(async (notice) => {
        flying.add(notice.id);
        await attempt(notice).finally(() => flying.delete(notice.id));
      }),
    );
    return due.length;
  };

  return {
    send: (notice: Pick<Notice<F>, 'id' | 'about' | 'url' | 'way' | 'fields'>): void => {
      const lost = notice.way === 'lost';
      const dueAt = lost ? null : inMinutes(notice.way === 'late' ? lateMinutes : 0);
      list.unshift({ ...notice, tries: 0, dueAt, state: lost ? 'lost' : 'waiting', answer: null });
      list.length = Math.min(list.length, kept);
      save();
    },
    /** Sends one again at once, whatever became of it. */
    again: (id: string): boolean => {
      const notice = list.find((one) => one.id === id);
      if (notice) Object.assign(notice, { dueAt: inMinutes(0), state: 'waiting', way: 'normal' });
      save();
      return notice !== undefined;
    },
    list: (): readonly Notice<F>[] => list,
    deliver,
    /** Delivers by itself from now on. */
    pump: (everyMs = 300): { stop(): void } => {
      const stopping = new AbortController();
      const run = async (): Promise<void> => {
        while (!stopping.signal.aborted) {
          await deliver();
          await sleep(everyMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
        }
      };
      void run();
      return { stop: () => stopping.abort() };
    },
  };
};
