import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES, Problem } from '#shared/contract/http'
import { DEMO_PASSWORD, freshId } from '../../support/bank-client'
import { type InProcessBank, startInProcess } from './in-process-bank'

/** Bodies as other clients than `fetch` send them: none at all, or in chunks without a length. */

let running: InProcessBank
beforeAll(async () => {
  running = await startInProcess()
})
afterAll(() => running.stop())

/** Writes the request by hand, because Node's own client always announces a length or chunks. */
function send(path: string, headers: readonly string[], body = ''): Promise<{ status: number; text: string }> {
  const { port } = new URL(running.url)
  return new Promise((resolve, fail) => {
    const socket = connect(Number(port), '127.0.0.1')
    const lines = [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close', ...headers, '', body]
    let answer = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part
    })
    socket.on('error', (error) => (answer === '' ? fail(error) : undefined))
    socket.on('close', () => {
      const [head = '', text = ''] = answer.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), text })
    })
    socket.write(lines.join('\r\n'))
  })
}

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`
const chunked = ['Content-Type: application/json', 'Transfer-Encoding: chunked']
const codeOf = (text: string) => Problem.parse(JSON.parse(text)).code

describe('a POST', () => {
  it('without body and length is answered like one with an empty body', async () => {
    const logout = await send('/v1/auth/logout', [])
    expect([logout.status, codeOf(logout.text)]).toEqual([401, 'auth.required'])
    const login = await send('/v1/auth/login', [])
    expect([login.status, codeOf(login.text)]).toEqual([400, 'request.invalid'])
  })

  it('in chunks is read whole', async () => {
    const login = { companyId: 'NUSANTARA', userId: 'maker', password: DEMO_PASSWORD, deviceId: freshId() }
    const answer = await send('/v1/auth/login', chunked, chunk(JSON.stringify({ ...login, deviceName: 'PC' })))
    expect(answer.status).toBe(200)
  })

  it('in chunks is cut off above the limit', async () => {
    const answer = await send('/v1/auth/login', chunked, chunk('a'.repeat(MAX_BODY_BYTES + 1)))
    expect([answer.status, codeOf(answer.text)]).toEqual([413, 'request.too_large'])
  })
})
