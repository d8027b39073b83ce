const firstMs = 250
const limitMs = 10_000
const resetAfterHealthyMs = 30_000

/** How long to wait before each further start: 250 ms, doubling to 10 s, and from the beginning after 30 healthy seconds. */
export function createBackoff(): { nextMs(healthyMs: number): number } {
  let next = firstMs
  return {
    nextMs(healthyMs) {
      if (healthyMs >= resetAfterHealthyMs) next = firstMs
      const wait = next
      next = Math.min(next * 2, limitMs)
      return wait
    },
  }
}
