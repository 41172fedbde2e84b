import { paperFact, paperInput, totalNames } from '../../../test/factories/whitePaper.js';
import type { PaperFact, PaperFigures } from './paper.model.js';
import { figuresOf, findingsOf } from './paper.rules.js';

const on = (day: string, more: Partial<PaperFact> = {}): PaperFact => paperFact(`${day}T09:30:00+08:00`, more);
const figures = (input: Parameters<typeof figuresOf>[0]) => figuresOf(input, totalNames);

describe('what a paper counts', () => {
  const facts = [
    on('2026-10-02', { typeId: 'hvac', place: '2栋', stars: 5 }),
    on('2026-10-03', { stars: 2, escalated: true }),
    on('2026-10-04', { emergency: true, reopened: true, doneAt: null }),
    on('2026-10-05', { stars: 4 }),
  ];
  const before = [on('2026-09-02'), on('2026-09-03', { typeId: 'hvac' }), on('2026-09-04', { typeId: 'hvac' })];

  it('in all, by kind, by place and by hour, beside the month before', () => {
    const { figures: said } = figures(paperInput({ facts, before }));
    const counts = (lines: PaperFigures['types']) =>
      lines.map(({ name, count, shareBp, before: b, yearAgo }) => [name, count, shareBp, b, yearAgo]);
    expect(counts(Object.values(said.totals))).toEqual([
      ['报修', 4, 10_000, 3, null],
      ['急事', 1, 2500, 0, null],
      ['办好的', 3, 7500, 3, null],
      ['没修好的', 1, 2500, 0, null],
      ['督办过的', 1, 2500, 0, null],
      ['投诉', 0, 0, null, null],
    ]);
    expect(counts(said.types)).toEqual([
      ['给水管道', 3, 7500, 1, null],
      ['空调与供暖', 1, 2500, 2, null],
    ]);
    expect(counts(said.places)).toEqual([
      ['1栋', 3, 7500, 3, null],
      ['2栋', 1, 2500, 0, null],
    ]);
    expect(said.hours.map(({ count }) => count)).toEqual(Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 4 : 0)));
    expect([said.requests, said.keptBp, said.starsTenths]).toEqual([4, 10_000, 37]);
  });

  it('a kind that the month does not have any more is still named beside what it was', () => {
    const { figures: said } = figures(paperInput({ facts: [on('2026-10-03')], before }));
    expect(said.types.map(({ key, count, before: b }) => [key, count, b])).toEqual([
      ['type:plumbing', 1, 1],
      ['type:hvac', 0, 2],
    ]);
  });

  it('every number opens to what it counts', () => {
    const { figures: said, index } = figures(paperInput({ facts, before }));
    const behind = (key: string): string[] => (index.figures[key] ?? []).map((position) => index.ids[position] ?? '');
    const counted = [
      ...Object.values(said.totals),
      ...said.types,
      ...said.places,
      ...said.hours,
      ...said.ratings.stars,
    ];
    for (const { key, count } of counted) expect([key, behind(key).length]).toEqual([key, count]);
    expect(behind('type:hvac')).toEqual([facts[0]?.id]);
    expect(behind('stars:2')).toEqual([facts[1]?.id]);
    for (const { lateKey, promised, kept } of said.durations) expect(behind(lateKey)).toHaveLength(promised - kept);
  });

  it('complaints stand beside the rest, and open to themselves', () => {
    const complaints = { ids: ['C1', 'C2'], before: 1, yearAgo: null };
    const { figures: said, index } = figures({ ...paperInput({ facts }), complaints });
    expect(said.totals.complaints).toMatchObject({ count: 2, shareBp: 3333, before: 1, yearAgo: null });
    expect(said.totals.requests.count).toBe(4);
    expect(index.figures.complaints?.map((position) => index.ids[position])).toEqual(['C1', 'C2']);
  });

  it('bad ratings are counted by what became of them', () => {
    const rated = (publishedInTime: boolean | null, finished = false) => ({
      repairId: 'R1',
      publishedInTime,
      finished,
    });
    const followUps = [rated(true, true), rated(true), rated(false), rated(null)];
    const { figures: said } = figures({ ...paperInput({ facts }), followUps });
    expect(said.followUps.map(({ what, count }) => [what, count])).toEqual([
      ['opened', 4],
      ['in-time', 2],
      ['late', 1],
      ['waiting', 1],
      ['finished', 1],
    ]);
  });

  it('a step opens with the slowest first', () => {
    const slow = on('2026-10-06');
    const [order] = slow.orders;
    const long = { ...slow, orders: order ? [{ ...order, finishedAt: new Date('2026-10-06T20:00:00+08:00') }] : [] };
    const { index } = figures(paperInput({ facts: [on('2026-10-02'), long, on('2026-10-07')] }));
    expect(index.ids[index.figures['step:work']?.[0] ?? -1]).toBe(slow.id);
  });

  it('months reach back a year, or to the first request', () => {
    const tallies = [on('2025-10-31'), on('2025-09-30'), on('2026-10-01', { emergency: true })];
    const months = (since: string) => figures({ ...paperInput({ since: new Date(since) }), tallies }).figures.months;
    expect(months('2020-01-01T00:00:00Z')).toHaveLength(13);
    expect(months('2020-01-01T00:00:00Z')[0]).toEqual({ period: '2025-10', count: 1, emergencies: 0 });
    expect(
      months('2026-09-30T15:59:00Z').map(({ period, count, emergencies }) => [period, count, emergencies]),
    ).toEqual([
      ['2026-09', 0, 0],
      ['2026-10', 1, 1],
    ]);
  });
});

