import { forecast, studentCdf, type TrendPoint } from './trend.rules.js';

const line = (from: number, slope: number, days = 10, noise: (day: number) => number = () => 0): TrendPoint[] =>
  Array.from({ length: days }, (_, day) => ({ day, value: from + slope * day + noise(day) }));
const want = { limit: 10, side: 'above', withinDays: 30 } as const;

it.each([
  // Tables of Student's distribution.
  [1.372, 10, 0.9],
  [1.812, 10, 0.95],
  [-1.812, 10, 0.05],
  [2.998, 7, 0.99],
  [0, 5, 0.5],
])('P(T <= %p) with %p degrees is %p', (t, freedom, p) => expect(studentCdf(t, freedom)).toBeCloseTo(p, 3));

it('counts the days to the limit from the last day', () => {
  const found = forecast(line(0, 0.5), want);
  expect(found?.days).toBeCloseTo(11, 3);
  expect([found?.confidenceBp, found?.slope]).toEqual([10_000, 0.5]);
  expect(forecast(line(20, -0.5), { ...want, side: 'below' })?.days).toBeCloseTo(11, 3);
});

it('is as unsure as the points scatter', () => {
  const zigzag = (height: number) => line(0, 0.3, 14, (day) => (day % 2 === 0 ? height : -height));
  const calm = forecast(zigzag(0.1), want);
  const wild = forecast(zigzag(4), want);
  expect(calm?.confidenceBp).toBeGreaterThan(9900);
  expect(wild?.confidenceBp).toBeLessThan(9000);
  expect((calm?.latestDays ?? 0) - (calm?.earliestDays ?? 0)).toBeLessThan(3);
  expect(wild?.earliestDays).toBeLessThan(wild?.days ?? 0);
});

it('says nothing of what stands still, goes away or is too short', () => {
  expect(forecast(line(5, 0), want)).toBeNull();
  expect(forecast(line(5, -0.1), want)).toBeNull();
  expect(forecast(line(5, 1, 6), want)).toBeNull();
  expect(
    forecast(
      Array.from({ length: 8 }, () => ({ day: 1, value: 3 })),
      want,
    ),
  ).toBeNull();
});

it('is there when the line has passed it', () => expect(forecast(line(8, 0.5), want)?.days).toBe(0));

it('is not sure of what lies beyond the days that were asked for', () => {
  expect(forecast(line(0, 0.1, 20), want)?.confidenceBp).toBe(0);
});
