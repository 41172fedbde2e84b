import { randomUUID } from 'node:crypto';
import { ownCodePrefix } from 'shared-types/ownCode';
import { type Direction, type DoorRefusal, judgePass } from '../../src/kernel/door.js';
import { type DoorList, type ListedPass, readList, type SignedList } from '../../src/kernel/doorList.js';
import { afterWrong, freshKeypad, isResting, type Keypad } from '../../src/kernel/keypad.js';
import { readPassCode, type TrustedKey, trustedKey } from '../../src/kernel/passCode.js';
import { type BluetoothLock, connectLock } from './bluetoothLock.js';
import { createResidentMemory } from './residentMemory.js';

/**
 * A door's controller as it hangs on the wall: asks the server where it can, decides alone where it can't, and tells
 * later what it decided. It knows the server by the wire only.
 */

export interface ControllerOptions {
  /** Where /callbacks/devices/anju is. */
  origin: string;
  communityId: string;
  deviceId: string;
  secret: string;
  /** Its clocks: the community's time and the wall's. In a real one they are the same. */
  now: () => Date;
  realNow: () => Date;
  askWithinMs?: number;
}

export type Shown = { code: string } | { digits: string };

export interface Outcome {
  admit: boolean;
  reason: DoorRefusal | null;
  /** Decided without the server. */
  alone: boolean;
  name: string | null;
}

interface Told {
  id: string;
  at: string;
  direction: Direction;
  way: 'qr' | 'digits' | 'own' | 'bluetooth';
  passId: string | null;
  accountId: string | null;
  step: number | null;
  admitted: boolean;
  reason: DoorRefusal | null;
}

interface Answer {
  admit: boolean;
  reason: DoorRefusal | null;
  passId: string | null;
  name: string | null;
  /** Only where it decided itself. */
  accountId?: string | null;
  step?: number | null;
}

interface Synced {
  fingerprint: string;
  keys?: string[];
  list?: SignedList;
  residentsFingerprint?: string;
  residents?: SignedList;
}

export interface Controller {
  present(shown: Shown, direction?: Direction): Promise<Outcome>;
  /** Tells what waits, then fetches the list. False: the server was not reached. */
  sync(): Promise<boolean>;
  /** Pulls the plug, or puts it back. */
  cut(isCut: boolean): void;
  /** A phone has come near and connects. */
  connect(): BluetoothLock;
  /** The bolt is stuck, or moves again. */
  jam(isStuck: boolean): void;
  /** From now on the server hears, but its answers are lost on the way. */
  deafen(isDeaf: boolean): void;
  /** Passages that the server has not confirmed. */
  waiting(): readonly Told[];
  list(): DoorList | null;
  /** As often as the wire says: lists are fetched every half minute, so that what is revoked is dead within 60 s. */
  start(everyMs?: number): void;
  stop(): void;
}

/** The code of somebody who lives here; null: it is something else. */
const ownCodeOf = (shown: Shown): string | null =>
  'code' in shown && shown.code.startsWith(ownCodePrefix) ? shown.code : null;

const mostTold = 100;
const mostWaiting = 5000;

