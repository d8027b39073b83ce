import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Migration {
  readonly number: number
  /** The file's name, `0001_baseline.sql`. */
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url))

/** The committed migrations in order. Throws where a number is missing or taken twice. */
export function migrationFiles(folder: string = FOLDER): Migration[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return files.map((name, at) => {
    const number = Number(/^(\d{4})_/.exec(name)?.[1])
    if (number !== at + 1)
      throw new Error(
        `${folder}${name}: migrations are named NNNN_what.sql and numbered without gaps; ${String(at + 1).padStart(4, '0')} is next`,
      )
    const sql = readFileSync(`${folder}${name}`, 'utf8')
    return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}
