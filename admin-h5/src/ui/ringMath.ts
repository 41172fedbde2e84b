import type { PromiseKind } from 'shared-types/repair';
import { t } from '../locales/zh-CN/common';

export interface Span {
  startedAt: string;
  dueAt: string;
  /** Since when the clock stands; absent or null: it runs. */
  pausedAt?: string | null;
  /** A nod that is waited for is nobody's lateness. */
  kind?: PromiseKind;
}

export interface RingState {
  tone: 'brand' | 'near' | 'danger';
  /** Share of the time that is left, 0..1. */
  left: number;
  /** Inside the ring: 54, 2时, +38 */
  short: string;
  /** 还有54分钟 · 已超38分钟 */
  words: string;
  /** 54 and 分钟, for a large ring. */
  figure: string;
  unit: string;
  overdue: boolean;
}

const minuteMs = 60_000;

const amount = (minutes: number): { figure: number; unit: string; short: string } => {
  if (minutes < 100) return { figure: minutes, unit: t.minutes, short: t.minutesShort(minutes) };
  const hours = Math.round(minutes / 60);
  if (hours < 48) return { figure: hours, unit: t.hours, short: t.hoursShort(hours) };
  const days = Math.round(hours / 24);
  return { figure: days, unit: t.days, short: t.daysShort(days) };
};

/** The ring stands still: somebody asked for another time, or the owner's nod is waited for. */
const standing = (left: number, waits: boolean): RingState => {
  const short = waits ? t.ringWaits : t.ringStands;
  return {
    tone: 'brand',
    left,
    short,
    words: waits ? t.waitsForNod : t.clockStands,
    figure: short,
    unit: '',
    overdue: false,
  };
};

/** A promise seen from now: calm while a quarter or more is left, near below it, then it counts up (tokens, `clock`). */
export const ringState = (span: Span, now: Date): RingState => {
  const start = Date.parse(span.startedAt);
  const due = Date.parse(span.dueAt);
  const standsAt = span.pausedAt ? Date.parse(span.pausedAt) : null;
  const restMs = due - (standsAt ?? now.getTime());
  const left = due > start ? Math.max(0, Math.min(1, restMs / (due - start))) : 0;
  if (standsAt !== null || span.kind === 'confirm') return standing(left, standsAt === null);
  if (restMs < 0) {
    const a = amount(Math.max(1, Math.floor(-restMs / minuteMs)));
    return {
      tone: 'danger',
      left: 0,
      short: `+${a.short}`,
      words: t.over(`${a.figure}${a.unit}`),
      figure: `+${a.figure}`,
      unit: a.unit,
      overdue: true,
    };
  }
  const a = amount(Math.ceil(restMs / minuteMs));
  return {
    tone: left >= 0.25 ? 'brand' : 'near',
    left,
    short: a.short,
    words: t.left(`${a.figure}${a.unit}`),
    figure: String(a.figure),
    unit: a.unit,
    overdue: false,
  };
};
