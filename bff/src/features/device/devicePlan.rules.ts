import type { DeviceLifecycle } from 'shared-types/device';
import { mayGo } from '../../kernel/machine.js';
import { deviceMachine } from './device.machine.js';

/** What rows together would make of a registry: pure. */

export interface PlanRow {
  code: string | null;
  /** Name and kind are there, so that a device can be made of it. */
  whole: boolean;
  lifecycle: DeviceLifecycle | null;
  problems: readonly string[];
  skipped: boolean;
}

export interface KnownDevice {
  lifecycle: DeviceLifecycle;
  /** What the row would change of it, in words. */
  changes: readonly string[];
}

export type PlanFault =
  | { kind: 'rowTwice'; row: number }
  | { kind: 'moveRefused'; from: DeviceLifecycle; to: DeviceLifecycle }
  | { kind: 'scrapped' }
  | { kind: 'notWhole' };

export interface PlannedRow {
  state: 'create' | 'update' | 'same' | 'bad' | 'skipped';
  faults: PlanFault[];
}

/** Plans every row in their order; `known` answers for a row whose number is in the registry. */
export const planRows = (
  rows: readonly PlanRow[],
  known: (row: number, code: string) => KnownDevice | null,
): PlannedRow[] => {
  const firstOf = new Map<string, number>();
  return rows.map((row, index): PlannedRow => {
    if (row.skipped) return { state: 'skipped', faults: [] };
    const faults: PlanFault[] = [];
    if (row.code === null) return { state: 'bad', faults };
    const first = firstOf.get(row.code);
    if (first === undefined) firstOf.set(row.code, index);
    else faults.push({ kind: 'rowTwice', row: first });
    const there = known(index, row.code);
    if (!there) {
      if (!row.whole) faults.push({ kind: 'notWhole' });
      return { state: row.problems.length + faults.length > 0 ? 'bad' : 'create', faults };
    }
    const moves = row.lifecycle !== null && row.lifecycle !== there.lifecycle;
    if (there.lifecycle === 'scrapped' && (moves || there.changes.length > 0)) faults.push({ kind: 'scrapped' });
    else if (moves && row.lifecycle && !mayGo(deviceMachine, there.lifecycle, row.lifecycle))
      faults.push({ kind: 'moveRefused', from: there.lifecycle, to: row.lifecycle });
    if (row.problems.length + faults.length > 0) return { state: 'bad', faults };
    return { state: moves || there.changes.length > 0 ? 'update' : 'same', faults };
  });
};
