import QRCode from 'qrcode';

/** Modules of white on each side. */
const quiet = 2;
/** Dark on white in dark mode too: cameras at gates are old. */
const ink = '#0B3F34';

/** A code as an SVG: the phone draws it itself, for it must do so without a network. Dark modules of a row are one stroke. */
export const codeSvg = (text: string): string => {
  const { modules } = QRCode.create([{ data: text, mode: 'alphanumeric' }], {
    errorCorrectionLevel: 'M',
    maskPattern: 3,
  });
  const side = modules.size + 2 * quiet;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    let from = -1;
    for (let column = 0; column <= modules.size; column += 1) {
      const dark = column < modules.size && modules.get(row, column) === 1;
      if (dark && from < 0) from = column;
      if (!dark && from >= 0) {
        path += `M${from + quiet} ${row + quiet}h${column - from}v1h${from - column}z`;
        from = -1;
      }
    }
  }
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${side} ${side}' shape-rendering='crispEdges'><path fill='#fff' d='M0 0h${side}v${side}H0z'/><path fill='${ink}' d='${path}'/></svg>`;
};
