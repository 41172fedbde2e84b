import { useState } from 'react';
import { signInStaff } from 'shared-types/auth';
import { clockTime, wall } from 'shared-types/time';
import { wordsOf } from '../../lib/api';
import { useNow } from '../../lib/clock';
import { useStore } from '../../lib/store';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/kiosk';
import { Face } from '../../ui/Face';
import { Icon } from '../../ui/icons';
import { Skyline } from '../../ui/Skyline';
import { Frame } from './Frame';
import { kioskCall, kioskSession } from './session';

const Head = () => {
  const now = useNow();
  const w = wall(now);
  const community = useStore(kioskSession)?.self.community.name;
  return (
    <>
      <div className="grow">
        <b style={{ fontSize: 48, lineHeight: '64px' }}>{community ? t.name(community) : t.brand}</b>
        <div className="t2 num" style={{ fontSize: 36, lineHeight: '52px' }}>
          {common.date(w.month, w.day)} {t.weekdays[w.weekday]}
        </div>
      </div>
      <b className="num" style={{ fontSize: 88, lineHeight: '104px' }}>
        {clockTime(now)}
      </b>
    </>
  );
};

const StaffSignIn = () => {
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

/** What can be done here; before that, a member of staff signs in to help. */
export const Welcome = ({ onReport, onSignOut }: { onReport: () => void; onSignOut: () => void }) => {
  const self = useStore(kioskSession)?.self;
  return (
    <Frame
      low={false}
      sky={<Skyline />}
      head={<Head />}
      question={self ? t.welcome : t.welcomeStaff}
      above={
        self ? undefined : (
          <p className="t2" style={{ fontSize: 40, lineHeight: '56px' }}>
            {t.staffHint}
          </p>
        )
      }
      foot={
        self && (
          <span className="row" style={{ gap: 20 }}>
            <Face size={112} />
            <span>
              <b style={{ fontSize: 44, lineHeight: '60px', display: 'block' }}>{self.name}</b>
              <span className="t2">{t.helper}</span>
            </span>
          </span>
        )
      }
    >
      {self ? (
        <>
          <div className="tiles">
            <button type="button" className="tile pri" onClick={onReport}>
              <Icon name="wrench" size={128} />
              <b>{t.report}</b>
              <span>{t.reportHint}</span>
            </button>
          </div>
          <button type="button" className="kbtn out" style={{ alignSelf: 'start' }} onClick={onSignOut}>
            {t.signOut}
          </button>
        </>
      ) : (
        <StaffSignIn />
      )}
    </Frame>
  );
};
