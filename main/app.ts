import { randomBytes } from 'node:crypto'
import { arch, hostname, platform, release } from 'node:os'
import { join } from 'node:path'
import { AppInfo } from '#shared/contract/views'
import { ok } from '#shared/kernel/result'
import { createHttpBackend } from './backend/http/http-backend'
import type { EmitEvent } from './ipc/events'
import { accountHandlers } from './ipc/handlers/accounts'
import { appHandlers } from './ipc/handlers/app'
import { approvalHandlers } from './ipc/handlers/approvals'
import { auditHandlers } from './ipc/handlers/audit'
import { commandHandlers } from './ipc/handlers/commands'
import { csvImportHandlers } from './ipc/handlers/csv-import'
import { diagnosticsHandlers } from './ipc/handlers/diagnostics'
import { fileHandlers } from './ipc/handlers/files'
import { openingHandlers } from './ipc/handlers/openings'
import { overviewHandlers } from './ipc/handlers/overview'
import { reconciliationHandlers } from './ipc/handlers/reconciliation'
import { reportHandlers } from './ipc/handlers/reports'
import { sessionHandlers } from './ipc/handlers/session'
import { settingsHandlers } from './ipc/handlers/settings'
import { syncHandlers } from './ipc/handlers/sync'
import { viewHandlers } from './ipc/handlers/views'
import { createIpcRouter, type IpcRouter } from './ipc/router'
import type { ReportPorts } from './reports/save-report'
import { BUNDLED_ID, createBackends } from './session/backends'
import { createBundledBank } from './session/bundled-bank'
import { lateBackend } from './session/late-backend'
import { openProfiles } from './session/open-profiles'
import type { PreferenceStore } from './session/preferences'
import { createSessionService, type SessionService } from './session/session-service'
import type { SettingsService } from './session/settings-service'
import { systemClock, systemRandom, systemScheduler, wait } from './session/system'
import { launchBankProcess } from './shell/bank-process'
import type { Log } from './shell/log-file'
import { knownStorageProblem } from './storage/problems'
import { createSyncService } from './sync/create-sync-service'
import type { RuntimeFacts } from './sync/diagnostics'
import { writeFileAtomic } from './vault/atomic-file'
import { createKeyThread } from './vault/derive-key-thread'

/** What the first moments of the process have prepared. */
export interface AppEnvironment {
  readonly userData: string
  readonly bankModulePath: string
  /** The built thread that derives keys from passwords. */
  readonly keyThreadPath: string
  readonly bankUrl: string | undefined
  readonly preferences: PreferenceStore
  readonly settings: SettingsService
  readonly emit: EmitEvent
  readonly log: Log
  readonly version: string
  /** Asks the user where to save a file; null where they would rather not. */
  readonly chooseFile: (suggestedName: string) => Promise<string | null>
}

export interface App {
  readonly session: SessionService
  readonly route: IpcRouter
  /** Starts what will be needed soon and not for the first screen. */
  warmUp(): void
  close(): Promise<void>
}

/** Puts the parts together that the window's calls reach. */
export function createApp(environment: AppEnvironment): App {
  const { preferences, settings, emit, log, userData } = environment
  const bank = createBundledBank({
    launch: (port) =>
      launchBankProcess({ modulePath: environment.bankModulePath, dataFolder: join(userData, 'bank'), log }, port),
    wait,
    log: (event, detail) => log.warn(event, detail),
  })
  const keys = createKeyThread(environment.keyThreadPath, (error) =>
    log.error('a key was derived without its thread', error),
  )
  const backends = createBackends(preferences, environment.bankUrl, () => bank.lastAddress())
  const session = createSessionService({
    preferences,
    backends,
    profiles: openProfiles(userData, { derive: keys.derive }),
    deviceName: hostname() || 'desktop',
    connect: ({ kind, url }, tokens) =>
      lateBackend({
        address: async () => (kind === 'bundled' || url === null ? bank.address() : ok(url)),
        lastAddress: () => (kind === 'bundled' ? bank.lastAddress() : url),
        connect: async (address) => createHttpBackend({ url: address, tokens, nowMs: Date.now }),
      }),
    createSync: async (start) =>
      createSyncService({
        ...start,
        onFault: (fault) => log.error('synchronisation failed', fault),
        clock: systemClock,
        random: systemRandom,
        scheduler: systemScheduler,
      }),
    after: systemScheduler.after,
    events: {
      session: (state) => {
        emit('session', state)
        if (state.phase !== 'unlocked') keys.warmUp()
      },
      status: (status) => emit('status', status),
      changed: (changed) => emit('changed', changed),
    },
    log: (event, detail) => log.warn(event, detail),
  })
  const reports: ReportPorts = {
    nowMs: Date.now,
    language: () => settings.get().language,
    chooseFile: environment.chooseFile,
    write: writeFileAtomic,
    notSaved: (error) => log.warn('a report could not be saved', error),
  }
  return {
    session,
    route: createIpcRouter({
      handlers: {
        ...appHandlers(infoOf(environment.version), (fault) => log.error('the window failed', fault)),
        ...settingsHandlers(settings),
        ...sessionHandlers(session),
        ...accountHandlers(session),
        ...openingHandlers(session, Date.now),
        ...approvalHandlers(session),
        ...commandHandlers(session, { nowMs: Date.now, randomBytes }),
        ...fileHandlers(session),
        ...viewHandlers(session),
        ...syncHandlers(session),
        ...reportHandlers(session, reports),
        ...overviewHandlers(session, reports),
        ...auditHandlers(session, reports),
        ...reconciliationHandlers(session),
        ...csvImportHandlers({
          chooseFile: environment.chooseFile,
          write: writeFileAtomic,
          notSaved: (error) => log.warn('the template could not be saved', error),
        }),
        ...diagnosticsHandlers(session, {
          runtime: runtimeOf(environment.version),
          nowMs: Date.now,
          recentLog: log.recent,
          chooseFile: environment.chooseFile,
          write: writeFileAtomic,
          notSaved: (error) => log.warn('diagnostics could not be saved', error),
        }),
      },
      classify: (error) => knownStorageProblem(error) ?? null,
      logFault: (call, fault) => log.error(`call ${call} failed`, fault),
    }),
    warmUp() {
      if (session.state().phase !== 'unlocked') keys.warmUp()
      if (backends.chosen().id === BUNDLED_ID) void bank.address()
    },
    async close() {
      keys.close()
      await session.lock()
      await bank.stop()
    },
  }
}

function runtimeOf(version: string): RuntimeFacts {
  const { electron = '', chrome = '', node } = process.versions
  return { version, electron, chrome, node, platform: platform(), architecture: arch(), osRelease: release() }
}

function infoOf(version: string): AppInfo {
  return AppInfo.parse({ version, electron: process.versions.electron, platform: process.platform })
}
