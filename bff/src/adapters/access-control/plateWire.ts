import { z } from 'zod';

/**
 * What a plate-reading camera pushes (`POST /callbacks/devices/plate`): each car it sees, to every server that it knows,
 * and again up to four times where no answer came; and a heartbeat, by which it renews its own list of plates for when it
 * is cut off. `info: ok` in the answer lifts the bar; `content` is for its small screen.
 */

/** Lanes are set at the camera: 0 in, 1 out. */
const lanes = { 0: 'in', 1: 'out' } as const;

const Seen = z.object({
  AlarmInfoPlate: z.object({
    serialno: z.string().min(1).max(40),
    channel: z.union([z.literal(0), z.literal(1)]).default(0),
    /** It was cut off then, and decided by its own list. */
    isoffline: z.union([z.literal(0), z.literal(1)]).default(0),
    opened: z.boolean().default(false),
    result: z.object({
      PlateResult: z.object({
        plateid: z.int().nonnegative(),
        license: z.string().max(20),
        confidence: z.int().min(0).max(100),
        timeStamp: z.object({ Timeval: z.object({ sec: z.int().nonnegative() }) }),
      }),
    }),
  }),
});

const Heartbeat = z.object({ heartbeat: z.object({ whitelist: z.string().max(64).nullable() }) });

export interface SeenPlate {
  kind: 'seen';
  /** The same for each copy and each repetition of one sighting. */
  eventId: string;
  license: string;
  /** Percent. */
  confidence: number;
  direction: 'in' | 'out';
  at: Date;
  /** What the camera did alone; null: it asks. */
  opened: boolean | null;
}

export type PlateMessage = SeenPlate | { kind: 'heartbeat'; have: string | null };

/** Null: not understood. */
export const readPlateMessage = (body: unknown): PlateMessage | null => {
  const beat = Heartbeat.safeParse(body);
  if (beat.success) return { kind: 'heartbeat', have: beat.data.heartbeat.whitelist };
  const seen = Seen.safeParse(body);
  if (!seen.success) return null;
  const { serialno, channel, isoffline, opened, result } = seen.data.AlarmInfoPlate;
  const { plateid, license, confidence, timeStamp } = result.PlateResult;
  const { sec } = timeStamp.Timeval;
  return {
    kind: 'seen',
    eventId: `${serialno}:${plateid}:${sec}`,
    ...{ license, confidence, direction: lanes[channel] },
    at: new Date(sec * 1000),
    opened: isoffline === 1 ? opened : null,
  };
};

export interface ListedPlate {
  plate: string;
  /** ISO; null: for good. */
  enableTime: string | null;
  overdueTime: string | null;
}

export const seenAnswer = (admit: boolean, words: string): string =>
  JSON.stringify({ Response_AlarmInfoPlate: { info: admit ? 'ok' : 'no', content: words } });

/** Without a list: the one that it has is still right. */
export const beatAnswer = (fingerprint: string, plates: readonly ListedPlate[] | null): string =>
  JSON.stringify({ Response_Heartbeat: { whitelist: fingerprint, ...(plates ? { white_list_data: plates } : {}) } });
