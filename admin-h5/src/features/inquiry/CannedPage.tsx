import { useState } from 'react';
import { type CannedView, changeCanned, createCanned, listCanned, removeCanned } from 'shared-types/cannedAnswer';
import { dayTime } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { useMe } from '../../lib/me';
import { useCommand, useRead } from '../../lib/query';
import { t as all } from '../../locales/zh-CN/inquiry';
import { Confirm } from '../../ui/Dialog';
import { TextArea, TextField } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Empty, Loaded, Skeleton } from '../../ui/States';
import { InquiryRooms } from './rooms';

const t = all.kept;
const refreshes = [listCanned];

const Editor = ({ canned, onClose }: { canned: CannedView | null; onClose: () => void }) => {
  const [title, setTitle] = useState(canned?.title ?? '');
  const [text, setText] = useState(canned?.text ?? '');
  const options = { done: t.saved, refreshes, onDone: onClose, quiet: false };
  const create = useCommand(createCanned, options);
  const change = useCommand(changeCanned, options);
  const said = fieldsOf(create.error ?? change.error);
  const body = { title: title.trim(), text: text.trim() };
  return (
    <Confirm
      title={canned ? t.edit : t.add}
      action={t.save}
      busy={create.isPending || change.isPending}
      disabled={!body.title || !body.text}
      onConfirm={() =>
        canned
          ? change.mutate({ params: { id: canned.id }, body: { ...body, version: canned.version } })
          : create.mutate({ body })
      }
      onClose={onClose}
    >
      <TextField
        label={t.titleField}
        placeholder={t.titleHint}
        value={title}
        onValue={setTitle}
        maxLength={20}
        error={said.title}
      />
      <TextArea label={t.text} value={text} onValue={setText} maxLength={1000} />
    </Confirm>
  );
};

const Remove = ({ canned, onClose }: { canned: CannedView; onClose: () => void }) => {
  const remove = useCommand(removeCanned, { done: t.removed, refreshes, onDone: onClose });
  return (
    <Confirm
      title={t.remove}
      action={t.remove}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { id: canned.id }, body: {} })}
      onClose={onClose}
    >
      <p>{t.removeWhat(canned.title)}</p>
    </Confirm>
  );
};

interface RowProps {
  canned: CannedView;
  onEdit: () => void;
  onRemove: () => void;
}

const Row = ({ canned, onEdit, onRemove }: RowProps) => {
  const { may } = useMe();
  return (
    <li className="col g1">
      <div className="row g2 wrap">
        <b className="fs-m grow">{canned.title}</b>
        {may('canned.manage') && (
          <>
            <button type="button" className="btn sec sm" aria-label={`${t.edit} ${canned.title}`} onClick={onEdit}>
              {t.edit}
            </button>
            <button
              type="button"
              className="btn ghost sm"
              aria-label={`${t.remove} ${canned.title}`}
              onClick={onRemove}
            >
              {t.remove}
            </button>
          </>
        )}
      </div>
      <p>{canned.text}</p>
      <p className="t3 num">{t.by(canned.byName, dayTime(canned.changedAt, serverNow()))}</p>
    </li>
  );
};

/** What the desk says again and again. */
export const CannedPage = () => {
  const { may } = useMe();
  const query = useRead(listCanned);
  const [editing, setEditing] = useState<{ canned: CannedView | null } | null>(null);
  const [removing, setRemoving] = useState<CannedView | null>(null);
  return (
    <Page title={all.cannedAnswers} tools={<InquiryRooms />}>
      {may('canned.manage') && (
        <div className="row">
          <button type="button" className="btn pri" onClick={() => setEditing({ canned: null })}>
            {t.add}
          </button>
        </div>
      )}
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t.empty}</Empty>
            ) : (
              <ul className="col g4" aria-label={all.cannedAnswers}>
                {items.map((canned) => (
                  <Row
                    key={canned.id}
                    canned={canned}
                    onEdit={() => setEditing({ canned })}
                    onRemove={() => setRemoving(canned)}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {editing && <Editor canned={editing.canned} onClose={() => setEditing(null)} />}
      {removing && <Remove canned={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
};
