import { type ReactNode, useState } from 'react';
import { newKey } from 'shared-types/client';
import { type PassSlip, revokeIssuedPass } from 'shared-types/staffPass';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { QrCode } from '../../ui/QrCode';
import { Frame } from './Frame';
import { kioskCall, kioskSession } from './session';

/** 482917 -> 482 917, as it is read out. */
const spaced = (digits: string): string => `${digits.slice(0, 3)} ${digits.slice(3)}`;

/** The pass as it leaves the printer. */
const Paper = ({ slip }: { slip: PassSlip }) => {
  const helper = kioskSession.get()?.self.name;
  if (!slip.code) return null;
  return (
    <div className="kslip" aria-hidden="true">
      <h2>{t.passTitle(slip.communityName)}</h2>
      <p>
        <b>{slip.name}</b>
        <span>{t.passOf(slip.houseLabel, slip.hostName)}</span>
      </p>
      <div className="kslip-qr">
        <QrCode text={slip.code.text} label={t.passCode} />
      </div>
      <p className="kslip-digits">
        <span>{t.passDigits}</span>
        <b className="num">{spaced(slip.code.digits)}</b>
      </p>
      <p className="num">{slip.windowWords}</p>
      <p>
        {t.guestTimes(slip.uses)} · {slip.places.join('、')}
      </p>
      {slip.plate && <p className="num">{t.passPlate(slip.plate)}</p>}
      <p>{t.passHow}</p>
      {helper && <p>{t.slipHelper(helper)}</p>}
      {slip.servicePhone && <p className="num">{t.passAsk(slip.servicePhone)}</p>}
    </div>
  );
};

const Sure = (props: { head: ReactNode; slip: PassSlip; onBack: () => void; onGone: () => void }) => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [key] = useState(newKey);
  const revoke = async () => {
    setBusy(true);
    setFailed(null);
    try {
      const params = { id: props.slip.id };
      await kioskCall(revokeIssuedPass, { params, body: { reason: t.passRevokedWhy }, idempotencyKey: key });
      props.onGone();
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <Frame head={props.head} question={t.passRevokeSure(props.slip.name)} onBack={props.onBack}>
      <p className="ktext">{t.passRevokeWhat}</p>
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      <button type="button" className="kbtn pri" disabled={busy} onClick={() => void revoke()}>
        {t.passRevoke}
      </button>
    </Frame>
  );
};

interface PassPaperProps {
  head: ReactNode;
  slip: PassSlip;
  onEnd: () => void;
}

/** The code and the digits, to be printed; and a way to take it back at once where something is wrong. */
export const PassPaper = ({ head, slip, onEnd }: PassPaperProps) => {
  const [revoking, setRevoking] = useState(false);
  const [gone, setGone] = useState(false);
  if (revoking)
    return (
      <Sure
        {...{ head, slip }}
        onBack={() => setRevoking(false)}
        onGone={() => {
          setRevoking(false);
          setGone(true);
        }}
      />
    );
  if (gone || !slip.code)
    return (
      <Frame head={head} question={gone ? t.passRevoked : slip.stateName} foot={<span />}>
        <button type="button" className="kbtn pri" onClick={onEnd}>
          {t.finish}
        </button>
      </Frame>
    );
  return (
    <Frame
      head={head}
      question={t.passDone}
      above={<p className="kabove">{t.passOf(slip.houseLabel, slip.hostName)}</p>}
      foot={<span />}
    >
      <p className="kabove">
        {slip.name} · {slip.windowWords} · {t.guestTimes(slip.uses)}
      </p>
      <div className="kpass">
        <QrCode text={slip.code.text} label={t.passCode} />
        <div>
          <span className="klabel">{t.passDigits}</span>
          <b className="knum num">{spaced(slip.code.digits)}</b>
          <p className="ktext">{slip.hostKind === 'account' ? t.passInApp : t.passPaperOnly}</p>
        </div>
      </div>
      <button type="button" className="kbtn pri" onClick={() => print()}>
        {t.passPrint}
      </button>
      <div className="kpair">
        <button type="button" className="kbtn out" onClick={() => setRevoking(true)}>
          {t.passRevoke}
        </button>
        <button type="button" className="kbtn out" onClick={onEnd}>
          {t.finish}
        </button>
      </div>
      <Paper slip={slip} />
    </Frame>
  );
};
