import { Platform1764000000000 } from './1764000000000-platform.js';
import { Places1764000001000 } from './1764000001000-places.js';
import { Identity1764000002000 } from './1764000002000-identity.js';
import { Repairs1764000003000 } from './1764000003000-repairs.js';
import { ServiceLoop1764000004000 } from './1764000004000-service-loop.js';

/** Every migration, in order; a landed one is never edited. */
export const migrations = [
  Platform1764000000000,
  Places1764000001000,
  Identity1764000002000,
  Repairs1764000003000,
  ServiceLoop1764000004000,
];
