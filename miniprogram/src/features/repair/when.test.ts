import { dayChoices, other, slotChoices, soon } from './when';

const at = (time: string) => new Date(`2026-11-23T${time}:00+08:00`);

describe('when it suits', () => {
  it('offers this afternoon while there is one, else tomorrow morning', () => {
    expect(soon(at('10:42'))).toMatchObject({
      from: '2026-11-23T14:00:00.000+08:00',
      to: '2026-11-23T18:00:00.000+08:00',
    });
    expect(soon(at('17:05'))).toMatchObject({ from: '2026-11-24T09:00:00.000+08:00' });
  });
  it('names the days as a neighbour would, in the community’s zone', () => {
    expect(dayChoices(at('23:50')).slice(0, 3)).toEqual([
      { day: '2026-11-23', words: '今天' },
      { day: '2026-11-24', words: '明天' },
      { day: '2026-11-25', words: '11月25日' },
    ]);
  });
  it('leaves out the slots that are over', () => {
    expect(slotChoices('2026-11-23', at('13:00')).map(({ name }) => name)).toEqual(['下午', '晚上']);
    expect(slotChoices('2026-11-24', at('13:00'))).toHaveLength(3);
  });
  it('says the chosen time in full', () => {
    expect(other('2026-11-24', { name: '上午', from: 8, to: 12 }, at('13:00')).words).toBe('明天上午 08:00–12:00');
  });
});
