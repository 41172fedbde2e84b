import type { AlarmEntity } from './alarm.entity.js';
import { acknowledge, again, begin, climb, close, handle, hindrance, settle } from './clock.rules.js';

const now = new Date('2026-11-23T10:54:00+08:00');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const deadlines = { acknowledgeMinutes: 15, handleMinutes: 240, againMinutes: 10 };
const who = { id: 'G', name: '马超' };

const blank: AlarmEntity = {
  ...{ communityId: 'C', id: 'A', source: 'rule', ruleId: 'r', cameraKind: null, deviceId: 'D' },
  ...{ deviceName: '1号梯', placeLabel: '3栋', houseId: null, areaId: 'H', title: '振动', detail: '' },
  ...{ severity: 'serious', rank: 1, department: 'engineering', status: 'open', policyVersion: 0, count: 1 },
  ...{ firstAt: now, lastAt: now, raisedAt: now, normalAt: null, dueFrom: null, dueAt: null, level: null, calls: 0 },
  ...{ nextStepAt: null, holderId: null, holderName: null, acknowledgedAt: null, handledAt: null, closedAt: null },
  ...{ outcome: null, repairId: null, samples: [], openKey: 'r|D' },
};
const open = begin(blank, deadlines);
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

it('has a deadline from its first moment, and another from each act', () => {
  expect(open.dueAt).toEqual(later(15));
  const taken = value(acknowledge(open, who, deadlines, later(5)));
  expect([taken.status, taken.dueAt, taken.holderName]).toEqual(['acknowledged', later(245), '马超']);
  expect(acknowledge(taken, who, deadlines, now)).toMatchObject({ refusal: { code: 'alarm.illegal_transition' } });
});

it('closes by itself when it is dealt with and normal, whichever came first', () => {
  const dealt = value(handle(open, who, deadlines, later(20)));
  expect([dealt.status, dealt.acknowledgedAt]).toEqual(['handled', later(20)]);
  expect(settle({ ...dealt, normalAt: later(30) }, later(30))).toMatchObject({
    status: 'closed',
    closedAt: later(30),
    outcome: 'real',
    openKey: null,
    nextStepAt: null,
  });
  expect(value(handle({ ...open, normalAt: later(3) }, who, deadlines, later(20))).status).toBe('closed');
  // Normal, and nobody has said anything yet.
  expect(settle({ ...open, normalAt: later(3) }, later(3)).status).toBe('open');
});

it('is not closed while it is abnormal, and a camera’s only with a photo', () => {
  expect(hindrance(open, { photos: 3 })).toBe('alarm.still_abnormal');
  const seen = { ...open, source: 'camera' as const };
  expect(hindrance(seen, { photos: 0 })).toBe('alarm.evidence_missing');
  expect(settle({ ...value(handle(seen, who, deadlines, now)), normalAt: now }, now).status).toBe('handled');
  const over = value(close(seen, { photos: 1, who, outcome: 'false' }, later(9)));
  expect([over.status, over.outcome, over.dueAt, over.openKey]).toEqual(['closed', 'false', null, null]);
  expect(hindrance(over, { photos: 1 })).toBe('alarm.illegal_transition');
  expect(hindrance({ ...open, source: 'device' }, { photos: 0 })).toBeNull();
});

describe('while nobody comes', () => {
  const step = (alarm: AlarmEntity, minutes: number, hasSupervisor = true) =>
    climb(alarm, { deadlines, hasSupervisor, now: later(minutes) });

  it('climbs from the supervisor to the manager, and calls again', () => {
    expect(step(open, 14).call).toBeNull();
    const first = step(open, 15);
    expect([first.call, first.alarm.nextStepAt]).toEqual(['supervisor', later(25)]);
    const second = step(first.alarm, 25);
    const third = step(second.alarm, 35);
    expect([second.call, second.alarm.calls, third.call, third.alarm.calls]).toEqual(['manager', 1, 'manager', 2]);
    // Twice at the same instant is once.
    expect(step(first.alarm, 15).call).toBeNull();
  });

  it('goes to the manager at once where there is no supervisor', () =>
    expect(step(open, 15, false).call).toBe('manager'));

  it('comes down when somebody goes, and ends with it', () => {
    const climbed = step(open, 15).alarm;
    expect(value(acknowledge(climbed, who, deadlines, later(16)))).toMatchObject({
      level: null,
      nextStepAt: later(256),
    });
    const over = value(close({ ...climbed, normalAt: now }, { photos: 0, who, outcome: 'real' }, later(17)));
    expect(step(over, 999).call).toBeNull();
  });
});

it('keeps the beginning and the end of what was measured', () => {
  const samples = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ at: from + index, values: { v: index } }));
  const said = { count: 2, lastAt: later(1), detail: '更大' };
  const once = again({ ...open, normalAt: now, samples: samples(0, 100) }, { ...said, samples: samples(90, 50) });
  expect([once.count, once.normalAt, once.detail, once.lastAt]).toEqual([3, null, '更大', later(1)]);
  const times = once.samples.map((one) => one.at);
  expect(times[0]).toBe(0);
  expect(times.at(-1)).toBe(139);
  expect(times.length).toBeLessThanOrEqual(120);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(again(open, { ...said, lastAt: later(-5), samples: [] }).lastAt).toEqual(now);
});
