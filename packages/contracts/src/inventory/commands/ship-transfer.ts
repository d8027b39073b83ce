import { command } from '../../define.ts'
import { TransferShipmentReported } from '../facts/transfer-shipment-reported.ts'
import { PlantTransfer } from '../plant-transfer.ts'

export const ShipTransfer = command('inventory.ShipTransfer', {
  summary: 'Asks to book goods out to another plant: they are in transit to it until it receives them.',
  data: PlantTransfer,
  example: TransferShipmentReported.example.data,
})
