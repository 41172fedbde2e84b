import type { ChainRule, ServicePolicy } from 'shared-types/policy';
import { chainedOrders } from './chain.rules.js';

const guardAtGate = { department: 'security', skill: 'guard', task: '到场看护' } as const;
const cleaner = { department: 'cleaning', skill: 'cleaner', task: '清理积水' } as const;

const noise: ChainRule = {
  id: 'lift-noise',
  name: '电梯异响',
  on: { problemTypeIds: ['lift', 'escalator'], words: ['异响', '晃'], urgency: 'any' },
  opens: [guardAtGate],
  active: true,
};
const flood: ChainRule = {
  id: 'burst-pipe',
  name: '爆管',
  on: { problemTypeIds: ['plumbing'], words: [], urgency: 'emergency' },
  opens: [guardAtGate, cleaner],
  active: true,
};

const chain = (...rules: ChainRule[]): ServicePolicy['chain'] => ({ when: 'at-once', rules });
const lift = {
  problemTypeId: 'lift',
  urgency: 'general' as const,
  emergency: null,
  body: '一号梯有异响',
  title: '电梯',
};
const burst = {
  problemTypeId: 'plumbing',
  urgency: 'emergency' as const,
  emergency: '爆管',
  body: null,
  title: '给水管道',
};

describe('what one report brings about in other departments (C8)', () => {
  test('a rule that fits opens its orders, each with the name of the rule', () => {
    expect(chainedOrders(chain(noise), lift, 'engineering')).toEqual([{ ...guardAtGate, rule: '电梯异响' }]);
    expect(chainedOrders(chain(flood), burst, 'engineering')).toEqual([
      { ...guardAtGate, rule: '爆管' },
      { ...cleaner, rule: '爆管' },
    ]);
  });

  test.each([
    { name: 'a rule that is switched off', rules: [{ ...noise, active: false }], report: lift },
    { name: 'a problem of another type', rules: [noise], report: { ...lift, problemTypeId: 'plumbing' } },
    { name: 'none of the words was said', rules: [noise], report: { ...lift, body: '按钮不亮' } },
    {
      name: 'only an emergency counts, and it is none',
      rules: [flood],
      report: { ...burst, urgency: 'general' as const },
    },
    {
      name: 'only what can wait counts, and it cannot',
      rules: [{ ...noise, on: { ...noise.on, urgency: 'general' as const } }],
      report: { ...lift, urgency: 'emergency' as const },
    },
    { name: 'no rules', rules: [], report: lift },
  ])('nothing is opened: $name', ({ rules, report }) => {
    expect(chainedOrders(chain(...rules), report, 'engineering')).toEqual([]);
  });

  test.each([
    { name: 'in what the owner wrote', report: { ...lift, body: '轿厢一直在晃' } },
    { name: 'in the emergency that was ticked', report: { ...lift, body: null, emergency: '异响' } },
    { name: 'in the title', report: { ...lift, body: null, title: '电梯异响' } },
  ])('one of the words is enough: $name', ({ report }) => {
    expect(chainedOrders(chain(noise), report, 'engineering')).toHaveLength(1);
  });

  test('without a text and an emergency no word is made up', () => {
    const silent = { ...lift, body: null, emergency: null, title: '' };
    for (const word of ['null', 'undefined', '电梯'])
      expect(chainedOrders(chain({ ...noise, on: { ...noise.on, words: [word] } }), silent, 'engineering')).toEqual([]);
  });

  test('words do not run into each other: the end of one text and the beginning of the next are no word', () => {
    const split = { ...lift, body: '有异', emergency: '响声', title: '晃' };
    const rule = { ...noise, on: { ...noise.on, words: ['异响', '声晃'] } };
    expect(chainedOrders(chain(rule), split, 'engineering')).toEqual([]);
  });

  test('a rule for what can wait fits what can wait', () => {
    const calm = { ...noise, on: { ...noise.on, urgency: 'general' as const } };
    expect(chainedOrders(chain(calm), lift, 'engineering')).toHaveLength(1);
  });

  test('a department has one further order at most, of the first rule that names it; the main one has none', () => {
    const other: ChainRule = {
      ...flood,
      id: 'wet-floor',
      name: '地面湿滑',
      opens: [cleaner, { ...guardAtGate, task: '拦人' }],
    };
    expect(chainedOrders(chain(flood, other), burst, 'engineering')).toEqual([
      { ...guardAtGate, rule: '爆管' },
      { ...cleaner, rule: '爆管' },
    ]);
    expect(chainedOrders(chain(flood), burst, 'security')).toEqual([{ ...cleaner, rule: '爆管' }]);
  });
});
