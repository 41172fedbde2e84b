import type { StaffSelf } from 'shared-types/auth';
import { clockTime, wall } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { useStore } from '../../lib/store';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/kiosk';
import { Face } from '../../ui/Face';
import { Icon } from '../../ui/icons';
import { Skyline } from '../../ui/Skyline';
import type { Doing } from './doing';
import { Frame } from './Frame';
import { useOpenVisit } from './Identify';
import { Notices } from './Notices';
import { SignInForm } from './StaffSignIn';
import { kioskSession, machine } from './session';
import { useFace } from './useFace';

const Head = () => {
  const now = useNow();
  const w = wall(now);
  const signedIn = useStore(kioskSession)?.self.community.name;
  const enrolled = useStore(machine)?.community.name;
  const community = signedIn ?? enrolled;
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

interface WelcomeProps {
  onDo: (what: Doing) => void;
  onSignOut: () => void;
}

/** With nobody signed in: a repair by card, and everything else with staff. */
const Alone = ({ onDo }: { onDo: (what: Doing) => void }) => {
  const { failed } = useOpenVisit();
  const face = useStore(machine)?.face ?? false;
  useFace();
  return (
    <>
      <Notices />
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      <div className="tiles">
        <button type="button" className="tile pri" onClick={() => onDo('identify')}>
          <Icon name="wrench" size={128} />
          <b>{face ? t.selfReportFace : t.selfReport}</b>
          <span>{t.selfReportHint}</span>
        </button>
        <button type="button" className="tile" onClick={() => onDo('staff')}>
          <Icon name="people" size={128} />
          <b>{t.staffTile}</b>
          <span>{t.staffTileHint}</span>
        </button>
      </div>
    </>
  );
};

const Helped = ({ self, onDo, onSignOut }: WelcomeProps & { self: StaffSelf }) => (
  <>
    <Notices />
    <div className="tiles">
      <button type="button" className="tile pri" onClick={() => onDo('report')}>
        <Icon name="wrench" size={128} />
        <b>{t.report}</b>
        <span>{t.reportHint}</span>
      </button>
      {self.permissions.includes('payment.collect') && (
        <button type="button" className="tile" onClick={() => onDo('pay')}>
          <Icon name="bill" size={128} />
          <b>{t.pay}</b>
          <span>{t.payHint}</span>
        </button>
      )}
      {self.permissions.includes('complaint.handle') && (
        <button type="button" className="tile" onClick={() => onDo('complain')}>
          <Icon name="talk" size={128} />
          <b>{t.complain}</b>
          <span>{t.complainHint}</span>
        </button>
      )}
      {self.permissions.includes('inquiry.answer') && (
        <button type="button" className="tile" onClick={() => onDo('ask')}>
          <Icon name="ask" size={128} />
          <b>{t.ask}</b>
          <span>{t.askHome}</span>
        </button>
      )}
      {self.permissions.includes('request.read') && (
        <button type="button" className="tile" onClick={() => onDo('asked')}>
          <Icon name="clock" size={128} />
          <b>{t.asked}</b>
          <span>{t.askedHint}</span>
        </button>
      )}
      {self.permissions.includes('pass.issue') && (
        <button type="button" className="tile" onClick={() => onDo('invite')}>
          <Icon name="people" size={128} />
          <b>{t.invite}</b>
          <span>{t.inviteHint}</span>
        </button>
      )}
    </div>
    <button type="button" className="kbtn out" style={{ alignSelf: 'start' }} onClick={onSignOut}>
      {t.signOut}
    </button>
  </>
);

/** What can be done here: by card alone where the machine is enrolled, and with a member of staff who signs in to help. */
export const Welcome = ({ onDo, onSignOut }: WelcomeProps) => {
  const self = useStore(kioskSession)?.self;
  const enrolled = useStore(machine) !== null;
  const helper = self && (
    <span className="row" style={{ gap: 20 }}>
      <Face size={112} />
      <span>
        <b style={{ fontSize: 44, lineHeight: '60px', display: 'block' }}>{self.name}</b>
        <span className="t2">{t.helper}</span>
      </span>
    </span>
  );
  return (
    <Frame
      low={false}
      sky={<Skyline />}
      head={<Head />}
      question={self || enrolled ? t.welcome : t.welcomeStaff}
      // Nobody asked yet: a machine that stands alone does not talk to itself.
      spoken={self ? t.welcome : ''}
      above={
        self || enrolled ? undefined : (
          <p className="t2" style={{ fontSize: 40, lineHeight: '56px' }}>
            {t.staffHint}
          </p>
        )
      }
      foot={helper}
    >
      {self ? (
        <Helped self={self} onDo={onDo} onSignOut={onSignOut} />
      ) : enrolled ? (
        <Alone onDo={onDo} />
      ) : (
        <>
          <SignInForm />
          <button type="button" className="kbtn out" style={{ alignSelf: 'start' }} onClick={() => onDo('enrol')}>
            {t.enrol}
          </button>
        </>
      )}
    </Frame>
  );
};
