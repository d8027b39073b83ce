import { fact } from '../../define.ts'
import { Plant } from '../fields.ts'

export const PlantPublished = fact('masterdata.PlantPublished', {
  summary: "The ERP published a plant's data: time zone, locations and planning policies, in full.",
  data: Plant,
  example: {
    plant: 'P1',
    name: 'Berlin',
    timeZone: 'Europe/Berlin',
    locations: [
      { location: 'RAW-01', sgln: 'urn:epc:id:sgln:4012345.00001.0' },
      { location: 'FG-01', sgln: 'urn:epc:id:sgln:4012345.00002.0' },
    ],
    defaultLocation: 'RAW-01',
    latePolicy: { kind: 'assume', days: 1 },
    inspectionStockInAtp: false,
    stockStatuses: [
      { status: 'quarantine', name: 'Quarantine', atp: false, picking: false, consumption: false },
      { status: 'bGrade', name: 'B grade', atp: false, picking: true, consumption: true },
    ],
  },
})
