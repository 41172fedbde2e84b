import type { Department, StaffRole } from 'shared-types/permissions';

export const departmentNames: Record<Department, string> = {
  management: '项目部',
  'customer-service': '客服部',
  engineering: '工程部',
  security: '秩序部',
  cleaning: '环境部',
  finance: '财务部',
};

const roleNames: Record<StaffRole, string> = {
  administrator: '系统管理员',
  manager: '项目经理',
  supervisor: '主管',
  'customer-service': '客服',
  engineer: '工程师傅',
  cleaner: '保洁',
  guard: '秩序员',
  finance: '财务',
};

/** 客服、主管: as the audit log names what somebody was given. */
export const rolesText = (roles: readonly StaffRole[]): string => roles.map((role) => roleNames[role]).join('、');

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
