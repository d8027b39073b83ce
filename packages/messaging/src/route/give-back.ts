import { LanesError } from '@takt/event-sourcing'
import type { Disposition } from '../consume/delivery.ts'
import { PublisherStoppedError } from '../send/publisher.ts'

/** A stop leaves messages as they were: the next process gets them again. */
export async function giveBackWhenStopped(handled: Promise<Disposition>): Promise<Disposition> {
  try {
    return await handled
  } catch (error) {
    if (error instanceof LanesError && error.code === 'stopped') return 'nak'
    if (error instanceof PublisherStoppedError) return 'nak'
    throw error
  }
}
