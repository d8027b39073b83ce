import { z } from 'zod'
import { fact } from '../../define.ts'

export const EpcisCaptured = fact('inventory.EpcisCaptured', {
  summary: 'A GS1 EPCIS 2.0 document or a single event, as JSON or JSON-LD.',
  data: z.record(z.string(), z.unknown()),
  example: {
    type: 'ObjectEvent',
    eventID: 'urn:uuid:8f7cbd3c-53b9-4c25-9f5e-6d5f1b0f3c11',
    eventTime: '2026-03-02T07:30:00Z',
    eventTimeZoneOffset: '+01:00',
    action: 'ADD',
    bizStep: 'receiving',
    bizLocation: { id: 'urn:epc:id:sgln:4012345.00001.0' },
    quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.000001.S-77', quantity: 500, uom: 'KGM' }],
  },
})
