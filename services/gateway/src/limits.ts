/** Every limit that protects the API, in one place. Each is named in the error of whoever meets it. */
export const LIMITS = {
  /** Cost of one operation: a field is 1, a list multiplies what is below it by its page size. */
  complexity: 5_000,
  depth: 12,
  breadth: 120,
  /** Rows of one page of a connection. */
  pageSize: 200,
  defaultPageSize: 20,
  /** Items of one `atps` query. */
  atpRequests: 100,
  /** Items, lines and reservations that are remembered between ATP answers, together. */
  rememberedAtpLines: 200_000,
  /** Of so many items, horizons and pools together what was worked out is remembered: up to 0.1 MB each. */
  rememberedAtpFigures: 500,
  /** Parked messages shown with one ATP answer. */
  atRiskMessages: 100,
  /** Needs, and sources, of one pegging. */
  pegged: 1_000,
  /** Rows of stock, lines and reservations, each, behind one ATP figure. */
  explained: 500,
  /** Items shown with a backorder run, and changes shown with one of them; pages have all of them. */
  runItems: 200,
  runChanges: 100,
  /** Items of one preview of a run: each reads its whole history. */
  previewItems: 20,
  /** Events of one trace. */
  traceSteps: 1_000,
  /** Open subscriptions of this process. */
  subscriptions: 2_000,
  /** Bytes of one HTTP request body. */
  bodyBytes: 1_048_576,
  /** How long a query waits for the read model to reach the position it names, ms. */
  readAfterMs: 5_000,
  /** How long a command may take to be answered, ms. */
  commandMs: 15_000,
  /** How long a question to a service may take, ms; the service itself gives up before. */
  questionMs: 12_000,
} as const
