import type { Deps } from '../../platform/deps.js';
import { generateDue } from './generate.js';

/** What other features may ask of the white papers. */

/** For the demo's history: writes every paper that is due now, and tells nobody. */
export const writePastPapers = (deps: Pick<Deps, 'db' | 'clock'>, communityId: string): Promise<string[]> =>
  generateDue(deps, communityId, false);
