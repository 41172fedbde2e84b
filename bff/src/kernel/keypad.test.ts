import {
  afterWrong,
  chanceOfGuess,
  freshKeypad,
  isResting,
  type Keypad,
  mostWrongOfCommunity,
  triesWithin,
} from './keypad.js';

const hourMs = 3_600_000;

test('rests after the fifth wrong try: 60 s, then twice as long each time, 15 min at most', () => {
  let keypad: Keypad = freshKeypad;
  const rests: number[] = [];
  for (let tries = 0; tries < 12; tries++) {
    const at = Math.max(1_000_000, keypad.pausedUntil);
    keypad = afterWrong(keypad, at);
    rests.push(keypad.pausedUntil ? (keypad.pausedUntil - at) / 1000 : 0);
  }
  expect(rests).toEqual([0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900, 900]);
});

test('takes tries again the moment the rest is over', () => {
  const keypad = { wrong: 5, pausedUntil: 60_000 };
  expect(isResting(keypad, 59_999)).toBe(true);
  expect(isResting(keypad, 60_000)).toBe(false);
  expect(isResting(freshKeypad, 0)).toBe(false);
});

describe('the chance of a guess', () => {
  test('one door takes 12 tries in an hour and about a hundred in a day', () => {
    expect(triesWithin(hourMs)).toBe(12);
    expect(triesWithin(24 * hourMs)).toBe(104);
  });

  test('somebody who stands a whole day at a keypad gets in with a chance of 0.2 % where twenty codes live', () => {
    const chance = chanceOfGuess(triesWithin(24 * hourMs), 20);
    expect(chance).toBeGreaterThan(0.0015);
    expect(chance).toBeLessThan(0.0025);
  });

  test('at every door of a community at once, an hour finds one of 100 codes with a chance of 0.6 % at most', () => {
    expect(chanceOfGuess(mostWrongOfCommunity.points, 100)).toBeLessThan(0.0061);
  });

  test('is what it is at its ends', () => {
    expect(chanceOfGuess(0, 50)).toBe(0);
    expect(chanceOfGuess(1, 1_000_000)).toBe(1);
    expect(chanceOfGuess(1, 1)).toBeCloseTo(1e-6, 9);
  });
});
