import type { MoneyPolicy } from 'shared-types/moneyPolicy';
import { fromMoneyForm, toMoneyForm, withStage } from './moneyForm';

const policy: MoneyPolicy = {
  billing: { runDay: 1, runHour: 8, publishAutomatically: false, dueDay: 25, voidWithinDays: 3 },
  reminders: { stagesDays: [-3, 1, 20], quietFrom: '21:00', quietTo: '08:00', leastFen: 100 },
  payment: { openMinutes: 15, consentHours: 48 },
  refund: { managerAboveFen: 50_000 },
  spending: { approveAboveFen: 200_050 },
  reconciliation: { fetchHour: 10, remindHours: 24 },
  report: { day: 10, hour: 9 },
  autoDebit: { on: true, day: 18, hour: 10, noticeDays: 2, retries: 1, retryAfterDays: 3, limitFen: 500_000 },
  invoice: { automatic: true, taxRateBp: 610 },
};

test('what is opened and saved unchanged is the same', () => {
  const form = toMoneyForm(policy);
  expect(form.texts['spending.approveAboveFen']).toBe('2000.50');
  expect(form.texts['invoice.taxRateBp']).toBe('6.1');
  expect(fromMoneyForm(form)).toEqual({ policy, bad: {} });
});

test('amounts are typed in yuan, shares in percent, switches are switched', () => {
  const form = toMoneyForm(policy);
  form.texts['refund.managerAboveFen'] = '1,234.5';
  form.texts['invoice.taxRateBp'] = '0.05';
  form.on['billing.publishAutomatically'] = true;
  expect(fromMoneyForm(form).policy).toEqual({
    ...policy,
    refund: { managerAboveFen: 123_450 },
    invoice: { automatic: true, taxRateBp: 5 },
    billing: { ...policy.billing, publishAutomatically: true },
  });
});

test('every fault by its field: no number, out of bounds, no clock', () => {
  const form = toMoneyForm(policy);
  form.texts['billing.runDay'] = '29';
  form.texts['payment.openMinutes'] = '1';
  form.texts['refund.managerAboveFen'] = 'viel';
  form.texts['reminders.quietFrom'] = '25:00';
  form.texts['report.hour'] = '9.5';
  expect(fromMoneyForm(form)).toEqual({
    policy: null,
    bad: {
      'billing.runDay': { kind: 'most', bound: 28 },
      'payment.openMinutes': { kind: 'least', bound: 2 },
      'refund.managerAboveFen': { kind: 'yuan' },
      'reminders.quietFrom': { kind: 'other' },
      'report.hour': { kind: 'number' },
    },
  });
});

test('reminders stand from early to late, each once', () => {
  expect(withStage([-3, 1, 20], 5)).toEqual([-3, 1, 5, 20]);
  expect(withStage([-3, 1], 1)).toEqual([-3, 1]);
});
