import type { SourceKind, SourceView } from 'shared-types/inquiry';
import { ModelError } from '../../adapters/modelCall.js';
import { withoutPersonal } from '../../kernel/personal.js';
import { takenOut } from '../../kernel/takenOut.js';
import type { OwnerActor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { readLedgerNames } from '../community/community.door.js';
import { readOwnerBrief } from '../identity/identity.door.js';
import { phrasingFault } from './phrasing.rules.js';

/** What everybody here may read: a household's bill and requests go to no provider. */
const open: readonly SourceKind[] = ['article', 'fee', 'rule', 'announcement'];

interface Asker {
  actor: OwnerActor;
  house: { communityId: string; id: string; label: string };
}

const impersonal = async (deps: Deps, { actor, house }: Asker, question: string): Promise<string> => {
  const { reader } = deps.db;
  const [owner, ledger] = await Promise.all([
    readOwnerBrief(reader, deps, actor.id),
    readLedgerNames(reader, house.communityId, [house.id]),
  ]);
  const names = [actor.name, owner?.displayName ?? '', ...[...ledger.values()].flat()];
  return withoutPersonal(question, { names, houses: [house.label] }, takenOut);
};

/**
 * A language model's words for what was found, or null: none is set up, it is down, or it said what is not there, and the
 * passage is shown as it is written. Call it with no transaction open.
 */
export const phrase = async (
  deps: Deps,
  asker: Asker,
  question: string,
  source: SourceView,
): Promise<string | null> => {
  const { phrasing, log } = deps;
  if (!phrasing || !open.includes(source.kind)) return null;
  const { title, text } = source;
  try {
    const said = await phrasing.phrase({
      question: await impersonal(deps, asker, question),
      passage: { title, text },
    });
    const fault = said === null ? null : phrasingFault(said, { title, text });
    if (fault) log.warn({ fault, source: source.id }, 'a phrased answer says what its source does not');
    return fault ? null : said;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    log.warn({ call: error.call, code: error.code }, error.message);
    return null;
  }
};
