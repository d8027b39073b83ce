/** Postgres stores no U+0000 in text: it becomes U+FFFD, as a projection never refuses what was recorded. */
export const clean = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text)

/** JSON.stringify escapes a surrogate only where its other half is missing. */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g

/** JSON text that jsonb takes: no U+0000, no half of a surrogate pair. */
export const cleanJson = (value: unknown): string => JSON.stringify(value).replaceAll(UNSTORABLE, '$1\\ufffd')
