import type { ReactNode } from 'react';
import { t } from '../../locales/zh-CN/policy';
import { Picks, TextField } from '../../ui/Field';
import { badWords } from './badWords';
import { CountField, DurationField, type Edit, ShareField, WeightField } from './fields';
import type { CountPath, DurationPath, SharePath } from './policyForm';

const weights = [
  'dispatch.weights.skill',
  'dispatch.weights.place',
  'dispatch.weights.load',
  'dispatch.weights.distance',
] as const;

interface Group {
  name: keyof typeof t.groupHints;
  durations?: readonly DurationPath[];
  counts?: readonly CountPath[];
  shares?: readonly SharePath[];
}

const groups: readonly Group[] = [
  { name: 'general', durations: ['general.respondMinutes', 'general.finishMinutes'] },
  {
    name: 'emergency',
    durations: [
      'emergency.respondMinutes',
      'emergency.arriveMinutes',
      'emergency.finishMinutes',
      'emergency.callbackMinutes',
    ],
  },
  {
    name: 'warnings',
    durations: [
      'warnings.generalMinutes',
      'warnings.emergencyMinutes',
      'escalation.generalAgainMinutes',
      'escalation.emergencyAgainMinutes',
      'escalation.followMinutes',
    ],
  },
  {
    name: 'pause',
    durations: ['urge.everyMinutes'],
    counts: ['pause.mostDays', 'pause.mostTimes', 'confirmDays', 'reopenDays', 'urge.most', 'urge.escalateFrom'],
  },
  {
    name: 'recognition',
    shares: ['recognition.typeThresholdBp', 'recognition.emergencyThresholdBp', 'recognition.emergencyHintBp'],
  },
  { name: 'readings', counts: ['readingDays', 'readingHourDays'] },
  { name: 'records', counts: ['visitorRecordDays'] },
  { name: 'device', durations: ['device.secretGraceMinutes', 'device.offlineMinutes'] },
  {
    name: 'followUp',
    durations: [
      'followUp.serviceMinutes',
      'followUp.supervisorMinutes',
      'followUp.managerMinutes',
      'followUp.planMinutes',
      'followUp.againMinutes',
    ],
    counts: ['followUp.stars'],
  },
  {
    name: 'whitePaper',
    counts: [
      'whitePaper.day',
      'whitePaper.hour',
      'whitePaper.repeatTimes',
      'whitePaper.repeatDays',
      'whitePaper.workerHours',
    ],
  },
  {
    name: 'metering',
    durations: ['metering.silentMinutes'],
    shares: ['metering.lostShareBp'],
    counts: [
      'metering.leakNights',
      'metering.leakLitresPerHour',
      'metering.emptyWaterLitres',
      'metering.emptyPowerWh',
      'metering.overloadWatts',
    ],
  },
  { name: 'complaint', counts: ['complaint.similarDays', 'complaint.objections', 'complaint.publishFrom'] },
  {
    name: 'announcement',
    durations: ['announcement.remindAfterMinutes'],
    counts: ['announcement.mostReminders', 'announcement.freshDays'],
  },
  { name: 'inquiry', durations: ['inquiry.waitMinutes'], shares: ['inquiry.sureBp'] },
  { name: 'spotCheck', shares: ['spotCheck.shareBp'], counts: ['spotCheck.withinDays'] },
];

export const Card = ({
  name,
  whole = false,
  children,
}: {
  name: keyof typeof t.groupHints;
  whole?: boolean;
  children: ReactNode;
}) => (
  <section className={`card pad ${whole ? 'whole' : ''}`} aria-label={t.groups[name]}>
    <h2 className="fs-m">{t.groups[name]}</h2>
    <p className="t3">{t.groupHints[name]}</p>
    {children}
  </section>
);

const Hours = ({ edit }: { edit: Edit }) => {
  const hours = edit.form.workingHours;
  const change = (part: Partial<typeof hours>) => edit.set({ workingHours: { ...hours, ...part } });
  return (
    <Card name="hours">
      <label className="check">
        <input type="checkbox" checked={hours.on} onChange={(event) => change({ on: event.target.checked })} />
        {t.hours.on}
      </label>
      {hours.on && (
        <div className="col g3">
          <div className="row g3 top-a">
            <div className="grow">
              <TextField
                label={t.hours.from}
                value={hours.from}
                onValue={(from) => change({ from })}
                maxLength={5}
                error={badWords(edit.bad['workingHours.from'])}
              />
            </div>
            <div className="grow">
              <TextField
                label={t.hours.to}
                hint={t.hours.hint}
                value={hours.to}
                onValue={(to) => change({ to })}
                maxLength={5}
                error={badWords(edit.bad['workingHours.to'])}
              />
            </div>
          </div>
          <Picks
            label={t.hours.weekdays}
            choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: t.hours.days[day] ?? '' }))}
            picked={hours.weekdays.map(String)}
            onPicked={(picked) => change({ weekdays: picked.map(Number).sort((a, b) => a - b) })}
          />
          {edit.bad['workingHours.weekdays'] && (
            <p className="td" role="alert">
              {badWords(edit.bad['workingHours.weekdays'], (bound) => `${bound} 天`)}
            </p>
          )}
        </div>
      )}
    </Card>
  );
};

