import { AnnouncementSummary } from './announcement.js';
import { contract } from './contract.js';
import { MediaReading } from './recognition.js';
import { Id, Instant, optionalText, text, z } from './schemas.js';

/** What a card reader types before it presses Enter: the digits of the card. */
export const CardNumber = z.string().check(z.regex(/^\d{6,20}$/));

/** new: its code waits to be typed in; working: it has its token; revoked: neither is worth anything. */
export const kioskStatuses = ['new', 'working', 'revoked'] as const;

export const KioskView = z.object({
  id: Id,
  name: z.string(),
  place: z.string(),
  status: z.enum(kioskStatuses),
  /** Until when its code can be typed in; null: there is none. */
  codeUntil: z.nullable(Instant),
  enrolledAt: z.nullable(Instant),
  /** When it last asked for anything, to some minutes. */
  seenAt: z.nullable(Instant),
  /** The face terminal that stands beside it; null: none. */
  terminal: z.nullable(z.object({ id: Id, name: z.string() })),
  actions: z.array(z.enum(['code', 'terminal', 'revoke'])),
});
export type KioskView = z.infer<typeof KioskView>;

const managing = { as: ['staff'], may: 'kiosk.manage' } as const;
const Params = z.object({ id: Id });
const ofKiosk = { ...managing, on: { param: 'id', of: 'kiosk', within: 'community' } } as const;

export const listKiosks = contract({
  name: 'listKiosks',
  summary: '自助机',
  method: 'GET',
  path: '/staff/kiosks',
  auth: managing,
  response: z.object({
    items: z.array(KioskView),
    /** Face terminals that are no doors and stand at no kiosk yet. */
    terminals: z.array(z.object({ id: Id, name: z.string() })),
  }),
  errors: [],
});

export const registerKiosk = contract({
  name: 'registerKiosk',
  summary: '登记一台自助机',
  method: 'POST',
  path: '/staff/kiosks',
  auth: managing,
  body: z.object({ name: text(20), place: text(40) }),
  response: KioskView,
  idempotent: true,
  errors: [],
});

/** Makes a code, shown this once; a former code is worth nothing then. What the machine holds already goes on. */
export const issueKioskCode = contract({
  name: 'issueKioskCode',
  summary: '给自助机一个登记码',
  method: 'POST',
  path: '/staff/kiosks/:id/code',
  auth: ofKiosk,
  params: Params,
  body: z.object({}),
  response: z.object({ code: z.string(), until: Instant }),
  errors: ['kiosk.not_found', 'kiosk.revoked'],
});

/** C4: whoever agreed to it is known by face there; such a terminal opens no door. Null: none stands there any more. */
export const linkKioskTerminal = contract({
  name: 'linkKioskTerminal',
  summary: '自助机旁边的人脸机',
  method: 'POST',
  path: '/staff/kiosks/:id/terminal',
  auth: ofKiosk,
  params: Params,
  body: z.object({ deviceId: z.nullable(Id) }),
  response: KioskView,
  idempotent: true,
  errors: ['kiosk.not_found', 'kiosk.revoked', 'kiosk.terminal_refused'],
});

/** At once and for good: its token, its code, and what somebody is doing there. */
export const revokeKiosk = contract({
  name: 'revokeKiosk',
  summary: '停用自助机',
  method: 'POST',
  path: '/staff/kiosks/:id/revoke',
  auth: ofKiosk,
  params: Params,
  body: z.object({ reason: text(100) }),
  response: KioskView,
  idempotent: true,
  errors: ['kiosk.not_found', 'kiosk.revoked'],
});

const KioskSelf = z.object({
  name: z.string(),
  place: z.string(),
  community: z.object({ name: z.string(), servicePhone: z.nullable(z.string()) }),
  /** A face terminal stands beside it: it may ask who is there. */
  face: z.boolean(),
});
export type KioskSelf = z.infer<typeof KioskSelf>;

/** The code is used up with it: an answer that is lost asks for another code. */
export const enrolKiosk = contract({
  name: 'enrolKiosk',
  summary: '自助机凭登记码换凭证',
  method: 'POST',
  path: '/kiosk/enrolment',
  auth: 'public',
  body: z.object({ code: z.string().check(z.minLength(1), z.maxLength(40)) }),
  response: z.object({ token: z.string(), kiosk: KioskSelf }),
  errors: ['kiosk.code_wrong', 'rate.limited'],
});

