import type { ServicePolicy } from 'shared-types/policy';
import type { RepairEntity } from './repair.entity.js';

type Opened = ServicePolicy['chain']['rules'][number]['opens'][number];

type Said = Pick<RepairEntity, 'problemTypeId' | 'urgency' | 'emergency' | 'body' | 'title'>;

/** Further orders that the rules open for a request, one a department (C8); never the main order's own department. */
export const chainedOrders = (
  chain: ServicePolicy['chain'],
  repair: Said,
  mainDepartment: string,
): (Opened & { rule: string })[] => {
  const words = `${repair.body ?? ''} ${repair.emergency ?? ''} ${repair.title}`;
  const opened: (Opened & { rule: string })[] = [];
  const taken = new Set([mainDepartment]);
  for (const rule of chain.rules) {
    const { problemTypeIds, words: wanted, urgency } = rule.on;
    const fits =
      rule.active &&
      problemTypeIds.includes(repair.problemTypeId) &&
      (urgency === 'any' || urgency === repair.urgency) &&
      (wanted.length === 0 || wanted.some((word) => words.includes(word)));
    if (!fits) continue;
    for (const order of rule.opens) {
      if (taken.has(order.department)) continue;
      taken.add(order.department);
      opened.push({ ...order, rule: rule.name });
    }
  }
  return opened;
};
