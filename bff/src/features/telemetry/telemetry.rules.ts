/** What a device reports at one moment. */
export interface Reading {
  /** By the device's clock. */
  at: Date;
  seq: number;
  values: Record<string, number>;
}

/** Why something a device sent is not kept. The words are in `locales/telemetry.ts`. */
export type Refusal = 'malformed' | 'future' | 'past' | 'unknown' | 'unstorable';

export interface Refused {
  reason: Refusal;
  /** The time that the device gave, if it gave one. */
  at: Date | null;
}

export type Parsed = { readings: Reading[]; refused: Refused[] };

/** A late batch is a list; a device that was away for a day sends several. */
export const mostReadings = 200;
const mostValues = 32;
const mostFigure = 1e12;
const nameShape = /^[a-zA-Z][a-zA-Z0-9_.-]{0,39}$/;

/** A clock that runs ahead by more than this is wrong. */
const aheadMs = 10 * 60_000;

export interface Bounds {
  now: Date;
  /** What is older has left the store already, or never was: a device's clock that begins in 1970. */
  oldest: Date;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970, or ISO 8601 with an offset; null: no time. */
export const readTime = (value: unknown): Date | null => {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 8e15 ? new Date(value) : null;
  if (typeof value !== 'string' || !instantShape.test(value)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
};

const readValues = (value: unknown): Record<string, number> | null => {
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  if (entries.length === 0 || entries.length > mostValues) return null;
  for (const [name, figure] of entries) {
    if (!nameShape.test(name)) return null;
    if (typeof figure !== 'number' || !Number.isFinite(figure) || Math.abs(figure) > mostFigure) return null;
  }
  return value as Record<string, number>;
};

/** Whether a device's time can be true. */
export const judgeTime = (at: Date, { now, oldest }: Bounds): 'future' | 'past' | null => {
  if (at.getTime() > now.getTime() + aheadMs) return 'future';
  return at.getTime() < oldest.getTime() ? 'past' : null;
};

const readOne = (value: unknown, bounds: Bounds): Reading | Refused => {
  if (!isObject(value)) return { reason: 'malformed', at: null };
  const at = readTime(value.ts);
  const { seq } = value;
  const values = readValues(value.values);
  if (!at || typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0 || !values)
    return { reason: 'malformed', at };
  const reason = judgeTime(at, bounds);
  return reason ? { reason, at } : { at, seq, values };
};

/** JSON of a message; undefined: it is none. */
export const parseJson = (payload: Buffer): unknown => {
  try {
    return JSON.parse(payload.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};

/** `{ts, seq, values}` or a list of them. What is well-formed in a list is kept, whatever stands beside it. */
export const parseReadings = (payload: Buffer, bounds: Bounds): Parsed => {
  const said = parseJson(payload);
  const list = Array.isArray(said) ? said : [said];
  if (list.length === 0 || list.length > mostReadings)
    return { readings: [], refused: [{ reason: 'malformed', at: null }] };
  const readings: Reading[] = [];
  const refused: Refused[] = [];
  for (const one of list) {
    const read = readOne(one, bounds);
    if ('reason' in read) refused.push(read);
    else readings.push(read);
  }
  return { readings, refused };
};

export interface ParsedEvent {
  eventId: string;
  type: string;
  /** The device's time, or ours where that cannot be true. */
  at: Date;
  /** False: the device's clock is wrong, `at` is when we heard it. */
  isTrusted: boolean;
  data: Record<string, unknown>;
}

const eventIdShape = /^[\w.:-]{1,64}$/;
const typeShape = /^[a-z][a-z0-9.-]{0,39}$/;

/** `{id, type, ts, data}`; null: it is no event. An event with an impossible time is one all the same. */
export const parseEvent = (payload: Buffer, bounds: Bounds): ParsedEvent | null => {
  const said = parseJson(payload);
  if (!isObject(said)) return null;
  const { id, type, ts, data = {} } = said;
  if (typeof id !== 'string' || !eventIdShape.test(id)) return null;
  if (typeof type !== 'string' || !typeShape.test(type) || !isObject(data)) return null;
  const at = readTime(ts);
  const isTrusted = at !== null && judgeTime(at, bounds) === null;
  return { eventId: id, type, at: isTrusted ? at : bounds.now, isTrusted, data };
};

export interface ParsedState {
  online: boolean;
  firmware: string | undefined;
}

/** `{online, firmware?}`; null: it is no state. */
export const parseState = (payload: Buffer): ParsedState | null => {
  const said = parseJson(payload);
  if (!isObject(said) || typeof said.online !== 'boolean') return null;
  const { firmware } = said;
  return { online: said.online, firmware: typeof firmware === 'string' ? firmware.slice(0, 40) : undefined };
};

const hourMs = 3_600_000;
/** The community's days and months are those of Beijing. */
const zoneMs = 8 * hourMs;

export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMs) * hourMs);

export const dayOf = (at: Date): Date => {
  const dayMs = 24 * hourMs;
  return new Date(Math.floor((at.getTime() + zoneMs) / dayMs) * dayMs - zoneMs);
};

/** What many readings of one value come to. */
export interface Summary {
  count: number;
  sum: number;
  min: number;
  max: number;
  first: number;
  last: number;
}

/** Of each value, over readings in the order of their time. */
export const summarise = (readings: readonly Pick<Reading, 'values'>[]): Record<string, Summary> => {
  const sums: Record<string, Summary> = {};
  for (const { values } of readings)
    for (const [name, value] of Object.entries(values)) {
      const sum = sums[name];
      if (!sum) {
        sums[name] = { count: 1, sum: value, min: value, max: value, first: value, last: value };
        continue;
      }
      sum.count += 1;
      sum.sum += value;
      sum.min = Math.min(sum.min, value);
      sum.max = Math.max(sum.max, value);
      sum.last = value;
    }
  return sums;
};

/** Of each value, over the summaries of hours in their order. */
export const merge = (hours: readonly Record<string, Summary>[]): Record<string, Summary> => {
  const sums: Record<string, Summary> = {};
  for (const hour of hours)
    for (const [name, part] of Object.entries(hour)) {
      const sum = sums[name];
      sums[name] = sum
        ? {
            count: sum.count + part.count,
            sum: sum.sum + part.sum,
            min: Math.min(sum.min, part.min),
            max: Math.max(sum.max, part.max),
            first: sum.first,
            last: part.last,
          }
        : part;
    }
  return sums;
};

/** The newest value of each name with its time. */
export type Latest = Record<string, { value: number; atMs: number; seq: number }>;

/** What is newer takes the place; of one moment the higher number. The order in which readings come does not matter. */
export const mergeLatest = (known: Latest, readings: readonly Reading[]): Latest => {
  const merged: Latest = { ...known };
  for (const { at, seq, values } of readings)
    for (const [name, value] of Object.entries(values)) {
      const atMs = at.getTime();
      const had = merged[name];
      if (!had || atMs > had.atMs || (atMs === had.atMs && seq > had.seq)) merged[name] = { value, atMs, seq };
    }
  return merged;
};
