/** Fen of one step of an axis unit. */
const yuanFen = 100;
const wanFen = 10_000 * yuanFen;

export interface Axis {
  /** The value at the top of the drawing. */
  topFen: number;
  /** From 0 up, evenly spaced. */
  ticks: { fen: number; word: string }[];
  unit: '元' | '万元';
}

const mostSteps = 4;

/** The smallest of 1, 2, 5 × 10ⁿ that needs at most four steps. */
const stepFor = (most: number): number => {
  let step = 1;
  for (;;) {
    for (const factor of [1, 2, 5]) if (most <= step * factor * mostSteps) return step * factor;
    step *= 10;
  }
};

/** The scale of amounts up to `mostFen`: it starts at 0, and its last tick is at or above the highest bar. */
export const axisOf = (mostFen: number): Axis => {
  const unit = mostFen >= wanFen ? '万元' : '元';
  const unitFen = unit === '万元' ? wanFen : yuanFen;
  const step = stepFor(Math.max(mostFen / unitFen, 1));
  const steps = Math.max(Math.ceil(mostFen / unitFen / step), 1);
  const ticks = Array.from({ length: steps + 1 }, (_, index) => ({
    fen: index * step * unitFen,
    word: String(index * step),
  }));
  return { topFen: steps * step * unitFen, ticks, unit };
};

export interface NumberAxis {
  top: number;
  ticks: { value: number; word: string }[];
}

/** The scale of numbers that are no amounts, from 0 up in whole steps; `unit` of them make one of what is written. */
export const axisOfNumbers = (most: number, unit = 1): NumberAxis => {
  const step = stepFor(Math.max(most, mostSteps));
  const steps = Math.max(1, Math.ceil(most / step));
  const ticks = Array.from({ length: steps + 1 }, (_, index) => ({
    value: index * step,
    word: String((index * step) / unit),
  }));
  return { top: steps * step, ticks };
};
