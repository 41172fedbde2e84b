import { useState } from 'react';
import { type DeviceView, readDevice, rotateDeviceSecret, setDeviceLogin } from 'shared-types/staffDevice';
import { dayTime } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { Confirm, Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { toast } from '../../ui/toastStore';

interface Told {
  username: string;
  secret: string;
  oldUntil: string | null;
}

const copy = async (text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
    toast(t.copied);
  } catch {
    toast(t.copyFailed, 'danger');
  }
};

/** The one moment in which the secret is seen. */
const SecretDialog = ({ told, onClose }: { told: Told; onClose: () => void }) => {
  const now = useNow();
  return (
    <Dialog
      title={t.secretTitle}
      onClose={onClose}
      foot={
        <button type="button" className="btn pri grow" onClick={() => void copy(told.secret)}>
          {t.copy}
        </button>
      }
    >
      <p className="t2">{t.secretWhat}</p>
      <dl className="kv">
        <dt>{t.username}</dt>
        <dd className="num" style={{ overflowWrap: 'anywhere' }}>
          {told.username}
        </dd>
        <dt>{t.secret}</dt>
        <dd className="num w6" style={{ overflowWrap: 'anywhere' }} data-secret>
          {told.secret}
        </dd>
      </dl>
      <p className="t2 num">{told.oldUntil ? t.oldUntil(dayTime(told.oldUntil, now)) : t.oldDead}</p>
    </Dialog>
  );
};

const RotateDialog = ({
  device,
  onTold,
  onClose,
}: {
  device: DeviceView;
  onTold: (told: Told) => void;
  onClose: () => void;
}) => {
  const first = device.credential.setAt === null;
  const [keepOld, setKeepOld] = useState(true);
  const rotate = useCommand(rotateDeviceSecret, { refreshes: [readDevice], onDone: onTold });
  return (
    <Confirm
      title={first ? t.firstSecret : t.rotateTitle}
      action={first ? t.firstSecret : t.rotate}
      busy={rotate.isPending}
      onConfirm={() => rotate.mutate({ params: { id: device.id }, body: { keepOld: first || keepOld } })}
      onClose={onClose}
    >
      <p>{t.rotateWhat}</p>
      {!first && (
        <label className="check">
          <input type="checkbox" checked={keepOld} onChange={(event) => setKeepOld(event.target.checked)} />
          {t.keepOld}
        </label>
      )}
    </Confirm>
  );
};

const LoginDialog = ({ device, onClose }: { device: DeviceView; onClose: () => void }) => {
  const [form, setForm] = useState({
    address: device.login?.address ?? '',
    username: device.login?.username ?? '',
    password: '',
  });
  const save = useCommand(setDeviceLogin, { done: t.saved, refreshes: [readDevice], onDone: onClose });
  const said = fieldsOf(save.error);
  return (
    <Confirm
      title={t.loginTitle}
      action={t.form.save}
      busy={save.isPending}
      disabled={!form.address.trim() || !form.username.trim() || !form.password}
      onConfirm={() => save.mutate({ params: { id: device.id }, body: form })}
      onClose={onClose}
    >
      <TextField
        label={t.address}
        hint={t.addressHint}
        error={said.address}
        value={form.address}
        onValue={(address) => setForm({ ...form, address })}
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        label={t.loginName}
        value={form.username}
        onValue={(username) => setForm({ ...form, username })}
        maxLength={60}
        autoComplete="off"
      />
      <TextField
        label={t.password}
        hint={t.passwordHint}
        type="password"
        value={form.password}
        onValue={(password) => setForm({ ...form, password })}
        maxLength={100}
        autoComplete="new-password"
      />
    </Confirm>
  );
};

/** What the device signs in with, and what we sign in at the device with. */
export const Credential = ({ device }: { device: DeviceView }) => {
  const now = useNow();
  const [asking, setAsking] = useState<'rotate' | 'login' | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const { setAt, oldUntil, username } = device.credential;
  return (
    <section className="card pad col g2">
      <h2>{t.credential}</h2>
      {setAt ? (
        <>
          <p className="num">{t.credentialSet(dayTime(setAt, now))}</p>
          {oldUntil && <p className="tm num">{t.credentialOld(dayTime(oldUntil, now))}</p>}
          <p className="t2 num" style={{ overflowWrap: 'anywhere' }}>
            {t.username} {username}
          </p>
        </>
      ) : (
        <p className="t2">{t.credentialNone}</p>
      )}
      <div className="row g2 wrap">
        {device.actions.includes('secret') && (
          <button type="button" className="btn ghost sm" onClick={() => setAsking('rotate')}>
            {setAt ? t.rotate : t.firstSecret}
          </button>
        )}
      </div>
      <h2>{t.login}</h2>
      <p className="t2 num">{device.login ? `${device.login.address} · ${device.login.username}` : t.loginNone}</p>
      <div className="row g2 wrap">
        {device.actions.includes('login') && (
          <button type="button" className="btn ghost sm" onClick={() => setAsking('login')}>
            {t.loginSet}
          </button>
        )}
      </div>
      {asking === 'rotate' && (
        <RotateDialog
          device={device}
          onTold={(answer) => {
            setAsking(null);
            setTold(answer);
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'login' && <LoginDialog device={device} onClose={() => setAsking(null)} />}
      {told && <SecretDialog told={told} onClose={() => setTold(null)} />}
    </section>
  );
};
