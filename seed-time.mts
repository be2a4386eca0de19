import { rmSync } from 'node:fs'
import { createBank } from '#main/bank/bank'
import { runningClock } from '#main/bank/clock'
for (const [data, seed] of [[process.argv[2] ?? ':memory:',{kind:'scale',accounts:100000}]] as const) {
  const t=performance.now(); const b = await createBank({port:0,data,seed,simulation:true,clock:runningClock(Date.now)}); 
  if(!b.ok) throw new Error(b.error.detail); console.log(data,seed,Math.round(performance.now()-t),'ms', process.memoryUsage().rss/1e6|0); await b.value.stop()
}
rmSync('/tmp/b-demo',{recursive:true,force:true}); rmSync('/tmp/b-scale',{recursive:true,force:true})
