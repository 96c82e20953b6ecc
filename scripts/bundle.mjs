// What is shipped, as a map from path to bytes, computed in memory: the build writes it, the check compares it.
// Readable and reproducible on purpose: our code is not minified, split so that a door loads only what it needs at start, the same
// bytes on every Node version and in every folder (facts: pipeline-hosts 2.2). That holds only with a real node_modules, not a linked
// one. The task has a limit of size: there all is minified, what others wrote in files of its own, and ours with the names of functions.
import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { build, transform } from 'esbuild';
import * as zod from 'zod';
import { licencesOf } from './licences.mjs';
import { fromRoot, root } from './root.mjs';

/** The folders that are generated as a whole: a file in them that no build made is stale. */
export const generated = ['dist', 'task/dist'];

const doors = [
  { entries: ['src/cli.ts', 'src/action.ts', 'src/post.ts'], outdir: 'dist' },
  // The extension packs the task's folder alone, so its bundle stands on its own.
  {
    entries: ['src/task.ts'],
    outdir: 'task/dist',
    apart: ['azure-pipelines-task-lib/task.js', 'yaml'],
  },
];

/** @type {import('esbuild').BuildOptions} */
const settings = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  minifySyntax: true, // names and lines stay: it is read by people, and the task has 1.6 MiB
  legalComments: 'none', // licenses.txt has them all
  format: 'esm',
  loader: { '.ps1': 'text' },
  logLevel: 'silent',
  metafile: true,
  outExtension: { '.js': '.mjs' },
  platform: 'node',
  target: 'node20',
  write: false,
};

// CommonJS packages inside call require() for Node's own modules. Never add __filename here: some packages declare their own.
const banner = {
  js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
};

/**
 * @actions/core reaches its OIDC client, and with it 700 KiB of HTTP client, by a static import. Here it becomes a lazy one.
 * @type {import('esbuild').Plugin}
 */
const lazyOidc = {
  name: 'lazy-oidc',
  setup(bundle) {
    bundle.onLoad({ filter: /@actions[\\/]core[\\/]lib[\\/]core\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const stated = "import { OidcClient } from './oidc-utils.js';\n";
      const used = 'return yield OidcClient.getIDToken(aud);';
      if (!text.includes(stated) || !text.includes(used)) {
        return { errors: [{ text: '@actions/core has changed: its OIDC client can no longer be loaded lazily' }] };
      }
      const lazy = "return yield import('./oidc-utils.js').then(({ OidcClient }) => OidcClient.getIDToken(aud));";
      return { contents: text.replace(stated, '').replace(used, lazy), loader: 'js' };
    });
  },
};

/**
 * azure-pipelines-task-lib can start tools and find files by patterns. The task does neither, so both stay out: whoever calls them is told.
 * @type {import('esbuild').Plugin}
 */
const withoutTools = {
  name: 'without-tools',
  setup(bundle) {
    const tells = (/** @type {string} */ what) =>
      `throw new Error('${what} of azure-pipelines-task-lib are left out of this bundle')`;
    bundle.onLoad({ filter: /azure-pipelines-task-lib[\\/]toolrunner\.js$/ }, () => ({
      contents: `exports.ToolRunner = class { constructor() { ${tells('tools')}; } };`,
    }));
    bundle.onLoad({ filter: /node_modules[\\/]minimatch[\\/]minimatch\.js$/ }, () => ({
      contents: `module.exports = new Proxy({}, { get() { ${tells('patterns')}; } });`,
    }));
  },
};

/**
 * yaml comes as CommonJS for Node and as modules for everybody else: of modules only what is used is bundled.
 * @type {import('esbuild').Plugin}
 */
const yamlAsModules = {
  name: 'yaml-as-modules',
  setup(bundle) {
    bundle.onResolve({ filter: /^yaml$/ }, () => ({
      path: join(root, 'node_modules/yaml/browser/dist/index.js'),
      sideEffects: false,
    }));
  },
};

/**
 * Comments of the scripts stay in the repository: what is sent to a machine is without them anyway, by this very function, and the task
 * has a limit of size.
 * @type {import('esbuild').Plugin}
 */
const scriptsWithoutComments = {
  name: 'scripts-without-comments',
  async setup(bundle) {
    const { withoutComments } = await evaluate("export { withoutComments } from './src/windows/script.ts';");
    bundle.onLoad({ filter: /src[\\/]windows[\\/].*\.ps1$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: /** @type {(text: string) => string} */ (withoutComments)(text), loader: 'text' };
    });
  },
};

/**
 * A task can call what stands in the choices of its input, and no other command.
 * @type {import('esbuild').Plugin}
 */
