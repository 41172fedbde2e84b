import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { readDeviceCode } from 'shared-types/device';
import { call, wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/device';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Icon } from '../../ui/icons';
import { toast } from '../../ui/toastStore';

const Scanner = lazy(async () => ({ default: (await import('../../ui/Scanner')).Scanner }));

const Typed = ({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) => {
  const [code, setCode] = useState('');
  const [camera, setCamera] = useState(false);
  if (camera)
    return (
      <Suspense fallback={null}>
        <Scanner onCode={onCode} onClose={() => setCamera(false)} />
      </Suspense>
    );
  return (
    <Dialog title={t.scan} onClose={onClose}>
      <button type="button" className="btn pri" onClick={() => setCamera(true)}>
        <Icon name="scan" />
        {t.scan}
      </button>
      <form
        className="row g2"
        style={{ alignItems: 'flex-end' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim()) onCode(code.trim());
        }}
      >
        <div className="grow">
          <TextField
            label={t.typeCode}
            value={code}
            onValue={setCode}
            autoCapitalize="none"
            autoComplete="off"
            maxLength={64}
          />
        </div>
        <button type="submit" className="btn sec" disabled={!code.trim()}>
          {t.openCode}
        </button>
      </form>
    </Dialog>
  );
};

/** A device's label opens its page. */
export const ScanButton = () => {
  const go = useNavigate();
  const [open, setOpen] = useState(false);
  const found = async (code: string) => {
    try {
      const { deviceId } = await call(readDeviceCode, { params: { code: code.slice(0, 64) } });
      setOpen(false);
      if (deviceId) void go(`/devices/${deviceId}`);
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
  };
  return (
    <>
      <button type="button" className="btn ghost sm" onClick={() => setOpen(true)}>
        <Icon name="scan" size={18} />
        {t.scan}
      </button>
      {open && <Typed onCode={(code) => void found(code)} onClose={() => setOpen(false)} />}
    </>
  );
};
