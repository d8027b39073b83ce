import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SearchOptions } from './found.ts'
import { pathDirectories, programIn } from './program.ts'

const run = promisify(execFile)
const aptTimeoutMs = 180_000

/**
 * Unpacks a Debian package under the cache from the machine's own package sources, without installing it and without
 * root. Returns the directory it was unpacked to. Throws with apt's own words when it cannot be had.
 */
export async function unpackDebianPackage(
  name: string,
  { cacheDir, env, log }: SearchOptions,
): Promise<string> {
  const target = join(cacheDir, `debian-${name}`)
  if (existsSync(target)) return target
  for (const tool of ['apt-get', 'dpkg']) {
    if (!pathDirectories(env).some((directory) => programIn(directory, tool)))
      throw new Error(`${tool} is not on PATH`)
  }
  log(`${name}: getting Debian's package, once`)
  const work = mkdtempSync(join(cacheDir, `unpacking-${name}-`))
  try {
    await download(name, work, env)
    const archive = readdirSync(work).find((file) => file.endsWith('.deb'))
    if (archive === undefined) throw new Error(`apt-get downloaded no archive of ${name}`)
    const unpacked = join(work, 'unpacked')
    await run('dpkg', ['-x', join(work, archive), unpacked], { env, timeout: aptTimeoutMs })
    moveInto(unpacked, target)
    return target
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function download(name: string, work: string, env: NodeJS.ProcessEnv): Promise<void> {
  // apt as root would hand over to its own user, who cannot write here.
  const asSelf = ['-o', 'APT::Sandbox::User=root']
  const options = { cwd: work, env, timeout: aptTimeoutMs }
  try {
    await run('apt-get', [...asSelf, 'download', name], options)
  } catch {
    // The machine's package lists may be missing (container images drop them); a plain user may only keep private ones.
    const lists = join(work, 'apt')
    for (const part of ['lists/partial', 'cache/archives/partial'])
      mkdirSync(join(lists, part), { recursive: true })
    const own = [...asSelf, '-o', `Dir::State::Lists=${lists}/lists`, '-o', `Dir::Cache=${lists}/cache`]
    // One broken source makes an update complain that brought what is wanted, so the download is the judge.
    const update: { stderr?: string } = await run('apt-get', [...own, 'update'], options).catch(
      (error) => error,
    )
    await run('apt-get', [...own, 'download', name], options).catch((error: { stderr?: string }) => {
      throw new Error([update.stderr, error.stderr].map(cause).filter(Boolean).join('; '))
    })
  }
}

function moveInto(unpacked: string, target: string): void {
  try {
    renameSync(unpacked, target)
  } catch (error) {
    // Another start was faster.
    if (!existsSync(target)) throw error
  }
}

/** The line of apt's output that names the cause. */
function cause(output = ''): string | undefined {
  const lines = output.trim().split('\n')
  return lines.find((line) => /Failed to fetch|Could not/.test(line)) ?? lines.at(-1)
}
