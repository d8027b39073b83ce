import { readFileSync } from 'node:fs'

/** Thrown when a server can be had from nowhere. Its message says what to install on this system. */
export class ServerNotFoundError extends Error {
  override readonly name = 'ServerNotFoundError'
  readonly code = 'server-not-found'
  constructor(server: string, looked: readonly string[], hints: readonly string[]) {
    super(
      [
        `${server} was not found.`,
        'Looked for it here:',
        ...looked.map((line) => `  - ${line}`),
        'Any one of these mends it:',
        ...hints.map((line) => `  - ${line}`),
      ].join('\n'),
    )
  }
}

/** The package manager's line on this system for a package known by these names. */
export function installLine(names: { apt: string; brew: string; apk: string; dnf?: string }): string[] {
  if (process.platform === 'darwin') return [`brew install ${names.brew}`]
  const family = linuxFamily()
  if (/debian|ubuntu/.test(family)) return [`sudo apt-get update && sudo apt-get install ${names.apt}`]
  if (/alpine/.test(family)) return [`sudo apk add ${names.apk}`]
  if (/fedora|rhel|suse/.test(family) && names.dnf !== undefined) return [`sudo dnf install ${names.dnf}`]
  return []
}

function linuxFamily(): string {
  try {
    const lines = readFileSync('/etc/os-release', 'utf8').split('\n')
    return lines.filter((line) => /^ID(_LIKE)?=/.test(line)).join(' ')
  } catch {
    return ''
  }
}
