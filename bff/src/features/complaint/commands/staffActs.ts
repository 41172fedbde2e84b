import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { findPersonal } from '../../../kernel/personal.js';
import { complaintWords } from '../../../locales/complaint.js';
import { type AuditRecord, audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { decryptField } from '../../../platform/secrets/fieldCrypto.js';
import { readAreas } from '../../community/community.door.js';
import {
  addToCase,
  answerCase,
  type CaseBrief,
  leaveCase,
  mergeCases,
  openCase,
  readCase,
  takeCase,
} from '../../repair/case.door.js';
import type { ComplaintReportEntity } from '../complaint.entity.js';
import { findReport, findSaid, insertAnswer, lockReportsOf, saveReport } from '../complaint.store.js';
import { namesOf } from '../people.js';

type Audited = Pick<AuditRecord, 'action' | 'reason'>;

/** The shape of the desk's commands: acted, audited. */
export const onComplaint = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  act: (tx: Tx, whole: CaseBrief) => Promise<Audited & { id?: string }>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const whole = await readCase(tx, communityId, id);
    if (!whole) throw new AppError('complaint.not_found');
    const { id: seenAt, ...record } = await act(tx, whole);
    await audit(tx, deps.clock, call, {
      ...{ communityId, subjectKind: 'repair', subjectId: id, subject: `${whole.number} ${whole.title}` },
      ...record,
    });
    return { id: seenAt ?? id };
  });

export const takeComplaint = (deps: Deps, call: Call<StaffActor>, { id }: { id: string }) =>
  onComplaint(deps, call, id, async (tx, { communityId }) => {
    await takeCase(deps, tx, { communityId, id }, call.actor);
    return { action: 'complaint.taken' };
  });

/** Refused when the words name somebody whom another household must not read of. */
const checkShared = async (deps: Deps, tx: Tx, reports: ComplaintReportEntity[], text: string): Promise<void> => {
  const hidden = reports.length > 1 ? reports : [];
  if (hidden.length === 0) return;
  const names = await namesOf(tx, deps, hidden[0]?.communityId ?? '', hidden);
  const [first] = findPersonal(text, { names, houses: hidden.map(({ houseLabel }) => houseLabel) });
  if (first) throw personalData('text', first.found);
};

export const personalData = (field: string, found: string): AppError =>
  new AppError('complaint.personal_data', { fields: { [field]: complaintWords.givesAway(found) } });

export const answerComplaint = (deps: Deps, call: Call<StaffActor>, { id, text }: { id: string; text: string }) =>
  onComplaint(deps, call, id, async (tx, { communityId, round }) => {
    await checkShared(deps, tx, await lockReportsOf(tx, communityId, id), text);
    await answerCase(deps, tx, { communityId, id }, call.actor, text);
    const at = deps.clock.now();
    const { id: byId, name: byName } = call.actor;
    await insertAnswer(tx, { communityId, id: newId(at), complaintId: id, round, text, byId, byName, at });
    return { action: 'complaint.answered' };
  });

/** Every report of this one goes to the other; what they said is told there too, for whoever works on it. */
export const mergeComplaint = (deps: Deps, call: Call<StaffActor>, { id, intoId }: { id: string; intoId: string }) =>
  onComplaint(deps, call, id, async (tx, { communityId, passed }) => {
    if (id === intoId) throw new AppError('request.invalid', { fields: { intoId: '不能并到自己' } });
    const into = await readCase(tx, communityId, intoId);
    if (!into) throw new AppError('complaint.not_found');
    const key = { communityId, id: intoId };
    await mergeCases(deps, tx, { communityId, id }, key, call.actor, await countHouseholds(tx, communityId, id));
    const now = deps.clock.now();
    const reports = await lockReportsOf(tx, communityId, id);
    for (const report of reports) await saveReport(tx, { ...report, complaintId: intoId, joinedAt: now });
    const said = await findSaid(
      tx,
      communityId,
      reports.map((report) => report.id),
    );
    for (const { fieldWords } of said)
      if (fieldWords && passed) await addToCase(deps, tx, key, { text: fieldWords, held: false });
    return { action: 'complaint.merged', reason: complaintWords.mergedInto(into.number), id: intoId };
  });

const countHouseholds = async (tx: Tx, communityId: string, id: string): Promise<number> =>
  (await lockReportsOf(tx, communityId, id)).length;

/** Stands by itself again, in a request of its own whose promises run from when it was said: nobody gains time by merging. */
export const splitComplaint = (deps: Deps, call: Call<StaffActor>, input: { id: string; reportId: string }) =>
  onComplaint(deps, call, input.id, async (tx, { communityId }) => {
    const reports = await lockReportsOf(tx, communityId, input.id);
    const report = reports.find((one) => one.id === input.reportId);
    if (!report) throw new AppError('complaint.not_found');
    const origin = await readCase(tx, communityId, report.originId);
    // What a complaint began with stays in it; what was joined may leave.
    if (!origin || report.joinedAt === null || reports.length < 2) throw new AppError('complaint.illegal_transition');
    await leaveCase(deps, tx, { communityId, id: input.id }, call.actor);
    const [first] = await findSaid(tx, communityId, [report.id]);
    const area = (await readAreas(tx, communityId)).find(({ id }) => id === origin.areaId);
    const opened = await openCase(deps, tx, call.actor, {
      ...{ communityId, areaId: origin.areaId, placeLabel: origin.placeLabel, placeCode: area?.placeCode ?? '' },
      ...{ spot: origin.spot, categoryId: origin.categoryId, text: first?.fieldWords || null, fileIds: [] },
      ...{ moderation: 'passed', channel: report.channel, since: report.createdAt },
    });
    await saveReport(tx, { ...report, complaintId: opened.id, joinedAt: null });
    return { action: 'complaint.split', reason: complaintWords.splitInto(opened.number), id: opened.id };
  });

/** The reporter's number in full, with the reason on record. */
export const unmaskContact = (
  deps: Deps,
  call: Call<StaffActor>,
  input: { id: string; reportId: string; reason: string },
): Promise<{ name: string | null; phone: string | null }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const report = await findReport(tx, communityId, input.reportId);
    if (report?.complaintId !== input.id) throw new AppError('complaint.not_found');
    await audit(tx, deps.clock, call, {
      ...{ communityId, action: 'contact.unmasked', subjectKind: 'repair', subjectId: input.id },
      ...{ subject: `${report.number}`, reason: input.reason },
    });
    const phone = report.contactPhoneEncrypted ? decryptField(deps.keys, report.contactPhoneEncrypted, 'phone') : null;
    return { name: report.contactName, phone };
  });
