import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build, type OutputFile, type Plugin, stop } from 'esbuild'
import { repositoryRoot } from '../paths.ts'

/** Node finds the packages that a bundle imports above it. */
const FOLDER = join(repositoryRoot, 'node_modules', '.cache', 'takt')
/** Older ones than the latest are removed, unless a process of today may still run from them. */
const KEPT = 8
const DAY_MS = 86_400_000

let building = 0

/**
 * Makes one file of each program (absolute paths of TypeScript files of this repository): node starts it in a third of
 * the time that loading and translating its hundreds of files takes. Packages from npm stay outside, as they are.
 * What the files say now is what runs; the same files give the same bundle. Returns its path by that of the program.
 */
export async function bundle(programs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  building++
  try {
    const { outputFiles } = await build({ ...OPTIONS, entryPoints: programs.map(entryPoint) })
    const folder = keep(outputFiles)
    removeOld()
    return new Map(programs.map((program) => [program, join(folder, `${nameOf(program)}.mjs`)]))
  } finally {
    if (--building === 0) await stop()
  }
}

const nameOf = (program: string): string =>
  relative(repositoryRoot, program).replace(/\.ts$/, '').replaceAll(/[\\/]/g, '-')
const entryPoint = (program: string) => ({ in: program, out: nameOf(program) })

/** Packages are found from the bundle, which is in another place than what imports them. */
const packagesStayOutside: Plugin = {
  name: 'packages stay outside',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point' || path.startsWith('@takt/')) return undefined
      const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/')
      const own = nearest(dirname(importer), name)
      if (own === undefined || own === repositoryRoot) return { path, external: true }
      const text = `${name} is installed in ${own}, where a bundle would not find it: make its versions one with npm dedupe`
      return { errors: [{ text }] }
    }),
}

function nearest(from: string, name: string): string | undefined {
  for (let folder = from; folder.startsWith(repositoryRoot); folder = dirname(folder))
    if (existsSync(join(folder, 'node_modules', name))) return folder
  return undefined
}

/** A file that looks for others beside itself goes on to find them. */
const filesStayWhereTheyAre: Plugin = {
  name: 'files stay where they are',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: 'ts' }
    }),
}

const OPTIONS = {
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  outdir: join(FOLDER, 'bundle'),
  outExtension: { '.js': '.mjs' },
  plugins: [packagesStayOutside, filesStayWhereTheyAre],
  logLevel: 'silent',
} satisfies BuildOptions

/** Under the hash of what they say, whole or not at all: others may make the same ones at the same time. */
function keep(files: readonly OutputFile[]): string {
  const hash = createHash('sha256')
  for (const { path, hash: own } of files) hash.update(`${basename(path)} ${own}\n`)
  const folder = join(FOLDER, hash.digest('hex').slice(0, 16))
  if (!existsSync(folder)) {
    mkdirSync(FOLDER, { recursive: true })
    const fresh = mkdtempSync(join(FOLDER, '.new-'))
    for (const { path, contents } of files) writeFileSync(join(fresh, basename(path)), contents)
    try {
      renameSync(fresh, folder)
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  utimesSync(folder, new Date(), new Date())
  return folder
}

function removeOld(): void {
  const age = (folder: string) => Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  const old = readdirSync(FOLDER)
    .map((name) => join(FOLDER, name))
    .sort((a, b) => age(a) - age(b))
    .slice(KEPT)
  for (const folder of old) if (age(folder) > DAY_MS) rmSync(folder, { recursive: true, force: true })
}
