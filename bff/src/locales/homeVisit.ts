import type { VisitHalf, VisitPurpose, VisitStatus } from 'shared-types/homeVisit';
import { clockTime, dayName, wall } from 'shared-types/time';

/** Words of visits at owners' homes (上门服务). */

export const visitPurposeNames: Record<VisitPurpose, string> = {
  payment: '上门代缴',
  report: '上门登记报修、诉求',
  help: '别的帮忙',
};

export const visitStatusNames: Record<VisitStatus, string> = {
  booked: '等安排人',
  given: '安排好了',
  coming: '在路上',
  done: '办好了',
  missed: '没遇到人',
  cancelled: '取消了',
};

export const visitHalfNames: Record<VisitHalf, string> = { morning: '上午', afternoon: '下午' };

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** 24:00 rather than the next day's 0:00. */
const endTime = (at: Date): string => (clockTime(at) === '00:00' ? '24:00' : clockTime(at));

interface When {
  half: VisitHalf;
  fromAt: Date;
  toAt: Date;
}

export const homeVisitTexts = {
  /** 明天 周二 */
  day: (noon: Date, now: Date): string => `${dayName(noon, now)} ${weekdays[wall(noon).weekday]}`,
  /** 上午 09:00–12:00 */
  half: ({ half, fromAt, toAt }: When): string => `${visitHalfNames[half]} ${clockTime(fromAt)}–${endTime(toAt)}`,
  /** 明天 上午 09:00–12:00 */
  when: (when: When, now: Date): string => `${dayName(when.fromAt, now)} ${homeVisitTexts.half(when)}`,
  full: '约满了',
  over: '已经过了',
  taken: '您家约过了',
  phoneMissing: '请留一个能打通的电话',
  phoneBad: '电话号码不对',
  nameMissing: '请写上门找谁',
  noteMissing: '请写一句要帮什么忙',
  cancelledByOwner: '业主取消',
  next: (status: VisitStatus, name: string | null): string => {
    if (status === 'booked') return '客服会安排人，定了就告诉您谁来。';
    if (status === 'given') return `${name ?? '客服'}会按时上门，来之前会打电话。`;
    if (status === 'coming') return `${name ?? '客服'}已经出发，请留意敲门。`;
    if (status === 'missed') return '没遇到人，客服会联系您另约时间。';
    return status === 'done' ? '这次上门办好了。' : '这次上门取消了。';
  },
  /** The subject of audit lines: 3栋2单元1102 11月24日 上午 */
  subject: (house: string, when: string): string => `${house} ${when}`,
  history: {
    booked: (by: string | null): string => (by ? `${by}代约` : '业主约的'),
    given: (name: string): string => `安排${name}上门`,
    setOut: (name: string): string => `${name}出发`,
    done: (name: string): string => `${name}：办好了`,
    missed: (name: string): string => `${name}：没遇到人`,
    cancelled: '取消',
  },
  /** What staff are told; the head says what kind it is. */
  alerts: {
    given: (house: string, when: string): string => `${house}，${when}，安排您去`,
    today: (house: string, when: string): string => `${house}，${when}，请您按时去`,
    withdrawn: (house: string, when: string): string => `${house}，${when}，不用您去了`,
    unassigned: (house: string, when: string): string => `${house}，${when}，还没有安排人`,
    late: (house: string, when: string): string => `${house}，${when}，时间过了还没有结果`,
  },
} as const;