export const createController = (options: ControllerOptions): Controller => {
  const { communityId, deviceId } = options;
  let keys: TrustedKey[] = [];
  let list: DoorList | null = null;
  let fingerprint: string | null = null;
  let keypad: Keypad = freshKeypad;
  let isCut = false;
  let isDeaf = false;
  let isStuck = false;
  let waiting: Told[] = [];
  /** Entries here that the held list does not count yet, and all entries here: the used-set. */
  let sinceList = new Map<string, number>();
  const everHere = new Map<string, number>();
  const residents = createResidentMemory({ communityId, deviceId });
  let timer: NodeJS.Timeout | null = null;

  const post = async <T>(message: object): Promise<T> => {
    if (isCut) throw new Error('cut off');
    const answer = await fetch(`${options.origin}/callbacks/devices/anju`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${communityId}/${deviceId}:${options.secret}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(options.askWithinMs ?? 2000),
    });
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    const body = (await answer.json()) as T;
    if (isDeaf) throw new Error('the answer was lost');
    return body;
  };

  const noteEntry = (passId: string): void => {
    sinceList.set(passId, (sinceList.get(passId) ?? 0) + 1);
    everHere.set(passId, (everHere.get(passId) ?? 0) + 1);
  };

  const usedOf = (passId: string, listed: ListedPass | undefined): number =>
    Math.max((listed?.used ?? 0) + (sinceList.get(passId) ?? 0), everHere.get(passId) ?? 0);

  const judgeCode = (text: string, direction: Direction): Answer => {
    const read = readPassCode(text, communityId, keys);
    if (!read.ok) return { admit: false, reason: read.reason, passId: null, name: null };
    const { passId, groups, from, until, uses } = read.code;
    const listed = list?.passes.find(({ id }) => id === passId);
    const reason = judgePass(
      {
        ...{ from, until, uses },
        used: usedOf(passId, listed),
        revoked: list?.revoked.includes(passId) ?? false,
        isHere: groups.some((group) => list?.groups.includes(group)),
      },
      direction,
      options.now(),
    );
    return { admit: reason === null, reason, passId, name: null };
  };

  const judgeDigits = (digits: string, direction: Direction): Answer => {
    // An old list may hold digits that are somebody else's by now.
    const isFresh = list !== null && options.realNow().getTime() < list.validUntil;
    const listed = isFresh ? list?.passes.find((pass) => pass.digits === digits) : undefined;
    if (!listed) return { admit: false, reason: 'unknown', passId: null, name: null };
    const { id: passId, uses } = listed;
    const window = { from: new Date(listed.from), until: new Date(listed.until) };
    const used = usedOf(passId, listed);
    const reason = judgePass({ ...window, uses, used, revoked: false, isHere: true }, direction, options.now());
    return { admit: reason === null, reason, passId, name: null };
  };

  const noteKeypad = (shown: Shown, direction: Direction, { admit, reason }: Answer): void => {
    if (!('digits' in shown)) return;
    if (reason === 'unknown') keypad = afterWrong(keypad, options.realNow().getTime());
    if (admit && direction === 'in') keypad = freshKeypad;
  };

  const judgeOwn = (text: string, direction: Direction): Answer => {
    const { reason, accountId, step } = residents.judge(text, direction, options.realNow().getTime());
    return { admit: reason === null, reason, passId: null, name: null, accountId, step };
  };

  const judgeShown = (shown: Shown, direction: Direction): Answer => {
    if ('digits' in shown) return judgeDigits(shown.digits, direction);
    const own = ownCodeOf(shown);
    return own ? judgeOwn(own, direction) : judgeCode(shown.code, direction);
  };

  const keepTold = (told: Told): void => {
    // Its memory has an end; who was let in is kept before who was not.
    if (waiting.length >= mostWaiting)
      waiting.splice(
        Math.max(
          0,
          waiting.findIndex(({ admitted }) => !admitted),
        ),
        1,
      );
    waiting.push(told);
  };

  const noteAnswer = (shown: Shown, direction: Direction, { admit, passId }: Answer): void => {
    if (!admit || direction !== 'in') return;
    if (passId) noteEntry(passId);
    const own = ownCodeOf(shown);
    if (own) residents.note(own);
  };

  const decideAlone = (id: string, shown: Shown, direction: Direction): Answer => {
    const answer = judgeShown(shown, direction);
    noteAnswer(shown, direction, answer);
    keepTold({
      ...{ id, at: options.now().toISOString(), direction },
      way: 'digits' in shown ? 'digits' : ownCodeOf(shown) ? 'own' : 'qr',
      ...{ passId: answer.passId, accountId: answer.accountId ?? null, step: answer.step ?? null },
      ...{ admitted: answer.admit, reason: answer.reason },
    });
    return answer;
  };

  const present = async (shown: Shown, direction: Direction = 'in'): Promise<Outcome> => {
    if ('digits' in shown && isResting(keypad, options.realNow().getTime()))
      return { admit: false, reason: 'paused', alone: true, name: null };
    const id = randomUUID();
    let alone = false;
    const decide = (): Answer => {
      alone = true;
      return decideAlone(id, shown, direction);
    };
    const ask = async (): Promise<Answer> => {
      // The server judges by what it has been told: until it knows what happened here, this door decides alone.
      await tell();
      const answer = await post<Answer>({ kind: 'ask', id, direction, ...shown });
      noteAnswer(shown, direction, answer);
      return answer;
    };
    // What this door knows to be used up it need not ask about. Digits it asks about: they may be another pass's by now.
    const isUsed = 'code' in shown && judgeShown(shown, direction).reason === 'used';
    const answer = isUsed ? decide() : await ask().catch(decide);
    if (isUsed) void tell().catch(() => undefined);
    noteKeypad(shown, direction, answer);
    const { admit, reason, name } = answer;
    return { admit, reason, alone, name };
  };

  const tellAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const { kept } = await post<{ kept: string[] }>({ kind: 'passages', passages: waiting.slice(0, mostTold) });
      const confirmed = new Set(kept);
      const before = waiting.length;
      waiting = waiting.filter(({ id }) => !confirmed.has(id));
      if (waiting.length === before) throw new Error('nothing was kept');
    }
  };

  let telling: Promise<void> | null = null;
  /** One at a time, whoever asks for it. */
  const tell = (): Promise<void> => {
    telling ??= tellAll().finally(() => {
      telling = null;
    });
    return telling;
  };

  const take = (signed: SignedList, mark: string): void => {
    const heldIssuedAt = list?.issuedAt ?? 0;
    const next = readList(signed, { communityId, deviceId, keys, heldIssuedAt });
    if (!next) return;
    list = next;
    fingerprint = mark;
    keys = next.keys.map(trustedKey);
    sinceList = new Map();
    for (const { passId, admitted, direction } of waiting)
      if (passId && admitted && direction === 'in') sinceList.set(passId, (sinceList.get(passId) ?? 0) + 1);
  };

  const sync = async (): Promise<boolean> => {
    try {
      await tell();
      const synced = await post<Synced>({
        ...{ kind: 'sync', have: fingerprint, haveResidents: residents.fingerprint(), firmware: 'anju-door 1.1' },
      });
      // The first keys come over its own signed-in connection; later ones only in a list that a held key has signed.
      if (keys.length === 0) keys = (synced.keys ?? []).map(trustedKey);
      if (synced.list) take(synced.list, synced.fingerprint);
      if (synced.residents) residents.take(synced.residents, synced.residentsFingerprint ?? '', keys);
      return true;
    } catch {
      return false;
    }
  };

  const openByBluetooth = (accountId: string, id: string): boolean => {
    if (isStuck) return false;
    keepTold({
      ...{ id, at: options.now().toISOString(), direction: 'in', way: 'bluetooth' },
      ...{ passId: null, accountId, step: null, admitted: true, reason: null },
    });
    void tell().catch(() => undefined);
    return true;
  };

  return {
    present,
    sync,
    connect: () =>
      connectLock({
        ...{ communityId, deviceId, keys: () => keys, wallNow: options.realNow, open: openByBluetooth },
      }),
    jam: (to) => {
      isStuck = to;
    },
    cut: (to) => {
      isCut = to;
    },
    deafen: (to) => {
      isDeaf = to;
    },
    waiting: () => waiting,
    list: () => list,
    start: (everyMs = 30_000) => {
      timer ??= setInterval(() => void sync(), everyMs).unref();
    },
    stop: () => {
      if (timer) clearInterval(timer);
      timer = null;
    },
  };
};
