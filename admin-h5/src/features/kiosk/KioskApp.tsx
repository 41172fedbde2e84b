import { useEffect, useState } from 'react';
import { signOut } from 'shared-types/auth';
import { ApiError } from 'shared-types/client';
import { endKioskVisit, readKioskSelf } from 'shared-types/kiosk';
import { useStore } from '../../lib/store';
import { Ask } from './Ask';
import { Asked } from './Asked';
import { Complain } from './Complain';
import type { Doing } from './doing';
import { Enrol } from './Enrol';
import { FaceWhich } from './FaceWhich';
import { Identify } from './Identify';
import { Invite } from './Invite';
import { useIdle } from './idle';
import { Emergencies } from './Notices';
import { Pay } from './Pay';
import { usePrompts } from './prompts';
import { Report } from './Report';
import { StaffSignIn } from './StaffSignIn';
import { faceAsk, forgetMachine, isEnrolled, kioskCall, kioskSession, machine, machineCall, visit } from './session';
import { Welcome } from './Welcome';

const quietSeconds = 60;
/** While a code is shown the hands are on the telephone; while a person is waited for, nowhere. */
const scanSeconds = 180;
/** Often enough that a machine which was revoked says so before somebody tries it. */
const askEveryMs = 60_000;

/** What this machine is, asked again and again: it stands for days, and may be revoked meanwhile. */
const useMachine = (): void => {
  useEffect(() => {
    const ask = () => {
      if (!isEnrolled()) return;
      machineCall(readKioskSelf)
        .then((self) => machine.set(self))
        .catch((error: unknown) => {
          if (error instanceof ApiError && error.code === 'auth.required') forgetMachine();
        });
    };
    ask();
    const timer = setInterval(ask, askEveryMs);
    return () => clearInterval(timer);
  }, []);
};

/** The welcome screen, and what can be done here. After a minute of nothing all of it is gone. */
export const KioskApp = () => {
  useMachine();
  usePrompts();
  const signedIn = useStore(kioskSession) !== null;
  const byCard = useStore(visit);
  const asked = useStore(faceAsk);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [scanning, setScanning] = useState(false);
  // A new run each time, so that no word of the last owner stays in a field.
  const [run, setRun] = useState(0);
  const end = () => {
    if (byCard) void machineCall(endKioskVisit, { params: { id: byCard.id }, body: {} }).catch(() => undefined);
    visit.set(null);
    faceAsk.set(null);
    setDoing(null);
    setScanning(false);
    setRun(run + 1);
  };
  const leave = () => {
    end();
    if (!signedIn) return;
    // The server forgets the token when it can hear us; the screen forgets it in any case.
    void kioskCall(signOut).catch(() => undefined);
    kioskSession.set(null);
  };
  const all = scanning ? scanSeconds : quietSeconds;
  const left = useIdle(all, signedIn || doing !== null || byCard !== null || asked !== null, leave);
  const clocks = { left, all, onEnd: end };
  const screen = () => {
    if (asked) return <FaceWhich key={run} ask={asked} onEnd={end} />;
    if (byCard) return <Report key={run} {...clocks} byCard={byCard} />;
    if (signedIn && doing === 'report') return <Report key={run} {...clocks} />;
    if (signedIn && doing === 'pay') return <Pay key={run} {...clocks} onScanning={setScanning} />;
    if (signedIn && doing === 'complain') return <Complain key={run} {...clocks} />;
    if (signedIn && doing === 'ask') return <Ask key={run} {...clocks} onWaiting={setScanning} />;
    if (signedIn && doing === 'asked') return <Asked key={run} {...clocks} onWaiting={setScanning} />;
    if (signedIn && doing === 'invite') return <Invite key={run} {...clocks} />;
    if (doing === 'identify') return <Identify onEnd={end} />;
    if (doing === 'enrol') return <Enrol onEnd={end} />;
    if (doing === 'staff' && !signedIn) return <StaffSignIn onEnd={end} />;
    return <Welcome key={run} onDo={setDoing} onSignOut={leave} />;
  };
  return (
    <>
      {screen()}
      <Emergencies />
    </>
  );
};
