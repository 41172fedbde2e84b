import { messageLinks, messageWords } from '../../locales/messages.js';
import { meteringTexts } from '../../locales/metering.js';
import type { Deps } from '../../platform/deps.js';
import type { Job } from '../../platform/queue/worker.js';
import { readHouseBrief } from '../community/community.door.js';
import { readBoundAccounts } from '../identity/identity.door.js';
import { readFinding } from '../metering/metering.door.js';
import type { Notice, Noticed } from './deliver.js';

/** Whoever lives there can turn the tap off; an empty house is its owners' matter. */
const noticesOf = async (deps: Deps, job: Job): Promise<Notice[]> => {
  const { reader } = deps.db;
  const communityId = job.communityId ?? '';
  const finding = await readFinding(reader, communityId, String(job.payload.findingId));
  if (!finding?.houseId) return [];
  const { houseId, kind, figure } = finding;
  const house = await readHouseBrief(reader, communityId, houseId);
  if (!house) return [];
  const bound = (await readBoundAccounts(reader, communityId, [houseId])).get(houseId) ?? [];
  const people = bound.filter(({ role }) => kind !== 'empty' || role === 'owner').map(({ accountId }) => accountId);
  return [...new Set(people)].map((accountId) => ({
    ...messageWords.meterFound(house.label, meteringTexts.found[kind](figure)),
    accountId,
    communityId,
    link: messageLinks.meters(houseId),
    subject: house.label,
    number: null,
    at: deps.clock.now(),
    templateId: '',
  }));
};

export const meterNotices: Noticed[] = [{ topic: 'metering.told', title: '通知住户：水电表异常', noticesOf }];
