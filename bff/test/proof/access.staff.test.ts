import { routes } from '../../src/app.js';
import { changesByStaff, proveAccess } from './accessProof.js';

proveAccess(routes.map(({ contract }) => contract).filter(changesByStaff));