describe('what repeats', () => {
  const house = { what: 'house' as const, id: 'H1', name: '1栋1单元101' };
  const at = (day: string, more: Partial<PaperFact> = {}) => on(day, { subject: house, ...more });
  const repeats = (all: PaperFact[]) => {
    const facts = all.filter((one) => one.at >= new Date('2026-10-01T00:00:00+08:00'));
    return figures({ ...paperInput({ facts }), tallies: all }).figures.repeats;
  };

  it.each([
    ['three times in ninety days', [at('2026-08-10'), at('2026-09-10'), at('2026-10-10')], 1],
    ['twice', [at('2026-09-10'), at('2026-10-10')], 0],
    [
      'three times, once of another kind',
      [at('2026-08-10', { typeId: 'hvac' }), at('2026-09-10'), at('2026-10-10')],
      0,
    ],
    ['the first too long ago', [at('2026-08-02'), at('2026-09-10'), at('2026-10-10')], 0],
    ['not in this month any more', [at('2026-08-10'), at('2026-08-11'), at('2026-09-10')], 0],
    ['nowhere in particular', [1, 2, 3].map((n) => on(`2026-10-0${n}`)), 0],
  ])('%s', (_title, all, count) => expect(repeats(all)).toHaveLength(count));

  it('is named by door for the office, by building for everybody', () => {
    expect(repeats([at('2026-08-10'), at('2026-09-10'), at('2026-10-10')])).toEqual([
      {
        ...{ key: 'repeat:house:H1:plumbing', what: 'house', name: '1栋1单元101', place: '1栋' },
        ...{ typeName: '给水管道', count: 3 },
      },
    ]);
  });
});

describe('what stands out', () => {
  const of = (input: Parameters<typeof figuresOf>[0]) => findingsOf(figures(input).figures);
  const plenty = (count: number, month: string, more: Partial<PaperFact> = {}) =>
    Array.from({ length: count }, () => on(`${month}-10`, more));

  it('a kind that grew or fell by three and by a third, the largest change first', () => {
    const before = [...plenty(10, '2026-09'), ...plenty(2, '2026-09', { typeId: 'hvac' })];
    const facts = [...plenty(4, '2026-10'), ...plenty(7, '2026-10', { typeId: 'hvac' })];
    expect(of(paperInput({ facts, before })).slice(0, 2)).toEqual([
      { kind: 'fall', name: '给水管道', count: 4, before: 10 },
      { kind: 'rise', name: '空调与供暖', count: 7, before: 2 },
    ]);
    expect(
      of(paperInput({ facts: plenty(12, '2026-10'), before: plenty(10, '2026-09') })).map(({ kind }) => kind),
    ).toEqual(['slowest']);
    expect(
      of(paperInput({ facts: plenty(3, '2026-10'), before: plenty(1, '2026-09') })).map(({ kind }) => kind),
    ).toEqual(['slowest']);
  });

  it('promises that were not kept come first, the worst of them', () => {
    const missed = (kind: string) => ({
      promises: [
        { kind, kept: false },
        { kind: 'respond', kept: true },
      ],
    });
    const [first] = of(paperInput({ facts: [...plenty(2, '2026-10'), ...plenty(1, '2026-10', missed('finish'))] }));
    expect(first).toMatchObject({ kind: 'late', span: 'finish', urgency: 'general', promised: 3, kept: 2 });
  });

  it('bad stars, what to prepare, and hands that will be missing', () => {
    const input = paperInput({
      since: new Date('2024-01-01T00:00:00Z'),
      facts: [on('2026-10-02', { stars: 1 }), on('2026-10-03', { stars: 2 }), on('2026-10-04', { stars: 3 })],
    });
    const tallies = [...plenty(200, '2025-11', { typeId: 'hvac' })];
    expect(of({ ...input, tallies }).slice(1)).toMatchObject([
      { kind: 'stars', bad: 2 },
      { kind: 'prepare', name: '空调与供暖', count: 200, now: 0 },
      { kind: 'people', skill: 'hvac', needed: 2, have: 0 },
    ]);
  });
});
