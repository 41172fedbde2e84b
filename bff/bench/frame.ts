import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface BenchOptions {
  /** Full sizes (`npm run prove`), or CI's. */
  full: boolean;
}

/** One line of the table (bars.md). */
export interface Measured {
  metric: string;
  what: string;
  sizes: string;
  baseline: string;
  product: string;
  /** Product ÷ baseline, or the figure itself where there is no baseline. */
  value: number;
  unit: string;
  gate: number;
  goal: number;
  /** More is better: gate and goal are the least. */
  atLeast?: boolean;
}

const reaches = ({ value, atLeast }: Measured, bar: number): boolean => (atLeast ? value >= bar : value <= bar);

/** User and system time of a process so far, in microseconds (ticks of 10 ms). */
export const cpuMicros = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

export interface Paired {
  /** Median of baseline and product, and of the ratios of the pairs. */
  baseline: number;
  product: number;
  ratio: number;
}

/** Runs baseline and product in turn, so that both meet the same noise, and takes the median of the paired ratios. */
export const pairedRuns = async (
  runs: number,
  baseline: () => Promise<number>,
  product: () => Promise<number>,
): Promise<Paired> => {
  const pairs: { baseline: number; product: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const first = run % 2 === 0 ? await baseline() : null;
    const second = await product();
    pairs.push({ baseline: first ?? (await baseline()), product: second });
  }
  return {
    baseline: median(pairs.map((pair) => pair.baseline)),
    product: median(pairs.map((pair) => pair.product)),
    ratio: median(pairs.map((pair) => pair.product / pair.baseline)),
  };
};

/** The slope of log(cost) over log(size). */
export const exponentOf = (points: readonly { size: number; cost: number }[]): number => {
  const logs = points.map(({ size, cost }) => [Math.log(size), Math.log(cost)] as const);
  const mean = (at: 0 | 1): number => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, pair) => sum + (pair[0] - x) * (pair[1] - y), 0);
  return over / logs.reduce((sum, pair) => sum + (pair[0] - x) ** 2, 0);
};

const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** The table that `npm run bench` prints; `holds` is false when a gate does not. */
export const table = (rows: readonly Measured[]): { text: string; holds: boolean } => {
  const cells = [
    ['', '指标', '规模', '基线', '本品', '结果', '门槛', '目标', ''],
    ...rows.map((row) => [
      row.metric,
      row.what,
      row.sizes,
      row.baseline,
      row.product,
      `${row.value.toFixed(row.value < 10 ? 2 : 0)}${row.unit}`,
      `${row.atLeast ? '≥' : ''}${row.gate}${row.unit}`,
      `${row.atLeast ? '≥' : ''}${row.goal}${row.unit}`,
      reaches(row, row.goal) ? '达到目标' : reaches(row, row.gate) ? '过门槛' : '没有过',
    ]),
  ];
  const widths = cells[0]?.map((_head, column) => Math.max(...cells.map((line) => widthOf(line[column] ?? '')))) ?? [];
  return {
    text: cells
      .map((line) =>
        line
          .map((cell, column) => pad(cell, widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n'),
    holds: rows.every((row) => reaches(row, row.gate)),
  };
};

/** Where a forked server listens, by its first message. */
export const childOrigin = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('message', (message: { origin: string }) => resolve(message.origin));
    child.once('exit', (code) => reject(new Error(`a server of the bench ended with ${code}`)));
  });
