import { create } from 'qrcode';

interface Props {
  readonly text: string;
  readonly label: string;
}

/** A QR code as one SVG path: crisp on screen and paper, and no script or style for the browser to refuse. */
export function QrCode({ text, label }: Props) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (data[row * size + column]) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  // Four modules of quiet around it (ISO/IEC 18004), dark on light in dark schemes too: cameras want it so.
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={label}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      width="240"
      height="240"
      shape-rendering="crispEdges"
    >
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
