import { fileState } from '../fileState.js';
import { createDevice, type DeviceIdentity, type DeviceMemory, type SimulatedDevice } from './device.js';
import type { FaultKind } from './model.js';

export interface Fleet {
  /** mqtt://localhost:1883 */
  broker: string;
  /** By which commands are checked. */
  publicKey: string;
  devices: DeviceIdentity[];
}

export interface EstateOptions {
  folder: string | null;
  /** Another seed is another estate. */
  seed?: string;
  now: () => Date;
  wallNow: () => Date;
  /** A door of this number is told that its lists have changed. */
  onHint?: (code: string) => void;
}

export interface Estate {
  /** Sets the fleet up and connects it, little by little. The same again changes nothing. */
  setUp(fleet: Fleet): void;
  devices(): SimulatedDevice[];
  find(code: string): SimulatedDevice | undefined;
  begin(code: string, fault: FaultKind): boolean;
  end(code: string, fault: FaultKind): boolean;
  /** Seconds of real time between two readings of a device; 0: none by itself. */
  setPace(everySeconds: number): void;
  pace(): number;
  seed(): string;
  /** No faults, and the usual pace. */
  calm(): void;
  stop(): Promise<void>;
}

interface Saved {
  seed: string;
  /** By the device's id. */
  memories: Record<string, DeviceMemory>;
}

/** The estate that everybody sees who sets no other seed. */
export const usualSeed = 'anju-1';
const usualPace = 45;
const saveEveryMs = 10_000;
/** A whole fleet that signs in at once would be felt; so many do in a second. */
const connectsPerSecond = 8;

/** A fleet of devices on real MQTT: the same seed lives the same days. */
export const createEstate = ({ folder, seed = usualSeed, now, wallNow, onHint }: EstateOptions): Estate => {
  const state = fileState<Saved>(folder, 'devices', () => ({ seed, memories: {} }));
  let fleetKey = '';
  let fleet: SimulatedDevice[] = [];
  let pace = usualPace;
  let turn = 0;
  let dirty = false;
  let connecting: NodeJS.Timeout | null = null;

  const memoryOf = (id: string): DeviceMemory => {
    const known = state.value.memories[id] ?? { seq: 0, faults: [], toldMs: 0 };
    state.value.memories[id] = known;
    return known;
  };

  // One device after the other, so that they never speak all at once: each every `pace` seconds.
  let owed = 0;
  const stepMs = 250;
  const reporting = setInterval(() => {
    if (pace <= 0 || fleet.length === 0) return;
    owed = Math.min(fleet.length, owed + (fleet.length * stepMs) / (pace * 1000));
    for (; owed >= 1; owed--) {
      fleet[turn % fleet.length]?.report();
      turn += 1;
      dirty = true;
    }
  }, stepMs);
  const saving = setInterval(() => {
    if (dirty) state.save();
    dirty = false;
  }, saveEveryMs);
  reporting.unref();
  saving.unref();

  const connectAll = (): void => {
    const waiting = [...fleet];
    connecting = setInterval(() => {
      waiting.shift()?.connect();
      if (waiting.length === 0 && connecting) clearInterval(connecting);
    }, 1000 / connectsPerSecond);
    connecting.unref();
  };

  const find = (code: string): SimulatedDevice | undefined =>
    fleet.find(({ identity }) => identity.code === code || identity.id === code);

  const closeAll = async (): Promise<void> => {
    if (connecting) clearInterval(connecting);
    const closing = fleet;
    fleet = [];
    await Promise.all(closing.map((device) => device.close()));
  };

  const change = (code: string, act: (memory: DeviceMemory, nowMs: number) => void): boolean => {
    const device = find(code);
    if (!device) return false;
    act(device.memory, now().getTime());
    device.report();
    state.save();
    return true;
  };

  return {
    setUp: ({ broker, publicKey, devices }) => {
      const key = JSON.stringify([broker, publicKey, devices]);
      if (key === fleetKey) return;
      fleetKey = key;
      void closeAll();
      const world = {
        seed: state.value.seed,
        broker,
        publicKey,
        now: () => now().getTime(),
        wallNow: () => wallNow().getTime(),
        changed: () => {
          dirty = true;
        },
        hinted: ({ code }: DeviceIdentity) => onHint?.(code),
      };
      fleet = devices.map((identity) => createDevice(identity, memoryOf(identity.id), world));
      connectAll();
    },
    devices: () => fleet,
    find,
    begin: (code, kind) =>
      change(code, (memory, nowMs) => {
        memory.faults = memory.faults.filter((fault) => fault.kind !== kind || fault.untilMs !== null);
        memory.faults.push({ kind, sinceMs: nowMs, untilMs: null });
      }),
    end: (code, kind) =>
      change(code, (memory, nowMs) => {
        for (const fault of memory.faults) if (fault.kind === kind) fault.untilMs ??= nowMs;
      }),
    setPace: (everySeconds) => {
      pace = everySeconds;
    },
    pace: () => pace,
    seed: () => state.value.seed,
    calm: () => {
      pace = usualPace;
      const nowMs = now().getTime();
      for (const { memory } of fleet) for (const fault of memory.faults) fault.untilMs ??= nowMs;
      state.save();
    },
    stop: async () => {
      clearInterval(reporting);
      clearInterval(saving);
      if (dirty) state.save();
      await closeAll();
    },
  };
};
