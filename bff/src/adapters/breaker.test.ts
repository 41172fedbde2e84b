import { createBreaker } from './breaker.js';

describe('a breaker', () => {
  const at = (ms: number) => new Date(1_000_000 + ms);
  const make = () => {
    const time = { ms: 0 };
    return { time, breaker: createBreaker({ realNow: () => at(time.ms), failures: 2, restMs: 1000 }) };
  };

  it('opens after failures in a row, not after failures with a success between', () => {
    const { breaker } = make();
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    expect(breaker.mayCall()).toBe(true);
    breaker.failed();
    expect(breaker.mayCall()).toBe(false);
  });

  it('lets one try after the rest, and everybody once that succeeded', () => {
    const { breaker, time } = make();
    breaker.failed();
    breaker.failed();
    time.ms = 1000;
    expect([breaker.mayCall(), breaker.mayCall()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.mayCall(), breaker.mayCall()]).toEqual([true, true]);
  });

  it('rests again when the try failed', () => {
    const { breaker, time } = make();
    breaker.failed();
    breaker.failed();
    time.ms = 1500;
    expect(breaker.mayCall()).toBe(true);
    breaker.failed();
    time.ms = 2400;
    expect(breaker.mayCall()).toBe(false);
    time.ms = 2500;
    expect(breaker.mayCall()).toBe(true);
  });
});
