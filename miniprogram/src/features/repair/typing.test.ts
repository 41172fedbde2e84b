import type { RecognitionView } from 'shared-types/recognition';
import type { Media } from '../../lib/media';
import { bodyOf, type Draft, deskDecides, emptyDraft, missingOf, restored } from './draft';
import {
  answer,
  choose,
  chooseAgain,
  hear,
  heardNow,
  leaveToDesk,
  questionOf,
  tickEmergency,
  toHear,
  write,
} from './typing';

const plumbing = { id: 'plumbing', name: '给水管道' };
const leakage = { id: 'leakage', name: '屋面墙面渗水' };
const said = '水管一直滴水';
const place: Draft['place'] = { kind: 'house', houseId: 'HOUSE', label: '3栋2单元1102' };
const draft: Draft = { ...emptyDraft(), place, text: said };

const view = (over: Partial<RecognitionView> = {}): RecognitionView => ({
  problemType: plumbing,
  confidencePercent: 94,
  top3: [
    { ...plumbing, confidencePercent: 94 },
    { ...leakage, confidencePercent: 3 },
  ],
  emergency: null,
  emergencyHint: null,
  ...over,
});
const unsure = view({ problemType: null, confidencePercent: 40 });
const spoken = (what: string): string => what;
const recording: Media = {
  id: 'a',
  kind: 'audio',
  name: 'a.m4a',
  bytes: 1,
  durationMs: 8000,
  path: '',
  kept: null,
  state: 'sent',
  percent: 100,
  why: null,
  fileId: 'FILE',
  sent: null,
};

describe('what is heard from the words', () => {
  it('becomes the type, and the server is left to say so itself', () => {
    const heard = hear(draft, said, view());
    expect(heard).toMatchObject({ type: plumbing, by: 'heard' });
    expect(missingOf(heard)).toBeNull();
    expect(bodyOf(heard, spoken)).not.toHaveProperty('problemTypeId');
  });

  it('is sent by name once the words are no longer those that were heard', () => {
    const changed = write(hear(draft, said, view()), `${said}，快来`);
    expect(bodyOf(changed, spoken)).toMatchObject({ problemTypeId: 'plumbing' });
  });

  it('is asked for anew with other words, and not for few, for the same, or while an answer is owed', () => {
    const heard = hear(draft, said, view());
    expect(toHear(draft)).toBe(said);
    expect(toHear(heard)).toBeNull();
    expect(toHear(write(heard, `${said}！`))).toBe(`${said}！`);
    expect(toHear({ ...draft, text: ' 水管漏 ' })).toBeNull();
    expect(toHear({ ...draft, attempt: { key: 'k', body: bodyOf(heard, spoken) } })).toBeNull();
  });

  it('comes to nothing when the words have changed since', () => {
    const later = write(draft, '电梯不动了');
    expect(hear(later, said, view())).toBe(later);
    expect(heardNow(write(hear(draft, said, unsure), '电梯不动了'))).toBeNull();
    expect(heardNow(hear(draft, said, unsure))).toEqual(unsure);
  });

  it('goes with the words', () => {
    expect(write(hear(draft, said, view()), '水')).toMatchObject({ type: null, by: null, heard: null });
    expect(write(hear(draft, said, unsure), '').heard).toBeNull();
    expect(write(choose(hear(draft, said, view()), leakage), '')).toMatchObject({ type: leakage, heard: null });
  });

  it('leaves the choice to the owner when it is not sure', () => {
    const heard = hear(draft, said, unsure);
    expect(heard).toMatchObject({ type: null, by: null });
    expect(missingOf(heard)).toBe('what');
  });

  it('never takes the place of what the owner chose', () => {
    expect(hear(choose(draft, leakage), said, view())).toMatchObject({ type: leakage, by: 'owner' });
    expect(hear(leaveToDesk(draft), said, view())).toMatchObject({ type: null, by: 'desk' });
    expect(bodyOf(choose(hear(draft, said, view()), leakage), spoken)).toMatchObject({ problemTypeId: 'leakage' });
    expect(chooseAgain(hear(draft, said, view()))).toMatchObject({ type: null, by: null });
  });
});

describe('an emergency that is heard', () => {
  const urgent = view({ emergency: '爆管' });

  it('is ticked, and sent word for word', () => {
    const heard = hear(draft, said, urgent);
    expect(heard.emergency).toBe('爆管');
    expect(bodyOf(heard, spoken)).toMatchObject({ problemTypeId: 'plumbing', emergency: '爆管' });
  });

  it('stays unticked once the owner said that it is none', () => {
    const declined = tickEmergency(hear(draft, said, urgent), '爆管');
    const again = hear(write(declined, `${said}啊`), `${said}啊`, urgent);
    expect(again.emergency).toBeNull();
    // Empty: asked, and said to be none.
    expect(bodyOf(again, spoken)).toMatchObject({ problemTypeId: 'plumbing', emergency: '' });
  });

  it('is ticked under the owner’s own choice only where it belongs to it', () => {
    expect(hear(choose(draft, plumbing), said, urgent).emergency).toBe('爆管');
    expect(hear(choose(draft, leakage), said, urgent).emergency).toBeNull();
  });

  it('is asked about when it is clear and its type is not', () => {
    const heard = hear(draft, said, { ...unsure, emergency: '爆管' });
    expect(heard.emergency).toBeNull();
    expect(questionOf(heard)?.words).toBe('爆管');
    expect(questionOf(hear(draft, said, urgent))).toBeNull();
  });

  it('is asked about when it is not clear, once', () => {
    const maybe = hear(draft, said, { ...unsure, emergencyHint: '爆管' });
    const question = questionOf(maybe);
    expect(question).toEqual({ words: '爆管', type: expect.objectContaining(plumbing) });
    if (!question) return;
    const yes = answer(maybe, question, true);
    expect(yes).toMatchObject({ type: plumbing, by: 'owner', emergency: '爆管' });
    const no = answer(maybe, question, false);
    expect(no).toMatchObject({ type: null, emergency: null });
    for (const after of [yes, no, choose(maybe, leakage), leaveToDesk(maybe), write(maybe, '别的话了')])
      expect(questionOf(after)).toBeNull();
  });
});

describe('what is left to the property', () => {
  it('is sent without a type', () => {
    const left = leaveToDesk(hear(draft, said, unsure));
    expect(missingOf(left)).toBeNull();
    expect(bodyOf(left, spoken)).toEqual({ houseId: 'HOUSE', fileIds: [], text: said });
  });

  it('is so by itself for a recording alone, and not for nothing at all', () => {
    const voice = { ...emptyDraft(), place, media: [recording] };
    expect(deskDecides(voice)).toBe(true);
    expect(missingOf(voice)).toBeNull();
    expect(bodyOf(voice, spoken)).toEqual({ houseId: 'HOUSE', fileIds: ['FILE'] });
    expect(missingOf({ ...emptyDraft(), place })).toBe('what');
    expect(missingOf({ ...leaveToDesk(emptyDraft()), place })).toBe('say');
  });

  it('is kept in a draft, and a draft of old keeps its choice', () => {
    expect(restored(leaveToDesk(draft)).by).toBe('desk');
    const { by: _by, heard: _heard, declined: _declined, ...old } = { ...draft, type: plumbing };
    expect(restored(old as Draft)).toMatchObject({ type: plumbing, by: 'owner', heard: null, declined: null });
  });
});
