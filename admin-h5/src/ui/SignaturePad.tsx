import { type PointerEvent, useRef, useState } from 'react';
import { t } from '../locales/zh-CN/common';

interface SignaturePadProps {
  label: string;
  /** Height beside a width of three. */
  className?: string;
  buttonClass?: string;
  /** What is written now, as a picture on white; null: nothing. */
  onSigned: (picture: Blob | null) => void;
}

const size = { width: 1200, height: 400 };
/** A touch that slipped is no name. */
const leastPoints = 8;

/** A field to write a name into, with a finger, a pen or the mouse. */
export const SignaturePad = ({ label, className = '', buttonClass = 'btn ghost sm', onSigned }: SignaturePadProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const points = useRef(0);
  const [written, setWritten] = useState(false);
  const pen = (): CanvasRenderingContext2D | null => canvas.current?.getContext('2d') ?? null;
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * size.width) / box.width,
      ((event.clientY - box.top) * size.height) / box.height,
    ];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const drawing = pen();
    if (!drawing) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (points.current === 0) {
      drawing.fillStyle = '#fff';
      drawing.fillRect(0, 0, size.width, size.height);
    }
    drawing.lineWidth = 8;
    drawing.lineCap = 'round';
    drawing.lineJoin = 'round';
    drawing.strokeStyle = '#000';
    drawing.beginPath();
    drawing.moveTo(...at(event));
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const drawing = pen();
    drawing?.lineTo(...at(event));
    drawing?.stroke();
    points.current += 1;
  };
  const end = () => {
    if (points.current < leastPoints) return;
    setWritten(true);
    canvas.current?.toBlob(onSigned, 'image/png');
  };
  const clear = () => {
    pen()?.clearRect(0, 0, size.width, size.height);
    points.current = 0;
    setWritten(false);
    onSigned(null);
  };
  return (
    <div className="col g2">
      <canvas
        ref={canvas}
        className={`signature ${className}`}
        role="img"
        aria-label={written ? t.signed(label) : label}
        width={size.width}
        height={size.height}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <button type="button" className={buttonClass} style={{ alignSelf: 'start' }} disabled={!written} onClick={clear}>
        {t.signAgain}
      </button>
    </div>
  );
};
