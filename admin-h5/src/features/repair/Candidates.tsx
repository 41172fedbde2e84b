import { useState } from 'react';
import { assignRepair, type CandidateView, listCandidates, listRepairs, readRepair, readRepairBoard, type StaffRepairView } from 'shared-types/staffRepair';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/repair';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { Loaded, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toastStore';

const fitness = (c: CandidateView): number =>
  Number(c.skilled) * 8 + Number(c.onShift) * 4 + Number(c.inArea) * 2 - Math.min(c.load, 9) * 0.2;

/** Who can be sent, the fittest first, each with why. */
export const Candidates = ({ repair }: { repair: StaffRepairView }) => {
  const query = useRead(listCandidates, { params: { id: repair.id } });
  const [chosen, setChosen] = useState<CandidateView | null>(null);
  const [note, setNote] = useState('');
  const [all, setAll] = useState(false);
  const assign = useCommand(assignRepair, {
    refreshes: [readRepair, listRepairs, readRepairBoard, listCandidates],
    onDone: () => {
      if (chosen) toast(t.assigned(chosen.name));
      setChosen(null);
      setNote('');
    },
    // What the page shows by then is the new state of things; the note stays for another try.
    onFailed: () => setChosen(null),
  });
  // Whom this desk saw with the order when it decided: a colleague may be quicker while the question stands.
  const [seenWith, setSeenWith] = useState<string | null>(null);
  const holder = repair.orders.find((o) => !['finished', 'cancelled'].includes(o.status))?.worker?.id ?? null;
  const has = repair.orders.some((order) => ['assigned', 'accepted', 'arrived'].includes(order.status));
  const current = new Set(repair.orders.filter((o) => o.status !== 'cancelled').map((o) => o.worker?.id));

  return (
    <>
      <b className="fs-m">{has ? t.reassign : t.candidates}</b>
      <Loaded query={query} skeleton={<Skeleton rows={3} height={36} />}>
        {({ items }) => {
          const sorted = [...items].filter((c) => !current.has(c.id)).sort((a, b) => fitness(b) - fitness(a));
          const able = sorted.filter((c) => c.skilled && c.onShift);
          const shown = all || able.length === 0 ? sorted : able;
          return (
            <div className="col" style={{ marginTop: 6 }}>
              {sorted.length === 0 && <p className="t2">{has ? t.noOthers : t.noCandidates}</p>}
              {shown.map((c, i) => (
                <div key={c.id} className={`cand ${i === 0 && !has ? 'win' : ''}`}>
                  <b>{c.name}</b>
                  <span className="tags">
                    <span className={c.skilled ? 'tb' : 'td'}>{c.skilled ? t.skilled : t.unskilled}</span>
                    <span>{c.onShift ? t.onShift : t.offShift}</span>
                    {c.inArea && <span>{t.inArea}</span>}
                    <span>{t.load(c.load)}</span>
                  </span>
                  <button
                    type="button"
                    className={`btn sm ${i === 0 && !has ? 'pri' : 'ghost'}`}
                    aria-label={`${has ? t.reassign : t.assign} ${t.assignTo(c.name)}`}
                    onClick={() => {
                      setChosen(c);
                      setSeenWith(holder);
                    }}
                  >
                    {has ? t.reassign : t.assign}
                  </button>
                </div>
              ))}
              {shown.length < sorted.length && (
                <button type="button" className="btn plain sm" onClick={() => setAll(true)}>
                  {t.others(sorted.length - shown.length)}，{t.showOthers}
                </button>
              )}
            </div>
          );
        }}
      </Loaded>
      {chosen && (
        <Confirm
          title={t.assignTo(chosen.name)}
          action={t.assignTo(chosen.name)}
          busy={assign.isPending}
          onConfirm={() =>
            assign.mutate({
              params: { id: repair.id },
              body: { workerId: chosen.id, insteadOf: seenWith, ...(note.trim() ? { note } : {}) },
            })
          }
          onClose={() => setChosen(null)}
        >
          <p>{t.assignWhat(chosen.name, repair.title)}</p>
          <TextArea label={t.note} value={note} onValue={setNote} maxLength={200} />
        </Confirm>
      )}
    </>
  );
};
