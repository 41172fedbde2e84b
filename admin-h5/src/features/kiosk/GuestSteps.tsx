import { type Choice, dayChoices, firstChoice, slotChoices } from 'shared-types/passWindow';
import { t } from '../../locales/zh-CN/kiosk';
import { Buttons } from './Buttons';
import type { Desk, GuestDraft, GuestStep } from './guest';

interface StepProps {
  step: GuestStep;
  desk: Desk;
  draft: GuestDraft;
  now: Date;
  onChange: (part: Partial<GuestDraft>) => void;
  /** The answer, and on to the next question. */
  onAnswer: (part: Partial<GuestDraft>) => void;
}

const daysShown = 3;
const spans = [2, 3, 7, 30] as const;
const usesOffered = [1, 2, 5, 10] as const;

/** Typed, because nothing to tap could be right. */
const Typed = (props: {
  label: string;
  value: string;
  most: number;
  onValue: (v: string) => void;
  onNext: () => void;
}) => (
  <form
    className="col"
    style={{ gap: 28 }}
    onSubmit={(event) => {
      event.preventDefault();
      props.onNext();
    }}
  >
    <label>
      <span className="klabel">{props.label}</span>
      <input
        className="kinp"
        value={props.value}
        maxLength={props.most}
        autoComplete="off"
        onChange={(e) => props.onValue(e.target.value)}
      />
    </label>
    <button type="submit" className="kbtn pri" disabled={!props.value.trim()}>
      {t.next}
    </button>
  </form>
);

/** The day: one that has a name, or several from today on. */
const Days = ({ now, onAnswer }: Pick<StepProps, 'now' | 'onAnswer'>) => {
  const days = dayChoices(now).slice(0, daysShown);
  const pick = (day: string) => {
    const choice = { ...firstChoice(now), day };
    onAnswer(day === 'span' ? { choice: firstChoice(now), span: true } : { choice, span: false });
  };
  const picks = [...days.map(({ day, words }) => ({ id: day, word: words })), { id: 'span', word: t.guestSpan }];
  return <Buttons picks={picks} onPick={pick} />;
};

/** One question about the guest. */
export const GuestQuestion = ({ step, desk, draft, now, onChange, onAnswer }: StepProps) => {
  const choice: Choice = draft.choice ?? firstChoice(now);
  if (step === 'host') {
    const picks = desk.hosts.map(({ id, name, roleName }) => ({ id, word: name, hint: roleName }));
    return (
      <Buttons picks={picks} onPick={(id) => onAnswer({ host: desk.hosts.find((host) => host.id === id) ?? null })} />
    );
  }
  if (step === 'guest')
    return (
      <Typed
        {...{ label: t.guestHint, value: draft.name, most: 20 }}
        onValue={(name) => onChange({ name })}
        onNext={() => onAnswer({})}
      />
    );
  if (step === 'day') return <Days now={now} onAnswer={onAnswer} />;
  if (step === 'part') {
    const picks = slotChoices(choice.day, now).map((slot) => ({ id: slot, word: t.slots[slot] }));
    return (
      <Buttons
        picks={picks}
        onPick={(id) => onAnswer({ choice: { ...choice, slot: id as Choice['slot'], stay: 1 } })}
      />
    );
  }
  if (step === 'stay') {
    const picks = spans.map((days) => ({ id: String(days), word: t.guestDays(days) }));
    return <Buttons picks={picks} onPick={(id) => onAnswer({ choice: { ...choice, stay: Number(id) } })} />;
  }
  if (step === 'car')
    return (
      <Buttons
        picks={[
          { id: 'walk', word: t.guestWalks, icon: 'people' },
          { id: 'car', word: t.guestDrives, icon: 'car' },
        ]}
        onPick={(id) => onAnswer({ byCar: id === 'car' })}
      />
    );
  if (step === 'plate')
    return (
      <Typed
        {...{ label: t.guestPlateHint, value: draft.plate, most: 12 }}
        onValue={(plate) => onChange({ plate })}
        onNext={() => onAnswer({})}
      />
    );
  const picks = usesOffered.map((uses) => ({ id: String(uses), word: t.guestTimes(uses) }));
  return <Buttons picks={picks} onPick={(id) => onAnswer({ uses: Number(id) })} />;
};
