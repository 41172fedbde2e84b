import { AppError } from '../../../kernel/appError.js';
import { withoutPersonal } from '../../../kernel/personal.js';
import { unwrap } from '../../../kernel/result.js';
import { takenOut } from '../../../kernel/takenOut.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { publish } from '../../../platform/queue/queue.js';
import { readUploadKinds, takeFiles } from '../../file/file.door.js';
import { readPolicyInForce } from '../../policy/policy.door.js';
import {
  addToCase,
  type CaseBrief,
  closeCase,
  objectToCase,
  rateCase,
  readCase,
  readWholeCase,
  urgeCase,
} from '../../repair/case.door.js';
import type { ComplaintReportEntity } from '../complaint.entity.js';
import { accept, allAgree, objected, rate } from '../complaint.rules.js';
import { findReportById, lockReport, lockReportsOf, saveReport } from '../complaint.store.js';
import { namesOf } from '../people.js';
import { keepSaid, splitFiles } from '../said.js';
import { moderationOf } from './fileComplaint.js';

interface OwnerCommand {
  id: string;
}

interface Own {
  report: ComplaintReportEntity;
  whole: CaseBrief;
  key: { communityId: string; id: string };
}

/** The household's own report, locked; the gate has checked that it is theirs. */
const onOwn = (
  deps: Deps,
  call: Call<OwnerActor>,
  { id }: OwnerCommand,
  act: (tx: Tx, own: Own) => Promise<void>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const communityIds = [...new Set(call.actor.houses.map((house) => house.communityId))];
    const found = await findReportById(tx, communityIds, id);
    const report = found && (await lockReport(tx, found.communityId, id));
    const whole = report && (await readCase(tx, report.communityId, report.complaintId));
    if (!report || !whole) throw new AppError('complaint.not_found');
    await act(tx, { report, whole, key: { communityId: report.communityId, id: report.complaintId } });
    return { id };
  });

/** As the field may read it. */
const fieldWordsOf = async (deps: Deps, tx: Tx, report: ComplaintReportEntity, words: string): Promise<string> => {
  if (!report.anonymous) return words;
  const names = await namesOf(tx, deps, report.communityId, [report]);
  return withoutPersonal(words, { names, houses: report.houseLabel ? [report.houseLabel] : [] }, takenOut);
};

export const addToComplaint = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand & { text?: string | undefined; fileIds: string[] },
): Promise<{ id: string }> => {
  const words = input.text ?? '';
  if (!words && input.fileIds.length === 0)
    throw new AppError('request.invalid', { fields: { text: '写几个字或拍张照片，至少要有一样' } });
  const kinds = await readUploadKinds(deps.db.reader, input.fileIds);
  if (kinds.some((kind) => kind !== 'image' && kind !== 'audio'))
    throw new AppError('request.invalid', { fields: { fileIds: '这里只放照片和录音' } });
  const held = (await moderationOf(deps, call.actor.id, words)) !== 'passed';
  return onOwn(deps, call, input, async (tx, { report, key }) => {
    const fieldWords = await fieldWordsOf(deps, tx, report, words);
    const { shared, own } = await splitFiles(deps, input.fileIds, report.anonymous);
    const eventId = await addToCase(deps, tx, key, { text: fieldWords || null, held });
    const { communityId } = report;
    await takeFiles(tx, call.actor, shared, { communityId, subjectKind: 'event', subjectId: eventId });
    await keepSaid(deps, tx, call.actor, report, { kind: 'add', words, fieldWords, eventId, own });
  });
};

export const urgeComplaint = (deps: Deps, call: Call<OwnerActor>, input: OwnerCommand): Promise<{ id: string }> =>
  onOwn(deps, call, input, (tx, { key }) => urgeCase(deps, tx, key));

/** It closes when every household that was asked has accepted. */
const closeIfAgreed = async (deps: Deps, tx: Tx, { whole, key }: Own): Promise<void> => {
  const reports = await lockReportsOf(tx, key.communityId, key.id);
  if (whole.status === 'done' && allAgree(reports, whole.round)) await closeCase(deps, tx, key);
};

export const acceptAnswer = (deps: Deps, call: Call<OwnerActor>, input: OwnerCommand): Promise<{ id: string }> =>
  onOwn(deps, call, input, async (tx, own) => {
    await saveReport(tx, unwrap(accept(own.report, own.whole)));
    await closeIfAgreed(deps, tx, own);
  });

export const objectToAnswer = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand & { text: string },
): Promise<{ id: string }> => {
  const held = (await moderationOf(deps, call.actor.id, input.text)) !== 'passed';
  return onOwn(deps, call, input, async (tx, { report, key }) => {
    const { policy } = await readPolicyInForce(tx, report.communityId);
    const whole = await readWholeCase(tx, policy, key, deps.clock.now());
    if (!whole) throw new AppError('complaint.not_found');
    const said = unwrap(objected(report, whole, policy.complaint.objections));
    const fieldWords = await fieldWordsOf(deps, tx, report, input.text);
    const eventId = await objectToCase(deps, tx, key, { text: fieldWords, held });
    await saveReport(tx, said);
    await keepSaid(deps, tx, call.actor, report, { kind: 'object', words: input.text, fieldWords, eventId, own: [] });
  });
};

export const rateComplaint = async (
  deps: Deps,
  call: Call<OwnerActor>,
  input: OwnerCommand & { stars: number; text?: string | undefined },
): Promise<{ id: string }> =>
  onOwn(deps, call, input, async (tx, own) => {
    const rating = { stars: input.stars, text: input.text || null };
    await saveReport(tx, unwrap(rate(own.report, own.whole, rating, deps.clock.now())));
    await rateCase(deps, tx, own.key, input.stars);
    await publish(tx, deps.clock, {
      communityId: own.key.communityId,
      topic: 'followup.rated',
      payload: { repairId: own.key.id, reportId: own.report.id },
    });
    await closeIfAgreed(deps, tx, own);
  });
