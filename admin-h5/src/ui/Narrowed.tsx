import { Icon } from './icons';

/** What a list is narrowed to by where somebody came from; a tap widens it again. */
export const Narrowed = ({ label, title, onOff }: { label: string; title: string; onOff: () => void }) => (
  <button type="button" className="btn sec sm" title={title} onClick={onOff}>
    {label}
    <Icon name="close" size={14} />
  </button>
);
