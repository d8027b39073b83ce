import { z } from 'zod'
import { event } from '../../../define.ts'
import { EXAMPLE_CONTENT } from '../commands/record-epcis-event.ts'
import { EpcisAbout, EpcisContent, EpcisLine, EpcisUncounted } from '../fields.ts'

export const EpcisEventCaptured = event('inventory.EpcisEventCaptured', {
  summary:
    'An EPCIS event was recorded, with what it moves; stock itself moves by the movements that follow from it.',
  data: z.object({
    ...EpcisContent.shape,
    ...EpcisAbout.shape,
    /** Empty where it moves no stock. */
    lines: z.array(EpcisLine),
    uncounted: z.array(EpcisUncounted).optional(),
    /** It was declared erroneous before it arrived: its lines move nothing. */
    voided: z.boolean().optional(),
  }),
  example: {
    ...EXAMPLE_CONTENT,
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'receiving',
    eventTime: '2026-03-02T07:30:00.000Z',
    lines: [
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
