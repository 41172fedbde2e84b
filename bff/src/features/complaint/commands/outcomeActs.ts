import { AppError } from '../../../kernel/appError.js';
import { findPersonal } from '../../../kernel/personal.js';
import { unwrap } from '../../../kernel/result.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { findLedgerNamesIn } from '../../community/community.door.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import { tellOfCase } from '../../repair/case.door.js';
import type { ComplaintReportEntity } from '../complaint.entity.js';
import { decide, mayDraft, outcomeState, withdraw } from '../complaint.rules.js';
import { findOutcome, lockReportsOf, saveOutcome } from '../complaint.store.js';
import { namesOf } from '../people.js';
import { onComplaint, personalData } from './staffActs.js';

interface PublicText {
  title: string;
  text: string;
}

/** Everybody reads it: no name, no number, no room, of whoever complained or of anybody else. */
const checkPublic = async (
  deps: Deps,
  tx: Tx,
  communityId: string,
  reports: ComplaintReportEntity[],
  words: PublicText,
): Promise<void> => {
  const known = {
    names: [
      ...(await namesOf(tx, deps, communityId, reports)),
      ...(await findLedgerNamesIn(tx, communityId, `${words.title}\n${words.text}`)),
    ],
    houses: reports.map(({ houseLabel }) => houseLabel),
  };
  for (const field of ['title', 'text'] as const) {
    const [first] = findPersonal(words[field], known);
    if (first) throw personalData(field, first.found);
  }
};

export const draftOutcome = (deps: Deps, call: Call<StaffActor>, { id, ...words }: { id: string } & PublicText) =>
  onComplaint(deps, call, id, async (tx, whole) => {
    const { communityId } = whole;
    const reports = await lockReportsOf(tx, communityId, id);
    const { policy } = await readPolicyInForce(tx, communityId);
    const before = await findOutcome(tx, communityId, id);
    const { publishFrom } = policy.complaint;
    const due = outcomeState(whole, reports.length, publishFrom, null) === 'due';
    if (!mayDraft(outcomeState(whole, reports.length, publishFrom, before), due))
      throw new AppError('complaint.illegal_transition');
    await checkPublic(deps, tx, communityId, reports, words);
    await saveOutcome(tx, {
      ...{ communityId, id, state: 'draft', ...words, categoryId: whole.categoryId, households: reports.length },
      ...{ reportedAt: whole.createdAt, writtenById: call.actor.id, writtenByName: call.actor.name },
      ...{ decidedById: null, decidedByName: null, reason: null, updatedAt: deps.clock.now(), publishedAt: null },
    });
    return { action: 'complaint.outcome_drafted' };
  });

export const decideOutcome = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; decision: 'publish' | 'return'; reason?: string | undefined; text: string },
) =>
  onComplaint(deps, call, input.id, async (tx, { communityId }) => {
    if (input.decision === 'return' && !input.reason)
      throw new AppError('request.invalid', { fields: { reason: '写一下哪里要改' } });
    const reports = await lockReportsOf(tx, communityId, input.id);
    const outcome = await findOutcome(tx, communityId, input.id);
    if (!outcome) throw new AppError('complaint.illegal_transition');
    const reason = input.reason || null;
    const decided = unwrap(decide(outcome, call.actor, { ...input, reason }, deps.clock.now()));
    // Again, for names may have come into the ledger since it was written.
    if (decided.state === 'published') await checkPublic(deps, tx, communityId, reports, decided);
    await saveOutcome(tx, decided);
    if (decided.state !== 'published') return { action: 'complaint.outcome_returned', reason };
    await tellOfCase(deps, tx, { communityId, id: input.id }, 'published');
    return { action: 'complaint.outcome_published' };
  });

export const withdrawOutcome = (deps: Deps, call: Call<StaffActor>, input: { id: string; reason: string }) =>
  onComplaint(deps, call, input.id, async (tx, { communityId }) => {
    await lockReportsOf(tx, communityId, input.id);
    const outcome = await findOutcome(tx, communityId, input.id);
    if (!outcome) throw new AppError('complaint.illegal_transition');
    await saveOutcome(tx, unwrap(withdraw(outcome, call.actor, input.reason, deps.clock.now())));
    return { action: 'complaint.outcome_withdrawn', reason: input.reason };
  });
