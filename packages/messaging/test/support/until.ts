/** Waits for a condition, polling; names it when it does not come true. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  limitMs = 60_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + limitMs
  for (;;) {
    const value = await probe()
    if (value) return value as NonNullable<T>
    if (Date.now() > deadline) throw new Error(`${what}: not so after ${limitMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
