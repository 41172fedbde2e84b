import { useState } from 'react';
import { signOut } from 'shared-types/auth';
import { PasswordForm } from '../features/auth/ChangePassword';
import { pendingSteps } from '../features/order/pending';
import { call, queryClient } from '../lib/api';
import { useMe } from '../lib/me';
import { setTheme, type Theme, theme } from '../lib/media';
import { endSession, session, setSession } from '../lib/session';
import { ringOn, setRing } from '../lib/sound';
import { useStore } from '../lib/store';
import { t } from '../locales/zh-CN/common';
import { Confirm, Dialog } from '../ui/Dialog';
import { SelectField } from '../ui/Field';
import { Page } from '../ui/Page';

const themes: readonly Theme[] = ['auto', 'light', 'dark'];

const leave = () => {
  // The server forgets the token when it can hear us; here it ends in any case.
  void call(signOut).catch(() => undefined);
  queryClient.clear();
  endSession();
};

export const MePage = () => {
  const { self } = useMe();
  const { communityId } = useStore(session);
  const shade = useStore(theme);
  const rings = useStore(ringOn);
  const waiting = useStore(pendingSteps);
  const [open, setOpen] = useState<'password' | 'leave' | null>(null);
  if (!self) return null;
  return (
    <Page title={self.name}>
      <section className="card pad col g4" style={{ maxWidth: 520 }}>
        <div>
          <b className="fs-m">{self.name}</b>
          <div className="t2">
            {t.departments[self.department]}，{self.roles.map((role) => t.roles[role]).join('、')}
          </div>
        </div>
        {self.communities.length > 1 && (
          <SelectField
            label={t.signIn.community}
            value={communityId ?? self.community.id}
            choices={self.communities.map((c) => ({ value: c.id, label: c.name }))}
            onValue={(id) => {
              setSession({ communityId: id });
              void queryClient.resetQueries();
            }}
          />
        )}
        <fieldset className="field" aria-label={t.theme.label}>
          <span>{t.theme.label}</span>
          <div className="seg" style={{ alignSelf: 'start' }}>
            {themes.map((name) => (
              <button
                key={name}
                type="button"
                className={shade === name ? 'on' : ''}
                aria-pressed={shade === name}
                onClick={() => setTheme(name)}
              >
                {t.theme[name]}
              </button>
            ))}
          </div>
        </fieldset>
        <label className="check">
          <input type="checkbox" checked={rings} onChange={(event) => setRing(event.target.checked)} />
          {t.ringOn}
        </label>
        <div className="row g2 wrap">
          <button type="button" className="btn sec" onClick={() => setOpen('password')}>
            {t.signIn.changeTitle}
          </button>
          <button type="button" className="btn ghost" onClick={() => (waiting > 0 ? setOpen('leave') : leave())}>
            {t.signIn.signOut}
          </button>
        </div>
      </section>
      {open === 'password' && (
        <Dialog title={t.signIn.changeTitle} onClose={() => setOpen(null)}>
          <PasswordForm onDone={() => setOpen(null)} />
        </Dialog>
      )}
      {open === 'leave' && (
        <Confirm
          title={t.signIn.signOut}
          action={t.signIn.signOut}
          danger
          onConfirm={leave}
          onClose={() => setOpen(null)}
        >
          <p>{t.signIn.signOutPending(waiting)}</p>
        </Confirm>
      )}
    </Page>
  );
};
