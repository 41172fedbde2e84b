import { memo, useId, useRef } from 'react';
import type { RichBlock } from 'shared-types/announcement';
import { t } from '../../locales/zh-CN/announcement';
import { RichBlocks } from './Rich';

const commands = [
  { name: 'bold', command: 'bold', value: '' },
  { name: 'heading', command: 'formatBlock', value: 'h3' },
  { name: 'list', command: 'insertUnorderedList', value: '' },
  { name: 'numbers', command: 'insertOrderedList', value: '' },
] as const;

/** Never drawn again: from then on the browser keeps what is typed. */
const Begun = memo(
  ({ body }: { body: readonly RichBlock[] }) => <RichBlocks body={body} />,
  () => true,
);

interface RichEditorProps {
  start: readonly RichBlock[];
  onHtml: (html: string) => void;
  error?: string | undefined;
}

/** Bold, headings and lists; whatever else is pasted, the server keeps only what rich text knows. */
export const RichEditor = ({ start, onHtml, error }: RichEditorProps) => {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const tell = () => onHtml(box.current?.innerHTML ?? '');
  return (
    <div className="field">
      <span className="t2" id={`${id}-label`}>
        {t.form.body}
      </span>
      <div className="row g2 wrap" role="toolbar" aria-label={t.form.body} aria-controls={id}>
        {commands.map(({ name, command, value }) => (
          <button
            key={name}
            type="button"
            className="btn ghost sm"
            // The press must not take the caret out of the text.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              box.current?.focus();
              document.execCommand(command, false, value);
              tell();
            }}
          >
            {t.form.tools[name]}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a textarea holds no bold words or lists */}
      <div
        id={id}
        ref={box}
        className="inp rich rich-edit"
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        tabIndex={0}
        aria-multiline="true"
        aria-labelledby={`${id}-label`}
        aria-invalid={Boolean(error)}
        onInput={tell}
      >
        {start.length > 0 ? <Begun body={start} /> : null}
      </div>
      <span className={error ? 'bad' : 't2'} role={error ? 'alert' : undefined}>
        {error ?? t.form.bodyHint}
      </span>
    </div>
  );
};
