import { useState } from 'react';
import { openKioskVisit } from 'shared-types/kiosk';
import { wordsOf } from '../../lib/api';
import { useStore } from '../../lib/store';
import { t } from '../../locales/zh-CN/kiosk';
import { Icon } from '../../ui/icons';
import { useCardReader, withoutFieldsMs } from './cardReader';
import { Frame } from './Frame';
import { machine, machineCall, visit } from './session';
import { useFace } from './useFace';

/** A card that is read here opens its holder's repair-only session. */
export const useOpenVisit = (): { busy: boolean; failed: string | null } => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const open = async (card: string) => {
    setBusy(true);
    setFailed(null);
    try {
      visit.set(await machineCall(openKioskVisit, { body: { card } }));
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  useCardReader((card) => void open(card), !busy, withoutFieldsMs);
  return { busy, failed };
};

/** Whose repair it is: the card says so by itself. Whoever has none asks the staff. */
export const Identify = ({ onEnd }: { onEnd: () => void }) => {
  const { busy, failed } = useOpenVisit();
  const face = useStore(machine)?.face ?? false;
  useFace();
  return (
    <Frame head={<span className="grow" />} question={face ? t.cardOrFace : t.card} onBack={onEnd}>
      <div className="kcard">
        <Icon name="card" size={200} />
      </div>
      <p className="kabove" role="status">
        {busy ? t.cardReading : face ? t.cardOrFaceHow : t.cardHow}
      </p>
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      {face && <p className="ktext">{t.faceWho}</p>}
      <p className="ktext">{t.cardNone}</p>
    </Frame>
  );
};
