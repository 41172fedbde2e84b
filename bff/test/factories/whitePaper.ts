import type { PaperFact, PaperInput } from '../../src/features/whitepaper/paper.model.js';

const minute = 60_000;

let serial = 0;

/** A request that was mended without trouble: answered after 10 minutes, arrived after 25, done after 65. */
export const paperFact = (at: string, more: Partial<PaperFact> = {}): PaperFact => {
  const begin = new Date(at);
  const after = (minutes: number): Date => new Date(begin.getTime() + minutes * minute);
  return {
    id: `R${String(++serial).padStart(5, '0')}`,
    at: begin,
    typeId: 'plumbing',
    emergency: false,
    subject: null,
    place: '1栋',
    doneAt: after(65),
    answeredAt: after(10),
    stars: null,
    reopened: false,
    escalated: false,
    orders: [
      {
        main: true,
        createdAt: begin,
        assignedAt: after(4),
        acceptedAt: after(10),
        arrivedAt: after(25),
        finishedAt: after(65),
      },
    ],
    promises: [
      { kind: 'respond', kept: true },
      { kind: 'finish', kept: true },
    ],
    pauses: [],
    ...more,
  };
};

export const paperInput = (more: Partial<PaperInput> = {}): PaperInput => ({
  period: '2026-10',
  facts: [],
  before: null,
  yearAgo: null,
  tallies: more.facts ?? [],
  complaints: { ids: [], before: null, yearAgo: null },
  followUps: [],
  since: new Date('2026-10-01T00:00:00+08:00'),
  types: new Map([
    ['plumbing', { name: '给水管道', skill: 'plumber', parts: ['角阀', '生料带'] }],
    ['hvac', { name: '空调与供暖', skill: 'hvac', parts: ['滤网'] }],
  ]),
  workers: new Map([['plumber', 1]]),
  rules: { repeatTimes: 3, repeatDays: 90, workerHours: 100 },
  ...more,
});

export const totalNames = {
  requests: '报修',
  emergencies: '急事',
  finished: '办好的',
  reopened: '没修好的',
  escalated: '督办过的',
  complaints: '投诉',
};
