import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { listCanned } from 'shared-types/cannedAnswer';
import type { InquiryMessage } from 'shared-types/inquiry';
import {
  endInquiry,
  handOverInquiry,
  listInquiries,
  readInquiry,
  type StaffInquiryView,
  sayInInquiry,
  takeInquiry,
  writeInquiry,
} from 'shared-types/staffInquiry';
import { clockTime } from 'shared-types/time';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/inquiry';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextArea } from '../../ui/Field';
import { Loaded, Skeleton } from '../../ui/States';
import { inserted } from './lines';

const refreshes = [listInquiries, readInquiry];

/** Pages of the mini-program that a line leads to have pages here too. */
const requestOf = (link: string | null): string | null => {
  const id = link?.match(/^\/features\/repair\/pages\/detail\/index\?id=(\w+)$/)?.[1];
  return id ? `/requests/${id}` : null;
};

const Line = ({ message }: { message: InquiryMessage }) => {
  const { kind, text, phrased, by, at, sources, link } = message;
  if (kind === 'told') {
    const request = requestOf(link);
    return (
      <div className="line-told t2">
        {text} {request && <Link to={request}>{t.follow}</Link>}
      </div>
    );
  }
  const ours = kind !== 'asked';
  return (
    <div className={`line-said ${ours ? 'ours' : ''}`}>
      <span className="t3 num">
        {by ?? (ours ? t.bot : t.me)} {clockTime(at)}
      </span>
      <div className="words-said">{text}</div>
      {kind === 'unsure' && <Chip name="review">{t.unsureMark}</Chip>}
      {phrased && <Chip name="review">{t.phrased}</Chip>}
      {kind === 'answered' && sources[0] && <span className="t3">{t.source(sources[0].name)}</span>}
    </div>
  );
};

const HandOver = ({ one, onClose }: { one: StaffInquiryView; onClose: () => void }) => {
  const [staffId, setStaff] = useState(one.colleagues[0]?.id ?? '');
  const hand = useCommand(handOverInquiry, { done: t.handedOver, refreshes, onDone: onClose });
  return (
    <Confirm
      title={t.handOverTitle}
      action={t.acts.handOver}
      busy={hand.isPending}
      disabled={!staffId}
      onConfirm={() => hand.mutate({ params: { id: one.id }, body: { staffId } })}
      onClose={onClose}
    >
      <p className="t2">{t.handOverWhat}</p>
      <SelectField
        label={t.toWhom}
        value={staffId}
        onValue={setStaff}
        choices={one.colleagues.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Confirm>
  );
};

const Write = ({ one, onClose }: { one: StaffInquiryView; onClose: () => void }) => {
  const write = useCommand(writeInquiry, { done: t.written, refreshes, onDone: onClose });
  return (
    <Confirm
      title={t.writeTitle}
      action={t.acts.write}
      busy={write.isPending}
      onConfirm={() => write.mutate({ params: { id: one.id }, body: {} })}
      onClose={onClose}
    >
      <p>{t.writeWhat}</p>
    </Confirm>
  );
};

const End = ({ one, onClose }: { one: StaffInquiryView; onClose: () => void }) => {
  const end = useCommand(endInquiry, { done: t.closed, refreshes, onDone: onClose });
  return (
    <Confirm
      title={t.closeTitle}
      action={t.acts.close}
      busy={end.isPending}
      onConfirm={() => end.mutate({ params: { id: one.id }, body: {} })}
      onClose={onClose}
    >
      <p>{t.closeWhat}</p>
    </Confirm>
  );
};

/** What is kept for everybody at the desk. */
const Kept = ({ onInsert }: { onInsert: (words: string) => void }) => {
  const { data } = useRead(listCanned);
  if (!data || data.items.length === 0) return null;
  return (
    <fieldset className="col g1" aria-label={t.cannedAnswers}>
      <span className="t2">{t.cannedAnswers}</span>
      <div className="row g2 wrap">
        {data.items.map(({ id, title, text }) => (
          <button
            key={id}
            type="button"
            className="btn ghost sm"
            title={text}
            aria-label={t.insert(title)}
            onClick={() => onInsert(text)}
          >
            {title}
          </button>
        ))}
      </div>
    </fieldset>
  );
};

const Say = ({ one }: { one: StaffInquiryView }) => {
  const [text, setText] = useState('');
  const say = useCommand(sayInInquiry, { refreshes, onDone: () => setText('') });
  return (
    <>
      {one.canned.length > 0 && (
        <fieldset className="col g1" aria-label={t.canned}>
          <span className="t2">{t.canned}</span>
          <div className="row g2 wrap">
            {one.canned.map((canned) => (
              <button
                key={canned.id}
                type="button"
                className="btn ghost sm"
                title={canned.text}
                aria-label={t.use(canned.title)}
                onClick={() => setText(canned.text)}
              >
                {canned.title}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <Kept onInsert={(words) => setText(inserted(text, words))} />
      <TextArea label={t.say} value={text} onValue={setText} maxLength={1000} />
      <button
        type="button"
        className="btn pri"
        disabled={say.isPending || !text.trim()}
        onClick={() => say.mutate({ params: { id: one.id }, body: { text: text.trim() } })}
      >
        {t.acts.say}
      </button>
    </>
  );
};

const dialogs = { handOver: HandOver, write: Write, close: End } as const;
type Asked = keyof typeof dialogs;

const Acts = ({ one }: { one: StaffInquiryView }) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const take = useCommand(takeInquiry, { refreshes });
  const Asking = asked && dialogs[asked];
  return (
    <>
      {one.staffActions.includes('take') && (
        <button
          type="button"
          className="btn pri"
          disabled={take.isPending}
          onClick={() => take.mutate({ params: { id: one.id }, body: {} })}
        >
          {t.acts.take}
        </button>
      )}
      {one.staffActions.includes('say') && <Say key={one.id} one={one} />}
      <div className="row g2 wrap">
        {(['handOver', 'write', 'close'] as const)
          .filter((action) => one.staffActions.includes(action))
          .map((action) => (
            <button key={action} type="button" className="btn ghost sm" onClick={() => setAsked(action)}>
              {t.acts[action]}
            </button>
          ))}
      </div>
      {Asking && <Asking one={one} onClose={() => setAsked(null)} />}
    </>
  );
};

const Lines = ({ messages }: { messages: readonly InquiryMessage[] }) => {
  const box = useRef<HTMLDivElement>(null);
  const count = messages.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line scrolls the last one into sight
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <div className="thread" ref={box} role="log" aria-live="polite" aria-label={t.title} tabIndex={0}>
      {messages.map((message) => (
        <Line key={message.id} message={message} />
      ))}
    </div>
  );
};

/** One conversation: what was said, and what may be done. */
export const Thread = ({ id }: { id: string }) => {
  const query = useRead(readInquiry, { params: { id } });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={6} />}>
      {(one) => (
        <div className="col g3">
          <div className="col g1">
            <b className="fs-m">{t.talkOf(one.ownerName, t.from(one.houseLabel, one.helperName))}</b>
            <span className="t2">{one.statusWords}</span>
          </div>
          <Lines messages={one.messages} />
          <Acts one={one} />
        </div>
      )}
    </Loaded>
  );
};
