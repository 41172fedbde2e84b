import type { LikeReason } from '../features/complaint/similar.rules.js';

export const complaintWords = {
  /** Where an anonymous complainant's building has no name. */
  somewhere: '小区里',
  said: { report: '您投诉', add: '您补充', object: '您不认可答复，请物业重新办' },
  givesAway: (found: string): string => `“${found}”会让人认出是谁，请换个说法`,
  mergedInto: (number: string): string => `并到 ${number}`,
  splitInto: (number: string): string => `拆成 ${number}`,
  alike: {
    place: '同一个地方',
    near: '同一栋楼',
    category: '同一类',
    time: '时间挨着',
    words: '说的话很像',
  } satisfies Record<LikeReason, string>,
} as const;
