/** Drawn on a 24 grid with one line width, so that they sit together. */
const drawings = {
  menu: 'M4 7h16M4 12h16M4 17h10',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm4.5 10.5L20 20',
  alert: 'M12 4 21 19.5H3L12 4Zm0 6v4.5m0 2.4v.1',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 7.5V16m0-8.1v.1',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  stop: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm-3 5 6 6m0-6-6 6',
  next: 'M5 12h14m-5.5-5.5L19 12l-5.5 5.5',
  back: 'M19 12H5m5.5-5.5L5 12l5.5 5.5',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14',
  place:
    'M12 21c4-4.6 6.5-7.9 6.5-11a6.5 6.5 0 0 0-13 0c0 3.1 2.5 6.4 6.5 11Zm0-8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  calendar: 'M5 6.5h14V20H5V6.5Zm0 4h14M8.5 4v4m7-4v4',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4.3l2.8 1.9',
  money: 'M3.5 7h17v10h-17V7Zm8.5 2.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM6.7 12h.1m10.4 0h.1',
  people:
    'M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 8c0-3 2.2-5 5.5-5s5.5 2 5.5 5M15 5.7a3 3 0 0 1 0 5.6m2 3.6c2.2.6 3.5 2.3 3.5 4.6',
  support:
    'M12 20c-5-3.6-8-6.6-8-10.2C4 7.4 5.8 5.5 8 5.5c1.7 0 3.1 1 4 2.6.9-1.6 2.3-2.6 4-2.6 2.2 0 4 1.9 4 4.3 0 3.6-3 6.6-8 10.2Z',
  document: 'M6 3.5h8l4 4.5v12.5H6v-17Zm7.5 0V8.5H18M9 13h6m-6 3.5h6',
  filter: 'M4 6h16M7 12h10m-7 6h4',
  edit: 'm5 19 1-4.5L15.5 5 19 8.5 9.5 18 5 19Zm8.5-12L17 10.5',
  lock: 'M6 11h12v9H6v-9Zm2.5 0V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  globe:
    'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM4.5 10h15m-15 4.5h15M12 4c-4.5 5-4.5 11 0 16m0-16c4.5 5 4.5 11 0 16',
} as const;

export type IconName = keyof typeof drawings;
export const iconNames = Object.keys(drawings) as IconName[];

/** Decoration beside words, hidden from screen readers; give `label` only where it stands alone. */
export function Icon({ name, label }: { readonly name: IconName; readonly label?: string }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  );
}
