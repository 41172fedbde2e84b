import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../locales/zh-CN/common';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons; the last is the one that acts. */
  foot?: ReactNode;
  wide?: boolean;
}

const focusable = 'button:not(:disabled), [href], input:not(:disabled), select, textarea, [tabindex="0"]';

/** Holds the focus until it is closed, by Escape too. */
export const Dialog = ({ title, onClose, children, foot, wide = false }: DialogProps) => {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const inside = () => Array.from(box.current?.querySelectorAll<HTMLElement>(focusable) ?? []);
    (box.current?.querySelector<HTMLElement>('[data-first], input, textarea, select') ?? inside()[0])?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        close.current();
      }
      if (event.key !== 'Tab') return;
      const all = inside();
      const edge = event.shiftKey ? all[0] : all.at(-1);
      if (document.activeElement !== edge) return;
      event.preventDefault();
      (event.shiftKey ? all.at(-1) : all[0])?.focus();
    };
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      before?.focus();
    };
  }, []);

  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the dialog is a short cut; Escape and the button do the same
    <div className="veil" onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div className={`dialog ${wide ? 'wide' : ''}`} role="dialog" aria-modal="true" aria-label={title} ref={box}>
        <div className="row g2">
          <h2 className="fs-l grow">{title}</h2>
          <button type="button" className="btn sm plain" onClick={onClose}>
            {t.close}
          </button>
        </div>
        {children}
        {foot && <div className="row g2 wrap">{foot}</div>}
      </div>
    </div>,
    document.body,
  );
};

interface ConfirmProps {
  title: string;
  /** What will happen, in words. */
  children: ReactNode;
  action: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once and names what it will do. */
export const Confirm = ({
  title,
  children,
  action,
  danger = false,
  busy = false,
  disabled = false,
  onConfirm,
  onClose,
}: ConfirmProps) => (
  <Dialog
    title={title}
    onClose={onClose}
    foot={
      <>
        <button type="button" className="btn ghost" onClick={onClose}>
          {t.cancel}
        </button>
        <button
          type="button"
          className={`btn grow ${danger ? 'dan' : 'pri'}`}
          disabled={busy || disabled}
          onClick={onConfirm}
        >
          {action}
        </button>
      </>
    }
  >
    {children}
  </Dialog>
);
