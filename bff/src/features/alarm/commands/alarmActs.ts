import type { AlarmPolicy } from 'shared-types/alarmPolicy';
import { AppError } from '../../../kernel/appError.js';
import { type Result, unwrap } from '../../../kernel/result.js';
import { alarmTexts } from '../../../locales/alarm.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readFilesOf, takeFiles } from '../../file/file.door.js';
import { hasProblemType } from '../../repair/repair.door.js';
import type { AlarmEntity } from '../alarm.entity.js';
import { findAlarmEvents, lockAlarm } from '../alarm.store.js';
import { acknowledge, close, handle } from '../clock.rules.js';
import { openOrder } from '../order.js';
import { readAlarmPolicyInForce } from '../policy.queries.js';
import { type AlarmLine, changeAlarm, tellAlarm } from '../record.js';

interface Report {
  note: string;
  fileIds: string[];
}

type Deadlines = AlarmPolicy['deadlines']['serious'];

/** Photos that people gave to an alarm. */
export const countPhotos = async (deps: Deps, alarm: Pick<AlarmEntity, 'communityId' | 'id'>): Promise<number> => {
  const events = await findAlarmEvents(deps.db.reader, alarm.communityId, alarm.id);
  const byPeople = events.filter(({ byId }) => byId !== null).map(({ id }) => id);
  const files = await readFilesOf(deps, deps.db.reader, byPeople);
  return [...files.values()].flat().filter(({ kind }) => kind === 'image').length;
};

/** The one shape of every act: locked, decided by a pure rule, written with its line of history and photos. */
const act = (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  line: AlarmLine & { files?: string[] },
  decide: (alarm: AlarmEntity, deadlines: Deadlines, now: Date) => Result<AlarmEntity>,
  more?: (tx: Tx, after: AlarmEntity) => Promise<void>,
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId } = call.actor;
    const alarm = await lockAlarm(tx, communityId, id);
    if (!alarm) throw new AppError('alarm.not_found');
    const { policy } = await readAlarmPolicyInForce(tx, communityId);
    const after = unwrap(decide(alarm, policy.deadlines[alarm.severity], deps.clock.now()));
    const { files = [], ...told } = line;
    const eventId = await tellAlarm(tx, deps, alarm, { by: call.actor, ...told });
    await takeFiles(tx, call.actor, files, { communityId, subjectKind: 'alarm', subjectId: eventId }, ['image']);
    if (after.status === 'closed' && told.kind !== 'closed')
      await tellAlarm(tx, deps, alarm, { kind: 'closed', words: alarmTexts.closedBoth });
    await changeAlarm(tx, deps, alarm, after);
    await more?.(tx, after);
    return { id };
  });

/** "我去看" */
export const acknowledgeAlarm = (deps: Deps, call: Call<StaffActor>, id: string) =>
  act(deps, call, id, { kind: 'acknowledged' }, (alarm, deadlines, now) =>
    acknowledge(alarm, call.actor, deadlines, now),
  );

export const handleAlarm = (deps: Deps, call: Call<StaffActor>, id: string, { note, fileIds }: Report) =>
  act(deps, call, id, { kind: 'handled', note, files: fileIds }, (alarm, deadlines, now) =>
    handle(alarm, call.actor, deadlines, now),
  );

/** Words and photos on the way; a closed one takes none. */
export const noteAlarm = (deps: Deps, call: Call<StaffActor>, id: string, { note, fileIds }: Report) =>
  act(deps, call, id, { kind: 'noted', note, files: fileIds }, (alarm) =>
    alarm.status === 'closed'
      ? { ok: false, refusal: { code: 'alarm.illegal_transition' } }
      : { ok: true, value: alarm },
  );

/** Closed for good; audited, as a false alarm is a decision of somebody. */
export const closeAlarm = async (
  deps: Deps,
  call: Call<StaffActor>,
  id: string,
  { note, fileIds, outcome }: Report & { outcome: 'real' | 'false' },
): Promise<{ id: string }> => {
  const before = await countPhotos(deps, { communityId: call.actor.communityId, id });
  return act(
    deps,
    call,
    id,
    { kind: 'closed', words: alarmTexts.outcome[outcome], note, files: fileIds },
    (alarm, _deadlines, now) => close(alarm, { who: call.actor, outcome, photos: before + new Set(fileIds).size }, now),
    (tx, alarm) =>
      audit(tx, deps.clock, call, {
        communityId: alarm.communityId,
        action: 'alarm.closed',
        subjectKind: 'alarm',
        subjectId: alarm.id,
        subject: `${alarm.placeLabel} ${alarm.title}（${alarmTexts.outcome[outcome]}）`,
        reason: note,
      }),
  );
};

/** A request out of an alarm, where its rule opened none. */
export const openAlarmOrder = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, problemTypeId }: { id: string; problemTypeId: string },
): Promise<{ id: string }> =>
  transaction(deps, call, async (tx) => {
    const alarm = await lockAlarm(tx, call.actor.communityId, id);
    if (!alarm) throw new AppError('alarm.not_found');
    if (alarm.status === 'closed' || alarm.repairId) throw new AppError('alarm.illegal_transition');
    if (!alarm.houseId && !alarm.areaId) throw new AppError('alarm.no_place');
    if (!hasProblemType(problemTypeId))
      throw new AppError('request.invalid', { fields: { problemTypeId: '没有这种问题类型' } });
    await changeAlarm(tx, deps, alarm, await openOrder(tx, deps, alarm, { problemTypeId, emergency: '' }, call.actor));
    return { id };
  });
