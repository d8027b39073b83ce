import { type Log, silent } from '@takt/event-sourcing'
import {
  DiscardPolicy,
  type JetStreamManager,
  type NatsConnection,
  NatsError,
  nanos,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from 'nats'
import { DEDUPE_MS, IN_DEDUPE_MS, MIN_STREAM_BYTES, STREAM_LIMITS } from '../limits.ts'
import { CMD_STREAM, evtStream, IN_STREAM, OUT_STREAM, PARKED_STREAM, SHARED_STREAMS } from './subjects.ts'

type Config = Partial<StreamConfig> & { readonly name: string; readonly max_bytes: number }

/** JetStream's own numbers of its errors. */
const CODES = { streamNotFound: 10059, storageExceeded: 10047, nameInUse: 10058 } as const

/**
 * Makes sure that the streams are there with the limits of limits.ts; all that Takt shares when none are named. An
 * existing one whose limits differ is changed where the server allows it, and reported where not: its messages count
 * more than its settings.
 */
export async function ensureStreams(
  connection: NatsConnection,
  names: readonly string[] = SHARED_STREAMS,
  report: Log = silent,
): Promise<void> {
  const manager = await connection.jetstreamManager({ checkAPI: false })
  for (const name of names) await ensureStream(manager, configOf(name), report)
}

async function ensureStream(manager: JetStreamManager, wanted: Config, report: Log): Promise<void> {
  const current = await manager.streams.info(wanted.name).catch(unlessCode(CODES.streamNotFound))
  if (!current) return await fitting(wanted, report, (config) => manager.streams.add(config), true)
  if (current.config.retention !== wanted.retention)
    report.warn(
      { stream: wanted.name, is: current.config.retention, wanted: wanted.retention },
      `stream ${wanted.name} keeps its retention: delete it while it is empty, and it is made anew`,
    )
  const { retention, storage, num_replicas } = current.config
  const next = { ...current.config, ...wanted, retention, storage, num_replicas }
  // A stream that was made smaller for want of storage stays so.
  if (current.config.max_bytes > 0 && current.config.max_bytes < wanted.max_bytes)
    next.max_bytes = current.config.max_bytes
  if (sameConfig(current.config, next)) return
  await fitting(next, report, (config) => manager.streams.update(wanted.name, config), false)
}

const sameConfig = (a: object, b: object) =>
  Object.entries(b).every(
    ([key, value]) => JSON.stringify((a as Record<string, unknown>)[key]) === JSON.stringify(value),
  )

async function fitting(
  config: Config,
  report: Log,
  attempt: (config: Config) => Promise<unknown>,
  mustSucceed: boolean,
): Promise<void> {
  try {
    await attempt(config)
  } catch (error) {
    const code = (error as NatsError).api_error?.err_code
    if (code === CODES.nameInUse) return
    if (code === CODES.storageExceeded && config.max_bytes > MIN_STREAM_BYTES) {
      const smaller = { ...config, max_bytes: Math.max(MIN_STREAM_BYTES, Math.floor(config.max_bytes / 2)) }
      report.warn(
        { stream: config.name, maxBytes: smaller.max_bytes },
        `too little storage on NATS for ${config.name}: halved`,
      )
      return await fitting(smaller, report, attempt, mustSucceed)
    }
    if (mustSucceed || !(error instanceof NatsError) || !error.api_error) throw error
    report.warn(
      { stream: config.name, error: error.message },
      `stream ${config.name} keeps its present limits`,
    )
  }
}

function configOf(name: string): Config {
  const common = { name, storage: StorageType.File, duplicate_window: nanos(DEDUPE_MS) }
  const queue = { retention: RetentionPolicy.Workqueue, discard: DiscardPolicy.New }
  const history = { retention: RetentionPolicy.Limits, discard: DiscardPolicy.Old }
  if (name === IN_STREAM)
    return { ...common, ...queue, ...limits('in'), duplicate_window: nanos(IN_DEDUPE_MS), subjects: ['in.>'] }
  if (name === CMD_STREAM) return { ...common, ...queue, ...limits('cmd'), subjects: ['cmd.>'] }
  if (name === OUT_STREAM) return { ...common, ...history, ...limits('out'), subjects: ['out.>'] }
  if (name === PARKED_STREAM) return { ...common, ...history, ...limits('parked'), subjects: ['parked.>'] }
  const context = /^EVT_([a-z]+)$/.exec(name)?.[1]
  if (!context) throw new Error(`Takt has no stream named ${name}`)
  return {
    ...common,
    ...history,
    ...limits('evt'),
    name: evtStream(context),
    subjects: [`evt.*.${context}.>`, relayMarkSubject(context)],
  }
}

/** Where the relay notes how far it has read the log while nothing is to be sent. */
export const relayMarkSubject = (context: string): string => `relay.${context}`

function limits(kind: keyof typeof STREAM_LIMITS) {
  const { maxBytes, maxAgeMs, maxMessageBytes } = STREAM_LIMITS[kind]
  return { max_bytes: maxBytes, max_age: nanos(maxAgeMs), max_msg_size: maxMessageBytes }
}

/** For a `catch`: undefined on JetStream's error of that number, any other error is thrown on. */
export const unlessCode = (code: number) => (error: unknown) => {
  if (error instanceof NatsError && error.api_error?.err_code === code) return undefined
  throw error
}
