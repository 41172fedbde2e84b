/**
 * A plate-reading camera with its bar: pushes each car to every server that it knows, at once, and again up to four times
 * where no answer came; lifts the bar when one of them says so; by its own list when none can be reached.
 */

export interface PlateCameraOptions {
  origins: readonly string[];
  communityId: string;
  deviceId: string;
  secret: string;
  serialno: string;
  now: () => Date;
}

export interface PlateCamera {
  /** A car stops before it. Whether the bar went up, and what the screen shows. */
  see(plate: string, more?: { lane?: 0 | 1; confidence?: number }): Promise<{ opened: boolean; words: string }>;
  /** Fetches its list, and tells what it saw while it was cut off. */
  beat(): Promise<void>;
  cut(isCut: boolean): void;
  /** So many answers of each server are lost on the way. */
  loseAnswers(count: number): void;
  /** How often it has pushed. */
  pushes(): number;
}

interface Listed {
  plate: string;
  enableTime: string | null;
  overdueTime: string | null;
}

const mostResends = 4;

export const createPlateCamera = (options: PlateCameraOptions): PlateCamera => {
  let isCut = false;
  let toLose = options.origins.map(() => 0);
  let pushed = 0;
  let plateid = 0;
  let fingerprint: string | null = null;
  let list: Listed[] = [];
  let untold: object[] = [];

  const post = async (at: number, body: object): Promise<Record<string, Record<string, unknown>>> => {
    if (isCut) throw new Error('cut off');
    pushed += 1;
    const { communityId, deviceId, secret } = options;
    const answer = await fetch(`${options.origins[at]}/callbacks/devices/plate`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${communityId}/${deviceId}:${secret}`).toString('base64')}` },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    const said = (await answer.json()) as Record<string, Record<string, unknown>>;
    const lose = toLose[at] ?? 0;
    if (lose > 0) {
      toLose[at] = lose - 1;
      throw new Error('the answer was lost');
    }
    return said;
  };

  /** To the server of this place in the list. */
  const push = async (at: number, body: object) => {
    for (let sent = 0; ; sent++)
      try {
        return await post(at, body);
      } catch (error) {
        if (sent === mostResends) throw error;
      }
  };

  const isListed = (plate: string): boolean =>
    list.some(
      (one) =>
        one.plate === plate &&
        (one.enableTime === null || new Date(one.enableTime) <= options.now()) &&
        (one.overdueTime === null || options.now() < new Date(one.overdueTime)),
    );

  return {
    see: async (plate, { lane = 0, confidence = 97 } = {}) => {
      plateid += 1;
      const result = {
        PlateResult: {
          ...{ plateid, license: plate, confidence },
          timeStamp: { Timeval: { sec: Math.floor(options.now().getTime() / 1000) } },
        },
      };
      const seen = { serialno: options.serialno, channel: lane, result };
      const answers = await Promise.allSettled(
        options.origins.map((_origin, at) => push(at, { AlarmInfoPlate: seen })),
      );
      const heard = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value.Response_AlarmInfoPlate] : []));
      if (heard.length > 0)
        return { opened: heard.some((one) => one?.info === 'ok'), words: String(heard[0]?.content ?? '') };
      const opened = lane === 1 || isListed(plate);
      untold.push({ AlarmInfoPlate: { ...seen, isoffline: 1, opened } });
      return { opened, words: '' };
    },
    beat: async () => {
      for (const body of untold) await push(0, body);
      untold = [];
      const said = await post(0, { heartbeat: { whitelist: fingerprint } });
      const { whitelist, white_list_data: plates } = said.Response_Heartbeat ?? {};
      if (Array.isArray(plates)) list = plates as Listed[];
      fingerprint = typeof whitelist === 'string' ? whitelist : null;
    },
    cut: (to) => {
      isCut = to;
    },
    loseAnswers: (count) => {
      toLose = options.origins.map(() => count);
    },
    pushes: () => pushed,
  };
};
