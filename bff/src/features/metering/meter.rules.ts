/** How a meter's readings become use by the hour: pure. Figures are thousandths of the meter's unit. */

export interface RawReading {
  at: Date;
  /** What the counter showed. */
  raw: number;
}

/** The counter began anew: it ran over, or somebody put another one in. */
export interface Turn {
  at: Date;
  /** Where the old count ended, and the new one began. */
  old: number;
  fresh: number;
}

export interface HourUse {
  used: number;
  /** Nothing was heard in this hour: it is a share of what came later. */
  estimated: boolean;
}

/** 99,999.999: five digits before the point, as the usual meters have. */
export const usualCapacity = 100_000_000;

/** A counter that falls by less than this is a slip of the line, not another counter. */
const slip = 1000;

export type Move = { kind: 'on' | 'over' | 'reset'; delta: number } | { kind: 'slip' };

/** From one reading to the next: on, over the top, another counter, or a slip that is passed over. */
export const moveOf = (before: number, after: number, capacity = usualCapacity): Move => {
  if (after >= before) return { kind: 'on', delta: after - before };
  if (before < capacity && before >= capacity * 0.9 && after <= capacity * 0.1)
    return { kind: 'over', delta: capacity - before + after };
  // What the new counter had counted before it was first heard is not this house's.
  return before - after < slip && after > 0 ? { kind: 'slip' } : { kind: 'reset', delta: 0 };
};

export const hourMs = 3_600_000;
export const hourOf = (at: Date): number => Math.floor(at.getTime() / hourMs) * hourMs;

interface Folded {
  /** By the hour's beginning, in its order. */
  hours: Map<number, HourUse>;
  last: RawReading | null;
  turns: Turn[];
}

const add = (hours: Folded['hours'], hour: number, used: number, estimated: boolean): void => {
  const known = hours.get(hour);
  hours.set(hour, { used: (known?.used ?? 0) + used, estimated: (known?.estimated ?? false) || estimated });
};

/**
 * The use between two readings, spread evenly over the hours between them; no thousandth is lost. Hours in which neither
 * was heard are estimates, and so are all of them across a change of counters.
 */
const spread = (hours: Folded['hours'], from: RawReading, to: RawReading, delta: number, unsure: boolean): void => {
  const [start, end] = [from.at.getTime(), to.at.getTime()];
  const upTo = (ms: number): number => Math.round((delta * (ms - start)) / (end - start));
  let given = 0;
  for (let hour = hourOf(from.at); hour < end; hour += hourMs) {
    const share = upTo(Math.min(hour + hourMs, end)) - given;
    given += share;
    add(hours, hour, share, unsure || (hour > hourOf(from.at) && hour + hourMs <= hourOf(to.at)));
  }
};

/** Readings in the order of their time, after what was known before them. */
export const foldReadings = (
  before: RawReading | null,
  readings: readonly RawReading[],
  capacity = usualCapacity,
): Folded => {
  const folded: Folded = { hours: new Map(), last: before, turns: [] };
  for (const reading of readings) {
    const { last } = folded;
    if (!last) {
      folded.last = reading;
      continue;
    }
    if (reading.at.getTime() <= last.at.getTime()) continue;
    const move = moveOf(last.raw, reading.raw, capacity);
    if (move.kind === 'slip') continue;
    if (move.kind === 'over') folded.turns.push({ at: reading.at, old: capacity, fresh: 0 });
    if (move.kind === 'reset') folded.turns.push({ at: reading.at, old: last.raw, fresh: reading.raw });
    spread(folded.hours, last, reading, move.delta, move.kind === 'reset');
    folded.last = reading;
  }
  return folded;
};

/** What the counter showed at an instant, between the readings around it; alone with the last one it goes on at `perHour`. */
export const rawAt = (
  at: Date,
  before: RawReading | null,
  after: RawReading | null,
  perHour: number,
): { raw: number; estimated: boolean } | null => {
  if (!before) return null;
  const gap = at.getTime() - before.at.getTime();
  if (gap <= 0) return { raw: before.raw, estimated: false };
  if (after && after.raw >= before.raw) {
    const whole = after.at.getTime() - before.at.getTime();
    const raw = before.raw + Math.round(((after.raw - before.raw) * gap) / whole);
    return { raw, estimated: whole > 24 * hourMs };
  }
  return { raw: before.raw + Math.round((perHour * gap) / hourMs), estimated: gap > hourMs };
};
