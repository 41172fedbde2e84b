import { useState } from 'react';
import { signOut } from 'shared-types/auth';
import { useStore } from '../../lib/store';
import { useIdle } from './idle';
import { Report } from './Report';
import { kioskCall, kioskSession } from './session';
import { Welcome } from './Welcome';

const quietSeconds = 60;

/** The welcome screen, and the one thing that can be done here. After a minute of nothing all of it is gone. */
export const KioskApp = () => {
  const signedIn = useStore(kioskSession) !== null;
  const [reporting, setReporting] = useState(false);
  // A new run each time, so that no word of the last owner stays in a field.
  const [run, setRun] = useState(0);
  const end = () => {
    setReporting(false);
    setRun(run + 1);
  };
  const leave = () => {
    end();
    // The server forgets the token when it can hear us; the screen forgets it in any case.
    void kioskCall(signOut).catch(() => undefined);
    kioskSession.set(null);
  };
  const left = useIdle(quietSeconds, signedIn, leave);
  return reporting && signedIn ? (
    <Report key={run} left={left} all={quietSeconds} onEnd={end} />
  ) : (
    <Welcome key={run} onReport={() => setReporting(true)} onSignOut={leave} />
  );
};
