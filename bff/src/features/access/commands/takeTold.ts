import type { DoorPassage } from '../../../adapters/access-control/anjuWire.js';
import type { Deps } from '../../../platform/deps.js';
import type { Door } from '../doorFacts.js';
import { takeOwnPassage } from './takeOwnPassage.js';
import { takePassage } from './takePassage.js';

/** What a door tells afterwards: of a guest, or of somebody who lives here. */
export const takeTold = (deps: Deps, door: Door, told: DoorPassage): Promise<void> =>
  told.way === 'own' || told.way === 'bluetooth' ? takeOwnPassage(deps, door, told) : takePassage(deps, door, told);
