import { sparkline } from './chartMath';

const size = { width: 76, height: 22, pad: 2 };

/** A course of a few days beside its figure; decoration, the rows are behind it. */
export const Sparkline = ({ values, most }: { values: readonly (number | null)[]; most: number }) => {
  const { path, end } = sparkline(values, size, most);
  // One day alone has no course.
  if (!path) return null;
  return (
    <svg
      className="spark"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
    >
      <path d={path} />
      {end && <circle cx={end.x} cy={end.y} r="2" />}
    </svg>
  );
};
