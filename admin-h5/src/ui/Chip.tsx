import type { ReactNode } from 'react';
import tokens from 'shared-types/tokens.json';

export type StatusName = keyof typeof tokens.status;

/** Seventeen states, each its own shape: it survives grey print, sunlight and colour blindness. */
const shapes: Record<StatusName, ReactNode> = {
  waiting: <circle cx="7" cy="7" r="4.6" className="o" />,
  assigned: (
    <>
      <circle cx="7" cy="7" r="4.6" className="o" />
      <circle cx="7" cy="7" r="2" className="s" />
    </>
  ),
  working: (
    <>
      <circle cx="7" cy="7" r="4.6" className="o" />
      <path d="M7 2.4a4.6 4.6 0 0 1 0 9.2z" className="s" />
    </>
  ),
  asking: <path d="M2.5 3h9v6.2H7.5L5 11.5V9.2H2.5z" className="o" />,
  done: (
    <>
      <circle cx="7" cy="7" r="5.6" className="s" />
      <path d="m4.5 7.2 1.8 1.8 3.2-3.6" className="k" />
    </>
  ),
  overdue: (
    <>
      <path d="M7 1.4 13 12.2H1z" className="s" />
      <path d="M7 5.2v3.2M7 10.3v.1" className="k" />
    </>
  ),
  urgent: (
    <>
      <path d="M4.7 1.3h4.6l3.4 3.4v4.6l-3.4 3.4H4.7L1.3 9.3V4.7z" className="s" />
      <path d="M7 4v3.6M7 9.8v.1" className="k" />
    </>
  ),
  due: <path d="M7 1.8 12.2 7 7 12.2 1.8 7z" className="o" />,
  paid: (
    <>
      <path d="M7 1 13 7l-6 6-6-6z" className="s" />
      <path d="m4.7 7.1 1.7 1.7 3-3.3" className="k" />
    </>
  ),
  confirming: (
    <path
      d="M3.5 2h7M3.5 12h7M4.3 2c0 3 2.700 3.600 2.700 5s-2.700 2-2.700 5M9.700 2c0 3-2.700 3.600-2.700 5s2.700 2 2.700 5"
      className="o"
    />
  ),
  valid: <path d="M1.5 3.500h11v2a1.600 1.600 0 0 0 0 3v2h-11v-2a1.600 1.600 0 0 0 0-3z" className="s" />,
  review: (
    <>
      <circle cx="7" cy="7" r="4.8" className="o" />
      <path d="M7 4.300V7l1.800 1.200" className="o" />
    </>
  ),
  unbound: <circle cx="7" cy="7" r="4.6" className="o" strokeDasharray="2 1.9" />,
  verified: (
    <>
      <rect x="1.8" y="1.800" width="10.400" height="10.400" rx="2.400" className="s" />
      <path d="m4.500 7.200 1.800 1.800 3.200-3.600" className="k" />
    </>
  ),
  diff: <path d="M2.500 5.200h9M2.500 8.800h9M9.300 2 4.700 12" className="o" />,
  void: (
    <>
      <circle cx="7" cy="7" r="4.6" className="o" />
      <path d="m3.800 10.200 6.400-6.400" className="o" />
    </>
  ),
  offline: (
    <path
      d="M4 10.500a2.300 2.300 0 0 1-.2-4.600M6 3.800a3.200 3.200 0 0 1 4.200 2.900 2 2 0 0 1 1 3.300M2.500 2l9 10"
      className="o"
    />
  ),
};

export const Shape = ({ name, size = 14 }: { name: StatusName; size?: number }) => (
  <svg className="sh" width={size} height={size} viewBox="0 0 14 14" aria-hidden="true">
    {shapes[name]}
  </svg>
);

interface ChipProps {
  name: StatusName;
  /** Says more than the token's own word: 超 38 分. */
  children?: ReactNode;
  pill?: boolean;
}

/** A state: shape + word + colour. */
export const Chip = ({ name, children, pill = false }: ChipProps) => (
  <span className={`chip t-${tokens.status[name].tone} ${pill ? 'pill' : ''}`}>
    <Shape name={name} />
    {children ?? tokens.status[name].word}
  </span>
);
