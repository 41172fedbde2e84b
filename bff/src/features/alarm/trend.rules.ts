/** When a value that drifts will reach its limit: least squares, and how sure the line is (E2). Pure. */

export interface TrendPoint {
  /** Days; any zero. */
  day: number;
  value: number;
}

export interface Forecast {
  /** Days from the last point until the line reaches the limit; 0: it is there. */
  days: number;
  /** Probability, in basis points, that the line has reached the limit within the days that were asked for. */
  confidenceBp: number;
  /** The earliest and the latest day of the 80 % interval of the line; null: it may never come. */
  earliestDays: number;
  latestDays: number | null;
  /** Units a day. */
  slope: number;
}

/** With fewer days a line says nothing. */
export const leastTrendDays = 7;

const logGamma = (x: number): number => {
  // Lanczos, g = 7, n = 9: relative error below 1e-14 for x > 0.
  const c = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const y = x - 1;
  const sum = c.reduce((total, value, index) => total + value / (y + index + 1), 0.9999999999998099);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
};

const tiny = 1e-300;
const mostTerms = 300;

/** Continued fraction of the incomplete beta function (Lentz). */
const betaFraction = (x: number, a: number, b: number): number => {
  const guard = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-12) break;
  }
  return h;
};

const incompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
};

/** P(T <= t) of Student's distribution. */
export const studentCdf = (t: number, freedom: number): number => {
  const tail = incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
};

/** The t of which P(T <= t) is 0.9, by halving: for the 80 % interval. */
const studentNinety = (freedom: number): number => {
  let [low, high] = [0, 100];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, freedom) < 0.9) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

const mostAhead = 3650;

/** The first day from now on which `reached` holds, by halving; null: not within ten years. Monotonic beyond now. */
const firstDay = (reached: (ahead: number) => boolean): number | null => {
  if (reached(0)) return 0;
  let [low, high] = [0, 1];
  while (!reached(high)) {
    low = high;
    high *= 2;
    if (high > mostAhead) return null;
  }
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/**
 * When the line through the points reaches the limit; null: too few days, or it does not move towards it. The interval
 * is that of the line, not of a single reading.
 */
export const forecast = (
  points: readonly TrendPoint[],
  want: { limit: number; side: 'above' | 'below'; withinDays: number },
): Forecast | null => {
  const n = points.length;
  if (n < leastTrendDays) return null;
  const last = Math.max(...points.map(({ day }) => day));
  // Turned so that the limit always lies above; days count back from the last point.
  const turn = want.side === 'above' ? 1 : -1;
  const xs = points.map(({ day }) => day - last);
  const ys = points.map(({ value }) => value * turn);
  const limit = want.limit * turn;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  const spreadX = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  if (spreadX === 0) return null;
  const slope = xs.reduce((sum, x, i) => sum + (x - meanX) * ((ys[i] ?? 0) - meanY), 0) / spreadX;
  const line = (x: number): number => meanY + slope * (x - meanX);
  if (slope <= 0) return null;
  const freedom = n - 2;
  const scatter = Math.sqrt(xs.reduce((sum, x, i) => sum + ((ys[i] ?? 0) - line(x)) ** 2, 0) / freedom);
  const errorAt = (x: number): number => scatter * Math.sqrt(1 / n + (x - meanX) ** 2 / spreadX);
  const sureAt = (x: number): number => {
    const error = errorAt(x);
    if (error < 1e-12) return line(x) >= limit ? 1 : 0;
    return studentCdf((line(x) - limit) / error, freedom);
  };
  const t = studentNinety(freedom);
  const days = firstDay((x) => line(x) >= limit);
  if (days === null) return null;
  return {
    days,
    confidenceBp: Math.round(sureAt(want.withinDays) * 10_000),
    earliestDays: firstDay((x) => line(x) + t * errorAt(x) >= limit) ?? days,
    latestDays: firstDay((x) => line(x) - t * errorAt(x) >= limit),
    slope: slope * turn,
  };
};
