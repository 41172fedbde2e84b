import { useEffect, useState } from 'react';
import { readPlaceCodeImage } from 'shared-types/community';
import { download, wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/house';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/icons';

/** The mini-program code of a place, with its letters below for a hand to type. */
const CodeDialog = ({ code, label, onClose }: { code: string; label: string; onClose: () => void }) => {
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    download(readPlaceCodeImage, { params: { code } })
      .then((blob) => {
        if (gone) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      })
      .catch((error: unknown) => setFailed(wordsOf(error)));
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [code]);
  return (
    <Dialog
      title={t.codeTitle(label)}
      onClose={onClose}
      foot={
        <button type="button" className="btn pri grow no-print" disabled={!url} onClick={() => print()}>
          <Icon name="print" />
          {t.printCode}
        </button>
      }
    >
      <div className="col g3 print-code" style={{ alignItems: 'center', textAlign: 'center' }}>
        {url && (
          <img
            src={url}
            alt={t.codeTitle(label)}
            width={260}
            height={260}
            style={{ borderRadius: 12, background: '#fff' }}
          />
        )}
        {!url && !failed && <div className="sk" style={{ width: 260, height: 260 }} />}
        {failed && (
          <p className="td" role="alert">
            {failed}
          </p>
        )}
        <b className="fs-l">{label}</b>
        <p className="t2">{t.codeHand}</p>
        <b className="fs-xl num" style={{ letterSpacing: '.06em', overflowWrap: 'anywhere' }}>
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
