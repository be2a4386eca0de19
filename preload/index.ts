import { contextBridge, ipcRenderer } from 'electron'
import { IPC_EVENT_CHANNEL, IPC_INVOKE_CHANNEL } from '../shared/contract/channels'
import type { BendaharaApi } from '../shared/contract/ipc'
import { createEventHub } from './events'

const hub = createEventHub()
ipcRenderer.on(IPC_EVENT_CHANNEL, (_event, name: unknown, data: unknown) => hub.receive(name, data))

const api: BendaharaApi = {
  invoke: (call, args) => ipcRenderer.invoke(IPC_INVOKE_CHANNEL, call, args),
  on: hub.on,
}

contextBridge.exposeInMainWorld('bendahara', api)
