import { useEffect, useRef, useState } from 'react';
import type { FileView } from 'shared-types/file';
import { t } from '../locales/zh-CN/common';
import { focusNow } from './focus';
import { Icon } from './icons';

/** Pictures, recordings and documents; a picture opens large, a document in the browser's own reader. */
export const Files = ({ files, size = 64 }: { files: readonly FileView[]; size?: number }) => {
  const [open, setOpen] = useState<number | null>(null);
  const pictures = files.filter((file) => file.kind === 'image');
  return (
    <div className="col g2">
      {pictures.length > 0 && (
        <div className="row g2 wrap">
          {pictures.map((file, i) => (
            <button key={file.id} type="button" aria-label={t.picture(i + 1)} onClick={() => setOpen(i)}>
              <img
                className="photo"
                style={{ width: size, height: size }}
                src={file.thumbUrl ?? file.url}
                alt=""
                loading="lazy"
              />
            </button>
          ))}
        </div>
      )}
      {files
        .filter((file) => file.kind === 'audio')
        .map((file) => (
          <AudioPlayer key={file.id} file={file} />
        ))}
      <Documents files={files.filter((file) => file.kind === 'document' || file.kind === 'sheet')} />
      {open !== null && <Viewer pictures={pictures} at={open} onMove={setOpen} onClose={() => setOpen(null)} />}
    </div>
  );
};

const Documents = ({ files }: { files: readonly FileView[] }) =>
  files.length === 0 ? null : (
    <div className="row g2 wrap">
      {files.map((file, i) => (
        <a key={file.id} className="btn ghost sm" href={file.url} target="_blank" rel="noreferrer">
          <Icon name="bill" size={18} />
          {t.document(i + 1)}
        </a>
      ))}
    </div>
  );

interface ViewerProps {
  pictures: readonly FileView[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}

const Viewer = ({ pictures, at, onMove, onClose }: ViewerProps) => {
  const picture = pictures[at];
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
      if (event.key === 'ArrowLeft' && at > 0) onMove(at - 1);
      if (event.key === 'ArrowRight' && at < pictures.length - 1) onMove(at + 1);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [at, pictures.length, onMove, onClose]);
  if (!picture) return null;
  return (
    <div className="viewer" role="dialog" aria-modal="true" aria-label={t.picture(at + 1)}>
      <img src={picture.url} alt={t.picture(at + 1)} />
      <div className="keys">
        <button type="button" className="btn" disabled={at === 0} onClick={() => onMove(at - 1)}>
          {t.previous}
        </button>
        <button type="button" className="btn" disabled={at >= pictures.length - 1} onClick={() => onMove(at + 1)}>
          {t.next}
        </button>
        <button type="button" className="btn" onClick={onClose} ref={focusNow}>
          {t.close}
        </button>
      </div>
    </div>
  );
};

const AudioPlayer = ({ file }: { file: FileView }) => {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const toggle = () => {
    if (playing) audio.current?.pause();
    else void audio.current?.play().catch(() => setPlaying(false));
  };
  return (
    <div className="audio">
      <button type="button" className="btn sec sm" onClick={toggle}>
        <Icon name={playing ? 'pause' : 'play'} size={18} />
        {playing ? t.pause : t.play}
        {file.durationMs !== null && <span className="num">{t.seconds(Math.round(file.durationMs / 1000))}</span>}
      </button>
      {/* biome-ignore lint/a11y/useMediaCaption: a recording of an owner has no captions */}
      <audio
        ref={audio}
        src={file.url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
      {file.transcript && <p className="t3 pre">{t.transcript(file.transcript)}</p>}
    </div>
  );
};
