/** Colours as '#rrggbb', measured as WCAG 2.2 does (relative luminance, contrast ratio 1 to 21). */
export type Hex = string;

export function isHex(text: string): text is Hex {
  return /^#[0-9a-f]{6}$/i.test(text);
}

export function contrast(one: Hex, other: Hex): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `share` 0 gives the first colour, 1 the second. */
export function mix(from: Hex, to: Hex, share: number): Hex {
  const [a, b] = [channels(from), channels(to)];
  return `#${a.map((value, index) => hexByte(value + ((b[index] as number) - value) * share)).join('')}`;
}

/** The colour, moved towards another in steps of a twentieth until it stands out enough from all grounds. */
export function mixUntil(colour: Hex, towards: Hex, grounds: readonly Hex[], ratio: number): Hex {
  for (let step = 0; step < 20; step += 1) {
    const tried = mix(colour, towards, step / 20);
    if (grounds.every((ground) => contrast(tried, ground) >= ratio)) return tried;
  }
  return towards;
}

function luminance(colour: Hex): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: Hex): [number, number, number] {
  const byte = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}

function hexByte(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0');
}
