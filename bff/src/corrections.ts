import { readCorrections } from './features/recognition/recognition.door.js';
import { readRepairWords } from './features/repair/repair.door.js';
import type { Reader } from './platform/database/access.js';

/** What staff corrected, as training sentences; words that are held are left out. */
export const listCorrections = (reader: Reader) =>
  readCorrections(reader, (communityId, ids) => readRepairWords(reader, communityId, ids));
