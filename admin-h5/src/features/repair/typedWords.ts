import type { StaffRepairView } from 'shared-types/staffRepair';
import { t } from '../../locales/zh-CN/handling';

/** How the problem type came about, and whether a person is still asked. */
export const typedWords = ({ typed, problemType }: Pick<StaffRepairView, 'typed' | 'problemType'>): string => {
  if (typed.undecided) return t.pleaseDecide(problemType.name, typed.confidencePercent);
  if (typed.by === 'recogniser' && typed.confidencePercent !== null)
    return t.seenAs(problemType.name, typed.confidencePercent);
  return t.typedBy[typed.by];
};
