import fc from 'fast-check';
import type { ChainRule, ServicePolicy } from 'shared-types/policy';
import { hoursText, minutesText, policyLeaves } from '../../locales/policy.js';
import { known } from './catalogue.js';
import { defaultPolicy } from './policy.door.js';
import { differencesOf, leavesOf, policyFaults, touchesDispatch } from './policy.rules.js';
import { changesOf, faultFields } from './policy.view.js';

const altered = (change: (policy: ServicePolicy) => void): ServicePolicy => {
  const policy = structuredClone(defaultPolicy);
  change(policy);
  return policy;
};

const faultsOf = (change: (policy: ServicePolicy) => void): string[] =>
  policyFaults(altered(change), known).map(({ path, fault }) => `${path} ${fault}`);

const rule: ChainRule = {
  id: 'flooded-garage',
  name: '车库进水',
  on: { problemTypeIds: ['drainage', 'plumbing'], words: ['车库', '进水'], urgency: 'any' },
  opens: [{ department: 'security', skill: 'guard', task: '引导车辆绕行' }],
  active: true,
};

describe('what a policy may not say', () => {
  it('has nothing against the defaults', () => {
    expect(policyFaults(defaultPolicy, known)).toEqual([]);
  });

  it.each<[string, (policy: ServicePolicy) => void, string[]]>([
    [
      'hours that end before they begin',
      (p) => {
        p.workingHours = { from: '20:00', to: '08:00', weekdays: [1] };
      },
      ['workingHours.to hoursReversed'],
    ],
    [
      'visits in the afternoon before those in the morning, and a morning that ends before it begins',
      (p) => {
        p.homeVisit = { ...p.homeVisit, morningFrom: 12, morningTo: 11, afternoonFrom: 10, afternoonTo: 18 };
      },
      ['homeVisit.morningTo visitHoursReversed', 'homeVisit.afternoonFrom visitHoursReversed'],
    ],
    [
      'an afternoon of visits that has no length',
      (p) => {
        p.homeVisit = { ...p.homeVisit, afternoonTo: p.homeVisit.afternoonFrom };
      },
      ['homeVisit.afternoonTo visitHoursReversed'],
    ],
    [
      'hours of no length',
      (p) => {
        p.workingHours = { from: '08:00', to: '08:00', weekdays: [1] };
      },
      ['workingHours.to hoursReversed'],
    ],
    [
      'an hour that no clock has',
      (p) => {
        p.workingHours = { from: '08:00', to: '24:30', weekdays: [1] };
      },
      ['workingHours.to hoursBeyondDay'],
    ],
    [
      'hours that begin when no clock does',
      (p) => {
        p.workingHours = { from: '24:30', to: '08:00', weekdays: [1] };
      },
      ['workingHours.to hoursBeyondDay'],
    ],
    [
      'a hint as sure as the verdict is fine, and a general request that is finished when it is answered',
      (p) => {
        p.recognition.emergencyHintBp = p.recognition.emergencyThresholdBp;
        p.general.finishMinutes = p.general.respondMinutes;
      },
      [],
    ],
    [
      'a day until midnight is fine',
      (p) => {
        p.workingHours = { from: '00:00', to: '24:00', weekdays: [1, 7] };
      },
      [],
    ],
    [
      'weights that weigh nothing',
      (p) => {
        p.dispatch.weights = { skill: 0, place: 0, load: 0, distance: 0 };
      },
      ['dispatch.weights.skill weightsAllZero'],
    ],
    [
      'one weight is enough',
      (p) => {
        p.dispatch.weights = { skill: 0, place: 0, load: 0, distance: 1 };
      },
      [],
    ],
    [
      'an arrival before the answer',
      (p) => {
        p.emergency.arriveMinutes = 14;
      },
      ['emergency.arriveMinutes respondAfterArrive'],
    ],
    [
      'an emergency that ends before anybody comes',
      (p) => {
        p.emergency.finishMinutes = 29;
      },
      ['emergency.finishMinutes arriveAfterFinish'],
    ],
    [
      'promises of the same length are fine',
      (p) => {
        Object.assign(p.emergency, { respondMinutes: 30, arriveMinutes: 30, finishMinutes: 30 });
      },
      [],
    ],
    [
      'a general request that ends before the answer',
      (p) => {
        p.general.finishMinutes = 119;
      },
      ['general.finishMinutes respondAfterFinish'],
    ],
    [
      'a warning as long as the promise',
      (p) => {
        p.warnings.generalMinutes = 120;
      },
      ['warnings.generalMinutes warningTooEarly'],
    ],
    [
      'a warning just shorter than the promise is fine',
      (p) => {
        p.warnings.generalMinutes = 119;
      },
      [],
    ],
    [
      "a warning as long as an emergency's shortest promise, the call-back",
      (p) => {
        Object.assign(p.emergency, { callbackMinutes: 5 });
      },
      ['warnings.emergencyMinutes warningTooEarly'],
    ],
    [
      'a hint that is surer than the verdict',
      (p) => {
        p.recognition.emergencyHintBp = p.recognition.emergencyThresholdBp + 1;
      },
      ['recognition.emergencyHintBp hintAboveThreshold'],
    ],
    [
      'two rules of one id',
      (p) => {
        p.chain.rules.push({ ...rule, id: 'fire' });
      },
      ['chain.rules.6.id ruleTwice'],
    ],
    [
      'a problem type that nobody knows',
      (p) => {
        p.chain.rules = [{ ...rule, on: { ...rule.on, problemTypeIds: ['lift', 'rocket'] } }];
      },
      ['chain.rules.0.on.problemTypeIds.1 problemTypeUnknown'],
    ],
    [
      'a skill that nobody has and a department that takes no orders',
      (p) => {
        p.chain.rules = [{ ...rule, opens: [{ department: 'management', skill: 'magic', task: '看着' }] }];
      },
      ['chain.rules.0.opens.0.department departmentWithoutOrders', 'chain.rules.0.opens.0.skill skillUnknown'],
    ],
    [
      'two departments opened by one rule are fine',
      (p) => {
        p.chain.rules = [
          { ...rule, opens: [...rule.opens, { department: 'engineering', skill: 'plumber', task: '抽水' }] },
        ];
      },
      [],
    ],
    [
      'a department opened twice',
      (p) => {
        p.chain.rules = [{ ...rule, opens: [...rule.opens, ...rule.opens] }];
      },
      ['chain.rules.0.opens.1.department opensTwice'],
    ],
  ])('%s', (_title, change, faults) => {
    expect(faultsOf(change)).toEqual(faults);
  });

  it('says it beside the field of the body', () => {
    expect(faultFields([{ path: 'general.finishMinutes', fault: 'respondAfterFinish' }])).toEqual({
      'policy.general.finishMinutes': '办结时限不能短于回应时限',
    });
  });
});