const byMachine = { as: ['kiosk'] } as const;

export const readKioskSelf = contract({
  name: 'readKioskSelf',
  summary: '这台自助机',
  method: 'GET',
  path: '/kiosk',
  auth: byMachine,
  response: KioskSelf,
  errors: [],
});

/** For a machine at which nobody has signed in: it rings for emergencies all the same. */
export const readKioskBoard = contract({
  name: 'readKioskBoard',
  summary: '自助机的公告栏',
  method: 'GET',
  path: '/kiosk/notice-board',
  auth: byMachine,
  response: z.object({
    items: z.array(z.object({ ...AnnouncementSummary.shape, placeWords: z.string() })),
  }),
  errors: [],
});

export const KioskVisit = z.object({
  id: Id,
  /** 林*: enough for its owner. */
  name: z.string(),
  houseLabel: z.string(),
  way: z.enum(['card', 'face']),
});
export type KioskVisit = z.infer<typeof KioskVisit>;

/**
 * C4: the card alone opens a session in which its holder can report a repair of their own house, and nothing else. The
 * machine's former session ends with it. An unknown, a blocked and a replaced card are one answer.
 */
export const openKioskVisit = contract({
  name: 'openKioskVisit',
  summary: '刷卡，开始自助报修',
  method: 'POST',
  path: '/kiosk/visits',
  auth: byMachine,
  body: z.object({ card: CardNumber }),
  response: KioskVisit,
  errors: ['card.not_valid', 'rate.limited'],
});

/** Somebody is known by face, and has several houses. */
export const KioskFaceAsk = z.object({
  id: Id,
  /** 林* */
  name: z.string(),
  houses: z.array(z.object({ id: Id, label: z.string() })),
});
export type KioskFaceAsk = z.infer<typeof KioskFaceAsk>;

/**
 * Asked every other second while the first screen stands, where there is a terminal: who looked into it in the last ten
 * seconds, once. Their session is open then, as by card; or they are asked of which house.
 */
export const takeKioskFace = contract({
  name: 'takeKioskFace',
  summary: '有没有人在刷脸',
  method: 'POST',
  path: '/kiosk/faces',
  auth: byMachine,
  body: z.object({}),
  response: z.object({ visit: z.nullable(KioskVisit), ask: z.nullable(KioskFaceAsk) }),
  errors: [],
});

export const openKioskFaceVisit = contract({
  name: 'openKioskFaceVisit',
  summary: '刷脸后选房子，开始自助报修',
  method: 'POST',
  path: '/kiosk/faces/:id/visit',
  auth: byMachine,
  params: Params,
  body: z.object({ houseId: Id }),
  response: KioskVisit,
  errors: ['kiosk.visit_over'],
});

export const endKioskVisit = contract({
  name: 'endKioskVisit',
  summary: '结束自助报修',
  method: 'POST',
  path: '/kiosk/visits/:id/end',
  auth: byMachine,
  params: Params,
  body: z.object({}),
  response: z.object({}),
  errors: [],
});

/** One recording, field `file`: what its holder says instead of typing. Heard where speech is set up, else it stands for itself. */
export const recordAtKiosk = contract({
  name: 'recordAtKiosk',
  summary: '刷卡后说一段话',
  method: 'POST',
  path: '/kiosk/visits/:id/recordings',
  auth: byMachine,
  params: Params,
  query: z.object({ durationMs: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(600_000))) }),
  bodyKind: 'upload',
  response: z.object({ fileId: Id, reading: MediaReading }),
  idempotent: true,
  errors: ['kiosk.visit_over', 'file.type_refused', 'file.too_large', 'file.broken', 'rate.limited'],
});

export const reportAtKiosk = contract({
  name: 'reportAtKiosk',
  summary: '刷卡后自助报修',
  method: 'POST',
  path: '/kiosk/visits/:id/repairs',
  auth: byMachine,
  params: Params,
  body: z.object({
    problemTypeId: z.optional(z.string().check(z.maxLength(32))),
    spot: optionalText(40),
    /** One of the type's emergencies, or empty: it is none. */
    emergency: z.optional(z.string().check(z.maxLength(40))),
    /** Words or a recording: at least one. */
    text: optionalText(1000),
    recordingId: z.optional(Id),
    /** The text is what a machine heard in the recording, as it was or corrected. */
    spoken: z.optional(z.boolean()),
  }),
  response: z.object({ number: z.string() }),
  idempotent: true,
  errors: ['kiosk.visit_over', 'repair.place_refused', 'file.not_yours', 'request.invalid'],
});

