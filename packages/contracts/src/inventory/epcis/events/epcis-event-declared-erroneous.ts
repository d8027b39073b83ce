import { z } from 'zod'
import { event } from '../../../define.ts'
import { Instant, Text } from '../../../fields.ts'
import { EXAMPLE_CONTENT } from '../commands/record-epcis-event.ts'
import { EpcisAbout, EpcisContent, EpcisLine } from '../fields.ts'

export const EpcisEventDeclaredErroneous = event('inventory.EpcisEventDeclaredErroneous', {
  summary: 'An EPCIS event was declared to be an error: what it had moved is taken back.',
  data: z.object({
    ...EpcisContent.shape,
    ...EpcisAbout.shape,
    declaredAt: Instant,
    /** `did_not_occur`, `incorrect_data`, or a URI. */
    reason: Text.optional(),
    correctiveEventIds: z.array(z.string()).optional(),
    /** The lines that the event had moved, to be moved back; empty where it moved nothing or has not arrived yet. */
    reverses: z.array(EpcisLine),
  }),
  example: {
    ...EXAMPLE_CONTENT,
    event: {
      ...EXAMPLE_CONTENT.event,
      errorDeclaration: { declarationTime: '2026-03-02T09:00:00Z', reason: 'did_not_occur' },
    },
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'receiving',
    eventTime: '2026-03-02T07:30:00.000Z',
    declaredAt: '2026-03-02T09:00:00.000Z',
    reason: 'did_not_occur',
    reverses: [
      {
        direction: 'in',
        item: 'STEEL',
        gtin: '04012345000016',
        lot: 'S-77',
        quantity: { amount: '500', unit: 'KGM' },
        location: 'RAW-01',
        status: 'unrestricted',
      },
    ],
  },
})
