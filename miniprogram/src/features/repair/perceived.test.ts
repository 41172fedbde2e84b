import type { Media } from '../../lib/media';
import { bodyOf, type Draft, emptyDraft, isSpoken, restored } from './draft';
import { forgetRecording, hearWords, leaveSuggestion, perceive, suggestionOf, takeSuggestion } from './perceived';
import { leaveToDesk, write } from './typing';

const recording: Media = {
  id: 'voice',
  kind: 'audio',
  name: 'a.mp3',
  bytes: 1,
  durationMs: 8000,
  path: 'tmp/a.mp3',
  kept: null,
  state: 'sent',
  percent: 100,
  why: null,
  fileId: 'FILE',
  sent: null,
};
const place: Draft['place'] = { kind: 'house', houseId: 'HOUSE', label: '3栋2单元1102' };
const draft: Draft = { ...emptyDraft(), place, media: [recording] };
const lift = { id: 'lift', name: '电梯', confidencePercent: 72 };
const heard = (text: string) => ({ state: 'read' as const, text, seen: [] });
const seen = (...types: (typeof lift)[]) => ({ state: 'read' as const, text: null, seen: types });
const words = (what: string): string => what;

describe('words of a recording', () => {
  it('fill the text, and are sent as spoken', () => {
    const told = perceive(draft, recording, heard('水管爆了'));
    expect(told).toMatchObject({ text: '水管爆了', heardText: '水管爆了' });
    expect(bodyOf(leaveToDesk(told), words)).toMatchObject({ text: '水管爆了', spoken: true, fileIds: ['FILE'] });
  });

  it('stand behind what was written', () => {
    expect(perceive(write(draft, '厨房'), recording, heard('水管爆了')).text).toBe('厨房\n水管爆了');
  });

  it('stay corrected: an answer that comes twice changes nothing', () => {
    const told = write(perceive(draft, recording, heard('水管报了')), '水管爆了');
    expect(perceive(told, recording, heard('水管报了'))).toBe(told);
    expect(isSpoken(told)).toBe(true);
  });

  it('make room for those of the next recording', () => {
    const told = hearWords(write(draft, '厨房'), '水管爆了');
    expect(hearWords(told, '龙头坏了').text).toBe('厨房\n龙头坏了');
  });

  it('go with the recording, unless somebody worked on them', () => {
    const told = hearWords(draft, '水管爆了');
    expect(forgetRecording(told)).toMatchObject({ text: '', heardText: null });
    expect(forgetRecording(write(told, '水管爆了，快来'))).toMatchObject({ text: '水管爆了，快来', heardText: null });
  });

  it('are not called spoken without the recording', () => {
    expect(isSpoken({ ...hearWords(draft, '水管爆了'), media: [] })).toBe(false);
    expect(bodyOf(leaveToDesk({ ...write(draft, '水管爆了') }), words).spoken).toBeUndefined();
  });

  it('are cut to what a report holds', () => {
    expect(hearWords(draft, '漏'.repeat(2000)).text).toHaveLength(1000);
  });

  it('do not touch what was sent already', () => {
    const sent = { ...draft, attempt: { key: 'k', body: { fileIds: [] } as never } };
    expect(perceive(sent, recording, heard('水管爆了'))).toBe(sent);
  });
});

describe('what a picture shows', () => {
  const picture = { id: 'photo', kind: 'image' as const };

  it('is offered, and chosen only when it is taken', () => {
    const offered = perceive(draft, picture, seen(lift));
    expect(offered.type).toBeNull();
    expect(suggestionOf(offered)).toEqual(lift);
    const taken = takeSuggestion(offered);
    expect(taken).toMatchObject({ type: { id: 'lift', name: '电梯' }, by: 'owner' });
    expect(suggestionOf(taken)).toBeNull();
  });

  it('is not offered again once it was left', () => {
    const left = leaveSuggestion(perceive(draft, picture, seen(lift)));
    expect(suggestionOf(perceive(left, picture, seen(lift)))).toBeNull();
  });

  it('says nothing when it is unsure, or when the type is known or left to the desk', () => {
    expect(suggestionOf(perceive(draft, picture, seen({ ...lift, confidencePercent: 39 })))).toBeNull();
    const offered = perceive(draft, picture, seen(lift));
    expect(suggestionOf({ ...offered, type: { id: 'plumbing', name: '给水管道' } })).toBeNull();
    expect(suggestionOf(leaveToDesk(offered))).toBeNull();
  });
});

it('a draft that was kept before there was any of this is read', () => {
  const { heardText: _h, seen: _s, read: _r, ...old } = draft;
  expect(restored(old as Draft)).toMatchObject({ heardText: null, seen: null, read: [] });
});
