import { palette } from '../styles/generated/palette';

export type RingTone = 'brand' | 'near' | 'danger';

/** What is left of a promise, as a part of the whole; a quarter or more is calm (look/README). */
export const ringTone = (left: number): RingTone => (left < 0 ? 'danger' : left < 0.25 ? 'near' : 'brand');

const colourOf = { brand: 'brand', near: 'money-fill', danger: 'danger-fill' } as const;
const round = (value: number): string => value.toFixed(2);

const ticksSvg = (gone: number, line: string, on: string): string => {
  let lines = '';
  for (let i = 0; i < 30; i += 1) {
    const angle = (i / 30) * 2 * Math.PI;
    const inner = i % 5 === 0 ? 44.8 : 46.8;
    const [x, y] = [Math.sin(angle), -Math.cos(angle)];
    const lit = i / 30 >= gone;
    lines += `<path d='M${round(50 + 49 * x)} ${round(50 + 49 * y)}L${round(50 + inner * x)} ${round(50 + inner * y)}' stroke='${
      lit ? on : line
    }' stroke-width='.8' opacity='${lit ? '.55' : '1'}'/>`;
  }
  return lines;
};

/** The ring as a picture: `left` 1 is full, 0 empty, below 0 over; a paused one is grey. Weapp has no inline SVG. */
export const ringSvg = (left: number, sizePx: number, dark: boolean, ticks: boolean, paused = false): string => {
  const colour = palette[dark ? 'dark' : 'light'];
  const tone = colour[paused ? 'ink-3' : colourOf[ringTone(left)]];
  const width = ((ticks ? 8 : 6) / sizePx) * 100;
  const radius = ticks ? 43 - width / 2 : 50 - width / 2;
  const whole = 2 * Math.PI * radius;
  const rest = Math.min(Math.max(left, 0), 1);
  const circle = `<circle cx='50' cy='50' r='${round(radius)}' fill='none' stroke-width='${round(width)}'`;
  const over = left < 0 && !paused;
  const arc = over
    ? `${circle} stroke='${tone}' stroke-dasharray='${round(whole / 24)} ${round(whole / 48)}'/>`
    : `${circle} stroke='${tone}' stroke-dasharray='${round(rest * whole)} ${round(whole)}' stroke-dashoffset='${round(
        -(1 - rest) * whole,
      )}' transform='rotate(-90 50 50)'/>`;
  const angle = (1 - rest) * 2 * Math.PI;
  const knobAt = `cx='${round(50 + radius * Math.sin(angle))}' cy='${round(50 - radius * Math.cos(angle))}'`;
  const knob = over
    ? ''
    : `<circle ${knobAt} r='${round(width * 0.8)}' fill='${tone}' stroke='${colour.card}' stroke-width='${round(width * 0.36)}'/>`;
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='-3 -3 106 106'>${circle} stroke='${colour.track}'/>${
    ticks ? ticksSvg(1 - rest, colour['line-strong'], tone) : ''
  }${arc}${knob}</svg>`;
};

/** An SVG as an address for `background-image`; encodeURIComponent would triple its size. */
export const svgAddress = (svg: string): string =>
  `url("data:image/svg+xml,${svg.replace(/%/g, '%25').replace(/#/g, '%23').replace(/</g, '%3C').replace(/>/g, '%3E')}")`;
