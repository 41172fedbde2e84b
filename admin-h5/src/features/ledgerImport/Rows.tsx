import { useState } from 'react';
import type { QueryInputOf } from 'shared-types/contract';
import {
  excludeDoubtfulRows,
  type ImportField,
  type ImportRowView,
  type ImportView,
  listImportRows,
  mendImportRow,
  readImport,
} from 'shared-types/ledgerImport';
import { useCommand, usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/import';
import { Chip } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { Empty, Loaded, More } from '../../ui/States';

const sheetName = (view: ImportView, index: number): string =>
  view.sheets.find((s) => s.index === index)?.name ?? t.sheetFallback(index + 1);

/** A row with a question: its words in inputs, the reason beside it, three ways on. */
const DoubtfulRow = ({ view, row }: { view: ImportView; row: ImportRowView }) => {
  const [values, setValues] = useState<Partial<Record<ImportField, string>>>(row.values);
  const mend = useCommand(mendImportRow, { refreshes: [listImportRows, readImport] });
  const params = { id: view.id, rowId: row.id };
  const changed = Object.fromEntries(
    Object.entries(values).filter(([field, value]) => value !== row.values[field as ImportField]),
  );
  const wrong = new Map(row.problems.filter((p) => p.field).map((p) => [p.field, p.text]));
  const fields = [
    ...new Set([
      ...(Object.keys(row.values) as ImportField[]),
      ...row.problems.flatMap((p) => (p.field ? [p.field] : [])),
    ]),
  ];
  const locked = !view.actions.includes('mend');
  const onlyWarnings = row.problems.every((p) => p.severity === 'warning');
  return (
    <form
      className="irow"
      aria-label={t.row(sheetName(view, row.sheetIndex), row.rowNumber)}
      onSubmit={(event) => {
        event.preventDefault();
        mend.mutate({ params, body: { values: changed } });
      }}
    >
      <div className="row g2 wrap">
        <b className="num">{t.row(sheetName(view, row.sheetIndex), row.rowNumber)}</b>
        {row.problems.map((problem) => (
          <Chip key={`${problem.field}-${problem.text}`} name={problem.severity === 'error' ? 'diff' : 'review'} pill>
            {problem.text}
          </Chip>
        ))}
      </div>
      <div className="cells">
        {fields.map((field) => (
          <TextField
            key={field}
            label={t.fields[field]}
            value={values[field] ?? ''}
            disabled={locked}
            maxLength={300}
            error={wrong.get(field)}
            onValue={(value) => setValues({ ...values, [field]: value })}
          />
        ))}
      </div>
      {row.understood && <p className="t2">{`${t.understood}：${row.understood}`}</p>}
      {!locked && (
        <div className="row g2 wrap">
          <button type="submit" className="btn sec sm" disabled={mend.isPending || Object.keys(changed).length === 0}>
            {t.mend}
          </button>
          {onlyWarnings && (
            <button
              type="button"
              className="btn ghost sm"
              disabled={mend.isPending}
              onClick={() => mend.mutate({ params, body: { accepted: true } })}
            >
              {t.accept}
            </button>
          )}
          <button
            type="button"
            className="btn ghost sm"
            disabled={mend.isPending}
            onClick={() => mend.mutate({ params, body: { excluded: true } })}
          >
            {t.setAside}
          </button>
        </div>
      )}
    </form>
  );
};

export const DoubtfulRows = ({ view }: { view: ImportView }) => {
  const query = usePages(listImportRows, { params: { id: view.id }, query: { state: 'doubtful' } });
  const [asking, setAsking] = useState(false);
  const exclude = useCommand(excludeDoubtfulRows, {
    refreshes: [readImport, listImportRows],
    done: t.setAsideDone,
    onDone: () => setAsking(false),
  });
  return (
    <section className="card pad" aria-label={t.steps.doubtful}>
      <Loaded query={{ ...query, data: query.data }}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.doubtfulNone}</Empty>
          ) : (
            <>
              <div className="row g3 wrap">
                <p className="grow">{t.doubtfulLeft(view.counts.doubtful)}</p>
                {view.actions.includes('mend') && (
                  <button type="button" className="btn ghost sm" onClick={() => setAsking(true)}>
                    {t.setAllAside}
                  </button>
                )}
              </div>
              {query.items.map((row) => (
                <DoubtfulRow key={`${row.id}-${JSON.stringify(row.values)}`} view={view} row={row} />
              ))}
              <More query={query} />
            </>
          )
        }
      </Loaded>
      {asking && (
        <Confirm
          title={t.setAllAsideTitle}
          action={t.setAllAside}
          busy={exclude.isPending}
          onConfirm={() => exclude.mutate({ params: { id: view.id } })}
          onClose={() => setAsking(false)}
        >
          <p>{t.setAllAsideWhat(view.counts.doubtful)}</p>
        </Confirm>
      )}
    </section>
  );
};

