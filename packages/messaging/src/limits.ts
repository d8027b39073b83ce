const KiB = 1024
const MiB = 1024 * KiB
const GiB = 1024 * MiB
const second = 1000
const day = 24 * 3600 * second

/** A message from outside, with its headers, in bytes: IN refuses a larger one, api. answers it, cmd. parks it. */
export const MAX_MESSAGE_BYTES = 512 * KiB
/** How deep objects and arrays of a message may be nested. */
export const MAX_JSON_DEPTH = 64
/** The longest message, correlation or causation id, in characters. */
export const MAX_ID_LENGTH = 256
/** How far a source's clock may be ahead of ours before its message is refused; below, our clock counts. */
export const MAX_CLOCK_AHEAD_MS = day

/**
 * What the streams may hold. `dedupeMs` only spares work: an id is recognised at any distance by the inbox. A waiting
 * message is never dropped (IN and CMD refuse new ones when they are full); EVT drops its oldest, which the log can
 * give again.
 */
export const STREAM_LIMITS = {
  in: { maxBytes: 2 * GiB, maxAgeMs: 14 * day, maxMessageBytes: MAX_MESSAGE_BYTES },
  cmd: { maxBytes: 1 * GiB, maxAgeMs: 14 * day, maxMessageBytes: MAX_MESSAGE_BYTES },
  evt: { maxBytes: 1 * GiB, maxAgeMs: 0, maxMessageBytes: -1 },
  out: { maxBytes: 256 * MiB, maxAgeMs: 14 * day, maxMessageBytes: -1 },
  parked: { maxBytes: 256 * MiB, maxAgeMs: 30 * day, maxMessageBytes: -1 },
} as const
export const DEDUPE_MS = 120 * second
/**
 * IN hands on all but instant repeats: JetStream tells duplicates by id alone, and would swallow other content under
 * a used id, which is a conflict that somebody must see.
 */
export const IN_DEDUPE_MS = 100

/** What is kept of a parked message beside its bytes. */
export const PARKED_LIMITS = { problems: 100, sentenceChars: 1000, bodyBytes: MAX_MESSAGE_BYTES } as const

/** Where the server's storage is too small for a stream's bytes, they are halved, down to this. */
export const MIN_STREAM_BYTES = 16 * MiB

export const CONSUMER_LIMITS = {
  /** The server gives a message again when it was neither acknowledged nor reported as in work for so long. */
  ackWaitMs: 30 * second,
  /** Messages handed out and not yet acknowledged. */
  maxInFlight: 1000,
  /** Bytes of those; beyond it no more are asked for. */
  maxInFlightBytes: 32 * MiB,
  /** Messages asked for at once. */
  maxPull: 256,
  /** How long the server keeps a request that it cannot fill. */
  pullExpiresMs: 5 * second,
  /** How often a consumer of events notes how far it has come. */
  noteEveryMs: 10 * second,
} as const

/** Messages published and not yet acknowledged, of one relay or publisher. */
export const MAX_PUBLISH_BATCH = 256
export const PUBLISH_TIMEOUT_MS = 10 * second

/** api. calls being answered by one service at the same time; one beyond it is answered `busy`. */
export const MAX_API_CALLS = 2000
export const API_DEADLINE_MS = 5 * second

/** Questions that a service answers from its log. They read history beside the work of the day, so few at a time. */
export const QUERY_LIMITS = {
  inFlight: 2,
  /** Those that wait for their turn; one beyond them is answered `busy`. */
  waiting: 30,
  /** From its arrival to its answer. */
  deadlineMs: 10 * second,
} as const