export const cardStatuses = ['valid', 'blocked', 'replaced'] as const;

/** Never with its number. */
export const CardView = z.object({ id: Id, status: z.enum(cardStatuses), issuedAt: Instant, issuedBy: z.string() });
export type CardView = z.infer<typeof CardView>;

/** waiting: on its way there; failed: the terminal has no cards; leaving: being deleted, as long as it takes. */
export const cardDoorStates = ['waiting', 'on', 'failed', 'leaving'] as const;
export type CardDoorState = (typeof cardDoorStates)[number];

/** What of somebody's cards opens doors: what terminals themselves have said, and nothing that is only wished. */
export const CardDoors = z.object({
  /** 能开 2 处门 · 1 处能开，还有 1 处没有送到 · 还有 1 处没有删完; none: opens no door, and nothing is left anywhere. */
  words: z.array(z.string()),
  tone: z.enum(['ok', 'wait', 'bad']),
  /** Of former cards too, until they are gone. */
  copies: z.array(
    z.object({
      /** 3栋2单元前门人脸机 */
      door: z.string(),
      state: z.enum(cardDoorStates),
      /** 能开了 · 机器断网，一恢复就删 */
      words: z.string(),
    }),
  ),
  /** open: the card is to be read once more, for its number was not kept. */
  actions: z.array(z.enum(['open', 'close'])),
});
export type CardDoors = z.infer<typeof CardDoors>;

const keeping = { as: ['staff'], may: 'card.manage' } as const;

export const listCardsOfHouse = contract({
  name: 'listCardsOfHouse',
  summary: '这户各人的业主卡',
  method: 'GET',
  path: '/staff/houses/:id/cards',
  auth: { ...keeping, on: { param: 'id', of: 'house', within: 'community' } },
  params: Params,
  response: z.object({
    /** Whom the ledger names, each with their latest card. */
    items: z.array(z.object({ personId: Id, name: z.string(), card: z.nullable(CardView), doors: CardDoors })),
    /** Doors on the way home that take cards; none: there is nothing to open. */
    terminals: z.array(z.string()),
  }),
  errors: ['house.not_found'],
});

/**
 * Registers a card to a person of the ledger; the card that they had is replaced by it. `doors`: it also opens the doors
 * of the own house, for which its number is kept, encrypted; the same card may be read once more for that.
 */
export const issueCard = contract({
  name: 'issueCard',
  summary: '发业主卡、换卡',
  method: 'POST',
  path: '/staff/persons/:id/cards',
  auth: { ...keeping, on: { param: 'id', of: 'person', within: 'community' } },
  params: Params,
  body: z.object({ number: CardNumber, doors: z.optional(z.boolean()) }),
  response: CardView,
  idempotent: true,
  errors: ['person.not_found', 'card.taken', 'card.no_door'],
});

/** It opens no doors any more, and goes on at the kiosk. Deleted at every terminal within a minute of its being there. */
export const closeCardDoors = contract({
  name: 'closeCardDoors',
  summary: '业主卡不再开门',
  method: 'POST',
  path: '/staff/cards/:id/doors/close',
  auth: { ...keeping, on: { param: 'id', of: 'card', within: 'community' } },
  params: Params,
  body: z.object({}),
  response: CardView,
  idempotent: true,
  errors: ['card.not_found'],
});

export const blockCard = contract({
  name: 'blockCard',
  summary: '停用业主卡',
  method: 'POST',
  path: '/staff/cards/:id/block',
  auth: { ...keeping, on: { param: 'id', of: 'card', within: 'community' } },
  params: Params,
  body: z.object({ reason: text(100) }),
  response: CardView,
  idempotent: true,
  errors: ['card.not_found'],
});

/** With staff beside: whose card it is, so that nobody types a house. What may be done is the staff's. */
export const identifyByCard = contract({
  name: 'identifyByCard',
  summary: '刷卡认人（工作人员在旁）',
  method: 'POST',
  path: '/staff/card-holders',
  auth: { as: ['staff'], may: 'request.create' },
  body: z.object({ card: CardNumber }),
  response: z.object({ houseId: Id, houseLabel: z.string(), name: z.string() }),
  errors: ['card.not_valid', 'rate.limited'],
});
