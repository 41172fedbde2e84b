import type { RichBlock } from 'shared-types/announcement';
import { numbered } from './numbered';

const block = (kind: RichBlock['kind']): RichBlock => ({ kind, runs: [{ text: '好' }] });

test('numbered lines count on, and begin anew after anything else', () => {
  const body = ['num', 'num', 'p', 'num', 'li', 'h'].map((kind) => block(kind as RichBlock['kind']));
  expect(numbered(body).map(({ mark }) => mark)).toEqual(['1.', '2.', null, '1.', '·', null]);
});
