import fs from 'node:fs';
import path from 'node:path';
import tokens from '../../shared-types/src/tokens.json';
import { icons, type Shape, shapes, waveBars } from './icons';
import { faceSvg, sceneSvg } from './scene';

type Sizes = Record<string, number[]>;

const block = (selector: string, lines: string[]): string => `${selector}{${lines.join(';')}}`;

const colours = (set: Record<string, string>): string[] =>
  Object.entries(set).map(([name, value]) => `--${name}:${value}`);

const sizes = (set: Sizes, touch: number): string[] => [
  ...Object.entries(set).flatMap(([name, [size, line]]) => [`--${name}:${size}px`, `--${name}-l:${line}px`]),
  `--touch:${touch}px`,
];

const spaces = (): string[] => [
  ...Object.entries(tokens.space).map(([step, px]) => `--space-${step}:${px}px`),
  ...Object.entries(tokens.radius).map(([name, px]) => `--radius-${name}:${px}px`),
  `--font:${tokens.type.family}`,
  `--fast:${tokens.motion.fast}`,
  `--base:${tokens.motion.base}`,
  `--ease:${tokens.motion.ease}`,
];

const tokensCss = (): string => {
  const light = colours(tokens.color.light);
  const dark = colours(tokens.color.dark);
  const normal = sizes(tokens.type.normal, tokens.touch.normal);
  return [
    block('page,body,.screen', [...light, ...normal, ...spaces(), `--shadow:${tokens.shadow.light}`]),
    `@media (prefers-color-scheme:dark){${block('page,body', [...dark, `--shadow:${tokens.shadow.dark}`])}}`,
    block('.screen.light', ['color-scheme:light']),
    block('.screen.dark', [...dark, `--shadow:${tokens.shadow.dark}`, 'color-scheme:dark']),
    block('.screen.elderly', sizes(tokens.type.elderly, tokens.touch.elderly)),
  ].join('\n');
};

const dataUri = (svg: string): string =>
  `url("data:image/svg+xml,${svg
    .replace(/"/g, "'")
    .replace(/%/g, '%25')
    .replace(/#/g, '%23')
    .replace(/</g, '%3C')
    .replace(/>/g, '%3E')}")`;

const mask = (name: string, svg: string): string =>
  `.${name}{-webkit-mask-image:${dataUri(svg)};mask-image:${dataUri(svg)}}`;

const iconSvg = ([fill, line]: [string, string]): string =>
  `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'>${
    fill ? `<g fill='#000' stroke='none' opacity='.13'>${fill}</g>` : ''
  }${line}</svg>`;

/** Solid parts with a sign cut out of them need a mask of their own; the icon itself is only alpha. */
const shapeSvg = ({ outline = '', solid = '', cut = '' }: Shape): string => {
  const pen = `fill='none' stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'`;
  const hole = cut
    ? `<mask id='c'><rect width='14' height='14' fill='#fff'/><g ${pen} stroke='#000'>${cut}</g></mask>`
    : '';
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 14 14'>${hole}<g ${pen} stroke='#000'>${outline}</g><g fill='#000'${
    cut ? ` mask='url(#c)'` : ''
  }>${solid}</g></svg>`;
};

const waveSvg = (): string =>
  `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 135 24' preserveAspectRatio='none'>${waveBars
    .map((height, index) => `<rect x='${index * 4.5}' y='${12 - height / 2}' width='2.5' height='${height}' rx='1.2'/>`)
    .join('')}</svg>`;

const iconsCss = (): string =>
  [
    ...Object.entries(icons).map(([name, paths]) => mask(`i-${name}`, iconSvg(paths))),
    ...Object.entries(shapes).map(([name, shape]) => mask(`sh-${name}`, shapeSvg(shape))),
    mask('wave', waveSvg()),
  ].join('\n');

const sceneCss = (): string =>
  [
    `.scene-drawing{background-image:${dataUri(sceneSvg(tokens.color.light, false))}}`,
    `.dark .scene-drawing{background-image:${dataUri(sceneSvg(tokens.color.dark, true))}}`,
  ].join('\n');

const faceCss = (): string =>
  [
    `.face{flex:none;width:48px;height:48px;background-size:100% 100%;background-image:${dataUri(faceSvg(tokens.color.light))}}`,
    `.dark .face{background-image:${dataUri(faceSvg(tokens.color.dark))}}`,
  ].join('\n');

const palette = (): string =>
  `// Made from shared-types/src/tokens.json by config/styles.ts; for pictures that are drawn in code.\nexport const palette = ${JSON.stringify(
    { light: tokens.color.light, dark: tokens.color.dark },
    null,
    2,
  )} as const;\n`;

/** Writes what the styles need from the tokens, the icon set and the scene. Run at every build. */
export const writeStyles = (): void => {
  const folder = path.join(__dirname, '../src/styles/generated');
  fs.mkdirSync(folder, { recursive: true });
  const put = (name: string, text: string): void => {
    const file = path.join(folder, name);
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
  };
  put('tokens.css', `${tokensCss()}\n`);
  put('icons.css', `${iconsCss()}\n`);
  put('face.css', `${faceCss()}\n`);
  put('scene.css', `${sceneCss()}\n`);
  put('palette.ts', palette());
};
