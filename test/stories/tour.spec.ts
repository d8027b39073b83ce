import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playDay } from '../plant/day.ts'
import { publishAll } from '../plant/publish.ts'
import { startTakt, type Takt } from '../support/takt.ts'
import { until } from '../support/until.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const run = promisify(execFile)

interface Step {
  readonly command: string
  /** What the README says is in its output. */
  readonly says: string | undefined
}

/** The commands of the README's tour, in order, each with the `#=>` line that follows it. */
function steps(): Step[] {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const tour = readme.slice(readme.indexOf('## A ten-minute tour'), readme.indexOf('## Where things are'))
  const lines = [...tour.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((block) =>
    (block[1] ?? '').trim().split('\n'),
  )
  return lines.flatMap((line, i) => {
    if (line.startsWith('#=>')) return []
    const next = lines[i + 1]
    return [{ command: line, says: next?.startsWith('#=>') ? next.slice(3).trim() : undefined }]
  })
}

let takt: Takt
beforeAll(async () => {
  takt = await startTakt()
  await publishAll(takt.nats, playDay(1, 'T', new Date()).masterData)
  await until('the master data are known', async () => {
    const rows = await takt.sql`select from masterdata.item`
    const plants = await takt.sql`select from masterdata.plant`
    return rows.length === 3 && plants.length === 2
  })
})
afterAll(() => takt?.stop())

describe.sequential('the tour of the README does what it says', () => {
  for (const { command, says } of steps()) {
    test(command, async () => {
      const env = { ...process.env, TAKT_ENDPOINTS: join(takt.dir, 'endpoints.json') }
      const attempt = async () => {
        const { stdout, stderr } = await run('bash', ['-c', command], { cwd: ROOT, env })
        return stdout + stderr
      }
      if (says === undefined) await attempt()
      // A question may be asked before its answer is there; asked again, it changes nothing.
      else
        expect(
          await until(`"${says}"`, async () => ((await attempt()).includes(says) ? says : undefined)),
        ).toBe(says)
    })
  }
})
