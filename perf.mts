import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createBank } from '#main/bank/bank'
import { runningClock } from '#main/bank/clock'
import { openDatabase } from '#main/sqlite/database'
import { payloadHash } from '#shared/kernel/canonical-json'
import { newId } from '#shared/kernel/ids'
rmSync('/tmp/b-perf',{recursive:true,force:true}); rmSync('/tmp/bare.db',{force:true})
const bare = openDatabase({path:'/tmp/bare.db'}); bare.exec('create table t(a integer primary key, b text)')
let t=performance.now(); for(let i=0;i<1000;i++) bare.transaction(()=>bare.prepare('insert into t(b) values(?)').run('x'.repeat(300))); const bareRate=1000/((performance.now()-t)/1000)
const b = await createBank({port:0,data:'/tmp/b-perf',seed:{kind:'demo'},simulation:true,clock:runningClock(Date.now)}); if(!b.ok) throw 1
const { url, bank } = b.value
const id=()=>newId({nowMs:Date.now(),randomBytes})
const post=async(p:string,body:unknown,tok?:string)=>(await fetch(url+p,{method:'POST',headers:{'content-type':'application/json',...(tok?{authorization:'Bearer '+tok}:{})},body:JSON.stringify(body)})).json() as any
const s=await post('/v1/auth/login',{companyId:'NUSANTARA',userId:'maker',password:'Bendahara#2026',deviceId:id(),deviceName:'x'})
const first=await (await fetch(url+'/v1/sync/changes?limit=5000',{headers:{authorization:'Bearer '+s.accessToken}})).json() as any
const top=first.changes.find((c:any)=>c.type==='currentAccount').id
t=performance.now(); let n=0
for(let i=0;i<10;i++){ const commands=Array.from({length:100},()=>{const args={id:id(),parentId:top,name:'Toko baru',scheme:'operational'};return {id:id(),type:'subAccount.create',version:1,args,dependsOn:[],createdAt:new Date().toISOString(),payloadHash:payloadHash({type:'subAccount.create',version:1,args})}}); const r=await post('/v1/commands',{deviceId:id(),commands},s.accessToken); n+=r.results.filter((x:any)=>x.status==='accepted').length }
const rate=n/((performance.now()-t)/1000)
t=performance.now(); for(let i=0;i<1000;i++) bare.transaction(()=>bare.prepare('insert into t(b) values(?)').run('x'.repeat(300))); const bareRate2=1000/((performance.now()-t)/1000)
console.log('bare',bareRate|0,bareRate2|0,'commands/s',rate|0,'ratio',(rate/((bareRate+bareRate2)/2)).toFixed(2),n)
t=performance.now(); for(let i=0;i<300;i++) await post('/v1/sim/actions',{action:'channel.credit',accountNumber:'1370001122334',amount:'1.00',channel:'atm'}); console.log('movements/s one by one over http',300/((performance.now()-t)/1000)|0)
await b.value.stop(); bare.close()
const sc = await createBank({port:0,data:':memory:',seed:{kind:'scale',accounts:100000},simulation:true,clock:runningClock(Date.now)}); if(!sc.ok) throw 1
const u2=sc.value.url; const s2=await (await fetch(u2+'/v1/auth/login',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({companyId:'NUSANTARA',userId:'maker',password:'Bendahara#2026',deviceId:id(),deviceName:'x'})})).json() as any
t=performance.now(); let cur='',rows=0,more=true; const cpu=process.cpuUsage()
while(more){ const p=await (await fetch(u2+'/v1/sync/changes?limit=5000'+(cur?'&cursor='+cur:''),{headers:{authorization:'Bearer '+s2.accessToken}})).text(); const j=JSON.parse(p); rows+=j.changes.length; cur=j.cursor; more=j.hasMore }
const used=process.cpuUsage(cpu); console.log('feed rows/s',rows/((performance.now()-t)/1000)|0, rows,'cpu s',(used.user+used.system)/1e6)
t=performance.now(); await fetch(u2+'/v1/sync/digest',{headers:{authorization:'Bearer '+s2.accessToken}}); console.log('digest ms',performance.now()-t|0)
t=performance.now(); await (await fetch(u2+'/v1/sim/ledger')).text(); console.log('ledger ms',performance.now()-t|0)
await sc.value.stop(); rmSync('/tmp/b-perf',{recursive:true,force:true})
