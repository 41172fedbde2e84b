import type { Department } from 'shared-types/permissions';

export const departmentNames: Record<Department, string> = {
  management: '项目部',
  'customer-service': '客服部',
  engineering: '工程部',
  security: '秩序部',
  cleaning: '环境部',
  finance: '财务部',
};

/** Skill id -> the trade as owners and staff say it. */
export const skillTrades: Record<string, string> = {
  plumber: '水工',
  electrician: '电工',
  'lift-technician': '电梯工',
  'low-voltage': '弱电工',
  guard: '秩序员',
  hvac: '空调工',
  mason: '泥瓦工',
  carpenter: '木工',
  appliance: '家电维修',
  gas: '燃气工',
  'fire-safety': '消防员',
  cleaner: '保洁',
  gardener: '绿化工',
  'pest-control': '消杀员',
  billing: '收费员',
  supervisor: '主管',
  'front-desk': '客服前台',
};
