import { IsapiError, type IsapiLogin } from '../../adapters/access-control/isapi.port.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { Postpone } from '../../platform/queue/worker.js';
import { noteDeviceSeen, readDeviceLogin } from '../device/device.door.js';
import type { CopyProblem } from './face.entity.js';
import { isOfTerminal } from './face.rules.js';
import { findTerminal, insertTerminal, saveTerminal, takeLease } from './face.store.js';
import { pushAddress, pushMark } from './pushKey.js';

/** Terminals that we call: one worker at a time, introduced before anything else, and what is wrong with them. */

export interface Terminal {
  communityId: string;
  deviceId: string;
}

/** Longer than all calls of one face or card, each at its slowest. */
const leaseMs = 60_000;
const busyMs = 2000;

const holdLease = async (deps: Deps, terminal: Terminal): Promise<boolean> => {
  const now = deps.clock.realNow();
  const until = new Date(now.getTime() + leaseMs);
  const take = () => inTransaction(deps.db, (tx) => takeLease(tx, { ...terminal, now, until }));
  if (await take()) return true;
  if (await findTerminal(deps.db.reader, terminal.communityId, terminal.deviceId)) return false;
  const fresh = { ...terminal, faces: null, problem: null, introducedWith: null, leasedUntil: until };
  try {
    await inTransaction(deps.db, (tx) => insertTerminal(tx, fresh));
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return false;
  }
};

/** What it can, and where it shall push: asked and told when it is new, or its login or our address changed. */
const introduce = async (deps: Deps, terminal: Terminal, login: IsapiLogin): Promise<void> => {
  const known = await findTerminal(deps.db.reader, terminal.communityId, terminal.deviceId);
  const mark = pushMark(deps, terminal, login);
  if (known?.introducedWith === mark && known.faces !== null && !known.problem) return;
  const { faces, firmware } = await deps.isapi.readDevice(login);
  await deps.isapi.setPush(login, { url: pushAddress(deps, terminal, login) });
  await inTransaction(deps.db, async (tx) => {
    await saveTerminal(tx, terminal, { faces, introducedWith: mark, problem: null });
    await noteDeviceSeen(tx, { ...terminal, at: deps.clock.now(), online: true, firmware: firmware || undefined });
  });
};

/** The lease is ours; it shall last for the next step. */
const holdOn = (deps: Deps, terminal: Terminal): Promise<void> =>
  inTransaction(deps.db, (tx) =>
    saveTerminal(tx, terminal, { leasedUntil: new Date(deps.clock.realNow().getTime() + leaseMs) }),
  );

export interface Talk<Copy> {
  /** Copies at one go; whatever is left is due again at once. */
  mostAtOnce: number;
  findDue(): Promise<Copy | null>;
  /** One step of a copy, written down; what was wrong with it, or null. */
  step(login: IsapiLogin, copy: Copy): Promise<CopyProblem | null>;
  /** Nothing can be done there now: the copy is due again later, and it is shown why. */
  postpone(copy: Copy, problem: CopyProblem): Promise<void>;
}

/** One after the other; ends with what is wrong with the terminal itself. */
const carryOut = async <Copy>(deps: Deps, terminal: Terminal, talk: Talk<Copy>): Promise<CopyProblem | null> => {
  const login = await readDeviceLogin(deps, terminal.communityId, terminal.deviceId);
  if (!login) return 'no_login';
  try {
    await introduce(deps, terminal, login);
  } catch (error) {
    if (!(error instanceof IsapiError)) throw error;
    return error.fault;
  }
  for (let n = 0; n < talk.mostAtOnce; n++) {
    const copy = await talk.findDue();
    if (!copy) return null;
    await holdOn(deps, terminal);
    const problem = await talk.step(login, copy);
    if (problem && isOfTerminal(problem)) return problem;
  }
  return null;
};

const postponeAll = async <Copy>(talk: Talk<Copy>, problem: CopyProblem): Promise<void> => {
  for (let n = 0; n < talk.mostAtOnce; n++) {
    const copy = await talk.findDue();
    if (!copy) return;
    await talk.postpone(copy, problem);
  }
};

/** Faces and cards alike: by one worker at a time, so that nothing overtakes its own deletion. */
export const talkToTerminal = async <Copy>(deps: Deps, terminal: Terminal, talk: Talk<Copy>): Promise<void> => {
  if (!(await holdLease(deps, terminal))) throw new Postpone(busyMs, 'another worker talks to this terminal');
  try {
    const problem = await carryOut(deps, terminal, talk);
    if (!problem) return;
    await inTransaction(deps.db, (tx) => saveTerminal(tx, terminal, { problem }));
    await postponeAll(talk, problem);
  } finally {
    await inTransaction(deps.db, (tx) => saveTerminal(tx, terminal, { leasedUntil: null }));
  }
};
