import type { ReportPorts } from '#main/reports/save-report'
import type { SessionService } from '#main/session/session-service'
import { err, ok } from '#shared/kernel/result'
import { createAuditExports } from './audit-export'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function auditHandlers(session: SessionService, ports: ReportPorts): HandlersOf<'audit'> {
  const exports = createAuditExports(ports)
  return {
    'audit.page': (request) => onOpenSession(session, ({ audit }) => ok(audit.page(request))),
    'audit.older': (request) => onOpenSession(session, ({ audit }) => ok(audit.older(request))),
    'audit.get': ({ id }) =>
      onOpenSession(session, ({ audit }) => {
        const entry = audit.get(id)
        return entry === undefined ? err({ code: 'not_found' }) : ok(entry)
      }),
    'audit.summary': () => onOpenSession(session, ({ audit }) => ok(audit.summary())),
    'audit.beginExport': (table) => onOpenSession(session, (live) => exports.begin(live, table)),
    'audit.exportRows': (part) => onOpenSession(session, () => exports.take(part)),
  }
}
