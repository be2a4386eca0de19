import { spawn } from 'node:child_process'
import { projectRoot } from './project.mjs'

/**
 * Runs a program to its end and collects what it wrote. Never rejects: a program that cannot start has code 127, one that was
 * stopped for time has `timedOut`.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs?: number, show?: boolean }} options `show` passes output on to stderr.
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export function run(command, args, { cwd = projectRoot, env = process.env, limitMs, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let output = ''
    let timedOut = false
    const collect = (chunk) => {
      output += chunk
      if (show) process.stderr.write(chunk)
    }
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    const timer =
      limitMs &&
      setTimeout(() => {
        timedOut = true
        child.kill('SIGKILL')
      }, limitMs)
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 127, output: output + error.message, timedOut })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 1, output, timedOut })
    })
  })
}

/** Runs a Node script in its own process. */
export const runNode = (script, args = [], options = {}) => run(process.execPath, [script, ...args], options)

/**
 * Runs npm, the one that started us when there is one, so that the developer's registry, proxy and cache settings hold.
 */
export function runNpm(args, options = {}) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return runNode(cli, args, options)
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options)
}
