import { readFileSync } from 'node:fs';
import { skillTrades } from '../../locales/staff.js';
import type { Known } from './policy.rules.js';

interface ProblemTypes {
  types: { id: string; name: string }[];
}

const file = new URL('../../data/problem-types.json', import.meta.url);
const { types } = JSON.parse(readFileSync(file, 'utf8')) as ProblemTypes;

const names = new Map(types.map(({ id, name }) => [id, name]));

/** 电梯; the id itself when a type is not offered any more. */
export const problemTypeName = (id: string): string => names.get(id) ?? id;

/** What the rules of a policy may speak of. Management supervises; it takes no orders. */
export const known: Known = {
  problemTypeIds: new Set(names.keys()),
  skills: new Set(Object.keys(skillTrades)),
  departments: new Set(['customer-service', 'engineering', 'security', 'cleaning', 'finance']),
};