describe('what changes, in words', () => {
  it('has words for every leaf of the policy, and for no other', () => {
    const leaves = leavesOf(defaultPolicy).map(({ path }) => path);
    expect(Object.keys(policyLeaves)).toEqual(leaves);
    expect(new Set(Object.values(policyLeaves).map(({ label }) => label)).size).toBe(leaves.length);
  });

  it('says values as people do', () => {
    const after = altered((p) => {
      p.general.respondMinutes = 60;
      p.general.finishMinutes = 2880;
      p.workingHours = { from: '08:00', to: '20:00', weekdays: [5, 1, 2, 3, 4] };
      p.pause.mostTimes = 5;
      p.dispatch.automatic = false;
      p.dispatch.defaultLimit = 8;
      p.dispatch.weights.load = 25;
      p.spotCheck.shareBp = 1050;
      p.chain.when = 'on-take';
    });
    expect(changesOf(defaultPolicy, after)).toEqual([
      { path: 'general.respondMinutes', label: '一般报修：回应时限', before: '2 小时', after: '1 小时' },
      { path: 'general.finishMinutes', label: '一般报修：办结时限', before: '24 小时', after: '2 天' },
      { path: 'workingHours', label: '一般报修的计时时段', before: '全天', after: '08:00–20:00，周一到周五' },
      { path: 'pause.mostTimes', label: '暂停计时：一件最多', before: '3 次', after: '5 次' },
      { path: 'dispatch.automatic', label: '派单：自动派', before: '开', after: '关' },
      { path: 'dispatch.defaultLimit', label: '派单：每人手上最多', before: '5 单', after: '8 单' },
      { path: 'dispatch.weights.load', label: '派单比重：手上活少', before: '30', after: '25' },
      { path: 'spotCheck.shareBp', label: '抽查：抽多少', before: '10%', after: '10.5%' },
      { path: 'chain.when', label: '联动规则：什么时候开单', before: '一报修就开', after: '客服接手时开' },
    ]);
  });

  it.each([
    [1, '1 分钟'],
    [60, '1 小时'],
    [90, '1 小时 30 分钟'],
    [1440, '24 小时'],
    [1500, '25 小时'],
    [10_080, '7 天'],
  ])('%d minutes are %s', (minutes, words) => {
    expect(minutesText(minutes)).toBe(words);
  });

  it.each([
    [[1, 2, 3, 4, 5, 6, 7], '每天'],
    [[6, 7], '周六、周日'],
    [[1, 3, 4, 5, 7], '周一、周三到周五、周日'],
  ])('weekdays %j', (weekdays, words) => {
    expect(hoursText({ from: '09:00', to: '18:00', weekdays })).toBe(`09:00–18:00，${words}`);
  });

  it('names rules that are new, gone, changed, and says nothing of their order', () => {
    const after = altered((p) => {
      p.chain.rules = p.chain.rules.filter(({ id }) => id !== 'fire').reverse();
      p.chain.rules = p.chain.rules.map((one) => (one.id === 'gas-smell' ? { ...one, active: false } : one));
      p.chain.rules.unshift(rule);
    });
    expect(changesOf(defaultPolicy, after)).toEqual([
      {
        path: 'chain.rules.fire',
        label: '联动规则：火情',
        before: '消防设施与火情，不论怎么说，紧急 → 工程部：切断着火楼层的电源',
        after: '没有',
      },
      {
        path: 'chain.rules.gas-smell',
        label: '联动规则：燃气味',
        before: '燃气，不论怎么说，紧急 → 秩序部：疏散楼道，不让人动火',
        after: '燃气，不论怎么说，紧急 → 秩序部：疏散楼道，不让人动火（停用）',
      },
      {
        path: 'chain.rules.flooded-garage',
        label: '联动规则：车库进水',
        before: '没有',
        after: '排水堵塞、给水管道，说到车库、进水，不论缓急 → 秩序部：引导车辆绕行',
      },
    ]);
  });

  it('finds nothing where only the order of days or words is another', () => {
    const weekdays = (days: number[]) =>
      altered((p) => {
        p.workingHours = { from: '08:00', to: '18:00', weekdays: days };
        for (const one of p.chain.rules) if (days[0] === 1) one.on.words.reverse();
      });
    expect(differencesOf(weekdays([1, 2, 3]), weekdays([3, 1, 2]))).toEqual([]);
  });

  it('knows when dispatch is touched', () => {
    const touched = (policy: ServicePolicy): boolean => touchesDispatch(differencesOf(defaultPolicy, policy));
    const { dispatch, general } = defaultPolicy;
    expect(touched({ ...defaultPolicy, dispatch: { ...dispatch, weights: { ...dispatch.weights, skill: 31 } } })).toBe(
      true,
    );
    expect(touched({ ...defaultPolicy, general: { ...general, respondMinutes: 60 } })).toBe(false);
    // Among other changes, too.
    const both = { general: { ...general, respondMinutes: 60 }, dispatch: { ...dispatch, retryMinutes: 9 } };
    expect(touched({ ...defaultPolicy, ...both })).toBe(true);
  });

  it('finds exactly the numbers that were changed, whichever they are', () => {
    const numbers = leavesOf(defaultPolicy).filter(({ value }) => typeof value === 'number');
    fc.assert(
      fc.property(fc.subarray(numbers), fc.integer({ min: 1, max: 9 }), (chosen, more) => {
        const after = altered((policy) => {
          for (const { path } of chosen) {
            const steps = path.split('.');
            const last = steps.pop() ?? '';
            const group = steps.reduce((at, step) => at[step] as never, policy as unknown as Record<string, unknown>);
            group[last] = Number(group[last]) + more;
          }
        });
        expect(changesOf(defaultPolicy, after).map(({ path }) => path)).toEqual(chosen.map(({ path }) => path));
        for (const { before, after: now } of changesOf(defaultPolicy, after)) expect(now).not.toBe(before);
      }),
      { numRuns: 1000 },
    );
  });
});
