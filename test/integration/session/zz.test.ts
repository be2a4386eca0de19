import { it } from 'vitest'
import { startBank, device, maker, temporaryFolder, PASSWORD } from '/work/main/test/integration/session/session-world'
it('t', async () => {
  const f = temporaryFolder()
  for (let i=0;i<2;i++) {
  let t=performance.now(); const lap=(n: string)=>{ console.log(n, Math.round(performance.now()-t)); t=performance.now() }
  const b = await startBank(); lap('bank')
  const d = device(f.path+i, b.url); lap('device')
  await d.session.signIn(maker()); lap('signIn')
  await d.session.lock(); lap('lock')
  await d.session.unlock(PASSWORD); lap('unlock')
  await d.quit(); lap('quit'); await b.stop(); lap('stop')
  }
  f.remove()
})
