/** 'Sector Ñandú' → 'sector-nandu', and 'sector-nandu-2' for a second one. */
export function freeCode(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const base = plain || 'sector';
  let code = base;
  for (let count = 2; taken.has(code); count += 1) code = `${base}-${count}`;
  taken.add(code);
  return code;
}
