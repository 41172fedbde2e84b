import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningSimulators, startSimulators } from '../../../simulators/server.js';
import { testPayKeys } from '../../../test/factories/payKeys.js';
import { tellSimulators } from './tellSimulators.js';

const dayMs = 86_400_000;
let simulators: RunningSimulators;
beforeAll(async () => {
  simulators = await startSimulators({ payKeys: await testPayKeys(), notifies: false });
});
afterAll(() => simulators.close());

/** A community's clock that a test moves while it runs. */
const movable = () => {
  const state = { offsetMs: 0, speed: 1 };
  return {
    state,
    clock: {
      now: () => new Date(Date.now() + state.offsetMs),
      realNow: () => new Date(),
      speed: () => state.speed,
    },
  };
};

/** How far the simulators are behind the community, once they have had time to hear of it. */
const lagMs = async (now: () => Date): Promise<number> => {
  const differs = (): number => Math.abs(now().getTime() - simulators.control.wechatPay.now().getTime());
  for (let waited = 0; waited < 3000 && differs() > 1000; waited += 20) await sleep(20);
  return differs();
};

test('the simulators follow the community’s clock when it jumps, either way', async () => {
  const { clock, state } = movable();
  const telling = tellSimulators(clock, simulators.origin);
  for (const offsetMs of [30 * dayMs, 2 * dayMs, 0]) {
    state.offsetMs = offsetMs;
    expect(await lagMs(clock.now)).toBeLessThan(1000);
  }
  telling.stop();
  state.offsetMs = 60 * dayMs;
  expect(await lagMs(clock.now)).toBeGreaterThan(50 * dayMs);
});

test('they hear of it as soon as they are there', async () => {
  const { clock, state } = movable();
  state.offsetMs = 90 * dayMs;
  const { origin } = simulators;
  const telling = tellSimulators(clock, origin.replace(/\d+$/, '1'));
  await sleep(600);
  telling.stop();
  const again = tellSimulators(clock, origin);
  expect(await lagMs(clock.now)).toBeLessThan(1000);
  again.stop();
});
