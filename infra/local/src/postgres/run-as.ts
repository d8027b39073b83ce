import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'

/** Whom Postgres's programs run as. They refuse root, and initdb refuses a user without a passwd entry. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
  /** Goes before the program and its arguments. */
  readonly wrapper: readonly string[]
  /** The owner its files must have. */
  readonly owner: { readonly uid: number; readonly gid: number }
  readonly title: string
}

const seenAsNobody = ['unshare', '-U', '--map-user=65534', '--map-group=65534']

/**
 * A plain user runs it as itself. Root runs it as nobody where nobody can reach the program and the directories, else as
 * itself in a user namespace in which it looks like nobody.
 */
export function chooseRunAs(program: string, directories: readonly string[]): RunAs {
  const { uid, gid } = self()
  if (uid !== 0 && hasPasswdEntry()) return { wrapper: [], owner: { uid, gid }, title: 'this user' }
  if (uid === 0) {
    const nobody = { uid: idOf('-u'), gid: idOf('-g') }
    for (const directory of directories) openOwnDirectory(directory)
    if (directories.every((directory) => canEnter(directory, nobody)) && runs([program], nobody)) {
      return { ...nobody, wrapper: [], owner: nobody, title: 'nobody' }
    }
  }
  if (runs([...seenAsNobody, program], {})) {
    return { wrapper: seenAsNobody, owner: { uid, gid }, title: 'nobody in a user namespace' }
  }
  throw new Error(
    uid === 0
      ? `Postgres refuses to run as root, and user nobody cannot reach ${program} and ${directories.join(' and ')}. ` +
          'Start as a plain user, or give others the x right on each directory of these paths (chmod o+x), ' +
          'or allow user namespaces to this container.'
      : `Postgres's initdb needs a name for user ${uid}: add a line for it to /etc/passwd, or allow user namespaces.`,
  )
}

function self(): { uid: number; gid: number } {
  return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
}

function hasPasswdEntry(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim())
}

/** A directory of ours may have been made closed (mkdtemp does); what is secret in it is protected by itself. */
function openOwnDirectory(directory: string): void {
  const { mode, uid } = statSync(directory)
  if (uid === 0 && (mode & 0o011) !== 0o011) chmodSync(directory, (mode & 0o7777) | 0o011)
}

type Ids = { uid?: number; gid?: number }

function canEnter(directory: string, ids: Ids): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...ids, cwd: '/', stdio: 'ignore' }).status === 0
  )
}

function runs(command: string[], ids: Ids): boolean {
  const [program, ...args] = command as [string, ...string[]]
  return spawnSync(program, [...args, '--version'], { ...ids, cwd: '/', stdio: 'ignore' }).status === 0
}
