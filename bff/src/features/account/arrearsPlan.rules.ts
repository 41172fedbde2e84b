import type { FeeKind } from 'shared-types/billing';

/** What rows together would make, against what is there: pure. */

export interface PlanRow {
  houseId: string | null;
  fee: { kind: FeeKind; name: string } | null;
  period: string | null;
  arrearsFen: number;
  prepaidFen: number;
  problems: readonly string[];
  skipped: boolean;
}

export interface KnownOpenings {
  /** `billKey` -> what is owed by the opening bill that is there. */
  bills: ReadonlyMap<string, number>;
  /** House -> what was opened as its balance. */
  prepaid: ReadonlyMap<string, number>;
}

export type PlanFault =
  | { kind: 'rowTwice'; row: number }
  | { kind: 'prepaidTwice'; row: number }
  | { kind: 'billDiffers'; thereFen: number }
  | { kind: 'prepaidDiffers'; thereFen: number };

export interface PlannedRow {
  state: 'create' | 'same' | 'bad' | 'skipped';
  /** What is to be made of the row, without what is there already. */
  makesBill: boolean;
  makesPrepaid: boolean;
  faults: PlanFault[];
}

/** What makes a row of the next table the same debt. */
export const billKey = (houseId: string, kind: FeeKind, period: string): string => `${houseId}|${kind}|${period}`;

const skipped: PlannedRow = { state: 'skipped', makesBill: false, makesPrepaid: false, faults: [] };

/** Plans every row, in their order: what a former row of the table said is not said again. */
export const planRows = (rows: readonly PlanRow[], known: KnownOpenings): PlannedRow[] => {
  const billRows = new Map<string, number>();
  const prepaidRows = new Map<string, number>();
  return rows.map((row, index): PlannedRow => {
    if (row.skipped) return skipped;
    const faults: PlanFault[] = [];
    const { houseId, fee, period, arrearsFen, prepaidFen } = row;
    let makesBill = false;
    let makesPrepaid = false;
    if (houseId && fee && period && arrearsFen > 0) {
      const key = billKey(houseId, fee.kind, period);
      const [first, there] = [billRows.get(key), known.bills.get(key)];
      if (first !== undefined) faults.push({ kind: 'rowTwice', row: first });
      else if (there !== undefined && there !== arrearsFen) faults.push({ kind: 'billDiffers', thereFen: there });
      else makesBill = there === undefined;
      if (first === undefined) billRows.set(key, index);
    }
    if (houseId && prepaidFen > 0) {
      const [first, there] = [prepaidRows.get(houseId), known.prepaid.get(houseId)];
      if (first !== undefined) faults.push({ kind: 'prepaidTwice', row: first });
      else if (there !== undefined && there !== prepaidFen) faults.push({ kind: 'prepaidDiffers', thereFen: there });
      else makesPrepaid = there === undefined;
      if (first === undefined) prepaidRows.set(houseId, index);
    }
    if (row.problems.length > 0 || faults.length > 0)
      return { state: 'bad', makesBill: false, makesPrepaid: false, faults };
    return { state: makesBill || makesPrepaid ? 'create' : 'same', makesBill, makesPrepaid, faults };
  });
};
