import type { StaffSelf } from 'shared-types/auth';
import type { KioskFaceAsk, KioskSelf, KioskVisit } from 'shared-types/kiosk';
import { createKioskClient, createKioskSend, createKioskUpload } from '../../lib/api';
import { createStore } from '../../lib/store';

interface KioskSession {
  token: string;
  self: StaffSelf;
}

/** Lives in memory only: a reload or a walk away leaves nothing behind. */
export const kioskSession = createStore<KioskSession | null>(null);

const staffToken = (): string | null => kioskSession.get()?.token ?? null;

/** By the member of staff who has signed in. */
export const kioskCall = createKioskClient(staffToken);
export const kioskUpload = createKioskUpload(staffToken);

const machineKey = 'anju-kiosk-machine';

/** The machine's own token, kept by this browser; null: nobody has enrolled it. */
const machineToken = createStore<string | null>(localStorage.getItem(machineKey));

/** The machine as the server knows it; null: not enrolled, or not asked yet. */
export const machine = createStore<KioskSelf | null>(null);

/** By the machine itself, with nobody signed in. */
export const machineCall = createKioskClient(() => machineToken.get());

export const machineSend = createKioskSend(() => machineToken.get());

export const isEnrolled = (): boolean => machineToken.get() !== null;

export const keepMachine = (token: string, self: KioskSelf): void => {
  localStorage.setItem(machineKey, token);
  machineToken.set(token);
  machine.set(self);
};

/** It was revoked, or another machine took its place. */
export const forgetMachine = (): void => {
  localStorage.removeItem(machineKey);
  machineToken.set(null);
  machine.set(null);
  visit.set(null);
  faceAsk.set(null);
};

/** What a card or a face has opened; in memory only, as the session above. */
export const visit = createStore<KioskVisit | null>(null);

/** Somebody whom the terminal knew, and who is asked of which house; in memory only. */
export const faceAsk = createStore<KioskFaceAsk | null>(null);