const Dispatch = ({ edit }: { edit: Edit }) => (
  <Card name="dispatch">
    <label className="check">
      <input
        type="checkbox"
        checked={edit.form.automatic}
        onChange={(event) => edit.set({ automatic: event.target.checked })}
      />
      {t.automatic}
    </label>
    <CountField path="dispatch.defaultLimit" edit={edit} />
    <DurationField path="dispatch.generalAcceptMinutes" edit={edit} />
    <DurationField path="dispatch.emergencyAcceptMinutes" edit={edit} />
    <DurationField path="dispatch.retryMinutes" edit={edit} />
  </Card>
);

const OwnDoors = ({ edit }: { edit: Edit }) => (
  <Card name="ownDoors">
    <CountField path="ownDoors.codeHours" edit={edit} />
    <CountField path="ownDoors.doorDays" edit={edit} />
    <label className="check">
      <input
        type="checkbox"
        checked={edit.form.remote}
        onChange={(event) => edit.set({ remote: event.target.checked })}
      />
      {t.remote}
    </label>
    {edit.form.remote && <CountField path="ownDoors.remotePerHour" edit={edit} />}
  </Card>
);

const HomeVisits = ({ edit }: { edit: Edit }) => (
  <Card name="homeVisit">
    <CountField path="homeVisit.perHalf" edit={edit} />
    <Picks
      label={t.visitDays}
      choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: t.hours.days[day] ?? '' }))}
      picked={edit.form.visitWeekdays.map(String)}
      onPicked={(picked) => edit.set({ visitWeekdays: picked.map(Number).sort((a, b) => a - b) })}
    />
    {edit.bad['homeVisit.weekdays'] && (
      <p className="td" role="alert">
        {badWords(edit.bad['homeVisit.weekdays'], (bound) => `${bound} 天`)}
      </p>
    )}
    <CountField path="homeVisit.morningFrom" edit={edit} />
    <CountField path="homeVisit.morningTo" edit={edit} />
    <CountField path="homeVisit.afternoonFrom" edit={edit} />
    <CountField path="homeVisit.afternoonTo" edit={edit} />
    <CountField path="homeVisit.aheadDays" edit={edit} />
    <DurationField path="homeVisit.giveMinutes" edit={edit} />
  </Card>
);

const Weights = ({ edit }: { edit: Edit }) => {
  const values = weights.map((path) => Number(edit.form.counts[path]) || 0);
  const all = values.reduce((sum, value) => sum + value, 0);
  return (
    <Card name="weights">
      {weights.map((path, i) => (
        <WeightField
          key={path}
          path={path}
          edit={edit}
          share={all === 0 ? 0 : Math.round(((values[i] ?? 0) / all) * 100)}
        />
      ))}
    </Card>
  );
};

const Plain = ({ group, edit }: { group: Group; edit: Edit }) => (
  <Card name={group.name}>
    {group.durations?.map((path) => (
      <DurationField key={path} path={path} edit={edit} />
    ))}
    {group.shares?.map((path) => (
      <ShareField key={path} path={path} edit={edit} />
    ))}
    {group.counts?.map((path) => (
      <CountField key={path} path={path} edit={edit} />
    ))}
  </Card>
);

const [general, emergency, ...rest] = groups;

/** Every number of the rules, in groups. */
export const Groups = ({ edit }: { edit: Edit }) => (
  <>
    {general && <Plain group={general} edit={edit} />}
    {emergency && <Plain group={emergency} edit={edit} />}
    <Hours edit={edit} />
    {rest.slice(0, 2).map((group) => (
      <Plain key={group.name} group={group} edit={edit} />
    ))}
    <Dispatch edit={edit} />
    <Weights edit={edit} />
    <OwnDoors edit={edit} />
    <HomeVisits edit={edit} />
    {rest.slice(2).map((group) => (
      <Plain key={group.name} group={group} edit={edit} />
    ))}
  </>
);
