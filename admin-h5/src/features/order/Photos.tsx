import { type ChangeEvent, useEffect, useState } from 'react';
import { shrink } from '../../lib/shrink';
import { t } from '../../locales/zh-CN/order';
import { Icon } from '../../ui/icons';
import { toast } from '../../ui/toastStore';
import { forgetPhoto, keepPhoto, readDraft, readPhoto, writeDraft } from './queue';
import type { QueuedPhoto } from './steps';

const usePhotoUrl = (id: string): string | null => {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void readPhoto(id).then((blob) => {
      if (!blob || gone) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return url;
};

const Thumb = ({ photo, at, onRemove }: { photo: QueuedPhoto; at: number; onRemove?: (() => void) | undefined }) => {
  const url = usePhotoUrl(photo.id);
  const picture = url ? <img className="photo" src={url} alt="" /> : <span className="photo sk" />;
  if (!onRemove) return picture;
  return (
    <button
      type="button"
      onClick={onRemove}
      aria-label={t.removePhoto(at + 1)}
      title={t.removePhoto(at + 1)}
      style={{ position: 'relative' }}
    >
      {picture}
      <span
        aria-hidden="true"
        className="t-ink-2"
        style={{ position: 'absolute', right: 2, top: 2, background: 'var(--card)', borderRadius: 99 }}
      >
        <Icon name="close" size={18} />
      </span>
    </button>
  );
};

export const KeptPhotos = ({ photos }: { photos: readonly QueuedPhoto[] }) => (
  <div className="row g2 wrap">
    {photos.map((photo, i) => (
      <Thumb key={photo.id} photo={photo} at={i} />
    ))}
  </div>
);

const mostPhotos = 9;

/** Pictures of a step in the making; kept in the phone from the moment they are taken. */
export const useDraft = (orderId: string, stepId: string) => {
  const [photos, setPhotos] = useState<QueuedPhoto[]>([]);
  useEffect(() => {
    void readDraft(orderId, stepId).then(setPhotos);
  }, [orderId, stepId]);
  const change = async (next: QueuedPhoto[]) => {
    setPhotos(next);
    await writeDraft(orderId, stepId, next);
  };
  return { photos, change };
};

interface PhotoPickerProps {
  photos: QueuedPhoto[];
  onChange: (photos: QueuedPhoto[]) => Promise<void>;
}

export const PhotoPicker = ({ photos, onChange }: PhotoPickerProps) => {
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const files = Array.from(input.files ?? []).slice(0, mostPhotos - photos.length);
    try {
      const kept: QueuedPhoto[] = [];
      for (const file of files) kept.push(await keepPhoto(await shrink(file), file.name || 'photo.jpg'));
      await onChange([...photos, ...kept]);
    } catch {
      toast(t.photoFailed, 'danger');
    }
    input.value = '';
  };
  const remove = async (photo: QueuedPhoto) => {
    await forgetPhoto(photo.id);
    await onChange(photos.filter((one) => one.id !== photo.id));
  };
  return (
    <div className="row g2 wrap">
      {photos.map((photo, i) => (
        <Thumb key={photo.id} photo={photo} at={i} onRemove={() => void remove(photo)} />
      ))}
      {photos.length < mostPhotos && (
        <label className="addp">
          <Icon name="camera" size={24} />
          {t.takePhoto}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            multiple
            className="sr"
            aria-label={t.takePhoto}
            onChange={(event) => void add(event)}
          />
        </label>
      )}
    </div>
  );
};
