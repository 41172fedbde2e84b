interface Block {
  x: number;
  top: number;
  width: number;
  tone: 'far' | 'mid';
  columns: number;
  lit: readonly number[];
}

const blocks: readonly Block[] = [
  { x: -8, top: 84, width: 40, tone: 'far', columns: 3, lit: [0] },
  { x: 96, top: 76, width: 38, tone: 'far', columns: 3, lit: [] },
  { x: 262, top: 80, width: 36, tone: 'far', columns: 3, lit: [] },
  { x: 340, top: 66, width: 44, tone: 'far', columns: 3, lit: [4] },
  { x: 40, top: 58, width: 44, tone: 'mid', columns: 4, lit: [25, 29] },
  { x: 140, top: 66, width: 40, tone: 'mid', columns: 3, lit: [5, 12] },
  { x: 192, top: 46, width: 50, tone: 'mid', columns: 4, lit: [3, 9, 12] },
  { x: 300, top: 88, width: 40, tone: 'mid', columns: 3, lit: [] },
];

const trees: readonly (readonly [number, number, number])[] = [
  [20, 126, 11],
  [34, 131, 8],
  [128, 126, 10],
  [182, 130, 8],
  [252, 125, 11],
  [266, 131, 8],
  [336, 127, 9],
  [356, 129, 11],
];

const windowsOf = ({ x, top, width, columns, lit }: Block) => {
  const gap = 3;
  const inner = width - 12;
  const size = (inner - gap * (columns - 1)) / columns;
  const rows = Math.floor((146 - top - 9) / 11);
  return Array.from({ length: rows * columns }, (_, i) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: windows never move
      key={`${x}-${i + 1}`}
      x={x + 6 + (i % columns) * (size + gap)}
      y={top + 9 + Math.floor(i / columns) * 11}
      width={size}
      height={6}
      rx={1}
      fill={lit.includes(i) ? 'var(--lamp)' : 'var(--pane)'}
      opacity={0.75}
    />
  ));
};

/** The community, drawn. Decoration: a lit window never says that somebody is at home. */
export const Skyline = () => (
  <svg className="skyline" viewBox="0 0 375 150" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    <circle cx="319" cy="64" r="28" fill="var(--sun)" opacity=".45" />
    <circle cx="319" cy="64" r="19" fill="var(--sun)" />
    <path
      transform="translate(28 6)"
      d="M222 34q4-9 13-6 6-10 16-3 9-1 9 7 0 4-5 4h-28q-6 0-5-2z"
      fill="var(--card)"
      opacity=".8"
    />
    {blocks.map((block) => (
      <g key={block.x}>
        <path
          d={`M${block.x} 150V${block.top + 4}q0-4 4-4h${block.width - 8}q4 0 4 4V150z`}
          fill={`var(--${block.tone})`}
        />
        {windowsOf(block)}
      </g>
    ))}
    <path d="M0 140C60 128 120 132 188 138S320 128 375 138V150H0z" fill="var(--near)" opacity=".55" />
    {trees.map(([x, y, r]) => (
      <g key={x}>
        <path d={`M${x} 149V${y}`} stroke="var(--near)" strokeWidth={2} />
        <ellipse cx={x} cy={y} rx={r * 0.82} ry={r} fill="var(--leaf)" />
      </g>
    ))}
  </svg>
);
