import { checkSource, ownRules } from '../scripts/lib/own-rules.mjs';

/** One broken line for each rule, and a neighbour that must pass. */
const planted: Record<string, { file: string; broken: string[]; fine: string[] }> = {
  'no-clock-in-rules': {
    file: 'bff/src/features/a/a.rules.ts',
    broken: ['const t = Date.now();', 'const t = new Date();', 'const t = performance.now();'],
    fine: ['const t = new Date(now.getTime() + 1);', 'const t = clock.now();'],
  },
  'no-randomness-in-rules': {
    file: 'bff/src/features/a/a.machine.ts',
    broken: ['const r = Math.random();', 'const r = crypto.randomUUID();'],
    fine: ['const r = Math.max(1, 2);'],
  },
  'no-change-column': {
    file: 'bff/migrations/1-a.ts',
    broken: ["await runner.changeColumn('a', 'b', c);"],
    fine: ["await runner.addColumn('a', c);"],
  },
  'no-database-clock': {
    file: 'bff/src/features/a/a.entity.ts',
    broken: ["import { CreateDateColumn } from 'typeorm';"],
    fine: ["import { EntitySchema } from 'typeorm';"],
  },
  'no-leaky-pay-helpers': {
    file: 'bff/src/adapters/pay/pay.live.ts',
    broken: ['pay.decipher_gcm(a, b, c);', "pay['verifySign'](a);"],
    fine: ['pay.verify(a);'],
  },
  'no-mocks-of-own-modules': {
    file: 'bff/src/features/a/a.test.ts',
    broken: ["jest.mock('./a.js');", "jest.unstable_mockModule('shared-types/repair', () => ({}));"],
    fine: ['jest.useFakeTimers();', "jest.mock('some-package');"],
  },
  'no-skipped-tests': {
    file: 'bff/src/features/a/a.test.ts',
    broken: [
      "it.skip('x', () => {});",
      "test.only('x', () => {});",
      "test.todo('x');",
      "describe.skip('x', () => {});",
    ],
    fine: ["it('x', () => {});", "it.each([1])('x', () => {});"],
  },
  'suppression-with-reason': {
    file: 'bff/src/app.ts',
    broken: [
      '// biome-ignore lint/style/x:',
      '// biome-ignore lint/style/x: <explanation>',
      '// @ts-ignore',
      '// @ts-expect-error',
    ],
    fine: ['// biome-ignore lint/style/x: the provider sends this name', '// @ts-expect-error outside a transaction'],
  },
  'no-todo': {
    file: 'bff/src/app.ts',
    broken: [`// ${'TO'}DO: later`, `// ${'FIX'}ME later`],
    fine: ['// the list of things to do'],
  },
};

const rulesBrokenBy = (file: string, source: string): string[] => checkSource(file, source).map(({ rule }) => rule);

describe('own rules', () => {
  it('has a planted violation of every rule', () => {
    expect(Object.keys(planted).sort()).toEqual(ownRules.map(({ name }) => name).sort());
  });

  it.each(
    Object.entries(planted).flatMap(([rule, { file, broken }]) => broken.map((source) => ({ rule, file, source }))),
  )('$rule sees $source', ({ rule, file, source }) => {
    const found = checkSource(file, `const first = 1;\n${source}\n`);
    expect(found.map((violation) => violation.rule)).toEqual([rule]);
    expect(found[0]).toMatchObject({ line: 2, instead: expect.stringMatching(/.{20,}/) });
  });

  it.each(Object.entries(planted).flatMap(([rule, { file, fine }]) => fine.map((source) => ({ rule, file, source }))))(
    '$rule lets $source pass',
    ({ file, source }) => {
      expect(rulesBrokenBy(file, source)).toEqual([]);
    },
  );

  it('lets other files read the clock', () => {
    expect(rulesBrokenBy('bff/src/platform/clock/clock.ts', 'const t = Date.now();')).toEqual([]);
  });
});
