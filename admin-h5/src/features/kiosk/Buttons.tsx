import { Icon, type IconName } from '../../ui/icons';

export interface Pick {
  id: string;
  word: string;
  hint?: string;
  icon?: IconName;
}

/** A few large answers to one question. */
export const Buttons = ({ picks, onPick }: { picks: readonly Pick[]; onPick: (id: string) => void }) => (
  <div className="tiles">
    {picks.map(({ id, word, hint, icon }) => (
      <button key={id} type="button" className="pickt" style={{ minHeight: 200 }} onClick={() => onPick(id)}>
        {icon && (
          <span className="o">
            <Icon name={icon} size={84} />
          </span>
        )}
        <b>{word}</b>
        {hint && <span className="t2">{hint}</span>}
      </button>
    ))}
  </div>
);
