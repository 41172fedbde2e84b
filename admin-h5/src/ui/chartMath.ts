/** Points of a small line over 0..`most`, as an SVG path; empty for fewer than two. Null: nothing is known of that day. */
export const sparkline = (
  values: readonly (number | null)[],
  size: { width: number; height: number; pad: number },
  most: number,
): { path: string; end: { x: number; y: number } | null } => {
  const { width, height, pad } = size;
  const step = values.length > 1 ? (width - 2 * pad) / (values.length - 1) : 0;
  const points = values.flatMap((value, i) =>
    value === null
      ? []
      : [{ x: pad + i * step, y: pad + (1 - Math.min(1, Math.max(0, value / most))) * (height - 2 * pad) }],
  );
  const end = points.at(-1) ?? null;
  if (points.length < 2) return { path: '', end };
  const round = (n: number) => Math.round(n * 100) / 100;
  return { path: points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(''), end };
};

/** Kept of what fell due, in percent; null when nothing did. */
export const keptPercent = ({ kept, missed }: { kept: number; missed: number }): number | null =>
  kept + missed === 0 ? null : (kept / (kept + missed)) * 100;

/** Height of a bar over an axis that starts at 0; something that is there can be seen. */
export const barHeight = (value: number, most: number, height: number): number =>
  value <= 0 || most <= 0 ? 0 : Math.max(2, (value / most) * height);
