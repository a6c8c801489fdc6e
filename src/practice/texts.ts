import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };

type Es = typeof es;
declare module '../platform/i18n/texts.ts' {
  interface TextKeys extends Es {}
}

export const practiceTexts = { es, en };
