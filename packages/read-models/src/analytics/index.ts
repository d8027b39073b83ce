import type { AnalystView } from '../analyst-view.ts'

/** Every view that is published to analysts. */
export const analystViews: readonly AnalystView[] = []
