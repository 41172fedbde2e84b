import type { ChainState, EntrySummary, EntryView, TrialBalance } from 'shared-types/ledger';
import { atWall, toInstant } from 'shared-types/time';
import { cursorTime, decodeCursor, encodeCursor } from '../../http/cursor.js';
import { AppError } from '../../kernel/appError.js';
import { booksTexts } from '../../locales/books.js';
import type { Reader } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs } from '../community/community.door.js';
import { readWorkersByIds } from '../identity/identity.door.js';
import type { LedgerEntryEntity } from './ledger.entity.js';
import { findEntry, findNumbers, findPostings, findReversalOf, sumAccounts } from './ledger.store.js';
import { presentFault, presentLink, presentPosting, presentSummary, presentTrialBalance } from './ledger.view.js';
import { type EntryFilter, findMoved, findSides, listEntries } from './lists.store.js';
import { proofOf } from './proof.js';
import { countUnsealed, findChain, findLastSeal } from './seal.store.js';
import type { Fault } from './verify.js';

const dayMs = 86_400_000;

/** Days of the community, both included, as instants: from, and the first that is not in it any more. */
export const spanOf = (days: {
  from?: string | undefined;
  to?: string | undefined;
}): { from: Date | null; to: Date | null } => {
  const from = days.from ? atWall(days.from, 0) : null;
  const to = days.to ? new Date(atWall(days.to, 0).getTime() + dayMs) : null;
  if (from && to && from >= to) throw new AppError('request.invalid', { fields: { to: booksTexts.badPeriod } });
  return { from, to };
};

export const readTrialBalance = async (
  reader: Reader,
  communityId: string,
  period: { from: string; to: string },
): Promise<TrialBalance> => {
  const { from, to } = spanOf(period);
  const [before, during] = await Promise.all([
    sumAccounts(reader, communityId, { to: from }),
    sumAccounts(reader, communityId, { from, to }),
  ]);
  return presentTrialBalance(period, before, during);
};

export interface EntryQuery {
  account?: string | undefined;
  cause?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  houseId?: string | undefined;
  billId?: string | undefined;
  q?: string | undefined;
}

/** 记-128, 记 128 or 128 means the voucher of that number. */
const numberOf = (q: string | undefined): number | null => {
  const match = /^(?:记\s*[-－—]?\s*)?(\d{1,9})$/.exec(q ?? '');
  return match ? Number(match[1]) : null;
};

export const filterOf = (query: EntryQuery): Omit<EntryFilter, 'after' | 'limit'> => ({
  ...query,
  ...spanOf(query),
  number: numberOf(query.q),
});

const summariesOf = async (
  reader: Reader,
  communityId: string,
  entries: readonly LedgerEntryEntity[],
  account?: string,
): Promise<EntrySummary[]> => {
  const ids = entries.map(({ id }) => id);
  const [numbers, sides, moved] = await Promise.all([
    findNumbers(reader, communityId, ids),
    findSides(reader, communityId, ids),
    account ? findMoved(reader, communityId, ids, account) : null,
  ]);
  return entries.map((entry) => ({
    ...presentSummary(entry, numbers.get(entry.id), sides.get(entry.id)),
    movedFen: moved && (moved.get(entry.id) ?? 0),
  }));
};

export const listEntryViews = async (
  reader: Reader,
  communityId: string,
  { cursor, limit, ...query }: EntryQuery & { cursor?: string | undefined; limit: number },
): Promise<{ items: EntrySummary[]; nextCursor: string | null }> => {
  const [at, id] = decodeCursor(cursor, 2);
  const after = at !== undefined && id !== undefined ? { at: cursorTime(at), id } : null;
  const rows = await listEntries(reader, communityId, { ...filterOf(query), after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await summariesOf(reader, communityId, shown, query.account),
    nextCursor: last ? encodeCursor(last.at.toISOString(), last.id) : null,
  };
};

const sealOf = async (reader: Reader, communityId: string, entryId: string): Promise<EntryView['seal']> => {
  const proof = await proofOf(reader, communityId, entryId);
  if (!proof) return null;
  const { seq, sealedAt, prevHash, hash, root, count } = proof.seal;
  return {
    seq,
    sealedAt: toInstant(sealedAt),
    prevHash,
    hash,
    root,
    count,
    leafHash: proof.leafHash,
    proof: proof.proof,
  };
};

/** An entry with everything around it: postings, seal and proof, what takes it back, who caused it. */
export const readEntryView = async (deps: Deps, communityId: string, id: string): Promise<EntryView> => {
  const { reader } = deps.db;
  const entry = await findEntry(reader, communityId, id);
  if (!entry) throw new AppError('entry.not_found');
  const [[summary], postings, seal, reverses, reversedBy] = await Promise.all([
    summariesOf(reader, communityId, [entry]),
    findPostings(reader, communityId, [id]),
    sealOf(reader, communityId, id),
    entry.reverses ? findEntry(reader, communityId, entry.reverses) : null,
    findReversalOf(reader, communityId, id),
  ]);
  const houseIds = [...new Set(postings.flatMap(({ houseId }) => houseId ?? []))];
  const linked = [reverses, reversedBy].flatMap((one) => one?.id ?? []);
  const [houses, numbers, staff] = await Promise.all([
    readHouseBriefs(reader, houseIds),
    findNumbers(reader, communityId, linked),
    readWorkersByIds(reader, communityId, entry.byId ? [entry.byId] : [], deps.clock.now()),
  ]);
  const labels = new Map(houses.map((house) => [house.id, house.label]));
  return {
    ...(summary as EntrySummary),
    postings: postings.map((posting) => presentPosting(posting, labels.get(posting.houseId ?? ''))),
    byName: staff.get(entry.byId ?? '')?.name ?? null,
    postedAt: toInstant(entry.postedAt),
    seal,
    reverses: presentLink(reverses, numbers.get(reverses?.id ?? '')),
    reversedBy: presentLink(reversedBy, numbers.get(reversedBy?.id ?? '')),
  };
};

export const readChainState = async (reader: Reader, communityId: string): Promise<ChainState> => {
  const [chain, seal, unsealedCount] = await Promise.all([
    findChain(reader, communityId),
    findLastSeal(reader, communityId),
    countUnsealed(reader, communityId),
  ]);
  return {
    lastSeal: seal && { seq: seal.seq, hash: seal.hash, sealedAt: toInstant(seal.sealedAt) },
    sealedCount: chain?.lastNumber ?? 0,
    unsealedCount,
    verifiedAt: chain?.verifiedAt ? toInstant(chain.verifiedAt) : null,
    fault: chain?.fault ? presentFault(JSON.parse(chain.fault) as Fault) : null,
  };
};
