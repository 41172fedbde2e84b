import type { AlarmRule } from 'shared-types/alarmPolicy';
import {
  badInputs,
  blankCondition,
  freshRule,
  fromDeadlineTexts,
  fromRuleForm,
  toDeadlineTexts,
  toRuleForm,
} from './alarmForm';

const rule: AlarmRule = {
  ...{ id: 'lift', name: '电梯', active: true, kinds: ['lift'], deviceId: null, match: 'any', forSeconds: 60 },
  ...{ severity: 'serious', department: 'engineering', order: { problemTypeId: 'lift', emergency: '' } },
  conditions: [
    { kind: 'threshold', metric: 'vibration', side: 'above', limit: 4.5, clear: 3.5 },
    { kind: 'rate', metric: 'temperature', direction: 'rise', withinMinutes: 5, limit: 15, clear: 5 },
    { kind: 'silence', minutes: 60 },
    { kind: 'trend', metric: 'ropeWear', side: 'above', limit: 10, withinDays: 30, leastConfidenceBp: 9050 },
  ],
};

it('comes back from the form as it was', () => expect(fromRuleForm(toRuleForm(rule))).toEqual(rule));

it('is no rule while something is missing', () => {
  const fresh = freshRule(new Date(0));
  expect(fromRuleForm(fresh)).toBeNull();
  const condition = { ...blankCondition(), limit: '5', clear: '4' };
  const filled = { ...fresh, name: '新', kinds: ['lift' as const], conditions: [condition] };
  expect(fromRuleForm(filled)?.conditions).toEqual([
    { kind: 'threshold', metric: 'vibration', side: 'above', limit: 5, clear: 4 },
  ]);
  expect(fromRuleForm({ ...filled, kinds: [] })).toBeNull();
  expect(fromRuleForm({ ...filled, forSeconds: '1.5' })).toBeNull();
});

it('says which input is wrong', () => {
  expect([...badInputs({ ...blankCondition(), limit: 'x', clear: '1' })]).toEqual(['limit']);
  expect([...badInputs({ ...blankCondition(), limit: '4', clear: '5' })]).toEqual(['clear']);
  expect([...badInputs({ ...blankCondition(), side: 'below', limit: '4', clear: '3' })]).toEqual(['clear']);
  expect([...badInputs({ ...blankCondition(), kind: 'silence', minutes: '0' })]).toEqual(['minutes']);
  expect([...badInputs({ ...blankCondition(), kind: 'trend', limit: '4', confidence: '20' })]).toEqual(['confidence']);
});

it('reads minutes', () => {
  const deadlines = { acknowledgeMinutes: 3, handleMinutes: 30, againMinutes: 5 };
  const policy = { deadlines: { emergency: deadlines, serious: deadlines, notice: deadlines } };
  const texts = toDeadlineTexts(policy as never);
  expect(fromDeadlineTexts(texts)).toEqual(policy.deadlines);
  expect(fromDeadlineTexts({ ...texts, notice: { ...texts.notice, againMinutes: '0' } })).toBeNull();
});
