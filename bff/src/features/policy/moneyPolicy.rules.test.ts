import type { MoneyPolicy } from 'shared-types/moneyPolicy';
import { moneyLeaves } from '../../locales/moneyPolicy.js';
import { moneyFaults, moneyLeavesOf } from './moneyPolicy.rules.js';
import { moneyChangesOf, moneyFaultFields } from './moneyPolicy.view.js';
import { defaultMoneyPolicy } from './policy.door.js';

const altered = (change: (policy: MoneyPolicy) => void): MoneyPolicy => {
  const policy = structuredClone(defaultMoneyPolicy);
  change(policy);
  return policy;
};

it('has nothing against the defaults', () => expect(moneyFaults(defaultMoneyPolicy)).toEqual([]));

it.each<[string, (policy: MoneyPolicy) => void, string[]]>([
  [
    'bills that are due before they are made',
    (p) => Object.assign(p.billing, { runDay: 10, dueDay: 9 }),
    ['billing.dueDay dueBeforeRun', 'reminders.stagesDays.0 stageBeforeRun'],
  ],
  [
    'bills that are due on the day they are made',
    (p) => {
      Object.assign(p.billing, { runDay: 10, dueDay: 10 });
      p.reminders.stagesDays = [0, 5];
    },
    [],
  ],
  [
    'stages out of order',
    (p) => {
      p.reminders.stagesDays = [5, 20, 10];
    },
    ['reminders.stagesDays.2 stagesNotAscending'],
  ],
  [
    'a stage twice',
    (p) => {
      p.reminders.stagesDays = [5, 5];
    },
    ['reminders.stagesDays.1 stagesNotAscending'],
  ],
  [
    'a stage before the bills are made',
    (p) => {
      p.reminders.stagesDays = [-25, 5];
    },
    ['reminders.stagesDays.0 stageBeforeRun'],
  ],
  [
    'a stage on the day the bills are made',
    (p) => {
      p.reminders.stagesDays = [-24, 5];
    },
    [],
  ],
  [
    'no stages at all',
    (p) => {
      p.reminders.stagesDays = [];
    },
    [],
  ],
  [
    'quiet hours of no length',
    (p) => {
      p.reminders.quietTo = '21:00';
    },
    ['reminders.quietTo quietSame'],
  ],
  [
    'a day that is quiet but for an hour',
    (p) => Object.assign(p.reminders, { quietFrom: '10:59', quietTo: '09:00' }),
    ['reminders.quietTo quietTooLong'],
  ],
  ['two open hours are enough', (p) => Object.assign(p.reminders, { quietFrom: '11:00', quietTo: '09:00' }), []],
  ['quiet hours at noon', (p) => Object.assign(p.reminders, { quietFrom: '12:00', quietTo: '14:00' }), []],
])('says of %s', (_title, change, faults) => {
  expect(moneyFaults(altered(change)).map(({ path, fault }) => `${path} ${fault}`)).toEqual(faults);
});

it('says it beside the field of the body', () => {
  expect(moneyFaultFields([{ path: 'reminders.quietTo', fault: 'quietSame' }])).toEqual({
    'policy.reminders.quietTo': '免打扰的开始和结束不能是同一时刻',
  });
});

it('has words for every value of the policy, and for no other', () => {
  expect(Object.keys(moneyLeaves)).toEqual(moneyLeavesOf(defaultMoneyPolicy).map(({ path }) => path));
});

it('says what changes as people do', () => {
  const after = altered((p) => {
    p.billing.publishAutomatically = false;
    p.billing.dueDay = 20;
    p.billing.runHour = 8;
    p.billing.voidWithinDays = 3;
    p.reminders.stagesDays = [-2, 0, 30];
    p.reminders.quietFrom = '20:30';
    p.reminders.leastFen = 500;
    p.payment.openMinutes = 15;
    p.payment.consentHours = 24;
    p.refund.managerAboveFen = 123_456;
    p.invoice.taxRateBp = 650;
  });
  expect(
    moneyChangesOf(defaultMoneyPolicy, after).map(({ label, before, after: now }) => [label, before, now]),
  ).toEqual([
    ['出账：几点', '6 点', '8 点'],
    ['出账：自动发布', '开', '关'],
    ['出账：最晚缴费日', '25 日', '20 日'],
    ['出账：发布后多久内可以整批作废', '7 天', '3 天'],
    ['催缴：哪几天提醒', '到期前 3 天、逾期 5 天、逾期 20 天、逾期 45 天', '到期前 2 天、到期当天、逾期 30 天'],
    ['免打扰（催缴、公告提醒）：从', '21:00', '20:30'],
    ['催缴：欠多少才提醒', '¥1.00', '¥5.00'],
    ['付款：下单后多久内付', '30 分钟', '15 分钟'],
    ['付款：代付邀请管多久', '72 小时', '24 小时'],
    ['退款：超过多少要经理批', '¥500.00', '¥1,234.56'],
    ['发票：税率', '6%', '6.5%'],
  ]);
});
