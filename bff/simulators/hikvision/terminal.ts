import { randomBytes } from 'node:crypto';
import { createDigestGuard } from './digestGuard.js';

/** A face terminal at a door: whom it knows, whether it opens, and what it pushes of it. */

export interface TerminalSetup {
  communityId: string;
  id: string;
  code: string;
  name: string;
  username: string;
  password: string;
}

export interface KnownPerson {
  name: string;
  /** Of the picture; null: it holds none. */
  faceBytes: number | null;
}

/** What outlives a restart. */
export interface TerminalMemory {
  people: Record<string, KnownPerson>;
  /** By number, whose it is. */
  cards: Record<string, string>;
  pushUrl: string | null;
  serial: number;
}

export const emptyMemory = (): TerminalMemory => ({ people: {}, cards: {}, pushUrl: null, serial: 0 });

export interface TerminalFaults {
  /** The network cable is out: nothing comes in and nothing goes out. */
  offline: boolean;
  /** Answers come so much later. */
  slowMs: number;
  /** Somebody changed it at the terminal; null: as it was set up. */
  password: string | null;
  algorithms: readonly ('MD5' | 'SHA-256')[];
  /** Each event is pushed so many times more. */
  duplicates: number;
  /** So many answers to pushes are lost: it sends again. */
  loseAnswers: number;
  /** An old firmware: no SetUp, only Record and Modify. */
  withoutSetUp: boolean;
  refusePhotos: boolean;
  /** So many next calls meet "Device Busy". */
  busy: number;
  /** Calls that end so are carried out, and the line is cut before the answer: CardInfo/Record. */
  loseReplyTo: string | null;
  /** It holds no more cards than these; null: as many as come. */
  mostCards: number | null;
  /** It says that it took a card, and did not. */
  forgetsCards: boolean;
  /** It says that it deleted a card, and its person, and did not. */
  keepsCards: boolean;
}

export const noFaults = (): TerminalFaults => ({
  ...{ offline: false, slowMs: 0, password: null, algorithms: ['MD5', 'SHA-256'], duplicates: 0, loseAnswers: 0 },
  ...{ withoutSetUp: false, refusePhotos: false, busy: 0, loseReplyTo: null, mostCards: null },
  ...{ forgetsCards: false, keepsCards: false },
});

export interface Shown {
  opened: boolean;
  /** The name that it greets. */
  name: string | null;
}

const mostResends = 4;
const mostUnsent = 200;
const cardPassed = 1;
const cardUnknown = 9;
const facePassed = 75;
const faceUnknown = 76;

/** Readers fill numbers up with noughts, or do not. */
const plain = (cardNo: string): string => cardNo.replace(/^0+(?=.)/, '');

