import fc from 'fast-check';
import type { RichBlock } from 'shared-types/announcement';
import { readRich, summaryOf } from './richText.js';

const plain = (html: string): string[] =>
  (readRich(html) ?? []).map(({ kind, runs }) => `${kind}:${runs.map(({ text }) => text).join('')}`);

it('keeps headings, paragraphs, lists, bold words and links', () => {
  const html =
    '<h2>停水通知</h2><p>11月25日 <b>9:00–18:00</b> 停水。</p><ul><li>提前储水</li><li>关好龙头</li></ul>' +
    '<ol><li>先关总阀</li></ol><div>咨询 <a href="tel:8866-1234">8866 1234</a></div>';
  expect(readRich(html)).toEqual([
    { kind: 'h', runs: [{ text: '停水通知' }] },
    { kind: 'p', runs: [{ text: '11月25日 ' }, { text: '9:00–18:00', bold: true }, { text: ' 停水。' }] },
    { kind: 'li', runs: [{ text: '提前储水' }] },
    { kind: 'li', runs: [{ text: '关好龙头' }] },
    { kind: 'num', runs: [{ text: '先关总阀' }] },
    { kind: 'p', runs: [{ text: '咨询 ' }, { text: '8866 1234', href: 'tel:8866-1234' }] },
  ]);
});

it.each([
  ['scripts', '<p>好<script>alert(1)</script></p>', ['p:好']],
  ['styles and frames', '<style>p{}</style><iframe src=x>坏</iframe><p>好</p>', ['p:好']],
  ['handlers', '<p onclick="alert(1)">好<img src=x onerror=alert(1)></p>', ['p:好']],
  ['broken tags', '<p>好<scr<script>ipt>alert(1)</p>', ['p:好ipt>alert(1)']],
  ['what hides in a picture', '<svg><script>x</script><text>坏</text></svg><p>好</p>', ['p:好']],
  ['characters that turn a line', '<p>好\u202e坏</p>', ['p:好坏']],
  ['empty lines', '<p></p><p> </p><br><br><p>好</p>', ['p:好']],
  ['mark-up that is text', '<p>&lt;b&gt;好&lt;/b&gt;</p>', ['p:<b>好</b>']],
])('leaves out or tames %s', (_title, html, expected) => expect(plain(html)).toEqual(expected));

it.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  '/admin',
  '//evil.example',
  'tel:*#06#',
  'vbscript:x',
])('makes no link of %s', (href) => {
  const [block] = readRich(`<a href="${href}">点这里</a>`) ?? [];
  expect(block).toEqual({ kind: 'p', runs: [{ text: '点这里' }] });
});

it('refuses a book, and takes emoji', () => {
  expect(readRich(`<p>${'长'.repeat(20_001)}</p>`)).toBeNull();
  expect(readRich('<p>行</p>'.repeat(301))).toBeNull();
  expect(plain('<p>新年好🧧</p>')).toEqual(['p:新年好🧧']);
});

it('builds nothing but blocks of runs, whatever is thrown at it', () => {
  const bit = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '/',
    '<b>',
    '</b>',
    '<a href=',
    'javascript:',
    '<li>',
    '</ol>',
    '<script>',
    '好',
    '&lt;',
    '&#60;',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(bit, fc.string())), (bits) => {
      const kinds: RichBlock['kind'][] = ['p', 'h', 'li', 'num'];
      for (const { kind, runs, ...rest } of readRich(bits.join('')) ?? []) {
        expect(kinds).toContain(kind);
        expect(rest).toEqual({});
        expect(runs.length).toBeGreaterThan(0);
        for (const { text, bold, href, ...more } of runs) {
          expect(more).toEqual({});
          expect(text).not.toBe('');
          expect([undefined, true]).toContain(bold);
          if (href !== undefined) expect(href).toMatch(/^(https?:\/\/|tel:)/);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

it('sums up in the first words, and never cuts an emoji in half', () => {
  const body = readRich(`<h1>题</h1><p>${'😀'.repeat(70)}</p>`) ?? [];
  expect(summaryOf(body)).toBe(`${'😀'.repeat(59)}…`);
  expect(summaryOf(readRich('<p>一</p><p>二</p>') ?? [])).toBe('一 二');
});
