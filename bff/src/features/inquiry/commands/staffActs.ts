import { rolePermissions } from 'shared-types/permissions';
import { AppError } from '../../../kernel/appError.js';
import { deterministicId } from '../../../kernel/ids.js';
import { inquiryTexts as t } from '../../../locales/inquiry.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readHouseBrief } from '../../community/community.door.js';
import { readWorker } from '../../identity/identity.door.js';
import type { InquiryEntity } from '../inquiry.entity.js';
import { lockInquiry } from '../inquiry.store.js';
import { callDesk, goInWriting, record, stopWaiting } from '../record.js';

type Action = 'inquiry.taken' | 'inquiry.handed_over' | 'inquiry.written' | 'inquiry.ended';

const onInquiry = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  act: (tx: Tx, inquiry: InquiryEntity) => Promise<Action | null>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const inquiry = await lockInquiry(tx, communityId, id);
    if (!inquiry) throw new AppError('inquiry.not_found');
    const action = await act(tx, inquiry);
    if (action) {
      const house = await readHouseBrief(tx, communityId, inquiry.houseId);
      const subject = house?.label ?? '';
      await audit(tx, deps.clock, call, { communityId, action, subjectKind: 'inquiry', subjectId: id, subject });
    }
    return { id };
  });

const mustHold = ({ status, staffId }: InquiryEntity, { id }: StaffActor): void => {
  if (status !== 'staff' || staffId !== id) throw new AppError('inquiry.illegal_transition');
};

/** Of two who take one that waits the first has it; a colleague's is taken over only after it was handed over. */
export const takeInquiry = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ id: string }> =>
  onInquiry(deps, call, id, async (tx, inquiry) => {
    const { actor } = call;
    if (inquiry.status === 'staff' && inquiry.staffId === actor.id) return null;
    if (inquiry.status !== 'waiting') throw new AppError('inquiry.illegal_transition');
    await record(tx, deps, inquiry, [{ kind: 'told', body: t.taken(actor.name) }], {
      status: 'staff',
      staffId: actor.id,
      staffName: actor.name,
      waitingSince: null,
    });
    await stopWaiting(tx, inquiry);
    await publish(tx, deps.clock, {
      id: deterministicId('inquiry.taken', id, actor.id),
      communityId: inquiry.communityId,
      topic: 'inquiry.taken',
      payload: { inquiryId: id },
    });
    return 'inquiry.taken';
  });

export const sayInInquiry = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, text }: { id: string; text: string },
): Promise<{ id: string }> =>
  onInquiry(deps, call, id, async (tx, inquiry) => {
    mustHold(inquiry, call.actor);
    const { id: byId, name: byName } = call.actor;
    await record(tx, deps, inquiry, [{ kind: 'said', body: text, byId, byName }]);
    return null;
  });

/** To a colleague who may answer; the talk goes with it. */
export const handOverInquiry = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, staffId }: { id: string; staffId: string },
): Promise<{ id: string }> =>
  onInquiry(deps, call, id, async (tx, inquiry) => {
    mustHold(inquiry, call.actor);
    const colleague = await readWorker(tx, inquiry.communityId, staffId);
    const answers = colleague?.roles.some((role) => rolePermissions[role].includes('inquiry.answer')) ?? false;
    if (!colleague?.active || !answers) throw new AppError('staff.not_found');
    await record(tx, deps, inquiry, [{ kind: 'told', body: t.handedOver(colleague.name) }], {
      staffId,
      staffName: colleague.name,
    });
    await callDesk(tx, deps, inquiry, [staffId]);
    return 'inquiry.handed_over';
  });

/** Too much for a chat: promised in writing. */
export const writeInquiry = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ id: string }> =>
  onInquiry(deps, call, id, async (tx, inquiry) => {
    if (inquiry.status !== 'waiting') mustHold(inquiry, call.actor);
    await goInWriting(tx, deps, inquiry, null);
    await stopWaiting(tx, inquiry);
    return 'inquiry.written';
  });

export const endInquiry = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }): Promise<{ id: string }> =>
  onInquiry(deps, call, id, async (tx, inquiry) => {
    mustHold(inquiry, call.actor);
    const over = { status: 'closed' as const, closedAt: deps.clock.now(), openKey: null };
    await record(tx, deps, inquiry, [{ kind: 'told', body: t.closed }], over);
    return 'inquiry.ended';
  });
