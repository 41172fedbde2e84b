import { fileState } from '../fileState.js';
import { createTerminal, emptyMemory, type Terminal, type TerminalMemory, type TerminalSetup } from './terminal.js';

export interface HikvisionWorld {
  /** The same again changes nothing; whom they know stays. */
  setUp(terminals: readonly TerminalSetup[]): void;
  all(): readonly Terminal[];
  /** By the device's id or its number. */
  find(key: string): Terminal | undefined;
  save(): void;
  calm(): void;
  /** Heartbeats, and what could not be told before; gives the way to stop it. */
  pump(): { stop(): void };
}

const beatEveryMs = 30_000;

/** Face terminals by ISAPI, each at `/hikvision/<device>`. */
export const createHikvisionWorld = (options: {
  folder: string | null;
  now: () => Date;
  wallNow: () => Date;
}): HikvisionWorld => {
  const state = fileState<Record<string, TerminalMemory>>(options.folder, 'hikvision', () => ({}));
  const terminals = new Map<string, Terminal>();
  const save = (): void => state.save();
  return {
    setUp: (list) => {
      for (const setup of list) {
        if (JSON.stringify(terminals.get(setup.id)?.setup) === JSON.stringify(setup)) continue;
        const memory = { ...emptyMemory(), ...state.value[setup.id] };
        state.value[setup.id] = memory;
        terminals.set(setup.id, createTerminal(setup, memory, { ...options, changed: save }));
      }
    },
    all: () => [...terminals.values()],
    find: (key) => terminals.get(key) ?? [...terminals.values()].find(({ setup }) => setup.code === key),
    save,
    calm: () => {
      for (const terminal of terminals.values()) terminal.calm();
    },
    pump: () => {
      const beating = setInterval(() => {
        for (const terminal of terminals.values())
          void terminal.beat().then((heard) => (heard ? terminal.catchUp() : undefined));
      }, beatEveryMs).unref();
      return { stop: () => clearInterval(beating) };
    },
  };
};
