/** Every limit that protects the server; each is named in the error that enforces it. */
export const limits = {
  /** As EventStoreDB's MaxAppendSize: type (2 bytes a character), data and metadata of one logical append. */
  maxAppendSizeBytes: 1024 * 1024,
  /** Largest single gRPC message taken; above the append limit so that the append limit can answer. */
  maxReceiveMessageBytes: 17 * 1024 * 1024,
  maxStreamNameBytes: 8 * 1024,
  maxEventTypeBytes: 8 * 1024,
  /** Logical appends that one batch-append call may have open (started, not final) at a time. */
  maxOpenAppendsPerCall: 10_000,
  /** Bytes of not yet durable events above which append calls are no longer read from. */
  maxPendingBytes: 64 * 1024 * 1024,
  /** Live events kept in memory for all subscribers together. */
  ringMaxBytes: 16 * 1024 * 1024,
  ringMaxEvents: 16 * 1024,
  /** Stream heads kept in memory. */
  maxCachedHeads: 100_000,
  /** Events, and bytes, that one reader fetches from the store at a time. */
  pageMaxEvents: 512,
  pageMaxBytes: 256 * 1024,
  /** Responses handed to a call that its client has not taken yet. */
  maxUnsentMessages: 128,
  maxUnsentBytes: 256 * 1024,
  maxSubscriptions: 10_000,
  maxFilterPrefixes: 1_000,
  maxFilterRegexLength: 4_096,
} as const
