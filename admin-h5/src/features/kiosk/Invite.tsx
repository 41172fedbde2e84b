import { useRef, useState } from 'react';
import { newKey } from 'shared-types/client';
import { issuePass, type PassSlip, readPassDesk, readPassSlip } from 'shared-types/staffPass';
import { atWall, dayName } from 'shared-types/time';
import { wordsOf } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { t } from '../../locales/zh-CN/kiosk';
import { Frame } from './Frame';
import { GuestQuestion } from './GuestSteps';
import { type Desk, emptyGuest, type GuestDraft, guestBody, guestPath } from './guest';
import { PassPaper } from './PassPaper';
import { Progress } from './Progress';
import { kioskCall } from './session';
import { Which } from './Which';

/** What was answered, to be looked over once before it counts. */
const Check = ({ draft, desk }: { draft: GuestDraft; desk: Desk }) => {
  const { choice, uses, byCar, plate, name } = draft;
  const when =
    choice &&
    (choice.stay > 1
      ? t.guestFrom(choice.stay)
      : `${dayName(atWall(choice.day, 12), serverNow())} ${t.slots[choice.slot]}`);
  const lines = [
    [t.guestWho, name],
    [t.guestWhose, (draft.host ?? desk.hosts[0])?.name],
    [t.guestWhen, when],
    [t.guestUses, t.guestTimes(uses)],
    [t.guestWhere, desk.places.map((place) => place.name).join('、')],
    ...(byCar ? [[t.guestPlate, plate]] : []),
  ];
  return (
    <ul className="kbills">
      {lines.map(([label, words]) => (
        <li key={label}>
          <span className="t2">{label}</span>
          <b style={{ textAlign: 'right' }}>{words}</b>
        </li>
      ))}
    </ul>
  );
};

/** Papers that were made before, for hosts who have nothing else. */
const Kept = ({ desk, onPick }: { desk: Desk; onPick: (id: string) => void }) => (
  <>
    {desk.live.map(({ id, name, hostName, windowWords }) => (
      <button key={id} type="button" className="way" onClick={() => onPick(id)}>
        <b>{name}</b>
        <span className="t2">
          {t.guestOf(hostName)} · {windowWords}
        </span>
      </button>
    ))}
  </>
);

/** S3 for whoever has no telephone: a guest in a few questions, with staff beside, and a paper to hand on. */
export const Invite = ({ left, all, onEnd }: { left: number; all: number; onEnd: () => void }) => {
  const [draft, setDraft] = useState(emptyGuest);
  const [desk, setDesk] = useState<Desk | null>(null);
  const [at, setAt] = useState(0);
  const [keeping, setKeeping] = useState(false);
  const [slip, setSlip] = useState<PassSlip | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const sent = useRef<{ said: string; key: string; now: Date } | null>(null);
  const path = guestPath(draft, desk);
  const step = path[at] ?? 'check';
  const run = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailed(null);
    try {
      await act();
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setBusy(false);
  };
  const look = (house: { id: string; label: string }) =>
    run(async () => {
      setDesk(await kioskCall(readPassDesk, { params: { id: house.id } }));
      setDraft({ ...emptyGuest, house });
      setAt(1);
    });
  const make = () =>
    run(async () => {
      if (!desk || !draft.house) return;
      const said = JSON.stringify(draft);
      // The same wish is one pass, however often it is sent; "now" is when it was first sent.
      if (sent.current?.said !== said) sent.current = { said, key: newKey(), now: serverNow() };
      const body = guestBody(draft, desk, sent.current.now);
      if (!body) return;
      const params = { id: draft.house.id };
      setSlip(await kioskCall(issuePass, { params, body, idempotencyKey: sent.current.key }));
    });
  const back = () => {
    setFailed(null);
    if (at === 0) return onEnd();
    return setAt(at - 1);
  };
  const head = <Progress at={slip ? path.length - 1 : at} of={path.length} words={t.guestStep} left={left} all={all} />;
  const bad = failed && (
    <p className="kbad" role="alert">
      {failed}
    </p>
  );
  if (slip) return <PassPaper head={head} slip={slip} onEnd={onEnd} />;
  if (!desk || step === 'which')
    return (
      <Frame head={head} question={t.which} onBack={onEnd}>
        {bad}
        <Which onPick={(house) => void look(house)} />
      </Frame>
    );
  const above = <p className="kabove">{[draft.house?.label, at > 1 ? draft.name : null].filter(Boolean).join('，')}</p>;
  const none = desk.hosts.length === 0 ? t.guestNoHost : desk.places.length === 0 ? t.guestNoPlace : null;
  if (none)
    return (
      <Frame head={head} question={none} above={above} onBack={back}>
        <p className="ktext">{t.guestNoHow}</p>
      </Frame>
    );
  if (keeping)
    return (
      <Frame head={head} question={t.guestKept} above={above} onBack={() => setKeeping(false)}>
        {bad}
        <Kept
          desk={desk}
          onPick={(id) => void run(async () => setSlip(await kioskCall(readPassSlip, { params: { id } })))}
        />
      </Frame>
    );
  return (
    <Frame head={head} question={t.guestQuestions[step]} above={above} onBack={back}>
      {step === 'check' ? (
        <>
          <Check draft={draft} desk={desk} />
          {bad}
          <button type="button" className="kbtn pri" disabled={busy} onClick={() => void make()}>
            {busy ? t.guestMaking : t.guestMake}
          </button>
        </>
      ) : (
        <GuestQuestion
          {...{ step, desk, draft, now: serverNow() }}
          onChange={(part) => setDraft({ ...draft, ...part })}
          onAnswer={(part) => {
            setDraft({ ...draft, ...part });
            setAt(at + 1);
          }}
        />
      )}
      {at === 1 && desk.live.length > 0 && (
        <button type="button" className="way" onClick={() => setKeeping(true)}>
          <b>{t.guestSeeKept(desk.live.length)}</b>
        </button>
      )}
    </Frame>
  );
};
