import type { Media } from '../../lib/media';
import { beginAttempt, bodyOf, type Draft, emptyDraft, isStarted, missingOf, refused, restored } from './draft';

const spoken = (what: string, spot: string): string => (spot ? `${spot}：${what}` : what);

const picture = (over: Partial<Media>): Media => ({
  id: 'a',
  kind: 'image',
  name: 'a.jpg',
  bytes: 1,
  durationMs: 0,
  path: 'blob:a',
  kept: null,
  state: 'sent',
  percent: 100,
  why: null,
  fileId: 'FILE',
  sent: null,
  ...over,
});

const whole: Draft = {
  ...emptyDraft(),
  type: { id: 'plumbing', name: '给水管道' },
  place: { kind: 'house', houseId: 'HOUSE', label: '3栋2单元1102' },
};

describe('a report draft', () => {
  it('is worth keeping only when the owner gave something', () => {
    expect(isStarted({ ...emptyDraft(), place: whole.place })).toBe(false);
    expect(isStarted({ ...emptyDraft(), text: '  ' })).toBe(false);
    expect(isStarted({ ...emptyDraft(), media: [picture({})] })).toBe(true);
  });

  it.each([
    ['nothing chosen', emptyDraft(), 'what'],
    ['no place', { ...whole, place: null }, 'where'],
    ['a picture under way', { ...whole, media: [picture({ state: 'sending', fileId: null })] }, 'waitUploads'],
    [
      'a picture that failed',
      { ...whole, media: [picture({ state: 'failed', fileId: null }), picture({ state: 'waiting' })] },
      'failedUploads',
    ],
    ['everything there', { ...whole, media: [picture({})] }, null],
  ] as [string, Draft, string | null][])('says what is missing: %s', (_title, draft, missing) => {
    expect(missingOf(draft)).toBe(missing);
  });

  it('says the problem itself where neither words nor pictures were given', () => {
    expect(bodyOf({ ...whole, spot: '厨房' }, spoken)).toEqual({
      houseId: 'HOUSE',
      problemTypeId: 'plumbing',
      fileIds: [],
      spot: '厨房',
      text: '厨房：给水管道',
    });
    expect(bodyOf({ ...whole, media: [picture({})] }, spoken)).not.toHaveProperty('text');
    expect(bodyOf({ ...whole, text: ' 漏水 ', emergency: '爆管' }, spoken)).toMatchObject({
      text: '漏水',
      emergency: '爆管',
    });
  });

  it('names a public area by its code', () => {
    const body = bodyOf({ ...whole, place: { kind: 'area', code: 'LIFT-1', label: '3栋电梯' } }, spoken);
    expect(body).toMatchObject({ placeCode: 'LIFT-1' });
    expect(body).not.toHaveProperty('houseId');
  });

  it('repeats an unanswered attempt under its first key, whatever is asked', () => {
    let made = 0;
    const make = () => {
      made += 1;
      return { key: `key-${made}`, body: bodyOf(whole, spoken) };
    };
    const first = beginAttempt(whole, make);
    const again = beginAttempt({ ...first, text: '改过的字' }, make);
    expect(again.attempt).toEqual(first.attempt);
    expect(beginAttempt(refused(again), make).attempt?.key).toBe('key-2');
  });

  it('comes back after a restart with what can still be sent', () => {
    const draft = restored({
      ...whole,
      media: [
        picture({ id: 'sent' }),
        picture({ id: 'kept', state: 'sending', percent: 40, fileId: null, kept: 'k' }),
        picture({ id: 'lost', state: 'failed', fileId: null }),
      ],
    });
    expect(draft.media.map(({ id, state }) => [id, state])).toEqual([
      ['sent', 'sent'],
      ['kept', 'waiting'],
    ]);
  });
});
