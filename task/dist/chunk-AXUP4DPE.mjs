var Si=Object.defineProperty;var a=(e,t)=>Si(e,"name",{value:t,configurable:!0});import{createRequire as ki}from"node:module";const Dw=ki(import.meta.url);import{DER as U,WinrmError as $,actions as D,alreadyGone as Ri,answerHostCall as Pi,beginKeyExchange as Ni,bootSchema as Ee,buildOfProduct as Ci,capability as Mn,childText as Ei,cimResource as Tn,compareBoots as He,createDefragmenter as Ii,createFragmenter as Oi,createNtlmClient as Dn,createRealClock as _n,decodeSealedBody as Mi,diagnosisSchema as Ti,drainResultSchema as Di,element as ne,elementsByTag as An,encodeElement as L,encodeSealedBody as _i,endpointBindingOf as Ai,factsSchema as Ln,faultError as Li,fragmentHeaderSize as qe,healthReadingSchema as Bn,hideResultSchema as Bi,hotpatchReadingSchema as Wn,identityOf as Ve,identityOfPackage as Wi,inUseOrDisconnected as xi,initPool as Ui,installResultSchema as Gi,isPsObject as Fi,isSealedContentType as ji,jobKeyPattern as xn,jobStatusSchema as Un,kbSchema as Je,member as Gn,messageTypes as I,messageValue as F,ns as Ki,oidOf as Hi,olderProtocol as qi,packagesSchema as Vi,pipelineStates as Pt,poolStates as pe,primitiveDictionary as Ji,productNames as ze,psObject as zi,readCapability as Qi,readCimRow as Nt,readCommandResponse as Yi,readConfig as Zi,readConnectResponse as Xi,readCreatedShellId as Fn,readErrorRecord as es,readFault as ts,readHostCall as jn,readIdentity as ns,readInformation as rs,readMessage as os,readMessageRecord as as,readPage as Kn,readProgress as is,readReceiveResponse as ss,readResponse as cs,readShell as Hn,readState as qn,recut as ds,resources as ce,restartReadinessSchema as Vn,resumeResultSchema as us,rolesReadingSchema as Jn,scanResultSchema as zn,scriptFileSchema as ls,scriptReadingSchema as ms,scriptsReadingSchema as hs,sealedContentType as fs,signals as Ie,someHost as $s,sourceSchema as ps,stageResultSchema as gs,toPlain as ys,tooManyShells as ws,typeCimRow as Qn,uninstallResultSchema as vs,updateIdentitySchema as Oe,updateSchema as bs,wornOut as Ss,writeCimCall as ks,writeCommand as Rs,writeConnect as Ps,writeConnectCommand as Ns,writeCreate as Yn,writeDisconnect as Cs,writeEnumerate as Es,writeIdentify as Zn,writeMessage as Is,writePipelineSpec as Os,writePull as Ms,writeReceive as Ts,writeRelease as Ds,writeRequest as Xn,writeSend as _s,writeSignal as As}from"./chunk-NJGUFMY4.mjs";import{FailureError as A,failureOf as N,nearest as Ls,rejections as er}from"./chunk-B3KDKBGD.mjs";import{durationSchema as Qe,formatDuration as W,licenceRemedy as tr,mitigationText as Bs,notActive as Ws,whyUnlicensed as xs}from"./chunk-K52LVWWL.mjs";import{NEVER as Us,_enum as S,_null as nr,array as b,boolean as re,discriminatedUnion as ge,int as _,iso_exports as ye,json as Gs,literal as y,number as E,object as Ct,prettifyError as Fs,record as we,strictObject as h,string as g,union as ve}from"./chunk-6GBYPQGG.mjs";import{tmpdir as js}from"node:os";import{isAbsolute as Ks,relative as Hs,resolve as Et,sep as qs}from"node:path";import{mkdir as Vs,open as rr,readdir as Js,readFile as It}from"node:fs/promises";import{join as Ye}from"node:path";var zs={ENOSPC:"the disk is full",EDQUOT:"the disk quota is used up",EFBIG:"the file may not grow any more",EROFS:"the file system is read-only",EACCES:"access is denied",EPERM:"access is denied",ENOTDIR:"part of the path is a file",EEXIST:"part of the path is a file",EISDIR:"the path is a folder",EIO:"the disk reports an error"};function Me(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:void 0}a(Me,"codeOf");async function Z(e,t,n){try{return await n()}catch(r){const o=Me(r);if(r instanceof A||o===void 0)throw r;const i=`the ledger could not be ${t}: ${zs[o]??o}`,s="check the path, the rights and the free space, then run again: what was written before is kept";throw new A([N("JOURNAL_UNREADABLE",i,{next:s,place:{file:e},cause:o})])}}a(Z,"onDisk");async function Ze(e,t){try{return await e}catch(n){if(Me(n)==="ENOENT")return t;throw n}}a(Ze,"orIfAbsent");import{readdir as Qs,readFile as Ys,rename as Zs,rm as or,stat as Xs,utimes as ec,writeFile as ar}from"node:fs/promises";import{join as de}from"node:path";import{readFile as tc,readlink as nc}from"node:fs/promises";import{hostname as ir}from"node:os";var sr=Ct({owner:g(),machine:g(),scope:g(),pid:E().int(),born:g(),since:ye.datetime()});async function cr(e){const{pid:t}=process,n=new Date().toISOString();return{owner:e,machine:ir(),scope:await dr(),pid:t,born:await ur(t),since:n}}a(cr,"selfAs");async function dr(){return await nc("/proc/self/ns/pid").catch(()=>"system")}a(dr,"scopeOf");async function ur(e){const t=await tc(`/proc/${e}/stat`,"utf8").catch(()=>"");return t.slice(t.lastIndexOf(")")+2).split(" ")[19]??""}a(ur,"bornOf");async function lr({machine:e,scope:t,pid:n,born:r}){if(e!==ir()||t!==await dr())return;try{process.kill(n,0)}catch(i){return Me(i)==="ESRCH"}const o=await ur(n);return r!==""&&o!==""&&r!==o}a(lr,"isGone");function Te(e){if(e===void 0)return"somebody who left no name";const{owner:t,machine:n,pid:r,since:o}=e;return`${t}, process ${r} on ${n}, since ${o}`}a(Te,"describeHolder");var rc=sr.extend({released:re()}),oc=3e4,ac=6e5,ic=1e4;async function sc(e,t){for(;;){const n=(await Ot(e)).at(-1),r=n===void 0?"free":await mr(de(e,ue(n)));if(n!==void 0&&r!=="free"&&!r.isDead)throw hr(de(e,ue(n)),r);const o=(n??0)+1,i={...await cr(t),released:!1};if(!await dc(de(e,ue(o)),i))continue;const s=await Ot(e);if(s.at(-1)!==o){await or(de(e,ue(o)),{force:!0});continue}for(const c of s.slice(0,-1))await or(de(e,ue(c)),{force:!0});return cc({directory:e,mine:o,holder:i,notes:r==="free"?[]:[lc(r)]})}}a(sc,"takeLock");function cc({directory:e,mine:t,holder:n,notes:r}){const o=de(e,ue(t)),s=setInterval(a(()=>{const d=new Date;ec(o,d,d).catch(()=>{})},"refresh"),oc);s.unref();const c=a(async()=>(await Ot(e)).at(-1),"highest");return{notes:r,async verify(){const d=await c();if(d===t)return;const u=de(e,ue(d??t)),l=await mr(u);throw hr(u,l==="free"?{holder:void 0,age:0,isDead:!1}:l)},async release(){if(clearInterval(s),await c()!==t)return;const d=`${o}.${n.pid}.new`;await ar(d,JSON.stringify({...n,released:!0})),await Zs(d,o)}}}a(cc,"hold");var ue=a(e=>`${String(e).padStart(8,"0")}.json`,"nameOf");async function Ot(e){return(await Ze(Qs(e),[])).flatMap(n=>/^\d{8}\.json$/.test(n)?[Number(n.slice(0,8))]:[]).sort((n,r)=>n-r)}a(Ot,"generations");async function dc(e,t){try{return await ar(e,JSON.stringify(t),{flag:"wx",mode:384}),!0}catch(n){if(Me(n)==="EEXIST")return!1;throw n}}a(dc,"create");async function mr(e){const t=Promise.all([Ys(e,"utf8"),Xs(e)]),n=await Ze(t,void 0);if(n===void 0)return"free";const[r,{mtimeMs:o}]=n,i=Math.max(0,Date.now()-o),s=uc(r);return s===void 0?{holder:s,age:i,isDead:i>ic}:s.released?"free":{holder:s,age:i,isDead:await lr(s)??i>ac}}a(mr,"standingOf");function uc(e){try{return rc.parse(JSON.parse(e))}catch{return}}a(uc,"holderIn");function hr(e,t){const n=`another run writes to this ledger: ${Te(t.holder)}, seen ${W(t.age)} ago`,r=`wait until it ends; if it is certainly dead, delete ${e} and run again`;return new A([N("JOURNAL_LOCKED",n,{next:r,retryable:!0,place:{file:e}})])}a(hr,"locked");function lc(e){const t=`the run that wrote to the ledger (${Te(e.holder)}) is dead; its lock was taken over`;return N("JOURNAL_TAKEN_OVER",t)}a(lc,"takenOver");import{randomUUID as mc}from"node:crypto";import{mkdir as hc,readdir as fc,readFile as $c,rename as pc,rm as gc,writeFile as yc}from"node:fs/promises";import{join as be}from"node:path";function fr({at:e}){return`${new Date(e).toISOString().replaceAll(":","-")}-${mc()}.json`}a(fr,"letterName");function wc(e,t,n){const r=be(e,t);return{async read(){const o=await fc(r).catch(()=>[]),i=[];for(const s of o.filter(c=>c.endsWith(".json")).sort()){const c=await $c(be(r,s),"utf8").catch(()=>{});c!==void 0&&i.push({id:s,event:n.parse(JSON.parse(c))})}return i},async remove(o){for(const i of o)await gc(be(r,i),{force:!0})},async post(o){await hc(r,{recursive:!0});const i=fr(o);return await yc(be(r,`${i}.new`),JSON.stringify(o)),await pc(be(r,`${i}.new`),be(r,i)),i}}}a(wc,"createMailbox");import{hash as $r}from"node:crypto";var pr={sequence:0,digest:"0".repeat(64)},Mt=',"digest":"',gr=64,vc=Mt.length+gr+2;function yr(e,t){const{at:n,...r}=e,o=t.sequence+1,s=JSON.stringify({sequence:o,at:new Date(n).toISOString(),previous:t.digest,event:r}).slice(0,-1),c=$r("sha256",s);return{line:`${s}${Mt}${c}"}`,end:{sequence:o,digest:c}}}a(yr,"formatRecord");function bc(e){const t=e.split(`
`),n=t.at(-2);return n===void 0?pr:{sequence:t.length-1,digest:n.slice(-gr-2,-2)}}a(bc,"chainEndOf");function Tt(e,t,n){const r=e.split(`
`);if(r.pop()!=="")throw new RangeError("only whole lines are parsed");const o=[];let i=pr;for(const s of r){const c=i.sequence+1,d=s.slice(0,-vc),u=$r("sha256",d);if(s!==`${d}${Mt}${u}"}`)throw wr(n,c,"its digest is not its own");const{sequence:l,at:m,previous:f,event:p}=JSON.parse(`${d}}`);if(l!==c||f!==i.digest)throw wr(n,c,"it does not follow the line before");const w=t.safeParse({...p,at:Date.parse(m)});if(!w.success)throw kc(n,c,Sc(p));o.push(w.data),i={sequence:l,digest:u}}return{events:o,end:i}}a(Tt,"parseRecords");function wr(e,t,n){const r=`Line ${t} is not the one that was written: ${n}.`,o="restore the ledger from a backup, and find out who changed it; nothing was done";return new A([N("JOURNAL_LINE_CHANGED",r,{place:{file:e,line:t},next:o})])}a(wr,"changed");function Sc(e){const{kind:t,format:n}=Object(e);return typeof n=="number"?`${t}, format ${n}`:String(t)}a(Sc,"nameOf2");function kc(e,t,n){const r=`Line ${t} holds a record (${n}) that this version does not read.`,o="use the version that wrote it, or a later one";return new A([N("JOURNAL_VERSION_UNKNOWN",r,{place:{file:e,line:t},next:o})])}a(kc,"unknown");var Rc=/^(\d{4,})-(.+)\.jsonl$/;function Pc(e){const{directory:t,schema:n,owner:r}=e,o=a(async()=>(await Z(t,"read",()=>Ze(Js(t),[]))).flatMap(c=>{const[,d,u]=Rc.exec(c)??[];return u===void 0?[]:[{number:Number(d),rollout:u,file:Ye(t,c)}]}).sort((c,d)=>c.number-d.number),"files"),i=a(async s=>(await o()).findLast(c=>c.rollout===s),"find");return{list:a(async()=>(await o()).map(({rollout:s})=>s),"list"),async read(s){const c=await i(s);if(c===void 0)return[];const d=await Z(c.file,"read",()=>It(c.file,"utf8"));return Tt(Dt(d),n,c.file).events},async text(s){const c=await i(s);return c===void 0?"":Dt(await Z(c.file,"read",()=>It(c.file,"utf8")))},async write(s){const c=Ye(t,"lock");await Z(t,"written",()=>Vs(c,{recursive:!0,mode:448}));const d=await Z(c,"written",()=>sc(c,r));try{const u=await i(s),l=((await o()).at(-1)?.number??0)+1,m=u?.file??Ye(t,`${String(l).padStart(4,"0")}-${s}.jsonl`),{journal:f,notes:p}=await Nc({file:m,directory:t,schema:n,lock:d});return{journal:f,notes:[...d.notes,...p]}}catch(u){throw await d.release(),u}},mailbox:a(s=>wc(Ye(t,"mail"),s,n),"mailbox")}}a(Pc,"createFileLedger");async function Nc({file:e,directory:t,schema:n,lock:r}){const o=await Z(e,"read",()=>Ze(It(e,"utf8"),"")),i=Dt(o),s=Tt(i,n,e),c=await Z(e,"written",()=>rr(e,"a",384)),d=Buffer.byteLength(i),u=[];try{i.length<o.length&&(await Z(e,"written",()=>c.truncate(d)),u.push(Ic(e,s.end.sequence+1))),await Z(e,"written",()=>c.datasync()),o===""&&await Cc(t)}catch(l){throw await c.close(),l}return{journal:new Ec({file:e,handle:c,lock:r,size:d,...s}),notes:u}}a(Nc,"openJournal");async function Cc(e){const t=await rr(e,"r").catch(()=>{});await t?.sync().catch(()=>{}),await t?.close()}a(Cc,"syncDirectory");var Ec=class{static{a(this,"FileJournal")}#e;#t;#n;#r;#o;#i;#a=!1;constructor({file:e,handle:t,lock:n,size:r,events:o,end:i}){this.#e=e,this.#t=t,this.#n=n,this.#i=r,this.#r=[...o],this.#o=i}read(){return Promise.resolve([...this.#r])}async append(e){if(this.#a)throw new RangeError("a journal that could not be written is not written again");let t=this.#o;const n=e.map(o=>{const i=yr(o,t);return t=i.end,`${i.line}
`}),r=Buffer.from(n.join(""));try{await Z(this.#e,"written",async()=>{await this.#n.verify(),await this.#t.appendFile(r),await this.#t.datasync()})}catch(o){throw this.#a=!0,await this.#t.truncate(this.#i).catch(()=>{}),o}this.#i+=r.length,this.#o=t,this.#r.push(...e)}async close(){await this.#t.close(),await this.#n.release()}};function Dt(e){return e.slice(0,e.lastIndexOf(`
`)+1)}a(Dt,"wholeLines");function Ic(e,t){const n=`Line ${t} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;return N("JOURNAL_TAIL_TORN",n,{place:{file:e,line:t}})}a(Ic,"torn");import{createHash as Oc}from"node:crypto";import{mkdtempSync as Mc,rmSync as Tc}from"node:fs";import{join as Dc}from"node:path";import{existsSync as _c}from"node:fs";import{dirname as vr,join as Ac,resolve as Lc}from"node:path";var j=a((e,t,n,r=!1)=>new A([N(e,t,{next:n,retryable:r})]),"fail"),br=a(e=>j("LEDGER_GIT_MISSING",e,"install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR"),"toolMissing"),Bc=a((e,t)=>j("LEDGER_REPOSITORY_MISSING",t?`git does not open the repository of ${e}`:`there is no git repository in ${e}`,t?`if another account owns it: git config --global --add safe.directory ${e}`:"check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR"),"repositoryMissing"),Wc=a(e=>j("LEDGER_REMOTE_MISSING",e.length===0?"the repository has no remote":`the repository has the remotes ${e.join(", ")}, and none is origin`,"git remote add origin URL, or keep the ledger in a folder: file:DIR"),"remoteMissing"),Sr=a((e,t)=>j("LEDGER_BRANCH_FOREIGN",`the branch ${e} is not a ledger of patchring: ${t}`,"name a branch that is not there yet or that patchring made: git:patchring-ledger"),"branchForeign"),xc=a((e,t)=>j("JOURNAL_VERSION_UNKNOWN",`the branch ${e} is a ledger of format ${t}, which this version does not read`,"use the version that wrote it, or a later one"),"branchLater"),kr=a((e,t)=>j("JOURNAL_LINE_CHANGED",`the branch ${e} is not as this run left it: ${t}`,"put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there"),"branchRewritten"),Rr=a(e=>j("JOURNAL_REMOTE_UNREACHABLE",`the branch ${e} cannot be read: its remote does not answer, or does not know who asks`,"check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again",!0),"remoteUnreachable"),Uc=a(e=>j("JOURNAL_PUSH_DENIED",`the branch ${e} can be read but not pushed to with the rights of this checkout`,"GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true"),"pushDenied"),Gc=a(e=>j("JOURNAL_PUSH_REJECTED",`the remote refused the push to ${e}: the branch is protected, or a rule or a hook stands against it`,`exempt ${e} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`),"pushRejected"),Fc=a(e=>j("JOURNAL_PUSH_OVERTAKEN",`others pushed to ${e} each time before this run could`,"run again; if it stays so, find out who pushes there",!0),"pushOvertaken"),De=a(e=>j("JOURNAL_UNREADABLE",`git could not do its work in the temporary folder: ${e}`,"check its rights and free space, then run again: what was written before is kept"),"workFailed"),jc=a((e,t)=>j("JOURNAL_FENCED",`this run no longer writes to ${e}: ${t}`,"nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it",!0),"fenced"),Se="ledger",Pr=6e4,Kc=4e8,Hc=["GIT_DIR","GIT_WORK_TREE","GIT_INDEX_FILE","GIT_OBJECT_DIRECTORY","GIT_ALTERNATE_OBJECT_DIRECTORIES","GIT_COMMON_DIR","GIT_NAMESPACE","GIT_SHALLOW_FILE","GIT_QUARANTINE_PATH","GIT_CONFIG"],Nr=[["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.autocrlf","false"]],qc=/^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;function Vc(e){const t=Number(process.env.GIT_CONFIG_COUNT??0)||0,n={...Object.fromEntries(Hc.map(r=>[r,void 0])),GIT_TERMINAL_PROMPT:"0",GCM_INTERACTIVE:"never",GIT_CONFIG_COUNT:String(t+e.length)};for(const[r,[o,i]]of e.entries())n[`GIT_CONFIG_KEY_${t+r}`]=o,n[`GIT_CONFIG_VALUE_${t+r}`]=i;return n}a(Vc,"environmentOf");async function Jc(e,t){const n=a(i=>(s,c)=>e({command:["git",...s],directory:t,environment:Vc(i),timeout:Pr,limit:Kc,...c===void 0?{}:{input:c}}),"callWith"),r=n(Nr);await zc(r);const o=await r(["config","--local","--includes","--list","-z"]);if(o.kind!=="done")throw Bc(t,Yc(t));return n([...Qc(o.output),...Nr])}a(Jc,"gitFor");async function zc(e){const t=await e(["version"]),[,n,r]=/(\d+)\.(\d+)/.exec(t.kind==="done"?t.output:"")??[];if(n===void 0)throw br("git cannot be started here");if(Number(n)<2||Number(n)===2&&Number(r)<31)throw br(`git ${n}.${r} is too old`)}a(zc,"refuseOld");function Qc(e){const t=e.split("\0").flatMap(o=>{const[i="",...s]=o.split(`
`);return i===""?[]:[[i,s.length===0?"true":s.join(`
`)]]}),n=[...new Set(t.flatMap(([o])=>/^remote\.(.+)\.url$/s.exec(o)?.[1]??[]))],r=n.includes("origin")?"origin":n[0];if(r===void 0||r!=="origin"&&n.length>1)throw Wc(n);return t.filter(([o])=>!o.startsWith(`remote.${Se}.`)||r===Se).map(([o,i])=>[o.replace(`remote.${r}.`,`remote.${Se}.`),i]).filter(([o])=>qc.test(o))}a(Qc,"settingsIn");function Yc(e){for(let t=Lc(e);;t=vr(t)){if(_c(Ac(t,".git")))return!0;if(t===vr(t))return!1}}a(Yc,"hasRepository");var Zc="patchring <noreply@patchring.invalid>",Xc="[skip ci]";function ed({ref:e,parent:t,at:n,change:{message:r,put:o,drop:i}}){const s=a(d=>`data ${Buffer.byteLength(d)}
${d}
`,"data"),c=`${r.replaceAll(/[\u0000-\u001f\u007f]+/g," ")} ${Xc}`;return Buffer.from([`commit ${e}
mark :1
committer ${Zc} ${Math.floor(n/1e3)} +0000
${s(c)}`,t===void 0?"":`from ${t}
`,...i.map(d=>`D ${d}
`),...[...o].map(([d,u])=>`M 100644 inline ${d}
${s(u)}`),`
get-mark :1
done
`].join(""))}a(ed,"streamOf");function td(e){const t=e.split("\0").flatMap(n=>{const[,r,o]=/^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(n)??[];return r===void 0||o===void 0?[]:[[o,r]]});return new Map(t)}a(td,"filesIn");function nd(e,t){const n=Buffer.from(e),r=[];for(let o=0;r.length<t;){const i=n.indexOf(`
`,o),[,s]=/^[0-9a-f]{40} blob (\d+)$/.exec(n.toString("latin1",o,i))??[];if(i<0||s===void 0)throw De("a content of the branch is not there or is not text");r.push(n.toString("utf8",i+1,i+1+Number(s))),o=i+2+Number(s)}return r}a(nd,"pieces");var rd=200,od=400,_t="refs/patchring/tip",At={head:void 0,files:new Map};function Xe(e){const t=Buffer.from(e);return Oc("sha1").update(`blob ${t.length}\0`).update(t).digest("hex")}a(Xe,"contentName");var ad=class{static{a(this,"Branch")}name;#e;#t;#n;#r=0;#o=At;#i=Promise.resolve();constructor(e){this.#e=e,this.name=e.branch}get known(){return this.#o}read(){return this.#a(()=>this.#l())}async texts(e){if(e.length===0)return[];const t=Buffer.from(e.map(n=>`${n}
`).join(""));return nd(await this.#f(["cat-file","--batch"],t),e.length)}change(e){return this.#a(()=>this.#s(e))}#a(e){const t=this.#i.then(e,e);return this.#i=t.catch(()=>{}),t}async#s(e){const{patience:t}=this.#e;this.#r>od&&this.#g();let n=this.#o.head===void 0?await this.#l():this.#o,r=0;for(let o=0;o<rd;){const i=await e(n);if(i===void 0)return;const s=await this.#c(n,i),c=await this.#u(s,n.head),d=c.kind==="done"?s:await this.#m();if(d===s){this.#o={head:s,files:id(n.files,i)};return}if(d!==n.head){o+=1,await Lt(Math.min(20*o,1e3)),n=await this.#l();continue}if(r>=t.length)throw this.#d(c);await Lt(t[r]??0),r+=1}throw Fc(this.name)}#d(e){return e.kind==="failed"&&e.exitCode===1?Gc(this.name):e.kind==="failed"?Uc(this.name):Rr(this.name)}async#c(e,t){this.#r+=1;const n=ed({ref:_t,parent:e.head,at:Date.now(),change:t}),r=await this.#f(["fast-import","--quiet","--done","--force"],n),[o]=/^[0-9a-f]{40}$/m.exec(r)??[];if(o===void 0)throw De("fast-import named no commit");return o}async#u(e,t){const n=`refs/heads/${this.name}`,r=["--quiet","--no-verify","--no-signed","--no-follow-tags","--recurse-submodules=no"],o=`--force-with-lease=${n}:${t??""}`;return this.#$(["push",...r,o,Se,`${e}:${n}`])}async#l(){const e=await this.#m();return e===void 0?this.#o=At:e!==this.#o.head&&(this.#o=await this.#p()),this.#o}async#m(){const e=await this.#h(["ls-remote",Se,`refs/heads/${this.name}`]);return/^[0-9a-f]{40}/.exec(e)?.[0]}async#p(){const e=["--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-recurse-submodules"];await this.#h(["fetch",...e,Se,`+refs/heads/${this.name}:${_t}`]);const t=(await this.#f(["rev-parse","--verify",_t])).trim();return{head:t,files:td(await this.#f(["ls-tree","-r","-z",t]))}}async#h(e){for(const t of[...this.#e.patience,void 0]){const n=await this.#$(e);if(n.kind==="done")return n.output;if(t===void 0||n.kind==="missing")break;await Lt(t)}throw Rr(this.name)}async#f(e,t){const n=await this.#$(e,t);if(n.kind==="done")return n.output;throw De(`${e[0]} ended with ${n.kind==="failed"?`exit code ${n.exitCode}`:n.kind}`)}async#$(e,t){this.#t??=Jc(this.#e.run,this.#e.checkout);const n=await this.#t;if(this.#n===void 0){const r=sd(this.#e.temporary);if((await n(["init","--quiet","--bare","--template=",r])).kind!=="done")throw De("it could not be made");this.#n=r}return n([`--git-dir=${this.#n}`,...e],t)}#g(){this.#n!==void 0&&Er(this.#n),this.#n=void 0,this.#o=At,this.#r=0}};function id(e,{put:t,drop:n}){const r=new Map(e);for(const o of n)r.delete(o);for(const[o,i]of t)r.set(o,Xe(i));return r}a(id,"filesAfter");function Lt(e){return new Promise(t=>setTimeout(t,Math.min(e*(.5+Math.random()),Pr)))}a(Lt,"pause");var Bt=new Set,Cr=!1;function sd(e){Cr||(Cr=!0,process.once("exit",()=>{for(const t of Bt)Er(t)}));try{const t=Mc(Dc(e,"patchring-ledger-"));return Bt.add(t),t}catch(t){throw De(`no folder can be made in ${e} (${Me(t)??"for no reason that it tells"})`)}}a(sd,"makeFolder");function Er(e){Bt.delete(e),Tc(e,{recursive:!0,force:!0})}a(Er,"removeFolder");var _e="patchring.json",Wt=`${JSON.stringify({patchring:"ledger",format:1})}
`,cd=Xe(Wt),dd=/^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;function xt({files:e}){const t=new Map;for(const n of[...e.keys()].sort()){const[,r,o,i]=dd.exec(n)??[];if(r===void 0||i===void 0)continue;const s=t.get(r)??{number:Number(o),rollout:i,folder:r,pieces:new Map};s.pieces.set(n,e.get(n)??""),t.set(r,s)}return[...t.values()].sort((n,r)=>n.number-r.number)}a(xt,"shelvesIn");function Ut(e,t){return xt(e).findLast(n=>n.rollout===t)}a(Ut,"shelfOf");function ud(e,t){const n=(xt(e).at(-1)?.number??0)+1;return`rollouts/${String(n).padStart(4,"0")}-${Ir(t)}`}a(ud,"nextFolder");var ld=a((e,t)=>`${e}/${String(t).padStart(8,"0")}.jsonl`,"pieceIn"),md=a(e=>`mail/${Ir(e)}/`,"mailIn");function Ir(e){if(!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(e))throw new RangeError(`no name of a rollout: ${e}`);return e}a(Ir,"safe");async function hd(e,t,n){if(t.head===void 0)return;const r=t.files.get(_e);if(r===cd)return;if(r===void 0)throw Sr(e,`it has no ${_e}`);const o=fd(await n(r));throw o===void 0?Sr(e,`its ${_e} is not ours`):xc(e,o)}a(hd,"refuseForeign");function fd(e){try{const t=JSON.parse(e??"");return t.patchring==="ledger"&&typeof t.format=="number"?t.format:void 0}catch{return}}a(fd,"formatIn");var et="lease.json",$d=sr.extend({token:g(),beat:E().int(),until:ye.datetime()}),pd={lease:6e5,beat:18e4,letters:15e3,patience:[500,1e3,2e3,4e3,8e3,15e3]};function gd(e,t,n,r){return{...e,token:t,beat:n,until:new Date(Date.now()+r.lease).toISOString()}}a(gd,"leaseOf");function yd(e){try{return $d.parse(JSON.parse(e??""))}catch{return}}a(yd,"leaseIn");async function wd(e,t){if(await lr(e)===!0)return"over";const n=Date.parse(e.until)-Date.now();return n<=0?"over":n>t.lease+t.beat?"ahead":"held"}a(wd,"standingOf2");function Or(e,t){const n=W(Math.max(0,Date.parse(t.until)-Date.now())),r=`another run writes to this ledger: ${Te(t)}; its lease on ${e} ends in ${n} unless it is renewed`,o="wait until it ends; a run that died is taken over when its lease has run out";return new A([N("JOURNAL_LOCKED",r,{next:o,retryable:!0})])}a(Or,"heldBy");function vd(e,t){const n=`the run that wrote to ${e} (${Te(t)}) is dead or cut off; its lease was taken over`;return N("JOURNAL_TAKEN_OVER",n)}a(vd,"takenOver2");import{randomUUID as bd}from"node:crypto";async function Sd({branch:e,owner:t,pace:n,check:r}){const o=new kd(e,await cr(t),n);let i;const s=new Set;for(await e.read();;){let d;if(await e.change(async l=>{await r(l);const m=await Gt(e,l),f=m===void 0?"over":await wd(m,n),p=m!==void 0&&s.has(tt(m));if(d=f==="ahead"&&!p?m:void 0,d===void 0){if(m!==void 0&&f==="held")throw Or(e.name,m);return i=m,o.renewed(`lease of ${t}`)}}),d===void 0)break;await new Promise(l=>setTimeout(l,n.beat*1.5));const u=await Gt(e,await e.read());if(u!==void 0&&tt(u)!==tt(d))throw Or(e.name,u);s.add(tt(d))}o.begin();const c=i===void 0?[]:[vd(e.name,i)];return{lease:o,notes:c}}a(Sd,"becomeWriter");var tt=a(({token:e,beat:t})=>`${e} ${t}`,"nameOf3");async function Gt(e,{files:t}){const n=t.get(et);return n===void 0?void 0:yd((await e.texts([n]))[0])}a(Gt,"leaseAt");var kd=class{static{a(this,"HeldLease")}#e;#t;#n;#r=bd();#o=0;#i=new Set;#a=performance.now();#s;#d=!1;constructor(e,t,n){this.#e=e,this.#t=t,this.#n=n}renewed(e,t=new Map){this.#o+=1;const n=`${JSON.stringify(gd(this.#t,this.#r,this.#o,this.#n))}
`;return this.#i.add(Xe(n)),this.#a=performance.now(),{message:e,put:new Map([[_e,Wt],[et,n],...t]),drop:[]}}async verify(e){const t=e.files.get(et);if(!this.#d&&t!==void 0&&this.#i.has(t))return;const n=await Gt(this.#e,e),r=n===void 0?"its lease was taken away":`${Te(n)} has taken over`;throw jc(this.#e.name,r)}begin(){const e=a(()=>{if(performance.now()-this.#a<this.#n.beat*.9)return;const t=a(async n=>(await this.verify(n),this.renewed("lease")),"renew");this.#e.change(t).catch(()=>{})},"beat");this.#s=setInterval(e,this.#n.beat),this.#s.unref()}async release(){clearInterval(this.#s);const e=a(async t=>(await this.verify(t),{message:"lease given back",put:new Map,drop:[et]}),"giveBack");await this.#e.change(e).catch(()=>{}),this.#d=!0}},Rd=65536,Pd=class{static{a(this,"GitJournal")}#e;#t;#n;#r;#o;#i;#a;#s;#d=!1;#c=!0;constructor({branch:e,rollout:t,lease:n,shelf:r,books:o}){this.#e=e,this.#t=t,this.#n=n,this.#o=r?.folder,this.#i=r?.pieces??new Map,this.#a=o.texts.at(-1)??"",this.#r=[...o.events],this.#s=o.end}get isOpen(){return this.#c}read(){return Promise.resolve([...this.#r])}async append(e){if(this.#d)throw new RangeError("a journal that could not be written is not written again");if(e.length===0)return;let t=this.#s,n="";for(const d of e){const u=yr(d,t);t=u.end,n+=`${u.line}
`}const r=this.#i.size===0||this.#a.length>Rd,o=r?n:this.#a+n,i=this.#i.size+(r?1:0);let s="",c=this.#o??"";try{await this.#e.change(async d=>(await this.#u(d),c=this.#o??ud(d,this.#t),s=ld(c,i),this.#n.renewed(`${this.#t}: ${e.length} more`,new Map([[s,o]]))))}catch(d){throw this.#d=!0,d}this.#o=c,this.#i=new Map([...this.#i,[s,Xe(o)]]),this.#a=o,this.#s=t,this.#r.push(...e)}async#u(e){if(e.head===void 0)throw kr(this.#e.name,"it is gone");await this.#n.verify(e);for(const[t,n]of this.#i)if(e.files.get(t)!==n)throw kr(this.#e.name,`${t} is another one`)}async close(){this.#c=!1,await this.#n.release()}};function Nd(e){const{schema:t,owner:n,pace:r=pd}=e,o=new ad({...e,patience:r.patience}),i=a(m=>hd(o.name,m,async f=>(await o.texts([f]))[0]),"check"),s=a(async()=>{const m=await o.read();return await i(m),m},"read"),c=a(async m=>{const f=await o.texts([...m?.pieces.values()??[]]),p=`${o.name}:${m?.folder??"rollouts"}`;return{texts:f,...Tt(Mr(o.name,f),t,p)}},"recordsIn");let d=Number.NEGATIVE_INFINITY,u;const l=a(async()=>u?.isOpen===!0&&performance.now()-d<r.letters?o.known:(d=performance.now(),s()),"readForLetters");return{list:a(async()=>xt(await s()).map(({rollout:m})=>m),"list"),read:a(async m=>(await c(Ut(await s(),m))).events,"read"),text:a(async m=>Mr(o.name,(await c(Ut(await s(),m))).texts),"text"),async write(m){const{lease:f,notes:p}=await Sd({branch:o,owner:n,pace:r,check:i});try{const w=Ut(o.known,m),v=new Pd({branch:o,rollout:m,lease:f,shelf:w,books:await c(w)});return u=v,{journal:v,notes:p}}catch(w){throw await f.release(),w}},mailbox:a(m=>Cd({branch:o,rollout:m,schema:t,read:l,check:i}),"mailbox")}}a(Nd,"createGitLedger");function Mr(e,t){const n=t.findIndex(o=>!o.endsWith(`
`));if(n<0)return t.join("");const r=`Piece ${n+1} of a journal on ${e} ends in the middle of a line.`;throw new A([N("JOURNAL_LINE_CHANGED",r)])}a(Mr,"wholeText");function Cd({branch:e,rollout:t,schema:n,read:r,check:o}){const i=md(t);return{async read(){const{files:s}=await r(),c=[...s.keys()].filter(u=>u.startsWith(i)).sort();return(await e.texts(c.map(u=>s.get(u)??""))).map((u,l)=>{const m=c[l]??"";return{id:m.slice(i.length),event:Ed(u,n,`${e.name}:${m}`)}})},remove:a(s=>e.change(c=>{const d=s.map(u=>`${i}${u}`).filter(u=>c.files.has(u));return d.length===0?void 0:{message:`${t}: letters taken in`,put:new Map,drop:d}}),"remove"),async post(s){const c=fr(s);return await e.change(async d=>{await o(d);const u=new Map([[_e,Wt],[`${i}${c}`,JSON.stringify(s)]]);return{message:`${t}: a letter`,put:u,drop:[]}}),c}}}a(Cd,"mailboxOn");function Ed(e,t,n){try{return t.parse(JSON.parse(e))}catch{const r="A letter is not one that this version reads.",o="use the version that left it, or a later one; or delete it from the branch";throw new A([N("JOURNAL_VERSION_UNKNOWN",r,{place:{file:n},next:o})])}}a(Ed,"letterIn");var nt=["critical","hard","soft","observe"],Tr=["before","after"];function nv(e){return e}a(nv,"defineGate");var Ft=h({gate:g(),severity:S(nt),settings:we(g(),Gs())});function O(e,t){return Qe.prefault(e).describe(t)}a(O,"durationField");var Dr=90*6e4,le=6e4,Id=3;function P(e,t,n){const{evidence:r,now:o,previous:i}=n,{settle:s=0,confirm:c=1,quiet:d=!1}=t,u={verdict:e.verdict,reason:e.reason,measured:e.measured??{},strikes:0},l=(r.settledAt??o)+s,m=r.stage==="before"||e.certain===!0;if(!m&&o<l&&(e.verdict!=="pass"||d)){const v=`${e.reason}; settling for another ${W(l-o)}`;return{...u,verdict:"inconclusive",reason:v,againAt:Math.min(o+le,l)}}if(e.verdict==="pass")return u;if(e.verdict==="inconclusive")return m?u:{...u,againAt:o+le};const p=(i?.verdict==="error"==(e.verdict==="error")?i?.strikes??0:0)+1,w={...u,strikes:p};if(m)return w;if(e.verdict==="fail"&&p<c){const v=`${e.reason}; seen ${p} of ${c} times, looking again`;return{...w,verdict:"inconclusive",reason:v,againAt:o+le}}return e.verdict==="error"&&p<Id?{...w,againAt:o+le}:w}a(P,"judgeWithPatience");function R(e,t){return t?.ok===!0?t:{ok:!1,look:{verdict:"error",reason:t===void 0?`${e} was not read`:`${e} could not be read: ${t.failure.message} (${t.failure.code})`}}}a(R,"seen");function Od({updates:e}){return e.length>0&&e.every(({restart:t})=>t==="never")}a(Od,"isRestartless");function rt({name:e,help:t,severity:n,what:r,part:o,look:i,always:s}){return{name:e,help:t,stages:["before"],byDefault:["before"],severity:n,settings:h({}),probes:a(()=>({machine:["restart"],runner:[]}),"probes"),judge:a(c=>{const d=R(r,c.evidence.before?.readings.restart);if(!d.ok)return P(d.look,{},c);const u=o(d.value);if(u!==null&&s!==!0&&Od(c.evidence))return P({...i(u),verdict:"pass",reason:"no restart is expected"},{},c);const l=d.value.unreadable.find(f=>f.startsWith(r))??r,m=u===null?{verdict:"error",reason:`could not be read: ${l}`}:i(u);return P(m,{},c)},"judge")}}a(rt,"beforeRestart");var ot=["pass","inconclusive","error","fail"];function Md(e){return e.length===0?"inconclusive":e.reduce((t,n)=>ot.indexOf(t)>=ot.indexOf(n)?t:n)}a(Md,"worst");import{createHash as Td}from"node:crypto";function jt(e){return Array.isArray(e)?`[${e.map(n=>jt(n??null)).join(",")}]`:typeof e!="object"||e===null?JSON.stringify(e):`{${Object.entries(e).filter(([,n])=>n!==void 0).sort(([n],[r])=>n<r?-1:1).map(([n,r])=>`${JSON.stringify(n)}:${jt(r)}`).join(",")}}`}a(jt,"canonicalJson");function Kt(e){return Td("sha256").update(jt(e)).digest("hex")}a(Kt,"digestOf");var V=g().regex(xn),J={ring:g(),machine:g(),attempt:E().int().positive(),acknowledge:b(V)},Dd=["update","clear","undo"],_d=["update","undo"],Ad=["update","soak","undo"],Ld=ge("kind",[h({kind:y("check"),...J,job:V}),h({kind:y("stage"),...J,job:V,updates:b(Oe).min(1),until:E().int(),keeps:y(!0).exactOptional()}),h({kind:y("install"),...J,job:V,updates:b(Oe).min(1)}),h({kind:y("restart"),...J,ifStillOn:g(),purpose:S(Dd)}),h({kind:y("drain"),...J,job:V,purpose:S(_d),after:b(V)}),h({kind:y("resume"),...J,job:V,drains:b(V).min(1)}),h({kind:y("verify"),...J,purpose:S(Ad),scan:V.nullable(),eventsSince:E().int().nullable()}),h({kind:y("diagnose"),...J,eventsSince:E().int().nullable()}),h({kind:y("uninstall"),...J,job:V,packagesBefore:b(g()),kbs:b(g())}),h({kind:y("hide"),...J,job:V,updates:b(Oe).min(1)}),h({kind:y("acknowledge"),...J})]);function Bd(e){return`${e.ring}/${e.machine}/${e.kind}/${e.attempt}`}a(Bd,"keyOf");function Wd(e,t,n,r){const o=`${e}-${t}-${n}-${r}`.replaceAll(/[^A-Za-z0-9-]/g,"-");return o.length<=100?o:`${o.slice(0,59)}-${Kt([e,t,n,r]).slice(0,40)}`}a(Wd,"jobKeyOf");function _r({code:e}){return er.has(e)||e==="CREDENTIAL_WITHHELD"}a(_r,"isRejection");function Ar(e){return _r(e)||e.code.startsWith("CREDENTIAL_")}a(Ar,"isOurs");function xd(e){return Ar(e)&&!e.retryable}a(xd,"isOursForGood");function Ud(e){switch(e.kind){case"check":case"stage":case"install":return!0;case"restart":case"drain":return e.purpose!=="undo";case"resume":case"verify":case"diagnose":case"uninstall":case"hide":case"acknowledge":return!1}}a(Ud,"isForward");var x=g(),Lr=E().int(),K=h({code:x,message:x,retryable:re(),machine:x.exactOptional(),phase:x.exactOptional(),cause:x.exactOptional(),next:x.exactOptional(),place:h({file:x,line:E().exactOptional(),column:E().exactOptional(),path:x.exactOptional()}).exactOptional()});function z(e){return ge("ok",[h({ok:y(!0),value:e}),h({ok:y(!1),failure:K,arrived:S(["no","maybe"])})])}a(z,"answerSchema");var Br=h({at:Lr,readings:h({facts:z(Ln).exactOptional(),boot:z(Ee).exactOptional(),restart:z(Vn).exactOptional(),hotpatch:z(Wn).exactOptional(),health:z(Bn).exactOptional(),packages:z(b(x)).exactOptional(),roles:z(Jn).exactOptional(),scripts:z(hs).exactOptional()})}),Wr=we(x,b(z(h({status:E().int().exactOptional(),verdict:S(["pass","fail","inconclusive"]).exactOptional(),reason:x.exactOptional(),took:E()})))),Gd=ge("kind",[h({kind:y("checked"),snapshot:Br,runner:Wr,scan:z(zn)}),h({kind:y("staged"),result:gs}),h({kind:y("installed"),result:Gi,boot:Ee.nullable()}),h({kind:y("restarted"),boot:Ee,askedAt:Lr}),h({kind:y("verified"),snapshot:Br,runner:Wr,scan:z(zn).nullable()}),h({kind:y("diagnosed"),summary:x,file:x.nullable(),sha256:x.nullable(),failure:K.exactOptional()}),h({kind:y("uninstalled"),result:vs,boot:Ee.nullable()}),h({kind:y("hidden"),result:Bi}),h({kind:y("drained"),result:Di}),h({kind:y("resumed"),result:us}),h({kind:y("acknowledged")}),h({kind:y("notStarted"),failure:K}),h({kind:y("failed"),failure:K}),h({kind:y("lost"),failure:K}),h({kind:y("overdue"),failure:K})]),Fd={format:1,updated:"2026-11-21",sources:{"release-info":"https://learn.microsoft.com/windows/release-health/windows-server-release-info",support:"https://support.microsoft.com: the page of the KB itself"},rows:[{product:"windows-server-2025",month:"2024-11",kind:"hotpatch",kb:"KB5046696",ubr:2240,date:"2024-11-12",source:"release-info"},{product:"windows-server-2025",month:"2024-11",kind:"lcu",kb:"KB5046617",ubr:2314,date:"2024-11-12",source:"release-info"},{product:"windows-server-2025",month:"2024-12",kind:"hotpatch",kb:"KB5048794",ubr:2528,date:"2024-12-10",source:"release-info"},{product:"windows-server-2025",month:"2024-12",kind:"lcu",kb:"KB5048667",ubr:2605,date:"2024-12-10",source:"release-info"},{product:"windows-server-2025",month:"2025-01",kind:"baseline",kb:"KB5050009",ubr:2894,date:"2025-01-14",source:"release-info"},{product:"windows-server-2025",month:"2025-02",kind:"hotpatch",kb:"KB5052105",ubr:3107,date:"2025-02-11",source:"release-info"},{product:"windows-server-2025",month:"2025-02",kind:"lcu",kb:"KB5051987",ubr:3194,date:"2025-02-11",source:"release-info"},{product:"windows-server-2025",month:"2025-03",kind:"hotpatch",kb:"KB5053636",ubr:3403,date:"2025-03-11",source:"release-info"},{product:"windows-server-2025",month:"2025-03",kind:"lcu",kb:"KB5053598",ubr:3476,date:"2025-03-11",source:"release-info"},{product:"windows-server-2025",month:"2025-04",kind:"baseline",kb:"KB5055523",ubr:3775,date:"2025-04-08",source:"release-info"},{product:"windows-server-2025",month:"2025-04",kind:"oobLcu",kb:"KB5059087",ubr:3781,date:"2025-04-16",source:"release-info"},{product:"windows-server-2025",month:"2025-05",kind:"hotpatch",kb:"KB5058497",ubr:3981,date:"2025-05-13",source:"release-info"},{product:"windows-server-2025",month:"2025-05",kind:"oobHotpatch",kb:"KB5061258",ubr:3983,date:"2025-05-16",source:"support"},{product:"windows-server-2025",month:"2025-05",kind:"lcu",kb:"KB5058411",ubr:4061,date:"2025-05-13",source:"release-info"},{product:"windows-server-2025",month:"2025-05",kind:"oobLcu",kb:"KB5061977",ubr:4066,date:"2025-05-27",source:"release-info"},{product:"windows-server-2025",month:"2025-06",kind:"hotpatch",kb:"KB5060841",ubr:4270,date:"2025-06-10",source:"release-info"},{product:"windows-server-2025",month:"2025-06",kind:"lcu",kb:"KB5060842",ubr:4349,date:"2025-06-10",source:"release-info"},{product:"windows-server-2025",month:"2025-07",kind:"baseline",kb:"KB5062553",ubr:4652,date:"2025-07-08",source:"release-info"},{product:"windows-server-2025",month:"2025-07",kind:"oobLcu",kb:"KB5064489",ubr:4656,date:"2025-07-13",source:"release-info"},{product:"windows-server-2025",month:"2025-08",kind:"hotpatch",kb:"KB5064010",ubr:4851,date:"2025-08-12",source:"release-info"},{product:"windows-server-2025",month:"2025-08",kind:"lcu",kb:"KB5063878",ubr:4946,date:"2025-08-12",source:"release-info"},{product:"windows-server-2025",month:"2025-09",kind:"hotpatch",kb:"KB5065474",ubr:6508,date:"2025-09-09",source:"release-info"},{product:"windows-server-2025",month:"2025-09",kind:"oobHotpatch",kb:"KB5066360",ubr:null,date:null,source:"support"},{product:"windows-server-2025",month:"2025-09",kind:"lcu",kb:"KB5065426",ubr:6584,date:"2025-09-09",source:"release-info"},{product:"windows-server-2025",month:"2025-09",kind:"oobLcu",kb:"KB5068221",ubr:6588,date:"2025-09-22",source:"release-info"},{product:"windows-server-2025",month:"2025-10",kind:"baseline",kb:"KB5066835",ubr:6899,date:"2025-10-14",source:"release-info"},{product:"windows-server-2025",month:"2025-10",kind:"oobLcu",kb:"KB5070773",ubr:6901,date:"2025-10-20",source:"release-info"},{product:"windows-server-2025",month:"2025-10",kind:"oobLcu",kb:"KB5070881",ubr:6905,date:"2025-10-23",source:"support"},{product:"windows-server-2025",month:"2025-10",kind:"oobHotpatch",kb:"KB5070893",ubr:6905,date:"2025-10-24",source:"support"},{product:"windows-server-2025",month:"2025-11",kind:"hotpatch",kb:"KB5068966",ubr:7092,date:"2025-11-11",source:"release-info"},{product:"windows-server-2025",month:"2025-11",kind:"oobHotpatch",kb:"KB5072753",ubr:7093,date:"2025-11-20",source:"support"},{product:"windows-server-2025",month:"2025-11",kind:"lcu",kb:"KB5068861",ubr:7171,date:"2025-11-11",source:"release-info"},{product:"windows-server-2025",month:"2025-11",kind:"oobLcu",kb:"KB5072359",ubr:7178,date:"2025-11-18",source:"release-info"},{product:"windows-server-2025",month:"2025-12",kind:"hotpatch",kb:"KB5072014",ubr:7392,date:"2025-12-09",source:"release-info"},{product:"windows-server-2025",month:"2025-12",kind:"lcu",kb:"KB5072033",ubr:7462,date:"2025-12-09",source:"release-info"},{product:"windows-server-2025",month:"2026-01",kind:"baseline",kb:"KB5073379",ubr:32230,date:"2026-01-13",source:"release-info"},{product:"windows-server-2025",month:"2026-01",kind:"oobLcu",kb:"KB5077793",ubr:32234,date:"2026-01-17",source:"release-info"},{product:"windows-server-2025",month:"2026-01",kind:"oobLcu",kb:"KB5078135",ubr:32236,date:"2026-01-24",source:"release-info"},{product:"windows-server-2025",month:"2026-02",kind:"hotpatch",kb:"KB5075942",ubr:32313,date:"2026-02-10",source:"release-info"},{product:"windows-server-2025",month:"2026-02",kind:"lcu",kb:"KB5075899",ubr:32370,date:"2026-02-10",source:"release-info"},{product:"windows-server-2025",month:"2026-03",kind:"hotpatch",kb:"KB5078736",ubr:32463,date:"2026-03-10",source:"release-info"},{product:"windows-server-2025",month:"2026-03",kind:"lcu",kb:"KB5078740",ubr:32522,date:"2026-03-10",source:"release-info"},{product:"windows-server-2025",month:"2026-04",kind:"baseline",kb:"KB5082063",ubr:32690,date:"2026-04-14",source:"release-info"},{product:"windows-server-2025",month:"2026-04",kind:"oobLcu",kb:"KB5091157",ubr:32698,date:"2026-04-19",source:"release-info"},{product:"windows-server-2025",month:"2026-04",kind:"oobHotpatch",kb:"KB5091470",ubr:32704,date:"2026-04-19",source:"support"},{product:"windows-server-2025",month:"2026-05",kind:"hotpatch",kb:"KB5087423",ubr:32772,date:"2026-05-12",source:"release-info"},{product:"windows-server-2025",month:"2026-05",kind:"lcu",kb:"KB5087539",ubr:32860,date:"2026-05-12",source:"release-info"},{product:"windows-server-2025",month:"2026-06",kind:"baseline",kb:"KB5094125",ubr:32995,date:"2026-06-09",source:"release-info"},{product:"windows-server-2025",month:"2026-07",kind:"baseline",kb:"KB5099536",ubr:33158,date:"2026-07-14",source:"release-info"},{product:"windows-server-2025",month:"2026-08",kind:"hotpatch",kb:"KB5120228",ubr:33222,date:"2026-08-11",source:"release-info"},{product:"windows-server-2025",month:"2026-08",kind:"lcu",kb:"KB5120233",ubr:33296,date:"2026-08-11",source:"release-info"},{product:"windows-server-2025",month:"2026-09",kind:"baseline",kb:"KB5122871",ubr:33438,date:"2026-09-08",source:"release-info"},{product:"windows-server-2025",month:"2026-09",kind:"oobLcu",kb:"KB5129235",ubr:33451,date:"2026-09-14",source:"release-info"},{product:"windows-server-2025",month:"2026-10",kind:"baseline",kb:null,ubr:null,date:"2026-10-13",source:"release-info"},{product:"windows-server-2025",month:"2026-11",kind:"hotpatch",kb:null,ubr:null,date:"2026-11-10",source:"release-info"},{product:"windows-server-2025",month:"2026-12",kind:"hotpatch",kb:null,ubr:null,date:"2026-12-08",source:"release-info"},{product:"windows-server-2022",month:"2025-01",kind:"baseline",kb:"KB5049983",ubr:3091,date:"2025-01-14",source:"release-info"},{product:"windows-server-2022",month:"2025-01",kind:"oobLcu",kb:"KB5052819",ubr:3095,date:"2025-01-18",source:"release-info"},{product:"windows-server-2022",month:"2025-02",kind:"hotpatch",kb:"KB5052106",ubr:3148,date:"2025-02-11",source:"release-info"},{product:"windows-server-2022",month:"2025-02",kind:"lcu",kb:"KB5051979",ubr:3207,date:"2025-02-11",source:"release-info"},{product:"windows-server-2022",month:"2025-03",kind:"hotpatch",kb:"KB5053638",ubr:3270,date:"2025-03-11",source:"release-info"},{product:"windows-server-2022",month:"2025-03",kind:"lcu",kb:"KB5053603",ubr:3328,date:"2025-03-11",source:"release-info"},{product:"windows-server-2022",month:"2025-04",kind:"baseline",kb:"KB5055526",ubr:3453,date:"2025-04-08",source:"release-info"},{product:"windows-server-2022",month:"2025-04",kind:"oobLcu",kb:"KB5058920",ubr:3561,date:"2025-04-11",source:"release-info"},{product:"windows-server-2022",month:"2025-04",kind:"oobLcu",kb:"KB5059092",ubr:3566,date:"2025-04-16",source:"release-info"},{product:"windows-server-2022",month:"2025-05",kind:"hotpatch",kb:"KB5058500",ubr:3630,date:"2025-05-13",source:"release-info"},{product:"windows-server-2022",month:"2025-05",kind:"lcu",kb:"KB5058385",ubr:3692,date:"2025-05-13",source:"release-info"},{product:"windows-server-2022",month:"2025-05",kind:"oobLcu",kb:"KB5061906",ubr:3695,date:"2025-05-23",source:"release-info"},{product:"windows-server-2022",month:"2025-06",kind:"hotpatch",kb:"KB5060525",ubr:3745,date:"2025-06-10",source:"release-info"},{product:"windows-server-2022",month:"2025-06",kind:"lcu",kb:"KB5060526",ubr:3807,date:"2025-06-10",source:"release-info"},{product:"windows-server-2022",month:"2025-07",kind:"baseline",kb:"KB5062572",ubr:3932,date:"2025-07-08",source:"release-info"},{product:"windows-server-2022",month:"2025-08",kind:"hotpatch",kb:"KB5063812",ubr:3989,date:"2025-08-12",source:"release-info"},{product:"windows-server-2022",month:"2025-08",kind:"lcu",kb:"KB5063880",ubr:4052,date:"2025-08-12",source:"release-info"},{product:"windows-server-2022",month:"2025-09",kind:"hotpatch",kb:"KB5065306",ubr:4106,date:"2025-09-09",source:"release-info"},{product:"windows-server-2022",month:"2025-09",kind:"lcu",kb:"KB5065432",ubr:4171,date:"2025-09-09",source:"release-info"},{product:"windows-server-2022",month:"2025-10",kind:"baseline",kb:"KB5066782",ubr:4294,date:"2025-10-14",source:"release-info"},{product:"windows-server-2022",month:"2025-10",kind:"oobHotpatch",kb:"KB5070892",ubr:null,date:null,source:"support"},{product:"windows-server-2022",month:"2025-10",kind:"oobLcu",kb:"KB5070884",ubr:4297,date:"2025-10-23",source:"support"},{product:"windows-server-2022",month:"2025-11",kind:"hotpatch",kb:"KB5068840",ubr:4346,date:"2025-11-11",source:"release-info"},{product:"windows-server-2022",month:"2025-11",kind:"lcu",kb:"KB5068787",ubr:4405,date:"2025-11-11",source:"release-info"},{product:"windows-server-2022",month:"2025-12",kind:"hotpatch",kb:"KB5071413",ubr:4467,date:"2025-12-09",source:"release-info"},{product:"windows-server-2022",month:"2025-12",kind:"lcu",kb:"KB5071547",ubr:4529,date:"2025-12-09",source:"release-info"},{product:"windows-server-2022",month:"2026-01",kind:"baseline",kb:"KB5073457",ubr:4648,date:"2026-01-13",source:"release-info"},{product:"windows-server-2022",month:"2026-01",kind:"oobLcu",kb:"KB5077800",ubr:4650,date:"2026-01-17",source:"release-info"},{product:"windows-server-2022",month:"2026-01",kind:"oobLcu",kb:"KB5078136",ubr:4651,date:"2026-01-24",source:"release-info"},{product:"windows-server-2022",month:"2026-02",kind:"hotpatch",kb:"KB5075943",ubr:4711,date:"2026-02-10",source:"release-info"},{product:"windows-server-2022",month:"2026-02",kind:"lcu",kb:"KB5075906",ubr:4773,date:"2026-02-10",source:"release-info"},{product:"windows-server-2022",month:"2026-02",kind:"oobLcu",kb:"KB5082314",ubr:4776,date:"2026-03-02",source:"release-info"},{product:"windows-server-2022",month:"2026-03",kind:"hotpatch",kb:"KB5078737",ubr:4830,date:"2026-03-10",source:"release-info"},{product:"windows-server-2022",month:"2026-03",kind:"lcu",kb:"KB5078766",ubr:4893,date:"2026-03-10",source:"release-info"},{product:"windows-server-2022",month:"2026-04",kind:"baseline",kb:"KB5082142",ubr:5020,date:"2026-04-14",source:"release-info"},{product:"windows-server-2022",month:"2026-04",kind:"oobHotpatch",kb:"KB5091576",ubr:null,date:"2026-04-19",source:"support"},{product:"windows-server-2022",month:"2026-04",kind:"oobLcu",kb:"KB5091575",ubr:5024,date:"2026-04-19",source:"support"},{product:"windows-server-2022",month:"2026-05",kind:"hotpatch",kb:"KB5087424",ubr:5074,date:"2026-05-12",source:"release-info"},{product:"windows-server-2022",month:"2026-05",kind:"lcu",kb:"KB5087545",ubr:5139,date:"2026-05-12",source:"release-info"},{product:"windows-server-2022",month:"2026-08",kind:"hotpatch",kb:"KB5120229",ubr:null,date:null,source:"release-info"},{product:"windows-server-2022",month:"2026-08",kind:"lcu",kb:"KB5120242",ubr:5499,date:null,source:"release-info"},{product:"windows-server-2022",month:"2026-09",kind:"oobLcu",kb:"KB5129237",ubr:5631,date:null,source:"release-info"},{product:"windows-server-2019",month:"2026-05",kind:"lcu",kb:"KB5087538",ubr:8755,date:"2026-05-12",source:"release-info"},{product:"windows-server-2019",month:"2026-08",kind:"lcu",kb:"KB5120238",ubr:9121,date:"2026-08-11",source:"release-info"},{product:"windows-server-2019",month:"2026-09",kind:"lcu",kb:"KB5122876",ubr:9245,date:"2026-09-08",source:"release-info"},{product:"windows-server-2019",month:"2026-09",kind:"oobLcu",kb:"KB5129238",ubr:9247,date:"2026-09-14",source:"release-info"}]},jd=new Map(ze.map(e=>[Ci[e],e])),Kd=["ServerTurbine","ServerTurbineCor"];function ke(e){const t=jd.get(e.build);if(!(t===void 0||!e.installationType.startsWith("Server")))return{name:t,build:e.build,isAzureEdition:Kd.includes(e.editionId)}}a(ke,"productOf");var Hd=["baseline","hotpatch","lcu","oobHotpatch","oobLcu"],xr=h({product:S(ze).describe("The Windows product that the update is for."),month:g().regex(/^20\d\d-(0[1-9]|1[0-2])$/,"a month is written as 2026-11").describe("Month of the release: 2026-11."),kind:S(Hd).describe("baseline, hotpatch, lcu (cumulative update of a hotpatch month), oobHotpatch or oobLcu (out of band)."),kb:Je.nullable().default(null).describe("The update; left out: planned, not released yet."),ubr:_().min(1).max(999999).nullable().default(null).describe("Last part of the build, 6905 of 26100.6905, where it is known."),date:ye.date().nullable().default(null).describe("Day of the release, where it is known."),source:g().min(1).default("own row").describe("Where the row comes from.")}),qd=b(xr).min(1).superRefine((e,t)=>{for(const{index:n,key:r,message:o}of e.flatMap((i,s)=>Jd(e,i,s)))t.addIssue({code:"custom",path:[n,r],message:o})});function Vd({month:e,kind:t},n){if(n.startsWith(e))return!0;const[r=0,o=0]=e.split("-").map(Number),i=new Date(Date.UTC(r,o)).toISOString().slice(0,7);return t.startsWith("oob")&&n.startsWith(i)}a(Vd,"isDayOf");function Jd(e,t,n){const{product:r,month:o,kind:i,kb:s,ubr:c,date:d}=t,u=[],l=a((f,p)=>u.push({index:n,key:f,message:p}),"say");d!==null&&!Vd(t,d)&&l("date",`${d} is no day of ${o}`);const m=a((f,p)=>p<n&&f.product===r,"isEarlier");return s===null?(i!=="baseline"&&i!=="hotpatch"&&l("kind","only a baseline or a hotpatch is planned: write its kb"),c!==null&&l("ubr","what has no kb is not released and has no build"),e.some((f,p)=>m(f,p)&&f.kb===null&&f.month===o)&&l("month",`${o} is planned twice for ${r}: keep one of the rows`)):e.some((f,p)=>m(f,p)&&f.kb===s)&&l("kb",`${s} stands here a second time for ${r}: keep one of the rows`),u}a(Jd,"contradictions");var Ur=h({format:y(1).describe("Version of this format: 1."),updated:ye.date().optional().describe("Day on which the rows were last compared with their sources."),sources:we(g(),g()).default({}).describe("Where rows come from, by the word in their source."),replace:re().default(!1).describe("true: these rows stand in for the shipped ones; else they are added."),rows:qd.describe("One row an update.")}),Ae=Ur.parse(Fd).rows;function zd({replace:e,rows:t}){const n=a(o=>t.some(({product:i,kb:s})=>i===o.product&&s!==null&&s===o.kb),"isCorrected"),r=e?[]:Ae.filter(o=>!n(o));return Yd([...r,...t].filter((o,i,s)=>!Qd(o,s)))}a(zd,"withOwnRows");function Qd(e,t){if(e.kb!==null)return!1;const n=t.filter(({product:r,month:o})=>r===e.product&&o===e.month);return n.some(({kb:r,kind:o})=>r!==null&&(o==="baseline"||o==="hotpatch"))||n.findLast(({kb:r})=>r===null)!==e}a(Qd,"isOvertaken");function Yd(e){const t=a(({product:n})=>ze.indexOf(n),"rank");return[...e].sort((n,r)=>t(r)-t(n)||(n.month<r.month?-1:n.month>r.month?1:0))}a(Yd,"inOrder");function Re(e){return e.kind==="baseline"||e.kind==="hotpatch"||e.kind==="oobHotpatch"}a(Re,"keepsTrain");function at(e,t=Ae){return t.filter(n=>n.product===e)}a(at,"lineageOf");function it(e,t){return e.find(n=>n.kb!==null&&t.includes(n.kb))}a(it,"rowOfKbs");function Gr(e,t){return eu(e.filter(n=>n.kind==="baseline"&&n.ubr!==null&&n.ubr<=t))}a(Gr,"baselineUnder");function Zd(e,t){const n=Gr(e,t);return e.filter(r=>r.kind==="baseline"&&r.month>(n?.month??"")).sort((r,o)=>r.month<o.month?-1:1)[0]}a(Zd,"baselineAbove");function Xd(e,t){return e.filter(n=>n.month===t.month&&Re(n)&&n.kb!==null).reverse()}a(Xd,"substitutesFor");function eu(e){return e.reduce((t,n)=>(n.ubr??0)>(t?.ubr??-1)?n:t,void 0)}a(eu,"newest");function tu(e,t){const n=a(r=>Number(r.slice(0,4))*12+Number(r.slice(5,7)),"count3");return n(t)-n(e)}a(tu,"monthsSince");var nu=/(?:\(|OS Build )(\d{5})\.(\d{1,6})\)/g;function st(e){const t=[...e.matchAll(nu)],[n]=t;return n===void 0||t.length>1?void 0:{build:Number(n[1]),ubr:Number(n[2])}}a(st,"buildOfTitle");function me({build:e,ubr:t}){return`${e}.${t}`}a(me,"formatBuild");var ru=/\.NET|SQL Server|Exchange Server|SharePoint|Microsoft (365|Office)|Visual Studio|Defender|Malicious Software Removal/i;function Ht(e){return st(e.title)!==void 0||!ru.test(e.title)}a(Ht,"isForWindows");var qt="update history";function ou(e,t){const{installedKbs:n,unreadable:r}=e,o=r.filter(c=>!c.startsWith(qt));if(t===void 0||t.words===null){const c=t?.unreadable??r.find(u=>u.startsWith(qt))?.slice(qt.length+2),d=n.history===null?{gap:c??"it was not read"}:{};return{...e,unreadable:o,removed:[],...d}}const i=new Map;for(const{kb:c,operation:d,result:u}of t.words)au(u)&&!i.has(c)&&i.set(c,d);const s=a(c=>[...i].flatMap(([d,u])=>u===c?d:[]),"having");return{...e,unreadable:o,installedKbs:{...n,history:s("install")},removed:s("uninstall")}}a(ou,"joined");function au(e){return e==="succeeded"||e==="succeededWithErrors"}a(au,"isSuccess");var iu={verdict:"unknown",reason:"the Hotpatch state could not be read",evidence:[]};function Fr({verdict:e}){if(e!=="unknown")return e!=="notApplicable"&&e!=="notEnrolled"}a(Fr,"isEnrolled");var jr=3;function Kr(e,t,n=Ae,r){const o=ou(e,r),i=ke(t),s=gu(o,t),c=`${t.productName} (${me(t)})`;if(i===void 0&&t.build>=Hr)return{verdict:"unknown",reason:`${c} is in no table of Windows Server products`,evidence:s};if(i===void 0||!su(i))return{verdict:"notApplicable",reason:`${c} has no Hotpatch`,evidence:s};const d={product:i,reading:o,facts:t,lineage:at(i.name,n),evidence:s};return cu(d)??du(d)}a(Kr,"gradeHotpatch");var Hr=26100;function su(e){return e.build>=Hr||e.name==="windows-server-2022"&&e.isAzureEdition}a(su,"hasHotpatch");function cu({reading:e,facts:t,lineage:n,evidence:r}){if(e.enrollmentPackage===!0||e.arcSubscription===1)return;const o=e.unreadable.filter(d=>/^(enrolment|arc licence)/i.test(d));if(e.enrollmentPackage===null||o.length>0)return{verdict:"unknown",reason:`whether the machine is enrolled could not be read: ${o.join("; ")||"no enrolment package seen"}`,evidence:r};const i=qr(n,e,t.ubr).find(({kind:d})=>d==="hotpatch"||d==="oobHotpatch");if(i!==void 0&&e.arcSubscription!==null)return;if(i!==void 0)return{verdict:"unknown",reason:`${i.kb} is a hotpatch, and nothing shows that the machine is enrolled`,evidence:r,row:i};const{arcSubscription:s}=e;return s===null?{verdict:"notEnrolled",reason:"no trace of an enrolment",evidence:r}:{verdict:"notEnrolled",reason:`${Ws(s)}, and there is no other trace of an enrolment`,evidence:r,blockedBy:"licence",remedy:tr(e)}}a(cu,"gradeEnrolment");function he(e){return e??[]}a(he,"kbsOf");function qr(e,{installedKbs:t},n){const r=[...he(t.quickFix),...he(t.history)];return e.filter(o=>o.ubr===n&&o.kb!==null&&r.includes(o.kb))}a(qr,"standing");function du(e){const{reading:t,facts:n,lineage:r,evidence:o}=e,i=Gr(r,n.ubr),s=r.filter(p=>!Re(p)&&uu(p,i)),c=s.find(p=>p.kb!==null&&he(t.installedKbs.quickFix).includes(p.kb));if(c!==void 0)return Vr(e,c);const d=qr(r,t,n.ubr),u=d.find(Re)??d[0],l=mu(t,s,u);if(l!==void 0)return{verdict:"unknown",...l,evidence:o};if(u===void 0||i===void 0){const p=`no row of the lineage is ${me(n)} with a KB that is installed here`,w=pu(e);return{verdict:"unknown",reason:p,evidence:o,...w===void 0?{}:{remedy:w}}}if(!Re(u))return Vr(e,u);const m=hu(e,i);return m!==void 0?{verdict:"enrolledBlocked",...m,evidence:o,row:u}:{verdict:"enrolledReady",reason:`${`on the train with ${u.kb} (${me(n)}, ${u.kind} of ${u.month})`}${lu(t,u)}`,evidence:o,row:u}}a(du,"gradeTrain");function uu(e,t){return t?.ubr==null?!0:e.ubr===null?e.month>=t.month:e.ubr>t.ubr}a(uu,"isAfter");function Vr({facts:e,lineage:t,evidence:n},r){const o=Zd(t,e.ubr),i=o===void 0?"the next baseline":`the baseline of ${o.month}${o.kb?` (${o.kb})`:""}`;return{verdict:"offTrain",reason:`${r.kb} left the Hotpatch train: cumulative updates with a restart until ${i}`,evidence:n,row:r,...o===void 0?{}:{until:o.month}}}a(Vr,"offTrain");function lu({installedKbs:{quickFix:e,history:t},gap:n},{kb:r}){return r===null?"":n!==void 0?`; the list of installed updates alone says so: the update history could not be read (${n})`:he(e).includes(r)?he(t).includes(r)?"":`; the update history does not know ${r}, as after an installation by DISM`:`; the update history alone names ${r}`}a(lu,"gapText");function mu(e,t,n){const{installedKbs:r,vbsStatus:o,secureBoot:i,unreadable:s,removed:c}=e;if(r.quickFix===null)return{reason:"the list of installed updates could not be read"};if(o===null||i===null)return{reason:"VBS or Secure Boot could not be read"};if(s.length>0)return{reason:`evidence could not be read: ${s.join("; ")}`};const d=a(f=>t.find(({kb:p})=>p!==null&&f.includes(p))?.kb??void 0,"among"),[u,l]=[d(he(r.history)),d(c)];return u!==void 0?{reason:`the update history lists ${u} and the installed updates do not: it waits for a restart, or was removed`,remedy:Jr}:l!==void 0?{reason:`${l} was installed since the last baseline, and removed again`,remedy:Jr}:n===void 0||n.kb===null||!c.includes(n.kb)?void 0:{reason:`the update history says that ${n.kb} was removed and the installed updates list it: it waits for a restart, or was installed again by DISM`}}a(mu,"whyUnknown");var Jr="restart it if it waits for one; who left the train comes back with the next baseline, not by a removal";function hu(e,t){const{reading:n,facts:r}=e,o=fu(n);if(o!==void 0)return{reason:o,blockedBy:"prerequisite"};const i=e.product.isAzureEdition?void 0:xs(n);return i!==void 0?{reason:`${i}${$u(e)}`,blockedBy:"licence",remedy:tr(n)}:tu(t.month,r.clock)<=jr?void 0:{reason:`the baseline of ${t.month} is more than ${jr} months old`,blockedBy:"baseline"}}a(hu,"whyBlocked");function fu(e){if(e.vbsStatus!==2)return`virtualization-based security is not running (status ${e.vbsStatus})`;if(e.secureBoot===!1)return"Secure Boot is off";if(e.hotPatchTableSize===0)return"the kernel reserves no Hotpatch table (HotPatchTableSize is 0)"}a(fu,"whyNotPrepared");function $u({facts:e,lineage:t}){const n=e.clock.slice(0,10),[r]=t.filter(({kind:o,date:i})=>o==="hotpatch"&&i!==null&&i>n).sort((o,i)=>o.month<i.month?-1:1);return r===void 0?"":`; it costs the hotpatch of ${r.date} unless it is mended before`}a($u,"costOf");function pu({product:e,reading:t,facts:n,lineage:r}){const o=he(t.installedKbs.quickFix).filter(i=>it(r,[i])===void 0).sort((i,s)=>Number(i.slice(2))-Number(s.slice(2))).at(-1);if(o!==void 0)return`add the row of this build to the file that the policy names under lineage, with month and kind as Microsoft’s page says, perhaps - { product: ${e.name}, month: ${n.clock.slice(0,7)}, kind: …, kb: ${o}, ubr: ${n.ubr} }`}a(pu,"remedyForUnlisted");function gu(e,t){const n=a(o=>o===null?"not read":String(o),"said"),r=a(o=>o===null?"not read":`${o.length} KBs`,"count3");return[`build ${me(t)}, edition ${t.editionId}`,`enrolment package: ${n(e.enrollmentPackage)}`,`Azure Arc licence: ${e.arcSubscription??"absent or not read"}`,`VBS status: ${n(e.vbsStatus)}, Secure Boot: ${n(e.secureBoot)}`,`HotPatchTableSize: ${e.hotPatchTableSize??"absent or not read"}`,`installed updates: ${r(e.installedKbs.quickFix)}, update history: ${r(e.installedKbs.history)}`,...e.licenceTrouble.map(o=>`licence: ${o}`),`override 4264695439 against the licence bug: ${Bs(e)}`,...e.unreadable.map(o=>`not readable: ${o}`),...e.gap===void 0?[]:[`not readable: update history: ${e.gap}`]]}a(gu,"evidenceOf");var zr="it takes enrolled machines off the Hotpatch train until the next baseline",Vt="LSASS leaks memory on domain controllers until it crashes and the machine restarts",ct="domain controllers restart in a loop, Hyper-V does not start, ReFS volumes are lost",dt="LSASS may crash at start-up on domain controllers, in a loop of restarts",Qr="an optional upgrade to Windows Server 2025 bears this KB number",yu=[{kb:"KB5070881",when:{hotpatch:"enrolled",product:"windows-server-2025"},use:"KB5070893",reason:zr},{kb:"KB5070884",when:{hotpatch:"enrolled",product:"windows-server-2022"},use:"KB5070892",reason:zr},{kb:"KB5082063",when:{hotpatch:"notEnrolled",product:"windows-server-2025",role:"domain-controller"},use:"KB5091157",reason:dt},{kb:"KB5082063",when:{hotpatch:"enrolled",product:"windows-server-2025",role:"domain-controller"},reason:dt},{kb:"KB5082142",when:{hotpatch:"notEnrolled",product:"windows-server-2022",role:"domain-controller"},use:"KB5091575",reason:dt},{kb:"KB5082142",when:{hotpatch:"enrolled",product:"windows-server-2022",role:"domain-controller"},reason:dt},{kb:"KB5062557",when:{product:"windows-server-2019",role:"cluster"},use:"KB5063877",reason:"the Cluster service stops again and again, and nodes are quarantined"},{kb:"KB5068966",when:{hotpatch:"enrolled",product:"windows-server-2025"},use:"KB5072753",reason:"it is offered and installed again and again"},{kb:"KB5035857",when:{product:"windows-server-2022",role:"domain-controller"},reason:Vt},{kb:"KB5035849",when:{product:"windows-server-2019",role:"domain-controller"},reason:Vt},{kb:"KB5035855",when:{product:"windows-server-2016",role:"domain-controller"},reason:Vt},{kb:"KB5009555",when:{product:"windows-server-2022",role:"domain-controller"},reason:ct},{kb:"KB5009555",when:{product:"windows-server-2022",role:"hyper-v"},reason:ct},{kb:"KB5009557",when:{product:"windows-server-2019",role:"domain-controller"},reason:ct},{kb:"KB5009557",when:{product:"windows-server-2019",role:"hyper-v"},reason:ct},{kb:"KB5044284",when:{product:"windows-server-2019"},reason:Qr},{kb:"KB5044284",when:{product:"windows-server-2022"},reason:Qr},{kb:"KB5007651",when:{},reason:"it installs only while somebody is logged on, and is offered again and again"}];function wu(e,t,n=Ae){const r=ke(t)?.name;if(r===void 0)return[];const o=at(r,n),i=e.filter(s=>Ht(s)&&Yr(s)&&it(o,s.kbs)===void 0);return i.flatMap(s=>{const c=st(s.title)?.ubr??(i.length===1?t.ubr:null),d=t.clock.slice(0,7);return s.kbs.map(u=>({product:r,month:d,kind:"hotpatch",kb:u,ubr:c,date:null,source:"provisional"}))})}a(wu,"provisionalRows");function Yr(e){return e.restart==="never"||e.restart!=="always"&&/\bhotpatch\b/i.test(e.title)}a(Yr,"looksLikeHotpatch");function vu(e,t,{product:n,clock:r}){const[o]=e.kbs;if(o===void 0)return;const i=/^20\d\d-(?:0[1-9]|1[0-2])\b/.exec(e.title)?.[0]??r.slice(0,7),s=st(e.title)?.ubr??null;return{product:n,month:i,kind:bu(t,i),kb:o,ubr:s,date:null,source:"own row"}}a(vu,"missingRow");function bu(e,t){const n=e.find(r=>r.month===t&&r.kind==="baseline");return n===void 0?"lcu":n.kb===null?"baseline":"oobLcu"}a(bu,"likelyKind");function Su(e,t){const n=e.filter(r=>r.month===t);return n.some(({kind:r})=>r==="hotpatch")&&!n.some(({kind:r})=>r==="baseline")}a(Su,"isHotpatchMonth");function ku({product:e,month:t,kind:n,kb:r,ubr:o}){const i=o===null?"":`, ubr: ${o}`;return`- { product: ${e}, month: ${t}, kind: ${n}, kb: ${r}${i} }`}a(ku,"rowText");var Zr=h({kb:Je.describe("The update that is held, with its letters: KB5070881."),when:h({hotpatch:S(["enrolled","notEnrolled"]).optional().describe("Only machines that are enrolled in Hotpatch, or only those that are not."),product:S(ze).optional().describe("Only machines of this Windows product."),role:g().min(1).optional().describe("Only machines with this role, for example domain-controller.")}).prefault({}).describe("Which machines are meant; nothing written means all of them."),use:Je.optional().describe("The update to install instead, where the machine is offered it."),reason:g().min(1).describe("Why, in a few words: it is printed beside every machine that is held."),expires:ye.date().optional().describe("First day (UTC) on which the hold no longer counts, for example 2026-02-01.")});function Ru(e,t,n){const r=yu.filter(o=>t!=="ignore"||o.when.hotpatch===void 0);return[...e,...r].filter(o=>Jt(o,n))}a(Ru,"holdsInForce");function Jt({expires:e},t){return e===void 0||t<Date.parse(e)}a(Jt,"isInForce");function Pu(e){const t=e.updates.map(i=>({update:i,why:Cu(e,i)??Ou(e,i)})),n=t.filter(({why:i})=>i===void 0).map(({update:i})=>i),r=[...e.installed,...n.flatMap(i=>i.kbs)],o=t.flatMap(({update:i,why:s})=>s===void 0?[]:[Nu(i,s,r)]);return{install:n,held:o}}a(Pu,"holdsFor");function Nu(e,t,n){const{updateId:r,revision:o,kbs:i,title:s}=e,c={updateId:r,revision:o,kbs:i,title:s,reason:t.reason},d=t.use.find(m=>n.includes(m));if(d!==void 0)return{...c,remedy:`${d} takes its place`,blocks:!1,instead:d};if(t.use.length===0)return{...c,remedy:t.otherwise,blocks:t.blocks};const u=t.use.join(" or ");if(t.unoffered!==void 0)return{...c,remedy:`the machine is not offered ${u}: ${t.unoffered}`,blocks:!0};const l=`the machine is not offered ${u}: pause and resume Windows Update there, or approve ${u} in WSUS, and scan again`;return{...c,remedy:l,blocks:!0}}a(Nu,"heldUpdate");function Cu(e,t){const n=e.holds.find(o=>t.kbs.includes(o.kb)&&Jt(o,e.now)&&Eu(o,e));if(n===void 0)return;const r=n.expires===void 0?"as long as the hold stands":`until ${n.expires}`;return{reason:`${n.kb} is held: ${n.reason}`,use:n.use===void 0?[]:[n.use],otherwise:`it is left out ${r}`,blocks:!1}}a(Cu,"byHold");function Eu({when:e},{facts:t,grade:n}){if(e.product!==void 0&&ke(t)?.name!==e.product||e.role!==void 0&&!Iu(t,e.role))return!1;const r=Fr(n);return e.hotpatch===void 0||r===void 0||r===(e.hotpatch==="enrolled")}a(Eu,"isMeant");function Iu(e,t){return e.roles.includes(t)||t==="domain-controller"&&e.isDomainController}a(Iu,"hasRole");function Ou(e,t){const{grade:n,facts:r,mode:o,rows:i}=e;if(o==="ignore"||Fr(n)===!1||n.verdict==="offTrain")return;const s=ke(r),c=s===void 0?[]:at(s.name,i),d=it(c,t.kbs),u=t.kbs.join(", ")||t.title;if(d!==void 0){if(Re(d))return;const m=Xd(c,d).flatMap(({kb:p})=>p??[]);return{reason:`${u} would take the machine off the Hotpatch train (${n.reason})`,use:m,otherwise:"wait for the next baseline, or accept the loss with hotpatch: ignore",unoffered:n.blockedBy==="licence"?n.remedy:void 0,blocks:!0}}if(s===void 0||!Ht(t)||Yr(t))return;const l=Tu(t,c,vu(t,c,{product:s.name,clock:r.clock}));return n.blockedBy==="licence"?Mu(l,n):l}a(Ou,"byTrain");function Mu(e,{reason:t,remedy:n}){return{...e,reason:`${e.reason}, or the licence is the cause: ${t}`,otherwise:`${n}; or ${e.otherwise}`}}a(Mu,"lapsed");function Tu(e,t,n){const r=e.kbs.join(", ")||e.title,o=e.restart==="can"?"may need a restart":"needs a restart",s=n!==void 0&&Su(t,n.month)?`${r} ${o} in ${n.month}, a month of hotpatches, and is in no row of the Hotpatch lineage: it is probably meant for machines that are not enrolled`:`${r} ${o} and is in no row of the Hotpatch lineage: it may be meant for machines that are not enrolled`,d=`${n===void 0?"":`look it up on Microsoft’s page, then add this row to the file that the policy names under lineage, with the kind that the page says (${n.kind} is the guess), and plan again, since an open rollout keeps the rows it began with: ${ku(n)}; or `}leave it out with updates.exclude, or accept the loss with hotpatch: ignore`;return{reason:s,use:[],otherwise:d,blocks:!0}}a(Tu,"unlisted");var Xr=h({name:g().min(1).max(253).regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,"must be a host name or an address name: letters, digits, dots and hyphens").describe("Name of the machine, unique without regard to case; also where to connect, unless address says otherwise."),address:g().min(1).optional().describe("Where to connect when it is not the name: a DNS name or an IP address."),port:E().int().min(1).max(65535).optional().describe("Port when it is not the default of the transport (5986, sealed HTTP 5985)."),labels:we(g(),g()).default({}).describe("Free words such as ring, role, site; rings and windows select by them."),timeZone:g().optional().describe("IANA zone of the machine, used by windows with `timeZone: machine`.")}),zt=["sun","mon","tue","wed","thu","fri","sat"];function eo(e){try{return new Intl.DateTimeFormat("en-US",{timeZone:e}),!0}catch{return!1}}a(eo,"isTimeZone");var to=g().refine(eo,{error:a(e=>`"${String(e.input)}" is not an IANA time zone; write for example Europe/Berlin or UTC`,"error")}),Du={days:b(S(zt)).min(1).describe("Local weekdays on which the window starts."),start:g().regex(/^([01]\d|2[0-3]):[0-5]\d$/,"write the local start as HH:MM, for example 22:00").describe("Local start, HH:MM."),duration:Qe.describe("How long it stays open; may run past midnight; at most 24h.")},_u=h({...Du,timeZone:ve([y("machine"),to]).describe("IANA zone, or `machine`.")}),no=new Map;function Au(e){let t=no.get(e);return t===void 0&&(t=new Intl.DateTimeFormat("en-US",{timeZone:e,hourCycle:"h23",year:"numeric",month:"numeric",day:"numeric",hour:"numeric",minute:"numeric",second:"numeric"}),no.set(e,t)),t}a(Au,"formatOf");function ut(e,t){const n={};for(const{type:u,value:l}of Au(t).formatToParts(e))n[u]=Number(l);const{year:r=0,month:o=1,day:i=1,hour:s=0,minute:c=0,second:d=0}=n;return Date.UTC(r,o-1,i,s,c,d)}a(ut,"wallClock");function Lu(e,t,n){const r=Date.UTC(e.year,e.month-1,e.day,0,t),i=[r-864e5,r+864e5].map(u=>ut(u,n)-Math.floor(u/1e3)*1e3).map(u=>r-u).sort((u,l)=>u-l),s=i.find(u=>ut(u,n)===r);if(s!==void 0)return s;let c=Math.min(...i)-1,d=Math.max(...i);for(;d-c>1;){const u=Math.floor((c+d)/2);ut(u,n)>=r?d=u:c=u}return d}a(Lu,"instantOf");function Bu(e,t){const[n=0,r=0]=e.start.split(":").map(Number),o=ut(t,e.timeZone);for(let i=-2;i<=8;i+=1){const s=new Date(o+i*864e5),c=zt[s.getUTCDay()];if(c===void 0||!e.days.includes(c))continue;const d={year:s.getUTCFullYear(),month:s.getUTCMonth()+1,day:s.getUTCDate()},u=Lu(d,n*60+r,e.timeZone),l=u+e.duration;if(l>t)return{opensAt:u,closesAt:l}}throw new RangeError("a window has at least one day, so it opens within nine days")}a(Bu,"nextOpening");var Le=E().int().nonnegative(),G=E().int().nonnegative(),Wu=h({days:b(S(zt)).min(1),start:g(),duration:G,timeZone:ve([y("machine"),to])}),xu=h({...bs.pick({updateId:!0,revision:!0,title:!0,kbs:!0,restart:!0,isRestartPredicted:!0,size:!0,isProductUpgrade:!0,cves:!0}).shape,exploited:b(g()),offeredTo:b(g())}),Uu=h({name:g(),machines:b(g()).min(1),waves:b(Le).min(1),maxUnavailable:E().int().positive(),maxFailures:Le,maxSkipped:Le,soak:G,opens:G,window:Wu.nullable(),approval:S(["none","required"]),onRegression:S(["halt","rollback"]),worstCase:h({visible:Le,released:Le})}),Gu=h({name:g(),machines:b(g()).min(1),per:y("domain").nullable(),maxUnavailable:E().int().positive()}),Fu=h({scan:G,install:G,uninstall:G,restart:G,verify:G,reach:G}),ro={format:y(1),name:g(),policyHash:g(),inventoryHash:g(),surveyedRing:g().nullable(),source:ps,scansAtOnce:E().int().positive(),stage:h({before:G,atOnce:E().int().positive()}).nullable(),passes:E().int().positive(),hotpatch:S(["protect","requireEnrolled","ignore"]),restart:S(["ifNeeded","never"]),pendingRestart:S(["skip","restartFirst"]),cluster:S(["drain","ignore"]).exactOptional(),limits:Fu,gates:h({before:b(Ft),after:b(Ft)}),probeScripts:b(ls).min(1).exactOptional(),holds:b(Zr),lineage:b(xr),updates:b(xu),fastTrack:h({soak:G,opens:G.nullable(),because:b(g()).min(1)}).nullable(),deadline:h({due:ye.date(),warnBefore:G}).nullable(),groups:b(Gu),rings:b(Uu).min(1),machines:b(Xr)},ov=h(ro),oo=h({...ro,hash:g(),rolloutId:g()}).superRefine(({hash:e,rolloutId:t,...n},r)=>{const o=ao(n);o.hash===e&&o.rolloutId===t||r.addIssue({code:"custom",path:["hash"],message:"the hash is not the hash of this content"})});function ao(e){const t=Kt(e);return{hash:t,rolloutId:`${e.name}-${t.slice(0,6)}`}}a(ao,"nameOf4");var k=g(),H=E().int().nonnegative(),lt=E().int(),q={at:lt},fe={...q,ring:k},X={...q,machine:k},ju=h({gate:k,severity:S(nt),verdict:S(ot),reason:k,measured:we(k,ve([k,E(),re(),nr()])),againAt:lt.exactOptional(),strikes:H}),Ku=["held","restart","unproven","gone"],io=h({...Oe.shape,why:S(Ku),kbs:b(k),title:k,reason:k,remedy:k,blocks:re(),instead:k.exactOptional()}),so=ge("by",[h({by:y("rule"),rule:S(["critical","maxFailures"]),ring:k,wave:H,waves:H,machine:k,gate:k.nullable(),code:k,failed:H,of:H,failedInRing:H,limit:H,isAfterSoak:re()}),h({by:y("person"),person:k})]),Hu=[h({kind:y("ringOpened"),...fe}),h({kind:y("waveOpened"),...fe,wave:H,size:H}),h({kind:y("ringSoaking"),...fe,until:lt}),h({kind:y("ringJudging"),...fe}),h({kind:y("ringPassed"),...fe}),h({kind:y("ringHeld"),...fe,failure:K})],qu=[h({kind:y("intended"),...q,effect:Ld}),h({kind:y("finished"),...X,key:k,outcome:Gd,acknowledged:b(k.regex(xn))}),h({kind:y("judged"),...X,stage:S(Tr),verdict:S(ot),gates:b(ju),againAt:lt.nullable()}),h({kind:y("machineChosen"),...X,updates:b(Oe),left:b(io)}),h({kind:y("machineSkipped"),...X,failure:K}),h({kind:y("machineReturned"),...X,reason:k}),h({kind:y("machineDone"),...X,result:S(["updated","nothingNeeded"]),left:b(io)}),h({kind:y("machineFailed"),...X,failure:K,severity:S(nt),gate:k.nullable()}),h({kind:y("machineUnclear"),...X,failure:K,gate:k.nullable()}),h({kind:y("machineUndone"),...X}),h({kind:y("machineStranded"),...X,failure:K})],Vu=[h({kind:y("begun"),...q,format:y(1),plan:oo}),h({kind:y("runBegan"),...q,by:k,ring:k.nullable(),only:b(k).nullable(),again:b(k)}),h({kind:y("halted"),...q,cause:so,reason:k}),h({kind:y("resumed"),...q,person:k,reason:k,exclude:b(k)}),h({kind:y("approved"),...fe,planHash:k,person:k}),h({kind:y("updateHeld"),...q,kb:Je,reason:k,person:k}),h({kind:y("undoBegan"),...q,cause:so,reason:k,machines:b(k),spared:b(h({machine:k,reason:k}))}),h({kind:y("undoEnded"),...q,undone:H,stranded:H,left:H}),h({kind:y("stopped"),...q,failure:K}),h({kind:y("concluded"),...q,conclusion:S(["succeeded","nothing-to-do","rolled-back"])})],co=ge("kind",[...Vu,...Hu,...qu]);import{isAbsolute as Ju,resolve as zu}from"node:path";function Qu(e,t){return/[/\\]/.test(e)&&!Ju(e)?zu(t,e):e}a(Qu,"pathOf");function Yu(e){const t={};for(const[n,r]of Object.entries({...process.env,...e}))r!==void 0&&!/^INPUT_/i.test(n)&&(t[n]=r);return t}a(Yu,"environmentWith");async function mt(e){const{command:t,directory:n,timeout:r,limit:o,environment:i,input:s,signal:c}=e,{execa:d}=await import("./execa-67JBZUJ6.mjs"),[u="",...l]=t,m=d(Qu(u,n),l,{cwd:n,env:Yu(i),extendEnv:!1,...s===void 0?{stdin:"ignore"}:{input:s},stderr:"ignore",timeout:r,maxBuffer:o,reject:!1,windowsHide:!0,killSignal:"SIGKILL",...c===void 0?{}:{cancelSignal:c}}),f=a(()=>{m.stdout?.destroy()},"letGo"),p=setTimeout(f,r);m.once("exit",(v,C)=>C!==null&&f());const w=await m;return clearTimeout(p),w.isCanceled?{kind:"aborted"}:w.timedOut?{kind:"overdue"}:w.isMaxBuffer?{kind:"tooLong"}:w.failed?w.exitCode!==void 0?{kind:"failed",how:`exit code ${w.exitCode}`,exitCode:w.exitCode}:w.signal!==void 0?{kind:"failed",how:`signal ${w.signal}`}:{kind:"missing",why:w.code??"it cannot be started"}:{kind:"done",output:String(w.stdout??"")}}a(mt,"runCommand");function Zu(e,{during:t}){return{readBoot:a(()=>t(e.readBoot()),"readBoot"),readNewBoot:a(n=>t(e.readNewBoot(n)),"readNewBoot"),probe:a((n,r)=>t(e.probe(n,r)),"probe"),startJob:a((n,r)=>t(e.startJob(n,r)),"startJob"),pollJob:a(n=>t(e.pollJob(n)),"pollJob"),cancelJob:a(n=>t(e.cancelJob(n)),"cancelJob"),removeJob:a(n=>t(e.removeJob(n)),"removeJob"),restart:a((n,r)=>t(e.restart(n,r)),"restart"),release:a(()=>t(e.release()),"release")}}a(Zu,"machineDuring");function Xu(e,t){return{machine:a(n=>Zu(e.machine(n),t),"machine"),close:a(()=>t.during(e.close()),"close")}}a(Xu,"fleetDuring");function el(e,{during:t}){return{http:a((n,r)=>t(e.http(n,r)),"http"),tcp:a((n,r,o)=>t(e.tcp(n,r,o)),"tcp"),exec:a((n,r)=>t(e.exec(n,r)),"exec")}}a(el,"probesDuring");function tl(e,{during:t}){return{read:a(()=>t(e.read()),"read"),append:a(n=>t(e.append(n)),"append"),close:a(()=>t(e.close()),"close")}}a(tl,"journalDuring");var uo="file:.patchring",lo="git:patchring-ledger";function mo(e){return e?lo:uo}a(mo,"defaultPlace");function nl(e){const{isPipeline:t=!1,clock:n=_n()}=e,r=e.place??mo(t),{ledger:o,directory:i}=ol(r,e);return{place:r,directory:i,list:a(()=>n.during(o.list()),"list"),read:a(s=>n.during(o.read(s)),"read"),text:a(s=>n.during(o.text(s)),"text"),async write(s){const{journal:c,notes:d}=await n.during(o.write(s));return{journal:tl(c,n),text:a(()=>n.during(o.text(s)),"text"),mailbox:o.mailbox(s),notes:d,close:a(()=>n.during(c.close()),"close")}},words:a(async s=>(await n.during(o.mailbox(s).read())).map(({event:c})=>c),"words"),leave:a(async(s,c)=>{await o.mailbox(s).post(c)},"leave")}}a(nl,"openLedger");var rl=/^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;function ol(e,{from:t,owner:n,temporary:r=js()}){const[,o="",i=""]=/^(file|git):(.*)$/s.exec(e)??[];if(o==="file"&&i.trim()!==""){const s=Et(t,i);return{directory:s,ledger:Pc({directory:s,schema:co,owner:n})}}if(o==="git"&&rl.test(i)){const s={run:mt,checkout:Et(t),temporary:r,branch:i};return{directory:void 0,ledger:Nd({...s,schema:co,owner:n})}}throw new A([N("LEDGER_INVALID",`the ledger "${e}" does not say where the journal lives`,{next:`Write git:BRANCH or file:DIR, for example ${lo} or ${uo}.`})])}a(ol,"ledgerAt");function al(e,t){return t.some(n=>{if(n===void 0)return!1;const r=Hs(Et(n),e);return!(r===".."||r.startsWith(`..${qs}`)||Ks(r))})}a(al,"liesIn");import{hostname as il}from"node:os";import{request as sl}from"node:http";import{request as cl}from"node:https";import{connect as dl}from"node:net";import{rootCertificates as ul}from"node:tls";function ho(e,t,n){const r=n,i=r?.name==="TimeoutError"||r?.name==="AbortError"?`no answer in ${t} ms`:r?.code??r?.message??"no answer";return{ok:!1,failure:N("PROBE_FAILED",`${e}: ${i}`,{retryable:!0,phase:"probe",...r?.message===void 0?{}:{cause:r.message}}),arrived:"maybe"}}a(ho,"failed");function fo(e,t){const n=AbortSignal.timeout(Math.max(1,e));return t===void 0?n:AbortSignal.any([n,t])}a(fo,"limitOf");var ll=65536,ml=300,hl=Ct({verdict:S(["pass","fail","inconclusive"]),reason:g().default("")});function fl(e){if(!e.trimStart().startsWith("{"))return{verdict:"pass",reason:""};try{const{verdict:t,reason:n}=hl.parse(JSON.parse(e));return{verdict:t,reason:n.slice(0,ml)}}catch{return}}a(fl,"verdictIn");async function $l(e){const t=performance.now(),n=await mt(e),r=Math.round(performance.now()-t),o=a(c=>({ok:!0,value:{verdict:"fail",reason:c,took:r}}),"failed2"),i=e.command[0]??"",s=a(c=>({ok:!1,failure:N("PROBE_FAILED",`${i}: ${c}`,{retryable:!0,phase:"probe"}),arrived:"maybe"}),"unread");switch(n.kind){case"done":{const c=fl(n.output);return c===void 0?s("it prints JSON that is no verdict"):{ok:!0,value:{...c,took:r}}}case"failed":return o(n.how);case"overdue":return o(`it did not end in ${e.timeout} ms`);case"missing":return s(n.why);case"tooLong":return s("it prints too much");case"aborted":return s("the run was asked to stop")}}a($l,"askCommand");function pl({directory:e,ca:t,signal:n}){const r=t===void 0?{}:{ca:[...ul,t]};return{exec:a((o,i)=>$l({command:o,directory:e,timeout:i,limit:ll,signal:n}),"exec"),http(o,i){const s=performance.now(),c=a(()=>Math.round(performance.now()-s),"took");return new Promise(d=>{const u=o.startsWith("https:"),l={agent:!1,signal:fo(i,n),headers:{Accept:"*/*"}},m=u?cl(o,{...l,...r}):sl(o,l);m.on("response",f=>{d({ok:!0,value:{status:f.statusCode??0,took:c()}}),f.destroy()}),m.on("error",f=>d(ho(o,c(),f))),m.end()})},tcp(o,i,s){const c=performance.now(),d=a(()=>Math.round(performance.now()-c),"took");return new Promise(u=>{const l=dl({host:o,port:i,signal:fo(s,n)});l.on("connect",()=>{u({ok:!0,value:{took:d()}}),l.destroy()}),l.on("error",m=>u(ho(`${o}:${i}`,d(),m)))})}}}a(pl,"createRunnerProbes");import{randomBytes as gl}from"node:crypto";import{hostname as yl}from"node:os";var $o="application/soap+xml;charset=UTF-8",wl=new Map([[401,["WINRM_AUTH_REJECTED","the credentials were rejected"]],[403,["WINRM_FORBIDDEN","the request was refused"]],[404,["WINRM_NOT_FOUND","there is no WS-Man service at this path"]],[413,["WINRM_ENVELOPE_TOO_LARGE","the request is larger than the machine accepts"]],[425,["WINRM_BUSY","the service is busy"]],[429,["WINRM_BUSY","the service is busy"]],[503,["WINRM_BUSY","the service is busy"]]]),vl=200;function po(e){return e.headers.get("content-type")?.[0]}a(po,"contentTypeOf");function ht(e){if(e.body.length===0)return"empty";const t=po(e);return ji(t)?"sealed":t?.split(";",1)[0]?.trim().toLowerCase()==="application/soap+xml"?"soap":"other"}a(ht,"kindOf");function Be(e){return e.status>=200&&e.status<300}a(Be,"isSuccess2");function bl(e){return e.body.subarray(0,4096).toString("utf8").replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi," ").replace(/<[^>]*>/g," ").replace(/\s+/g," ").trim().slice(0,vl)}a(bl,"quoteOf");function We(e,t,n={}){const r=Be(e)?"the answer is not SOAP":`unexpected HTTP status ${e.status}`,[o,i]=wl.get(e.status)??["WINRM_HTTP_FAILED",r],s=ht(e)==="other"?{peerText:bl(e),contentType:po(e)}:{};return new $(o,`${t}: ${i}`,{httpStatus:e.status,...s,...n})}a(We,"failureOf2");import{spawn as Sl}from"node:child_process";import{mkdtempSync as kl,rmSync as Rl}from"node:fs";import{tmpdir as Pl}from"node:os";import{join as go}from"node:path";import{createInterface as Nl}from"node:readline";var Cl=`# Kerberos tokens from .NET (NegotiateAuthentication: MIT Kerberos on Linux, SSPI on Windows), for all machines of one run.
# One request a line on standard input, fields apart by blanks: number, operation, name of the context, arguments in base64.
# One answer a line on standard output, in the same order: number, status, token or message, error numbers of the Kerberos library.
# Keep it to the language and .NET: the bare engine has no more. Nothing is kept but the contexts; no request is ever printed.

class PatchringBinding : System.Security.Authentication.ExtendedProtection.ChannelBinding {
    [int] $Length
    PatchringBinding([byte[]] $data) : base($true) {
        # SEC_CHANNEL_BINDINGS: a header of 32 bytes that says where the application data is, then the data.
        $this.Length = 32 + $data.Length
        $memory = [System.Runtime.InteropServices.Marshal]::AllocHGlobal($this.Length)
        $bytes = [byte[]]::new($this.Length)
        [BitConverter]::GetBytes($data.Length).CopyTo($bytes, 24)
        [BitConverter]::GetBytes(32).CopyTo($bytes, 28)
        $data.CopyTo($bytes, 32)
        [System.Runtime.InteropServices.Marshal]::Copy($bytes, 0, $memory, $bytes.Length)
        $this.SetHandle($memory)
    }
    [int] get_Size() { return $this.Length }
    [bool] get_IsInvalid() { return $this.handle -eq [IntPtr]::Zero }
    [bool] ReleaseHandle() {
        [System.Runtime.InteropServices.Marshal]::FreeHGlobal($this.handle)
        return $true
    }
}

function ConvertFrom-Field {
    param([string] $Text)
    return [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Text))
}

function New-Context {
    param([string[]] $Fields)
    $options = [System.Net.Security.NegotiateAuthenticationClientOptions]::new()
    $options.Package = 'Kerberos'
    $options.TargetName = ConvertFrom-Field $Fields[0]
    $options.RequireMutualAuthentication = $true
    $options.RequiredProtectionLevel = [System.Net.Security.ProtectionLevel]::EncryptAndSign
    if ($Fields[1].Length -gt 0) { $options.Binding = [PatchringBinding]::new([Convert]::FromBase64String($Fields[1])) }
    if ($Fields[2].Length -gt 0) {
        $options.Credential = [System.Net.NetworkCredential]::new(
            (ConvertFrom-Field $Fields[2]), (ConvertFrom-Field $Fields[4]), (ConvertFrom-Field $Fields[3]))
    }
    return [System.Net.Security.NegotiateAuthentication]::new($options)
}

# The library's own numbers for what went wrong; .NET keeps them to itself, the library's trace does not.
function Read-Trace {
    $path = [Environment]::GetEnvironmentVariable('KRB5_TRACE')
    if ([string]::IsNullOrEmpty($path) -or -not [System.IO.File]::Exists($path)) { return '' }
    $text = [System.IO.File]::ReadAllText($path)
    [System.IO.File]::WriteAllText($path, '')
    $numbers = @(foreach ($match in [regex]::Matches($text, '-17653\\d{5}')) { $match.Value })
    # KRB5_KDC_UNREACH is the one number that is not traced: somebody was asked, and nobody answered.
    if ($text -match 'Sending initial|Initiating TCP' -and $text -notmatch 'Received answer') { $numbers += '-1765328228' }
    return $numbers -join ','
}

$contexts = @{}

function Invoke-Request {
    param([string] $Operation, [string] $Name, [string[]] $Fields)
    if ($Operation -eq 'drop') {
        if ($contexts.ContainsKey($Name)) { $contexts[$Name].Dispose(); $contexts.Remove($Name) }
        return 'Completed', ''
    }
    if ($null -eq ('System.Net.Security.NegotiateAuthentication' -as [type])) { return 'TooOld', '' }
    if ($Operation -eq 'start') { $contexts[$Name] = New-Context $Fields }
    $context = $contexts[$Name]
    if ($Operation -eq 'start' -or $Operation -eq 'step') {
        $status = [System.Net.Security.NegotiateAuthenticationStatusCode]::GenericFailure
        $token = [System.Management.Automation.Language.NullString]::Value
        if ($Operation -eq 'step') { $token = $Fields[0] }
        $answer = $context.GetOutgoingBlob($token, [ref] $status)
        if ("$status" -eq 'Completed' -and -not ($context.IsMutuallyAuthenticated -and $context.IsEncrypted)) { return 'QopNotSupported', '' }
        return "$status", "$answer"
    }
    if ($Operation -eq 'verify') {
        if ($null -eq $context.GetType().GetMethod('VerifyIntegrityCheck')) { return 'Skipped', '' }
        $fine = $context.VerifyIntegrityCheck([Convert]::FromBase64String($Fields[0]), [Convert]::FromBase64String($Fields[1]))
        if ($fine) { return 'Completed', '' }
        return 'MessageAltered', ''
    }
    $writer = [System.Buffers.ArrayBufferWriter[byte]]::new()
    $encrypted = $false
    $bytes = [Convert]::FromBase64String($Fields[0])
    if ($Operation -eq 'wrap') { $status = $context.Wrap($bytes, $writer, $true, [ref] $encrypted) }
    else { $status = $context.Unwrap($bytes, $writer, [ref] $encrypted) }
    if ("$status" -eq 'Completed' -and -not $encrypted) { return 'QopNotSupported', '' }
    return "$status", [Convert]::ToBase64String($writer.WrittenMemory.ToArray())
}

$reader = [System.IO.StreamReader]::new([Console]::OpenStandardInput())
$writer = [System.IO.StreamWriter]::new([Console]::OpenStandardOutput())
$writer.AutoFlush = $true
$writer.NewLine = "\`n"
while ($null -ne ($line = $reader.ReadLine())) {
    $number, $operation, $name, $fields = $line.Split(' ')
    $trace = ''
    try { $status, $answer = Invoke-Request $operation $name $fields }
    catch {
        $answer = ''
        $status = $_.Exception.GetBaseException().GetType().Name
    }
    if ($operation -eq 'start' -or $operation -eq 'step') { $trace = Read-Trace }
    $writer.WriteLine("$number $status $answer $trace")
}
# Whoever started us may be gone: the trace and the folder made for it go here. Other files in there would keep the folder.
$path = [Environment]::GetEnvironmentVariable('KRB5_TRACE')
try {
    [System.IO.File]::Delete($path)
    [System.IO.Directory]::Delete([System.IO.Path]::GetDirectoryName($path))
}
catch { $null = $_ }
`;function yo(e,t){const n={sent:e==="unwrap",...t===void 0?{}:{cause:t}};return new $("WINRM_CONNECTION_LOST","the process with the keys of the connection has ended",n)}a(yo,"lost");var ft=a(e=>Buffer.from(e).toString("base64"),"field"),El=class{static{a(this,"TokenSource")}#e;#t=new Map;#n;#r=0;#o=a(()=>{},"#stopLingering");constructor(e){this.#e=e}get open(){return this.#t.size}start({spn:e,channelBinding:t,account:n}){const r=this.#i(),o=`c${++this.#r}`;this.#t.set(o,r);const i=n===void 0?["","",""]:[n.user,n.domain,n.password].map(ft);return this.#a(r,["start",o,ft(e),ft(t??""),...i])}ask(e,t,...n){const r=this.#t.get(t);return r===void 0||r!==this.#n?Promise.reject(yo(e)):this.#a(r,[e,t,...n.map(ft)])}drop(e){const t=this.#t.get(e);!this.#t.delete(e)||t===void 0||t!==this.#n||(this.#a(t,["drop",e]).catch(()=>{}),!(this.#t.size>0)&&(this.#o(),this.#o=this.#e.after(this.#e.linger??3e4,()=>this.close())))}close(){this.#o(),this.#n?.script.end()}#i(){if(this.#o(),this.#n!==void 0)return this.#n;const e=new Map,n={script:this.#e.start({onLine:a(r=>this.#s(n,r),"onLine"),onEnd:a(r=>this.#d(n,r),"onEnd")}),waiting:e,isProved:!1};return this.#n=n,n}#a(e,t){const n=String(++this.#r);return new Promise((r,o)=>{e.waiting.set(n,{resolve:r,reject:o,context:t[1]??"",operation:t[0]??""}),e.script.hold(!0),e.script.write(`${n} ${t.join(" ")}
`)})}#s(e,t){const[n="",r="",o="",i=""]=t.trimEnd().split(" "),s=e.waiting.get(n);s!==void 0&&(e.waiting.delete(n),e.isProved=!0,e.waiting.size===0&&e.script.hold(!1),s.resolve({context:s.context,status:r,bytes:Buffer.from(o,"base64"),numbers:i===""?[]:i.split(",").map(Number)}))}#d(e,t){this.#n===e&&(this.#n=void 0);for(const{reject:n,operation:r}of e.waiting.values())n(e.isProved?yo(r,t):t);e.waiting.clear();for(const[n,r]of this.#t)r===e&&this.#t.delete(n)}},Il=Buffer.from(Cl,"utf16le").toString("base64"),Ol=["-NoLogo","-NoProfile","-NonInteractive","-OutputFormat","Text","-EncodedCommand",Il],wo=300;function Ml(e,t){return new $("WINRM_KERBEROS_INTERPRETER_MISSING",`${e} cannot be started`,{cause:t,sent:!1})}a(Ml,"missing");function Tl(e,t,n){const r=`${e} has ended (${t??"by a signal"})`;return new $("WINRM_KERBEROS_FAILED",r,{sent:!1,peerText:n.slice(-wo)})}a(Tl,"ended");function Dl(e){const{command:t,args:n=[],env:r={}}=e;return o=>{const i=kl(go(Pl(),"patchring-")),s=Sl(t,[...n,...Ol],{env:{...process.env,...r,KRB5_TRACE:go(i,"trace")},stdio:["pipe","pipe","pipe"],windowsHide:!0});let c="",d=!1;const u=a(()=>Rl(i,{recursive:!0,force:!0}),"clean");process.once("exit",u);const l=a(p=>{d||(d=!0,process.off("exit",u),u(),o.onEnd(p))},"finish");Nl({input:s.stdout}).on("line",p=>o.onLine(p)),s.stderr.setEncoding("utf8").on("data",p=>{c=`${c}${p}`.slice(-wo)}),s.stdin.on("error",()=>{}),s.once("error",p=>l(Ml(t,p))),s.once("close",p=>l(Tl(t,p,c)));const m=[s.stdin,s.stdout,s.stderr],f=a(p=>{for(const w of[s,...m])p?w.ref():w.unref()},"hold2");return f(!1),{write:a(p=>s.stdin.write(p),"write"),hold:f,end:a(()=>s.stdin.end(),"end")}}}a(Dl,"processStarter");var vo=new Map;function _l(e={command:"pwsh"}){const t=JSON.stringify(e),n=vo.get(t);if(n!==void 0)return n;const r=a((i,s)=>{const c=setTimeout(s,i).unref();return()=>clearTimeout(c)},"after"),o=new El({start:Dl(e),after:r});return vo.set(t,o),o}a(_l,"tokenSource");var Al={name:"basic",seals:!1,createContext:a(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","Basic authentication is only done over HTTPS");if(e.username.includes(":"))throw new $("WINRM_USAGE_INVALID","Basic authentication knows no user name with a colon");return{httpScheme:"Basic",everyRequest:!0,step:a(async t=>t===void 0?{kind:"send",token:Buffer.from(`${e.username}:${await e.password()}`),final:!0}:{kind:"done"},"step"),sealing:a(()=>{throw new $("WINRM_USAGE_INVALID","Basic authentication cannot seal")},"sealing")}},"createContext")},Ll=new Uint8Array(0),Bl={name:"certificate",seals:!1,createContext:a(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","a client certificate is only shown over HTTPS");return{httpScheme:"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",everyRequest:!0,step:a(t=>t===void 0?{kind:"send",token:Ll,final:!0}:{kind:"done"},"step"),sealing:a(()=>{throw new $("WINRM_USAGE_INVALID","a client certificate cannot seal")},"sealing")}},"createContext")},Wl=-1765328384,xl=156,Qt=new Map([[6,["WINRM_AUTH_REJECTED","the domain knows no such user"]],[7,["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],[18,["WINRM_AUTH_ACCOUNT_LOCKED","the account is locked, disabled or expired"]],[23,["WINRM_AUTH_PASSWORD_EXPIRED","the password of the account has expired"]],[24,["WINRM_AUTH_REJECTED","the domain refused the password"]],[31,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[37,["WINRM_KERBEROS_CLOCK_SKEWED","the clocks are too far apart"]],[41,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[44,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[45,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[xl,["WINRM_KERBEROS_KDC_UNREACHABLE","no domain controller answers"]]]),Ul=new Map([["TargetUnknown",["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],["UnknownCredentials",["WINRM_KERBEROS_CREDENTIALS_MISSING","there is no ticket, keytab or known realm"]],["InvalidCredentials",["WINRM_AUTH_REJECTED","the domain refused the credentials"]],["CredentialsExpired",["WINRM_KERBEROS_CREDENTIALS_MISSING","the ticket has expired"]],["Unsupported",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TooOld",["WINRM_KERBEROS_INTERPRETER_MISSING","this PowerShell is older than 7.3"]],["DllNotFoundException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TypeInitializationException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["BadBinding",["WINRM_AUTH_REJECTED","the channel binding is another one"]]]);function Gl(e,t){const r=[...e.numbers.map(d=>d-Wl)].reverse().find(d=>Qt.has(d)),o=["WINRM_KERBEROS_FAILED",`it failed (${e.status})`],[i,s]=(r===void 0?Ul.get(e.status):Qt.get(r))??o,c={spn:t,status:e.status,sent:!1,...r===void 0?{}:{number:r}};return new $(i,`Kerberos for ${t}: ${s}`,c)}a(Gl,"kerberosFailure");var Fl="2a864886f712010202",jl=768,Kl=126,Hl=166;function ql(e){const t=ne(e),n=ne(t?.tag===96?t.content:void 0);if(n?.tag!==U.OID||Buffer.from(n.content).toString("hex")!==Fl)return;const{rest:r}=n;if(r.length<2||((r[0]??0)<<8)+(r[1]??0)!==jl)return;const o=ne(r.subarray(2)),i=An(o?.tag===Kl?ne(o.content)?.content:void 0),s=ne(i?.get(Hl));if(!(s?.tag!==U.INTEGER||s.content.length===0||s.content.length>4))return s.content.reduce((c,d)=>c*256+d,0)}a(ql,"errorNumberOf");function Vl(e,t){const n=ql(e);if(n===void 0)return;const r=["WINRM_KERBEROS_FAILED",`the machine refused the ticket (error ${n})`],[o,i]=Qt.get(n)??r;return new $(o,`Kerberos for ${t}: ${i}`,{spn:t,number:n,sent:!1})}a(Vl,"machineRefusal");var xe=16,Yt=16,bo=1284,Jl=1,So=2;function ee(e){return new $("WINRM_SEALING_FAILED",`sealed message refused: ${e}`)}a(ee,"refuse");function zl(e,t){const n=Buffer.from(e),r=n.length-t;if(!(r>xe+Yt&&n.readUInt16BE(0)===bo&&((n[2]??0)&So)!==0)||n.readUInt16BE(4)!==0)throw ee("the token source did not make a sealed token without filler");const i=r-xe-Yt,s=n.subarray(xe),c=((i-n.readUInt16BE(6))%s.length+s.length)%s.length,d=s.length-c,u=Buffer.concat([n.subarray(0,xe),s.subarray(d),s.subarray(0,d)]);return u.writeUInt16BE(i,6),{signature:u.subarray(0,r),sealed:u.subarray(r)}}a(zl,"cutToken");function Ql(e){const t=Buffer.from(e.buffer,e.byteOffset,e.byteLength);if(t.length<xe+Yt||t.readUInt16BE(0)!==bo)throw ee("not a Wrap token");const n=t[2]??0;if((n&So)===0)throw ee("it is signed only");if((n&Jl)===0)throw ee("it is one of our own");return t.readBigUInt64BE(8)}a(Ql,"sequenceOf");function Yl(e){let t,n=!1;return{async seal(o){if(n)throw ee("an earlier message of this connection was refused");const i=await e("wrap",o);if(i.status!=="Completed")throw ee(`Kerberos says ${i.status}`);return zl(i.bytes,o.length)},unseal:a(async(o,i)=>{if(n)throw ee("an earlier message of this connection was refused");n=!0;const s=Ql(o);if(t!==void 0&&s!==t+1n)throw ee("a message was repeated or left out");t=s;const c=await e("unwrap",Buffer.concat([o,i]));if(c.status!=="Completed")throw ee(`Kerberos says ${c.status}`);if(c.bytes.length!==i.length)throw ee("its length is not the one of the plain text");return n=!1,c.bytes},"unseal")}}a(Yl,"createKerberosSealing");function Zl(e,t){return e.includes("/")?e:`${e==="HOST"?"host":e}/${t.replace(/\.$/,"")}`}a(Zl,"spnOf");async function Xl(e){if(e.username==="")return;const[,t,n=""]=/^(?:([^\\]*)\\)?(.*)$/s.exec(e.username)??[],r=n.lastIndexOf("@"),o=e.domain??t??(r===-1?"":n.slice(r+1));return{user:r===-1||e.domain!==void 0?n:n.slice(0,r),domain:o.toUpperCase(),password:await e.password()}}a(Xl,"accountOf");var em=class{static{a(this,"KerberosClient")}#e;#t;#n;#r="fresh";#o;#i;#a=!1;constructor(e,t){this.#e=e,this.#t=t.tokens,this.#n=Zl(t.spn,e.servername)}step=a(async e=>{if(this.#r==="fresh"){const{channelBinding:o}=this.#e,i=await Xl(this.#e),s=await this.#t.start({spn:this.#n,channelBinding:o,account:i});if(this.#o=s.context,this.#a&&this.dispose(),s.status!=="ContinueNeeded"||s.bytes.length===0)throw Gl(s,this.#n);return this.#r="asked",{kind:"send",token:s.bytes,final:!0,mayGoOn:!0}}const t=this.#o;if(this.#r!=="asked"||t===void 0||e===void 0)throw new $("WINRM_AUTH_FAILED",`a Kerberos token came out of turn (${this.#r})`);const n=Vl(e,this.#n);if(n!==void 0)throw n;if(e.length===0)throw new $("WINRM_AUTH_FAILED","the machine did not prove who it is");const r=await this.#t.ask("step",t,e);if(r.status!=="Completed"||r.bytes.length>0)throw new $("WINRM_AUTH_FAILED",`the machine did not prove who it is (${r.status})`);return this.#r="complete",this.#i=Yl((o,i)=>this.#t.ask(o,t,i)),{kind:"done"}},"step");sealing(){if(this.#i!==void 0)return this.#i;throw new $("WINRM_USAGE_INVALID","sealing was asked for before the Kerberos exchange was complete")}async verify(e,t){const{status:n}=await this.#t.ask("verify",this.#o??"",e,t);if(!(n==="Completed"||n==="Skipped"))throw new $("WINRM_AUTH_FAILED",`the list of mechanisms was changed on the way (${n})`)}dispose(){this.#a=!0,this.#o!==void 0&&(this.#t.drop(this.#o),this.#o=void 0)}};function ko(e){if(e.kerberos===void 0)throw new $("WINRM_USAGE_INVALID","Kerberos needs a source of tokens");return new em(e,e.kerberos)}a(ko,"createKerberosClient");var tm={name:"kerberos",seals:!0,createContext:a(e=>{const t=ko(e);return{httpScheme:"Kerberos",sealLabel:"application/HTTP-Kerberos-session-encrypted",step:a(n=>t.step(n),"step"),sealing:a(()=>t.sealing(),"sealing"),outcome:a(()=>({mechanism:"kerberos"}),"outcome"),dispose:a(()=>t.dispose(),"dispose")}},"createContext")},oe={kerberos:"2a864886f712010202",ntlm:"2b06010401823702020a"},nm="2a864882f712010202",rm=Buffer.from("2b0601050502","hex"),om=["accept-completed","accept-incomplete","reject","request-mic"];function Ro(e){return L(U.SEQUENCE,...e.map(t=>L(U.OID,Buffer.from(t,"hex"))))}a(Ro,"encodeMechanismList");function Po(e,t){const n=[L(160,e),L(162,L(U.OCTET_STRING,t))],r=L(160,L(U.SEQUENCE,...n));return L(96,L(U.OID,rm),r)}a(Po,"encodeOffer");function No({token:e,mic:t}){const n=[...e===void 0?[]:[L(162,L(U.OCTET_STRING,e))],...t===void 0?[]:[L(163,L(U.OCTET_STRING,t))]];return L(161,L(U.SEQUENCE,...n))}a(No,"encodeAnswer");function $t(e){return new $("WINRM_AUTH_FAILED",`not an SPNEGO answer: ${e}`)}a($t,"broken");function Co(e){if(e===void 0)return;const t=ne(e);if(t?.tag!==U.OCTET_STRING)throw $t("a token is no octet string");return t.content}a(Co,"octets");function am(e){if(e===void 0)return;const t=ne(e),n=t?.tag===U.ENUMERATED&&t.content.length===1?om[t.content[0]??255]:void 0;if(n===void 0)throw $t("an unknown state");return n}a(am,"stateOf");function im(e){const t=ne(e);if(t?.tag!==161||t.rest.length>0)throw $t("no NegTokenResp");const n=ne(t.content),r=An(n?.tag===U.SEQUENCE?n.content:void 0);if(r===void 0)throw $t("its fields are cut");const o=am(r.get(160)),i=Hi(r.get(161)),s=Co(r.get(162)),c=Co(r.get(163));return{...o===void 0?{}:{state:o},...i===""?{}:{mechanism:i===nm?oe.kerberos:i},...s===void 0?{}:{token:s},...c===void 0?{}:{mic:c}}}a(im,"decodeAnswer");var Eo="application/HTTP-SPNEGO-session-encrypted",Io=new Uint8Array(0);function sm(e,t){return{name:e,seals:!0,createContext:a(n=>{const{step:r,sealing:o}=t(n);return{httpScheme:"Negotiate",sealLabel:Eo,step:r,sealing:o}},"createContext")}}a(sm,"underNegotiate");function Pe(e){return new $("WINRM_AUTH_FAILED",`Negotiate: ${e}`)}a(Pe,"broken2");function cm(e){return e instanceof $&&e.code.startsWith("WINRM_KERBEROS_")}a(cm,"meansUnusable");var dm=class{static{a(this,"SpnegoContext")}httpScheme="Negotiate";sealLabel=Eo;#e;#t=Buffer.alloc(0);#n;#r;#o;#i=!1;constructor(e){this.#e=e,this.#n=ko(e)}async step(e){if(e===void 0)return await this.#a();if(this.#i)throw Pe("a token came after the end");const t=im(e);return this.#r===void 0?await this.#d(t):await this.#c(this.#r,t)}sealing(){const e=this.#i?this.#r??this.#n:void 0;if(e!==void 0)return e.sealing();throw new $("WINRM_USAGE_INVALID","sealing was asked for before the exchange was complete")}outcome(){return{mechanism:this.#r===void 0?"kerberos":"ntlm",...this.#o===void 0?{}:{fallback:this.#o}}}dispose(){this.#n?.dispose()}async#a(){const e=this.#e.ntlmFallback===!0&&this.#e.username!=="";try{const t=await this.#n?.step();if(t?.kind!=="send")throw Pe("Kerberos has no first token");return this.#t=Ro([oe.kerberos,...e?[oe.ntlm]:[]]),{...t,token:Po(this.#t,t.token)}}catch(t){if(!e||!cm(t))throw t;return this.#t=Ro([oe.ntlm]),{kind:"send",token:Po(this.#t,await this.#s(t)),final:!1}}}async#s({code:e,message:t}){this.#n?.dispose(),this.#n=void 0,this.#o={code:e,message:t},this.#r=Dn(this.#e);const n=await this.#r.step();if(n.kind!=="send")throw Pe("NTLM has no first token");return n.token}async#d({state:e,mechanism:t,token:n,mic:r}){const o=t??oe.kerberos;if(o===oe.ntlm&&this.#e.ntlmFallback===!0&&this.#e.username!==""){const s=new $("WINRM_KERBEROS_FAILED","the machine does not take Kerberos");return{kind:"send",token:No({token:await this.#s(s)}),final:!1}}if(o!==oe.kerberos)throw Pe("the machine chose a mechanism that was not offered");const i=n===void 0&&e==="reject"?void 0:await this.#n?.step(n??Io);if(i?.kind!=="done"||e!=="accept-completed")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the ticket");return r!==void 0&&await this.#n?.verify(this.#t,r),this.#i=!0,i}async#c(e,t){const{state:n,mechanism:r,token:o,mic:i}=t;if(r!==void 0&&r!==oe.ntlm)throw Pe("the machine changed the mechanism");if(n==="reject")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the logon");const s=await e.step(o??Io);if(s.kind==="send"){const c=e.signing().signList(this.#t);return{...s,token:No({token:s.token,mic:c})}}if(n!=="accept-completed"||i===void 0)throw Pe("the machine did not sign the list of mechanisms");return e.signing().verifyList(this.#t,i),this.#i=!0,s}},um={name:"negotiate",seals:!0,createContext:a(e=>{const t=new dm(e);return{httpScheme:t.httpScheme,sealLabel:t.sealLabel,step:a(n=>t.step(n),"step"),sealing:a(()=>t.sealing(),"sealing"),outcome:a(()=>t.outcome(),"outcome"),dispose:a(()=>t.dispose(),"dispose")}},"createContext")},lm={kerberos:tm,negotiate:um,ntlm:sm("ntlm",Dn),certificate:Bl,basic:Al},Oo={credssp:"CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate"};function mm(e){const t=lm;if(Object.hasOwn(t,e))return t[e];const n=Object.hasOwn(Oo,e.toLowerCase())?Oo[e.toLowerCase()]:void 0;throw new $("WINRM_USAGE_INVALID",n??`there is no authentication scheme ${JSON.stringify(e)}`)}a(mm,"schemeOf");var pt={WINRM_ABORTED:"the call was aborted",WINRM_DEADLINE_EXCEEDED:"no complete answer came in time"},hm=2**31-1,fm=class{static{a(this,"Deadline")}#e=new Set;#t;#n;#r;constructor(e,t){this.#t=setTimeout(()=>this.#i("WINRM_DEADLINE_EXCEEDED"),Math.min(Math.max(e,0),hm)),this.#n=t,t?.aborted===!0?this.#i("WINRM_ABORTED"):t?.addEventListener("abort",this.#o,{once:!0})}get end(){return this.#r}onEnd(e){return this.#r===void 0?this.#e.add(e):e(this.#r),()=>{this.#e.delete(e)}}within(e){return new Promise((t,n)=>{this.#r!==void 0&&e.catch(()=>{});const r=this.onEnd(o=>n(new $(o,pt[o],{phase:"waiting",sent:!1})));e.then(t,n).finally(r)})}abort(){this.#i("WINRM_ABORTED")}dispose(){clearTimeout(this.#t),this.#n?.removeEventListener("abort",this.#o),this.#e.clear()}#o=a(()=>this.abort(),"#abort");#i(e){if(this.#r!==void 0)return;this.#r=e;const t=[...this.#e];this.dispose();for(const n of t)n(e)}},Mo=new Uint8Array(0),$m=6;function gt(e){const t=new Map;for(const n of e.headers.get("www-authenticate")??[])for(const r of n.split(",")){const o=/^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(r)??/^\s*([\w.:/-]+)\s/.exec(r),i=o?.[1]?.toLowerCase();if(i===void 0)continue;const s=o?.[2]===void 0?void 0:Buffer.from(o[2],"base64");(s!==void 0||!t.has(i))&&t.set(i,s)}return t}a(gt,"offersOf");async function Ue(e,t,n){try{return await t.within(Promise.resolve(e.step(n)))}catch(r){throw r instanceof $?r:new $("WINRM_AUTH_FAILED","the credentials could not be obtained",{cause:r,sent:!1})}}a(Ue,"stepOf");function To(e,t){const n=Buffer.from(t.buffer,t.byteOffset,t.byteLength);return`${e.httpScheme} ${n.toString("base64")}`.trimEnd()}a(To,"authorizationOf");function pm(e,t,n,r){const o=[...gt(t).keys()];if(!r||o.length===0||o.includes(e.httpScheme.toLowerCase()))return We(t,n.where,{offered:o});const i=`${e.httpScheme} is not offered, but ${o.join(", ")}`;return new $("WINRM_AUTH_NOT_OFFERED",`${n.where}: ${i}`,{httpStatus:401,offered:o})}a(pm,"refused");function gm({httpScheme:e},t){return t.length===0?["WINRM_AUTH_NONE_OFFERED","a logon is wanted, and no scheme for it is offered"]:t.includes(e.toLowerCase())?["WINRM_AUTH_TOKEN_REFUSED",`${e} is offered, but its first token was turned away`]:["WINRM_AUTH_NOT_OFFERED",`${e} is not offered, but ${t.join(", ")}`]}a(gm,"missingToken");function Do(e,t,n){const r=gt(t),o=r.get(e.httpScheme.toLowerCase()),i=[...r.keys()],s={httpStatus:401,offered:i};if(o===void 0){const[c,d]=gm(e,i);throw new $(c,`${n.where}: ${d}`,s)}if(!t.keepAlive){const c="the connection was closed in the middle of the authentication (is there a proxy in between?)";throw new $("WINRM_AUTH_FAILED",`${n.where}: ${c}`,s)}return o}a(Do,"challengeOf");async function ym(e,t,n){if(!Be(t)&&ht(t)!=="soap")throw We(t,n.where);const r=gt(t).get(e.httpScheme.toLowerCase())??Mo;if((await Ue(e,n.deadline,r)).kind==="done")return t;throw new $("WINRM_AUTH_FAILED",`${n.where}: the authentication was answered before it was complete`)}a(ym,"closeExchange");async function wm(e,t,n){let r=await Ue(t,n.deadline);for(let o=0;o<$m&&r.kind==="send";o++){const i=To(t,r.token),s=r.final?n.payload:Mo,c=await e.request({authorization:i,contentType:$o,body:s},n.deadline);if(r.final&&c.status!==401)return ym(t,c,n);if(r.final){if((r.mayGoOn===!0?gt(c).get(t.httpScheme.toLowerCase()):void 0)===void 0)throw pm(t,c,n,o===0);r=await Ue(t,n.deadline,Do(t,c,n));continue}if(c.status!==401)throw Be(c)?new $("WINRM_AUTH_FAILED",`${n.where}: the machine did not ask who we are`):We(c,n.where);r=await Ue(t,n.deadline,Do(t,c,n))}throw new $("WINRM_AUTH_FAILED",`${n.where}: the authentication does not come to an end`)}a(wm,"authenticate");import{connect as vm}from"node:net";import{TLSSocket as bm}from"node:tls";var Sm=65536,km=/^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/,Rm=/^[!#$%&'*+\-.^_`|~\w]+$/,Pm=/^([\da-f]{1,8})[ \t]*(?:;.*)?$/i,Nm=10;function te(e){return new $("WINRM_PROTOCOL_VIOLATED",`not an HTTP answer: ${e}`)}a(te,"broken3");var Cm=class{static{a(this,"Sink")}#e;#t=Buffer.alloc(0);length=0;constructor(e){this.#e=e}admit(e){if(!(this.length+e<=this.#e))throw new $("WINRM_ENVELOPE_TOO_LARGE",`the answer is larger than ${this.#e} bytes`)}add(e){if(this.admit(e.length),this.length===0)this.#t=e;else{const t=this.length+e.length;if(t>this.#t.length){const n=Buffer.allocUnsafe(Math.max(t,this.#t.length*2,1024));this.#t.copy(n,0,0,this.length),this.#t=n}e.copy(this.#t,this.length)}this.length+=e.length}bytes(){return this.#t.subarray(0,this.length)}},Em=new Set(["fixed","chunk-data","until-close"]),Im=class{static{a(this,"AnswerReader")}#e;#t="status";#n="";#r=0;#o=0;#i=1;#a=new Map;#s=0;excess=!1;constructor(e){this.#e=new Cm(e)}get begun(){return this.#r>0}push(e){let t=0;for(;t<e.length&&this.#t!=="done";)t=Em.has(this.#t)?this.#c(e,t):this.#u(e,t);if(this.#t==="done")return this.excess||=t<e.length,this.#d()}end(){if(this.#t==="until-close")return this.#t="done",this.#d()}#d(){const e=(this.#a.get("connection")??[]).join(",").toLowerCase().split(","),t=a(o=>e.some(i=>i.trim()===o),"named2"),r=!(!this.#a.has("content-length")&&!this.#h()&&!this.#f())&&!this.excess&&(this.#i===1?!t("close"):t("keep-alive"));return{status:this.#o,headers:this.#a,body:this.#e.bytes(),keepAlive:r}}#c(e,t){const n=this.#t==="until-close"?e.length:Math.min(e.length,t+this.#s);return this.#e.add(e.subarray(t,n)),this.#t!=="until-close"&&(this.#s-=n-t,this.#s===0&&(this.#t=this.#t==="fixed"?"done":"chunk-end")),n}#u(e,t){const n=e.indexOf(Nm,t),r=n===-1?e.length:n+1;if(this.#r+=r-t,this.#r>Sm)throw te("its head is too large");if(this.#n+=e.toString("latin1",t,r),n!==-1){const o=this.#n;if(this.#n="",!o.endsWith(`\r
`))throw te("a line ends without a carriage return");this.#l(o.slice(0,-2))}return r}#l(e){switch(this.#t){case"status":this.#m(e);return;case"header":e===""?this.#$():this.#p(e);return;case"chunk-size":this.#g(e);return;case"chunk-end":if(e!=="")throw te("a chunk is longer than announced");this.#t="chunk-size",this.#r=1;return;default:e===""&&(this.#t="done")}}#m(e){const t=km.exec(e);if(t===null)throw te("no status line");this.#i=Number(t[1]),this.#o=Number(t[2]),this.#a=new Map,this.#t="header"}#p(e){const t=e.indexOf(":"),n=e.slice(0,Math.max(t,0));if(!Rm.test(n))throw te("a malformed header");const r=e.slice(t+1).trim();if(r.includes("\0")||r.includes("\r"))throw te("a control character in a header");const o=n.toLowerCase(),i=this.#a.get(o);i===void 0?this.#a.set(o,[r]):i.push(r)}#h(){return this.#a.has("transfer-encoding")}#f(){return this.#o===204||this.#o===304}#$(){if(this.#o<200){if(this.#o===101)throw te("an upgrade that nobody asked for");this.#t="status";return}const e=new Set(this.#a.get("content-length"));if(this.#h()){if(this.#a.get("transfer-encoding")?.join(",").toLowerCase()!=="chunked"||e.size>0)throw te("contradictory body length");this.#t="chunk-size"}else if(this.#f())this.#t="done";else if(e.size>0){const[t=""]=e;if(e.size>1||!/^\d{1,15}$/.test(t))throw te("contradictory body length");this.#y(Number(t)),this.#t=this.#s===0?"done":"fixed"}else this.#t="until-close"}#g(e){const t=Pm.exec(e);if(t===null)throw te("a malformed chunk");this.#y(Number.parseInt(t[1]??"",16)),this.#t=this.#s===0?"trailer":"chunk-data"}#y(e){this.#e.admit(e),this.#s=e}};import{connect as Om,isIP as Mm,isIPv6 as _o}from"node:net";var yt=5,Tm=255,Ao=2,Dm=[["WINRM_JUMP_FAILED","accepted"],["WINRM_JUMP_FAILED","failed"],["WINRM_JUMP_REFUSED","is not allowed by its rules"],["WINRM_JUMP_FAILED","failed: the network is unreachable from there"],["WINRM_JUMP_FAILED","failed: name or machine cannot be reached from there"],["WINRM_JUMP_FAILED","was refused by the machine"],["WINRM_JUMP_FAILED","took too long"],["WINRM_JUMP_FAILED","is a command that it does not know"],["WINRM_JUMP_FAILED","is to a kind of address that it does not know"]];function _m(e){const t=URL.canParse(e)?new URL(e):void 0;if(!(t!==void 0&&t.protocol==="socks5:"&&t.hostname!=="")||t.pathname!==""&&t.pathname!=="/"||t.search!==""||t.hash!=="")throw new $("WINRM_USAGE_INVALID","a jump host is written socks5://host:port");const r=a(c=>c===""?void 0:decodeURIComponent(c),"decode"),[o,i]=[r(t.username),r(t.password)];for(const c of[o,i])if(Buffer.byteLength(c??"")>255)throw new $("WINRM_USAGE_INVALID","user and password of a jump host have 255 bytes at most");return{host:t.hostname.replace(/^\[(.*)\]$/,"$1"),port:t.port===""?1080:Number(t.port),username:o,password:i}}a(_m,"parseJumpHost");function Am(e){if(_o(e)){const[n=""]=new URL(`http://[${e.split("%")[0]}]`).hostname.slice(1,-1).split("%"),[r="",o]=n.split("::"),i=a(u=>u===void 0||u===""?[]:u.split(":").map(l=>Number.parseInt(l,16)),"words3"),[s,c]=[i(r),i(o)],d=Buffer.alloc(17);d[0]=4;for(const[u,l]of s.entries())d.writeUInt16BE(l,1+u*2);for(const[u,l]of c.entries())d.writeUInt16BE(l,17-(c.length-u)*2);return d}if(Mm(e)===4)return Buffer.from([1,...e.split(".").map(Number)]);const t=Buffer.from(e,"latin1");return Buffer.concat([Buffer.from([3,t.length]),t])}a(Am,"addressOf");function Lo(e){const t=Buffer.from(e);return Buffer.concat([Buffer.from([t.length]),t])}a(Lo,"prefixed");function*Lm(e,t,n){const r=a((C,M)=>new $(C,`jump host ${n}: ${M}`,{phase:"jump",sent:!1}),"failure"),{username:o,password:i=""}=e,s=o===void 0?[0]:[0,Ao];yield Buffer.from([yt,s.length,...s]);const[c,d]=yield 2;if(c!==yt)throw r("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");if(d===Tm||d===void 0||!s.includes(d))throw r("WINRM_JUMP_REFUSED",o===void 0?"it wants a user and password":"it takes no password");if(d===Ao){yield Buffer.concat([Buffer.from([1]),Lo(o??""),Lo(i)]);const[,C]=yield 2;if(C!==0)throw r("WINRM_JUMP_REFUSED","it refused user and password")}const u=Buffer.from([t.port>>8,t.port&255]);yield Buffer.concat([Buffer.from([yt,1,0]),Am(t.host),u]);const[l,m=1,,f]=yield 4;if(l!==yt)throw r("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");const[p,w]=Dm[m]??["WINRM_JUMP_FAILED",`failed (${m})`];if(m!==0)throw r(p,`the connection to ${t.host}:${t.port} ${w}`);yield(f===1?4:f===4?16:(yield 1)[0]??0)+2}a(Lm,"converse");function Bm(e,t,n,r){const o=`${_o(e.host)?`[${e.host}]`:e.host}:${e.port}`;return new Promise((i,s)=>{const c=Om({host:e.host,port:e.port}).setNoDelay(!0),d=Lm(e,t,o);let u=0,l=!1,m=!0;const f=a(T=>{m=!1,clearTimeout(se),On(),c.off("connect",ie).off("readable",M).off("error",w).off("close",w),T()},"settle"),p=a(T=>f(()=>{c.on("error",()=>{}).destroy(),s(T)}),"fail2"),w=a(T=>{const Y=l?"the connection ended in the middle of its answer":"no connection",bi=T instanceof Error?{cause:T}:{};p(new $("WINRM_JUMP_UNREACHABLE",`jump host ${o}: ${Y}`,{...bi,phase:"jump",sent:!1}))},"broken4"),v=a(T=>{const Y=T==="WINRM_ABORTED"?T:l?"WINRM_JUMP_FAILED":"WINRM_JUMP_UNREACHABLE";p(new $(Y,`jump host ${o}: ${pt[T]}`,{phase:"jump",sent:!1}))},"overdue"),C=a(T=>{let Y=d.next(T);for(;Y.done!==!0&&typeof Y.value!="number";Y=d.next(T))c.write(Y.value);Y.done===!0?f(()=>i(c)):u=Y.value},"proceed"),M=a(()=>{try{for(;m;){const T=c.read(u);if(!Buffer.isBuffer(T))return;C(T)}}catch(T){p(T)}},"advance"),ie=a(()=>{l=!0,C(Buffer.alloc(0))},"start"),se=setTimeout(()=>v("WINRM_DEADLINE_EXCEEDED"),n);let On=a(()=>{},"stop");c.once("connect",ie).on("readable",M).once("error",w).once("close",w),On=r.onEnd(v)})}a(Bm,"openThrough");import{X509Certificate as Wm}from"node:crypto";import{isIP as xm}from"node:net";import{connect as Um,createSecureContext as Zt}from"node:tls";var Bo=new Map,Gm=/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;function Fm(e){if(e===void 0)return Zt();try{for(const t of e.match(Gm)??[""])new Wm(t);return Zt({ca:e})}catch(t){throw new $("WINRM_USAGE_INVALID","`ca` cannot be read as PEM certificates",{cause:t})}}a(Fm,"createContext");function Wo(e){const t=e??"",n=Bo.get(t);if(n!==void 0)return n;const r=Fm(e);return Bo.set(t,r),r}a(Wo,"secureContextFor");function jm(e,t){Wo(t);try{return Zt({...e,maxVersion:"TLSv1.2",...t===void 0?{}:{ca:t}})}catch{throw new $("WINRM_USAGE_INVALID","the client certificate or its key cannot be read")}}a(jm,"contextWith");function xo(e){return{subject:e.subject?.replaceAll(`
`,", ")??"",issuer:e.issuer?.replaceAll(`
`,", ")??"",validFrom:e.validFrom,validTo:e.validTo,sha256:Uo(e)}}a(xo,"factsOf");function Uo(e){return e.fingerprint256.replaceAll(":","").toLowerCase()}a(Uo,"fingerprintOf");var Km=new Map([["CERT_HAS_EXPIRED",["WINRM_TLS_EXPIRED","has expired"]],["CERT_NOT_YET_VALID",["WINRM_TLS_EXPIRED","is not valid yet"]],["DEPTH_ZERO_SELF_SIGNED_CERT",["WINRM_TLS_SELF_SIGNED","is self-signed"]],["SELF_SIGNED_CERT_IN_CHAIN",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT_LOCALLY",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_VERIFY_LEAF_SIGNATURE",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]]]),Hm=/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;function qm(e){const{phase:t,reason:n}=e.detail,r=e.code==="WINRM_TLS_FAILED"&&Hm.test(String(n));if(!r&&(t!=="tls"||e.code!=="WINRM_CONNECTION_LOST"))return e;const o=r?": a client certificate is shown over TLS 1.2 only, and the machine refuses that version":"",i="A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.";return new $(e.code,`${e.message}${o}`,{...e.detail,help:i})}a(qm,"explainVersion");function Vm(e,t,n){const r=Um({...t,secureContext:n===void 0?Wo(e.ca):jm(n,e.ca),rejectUnauthorized:!1,checkServerIdentity:a(()=>{},"checkServerIdentity"),...e.sni===void 0?{}:{servername:e.sni}});return Object.defineProperty(r,"getPeerCertificate",{value:a(()=>({}),"value")}),r}a(Vm,"startTls");function Jm(e,t){const[n=""]=t.servername.split("%");return xm(n)!==0?e.checkIP(n)!==void 0:e.checkHost(t.sni??n,{partialWildcards:!1})!==void 0}a(Jm,"isFor");function zm(e,t){const n=e.getPeerX509Certificate();if(n===void 0)throw new $("WINRM_TLS_FAILED",`${t.authority} shows no certificate`);const r=a((i,s,c={})=>new $(i,`the certificate of ${t.servername} ${s}`,{certificate:xo(n),sent:!1,...c}),"refuse3");if(t.pin!==void 0&&Uo(n)!==t.pin)throw r("WINRM_TLS_PIN_MISMATCHED","is not the pinned one",{pin:t.pin});const o=t.pin!==void 0&&t.ca===void 0;if(!e.authorized&&!o){const i=String(e.authorizationError),[s,c]=Km.get(i)??["WINRM_TLS_FAILED",`is refused (${i})`];throw r(s,c,{reason:i})}if(!o&&!Jm(n,t)){const i=n.subjectAltName??"";throw r("WINRM_TLS_WRONG_NAME",`is for another name (${i||"it has none"})`,{names:i})}return n}a(zm,"judgeCertificate");var Qm=2e3,Ym=new Map([["ENOTFOUND","WINRM_NAME_NOT_FOUND"],["EAI_AGAIN","WINRM_NAME_NOT_FOUND"],["EAI_NODATA","WINRM_NAME_NOT_FOUND"],["EAI_NONAME","WINRM_NAME_NOT_FOUND"],["EAI_FAIL","WINRM_NAME_NOT_FOUND"],["ECONNREFUSED","WINRM_CONNECTION_REFUSED"],["ETIMEDOUT","WINRM_CONNECTION_TIMED_OUT"],["EHOSTUNREACH","WINRM_CONNECTION_TIMED_OUT"],["ENETUNREACH","WINRM_CONNECTION_TIMED_OUT"],["EHOSTDOWN","WINRM_CONNECTION_TIMED_OUT"]]);function Zm(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:"unknown"}a(Zm,"codeOf2");function Xm(e,t,n){const r=Zm(n),o={cause:n,phase:t,reason:r,sent:!1},i=r==="ECONNRESET"||r==="EPIPE",s=Ym.get(r)??(i?"WINRM_CONNECTION_LOST":void 0);if(t==="tls"&&s===void 0)return new $("WINRM_TLS_FAILED",`TLS with ${e.authority} failed (${r})`,o);const c=s??"WINRM_CONNECTION_FAILED";return new $(c,`no connection to ${e.authority} (${r})`,o)}a(Xm,"connectFailure");var eh=class{static{a(this,"HttpConnection")}#e;#t;#n;certificate;#r;#o=!0;constructor(e,t,n,r){this.#e=e,this.#t=t,this.#n=n,this.certificate=r,e.setTimeout(n.idleTimeout),e.on("timeout",()=>{this.#r===void 0&&this.destroy()}),e.on("data",o=>this.#s(o)),e.on("end",()=>this.#d()),e.on("error",o=>this.#u(o)),e.on("close",()=>this.#u())}get usable(){return this.#o}request(e,t){return new Promise((n,r)=>{const o=e.body.length>0;if(t.end!==void 0){this.destroy(),r(this.#a(t.end,pt[t.end],{sent:!1}));return}if(!this.#o||this.#r!==void 0){r(this.#a("WINRM_CONNECTION_LOST","the connection is not free",{sent:!1}));return}const i=t.onEnd(s=>this.#l(this.#a(s,pt[s],{sent:o})));this.#r={reader:new Im(this.#n.maxAnswer),sent:o,resolve:a(s=>{i(),n(s)},"resolve"),reject:a(s=>{i(),r(s)},"reject")},this.#e.write(this.#i(e))})}destroy(){this.#o=!1,this.#e.destroy()}#i(e){const{authorization:t,contentType:n,body:r}=e,o=`POST ${this.#t.path} HTTP/1.1\r
Host: ${this.#t.authority}\r
Connection: Keep-Alive\r
User-Agent: patchring\r
Accept-Encoding: identity\r
Content-Type: ${n}\r
Content-Length: ${r.length}\r
${t===void 0?"":`Authorization: ${t}\r
`}\r
`,i=Buffer.allocUnsafe(o.length+r.length);return i.write(o,"latin1"),i.set(r,o.length),i}#a(e,t,n){return new $(e,`${this.#t.authority}: ${t}`,{phase:"request",...n})}#s(e){const t=this.#r;if(t===void 0){this.destroy();return}try{const n=t.reader.push(e);n!==void 0&&this.#c(t,n)}catch(n){const{code:r,message:o}=n;this.#l(this.#a(r,o,{sent:t.sent}))}}#d(){const e=this.#r,t=e?.reader.end();e!==void 0&&t!==void 0?this.#c(e,t):this.#u()}#c(e,t){this.#r=void 0,t.keepAlive||this.destroy(),e.resolve(t)}#u(e){this.#o=!1;const t=this.#r;if(t===void 0){this.destroy();return}const r=`the connection ended ${t.reader.begun?"in the middle of":"before"} the answer`;this.#l(this.#a("WINRM_CONNECTION_LOST",r,{sent:t.sent,...e===void 0?{}:{cause:e}}))}#l(e){const t=this.#r;this.#r=void 0,this.destroy(),t?.reject(e)}};function th(e,t,n){const{host:r,port:o}=e,i={host:r,port:o,autoSelectFamilyAttemptTimeout:Qm},s=n===void 0?i:{socket:n};return e.transport==="https"?Vm(e,s,t).setNoDelay(!0):n??vm(i).setNoDelay(!0)}a(th,"startSocket");function nh(e,t,n,r){return new Promise((o,i)=>{const s=e instanceof bm;let c=t.via===void 0?"connect":"tls";const d=a(M=>{clearTimeout(v),C(),e.off("connect",f).off("secureConnect",m).off("error",p).off("close",w),M()},"settle"),u=a(M=>d(()=>{e.on("error",()=>{}).destroy(),i(M)}),"fail2"),l=a(M=>{const ie=M==="WINRM_ABORTED"?M:"WINRM_CONNECTION_TIMED_OUT";u(new $(ie,`no connection to ${t.authority} in time`,{phase:c,sent:!1}))},"overdue"),m=a(()=>{try{const M=s?zm(e,t):void 0;d(()=>o(new eh(e,t,n,M)))}catch(M){u(M)}},"ready"),f=a(()=>{c="tls",s||m()},"connected"),p=a(M=>u(Xm(t,c,M)),"broken4"),w=a(()=>p(Object.assign(new Error("the connection was closed"),{code:"ECONNRESET"})),"closed"),v=setTimeout(()=>l("WINRM_DEADLINE_EXCEEDED"),Math.max(n.timeLeft,0));e.once("connect",f).once("secureConnect",m).once("error",p).once("close",w);let C=a(()=>{},"stop");C=r.onEnd(l),t.via!==void 0&&!s&&m()})}a(nh,"becomeConnection");async function rh(e,{limits:t,identity:n},r){const{via:o}=e,i=Date.now(),s=o===void 0?void 0:await Bm(o,e,t.connectTimeout,r),c=t.connectTimeout-(Date.now()-i);try{return await nh(th(e,n,s),e,{...t,timeLeft:c},r)}catch(d){throw s?.destroy(),n===void 0?d:qm(d)}}a(rh,"openConnection");var oh=new Uint8Array(0),ah=12288,ih=class wi{static{a(this,"_AuthenticatedChannel")}#e;#t;#n;#r;#o;#i=new Set;#a;#s;#d;#c=Promise.resolve();#u=!1;constructor(t,n,r){if(this.#e=t,this.#t=n,this.#n=r,this.#r={connectTimeout:r.connectTimeout??15e3,idleTimeout:r.idleTimeout??75e3,maxAnswer:r.maxAnswer??8*1024*1024},this.#o=mm(r.auth??"ntlm"),this.#o.name==="certificate"&&r.clientCertificate===void 0)throw new $("WINRM_USAGE_INVALID","this authentication needs a client certificate");if(t.transport!=="https"&&!this.#o.seals)throw new $("WINRM_USAGE_INVALID",`${this.#o.name} cannot seal, so it is only done over HTTPS`)}get url(){return this.#e.url}get peerCertificate(){return this.#s===void 0?void 0:xo(this.#s)}get authentication(){return this.#d}async post(t,n){if(this.#u)throw new $("WINRM_USAGE_INVALID",`${this.#e.authority}: the transport is closed`);const r=new fm(n.timeout,n.signal);this.#i.add(r);try{const o=await this.#l(r);try{return await this.#p(t,r)}catch(i){throw this.#m(),i}finally{o()}}finally{r.dispose(),this.#i.delete(r)}}another(){return new wi(this.#e,this.#t,this.#n)}close(){this.#u=!0;for(const t of[...this.#i])t.abort();this.#m()}async#l(t){const n=this.#c;let r=a(()=>{},"leave");this.#c=new Promise(o=>{r=o});try{await t.within(n)}catch(o){throw n.then(r),o}return r}#m(){this.#a?.http.destroy(),this.#a?.context.dispose?.(),this.#a=void 0}async#p(t,n){if(this.#a?.http.usable===!0){const r=this.#a,o=await this.#$(r,t,n);if(!(r.sealing!==void 0&&o.status===400&&ht(o)==="empty"))return await this.#g({link:r,answer:o},n)}return this.#m(),await this.#g(await this.#h(t,n),n)}async#h(t,n){const{clientCertificate:r}=this.#n,o=this.#o.name==="certificate"?r:void 0,i=o===void 0?void 0:await n.within(Promise.resolve(o())),s=this.#t,c=typeof s=="function"?await n.within(Promise.resolve(s())):s,d=await rh(this.#e,{limits:this.#r,identity:i},n);let u;try{this.#s=d.certificate,u=this.#f(d,c);const l=d.certificate!==void 0,m=this.#e.authority,f=i!==void 0&&t.length>ah,p=l?f?Zn():t:oh,w=await wm(d,u,{where:m,payload:p,deadline:n});this.#d=u.outcome?.();const v={http:d,context:u,sealing:l?void 0:u.sealing()};return this.#a=v,{link:v,answer:p===t?w:await this.#$(v,t,n)}}catch(l){throw d.destroy(),u?.dispose?.(),l}}#f(t,{username:n,domain:r,password:o}){const[i=""]=yl().split("."),{kerberos:s,ntlmFallback:c}=this.#n,d=this.#o.name==="kerberos"||this.#o.name==="negotiate";return this.#o.createContext({username:n,password:o,servername:this.#e.servername,workstation:i.toUpperCase(),randomBytes:gl,now:Date.now,...d?{kerberos:{tokens:_l(s?.interpreter),spn:s?.spn??"HOST"}}:{},...c===void 0?{}:{ntlmFallback:c},...r===void 0?{}:{domain:r},...t.certificate===void 0?{}:{channelBinding:Ai(t.certificate.raw)}})}async#$(t,n,r){const{http:o,context:i,sealing:s}=t;if(s===void 0){const m=i.everyRequest===!0?await Ue(i,r):void 0,f=m?.kind==="send"?{authorization:To(i,m.token)}:{};return o.request({...f,contentType:$o,body:n},r)}const c=i.sealLabel??"",d=s.seal(n),u=d instanceof Promise?await r.within(d):d,l=_i({label:c,length:n.length,...u});return o.request({contentType:fs(c),body:l},r)}async#g({link:t,answer:n},r){const o=ht(n),{status:i}=n,{sealing:s}=t,c=this.#e.authority;if(s===void 0){if(o==="soap"||o==="empty"&&Be(n))return{httpStatus:i,soap:n.body};throw We(n,c)}if(o==="sealed"){const{signature:d,sealed:u}=Mi(n.body),l=s.unseal(d,u);return{httpStatus:i,soap:l instanceof Promise?await r.within(l):l}}throw o==="soap"||Be(n)?new $("WINRM_SEALING_FAILED",`${c}: an answer was not sealed as agreed`,{httpStatus:i,sent:!0}):We(n,c)}};function sh(e,t,n={}){return new ih(e,t,n)}a(sh,"createTransport");import{isIP as Xt}from"node:net";var ch=/^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i,dh=/^\/[\w./~%!$&'()*+,;=:@?-]*$/;function Ne(e){throw new $("WINRM_USAGE_INVALID",e)}a(Ne,"refuse2");function Go(e){const t=e.startsWith("[")&&e.endsWith("]")?e.slice(1,-1):e;return Xt(t)===0&&!ch.test(t)&&Ne(`${JSON.stringify(e)} is neither a machine name nor an address`),t}a(Go,"hostOf");function uh(e){if(e===void 0)return;const t=e.replaceAll(":","").toLowerCase();return/^[0-9a-f]{64}$/.test(t)||Ne("the pin is not a SHA-256 of 64 hexadecimal digits"),t}a(uh,"pinOf");function lh(e){const t=e.transport??"https",n=t==="https",r=Go(e.host),o=Go(e.servername??r),i=e.port??(n?5986:5985);(!Number.isInteger(i)||i<1||i>65535)&&Ne(`${i} is not a port`);const s=e.path??"/wsman";dh.test(s)||Ne(`${JSON.stringify(s)} is not a URL path`),e.ca!==void 0&&!e.ca.includes("-----BEGIN CERTIFICATE-----")&&Ne("`ca` holds no PEM certificate");const c=uh(e.pin);!n&&(e.ca!==void 0||c!==void 0)&&Ne("`ca` and `pin` mean nothing without HTTPS");const[d=r]=r.split("%"),u=`${Xt(r)===6?`[${d}]`:r}:${i}`,l=`${n?"https":"http"}://${u}${s}`,m=Xt(o)===0?o.replace(/\.$/,""):void 0,f=e.via===void 0?void 0:_m(e.via);return{transport:t,host:r,port:i,path:s,servername:o,sni:m,authority:u,url:l,ca:e.ca,pin:c,via:f}}a(lh,"parseEndpoint");function mh(e){return Object.entries(e??{}).flatMap(([t,n])=>n===void 0?[]:[{name:t,value:n}])}a(mh,"namedArguments");function Fo(e,t){return{statements:[[e]],noInput:t===void 0}}a(Fo,"single");var jo=class{static{a(this,"PoolFace")}#e;#t;#n=!1;#r;#o;constructor(e,{limits:t,reopen:n}){this.#e=e,this.#r=t,this.#o=n}get id(){return this.#e.id}get psVersion(){return this.#e.psVersion}invoke({command:e,parameters:t},n={}){const r=Fo({text:e,isScript:!1,arguments:mh(t)},n.input);return this.#i(r,n,e)}runScript(e,t={}){const{useLocalScope:n}=t,r={text:e,isScript:!0,arguments:(t.arguments??[]).map(o=>({value:o})),...n===void 0?{}:{useLocalScope:n}};return this.#i(Fo(r,t.input),t,"a script")}run(e,t={}){return this.#i(e,t,e.statements[0]?.[0]?.isScript===!1?e.statements[0][0].text:"a script")}async secureString(e,t={}){return(await this.#e.sessionKey(this.#r(t))).seal(e)}stop(e={}){return this.#e.stop(this.#r(e))}disconnect(e={}){return this.#e.disconnect(this.#r(e))}async attach(e,t={}){const{onProgress:n,onOutput:r}=t,o=this.#r(t);return await this.#e.connectCommand(e,o),await this.#e.attach(e,{...o,what:"a command",onProgress:n,onOutput:r})}close(){return this.#e.close()}async#i(e,t,n){const{onProgress:r,onOutput:o,input:i}=t,s={...this.#r(t),what:n,onProgress:r,onOutput:o,input:i},c=this.#e,d=e.statements.flat().some(({useLocalScope:u})=>u===!1);try{const u=await c.run(e,s);return this.#n||=d,u}catch(u){const l=await this.#a(c,u,s);if(l===void 0)throw this.#n||=d,u;return await l.run(e,s)}}async#a(e,t,n){if(!(t instanceof $)||t.detail.began!==!1)return;if(this.#e!==e)return this.#e;const{fault:r}=t.detail,o=r!==void 0&&Ss.has(r);if(!(this.#o===void 0||this.#n||e.hasKey||!o)){this.#t??=this.#o(n);try{this.#e=await this.#t}finally{this.#t=void 0}return this.#e}}};import{randomUUID as hh}from"node:crypto";import{setTimeout as fh}from"node:timers/promises";var Ko=153600,$h=512e3,ph=new Set(["WINRM_AUTH_REJECTED","WINRM_AUTH_ACCOUNT_LOCKED","WINRM_AUTH_PASSWORD_EXPIRED"]);function Ho(e,t,n){if(e.signal?.aborted===!0)throw new $("WINRM_ABORTED",`aborted while ${n}`,{phase:n});const r=e.deadline-t;if(r<=0)throw new $("WINRM_DEADLINE_EXCEEDED",`out of time while ${n}`,{phase:n});return r}a(Ho,"assertInTime");async function gh(e,t){await fh(e,void 0,t===void 0?{}:{signal:t})}a(gh,"realSleep");var yh=class vi{static{a(this,"_SoapConversation")}sessionId;envelopeSize=Ko;requestSize=Ko;sizeIsKnown=!1;#e;#t;#n;#r;constructor(t,n,r){this.#e=t,this.#t=n,this.#n=r===void 0?{isTurnedAway:!1}:r.#n,this.sessionId=r?.sessionId??this.newId()}get isTurnedAway(){return this.#n.isTurnedAway}get resumeFor(){return this.#t.resumeFor??6e4}async wait(t,{signal:n}){const{sleep:r=gh}=this.#t;try{await r(t,n)}catch(o){throw new $("WINRM_ABORTED","aborted while waiting for the network",{cause:o})}}aside(){const{another:t,...n}=this.#t;if(t===void 0)return this;if(this.#r===void 0){const r=t();this.#r={transport:r,conversation:new vi(r,n,this)}}return this.#r.conversation}close(){this.#r?.transport.close(),this.#r=void 0}now(){return(this.#t.now??Date.now)()}newId(){return this.#t.newId?.()??hh().toUpperCase()}limits(t,n){return{deadline:this.now()+t,signal:n}}room(t){const n=Xn(this.#a(t,this.#i),t.body).length;return Math.floor((this.requestSize-n-256)/4)*3}async ask(t,n){const r=Ho(n,this.now(),t.phase),o=this.#a(t,Math.max(1e3,Math.min(this.#i,r-r%1e3))),i=await this.askRaw(Xn(o,t.body),t.phase,n);if(i.relatesTo!==o.messageId)throw new $("WINRM_PROTOCOL_VIOLATED",`an answer to another request came while ${t.phase}`);return i}async askRaw(t,n,r){const o=Ho(r,this.now(),n),i=Math.min(o,this.#i+(this.#t.patience??1e4)),{signal:s}=r,c=await this.#o(t,{timeout:i,...s===void 0?{}:{signal:s}});if(c.soap.length===0)throw new $("WINRM_PROTOCOL_VIOLATED",`an empty answer came while ${n}`,{phase:n,httpStatus:c.httpStatus});const d=cs(c.soap),u=ts(d.body);if(u!==void 0)throw Li(u,n,c.httpStatus);return d}async#o(t,n){try{const r=await this.#e.post(t,n);return this.#n.isTurnedAway=!1,r}catch(r){throw r instanceof $&&ph.has(r.code)&&(this.#n.isTurnedAway=!0),r}}get#i(){return this.#t.operationTimeout??2e4}#a(t,n){return{action:t.action,to:this.#e.url,messageId:this.newId(),resourceUri:t.resourceUri,sessionId:this.sessionId,maxEnvelopeSize:this.envelopeSize,operationTimeout:n,options:t.options,selectors:t.selectors}}};function wh(e,t={}){return new yh(e,t)}a(wh,"createConversation");function qo(e){return e instanceof $&&e.code==="WINRM_OPERATION_TIMED_OUT"}a(qo,"meansPollAgain");var en=32768;function vh(e){return e instanceof $&&e.code==="WINRM_ENVELOPE_TOO_LARGE"&&e.detail.httpStatus!==void 0}a(vh,"isRefusedForSize");function Vo(e,t){if(!vh(t)||e.requestSize<=en)throw t;e.requestSize=Math.max(en,Math.floor(e.requestSize/2))}a(Vo,"shrinkOrThrow");async function Jo(e,{pieces:t,send:n,room:r}){let o=t;for(let i=0,s=0;;){const c=o[i];if(c===void 0)return;try{await n(c,s),i+=1,s+=1}catch(d){Vo(e,d),o=ds(o.slice(i),r()),i=0}}}a(Jo,"deliver");var bh=[{name:"WSMAN_CMDSHELL_OPTION_KEEPALIVE",value:"True"}],Sh=[{name:"WINRS_SKIP_CMD_SHELL",value:"False"}],kh=new Uint8Array(0);async function zo(e){try{await e}catch(t){const n=t instanceof $?t.detail.fault:void 0;if(n===void 0||!Ri.has(n))throw t}}a(zo,"unlessGone");function tn(e,t,n){const r=a(({action:c,phase:d,body:u,options:l})=>({action:c,phase:d,body:u,resourceUri:t,...l===void 0?{}:{options:l},selectors:{ShellId:s.shellId}}),"question"),o=a((c,d=Sh)=>({action:D.command,phase:"starting a command",body:Rs(c),options:d}),"asCommand"),i=a(c=>({action:D.send,phase:"sending input",body:_s([c])}),"asSend"),s={conversation:e,resourceUri:t,shellId:n,ask:a((c,d)=>e.ask(r(c),d),"ask"),async command(c,d,u){const l=await s.ask(o(c,u),d),m=Yi(l.body)??c.id;if(m===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a command was started without an id");return m},async send(c,d){await s.ask(i(c),d)},async receive(c,d,u){const l=Ts({streams:c,commandId:d}),m={action:D.receive,phase:"receiving output",body:l,options:bh};return ss((await s.ask(m,u)).body)},async signal(c,d,u){const l={action:D.signal,phase:"ending a command",body:As(c,d)},m=u.aside===!0?e.aside():e;await zo(m.ask(r(l),u))},async connect(c,d){const u=Ns(c);await s.ask({action:D.connect,phase:"taking over a command",body:u},d)},async reconnect(c){await s.ask({action:D.reconnect,phase:"reconnecting",body:""},c)},async remove(c){await zo(s.ask({action:D.delete,phase:"closing the shell",body:""},c))},room(c,d){const u={name:"stdin",commandId:d,bytes:kh};return e.room(r(c==="command"?o({id:d,command:"",arguments:[" "]}):i(u)))}};return s}a(tn,"createShellLink");var Rh=8e3,Ph=5e3,Nh=[{name:"WINRS_NOPROFILE",value:"TRUE"},{name:"WINRS_CODEPAGE",value:"65001"}],Qo={name:"WINRS_SKIP_CMD_SHELL",value:"False"},Ch={name:"WINRS_CONSOLEMODE_STDIN",value:"FALSE"};async function Eh(e,t,n){try{return await e.receive("stdout stderr",t,n)}catch(r){if(qo(r))return{parts:[],done:!1};throw r}}a(Eh,"receiveOnce");async function Ih(e,t,n){const r={stdout:[],stderr:[]};let o=0;for(;;){const{parts:i,done:s,exitCode:c}=await Eh(e,t,n);for(const u of i)r[u.name]?.push(u.bytes),o+=u.bytes.length;if(o>Yo)throw new $("WINRM_OUTPUT_TOO_LARGE",`the command said more than ${Yo} bytes`);if(!s)continue;const d=a(u=>Buffer.concat(r[u]??[]).toString("utf8"),"text3");return{stdout:d("stdout"),stderr:d("stderr"),exitCode:c}}}a(Ih,"receiveAll");var Yo=64*1024*1024,Oh=class{static{a(this,"LinkedCommandShell")}#e;constructor(e){this.#e=e}get id(){return this.#e.shellId}async run(e,t,n){const r=await this.start(e,t,n);try{const o=n.stdin===void 0?void 0:await this.#t(r,n.stdin,n);return await this.#n(r,n,o)}finally{const{conversation:o}=this.#e;o.isTurnedAway||await this.signal(r,Ie.ctrlC,o.limits(Ph)).catch(()=>{})}}async#t(e,t,n){try{await this.send(e,t,n);return}catch(r){if(r instanceof $&&r.detail.fault!==void 0)return r;throw r}}async#n(e,t,n){try{return await this.receive(e,t)}catch(r){throw n??r}}start(e,t,n){if(e.length+t.join(" ").length>Rh)throw new $("WINRM_USAGE_INVALID","the command line is longer than cmd.exe takes");const r=n.options??(n.stdin===void 0?[Qo]:[Ch,Qo]);return this.#e.command({command:e,arguments:t},n,r)}async send(e,t,n){for(let r=0,o=!1;!o;){const i=r+this.#e.room("send",e),s=i>=t.length;try{await this.#e.send({name:"stdin",commandId:e,bytes:t.subarray(r,i),end:s},n),r=i,o=s}catch(c){Vo(this.#e.conversation,c)}}}receive(e,t){return Ih(this.#e,e,t)}signal(e,t,n){return this.#e.signal(e,t,n)}async close(e){this.#e.conversation.isTurnedAway||await this.#e.remove(e).catch(()=>{})}};async function Mh(e,t,n){const{workingDirectory:r,idleTimeout:o,options:i=Nh}=t,s=Yn({inputStreams:"stdin",outputStreams:"stdout stderr",workingDirectory:r,idleTimeout:o}),c={action:D.create,phase:"opening the command shell",resourceUri:ce.cmd,body:s},d=await e.ask({...c,options:i},n),u=Fn(d.body);if(u===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was opened without an id");return new Oh(tn(e,ce.cmd,u))}a(Mh,"openCommandShell");function Th(e){const t=[],n=[],r={warning:[],verbose:[],debug:[]},o=[],i={output:t,errors:n,warnings:r.warning,verbose:r.verbose,debug:r.debug,information:o};let s;return{result:i,get ended(){return s!==void 0},take(c){c.kind==="output"?(t.push(c.value),e.onOutput?.(c.value)):c.kind==="error"?n.push(c.record):c.kind==="information"?o.push(c.record):c.kind==="progress"?e.onProgress?.(c.record):c.kind==="ended"?s=c:"text"in c&&r[c.kind].push(c.text)},finish(c){if(s?.how==="completed")return i;if(s?.how==="stopped")throw new $("WINRM_PIPELINE_STOPPED",`${c} was stopped`,{result:i});if(s===void 0)throw new $("WINRM_PROTOCOL_VIOLATED",`${c} ended without saying how`,{result:i});const d=s.error??n.at(-1);throw new $("WINRM_PIPELINE_FAILED",`${c} failed${d===void 0?"":`: ${d.errorId}`}`,{result:i,...d===void 0?{}:{error:d,peerText:d.message}})}}}a(Th,"createCollector");var Dh=new Map([[I.warningRecord,"warning"],[I.verboseRecord,"verbose"],[I.debugRecord,"debug"]]),_h=new Map([[Pt.completed,"completed"],[Pt.stopped,"stopped"],[Pt.failed,"failed"]]);function Ah(e){const{state:t,error:n}=qn(e),r=_h.get(t);if(r!==void 0)return{kind:"ended",how:r,...n===void 0?{}:{error:n}};if(t<0)throw new $("WINRM_PROTOCOL_VIOLATED","a pipeline state that is none");return{kind:"nothing"}}a(Ah,"readEnding");function Lh(e){const t=Dh.get(e.type);if(t!==void 0)return{kind:t,text:as(F(e))};switch(e.type){case I.pipelineOutput:return{kind:"output",value:F(e)};case I.errorRecord:return{kind:"error",record:es(F(e))};case I.informationRecord:return{kind:"information",record:rs(F(e))};case I.progressRecord:return{kind:"progress",record:is(F(e))};case I.pipelineHostCall:return{kind:"hostCall",call:jn(F(e))};case I.pipelineState:return Ah(F(e));default:return{kind:"nothing"}}}a(Lh,"readPipelineMessage");function Bh(e){const t=Zo(Gn(e,"ApplicationPrivateData"),"PSVersionTable"),n=a(r=>{const o=Zo(t,r);return typeof o=="object"&&o!==null&&"text"in o?String(o.text):""},"text3");return{psVersion:n("PSVersion"),buildVersion:n("BuildVersion")}}a(Bh,"readVersions");function Zo(e,t){if(!(!Fi(e)||e.base?.kind!=="dictionary"))return e.base.entries.find(([n])=>n===t)?.[1]}a(Zo,"entry");var Wh=new Map([[pe.opening,"opening"],[pe.opened,"opened"],[pe.closed,"closed"],[pe.closing,"closed"],[pe.broken,"broken"],[pe.disconnected,"disconnected"]]),wt=["2.3","2.2","2.1"],[xh]=wt;function Xo(e){return new $("WINRM_CONNECTION_LOST","output was lost together with the connection",{cause:e})}a(Xo,"lostWithConnection");var Uh=class{static{a(this,"Pool")}id;state="opening";protocol;psVersion="";buildVersion="";#e=Oi();#t=new Map;#n;#r=0n;#o=!1;constructor(e,t){this.id=e,this.#n=t}open({minRunspaces:e=1,maxRunspaces:t=1,applicationArguments:n,hostInfo:r}={}){return Buffer.concat([this.message(I.sessionCapability,Mn(this.#n)),this.message(I.initRunspacePool,Ui({minRunspaces:e,maxRunspaces:t,applicationArguments:n,hostInfo:r}))])}connect(){return Buffer.concat([this.message(I.sessionCapability,Mn(this.#n)),this.message(I.connectRunspacePool,"")])}pipeline(e,t,n){const r=this.#a(I.createPipeline,Os(t),e);return this.#e.cut(r,n.command,n.send)}input(e,t,n){const r=t.map(s=>this.#a(I.pipelineInput,s,e));r.push(this.#a(I.endOfPipelineInput,void 0,e));const o=[[]];let i=n;for(const s of r){i<=qe&&(o.push([]),i=n);for(const[c,d]of this.#e.cut(s,i,n).entries())c>0&&(o.push([]),i=n),o.at(-1)?.push(d),i-=d.length}return o.map(s=>Buffer.concat(s))}message(e,t,n){return Buffer.concat(this.#e.cut(this.#a(e,t,n)))}receive(e,t){const n=e??"",r=this.#t.get(n)??Ii();this.#t.set(n,r);const o=this.#o;t.length>=qe&&this.#i(t,r.pending);let i;try{i=r.push(t)}catch(s){throw o?Xo(s):s}return i.flatMap(s=>this.#s(os(s)))}get isSuspect(){return this.#o}suspectLoss(){this.#o=!0}forget(e){const t=this.#t.get(e)?.pending===!0;return this.#t.delete(e),t}#i(e,t){const n=Buffer.from(e.buffer,e.byteOffset,e.byteLength),r=n.readBigUInt64BE(0),i=((n[16]??0)&1)!==0?!t&&r===this.#r+1n:t&&r===this.#r;if(this.#o&&!i)throw Xo();this.#o=!1;for(let s=0;s+qe<=n.length;s+=qe+n.readUInt32BE(s+17)){const c=n.readBigUInt64BE(s);c>this.#r&&(this.#r=c)}}#a(e,t,n){return Is({to:"server",type:e,pool:this.id,pipeline:n},t)}#s(e){if(e.to!=="client")throw new $("WINRM_PROTOCOL_VIOLATED","a message that is not for a client");if(e.type>>>16===4)return[{kind:"pipeline",id:e.pipeline,event:Lh(e)}];switch(e.type){case I.sessionCapability:return this.protocol=Qi(F(e)),[];case I.applicationPrivateData:{const t=Bh(F(e));return this.psVersion=t.psVersion,this.buildVersion=t.buildVersion,[]}case I.runspacePoolState:return this.#d(F(e));case I.encryptedSessionKey:return[{kind:"sessionKey",key:String(Gn(F(e),"EncryptedSessionKey")??"")}];case I.publicKeyRequest:return[{kind:"publicKeyRequest"}];case I.poolHostCall:return[{kind:"hostCall",call:jn(F(e))}];default:return[]}}#d(e){const{state:t,error:n}=qn(e),r=Wh.get(t);return r===void 0?[]:(this.state=r,[{kind:"state",state:r,...n===void 0?{}:{error:n}}])}};function ea(e,t=xh){return new Uh(e,t)}a(ea,"createClientPool");function Gh(e){return zi({extended:new Map([["PublicKey",e]])})}a(Gh,"publicKey");var Fh=250,jh=8e3,Kh=new Set(["WINRM_NAME_NOT_FOUND","WINRM_CONNECTION_REFUSED","WINRM_CONNECTION_TIMED_OUT","WINRM_CONNECTION_FAILED","WINRM_CONNECTION_LOST","WINRM_DEADLINE_EXCEEDED","WINRM_BUSY"]);function Hh(e,t,n){return!(e instanceof $)||n.signal?.aborted===!0?!1:e.code==="WINRM_CONNECTION_LOST"?!0:e.code==="WINRM_DEADLINE_EXCEEDED"&&t.conversation.now()<n.deadline}a(Hh,"isLost");async function qh(e,t,n){try{return await e.receive("stdout",t,n)}catch(r){if(!(r instanceof $)||r.detail.fault!==xi)throw r;return await e.reconnect(n),await e.receive("stdout",t,n)}}a(qh,"receiveReconnected");async function Vh(e,t,n,r){const{conversation:o}=e,i=Math.min(n.deadline,o.now()+o.resumeFor);for(let s=Fh;o.now()+s<i;s=Math.min(s*2,jh)){await o.wait(s,n);try{return await qh(e,t,n)}catch(c){if(!(c instanceof $)||n.signal?.aborted===!0)throw c;if(c.code==="WINRM_OPERATION_TIMED_OUT")return{parts:[],done:!1};if(Kh.has(c.code))continue;const{fault:d}=c.detail;throw new $(r.code,`${r.message}, and could not be gone on with: ${c.message}`,{...r.detail,...d===void 0?{}:{resumeFault:d},resumeCode:c.code})}}throw r}a(Vh,"receiveAgain");var ta=64*1024*1024;async function Jh(e,t,n){const{link:r,machine:o}=e;try{return await r.receive("stdout",t,n)}catch(i){if(qo(i))return{parts:[],done:!1};if(!Hh(i,r,n))throw i;return o.suspectLoss(),await Vh(r,t,n,i)}}a(Jh,"receiveOnce2");async function na(e,t,n,r){const o=Pi(t,e.host);if(o===void 0)return;const i=n===void 0?I.poolHostResponse:I.pipelineHostResponse,s=e.machine.message(i,o,n);await e.link.send({name:"pr",commandId:n,bytes:s},r)}a(na,"answer");async function nn(e,t,n){const r=await Jh(e,t,n),o=[];let i=0;for(const s of r.parts){i+=s.bytes.length;for(const c of e.machine.receive(s.commandId??t,s.bytes))o.push(c)}for(const s of o)s.kind==="hostCall"&&await na(e,s.call,void 0,n);return{events:o,done:r.done,size:i}}a(nn,"receiveEvents");async function zh(e,t,n,r){if(n.kind==="state"&&n.state!=="opened"&&n.state!=="opening")throw new $("WINRM_SHELL_GONE",`the pool became ${n.state} while a command was running`);n.kind==="pipeline"&&(n.event.kind==="hostCall"&&await na(e,n.event.call,n.id,r),t.take(n.event))}a(zh,"take");async function Qh(e,t,n){const r=Th(n);let o=0;for(;;){const{events:i,done:s,size:c}=await nn(e,t,n);if(o+=c,o>(n.maxOutput??ta))throw new $("WINRM_OUTPUT_TOO_LARGE",`${n.what} said more than ${n.maxOutput??ta} bytes`);for(const u of i)await zh(e,r,u,n);if(!s&&!r.ended)continue;const d=e.machine.forget(t);if(e.machine.isSuspect&&(d||!r.ended))throw new $("WINRM_CONNECTION_LOST",`the end of ${n.what} was lost together with the connection`,{result:r.result});if(d)throw new $("WINRM_PROTOCOL_VIOLATED",`${n.what} ended in the middle of a message`);return r.finish(n.what)}}a(Qh,"receivePipeline");async function Yh(e,t,n,r){try{await e.command({id:t,command:"",arguments:[n]},r)}catch(o){throw!(o instanceof $)||o.detail.fault===void 0?o:new $(o.code,o.message,{...o.detail,began:!1})}}a(Yh,"begin");async function Zh(e,t,n,r){const{link:o,machine:i}=e,{conversation:s}=o,c=s.newId(),d={command:o.room("command",c),send:o.room("send",c)},u=i.pipeline(c,t,d);r(c);const l=a(f=>o.send({name:"stdin",commandId:c,bytes:f},n),"send2"),m=a(()=>Math.min(o.room("command",c),o.room("send",c)),"both");return await Jo(s,{pieces:u,send:a((f,p)=>p===0?Yh(o,c,Buffer.from(f).toString("base64"),n):l(f),"send"),room:m}),t.noInput||await Jo(s,{pieces:i.input(c,n.input??[],m()),send:l,room:m}),c}a(Zh,"startPipeline");async function Xh(e,t,n){const r=e.machine.message(I.publicKey,Gh(t.publicKey));for(await e.link.send({name:"stdin",bytes:r},n);;){const{events:o}=await nn(e,void 0,n),i=o.find(s=>s.kind==="sessionKey");if(i?.kind==="sessionKey")return t.complete(i.key)}}a(Xh,"exchangeKeys");var ra=a(e=>({name:"protocolversion",value:e,mustComply:!0}),"protocolOption");function oa({link:e,machine:t}){const[n=0,r=0]=(t.protocol??"").split(".").map(Number),{conversation:o}=e;o.sizeIsKnown||n<2||n===2&&r<2||(o.envelopeSize=Math.max(o.envelopeSize,$h))}a(oa,"learnProtocol");async function aa(e,t){for(;e.machine.state==="opening";){const{events:n}=await nn(e,void 0,t);oa(e);const r=n.find(o=>o.kind==="state"&&o.state!=="opened"&&o.state!=="opening");if(r?.kind==="state")throw new $("WINRM_POOL_BROKEN",`the pool became ${r.state} while it was opened`,{...r.error===void 0?{}:{error:r.error,peerText:r.error.message}})}}a(aa,"untilOpened");async function ef(e,t,n,r){const{name:o,idleTimeout:i,createOptions:s=[],host:c,deadline:d,signal:u}=r,l=r.hostInfo??(c===void 0?void 0:$s()),m=Yn({id:t.id,name:o,inputStreams:"stdin pr",outputStreams:"stdout",idleTimeout:i,creation:t.open({...r,hostInfo:l})}),f={action:D.create,phase:"opening the pool",resourceUri:e.resourceUri,body:m},p=[...s,ra(n)],w=await e.conversation.ask({...f,options:p},{deadline:d,signal:u});e.shellId=Fn(w.body)??t.id}a(ef,"create2");async function tf(e,t,n){const r=e.shellId;for(const o of wt){const i=ea(r,o);try{await ef(e,i,o,{...t,...n})}catch(s){const c=s instanceof $?s.detail.fault:void 0;if(c!==void 0&&qi.has(c)&&o!==wt.at(-1))continue;throw s}return await aa({link:e,machine:i,host:t.host},n),i}throw new $("WINRM_PROTOCOL_VIOLATED","no version of the protocol was accepted")}a(tf,"openPool");async function nf(e,t,n){const r=ea(e.shellId),[o]=wt,i={action:D.connect,phase:"taking over the pool",options:[ra(o)]},s=await e.ask({...i,body:Ps(r.connect())},n);r.receive(void 0,Xi(s.body));const c={link:e,machine:r,host:t.host};return oa(c),await aa(c,n),r}a(nf,"connectPool");var rf=200,of=new Set(["WINRM_PIPELINE_FAILED","WINRM_PIPELINE_STOPPED","WINRM_USAGE_INVALID"]),rn=class In{static{a(this,"_RunspacePool")}#e;#t;#n=new AbortController;#r;#o="open";#i=0;#a;#s;#d=Promise.resolve();#c;#u;constructor(t,n,r){const o=`${ce.powershell}${n.configurationName??"Microsoft.PowerShell"}`;this.#e=tn(t,o,r),this.#t=n}static async open(t,n,r){const o=new In(t,n,t.newId());return o.#r=await o.#y(()=>tf(o.#e,n,r)),o}static async connect(t,n,r){const o=new In(t,n,n.id.toUpperCase());return o.#r=await nf(o.#e,n,r),o}get id(){return this.#e.shellId}get psVersion(){return this.#r?.psVersion??""}get hasKey(){return this.#u!==void 0}run(t,n){return this.#f(n,async r=>{const o=await this.#p(t,r);return await this.#h(o,r)})}start(t,n){return this.#f(n,r=>this.#p(t,r))}attach(t,n){return this.#f(n,r=>this.#h(t.toUpperCase(),r))}connectCommand(t,n){return this.#$(()=>this.#e.connect(t.toUpperCase(),n))}async stop(t,n=this.#a){n!==void 0&&await this.#e.signal(n.toUpperCase(),Ie.stopPipeline,{...t,aside:!0})}terminate(t,n){return this.#e.signal(t.toUpperCase(),Ie.terminate,n)}get lastCommand(){return this.#s}sessionKey(t){return this.#u??=this.#$(()=>this.#y(()=>this.#l(this.#g(t)))),this.#u}async disconnect(t){await this.#e.ask({action:D.disconnect,phase:"disconnecting",body:Cs()},t),this.#o="disconnected"}async reconnect(t){await this.#e.reconnect(t),this.#o="open"}close(){return this.#o==="disconnected"?Promise.resolve():(this.#o="closed",this.#n.abort(),this.#c??=this.#w(void 0),this.#c)}async#l(t){const n=await(this.#t.keyExchange??Ni)();return await Xh(this.#m,n,t)}get#m(){if(this.#r===void 0)throw new $("WINRM_USAGE_INVALID","the pool is not open");return{link:this.#e,machine:this.#r,host:this.#t.host}}async#p(t,n){return await Zh(this.#m,t,n,r=>{this.#a=r,this.#s=r})}async#h(t,n){this.#a=t;const r=await Qh(this.#m,t,n);return this.#a=void 0,await this.#b(t,n),r}#f(t,n){return this.#$(()=>this.#y(()=>n(this.#g(t))))}#$(t){const n=this.#d.then(t);return this.#d=n.catch(()=>{}),n}#g(t){if(this.#o!=="open")throw new $("WINRM_SHELL_GONE",`the pool is ${this.#o}`,{began:!1});const{signal:n}=t;return{...t,signal:n===void 0?this.#n.signal:AbortSignal.any([n,this.#n.signal])}}async#y(t){try{return await t()}catch(n){throw n instanceof $&&of.has(n.code)?this.#a=void 0:this.#v(n),n}}#v(t){if(this.#o==="disconnected")return;this.#o="closed";const n=t instanceof $&&t.code==="WINRM_SHELL_GONE";this.#c??=this.#w(n?void 0:this.#a)}async#w(t){const{conversation:n}=this.#e;if(n.isTurnedAway)return;const r=this.#t.cleanupTimeout??5e3;t!==void 0&&await this.#e.signal(t,Ie.stopPipeline,n.limits(r/2)).catch(()=>{}),!n.isTurnedAway&&await this.#e.remove(n.limits(r)).catch(()=>{})}async#b(t,n){this.#i+=1,this.#i>rf&&await this.#e.signal(t,Ie.terminate,n)}},af=1e4,sf=5e3,cf=class{static{a(this,"ClientSession")}#e;#t;#n=new Set;#r=new Set;constructor(e,t={}){this.#t=e,this.#e=wh(e,t)}limits(e,t){return this.#e.limits(e,t)}async openPool(e,t){try{return this.#i(await rn.open(this.#e,e,t))}catch(n){const r=n instanceof $?n.detail.fault:void 0;if(r===void 0||!ws.has(r)||e.name===void 0||await this.#o(e.name,t)===0)throw n}return this.#i(await rn.open(this.#e,e,t))}async connectPool(e,t){return this.#i(await rn.connect(this.#e,e,t))}openCommandShell(e,t){return Mh(this.#e,e,t)}async identify(e){const t=await this.#e.askRaw(Zn(),"asking who is there",e),n=ns(t.body);if(n===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","the answer to Identify is none");return n}async readConfig(e){const t={action:D.get,phase:"reading the configuration",resourceUri:ce.config,body:""},n=Zi((await this.#e.ask(t,e)).body);if(n.maxEnvelopeSize!==void 0){const r=Math.max(n.maxEnvelopeSize,en);this.#e.envelopeSize=r,this.#e.requestSize=r,this.#e.sizeIsKnown=!0}return n}async readConfigIfAllowed(e){try{return await this.readConfig(e)}catch(t){if(t instanceof $&&t.code==="WINRM_ACCESS_DENIED")return;throw t}}async listShells(e){const t=[];for await(const n of this.#a(ce.shell,void 0,e))t.push(Hn(n));return t}async readShell(e,t){const n={action:D.get,phase:"looking for a shell",resourceUri:ce.shell,body:""},{body:r}=await this.#e.ask({...n,selectors:{ShellId:e}},t);if(r===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was described by nothing");return Hn(r)}async listCommands(e,t){const n=[],r={kind:"selectors",selectors:{ShellId:e}};for await(const o of this.#a(ce.command,r,t)){const i=Ei(o,Ki.shell,"CommandId");i!==void 0&&n.push(i)}return n}async readCimRows(e,t){const n=Tn(e.namespace,e.query===void 0?e.className:"*");if(e.keys!==void 0){const i={action:D.get,phase:`reading ${e.className}`,resourceUri:n,body:""},{body:s}=await this.#e.ask({...i,selectors:e.keys},t);return s===void 0?[]:[Nt(s)]}const r=e.query===void 0?void 0:{kind:"wql",query:e.query},o=[];for await(const i of this.#a(n,r,t))if(o.push(Nt(i)),o.length>=(e.atMost??Number.POSITIVE_INFINITY))break;return o}async readCim(e,t){return(await this.readCimRows(e,t)).map(n=>Qn(n,e.properties))}async invokeCim(e,t){const{className:n,method:r,keys:o,parameters:i={}}=e,s=Tn(e.namespace,n),c=await this.#e.ask({action:`${s}/${r}`,phase:`calling ${n}.${r}`,resourceUri:s,body:ks(s,r,i),...o===void 0?{}:{selectors:o}},t);if(c.body?.name!==`${r}_OUTPUT`)throw new $("WINRM_PROTOCOL_VIOLATED",`the answer to ${n}.${r} is none`);return Qn(Nt(c.body),e.properties)}async close(e=5e3){const t=Promise.all([...[...this.#n].map(o=>o.close()),...this.#r]);let n;const r=new Promise(o=>{n=setTimeout(o,e)});await Promise.race([t,r]),clearTimeout(n),this.#e.close(),this.#t.close()}async#o(e,t){const n=new Set([...this.#n].map(({id:o})=>o)),r=(await this.listShells(t)).filter(o=>o.name===e&&o.state==="Disconnected"&&!n.has(o.id));for(const{id:o,resourceUri:i}of r)await tn(this.#e,i,o).remove(t);return r.length}#i(e){return this.#n.add(e),e}async*#a(e,t,n){const r="enumerating",o={action:D.enumerate,phase:r,resourceUri:e,body:Es(t)};let i=Kn((await this.#e.ask(o,n)).body);try{for(let s=1;;s+=1){if(yield*i.items,i.context===void 0)return;if(s>=af)throw new $("WINRM_PROTOCOL_VIOLATED","an enumeration does not end");const c={action:D.pull,phase:r,resourceUri:e,body:Ms(i.context)};i=Kn((await this.#e.ask(c,n)).body)}}finally{i.context!==void 0&&this.#s(e,i.context)}}#s(e,t){const n=this.#e;if(n.isTurnedAway)return;const r={action:D.release,phase:"ending an enumeration",resourceUri:e},o=n.ask({...r,body:Ds(t)},n.limits(sf)).then(()=>{},()=>{});this.#r.add(o),o.then(()=>this.#r.delete(o))}},df=12e4,uf=9e5;function ia(e){const{configurationName:t,name:n,idleTimeout:r=uf,applicationArguments:o,host:i}=e,s=o===void 0?void 0:Ji(o);return{configurationName:t,name:n,idleTimeout:r,applicationArguments:s,host:i}}a(ia,"settingsOf");function lf(e,t){const n=a(({timeout:r=df,signal:o}={})=>e.limits(r,o),"limits");return{identify:a(r=>e.identify(n(r)),"identify"),async openPool(r={}){const o=ia(r),i=a(s=>e.openPool(o,s),"reopen");return new jo(await i(n(r)),{limits:n,reopen:i})},async connectPool(r,o={}){return new jo(await e.connectPool({...ia(o),id:r},n(o)),{limits:n})},readCim:a((r,o)=>e.readCim(r,n(o)),"readCim"),invokeCim:a((r,o)=>e.invokeCim(r,n(o)),"invokeCim"),readConfig:a(r=>e.readConfigIfAllowed(n(r)),"readConfig"),listShells:a(r=>e.listShells(n(r)),"listShells"),listCommands:a((r,o)=>e.listCommands(r,n(o)),"listCommands"),get peerCertificate(){return t.peerCertificate},get authentication(){return t.authentication},close:a(()=>e.close(),"close")}}a(lf,"sessionFace");function mf(e){const t=sh(lh(e.endpoint),e.credentials,e.channel),{operationTimeout:n,resumeFor:r}=e,o=new cf(t,{another:a(()=>t.another(),"another"),...n===void 0?{}:{operationTimeout:n},...r===void 0?{}:{resumeFor:r}});return lf(o,t)}a(mf,"connect5");var hf=2;function on({isProved:e,refusals:t},n=!1){return t.length>=(e||n?hf:1)}a(on,"isStopped");var ff=class{static{a(this,"CredentialGuard")}#e=new Map;async run(e,t){const n=this.#t(e.credential),r=a(()=>on(n,e.isSource),"isOver2");for(;!r()&&n.trial!==void 0;)await n.trial;if(r())return{refusedBy:n.refusals};let o=a(()=>{},"endTrial");(!n.isProved||n.refusals.length>0)&&(n.trial=new Promise(i=>{o=a(()=>{n.trial=void 0,i()},"endTrial")}));try{const{judgement:i,value:s}=await t();return this.note(e,i),{value:s}}finally{o()}}refusalsOf({credential:e,isSource:t}){const n=this.#t(e);return on(n,t)?n.refusals:void 0}note({credential:e,machine:t,isSource:n},r){const o=this.#t(e);r==="refused"?o.refusals.push(t):r==="accepted"&&!on(o,n)&&(o.isProved=!0,o.refusals=[])}#t(e){const t=this.#e.get(e);if(t!==void 0)return t;const n={isProved:!1,refusals:[],trial:void 0};return this.#e.set(e,n),n}},$f=/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/,pf=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/,sa=7;function gf(e){const t=$f.exec(e)??pf.exec(e);if(t===null)return;const[,n,r,o,i,s,c,d="",u,l="0",m]=t,f=Date.parse(`${n}-${r}-${o}T${i}:${s}:${c}Z`),p=m===void 0?Number(l):Number(l)*60+Number(m),w=new Date(f-(u==="-"?-1:1)*p*6e4);if(!Number.isNaN(w.getTime()))return`process-${w.toISOString().slice(0,-5)}.${d.slice(0,sa).padEnd(sa,"0")}Z`}a(gf,"bootIdOf");async function yf(e){try{const[t]=await e.readCim({namespace:"root/cimv2",className:"Win32_Process",keys:{Handle:"4"},properties:{CreationDate:"instant"}},{timeout:6e4});return gf(t?.CreationDate??"")??"unclear"}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return t.code==="WINRM_ACCESS_DENIED"?"refused":"unclear"}}a(yf,"readBootId");var ca={BOOT_UNREADABLE:{message:"Nothing on the machine says which boot it is on, so no restart can be proved.",next:"Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12."},BOOT_UNCOMPARABLE:{message:"The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.",next:"Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.",retryable:!0},JOB_DIRECTORY_UNSAFE:{message:"The job directory on the machine is not ours beyond doubt, and SYSTEM would run what stands in it.",next:"Find out who made %ProgramData%\\patchring and who may write there, then delete it."},JOB_PARAMETERS_INVALID:{message:"The job was asked for without what it needs.",next:"Report this as a bug."},JOB_KEY_REUSED:{message:"The key of this job already stands for other work on the machine.",next:"Two rollouts of the same name run at once, or a ledger was lost: find the other one first."},JOB_RUNNING:{message:"The job still runs, and nothing of ours ever stops one.",next:"Wait until it has ended.",retryable:!0},JOB_CANCELLED:{message:"The job was taken back before it had begun.",next:"Run again when the rollout may go on.",retryable:!0},JOB_SCRIPTS_FORBIDDEN:{message:"Group policy lets the machine run signed script files only, and the job is one.",next:'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.'},JOB_SCRIPT_REFUSED:{message:"The session configuration runs the jobs of the installed module and no script of the owner’s.",next:"Take `configuration` out of the connection for this rollout, or `script` out of updates.source and the gates."},JOB_RESULT_UNREADABLE:{message:"The result of the job was written by another version.",next:"Finish with the version that started the job, or remove the job directory by hand."},PROBE_SCRIPT_CHANGED:{message:"The script of a gate does not stand on the machine as it stands in the plan; it was not run.",next:"Find out who writes to %ProgramData%\\patchring there: only administrators can."},RESTART_REFUSED:{message:"The machine refused to restart.",next:"Look at the System event log (event 1074) and whether the account may shut the machine down.",retryable:!0},WINDOWS_ACCESS_DENIED:{message:"The account may log on and may not read or do this.",next:"Use an account that is an administrator of the machine, with LocalAccountTokenFilterPolicy for local ones."},WINDOWS_LANGUAGE_CONSTRAINED:{message:"PowerShell on the machine runs in Constrained Language mode, which forbids what the functions need.",next:"Let App Control trust our scripts, or give the account a session configuration in Full Language mode; `$ExecutionContext.SessionState.LanguageMode` in a session says which it has."},WINDOWS_LANGUAGE_NONE:{message:"The session configuration takes no scripts (No Language mode).",next:"Name a session configuration that takes scripts, or one in which our functions are installed."},WINDOWS_PROCESS_32_BIT:{message:"The session runs in a 32-bit process, which sees another registry and cannot service Windows.",next:"Connect to the session configuration Microsoft.PowerShell, not to the 32-bit one."},WINDOWS_COMMAND_MISSING:{message:"PowerShell on the machine does not know a command that the function needs.",next:"Look at the cause for its name; it may be hidden from this session configuration."},WINDOWS_MODULE_MISSING:{message:"PowerShell on the machine cannot load a module of Windows that the function needs.",next:"Look at the cause for its name (CimCmdlets or Dism); repair it with `sfc /scannow`, and see whether PSModulePath of the machine still names %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\Modules."},WINDOWS_JEA_FUNCTIONS_MISSING:{message:"The session configuration has none of the functions that are called there.",next:"Install the module that `patchring jea` writes, or name no configuration in the policy, so that scripts are sent."},WINDOWS_JEA_VERSION_MISMATCHED:{message:"The functions that are installed on the machine are those of another version.",next:"Install the module that `patchring jea` of this version writes."},WINDOWS_OPERATION_FAILED:{message:"The function ended with an error.",next:"Look at the cause; the machine keeps the text in its PowerShell operational log."},WINDOWS_RESULT_INVALID:{message:"The machine answered with something that is not the result of the function.",next:"Report this with the cause; nothing was concluded from the answer."},CREDENTIAL_ANSWER_REJECTED:{message:"The machine rejects the account that the command of its credential answered with; it is not tried again.",next:"Check what the command answers for this machine, and whether that account is locked; then run again."},CREDENTIAL_WITHHELD:{message:"This credential was refused elsewhere and is not used any more, so that the account is not locked out.",next:"Check user and password on one machine with `patchring preflight`, then start again."}},wf=new Map([["CommandNotFoundException","WINDOWS_COMMAND_MISSING"],["MethodInvocationNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CouldNotAutoloadMatchingModule","WINDOWS_MODULE_MISSING"],["CouldNotAutoLoadModule","WINDOWS_MODULE_MISSING"],["Modules_ModuleNotFound","WINDOWS_MODULE_MISSING"],["ConversionSupportedOnlyToCoreTypes","WINDOWS_LANGUAGE_CONSTRAINED"],["PropertySetterNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateComTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["ScriptsNotAllowed","WINDOWS_LANGUAGE_NONE"]]),vf=[2147942405,2147749891],bf=[2147943860,2147944122,2147549448,2147942432,2147943515];function B(e,t={}){const n=ca[e];return N(e,n.message,{retryable:n.retryable??!1,next:n.next,...t})}a(B,"windowsFailure");function Sf(e){return Object.hasOwn(ca,e)}a(Sf,"isWindowsErrorCode");function da(e){const[t=""]=e.errorId.split(","),n=e.hresult===void 0?void 0:e.hresult>>>0,r=n===void 0?"":` (0x${n.toString(16).toUpperCase().padStart(8,"0")})`,o=`${e.message}${r}`;if(Sf(t))return B(t,{cause:o});const i=wf.get(t);if(i!==void 0)return B(i,{cause:o});if(n!==void 0&&vf.includes(n))return B("WINDOWS_ACCESS_DENIED",{cause:o});const s=n!==void 0&&bf.includes(n);return B("WINDOWS_OPERATION_FAILED",{cause:`${t}: ${o}`,retryable:s})}a(da,"failureOfRecord");function kf(e){const{error:t}=e.detail;return typeof t=="object"&&t!==null&&"errorId"in t?t:void 0}a(kf,"errorRecordOf");function Rf({fault:e,httpStatus:t,offered:n,certificate:r,peerText:o}){return[e===void 0?"":`fault ${e} (0x${e.toString(16).toUpperCase()})`,t===void 0?"":`HTTP ${t}`,n===void 0?"":`offered: ${n.join(", ")||"nothing"}`,r===void 0?"":Pf(r),o??""].filter(s=>s!=="")}a(Rf,"causesOf");function Pf({subject:e,issuer:t,validFrom:n,validTo:r,sha256:o}){return`certificate ${e}, issued by ${t}, valid from ${n} to ${r}, SHA-256 ${o}`}a(Pf,"certificateText");function vt(e){const[t]=e instanceof A?e.failures:[];if(t!==void 0)return t;if(!(e instanceof $))throw e;const n=e.code==="WINRM_PIPELINE_FAILED"?kf(e):void 0;if(n!==void 0)return da(n);const r=Rf(e.detail);return N(e.code,e.message,{retryable:e.retryable,next:e.help,...r.length===0?{}:{cause:r.join(", ")}})}a(vt,"failureFrom");function Nf(e,t){switch(t.kind){case"scan":return{Key:e,Kind:t.kind,...sn(t)};case"stage":return"packages"in t?{Key:e,Kind:t.kind,...ua(t)}:{Key:e,Kind:t.kind,...sn(t),Update:t.updates.map(Ve)};case"install":case"hide":return{Key:e,Kind:t.kind,...sn(t),Update:t.updates.map(Ve)};case"packages":return{Key:e,Kind:t.kind,...ua(t)};case"detect":return{Key:e,Kind:t.kind,Script:[an("detect",t.detect)]};case"script":case"removal":{const{kind:n,update:r,run:o,detect:i}=t;return{Key:e,Kind:n,Update:[Ve(r)],Script:[an("run",o),an("detect",i)]}}case"drain":return{Key:e,Kind:t.kind,Drain:t.after};case"resume":return{Key:e,Kind:t.kind,Drain:t.drains};case"uninstall":return{Key:e,Kind:t.kind,PackagesBefore:t.packagesBefore,Kb:t.kbs}}}a(Nf,"startArguments");function ua({packages:e}){const t=e.map(n=>({one:n,id:Ve(Wi(n))}));return{Package:t.map(({one:n,id:r})=>`${r}|${n.kb}|${n.sha256}|${n.file}`),Prerequisite:t.flatMap(({one:n,id:r})=>n.prerequisites.map(o=>`${r}|${o.sha256}|${o.file}`))}}a(ua,"packageTexts");function an(e,{sha256:t,text:n}){return`${e}|${t}|${n}`}a(an,"scriptText");function sn({source:e,overrideWsus:t}){return{Source:e,...t===!0?{OverrideWsus:!0}:{}}}a(sn,"asking");var Cf={2:{state:"queued"},4:{state:"running",percent:null,note:"the task is running"}};async function Ef(e,t){try{const[n]=await e.readCim({namespace:"root/Microsoft/Windows/TaskScheduler",className:"MSFT_ScheduledTask",keys:{TaskName:t,TaskPath:"\\patchring\\"},properties:{State:"number"}},{timeout:6e4});return Cf[n?.State??0]??"unclear"}catch(n){if(n instanceof $&&n.detail.fault!==void 0)return"unreadable";throw n}}a(Ef,"readTask");function Cv(e){return e}a(Cv,"operation");function Ev(e){return e}a(Ev,"parametersOf");function la(e,t){const[n,...r]=t.output,o=a(s=>({ok:!1,failure:B("WINDOWS_RESULT_INVALID",{phase:e.command,cause:s}),arrived:"maybe"}),"invalid");if(n===void 0||r.length>0)return o(`${t.output.length} objects instead of one`);const i=e.result.safeParse(ys(n));return i.success?{ok:!0,value:i.data}:o(Fs(i.error))}a(la,"readResult");var Ge={command:"Get-PatchringBoot",parameters:{},result:Ee,timeout:6e4},ma={command:"Stop-PatchringJob",parameters:{Key:"string"},result:h({outcome:S(["cancelled","absent","begun"])}),timeout:6e4},ha={command:"Get-PatchringDiagnosis",parameters:{EventsSince:"datetime?"},result:Ti,timeout:6e4},cn={command:"Get-PatchringFacts",parameters:{},result:Ln,timeout:6e4},dn={command:"Get-PatchringHealth",parameters:{EventsSince:"datetime?"},result:Bn,timeout:12e4},un={command:"Get-PatchringHotpatch",parameters:{},result:Wn,timeout:6e4},fa={command:"Get-PatchringPackage",parameters:{},result:Vi,timeout:12e4},$a={command:"Get-PatchringJob",parameters:{Key:"string"},result:Un,timeout:6e4},ln={command:"Invoke-PatchringProbe",parameters:{Sha256:"string",Text:"string",Seconds:"int"},result:ms,timeout:12e4},pa={command:"Remove-PatchringJob",parameters:{Key:"string"},result:h({outcome:S(["removed","absent","running"])}),timeout:6e4},ga={command:"Restart-PatchringMachine",parameters:{IfStillOn:"string",Reason:"string"},result:h({outcome:S(["restarting","alreadyRestarted"])}),timeout:6e4},ya={command:"Get-PatchringRestartReadiness",parameters:{},result:Vn,timeout:12e4},wa={command:"Get-PatchringRoles",parameters:{},result:Jn,timeout:18e4},va={command:"Start-PatchringJob",parameters:{Key:"string",Kind:"string",Source:"string?",OverrideWsus:"bool?",Update:"string[]?",Package:"string[]?",Prerequisite:"string[]?",Script:"string[]?",PackagesBefore:"string[]?",Kb:"string[]?",Drain:"string[]?"},result:Un,timeout:6e4},ba={command:"Get-PatchringVersion",parameters:{},result:h({version:E().int()}),timeout:6e4},If="SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";async function Of(e){try{return(await e.readCim({namespace:"root/cimv2",className:"Win32_Service",query:If,properties:{State:"string",StartMode:"string"}},{timeout:6e4})).some(({State:n,StartMode:r})=>n==="Start Pending"&&r==="Auto")}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return!1}}a(Of,"areServicesStarting");var Mf=[cn,Ge,un,dn,wa,fa,ha,ln,va,$a,ma,pa,ga,ya,ba],Tf=10,Df=20;function mn(e,t){return e.ok?{ok:!0,value:t(e.value)}:e}a(mn,"mapAnswer");var _f=class{static{a(this,"WindowsMachine")}#e;#t=!0;#n=0;#r;#o=!0;#i=0;#a;#s;constructor(e){this.#e=e}readBoot(){const e=this.#c();return e!==void 0?Promise.resolve(e):this.#e.call(Ge,{})}async readNewBoot(e){if(this.#c(),this.#o&&!this.#e.hasPool){const i=await this.#e.ask("readNewBoot",yf);if(!i.ok)return i;const s=He(i.value,e);if(s==="same")return{ok:!0,value:"unchanged"};this.#o=i.value!=="refused",this.#i=(this.#i+1)%Df;const d=s==="other"&&this.#i!==0?await this.#e.ask("readNewBoot",Of):void 0;if(d?.ok===!1)return d;if(d?.value===!0)return{ok:!0,value:"starting"}}this.#i=0;const t=await this.readBoot();if(!t.ok)return t;const n=He(t.value.bootId,e);if(n==="other")return t;if(await this.#e.closePool(),n==="same")return{ok:!0,value:"unchanged"};const r=`${t.value.bootId}, and ${e} before`,o={machine:this.#e.machine,phase:"readNewBoot",cause:r};return{ok:!1,failure:B("BOOT_UNCOMPARABLE",o),arrived:"maybe"}}async probe(e,t={}){this.#c();const n=e.filter(o=>o!=="scripts"),r=await Promise.all(n.map(async o=>[o,await this.#u(o,t)]));return n.length<e.length&&r.push(["scripts",await this.#d(t.scripts??[])]),Object.fromEntries(r)}async#d(e){const t=[];for(const{key:n,sha256:r,text:o,timeout:i}of e){const s=Math.min(60,Math.max(1,Math.ceil(i/1e3))),c=await this.#e.call(ln,{Sha256:r,Text:o,Seconds:s});if(!c.ok)return c;t.push([n,c.value])}return{ok:!0,value:Object.fromEntries(t)}}async startJob(e,t){this.#c(),this.#a=t.kind==="scan"||t.kind==="detect"?void 0:e;const n=await this.#e.call(va,Nf(e,t));return this.#t=!0,await this.#e.closePool(),n}async pollJob(e){if(this.#c(),this.#t){const r=await this.#e.ask("pollJob",i=>Ef(i,e));if(!r.ok)return r;this.#n+=1;const o=this.#n>=Tf;if(typeof r.value=="object"&&!o)return{ok:!0,value:r.value.state==="running"&&this.#r?.key===e&&this.#r!==void 0?this.#r.status:r.value};this.#t=r.value!=="unreadable"}this.#n=0;const[t,n]=await Promise.all([this.#e.call($a,{Key:e}),e===this.#a?this.#e.call(Ge,{}):void 0]);return this.#r=t.ok&&t.value.state==="running"?{key:e,status:t.value}:void 0,t.ok&&t.value.state==="finished"&&(this.#s=n),t.ok&&(t.value.state==="queued"||t.value.state==="running")&&await this.#e.closePool(),t}async cancelJob(e){const t=await this.#e.call(ma,{Key:e});return this.#t=!0,mn(t,({outcome:n})=>n)}async removeJob(e){this.#c();const t=await this.#e.call(pa,{Key:e});if(!t.ok)return t;const{outcome:n}=t.value;if(n!=="running")return{ok:!0,value:n};const{machine:r}=this.#e;return{ok:!1,failure:B("JOB_RUNNING",{machine:r,phase:"removeJob"}),arrived:"maybe"}}async restart(e,t){this.#c();const n=await this.#e.call(ga,{IfStillOn:e,Reason:t});return await this.#e.close(),mn(n,({outcome:r})=>r)}release(){return this.#c(),this.#e.close()}#c(){const e=this.#s;return this.#s=void 0,e}#u(e,{eventsSince:t}){switch(e){case"health":return this.#e.call(dn,t===void 0?{}:{EventsSince:new Date(t)});case"packages":return this.#e.call(fa,{}).then(n=>mn(n,({packages:r})=>r));case"diagnosis":return this.#e.call(ha,t===void 0?{}:{EventsSince:new Date(t)});case"facts":return this.#e.call(cn,{});case"boot":return this.#e.call(Ge,{});case"restart":return this.#e.call(ya,{});case"roles":return this.#e.call(wa,{});case"hotpatch":return this.#e.call(un,{})}}},Af=["name","tcp","tls","authentication","service"],Sa={WINRM_USAGE_INVALID:"settings",WINRM_JUMP_UNREACHABLE:"jump host",WINRM_JUMP_REFUSED:"jump host",WINRM_JUMP_FAILED:"tcp",WINRM_NAME_NOT_FOUND:"name",WINRM_CONNECTION_REFUSED:"tcp",WINRM_CONNECTION_TIMED_OUT:"tcp",WINRM_CONNECTION_FAILED:"tcp",WINRM_SEALING_FAILED:"authentication"},Lf={connect:"tcp",tls:"tls"};function Bf(e,t){return/^WINRM_CONNECTION_/.test(e)&&typeof t=="string"?Lf[t]??Sa[e]??"service":e.startsWith("WINRM_TLS_")?"tls":/^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(e)?"authentication":Sa[e]??"service"}a(Bf,"rungOf");function Wf(e){return e===void 0?void 0:`${e.subject}, valid until ${e.validTo}`}a(Wf,"certificateText2");function xf(e,{mechanism:t,fallback:n}){const r={ntlm:"NTLM",kerberos:"Kerberos"}[t];n===void 0?e.ok("authentication",r):e.note("authentication",!1,`${r} and not Kerberos (${n.code}: ${n.message})`)}a(xf,"noteLogon");function Uf(e,t,n){const r=n?.step==="service"&&t.error?.detail.fault===void 0;if(!(n?.step==="settings"||n?.step==="jump host")){t.via&&e.ok("jump host","");for(const o of Af){if(o===n?.step)return;n!==void 0&&t.error===void 0?e.skip(o,"not asked"):o==="name"&&t.via?e.skip(o,"known to the jump host"):o==="tls"&&t.certificate===void 0?e.skip(o,"HTTP, sealed by the authentication"):o==="authentication"&&t.authentication!==void 0?xf(e,t.authentication):o==="authentication"&&r?e.skip(o,"it did not come to that"):e.ok(o,{tls:t.certificate,service:t.version}[o]??"")}}}a(Uf,"write");async function Gf(e,t){const n={via:!1},r=await e.ask("connect",async(i,{options:s})=>{n.via=s.endpoint.via!==void 0;try{n.version=(await i.identify()).productVersion}catch(c){throw c instanceof $&&(n.error=c),c}finally{const c=Wf(i.peerCertificate);c!==void 0&&(n.certificate=c),n.authentication=i.authentication}}),o=r.ok?void 0:{step:Bf(r.failure.code,n.error?.detail.phase),failure:r.failure};return Uf(t,n,o),o}a(Gf,"climb");var Ff=class{static{a(this,"Row")}#e=[];#t;#n;constructor(e){this.#t=e}ok(e,t){this.#e.push({name:e,outcome:"ok",detail:t})}note(e,t,n){this.#e.push({name:e,outcome:t?"ok":"warning",detail:n})}skip(e,t){this.#e.push({name:e,outcome:"skipped",detail:t})}failed(e,t){return this.#e.push({name:e,outcome:"failed",detail:t.message}),this.#n=t,this.ended()}ended(){const e={machine:this.#t,steps:this.#e};return this.#n===void 0?e:{...e,failure:this.#n}}},jf=10*1024**3;function ka(e){return`${(e/1024**3).toFixed(1)} GB`}a(ka,"gigabytes");var Kf={WINDOWS_LANGUAGE_NONE:"language mode",WINDOWS_LANGUAGE_CONSTRAINED:"language mode",WINDOWS_ACCESS_DENIED:"rights"};async function Hf(e,t){const n=await e.call(cn,{}),r=n.ok||!/^WINRM_(?!PIPELINE_)/.test(n.failure.code);if(!n.ok&&!r)return t.failed("endpoint",n.failure);if(t.ok("endpoint","a PowerShell session opens"),!n.ok)return t.failed(Kf[n.failure.code]??"functions",n.failure);const o={machine:e.machine,phase:"preflight"},{languageMode:i,isAdministrator:s,is64BitProcess:c,psVersion:d,scriptPolicy:u}=n.value;if(i!=="FullLanguage"){const l=i==="NoLanguage"?"WINDOWS_LANGUAGE_NONE":"WINDOWS_LANGUAGE_CONSTRAINED";return t.failed("language mode",B(l,{...o,cause:i}))}return t.ok("language mode",`${i}, PowerShell ${d}`),t.ok("functions","they answer"),s?c?(t.ok("rights","administrator"),u!==null?t.failed("jobs",B("JOB_SCRIPTS_FORBIDDEN",{...o,cause:u})):n.value):t.failed("rights",B("WINDOWS_PROCESS_32_BIT",o)):t.failed("rights",B("WINDOWS_ACCESS_DENIED",{...o,cause:"not an administrator"}))}a(Hf,"enter");function qf(e,{pendingRestart:t,isServicing:n,bootedAt:r},{clock:o}){const i=W(Date.parse(o)-Date.parse(r)),s=t.filter(d=>d!=="fileRename"),c=s.length===0?`none, up for ${i}`:s.join(", ");e.note("pending restart",s.length===0&&!n,n?`${c}; servicing is busy`:c)}a(qf,"noteBoot");function Vf(e,{systemDrive:t}){const{free:n,size:r}=t;e.note("disk",n>=jf,`${ka(n)} of ${ka(r)} free on the system drive`)}a(Vf,"noteDisk");function Jf(e,t){const n=a(o=>o===null?"unknown":String(o),"say"),r=[`enrolment package ${n(t.enrollmentPackage)}`,`virtualization-based security ${n(t.vbsStatus)}`,`secure boot ${n(t.secureBoot)}`,`Arc licence ${n(t.arcSubscription)}`,...t.licenceTrouble,...t.licenceMitigation===null?[]:[`licence override ${t.licenceMitigation}`],...t.unreadable.map(o=>`unreadable: ${o}`)];e.note("hotpatch",t.licenceTrouble.length===0&&t.unreadable.length===0,r.join(", "))}a(Jf,"noteHotpatch");async function hn(e,t,n){const r=await n;if(r.ok)return r.value;e.failed(t,r.failure)}a(hn,"look");async function zf(e,t,n){t.ok("product",`${n.productName}, build ${n.build}.${n.ubr}`),t.note("other updaters",n.otherUpdaters.length===0,n.otherUpdaters.join(", ")||"none");const r=await hn(t,"disk",e.call(dn,{}));if(r===void 0)return{facts:n};Vf(t,r);const o=await hn(t,"pending restart",e.call(Ge,{}));if(o===void 0)return{facts:n};qf(t,o,n);const i=await hn(t,"hotpatch",e.call(un,{}));return i===void 0?{facts:n,boot:o}:(Jf(t,i),{facts:n,boot:o,hotpatch:i})}a(zf,"survey");async function Qf(e){const t=new Ff(e.machine),n=await Gf(e,t);if(n!==void 0)return{row:t.failed(n.step,n.failure)};const r=await Hf(e,t);if("steps"in r)return{row:r};const o=await zf(e,t,r);return{row:t.ended(),...o}}a(Qf,"preflight");var Yf=`function Get-DrainObstacle {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Own, [Parameter(Mandatory = $true)] [bool] $IsOurs)
 $name = [string]$Own.Name
 if ([int]$Own.State -eq 2 -and -not $IsOurs) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_PAUSED'; Detail = 'node ' + $name + ' was paused before' } }
 if ([int]$Own.State -ne 0 -and [int]$Own.State -ne 2) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_DOWN'; Detail = 'node ' + $name + ' is in state ' + $Own.State } }
 $away = foreach ($node in Read-ClusterNode) { if ([string]$node.Name -ne $name -and [int]$node.State -ne 0) { [string]$node.Name + ' (state ' + $node.State + ')' } }
 if (@($away).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_NODES_DOWN'; Detail = 'not up: ' + (@($away) -join ', ') } }
 $quorum = Get-ClusterQuorumState
 if (-not $quorum.Survives) { return [pscustomobject]@{ Code = 'CLUSTER_QUORUM_AT_RISK'; Detail = [string]$quorum.Remaining + ' of ' + $quorum.Total + ' votes would remain' } }
 $under = Measure-StorageJob
 if ($under -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = [string]$under + ' repairs of storage are under way' } }
 $sick = foreach ($disk in Read-VirtualDisk) { if ([int]$disk.HealthStatus -ne 0) { [string]$disk.FriendlyName } }
 if (@($sick).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = 'not healthy: ' + (@($sick) -join ', ') } }
}
function New-DrainReading {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Outcome,
  [Parameter()] [object] $Code = $null,
  [Parameter()] [string] $Detail = '',
  [Parameter()] [AllowEmptyCollection()] [string[]] $Stayed = @()
 )
 [pscustomobject]@{ outcome = $Outcome; code = $Code; detail = $Detail; stayed = $Stayed }
}
function Get-DrainMark {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 return [System.IO.Path]::Combine($Directory, 'paused.xml')
}
function Test-OwnPause {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $Drain
 )
 $root = [System.IO.Path]::GetDirectoryName($Directory)
 foreach ($key in $Drain) {
  if ($key -cnotmatch '^[A-Za-z0-9-]{1,100}$') { continue }
  if ([System.IO.File]::Exists((Get-DrainMark -Directory ([System.IO.Path]::Combine($root, $key))))) { return $true }
 }
 return $false
}
function Invoke-PatchringDrain {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $After
 )
 $state = Read-ClusterState
 if ($state -le 1) { return New-DrainReading -Outcome 'noMember' }
 if ($state -ne 19) { return New-DrainReading -Outcome 'refused' -Code 'CLUSTER_NODE_DOWN' -Detail 'the cluster service does not run here' }
 $own = Get-OwnNode
 $obstacle = Get-DrainObstacle -Own $own -IsOurs (Test-OwnPause -Directory $Directory -Drain $After)
 if ($null -ne $obstacle) { return New-DrainReading -Outcome 'refused' -Code $obstacle.Code -Detail $obstacle.Detail }
 $name = [string]$own.Name
 Write-JobFile -Path (Get-DrainMark -Directory $Directory) -Value ([pscustomobject]@{ Node = $name; At = [datetime]::UtcNow.ToString('o') })
 Invoke-NodeMethod -Node $name -Method 'Pause' -Argument @{ DrainType = [uint32]1 }
 for ($turn = 0; ; $turn++) {
  $node = Get-OwnNode
  $left = [string[]]@(Get-RemainingGroup -Node $name)
  if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -ne 1 -and $left.Length -eq 0) { return New-DrainReading -Outcome 'drained' }
  if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -eq 3) { return New-DrainReading -Outcome 'stuck' -Detail ('the cluster says that the drain failed; left: ' + ($left -join ', ')) -Stayed $left }
  if ([int]$node.State -ne 2 -and $turn -ge 12) { return New-DrainReading -Outcome 'stuck' -Detail ('node ' + $name + ' is in state ' + $node.State + ' and not paused') -Stayed $left }
  if ($turn -ge 720) { return New-DrainReading -Outcome 'stuck' -Detail ('after an hour left: ' + ($left -join ', ')) -Stayed $left }
  Write-JobProgress -Directory $Directory -Percent $null -Note ('draining: ' + $left.Length + ' roles to move')
  Wait-Moment -Milliseconds 5000
 }
}
function Invoke-PatchringResume {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Drain
 )
 $isOurs = Test-OwnPause -Directory $Directory -Drain $Drain
 $said = ''
 for ($turn = 0; ; $turn++) {
  try {
   if ((Read-ClusterState) -le 1) { return [pscustomobject]@{ outcome = 'resumed'; detail = 'it is in no cluster' } }
   $node = Get-OwnNode
   $said = 'node ' + $node.Name + ' is in state ' + $node.State
   if ([int]$node.State -eq 0) { return [pscustomobject]@{ outcome = 'resumed'; detail = '' } }
   if ([int]$node.State -eq 2) {
    if (-not $isOurs) { return [pscustomobject]@{ outcome = 'notOurs'; detail = 'node ' + $node.Name + ' is paused, and no drain of ours has left its mark' } }
    Invoke-NodeMethod -Node ([string]$node.Name) -Method 'Resume' -Argument @{ FailbackType = [uint32]2 }
   }
  }
  catch { $said = (Get-InnermostException -Exception $_.Exception).Message }
  if ($turn -ge 240) { return [pscustomobject]@{ outcome = 'stuck'; detail = $said } }
  Write-JobProgress -Directory $Directory -Percent $null -Note ('resuming: ' + $said)
  Wait-Moment -Milliseconds 5000
 }
}
`,Zf=`function Set-UpdateHidden {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $Update.IsHidden = $true
}
function Invoke-PatchringHide {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 Write-JobProgress -Directory $Directory -Percent $null -Note 'searching'
 $searcher = New-UpdateSearcher -Session (New-UpdateSession) -Source $Source -OverrideWsus $OverrideWsus
 $clauses = foreach ($key in $Update) { "(UpdateID='{0}' and RevisionNumber={1})" -f $key.Split('@') }
 $found = @(Search-Update -Searcher $searcher -Criteria ($clauses -join ' or '))
 $outcomes = foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  $told = [pscustomobject]@{ updateId = $id; revision = [int]$revision; outcome = 'notOffered'; hresult = 0L }
  foreach ($candidate in $found) {
   if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $told.revision) { continue }
   try {
    Set-UpdateHidden -Update $candidate
    $told.outcome = 'hidden'
   }
   catch {
    $told.outcome = 'failed'
    $told.hresult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
   }
   break
  }
  $told
 }
 [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
`,Xf=`function Find-PlannedUpdate {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Searcher,
  [Parameter(Mandatory = $true)] [string[]] $Update
 )
 $clauses = foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  "(UpdateID='{0}' and RevisionNumber={1} and IsHidden=0)" -f $id, $revision
 }
 $found = @(Search-Update -Searcher $Searcher -Criteria ($clauses -join ' or '))
 foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  $item = [pscustomobject]@{ Id = $id; Revision = [int]$revision; Update = $null; Outcome = 'notOffered'; HResult = 0L }
  foreach ($candidate in $found) {
   if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $item.Revision) { continue }
   $item.Update = $candidate
   $item.Outcome = ''
   if (Read-UpdateProperty -Update $candidate -Name 'IsInstalled' -Default $false) { $item.Outcome = 'alreadyInstalled' }
   break
  }
  $item
 }
}
function Set-UpdateOutcome {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [psobject] $Item,
  [Parameter(Mandatory = $true)] [int] $ResultCode,
  [Parameter(Mandatory = $true)] [long] $HResult
 )
 $Item.HResult = ConvertTo-UnsignedResult -HResult $HResult
 $Item.Outcome = 'failed'
 if ($ResultCode -eq 5) { $Item.Outcome = 'aborted' }
 if ($ResultCode -eq 2 -or $ResultCode -eq 3) { $Item.Outcome = 'installed' }
}
function Get-OutcomeReading {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Item)
 $kbs = @()
 if ($null -ne $Item.Update) { $kbs = @(Get-UpdateKb -Update $Item.Update) }
 [pscustomobject]@{ updateId = $Item.Id; revision = $Item.Revision; kbs = [string[]]$kbs; outcome = $Item.Outcome; hresult = $Item.HResult }
}
function Invoke-UpdateStep {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object[]] $Item,
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter(Mandatory = $true)] [hashtable] $Span,
  [Parameter()] [switch] $Final
 )
 try {
  $updates = New-UpdateCollection
  foreach ($one in $Item) { [void]$updates.Add($one.Update) }
  $Worker.Updates = $updates
  $answer = Invoke-UpdateWork -Worker $Worker -Final:$Final @Span
  for ($index = 0; $index -lt $Item.Length; $index++) {
   $result = $answer.GetUpdateResult($index)
   $succeeded = $result.ResultCode -eq 2 -or $result.ResultCode -eq 3
   if ($Final -or -not $succeeded) { Set-UpdateOutcome -Item $Item[$index] -ResultCode $result.ResultCode -HResult $result.HResult }
  }
  return [bool]($Final -and $answer.RebootRequired)
 }
 catch {
  $number = (Get-InnermostException -Exception $_.Exception).HResult
  foreach ($one in $Item) { if ($one.Outcome -eq '') { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult $number } }
  return $false
 }
}
function Wait-Installer {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Installer
 )
 for ($attempt = 1; $Installer.IsBusy; $attempt++) {
  if ($attempt -gt 40) { Stop-Patchring -Code 'INSTALL_BUSY' -HResult 0x80240009 -Message 'Another installation has been running for ten minutes.' }
  Write-JobProgress -Directory $Directory -Percent $null -Note 'waiting for another installation'
  Wait-Moment -Milliseconds 15000
 }
}
function Get-MissingSize {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object[]] $Item)
 $bytes = 0L
 foreach ($one in $Item) {
  if (Read-UpdateProperty -Update $one.Update -Name 'IsDownloaded' -Default $false) { continue }
  $bytes += [System.Math]::Min([long](Read-UpdateProperty -Update $one.Update -Name 'MaxDownloadSize' -Default 0), 1TB)
 }
 return $bytes
}
function Test-ExclusiveUpdate {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $behaviour = Read-UpdateProperty -Update $Update -Name 'InstallationBehavior' -Default $null
 return $null -ne $behaviour -and (Read-UpdateProperty -Update $behaviour -Name 'Impact' -Default 0) -eq 2
}
function Save-UpdateSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object[]] $Item,
  [Parameter()] [double] $To = 30
 )
 foreach ($one in $Item) {
  $behaviour = Read-UpdateProperty -Update $one.Update -Name 'InstallationBehavior' -Default $null
  if ($null -ne $behaviour -and $behaviour.CanRequestUserInput) { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult 0x80240020; continue }
  try { if (-not $one.Update.EulaAccepted) { $one.Update.AcceptEula() } }
  catch { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult (Get-InnermostException -Exception $_.Exception).HResult }
 }
 $missing = @($Item | Where-Object { $_.Outcome -eq '' -and -not $_.Update.IsDownloaded })
 if ($missing.Length -eq 0) { return }
 $span = @{ Directory = $Directory; From = 5; To = $To; Note = ('downloading {0} of {1}' -f $missing.Length, $Item.Length) }
 [void](Invoke-UpdateStep -Item $missing -Worker $Session.CreateUpdateDownloader() -Span $span)
}
function Install-UpdateRound {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Installer,
  [Parameter(Mandatory = $true)] [object[]] $Item
 )
 Save-UpdateSet -Directory $Directory -Session $Session -Item $Item
 $ready = @($Item | Where-Object { $_.Outcome -eq '' })
 $alone = @($ready | Where-Object { Test-ExclusiveUpdate -Update $_.Update })
 $together = @($ready | Where-Object { -not (Test-ExclusiveUpdate -Update $_.Update) })
 $groups = @(foreach ($one in $alone) { , @($one) })
 if ($together.Length -gt 0) { $groups += , $together }
 $needsRestart = $false
 for ($index = 0; $index -lt $groups.Length; $index++) {
  $kbs = @($groups[$index] | ForEach-Object { Get-UpdateKb -Update $_.Update }) -join ' '
  $width = 60 / $groups.Length
  $span = @{ Directory = $Directory; From = (30 + $width * $index); To = (30 + $width * ($index + 1)); Note = ('installing {0}' -f $kbs) }
  if (Invoke-UpdateStep -Item $groups[$index] -Worker $Installer -Span $span -Final) { $needsRestart = $true }
 }
 return $needsRestart
}
function Install-UpdateSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Installer,
  [Parameter(Mandatory = $true)] [object[]] $Item
 )
 $work = @{ Directory = $Directory; Session = $Session; Installer = $Installer }
 if (Install-UpdateRound -Item $Item @work) { return $true }
 $again = @($Item | Where-Object { $_.Outcome -eq 'failed' -and (Test-PassingResult -HResult $_.HResult) })
 if ($again.Length -eq 0) { return $false }
 Write-SignOfLife -Directory $Directory -Percent 30 -Note ('trying {0} again in a minute' -f $again.Length)
 Wait-Moment -Milliseconds 60000
 foreach ($one in $again) { $one.Outcome = ''; $one.HResult = 0L }
 return Install-UpdateRound -Item $again @work
}
function Invoke-PatchringInstall {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 Confirm-UpdateService
 Confirm-NoRestartPending
 $session = New-UpdateSession
 Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'
 $items = @(Find-PlannedUpdate -Searcher (New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus) -Update $Update)
 $before = [string[]]@(Save-PackageList -Directory $Directory)
 $planned = @($items | Where-Object { $_.Outcome -eq '' })
 $needsRestart = $false
 if ($planned.Length -gt 0) {
  Confirm-DownloadRoom -Bytes (Get-MissingSize -Item $planned)
  $installer = $session.CreateUpdateInstaller()
  $installer.ForceQuiet = $true
  $installer.AllowSourcePrompts = $false
  Wait-Installer -Directory $Directory -Installer $installer
  $needsRestart = Install-UpdateSet -Directory $Directory -Session $session -Installer $installer -Item $planned
  $needsRestart = $needsRestart -or (Test-UpdateRestart) -or @(Get-BlockingRestart).Length -gt 0
 }
 $outcomes = foreach ($item in $items) { Get-OutcomeReading -Item $item }
 [pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = $before; history = Get-HistoryReading }
}
`,e$=`function Invoke-JobBody {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [psobject] $Work
 )
 switch ([string]$Work.Kind) {
  'scan' { return Invoke-PatchringScan -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) }
  'stage' {
   if (@($Work.Package).Length -gt 0) { return Invoke-PatchringPackageStage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }
   return Invoke-PatchringStage -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update)
  }
  'install' { return Invoke-PatchringInstall -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
  'packages' { return Invoke-PatchringPackage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }
  'detect' { return Invoke-PatchringDetect -Directory $Directory -Script ([string[]]$Work.Script) }
  'script' { return Invoke-PatchringScript -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }
  'removal' { return Invoke-PatchringRemoval -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }
  'uninstall' { return Invoke-PatchringUninstall -Directory $Directory -PackagesBefore ([string[]]$Work.PackagesBefore) }
  'hide' { return Invoke-PatchringHide -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
  'drain' { return Invoke-PatchringDrain -Directory $Directory -After ([string[]]$Work.Drain) }
  'resume' { return Invoke-PatchringResume -Directory $Directory -Drain ([string[]]$Work.Drain) }
  default { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('There is no work of kind {0}.' -f $Work.Kind) }
 }
}
function ConvertTo-JobFailure {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord)
 $cause = Get-InnermostException -Exception $ErrorRecord.Exception
 $number = 0L
 if ($cause -is [System.Runtime.InteropServices.ExternalException]) { $number = ConvertTo-UnsignedResult -HResult $cause.HResult }
 $failure = [ordered]@{ hresult = $number; message = $cause.Message }
 $code = ([string]$ErrorRecord.FullyQualifiedErrorId).Split(',')[0]
 if ($code -cmatch '^[A-Z]+(_[A-Z]+)+$') { $failure['code'] = $code }
 return [pscustomobject]$failure
}
function Invoke-PatchringJob {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $ProgressPreference = 'SilentlyContinue'
 $mark = Lock-Job -Directory $Directory
 if ($null -eq $mark) { return }
 try {
  $work = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'parameters.xml'))
  try {
   Write-JobProgress -Directory $Directory -Percent 0 -Note ([string]$work.Kind)
   $result = Invoke-JobBody -Directory $Directory -Work $work
   $status = [pscustomobject]@{ state = 'finished'; kind = [string]$work.Kind; result = $result }
  }
  catch { $status = [pscustomobject]@{ state = 'failed'; failure = (ConvertTo-JobFailure -ErrorRecord $_) } }
  Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })
 }
 finally { $mark.Dispose() }
}
`,t$=`function Save-PackageSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Folder,
  [Parameter(Mandatory = $true)] [string[]] $Package,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
 )
 for ($index = 0; $index -lt $Package.Length; $index++) {
  $key, $kb, $sha256, $from = $Package[$index].Split('|')
  $sign = @{ Directory = $Directory; Percent = (5 + 45 * $index / $Package.Length); Note = ('copying and checking ' + $kb) }
  Write-SignOfLife @sign
  $own = [System.IO.Path]::Combine($Folder, [string]$index)
  [void][System.IO.Directory]::CreateDirectory($own)
  $path = Save-PackageFile -Folder $own -From $from -Sha256 $sha256 -Sign $sign
  foreach ($line in $Prerequisite) {
   $for, $digest, $place = $line.Split('|')
   if ($for -eq $key) { [void](Save-PackageFile -Folder $own -From $place -Sha256 $digest -Sign $sign) }
  }
  $id, $revision = $key.Split('@')
  [pscustomobject]@{ Id = $id; Revision = [int]$revision; Kb = $kb; Path = $path; Outcome = ''; HResult = 0L }
 }
}
function Install-PackageSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object[]] $Item
 )
 $needsRestart = $false
 for ($index = 0; $index -lt $Item.Length; $index++) {
  $one = $Item[$index]
  $width = 45 / $Item.Length
  $span = @{ Directory = $Directory; From = (50 + $width * $index); To = (50 + $width * ($index + 1)); Note = ('installing ' + $one.Kb) }
  try {
   if (Add-StorePackage -Path $one.Path -Span $span) { $needsRestart = $true }
   $one.Outcome = 'installed'
  }
  catch {
   $one.Outcome = 'failed'
   $one.HResult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
   foreach ($other in $Item) { if ($other.Outcome -eq '') { $other.Outcome = 'aborted' } }
   break
  }
 }
 return $needsRestart
}
function Invoke-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Package,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
 )
 Confirm-UpdateService
 Confirm-NoRestartPending
 $folder = [System.IO.Path]::Combine($Directory, 'packages')
 [void][System.IO.Directory]::CreateDirectory($folder)
 try {
  $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)
  $bytes = 0L
  foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }
  Confirm-DiskRoom -Bytes $bytes
  $before = Save-PackageList -Directory $Directory
  $needsRestart = (Install-PackageSet -Directory $Directory -Item $items) -or @(Get-BlockingRestart).Length -gt 0
 }
 finally { [System.IO.Directory]::Delete($folder, $true) }
 $outcomes = foreach ($item in $items) {
  [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = $item.Outcome; hresult = $item.HResult }
 }
 [pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = [string[]]$before }
}
function Invoke-PatchringPackageStage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Package,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
 )
 Confirm-DiskRoom -Bytes 0
 $folder = [System.IO.Path]::Combine($Directory, 'staged')
 [void][System.IO.Directory]::CreateDirectory($folder)
 $isWhole = $false
 try {
  $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)
  $bytes = 0L
  foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }
  Confirm-DiskRoom -Bytes $bytes
  $isWhole = $true
 }
 finally { if (-not $isWhole) { [System.IO.Directory]::Delete($folder, $true) } }
 $outcomes = foreach ($item in $items) {
  [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = 'downloaded'; hresult = 0L }
 }
 [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
`,n$=`function Get-DeploymentTime {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $time = Read-UpdateProperty -Update $Update -Name 'LastDeploymentChangeTime' -Default $null
 if ($time -isnot [datetime] -or $time.Year -lt 2000) { return $null }
 return [datetime]::SpecifyKind($time, 'Utc').ToString('o')
}
function Get-UpdateDeadline {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $time = Read-UpdateProperty -Update $Update -Name 'Deadline' -Default $null
 if ($time -isnot [datetime] -or $time.Year -lt 2000) { return $null }
 return [datetime]::SpecifyKind($time, 'Utc').ToString('o')
}
function Get-SupersedingId {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Offered
 )
 $id = [string]$Update.Identity.UpdateID
 foreach ($other in $Offered) {
  $replaced = @(Read-UpdateProperty -Update $other -Name 'SupersededUpdateIDs' -Default @())
  if ($replaced -contains $id -and [string]$other.Identity.UpdateID -ne $id) { ([string]$other.Identity.UpdateID).ToLowerInvariant() }
 }
}
function ConvertTo-UpdateReading {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Offered
 )
 $identity = $Update.Identity
 $behaviour = Read-UpdateProperty -Update $Update -Name 'InstallationBehavior' -Default $null
 $restart = 2
 $needsInput = $false
 if ($null -ne $behaviour) {
  $restart = [int](Read-UpdateProperty -Update $behaviour -Name 'RebootBehavior' -Default 2)
  $needsInput = [bool](Read-UpdateProperty -Update $behaviour -Name 'CanRequestUserInput' -Default $false)
 }
 $words = [System.Collections.Generic.List[string]]::new()
 foreach ($category in Read-UpdateProperty -Update $Update -Name 'Categories' -Default @()) {
  foreach ($word in ([string]$category.CategoryID).ToLowerInvariant(), [string]$category.Name) {
   if ($word -ne '' -and -not $words.Contains($word)) { $words.Add($word) }
  }
 }
 $answer = Get-RestartPrediction -Session $Session -Update $Update
 if ($null -ne $answer) { $restart = [int]$answer }
 [pscustomobject]@{
  updateId           = ([string]$identity.UpdateID).ToLowerInvariant()
  revision           = [int]$identity.RevisionNumber
  title              = [string](Read-UpdateProperty -Update $Update -Name 'Title' -Default '')
  kbs                = [string[]]@(Get-UpdateKb -Update $Update)
  categories         = $words.ToArray()
  size               = [long](Read-UpdateProperty -Update $Update -Name 'MaxDownloadSize' -Default 0)
  restart            = @('never', 'always', 'can')[$restart]
  isRestartPredicted = $null -ne $answer
  isDownloaded       = [bool](Read-UpdateProperty -Update $Update -Name 'IsDownloaded' -Default $false)
  deployedAt         = Get-DeploymentTime -Update $Update
  deadline           = Get-UpdateDeadline -Update $Update
  supersededBy       = [string[]]@(Get-SupersedingId -Update $Update -Offered $Offered)
  needsInput         = $needsInput
  needsLicence       = -not [bool](Read-UpdateProperty -Update $Update -Name 'EulaAccepted' -Default $true)
  isProductUpgrade   = $words.Contains('3689bdc8-b205-4af4-8d4a-a63924c5e9d5')
  cves               = [string[]]@(Read-UpdateProperty -Update $Update -Name 'CveIDs' -Default @() | ForEach-Object { [string]$_ })
 }
}
function Invoke-PatchringScan {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 Confirm-UpdateService
 $name = Get-SourceName -Source $Source
 Write-JobProgress -Directory $Directory -Percent $null -Note ('searching: ' + $name)
 $session = New-UpdateSession
 $searcher = New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus
 $found = @(Search-Update -Searcher $searcher -Criteria "IsInstalled=0 and IsHidden=0 and Type='Software'")
 [pscustomobject]@{
  updates = [object[]]@(foreach ($update in $found) { ConvertTo-UpdateReading -Update $update -Session $session -Offered $found })
  source  = $name
  history = Get-HistoryReading
 }
}
`,r$=`function New-OwnShell {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
 $runspace.Open()
 $runspace.SessionStateProxy.SetVariable('ProgressPreference', 'SilentlyContinue')
 $shell = [powershell]::Create()
 $shell.Runspace = $runspace
 [void]$shell.AddCommand($Path)
 return $shell
}
function Invoke-OwnScript {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Role,
  [Parameter(Mandatory = $true)] [string[]] $Script,
  [Parameter()] [switch] $Merged
 )
 $path = [System.IO.Path]::Combine($Directory, $Role + '.ps1')
 if ($Script -notcontains ($Role + '|' + (Get-FileDigest -Path $path))) {
  Stop-Patchring -Code 'SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path)
 }
 $shell = New-OwnShell -Path $path
 $runspace = $shell.Runspace
 try {
  if ($Merged) { $shell.Commands.Commands[0].MergeMyResults('All', 'Output') }
  $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; ExitCode = 0; Failure = '' }
  $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
  $nothing.Complete()
  $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
  $running = $shell.BeginInvoke($nothing, $output)
  for ($turn = 0; -not $running.AsyncWaitHandle.WaitOne(250); $turn++) {
   Add-OwnOutput -Said $said -Output $output
   if ($turn % 20 -eq 0) { Write-SignOfLife -Directory $Directory -Percent $null -Note ('the owner''s script runs ({0})' -f $Role) }
  }
  try { [void]$shell.EndInvoke($running) }
  catch { $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }
  Add-OwnOutput -Said $said -Output $output
  $code = $runspace.SessionStateProxy.GetVariable('LASTEXITCODE')
  if ($null -ne $code) { $said.ExitCode = [long]$code }
  return $said
 }
 finally {
  $shell.Dispose()
  $runspace.Dispose()
 }
}
function Add-OwnOutput {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [psobject] $Said,
  [Parameter()] [object] $Output
 )
 foreach ($one in $Output.ReadAll()) {
  $Said.Count++
  $Said.Last.Enqueue($one)
  if ($Said.Last.Count -gt 100) { [void]$Said.Last.Dequeue() }
 }
}
function Get-OwnNote {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Said)
 $lines = @($Said.Last | ForEach-Object { [string]$_ } | Where-Object { $_ -ne '' })
 if ($Said.Failure -ne '') { $lines += 'error: ' + $Said.Failure }
 $text = [regex]::Replace(($lines -join ' / '), '[\\p{C}\\p{Zl}\\p{Zp}]+', ' ').Trim()
 if ($text.Length -gt 2000) { return '...' + $text.Substring($text.Length - 1997) }
 return $text
}
function Invoke-OwnChange {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 $said = Invoke-OwnScript -Directory $Directory -Role 'run' -Script $Script -Merged
 $why = ''
 if ($said.Failure -ne '') { $why = 'it ended with an error' }
 elseif (0, 3010, 1641 -notcontains $said.ExitCode) { $why = 'its exit code is {0}' -f $said.ExitCode }
 $needsRestart = (3010, 1641 -contains $said.ExitCode) -or @(Get-BlockingRestart).Length -gt 0
 [pscustomobject]@{ Why = $why; Note = (Get-OwnNote -Said $said); NeedsRestart = $needsRestart }
}
function Invoke-PatchringDetect {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 $code = 'SCRIPT_DETECT_INVALID'
 $said = Invoke-OwnScript -Directory $Directory -Role 'detect' -Script $Script
 if ($said.Failure -ne '') { Stop-Patchring -Code $code -Message ('detect ended with an error: ' + (Get-OwnNote -Said $said)) }
 if ($said.Count -ne 1) { Stop-Patchring -Code $code -Message ('detect wrote {0} objects, and one is wanted.' -f $said.Count) }
 $answer = $said.Last.Peek()
 if ($answer -is [bool]) { return [pscustomobject]@{ installed = [bool]$answer; version = $null } }
 $fields = @{}
 if ($answer -is [System.Collections.IDictionary]) { foreach ($name in @($answer.Keys)) { $fields[[string]$name] = $answer[$name] } }
 elseif ($answer -is [System.Management.Automation.PSCustomObject]) { foreach ($one in $answer.PSObject.Properties) { $fields[$one.Name] = $one.Value } }
 $strange = @($fields.Keys | Where-Object { 'installed', 'version' -notcontains $_ })
 $version = $fields['version']
 if ($version -is [version]) { $version = $version.ToString() }
 $isVersion = $null -eq $version -or ($version -is [string] -and $version.Length -le 200)
 if ($strange.Length -gt 0 -or $fields['installed'] -isnot [bool] -or -not $isVersion) {
  Stop-Patchring -Code $code -Message 'detect answered neither $true nor $false nor an object of installed (boolean) and version (text).'
 }
 if ($null -ne $version) { $version = [regex]::Replace($version, '[\\p{C}\\p{Zl}\\p{Zp}]+', ' ') }
 [pscustomobject]@{ installed = [bool]$fields['installed']; version = $version }
}
function Invoke-PatchringScript {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Update,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 Confirm-NoRestartPending
 $done = Invoke-OwnChange -Directory $Directory -Script $Script
 $id, $revision = $Update.Split('@')
 $item = [ordered]@{ updateId = $id; revision = [int]$revision; kbs = [string[]]@(); outcome = 'installed'; hresult = 0L; note = $done.Note }
 if ($done.Why -ne '') { $item['code'] = 'SCRIPT_FAILED'; $item['note'] = $done.Why + ': ' + $done.Note }
 elseif (-not $done.NeedsRestart -and -not (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $item['code'] = 'SCRIPT_NOT_DETECTED' }
 if ($item.Contains('code')) { $item['outcome'] = 'failed' }
 [pscustomobject]@{ updates = [object[]]@([pscustomobject]$item); needsRestart = $done.NeedsRestart; packagesBefore = [string[]]@() }
}
function Invoke-PatchringRemoval {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Update,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 $removed = [string[]]@()
 $kept = [object[]]@()
 $needsRestart = $false
 if ((Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) {
  $done = Invoke-OwnChange -Directory $Directory -Script $Script
  $needsRestart = $done.NeedsRestart
  $why = ''
  if ($done.Why -ne '') { $why = 'the uninstall script failed, ' + $done.Why + ': ' + $done.Note }
  elseif (-not $needsRestart -and (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $why = 'detect still finds it after the uninstall script' }
  if ($why -eq '') { $removed = [string[]]@($Update) }
  else { $kept = [object[]]@([pscustomobject]@{ package = $Update; reason = $why; hresult = 0L }) }
 }
 [pscustomobject]@{ removed = $removed; kept = $kept; needsRestart = $needsRestart }
}
`,o$=`function Invoke-PatchringStage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 Confirm-UpdateService
 $session = New-UpdateSession
 Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'
 $searcher = New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus
 $items = @(Find-PlannedUpdate -Searcher $searcher -Update $Update)
 $planned = @($items | Where-Object { $_.Outcome -eq '' })
 if ($planned.Length -gt 0) {
  Confirm-DownloadRoom -Bytes (Get-MissingSize -Item $planned)
  Save-UpdateSet -Directory $Directory -Session $session -Item $planned -To 100
 }
 $outcomes = foreach ($item in $items) {
  if ($item.Outcome -eq '') { $item.Outcome = 'downloaded' }
  Get-OutcomeReading -Item $item
 }
 [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
`,a$=`function Test-PermanentPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return $Name -like 'Package_for_ServicingStack*' -or $Name -like 'Package_for_RollupFix~*~26100.1742.*'
}
function Get-KeptReason {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [long] $Number,
  [Parameter(Mandatory = $true)] [string] $Message
 )
 $cleaned = 'what it replaced is no longer in the component store: cleaned up with ResetBase, or damaged'
 switch ($Number) {
  2148468773L { return 'the package is permanent' }
  2148468785L { return $cleaned }
  2148468767L { return $cleaned }
  2147956498L { return $cleaned }
  2148468742L { return 'other changes wait for a restart' }
  2147945417L { return 'other changes wait for a restart' }
 }
 return $Message
}
function Invoke-PatchringUninstall {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore
 )
 $before = [System.Collections.Generic.HashSet[string]]::new($PackagesBefore, [System.StringComparer]::OrdinalIgnoreCase)
 $ours = @(Get-UpdatePackage | Where-Object { 'Installed', 'InstallPending' -contains $_.State -and -not $before.Contains($_.Name) -and -not (Test-PermanentPackage -Name $_.Name) })
 $times = [datetime[]]@($ours | ForEach-Object { $_.InstalledAt })
 if ($ours.Length -gt 1) {
  [array]::Sort($times, $ours)
  [array]::Reverse($ours)
 }
 $removed = [System.Collections.Generic.List[string]]::new()
 $kept = [System.Collections.Generic.List[object]]::new()
 $needsRestart = $false
 foreach ($package in $ours) {
  $done = $removed.Count + $kept.Count
  $span = @{ Directory = $Directory; From = (100 * $done / $ours.Length); To = (100 * ($done + 1) / $ours.Length); Note = ('removing ' + $package.Name) }
  try {
   if (Remove-InstalledPackage -Name $package.Name -Span $span) { $needsRestart = $true }
   $removed.Add($package.Name)
  }
  catch {
   $cause = Get-InnermostException -Exception $_.Exception
   $number = ConvertTo-UnsignedResult -HResult $cause.HResult
   $reason = Get-KeptReason -Number $number -Message $cause.Message
   $kept.Add([pscustomobject]@{ package = $package.Name; reason = $reason; hresult = $number })
  }
 }
 if ($removed.Count -gt 0 -and @(Get-BlockingRestart).Length -gt 0) { $needsRestart = $true }
 [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); needsRestart = $needsRestart }
}
`,i$=`function Get-SystemStart {
 [CmdletBinding()]
 param()
 try {
  $created = @(Read-CimRow -Query "SELECT ProcessId, CreationDate FROM Win32_Process WHERE ProcessId = 4 OR Name = 'smss.exe'" |
   Where-Object { $null -ne $_.CreationDate })
 }
 catch {
  $PSCmdlet.WriteWarning('Win32_Process cannot be read: ' + $_.Exception.Message)
  return
 }
 $system = @($created | Where-Object { $_.ProcessId -eq 4 })
 if ($system.Length -eq 0) { $system = $created }
 $times = [datetime[]]@($system | ForEach-Object { ([datetime]$_.CreationDate).ToUniversalTime() })
 if ($times.Length -eq 0) { return }
 [array]::Sort($times)
 return $times[0]
}
function Get-KernelStart {
 [CmdletBinding()]
 param()
 $filter = "*[System[Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12]]"
 try { return @(Read-EventRow -Log 'System' -Filter $filter -Maximum 1) }
 catch { $PSCmdlet.WriteWarning('The System log cannot be read: ' + $_.Exception.Message) }
}
function Get-BootIdentity {
 [CmdletBinding()]
 param()
 $system = Get-SystemStart
 $kernel = Get-KernelStart
 if ($null -ne $system -and $null -ne $kernel -and ($kernel.At -lt $system.AddSeconds(-20) -or $kernel.At -gt $system.AddMinutes(10))) { $kernel = $null }
 $words = @()
 if ($null -ne $system) { $words += 'process-' + $system.ToString('o') }
 if ($null -ne $kernel) { $words += 'event-' + $kernel.RecordId + '-' + $kernel.At.ToString('o') }
 if ($words.Length -eq 0) {
  Stop-Patchring -Code 'BOOT_UNREADABLE' -Message 'Neither the System process nor Kernel-General event 12 tells when this boot began.'
 }
 $at = $system
 if ($null -eq $at) { $at = $kernel.At }
 return [pscustomobject]@{ Id = $words -join '|'; At = $at }
}
function Compare-BootIdentity {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $One,
  [Parameter(Mandatory = $true)] [string] $Two
 )
 foreach ($source in 'process-', 'event-') {
  $first = @($One.Split('|') | Where-Object { $_.StartsWith($source, 'Ordinal') })
  $second = @($Two.Split('|') | Where-Object { $_.StartsWith($source, 'Ordinal') })
  if ($first.Length -eq 0 -or $second.Length -eq 0) { continue }
  if ($first[-1] -ceq $second[-1]) { return 'same' }
  return 'other'
 }
 return 'unknown'
}
function Test-Servicing {
 [CmdletBinding()]
 param()
 $progress = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Interface' -Name 'ServicingInProgress'
 return ($progress -eq 2) -or (Test-Process -Name 'TiWorker')
}
function Test-BootStart {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [datetime] $BootedAt)
 if ([datetime]::UtcNow -gt $BootedAt.AddMinutes(10)) { return $false }
 if (-not (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\AutoLogonChecked')) { return $true }
 $query = "SELECT Name FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'"
 return @(Read-CimRow -Query $query).Length -gt 0
}
function Test-NameChange {
 [CmdletBinding()]
 param()
 $names = 'SYSTEM\\CurrentControlSet\\Control\\ComputerName'
 $now = Read-RegistryValue -Path ($names + '\\ActiveComputerName') -Name 'ComputerName'
 $then = Read-RegistryValue -Path ($names + '\\ComputerName') -Name 'ComputerName'
 return $now -ne $then
}
function Get-PendingRestart {
 [CmdletBinding()]
 param()
 $servicing = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing'
 $session = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager'
 $netlogon = 'SYSTEM\\CurrentControlSet\\Services\\Netlogon'
 if (Test-RegistryKey -Path ($servicing + '\\RebootPending')) { 'servicing' }
 if (Test-RegistryKey -Path ($servicing + '\\RebootInProgress')) { 'servicingInProgress' }
 if (Test-RegistryKey -Path ($servicing + '\\PackagesPending')) { 'packagesPending' }
 if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired') { 'windowsUpdate' }
 if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\ServerManager\\CurrentRebootAttempts') { 'serverManager' }
 $volatile = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Updates' -Name 'UpdateExeVolatile'
 if ($null -ne $volatile -and $volatile -ne 0) { 'updateExe' }
 if (Test-NameChange) { 'computerName' }
 foreach ($name in 'JoinDomain', 'AvoidSpnSet') {
  if ((Test-RegistryKey -Path ($netlogon + '\\' + $name)) -or $null -ne (Read-RegistryValue -Path $netlogon -Name $name)) { 'domainJoin'; break }
 }
 if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\CcmExec') {
  try { if (Test-ConfigMgrRestart) { 'configMgr' } }
  catch { $PSCmdlet.WriteWarning('The ConfigMgr client does not say whether it waits for a restart: ' + $_.Exception.Message) }
 }
 foreach ($name in 'PendingFileRenameOperations', 'PendingFileRenameOperations2') {
  if (@(Read-RegistryValue -Path $session -Name $name).Where({ $_ }).Count -gt 0) { 'fileRename'; break }
 }
}
function Get-BlockingRestart {
 [CmdletBinding()]
 param()
 Get-PendingRestart | Where-Object { $_ -ne 'fileRename' }
}
`,s$=`function Read-ClusterState {
 [CmdletBinding()]
 param()
 $answer = Invoke-CimMethod -Namespace 'root/MSCluster' -ClassName 'MSCluster_Cluster' -MethodName 'GetNodeClusterState' -OperationTimeoutSec 60 -ErrorAction Stop
 return [int]$answer.ClusterState
}
function Read-ClusterNode {
 [CmdletBinding()]
 param()
 Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, State, DynamicWeight, NodeDrainStatus FROM MSCluster_Node'
}
function Read-GroupPlace {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT * FROM MSCluster_NodeToActiveGroup') {
  [pscustomobject]@{ Node = [string]$row.GroupComponent.Name; Group = [string]$row.PartComponent.Name }
 }
}
function Read-VirtualDisk {
 [CmdletBinding()]
 param()
 Read-CimRow -Namespace 'root/Microsoft/Windows/Storage' -Query 'SELECT FriendlyName, HealthStatus FROM MSFT_VirtualDisk'
}
function Invoke-NodeMethod {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Node,
  [Parameter(Mandatory = $true)] [ValidateSet('Pause', 'Resume')] [string] $Method,
  [Parameter(Mandatory = $true)] [hashtable] $Argument
 )
 $query = "SELECT * FROM MSCluster_Node WHERE Name = '{0}'" -f $Node
 [void](Invoke-CimMethod -Namespace 'root/MSCluster' -Query $query -MethodName $Method -Arguments $Argument -OperationTimeoutSec 300 -ErrorAction Stop)
}
function Get-OwnNodeName {
 [CmdletBinding()]
 param()
 return [System.Environment]::MachineName
}
function Get-RemainingGroup {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Node)
 foreach ($place in Read-GroupPlace) { if ($place.Node -eq $Node -and $place.Group -ne 'Available Storage') { $place.Group } }
}
function Measure-StorageJob {
 [CmdletBinding()]
 param()
 $under = 0
 foreach ($row in Read-CimRow -Namespace 'root/Microsoft/Windows/Storage' -Query 'SELECT JobState FROM MSFT_StorageJob') {
  if ([int]$row.JobState -ge 2 -and [int]$row.JobState -le 6) { $under++ }
 }
 return $under
}
function Get-ClusterQuorumState {
 [CmdletBinding()]
 param()
 $own = Get-OwnNodeName
 $cluster = @(Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, WitnessDynamicWeight FROM MSCluster_Cluster')[0]
 $total = [int]$cluster.WitnessDynamicWeight
 $remaining = $total
 foreach ($node in Read-ClusterNode) {
  $votes = [int]$node.DynamicWeight
  $total += $votes
  if ([string]$node.Name -ne $own -and (0, 2 -contains [int]$node.State)) { $remaining += $votes }
 }
 [pscustomobject]@{ Cluster = [string]$cluster.Name; Remaining = $remaining; Total = $total; Survives = (2 * $remaining -gt $total) }
}
function Test-ClusterMember {
 [CmdletBinding()]
 param()
 try { return (Read-ClusterState) -gt 1 } catch { return $true }
}
function Get-OwnNode {
 [CmdletBinding()]
 param()
 $own = Get-OwnNodeName
 foreach ($node in Read-ClusterNode) { if ([string]$node.Name -eq $own) { return $node } }
 throw [System.InvalidOperationException]::new('The cluster knows no node ' + $own + '.')
}
`,c$=`function Get-JobRoot {
 [CmdletBinding()]
 param()
 return [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'patchring', 'jobs')
}
function New-SecureDirectory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $security = [System.Security.AccessControl.DirectorySecurity]::new()
 $security.SetSecurityDescriptorSddlForm('O:BAG:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)')
 $directory = [System.IO.DirectoryInfo]::new($Path)
 if ($PSVersionTable.PSVersion.Major -ge 6) { [System.IO.FileSystemAclExtensions]::Create($directory, $security) }
 else { $directory.Create($security) }
}
function Read-DirectorySecurity {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $directory = [System.IO.DirectoryInfo]::new($Path)
 if ($PSVersionTable.PSVersion.Major -ge 6) { $security = [System.IO.FileSystemAclExtensions]::GetAccessControl($directory) }
 else { $security = $directory.GetAccessControl() }
 $sid = [System.Security.Principal.SecurityIdentifier]
 $rules = foreach ($rule in $security.GetAccessRules($true, $true, $sid)) {
  [pscustomobject]@{ Account = $rule.IdentityReference.Value; Allows = ([string]$rule.AccessControlType -eq 'Allow'); IsInherited = [bool]$rule.IsInherited }
 }
 return [pscustomobject]@{
  Owner       = $security.GetOwner($sid).Value
  IsProtected = [bool]$security.AreAccessRulesProtected
  IsLink      = ($directory.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0
  Rules       = @($rules)
 }
}
function Confirm-SecureDirectory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $trusted = 'S-1-5-32-544', 'S-1-5-18'
 $security = Read-DirectorySecurity -Path $Path
 $fault = ''
 if ($security.IsLink) { $fault = 'it is a link' }
 elseif ($trusted -notcontains $security.Owner) { $fault = 'its owner is ' + $security.Owner }
 elseif (-not $security.IsProtected) { $fault = 'it inherits rights' }
 else {
  foreach ($rule in $security.Rules) {
   if ($rule.IsInherited) { $fault = 'it inherits rights'; break }
   if ($rule.Allows -and $trusted -notcontains $rule.Account) { $fault = $rule.Account + ' has rights on it'; break }
  }
 }
 if ($fault -ne '') {
  Stop-Patchring -Code 'JOB_DIRECTORY_UNSAFE' -Message ('{0} is not used: {1}. Find out who made it, then delete it.' -f $Path, $fault)
 }
}
function Open-JobRoot {
 [CmdletBinding()]
 param([Parameter()] [switch] $Create)
 $root = Get-JobRoot
 foreach ($path in [System.IO.Path]::GetDirectoryName($root), $root) {
  if ($Create) { New-SecureDirectory -Path $path }
  if (-not [System.IO.Directory]::Exists($path)) { return }
  Confirm-SecureDirectory -Path $path
 }
 return $root
}
function Remove-EmptyDirectory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Root)
 foreach ($path in $Root, [System.IO.Path]::GetDirectoryName($Root)) {
  try { [System.IO.Directory]::Delete($path, $false) } catch [System.IO.IOException] { return }
 }
}
function Remove-JobDirectory {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Root,
  [Parameter(Mandatory = $true)] [string] $Directory
 )
 $gone = [System.IO.Path]::Combine($Root, '.gone-' + [guid]::NewGuid().ToString('N'))
 [System.IO.Directory]::Move($Directory, $gone)
 [System.IO.Directory]::Delete($gone, $true)
 Remove-EmptyDirectory -Root $Root
}
`,d$=`function Read-EventRow {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Log,
  [Parameter(Mandatory = $true)] [string] $Filter,
  [Parameter(Mandatory = $true)] [int] $Maximum
 )
 $query = [System.Diagnostics.Eventing.Reader.EventLogQuery]::new($Log, 'LogName', $Filter)
 $query.ReverseDirection = $true
 $reader = [System.Diagnostics.Eventing.Reader.EventLogReader]::new($query)
 try {
  for ($index = 0; $index -lt $Maximum; $index++) {
   $record = $reader.ReadEvent()
   if ($null -eq $record) { break }
   try {
    $values = [System.Collections.Generic.List[string]]::new()
    foreach ($property in $record.Properties) { $values.Add([string]$property.Value) }
    [pscustomobject]@{
     Provider = [string]$record.ProviderName
     Id       = [int]$record.Id
     RecordId = [long]$record.RecordId
     At       = ([datetime]$record.TimeCreated).ToUniversalTime()
     Values   = $values.ToArray()
    }
   }
   finally { $record.Dispose() }
  }
 }
 finally { $reader.Dispose() }
}
function Get-ShutdownAsked {
 [CmdletBinding()]
 param()
 $kinds = "(Provider[@Name='User32'] and (EventID=1074 or EventID=1075)) or (Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12)"
 foreach ($row in Read-EventRow -Log 'System' -Filter ('*[System[' + $kinds + ']]') -Maximum 1) {
  if ($row.Id -eq 1074) { $row.At.ToString('o') }
 }
}
`,u$=`function Stop-Patchring {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Code,
  [Parameter(Mandatory = $true)] [string] $Message,
  [Parameter()] [int] $HResult = 0
 )
 $exception = [System.InvalidOperationException]::new($Message)
 if ($HResult -ne 0) { $exception = [System.Runtime.InteropServices.COMException]::new($Message, $HResult) }
 throw [System.Management.Automation.ErrorRecord]::new($exception, $Code, 'InvalidOperation', $null)
}
function ConvertTo-UnsignedResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $HResult)
 if ($HResult -lt 0) { return $HResult + 4294967296L }
 return $HResult
}
function Get-InnermostException {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [System.Exception] $Exception)
 $inner = $Exception
 while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }
 return $inner
}
`,l$=`function Read-NetworkCost {
 [CmdletBinding()]
 param()
 $connection = [Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType = WindowsRuntime]::GetInternetConnectionProfile()
 if ($null -eq $connection) { return 0 }
 return [int]$connection.GetConnectionCost().NetworkCostType
}
function Confirm-UpdateService {
 [CmdletBinding()]
 param()
 foreach ($name in 'wuauserv', 'TrustedInstaller') {
  if ((Read-RegistryValue -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $name) -Name 'Start') -eq 4) {
   Stop-Patchring -Code 'UPDATE_SERVICE_DISABLED' -HResult 0x80070422 -Message ('The service {0} is disabled.' -f $name)
  }
 }
}
function Confirm-NoRestartPending {
 [CmdletBinding()]
 param()
 $signals = @(Get-BlockingRestart)
 if (Test-UpdateRestart) { $signals += 'updateAgent' }
 if ($signals.Length -gt 0) {
  Stop-Patchring -Code 'INSTALL_RESTART_PENDING' -HResult 0x80240016 -Message ('Nothing was installed: a restart is pending ({0}).' -f ($signals -join ', '))
 }
}
function Save-PackageList {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 $names = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name })
 Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'before.xml')) -Value ([pscustomobject]@{ Packages = $names })
 return $names
}
function Confirm-DiskRoom {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $Bytes)
 $needed = 1GB + 2 * [System.Math]::Min($Bytes, 4GB)
 $free = (Read-SystemDrive).Free
 if ($free -lt $needed) {
  Stop-Patchring -Code 'INSTALL_DISK_LOW' -HResult 0x80070070 -Message ('The system drive has {0:N1} GB free, and {1:N1} GB are needed.' -f ($free / 1GB), ($needed / 1GB))
 }
}
function Confirm-FreeNetwork {
 [CmdletBinding()]
 param()
 try { $cost = Read-NetworkCost } catch { $cost = 0 }
 if ($cost -eq 2 -or $cost -eq 3) {
  Stop-Patchring -Code 'INSTALL_NETWORK_METERED' -Message 'The connection is metered; nothing was downloaded.'
 }
}
function Confirm-DownloadRoom {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $Bytes)
 if ($Bytes -le 0) { return }
 Confirm-DiskRoom -Bytes $Bytes
 Confirm-FreeNetwork
}
function Test-PassingResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $HResult)
 $passing = @(
  '00240001', '80240009', '8024000B', '8024001E', '8024001F', '80240033', '80240438', '80242006'
  '8024200D', '80242014', '80244010', '80244022', '8024402C', '80246007', '80246008', '80248007'
  '80070020', '800705B4', '80072EE2', '80072EFD', '80072EFE'
 )
 return $passing -contains ('{0:X8}' -f $HResult)
}
`,m$=`function Read-CimRow {
 [CmdletBinding()]
 param(
  [Parameter()] [string] $Namespace = 'root/cimv2',
  [Parameter(Mandatory = $true)] [string] $Query
 )
 Get-CimInstance -Namespace $Namespace -Query $Query -OperationTimeoutSec 60 -ErrorAction Stop
}
function Test-ConfigMgrRestart {
 [CmdletBinding()]
 param()
 $answer = Invoke-CimMethod -Namespace 'root/ccm/ClientSDK' -ClassName 'CCM_ClientUtilities' -MethodName 'DetermineIfRebootPending' -ErrorAction Stop
 return [bool]($answer.RebootPending -or $answer.IsHardRebootPending)
}
function Test-Process {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return [System.Diagnostics.Process]::GetProcessesByName($Name).Length -gt 0
}
function Test-Administrator {
 [CmdletBinding()]
 param()
 $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
 try {
  $principal = [System.Security.Principal.WindowsPrincipal]::new($identity)
  return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
 }
 finally { $identity.Dispose() }
}
function Read-SystemDrive {
 [CmdletBinding()]
 param()
 $drive = [System.IO.DriveInfo]::new($env:SystemDrive)
 return [pscustomobject]@{ Free = [long]$drive.AvailableFreeSpace; Size = [long]$drive.TotalSize }
}
function Read-CertificateEnd {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Thumbprint)
 $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'LocalMachine')
 try {
  $store.Open('ReadOnly, OpenExistingOnly')
  foreach ($certificate in $store.Certificates.Find('FindByThumbprint', $Thumbprint, $false)) { $certificate.NotAfter; break }
 }
 finally { $store.Close() }
}
function Read-AzureExtension {
 [CmdletBinding()]
 param()
 $folder = [System.IO.Path]::Combine($env:SystemDrive + '\\', 'Packages', 'Plugins')
 if (-not [System.IO.Directory]::Exists($folder)) { return }
 foreach ($path in [System.IO.Directory]::GetDirectories($folder)) { [System.IO.Path]::GetFileName($path) }
}
function Wait-Moment {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Milliseconds)
 [System.Threading.Thread]::Sleep($Milliseconds)
}
`,h$=`function Write-JobFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [psobject] $Value
 )
 $bytes = [System.Text.Encoding]::UTF8.GetBytes([System.Management.Automation.PSSerializer]::Serialize($Value, 10))
 $fresh = $Path + '.new'
 $stream = [System.IO.FileStream]::new($fresh, 'Create', 'Write', 'None')
 try {
  $stream.Write($bytes, 0, $bytes.Length)
  $stream.Flush($true)
 }
 finally { $stream.Dispose() }
 for ($attempt = 1; ; $attempt++) {
  try {
   if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($fresh, $Path, [NullString]::Value) }
   else { [System.IO.File]::Move($fresh, $Path) }
   return
  }
  catch [System.IO.IOException] {
   if ($attempt -ge 20) { throw }
   Wait-Moment -Milliseconds 50
  }
 }
}
function Read-JobFile {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 try { $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete') }
 catch [System.IO.FileNotFoundException] { return }
 try {
  $reader = [System.IO.StreamReader]::new($stream, [System.Text.Encoding]::UTF8)
  return [System.Management.Automation.PSSerializer]::Deserialize($reader.ReadToEnd())
 }
 finally { $stream.Dispose() }
}
function Lock-Job {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 try { return [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'CreateNew', 'ReadWrite', 'None') }
 catch [System.IO.IOException] { return }
}
function Test-JobAlive {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 try {
  [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'Open', 'Read', 'None').Dispose()
  return $false
 }
 catch [System.IO.IOException] { return $true }
}
function Write-JobProgress {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 $status = [pscustomobject]@{ Percent = $Percent; Note = $Note; At = [datetime]::UtcNow.ToString('o') }
 Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml')) -Value $status
}
function Get-JobResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 $ended = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml'))
 if ($null -eq $ended) { return }
 if ($ended.Schema -ne 1) { Stop-Patchring -Code 'JOB_RESULT_UNREADABLE' -Message ('The result in {0} has schema {1}; this version reads 1.' -f $Directory, $ended.Schema) }
 return $ended.Status
}
function Get-JobStatus {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Key
 )
 $ended = Get-JobResult -Directory $Directory
 if ($null -ne $ended) { return $ended }
 if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) {
  if (Test-JobAlive -Directory $Directory) {
   $status = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml'))
   if ($null -eq $status) { return [pscustomobject]@{ state = 'running'; percent = $null; note = 'just started' } }
   $silence = [System.DateTime]::UtcNow - [System.DateTimeOffset]::Parse($status.At, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime
   $seconds = [long][System.Math]::Max(0, [System.Math]::Floor($silence.TotalSeconds))
   return [pscustomobject]@{ state = 'running'; percent = $status.Percent; note = [string]$status.Note; silentFor = $seconds }
  }
  $ended = Get-JobResult -Directory $Directory
  if ($null -ne $ended) { return $ended }
  return [pscustomobject]@{ state = 'lost'; note = 'the job began and its process is gone without a result' }
 }
 $task = Read-JobTask -Key $Key
 if ($null -eq $task) { return [pscustomobject]@{ state = 'lost'; note = 'the job never began and its task is gone' } }
 if ($task.State -eq 'queued' -or $task.State -eq 'running') { return [pscustomobject]@{ state = 'queued' } }
 if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) { return Get-JobStatus -Directory $Directory -Key $Key }
 return [pscustomobject]@{ state = 'lost'; note = ('the job never began; its task is {0} with result 0x{1:X8}' -f $task.State, $task.LastResult) }
}
`,f$=`function Get-WindowsDirectory {
 [CmdletBinding()]
 param()
 return $env:SystemRoot
}
function Read-LogTail {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [int] $Maximum
 )
 $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete')
 try {
  $encoding = [System.Text.Encoding]::UTF8
  $mark = [byte[]]::new(2)
  if ($stream.Read($mark, 0, 2) -eq 2 -and $mark[0] -eq 255 -and $mark[1] -eq 254) { $encoding = [System.Text.Encoding]::Unicode }
  $isCut = $stream.Length -gt $Maximum
  $from = [long]0
  if ($isCut) { $from = $stream.Length - $Maximum }
  [void]$stream.Seek($from + $from % 2, 'Begin')
  $bytes = [byte[]]::new($Maximum)
  $length = 0
  while ($length -lt $Maximum) {
   $read = $stream.Read($bytes, $length, $Maximum - $length)
   if ($read -eq 0) { break }
   $length += $read
  }
  $text = $encoding.GetString($bytes, 0, $length).TrimStart([char]0xFEFF)
  if ($isCut) { $text = $text.Substring($text.IndexOf("\`n") + 1) }
  return [pscustomobject]@{ Text = $text; IsCut = $isCut }
 }
 finally { $stream.Dispose() }
}
function Read-FileRow {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [string] $Like
 )
 $directory = [System.IO.DirectoryInfo]::new($Path)
 if (-not $directory.Exists) { return }
 $files = $directory.GetFiles($Like)
 $times = [datetime[]]@($files | ForEach-Object { $_.LastWriteTimeUtc })
 [array]::Sort($times, $files)
 [array]::Reverse($files)
 foreach ($file in $files) { [pscustomobject]@{ Name = $file.Name; Size = [long]$file.Length; At = $file.LastWriteTimeUtc } }
}
`,$$=`function Open-PackageSource {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $From)
 if ($From -notlike 'https://*') { return [System.IO.File]::OpenRead($From) }
 [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
 return [System.Net.WebClient]::new().OpenRead([uri]$From)
}
function Copy-PackageFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $From,
  [Parameter(Mandatory = $true)] [string] $To,
  [Parameter(Mandatory = $true)] [hashtable] $Sign
 )
 $source = Open-PackageSource -From $From
 try {
  $target = [System.IO.FileStream]::new($To, 'CreateNew', 'Write', 'None')
  try {
   $buffer = [byte[]]::new(1MB)
   $toldAt = [datetime]::UtcNow
   for ($read = $source.Read($buffer, 0, $buffer.Length); $read -gt 0; $read = $source.Read($buffer, 0, $buffer.Length)) {
    $target.Write($buffer, 0, $read)
    if ([datetime]::UtcNow -lt $toldAt.AddSeconds(5)) { continue }
    $toldAt = [datetime]::UtcNow
    Write-SignOfLife @Sign
   }
  }
  finally { $target.Dispose() }
 }
 finally { $source.Dispose() }
}
function Read-FileSignature {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $signature = Get-AuthenticodeSignature -LiteralPath $Path -ErrorAction Stop
 $signer = ''
 if ($null -ne $signature.SignerCertificate) { $signer = [string]$signature.SignerCertificate.Subject }
 return [pscustomobject]@{ Status = [string]$signature.Status; Signer = $signer }
}
function Add-StorePackage {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [hashtable] $Span
 )
 $parameters = @{ Online = $true; PackagePath = $Path; NoRestart = $true; WarningAction = 'SilentlyContinue' }
 $answer = Invoke-StoreWork -Command 'Add-WindowsPackage' -Parameters $parameters @Span
 return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0
}
function Find-StagedFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [string] $Sha256
 )
 $root = [System.IO.Path]::GetDirectoryName($Directory.TrimEnd([char[]]'\\/'))
 foreach ($job in [System.IO.Directory]::GetDirectories($root)) {
  $folder = [System.IO.Path]::Combine($job, 'staged')
  if ($job -eq $Directory -or -not [System.IO.Directory]::Exists($folder)) { continue }
  foreach ($path in [System.IO.Directory]::GetFiles($folder, $Name, 'AllDirectories')) {
   if ((Get-FileDigest -Path $path) -eq $Sha256) { return $path }
  }
 }
}
function Get-FileDigest {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $algorithm = [System.Security.Cryptography.SHA256]::Create()
 $stream = [System.IO.File]::OpenRead($Path)
 try { return [System.BitConverter]::ToString($algorithm.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
 finally { $stream.Dispose(); $algorithm.Dispose() }
}
function Save-PackageFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Folder,
  [Parameter(Mandatory = $true)] [string] $From,
  [Parameter(Mandatory = $true)] [string] $Sha256,
  [Parameter(Mandatory = $true)] [hashtable] $Sign
 )
 $name = $From.Split([char[]]'\\/')[-1]
 $to = [System.IO.Path]::Combine($Folder, $name)
 $staged = Find-StagedFile -Directory $Sign.Directory -Name $name -Sha256 $Sha256
 if ($null -eq $staged -and $From -like 'https://*') { Confirm-FreeNetwork }
 try {
  if ($null -ne $staged) { [System.IO.File]::Copy($staged, $to) }
  else { Copy-PackageFile -From $From -To $to -Sign $Sign }
 }
 catch {
  $cause = Get-InnermostException -Exception $_.Exception
  Stop-Patchring -Code 'PACKAGE_NOT_FOUND' -Message ('{0} cannot be copied: {1}' -f $From, $cause.Message)
 }
 $digest = Get-FileDigest -Path $to
 if ($digest -ne $Sha256) {
  Stop-Patchring -Code 'PACKAGE_HASH_MISMATCHED' -Message ('{0} has SHA-256 {1}, and {2} was planned.' -f $From, $digest, $Sha256)
 }
 $signature = Read-FileSignature -Path $to
 if ($signature.Status -ne 'Valid' -or $signature.Signer -notmatch '(^|,\\s*)O=Microsoft Corporation(,|$)') {
  Stop-Patchring -Code 'PACKAGE_UNSIGNED' -HResult 0x800B0100 -Message ('{0} is not signed by Microsoft: {1} {2}' -f $From, $signature.Status, $signature.Signer)
 }
 return $to
}
`,p$=`function Read-WindowsPackage {
 [CmdletBinding()]
 param()
 foreach ($package in Get-WindowsPackage -Online -ErrorAction Stop) {
  $at = [datetime]::MinValue
  if ($null -ne $package.InstallTime) { $at = $package.InstallTime }
  [pscustomobject]@{
   Name        = [string]$package.PackageName
   State       = [string]$package.PackageState
   ReleaseType = [string]$package.ReleaseType
   InstalledAt = [datetime]$at
  }
 }
}
function Remove-InstalledPackage {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [hashtable] $Span
 )
 $parameters = @{ Online = $true; PackageName = $Name; NoRestart = $true; WarningAction = 'SilentlyContinue' }
 $answer = Invoke-StoreWork -Command 'Remove-WindowsPackage' -Parameters $parameters @Span
 return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0
}
function Get-UpdatePackage {
 [CmdletBinding()]
 param()
 $kinds = 'CriticalUpdate', 'Hotfix', 'SecurityUpdate', 'ServicePack', 'SoftwareUpdate', 'Update', 'UpdateRollup'
 $states = 'Installed', 'InstallPending', 'PartiallyInstalled', 'Superseded'
 Read-WindowsPackage | Where-Object { $states -contains $_.State -and ($kinds -contains $_.ReleaseType -or $_.Name -like 'Package_for_*') }
}
`,g$=`function Read-RegistryValue {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [string] $Name
 )
 $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
 try {
  $key = $root.OpenSubKey($Path)
  if ($null -eq $key) { return $null }
  try { return $key.GetValue($Name, $null) } finally { $key.Dispose() }
 }
 finally { $root.Dispose() }
}
function Read-RegistryKeyName {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
 try {
  $key = $root.OpenSubKey($Path)
  if ($null -eq $key) { return }
  try { $key.GetSubKeyNames() } finally { $key.Dispose() }
 }
 finally { $root.Dispose() }
}
function Test-RegistryKey {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
 try {
  $key = $root.OpenSubKey($Path)
  if ($null -eq $key) { return $false }
  $key.Dispose()
  return $true
 }
 finally { $root.Dispose() }
}
`,y$=`function Read-UpdateStaticProperty {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [string] $Name
 )
 return $Update.ExtendedStaticProperty($Name)
}
function Save-UpdateBootstrapper {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Update
 )
 $updates = New-UpdateCollection
 [void]$updates.Add($Update)
 $downloader = $Session.CreateUpdateDownloader()
 $downloader.Updates = $updates
 return [int]$downloader.Download2(1).ResultCode
}
function Read-UpdateDynamicProperty {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [string] $Name
 )
 return $Update.EvaluateExtendedDynamicProperty($Name)
}
function Get-RestartPrediction {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Update
 )
 try {
  if ((Read-UpdateStaticProperty -Update $Update -Name 'ContainsUpdateBootstrapper') -ne $true) { return $null }
  if ((Save-UpdateBootstrapper -Session $Session -Update $Update) -ne 2) { return $null }
  $answer = Read-UpdateDynamicProperty -Update $Update -Name 'DoesUpdateRequireReboot'
 }
 catch { return $null }
 if ($answer -is [bool]) { return $answer }
 return $null
}
`,w$=`function New-ProbeRow {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Item,
  [Parameter()] [AllowEmptyString()] [string] $Said = '',
  [Parameter()] [switch] $Busy,
  [Parameter()] [object] $Value = $null
 )
 return [pscustomobject]@{ Item = $Item; Said = $Said; IsBusy = [bool]$Busy; Value = $Value }
}
function Get-ServiceProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string[]] $Name)
 $list = "Name = '" + [string]::Join("' OR Name = '", $Name) + "'"
 $found = @{}
 foreach ($row in Read-CimRow -Query ('SELECT Name, State FROM Win32_Service WHERE ' + $list)) { $found[[string]$row.Name] = [string]$row.State }
 foreach ($one in $Name) {
  $said = ''
  if (-not $found.ContainsKey($one)) { $said = 'there is no service ' + $one }
  elseif ($found[$one] -ne 'Running') { $said = 'service ' + $one + ' is ' + $found[$one] }
  New-ProbeRow -Item $one -Said $said
 }
}
function Get-DirectoryProbe {
 [CmdletBinding()]
 param()
 $said = ''
 if ((Read-RootDirectoryEntry) -ne 'TRUE') { $said = 'the directory has not synchronized, so it does not advertise itself' }
 New-ProbeRow -Item '' -Said $said
}
function Get-DomainShareProbe {
 [CmdletBinding()]
 param()
 $names = @(Read-CimRow -Query "SELECT Name FROM Win32_Share WHERE Name = 'SYSVOL' OR Name = 'NETLOGON'" | ForEach-Object { [string]$_.Name })
 foreach ($name in 'SYSVOL', 'NETLOGON') {
  $said = ''
  if ($names -notcontains $name) { $said = $name + ' is not shared' }
  New-ProbeRow -Item $name -Said $said
 }
 $said = ''
 if ((Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters' -Name 'SysvolReady') -ne 1) { $said = 'SYSVOL is not ready: it has not replicated' }
 New-ProbeRow -Item 'SysvolReady' -Said $said
}
function Get-ReplicationProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/MicrosoftActiveDirectory' -Query 'SELECT NamingContextDN, SourceDsaCN, NumConsecutiveSyncFailures, LastSyncResult FROM MSAD_ReplNeighbor') {
  $failures = [long]$row.NumConsecutiveSyncFailures
  $said = ''
  if ($failures -gt 1) { $said = 'replication of {0} from {1} has failed {2} times in a row (error {3})' -f $row.NamingContextDN, $row.SourceDsaCN, $failures, $row.LastSyncResult }
  New-ProbeRow -Item ([string]$row.SourceDsaCN + ' ' + [string]$row.NamingContextDN) -Said $said
 }
}
function Get-ReplicatedFolderProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/MicrosoftDFS' -Query 'SELECT ReplicationGroupName, ReplicatedFolderName, State FROM DfsrReplicatedFolderInfo') {
  $item = [string]$row.ReplicationGroupName + '\\' + [string]$row.ReplicatedFolderName
  $said = ''
  if ([int]$row.State -ne 4) { $said = $item + ' does not replicate normally (state ' + $row.State + ')' }
  New-ProbeRow -Item $item -Said $said -Busy:([int]$row.State -lt 4)
 }
}
function Get-NetworkProfileProbe {
 [CmdletBinding()]
 param()
 $said = 'no network is recognised as the domain'
 foreach ($row in Read-CimRow -Namespace 'root/StandardCimv2' -Query 'SELECT NetworkCategory FROM MSFT_NetConnectionProfile') {
  if ([int]$row.NetworkCategory -eq 2) { $said = '' }
 }
 New-ProbeRow -Item '' -Said $said
}
function Get-LsassProbe {
 [CmdletBinding()]
 param()
 New-ProbeRow -Item '' -Value ([double](Read-ProcessMemory -Name 'lsass'))
}
function Get-NameProbe {
 [CmdletBinding()]
 param()
 $domain = ''
 foreach ($row in Read-CimRow -Query 'SELECT Domain FROM Win32_ComputerSystem') { $domain = [string]$row.Domain }
 $code = Send-DnsQuery -Name $domain
 $said = ''
 if ($code -ne 0 -and $code -ne 3) { $said = 'it answers a query for ' + $domain + ' with code ' + $code }
 New-ProbeRow -Item '' -Said $said
}
function Get-ListenerProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Port)
 $said = ''
 if (-not (Test-UdpPort -Port $Port)) { $said = 'nobody listens on UDP port ' + $Port }
 New-ProbeRow -Item '' -Said $said
}
function Get-PortProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Port)
 $said = ''
 if (-not (Test-TcpPort -Address '127.0.0.1' -Port $Port)) { $said = 'TCP port ' + $Port + ' does not accept' }
 New-ProbeRow -Item '' -Said $said
}
function Get-RemoteDesktopPort {
 [CmdletBinding()]
 param()
 $port = Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name 'PortNumber'
 if ($null -eq $port) { return 3389 }
 return [int]$port
}
function Get-ShareProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Type)
 foreach ($row in Read-CimRow -Query 'SELECT Name, Type FROM Win32_Share') {
  if ([long]$row.Type -eq $Type) { New-ProbeRow -Item ([string]$row.Name) }
 }
}
function Get-SessionProbe {
 [CmdletBinding()]
 param()
 [void](Invoke-Program -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'quser.exe')) -Seconds 10)
 New-ProbeRow -Item ''
}
function Get-AuthorityProbe {
 [CmdletBinding()]
 param()
 $code = Invoke-Program -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'certutil.exe')) -Argument '-ping' -Seconds 15
 $said = ''
 if ($code -ne 0) { $said = 'certutil -ping ended with ' + $code }
 New-ProbeRow -Item '' -Said $said
}
`,v$=`function Get-WebProbe {
 [CmdletBinding()]
 param()
 $asked = 0
 foreach ($row in Read-WebServer) {
  $said = ''
  if ($row.State -ne 1) { $said = $row.Kind + ' ' + $row.Name + ' is not started' }
  New-ProbeRow -Item ($row.Kind + ' ' + $row.Name) -Said $said
  if ($row.State -ne 1) { continue }
  foreach ($binding in $row.Bindings) {
   if ('http', 'https' -notcontains $binding.Protocol -or $asked -ge 20) { continue }
   $asked++
   $address = $binding.Address
   if ('0.0.0.0', '::' -contains $address) { $address = '127.0.0.1' }
   Get-BindingProbe -Binding $binding -Address $address
  }
 }
}
function Get-BindingProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Binding, [Parameter(Mandatory = $true)] [string] $Address)
 $item = 'binding ' + $Binding.Protocol + ' ' + $Binding.Address + ':' + $Binding.Port + ':' + $Binding.Name
 $said = ''
 try {
  if ($Binding.Protocol -eq 'https') { if (-not (Test-TcpPort -Address $Address -Port $Binding.Port)) { $said = 'does not accept' } }
  else {
   if ($Address.Contains(':')) { $Address = '[' + $Address + ']' }
   $status = Get-PageStatus -Address $Address -Port $Binding.Port -Name $Binding.Name
   if ($status -eq 0) { $said = 'does not answer' } elseif ($status -ge 500) { $said = 'answers ' + $status }
  }
 }
 catch [System.TimeoutException] { $said = $_.Exception.Message }
 if ($said -ne '') { $said = $item + ' ' + $said }
 New-ProbeRow -Item $item -Said $said
}
function Get-SqlProbe {
 [CmdletBinding()]
 param()
 foreach ($service in Read-CimRow -Query "SELECT Name, State, StartMode FROM Win32_Service WHERE Name = 'MSSQLSERVER' OR Name LIKE 'MSSQL$%'") {
  $name = [string]$service.Name
  if ([string]$service.StartMode -eq 'Disabled') { continue }
  if ([string]$service.State -ne 'Running') { New-ProbeRow -Item $name -Said ('service ' + $name + ' is ' + $service.State); continue }
  $server = 'localhost'
  if ($name -like 'MSSQL$*') { $server = 'localhost\\' + $name.Substring(6) }
  $said = ''
  try {
   [void]@(Read-SqlRow -Server $server -Query 'SELECT 1')
   Get-AvailabilityProbe -Server $server
  }
  catch [System.UnauthorizedAccessException] { $said = '' }
  catch { $said = $name + ' does not answer: ' + (Get-InnermostException -Exception $_.Exception).Message }
  New-ProbeRow -Item $name -Said $said
 }
}
function Get-AvailabilityProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Server)
 $query = 'SELECT g.name, s.synchronization_health FROM sys.dm_hadr_availability_replica_states s JOIN sys.availability_groups g ON g.group_id = s.group_id WHERE s.is_local = 1'
 foreach ($row in Read-SqlRow -Server $Server -Query $query) {
  $said = ''
  if ($row.Value -ne '2') { $said = 'availability group ' + $row.Name + ' is not synchronized here' }
  New-ProbeRow -Item ('availability group ' + $row.Name) -Said $said
 }
}
function Get-GuestProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT Name, ElementName, EnabledState FROM Msvm_ComputerSystem') {
  if ([string]$row.Name -notmatch '^[0-9A-Fa-f]{8}-') { continue }
  $said = ''
  if ([int]$row.EnabledState -ne 2) { $said = 'virtual machine ' + $row.ElementName + ' does not run' }
  New-ProbeRow -Item ([string]$row.ElementName) -Said $said
 }
}
function Get-HeartbeatProbe {
 [CmdletBinding()]
 param()
 $names = @{}
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT Name, ElementName, EnabledState FROM Msvm_ComputerSystem') {
  if ([int]$row.EnabledState -eq 2) { $names[[string]$row.Name] = [string]$row.ElementName }
 }
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT SystemName, OperationalStatus FROM Msvm_HeartbeatComponent') {
  $name = $names[[string]$row.SystemName]
  if ($null -eq $name) { continue }
  $status = @($row.OperationalStatus)
  $said = ''
  if ($status.Length -eq 0 -or [int]$status[0] -ne 2) { $said = 'virtual machine ' + $name + ' has no heartbeat' }
  New-ProbeRow -Item $name -Said $said
 }
}
function Get-SwitchProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT ElementName FROM Msvm_VirtualEthernetSwitch') { New-ProbeRow -Item ([string]$row.ElementName) }
}
function Get-ClusterProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-ClusterNode) {
  $said = ''
  if ([int]$row.State -ne 0) { $said = 'node ' + $row.Name + ' is not up (state ' + $row.State + ')' }
  if ([int]$row.State -eq 2) { $said = 'node ' + $row.Name + ' is paused' }
  New-ProbeRow -Item ('node ' + $row.Name) -Said $said -Busy:([int]$row.State -eq 3)
 }
 $here = $null
 try { $here = [string[]]@(Get-RemainingGroup -Node (Get-OwnNodeName)) } catch { $here = $null }
 foreach ($row in Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, State FROM MSCluster_ResourceGroup') {
  $said = ''
  if ([int]$row.State -ne 0) { $said = 'group ' + $row.Name + ' is not online (state ' + $row.State + ')' }
  $owned = $null
  if ($null -ne $here) { $owned = [int]($here -contains [string]$row.Name) }
  New-ProbeRow -Item ('group ' + $row.Name) -Said $said -Busy:([int]$row.State -eq 4) -Value $owned
 }
}
function Get-QuorumProbe {
 [CmdletBinding()]
 param()
 $quorum = Get-ClusterQuorumState
 $said = ''
 if (-not $quorum.Survives) { $said = 'without this node cluster ' + $quorum.Cluster + ' has ' + $quorum.Remaining + ' of ' + $quorum.Total + ' votes, and loses its quorum' }
 New-ProbeRow -Item $quorum.Cluster -Said $said -Value $quorum.Remaining
}
function Get-StorageProbe {
 [CmdletBinding()]
 param()
 $under = Measure-StorageJob
 $said = ''
 if ($under -gt 0) { $said = [string]$under + ' repairs of storage are under way' }
 New-ProbeRow -Item '' -Said $said -Busy
 foreach ($disk in Read-VirtualDisk) {
  $said = ''
  if ([int]$disk.HealthStatus -ne 0) { $said = 'virtual disk ' + $disk.FriendlyName + ' is not healthy (health ' + $disk.HealthStatus + ')' }
  New-ProbeRow -Item ('disk ' + $disk.FriendlyName) -Said $said -Busy:([int]$disk.HealthStatus -eq 1)
 }
}
function Get-UpdateServerProbe {
 [CmdletBinding()]
 param()
 $folder = [string](Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Update Services\\Server\\Setup' -Name 'TargetDir')
 $since = [datetime]::UtcNow.AddSeconds(-1)
 [void](Invoke-Program -Path ([System.IO.Path]::Combine($folder, 'Tools', 'wsusutil.exe')) -Argument 'checkhealth' -Seconds 20)
 $filter = "*[System[Provider[@Name='Windows Server Update Services'] and TimeCreated[@SystemTime>='" + $since.ToString('o') + "']]]"
 $rows = @()
 for ($turn = 0; $turn -lt 5 -and $rows.Length -eq 0; $turn++) {
  Wait-Moment -Milliseconds 1000
  $rows = @(Read-EventRow -Log 'Application' -Filter $filter -Maximum 50)
 }
 $said = ''
 if ($rows.Length -eq 0) { $said = 'it says nothing of its health' }
 elseif ($rows.Where({ $_.Id -eq 10000 }).Count -eq 0) { $said = 'it reports event ' + $rows[0].Id }
 New-ProbeRow -Item '' -Said $said
}
`,b$=`function Invoke-Program {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter()] [string[]] $Argument = @(),
  [Parameter(Mandatory = $true)] [int] $Seconds
 )
 foreach ($word in $Argument) { if ($word -notmatch '^[-/A-Za-z0-9]+$') { throw [System.ArgumentException]::new('Not a plain word: ' + $word) } }
 $start = [System.Diagnostics.ProcessStartInfo]::new($Path, [string]::Join(' ', $Argument))
 $start.UseShellExecute = $false
 $start.CreateNoWindow = $true
 $process = [System.Diagnostics.Process]::Start($start)
 try {
  if ($process.WaitForExit($Seconds * 1000)) { return $process.ExitCode }
  try { $process.Kill() } catch [System.InvalidOperationException] { return $process.ExitCode }
  throw [System.TimeoutException]::new([System.IO.Path]::GetFileName($Path) + ' did not end in ' + $Seconds + ' s')
 }
 finally { $process.Dispose() }
}
function Read-ProcessMemory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 $sum = 0L
 foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($Name)) { $sum += $process.PrivateMemorySize64; $process.Dispose() }
 return $sum
}
function Test-UdpPort {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Port)
 $listening = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveUdpListeners()
 foreach ($endpoint in $listening) { if ($endpoint.Port -eq $Port) { return $true } }
 return $false
}
function Test-TcpPort {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Address, [Parameter(Mandatory = $true)] [int] $Port)
 $client = [System.Net.Sockets.TcpClient]::new()
 try {
  $asked = $client.BeginConnect($Address, $Port, $null, $null)
  if (-not $asked.AsyncWaitHandle.WaitOne(5000)) { throw [System.TimeoutException]::new('port ' + $Port + ' did not accept in 5 s') }
  $client.EndConnect($asked)
  return $true
 }
 catch [System.Net.Sockets.SocketException] { return $false }
 finally { $client.Close() }
}
function Send-DnsQuery {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 $bytes = [System.Collections.Generic.List[byte]]::new([byte[]](80, 97, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0))
 foreach ($label in $Name.Split([char[]]'.', [System.StringSplitOptions]::RemoveEmptyEntries)) {
  $text = [System.Text.Encoding]::ASCII.GetBytes($label)
  $bytes.Add([byte]$text.Length)
  $bytes.AddRange($text)
 }
 $bytes.AddRange([byte[]](0, 0, 6, 0, 1))
 $client = [System.Net.Sockets.UdpClient]::new()
 try {
  $client.Client.ReceiveTimeout = 5000
  $client.Connect('127.0.0.1', 53)
  [void]$client.Send($bytes.ToArray(), $bytes.Count)
  $from = [System.Net.IPEndPoint]::new([System.Net.IPAddress]::Any, 0)
  $answer = $client.Receive([ref]$from)
  return [int]($answer[3] -band 15)
 }
 catch [System.Net.Sockets.SocketException] {
  if ($_.Exception.SocketErrorCode -eq 'TimedOut') { throw [System.TimeoutException]::new('DNS on this machine did not answer in 5 s') }
  throw
 }
 finally { $client.Close() }
}
function Read-RootDirectoryEntry {
 [CmdletBinding()]
 param()
 Add-Type -AssemblyName System.DirectoryServices.Protocols
 $connection = [System.DirectoryServices.Protocols.LdapConnection]::new('localhost')
 try {
  $connection.Timeout = [timespan]::FromSeconds(10)
  $connection.AuthType = 'Anonymous'
  $ask = [System.DirectoryServices.Protocols.SearchRequest]::new([string]::Empty, '(objectClass=*)', 'Base', 'isSynchronized')
  $said = $connection.SendRequest($ask)
  return [string]$said.Entries[0].Attributes['isSynchronized'][0]
 }
 catch [System.DirectoryServices.Protocols.LdapException] {
  if ($_.Exception.ErrorCode -eq 85) { throw [System.TimeoutException]::new('LDAP on this machine did not answer in 10 s') }
  throw
 }
 finally { $connection.Dispose() }
}
function Read-WebServer {
 [CmdletBinding()]
 param()
 Add-Type -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'inetsrv', 'Microsoft.Web.Administration.dll'))
 $manager = [Microsoft.Web.Administration.ServerManager]::new()
 try {
  foreach ($pool in $manager.ApplicationPools) {
   if ($pool.AutoStart) { [pscustomobject]@{ Kind = 'pool'; Name = $pool.Name; State = [int]$pool.State; Bindings = @() } }
  }
  foreach ($site in $manager.Sites) {
   if (-not $site.ServerAutoStart) { continue }
   $bindings = foreach ($binding in $site.Bindings) {
    if ($null -eq $binding.EndPoint) { continue }
    [pscustomobject]@{ Protocol = $binding.Protocol; Address = $binding.EndPoint.Address.ToString(); Port = $binding.EndPoint.Port; Name = $binding.Host }
   }
   [pscustomobject]@{ Kind = 'site'; Name = $site.Name; State = [int]$site.State; Bindings = @($bindings) }
  }
 }
 finally { $manager.Dispose() }
}
function Get-PageStatus {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Address,
  [Parameter(Mandatory = $true)] [int] $Port,
  [Parameter()] [string] $Name = ''
 )
 $request = [System.Net.WebRequest]::CreateHttp('http://' + $Address + ':' + $Port + '/')
 $request.Timeout = 5000
 $request.AllowAutoRedirect = $false
 $request.Proxy = $null
 if ($Name -ne '') { $request.Host = $Name }
 try {
  $response = $request.GetResponse()
  try { return [int]$response.StatusCode } finally { $response.Close() }
 }
 catch [System.Net.WebException] {
  if ($null -ne $_.Exception.Response) { return [int]$_.Exception.Response.StatusCode }
  if ($_.Exception.Status -eq 'Timeout') { throw [System.TimeoutException]::new('port ' + $Port + ' gave no page in 5 s') }
  return 0
 }
}
function Read-SqlRow {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Server, [Parameter(Mandatory = $true)] [string] $Query)
 $connection = [System.Data.SqlClient.SqlConnection]::new('Integrated Security=SSPI;Connect Timeout=5;Pooling=false;Application Name=patchring;Data Source=' + $Server)
 try {
  $connection.Open()
  $command = $connection.CreateCommand()
  $command.CommandText = $Query
  $command.CommandTimeout = 5
  $reader = $command.ExecuteReader()
  while ($reader.Read()) { [pscustomobject]@{ Name = [string]$reader.GetValue(0); Value = [string]$reader.GetValue($reader.FieldCount - 1) } }
 }
 catch [System.Data.SqlClient.SqlException] {
  if ($_.Exception.Number -eq -2) { throw [System.TimeoutException]::new('SQL Server did not answer in 5 s') }
  if (18456, 4060, 229, 297, 300 -contains $_.Exception.Number) { throw [System.UnauthorizedAccessException]::new($_.Exception.Message) }
  throw
 }
 finally { $connection.Dispose() }
}
`,S$=`function Get-ScriptPolicy {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell'
 $enabled = Read-RegistryValue -Path $policy -Name 'EnableScripts'
 if ($null -eq $enabled) { return $null }
 if ($enabled -eq 0) { return 'scripts are turned off' }
 $name = Read-RegistryValue -Path $policy -Name 'ExecutionPolicy'
 if ($name -eq 'AllSigned' -or $name -eq 'Restricted') { return [string]$name }
 return $null
}
`,k$=`function Start-StoreWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Command,
  [Parameter(Mandatory = $true)] [hashtable] $Parameters
 )
 $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
 $runspace.Open()
 $shell = [powershell]::Create()
 $shell.Runspace = $runspace
 [void]$shell.AddCommand($Command).AddParameters($Parameters)
 return [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke() }
}
function Read-StorePercent {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Work)
 $records = @($Work.Shell.Streams.Progress)
 if ($records.Length -eq 0) { return 0 }
 return [System.Math]::Max(0, [System.Math]::Min(100, $records[-1].PercentComplete))
}
function Complete-StoreWork {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Work)
 try {
  $output = $Work.Shell.EndInvoke($Work.Handle)
  if ($Work.Shell.Streams.Error.Count -gt 0) { throw $Work.Shell.Streams.Error[0] }
  return $output
 }
 finally {
  $Work.Shell.Runspace.Dispose()
  $Work.Shell.Dispose()
 }
}
function Read-ServicingPulse {
 [CmdletBinding()]
 param()
 $words = @()
 foreach ($name in 'TiWorker', 'TrustedInstaller', 'DismHost') {
  foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($name)) {
   try { $words += '{0}:{1}' -f $process.Id, $process.TotalProcessorTime.Ticks } catch { $words += $name }
   $process.Dispose()
  }
 }
 foreach ($log in 'CBS\\CBS.log', 'DISM\\dism.log') {
  $file = [System.IO.FileInfo]::new([System.IO.Path]::Combine($env:SystemRoot, 'Logs', $log))
  if ($file.Exists) { $words += [string]$file.Length }
 }
 return $words -join ' '
}
function Invoke-StoreWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Command,
  [Parameter(Mandatory = $true)] [hashtable] $Parameters,
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [double] $From,
  [Parameter(Mandatory = $true)] [double] $To,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 Write-SignOfLife -Directory $Directory -Percent $From -Note $Note
 $seen = '0 ' + (Read-ServicingPulse)
 $work = Start-StoreWork -Command $Command -Parameters $Parameters
 for ($turn = 1; -not $work.Handle.IsCompleted; $turn++) {
  Wait-Moment -Milliseconds 250
  if ($turn % 20 -ne 0) { continue }
  $percent = Read-StorePercent -Work $work
  $pulse = [string]$percent + ' ' + (Read-ServicingPulse)
  if ($pulse -eq $seen) { continue }
  $seen = $pulse
  Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $percent / 100) -Note $Note
 }
 return Complete-StoreWork -Work $work
}
`,R$=`function Test-ErrorResult {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord,
  [Parameter(Mandatory = $true)] [int] $HResult
 )
 return (Get-InnermostException -Exception $ErrorRecord.Exception).HResult -eq $HResult
}
function Connect-TaskService {
 [CmdletBinding()]
 param()
 $service = New-Object -ComObject 'Schedule.Service'
 $service.Connect()
 return $service
}
function Get-TaskFolder {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Service)
 try { return $Service.GetFolder('\\patchring') }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002)) { throw } }
}
function Read-JobTask {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Key)
 $folder = Get-TaskFolder -Service (Connect-TaskService)
 if ($null -eq $folder) { return }
 try { $task = $folder.GetTask($Key) }
 catch {
  if (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002) { return }
  throw
 }
 $names = 'unknown', 'disabled', 'queued', 'ready', 'running'
 return [pscustomobject]@{ State = $names[[int]$task.State]; LastResult = (ConvertTo-UnsignedResult -HResult $task.LastTaskResult) }
}
function Register-JobTask {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Key,
  [Parameter(Mandatory = $true)] [string] $Script
 )
 $service = Connect-TaskService
 $folder = Get-TaskFolder -Service $service
 if ($null -eq $folder) { $folder = $service.GetFolder('\\').CreateFolder('patchring', 'D:P(A;;FA;;;BA)(A;;FA;;;SY)') }
 $task = $service.NewTask(0)
 $task.RegistrationInfo.Author = 'patchring'
 $task.RegistrationInfo.Description = 'One job of a patchring rollout. It has no trigger, runs once, and is removed when its result has been read.'
 $task.Principal.UserId = 'S-1-5-18'
 $task.Principal.LogonType = 5
 $task.Principal.RunLevel = 1
 $task.Settings.ExecutionTimeLimit = 'PT0S'
 $task.Settings.AllowHardTerminate = $false
 $task.Settings.DisallowStartIfOnBatteries = $false
 $task.Settings.StopIfGoingOnBatteries = $false
 $task.Settings.IdleSettings.StopOnIdleEnd = $false
 $task.Settings.MultipleInstances = 2
 $task.Settings.Priority = 4
 $action = $task.Actions.Create(0)
 $action.Path = [System.IO.Path]::Combine($env:SystemRoot, 'System32\\WindowsPowerShell\\v1.0\\powershell.exe')
 $action.Arguments = '-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File "{0}"' -f $Script
 $action.WorkingDirectory = [System.IO.Path]::GetDirectoryName($Script)
 try { [void]$folder.RegisterTaskDefinition($Key, $task, 2, $null, $null, 5) }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x800700B7)) { throw } }
}
function Start-JobTask {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Key)
 $folder = Get-TaskFolder -Service (Connect-TaskService)
 [void]$folder.GetTask($Key).Run($null)
}
function Unregister-JobTask {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Key)
 $service = Connect-TaskService
 $folder = Get-TaskFolder -Service $service
 if ($null -eq $folder) { return }
 try { $folder.DeleteTask($Key, 0) }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002)) { throw } }
 if ($folder.GetTasks(1).Count -gt 0) { return }
 try { $service.GetFolder('\\').DeleteFolder('patchring', 0) }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070091)) { throw } }
}
`,P$=`function New-UpdateSession {
 [CmdletBinding()]
 param()
 $session = New-Object -ComObject 'Microsoft.Update.Session'
 $session.ClientApplicationID = 'patchring'
 return $session
}
function New-UpdateCollection {
 [CmdletBinding()]
 param()
 return , (New-Object -ComObject 'Microsoft.Update.UpdateColl')
}
function Add-MicrosoftUpdateService {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $ServiceId)
 $manager = New-Object -ComObject 'Microsoft.Update.ServiceManager'
 [void]$manager.AddService2($ServiceId, 3, '')
}
function Test-UpdateRestart {
 [CmdletBinding()]
 param()
 return [bool](New-Object -ComObject 'Microsoft.Update.SystemInfo').RebootRequired
}
function Read-UpdateHistory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Maximum)
 $searcher = (New-UpdateSession).CreateUpdateSearcher()
 $total = $searcher.GetTotalHistoryCount()
 if ($total -eq 0) { return }
 foreach ($entry in $searcher.QueryHistory(0, [System.Math]::Min($total, $Maximum))) {
  [pscustomobject]@{ Title = [string]$entry.Title; Operation = [int]$entry.Operation; ResultCode = [int]$entry.ResultCode }
 }
}
function Get-HistoryWord {
 [CmdletBinding()]
 param()
 $results = @('notStarted', 'inProgress', 'succeeded', 'succeededWithErrors', 'failed', 'aborted')
 $told = [System.Collections.Generic.Dictionary[string, bool]]::new()
 foreach ($entry in @(Read-UpdateHistory -Maximum 200)) {
  $isKnown = $entry.ResultCode -ge 0 -and $entry.ResultCode -lt $results.Length
  if (-not $isKnown -or ($entry.Operation -ne 1 -and $entry.Operation -ne 2)) { continue }
  $isSettled = $entry.ResultCode -eq 2 -or $entry.ResultCode -eq 3
  foreach ($match in [regex]::Matches([string]$entry.Title, 'KB\\d{5,8}')) {
   $kb = $match.Value
   if ($told.ContainsKey($kb) -and ($told[$kb] -or -not $isSettled)) { continue }
   $told[$kb] = $isSettled
   [pscustomobject]@{ kb = $kb; operation = @('install', 'uninstall')[$entry.Operation - 1]; result = $results[$entry.ResultCode] }
  }
 }
}
function Get-HistoryReading {
 [CmdletBinding()]
 param()
 try { return [pscustomobject]@{ words = [object[]]@(Get-HistoryWord); unreadable = $null } }
 catch {
  $cause = Get-InnermostException -Exception $_.Exception
  return [pscustomobject]@{ words = $null; unreadable = ('{0} (0x{1:X8})' -f $cause.Message, $cause.HResult) }
 }
}
function Get-WsusServer {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'
 if ((Read-RegistryValue -Path ($policy + '\\AU') -Name 'UseWUServer') -ne 1) { return '' }
 $name = [string](Read-RegistryValue -Path $policy -Name 'WUServer')
 if ($name -eq '') { return 'without a name' }
 return $name
}
function New-UpdateSearcher {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 if ($Source -ne 'machine' -and -not $OverrideWsus) {
  $server = Get-WsusServer
  if ($server -ne '') {
   Stop-Patchring -Code 'SCAN_WSUS_BYPASSED' -Message ('Policy sends this machine to WSUS ({0}), and {1} was asked for.' -f $server, (Get-SourceName -Source $Source))
  }
 }
 $searcher = $Session.CreateUpdateSearcher()
 $searcher.Online = $true
 switch ($Source) {
  'machine' { $searcher.ServerSelection = 0 }
  'windows-update' { $searcher.ServerSelection = 2 }
  'microsoft-update' {
   $service = '7971f918-a847-4430-9279-4a52d1efe18d'
   Add-MicrosoftUpdateService -ServiceId $service
   $searcher.ServerSelection = 3
   $searcher.ServiceID = $service
  }
 }
 return $searcher
}
function Get-SourceName {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Source)
 if ($Source -eq 'windows-update') { return 'Windows Update' }
 if ($Source -eq 'microsoft-update') { return 'Microsoft Update' }
 $server = Get-WsusServer
 if ($server -ne '') { return 'policy (WSUS ' + $server + ')' }
 return 'policy (Windows Update)'
}
function Search-Update {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Searcher,
  [Parameter(Mandatory = $true)] [string] $Criteria
 )
 $answer = $Searcher.Search($Criteria)
 if ($answer.ResultCode -ne 2 -and $answer.ResultCode -ne 3) {
  Stop-Patchring -Code 'SCAN_FAILED' -Message ('The search ended with result code {0}.' -f $answer.ResultCode)
 }
 $found = @(foreach ($update in $answer.Updates) { $update })
 foreach ($update in $found) {
  $id = Read-UpdateProperty -Update $update -Name 'Identity' -Default $null
  if ($null -eq $id -or [string]::IsNullOrEmpty([string]$id.UpdateID)) {
   Stop-Patchring -Code 'SCAN_INCOMPLETE' -Message 'The agent offered an update without an identity; such an answer cannot be trusted.'
  }
 }
 return $found
}
function Read-UpdateProperty {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter()] [AllowNull()] [object] $Default
 )
 try { $value = $Update.$Name } catch { return $Default }
 if ($null -eq $value) { return $Default }
 return $value
}
function Get-UpdateKb {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 foreach ($number in Read-UpdateProperty -Update $Update -Name 'KBArticleIDs' -Default @()) {
  $kb = 'KB' + ([string]$number -replace '^KB', '')
  if ($kb -match '^KB\\d{5,8}$') { $kb }
 }
}
`,N$=`function Start-UpdateWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter()] [switch] $Final
 )
 $deaf = New-UpdateCollection
 if ($Final) { return $Worker.BeginInstall($deaf, $deaf, $null) }
 return $Worker.BeginDownload($deaf, $deaf, $null)
}
function Complete-UpdateWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter(Mandatory = $true)] [object] $Job,
  [Parameter()] [switch] $Final
 )
 try {
  if ($Final) { return $Worker.EndInstall($Job) }
  return $Worker.EndDownload($Job)
 }
 finally { $Job.CleanUp() }
}
function Read-WorkProgress {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Job)
 $told = [pscustomobject]@{ Percent = 0.0; Bytes = '' }
 try {
  $progress = $Job.GetProgress()
  $told.Percent = [System.Math]::Max(0, [System.Math]::Min(100, [double]$progress.PercentComplete))
  $told.Bytes = [string]$progress.TotalBytesDownloaded
 }
 catch { $PSCmdlet.WriteVerbose('The agent does not say all of it: ' + $_.Exception.Message) }
 return $told
}
function Write-SignOfLife {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 if ($null -ne $Percent) { $Percent = [System.Math]::Round($Percent, 1) }
 try { Write-JobProgress -Directory $Directory -Percent $Percent -Note $Note }
 catch { $PSCmdlet.WriteWarning('No progress was written: ' + $_.Exception.Message) }
}
function Invoke-UpdateWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter(Mandatory = $true)] [double] $From,
  [Parameter(Mandatory = $true)] [double] $To,
  [Parameter(Mandatory = $true)] [string] $Note,
  [Parameter()] [switch] $Final
 )
 Write-SignOfLife -Directory $Directory -Percent $From -Note $Note
 $job = $null
 try { $job = Start-UpdateWork -Worker $Worker -Final:$Final }
 catch { $PSCmdlet.WriteWarning('The agent does not work in the background: ' + $_.Exception.Message) }
 if ($null -eq $job) {
  if ($Final) { return $Worker.Install() }
  return $Worker.Download()
 }
 $seen = ''
 while (-not $job.IsCompleted) {
  $told = Read-WorkProgress -Job $job
  $pulse = '{0} {1} {2}' -f $told.Percent, $told.Bytes, (Read-ServicingPulse)
  if ($pulse -ne $seen) { Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $told.Percent / 100) -Note $Note }
  $seen = $pulse
  Wait-Moment -Milliseconds 5000
 }
 return Complete-UpdateWork -Worker $Worker -Job $job -Final:$Final
}
`,C$=`function Get-PatchringBoot {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $boot = Get-BootIdentity
 [pscustomobject]@{
  bootId         = $boot.Id
  bootedAt       = $boot.At.ToString('o')
  isServicing    = [bool](Test-Servicing) -or [bool](Test-BootStart -BootedAt $boot.At)
  pendingRestart = [string[]]@(Get-PendingRestart)
 }
}
`,E$=`function Stop-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $root = Open-JobRoot
 $directory = ''
 if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }
 if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {
  Unregister-JobTask -Key $Key
  return [pscustomobject]@{ outcome = 'absent' }
 }
 Confirm-SecureDirectory -Path $directory
 $mark = Lock-Job -Directory $directory
 if ($null -eq $mark) { return [pscustomobject]@{ outcome = 'begun' } }
 try {
  $failure = [pscustomobject]@{ hresult = 0L; message = 'Taken back before it had begun.'; code = 'JOB_CANCELLED' }
  $status = [pscustomobject]@{ state = 'failed'; failure = $failure }
  Write-JobFile -Path ([System.IO.Path]::Combine($directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })
 }
 finally { $mark.Dispose() }
 Unregister-JobTask -Key $Key
 Remove-JobDirectory -Root $root -Directory $directory
 [pscustomobject]@{ outcome = 'cancelled' }
}
`,I$=`function Get-EventLine {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Log,
  [Parameter(Mandatory = $true)] [datetime] $Since
 )
 $filter = "*[System[(Level=1 or Level=2) and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
 foreach ($row in Read-EventRow -Log $Log -Filter $filter -Maximum 200) {
  $values = (@($row.Values) -join ' ').Trim() -replace '\\s+', ' '
  if ($values.Length -gt 400) { $values = $values.Substring(0, 400) }
  $row.At.ToString('o') + ' ' + $row.Provider + ' ' + $row.Id + ': ' + $values
 }
}
function Get-FileLine {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [string] $Like
 )
 foreach ($row in Read-FileRow -Path $Path -Like $Like) { $row.At.ToString('o') + ' ' + $row.Size + ' ' + $row.Name }
}
function Get-PendingLine {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Windows)
 foreach ($signal in Get-PendingRestart) { 'asks for a restart: ' + $signal }
 if (Test-Servicing) { 'servicing is at work' }
 Get-FileLine -Path ([System.IO.Path]::Combine($Windows, 'WinSxS')) -Like 'pending.xml*'
}
function Read-DiagnosisPart {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [datetime] $Since
 )
 $windows = Get-WindowsDirectory
 switch ($Name) {
  'cbs' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'Logs', 'CBS', 'CBS.log')) -Maximum 65536 }
  'dism' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'Logs', 'DISM', 'dism.log')) -Maximum 32768 }
  'windowsUpdate' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'SoftwareDistribution', 'ReportingEvents.log')) -Maximum 32768 }
 }
 $lines = @(switch ($Name) {
   'updateTraces' { Get-FileLine -Path ([System.IO.Path]::Combine($windows, 'Logs', 'WindowsUpdate')) -Like '*.etl' }
   'minidumps' { Get-FileLine -Path ([System.IO.Path]::Combine($windows, 'Minidump')) -Like '*.dmp' }
   'system' { Get-EventLine -Log 'System' -Since $Since }
   'application' { Get-EventLine -Log 'Application' -Since $Since }
   'pending' { Get-PendingLine -Windows $windows }
  })
 $text = $lines -join "\`n"
 $most = 24576
 if ($text.Length -le $most) { return [pscustomobject]@{ Text = $text; IsCut = $false } }
 return [pscustomobject]@{ Text = $text.Substring(0, $text.LastIndexOf("\`n", $most) + 1); IsCut = $true }
}
function Get-PatchringDiagnosis {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter()] [datetime] $EventsSince = [datetime]::UtcNow.AddHours(-1))
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $since = $EventsSince.ToUniversalTime()
 $watch = [System.Diagnostics.Stopwatch]::StartNew()
 $parts = foreach ($name in 'pending', 'minidumps', 'system', 'application', 'cbs', 'dism', 'windowsUpdate', 'updateTraces') {
  $part = [pscustomobject]@{ part = $name; text = $null; trouble = $null; isCut = $false }
  if ($watch.Elapsed.TotalSeconds -gt 40) { $part.trouble = 'there was no time left to read it' }
  else {
   try {
    $said = Read-DiagnosisPart -Name $name -Since $since
    $part.text = $said.Text
    $part.isCut = $said.IsCut
   }
   catch { $part.trouble = (Get-InnermostException -Exception $_.Exception).Message }
  }
  $part
 }
 [pscustomobject]@{ at = [datetime]::UtcNow.ToString('o'); parts = [object[]]@($parts) }
}
`,O$=`function Get-InstalledRole {
 [CmdletBinding()]
 param()
 $roles = [ordered]@{
  'dns' = 'DNS'; 'dhcp' = 'DHCPServer'; 'iis' = 'W3SVC'; 'wsus' = 'WsusService'; 'hyper-v' = 'vmms'
  'cluster' = 'ClusSvc'; 'rds-broker' = 'Tssdis'; 'adcs' = 'CertSvc'; 'nps' = 'IAS'; 'msmq' = 'MSMQ'
  'dfs-replication' = 'DFSR'; 'exchange' = 'MSExchangeIS'
 }
 foreach ($role in $roles.Keys) {
  if (Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $roles[$role])) { $role }
 }
 if ((Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name 'TSAppCompat') -eq 1) { 'rds-host' }
 if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Microsoft SQL Server\\Instance Names\\SQL') { 'sql' }
}
function Test-UpdateDeadline {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'
 if ((Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline') -eq 1) { return $true }
 if ($null -ne (Read-RegistryValue -Path $policy -Name 'ConfigureDeadlineForQualityUpdates') -and $null -eq (Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline')) { return $true }
 return $null -ne (Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Update' -Name 'ConfigureDeadlineForQualityUpdates')
}
function Get-OtherUpdater {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU'
 $option = Read-RegistryValue -Path $policy -Name 'AUOptions'
 if ($null -eq $option) { $option = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update' -Name 'AUOptions' }
 $isOff = (Read-RegistryValue -Path $policy -Name 'NoAutoUpdate') -eq 1
 if (-not $isOff -and ($option -eq 4 -or $option -eq 5)) { 'automatic updates' }
 if (-not $isOff -and (Test-UpdateDeadline)) { 'update deadlines' }
 if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\CcmExec') { 'ConfigMgr' }
 $extensions = @(Read-AzureExtension)
 if ($extensions.Where({ $_ -like '*WindowsPatchExtension' }).Count -gt 0) { 'Azure Update Manager' }
 if ($extensions.Where({ $_ -like '*WindowsOsUpdateExtension' }).Count -gt 0) { 'Azure Update Manager on Arc' }
 foreach ($resource in Read-RegistryKeyName -Path 'Cluster\\Resources') {
  if ((Read-RegistryValue -Path ('Cluster\\Resources\\' + $resource) -Name 'Type') -eq 'ClusterAwareUpdatingResource') { 'Cluster-Aware Updating'; break }
 }
}
function Get-PatchringFacts {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $version = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
 $system = @(Read-CimRow -Query 'SELECT Caption FROM Win32_OperatingSystem')[0]
 $computer = @(Read-CimRow -Query 'SELECT Name, Domain, DomainRole FROM Win32_ComputerSystem')[0]
 $isDomainController = [int]$computer.DomainRole -ge 4
 $roles = @(Get-InstalledRole)
 if ($isDomainController) { $roles = @('domain-controller') + $roles }
 [pscustomobject]@{
  computerName       = [string]$computer.Name
  domain             = [string]$computer.Domain
  isDomainController = $isDomainController
  productName        = ([string]$system.Caption).Trim()
  editionId          = [string](Read-RegistryValue -Path $version -Name 'EditionID')
  installationType   = [string](Read-RegistryValue -Path $version -Name 'InstallationType')
  build              = [int](Read-RegistryValue -Path $version -Name 'CurrentBuildNumber')
  ubr                = [int](Read-RegistryValue -Path $version -Name 'UBR')
  architecture       = [string](Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment' -Name 'PROCESSOR_ARCHITECTURE')
  psVersion          = $PSVersionTable.PSVersion.ToString()
  languageMode       = $ExecutionContext.SessionState.LanguageMode.ToString()
  isAdministrator    = [bool](Test-Administrator)
  is64BitProcess     = [System.Environment]::Is64BitProcess
  scriptPolicy       = Get-ScriptPolicy
  roles              = [string[]]$roles
  otherUpdaters      = [string[]]@(Get-OtherUpdater)
  clock              = [datetime]::UtcNow.ToString('o')
 }
}
`,M$=`function Get-ServiceReading {
 [CmdletBinding()]
 param()
 $modes = @{ Auto = 'automatic'; Manual = 'manual'; Disabled = 'disabled'; Boot = 'boot'; System = 'system' }
 $states = @{ 'Running' = 'running'; 'Stopped' = 'stopped'; 'Start Pending' = 'startPending'; 'Stop Pending' = 'stopPending'; 'Paused' = 'paused' }
 foreach ($service in Read-CimRow -Query "SELECT Name, StartMode, DelayedAutoStart, State, ExitCode FROM Win32_Service WHERE StartMode = 'Auto'") {
  $name = [string]$service.Name
  if ($name -match '_[0-9a-f]{4,}$') { continue }
  $mode = $modes[[string]$service.StartMode]
  if ($null -eq $mode) { $mode = 'unknown' }
  if ($mode -eq 'automatic' -and $service.DelayedAutoStart -eq $true) { $mode = 'automaticDelayed' }
  $state = $states[[string]$service.State]
  if ($null -eq $state) { $state = 'other' }
  [pscustomobject]@{
   name           = $name
   startMode      = $mode
   state          = $state
   isTriggerStart = [bool](Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $name + '\\TriggerInfo'))
   exitCode       = [long]$service.ExitCode
  }
 }
}
function Get-EventSubject {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Row)
 $values = @($Row.Values)
 if ($values.Length -gt 0 -and $Row.Provider -eq 'Service Control Manager') { return [string]$values[0] }
 if ($Row.Provider -eq 'Application Error' -and $values.Length -gt 3) { return [string]$values[0] + '/' + [string]$values[3] }
 if ($Row.Provider -eq 'Application Hang' -and $values.Length -gt 0) { return [string]$values[0] }
 return ''
}
function Get-EventReading {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Log,
  [Parameter(Mandatory = $true)] [datetime] $Since
 )
 $week = $Since.AddDays(-7)
 $filter = "*[System[(Level=1 or Level=2) and TimeCreated[@SystemTime>='" + $week.ToString('o') + "']]]"
 $kinds = [ordered]@{}
 foreach ($row in Read-EventRow -Log $Log -Filter $filter -Maximum 3000) {
  $subject = Get-EventSubject -Row $row
  $key = $row.Provider + '|' + $row.Id + '|' + $subject
  if ($row.At -lt $Since) {
   if ($kinds.Contains($key)) { $kinds[$key].before++ }
   continue
  }
  if ($kinds.Contains($key)) { $kinds[$key].count++; continue }
  if ($kinds.Count -ge 100) { continue }
  $sample = (@($row.Values) -join ' ').Trim() -replace '\\s+', ' '
  if ($sample.Length -gt 300) { $sample = $sample.Substring(0, 300) }
  $kinds.Add($key, [pscustomobject]@{ log = $Log; provider = $row.Provider; id = $row.Id; subject = $subject; count = 1; before = 0; sample = $sample })
 }
 $kinds.Values
}
function Get-CrashCount {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [datetime] $Since)
 $filter = "*[System[(EventID=41 or EventID=6008 or EventID=1001) and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
 $counts = @{ 'Microsoft-Windows-Kernel-Power' = 0; 'EventLog' = 0; 'Microsoft-Windows-WER-SystemErrorReporting' = 0; 'Wininit' = 0 }
 foreach ($row in Read-EventRow -Log 'System' -Filter $filter -Maximum 100) {
  if ($counts.ContainsKey($row.Provider)) { $counts[$row.Provider]++ }
 }
 $filter = "*[System[Provider[@Name='Microsoft-Windows-Wininit'] and EventID=1015 and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
 foreach ($row in Read-EventRow -Log 'Application' -Filter $filter -Maximum 100) {
  if ($row.Provider -eq 'Microsoft-Windows-Wininit') { $counts['Wininit']++ }
 }
 $most = 0
 foreach ($count in $counts.Values) { if ($count -gt $most) { $most = $count } }
 return $most
}
function Get-LoadReading {
 [CmdletBinding()]
 param()
 $processor = $null
 try {
  foreach ($row in Read-CimRow -Query "SELECT PercentProcessorTime FROM Win32_PerfFormattedData_PerfOS_Processor WHERE Name = '_Total'") {
   if ([double]$row.PercentProcessorTime -ge 0) { $processor = [double]$row.PercentProcessorTime }
  }
 }
 catch { $PSCmdlet.WriteWarning('The load of the processors cannot be read: ' + $_.Exception.Message) }
 $commit = $null
 try {
  foreach ($row in Read-CimRow -Query 'SELECT TotalVirtualMemorySize, FreeVirtualMemory FROM Win32_OperatingSystem') {
   $whole = [double]$row.TotalVirtualMemorySize
   if ($whole -gt 0 -and $whole -ge [double]$row.FreeVirtualMemory) { $commit = [System.Math]::Round(100 * ($whole - [double]$row.FreeVirtualMemory) / $whole, 1) }
  }
 }
 catch { $PSCmdlet.WriteWarning('The memory cannot be read: ' + $_.Exception.Message) }
 [pscustomobject]@{ processor = $processor; commit = $commit }
}
function Get-ListenerReading {
 [CmdletBinding()]
 param()
 $root = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WSMAN\\Listener'
 foreach ($name in Read-RegistryKeyName -Path $root) {
  $path = $root + '\\' + $name
  if ($name -notlike '*+HTTPS' -or (Read-RegistryValue -Path $path -Name 'enabled') -eq 0) { continue }
  $port = Read-RegistryValue -Path $path -Name 'Port'
  if ($null -eq $port) { $port = 5986 }
  $thumbprint = ([string](Read-RegistryValue -Path $path -Name 'certThumbprint') -replace '[^0-9A-Fa-f]', '').ToUpperInvariant()
  $until = $null
  if ($thumbprint -ne '') {
   foreach ($end in Read-CertificateEnd -Thumbprint $thumbprint) { $until = ([datetime]$end).ToUniversalTime().ToString('o') }
  }
  [pscustomobject]@{ name = $name; port = [int]$port; thumbprint = $thumbprint; notAfter = $until }
 }
}
function Get-LastBackup {
 [CmdletBinding()]
 param()
 $since = [datetime]::UtcNow.AddDays(-31).ToString('o')
 $filter = "*[System[Provider[@Name='Microsoft-Windows-Backup'] and EventID=4 and TimeCreated[@SystemTime>='" + $since + "']]]"
 try { foreach ($row in Read-EventRow -Log 'Microsoft-Windows-Backup' -Filter $filter -Maximum 1) { $row.At.ToString('o') } }
 catch [System.Diagnostics.Eventing.Reader.EventLogNotFoundException] { return }
}
function Get-PatchringHealth {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter()] [datetime] $EventsSince = [datetime]::UtcNow.AddHours(-1))
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $since = $EventsSince.ToUniversalTime()
 $drive = Read-SystemDrive
 $asked = $null
 foreach ($at in Get-ShutdownAsked) { $asked = $at }
 $backup = $null
 try { foreach ($at in Get-LastBackup) { $backup = $at } }
 catch { $PSCmdlet.WriteWarning('The backups cannot be read: ' + $_.Exception.Message) }
 $listeners = $null
 try { $listeners = [object[]]@(Get-ListenerReading) }
 catch { $PSCmdlet.WriteWarning('The listeners cannot be read: ' + $_.Exception.Message) }
 [pscustomobject]@{
  services        = [object[]]@(Get-ServiceReading)
  events          = [object[]]@(foreach ($log in 'System', 'Application') { Get-EventReading -Log $log -Since $since })
  eventsSince     = $since.ToString('o')
  systemDrive     = [pscustomobject]@{ free = $drive.Free; size = $drive.Size }
  crashes         = [int](Get-CrashCount -Since $since)
  shutdownAskedAt = $asked
  load            = Get-LoadReading
  listeners       = $listeners
  lastBackup      = $backup
 }
}
`,T$=`function Read-Evidence {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [scriptblock] $Reader,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [System.Collections.Generic.List[string]] $Unreadable
 )
 try { return & $Reader }
 catch {
  $cause = Get-InnermostException -Exception $_.Exception
  $Unreadable.Add(('{0}: {1} (0x{2:X8})' -f $Name, $cause.Message, $cause.HResult))
  return $null
 }
}
function Get-LicenceTrouble {
 [CmdletBinding()]
 param()
 $subscriptions = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Subscriptions'
 if ($null -ne (Read-RegistryValue -Path $subscriptions -Name 'DeviceLicensingServiceCommandMutex')) { 'licenceCommandStuck' }
 if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\himds') {
  $agent = @(Read-CimRow -Query "SELECT State FROM Win32_Service WHERE Name = 'himds'")
  if ($agent.Length -eq 0 -or $agent[0].State -ne 'Running') { 'arcAgentStopped' }
 }
}
function Get-LicenceOverride {
 [CmdletBinding()]
 param()
 $value = Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Policies\\Microsoft\\FeatureManagement\\Overrides' -Name '4264695439'
 if ($null -eq $value) { return $null }
 return [int]$value
}
function Get-HistoryKb {
 [CmdletBinding()]
 param()
 $settled = [System.Collections.Generic.List[string]]::new()
 foreach ($word in @(Get-HistoryWord)) {
  if ($word.result -notlike 'succeeded*' -or $settled.Contains($word.kb)) { continue }
  $settled.Add($word.kb)
  if ($word.operation -eq 'install') { $word.kb }
 }
}
function Get-PatchringHotpatch {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $readers = [ordered]@{
  'enrolment package' = { Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Update\\TargetingInfo\\DynamicInstalled\\Hotpatch.amd64' }
  'hotpatch table'    = { Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management' -Name 'HotPatchTableSize' }
  'device guard'      = {
   $guard = @(Read-CimRow -Namespace 'root/Microsoft/Windows/DeviceGuard' -Query 'SELECT VirtualizationBasedSecurityStatus FROM Win32_DeviceGuard')
   if ($guard.Length -eq 0 -or $null -eq $guard[0].VirtualizationBasedSecurityStatus) { throw 'no instance of Win32_DeviceGuard' }
   [int]$guard[0].VirtualizationBasedSecurityStatus
  }
  'secure boot'       = { (Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\SecureBoot\\State' -Name 'UEFISecureBootEnabled') -eq 1 }
  'Arc licence'       = { Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Azure Connected Machine Agent\\Windows\\Licenses\\Features\\Hotpatch' -Name 'Subscription' }
  'licence trouble'   = { , [string[]]@(Get-LicenceTrouble) }
  'licence override'  = { Get-LicenceOverride }
  'hotfix list'       = { , [string[]]@(Read-CimRow -Query 'SELECT HotFixID FROM Win32_QuickFixEngineering' | ForEach-Object { [string]$_.HotFixID } | Where-Object { $_ -match '^KB\\d{5,8}$' }) }
  'update history'    = { , [string[]]@(Get-HistoryKb) }
 }
 $found = @{}
 foreach ($name in $readers.Keys) { $found[$name] = Read-Evidence -Name $name -Reader $readers[$name] -Unreadable $unreadable }
 $trouble = $found['licence trouble']
 if ($null -eq $trouble) { $trouble = @() }
 [pscustomobject]@{
  enrollmentPackage = $found['enrolment package']
  hotPatchTableSize = $found['hotpatch table']
  vbsStatus         = $found['device guard']
  secureBoot        = $found['secure boot']
  arcSubscription   = $found['Arc licence']
  licenceTrouble    = [string[]]@($trouble)
  licenceMitigation = $found['licence override']
  installedKbs      = [pscustomobject]@{ quickFix = $found['hotfix list']; history = $found['update history'] }
  unreadable        = $unreadable.ToArray()
 }
}
`,D$=`function Get-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }
}
`,_$=`function Get-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $root = Open-JobRoot
 if ($null -eq $root) { return [pscustomobject]@{ state = 'absent' } }
 $directory = [System.IO.Path]::Combine($root, $Key)
 if (-not [System.IO.Directory]::Exists($directory)) { return [pscustomobject]@{ state = 'absent' } }
 Confirm-SecureDirectory -Path $directory
 Get-JobStatus -Directory $directory -Key $Key
}
`,A$=`function Wait-OwnShell {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [powershell] $Shell,
  [Parameter(Mandatory = $true)] [int] $Seconds
 )
 $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; Failure = '' }
 $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
 $nothing.Complete()
 $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
 $watch = [System.Diagnostics.Stopwatch]::StartNew()
 $running = $Shell.BeginInvoke($nothing, $output)
 while (-not $running.AsyncWaitHandle.WaitOne(100) -and $watch.Elapsed.TotalSeconds -lt $Seconds) { Add-OwnOutput -Said $said -Output $output }
 $ended = 'overdue'
 $isLeft = $false
 if ($running.IsCompleted) {
  $ended = 'done'
  try { [void]$Shell.EndInvoke($running) }
  catch { $ended = 'failed'; $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }
 }
 else { $isLeft = -not $Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(5000) }
 Add-OwnOutput -Said $said -Output $output
 if ($said.Failure -eq '' -and $Shell.Streams.Error.Count -gt 0) { $said.Failure = [string]$Shell.Streams.Error[-1] }
 $code = $null
 if (-not $isLeft) { $code = $Shell.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE') }
 if ($null -ne $code) { $code = [long]$code }
 return [pscustomobject]@{ Said = $said; Ended = $ended; ExitCode = $code; IsLeft = $isLeft; Took = [long]$watch.ElapsedMilliseconds }
}
function Get-LastText {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Said)
 if ($Said.Last.Count -eq 0) { return $null }
 $text = [string]$Said.Last.ToArray()[-1]
 if ($text.Length -gt 4096) { return $text.Substring(0, 4096) }
 return $text
}
function Invoke-PatchringProbe {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [ValidatePattern('^[0-9a-f]{64}$')] [string] $Sha256,
  [Parameter(Mandatory = $true)] [string] $Text,
  [Parameter(Mandatory = $true)] [ValidateRange(1, 60)] [int] $Seconds
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 if ($null -ne $MyInvocation.MyCommand.Module) { Stop-Patchring -Code 'JOB_SCRIPT_REFUSED' -Message 'Only the functions of the installed module run here.' }
 $forbidden = Get-ScriptPolicy
 if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }
 $root = Open-JobRoot -Create
 $folder = [System.IO.Path]::Combine($root, '.probe-' + [guid]::NewGuid().ToString('N'))
 New-SecureDirectory -Path $folder
 $shell = $null
 $result = $null
 try {
  Confirm-SecureDirectory -Path $folder
  $path = [System.IO.Path]::Combine($folder, 'probe.ps1')
  [System.IO.File]::WriteAllText($path, $Text, [System.Text.UTF8Encoding]::new($false))
  if ((Get-FileDigest -Path $path) -ne $Sha256) { Stop-Patchring -Code 'PROBE_SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path) }
  [System.Environment]::SetEnvironmentVariable('PSExecutionPolicyPreference', 'RemoteSigned', 'Process')
  $shell = New-OwnShell -Path $path
  $result = Wait-OwnShell -Shell $shell -Seconds $Seconds
  [pscustomobject]@{ ended = $result.Ended; exitCode = $result.ExitCode; last = (Get-LastText -Said $result.Said); note = (Get-OwnNote -Said $result.Said); took = $result.Took }
 }
 finally {
  if ($null -ne $shell -and ($null -eq $result -or -not $result.IsLeft)) { $shell.Runspace.Dispose(); $shell.Dispose() }
  Remove-JobDirectory -Root $root -Directory $folder
 }
}
`,L$=`function Remove-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $root = Open-JobRoot
 $directory = ''
 if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }
 if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {
  Unregister-JobTask -Key $Key
  return [pscustomobject]@{ outcome = 'absent' }
 }
 Confirm-SecureDirectory -Path $directory
 $state = (Get-JobStatus -Directory $directory -Key $Key).state
 if ($state -eq 'queued' -or $state -eq 'running') { return [pscustomobject]@{ outcome = 'running' } }
 for ($attempt = 1; [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started')) -and (Test-JobAlive -Directory $directory); $attempt++) {
  if ($attempt -ge 25) { return [pscustomobject]@{ outcome = 'running' } }
  Wait-Moment -Milliseconds 200
 }
 Unregister-JobTask -Key $Key
 Remove-JobDirectory -Root $root -Directory $directory
 [pscustomobject]@{ outcome = 'removed' }
}
`,B$=`function Invoke-Shutdown {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Arguments)
 $start = [System.Diagnostics.ProcessStartInfo]::new([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'shutdown.exe'), $Arguments)
 $start.UseShellExecute = $false
 $start.CreateNoWindow = $true
 $process = [System.Diagnostics.Process]::Start($start)
 try {
  if (-not $process.WaitForExit(30000)) { Stop-Patchring -Code 'RESTART_REFUSED' -Message 'shutdown.exe did not answer within 30 seconds.' }
  return $process.ExitCode
 }
 finally { $process.Dispose() }
}
function Restart-PatchringMachine {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $IfStillOn,
  [Parameter(Mandatory = $true)] [string] $Reason
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $boot = (Get-BootIdentity).Id
 switch (Compare-BootIdentity -One $boot -Two $IfStillOn) {
  'other' { return [pscustomobject]@{ outcome = 'alreadyRestarted' } }
  'unknown' { Stop-Patchring -Code 'BOOT_UNCOMPARABLE' -Message ('This boot is {0}, and {1} was meant.' -f $boot, $IfStillOn) }
 }
 $comment = ('patchring: ' + $Reason) -replace '[^A-Za-z0-9 .,:;_()/-]', ' '
 if ($comment.Length -gt 400) { $comment = $comment.Substring(0, 400) }
 $arguments = '/r /t 5 /d p:2:18 /c "{0}"' -f $comment
 $code = Invoke-Shutdown -Arguments $arguments
 if ($code -eq 1190) {
  [void](Invoke-Shutdown -Arguments '/a')
  $code = Invoke-Shutdown -Arguments $arguments
 }
 if ($code -ne 0 -and $code -ne 1115) {
  Stop-Patchring -Code 'RESTART_REFUSED' -Message ('shutdown.exe ended with {0}.' -f $code)
 }
 [pscustomobject]@{ outcome = 'restarting' }
}
`,W$=`function Read-KeyProtectorId {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Volume,
  [Parameter(Mandatory = $true)] [int] $Kind
 )
 $answer = Invoke-CimMethod -InputObject $Volume -MethodName 'GetKeyProtectors' -Arguments @{ KeyProtectorType = [uint32]$Kind } -OperationTimeoutSec 60 -ErrorAction Stop
 if ($answer.ReturnValue -ne 0) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message ('GetKeyProtectors answered 0x{0:X8}.' -f $answer.ReturnValue) }
 return $answer.VolumeKeyProtectorID
}
function Get-BootProtector {
 [CmdletBinding()]
 param()
 if (-not (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\BDESVC')) { return }
 $query = "SELECT * FROM Win32_EncryptableVolume WHERE DriveLetter = '{0}'" -f $env:SystemDrive
 $kinds = [ordered]@{ '1' = 'tpm'; '2' = 'startupKey'; '4' = 'tpmAndPin'; '5' = 'tpmAndStartupKey'; '6' = 'tpmAndPinAndStartupKey'; '8' = 'passphrase'; '9' = 'networkUnlock' }
 foreach ($volume in Read-CimRow -Namespace 'root/CIMV2/Security/MicrosoftVolumeEncryption' -Query $query) {
  if ($volume.ProtectionStatus -eq 0) { continue }
  foreach ($kind in $kinds.Keys) {
   if (@(Read-KeyProtectorId -Volume $volume -Kind ([int]$kind)).Where({ $_ }).Count -gt 0) { $kinds[$kind] }
  }
 }
}
function Get-LoggedOnUser {
 [CmdletBinding()]
 param()
 $sessions = @(Read-CimRow -Query 'SELECT LogonId FROM Win32_LogonSession WHERE LogonType = 2 OR LogonType = 10 OR LogonType = 11 OR LogonType = 12' |
  ForEach-Object { [string]$_.LogonId })
 if ($sessions.Length -eq 0) { return }
 $names = @(Read-CimRow -Query 'SELECT * FROM Win32_LoggedOnUser' |
  Where-Object { $sessions -contains [string]$_.Dependent.LogonId } |
  Where-Object { $_.Antecedent.Name -notmatch '^(DWM|UMFD)-[0-9]+$' } |
  ForEach-Object { $_.Antecedent.Domain + '\\' + $_.Antecedent.Name })
 [System.Linq.Enumerable]::Distinct([string[]]$names)
}
function Get-RunningBackup {
 [CmdletBinding()]
 param()
 foreach ($service in Read-CimRow -Query "SELECT Name, State FROM Win32_Service WHERE Name = 'wbengine' OR Name = 'VSS'") {
  if ($service.State -ne 'Stopped') { [string]$service.Name }
 }
}
function Get-PatchringRestartReadiness {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $loggedOn = $null
 try { $loggedOn = [string[]]@(Get-LoggedOnUser) } catch { $unreadable.Add('logged-on users: ' + $_.Exception.Message) }
 $backups = $null
 try { $backups = [string[]]@(Get-RunningBackup) } catch { $unreadable.Add('running backups: ' + $_.Exception.Message) }
 $protectors = $null
 try { $protectors = [string[]]@(Get-BootProtector) } catch { $unreadable.Add('BitLocker: ' + $_.Exception.Message) }
 $shutdown = $null
 try { foreach ($at in Get-ShutdownAsked) { $shutdown = $at } } catch { $unreadable.Add('pending shutdown: ' + $_.Exception.Message) }
 [pscustomobject]@{
  loggedOn        = $loggedOn
  backups         = $backups
  bootProtectors  = $protectors
  shutdownAskedAt = $shutdown
  unreadable      = $unreadable.ToArray()
 }
}
`,x$=`function Invoke-RoleProbe {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Role,
  [Parameter(Mandatory = $true)] [string] $Probe,
  [Parameter(Mandatory = $true)] [scriptblock] $Look
 )
 try { $rows = @(& $Look) }
 catch {
  $inner = Get-InnermostException -Exception $_.Exception
  $outcome = 'unreadable'
  if ($inner -is [System.TimeoutException]) { $outcome = 'overdue' }
  return [pscustomobject]@{ role = $Role; probe = $Probe; item = ''; outcome = $outcome; detail = $inner.Message; value = $null }
 }
 foreach ($row in $rows) {
  $outcome = 'ok'
  if ($row.Said -ne '') { if ($row.IsBusy) { $outcome = 'busy' } else { $outcome = 'failed' } }
  [pscustomobject]@{ role = $Role; probe = $Probe; item = $row.Item; outcome = $outcome; detail = $row.Said; value = $row.Value }
 }
}
function Get-DomainControllerResult {
 [CmdletBinding()]
 param()
 $role = 'domain-controller'
 Invoke-RoleProbe -Role $role -Probe 'service' -Look { Get-ServiceProbe -Name 'NTDS', 'Kdc', 'Netlogon' }
 Invoke-RoleProbe -Role $role -Probe 'directory' -Look { Get-DirectoryProbe }
 Invoke-RoleProbe -Role $role -Probe 'kerberos' -Look { Get-PortProbe -Port 88 }
 Invoke-RoleProbe -Role $role -Probe 'shares' -Look { Get-DomainShareProbe }
 Invoke-RoleProbe -Role $role -Probe 'replication' -Look { Get-ReplicationProbe }
 Invoke-RoleProbe -Role $role -Probe 'network' -Look { Get-NetworkProfileProbe }
 Invoke-RoleProbe -Role $role -Probe 'lsass' -Look { Get-LsassProbe }
}
function Get-RoleResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Role)
 switch ($Role) {
  'domain-controller' { Get-DomainControllerResult }
  'dns' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DNS' }
   Invoke-RoleProbe -Role $Role -Probe 'query' -Look { Get-NameProbe }
  }
  'dhcp' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DHCPServer' }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 67 }
  }
  'iis' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WAS', 'W3SVC' }
   Invoke-RoleProbe -Role $Role -Probe 'web' -Look { Get-WebProbe }
  }
  'sql' { Invoke-RoleProbe -Role $Role -Probe 'instance' -Look { Get-SqlProbe } }
  'hyper-v' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'vmms' }
   Invoke-RoleProbe -Role $Role -Probe 'guests' -Look { Get-GuestProbe }
   Invoke-RoleProbe -Role $Role -Probe 'heartbeat' -Look { Get-HeartbeatProbe }
   Invoke-RoleProbe -Role $Role -Probe 'switches' -Look { Get-SwitchProbe }
  }
  'cluster' {
   if (-not (Test-ClusterMember)) { return }
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'ClusSvc' }
   Invoke-RoleProbe -Role $Role -Probe 'members' -Look { Get-ClusterProbe }
   Invoke-RoleProbe -Role $Role -Probe 'quorum' -Look { Get-QuorumProbe }
   Invoke-RoleProbe -Role $Role -Probe 'storage' -Look { Get-StorageProbe }
  }
  'rds-host' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'TermService' }
   Invoke-RoleProbe -Role $Role -Probe 'sessions' -Look { Get-SessionProbe }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port (Get-RemoteDesktopPort) }
  }
  'rds-broker' { Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'Tssdis' } }
  'dfs-replication' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DFSR' }
   Invoke-RoleProbe -Role $Role -Probe 'folders' -Look { Get-ReplicatedFolderProbe }
  }
  'nps' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'IAS' }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 1812 }
  }
  'msmq' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'MSMQ' }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port 1801 }
  }
  'wsus' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WsusService' }
   Invoke-RoleProbe -Role $Role -Probe 'health' -Look { Get-UpdateServerProbe }
  }
  'adcs' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'CertSvc' }
   Invoke-RoleProbe -Role $Role -Probe 'ping' -Look { Get-AuthorityProbe }
  }
 }
}
function Get-PatchringRoles {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $roles = @(Get-InstalledRole)
 $computer = @(Read-CimRow -Query 'SELECT DomainRole FROM Win32_ComputerSystem')[0]
 if ([int]$computer.DomainRole -ge 4) { $roles = @('domain-controller') + $roles }
 $results = @(foreach ($role in $roles) { Get-RoleResult -Role $role })
 $folders = @(Invoke-RoleProbe -Role 'file' -Probe 'shares' -Look { Get-ShareProbe -Type 0 })
 if ($folders.Length -gt 0) {
  $results += $folders + @(Invoke-RoleProbe -Role 'file' -Probe 'service' -Look { Get-ServiceProbe -Name 'LanmanServer' })
  $results += @(Invoke-RoleProbe -Role 'file' -Probe 'port' -Look { Get-PortProbe -Port 445 })
 }
 $printers = @(Invoke-RoleProbe -Role 'print' -Probe 'shares' -Look { Get-ShareProbe -Type 1 })
 if ($printers.Length -gt 0) { $results += $printers + @(Invoke-RoleProbe -Role 'print' -Probe 'service' -Look { Get-ServiceProbe -Name 'Spooler' }) }
 [pscustomobject]@{ results = [object[]]$results }
}
`,U$=`function Get-ScriptText {
 [CmdletBinding()]
 param()
 $tree = $MyInvocation.MyCommand.ScriptBlock.Ast
 while ($null -ne $tree.Parent) { $tree = $tree.Parent }
 return $tree.Extent.Text
}
function New-JobDirectory {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Root,
  [Parameter(Mandatory = $true)] [string] $Key,
  [Parameter(Mandatory = $true)] [psobject] $Work,
  [Parameter()] [AllowEmptyCollection()] [string[]] $Script = @()
 )
 $fresh = [System.IO.Path]::Combine($Root, '.new-' + [guid]::NewGuid().ToString('N'))
 New-SecureDirectory -Path $fresh
 try {
  $text = (Get-ScriptText) + "\`r\`nInvoke-PatchringJob -Directory \`$PSScriptRoot\`r\`n"
  [System.IO.File]::WriteAllText([System.IO.Path]::Combine($fresh, 'job.ps1'), $text, [System.Text.Encoding]::ASCII)
  foreach ($line in $Script) {
   $role, $null, $content = $line.Split([char[]]'|', 3)
   [System.IO.File]::WriteAllText([System.IO.Path]::Combine($fresh, $role + '.ps1'), $content, [System.Text.UTF8Encoding]::new($false))
  }
  Write-JobFile -Path ([System.IO.Path]::Combine($fresh, 'parameters.xml')) -Value $Work
  $directory = [System.IO.Path]::Combine($Root, $Key)
  try { [System.IO.Directory]::Move($fresh, $directory) }
  catch [System.IO.IOException] { if (-not [System.IO.Directory]::Exists($directory)) { throw } }
 }
 finally { if ([System.IO.Directory]::Exists($fresh)) { [System.IO.Directory]::Delete($fresh, $true) } }
}
function Confirm-OwnScript {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Kind,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Update,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Script
 )
 if ($null -ne $MyInvocation.MyCommand.Module) { Stop-Patchring -Code 'JOB_SCRIPT_REFUSED' -Message 'Only the jobs of the installed module run here.' }
 $roles = @($Script | ForEach-Object { $_.Split('|')[0] }) -join ','
 $needed = 'run,detect'
 if ($Kind -eq 'detect') { $needed = 'detect' }
 if ($roles -ne $needed -or ($Kind -ne 'detect' -and $Update.Length -ne 1)) {
  Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('Work of kind {0} needs the scripts {1}.' -f $Kind, $needed)
 }
}
function Clear-JobRemnant {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Root)
 foreach ($path in [System.IO.Directory]::GetDirectories($Root, '.*')) {
  if ([System.IO.Directory]::GetCreationTimeUtc($path) -gt [datetime]::UtcNow.AddDays(-1)) { continue }
  try { [System.IO.Directory]::Delete($path, $true) }
  catch { $PSCmdlet.WriteWarning($path + ' cannot be deleted: ' + $_.Exception.Message) }
 }
}
function Start-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key,
  [Parameter(Mandatory = $true)] [ValidateSet('scan', 'stage', 'install', 'packages', 'detect', 'script', 'removal', 'uninstall', 'hide', 'drain', 'resume')] [string] $Kind,
  [Parameter()] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source = 'machine',
  [Parameter()] [bool] $OverrideWsus = $false,
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}$')] [string[]] $Update = @(),
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\\|KB[0-9]{5,8}\\|[0-9a-f]{64}\\|[^|"<>*?]{2,400}[\\\\/][^|"<>*?:\\\\/]+\\.(msu|cab)$')] [string[]] $Package = @(),
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\\|[0-9a-f]{64}\\|[^|"<>*?]{2,400}[\\\\/][^|"<>*?:\\\\/]+\\.(msu|cab)$')] [string[]] $Prerequisite = @(),
  [Parameter()] [ValidatePattern('^(run|detect)\\|[0-9a-f]{64}\\|')] [string[]] $Script = @(),
  [Parameter()] [string[]] $PackagesBefore = @(),
  [Parameter()] [string[]] $Kb = @(),
  [Parameter()] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string[]] $Drain = @()
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 if (('stage', 'install', 'hide' -contains $Kind) -and $Update.Length -eq 0 -and ($Kind -ne 'stage' -or $Package.Length -eq 0)) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('Work of kind {0} needs updates.' -f $Kind) }
 if ($Kind -eq 'packages' -and $Package.Length -eq 0) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'Work of kind packages needs packages.' }
 if ('detect', 'script', 'removal' -contains $Kind) { Confirm-OwnScript -Kind $Kind -Update $Update -Script $Script }
 if ($Kind -eq 'uninstall' -and $PackagesBefore.Length -eq 0) {
  Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'An uninstall needs the packages recorded before the install: without them everything would go.'
 }
 if ($Kind -eq 'resume' -and $Drain.Length -eq 0) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'Work of kind resume needs drains.' }
 $root = Open-JobRoot -Create
 $directory = [System.IO.Path]::Combine($root, $Key)
 if (-not [System.IO.Directory]::Exists($directory)) {
  $forbidden = Get-ScriptPolicy
  if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }
  Clear-JobRemnant -Root $root
  $digests = [string[]]@(foreach ($line in $Script) { $line.Split([char[]]'|', 3)[0..1] -join '|' })
  $work = [pscustomobject]@{ Kind = $Kind; Source = $Source; OverrideWsus = $OverrideWsus; Update = $Update; Package = $Package; Prerequisite = $Prerequisite; Script = $digests; PackagesBefore = $PackagesBefore; Kb = $Kb; Drain = $Drain }
  New-JobDirectory -Root $root -Key $Key -Work $work -Script $Script
 }
 Confirm-SecureDirectory -Path $directory
 $known = Read-JobFile -Path ([System.IO.Path]::Combine($directory, 'parameters.xml'))
 if ($known.Kind -ne $Kind) { Stop-Patchring -Code 'JOB_KEY_REUSED' -Message ('The key {0} belongs to work of kind {1}.' -f $Key, $known.Kind) }
 $status = Get-JobStatus -Directory $directory -Key $Key
 if ($status.state -ne 'lost' -or [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started'))) { return $status }
 Register-JobTask -Key $Key -Script ([System.IO.Path]::Combine($directory, 'job.ps1'))
 Start-JobTask -Key $Key
 Get-JobStatus -Directory $directory -Key $Key
}
`,G$=`function Get-PatchringVersion {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 [pscustomobject]@{ version = 9 }
}
`,fn=9,F$=[u$,g$,S$,m$,d$,f$,i$,k$,p$,$$,P$,y$,l$,N$,c$,R$,h$,b$,w$,s$,v$],j$=[e$,n$,o$,Xf,t$,r$,a$,Zf,Yf],K$=[O$,C$,T$,M$,x$,D$,I$,A$,U$,_$,E$,L$,B$,W$,G$],H$=[...F$,...K$,...j$];function q$(e){return e.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm,"").split(`
`).map(t=>t.trimEnd()).filter(t=>t!==""&&!/^[ \t]*#/.test(t)).map(t=>t.replace(/^(?: {4})+/,n=>" ".repeat(n.length/4))).map(t=>`${t}
`).join("")}a(q$,"withoutComments");function V$(e){const t=e.flatMap(r=>[...q$(r).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]),n=new Set(t.map(([,r=""])=>r));return new Map(t.map(([r,o=""])=>{const i=new Set(r.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));return[o,{name:o,text:r,needs:[...i].filter(s=>s!==o&&n.has(s))}]}))}a(V$,"functionsOf");var $n=V$(H$);function Ra(e){const t=new Set,n=[...e];for(let r=n.pop();r!==void 0;r=n.pop())t.has(r)||(t.add(r),n.push(...$n.get(r)?.needs??[]));return[...$n.keys()].filter(r=>t.has(r))}a(Ra,"functionsFor");function J$(e){return`# patchring: functions of update rollout ${e.replaceAll(/[^A-Za-z0-9._-]/g,"-").slice(0,100)||"without-name"}, script version ${fn}. This text only defines them; each call names one.
`}a(J$,"headerOf");var Pa="Get-ScriptText";function z$(e,t,n=new Set){const r=Ra(e),o=r.includes(Pa)&&!n.has(Pa);return J$(t)+r.filter(i=>o||!n.has(i)).map(i=>$n.get(i)?.text??"").join("")}a(z$,"scriptFor");var Q$="# patchring: functions and calls of them";function Y$(e){return[{text:e,isScript:!0,useLocalScope:!1,arguments:[]}]}a(Y$,"scriptOf");function Z$({stated:e,parameters:t}){const n=Object.entries(t).flatMap(([r,o])=>o===void 0?[]:[{name:r,value:o}]);return[{text:e.command,isScript:!1,arguments:n}]}a(Z$,"statementOf");async function X$(e,t,n){const r=n===""?[]:[Q$,n].map(Y$),o=t.reduce((i,{stated:s})=>i+s.timeout,0);try{const i=[...r,...t.map(Z$)];return{result:await e.run({statements:i,noInput:!0},{timeout:o}),error:void 0}}catch(i){if(!(i instanceof $)||i.code!=="WINRM_PIPELINE_FAILED")throw i;const{result:s}=i.detail;return{result:s??{output:[],errors:[]},error:i}}}a(X$,"run");async function pn(e,t,n){const{result:r,error:o}=await X$(e,t,n),{output:i,errors:s}=r,[c,d]=t;if(c===void 0)return[];if(d===void 0&&o===void 0){const[l]=s;return[i.length===0&&l!==void 0?{ok:!1,failure:da(l),arrived:"maybe"}:la(c.stated,r)]}const u=t.slice(0,i.length).map(({stated:l},m)=>la(l,{output:i.slice(m,m+1)}));return o!==void 0&&i.length<t.length?[...u,{ok:!1,failure:vt(o),arrived:"maybe"}]:i.length===t.length?u:await pn(e,t.slice(0,1),n)}a(pn,"runTogether");async function ep(e){const[t]=await pn(e,[{stated:ba,parameters:{}}],"");if(t===void 0)throw new RangeError("one call has one answer");if(!t.ok){const{failure:o}=t;return o.code!=="WINDOWS_COMMAND_MISSING"?t:{...t,failure:B("WINDOWS_JEA_FUNCTIONS_MISSING",{cause:o.cause??o.message})}}const n=t.value.version;if(n===fn)return{ok:!0,value:n};const r=`installed is version ${n}, called is version ${fn}`;return{ok:!1,failure:B("WINDOWS_JEA_VERSION_MISMATCHED",{cause:r}),arrived:"no"}}a(ep,"readVersion");var tp=3e5,np=new Set(["WINRM_SHELL_GONE","WINRM_CONNECTION_LOST"]),rp=class{static{a(this,"PoolCalls")}#e;#t;#n=!1;constructor(e){this.#e=e}get hasPool(){return this.#t!==void 0}async serve(e){const t=this.#t!==void 0,n=await this.#r(e),r=n.findIndex(o=>!o.ok&&np.has(o.failure.code));return!t||r<0?n:[...n.slice(0,r),...await this.#r(e.slice(r))]}close(){const e=this.#t?.pool.close();return this.#t=void 0,e}forget(){this.#t=void 0,this.#n=!1}async#r(e){const t=[];for(;t.length<e.length;){const r=e.slice(t.length),o=await this.#o(r);o.ok?t.push(...o.value):t.push(...r.map(()=>o))}const{machine:n}=this.#e;return t.map((r,o)=>{const i=e[o]?.stated.command??"";return r.ok?r:{...r,failure:{...r.failure,machine:n,phase:i}}})}async#o(e){const t=e.map(({stated:m})=>m.command),[n=""]=t,r=await this.#i(n);if(!r.ok)return{...r,arrived:"no"};const{pool:o,defined:i,isInstalled:s}=r.value,{poolName:c}=this.#e,d=Ra(t),u=s||d.every(m=>i.has(m))?"":z$(t,c,i),l=await this.#e.attempt(n,()=>pn(o,e,u));if(l.ok&&l.value.some(({ok:m})=>m))for(const m of d)i.add(m);return l}async#i(e){const t=await this.#a(e);if(!t.ok||!t.value.isInstalled||this.#n)return t;const n=await this.#e.attempt(e,()=>ep(t.value.pool)),r=n.ok?n.value:n;return r.ok?(this.#n=!0,t):r}async#a(e){if(this.#t!==void 0)return{ok:!0,value:this.#t};const{poolName:t,attempt:n}=this.#e,r=await n(e,async(o,{configurationName:i})=>{const s={name:t,idleTimeout:tp},c=i===void 0?{}:{configurationName:i};return{pool:await o.openPool({...s,...c}),defined:new Set,isInstalled:i!==void 0}});return r.ok&&(this.#t=r.value),r}},op=new Set(["WINRM_PIPELINE_FAILED","WINRM_USAGE_INVALID"]);function gn(e,t){return"refusedBy"in e?t(e.refusedBy):e.value}a(gn,"outcomeOf");function ap(e){return e instanceof $?er.has(e.code)?"refused":e.code==="WINRM_ACCESS_DENIED"||e.detail.fault!==void 0?"accepted":"unknown":"unknown"}a(ap,"judge");var ip=class{static{a(this,"Visit")}#e;#t;#n;#r;#o=Promise.resolve();#i=new Set;constructor(e){this.#e=e;const{machine:t,poolName:n}=e;this.#n=new rp({machine:t,poolName:n,attempt:a((r,o)=>this.#s(r,o),"attempt")})}get machine(){return this.#e.machine}get hasPool(){return this.#n.hasPool}call(e,t){const n=this.#r??this.#a(),r=n.calls.push({stated:e,parameters:t})-1;return n.answers.then(o=>o[r])}ask(e,t){return this.#h(()=>this.#s(e,t))}closePool(){return this.#h(async()=>this.#m())}close(){return this.#h(async()=>{this.#l(),await Promise.all(this.#i)})}#a(){const e=[],t=this.#h(()=>(this.#r===n&&(this.#r=void 0),this.#n.serve(e))),n={calls:e,answers:t};return this.#r=n,n}async#s(e,t){const{machine:n,guard:r}=this.#e;let o;try{o=this.#u()}catch(l){return{ok:!1,failure:{...vt(l),machine:n,phase:e},arrived:"no"}}const{session:i,connection:s,subjects:c}=o,d=a(()=>this.#c(e,()=>t(i,s)),"run2");if(o.isProved){const{judgement:l,value:m}=await d();if(l==="refused")for(const f of c)r.note(f,l);return m}const u=await this.#d(e,o,d);if(u.ok){o.isProved=!0;const{mechanism:l="",fallback:m}=i.authentication??{};m!==void 0&&this.#e.onFallback?.({machine:n,mechanism:l,...m})}return u}async#d(e,t,n){const{machine:r,guard:o}=this.#e,{credential:i,prepare:s}=t.connection,c=a(l=>{s!==void 0&&this.#l();const m=`refused by ${l.join(", ")}`;return{ok:!1,failure:B("CREDENTIAL_WITHHELD",{machine:r,phase:e,cause:m}),arrived:"no"}},"withheld"),d={credential:i,machine:r,isSource:s!==void 0},u=o.refusalsOf(d);if(u!==void 0)return c(u);if(t.subjects=[d],s===void 0)return gn(await o.run(d,n),c);try{const l={credential:`account ${await s()}`,machine:r};t.subjects=[d,l];const m=a(async()=>{let f="unknown";const p=a(async()=>{const v=await n();return f=v.judgement,v},"judged"),w=gn(await o.run(l,p),c);return{judgement:f,value:w}},"inner");return gn(await o.run(d,m),c)}catch(l){if(!(l instanceof A))throw l;return{ok:!1,failure:{...vt(l),machine:r,phase:e},arrived:"no"}}}async#c(e,t){try{return{judgement:"accepted",value:{ok:!0,value:await t()}}}catch(n){const r=ap(n),o=vt(n),c={...r==="refused"&&this.#t?.connection.prepare!==void 0?B("CREDENTIAL_ANSWER_REJECTED",{cause:`${o.code}: ${o.message}`}):o,machine:this.#e.machine,phase:e};return n instanceof $&&n.detail.fault!==void 0?this.#m():n instanceof $&&op.has(n.code)||this.#l(),{judgement:r,value:{ok:!1,failure:c,arrived:"maybe"}}}}#u(){if(this.#t!==void 0)return this.#t;const e=this.#e.connection();return this.#t={session:this.#e.connect(e.options),connection:e,isProved:!1,subjects:[]},this.#t}#l(){this.#p(this.#t?.session.close()),this.#t=void 0,this.#n.forget()}#m(){this.#p(this.#n.close())}#p(e){e!==void 0&&(this.#i.add(e),e.then(()=>this.#i.delete(e)))}#h(e){this.#r=void 0;const t=this.#o.then(e,e);return this.#o=t.catch(()=>{}),t}},sp=class{static{a(this,"WindowsFleet")}#e;#t=new ff;#n=new Map;constructor(e){this.#e=e}machine(e){const t=e.name.toLowerCase(),n=this.#n.get(t);if(n!==void 0)return n;const r=new _f(this.#r(e,this.#e.onFallback));return this.#n.set(t,r),r}async preflight(e){const t=this.#r(e);try{return await Qf(t)}finally{await t.close()}}async close(){await Promise.all([...this.#n.values()].map(e=>e.release()))}#r(e,t){const{connectionOf:n,name:r,connect:o=mf}=this.#e,i=a(()=>n(e),"connection"),{name:s}=e;return new ip({machine:s,connection:i,guard:this.#t,connect:o,poolName:r,onFallback:t})}};import{readFileSync as cp}from"node:fs";import{resolve as Na}from"node:path";var yn=g().regex(/^[^=\s]+=.+$/,"write a label as key=value, for example ring=pilot");function wn(e,t){const n=t.indexOf("=");return e.labels[t.slice(0,n)]===t.slice(n+1)}a(wn,"hasLabel");var dp=/^\$(?:(PATCHRING_[A-Z0-9_]+)|\{(PATCHRING_[A-Z0-9_]+)\})$/;function ae(e){const t=dp.exec(e);return t?.[1]??t?.[2]}a(ae,"variableOf");function $e(e,t){const n=ae(e);return n===void 0?e:t[n]??""}a($e,"expand");var up=["kerberos","negotiate","ntlm","certificate","basic"],lp="CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate",Ca=S(["https","http-sealed"]),Ea=S(up,{error:a(({input:e})=>typeof e=="string"&&e.toLowerCase()==="credssp"?lp:void 0,"error")}),Ia="https (validated), or http-sealed: plain HTTP whose every message is sealed by the authentication.",Oa="How to log on: kerberos, negotiate (Kerberos in SPNEGO), ntlm, certificate, basic; the last two only over https. ntlm is the default because it needs nothing on the runner, and is bound to the TLS channel or seals; kerberos proves the machine too.",Ma={ca:g().min(1).optional().describe("PEM file with the CA that issued the machines’ certificates, beside the policy."),pin:g().regex(/^([0-9A-Fa-f]{2}:?){32}$/,"a pin is the SHA-256 of the certificate: 64 hexadecimal digits").optional().describe("SHA-256 of the one certificate that is accepted, whoever issued it."),port:_().min(1).max(65535).optional().describe("Port where it is not 5986 (https) or 5985 (http-sealed); a machine’s own port goes first."),ntlmFallback:re().optional().describe("With negotiate: NTLM where Kerberos cannot be used, which is then said; never when left out."),spn:g().regex(/^(?:HTTP|WSMAN|HOST|[\w.-]+\/[\w.:@/-]+)$/,"write HTTP, WSMAN, HOST or a whole name as service/name").optional().describe("With kerberos and negotiate: class of the service, or a whole service/name; HOST when left out."),interpreter:g().min(1).optional().describe("With kerberos and negotiate: PowerShell 7.3 or later; $PATCHRING_PWSH goes first; pwsh when left out."),via:g().min(1).optional().describe("Jump host: socks5://host:port, or socks5://$PATCHRING_JUMP_USER:$PATCHRING_JUMP_PASSWORD@host:port."),configuration:g().regex(/^[\w.-]{1,128}$/,"a session configuration is named by letters, digits, dots, hyphens and underscores").optional().describe("Session configuration with the functions that `jea` writes: nothing but typed calls of them is sent there; else Microsoft.PowerShell.")},mp=h({match:yn.describe("Label of the machines that this entry is for."),transport:Ca.optional().describe(Ia),auth:Ea.optional().describe(Oa),...Ma}),hp=h({transport:Ca.default("https").describe(Ia),auth:Ea.default("ntlm").describe(Oa),...Ma,for:b(mp).default([]).describe("Settings that are others for machines of a label; the first entry that matches counts.")});function Ce(e){return e==="kerberos"||e==="negotiate"}a(Ce,"asksKerberos");function fp({for:e},t){const n=e.findIndex(({match:r})=>wn(t,r));return n===-1?void 0:n}a(fp,"entryFor");function vn(e,t,n={}){const r=t===void 0?void 0:e.for[t],o=a(u=>r?.[u]??e[u],"said"),i=n.transport??r?.transport??e.transport,s=n.auth??r?.auth??e.auth,c=i==="https",d=Ce(s);return{transport:i,auth:s,ca:c?o("ca"):void 0,pin:c?n.pin??o("pin"):void 0,port:n.port??o("port"),ntlmFallback:s==="negotiate"&&o("ntlmFallback")===!0,spn:d?o("spn"):void 0,interpreter:d?o("interpreter"):void 0,via:o("via"),configuration:n.configuration??o("configuration")}}a(vn,"wayOf");var $p=/^socks5:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][\w.-]*)(?::([0-9]{1,5}))?)\/?$/;function bt(e){const[,t,n,r,o="1080"]=$p.exec(e)??[];if(!(r===void 0||Number(o)<1||Number(o)>65535)&&URL.canParse(`socks5://${r}`))return{user:t,password:n,place:r}}a(bt,"jumpOf");function pp(e){const{user:t,password:n}=(e===void 0?void 0:bt(e))??{};return[t,n].flatMap(r=>r===void 0?[]:ae(r)??[])}a(pp,"variablesOfJump");var gp=h({match:yn.optional().describe("Label of the machines that use this credential; only `default` has none."),username:g().min(1).optional().describe("User name, or the environment variable that holds it: $PATCHRING_USERNAME."),password:g().min(1).optional().describe("The environment variable that holds the password: $PATCHRING_PASSWORD; never the password."),exec:b(g().min(1)).min(1).optional().describe('Command and arguments, run without a shell in the policy’s folder at each logon; {machine} is the machine’s name. It prints { "username": …, "password": … } as JSON within 20 seconds.'),certificate:g().min(1).optional().describe("Client certificate for auth: certificate; a PEM file, or the variable PATCHRING_* that holds or names it."),key:g().min(1).optional().describe("Its private key; a PEM file, or the variable PATCHRING_* that holds or names it."),passphrase:g().min(1).optional().describe("The environment variable that holds the passphrase of the key: $PATCHRING_PASSPHRASE."),sso:y(!0,{error:"write true, or leave it out"}).optional().describe("Single sign-on with kerberos and negotiate: whoever runs patchring, by ticket, keytab or Windows logon.")}),Ta={password:["username","password"],exec:["exec"],certificate:["certificate","key","passphrase"],sso:["sso"]};function yp(e){const{username:t,password:n,exec:r,certificate:o,key:i,passphrase:s,sso:c}=e;if(Object.values(Ta).filter(u=>u.some(l=>e[l]!==void 0)).length===1){if(t!==void 0&&n!==void 0)return{kind:"password",username:t,password:n};if(r!==void 0)return{kind:"exec",command:r};if(c!==void 0)return{kind:"sso"};if(!(o===void 0||i===void 0))return{kind:"certificate",certificate:o,key:i,...s===void 0?{}:{passphrase:s}}}}a(yp,"formOf");function wp(e){return e==="certificate"?{kind:"certificate",certificate:"$PATCHRING_CLIENT_CERTIFICATE",key:"$PATCHRING_CLIENT_KEY"}:{kind:"password",username:"$PATCHRING_USERNAME",password:"$PATCHRING_PASSWORD"}}a(wp,"usualForm");function vp(e){return e.kind==="password"?[e.username,e.password]:e.kind!=="certificate"?[]:[e.certificate,e.key,...e.passphrase===void 0?[]:[e.passphrase]]}a(vp,"textsOf");function Da(e,t){const n=Object.entries(e),r=n.find(([,{match:o}])=>o!==void 0&&wn(t,o));return r!==void 0?r[0]:e.default!==void 0||n.length===0?"default":void 0}a(Da,"credentialFor");function St({connection:e,credentials:t},n,r={}){const o=fp(e,n),i=vn(e,o,r),s=Da(t,n);if(s===void 0)return;const c=t[s],d=c===void 0?wp(i.auth):yp(c);return d===void 0?void 0:{entry:o,way:i,label:s,form:d}}a(St,"logonFor");function bp(e,t){const n=new Map,r=a((o,i,s="")=>{if(t[o]||n.has(o))return;const c=`the environment variable ${o} is not set; ${i} needs it`,d=`Set ${o} from a secret of the pipeline${s}.`;n.set(o,N("CREDENTIAL_MISSING",c,{next:d}))},"need");for(const{way:o,label:i,form:s}of e){const c=Ce(o.auth)?`, or write credentials: { ${i}: { sso: true } } to log on as whoever runs patchring`:"";for(const d of vp(s)){const u=ae(d);u!==void 0&&r(u,`credentials.${i}`,c)}for(const d of pp(o.via))r(d,"connection.via")}return[...n.values()]}a(bp,"missingVariables");function kt(e){return e.map((t,n)=>typeof t=="number"?`[${t}]`:`${n===0?"":"."}${String(t)}`).join("")}a(kt,"formatPath");function Sp(e,t){const n=Ls(e,t);return n===void 0?"":`; did you mean "${n}"?`}a(Sp,"suggestion");function Q(e,t,n){return{code:e,file:"policy",path:t,message:n}}a(Q,"fault");function kp(e){return e.length<=3?e.join(", "):`${e.slice(0,3).join(", ")} and ${e.length-3} more`}a(kp,"named");function bn({policy:e},t){return Object.entries(e.credentials).flatMap(([n,r])=>{const o=r[t];return o===void 0?[]:[{path:["credentials",n,t],value:o}]})}a(bn,"valuesOf");function _a(e,t,n){const r=`${t} stands in the file: write $${n} here, set that variable from a secret of the pipeline, and change the ${t.replace(/^an? /,"")}, which others may have read`;return Q("POLICY_SECRET_FOUND",e,r)}a(_a,"secretFault");var Rp=a(e=>[...["password","passphrase"].flatMap(t=>bn(e,t).flatMap(({path:n,value:r})=>{if(ae(r)!==void 0)return[];const o=`PATCHRING_${t.toUpperCase()}`;return[r.startsWith("$")?Aa(n,o):_a(n,`a ${t}`,o)]})),...bn(e,"key").filter(({value:t})=>t.includes("-----BEGIN")).map(({path:t})=>_a(t,"a private key","PATCHRING_CLIENT_KEY"))],"noSecrets"),Pp=a(e=>["username","certificate","key"].flatMap(t=>bn(e,t).flatMap(({path:n,value:r})=>!r.startsWith("$")&&!r.includes("${")||ae(r)!==void 0?[]:[Aa(n,`PATCHRING_${t==="username"?"USERNAME":`CLIENT_${t.toUpperCase()}`}`)])),"onlyOurVariables");function Aa(e,t){const n=`only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${t}`;return Q("POLICY_VARIABLE_REFUSED",e,n)}a(Aa,"refusedVariable");var La="username with password, exec (a command that answers for each machine), certificate with key, or sso: true",Np=a(({policy:e})=>Object.entries(e.credentials).flatMap(([t,n])=>{const r=["credentials",t],o=a(l=>[Q("POLICY_CREDENTIAL_UNCLEAR",r,l)],"refuse3"),i=Object.values(Ta).flatMap(l=>{const m=l.filter(f=>n[f]!==void 0);return m.length===0?[]:[{keys:l,found:m}]}),[s,c]=i;if(s===void 0)return o(`credentials.${t} does not say who logs on: write ${La}`);if(c!==void 0){const[l,m]=[s,c].map(({found:f})=>kt([...r,f[0]??""]));return o(`${l} and ${m} say in two ways who logs on: keep one of ${La}`)}return s.keys.slice(0,2).filter(l=>n[l]===void 0).flatMap(l=>o(`${kt([...r,s.found[0]??""])} needs ${l} beside it`))}),"oneForm"),Cp=a(({policy:e})=>Object.entries(e.credentials).flatMap(([t,{exec:n=[]}])=>n.flatMap((r,o)=>{const i=["credentials",t,"exec",o];if(r.startsWith("$"))return[Q("POLICY_VARIABLE_REFUSED",i,"nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment")];if(o===0&&r.includes("{machine}"))return[Q("POLICY_CREDENTIAL_UNCLEAR",i,"the command itself is the same for every machine: write {machine} among its arguments")];const s=/\{(?!machine\})[A-Za-z]+\}/.exec(r)?.[0];return s===void 0?[]:[Q("POLICY_CREDENTIAL_UNCLEAR",i,`${s} stands for nothing here: {machine} is the name of the machine, and there is no other`)]})),"commandsFit"),Ep=a(({policy:{credentials:e},machines:t})=>{const n=Object.entries(e).flatMap(([i,{match:s}])=>{const c=["credentials",i];if(i==="default"&&s!==void 0)return[Q("POLICY_CREDENTIAL_INVALID",[...c,"match"],"credentials.default is for all other machines: take match out, or rename it")];if(i!=="default"&&s===void 0){const d=`credentials.${i} does not say for which machines it is: add match: key=value, or call it default`;return[Q("POLICY_CREDENTIAL_INVALID",c,d)]}return[]});if(n.length>0)return n;const r=t.find(({entry:i})=>Da(e,i)===void 0);if(r===void 0)return[];const o=`no credential matches ${r.entry.name}: add credentials.default, or a credential that matches one of its labels`;return[Q("POLICY_CREDENTIAL_INVALID",["credentials"],o)]},"everybodyHasOne");function Sn({way:{auth:e,ntlmFallback:t},form:{kind:n}}){if(e==="certificate"&&n!=="certificate")return"this authentication needs certificate and key";if(n==="certificate"&&e!=="certificate")return"a client certificate is for auth: certificate";if(n==="sso")return Ce(e)?t?"NTLM needs a user and a password, so ntlmFallback could never be used":void 0:"sso is for auth: kerberos and auth: negotiate"}a(Sn,"whyUnfit");var Ip=a(({policy:e,machines:t})=>{const n=new Set;return t.flatMap(({entry:r})=>{const o=St(e,r),i=o===void 0?void 0:Sn(o);if(o===void 0||i===void 0)return[];const{label:s,entry:c,way:d}=o,u=JSON.stringify([s,c]);if(n.has(u))return[];n.add(u);const l=c!==void 0&&e.connection.for[c]?.auth!==void 0,m=kt(l?["connection","for",c,"auth"]:["connection","auth"]),f=`credentials.${s} is for ${r.name}, where ${m} is ${d.auth}: ${i}`;return[Q("POLICY_CREDENTIAL_INVALID",["credentials",s],f)]})},"logonsFit"),Op=[Rp,Pp,Np,Cp,Ep,Ip];import{readFileSync as Mp}from"node:fs";import{resolve as Tp}from"node:path";var Ba=2e4,Wa=65536,Dp=Ct({username:g().min(1).max(512),password:g().min(1).max(4096)}),xa={username:"",password:a(()=>"","password")};function _p(e,t,n,r){const{env:o}=r;switch(e.kind){case"password":return{credentials:{username:$e(e.username,o),password:a(()=>$e(e.password,o),"password")}};case"certificate":return{credentials:xa,clientCertificate:a(()=>Ua(e,t,r),"clientCertificate")};case"sso":return{credentials:xa};case"exec":return Lp(()=>Wp(e.command,t,n,r),n)}}a(_p,"accountFor");function Ap({form:e,way:t},{env:n,secret:r}){const{password:o}=(t.via===void 0?void 0:bt(t.via))??{},i=e.kind==="password"?e.password:e.kind==="certificate"?e.passphrase:void 0;for(const s of[o,i]){const c=s===void 0?"":$e(s,n);c!==""&&r(c)}}a(Ap,"maskSecrets");function Ua(e,t,n){const r=Ga(e.key,`credentials.${t}.key`,n);n.secret(r);const o=Ga(e.certificate,`credentials.${t}.certificate`,n),i=e.passphrase===void 0?void 0:$e(e.passphrase,n.env);return{cert:o,key:r,...i===void 0?{}:{passphrase:i}}}a(Ua,"readCertificate");function Ga(e,t,{directory:n,env:r}){const o=$e(e,r);if(o.includes("-----BEGIN "))return o;const i=ae(e),s=i===void 0?Tp(n,o):o,c=i===void 0?`the file ${s}`:`what ${i} holds or names`,d=a(l=>new A([N("CREDENTIAL_FILE_UNREADABLE",`${t}: ${c} ${l}`)]),"refuse3");let u;try{u=Mp(s,"utf8")}catch(l){const m=l instanceof Error&&"code"in l&&l.code==="ENOENT";throw d(m?"is not there":"cannot be read")}if(u.includes("-----BEGIN "))return u;throw d("is no PEM")}a(Ga,"pemOf");function Lp(e,t){let n;return{async prepare(){return n=await e(),Bp(n.username,t.name)},async credentials(){const{username:r,password:o}=n??await e();return n=void 0,{username:r,password:a(()=>o,"password")}}}}a(Lp,"byCommand");function Bp(e,t){const n=e.toLowerCase(),[r=""]=t.toLowerCase().split("."),[o="",i=""]=n.includes("\\")?n.split("\\"):["",n];return["",".",r,t.toLowerCase()].includes(o)&&!i.includes("@")?`${t.toLowerCase()}\\${i}`:n}a(Bp,"nameOfAccount");async function Wp(e,t,n,{directory:r,secret:o,signal:i}){const s=e.map(d=>d.replaceAll("{machine}",n.name)),c=await mt({command:s,directory:r,timeout:Ba,limit:Wa,signal:i});if(c.kind==="done"){const d=xp(c.output);if(d!==void 0)return o(d.password),d}throw new A([{...Up(c,`credentials.${t}.exec`),machine:n.name}])}a(Wp,"askCommand2");function xp(e){try{return Dp.safeParse(JSON.parse(e)).data}catch{return}}a(xp,"answerIn");function Up(e,t){switch(e.kind){case"missing":return N("CREDENTIAL_COMMAND_MISSING",`the command of ${t} cannot be started (${e.why})`);case"failed":return N("CREDENTIAL_COMMAND_FAILED",`the command of ${t} failed (${e.how})`,{retryable:!0});case"overdue":return N("CREDENTIAL_COMMAND_OVERDUE",`the command of ${t} took more than ${Ba/1e3} s`,{retryable:!0});case"aborted":return N("CREDENTIAL_COMMAND_FAILED",`the command of ${t} was ended, because the run is`);case"tooLong":return N("CREDENTIAL_ANSWER_TOO_LARGE",`the command of ${t} said more than ${Wa} characters`);case"done":return N("CREDENTIAL_ANSWER_INVALID",`the command of ${t} did not answer with { "username": …, "password": … }`)}}a(Up,"failureOfEnd");var Gp=/^([0-9A-Fa-f]{2}:?){32}$/;function Fp({transport:e,auth:t,port:n,pin:r,configuration:o}){return Object.fromEntries(Object.entries({transport:e,auth:t,port:n,pin:r,configuration:o}).filter(([,i])=>i!==void 0))}a(Fp,"givenIn");function jp(e,t,n){const r=[],o=a((f,p)=>{r.push(N("ARGUMENT_INVALID",f,{next:p}))},"refuse3"),{ca:i,pin:s,port:c,configuration:d}=e,u=[n,...t.map(({way:f})=>f)].some(({transport:f})=>f==="https");(i??s)!==void 0&&!u&&o("ca and pin mean nothing without HTTPS, and the transport is http-sealed.","Leave them out, or use https.");const l=t.find(({way:f})=>f.transport!=="https"&&(f.auth==="basic"||f.auth==="certificate"));if(l!==void 0){const f=e.auth===void 0?"The policy logs on":"This run logs on",p=`Leave the ${e.transport===void 0?"authentication":"transport"} out, or use ntlm.`;o(`${f} with ${l.way.auth}, which is only done over HTTPS.`,p)}const m=e.auth===void 0?void 0:t.find(f=>Sn(f)!==void 0);return m!==void 0&&o(`auth is ${m.way.auth}, and credentials.${m.label} does not go with it: ${Sn(m)}.`,"Leave auth out, or change the credential in the policy."),s!==void 0&&!Gp.test(s)&&o("The pin is not a SHA-256: 64 hexadecimal digits.","Copy the thumbprint (SHA-256) of the certificate."),c!==void 0&&(c<1||c>65535)&&o(`The port is ${c}.`,"Write a number from 1 to 65535."),d!==void 0&&!/^[\w.-]{1,128}$/.test(d)&&o("The configuration is no name.","Write the name of a session configuration, for example Patchring."),r}a(jp,"faultsOfGiven");function Kp(e){return[...new Map(e.map(t=>[JSON.stringify([t.entry,t.label]),t])).values()]}a(Kp,"distinct");function Hp(e,t){return e.flatMap(({form:n,label:r})=>{if(n.kind!=="certificate")return[];try{return Ua(n,r,t),[]}catch(o){if(o instanceof A)return o.failures;throw o}})}a(Hp,"faultsOfFiles");function qp(e,t,n,r){if(e===void 0&&t===void 0)return;const o=e??Na(n,t??""),i=e===void 0?"POLICY_CONNECTION_INVALID":"ARGUMENT_INVALID",s="Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";try{const c=cp(o,"utf8");if(c.includes("-----BEGIN CERTIFICATE-----"))return c;r.push(N(i,"this file holds no PEM certificate.",{place:{file:o},next:s}))}catch(c){const d=c instanceof Error&&"code"in c&&c.code==="ENOENT"?"is not there":"cannot be read";r.push(N(i,`the certificate authority ${d}.`,{place:{file:o},next:s}))}}a(qp,"readCa");function Vp(e,{env:t}){const{user:n,password:r,place:o}=bt(e)??{user:void 0,password:void 0,place:""},[i,s]=[n,r].map(c=>encodeURIComponent($e(c??"",t)));return`socks5://${n===void 0?"":`${i}:${s}@`}${o}`}a(Vp,"jumpUrl");function Jp(e,{env:t,directory:n}){const{PATCHRING_PWSH:r}=t;if(r)return r;if(e.interpreter!==void 0)return/[/\\]/.test(e.interpreter)?Na(n,e.interpreter):e.interpreter}a(Jp,"interpreterOf");function zp(e,t){if(!Ce(e.auth))return{};const n=Jp(e,t);return{kerberos:{...n===void 0?{}:{interpreter:{command:n}},...e.spn===void 0?{}:{spn:e.spn}},...e.ntlmFallback?{ntlmFallback:!0}:{}}}a(zp,"kerberosOf");function Qp(e){const{policy:t,machines:n,overrides:r,directory:o,env:i}=e,s=Fp(r),c=Kp(n.flatMap(w=>St(t,w,s)??[]));for(const w of c)Ap(w,e);const d=bp(c,i),u=vn(t.connection,void 0,s),l=[...jp(r,c,u),...d.length>0?d:Hp(c,e)],m=new Map;for(const{ca:w,transport:v}of[u,...c.map(({way:C})=>C)]){const C=r.ca??w;v!=="https"||C===void 0||m.has(C)||m.set(C,qp(r.ca,w,o,l)??"")}if(l.length>0)throw new A(l);const f=a(({ca:w,transport:v})=>v==="https"?m.get(r.ca??w??""):void 0,"pemOf2"),p=a(w=>{const v=St(t,w,s);if(v===void 0)throw new RangeError(`a checked policy has a credential for ${w.name}`);const{way:C,form:M,label:ie}=v,se=_p(M,ie,w,e);return{credential:ie,...se.prepare===void 0?{}:{prepare:se.prepare},...C.configuration===void 0?{}:{configurationName:C.configuration},options:{endpoint:Yp(C,w,{ca:f(C),via:C.via&&Vp(C.via,e)}),credentials:se.credentials,channel:{auth:C.auth,...zp(C,e),...se.clientCertificate===void 0?{}:{clientCertificate:se.clientCertificate}}}}},"connectionOf");return{ca:f(u),connectionOf:p}}a(Qp,"createConnections");function Yp(e,{name:t,address:n,port:r},{ca:o,via:i}){const s=r??e.port,c=n!==void 0&&(e.transport==="https"||Ce(e.auth));return{transport:e.transport,host:n??t,...s===void 0?{}:{port:s},...c?{servername:t}:{},...o===void 0?{}:{ca:o},...e.pin===void 0?{}:{pin:e.pin},...i===void 0?{}:{via:i}}}a(Yp,"endpointOf");var Zp=Mf.filter(({command:e})=>e!==ln.command).map(({command:e})=>e);function Xp(e){return`'${e.replaceAll("'","''")}'`}a(Xp,"quoted");var Dv=Zp.map(e=>`        ${Xp(e)}`).join(`,
`);function eg(e){return bc(e)}a(eg,"journalEndOf");import{request as tg}from"node:http";import{request as ng}from"node:https";import{setTimeout as rg}from"node:timers/promises";var og=/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/,ag=2e3;function ig(e){if(!URL.canParse(e))return;const t=new URL(e);return t.protocol==="https:"||t.protocol==="http:"&&og.test(t.hostname)?t:void 0}a(ig,"addressOf2");function sg(e){return e!==void 0&&/^\d{1,4}$/.test(e)?Number(e)*1e3:void 0}a(sg,"secondsOf");function Fa(e,t,n){const r=e.protocol==="https:"?ng:tg,o={"Content-Type":"application/json","Content-Length":Buffer.byteLength(t),"User-Agent":"patchring"};return new Promise((i,s)=>{const c=r(e,{method:"POST",agent:!1,signal:n,headers:o});c.on("response",d=>{const u=sg(d.headers["retry-after"]);i({status:d.statusCode??0,retryAfter:u}),d.destroy()}),c.on("error",s),c.end(t)})}a(Fa,"send");function cg(e){const{name:t,code:n}=e;return t==="TimeoutError"||t==="AbortError"?"no answer in time":n??"no answer"}a(cg,"wordOf");async function dg({url:e,body:t,timeout:n,signal:r}){const o=ig(e);if(o===void 0)return"the variable holds no https address";const i=AbortSignal.timeout(n),s=r===void 0?i:AbortSignal.any([i,r]);try{const c=await Fa(o,t,s);return c.status===429||c.status>=500?(await rg(Math.min(c.retryAfter??500,ag),void 0,{signal:s}),ja((await Fa(o,t,s)).status)):ja(c.status)}catch(c){return cg(c)}}a(dg,"post");function ja(e){return e>=200&&e<300?void 0:`answered with HTTP ${e}`}a(ja,"statusText");async function ug({command:e,directory:t,body:n,timeout:r,signal:o}){const i=await mt({command:e,directory:t,timeout:r,limit:65536,input:Buffer.from(n),signal:o});switch(i.kind){case"done":case"tooLong":return;case"missing":return i.why;case"failed":return i.how;case"overdue":return`it did not end in ${r} ms`;case"aborted":return"the run was asked to stop"}}a(ug,"runHook");var lg=5e3,mg=3e4;function hg(e,{directory:t,env:n,secret:r,signal:o}){if("exec"in e){const c={command:e.exec,directory:t,timeout:mg,signal:o};return{name:e.exec[0]??"",unready:void 0,deliver:a(d=>ug({...c,body:d}),"deliver")}}const i=ae(e.url)??"",s=$e(e.url,n);return s!==""&&r(s),{name:`the webhook of ${i}`,unready:s===""?`${i} is not set`:void 0,deliver:a(c=>dg({url:s,body:c,timeout:lg,signal:o}),"deliver")}}a(hg,"openMessenger");function fg(e){const{name:t,signal:n,onFallback:r,clock:o=_n()}=e,{ca:i,connectionOf:s}=Qp(e),c=new sp({connectionOf:s,name:t,onFallback:r}),d=pl({directory:e.directory,signal:n,...i===void 0?{}:{ca:i}});return{clock:o,fleet:Xu(c,o),runner:el(d,o),preflight:a(u=>o.during(c.preflight(u)),"preflight"),close:a(()=>c.close(),"close")}}a(fg,"openWorld");function $g(){return il()}a($g,"runnerName");async function pg(e){return(await import("./embedded-UZOZ2P67.mjs")).playStory(e)}a(pg,"playStory");import{isAbsolute as gg,relative as yg,resolve as wg}from"node:path";function vg(e,t){return wg(e.traits.directory,t)}a(vg,"pathFrom");function bg(e,t){return Ka(e.traits.directory,t)}a(bg,"shownPath");function Sg(e){return Ka(process.cwd(),e)}a(Sg,"fromHere");function Ka(e,t){const n=yg(e,t);return n===""||n.startsWith("..")||gg(n)?t:n}a(Ka,"shortened");var Ha=S(["ifNeeded","never"]),kg={error:"write ifNeeded, never, or { when: ifNeeded, timeout: 90m }"},Rg=ve([Ha,h({when:Ha.default("ifNeeded").describe("ifNeeded or never, as without a limit."),timeout:Qe.optional().describe("How long a machine may be away, from asking for the restart until Windows has settled; 90m.")})],kg).default("ifNeeded").describe("ifNeeded: when an update needs it; never: updates that need a restart are not installed; { when, timeout }: the same, and how long a machine may be away.");function qa({restart:e}){return typeof e=="string"?e:e.when}a(qa,"restartWhen");function Va({restart:e,gates:t}){const n=typeof e=="string"?void 0:e.timeout,r=t.after.flatMap(({gate:o,settings:{timeout:i}},s)=>o==="cameBack"&&typeof i=="number"?[{path:["gates","after",s,"timeout"],timeout:i}]:[]);return[...n===void 0?[]:[{path:["restart","timeout"],timeout:n}],...r]}a(Va,"writtenLimits");function Pg(e){return Va(e)[0]?.timeout??Dr}a(Pg,"restartLimit");var Ja="anytime";function Ng(e,t){return t.window===Ja?null:typeof t.window!="string"?t.window??(qa(e)==="never"?null:void 0):Object.hasOwn(e.windows,t.window)?e.windows[t.window]:void 0}a(Ng,"windowOf");var Cg=44;function Eg(e){const t=[];for(const n of e)for(const[r,o]of n.entries())t[r]=Math.max(t[r]??0,o.length<=Cg?o.length:0);return e.map(n=>n.map((r,o)=>r.padEnd(t[o]??0)).join("  ").trimEnd())}a(Eg,"tableOf");var za="HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate",Qa={"automatic updates":`set the policy Configure Automatic Updates to 3, or in sconfig to download only; there: reg add ${za}\\AU /v AUOptions /t REG_DWORD /d 3 /f`,"update deadlines":`set the policy Specify deadlines for automatic updates and restarts to Not Configured (in Intune: the deadline settings of the update ring); there: reg delete ${za} /v SetComplianceDeadline /f`,"WSUS deadline":"approve the update on the WSUS server again without a deadline, or allow it until then",ConfigMgr:"take the machine out of its software update deployments and maintenance windows; on the site server: Remove-CMDeviceCollectionDirectMembershipRule -CollectionName COLLECTION -ResourceName MACHINE","Azure Update Manager":"set patch orchestration of the machine to customer managed, and remove it from its schedules: az vm update -g GROUP -n MACHINE --set osProfile.windowsConfiguration.patchSettings.patchMode=Manual","Azure Update Manager on Arc":"remove the machine from its schedules in Azure Update Manager: az connectedmachine extension delete -g GROUP --machine-name MACHINE -n WindowsOsUpdateExtension","Cluster-Aware Updating":"remove the role with Remove-CauClusterRole, or disable it: Disable-CauClusterRole -ClusterName CLUSTER -Force"};function Ya(e){return Object.hasOwn(Qa,e)?Qa[e]:void 0}a(Ya,"remedyFor");var Za="WSUS deadline",Ig=h({maxAge:O("24h","How old the last successful backup may be.")});function Og(e,t){const n=R("the last backup",e?.readings.health);if(!n.ok)return n.look;const r=R("the clock",e?.readings.facts);if(!r.ok)return r.look;const{lastBackup:o}=n.value,i={lastBackup:o};if(o===null)return{verdict:"fail",reason:"Windows Server Backup tells of no successful backup in a month",measured:i};const s=Math.max(0,Date.parse(r.value.clock)-Date.parse(o)),c=`the last successful backup ended ${W(s)} ago (at most ${W(t)})`;return{verdict:s<=t?"pass":"fail",reason:c,measured:i}}a(Og,"look2");var Mg={name:"backup",help:"Windows Server Backup has saved the machine not long ago.",stages:["before"],byDefault:[],severity:"hard",settings:Ig,probes:a(()=>({machine:["facts","health"],runner:[]}),"probes"),judge:a(e=>P(Og(e.evidence.before,e.settings.maxAge),{},e),"judge")},Tg=["tpmAndPin","tpmAndStartupKey","tpmAndPinAndStartupKey"],Dg=["startupKey","passphrase"],_g=rt({name:"bitLocker",help:"Nobody is needed at the console to unlock the system drive.",severity:"hard",what:"BitLocker",part:a(e=>e.bootProtectors,"part"),look:a(e=>{const t={protectors:e.join(", ")},n=e.filter(o=>Tg.includes(o)||Dg.includes(o)&&!e.includes("tpm"));return n.length===0?{verdict:"pass",reason:"the system drive unlocks by itself",measured:t}:e.includes("networkUnlock")?{verdict:"pass",reason:"the system drive is unlocked over the network",measured:t}:{verdict:"fail",reason:`a restart would wait at the console: BitLocker (${n.join(", ")}); suspend it for the restart`,measured:t}},"look")}),Ag=h({});function Lg(e,t,n){const r=ke(t),o=r===void 0?[]:at(r.name,n);return e.filter(Ht).flatMap(s=>{const c=st(s.title);if(c!==void 0)return[c];const d=it(o,s.kbs)?.ubr;return d==null?[]:[{build:t.build,ubr:d}]}).sort((s,c)=>s.build-c.build||s.ubr-c.ubr).at(-1)}a(Lg,"targetOf");function Bg({updates:e,install:t}){if(t===void 0)return e;const n=t.updates.filter(({outcome:r})=>r==="installed"||r==="alreadyInstalled");return e.filter(r=>n.some(o=>o.updateId===r.updateId&&o.revision===r.revision))}a(Bg,"installedOf");function Wg(e){const t=R("the build",e.after?.readings.facts);if(!t.ok)return t.look;const n=R("the build before",e.before?.readings.facts);if(!n.ok)return n.look;const[r,o]=[me(n.value),me(t.value)],i=Lg(Bg(e),n.value,e.lineage),{landing:s}=e,c=i??(s!==void 0&&xg(s,n.value)?s:void 0);if(c===void 0){const f={before:r,after:o};return t.value.build!==n.value.build||t.value.ubr<n.value.ubr?{verdict:"fail",reason:`the build went from ${r} to ${o}, and no update asked for it`,measured:f}:{verdict:"pass",reason:`no update names a build; ${r} before, ${o} after`,measured:f}}const d=me(c),u=i===void 0&&s!==void 0?s.machine:void 0,l={before:r,after:o,target:d,...u===void 0?{}:{provisional:`from ${u}`}},m=u===void 0?"the update says":`the same updates took ${u} to`;return o===d&&u===void 0?{verdict:"pass",reason:`the build is ${o}, as the update says`,measured:l}:o===d?{verdict:"pass",reason:`the build is ${o}, as on ${u} (provisional)`,measured:l}:{verdict:"fail",reason:`the build is ${o}, and ${m} ${d} (${r} before)`,measured:l}}a(Wg,"look3");function xg({isSame:e,build:t,ubr:n},r){return!e&&r.build===t&&r.ubr<n}a(xg,"expectsLanding");var Ug={name:"buildIsTarget",help:"The build is the one that the installed updates promised.",stages:["after"],byDefault:["after"],severity:"hard",settings:Ag,probes:a(()=>({machine:["facts"],runner:[]}),"probes"),judge:a(e=>P(Wg(e.evidence),{},e),"judge")},Gg=h({timeout:Qe.optional().describe("How long a machine may be away, from asking for the restart until Windows has settled; as `restart` says.")});function Fg({evidence:e}){const t=R("the boot",e.after?.readings.boot);if(!t.ok)return t.look;const{bootId:n,bootedAt:r,isServicing:o,pendingRestart:i}=t.value,s={bootedAt:r,isServicing:o,pendingRestart:i.join(", ")};if(o)return{verdict:"inconclusive",reason:"Windows is still servicing itself",measured:s};if(e.restart===void 0)return jg(e.before,n,s);const c=He(n,e.restart.from);return c!=="other"?{verdict:"inconclusive",reason:c==="same"?"it is still on the boot before the restart":"nobody can tell whether it is on a new boot: it names this one by another source than the one before",measured:s}:{verdict:"pass",reason:`came back${e.settledAt===void 0?"":` after ${W(e.settledAt-e.restart.askedAt)}`}`,measured:s}}a(Fg,"look4");function jg(e,t,n){const r=R("the boot before",e?.readings.boot);return r.ok?{verdict:"pass",reason:{same:"no restart was needed, and none happened",other:"it restarted without our asking, and is back",unknown:"no restart was needed; whether one happened nobody can tell"}[He(r.value.bootId,t)],measured:n}:r.look}a(jg,"lookWithoutRestart");function Kg(e){const{evidence:t,now:n,settings:r}=e,o=Fg(e),i=o.verdict==="inconclusive"||o.verdict==="error";if(t.restart===void 0||!i)return P(o,{},e);const{timeout:s=Dr}=r,c=t.restart.askedAt+s;if(n>=c){const u=`it is not back ${W(s)} after the restart was asked for: ${o.reason}`;return P({...o,verdict:"fail",reason:u,certain:!0},{},e)}return{...P(o,{},e),againAt:Math.min(n+le,c)}}a(Kg,"judge2");var Hg={name:"cameBack",help:"The machine is back on a new boot and has settled.",stages:["after"],byDefault:["after"],severity:"critical",settings:Gg,probes:a(()=>({machine:["boot"],runner:[]}),"probes"),judge:Kg},qg=h({allowOffline:b(g().min(1)).default([]).describe("Groups of the cluster that may be offline, by name, for example Available Storage."),lookAgain:O("5m","How long until the next look while storage of the cluster repairs itself.")}),Vg="Available Storage";function Jg(e,t){const n=R("the cluster",e?.readings.roles);if(!n.ok)return n.look;const r=n.value.results.filter(({role:u})=>u==="cluster"),o=r.filter(({item:u,value:l})=>u.startsWith("group ")&&l===1).map(({item:u})=>u.slice(6)),i={looked:r.length,...o.length===0?{}:{owned:o.join(", ")}};if(r.length===0)return{verdict:"pass",reason:"it belongs to no cluster",measured:i};const s=new Set([Vg,...t].map(u=>`group ${u}`)),c=r.filter(({item:u,outcome:l})=>l!=="ok"&&!(l==="failed"&&s.has(u))),[d]=c.sort((u,l)=>Xa[l.outcome]-Xa[u.outcome]);return d===void 0?{verdict:"pass",reason:`the cluster is whole${zg(o)}`,measured:i}:{verdict:Qg[d.outcome],reason:c.map(({detail:u})=>u).join("; "),measured:i}}a(Jg,"look5");function zg(e){if(e.length===0)return"";const t=e.length>5?` and ${e.length-5} more`:"";return`; on this node: ${e.slice(0,5).join(", ")}${t}`}a(zg,"ownership");var Qg={ok:"pass",failed:"fail",overdue:"fail",unreadable:"error",busy:"inconclusive"},Xa={ok:0,busy:1,unreadable:2,overdue:3,failed:4},Yg={name:"cluster",help:"The failover cluster of the machine is whole.",stages:["before"],byDefault:["before"],severity:"hard",settings:qg,probes:a(()=>({machine:["roles"],runner:[]}),"probes"),judge:a(e=>{const{allowOffline:t,lookAgain:n=le}=e.settings,r=P(Jg(e.evidence.before,t),{},e);return r.verdict==="inconclusive"?{...r,againAt:e.now+n}:r},"judge")},Zg=h({});function Xg({after:e}){const t=R("the crashes",e?.readings.health);if(!t.ok)return t.look;const{crashes:n,eventsSince:r}=t.value,o={crashes:n,since:r};return n===0?{verdict:"pass",reason:"Windows has not crashed",measured:o}:{verdict:"fail",reason:`Windows crashed ${n===1?"once":`${n} times`} since the update`,measured:o,certain:!0}}a(Xg,"look6");var ey={name:"crashes",help:"Windows has not crashed since the update.",stages:["after"],byDefault:["after"],severity:"critical",settings:Zg,probes:a(()=>({machine:["health"],runner:[]}),"probes"),judge:a(e=>P(Xg(e.evidence),{},e),"judge")},ei=2**30,ty=h({atLeast:E().positive().default(10).describe("Free space on the system drive that is asked for, in GiB.")});function ny(e,t){const n=R("the free space",e?.readings.health);if(!n.ok)return n.look;const{free:r,size:o}=n.value.systemDrive,i={freeGiB:ti(r),sizeGiB:ti(o),atLeastGiB:t};if(o===0)return{verdict:"error",reason:"the system drive reports no size",measured:i};const s=`${i.freeGiB} GiB free of ${i.sizeGiB} GiB (at least ${t})`;return{verdict:r>=t*ei?"pass":"fail",reason:s,measured:i}}a(ny,"look7");function ti(e){return Math.floor(e/ei*10)/10}a(ti,"round");var ry={name:"diskFree",help:"The system drive has room for an update and its undo.",stages:["before","after"],byDefault:["before"],severity:"hard",settings:ty,probes:a(()=>({machine:["health"],runner:[]}),"probes"),judge:a(e=>P(ny(e.evidence[e.evidence.stage],e.settings.atLeast),{},e),"judge")},oy=h({settle:O("5m","How long errors after a restart do not count yet."),confirm:_().min(1).max(10).default(1).describe("How many looks in a row must find the errors, a minute apart."),atLeast:_().min(1).default(3).describe("How often a new error must have come to count."),ignore:b(g().regex(/^.+\/\d+$/,"write provider/id, for example Microsoft-Windows-DNS-Client/1014")).default([]).describe("Errors that never count, as provider/id.")}),kn=["Service Control Manager/7031","Service Control Manager/7034","Microsoft-Windows-Wininit/1015","Ntfs/55","Microsoft-Windows-Ntfs/55","Microsoft-Windows-Kerberos-Key-Distribution-Center/14","Microsoft-Windows-Kerberos-Key-Distribution-Center/42","KDCSVC/203","KDCSVC/204"],ay=["Microsoft-Windows-DistributedCOM/10016","Service Control Manager/7023","Microsoft-Windows-Time-Service/134","Microsoft-Windows-DNS-Client/1014","Microsoft-Windows-Kernel-PnP/219"],iy=7*864e5,sy=10;function Fe(e,t){const n=`${t.provider}/${t.id}`.toLowerCase();return e.some(r=>r.toLowerCase()===n)}a(Fe,"isIn");function cy({count:e,before:t},n){return t===0||e>sy*Math.max(1,t*n/iy)}a(cy,"isNew");function dy(e,t,n){return e.events.filter(r=>r.count>0&&!Fe(ay,r)&&!Fe(n.ignore,r)&&cy(r,t)).filter(r=>r.count>=n.atLeast||Fe(kn,r)).sort((r,o)=>Number(Fe(kn,o))-Number(Fe(kn,r))||o.count-r.count)}a(dy,"badOf");function uy(e,t){const n=R("the event logs",e.after?.readings.health);if(!n.ok)return n.look;const r=e.after?.readings.facts,o=r?.ok===!0?Date.parse(r.value.clock):e.after?.at??0,i=Math.max(0,o-Date.parse(n.value.eventsSince)),s=dy(n.value,i,t),c={crashes:n.value.crashes,kinds:n.value.events.length,new:s.length};if(n.value.crashes>0)return{verdict:"fail",reason:`Windows crashed ${n.value.crashes===1?"once":`${n.value.crashes} times`} since the update`,measured:c,certain:!0};if(s.length===0)return{verdict:"pass",reason:"no new kind of error in the event logs",measured:c};const d=s.slice(0,3).map(({provider:l,id:m,subject:f,count:p})=>`${l} ${m}${f&&` (${f})`} ×${p}`),u=s.length>d.length?` and ${s.length-d.length} more`:"";return{verdict:"fail",reason:`new errors: ${d.join(", ")}${u}`,measured:c}}a(uy,"look8");var ly={name:"events",help:"No crash, and no new kind of error in the event logs.",stages:["after"],byDefault:["after"],severity:"observe",settings:oy,probes:a(()=>({machine:["facts","health"],runner:[]}),"probes"),judge:a(e=>{const{settle:t,confirm:n}=e.settings;return P(uy(e.evidence,e.settings),{settle:t,confirm:n},e)},"judge")},my=h({command:b(g().min(1)).min(1).describe("The command and its arguments; {machine} and {address} stand for the machine. A path begins at the policy."),timeout:O("2m","How long the command may take."),settle:O("5m","How long the machine may need after a restart."),confirm:_().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")});function ni({command:e,timeout:t},n){const[r="",...o]=e,i=o.map(c=>c.replaceAll("{machine}",n.name).replaceAll("{address}",n.address??n.name)),s=[r,...i];return{key:`exec ${JSON.stringify(s)} ${t}`,kind:"exec",command:s,timeout:t,times:1}}a(ni,"probeOf");function hy(e,t){const n=R(e,t);if(!n.ok)return n.look;const{verdict:r,reason:o="",took:i}=n.value,s={tookMs:i};return r===void 0?{verdict:"error",reason:`${e} gave no verdict`,measured:s}:{verdict:r,reason:`${e} says ${r}${o===""?"":`: ${o}`}`,measured:s}}a(hy,"look9");var fy={name:"exec",help:"A command on the runner says that the machine is well.",stages:["before","after"],byDefault:[],severity:"hard",settings:my,fault:a(({command:[e=""],timeout:t})=>{if(e.includes("{"))return`the program is the same for every machine: take the { out of "${e}"`;if(t===0)return"timeout is 0s: write 2m"},"fault"),probes:a(({settings:e,machine:t})=>({machine:[],runner:[ni(e,t)]}),"probes"),judge:a(e=>{const{settings:t,evidence:n}=e,{settle:r,confirm:o}=t,[i]=n.runner[ni(t,n.machine).key]??[];return P(hy(t.command[0]??"",i),{settle:r,confirm:o},e)},"judge")},$y=h({settle:O("10m","How long an enrolment may need to show again after a restart."),requireEnrolled:re().default(!1).describe("Whether a machine that is not enrolled and ready fails, too.")}),ri={notApplicable:0,notEnrolled:0,offTrain:1,enrolledBlocked:2,enrolledReady:3};function Rn(e,t,n){const r=R(`the build ${t}`,e?.readings.facts);if(!r.ok)return r;const o=R(`the Hotpatch state ${t}`,e?.readings.hotpatch);return o.ok?{ok:!0,grade:Kr(o.value,r.value,n,e?.history)}:o}a(Rn,"graded");function py(e,t){const n=Rn(e.before,"before",e.lineage);return n.ok?Pn(n.grade,t,{before:n.grade.verdict}):n.look}a(py,"lookBefore");function Pn(e,t,n){const{verdict:r,reason:o,remedy:i}=e,s=i===void 0?"":`; ${i}`;return r==="unknown"?{verdict:"error",reason:`the Hotpatch state is unknown: ${o}${s}`,measured:n}:!t||r==="enrolledReady"?{verdict:"pass",reason:`${r}: ${o}`,measured:n}:{verdict:"fail",reason:`only machines that are enrolled and ready are wanted; ${r}: ${o}`,measured:n}}a(Pn,"lookAlone");function gy(e,t){const n=Rn(e.before,"before",e.lineage);if(!n.ok)return n.look;const r=e.after?.readings.facts,o=r?.ok===!0?wu(e.updates,r.value,e.lineage):[],i=Rn(e.after,"after",[...e.lineage,...o]);if(!i.ok)return i.look;const[s,c]=[n.grade.verdict,i.grade.verdict],d={before:s,after:c,...o.length===0?{}:{provisional:o.map(({kb:u})=>u).join(", ")}};if(c==="unknown"||s==="unknown"){const u=c==="unknown"?i.grade:n.grade;return{...Pn(u,t,d),measured:d}}if(ri[c]<ri[s]){const{reason:u,blockedBy:l,remedy:m}=i.grade,f=`${s} before, ${c} after: ${u}${m===void 0?"":`; ${m}`}`,p=l===void 0?d:{...d,blockedBy:l};return{verdict:"fail",reason:f,measured:p,certain:c==="offTrain"}}return Pn(i.grade,t,d)}a(gy,"lookAfter");var yy={name:"hotpatch",help:"The machine has not lost its place on the Hotpatch train.",stages:["before","after"],byDefault:[],severity:"critical",settings:$y,probes:a(()=>({machine:["facts","hotpatch"],runner:[]}),"probes"),judge:a(e=>{const{evidence:t,settings:n}=e,r=t.stage==="before"?py:gy;return P(r(t,n.requireEnrolled),{settle:n.settle},e)},"judge")},wy=h({url:g().min(1).describe("The page; {machine} stands for the machine’s name, {address} for where it is reached."),expect:_().min(100).max(599).default(200).describe("The HTTP status that counts as an answer."),of:_().min(1).max(20).default(5).describe("How often the page is asked for."),pass:_().min(1).max(20).default(3).describe("How many of these tries must answer as expected."),timeout:O("10s","How long one try may take."),settle:O("5m","How long the page may need to come up after a restart."),confirm:_().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")});function oi(e,t){return e.replaceAll("{machine}",t.name).replaceAll("{address}",t.address??t.name)}a(oi,"urlOf");function ai(e,t){const n=oi(e.url,t),{timeout:r,of:o}=e;return{key:`http ${n} ${o}×${r}`,kind:"http",url:n,timeout:r,times:o}}a(ai,"probeOf2");function vy(e,t,n){const r=n.filter(u=>u.ok&&u.value.status===e.expect),o=n.flatMap(u=>u.ok?[u.value.took]:[]),i={answered:r.length,of:n.length,slowestMs:o.length===0?null:Math.max(...o)};if(n.length===0)return{verdict:"error",reason:`${t} was not asked for`};const s=`${r.length} of ${n.length} times (at least ${e.pass} of ${e.of})`;if(r.length>=e.pass)return{verdict:"pass",reason:`${t} answered ${e.expect} ${s}`,measured:i};if(n.length<e.of)return{verdict:"inconclusive",reason:`${t} was asked for too few times: ${s}`,measured:i};const c=n.find(u=>!r.includes(u)),d=c?.ok===!0?`status ${c.value.status}`:c?.failure.message??"";return{verdict:"fail",reason:`${t} answered ${e.expect} ${s}: ${d}`,measured:i}}a(vy,"look10");var by={name:"http",help:"A page answers the runner as expected.",stages:["before","after"],byDefault:[],severity:"hard",settings:wy,fault:a(e=>{if(e.pass>e.of)return`pass (${e.pass}) is more than of (${e.of}): write pass: ${e.of} or less`;const t=oi(e.url,{name:"machine",labels:{}});if(!URL.canParse(t)||!/^https?:$/.test(new URL(t).protocol))return`"${e.url}" is no web address: write https://{machine}/health`;const{username:n,password:r}=new URL(t);if(n!==""||r!=="")return"an address must not hold a user name or a password: anyone who reads the policy sees it";if(e.timeout===0)return`timeout is ${W(0)}: write 10s`},"fault"),probes:a(({settings:e,machine:t})=>({machine:[],runner:[ai(e,t)]}),"probes"),judge:a(e=>{const{settings:t,evidence:n}=e,{key:r,url:o}=ai(t,n.machine),{settle:i,confirm:s}=t;return P(vy(t,o,n.runner[r]??[]),{settle:i,confirm:s},e)},"judge")},Sy=h({atLeast:O("1d","How long the certificate must still be valid.")});function ii(e){const t=R("the listeners",e?.readings.health);if(!t.ok)return t;const n=R("the clock",e?.readings.facts);if(!n.ok)return n;const{listeners:r}=t.value;return r===null?{ok:!1,look:{verdict:"error",reason:"the listeners of WinRM could not be read"}}:{ok:!0,value:{listeners:r,now:Date.parse(n.value.clock)}}}a(ii,"readFrom");function si({listeners:e,now:t},n){const r=new Map;for(const{name:o,thumbprint:i,notAfter:s}of e){if(i==="")continue;if(s===null){r.set(o,`${o} is bound to ${i}, and the machine has no such certificate`);continue}const c=Date.parse(s)-t;c<=0?r.set(o,`the certificate of ${o} ended on ${s.slice(0,10)}`):c<n&&r.set(o,`the certificate of ${o} ends in ${W(c)}`)}return r}a(si,"troublesOf");function ky({stage:e,before:t,after:n},r){const o=ii(t);if(!o.ok)return o.look;const i=e==="before"?o:ii(n);if(!i.ok)return i.look;const s=si(i.value,r),c={listeners:i.value.listeners.map(({name:u})=>u).join(", "),bad:s.size};if(e==="after"){const u=i.value.listeners.map(({name:l})=>l);for(const{name:l}of o.value.listeners.filter(m=>!u.includes(m.name)))s.set(l,`${l} was there before and is gone`);for(const l of si(o.value,r).keys())u.includes(l)&&s.delete(l)}return s.size>0?{verdict:"fail",reason:[...s.values()].join("; "),measured:c}:c.bad>0?{verdict:"pass",reason:"no worse than before the update",measured:c}:{verdict:"pass",reason:c.listeners===""?"WinRM has no HTTPS listener":`bound and valid: ${c.listeners}`,measured:c}}a(ky,"look11");var Ry={name:"listenerCertificate",help:"The HTTPS listeners of WinRM are bound to certificates that are valid.",stages:["before","after"],byDefault:["after"],severity:"soft",settings:Sy,probes:a(()=>({machine:["facts","health"],runner:[]}),"probes"),judge:a(e=>P(ky(e.evidence,e.settings.atLeast),{confirm:2},e),"judge")},ci=E().min(1).max(100),Py=h({processor:ci.default(95).describe("Percent of all processors from which they count as exhausted."),commit:ci.default(95).describe("Percent of the commit limit of memory from which it counts as exhausted."),settle:O("10m","How long a machine may be busy after a restart."),confirm:_().min(1).max(10).default(3).describe("How many looks in a row must find it so, a minute apart.")}),di=[["processor","processors"],["commit","commit limit of memory"]];function ui({load:e},t,n){const r=e[n];return r!==null&&r>=t[n]}a(ui,"isOver");function Ny({before:e,after:t},n){const r=R("the load before",e?.readings.health);if(!r.ok)return r.look;const o=R("the load",t?.readings.health);if(!o.ok)return o.look;const{load:i}=o.value;if(i.processor===null&&i.commit===null)return{verdict:"error",reason:"the load could not be read",measured:i};const s=di.filter(([d])=>ui(o.value,n,d)&&!ui(r.value,n,d)&&r.value.load[d]!==null),c=di.map(([d,u])=>`${u} ${i[d]??"?"} %`).join(", ");return s.length===0?{verdict:"pass",reason:c,measured:i}:{verdict:"fail",reason:`exhausted, and not before: ${s.map(([,d])=>d).join(", ")}`,measured:i}}a(Ny,"look12");var Cy={name:"load",help:"Processors and memory are not exhausted, unless they were before.",stages:["after"],byDefault:["after"],severity:"observe",settings:Py,probes:a(()=>({machine:["health"],runner:[]}),"probes"),judge:a(e=>{const{settle:t,confirm:n}=e.settings;return P(Ny(e.evidence,e.settings),{settle:t,confirm:n},e)},"judge")},Ey=rt({name:"loggedOn",help:"Nobody is logged on at the console or over Remote Desktop.",severity:"observe",what:"logged-on users",part:a(e=>e.loggedOn,"part"),look:a(e=>{const t={loggedOn:e.join(", ")};return e.length===0?{verdict:"pass",reason:"nobody is logged on",measured:t}:{verdict:"fail",reason:`${e.join(", ")} would lose a session`,measured:t}},"look")}),Iy=h({patience:O("30m","How long a shutdown may take before it counts as one that hangs.")});function Oy(e,t){const n=R("whether a shutdown hangs",e?.readings.health);if(!n.ok)return n.look;const{shutdownAskedAt:r}=n.value,o={shutdownAskedAt:r};if(r===null)return{verdict:"pass",reason:"no shutdown is under way",measured:o};const i=R("the clock",e?.readings.facts);if(!i.ok)return i.look;const s=Math.max(0,Date.parse(i.value.clock)-Date.parse(r)),c=`a shutdown was asked for ${W(s)} ago and has not ended`;return{verdict:s>=t?"fail":"inconclusive",reason:c,measured:o}}a(Oy,"look13");var My={name:"noHangingShutdown",help:"No shutdown that was asked for has gone on for longer than `patience`: the machine does not hang in one.",stages:["before","after"],byDefault:["after"],severity:"hard",settings:Iy,probes:a(()=>({machine:["facts","health"],runner:[]}),"probes"),judge:a(e=>P(Oy(e.evidence[e.evidence.stage],e.settings.patience),{},e),"judge")},Ty=h({}),Dy=["fileRename"];function _y(e){const t=R("whether a restart is pending",e?.readings.boot);if(!t.ok)return t.look;const{pendingRestart:n,isServicing:r}=t.value,o={pendingRestart:n.join(", "),isServicing:r},i=n.filter(s=>!Dy.includes(s));return i.length>0?{verdict:"fail",reason:`a restart is pending (${i.join(", ")})`,measured:o}:r?{verdict:"inconclusive",reason:"Windows is still servicing itself",measured:o}:{verdict:"pass",reason:"no restart is pending",measured:o}}a(_y,"look14");var Ay={name:"noPendingRestart",help:"No restart is pending.",stages:["before","after"],byDefault:["before"],severity:"hard",settings:Ty,probes:a(()=>({machine:["boot"],runner:[]}),"probes"),judge:a(e=>P(_y(e.evidence[e.evidence.stage]),{},e),"judge")},Ly=rt({name:"noShutdownPending",help:"No shutdown that somebody has asked for is still to come; an update is not begun under one.",severity:"hard",what:"pending shutdown",always:!0,part:a(({shutdownAskedAt:e,unreadable:t})=>t.some(n=>n.startsWith("pending shutdown"))?null:{askedAt:e},"part"),look:a(({askedAt:e})=>{const t={askedAt:e};return e===null?{verdict:"pass",reason:"no shutdown is pending",measured:t}:{verdict:"fail",reason:`a shutdown was asked for at ${e} and has not come`,measured:t}},"look")}),By=h({});function Wy({before:e,held:t,updates:n}){const r=R("the machine",e?.readings.facts);if(!r.ok)return r.look;const o={held:t.flatMap(({kbs:c})=>c).join(", "),chosen:n.flatMap(({kbs:c})=>c).join(", ")},i=t.filter(({blocks:c})=>c);return i.length>0?{verdict:"fail",reason:i.map(({reason:d,remedy:u})=>`${d}; ${u}`).join(". "),measured:o}:t.length===0?{verdict:"pass",reason:"no update is held here",measured:o}:{verdict:"pass",reason:t.map(({reason:c,remedy:d})=>`${c}; ${d}`).join(". "),measured:o}}a(Wy,"look15");var xy={name:"notHeld",help:"No update is held without its substitute being offered.",stages:["before"],byDefault:["before"],severity:"hard",settings:By,probes:a(()=>({machine:["facts"],runner:[]}),"probes"),judge:a(e=>P(Wy(e.evidence),{},e),"judge")},Uy=h({}),Gy=[["productName","product"],["editionId","edition"],["installationType","installation type"],["build","build"],["architecture","architecture"],["computerName","name"],["domain","domain"],["isDomainController","domain controller"]];function Fy(e){const t=R("the product before",e.before?.readings.facts);if(!t.ok)return t.look;const n=R("the product",e.after?.readings.facts);if(!n.ok)return n.look;const r={before:t.value.productName,after:n.value.productName},o=Gy.filter(([s])=>t.value[s]!==n.value[s]);return o.length===0?{verdict:"pass",reason:`still ${n.value.productName}`,measured:r}:{verdict:"fail",reason:o.map(([s,c])=>`${c} was ${t.value[s]} and is ${n.value[s]}`).join(", "),measured:r,certain:!0}}a(Fy,"look16");var jy={name:"productUnchanged",help:"Product, edition, build and domain are those from before the update.",stages:["after"],byDefault:["after"],severity:"critical",settings:Uy,probes:a(()=>({machine:["facts"],runner:[]}),"probes"),judge:a(e=>P(Fy(e.evidence),{},e),"judge")},Ky=h({});function Hy(e){const t=e?.readings.facts;if(t===void 0)return{verdict:"error",reason:"the machine was not asked who it is"};if(!t.ok){const{code:c,message:d}=t.failure;return{verdict:"fail",reason:`the machine does not answer: ${d} (${c})`}}const{computerName:n,isAdministrator:r,is64BitProcess:o,languageMode:i}=t.value,s={computerName:n,isAdministrator:r,languageMode:i};return r?o?{verdict:"pass",reason:`answers as ${n}`,measured:s}:{verdict:"fail",reason:"the session on the machine is a 32-bit process",measured:s}:{verdict:"fail",reason:"the account is no administrator on the machine",measured:s}}a(Hy,"look17");var qy={name:"reachable",help:"The machine answers, and the account may administer it.",stages:["before","after"],byDefault:["before"],severity:"hard",settings:Ky,probes:a(()=>({machine:["facts"],runner:[]}),"probes"),judge:a(e=>P(Hy(e.evidence[e.evidence.stage]),{},e),"judge")},Vy=h({settle:O("5m","How long roles may need to come up after a restart."),confirm:_().min(1).max(10).default(2).describe("How many looks in a row must find it so, a minute apart."),ignore:b(g().min(1)).default([]).describe("Roles and probes that never count, as role or role/probe, for example iis/web.")}),Nn=["hyper-v/guests","hyper-v/heartbeat","cluster"];function Jy({role:e,probe:t}){return Nn.includes(e)||Nn.includes(`${e}/${t}`)}a(Jy,"isMovable");function je({role:e,probe:t,item:n}){return`${e}/${t}/${n}`}a(je,"keyOf2");function Ke({role:e,probe:t,item:n}){return n===""?`${e} ${t}`:`${e} ${t} ${n}`}a(Ke,"nameOf5");function li(e,t){return e.filter(({role:n,probe:r})=>!t.includes(n)&&!t.includes(`${n}/${r}`))}a(li,"counting");function zy(e,t){const n=new Set([...t.values()].filter(Qy).map(({role:r,probe:o})=>`${r}/${o}`));return e.filter(r=>r.outcome==="ok"&&!Jy(r)&&!t.has(je(r))).filter(({role:r,probe:o})=>!n.has(`${r}/${o}`)).map(r=>`${Ke(r)} is gone`)}a(zy,"lostOf");function Qy({item:e,outcome:t}){return e===""&&(t==="overdue"||t==="unreadable")}a(Qy,"isBroken");function Yy(e,t){const n=t.get(je(e))??t.get(je({...e,item:""}));return n!==void 0&&n.outcome!=="ok"}a(Yy,"wasBad");function Zy(e,t){const n=R("the roles before",e.before?.readings.roles);if(!n.ok)return n.look;const r=R("the roles",e.after?.readings.roles);if(!r.ok)return r.look;const o=new Map(li(n.value.results,t).map(v=>[je(v),v])),i=new Map(li(r.value.results,t).map(v=>[je(v),v])),s=[...i.values()].filter(v=>v.outcome!=="ok"),c=s.filter(v=>!Yy(v,o)),u=[...c.filter(({outcome:v})=>v==="failed"||v==="overdue").map(v=>`${Ke(v)}: ${v.detail}`),...zy([...o.values()],i)],l=[...i.values()].flatMap(v=>v.value===null||Nn.includes(v.role)?[]:[[Ke(v),v.value]]),m={looked:i.size,bad:s.length,...Object.fromEntries(l)};if(u.length>0){const v=u.length>3?` and ${u.length-3} more`:"";return{verdict:"fail",reason:`well before and not now: ${u.slice(0,3).join("; ")}${v}`,measured:m}}const f=c.find(({outcome:v})=>v==="unreadable");if(f!==void 0)return{verdict:"error",reason:`${Ke(f)} could not be read: ${f.detail}`,measured:m};const p=s.find(({outcome:v})=>v==="busy");return p!==void 0?{verdict:"inconclusive",reason:`${Ke(p)}: ${p.detail}`,measured:m}:{verdict:"pass",reason:s.length>0?`no worse than before: ${s.length} not well`:`${i.size} probes of roles are well`,measured:m}}a(Zy,"look18");var Xy={name:"roles",help:"What the roles of the machine are for works as before the update.",stages:["after"],byDefault:["after"],severity:"soft",settings:Vy,probes:a(()=>({machine:["roles"],runner:[]}),"probes"),judge:a(e=>{const{settle:t,confirm:n,ignore:r}=e.settings;return P(Zy(e.evidence,r),{settle:t,confirm:n},e)},"judge")},ew=rt({name:"runningBackup",help:"No backup runs.",severity:"hard",what:"running backups",part:a(e=>e.backups,"part"),look:a(e=>{const t={backups:e.join(", ")};return e.includes("wbengine")?{verdict:"fail",reason:"Windows Server Backup is at work",measured:t}:e.length>0?{verdict:"inconclusive",reason:"a shadow copy is or was just made",measured:t}:{verdict:"pass",reason:"no backup runs",measured:t}},"look")}),tw=h({file:g().min(1).max(400).describe("File beside the policy: the PowerShell script that looks, run with the rights of the logon."),timeout:O("30s","How long the script may take, 1m at most."),settle:O("5m","How long the machine may need after a restart."),confirm:_().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")}),nw=6e4,mi=300;function hi({file:e,timeout:t}){return`${e} ${t}`}a(hi,"keyOf3");var fi=a(e=>g().transform(t=>t.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu," ").slice(0,e)),"line"),$i=S(["pass","fail","inconclusive"]),rw=h({verdict:$i,reason:fi(300).default(""),measured:we(g().regex(/^[A-Za-z][A-Za-z0-9_. -]{0,59}$/),ve([fi(200),E(),re(),nr()])).refine(e=>Object.keys(e).length<=20).default({})});function ow(e){const t=e?.trim()??"",n=$i.safeParse(t.toLowerCase());if(n.success)return{verdict:n.data,reason:"",measured:{}};if(t.startsWith("{"))try{return rw.parse(JSON.parse(t))}catch{return"nonsense"}}a(ow,"verdictIn2");function aw(e,{ended:t,exitCode:n,last:r,note:o,took:i}){const s={tookMs:i,exitCode:n},c=a(m=>({verdict:"error",reason:`${e} ${m}`,measured:s}),"error"),d=o===""?"":`: ${o.length>mi?`…${o.slice(1-mi)}`:o}`;if(t==="overdue")return{verdict:"fail",reason:`${e} did not end in its time${d}`,measured:s};if(t==="failed")return c(`ended with an error${d}`);const u=ow(r);if(u==="nonsense")return c("writes JSON that is no { verdict, reason, measured }");if(u===void 0)return n===null?c(`gave no verdict and no exit code${d}`):{verdict:n===0?"pass":"fail",reason:`${e} ended with exit code ${n}${d}`,measured:s};if(u.verdict==="pass"&&n!==null&&n!==0)return c(`says pass, and its exit code is ${n}: let it end with exit 0`);const l=`${e} says ${u.verdict}${u.reason===""?"":`: ${u.reason}`}`;return{verdict:u.verdict,reason:l,measured:{...u.measured,...s}}}a(aw,"look19");function iw({settings:e,evidence:t}){const n=hi(e),r=a(i=>{const s=R(e.file,t[i]?.readings.scripts);if(!s.ok)return s.look;const c=Object.hasOwn(s.value,n)?s.value[n]:void 0;return c===void 0?{verdict:"error",reason:`${e.file} was not run`}:aw(e.file,c)},"at2"),o=r(t.stage);return t.stage==="before"||o.verdict!=="fail"||r("before").verdict!=="fail"?o:{...o,verdict:"pass",reason:`no worse than before the update: ${o.reason}`}}a(iw,"lookIn");var sw={name:"script",help:"A script of yours on the machine says that it is well.",stages:["before","after"],byDefault:[],severity:"hard",settings:tw,fault:a(({timeout:e})=>e===0||e>nw?"a script that looks may take from 1s to 1m: write timeout: 30s":void 0,"fault"),probes:a(({settings:e})=>({machine:["scripts"],runner:[],scripts:[{key:hi(e),file:e.file,timeout:e.timeout}]}),"probes"),judge:a(e=>{const{settle:t,confirm:n}=e.settings;return P(iw(e),{settle:t,confirm:n},e)},"judge")},cw=h({settle:O("5m","How long services may need to start after a restart."),confirm:_().min(1).max(10).default(2).describe("How many looks in a row must find a service stopped, a minute apart."),ignore:b(g().min(1)).default([]).describe("More services that may stop, by name; a * stands for any ending.")}),dw=["sppsvc","gupdate*","edgeupdate*","RemoteRegistry","MapsBroker","TrustedInstaller","WbioSrvc","BITS","clr_optimization*","tiledatamodelsvc","CDPUserSvc*"],uw=/_[0-9a-f]{4,}$/i;function lw(e,t){const n=e.toLowerCase();return uw.test(e)||[...dw,...t].some(r=>{const o=r.toLowerCase();return o.endsWith("*")?n.startsWith(o.slice(0,-1)):n===o})}a(lw,"isRestless");function mw(e,t){const n=e.startMode==="automatic"||e.startMode==="automaticDelayed";return e.state==="running"&&n&&!e.isTriggerStart&&!lw(e.name,t)}a(mw,"isWatched");function hw(e,t){const n=new Map(t.map(o=>[o.name.toLowerCase(),o]));return e.flatMap(o=>{const i=n.get(o.name.toLowerCase());if(i===void 0)return[{name:o.name,what:"gone",exitCode:0}];if(i.state==="running"||i.state==="startPending")return[];const s=i.exitCode===0?"":`, exit code ${i.exitCode}`;return[{name:o.name,what:`${i.state}${s}`,exitCode:i.exitCode}]}).sort((o,i)=>+(i.exitCode!==0)-+(o.exitCode!==0))}a(hw,"stoppedOf");function fw(e,t){const n=R("the services before",e.before?.readings.health);if(!n.ok)return n.look;const r=R("the services",e.after?.readings.health);if(!r.ok)return r.look;const o=n.value.services.filter(d=>mw(d,t));if(o.length===0)return{verdict:"inconclusive",reason:"no service that starts by itself was running before"};const i=hw(o,r.value.services),s={watched:o.length,stopped:i.map(({name:d})=>d).join(", ")};if(i.length>0){const d=i.slice(0,5).map(({name:l,what:m})=>`${l} (${m})`),u=i.length>d.length?` and ${i.length-d.length} more`:"";return{verdict:"fail",reason:`ran before and do not now: ${d.join(", ")}${u}`,measured:s}}const c=r.value.services.filter(d=>d.state==="startPending"&&o.some(({name:u})=>u.toLowerCase()===d.name.toLowerCase()));return c.length>0?{verdict:"inconclusive",reason:`still starting: ${c.map(({name:d})=>d).join(", ")}`,measured:s}:{verdict:"pass",reason:`all ${o.length} services that ran before run again`,measured:s}}a(fw,"look20");var $w={name:"services",help:"The services that ran before the update run again.",stages:["after"],byDefault:["after"],severity:"soft",settings:cw,probes:a(()=>({machine:["health"],runner:[]}),"probes"),judge:a(e=>{const{settle:t,confirm:n,ignore:r}=e.settings;return P(fw(e.evidence,r),{settle:t,confirm:n},e)},"judge")},pw=h({allow:b(g().min(1)).default([]).describe("Other updaters that may be active, by the name in which they are reported, for example ConfigMgr."),deadlines:O("24h","How near the WSUS deadline of an update must be to count as another updater.")});function gw({offered:e=[]},t,n){return e.flatMap(({kbs:r,title:o,deadline:i})=>{const s=typeof i=="string"?Date.parse(i)-n:Number.POSITIVE_INFINITY;return s>t?[]:[`${r.join(", ")||o} ${s<=0?"since":`in ${W(s)}, at`} ${i}`]})}a(gw,"dueSoon");function yw(e,{allow:t,deadlines:n},r){const o=R("who updates the machine",e.before?.readings.facts);if(!o.ok)return o.look;const i=gw(e,n,r),s=[...o.value.otherUpdaters,...i.length===0?[]:[Za]],c=t.map(p=>p.toLowerCase()),d=s.filter(p=>!c.includes(p.toLowerCase())),u={otherUpdaters:s.join(", "),...i.length===0?{}:{due:i.join("; ")}};if(d.length===0)return{verdict:"pass",reason:"no other updater is active",measured:u};const l=d.includes(Za)?` (${i.slice(0,3).join("; ")})`:"",m=d.flatMap(p=>Ya(p)??[]),f=m.length===0?"":`; ${m.join("; ")}`;return{verdict:"fail",reason:`${d.join(" and ")} also update this machine${l}${f}`,measured:u}}a(yw,"look21");var ww={name:"soleUpdater",help:"No other updater is active on the machine.",stages:["before"],byDefault:["before"],severity:"hard",settings:pw,probes:a(()=>({machine:["facts"],runner:[]}),"probes"),judge:a(e=>P(yw(e.evidence,e.settings,e.now),{},e),"judge")},vw=h({port:_().min(1).max(65535).describe("The port that must accept connections, for example 1433."),of:_().min(1).max(20).default(3).describe("How often the port is tried."),pass:_().min(1).max(20).default(2).describe("How many of these tries must connect."),timeout:O("5s","How long one try may take."),settle:O("5m","How long the port may need to open after a restart."),confirm:_().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")});function pi({port:e,timeout:t,of:n},r){const o=r.address??r.name;return{key:`tcp ${o}:${e} ${n}×${t}`,kind:"tcp",address:o,port:e,timeout:t,times:n}}a(pi,"probeOf3");function bw(e,t){if(t.length===0)return{verdict:"error",reason:`port ${e.port} was not tried`};const n=t.filter(i=>i.ok).length,r={port:e.port,connected:n,of:t.length},o=`${n} of ${t.length} times (at least ${e.pass} of ${e.of})`;return n>=e.pass?{verdict:"pass",reason:`port ${e.port} accepted ${o}`,measured:r}:t.length<e.of?{verdict:"inconclusive",reason:`port ${e.port} was tried too few times: ${o}`,measured:r}:{verdict:"fail",reason:`port ${e.port} accepted ${o}`,measured:r}}a(bw,"look22");var Sw={name:"tcp",help:"A port of the machine accepts connections from the runner.",stages:["before","after"],byDefault:[],severity:"hard",settings:vw,fault:a(e=>e.pass>e.of?`pass (${e.pass}) is more than of (${e.of}): write pass: ${e.of} or less`:void 0,"fault"),probes:a(({settings:e,machine:t})=>({machine:[],runner:[pi(e,t)]}),"probes"),judge:a(e=>{const{settings:t,evidence:n}=e,{settle:r,confirm:o}=t,i=n.runner[pi(t,n.machine).key]??[];return P(bw(t,i),{settle:r,confirm:o},e)},"judge")},kw=h({atMost:O("5m","How far the clock may be off; a visit alone can take a minute."),settle:O("5m","How long the clock may need to be set after a restart.")});function gi(e){const t=e?.readings.facts;return t?.ok===!0&&e!==void 0?Date.parse(t.value.clock)-e.at:void 0}a(gi,"skewOf");function Rw({stage:e,before:t,after:n},r){const o=e==="before"?t:n,i=R("the clock",o?.readings.facts);if(!i.ok)return i.look;const s=gi(o)??0,c={skewSeconds:Math.round(s/1e3)},d=W(Math.abs(c.skewSeconds*1e3));if(Math.abs(s)<=r)return{verdict:"pass",reason:`the clock is off by ${d} at most`,measured:c};const u=`the clock is ${d} ${s>0?"ahead":"behind"} (at most ${W(r)})`,l=e==="after"?gi(t):void 0;return l!==void 0&&Math.abs(l)>r?{verdict:"pass",reason:`${u}, as it was before the update`,measured:c}:{verdict:"fail",reason:u,measured:c}}a(Rw,"look23");var Pw={name:"timeSkew",help:"The clock of the machine agrees with the clock of the runner.",stages:["before","after"],byDefault:["after"],severity:"observe",settings:kw,probes:a(()=>({machine:["facts"],runner:[]}),"probes"),judge:a(e=>{const{atMost:t,settle:n}=e.settings;return P(Rw(e.evidence,t),{settle:n,confirm:2},e)},"judge")},Rt=[qy,ww,Ay,Ly,_g,ew,Ey,My,ry,Yg,Mg,Hg,jy,ey,yy,xy,Ug,$w,Xy,Ry,Pw,ly,Cy,by,fy,sw,Sw];function Cn(e){return Rt.find(t=>t.name===e)}a(Cn,"gateNamed");function Nw(e){return Rt.filter(t=>t.stages.includes(e)).map(t=>t.name)}a(Nw,"gatesAt");function Cw(e){return Rt.filter(t=>t.byDefault.includes(e)).map(t=>t.name)}a(Cw,"defaultGates");function Ew(e){const t=En(e);if(typeof t=="string")throw new RangeError(t);return t}a(Ew,"choiceNamed");function Iw(e){const t=Nw(e),n=Rt.filter(i=>i.stages.includes(e)).map(i=>i.settings.extend({gate:y(i.name).describe(i.help),severity:Ow(i)})),[r,...o]=n;if(r===void 0)throw new RangeError(`no gate judges at stage ${e}`);return ve([S(t,{error:a(({input:i})=>yi(i,e),"error")}),ge("gate",[r,...o],{error:a(({input:i})=>yi(i,e),"error")})]).transform((i,s)=>{const c=En(i);return typeof c!="string"?c:(s.addIssue({code:"custom",message:c}),Us)})}a(Iw,"gateEntrySchema");function Ow(e){return S(nt).default(e.severity).describe("critical halts at once, hard fails the machine, soft fails it once confirmed, observe only reports.")}a(Ow,"severityOf");function yi(e,t){const n=typeof e=="object"&&e!==null&&"gate"in e?e.gate:e,r=typeof n=="string"?Cn(n):void 0;if(!(r===void 0||r.stages.includes(t)))return`gate ${r.name} judges only ${r.stages.join(" and ")} an update: move it to gates.${r.stages[0]}`}a(yi,"wrongStage");function En(e){const t=typeof e=="string"?e:String(e.gate),n=Cn(t);if(n===void 0)return`there is no gate ${t}`;if(typeof e=="string"){const s=n.settings.safeParse({});if(s.success)return En({...s.data,gate:t,severity:n.severity});const c=s.error.issues.map(d=>d.path.join(".")).join(", ");return`gate ${t} has settings that must be written: { gate: ${t}, ${c}: … }`}const{gate:r,severity:o,...i}=e;return n.fault?.(i)??Ft.parse({gate:t,severity:o,settings:i})}a(En,"choiceOf");export{Ja as anytime,Ce as asksKerberos,Ew as choiceNamed,hp as connectionSchema,Op as credentialRules,gp as credentialSchema,Cw as defaultGates,mo as defaultPlace,Kt as digestOf,Q as fault,kt as formatPath,Sg as fromHere,Iw as gateEntrySchema,Cn as gateNamed,Kr as gradeHotpatch,wn as hasLabel,Zr as holdSchema,Pu as holdsFor,Ru as holdsInForce,Ud as isForward,Jt as isInForce,Ar as isOurs,xd as isOursForGood,_r as isRejection,eo as isTimeZone,Wd as jobKeyOf,eg as journalEndOf,bt as jumpOf,Re as keepsTrain,Bd as keyOf,yn as labelSchema,al as liesIn,Ur as lineageFileSchema,Ae as lineageRows,St as logonFor,le as lookAgainAfter,Xr as machineEntrySchema,ao as nameOf,kp as named,Bu as nextOpening,nl as openLedger,hg as openMessenger,fg as openWorld,vg as pathFrom,oo as planSchema,pg as playStory,ke as productOf,Ya as remedyFor,Pg as restartLimit,Rg as restartSchema,qa as restartWhen,$g as runnerName,bg as shownPath,Tr as stages,Sp as suggestion,Eg as tableOf,iu as unreadGrade,ae as variableOf,vn as wayOf,Ng as windowOf,_u as windowSchema,zd as withOwnRows,Md as worst,Va as writtenLimits};
