import { command } from '../../../define.ts'
import { EpcisContent } from '../fields.ts'

/** The event of every example, as a document of a WMS holds it. */
export const EXAMPLE_CONTENT: EpcisContent = {
  eventId: 'urn:uuid:8f7cbd3c-53b9-4c25-9f5e-6d5f1b0f3c11',
  contentId: 'ni:///sha-256;2fa792a604c5658907e059348653f023cc13281227698d093f7e975ff1eaa7f7?ver=CBV2.0',
  event: {
    type: 'ObjectEvent',
    eventID: 'urn:uuid:8f7cbd3c-53b9-4c25-9f5e-6d5f1b0f3c11',
    eventTime: '2026-03-02T07:30:00Z',
    eventTimeZoneOffset: '+01:00',
    action: 'OBSERVE',
    bizStep: 'receiving',
    bizLocation: { id: 'urn:epc:id:sgln:4012345.00001.0' },
    quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.000001.S-77', quantity: 500, uom: 'KGM' }],
  },
  namespaces: {},
}

export const RecordEpcisEvent = command('inventory.RecordEpcisEvent', {
  summary: 'Record one event of a captured EPCIS document, or that it was an error.',
  audience: 'internal',
  data: EpcisContent,
  example: EXAMPLE_CONTENT,
})
