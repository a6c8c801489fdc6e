import cancun from '../../blueprints/cancun.json' with { type: 'json' };
import generic from '../../blueprints/generic.json' with { type: 'json' };
import leon2025 from '../../blueprints/leon-2025.json' with { type: 'json' };
import monterrey2024 from '../../blueprints/monterrey-2024.json' with { type: 'json' };
import sanNicolas from '../../blueprints/san-nicolas.json' with { type: 'json' };
import sanPedro2023 from '../../blueprints/san-pedro-2023.json' with { type: 'json' };

/** Blueprints that come with the program, by name. Documents, not yet read: validate before use. */
export const builtInBlueprints: Readonly<Record<string, unknown>> = {
  generic,
  'san-pedro-2023': sanPedro2023,
  'leon-2025': leon2025,
  'monterrey-2024': monterrey2024,
  cancun,
  'san-nicolas': sanNicolas,
};
