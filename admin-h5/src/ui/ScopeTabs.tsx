interface ScopeTabsProps<S extends string> {
  label: string;
  scopes: Record<S, string>;
  value: string;
  onValue: (scope: S) => void;
}

/** What is open and what is over, as two tabs. */
export const ScopeTabs = <S extends string>({ label, scopes, value, onValue }: ScopeTabsProps<S>) => (
  <fieldset className="seg" aria-label={label} style={{ alignSelf: 'start' }}>
    {(Object.entries(scopes) as [S, string][]).map(([scope, words]) => (
      <button
        key={scope}
        type="button"
        className={value === scope ? 'on' : ''}
        aria-pressed={value === scope}
        onClick={() => onValue(scope)}
      >
        {words}
      </button>
    ))}
  </fieldset>
);
