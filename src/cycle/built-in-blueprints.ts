import generic from '../../blueprints/generic.json' with { type: 'json' };
import sanPedro2023 from '../../blueprints/san-pedro-2023.json' with { type: 'json' };

/** Blueprints that come with the program, by name. Documents, not yet read: validate before use. */
export const builtInBlueprints: Readonly<Record<string, unknown>> = {
  generic,
  'san-pedro-2023': sanPedro2023,
};
