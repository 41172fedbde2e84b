import type { StaffSelf } from 'shared-types/auth';
import { createKioskClient } from '../../lib/api';
import { createStore } from '../../lib/store';

interface KioskSession {
  token: string;
  self: StaffSelf;
}

/** Lives in memory only: a reload or a walk away leaves nothing behind. */
export const kioskSession = createStore<KioskSession | null>(null);

export const kioskCall = createKioskClient(() => kioskSession.get()?.token ?? null);
