const lengthLimit = 400
const warnLevel = 40

interface Entry {
  readonly level?: unknown
  readonly msg?: unknown
  readonly error?: unknown
  readonly err?: { readonly message?: unknown }
}

/** "WARN sentence" for a warning or error in JSON, the line itself when it is no JSON (a crash), else undefined. */
export function lineIsWorthShowing(line: string): string | undefined {
  if (line.trim() === '') return undefined
  let entry: Entry
  try {
    entry = JSON.parse(line) as Entry
  } catch {
    return shorten(line)
  }
  const level = severity(entry.level)
  if (level === undefined) return undefined
  const cause = entry.err?.message ?? entry.error
  const firstOfCause = typeof cause === 'string' ? cause.split('\n')[0] : undefined
  const sentence = String(entry.msg ?? '')
  const tail = firstOfCause === undefined || sentence.includes(firstOfCause) ? '' : ` (${firstOfCause})`
  return shorten(`${level} ${sentence}${tail}`)
}

/** pino writes levels as numbers or, when told so, as words. */
function severity(level: unknown): string | undefined {
  if (typeof level === 'number') return level >= 50 ? 'ERROR' : level >= warnLevel ? 'WARN' : undefined
  if (typeof level !== 'string') return undefined
  return ['warn', 'error', 'fatal'].includes(level) ? level.toUpperCase() : undefined
}

const shorten = (text: string): string =>
  text.length > lengthLimit ? `${text.slice(0, lengthLimit)} …` : text
