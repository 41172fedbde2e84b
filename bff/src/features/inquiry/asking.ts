import { AppError } from '../../kernel/appError.js';
import { newId } from '../../kernel/ids.js';
import { inquiryTexts as t } from '../../locales/inquiry.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';
import type { InquiryEntity } from './inquiry.entity.js';
import { type Answer, answer } from './knowledge.js';
import { phrase } from './phrasing.js';
import { goInWriting, type Line, onlineDesk, waitForPerson } from './record.js';

/** What asking is, whether an owner does it on a telephone or a house at a kiosk. */

/** Questions of one person in a minute. */
const asks = { name: 'inquiry', points: 30, windowMs: 60_000 };

export const limitQuestions = async (deps: Pick<Deps, 'keyValue'>, id: string): Promise<void> => {
  if (!(await createRateLimit(deps.keyValue, asks)(id)).allowed) throw new AppError('rate.limited');
};

export interface Asker {
  actor: OwnerActor;
  house: { communityId: string; id: string; label: string };
}

const lineOf = ({ source, maybe, confidenceBp }: Answer, words: string | null): Line =>
  source
    ? { kind: 'answered', body: words ?? source.text, phrased: words !== null, sources: [source], confidenceBp }
    : { kind: 'unsure', body: maybe.length > 0 ? t.unsure : t.unsureNothing, sources: maybe, confidenceBp };

/** What the community's knowledge says to a question, in a model's words where one is set up. Call it with no transaction open. */
export const knowledgeLine = async (deps: Deps, asker: Asker, question: string, isPhrased: boolean): Promise<Line> => {
  const answered = await answer(deps, asker.actor, asker.house, question);
  const words = isPhrased && answered.source ? await phrase(deps, asker, question, answered.source) : null;
  return lineOf(answered, words);
};

export const freshInquiry = (
  now: Date,
  who: Pick<InquiryEntity, 'communityId' | 'houseId' | 'accountId' | 'openKey' | 'helperId' | 'helperName'>,
): InquiryEntity => ({
  ...who,
  ...{ id: newId(now), status: 'bot', openedAt: now, changedAt: now, waitingSince: null, staffId: null },
  ...{ staffName: null, repairId: null, closedAt: null, last: '' },
});

/** To whoever is at the desk, or to paper where nobody is; whoever helps at the kiosk already is not called. */
export const callPerson = async (tx: Tx, deps: Deps, inquiry: InquiryEntity): Promise<void> => {
  if (inquiry.status === 'waiting' || inquiry.status === 'staff') return;
  const online = await onlineDesk(tx, inquiry.communityId, deps.clock.now());
  const desk = online.filter(({ id }) => id !== inquiry.helperId);
  if (desk.length > 0) await waitForPerson(tx, deps, inquiry, desk);
  else await goInWriting(tx, deps, inquiry, t.nobody);
};
