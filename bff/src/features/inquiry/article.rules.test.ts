import { articleState } from './article.rules.js';

const always = { validFrom: null, validUntil: null, retiredAt: null };

it.each([
  ['without days', always, 'valid'],
  ['before its first day', { ...always, validFrom: '2026-11-24' }, 'coming'],
  ['on its first day', { ...always, validFrom: '2026-11-23' }, 'valid'],
  ['on its last day', { ...always, validUntil: '2026-11-23' }, 'valid'],
  ['after its last day', { ...always, validUntil: '2026-11-22' }, 'over'],
  ['taken away', { ...always, retiredAt: new Date(0) }, 'retired'],
])('an article %s is as it should be: %#', (_title, article, state) =>
  expect(articleState(article, '2026-11-23')).toBe(state),
);
