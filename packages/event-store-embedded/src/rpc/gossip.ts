import { randomUUID } from 'node:crypto'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js'

/** Gossip of a cluster of one: this node leads, at the address that the client itself has used. */
export function gossipRead(port: () => number) {
  const instanceId = new shared.UUID()
  instanceId.setString(randomUUID())
  return (
    call: ServerUnaryCall<shared.Empty, gossip.ClusterInfo>,
    callback: sendUnaryData<gossip.ClusterInfo>,
  ): void => {
    const endPoint = new gossip.EndPoint()
    endPoint.setAddress(new URL(`http://${call.getHost()}`).hostname)
    endPoint.setPort(port())
    const member = new gossip.MemberInfo()
    member.setInstanceId(instanceId)
    member.setTimeStamp(String(Date.now() * 10_000))
    member.setState(gossip.MemberInfo.VNodeState.LEADER)
    member.setIsAlive(true)
    member.setHttpEndPoint(endPoint)
    const reply = new gossip.ClusterInfo()
    reply.addMembers(member)
    callback(null, reply)
  }
}