type Shown = keyof typeof t.views;
const queries: Record<Shown, QueryInputOf<typeof listImportRows>[]> = {
  ready: [
    { state: 'ready', change: 'update' },
    { state: 'ready', change: 'create' },
  ],
  same: [{ state: 'ready', change: 'same' }],
  excluded: [{ state: 'excluded' }],
  skipped: [{ state: 'skipped' }],
};

const RowList = ({ view, filter }: { view: ImportView; filter: QueryInputOf<typeof listImportRows> }) => {
  const query = usePages(listImportRows, { params: { id: view.id }, query: filter });
  const mend = useCommand(mendImportRow, { refreshes: [listImportRows, readImport] });
  return (
    <Loaded query={{ ...query, data: query.data }}>
      {() => (
        <>
          {query.items.map((row) => (
            <div key={row.id} className="irow">
              <div className="row g2 wrap">
                <span className="t2 num">{t.row(sheetName(view, row.sheetIndex), row.rowNumber)}</span>
                <Chip
                  name={
                    row.change === 'create'
                      ? 'assigned'
                      : row.change === 'update'
                        ? 'working'
                        : row.change === 'same'
                          ? 'done'
                          : 'void'
                  }
                >
                  {t.change[row.change]}
                </Chip>
                <span className="grow">{row.understood || Object.values(row.values).join('，')}</span>
                {row.state === 'excluded' && view.actions.includes('mend') && (
                  <button
                    type="button"
                    className="btn plain sm"
                    onClick={() => mend.mutate({ params: { id: view.id, rowId: row.id }, body: { excluded: false } })}
                  >
                    {t.takeBack}
                  </button>
                )}
              </div>
              {row.changes.map((change) => (
                <span key={change} className="tb num">
                  {change}
                </span>
              ))}
            </div>
          ))}
          {query.items.length > 0 || query.hasNextPage ? (
            <More query={query} />
          ) : (
            <p className="t2">{`${filter?.change ? `${t.change[filter.change]}：` : ''}${t.noRows}`}</p>
          )}
        </>
      )}
    </Loaded>
  );
};

/** What will be created and changed, and what was left out. */
export const ReadyRows = ({ view }: { view: ImportView }) => {
  const [shown, setShown] = useState<Shown>('ready');
  return (
    <section className="card pad col g3" aria-label={t.steps.ready}>
      <div className="seg" style={{ alignSelf: 'start' }}>
        {(Object.keys(t.views) as Shown[]).map((name) => (
          <button
            key={name}
            type="button"
            className={shown === name ? 'on' : ''}
            aria-pressed={shown === name}
            onClick={() => setShown(name)}
          >
            {t.views[name]}
          </button>
        ))}
      </div>
      {queries[shown].map((filter) => (
        <div key={JSON.stringify(filter)}>
          <RowList view={view} filter={filter} />
        </div>
      ))}
    </section>
  );
};
