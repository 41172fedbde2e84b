import { authenticate as authenticatePerson } from './features/identity/identity.authenticate.js';
import { authenticateKiosk, isKioskToken } from './features/kiosk/kiosk.authenticate.js';
import type { Authenticate } from './http/dispatch.js';

/** Who makes a call of the API: a person with a session, or a machine with its own token. */
export const authenticate: Authenticate = (deps, token, communityId) =>
  isKioskToken(token) ? authenticateKiosk(deps, token) : authenticatePerson(deps, token, communityId);
