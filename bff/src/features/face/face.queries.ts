import type { ResponseOf } from 'shared-types/contract';
import type { FaceView } from 'shared-types/face';
import type { readFaceCounts } from 'shared-types/staffFace';
import { AppError } from '../../kernel/appError.js';
import { faceTexts as t } from '../../locales/face.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBrief } from '../community/community.door.js';
import { type DeviceSummary, listDevices } from '../device/device.door.js';
import type { FaceCopyEntity, FaceTerminalEntity } from './face.entity.js';
import { isTerminal } from './face.rules.js';
import { findConsentsOf, findCopies, findCopiesOfCommunity, findTerminals, findUngone } from './face.store.js';
import { presentFace } from './face.view.js';
import { boundHouse } from './house.js';
import { readFaceDoors, readFaceless, readKioskTerminals } from './wanted.js';

/** The caller's own; whose else of the house may do it is nobody's business. */
export const readFaceView = async (deps: Deps, actor: OwnerActor, houseId: string): Promise<FaceView> => {
  const { reader } = deps.db;
  const { communityId } = boundHouse(actor, houseId);
  const house = await readHouseBrief(reader, communityId, houseId);
  if (!house) throw new AppError('house.not_found');
  const consents = await findConsentsOf(reader, communityId, actor.id, houseId);
  const [doors, faceless, copies, devices, kiosks] = await Promise.all([
    readFaceDoors(reader, communityId, [houseId]),
    readFaceless(reader, communityId),
    findCopies(
      reader,
      communityId,
      consents.map(({ id }) => id),
    ),
    listDevices(reader, communityId, { kinds: ['door', 'gate'] }),
    readKioskTerminals(reader, communityId),
  ]);
  return presentFace({
    house,
    doorNames: new Map(devices.map(({ id, name }) => [id, name])),
    doors: (doors.get(houseId) ?? []).filter(({ device }) => !faceless.has(device.id)).map(({ device }) => device.name),
    kiosks: kiosks.filter(({ id }) => !faceless.has(id)).map(({ name }) => name),
    ...{ consents, copies, now: deps.clock.now() },
  });
};

const minuteMs = 60_000;

const spanOf = (ms: number): string => {
  const minutes = Math.floor(ms / minuteMs);
  if (minutes < 1) return t.span.seconds(Math.max(0, Math.floor(ms / 1000)));
  return minutes < 120 ? t.span.minutes(minutes) : t.span.hours(Math.floor(minutes / 60));
};

const wordsOf = (terminal: FaceTerminalEntity | undefined, faces: number): string => {
  if (terminal?.problem) return t.terminal.problem(terminal.problem);
  if (!terminal || terminal.faces === null) return t.terminal.unasked;
  return terminal.faces ? t.terminal.faces(faces) : t.terminal.faceless;
};

type Counts = ResponseOf<typeof readFaceCounts>;

const presentTerminal = (
  { id, name }: DeviceSummary,
  terminal: FaceTerminalEntity | undefined,
  copies: readonly FaceCopyEntity[],
  now: Date,
): Counts['terminals'][number] => {
  const own = copies.filter(({ deviceId }) => deviceId === id);
  const leaving = own.filter(({ wanted }) => !wanted);
  const faces = own.filter(({ wanted, state }) => wanted && state === 'on').length;
  const oldest = Math.min(...leaving.map(({ wantedAt }) => wantedAt.getTime()));
  const waiting = own.filter(({ wanted, state }) => wanted && state !== 'on').length;
  return {
    ...{ id, name, faces, waiting, leaving: leaving.length },
    words: wordsOf(terminal, faces),
    leavingWords: leaving.length > 0 ? t.terminal.leaving(spanOf(now.getTime() - oldest)) : null,
    tone: terminal?.problem ? 'bad' : leaving.length + waiting > 0 ? 'wait' : 'ok',
  };
};

/** For staff: numbers alone. */
export const readCounts = async (deps: Deps, { communityId }: StaffActor): Promise<Counts> => {
  const { reader } = deps.db;
  const [devices, terminals, copies, ungone] = await Promise.all([
    listDevices(reader, communityId, { kinds: ['door', 'gate'] }),
    findTerminals(reader, communityId),
    findCopiesOfCommunity(reader, communityId),
    findUngone(reader, communityId),
  ]);
  const busy = new Set(copies.map(({ deviceId }) => deviceId));
  return {
    version: t.consent.version,
    people: ungone.filter(({ endedAt, photoId }) => endedAt === null && photoId !== null).length,
    leaving: ungone.filter(({ endedAt }) => endedAt !== null).length,
    terminals: devices
      // One that was scrapped is shown as long as a face may be in it.
      .filter((device) => isTerminal(device) && (device.lifecycle === 'in-use' || busy.has(device.id)))
      .map((device) =>
        presentTerminal(
          device,
          terminals.find(({ deviceId }) => deviceId === device.id),
          copies,
          deps.clock.now(),
        ),
      ),
  };
};
