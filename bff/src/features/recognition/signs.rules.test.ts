import { readLanguage } from './language.js';
import { signsIn } from './signs.rules.js';
import { normalise } from './text.rules.js';

const { signs } = readLanguage();
const found = (text: string): string[] => [...signsIn(normalise(text), signs)];

describe('signs of danger', () => {
  it.each([
    ['孩子手被电梯门夹住了', 'pinched'],
    ['老人被困在电梯里', 'trapped-in-lift'],
    ['主水管接头崩了', 'pipe-bursts'],
    ['家里大量漏水', 'water-in-quantity'],
    ['水流到插排边上了', 'water-meets'],
    ['粪水从地漏往上冒', 'sewage-rises'],
    ['楼道一股煤气味', 'gas-smell'],
    ['有人倒地叫不醒', 'hurt'],
    ['上次修过，今天主水管接头又崩了', 'pipe-bursts'],
    ['老人被困在电梯里怎么办呢', 'trapped-in-lift'],
    ['水已经漫到床脚了', 'water-in-quantity'],
  ])('are heard in %s', (text, name) => {
    expect(found(text)).toEqual(expect.arrayContaining([`!${name}`, `!${name}~live`, '!live']));
  });

  it.each([
    ['电梯没有困人', 'denied'],
    ['去年老人被困在电梯里', 'past'],
    ['要是被困在电梯里', 'supposed'],
    ['困在电梯里的人救出来了', 'done'],
    ['困在电梯里多少分钟算投诉', 'asked'],
  ])('are taken back in %s', (text, way) => {
    const names = found(text);
    expect(names).toEqual(expect.arrayContaining(['!trapped-in-lift', `!trapped-in-lift~${way}`, `!any~${way}`]));
    expect(names).not.toContain('!live');
  });

  it.each(['', '水龙头滴水', '电梯门关得慢', '物业费怎么交'])('are not heard in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('are found in the longest text in no time', () => {
    const text = normalise('电梯里水往手上困着门打不开煤气楼上老人'.repeat(53).slice(0, 1000));
    const started = performance.now();
    for (let n = 0; n < 20; n++) signsIn(text, signs);
    expect((performance.now() - started) / 20).toBeLessThan(20);
  });
});
