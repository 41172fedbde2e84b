import type { PromiseView } from 'shared-types/repair';
import { promiseWords, tickingUntil } from './promise';

const promise: PromiseView = {
  kind: 'arrive',
  startedAt: '2026-11-23T10:42:00+08:00',
  dueAt: '2026-11-23T11:12:00+08:00',
  pausedAt: null,
};
const at = (time: string): Date => new Date(`2026-11-23T${time}+08:00`);

describe('a promise in words', () => {
  it('counts down, and up when it is over', () => {
    expect(promiseWords(promise, at('10:54:00'))).toEqual({
      left: 0.6,
      paused: false,
      figure: '18',
      unit: '分钟',
      title: '18 分钟内到场',
      detail: '承诺 11:12 前到场',
      label: '还有18 分钟',
    });
    expect(promiseWords(promise, at('11:50:00'))).toMatchObject({ figure: '+38', title: '说好到场，晚了 38 分钟' });
  });

  it('stands still and says so, however late it is', () => {
    const stopped = { ...promise, pausedAt: '2026-11-23T10:57:00+08:00' };
    for (const now of [at('10:58:00'), at('23:00:00')])
      expect(promiseWords(stopped, now)).toEqual({
        left: 0.5,
        paused: true,
        figure: '停',
        unit: '',
        title: '先停着，不计时',
        detail: '10:57 停的',
        label: '停着，不计时',
      });
    expect(tickingUntil(stopped)).toBeNull();
    expect(tickingUntil(promise)).toBe(promise.dueAt);
    expect(tickingUntil(null)).toBeNull();
  });
});
