import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';

interface FieldProps {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  children: (ids: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode;
}

/** A label, its control and what is wrong with it. */
export const Field = ({ label, error, hint, children }: FieldProps) => {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id} className="t2">
        {label}
      </label>
      {children({ id, 'aria-invalid': Boolean(error), 'aria-describedby': said ? `${id}-said` : undefined })}
      {said && (
        <span id={`${id}-said`} className={error ? 'bad' : ''} role={error ? 'alert' : undefined}>
          {said}
        </span>
      )}
    </div>
  );
};

interface Common {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  value: string;
  onValue: (value: string) => void;
}

export const TextField = ({
  label,
  error,
  hint,
  onValue,
  ...rest
}: Common & Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'>) => (
  <Field label={label} error={error} hint={hint}>
    {(ids) => <input className="inp" {...rest} {...ids} onChange={(event) => onValue(event.target.value)} />}
  </Field>
);

export const TextArea = ({
  label,
  error,
  hint,
  onValue,
  ...rest
}: Common & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange'>) => (
  <Field label={label} error={error} hint={hint}>
    {(ids) => <textarea className="inp" {...rest} {...ids} onChange={(event) => onValue(event.target.value)} />}
  </Field>
);

export interface Choice {
  value: string;
  label: string;
}

export const SelectField = ({
  label,
  error,
  hint,
  onValue,
  choices,
  ...rest
}: Common & { choices: readonly Choice[] } & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange'>) => (
  <Field label={label} error={error} hint={hint}>
    {(ids) => (
      <select className="inp" {...rest} {...ids} onChange={(event) => onValue(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** A select without a visible label, for filters; the first choice says what it filters. */
export const Filter = ({
  label,
  value,
  onValue,
  choices,
}: {
  label: string;
  value: string;
  onValue: (v: string) => void;
  choices: readonly Choice[];
}) => (
  <select className="inp" aria-label={label} value={value} onChange={(event) => onValue(event.target.value)}>
    <option value="">{label}</option>
    {choices.map((choice) => (
      <option key={choice.value} value={choice.value}>
        {choice.label}
      </option>
    ))}
  </select>
);

/** Several of a few, as buttons that stay pressed. */
export const Picks = ({
  label,
  choices,
  picked,
  onPicked,
}: {
  label: string;
  choices: readonly Choice[];
  picked: readonly string[];
  onPicked: (values: string[]) => void;
}) => (
  <fieldset className="field" aria-label={label}>
    <span>{label}</span>
    <div className="opt">
      {choices.map((choice) => {
        const on = picked.includes(choice.value);
        return (
          <button
            key={choice.value}
            type="button"
            aria-pressed={on}
            className={on ? 'on' : ''}
            onClick={() => onPicked(on ? picked.filter((v) => v !== choice.value) : [...picked, choice.value])}
          >
            {choice.label}
          </button>
        );
      })}
    </div>
  </fieldset>
);
