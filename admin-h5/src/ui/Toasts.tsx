import { useStore } from '../lib/store';
import { toasts } from './toastStore';

export const Toasts = () => (
  <div className="toasts" role="status" aria-live="polite">
    {useStore(toasts).map((one) => (
      <div key={one.id} className={`toast ${one.tone === 'danger' ? 'danger' : ''}`}>
        {one.text}
      </div>
    ))}
  </div>
);
