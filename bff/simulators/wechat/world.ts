import { createHash, randomBytes } from 'node:crypto';
import { ResidentSeed, type Template } from './data.js';
import { type Api, createFaults, type FaultKind, type Faults } from './faults.js';
import { createStableTokens, type StableTokens } from './tokens.js';

const codeLifeMs = 5 * 60_000;
const activeForMs = 2 * 3_600_000;
const kept = 200;
const maxResidents = 500;

export type PopupAnswer = 'accept' | 'reject';

export interface Resident extends ResidentSeed {
  openid: string;
  /** When they last opened the mini-program; null: they have it open. */
  leftAt: Date | null;
  popup: PopupAnswer;
}

export interface ReceivedMessage {
  id: string;
  at: string;
  templateId: string;
  title: string;
  page: string | null;
  fields: { key: string; name: string; value: string }[];
}

export interface LoggedCall {
  at: string;
  api: Api;
  path: string;
  /** Whom it concerned, by name; addresses, tokens and codes are never logged. */
  resident: string | null;
  status: number;
  errcode: number | null;
  fault: FaultKind | null;
  ms: number;
}

export type CodeKind = 'login' | 'phone';
type CodeState = { residentId: string } | { errcode: 40029 | 40163 };

/** What the pretended WeChat remembers; the wire and the console both look at it. */
export interface WechatWorld {
  readonly app: { appId: string; secret: string };
  readonly templates: Template[];
  readonly tokens: StableTokens;
  readonly faults: Faults;
  readonly now: () => Date;
  residents(): Resident[];
  resident(id: string): Resident | undefined;
  byOpenid(openid: string): Resident | undefined;
  putResident(seed: { id?: string; name: string; phone: string; note?: string }): Resident;
  makeCode(kind: CodeKind, residentId: string): string;
  useCode(kind: CodeKind, code: string): CodeState;
  isActive(resident: Resident): boolean;
  /** Answers the popup as the resident does; each acceptance is one message. */
  answerPopup(resident: Resident, templateIds: string[]): Record<string, PopupAnswer | 'filter'>;
  quota(residentId: string, templateId: string): number;
  setQuota(residentId: string, templateId: string, count: number): void;
  deliver(resident: Resident, template: Template, page: string | null, values: Record<string, string>): string;
  messages(residentId: string): ReceivedMessage[];
  log(call: LoggedCall): void;
  calls(): LoggedCall[];
  reset(): void;
}

export interface WorldOptions {
  app: { appId: string; secret: string };
  residents: { id?: string; name: string; phone: string; note?: string }[];
  templates: Template[];
  now: () => Date;
}

/** The same person has the same openid after every restart, as with WeChat. */
const openidOf = (appId: string, id: string): string =>
  `o${createHash('sha256').update(`${appId} ${id}`).digest('base64url').slice(0, 27)}`;

const push = <T>(list: T[], value: T): void => {
  list.unshift(value);
  list.length = Math.min(list.length, kept);
};

export const createWorld = ({ app, residents: seeds, templates, now }: WorldOptions): WechatWorld => {
  const residents = new Map<string, Resident>();
  const codes = new Map<string, { kind: CodeKind; residentId: string; expiresAtMs: number; used: boolean }>();
  const quotas = new Map<string, number>();
  const inboxes = new Map<string, ReceivedMessage[]>();
  const calls: LoggedCall[] = [];
  const tokens = createStableTokens(now);
  const faults = createFaults();
  const quotaKey = (residentId: string, templateId: string): string => `${residentId} ${templateId}`;

  const putResident: WechatWorld['putResident'] = (seed) => {
    const id = seed.id ?? `r${seed.phone.slice(-8)}`;
    const known = residents.get(id);
    if (!known && residents.size >= maxResidents) throw new RangeError('too many residents');
    const parsed = ResidentSeed.parse({ note: known?.note ?? '', ...seed, id });
    const state = known ?? { openid: openidOf(app.appId, id), leftAt: null, popup: 'accept' as const };
    const resident: Resident = { ...state, ...parsed };
    residents.set(id, resident);
    return resident;
  };

  const dropOldCodes = (): void => {
    if (codes.size < 5000) return;
    for (const [code, { expiresAtMs }] of codes) if (expiresAtMs < now().getTime() - codeLifeMs) codes.delete(code);
  };

  for (const seed of seeds) putResident(seed);

  return {
    app,
    templates,
    tokens,
    faults,
    now,
    residents: () => [...residents.values()],
    resident: (id) => residents.get(id),
    byOpenid: (openid) => [...residents.values()].find((one) => one.openid === openid),
    putResident,
    makeCode: (kind, residentId) => {
      dropOldCodes();
      const code = randomBytes(kind === 'login' ? 24 : 48)
        .toString(kind === 'login' ? 'base64url' : 'hex')
        .slice(0, 64);
      codes.set(code, { kind, residentId, expiresAtMs: now().getTime() + codeLifeMs, used: false });
      const resident = residents.get(residentId);
      if (resident) resident.leftAt = null;
      return code;
    },
    useCode: (kind, code) => {
      const found = codes.get(code);
      if (!found || found.kind !== kind || found.expiresAtMs <= now().getTime()) return { errcode: 40029 };
      // Only wx.login's codes have an error of their own for being used.
      if (found.used) return { errcode: kind === 'login' ? 40163 : 40029 };
      found.used = true;
      return { residentId: found.residentId };
    },
    isActive: ({ leftAt }) => leftAt === null || now().getTime() - leftAt.getTime() <= activeForMs,
    answerPopup: (resident, templateIds) => {
      resident.leftAt = null;
      const answers: Record<string, PopupAnswer | 'filter'> = {};
      for (const templateId of templateIds) {
        const known = templates.some(({ id }) => id === templateId);
        answers[templateId] = known ? resident.popup : 'filter';
        const key = quotaKey(resident.id, templateId);
        if (answers[templateId] === 'accept') quotas.set(key, (quotas.get(key) ?? 0) + 1);
      }
      return answers;
    },
    quota: (residentId, templateId) => quotas.get(quotaKey(residentId, templateId)) ?? 0,
    setQuota: (residentId, templateId, count) => {
      quotas.set(quotaKey(residentId, templateId), count);
    },
    deliver: (resident, template, page, values) => {
      const id = String(BigInt(`0x${randomBytes(7).toString('hex')}`));
      const key = quotaKey(resident.id, template.id);
      quotas.set(key, (quotas.get(key) ?? 0) - 1);
      const inbox = inboxes.get(resident.id) ?? [];
      inboxes.set(resident.id, inbox);
      const fields = template.fields.map((field) => ({ ...field, value: values[field.key] ?? '' }));
      push(inbox, { id, at: now().toISOString(), templateId: template.id, title: template.title, page, fields });
      return id;
    },
    messages: (residentId) => inboxes.get(residentId) ?? [],
    log: (call) => push(calls, call),
    calls: () => calls,
    reset: () => {
      for (const store of [residents, codes, quotas, inboxes]) store.clear();
      calls.length = 0;
      faults.clear();
      for (const seed of seeds) putResident(seed);
    },
  };
};
