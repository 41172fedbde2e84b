import { useSyncExternalStore } from 'react';
import { keys, read, write } from './storage';
import { wx } from './wx';

export interface Appearance {
  elderly: boolean;
  dark: boolean;
}

const chosen = read<'on' | 'off'>(keys.largeType);
let now: Appearance = { elderly: chosen ? chosen === 'on' : wx.wantsLargeType(), dark: wx.isDark() };
const listeners = new Set<() => void>();

const change = (next: Partial<Appearance>): void => {
  now = { ...now, ...next };
  for (const listener of listeners) listener();
};

wx.onThemeChange((dark) => change({ dark }));

/** The owner's own choice outlives the setting of WeChat. */
export const setLargeType = (elderly: boolean): void => {
  write(keys.largeType, elderly ? 'on' : 'off');
  change({ elderly });
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useAppearance = (): Appearance =>
  useSyncExternalStore(
    subscribe,
    () => now,
    () => now,
  );
