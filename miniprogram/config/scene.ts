/** x, top, width of the roof, far or mid, columns of windows, width of one, rows, windows lit by day and by night. */
type Tower = [number, number, number, 'far' | 'mid', number[], number, number, number[], number[]];

const towers: Tower[] = [
  [-8, 88, 32, 'far', [-2.1, 8.6, 19.3], 6.8, 6, [0], [0, 2, 3, 13, 17]],
  [96, 80, 30, 'far', [101.8, 111.8, 121.8], 6.4, 7, [], [4, 16, 17, 19]],
  [262, 84, 28, 'far', [267.7, 277, 286.3], 6, 6, [], [3, 4, 8, 10, 16]],
  [340, 70, 38, 'far', [346.3, 358.9, 371.6], 8.1, 8, [], [0, 6, 18]],
  [40, 62, 36, 'mid', [45.6, 54.6, 63.6, 72.6], 5.8, 8, [21, 24], [1, 3, 5, 6, 8, 10, 13, 20, 21, 22, 23, 24, 26, 30]],
  [140, 70, 32, 'mid', [145.9, 156.6, 167.3], 6.8, 7, [5, 9], [0, 3, 5, 9, 11, 15, 16, 17, 19]],
  [192, 50, 42, 'mid', [197.9, 208.4, 218.9, 229.4], 6.7, 9, [3, 9], [3, 4, 6, 9, 16, 20, 30]],
  [300, 92, 32, 'mid', [305.9, 316.6, 327.3], 6.8, 5, [], [1, 3, 9, 11]],
];

/** Centre, crown's height over the ground, size, colour. */
const trees: [number, number, number, 'leaf' | 'near'][] = [
  [20, 126, 11, 'leaf'],
  [34, 131, 8, 'near'],
  [128, 126, 10, 'leaf'],
  [182, 130, 8, 'near'],
  [252, 125, 11, 'leaf'],
  [266, 131, 8, 'near'],
  [336, 127, 9, 'leaf'],
  [356, 129, 11, 'leaf'],
];

const tower = (
  [x, top, roof, tone, columns, width, rows, day, night]: Tower,
  colour: Record<string, string>,
  dark: boolean,
) => {
  const lit = new Set(dark ? night : day);
  let panes = '';
  let lamps = '';
  for (let row = 0; row < rows; row += 1) {
    columns.forEach((left, column) => {
      const path = `M${left} ${top + 5 + row * 11}h${width}v6h-${width}z`;
      if (lit.has(row * columns.length + column)) lamps += path;
      else panes += path;
    });
  }
  return (
    `<path d='M${x} 150V${top}q0-4 4-4h${roof}q4 0 4 4V150z' fill='${colour[tone]}'/>` +
    `<path d='${panes}' fill='${colour.pane}' opacity='.75'/>` +
    (lamps ? `<path d='${lamps}' fill='${colour.lamp}' opacity='${dark ? '.9' : '.75'}'/>` : '')
  );
};

const sunOrMoon = (colour: Record<string, string>, dark: boolean): string =>
  dark
    ? `<path d='M327 44a14 14 0 1 0 9 22 11.5 11.5 0 0 1-9-22z' fill='${colour.sun}'/><g fill='${colour.sun}' opacity='.7'><circle cx='236' cy='22' r='1.1'/><circle cx='216' cy='6' r='.9'/><circle cx='258' cy='40' r='1'/><circle cx='286' cy='52' r='.9'/><circle cx='356' cy='46' r='1'/></g>`
    : `<circle cx='319' cy='64' r='28' fill='${colour.sun}' opacity='.45'/><circle cx='319' cy='64' r='19' fill='${colour.sun}'/><path transform='translate(28 6)' d='M222 34q4-9 13-6 6-10 16-3 9-1 9 7 0 4-5 4h-28q-6 0-5-2z' fill='${colour.card}' opacity='.8'/>`;

/** A worker, drawn: cap and overalls, nobody in particular. */
export const faceSvg = (colour: Record<string, string>): string =>
  `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'><clipPath id='c'><circle cx='24' cy='24' r='24'/></clipPath><g clip-path='url(#c)'><rect width='48' height='48' fill='${colour['brand-soft']}'/><path d='M6 50c0-10 7-14 18-14s18 4 18 14z' fill='${colour.brand}'/><path d='M20 30h8v7q-4 3.5-8 0z' fill='#F1CBA8'/><ellipse cx='24' cy='23.5' rx='8.6' ry='9.8' fill='#F1CBA8'/><path d='M14.5 19c0-7 4-10.5 9.5-10.5S33.5 12 33.5 19z' fill='${colour.brand}'/><path d='M13 19h19q4 0 6 2.2-2 .6-5 .3H13z' fill='${colour['brand-deep']}'/><circle cx='20.7' cy='24' r='1' fill='#3a302a'/><circle cx='27.3' cy='24' r='1' fill='#3a302a'/><path d='M21.5 28.3q2.5 1.800 5 0' stroke='#a8694f' stroke-width='1.2' fill='none' stroke-linecap='round'/></g></svg>`;

/** The community, drawn: one window is lit, yours (look/README, idea 2). */
export const sceneSvg = (colour: Record<string, string>, dark: boolean): string =>
  `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 375 150' preserveAspectRatio='xMidYMax slice'>${sunOrMoon(colour, dark)}${towers
    .map((one) => tower(one, colour, dark))
    .join(
      '',
    )}<path d='M199 88h6.7v6h-6.7z' fill='${colour.lamp}'/><rect x='196' y='85' width='12.7' height='12' rx='3' fill='${
    colour.lamp
  }' opacity='.28'/><path d='M0 140C60 128 120 132 188 138S320 128 375 138V150H0z' fill='${colour.near}' opacity='.55'/>${trees
    .map(
      ([x, y, r, tone]) =>
        `<path d='M${x} 149V${y}' stroke='${colour.near}' stroke-width='1.8'/><ellipse cx='${x}' cy='${y}' rx='${(r * 0.82).toFixed(1)}' ry='${r}' fill='${colour[tone]}'/>`,
    )
    .join('')}</svg>`;
