import type { FollowUpStage } from 'shared-types/followUp';

const stages: Record<FollowUpStage, string> = {
  'customer-service': '客服联系业主',
  supervisor: '主管跟进',
  manager: '项目经理跟进',
  rectifying: '整改',
  finished: '办结',
};

/** Words of the follow-up of bad ratings. */
export const followUpTexts = {
  /** Where a building or area is not known. */
  somewhere: '小区内',
  wordsMissing: '联系上了，写一下业主怎么说',
  badDay: '完成日期要在今天以后、半年以内',
  givesAway: (found: string): string => `“${found}”会让人认出是谁，请去掉`,
  /** Of the message to staff. */
  rated: (stars: number): string => `业主打了 ${stars} 星`,
  passed: (stars: number, by: string): string => `业主打了 ${stars} 星，${by}跟过了`,
  ratedAgain: (before: number, after: number): string => `业主重新评了 ${after} 星，原来 ${before} 星`,
  late: (stage: FollowUpStage, planLate: boolean): string =>
    planLate ? '整改方案过了公布的时限' : `“${stages[stage]}”过了时限`,
} as const;
