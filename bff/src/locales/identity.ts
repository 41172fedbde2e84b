/** Skills by the ids that problem types ask for (data/problem-types.json). */
export const skillNames: Record<string, string> = {
  plumber: '水暖工',
  electrician: '电工',
  'lift-technician': '电梯工',
  'low-voltage': '弱电工',
  guard: '秩序维护',
  hvac: '空调供暖工',
  mason: '泥瓦工',
  carpenter: '木工',
  appliance: '家电维修工',
  gas: '燃气工',
  'fire-safety': '消防员',
  cleaner: '保洁员',
  gardener: '绿化工',
  'pest-control': '消杀员',
  billing: '收费员',
  supervisor: '主管',
  'front-desk': '前台',
};

export const shiftTexts = {
  endBeforeStart: '下班时间要晚于上班时间',
  tooLong: '一个班最长 24 小时',
  overlap: '这段时间已经排了班',
  daysReversed: '结束日期不能早于开始日期',
  tooManyDays: '一次最多看 31 天',
} as const;

export const identityTexts = {
  /** What an owner is called while no name is known. */
  unnamedOwner: '业主',
  withdrawn: '申请人撤回',
  leftByOneself: '本人解除',
  endedByOwner: '业主解除',
  badPhone: '电话号码格式不对',
  unknownSkill: '没有这种技能',
} as const;
