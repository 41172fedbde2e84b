import type { ComponentProps, ReactNode } from 'react';
import { t } from '../../locales/zh-CN/policy';
import { History } from './History';

interface PolicySheetProps extends ComponentProps<typeof History> {
  version: number;
  mayChange: boolean;
  /** Whether the form differs from what is in force. */
  changed: boolean;
  /** How many fields are wrong as they stand. */
  wrong: number;
  onAsk: () => void;
  onReset: () => void;
  children: ReactNode;
}

/** A policy as a form: its version, its fields, its history, and the bar that leads to what a change would mean. */
export const PolicySheet = (props: PolicySheetProps) => {
  const { version, mayChange, changed, wrong, onAsk, onReset, children, history, Version } = props;
  return (
    <>
      <p className="t2">
        {t.version(version)}
        {!mayChange && `。${t.readOnly}`}
      </p>
      <fieldset className="pol" disabled={!mayChange}>
        {children}
      </fieldset>
      <History history={history} Version={Version} />
      {mayChange && (
        <div className="savebar">
          <button type="button" className="btn pri" disabled={wrong > 0 || !changed} onClick={onAsk}>
            {wrong > 0 ? t.bad.left(wrong) : changed ? t.preview : t.unchanged}
          </button>
          {changed && (
            <button type="button" className="btn ghost" onClick={onReset}>
              {t.reset}
            </button>
          )}
        </div>
      )}
    </>
  );
};
