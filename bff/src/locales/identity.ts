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
  doubleCertificate: '同一种证只写一张',
  unknownSkill: '没有这种技能',
} as const;
