import { type ReactNode, useState } from 'react';
import { Confirm } from './Dialog';
import { TextArea } from './Field';

interface ReasonDialogProps {
  title: string;
  action: string;
  /** What it will do, in words. */
  children: ReactNode;
  label: string;
  danger?: boolean;
  busy: boolean;
  optional?: boolean;
  maxLength: number;
  onConfirm: (text: string) => void;
  onClose: () => void;
}

/** A question that wants a few words with its answer. */
export const ReasonDialog = (props: ReasonDialogProps) => {
  const {
    title,
    action,
    children,
    label,
    danger = false,
    busy,
    optional = false,
    maxLength,
    onConfirm,
    onClose,
  } = props;
  const [text, setText] = useState('');
  return (
    <Confirm
      title={title}
      action={action}
      danger={danger}
      busy={busy}
      disabled={!optional && !text.trim()}
      onConfirm={() => onConfirm(text.trim())}
      onClose={onClose}
    >
      {children}
      <TextArea label={label} value={text} onValue={setText} maxLength={maxLength} />
    </Confirm>
  );
};
