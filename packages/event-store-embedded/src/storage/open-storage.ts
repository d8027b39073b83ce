import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DamagedEvent, describeEvent, StoreUnusable } from './damage.ts'
import { EventIndex } from './event-index.ts'
import { EventLog } from './event-log.ts'
import { cannotRead, openLevel } from './level.ts'
import { MAX_LISTED_EVENTS, type Recovery } from './recovery.ts'
import { replay } from './replay.ts'
import { TableCheck } from './table-check.ts'
import { scanWals, type WalFinding } from './wal-scan.ts'

const MIB = 1024 * 1024
const LOG_OPTIONS = { writeBufferSize: 8 * MIB, maxFileSize: 32 * MIB, cacheSize: 16 * MIB }
const INDEX_OPTIONS = { writeBufferSize: 4 * MIB, maxFileSize: 8 * MIB, cacheSize: 32 * MIB }

const FORMAT = 'takt-event-store 1\n'
const REBUILD_MARK = 'rebuild-index'

/** How long a start verifies the index before it serves; what is left is verified behind. */
const VERIFY_BEFORE_READY_MS = 150

export interface Storage {
  readonly log: EventLog
  readonly index: EventIndex
  /** -1 when the log is empty. */
  readonly lastPosition: number
  readonly recovery: Recovery
  /** What of the index is not verified yet. */
  readonly indexCheck: TableCheck
  /** Has the index built from the log again at the next start. */
  readonly distrustIndex: (why: string) => Promise<void>
}

/** Opens a data directory, brings log and index together again, and tells what it found. */
export async function openStorage(dataDir: string, note: (line: string) => void): Promise<Storage> {
  const logDirectory = join(dataDir, 'log')
  const indexDirectory = join(dataDir, 'index')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await checkFormat(dataDir)
  const logFindings = await scanWals(logDirectory)
  const evidence = await readDamaged(logFindings)
  // Opening takes the lock: from here on the directory is ours.
  const log = new EventLog(await openLevel(logDirectory, LOG_OPTIONS))
  const lastPosition = await log.lastPosition().catch((error) => {
    throw cannotRead(logDirectory, error)
  })
  await keepEvidence(dataDir, evidence, note)

  const indexCheck = await TableCheck.of(indexDirectory)
  const opened = await openIndex(dataDir, indexDirectory, indexCheck)
  const damagedEvents = await missingEvents(log, lastPosition, opened.index, logFindings)
  let { index, rebuilt } = opened
  if (index.position > lastPosition) {
    await index.close()
    rebuilt = 'it held events that the log has lost'
    index = await emptyIndex(indexDirectory)
  }
  if (rebuilt) note(`building the index from the log again: ${rebuilt}`)
  const { count, unreadable } = await replay(log, index, lastPosition, note)
  await rm(join(dataDir, REBUILD_MARK), { force: true })

  const recovery: Recovery = {
    tornTail: logFindings.find(({ kind }) => kind === 'torn'),
    damagedEvents: [...damagedEvents, ...unreadable].slice(0, MAX_LISTED_EVENTS),
    indexRebuilt: rebuilt,
    reindexedEvents: count,
  }
  tell(recovery, note)
  return {
    log,
    index,
    lastPosition,
    recovery,
    // Of an index that was built again, the tables that were to be checked are gone, and others have their names.
    indexCheck: rebuilt === undefined ? indexCheck : TableCheck.nothing,
    distrustIndex: (why) => writeFile(join(dataDir, REBUILD_MARK), why),
  }
}

async function checkFormat(dataDir: string): Promise<void> {
  const file = join(dataDir, 'format')
  const found = await readFile(file, 'utf8').catch(() => undefined)
  if (found === FORMAT) return
  if (found !== undefined)
    throw new StoreUnusable(
      `${dataDir} was written by another version of the event store ('${found.trim()}', this one reads ` +
        `'${FORMAT.trim()}'); use that version, or another --data-dir`,
    )
  await writeFile(file, FORMAT)
}

async function openIndex(
  dataDir: string,
  directory: string,
  check: TableCheck,
): Promise<{ index: EventIndex; rebuilt: string | undefined }> {
  const reason = await reasonToRebuild(dataDir, directory, check)
  if (reason) return { index: await emptyIndex(directory), rebuilt: reason }
  try {
    const level = await openLevel(directory, INDEX_OPTIONS)
    const index = await EventIndex.open(level)
    if (index) return { index, rebuilt: undefined }
    await level.close()
    return { index: await emptyIndex(directory), rebuilt: 'it is of another version' }
  } catch (error) {
    return { index: await emptyIndex(directory), rebuilt: (error as Error).message }
  }
}

async function reasonToRebuild(
  dataDir: string,
  directory: string,
  check: TableCheck,
): Promise<string | undefined> {
  const mark = await readFile(join(dataDir, REBUILD_MARK), 'utf8').catch(() => undefined)
  if (mark !== undefined) return mark
  const damaged = (await scanWals(directory)).find(({ kind }) => kind === 'damaged')
  if (damaged) return `${damaged.file} is damaged at byte ${damaged.offset}`
  const end = performance.now() + VERIFY_BEFORE_READY_MS
  return check.damage(() => performance.now() > end)
}

async function emptyIndex(directory: string): Promise<EventIndex> {
  await rm(directory, { recursive: true, force: true })
  return (await EventIndex.open(await openLevel(directory, INDEX_OPTIONS))) as EventIndex
}

/** Answered events that the log does not hold, as far as log and index can tell. */
async function missingEvents(
  log: EventLog,
  lastPosition: number,
  index: EventIndex,
  findings: readonly WalFinding[],
): Promise<DamagedEvent[]> {
  const isDamaged = findings.some(({ kind }) => kind === 'damaged')
  const gaps = new Set(isDamaged ? await log.gaps(lastPosition) : [])
  if (gaps.size === 0 && index.position <= lastPosition) return []
  const isMissing = (position: number) => position > lastPosition || gaps.has(position)
  const named = await index.locate(isMissing, MAX_LISTED_EVENTS)
  const unnamed = [...gaps].filter((gap) => named.every(({ position }) => position !== gap))
  return [...named, ...unnamed.map((position) => ({ position }))]
}

interface Evidence {
  readonly file: string
  readonly bytes: Buffer
}

/** LevelDB replaces a log as it opens; one that is damaged is worth keeping. */
async function readDamaged(findings: readonly WalFinding[]): Promise<Evidence[]> {
  const damaged = findings.filter(({ kind }) => kind === 'damaged')
  return Promise.all(damaged.map(async ({ file }) => ({ file, bytes: await readFile(file) })))
}

async function keepEvidence(
  dataDir: string,
  evidence: readonly Evidence[],
  note: (line: string) => void,
): Promise<void> {
  for (const { file, bytes } of evidence) {
    const copy = join(dataDir, 'damaged', `${Date.now()}-${basename(file)}`)
    await mkdir(join(dataDir, 'damaged'), { recursive: true })
    await writeFile(copy, bytes)
    note(`${file} is damaged; it is kept as ${copy}`)
  }
}

function tell({ tornTail, damagedEvents, reindexedEvents }: Recovery, note: (line: string) => void): void {
  if (tornTail)
    note(
      `the log ended inside a write: ${tornTail.bytes} bytes cut off ${tornTail.file} at byte ` +
        `${tornTail.offset}${damagedEvents.length === 0 ? '; no answered event is missing' : ''}`,
    )
  for (const event of damagedEvents) note(`DAMAGE: ${describeEvent(event)} had been answered and is lost`)
  if (reindexedEvents > 0) note(`${reindexedEvents} events taken into the index from the log`)
}
