import { readFileSync } from 'node:fs';
import { readChainText } from '/work/wt-sim/src/modules/forecast/rules/file.ts';
import { staffChain } from '/work/wt-sim/src/modules/forecast/rules/staffing/plan.ts';
import { checkPromise } from '/work/wt-sim/src/modules/forecast/rules/promise.ts';
for (const n of ['ca746','peak-day']) {
const f = readChainText(readFileSync(`/work/wt-sim/docs/examples/${n}.json`,'utf8'));
if ('refused' in f) throw new Error();
const t=process.cpuUsage().user; const o=staffChain(f.day); console.log(n,'cpu s',(process.cpuUsage().user-t)/1e6,o.holds,JSON.stringify(o.checked),o.simulations,o.staffMinutes);
for(const s of o.stations) console.log(s.station,s.staffMinutes,s.fluidMinutes,Math.max(...s.servers.map(x=>x.count)));
}
const f = readChainText(readFileSync(`/work/wt-sim/docs/examples/peak-day.json`,'utf8')); if ('refused' in f) throw new Error();
const p=checkPromise(f.day); console.log(p.kept,p.leastKept,p.mostKept);
const u=f.day.uncertainty!; const p2=checkPromise(f.day,{judged:{...f.day,uncertainty:{...u,serviceFactor:{day:0.16,station:0.1},landingMinutes:{live:10,earlier:40,average:60}}}}); console.log('twice as uncertain',p2.kept,p2.leastKept,p2.mostKept);
const p3=checkPromise({...f.day,uncertainty:undefined} as never,{judged:f.day}); console.log('no uncertainty',p3.kept,p3.leastKept,p3.mostKept);
