import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeArguments, repositoryRoot } from './paths.ts'
import { endpointsPath } from './platform/endpoints.ts'
import { runMark } from './process/sweep.ts'
import type { Run } from './run.ts'

const simulator = join(repositoryRoot, 'test', 'plant', 'main.ts')

/**
 * Plays a day at the demo plant through NATS, as outside systems would, in a process of its own that knows nothing but
 * the endpoints file. Returns its exit code: 0 when every answer was the expected one.
 */
export async function playDemoDay(run: Run): Promise<number> {
  const args = [...nodeArguments(), simulator, '--endpoints', endpointsPath(run.dir)]
  const child = spawn(process.execPath, args, {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, [runMark]: run.runFile.record.runId },
  })
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (status, signal) => resolve(status ?? (signal === null ? 1 : 128)))
  })
  process.off('exit', end)
  const record = { playedAt: new Date().toISOString(), exitCode: code }
  if (!run.host.closing()) writeFileSync(join(run.dir, 'demo-day.json'), `${JSON.stringify(record)}\n`)
  return code
}
