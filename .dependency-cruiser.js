import { fileURLToPath } from 'node:url';
import { exceptions, modules, shelves, workspaces } from './src/modules.ts';

const tests = '\\.(test|fixtures)\\.tsx?$';
const literal = (path) => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const arrows = modules.map((name, index) => {
  const later = modules.slice(index + 1);
  const allowed = exceptions
    .filter(({ from }) => from.startsWith(`src/${name}/`))
    .map(({ to }) => `^${literal(to)}`);
  return {
    name: `${name}-imports-only-what-stands-before-it`,
    comment: 'Arrows go one way, in the order of src/modules.ts.',
    severity: 'error',
    from: { path: `^src/${name}/` },
    // Nothing in a module may reach up to the programs either (cli, main, worker).
    to: {
      path: ['^src/[^/]+$', ...(later.length > 0 ? [`^src/(${later.join('|')})/`] : [])],
      pathNot: allowed,
    },
  };
});

const doors = modules.map((name) => ({
  name: `${name}-keeps-its-folders-private`,
  comment: "Files at a module's root are its door.",
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${name}/` },
  to: { path: shelves.includes(name) ? `^src/${name}/[^/]+/[^/]+/` : `^src/${name}/[^/]+/` },
}));

const independence = workspaces.flatMap(({ folder, importers }) => [
  {
    name: `${folder}-is-imported-by-few`,
    comment: 'Whoever may import it is named in src/modules.ts; tests may check one against the other.',
    severity: 'error',
    from: {
      path: '^(src|tally|verify)/',
      pathNot: [tests, `^${folder}/`, ...importers.map((path) => `^${literal(path)}`)],
    },
    to: { path: `^${folder}/` },
  },
  {
    name: `${folder}-depends-on-nothing`,
    comment: 'Anybody can read and run it alone.',
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: tests },
    to: { pathNot: `^${folder}/`, dependencyTypesNot: ['core'] },
  },
]);

export default {
  forbidden: [
    ...arrows,
    ...doors,
    ...independence,
    {
      name: 'no-cycles',
      comment: "Two files may name each other's types; a circle of values depends on who is loaded first.",
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unknown-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-test-code-in-the-program',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: ['^(test|e2e|bench)/', tests] },
    },
    {
      name: 'no-development-packages-in-the-program',
      severity: 'error',
      from: { path: '^(src|tally)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.json', import.meta.url)) },
    // An import of a type is an arrow too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
