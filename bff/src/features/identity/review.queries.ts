import type { BindingStatus, StaffBindingView } from 'shared-types/binding';
import { AppError } from '../../kernel/appError.js';
import type { StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBriefs, readLedgerNames } from '../community/community.door.js';
import { countBindings, findAccounts, findBindingIn, findBindingPage } from './binding.store.js';
import type { BindingEntity } from './identity.entity.js';
import { presentForReview } from './identity.view.js';

/** Bindings with what staff compare them with, in a fixed number of reads. */
const presentAll = async (deps: Deps, actor: StaffActor, bindings: BindingEntity[]): Promise<StaffBindingView[]> => {
  const { reader } = deps.db;
  const houseIds = [...new Set(bindings.map((binding) => binding.houseId))];
  const labels = new Map((await readHouseBriefs(reader, houseIds)).map((house) => [house.id, house.label]));
  const names = await readLedgerNames(reader, actor.communityId, houseIds);
  const counts = await countBindings(reader, actor.communityId, houseIds);
  const accounts = await findAccounts(reader, [...new Set(bindings.map((binding) => binding.accountId))]);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return bindings.map((binding) =>
    presentForReview(deps, actor, binding, {
      houseLabel: labels.get(binding.houseId) ?? '',
      account: byId.get(binding.accountId),
      ledgerNames: names.get(binding.houseId) ?? [],
      boundNow: counts.get(binding.houseId)?.active ?? 0,
    }),
  );
};

export const listReviewViews = async (
  deps: Deps,
  actor: StaffActor,
  query: { status?: BindingStatus | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: StaffBindingView[]; nextCursor: string | null }> => {
  const rows = await findBindingPage(deps.db.reader, actor.communityId, {
    status: query.status,
    after: query.cursor,
    take: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const items = await presentAll(deps, actor, shown);
  return { items, nextCursor: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null };
};

export const readReviewView = async (deps: Deps, actor: StaffActor, id: string): Promise<StaffBindingView> => {
  const binding = await findBindingIn(deps.db.reader, actor.communityId, id);
  const [view] = binding ? await presentAll(deps, actor, [binding]) : [];
  if (!view) throw new AppError('binding.not_found');
  return view;
};
