import { ok, type Result, refuse } from '../platform/result.ts';
import { contrast, type Hex, isHex, mix, mixUntil } from './contrast.ts';

export interface CityColours {
  readonly primary: string;
  readonly accent: string;
}

/** Grounds that a city does not change; the same as in styles/tokens.css, which a test compares. */
export const grounds = {
  light: { paper: '#f7f5f0', surface: '#fffefb', sunken: '#eeebe3', ink: '#1c2526' },
  dark: { paper: '#141a1b', surface: '#1b2324', sunken: '#0f1415', ink: '#ecebe5' },
} as const;

export type Tokens = Readonly<Record<string, Hex>>;

/**
 * A stylesheet with a city's own colours in both schemes, to stand after main.css.
 * Every tint is derived here, so that no choice of colours makes a text illegible.
 * `primary-too-light`: white words on the colour would not reach 4.5:1; details.ratio says what they reach, details.nearest what would do.
 */
export function themeCss(colours: CityColours): Result<string, 'not-a-colour' | 'primary-too-light'> {
  const tokens = themeTokens(colours);
  if (!tokens.ok) return tokens;
  const { light, dark } = tokens.value;
  return ok(`:root{${written(light)}}@media (prefers-color-scheme:dark){:root{${written(dark)}}}`);
}

/** The nearest colour to a refused one that words stand out on: the same hue, darker. */
export function nearestPrimary(colour: Hex): Hex {
  return mixUntil(colour, '#000000', [grounds.light.surface, grounds.light.sunken], 4.5);
}

/** How far words stand out in the pairs that a city's colours touch; all are at least 4.5, whatever it chose. */
export function themeContrasts(tokens: { light: Tokens; dark: Tokens }): readonly ThemeContrast[] {
  return (['light', 'dark'] as const).flatMap((scheme) => {
    const { primary, 'on-primary': onPrimary, link, accent, 'on-accent': onAccent } = tokens[scheme];
    const pair = (name: ThemeContrast['name'], words: Hex | undefined, ground: Hex | undefined) => {
      const [one, other] = [words as Hex, ground as Hex];
      return { scheme, name, words: one, ground: other, ratio: Math.floor(contrast(one, other) * 10) / 10 };
    };
    return [
      pair('button', onPrimary, primary),
      pair('link', link, grounds[scheme].paper),
      pair('accent', onAccent, accent),
    ];
  });
}

export interface ThemeContrast {
  readonly scheme: 'light' | 'dark';
  readonly name: 'button' | 'link' | 'accent';
  readonly words: Hex;
  readonly ground: Hex;
  readonly ratio: number;
}

export function themeTokens({
  primary,
  accent,
}: CityColours): Result<{ light: Tokens; dark: Tokens }, 'not-a-colour' | 'primary-too-light'> {
  for (const colour of [primary, accent]) if (!isHex(colour)) return refuse('not-a-colour', { colour });
  const ratio = Math.min(contrast(primary, grounds.light.surface), contrast(primary, grounds.light.sunken));
  if (ratio < 4.5) {
    return refuse('primary-too-light', {
      ratio: Math.floor(ratio * 10) / 10,
      nearest: nearestPrimary(primary),
    });
  }
  return ok({ light: lightTokens(primary, accent), dark: darkTokens(primary, accent) });
}

function lightTokens(primary: Hex, accent: Hex): Tokens {
  const { paper, surface, sunken, ink } = grounds.light;
  const primarySoft = mix(primary, paper, 0.9);
  const accentSoft = mix(accent, paper, 0.8);
  return {
    primary,
    'primary-strong': mix(primary, '#000000', 0.25),
    'primary-deep': mixUntil(primary, '#000000', [surface], 9),
    'primary-soft': primarySoft,
    'on-primary': surface,
    link: mixUntil(primary, '#000000', [paper, surface, sunken, primarySoft, accentSoft], 4.5),
    focus: primary,
    ...accentTokens(accent, accentSoft, ink, '#000000', surface),
  };
}

function darkTokens(primary: Hex, accent: Hex): Tokens {
  const { paper, surface, sunken, ink } = grounds.dark;
  const soft = mix(primary, paper, 0.75);
  const accentSoft = mix(accent, paper, 0.8);
  const lit = mixUntil(primary, '#ffffff', [paper, surface, sunken, soft, accentSoft], 6);
  return {
    primary: lit,
    'primary-strong': mix(lit, '#ffffff', 0.3),
    'primary-deep': mixUntil(primary, '#000000', [grounds.light.surface], 9),
    'primary-soft': soft,
    'on-primary': sunken,
    link: lit,
    ...accentTokens(accent, accentSoft, ink, '#ffffff', sunken),
  };
}

function accentTokens(accent: Hex, soft: Hex, ink: Hex, towards: Hex, other: Hex): Tokens {
  const onAccent = contrast(accent, ink) > contrast(accent, other) ? ink : other;
  // A middle tone can be too near to both: it gives way until words on it are legible.
  const away = contrast('#000000', onAccent) > contrast('#ffffff', onAccent) ? '#000000' : '#ffffff';
  return {
    accent: mixUntil(accent, away, [onAccent], 4.5),
    'on-accent': onAccent,
    'accent-soft': soft,
    'accent-text': mixUntil(accent, towards, [soft], 4.5),
  };
}

function written(tokens: Tokens): string {
  return Object.entries(tokens)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}
