import { messageLinks, messageWords } from '../../locales/messages.js';
import type { Deps } from '../../platform/deps.js';
import type { Job } from '../../platform/queue/worker.js';
import { type FaceBrief, readFaceBrief } from '../face/face.door.js';
import type { Notice, Noticed } from './deliver.js';

const told = async (
  deps: Deps,
  job: Job,
  wordsOf: (face: FaceBrief) => Pick<Notice, 'title' | 'state' | 'body'> | null,
): Promise<Notice[]> => {
  const communityId = job.communityId ?? '';
  const face = await readFaceBrief(deps.db.reader, communityId, String(job.payload.consentId));
  const words = face && wordsOf(face);
  if (!face || !words) return [];
  const about = { communityId, link: messageLinks.face(face.houseId), subject: face.houseLabel };
  return [{ ...words, ...about, accountId: face.accountId, number: null, at: deps.clock.now(), templateId: '' }];
};

/** Whoever gave their face hears that it is over without their doing, and when nothing of it is left anywhere. */
export const faceNotices: Noticed[] = [
  {
    topic: 'face.ended',
    title: '通知住户：刷脸停用',
    noticesOf: (deps, job) =>
      told(deps, job, ({ endedWhy }) =>
        endedWhy === 'left' || endedWhy === 'lapsed' ? messageWords.faceEnded(endedWhy) : null,
      ),
  },
  {
    topic: 'face.gone',
    title: '通知住户：人脸删完',
    noticesOf: (deps, job) => told(deps, job, ({ houseLabel }) => messageWords.faceGone(houseLabel)),
  },
];
