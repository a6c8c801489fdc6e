// Builds the server, the islands and the style sheet into dist/: quickly enough to happen at every start that needs it.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

/** The sources do not build; the message shows where. */
export class BuildError extends Error {}

/** Builds when dist/ is missing or made from other sources than those here. */
export async function buildIfStale() {
  const digest = sourceDigest();
  const built = await readFile(join(dist, 'sources'), 'utf8').catch(() => undefined);
  if (built !== digest) await build(digest);
}

/** Contents, not times: a copy, a checkout or a removed file is seen for what it is. About 10 ms. */
function sourceDigest() {
  const workspaces = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).workspaces;
  const patterns = ['src', ...workspaces].map((folder) => `${folder}/**/*.{ts,tsx,css,json,svg,woff2,png}`);
  const files = globSync([...patterns, 'bin/build.js', 'package-lock.json'], {
    cwd: root,
    exclude: (path) => path.includes('node_modules') || /\.test\.tsx?$/.test(path),
  });
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Builds at the side and swaps: whoever starts meanwhile finds a whole dist/. */
export async function build(digest = sourceDigest()) {
  const { build: bundle } = await import('esbuild');
  const side = join(root, `dist.new-${process.pid}`);
  await rm(side, { recursive: true, force: true });
  await mkdir(join(side, 'assets'), { recursive: true });
  try {
    await Promise.all([bundleServer(bundle, side), bundleAssets(bundle, side)]);
  } catch (error) {
    await rm(side, { recursive: true, force: true });
    if (!('errors' in error)) throw error;
    const lines = error.errors.map(({ text, location: at }) =>
      at ? `${at.file}:${at.line}: ${text}` : text,
    );
    throw new BuildError(`The sources do not build:\n${lines.join('\n')}`);
  }
  await writeFile(join(side, 'sources'), digest);
  await swapIn(side, digest);
}

async function swapIn(side, digest) {
  // Another start may have built the same meanwhile, and may be reading it now.
  const built = await readFile(join(dist, 'sources'), 'utf8').catch(() => undefined);
  if (built === digest) return rm(side, { recursive: true, force: true });
  const old = join(root, `dist.old-${process.pid}`);
  await rename(dist, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(side, dist).catch(async (error) => {
    await rm(side, { recursive: true, force: true });
    if (!existsSync(join(dist, 'sources'))) throw error;
  });
  await rm(old, { recursive: true, force: true });
}

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
  logLevel: 'silent',
};

function bundleServer(bundle, side) {
  return bundle({
    ...shared,
    entryPoints: { cabildo: 'src/cli.ts' },
    outdir: side,
    platform: 'node',
    target: 'node24',
    packages: 'external',
    plugins: [workspacePackages],
  });
}

/** Node does not strip types of packages, so our own workspaces go into the bundle. */
const workspacePackages = {
  name: 'workspace-packages',
  setup(esbuild) {
    for (const folder of JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).workspaces) {
      const path = join(root, folder, 'package.json');
      if (!existsSync(path)) continue;
      const { name, exports } = JSON.parse(readFileSync(path, 'utf8'));
      const entry = typeof exports === 'string' ? exports : exports?.['.'];
      if (typeof entry !== 'string') continue;
      esbuild.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: join(root, folder, entry) }));
    }
  },
};

/**
 * Islands and the style sheet get names that change with their contents; dist/manifest.json says which:
 * `{"src/ui/styles/main.css": "assets/main-ABCD1234.css"}`.
 */
async function bundleAssets(bundle, side) {
  const styles = 'src/ui/styles/main.css';
  // A style sheet beside the islands is for the pages that have them, and not for all others.
  const entries = globSync(['src/**/*.island.tsx', 'src/**/islands/*.css'], { cwd: root }).sort();
  if (existsSync(join(root, styles))) entries.push(styles, 'src/ui/assets/favicon.svg');
  const manifest = {};
  if (entries.length > 0) {
    const { metafile } = await bundle({
      ...shared,
      entryPoints: entries,
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      assetNames: '[name]-[hash]',
      outdir: join(side, 'assets'),
      platform: 'browser',
      target: ['es2020', 'chrome80', 'firefox78', 'safari14.1'],
      splitting: true,
      minify: true,
      metafile: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      loader: { '.svg': 'copy', '.png': 'file', '.woff2': 'file' },
    });
    for (const [path, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
      // The letters are no entry, but pages ask for them before the style sheet does.
      const source = entryPoint ?? (path.endsWith('.woff2') ? Object.keys(inputs)[0] : undefined);
      if (source) manifest[source] = relative(relative(root, side), path);
    }
  }
  await compressAssets(join(side, 'assets'));
  await writeFile(join(side, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Beside each text its compressed forms, made once for all who ask. */
async function compressAssets(folder) {
  for (const name of globSync('*.{css,js,svg}', { cwd: folder })) {
    const text = await readFile(join(folder, name));
    await writeFile(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(text, { params }));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await rm(dist, { recursive: true, force: true });
  await build().catch((error) => {
    console.error(error instanceof BuildError ? error.message : error);
    process.exitCode = 1;
  });
}
