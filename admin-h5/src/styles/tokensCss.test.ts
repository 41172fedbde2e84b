import tokens from 'shared-types/tokens.json' with { type: 'json' };
import { type Tokens, tokensCss } from '../../build/tokensCss';

const css = tokensCss(tokens as Tokens);
const block = (selector: string): string => css.split('\n').find((line) => line.startsWith(selector)) ?? '';

test.each([
  [':root{', tokens.color.light],
  ['@media (prefers-color-scheme:dark)', tokens.color.dark],
  ['[data-theme=dark]', tokens.color.dark],
  ['[data-theme=kiosk]', tokens.color.kiosk],
])('%s has every colour of its theme', (selector, colours) => {
  for (const [name, value] of Object.entries(colours))
    expect(`;${block(selector)}`).toMatch(new RegExp(`[;{]--${name}:${value}[;}]`));
});

test('a kiosk writes nothing smaller than 24 px and touches at 120', () => {
  expect(block('[data-theme=kiosk]')).toContain('--tick:28px');
  expect(block('[data-theme=kiosk]')).toContain('--touch:120px');
});
