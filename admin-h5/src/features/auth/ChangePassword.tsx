import { useState } from 'react';
import { changeStaffPassword, readStaffSelf } from 'shared-types/auth';
import { wordsOf } from '../../lib/api';
import { refresh, useCommand } from '../../lib/query';
import { session, setSession } from '../../lib/session';
import { t } from '../../locales/zh-CN/common';
import { TextField } from '../../ui/Field';

const shortest = 8;

/** Old and new password; the same form for a first password and for a wish of one's own. */
export const PasswordForm = ({ onDone }: { onDone?: () => void }) => {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const change = useCommand(changeStaffPassword, {
    quiet: true,
    done: t.signIn.changed,
    onDone: () => {
      const { self } = session.get();
      if (self) setSession({ self: { ...self, mustChangePassword: false } });
      void refresh(readStaffSelf);
      onDone?.();
    },
  });
  const tooShort = fresh !== '' && fresh.length < shortest ? t.signIn.tooShort : undefined;
  const differ = again !== '' && again !== fresh ? t.signIn.differ : undefined;
  return (
    <form
      className="col g4"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ body: { oldPassword: old, newPassword: fresh } });
      }}
    >
      <TextField
        label={t.signIn.oldPassword}
        value={old}
        onValue={setOld}
        type="password"
        autoComplete="current-password"
      />
      <TextField
        label={t.signIn.newPassword}
        value={fresh}
        onValue={setFresh}
        type="password"
        autoComplete="new-password"
        error={tooShort}
      />
      <TextField
        label={t.signIn.repeat}
        value={again}
        onValue={setAgain}
        type="password"
        autoComplete="new-password"
        error={differ}
      />
      {change.error && (
        <p className="td" role="alert">
          {wordsOf(change.error)}
        </p>
      )}
      <button
        type="submit"
        className="btn pri big"
        disabled={change.isPending || !old || fresh.length < shortest || again !== fresh}
      >
        {t.signIn.changeSubmit}
      </button>
    </form>
  );
};

/** Nothing else works before a first password was changed. */
export const FirstPassword = () => (
  <main className="sign">
    <div className="card">
      <h1 className="fs-l">{t.signIn.change}</h1>
      <p className="t2">{t.signIn.changeWhy}</p>
      <PasswordForm />
    </div>
  </main>
);
