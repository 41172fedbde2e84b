import type { StaffSelf } from 'shared-types/auth';
import { createStore } from './store';

const tokenKey = 'anju.staff.token';
const communityKey = 'anju.staff.community';
const selfKey = 'anju.staff.self';

export interface Session {
  token: string | null;
  communityId: string | null;
  /** The last answer about who I am: lets the app open without network. */
  self: StaffSelf | null;
}

const readSelf = (): StaffSelf | null => {
  try {
    return JSON.parse(localStorage.getItem(selfKey) ?? 'null') as StaffSelf | null;
  } catch {
    return null;
  }
};

export const session = createStore<Session>({
  token: localStorage.getItem(tokenKey),
  communityId: localStorage.getItem(communityKey),
  self: readSelf(),
});

const keep = (key: string, value: string | null): void => {
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
};

export const setSession = (change: Partial<Session>): void => {
  const next = { ...session.get(), ...change };
  keep(tokenKey, next.token);
  keep(communityKey, next.communityId);
  keep(selfKey, next.self ? JSON.stringify(next.self) : null);
  session.set(next);
};

export const endSession = (): void => setSession({ token: null, communityId: null, self: null });
