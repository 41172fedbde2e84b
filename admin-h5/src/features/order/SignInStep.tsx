import { lazy, Suspense, useState } from 'react';
import { t } from '../../locales/zh-CN/order';
import { TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { enqueue } from './queue';

const Scanner = lazy(async () => ({ default: (await import('../../ui/Scanner')).Scanner }));

/** Arrival is proven by the code on the door; typing it is always possible. */
export const SignInStep = ({ orderId }: { orderId: string }) => {
  const [scanning, setScanning] = useState(false);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const signIn = async (read: string) => {
    setScanning(false);
    setBusy(true);
    await enqueue({ orderId, kind: 'sign-in', title: t.kinds['sign-in'], text: read.trim().slice(0, 200) });
    setBusy(false);
    setCode('');
  };
  return (
    <div className="col g3" style={{ marginTop: 8 }}>
      <p className="t2">{t.scanHint}</p>
      <button type="button" className="btn pri" disabled={busy} onClick={() => setScanning(true)}>
        <Icon name="scan" />
        {t.scanNow}
      </button>
      <form
        className="row g2"
        style={{ alignItems: 'flex-end' }}
        onSubmit={(event) => {
          event.preventDefault();
          void signIn(code);
        }}
      >
        <div className="grow">
          <TextField
            label={t.typeCode}
            value={code}
            onValue={setCode}
            autoCapitalize="none"
            autoComplete="off"
            maxLength={200}
          />
        </div>
        <button type="submit" className="btn sec" disabled={busy || !code.trim()}>
          {t.signIn}
        </button>
      </form>
      {scanning && (
        <Suspense fallback={null}>
          <Scanner onCode={(read) => void signIn(read)} onClose={() => setScanning(false)} />
        </Suspense>
      )}
    </div>
  );
};
