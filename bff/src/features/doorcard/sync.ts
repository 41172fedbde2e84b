import { IsapiError, type IsapiLogin } from '../../adapters/access-control/isapi.port.js';
import { doorCardTexts } from '../../locales/doorCard.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { readLedgerPerson } from '../community/house.door.js';
import { mayHelp, retryAfterMs, type Terminal, type TerminalProblem, talkToTerminal } from '../face/face.door.js';
import { maskName } from '../identity/identity.door.js';
import type { DoorCardCopyEntity, DoorCardEntity } from './doorCard.entity.js';
import { nextStep } from './doorCard.rules.js';
import { findCopy, findDoorCard, findDueCopy, lockDoorCard, saveCopy } from './doorCard.store.js';
import { finishIfGone } from './end.js';
import { openNumber } from './number.js';

const mostAtOnce = 500;

type Step = ReturnType<typeof nextStep>;

/** What came of one step, as far as nothing else is wanted by now. */
const keepOutcome = (
  deps: Deps,
  copy: DoorCardCopyEntity,
  { step, problem }: { step: Step; problem: TerminalProblem | null },
): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const card = await lockDoorCard(tx, copy.communityId, copy.doorCardId);
    const now = await findCopy(tx, copy);
    if (!card || !now) return;
    const wasFor = step === 'put';
    if (problem) {
      const tries = now.tries + 1;
      const nextAt = new Date(deps.clock.realNow().getTime() + retryAfterMs(tries));
      const isOver = now.wanted && wasFor && !mayHelp(problem);
      await saveCopy(tx, now, isOver ? { state: 'failed', problem } : { tries, problem, nextAt });
      return;
    }
    // Something else is wanted by now: what was done is to be undone, whoever did it before.
    if (wasFor !== now.wanted) {
      await saveCopy(tx, now, { state: 'due', nextAt: deps.clock.realNow() });
      return;
    }
    await saveCopy(tx, now, { state: wasFor ? 'on' : 'gone', tries: 0, problem: null });
    await finishIfGone(tx, deps, card, `doorcard.sync:${copy.deviceId}`);
  });

const carryOut = async (deps: Deps, login: IsapiLogin, step: Step, card: DoorCardEntity): Promise<void> => {
  // No terminal holds it any more.
  if (!card.numberEncrypted) return;
  const own = { employeeNo: card.id, cardNo: openNumber(deps, card.numberEncrypted) };
  if (step === 'remove') return deps.isapi.removeCard(login, own);
  const person = await readLedgerPerson(deps.db.reader, card.communityId, card.personId);
  if (step === 'put')
    await deps.isapi.putCard(login, { ...own, name: maskName(person?.name ?? doorCardTexts.somebody) });
};

const stepOf = async (deps: Deps, login: IsapiLogin, copy: DoorCardCopyEntity): Promise<TerminalProblem | null> => {
  const card = await findDoorCard(deps.db.reader, copy.communityId, copy.doorCardId);
  const step = nextStep(copy);
  if (!card || !step) return null;
  let problem: TerminalProblem | null = null;
  try {
    await carryOut(deps, login, step, card);
  } catch (error) {
    if (!(error instanceof IsapiError)) throw error;
    problem = error.fault;
    deps.log.warn({ deviceId: copy.deviceId, step, fault: problem, said: error.said }, 'a terminal took no card');
  }
  await keepOutcome(deps, copy, { step, problem });
  return problem;
};

/** Every card that is due at a terminal, one after the other and by one worker at a time. */
export const syncCards = (deps: Deps, terminal: Terminal): Promise<void> =>
  talkToTerminal(deps, terminal, {
    mostAtOnce,
    findDue: () => findDueCopy(deps.db.reader, terminal.communityId, terminal.deviceId, deps.clock.realNow()),
    step: (login, copy) => stepOf(deps, login, copy),
    postpone: (copy, problem) => keepOutcome(deps, copy, { step: nextStep(copy), problem }),
  });
