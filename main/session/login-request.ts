import type { LoginRequest } from '#shared/contract/http'
import type { ProfileId } from './profiles'
import type { SessionPorts } from './session-ports'

/** What the bank is asked to let somebody in on this device. */
export function loginRequest(
  ports: Pick<SessionPorts, 'preferences' | 'deviceName'>,
  { companyId, userId }: ProfileId,
  password: string,
): LoginRequest {
  return { companyId, userId, password, deviceId: ports.preferences.read().deviceId, deviceName: ports.deviceName }
}
