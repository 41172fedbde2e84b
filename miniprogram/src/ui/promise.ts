import type { PromiseView } from 'shared-types/repair';
import { clockTime, dayName, dayTime } from 'shared-types/time';
import { zh } from '../locales/zh-CN';

export interface PromiseWords {
  /** 1 full, 0 empty, below 0 over. */
  left: number;
  /** The clock stands: nothing counts until it goes on. */
  paused: boolean;
  figure: string;
  unit: string;
  /** 18 分钟内到场 */
  title: string;
  /** 承诺 11:12 前到场 */
  detail: string;
  label: string;
}

/** What is promised where it is not a repair: 书面答复 */
type Acts = Partial<Record<PromiseView['kind'], string>>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const words = zh.promise;

const amountOf = (ms: number, over: boolean): [string, string] => {
  const size = (unitMs: number): string => String(over ? Math.floor(ms / unitMs) : Math.ceil(ms / unitMs));
  if (ms >= 2 * dayMs) return [size(dayMs), words.days];
  if (ms > 90 * minuteMs) return [size(hourMs), words.hours];
  if (!over && ms < minuteMs) return [size(1_000), words.seconds];
  return [size(minuteMs), words.minutes];
};

/** A promise in figures and words, seen at `now`; the words say the same as the ring. */
export const promiseWords = (promise: PromiseView, now: Date, acts: Acts = {}): PromiseWords =>
  promise.pausedAt ? standing(promise, promise.pausedAt, now) : running(promise, now, acts);

const timeSeen = (at: string, now: Date): string =>
  dayName(at, now) === dayName(now, now) ? clockTime(at) : dayTime(at, now);

const wholeMs = ({ startedAt, dueAt }: PromiseView): number => Math.max(Date.parse(dueAt) - Date.parse(startedAt), 1);

/** Stands as it stood at `pausedAt`, and says 停 (look/README). */
const standing = (promise: PromiseView, pausedAt: string, now: Date): PromiseWords => ({
  left: (Date.parse(promise.dueAt) - Date.parse(pausedAt)) / wholeMs(promise),
  paused: true,
  figure: words.stopFigure,
  unit: '',
  title: words.stopTitle,
  detail: words.stopDetail(timeSeen(pausedAt, now)),
  label: words.stopLabel,
});

const running = (promise: PromiseView, now: Date, acts: Acts): PromiseWords => {
  const { kind, dueAt } = promise;
  const act = acts[kind] ?? words[kind];
  const leftMs = Date.parse(dueAt) - now.getTime();
  const over = leftMs < 0;
  const [figure, unit] = amountOf(Math.abs(leftMs), over);
  const amount = `${figure} ${unit}`;
  return {
    left: leftMs / wholeMs(promise),
    paused: false,
    figure: over ? words.overTick(figure) : figure,
    unit,
    title: over ? words.over(amount, act) : words.within(amount, act),
    detail: words.due(timeSeen(dueAt, now), act),
    label: over ? words.overLabel(amount) : words.leftLabel(amount),
  };
};

/** Until when a clock must be redrawn; null while it stands or there is none. */
export const tickingUntil = (promise: PromiseView | null): string | null =>
  promise && !promise.pausedAt ? promise.dueAt : null;