/** 2026-11-23T10:54:00+08:00, by the terminal's own zone. */
const localTime = (at: Date): string => `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

export const createTerminal = (
  setup: TerminalSetup,
  memory: TerminalMemory,
  world: { now: () => Date; wallNow: () => Date; changed: () => void },
) => {
  let faults = noFaults();
  let openings = 0;
  let pushes = 0;
  let last: Shown | null = null;
  let unsent: object[] = [];
  const guard = createDigestGuard({
    realm: `DS-K1T-${setup.code}`,
    username: setup.username,
    password: () => faults.password ?? setup.password,
    algorithms: () => faults.algorithms,
    wallNow: world.wallNow,
  });

  const bodyOf = (event: object): { contentType: string; body: Buffer } => {
    const boundary = `MIME_boundary_${randomBytes(4).toString('hex')}`;
    // Its picture of whoever stood there: the community must not keep it.
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x0d, 0x0a, 0x2d, 0x2d, 0xff, 0xd9]);
    return {
      contentType: `multipart/form-data; boundary=${boundary}`,
      body: Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="event_log"\r\n\r\n${JSON.stringify(event)}\r\n`,
        ),
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="Picture"; filename="Picture.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
        ),
        picture,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    };
  };

  const pushOnce = async (event: object): Promise<boolean> => {
    if (!memory.pushUrl || faults.offline) return false;
    pushes += 1;
    const { contentType, body } = bodyOf(event);
    try {
      const answer = await fetch(memory.pushUrl, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: new Uint8Array(body),
        signal: AbortSignal.timeout(5000),
      });
      await answer.arrayBuffer();
      if (faults.loseAnswers > 0) {
        faults.loseAnswers -= 1;
        return false;
      }
      return answer.ok;
    } catch {
      return false;
    }
  };

  const push = async (event: object): Promise<boolean> => {
    for (let sent = 0; sent <= mostResends; sent++) {
      if (faults.offline) return false;
      if (await pushOnce(event)) return true;
    }
    return false;
  };

  interface Seen {
    minor: number;
    employeeNo: string | null;
    name: string;
    inside: boolean;
    cardNo?: string;
  }

  const eventOf = ({ minor, employeeNo, name, inside, cardNo }: Seen): Record<string, unknown> => {
    memory.serial += 1;
    world.changed();
    return {
      ...{ ipAddress: '10.0.3.7', portNo: 80, protocol: 'HTTP', macAddress: '24:28:fd:00:00:01', channelID: 1 },
      ...{ dateTime: localTime(world.now()), activePostCount: 1, eventType: 'AccessControllerEvent' },
      ...{ eventState: 'active', eventDescription: 'Access Controller Event' },
      AccessControllerEvent: {
        ...{ deviceName: setup.name, majorEventType: 5, subEventType: minor, serialNo: memory.serial, doorNo: 1 },
        ...{ cardReaderNo: inside ? 2 : 1, currentVerifyMode: 'cardOrFaceOrPw', currentEvent: true },
        ...(employeeNo ? { employeeNoString: employeeNo, name, userType: 'normal' } : {}),
        ...(cardNo ? { cardNo, cardType: 1 } : {}),
        picturesNumber: 1,
      },
    };
  };

  /** It has decided; each copy is pushed, and what could not be told waits. */
  const happened = async (seen: Seen, opened: boolean): Promise<Shown> => {
    if (opened) openings += 1;
    const shown = { opened, name: opened ? seen.name : null };
    last = shown;
    const event = eventOf(seen);
    let isTold = false;
    for (let copy = 0; copy <= faults.duplicates; copy++) isTold = (await push(event)) || isTold;
    if (!isTold) unsent = [...unsent, event].slice(-mostUnsent);
    return shown;
  };

  const numberOf = (cardNo: string): string | undefined =>
    Object.keys(memory.cards).find((one) => plain(one) === plain(cardNo));

  return {
    setup,
    memory,
    guard,
    faults: (): TerminalFaults => faults,
    setFaults: (more: Partial<TerminalFaults>): void => {
      faults = { ...faults, ...more };
    },
    /** True: this call meets a terminal at something else; it is counted off. */
    isBusy: (): boolean => {
      if (faults.busy <= 0) return false;
      faults = { ...faults, busy: faults.busy - 1 };
      return true;
    },
    calm: (): void => {
      faults = noFaults();
    },
    openings: (): number => openings,
    pushes: (): number => pushes,
    waiting: (): number => unsent.length,
    last: (): Shown | null => last,
    open: (): void => {
      openings += 1;
    },
    /** Somebody looks into it; null: a stranger. It decides alone, and pushes what happened. */
    show: async (employeeNo: string | null, inside = false): Promise<Shown> => {
      const known = employeeNo ? memory.people[employeeNo] : undefined;
      const opened = known !== undefined && known.faceBytes !== null;
      const minor = opened ? facePassed : faceUnknown;
      return happened({ minor, employeeNo: opened ? employeeNo : null, name: known?.name ?? '', inside }, opened);
    },
    /** By which of its numbers it knows a card, however the reader writes it. */
    numberOf,
    /** Somebody holds a card before it. */
    swipe: async (cardNo: string, inside = false): Promise<Shown> => {
      const employeeNo = memory.cards[numberOf(cardNo) ?? ''] ?? null;
      const known = employeeNo ? memory.people[employeeNo] : undefined;
      const opened = known !== undefined;
      const who = { employeeNo: opened ? employeeNo : null, name: known?.name ?? '' };
      return happened({ minor: opened ? cardPassed : cardUnknown, ...who, inside, cardNo }, opened);
    },
    /** Somebody gives out a card at the terminal itself. */
    enrolByHand: (cardNo: string, employeeNo = 'LOCAL1', name = '本机登记'): void => {
      memory.people[employeeNo] ??= { name, faceBytes: null };
      memory.cards[cardNo] = employeeNo;
      world.changed();
    },
    /** Tells what it could not tell before. */
    catchUp: async (): Promise<void> => {
      const waiting = unsent;
      unsent = [];
      for (const event of waiting) {
        const { AccessControllerEvent: door, ...rest } = event as { AccessControllerEvent: object };
        if (!(await push({ ...rest, AccessControllerEvent: { ...door, currentEvent: false } }))) unsent.push(event);
      }
    },
    /** A further copy of nothing new: a heartbeat. */
    beat: (): Promise<boolean> =>
      push({ dateTime: localTime(world.now()), eventType: 'heartBeat', eventState: 'active', ipAddress: '10.0.3.7' }),
  };
};

export type Terminal = ReturnType<typeof createTerminal>;
