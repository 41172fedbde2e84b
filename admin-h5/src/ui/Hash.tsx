/** A whole hash under its name: it breaks anywhere. */
export const Hash = ({ name, hash }: { name: string; hash: string }) => (
  <div className="col">
    <span className="t2">{name}</span>
    <code className="hash">{hash}</code>
  </div>
);
