import { useEffect, useRef, useState } from 'react';
import { t } from '../locales/zh-CN/order';
import { Dialog } from './Dialog';

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

type Read = (video: HTMLVideoElement) => Promise<string | null>;

const everyMs = 250;
const widest = 640;

/** The browser's own reader, or jsQR, which is loaded only when it is needed. */
const makeReader = async (): Promise<Read> => {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Native) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { default: jsQR } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return null;
    const scale = Math.min(1, widest / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(image.data, image.width, image.height)?.data ?? null;
  };
};

/** The camera, until it reads a code. */
export const Scanner = ({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) => {
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onCode);
  found.current = onCode;
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
      if (stopped || !video.current) return;
      video.current.srcObject = stream;
      await video.current.play();
      const read = await makeReader();
      const look = async () => {
        if (stopped || !video.current) return;
        const code = await read(video.current).catch(() => null);
        if (code) found.current(code);
        else timer = setTimeout(() => void look(), everyMs);
      };
      await look();
    };
    run()
      .catch(() => setFailed(true))
      .finally(() => {
        if (stopped) for (const track of stream?.getTracks() ?? []) track.stop();
      });
    return () => {
      stopped = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);

  return (
    <Dialog title={t.camera.title} onClose={onClose}>
      {failed ? (
        <p className="note money" role="alert">
          {t.camera.none}
        </p>
      ) : (
        <>
          <video ref={video} className="cam" playsInline muted />
          <p className="t2">{t.camera.looking}</p>
        </>
      )}
    </Dialog>
  );
};
