import type { RecognitionView } from 'shared-types/recognition';
import { t } from '../../locales/zh-CN/repair';

const p = t.reportPage;

interface RecognisedProps {
  said: RecognitionView | null;
  busy: boolean;
  onType: (id: string) => void;
  /** Marks it as this emergency. */
  onEmergency: (emergency: string) => void;
}

/** What the system takes it for, as the words are typed; a person corrects it with one touch. */
export const Recognised = ({ said, busy, onType, onEmergency }: RecognisedProps) => {
  if (!said) return busy ? <p className="t3">{p.recognising}</p> : null;
  const { problemType, emergency, emergencyHint } = said;
  return (
    <div className="sunk col g2" role="status">
      {problemType ? (
        <span>
          <b>{p.recognised(problemType.name, said.confidencePercent)}</b> <span className="t3">{p.wrongType}</span>
        </span>
      ) : (
        <>
          <span>{p.unsure}</span>
          <fieldset className="opt" aria-label={p.unsure}>
            {said.top3.map((one) => (
              <button key={one.id} type="button" onClick={() => onType(one.id)}>
                {p.likely(one.name, one.confidencePercent)}
              </button>
            ))}
          </fieldset>
        </>
      )}
      {emergency && <span className="td w5">{p.emergencySeen(emergency)}</span>}
      {!emergency && emergencyHint && (
        <div className="row g2 wrap">
          <span className="tm grow">{p.emergencyHint(emergencyHint)}</span>
          <button type="button" className="btn ghost sm" onClick={() => onEmergency(emergencyHint)}>
            {p.markEmergency}
          </button>
        </div>
      )}
    </div>
  );
};
