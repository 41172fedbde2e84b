import { IsapiError, type IsapiLogin } from '../../adapters/access-control/isapi.port.js';
import { faceTexts } from '../../locales/face.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { maskName, readOwnerBrief } from '../identity/identity.door.js';
import { finishIfGone } from './end.js';
import type { CopyProblem, FaceConsentEntity, FaceCopyEntity } from './face.entity.js';
import { mayHelp, nextStep, retryAfterMs } from './face.rules.js';
import { findConsent, findCopy, findDueCopy, lockConsent, saveCopy } from './face.store.js';
import { readFacePhoto } from './photo.js';
import { type Terminal, talkToTerminal } from './talk.js';

const mostAtOnce = 200;

const put = async (
  deps: Deps,
  login: IsapiLogin,
  { id, accountId, photoId }: FaceConsentEntity,
): Promise<CopyProblem | null> => {
  const jpeg = photoId ? await readFacePhoto(deps, photoId) : null;
  // Replaced or deleted meanwhile: the next look sees what is wanted by now.
  if (!jpeg) return 'rejected';
  const owner = await readOwnerBrief(deps.db.reader, deps, accountId);
  await deps.isapi.putPerson(login, { employeeNo: id, name: maskName(owner?.displayName ?? faceTexts.somebody) });
  await deps.isapi.putFace(login, id, jpeg);
  return null;
};

/** What came of one step, as far as nothing else is wanted by now. */
const keepOutcome = (
  deps: Deps,
  copy: FaceCopyEntity,
  done: { step: 'put' | 'remove' | null; photoId: string | null; problem: CopyProblem | null },
): Promise<void> =>
  inTransaction(deps.db, async (tx) => {
    const consent = await lockConsent(tx, copy.communityId, copy.consentId);
    const now = await findCopy(tx, copy);
    if (!consent || !now) return;
    const { step, photoId, problem } = done;
    if (problem) {
      const tries = now.tries + 1;
      const nextAt = new Date(deps.clock.realNow().getTime() + retryAfterMs(tries));
      const isOver = now.wanted && step === 'put' && !mayHelp(problem);
      await saveCopy(tx, now, isOver ? { state: 'failed', problem, photoId } : { tries, problem, nextAt });
      return;
    }
    if (step === 'put' && now.wanted)
      await saveCopy(tx, now, {
        ...{ state: photoId === consent.photoId ? 'on' : 'due', photoId, tries: 0, problem: null },
      });
    // It was taken back while it was being put there: there is something to remove, whoever removed before.
    else if (step === 'put') await saveCopy(tx, now, { state: 'due', nextAt: deps.clock.realNow() });
    else if (!now.wanted) {
      await saveCopy(tx, now, { state: 'gone', photoId: null, tries: 0, problem: null });
      await finishIfGone(tx, deps, consent, `face.sync:${copy.deviceId}`);
    } else
      await saveCopy(tx, now, { state: step === null ? 'on' : 'due', photoId: step === null ? now.photoId : null });
  });

const stepOf = async (deps: Deps, login: IsapiLogin, copy: FaceCopyEntity): Promise<CopyProblem | null> => {
  const consent = await findConsent(deps.db.reader, copy.communityId, copy.consentId);
  if (!consent) return null;
  const step = nextStep(copy, consent.photoId);
  let problem: CopyProblem | null = null;
  try {
    if (step === 'put') problem = await put(deps, login, consent);
    if (step === 'remove') await deps.isapi.removePerson(login, consent.id);
  } catch (error) {
    if (!(error instanceof IsapiError)) throw error;
    problem = error.fault;
    deps.log.warn({ deviceId: copy.deviceId, step, fault: problem, said: error.said }, 'a face terminal did not obey');
  }
  await keepOutcome(deps, copy, { step, photoId: consent.photoId, problem });
  return problem;
};

/** Everything that is due at a terminal, one after the other and by one worker at a time. */
export const syncTerminal = (deps: Deps, terminal: Terminal): Promise<void> =>
  talkToTerminal(deps, terminal, {
    mostAtOnce,
    findDue: () => findDueCopy(deps.db.reader, terminal.communityId, terminal.deviceId, deps.clock.realNow()),
    step: (login, copy) => stepOf(deps, login, copy),
    postpone: (copy, problem) =>
      keepOutcome(deps, copy, { step: copy.wanted ? 'put' : 'remove', photoId: null, problem }),
  });
