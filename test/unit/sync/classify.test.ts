import { describe, expect, it } from 'vitest'
import { classify, type Reply } from '#main/backend/classify'

const NOW = Date.parse('2026-07-10T01:00:00.000Z')
const problem = (status: number, code: string, more: object = {}): string =>
  JSON.stringify({ type: 'about:blank', title: 't', status, code, detail: 'd', ...more })
const answered = (status: number, body = '', retryAfter?: string): Reply => ({
  kind: 'answered',
  status,
  retryAfter,
  body,
})
const failed = (code: string, message = ''): Reply => ({ kind: 'failed', code, message })

describe('classify', () => {
  it.each<[string, Reply, object | undefined]>([
    ['200', answered(200, '{}'), undefined],
    ['204', answered(204), undefined],
    ['redirect', answered(302), { kind: 'garbage', status: 302, problem: { code: 'backend.redirect' } }],
    [
      '400 with faults',
      answered(400, problem(400, 'request.invalid', { errors: [{ path: 'a', code: 'c', message: 'm' }] })),
      {
        kind: 'permanent',
        status: 400,
        problem: { code: 'request.invalid', errors: [{ path: 'a', code: 'c', message: 'm' }] },
      },
    ],
    [
      '401',
      answered(401, problem(401, 'auth.token_expired')),
      { kind: 'auth', status: 401, problem: { code: 'auth.token_expired' }, notActedOn: true },
    ],
    [
      '401 of a captive portal',
      answered(401, '<html>'),
      { kind: 'garbage', status: 401, problem: { code: 'bank.garbage', params: { reason: 'problem' } } },
    ],
    [
      '403',
      answered(403, problem(403, 'auth.forbidden', { params: { permission: 'x' } })),
      { kind: 'permanent', status: 403, problem: { code: 'auth.forbidden', params: { permission: 'x' } } },
    ],
    [
      '410',
      answered(410, problem(410, 'sync.cursor_gone')),
      { kind: 'cursor_gone', status: 410, problem: { code: 'sync.cursor_gone' } },
    ],
    [
      '423',
      answered(423, problem(423, 'auth.user_blocked')),
      { kind: 'auth', status: 423, problem: { code: 'auth.user_blocked' }, notActedOn: true },
    ],
    [
      '426',
      answered(426, problem(426, 'protocol.unsupported')),
      { kind: 'unsupported', status: 426, problem: { code: 'protocol.unsupported' }, notActedOn: true },
    ],
    [
      '429 in seconds',
      answered(429, problem(429, 'bank.too_many'), '7'),
      { kind: 'retry_after', status: 429, problem: { code: 'bank.too_many' }, retryAfterMs: 7000, notActedOn: true },
    ],
    [
      '503 with a date',
      answered(503, problem(503, 'bank.unavailable'), 'Fri, 10 Jul 2026 01:00:30 GMT'),
      { kind: 'retry_after', status: 503, problem: { code: 'bank.unavailable' }, retryAfterMs: 30_000 },
    ],
    [
      '503 with a date gone by',
      answered(503, '', 'Fri, 10 Jul 2026 00:00:00 GMT'),
      { kind: 'retry_after', status: 503, problem: { code: 'bank.unavailable' }, retryAfterMs: 0 },
    ],
    [
      '503 with nonsense',
      answered(503, '', 'soon'),
      { kind: 'retry_after', status: 503, problem: { code: 'bank.unavailable' } },
    ],
    [
      '502 of a gateway',
      answered(502, '<html>'),
      { kind: 'network', status: 502, problem: { code: 'bank.unavailable' } },
    ],
    [
      '404 in HTML',
      answered(404, '<html>'),
      { kind: 'garbage', status: 404, problem: { code: 'bank.garbage', params: { reason: 'problem' } } },
    ],
    [
      'refused connection',
      failed('ECONNREFUSED'),
      { kind: 'network', problem: { code: 'network.unreachable' }, notActedOn: true },
    ],
    [
      'unknown host',
      failed('ENOTFOUND'),
      { kind: 'network', problem: { code: 'network.unreachable' }, notActedOn: true },
    ],
    [
      'connecting took too long',
      failed('CONNECT_TIMEOUT'),
      { kind: 'network', problem: { code: 'network.unreachable' }, notActedOn: true },
    ],
    [
      'bad certificate',
      failed('DEPTH_ZERO_SELF_SIGNED_CERT'),
      {
        kind: 'network',
        problem: { code: 'backend.certificate', params: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } },
        notActedOn: true,
      },
    ],
    ['silence', failed('ECONNABORTED'), { kind: 'network', problem: { code: 'network.timeout' } }],
    [
      'cut off',
      failed('ECONNRESET'),
      { kind: 'network', problem: { code: 'network.failed', params: { reason: 'ECONNRESET' } } },
    ],
    [
      'not gzip',
      failed('Z_DATA_ERROR'),
      { kind: 'garbage', problem: { code: 'bank.garbage', params: { reason: 'encoding' } } },
    ],
    [
      'too large',
      failed('ERR_BAD_RESPONSE', 'maxContentLength size of 1 exceeded'),
      { kind: 'garbage', problem: { code: 'bank.too_large' } },
    ],
  ])('%s', (_name, reply, expected) => {
    expect(classify(reply, NOW)).toEqual(expected)
  })
})
