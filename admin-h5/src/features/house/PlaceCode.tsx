import { useState } from 'react';
import { t } from '../../locales/zh-CN/house';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/icons';
import { PlaceCodes } from './PlaceCodes';

const picturesOfAPlace = 2;

/** Both codes of a place, with the letters below for a hand to type. */
const CodeDialog = ({ code, label, onClose }: { code: string; label: string; onClose: () => void }) => {
  const [settled, setSettled] = useState<(string | null)[]>([]);
  const ready = settled.length >= picturesOfAPlace && settled.some((url) => url !== null);
  return (
    <Dialog
      title={t.codeTitle(label)}
      onClose={onClose}
      foot={
        <button type="button" className="btn pri grow no-print" disabled={!ready} onClick={() => print()}>
          <Icon name="print" />
          {t.printCode}
        </button>
      }
    >
      <div className="col g3" style={{ alignItems: 'center', textAlign: 'center' }}>
        <b className="fs-l">{label}</b>
        <PlaceCodes code={code} label={label} onSettled={(url) => setSettled((all) => [...all, url])} />
        <p className="t2">{t.codeHand}</p>
        <b className="fs-l num" style={{ letterSpacing: '.06em', overflowWrap: 'anywhere' }}>
          {code}
        </b>
      </div>
    </Dialog>
  );
};

export const PlaceCodeButton = ({ code, label }: { code: string; label: string }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn ghost sm" onClick={() => setOpen(true)}>
        <Icon name="scan" size={18} />
        {t.showCode}
      </button>
      {open && <CodeDialog code={code} label={label} onClose={() => setOpen(false)} />}
    </>
  );
};
