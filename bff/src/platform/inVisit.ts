import type { StaffActor } from './call.js';
import type { Tx } from './database/access.js';
import type { Deps } from './deps.js';

/** What is made while a member of staff is at somebody's home. */
export interface MadeInVisit {
  visitId: string;
  /** The house it is about. */
  houseId: string | null;
  kind: 'payment' | 'repair' | 'complaint';
  subjectId: string;
}

/**
 * Keeps with a visit what was made in it, in the transaction that makes it; throws where the visit is not the caller's
 * own, not at that house, or not going on. Features that make such things know no visits: they are handed this.
 */
export type NoteInVisit = (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'live'>,
  actor: StaffActor,
  made: MadeInVisit,
) => Promise<void>;
