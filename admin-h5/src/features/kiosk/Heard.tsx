import { useEffect, useState } from 'react';
import { type RecognitionView, recogniseText } from 'shared-types/recognition';
import { listProblemTypes, type ProblemTypeView } from 'shared-types/repair';
import { t } from '../../locales/zh-CN/kiosk';
import { kioskCall } from './session';

const restMs = 700;
const leastLetters = 2;

/** What the words typed so far sound like, with a way to say what it is instead. */
export const Heard = ({ text, onType }: { text: string; onType: (type: ProblemTypeView) => void }) => {
  const [said, setSaid] = useState<RecognitionView | null>(null);
  const [types, setTypes] = useState<ProblemTypeView[]>([]);
  useEffect(() => {
    // Without the list nothing can be corrected here; the report goes without a type all the same.
    kioskCall(listProblemTypes)
      .then((answer) => setTypes(answer.items))
      .catch(() => undefined);
  }, []);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted.length < leastLetters) {
      setSaid(null);
      return undefined;
    }
    let gone = false;
    const timer = setTimeout(() => {
      kioskCall(recogniseText, { body: { text: wanted } })
        .then((answer) => !gone && setSaid(answer))
        // Nothing heard: a person decides after the report.
        .catch(() => !gone && setSaid(null));
    }, restMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text]);
  if (!said) return null;
  const choices = said.top3.flatMap((one) => types.find((type) => type.id === one.id) ?? []);
  return (
    <fieldset className="kpair" aria-label={t.heardLabel} role="status">
      <span className="klabel">{said.problemType ? t.heard(said.problemType.name) : t.unsure}</span>
      {choices.map((type) => (
        <button key={type.id} type="button" className="way" onClick={() => onType(type)}>
          <b>{type.name}</b>
        </button>
      ))}
    </fieldset>
  );
};
