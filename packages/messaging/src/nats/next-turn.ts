let next: Promise<void> | undefined

/**
 * Resolves with the event loop's next turn, for all who asked in this one at the same time: what they then publish
 * leaves in one packet.
 */
export function nextTurn(): Promise<void> {
  next ??= new Promise((resolve) => {
    setImmediate(() => {
      next = undefined
      resolve()
    })
  })
  return next
}
