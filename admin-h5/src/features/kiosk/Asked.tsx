import { useState } from 'react';
import { type HouseInquiryRow, listHouseInquiries, readHouseInquiry } from 'shared-types/houseInquiry';
import type { InquiryView } from 'shared-types/inquiry';
import { listRepairs, type StaffRepairSummary } from 'shared-types/staffRepair';
import { wordsOf } from '../../lib/api';
import { spokenNumber } from '../../lib/words';
import { t } from '../../locales/zh-CN/kiosk';
import { chipWords } from '../../ui/repairStatus';
import { Ask } from './Ask';
import { Frame } from './Frame';
import { Progress } from './Progress';
import { kioskCall, kioskSession } from './session';
import { Which } from './Which';

const most = 4;

type House = { id: string; label: string };

interface Found {
  repairs: readonly StaffRepairSummary[];
  inquiries: readonly HouseInquiryRow[];
}

const read = async (houseId: string): Promise<Found> => {
  const may = kioskSession.get()?.self.permissions ?? [];
  const [repairs, inquiries] = await Promise.all([
    kioskCall(listRepairs, { query: { houseId, kind: 'repair', limit: most } }),
    // Who may not answer questions does not read them either.
    may.includes('inquiry.answer')
      ? kioskCall(listHouseInquiries, { params: { id: houseId } })
      : { items: [] as HouseInquiryRow[] },
  ]);
  return { repairs: repairs.items, inquiries: inquiries.items };
};

const Repairs = ({ repairs }: { repairs: Found['repairs'] }) => (
  <ul className="kbills" aria-label={t.askedTitle}>
    {repairs.map((repair) => (
      <li key={repair.id}>
        <span>
          <b className="koff-title">{repair.title}</b>
          <span className="t2 num">{spokenNumber(repair.number)}</span>
        </span>
        <b style={{ textAlign: 'right' }}>
          {chipWords(repair.status)}
          <span className="t2" style={{ display: 'block' }}>
            {repair.orders.find(({ workerName }) => workerName)?.workerName ?? ''}
          </span>
        </b>
      </li>
    ))}
  </ul>
);

const Inquiries = ({ rows, onOpen }: { rows: Found['inquiries']; onOpen: (id: string) => void }) => (
  <>
    <h2 className="koff-title">{t.askedBefore}</h2>
    {rows.map((row) => (
      <button key={row.id} type="button" className="way kasked" onClick={() => onOpen(row.id)}>
        <span className="kasked-question">{row.question}</span>
        <span className="ksource">{row.statusName}</span>
        {row.answer && <span className="kasked-answer">{row.answer}</span>}
      </button>
    ))}
  </>
);

interface AskedProps {
  left: number;
  all: number;
  onEnd: () => void;
  onWaiting: (waiting: boolean) => void;
}

/** What became of the house's repairs and of what it asked here, the newest first. */
export const Asked = ({ left, all, onEnd, onWaiting }: AskedProps) => {
  const [house, setHouse] = useState<House | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [talk, setTalk] = useState<InquiryView | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const look = async (one: House) => {
    setHouse(one);
    setFound(null);
    setFailed(null);
    try {
      setFound(await read(one.id));
    } catch (error) {
      setFailed(wordsOf(error));
    }
  };
  const open = (id: string) => {
    setFailed(null);
    kioskCall(readHouseInquiry, { params: { id } })
      .then(setTalk)
      .catch((error: unknown) => setFailed(wordsOf(error)));
  };
  const head = <Progress at={house ? 1 : 0} of={2} words={t.askedStep} left={left} all={all} />;
  if (!house)
    return (
      <Frame head={head} question={t.which} onBack={onEnd}>
        <Which onPick={(one) => void look(one)} />
      </Frame>
    );
  if (talk)
    return (
      <Ask
        left={left}
        all={all}
        onEnd={onEnd}
        onWaiting={onWaiting}
        going={{ house, talk, onBack: () => setTalk(null) }}
      />
    );
  return (
    <Frame
      head={head}
      question={found?.repairs.length === 0 ? t.askedNone : t.askedTitle}
      above={<p className="kabove">{house.label}</p>}
      onBack={() => setHouse(null)}
    >
      {failed && (
        <p className="kbad" role="alert">
          {failed}
        </p>
      )}
      {found && found.repairs.length > 0 && <Repairs repairs={found.repairs} />}
      {found && found.inquiries.length > 0 && <Inquiries rows={found.inquiries} onOpen={open} />}
      <button type="button" className="kbtn pri" onClick={onEnd}>
        {t.finish}
      </button>
    </Frame>
  );
};
