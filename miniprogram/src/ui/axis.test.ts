import { axisOf, axisOfNumbers } from './axis';

const words = (fen: number): string => {
  const { ticks, unit } = axisOf(fen);
  return `${ticks.map(({ word }) => word).join(' ')} ${unit}`;
};

describe('the scale of a chart of amounts', () => {
  it.each([
    ['41 万元 of a community', 41_268_050, '0 20 40 60 万元'],
    ['exactly on a tick', 40_000_000, '0 10 20 30 40 万元'],
    ['one fen above a tick', 40_000_001, '0 20 40 60 万元'],
    ['just in 万元', 1_000_000, '0 1 万元'],
    ['just below 万元', 999_999, '0 5000 10000 元'],
    ['hundreds', 49_994, '0 200 400 600 元'],
    ['a few fen', 7, '0 1 元'],
    ['nothing at all', 0, '0 1 元'],
  ])('%s', (_title, fen, expected) => expect(words(fen)).toBe(expected));

  it('leaves no bar above its top', () => {
    for (let fen = 1; fen < 9_000_000_000_000; fen = fen * 3 + 1)
      expect(axisOf(fen).topFen).toBeGreaterThanOrEqual(fen);
  });
});

describe('the scale of numbers', () => {
  it.each([
    ['nothing, in thousandths', 0, 1000, '0 0.001'],
    ['350 thousandths', 350, 1000, '0 0.1 0.2 0.3 0.4'],
    ['12.34 in thousandths', 12_340, 1000, '0 5 10 15'],
    ['a count of three', 3, 1, '0 1 2 3'],
    ['a count of seventy', 70, 1, '0 20 40 60 80'],
  ])('%s', (_title, most, unit, expected) => {
    const axis = axisOfNumbers(most, unit);
    expect(axis.top).toBeGreaterThanOrEqual(most);
    expect(axis.ticks.map(({ word }) => word).join(' ')).toBe(expected);
  });
});
