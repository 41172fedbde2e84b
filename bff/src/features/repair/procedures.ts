import { readFileSync } from 'node:fs';
import type { RequestKind } from 'shared-types/repair';
import type { ProcedureStep } from 'shared-types/workorder';
import { answerProcedure } from './loop.rules.js';

interface ProblemType {
  id: string;
  name: string;
  department: string;
  skill: string;
  emergency: string[];
}

interface Procedure {
  steps: ProcedureStep[];
  usualParts: string[];
}

const read = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')) as T;

const types = read<{ types: ProblemType[] }>('problem-types.json').types;
const procedures = read<{ procedures: Record<string, Procedure> }>('procedures.json').procedures;

/** The problem types as data, in the order in which they are offered. */
export const problemTypes: readonly ProblemType[] = types;

const byId = new Map(types.map((type) => [type.id, type]));

export const problemType = (id: string): ProblemType | undefined => byId.get(id);

/** Where a request stands whose type nobody has decided yet. */
export const undecidedType = 'other';

/** The standard procedure of orders by which a department helps another (C8). */
export const assistProcedure = 'assist';

/** A department's part of a complaint that hangs on no place with a code: nothing to sign in to. */
export const handleProcedure = 'handle';

/** Of a department that helps: it signs in where there is a code to scan. */
export const partProcedure = (repair: { kind: RequestKind; areaId: string | null }): string =>
  repair.kind === 'complaint' && repair.areaId === null ? handleProcedure : assistProcedure;

/** The standard procedure of a problem type or of helping (E4). A type without one stops the boot. */
export const procedureOf = (procedureId: string): Procedure => {
  const procedure = procedures[procedureId];
  if (!procedure) throw new Error(`no standard procedure for ${procedureId}`);
  return procedure;
};

for (const { id } of [
  ...types,
  { id: assistProcedure },
  { id: answerProcedure },
  { id: handleProcedure },
  { id: undecidedType },
])
  procedureOf(id);
