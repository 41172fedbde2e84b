import { useState } from 'react';
import {
  type ImportField,
  type ImportSheet,
  type ImportView,
  importFields,
  listImportRows,
  mapImport,
  readImport,
  sheetKinds,
} from 'shared-types/ledgerImport';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/import';
import { Chip } from '../../ui/Chip';
import { SelectField, TextField } from '../../ui/Field';

const parking: readonly ImportField[] = [
  'spaceNumber',
  'zone',
  'tenure',
  'boundHouse',
  'plate',
  'ownerNames',
  'phones',
  'remark',
  'sequence',
];
const onlyParking: readonly ImportField[] = ['spaceNumber', 'zone', 'tenure', 'boundHouse', 'plate'];

/** Fields that make sense on a sheet of this kind; what was guessed stays choosable. */
const choicesFor = (kind: ImportSheet['kind'], guessed: ImportField | null) => {
  const fitting = importFields.filter(
    (f) => f === guessed || (kind === 'parking' ? parking.includes(f) : !onlyParking.includes(f)),
  );
  return [{ value: '', label: t.ignoreColumn }, ...fitting.map((f) => ({ value: f, label: t.fields[f] }))];
};

const sureness = (confidence: number) =>
  confidence >= 0.8 ? (
    <Chip name="done">{t.sure(Math.round(confidence * 100))}</Chip>
  ) : (
    <Chip name="review">{t.sure(Math.round(confidence * 100))}</Chip>
  );

interface SheetProps {
  sheet: ImportSheet;
  onChange: (sheet: ImportSheet) => void;
  locked: boolean;
}

const Sheet = ({ sheet, onChange, locked }: SheetProps) => (
  <section className="col g3 hair">
    <div className="row g3 wrap" style={{ alignItems: 'flex-end' }}>
      <b className="fs-m grow">{t.sheet(sheet.name, sheet.rows)}</b>
      <SelectField
        label={t.sheetKind}
        value={sheet.kind}
        disabled={locked}
        onValue={(v) => onChange({ ...sheet, kind: v as ImportSheet['kind'] })}
        choices={sheetKinds.map((kind) => ({ value: kind, label: t.sheetKinds[kind] }))}
      />
      <TextField
        label={t.headerRow}
        type="number"
        min={1}
        max={1000}
        disabled={locked}
        value={String(sheet.headerRow)}
        onValue={(v) => onChange({ ...sheet, headerRow: Math.max(1, Number.parseInt(v, 10) || 1) })}
      />
    </div>
    {sheet.kind !== 'ignore' && (
      <div className="cells" style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))' }}>
        {sheet.columns.map((column, at) => (
          <div key={column.index} className="sunk col g2">
            <div className="row g2 wrap">
              <b className="grow">{column.heading || t.noHeading(column.index + 1)}</b>
              {column.field ? sureness(column.confidence) : <span className="t3">{t.notSure}</span>}
            </div>
            <select
              className="inp"
              aria-label={t.fieldOf(column.heading || t.noHeading(column.index + 1))}
              disabled={locked}
              value={column.field ?? ''}
              onChange={(event) => {
                const field = (event.target.value || null) as ImportField | null;
                onChange({
                  ...sheet,
                  columns: sheet.columns.map((c, i) => (i === at ? { ...c, field, confidence: 1 } : c)),
                });
              }}
            >
              {choicesFor(sheet.kind, column.field).map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
            <span className="t2 el" title={column.samples.join('，')}>
              {column.samples.length > 0 ? `${t.samples} ${column.samples.slice(0, 3).join('，')}` : ' '}
            </span>
          </div>
        ))}
      </div>
    )}
  </section>
);

/** What each column was taken for; staff correct the guess. */
export const Mapping = ({ view }: { view: ImportView }) => {
  const [sheets, setSheets] = useState(view.sheets);
  const map = useCommand(mapImport, {
    refreshes: [readImport, listImportRows],
    done: t.remapped,
    onDone: (answer) => setSheets(answer.sheets),
  });
  const locked = !view.actions.includes('map');
  const changed = JSON.stringify(sheets) !== JSON.stringify(view.sheets);
  return (
    <section className="card pad col g3" aria-label={t.steps.columns}>
      {sheets.map((sheet) => (
        <Sheet
          key={sheet.index}
          sheet={sheet}
          locked={locked}
          onChange={(next) => setSheets(sheets.map((s) => (s.index === next.index ? next : s)))}
        />
      ))}
      {!locked && (
        <button
          type="button"
          className="btn sec"
          style={{ alignSelf: 'start' }}
          disabled={!changed || map.isPending}
          onClick={() =>
            map.mutate({
              params: { id: view.id },
              body: {
                sheets: sheets.map((s) => ({
                  index: s.index,
                  kind: s.kind,
                  headerRow: s.headerRow,
                  columns: s.columns.map((c) => ({ index: c.index, field: c.field })),
                })),
              },
            })
          }
        >
          {t.remap}
        </button>
      )}
    </section>
  );
};
