/** Why a view cannot be rebuilt now, and what to do about it. */
export class RebuildError extends Error {
  override readonly name = 'RebuildError'
}
