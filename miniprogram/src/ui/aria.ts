interface Said {
  role?: string | undefined;
  label?: string | undefined;
  hidden?: boolean;
  checked?: boolean | undefined;
}

/** What a screen reader is told: WeChat's properties in a mini-program, ARIA's attributes in a browser. */
export const aria = ({ role, label, hidden, checked }: Said): Record<string, unknown> => {
  const said: Record<string, unknown> =
    process.env.TARO_ENV === 'h5'
      ? {
          role,
          'aria-label': label,
          'aria-hidden': hidden,
          // A tab is selected, everything else is checked.
          [role === 'tab' ? 'aria-selected' : 'aria-checked']: checked,
        }
      : { ariaRole: role, ariaLabel: label, ariaHidden: hidden, ariaChecked: checked };
  for (const name of Object.keys(said)) if (said[name] === undefined) delete said[name];
  return said;
};

/** A field's name. In a browser Taro wraps the real field, which has its placeholder to be named by. */
export const fieldLabel = (label: string): Record<string, unknown> =>
  process.env.TARO_ENV === 'h5' ? {} : { ariaLabel: label };
