export interface Tokens {
  color: Record<'light' | 'dark' | 'kiosk', Record<string, string>>;
  type: {
    family: string;
    desk: Record<string, number[]>;
    kiosk: Record<string, number[]>;
  };
  space: Record<string, number>;
  radius: Record<string, number>;
  shadow: Record<'light' | 'dark' | 'kiosk', string>;
  touch: { normal: number; kiosk: number };
  motion: Record<string, string>;
}

const declare = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

const typeSizes = (sizes: Record<string, number[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sizes).flatMap(([name, [size, line]]) => [
      [name, `${size}px`],
      [`${name}-l`, `${line}px`],
    ]),
  );

/** The design tokens as CSS variables: light, dark (by choice or by the system) and kiosk. */
export const tokensCss = (tokens: Tokens): string => {
  const dark = `color-scheme:dark;${declare({ ...tokens.color.dark, shadow: tokens.shadow.dark })}`;
  const light = declare({
    ...tokens.color.light,
    shadow: tokens.shadow.light,
    font: tokens.type.family,
    ...typeSizes(tokens.type.desk),
    ...Object.fromEntries(Object.entries(tokens.space).map(([k, v]) => [`space-${k}`, `${v}px`])),
    ...Object.fromEntries(Object.entries(tokens.radius).map(([k, v]) => [`radius-${k}`, `${v}px`])),
    touch: `${tokens.touch.normal}px`,
    fast: String(tokens.motion.fast),
    base: String(tokens.motion.base),
    ease: String(tokens.motion.ease),
  });
  const kiosk = declare({
    ...tokens.color.kiosk,
    shadow: tokens.shadow.kiosk,
    ...typeSizes(tokens.type.kiosk),
    touch: `${tokens.touch.kiosk}px`,
  });
  return [
    `:root{color-scheme:light;${light}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${dark}}}`,
    `[data-theme=dark]{${dark}}`,
    `[data-theme=kiosk]{${kiosk}}`,
  ].join('\n');
};
