import type {
  AutoDebitDesk,
  AutoDebitView,
  DebitView,
  listDebits as listDebitsApi,
  listMandates as listMandatesApi,
  MandateSummary,
  MandateView,
} from 'shared-types/autodebit';
import type { QueryOf } from 'shared-types/contract';
import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { autodebitTexts as texts } from '../../locales/autodebit.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { decryptField } from '../../platform/secrets/fieldCrypto.js';
import { remindableTotals } from '../billing/arrears.door.js';
import { readHouseBrief, readHouseBriefs } from '../community/community.door.js';
import { readFilesOf } from '../file/file.door.js';
import { maskName, readOwnerBriefs } from '../identity/identity.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { MandateEntity } from './autodebit.entity.js';
import * as store from './autodebit.store.js';
import { presentDebit, presentForOwner, presentMandate } from './autodebit.view.js';
import { isOffered } from './record.js';

/** The house as the caller is bound to it; a tenant neither signs nor sees what the owner signed. */
export const houseOf = (actor: OwnerActor, houseId: string): OwnerActor['houses'][number] => {
  const house = actor.houses.find((one) => one.houseId === houseId);
  if (!house) throw new AppError('house.not_found');
  return house;
};

/** The same for who may act. */
export const ownHouseOf = (actor: OwnerActor, houseId: string): OwnerActor['houses'][number] => {
  const house = houseOf(actor, houseId);
  if (house.role === 'tenant') throw new AppError('auth.forbidden');
  return house;
};

export const readOwnView = async (deps: Deps, actor: OwnerActor, houseId: string): Promise<AutoDebitView> => {
  const { reader } = deps.db;
  const { communityId, role } = houseOf(actor, houseId);
  const [house, terms] = await Promise.all([
    readHouseBrief(reader, communityId, houseId),
    readMoneyPolicy(reader, communityId).then((policy) => policy.autoDebit),
  ]);
  if (!house) throw new AppError('house.not_found');
  const now = deps.clock.now();
  if (role === 'tenant')
    return presentForOwner(house, { mandate: null, ended: null }, [], { terms, offered: false, now });
  const [mandate, ended, debits, offered] = await Promise.all([
    store.findOpenOfHouse(reader, communityId, houseId),
    store.findLastEnded(reader, communityId, houseId),
    store.findDebitsOf(reader, { communityId, houseId }),
    isOffered(deps, reader, communityId),
  ]);
  return presentForOwner(house, { mandate, ended }, debits, { terms, offered, now });
};

export const labelsOf = async (reader: Reader, houseIds: string[]): Promise<Map<string, string>> =>
  new Map((await readHouseBriefs(reader, [...new Set(houseIds)])).map(({ id, label }) => [id, label]));

/** Who pays, by mandate: the name that they are known by, or a bank's holder masked. */
export const payersOf = async (
  deps: Deps,
  reader: Reader,
  mandates: readonly MandateEntity[],
): Promise<Map<string, string>> => {
  const owners = await readOwnerBriefs(
    reader,
    deps,
    mandates.flatMap(({ accountId }) => (accountId ? [accountId] : [])),
  );
  return new Map(
    mandates.map((mandate) => {
      const { id, accountId, holderEncrypted, bankName, cardTail } = mandate;
      const name = holderEncrypted
        ? texts.bankPayer(maskName(decryptField(deps.keys, holderEncrypted, 'holder')), bankName ?? '', cardTail ?? '')
        : (owners.get(accountId ?? '')?.displayName ?? '');
      return [id, name];
    }),
  );
};

const afterOf = (cursor: string | undefined): string | null => decodeCursor(cursor, 1)[0] ?? null;

/** A page of rows that are listed by their ids, the newest first. */
export const pageOf = <T extends { id: string }>(
  found: readonly T[],
  limit: number,
): { shown: T[]; nextCursor: string | null } => {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { shown, nextCursor: last ? encodeCursor(last.id) : null };
};

export const listMandateViews = async (
  deps: Deps,
  communityId: string,
  { kind, scope, cursor, limit }: QueryOf<typeof listMandatesApi>,
): Promise<{ items: MandateSummary[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const filter = { kind, ended: scope === 'ended', after: afterOf(cursor), limit: limit + 1 };
  const { shown, nextCursor } = pageOf(await store.listMandates(reader, communityId, filter), limit);
  const [labels, payers] = await Promise.all([
    labelsOf(
      reader,
      shown.map(({ houseId }) => houseId),
    ),
    payersOf(deps, reader, shown),
  ]);
  return {
    items: shown.map((one) => presentMandate(one, labels.get(one.houseId) ?? '', payers.get(one.id) ?? '')),
    nextCursor,
  };
};

export const readMandateView = async (deps: Deps, communityId: string, id: string): Promise<MandateView> => {
  const { reader } = deps.db;
  const mandate = await store.findMandate(reader, communityId, id);
  if (!mandate) throw new AppError('autodebit.not_found');
  const [labels, payers, files, debits] = await Promise.all([
    labelsOf(reader, [mandate.houseId]),
    payersOf(deps, reader, [mandate]),
    readFilesOf(deps, reader, [id]),
    store.findDebitsOf(reader, { communityId, mandateId: id }),
  ]);
  const label = labels.get(mandate.houseId) ?? '';
  const now = deps.clock.now();
  return {
    ...presentMandate(mandate, label, payers.get(id) ?? ''),
    agreementNo: mandate.agreementNo,
    registeredBy: mandate.registeredByName,
    files: files.get(id) ?? [],
    debits: debits.map((debit) => presentDebit(debit, label, now)),
    actions: mandate.status === 'signing' || mandate.status === 'active' ? ['end'] : [],
  };
};

export const listDebitViews = async (
  deps: Deps,
  communityId: string,
  { kind, state, cursor, limit }: QueryOf<typeof listDebitsApi>,
): Promise<{ items: DebitView[]; nextCursor: string | null }> => {
  const { reader } = deps.db;
  const filter = { kind, status: state, after: afterOf(cursor), limit: limit + 1 };
  const { shown, nextCursor } = pageOf(await store.listDebits(reader, communityId, filter), limit);
  const labels = await labelsOf(
    reader,
    shown.map(({ houseId }) => houseId),
  );
  const now = deps.clock.now();
  return { items: shown.map((one) => presentDebit(one, labels.get(one.houseId) ?? '', now)), nextCursor };
};

export const readDesk = async (deps: Deps, { communityId }: StaffActor): Promise<AutoDebitDesk> => {
  const { reader } = deps.db;
  const now = deps.clock.now();
  const [terms, active, bank] = await Promise.all([
    readMoneyPolicy(reader, communityId).then((policy) => policy.autoDebit),
    store.countActive(reader, communityId),
    store.findActive(reader, communityId, 'bank'),
  ]);
  const totals = await remindableTotals(
    reader,
    communityId,
    bank.map(({ houseId }) => houseId),
    now,
  );
  const papay = deps.autoDebit !== null;
  const due = [...totals.values()].filter(({ dueFen }) => dueFen > 0);
  return {
    on: terms.on,
    papay,
    sayings: [
      ...(terms.on ? [texts.deskOn(terms.day, terms.hour)] : [texts.deskOff]),
      ...(papay ? [] : [texts.deskNoPapay]),
    ],
    active,
    next: { houses: due.length, totalFen: due.reduce((sum, { dueFen }) => sum + dueFen, 0) },
    actions: terms.on ? ['register', ...(due.length > 0 ? (['export'] as const) : [])] : [],
  };
};
