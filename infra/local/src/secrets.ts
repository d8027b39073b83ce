import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The credentials of one data directory. They leave it only inside connection strings. */
export interface Secrets {
  readonly postgresOwner: string
  readonly postgresService: string
  readonly postgresReader: string
  readonly nats: string
}

/** Reads `<dir>/secrets.json` (owner-only), generating what is missing. `created` is true when anything was. */
export function openSecrets(dir: string): { secrets: Secrets; created: boolean } {
  const path = join(dir, 'secrets.json')
  const known = readSecrets(path)
  const secrets: Secrets = {
    postgresOwner: known.postgresOwner ?? generate(),
    postgresService: known.postgresService ?? generate(),
    postgresReader: known.postgresReader ?? generate(),
    nats: known.nats ?? generate(),
  }
  const created = Object.keys(secrets).some((name) => known[name as keyof Secrets] === undefined)
  if (created) {
    writeFileSync(`${path}.next`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 })
    renameSync(`${path}.next`, path)
  }
  chmodSync(path, 0o600)
  return { secrets, created }
}

/** A connection string that may be shown: its password replaced. */
export function masked(url: string): string {
  return url.replace(/^([a-z+]+:\/\/[^:/@]+):[^@/]+@/i, '$1:***@')
}

function readSecrets(path: string): Partial<Secrets> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
  try {
    return JSON.parse(text) as Partial<Secrets>
  } catch {
    throw new Error(
      `${path} is not valid JSON. Restore it, or delete it: new credentials are then generated.`,
    )
  }
}

/** A letter first: nats-server reads a value that looks like a number as one. 192 random bits follow. */
const generate = (): string => `t${randomBytes(24).toString('hex')}`
