import { type ComponentType, useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  readComplaint,
  type SimilarComplaint,
  type StaffComplaintView,
  takeComplaint,
} from 'shared-types/staffComplaint';
import { useNow } from '../../lib/clock';
import { useCommand, useRead } from '../../lib/query';
import { spokenNumber, when } from '../../lib/words';
import { t } from '../../locales/zh-CN/complaint';
import { Page } from '../../ui/Page';
import { Ring } from '../../ui/Ring';
import { Loaded, SkeletonCards } from '../../ui/States';
import { AnswerDialog, changedByActs, MergeDialog } from './ActDialogs';
import { ComplaintMarks } from './marks';
import { Outcome } from './Outcome';
import { Reports } from './Reports';

const ended = new Set(['closed', 'cancelled']);

const Head = ({ complaint }: { complaint: StaffComplaintView }) => {
  const now = useNow();
  return (
    <div className="row g4" style={{ alignItems: 'flex-start' }}>
      {complaint.promise && !ended.has(complaint.status) && <Ring span={complaint.promise} size={72} />}
      <div className="col g1 grow" style={{ minWidth: 0 }}>
        <ComplaintMarks complaint={complaint} />
        <h2 className="fs-l">{complaint.title}</h2>
        <span className="t2 num">
          {[complaint.category.name, complaint.placeLabel, t.households(complaint.households)].join(' · ')}
        </span>
        <span className={complaint.steward ? 't2' : 'td'}>
          {complaint.steward ? t.steward(complaint.steward) : t.nobody}
          <span className="t3 num">{` ${when(complaint.createdAt, now)}`}</span>
        </span>
      </div>
    </div>
  );
};

/** One filled button: what comes next. */
const Actions = ({ complaint }: { complaint: StaffComplaintView }) => {
  const [answering, setAnswering] = useState(false);
  const take = useCommand(takeComplaint, { refreshes: changedByActs, done: t.taken });
  const fresh = complaint.status === 'submitted' || complaint.status === 'assigned';
  const mayAnswer = complaint.actions.includes('answer');
  return (
    <>
      {complaint.actions.includes('take') && fresh && !mayAnswer && <p className="t2">{t.takeHint}</p>}
      <div className="row g2 wrap">
        {mayAnswer && (
          <button type="button" className="btn pri" onClick={() => setAnswering(true)}>
            {t.answerAction}
          </button>
        )}
        {complaint.actions.includes('take') && (
          <button
            type="button"
            className={`btn ${mayAnswer ? 'ghost' : 'pri'}`}
            disabled={take.isPending}
            onClick={() => take.mutate({ params: { id: complaint.id } })}
          >
            {mayAnswer ? t.hand : t.take}
          </button>
        )}
      </div>
      {answering && <AnswerDialog complaint={complaint} onClose={() => setAnswering(false)} />}
    </>
  );
};

const Answers = ({ complaint }: { complaint: StaffComplaintView }) => {
  const now = useNow();
  if (complaint.answers.length === 0) return null;
  return (
    <section className="card pad col g3" aria-label={t.answers}>
      <b className="fs-m">{t.answers}</b>
      {complaint.answers.map((one) => (
        <div key={one.at} className="col g1">
          <p className="pre">{one.text}</p>
          <span className="t3 num">{t.answerBy(one.by, when(one.at, now))}</span>
        </div>
      ))}
    </section>
  );
};

/** Others that may be the same event, with why. */
const Similar = ({ complaint }: { complaint: StaffComplaintView }) => {
  const now = useNow();
  const [merging, setMerging] = useState<SimilarComplaint | null>(null);
  if (!complaint.actions.includes('merge')) return null;
  return (
    <section className="card pad col g3" aria-label={t.similar}>
      <b className="fs-m">{t.similar}</b>
      {complaint.similar.length === 0 && <span className="t3">{t.noSimilar}</span>}
      {complaint.similar.map((one) => (
        <div key={one.id} className="row g3 hair">
          <div className="col g1 grow" style={{ minWidth: 0 }}>
            <Link className="w6" to={`/complaints/${one.id}`}>
              {one.title}
            </Link>
            <span className="t2 num">
              {[one.placeLabel, when(one.createdAt, now), t.households(one.households)].join(' · ')}
            </span>
            <span className="t3">{[t.likeness(one.likeness), ...one.reasons].join('，')}</span>
          </div>
          <button
            type="button"
            className="btn sec sm"
            aria-label={`${t.merge} ${spokenNumber(one.number)}`}
            onClick={() => setMerging(one)}
          >
            {t.merge}
          </button>
        </div>
      ))}
      {merging && <MergeDialog complaint={complaint} into={merging} onClose={() => setMerging(null)} />}
    </section>
  );
};

/** A complaint: what was said, whether it is one with others, the answer, what is published; `Work` draws its request. */
export const ComplaintPage = ({ Work }: { Work: ComponentType<{ id: string }> }) => {
  const { id = '' } = useParams();
  const query = useRead(readComplaint, { params: { id } });
  return (
    <Page title={query.data ? spokenNumber(query.data.number) : t.title} back="/complaints" live>
      <Loaded query={query} skeleton={<SkeletonCards />}>
        {(complaint) => (
          <div className="story">
            <div>
              <section className="card pad col g4">
                <Head complaint={complaint} />
                {complaint.mergedInto && (
                  <p className="note">
                    {t.mergedInto}{' '}
                    <Link className="tb" to={`/complaints/${complaint.mergedInto.id}`}>
                      {spokenNumber(complaint.mergedInto.number)}
                    </Link>
                  </p>
                )}
                <Actions complaint={complaint} />
              </section>
              <Reports complaint={complaint} />
              <Answers complaint={complaint} />
              <Outcome complaint={complaint} />
            </div>
            <div>
              <Similar complaint={complaint} />
              <Work id={complaint.id} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
};
