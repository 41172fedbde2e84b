import type { PassBody } from 'shared-types/access';
import { AppError } from '../../../kernel/appError.js';
import { accessTexts } from '../../../locales/access.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseDetail } from '../../community/house.door.js';
import { readOwnerBrief } from '../../identity/identity.door.js';
import { invalid, readWish, writePass } from './writePass.js';

/** What WeChat says of a name that a public page will show; no answer is no objection, as people see it beside the house. */
const checkName = async (deps: Deps, openid: string | null, name: string): Promise<void> => {
  if (!openid) return;
  const verdict = await deps.wechat.checkText({ openid, content: name, scene: 'profile' }).catch(() => null);
  if (verdict?.suggest === 'risky') throw invalid('name', accessTexts.nameRefused);
};

/** An owner invites somebody (S3). The pass is good for the gates that its house may choose; its digits are its own. */
export const createPass = async (deps: Deps, call: Call<OwnerActor>, body: PassBody): Promise<{ id: string }> => {
  const bound = call.actor.houses.find(({ houseId }) => houseId === body.houseId);
  const { reader } = deps.db;
  const house = bound && (await readHouseDetail(reader, bound.communityId, bound.houseId));
  if (!house) throw new AppError('house.not_found');
  const wish = await readWish(deps, house, body);
  const owner = await readOwnerBrief(reader, deps, call.actor.id);
  await checkName(deps, owner?.openid ?? null, body.name);
  const host = { accountId: call.actor.id, hostPersonId: null, hostName: call.actor.name };
  return transaction(deps, call, async (tx) => ({ id: (await writePass(tx, deps, { house, host, wish })).id }));
};
