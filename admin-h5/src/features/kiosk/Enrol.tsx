import { useState } from 'react';
import { enrolKiosk } from 'shared-types/kiosk';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { keepMachine, machineCall } from './session';

/** The code that a manager was shown becomes this machine's own token. */
export const Enrol = ({ onEnd }: { onEnd: () => void }) => {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const enrol = async () => {
    setBusy(true);
    setFailed(null);
    try {
      const { token, kiosk } = await machineCall(enrolKiosk, { body: { code } });
      keepMachine(token, kiosk);
      onEnd();
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <Frame head={<span className="grow" />} question={t.enrol} onBack={onEnd}>
      <form
        className="col"
        style={{ gap: 28 }}
        aria-label={t.enrol}
        onSubmit={(event) => {
          event.preventDefault();
          void enrol();
        }}
      >
        <label>
          <span className="klabel">{t.enrolHint}</span>
          <input
            className="kinp num"
            value={code}
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            onChange={(e) => setCode(e.target.value)}
          />
        </label>
        {failed && (
          <p className="kbad" role="alert">
            {failed}
          </p>
        )}
        <button type="submit" className="kbtn pri" disabled={busy || !code.trim()}>
          {t.enrolSend}
        </button>
      </form>
    </Frame>
  );
};
