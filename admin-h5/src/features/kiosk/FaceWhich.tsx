import { useState } from 'react';
import { type KioskFaceAsk, openKioskFaceVisit } from 'shared-types/kiosk';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { faceAsk, machineCall, visit } from './session';

/** Known by face, with several houses: which of them it is about. */
export const FaceWhich = ({ ask, onEnd }: { ask: KioskFaceAsk; onEnd: () => void }) => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const open = async (houseId: string) => {
    setBusy(true);
    setFailed(null);
    try {
      const opened = await machineCall(openKioskFaceVisit, { params: { id: ask.id }, body: { houseId } });
      faceAsk.set(null);
      visit.set(opened);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <Frame
      head={<span className="grow" />}
      question={t.faceWhich}
      above={<p className="kabove">{t.hello(ask.name)}</p>}
      onBack={onEnd}
    >
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      {ask.houses.map(({ id, label }) => (
        <button key={id} type="button" className="way" disabled={busy} onClick={() => void open(id)}>
          <b>{label}</b>
        </button>
      ))}
    </Frame>
  );
};
