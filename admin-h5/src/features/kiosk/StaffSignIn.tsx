import { useState } from 'react';
import { signInStaff } from 'shared-types/auth';
import { wordsOf } from '../../lib/api';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { kioskCall, kioskSession } from './session';

/** Its person helps from here on, and stands in the record of whatever is done. */
export const SignInForm = () => {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const signIn = async () => {
    setBusy(true);
    setFailed(null);
    try {
      const { token, staff } = await kioskCall(signInStaff, { body: { username: username.trim(), password } });
      if (staff.mustChangePassword) setFailed(t.mustChange);
      else if (!staff.permissions.includes('request.create') || !staff.permissions.includes('house.read'))
        setFailed(t.noRight);
      else kioskSession.set({ token, self: staff });
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setPassword('');
    setBusy(false);
  };
  return (
    <form
      className="col"
      style={{ gap: 28 }}
      aria-label={t.signIn}
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      <label>
        <span className="klabel">{t.username}</span>
        <input
          className="kinp"
          value={username}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(e) => setUsername(e.target.value)}
        />
      </label>
      <label>
        <span className="klabel">{t.password}</span>
        <input
          className="kinp"
          type="password"
          value={password}
          autoComplete="off"
          onChange={(e) => setPassword(e.target.value)}
        />
      </label>
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      <button type="submit" className="kbtn pri" disabled={busy || !username.trim() || !password}>
        {t.signIn}
      </button>
    </form>
  );
};

/** At an enrolled machine: what a card alone does not open, a member of staff does. */
export const StaffSignIn = ({ onEnd }: { onEnd: () => void }) => (
  <Frame head={<span className="grow" />} question={t.welcomeStaff} onBack={onEnd} spoken="">
    <SignInForm />
  </Frame>
);