const commandsOfPipelines = {
  name: 'commands-of-pipelines',
  async setup(bundle) {
    const { inputs } = await evaluate("export { inputs } from './src/inputs.ts';");
    const rows = /** @type {readonly { name: string, choices?: readonly string[] }[]} */ (inputs);
    const choices = rows.find(({ name }) => name === 'command')?.choices ?? [];
    bundle.onLoad({ filter: /src[\\/]commands[\\/]registry\.ts$/ }, async ({ path }) => {
      const lines = (await readFile(path, 'utf8')).split('\n');
      const kept = lines.filter(line => choices.includes(/\{ name: '([\w-]+)'/.exec(line)?.[1] ?? choices[0] ?? ''));
      return { contents: kept.join('\n'), loader: 'ts' };
    });
  },
};

/**
 * One more entry, that nobody ships: it imports what the sources import of these packages, and so what it shares with a door is split
 * off into files that hold no line of ours. It names no more than they do: what is named is bundled.
 * @param {readonly string[]} packages
 * @returns {import('esbuild').Plugin}
 */
const packagesApart = packages => ({
  name: 'packages-apart',
  setup(bundle) {
    bundle.onResolve({ filter: /^apart$/ }, () => ({ path: 'apart', namespace: 'apart' }));
    bundle.onLoad({ filter: /.*/, namespace: 'apart' }, async () => {
      const words = new Set((await sources()).flatMap(text => text.match(/(?<=\bz\.)[a-zA-Z]+/g) ?? []));
      const names = [...words].filter(word => word in zod).sort();
      const lines = [`export { ${names} } from 'zod';`, ...packages.map(name => `import '${name}';`)];
      return { contents: lines.join('\n'), resolveDir: root };
    });
  },
});

/** The code of every file of src/, without its types: they name much that is never there. */
async function sources() {
  const files = (await readdir(join(root, 'src'), { recursive: true })).filter(file => file.endsWith('.ts'));
  const codes = files.map(async file => transform(await readFile(join(root, 'src', file)), { loader: 'ts' }));
  return (await Promise.all(codes)).map(({ code }) => code);
}

/** @param {(typeof doors)[number]} door */
async function bundleDoors({ entries, outdir, apart = [] }) {
  return build({
    ...settings,
    banner,
    chunkNames: '[name]-[hash]',
    entryPoints: [
      ...entries.map(path => ({ in: path, out: parse(path).name })),
      ...(apart.length > 0 ? [{ in: 'apart', out: 'apart' }] : []),
    ],
    outdir,
    plugins: [
      lazyOidc,
      withoutTools,
      yamlAsModules,
      scriptsWithoutComments,
      packagesApart(apart),
      ...(outdir === 'task/dist' ? [commandsOfPipelines] : []),
    ],
    splitting: true,
  });
}

/**
 * The outputs that a door can ever load. A function that nobody calls is left out of a bundle, but what it alone would have loaded
 * lazily is built all the same.
 * @typedef {import('esbuild').Metafile['outputs'][string]} Output
 * @param {Readonly<Record<string, Output>>} outputs
 * @param {readonly string[]} entries
 * @returns {Map<string, Output>}
 */
function reachable(outputs, entries) {
  /** @type {Map<string, Output>} */
  const reached = new Map();
  const waiting = Object.keys(outputs).filter(path => entries.includes(outputs[path]?.entryPoint ?? ''));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const output = outputs[path];
    if (output === undefined || reached.has(path)) continue;
    reached.set(path, output);
    waiting.push(...output.imports.map(found => found.path));
  }
  return reached;
}

/**
 * A file of the task: minified, since the same code stands in dist/ for reading. Functions of ours keep their names, so that the stack
 * of a bug says where it was. The head says what packages it holds, as the bundler does above each module.
 * @param {string} text
 * @param {Output | undefined} output
 */
async function smaller(text, output) {
  const parts = Object.keys(output?.inputs ?? {}).map(path => /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const packages = [...new Set(parts)].filter(part => part !== undefined);
  const how = packages.length > 0 && !parts.includes(undefined) ? { minify: true } : { minify: true, keepNames: true };
  const { code } = await transform(text, { ...how, format: 'esm', target: 'node20', charset: 'utf8' });
  return Buffer.from(`${packages.map(name => `// ${name}/\n`).join('')}${code}`);
}

/** @param {readonly Output[]} outputs the sources that left code in them */
function inputsOf(outputs) {
  return outputs.flatMap(({ inputs }) => Object.keys(inputs).filter(path => (inputs[path]?.bytesInOutput ?? 0) > 0));
}

/**
 * Bundles a few lines of TypeScript that stand at the root and runs them: how the build and the manifests read tables out of src/.
 * @param {string} code
 * @returns {Promise<Record<string, unknown>>} the exports
 */
export async function evaluate(code) {
  const result = await build({
    ...settings,
    metafile: false,
    stdin: { contents: code, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' },
  });
  const [file] = result.outputFiles ?? [];
  return import(`data:text/javascript;base64,${Buffer.from(file?.contents ?? '').toString('base64')}`);
}

// Editors know draft 7 best. The schema of what is written, before defaults: `io: 'input'`.
const printSchemas = `
  import * as z from 'zod';
  import { policySchema } from './src/policy/schema.ts';
  import { resultSchema } from './src/report/result-schema.ts';
  const schemaOf = schema => z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  export const schemas = { policy: schemaOf(policySchema), result: schemaOf(resultSchema) };`;

/** @returns {Promise<Map<string, Uint8Array>>} path from the root, with forward slashes → bytes */
export async function bundleAll() {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  for (const door of doors) {
    const { entries, outdir, apart } = door;
    const { outputFiles = [], metafile } = await bundleDoors(door);
    const outputs = reachable(metafile?.outputs ?? {}, entries);
    for (const file of outputFiles) {
      const path = fromRoot(file.path);
      if (!outputs.has(path)) continue;
      files.set(path, apart === undefined ? file.contents : await smaller(file.text, outputs.get(path)));
    }
    files.set(`${outdir}/licenses.txt`, Buffer.from(await licencesOf(inputsOf([...outputs.values()]))));
  }
  const { schemas } = await evaluate(printSchemas);
  for (const [name, schema] of Object.entries(schemas ?? {})) {
    files.set(`dist/${name}.schema.json`, Buffer.from(`${JSON.stringify(schema, undefined, 2)}\n`));
  }
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}
