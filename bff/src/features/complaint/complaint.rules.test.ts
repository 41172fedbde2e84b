import type { ComplaintOutcomeEntity, ComplaintReportEntity } from './complaint.entity.js';
import * as rules from './complaint.rules.js';

const at = new Date('2026-11-23T10:00:00+08:00');
const report = (more: Partial<ComplaintReportEntity> = {}): ComplaintReportEntity => ({
  ...{ communityId: 'C', id: 'R', number: '20261123-0001', complaintId: 'X', originId: 'X', channel: 'miniprogram' },
  ...{ reporterId: 'A', staffReporterId: null, houseId: 'H', houseLabel: '3栋2单元1102', contactName: '林娜' },
  ...{ contactPhoneEncrypted: null, anonymous: false, createdAt: at, joinedAt: null, nod: null, nodRound: 0 },
  ...{ objections: 0, stars: null, ratingText: null, ratedAt: null },
  ...more,
});
const done = { status: 'done', round: 1, mayObject: true } as const;
const open = { status: 'working', round: 1, mayObject: false } as const;

describe('the answer', () => {
  test('is accepted once it is there, and once a round', () => {
    expect(rules.accept(report(), open).ok).toBe(false);
    const accepted = rules.accept(report(), done);
    expect(accepted).toMatchObject({ ok: true, value: { nod: 'accepted', nodRound: 1 } });
    const again = report({ nod: 'accepted', nodRound: 1 });
    expect(rules.accept(again, done).ok).toBe(false);
    expect(rules.accept(again, { ...done, round: 2 }).ok).toBe(true);
  });

  test('is objected to as often as the policy says, and not after accepting or rating', () => {
    expect(rules.objected(report(), done, 1)).toMatchObject({ ok: true, value: { nod: 'objected', objections: 1 } });
    expect(rules.objected(report({ objections: 1 }), { ...done, round: 2 }, 1).ok).toBe(false);
    expect(rules.objected(report({ objections: 1 }), { ...done, round: 2 }, 2).ok).toBe(true);
    expect(rules.objected(report(), done, 0).ok).toBe(false);
    expect(rules.objected(report({ nod: 'accepted', nodRound: 1 }), done, 1).ok).toBe(false);
    expect(rules.objected(report({ stars: 5 }), done, 1).ok).toBe(false);
    expect(rules.objected(report(), { ...done, mayObject: false }, 1).ok).toBe(false);
  });

  test('is rated once, by each household for itself, which accepts it', () => {
    const rated = rules.rate(report(), done, { stars: 2, text: '慢' }, at);
    expect(rated).toMatchObject({ ok: true, value: { nod: 'accepted', nodRound: 1, stars: 2, ratingText: '慢' } });
    expect(rules.rate(report({ stars: 2 }), done, { stars: 5, text: null }, at)).toMatchObject({
      refusal: { code: 'complaint.rating_exists' },
    });
    expect(rules.rate(report(), open, { stars: 5, text: null }, at)).toMatchObject({
      refusal: { code: 'complaint.illegal_transition' },
    });
    expect(rules.mayRate(report(), { status: 'closed', round: 1 })).toBe(true);
  });

  test('closes it when every household that can say so has accepted', () => {
    const yes = report({ nod: 'accepted', nodRound: 1 });
    expect(rules.allAgree([yes, report()], 1)).toBe(false);
    expect(rules.allAgree([yes, yes], 1)).toBe(true);
    expect(rules.allAgree([yes], 2)).toBe(false);
    expect(rules.allAgree([yes, report({ reporterId: null })], 1)).toBe(true);
    // Nobody was asked: the time that a nod has runs out instead.
    expect(rules.allAgree([report({ reporterId: null })], 1)).toBe(false);
  });
});

it.each([
  ['submitted', false, false, 0],
  ['assigned', true, false, 1],
  ['working', true, true, 2],
  ['done', true, true, 3],
  ['closed', true, true, 4],
  ['cancelled', false, false, 4],
] as const)('stands at %s', (status, heard, underWay, stage) => {
  expect(rules.stageOf({ status, round: 1, heard, underWay })).toBe(stage);
});

describe('the public text', () => {
  const outcome: ComplaintOutcomeEntity = {
    ...{ communityId: 'C', id: 'X', state: 'draft', title: '大堂保洁', text: '每天两次', categoryId: 'cleaning' },
    ...{ households: 3, reportedAt: at, writtenById: 'S1', writtenByName: '李晓梅', decidedById: null },
    ...{ decidedByName: null, reason: null, updatedAt: at, publishedAt: null },
  };
  const second = { id: 'S2', name: '王建平' };
  const publish = { decision: 'publish', reason: null, text: '每天两次' } as const;

  test('is due from so many households on, when it is over', () => {
    expect(rules.outcomeState({ status: 'done' }, 2, 2, null)).toBe('due');
    expect(rules.outcomeState({ status: 'closed' }, 3, 2, null)).toBe('due');
    expect(rules.outcomeState({ status: 'done' }, 1, 2, null)).toBe('none');
    expect(rules.outcomeState({ status: 'working' }, 5, 2, null)).toBe('none');
    expect(rules.outcomeState({ status: 'cancelled' }, 5, 2, null)).toBe('none');
    expect(rules.outcomeState({ status: 'done' }, 2, 2, outcome)).toBe('draft');
  });

  test('is written where it is due, and not changed under its readers', () => {
    expect(rules.mayDraft('due', true)).toBe(true);
    expect(rules.mayDraft('draft', true)).toBe(true);
    expect(rules.mayDraft('withdrawn', true)).toBe(true);
    expect(rules.mayDraft('published', true)).toBe(false);
    expect(rules.mayDraft('draft', false)).toBe(false);
  });

  test('is published by somebody else, who has read what is published', () => {
    expect(rules.decide(outcome, { id: 'S1', name: '李晓梅' }, publish, at)).toMatchObject({
      refusal: { code: 'complaint.own_text' },
    });
    expect(rules.decide(outcome, second, { ...publish, text: '每天一次' }, at)).toMatchObject({
      refusal: { code: 'complaint.outdated' },
    });
    expect(rules.decide(outcome, second, publish, at)).toMatchObject({
      value: { state: 'published', decidedByName: '王建平', publishedAt: at },
    });
    const published = { ...outcome, state: 'published' as const };
    expect(rules.decide(published, second, publish, at).ok).toBe(false);
  });

  test('is sent back with a reason, and withdrawn with one', () => {
    expect(rules.decide(outcome, second, { ...publish, decision: 'return', reason: '太长' }, at)).toMatchObject({
      value: { state: 'draft', reason: '太长', publishedAt: null },
    });
    expect(rules.withdraw(outcome, second, '有误', at).ok).toBe(false);
    expect(rules.withdraw({ ...outcome, state: 'published' }, second, '有误', at)).toMatchObject({
      value: { state: 'withdrawn', reason: '有误' },
    });
  });
});
