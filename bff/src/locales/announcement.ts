import type { AnnouncementKind, AudienceRole, OutageKind, OutageState } from 'shared-types/announcement';
import type { AnnouncementStatus } from 'shared-types/staffAnnouncement';
import { clockTime, dayTime, toDay } from 'shared-types/time';
import type { OutageFault } from '../features/announcement/outage.rules.js';

/** Words of announcements and planned outages. */

export const kindNames: Record<AnnouncementKind, string> = {
  notice: '公告',
  outage: '停用通知',
  emergency: '紧急通知',
};

export const statusNames: Record<AnnouncementStatus, string> = {
  draft: '草稿',
  scheduled: '定时发布',
  published: '已发布',
  withdrawn: '已撤回',
};

export const outageNames: Record<OutageKind, string> = {
  water: '停水',
  power: '停电',
  gas: '停气',
  lift: '停梯',
  network: '断网',
};

export const outageStateNames = (kind: OutageKind): Record<OutageState, string> => ({
  coming: `计划${outageNames[kind]}`,
  running: `正在${outageNames[kind]}`,
  over: '已经恢复',
});

/** 计划停水到 18:00 · 计划明天 9:00 停水 */
export const outageWords = (kind: OutageKind, { from, until }: { from: Date; until: Date }, now: Date): string => {
  const name = outageNames[kind];
  const end = toDay(until) === toDay(now) ? clockTime(until) : dayTime(until, now);
  return now < from ? `计划 ${dayTime(from, now)} ${name}，到 ${end}` : `计划${name}到 ${end}`;
};

export const outageFaultTexts: Record<OutageFault, string> = {
  reversed: '结束要晚于开始',
  over: '这个时间已经过去了',
  'too-long': '一次停用最长 31 天，再长请分几次通知',
};

export const roleNames: Record<AudienceRole, string> = { owner: '业主', family: '家人', tenant: '租客' };

const mostNamed = 4;

export const announcementTexts = {
  everywhere: '全小区',
  staff: '员工',
  /** 3栋、5栋 等 7 处 */
  places: (names: readonly string[]): string =>
    names.length <= mostNamed ? names.join('、') : `${names.slice(0, mostNamed).join('、')} 等 ${names.length} 处`,
  /** 全小区 · 业主、家人 */
  audience: (places: string, people: readonly string[]): string => `${places} · ${people.join('、')}`,
  from: (community: string): string => `${community}物业服务中心`,
  nobody: '还没有选给谁看',
  noPlace: '有一处楼栋、单元或房屋找不到，请重新选',
  emptyBody: '请写正文',
  tooLong: '正文太长了，最多两万字',
  outageMissing: '请写停什么、从几点到几点',
  outageNot: '只有停用通知才写停用时间',
  inPast: '定时发布的时间要在现在之后',
  tooFar: '最多提前 90 天定时',
  /** 18 户没有人绑定，只能贴在楼道里 */
  unbound: (houses: number): string => `${houses} 户没有人绑定，手机上通知不到，请在楼道里也贴一份`,
  nobodyBound: '这些地方还没有人绑定，发了也没有人在手机上收到',
  someRoles: (names: readonly string[]): string => `${names.join('、')}不在通知对象里`,
} as const;
