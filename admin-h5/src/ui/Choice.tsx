/** One of several that are seen at once. */
export const Choice = ({ on, children, onClick }: { on: boolean; children: string; onClick: () => void }) => (
  <button type="button" className={on ? 'on' : ''} aria-pressed={on} onClick={onClick}>
    {children}
  </button>
);
