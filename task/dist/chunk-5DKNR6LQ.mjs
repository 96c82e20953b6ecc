var Ko=Object.defineProperty;var a=(e,t)=>Ko(e,"name",{value:t,configurable:!0});import{createRequire as qo}from"node:module";const Mf=qo(import.meta.url);import{DER as x,WinrmError as $,actions as O,alreadyGone as Ho,answerHostCall as Vo,beginKeyExchange as Jo,capability as Ft,childText as zo,cimResource as jt,createDefragmenter as Qo,createFragmenter as Yo,createNtlmClient as Kt,createRealClock as qt,decodeSealedBody as Xo,element as Y,elementsByTag as Ht,encodeElement as _,encodeSealedBody as Zo,endpointBindingOf as ea,faultError as ta,fragmentHeaderSize as Ne,inUseOrDisconnected as na,initPool as ra,isPsObject as oa,isSealedContentType as aa,member as Vt,messageTypes as P,messageValue as G,ns as ia,oidOf as sa,olderProtocol as ca,pipelineStates as Ye,poolStates as ae,primitiveDictionary as da,psObject as ua,readCapability as la,readCimRow as Xe,readCommandResponse as ma,readConfig as $a,readConnectResponse as ha,readCreatedShellId as Jt,readErrorRecord as fa,readFault as pa,readHostCall as zt,readIdentity as ga,readInformation as ya,readMessage as Sa,readMessageRecord as wa,readPage as Qt,readProgress as va,readReceiveResponse as ba,readResponse as Pa,readShell as Yt,readState as Xt,recut as Ra,resources as te,sealedContentType as Ea,signals as ue,someHost as Ca,toPlain as Na,tooManyShells as Ia,typeCimRow as Zt,wornOut as ka,writeCimCall as Oa,writeCommand as Ma,writeConnect as Ta,writeConnectCommand as Da,writeCreate as en,writeDisconnect as _a,writeEnumerate as Aa,writeIdentify as tn,writeMessage as La,writePipelineSpec as Wa,writePull as Ua,writeReceive as xa,writeRelease as Ba,writeRequest as nn,writeSend as Ga,writeSignal as Fa}from"./chunk-DM3PWMTC.mjs";import{nearest as ja}from"./chunk-ZD3ILFP4.mjs";import{RecordReader as rn,asksKerberos as Ie,chainEndOf as Ka,chainStart as qa,changeSchema as Ha,effectSchema as Va,entryFor as Ja,expand as X,fault as J,formKeys as za,formOf as Qa,formatRecord as on,hasLabel as Ya,jumpOf as an,parseRecords as Xa,planSchema as Za,removalReadingSchema as sn,serviceScopes as ei,serviceSides as ti,severities as Ze,shadowReadingSchema as cn,stages as ni,stepsOf as ri,textsOf as oi,usualForm as ai,valueAt as ii,variableOf as le,variablesOfJump as si,verdicts as ke,wayOf as dn}from"./chunk-75ZKU24L.mjs";import{stopping as ci,timeLeft as di}from"./chunk-UXZ6BDMA.mjs";import{bootSchema as me,compareBoots as un,diagnosisSchema as ui,drainResultSchema as li,factsSchema as ln,healthReadingSchema as mn,hideResultSchema as mi,hotpatchReadingSchema as $n,identityOfPackage as $i,installResultSchema as hi,jobKeyPattern as fi,jobStatusSchema as hn,packagesSchema as pi,restartReadinessSchema as fn,resumeResultSchema as gi,rolesReadingSchema as pn,scanResultSchema as gn,scriptReadingSchema as yi,scriptsReadingSchema as Si,showResultSchema as wi,stageResultSchema as vi,uninstallResultSchema as bi}from"./chunk-AFBLVUCT.mjs";import{FailureError as W,failureOf as R,rejections as Pi}from"./chunk-DIBE7RQS.mjs";import{formatDuration as et}from"./chunk-Z3DIK6EB.mjs";import{identityOf as Oe,kbSchema as Ri,updateIdentitySchema as yn}from"./chunk-QEH45XQ7.mjs";import{_enum as E,_null as Ei,array as C,boolean as $e,discriminatedUnion as he,int as Ci,iso_exports as Sn,json as tt,literal as p,number as T,object as nt,prettifyError as Ni,record as rt,strictObject as h,string as I,tuple as Ii,union as ki,unknown as Oi}from"./chunk-6GBYPQGG.mjs";import{tmpdir as Mi}from"node:os";import{isAbsolute as Ti,relative as Di,resolve as ot,sep as _i}from"node:path";import{mkdir as Ai,open as Me,readdir as Li,readFile as Wi,rename as Ui}from"node:fs/promises";import{join as Te}from"node:path";var xi={ENOSPC:"the disk is full",EDQUOT:"the disk quota is used up",EFBIG:"the file may not grow any more",EROFS:"the file system is read-only",EACCES:"access is denied",EPERM:"access is denied",ENOTDIR:"part of the path is a file",EEXIST:"part of the path is a file",EISDIR:"the path is a folder",EIO:"the disk reports an error"};function fe(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:void 0}a(fe,"codeOf");async function M(e,t,n){try{return await n()}catch(r){const o=fe(r);if(r instanceof W||o===void 0)throw r;const i=`the ledger could not be ${t}: ${xi[o]??o}`,s="check the path, the rights and the free space, then run again: what was written before is kept";throw new W([R("JOURNAL_UNREADABLE",i,{next:s,place:{file:e},cause:o})])}}a(M,"onDisk");async function ie(e,t){try{return await e}catch(n){if(fe(n)==="ENOENT")return t;throw n}}a(ie,"orIfAbsent");import{open as Bi,readdir as Gi,readFile as Fi,rm as at,stat as ji,utimes as Ki,writeFile as qi}from"node:fs/promises";import{join as ne}from"node:path";import{readFile as Hi,readlink as Vi}from"node:fs/promises";import{hostname as wn}from"node:os";var vn=nt({owner:I(),machine:I(),scope:I(),pid:T().int(),born:I(),since:Sn.datetime()});async function bn(e){const{pid:t}=process,n=new Date().toISOString();return{owner:e,machine:wn(),scope:await Pn(),pid:t,born:(await Rn(t)).born,since:n}}a(bn,"selfAs");async function Pn(){return await Vi("/proc/self/ns/pid").catch(()=>"system")}a(Pn,"scopeOf");async function Rn(e){const t=await Hi(`/proc/${e}/stat`,"utf8").catch(()=>""),n=t.slice(t.lastIndexOf(")")+2).split(" ");return{state:n[0]??"",born:n[19]??""}}a(Rn,"factsOf");var Ji=["Z","X"];async function En({machine:e,scope:t,pid:n,born:r}){if(e!==wn()||t!==await Pn())return;try{process.kill(n,0)}catch(i){return fe(i)==="ESRCH"}const o=await Rn(n);return Ji.includes(o.state)||r!==""&&o.born!==""&&r!==o.born}a(En,"isGone");function pe(e){if(e===void 0)return"somebody who left no name";const{owner:t,machine:n,pid:r,since:o}=e;return`${t}, process ${r} on ${n}, since ${o}`}a(pe,"describeHolder");var zi=vn.extend({released:$e()}),Qi=3e4,Yi=6e5,Xi=1e4;async function Zi(e,t){for(;;){const n=(await it(e)).at(-1),r=n===void 0?"free":await Cn(ne(e,re(n)));if(n!==void 0&&r!=="free"&&!r.isDead)throw Nn(ne(e,re(n)),r);const o=(n??0)+1,i={...await bn(t),released:!1};if(!await ts(ne(e,re(o)),i))continue;const s=await it(e);if(s.at(-1)!==o){await at(ne(e,re(o)),{force:!0});continue}for(const c of s.slice(0,-1))await at(ne(e,re(c)),{force:!0});return es({directory:e,mine:o,notes:r==="free"?[]:[is(r)]})}}a(Zi,"takeLock");function es({directory:e,mine:t,notes:n}){const r=ne(e,re(t)),i=setInterval(a(()=>{const c=new Date;Ki(r,c,c).catch(()=>{})},"refresh"),Qi);i.unref();const s=a(async()=>(await it(e)).at(-1),"highest");return{notes:n,async verify(){const c=await s();if(c===t)return;const d=ne(e,re(c??t)),u=await Cn(d);throw Nn(d,u==="free"?{holder:void 0,age:0,isDead:!1}:u)},async release(){clearInterval(i);try{await s()===t&&await os(r)}catch{}}}}a(es,"hold");var re=a(e=>`${String(e).padStart(8,"0")}.json`,"nameOf");async function it(e){return(await ie(Gi(e),[])).flatMap(n=>/^\d{8}\.json$/.test(n)?[Number(n.slice(0,8))]:[]).sort((n,r)=>n-r)}a(it,"generations");async function ts(e,t){try{return await qi(e,JSON.stringify(t),{flag:"wx",mode:384}),!0}catch(n){if(fe(n)==="EEXIST")return!1;throw await at(e,{force:!0}).catch(()=>{}),n}}a(ts,"create");var[ns,rs]=["false}","true }"];async function os(e){const t=await Bi(e,"r+");try{const{size:n}=await t.stat();await t.write(rs,n-ns.length)}finally{await t.close()}}a(os,"giveBack");async function Cn(e){const t=Promise.all([Fi(e,"utf8"),ji(e)]),n=await ie(t,void 0);if(n===void 0)return"free";const[r,{mtimeMs:o}]=n,i=Math.max(0,Date.now()-o),s=as(r);return s===void 0?{holder:s,age:i,isDead:i>Xi}:s.released?"free":{holder:s,age:i,isDead:await En(s)??i>Yi}}a(Cn,"standingOf");function as(e){try{return zi.parse(JSON.parse(e))}catch{return}}a(as,"holderIn");function Nn(e,t){const n=`another run writes to this ledger: ${pe(t.holder)}, seen ${et(t.age)} ago`,r=`wait until it ends; if it is certainly dead, delete ${e} and run again`;return new W([R("JOURNAL_LOCKED",n,{next:r,retryable:!0,place:{file:e}})])}a(Nn,"locked");function is(e){const t=`the run that wrote to the ledger (${pe(e.holder)}) is dead; its lock was taken over`;return R("JOURNAL_TAKEN_OVER",t)}a(is,"takenOver");import{randomUUID as ss}from"node:crypto";import{mkdir as cs,open as ds,readdir as us,readFile as ls,rename as ms,rm as In}from"node:fs/promises";import{join as De}from"node:path";function kn({at:e}){return`${new Date(e).toISOString().replaceAll(":","-")}-${ss()}.json`}a(kn,"letterName");function On(e,t,n){try{return t.parse(JSON.parse(e))}catch{const r="A letter is not one that this version reads.",o="use the version that left it, or a later one; or delete it";throw new W([R("JOURNAL_VERSION_UNKNOWN",r,{place:{file:n},next:o})])}}a(On,"letterIn");function $s(e,t,n){const r=De(e,t);return{async read(){const o=await M(r,"read",()=>ie(us(r),[])),i=[];for(const s of o.filter(c=>c.endsWith(".json")).sort()){const c=De(r,s),d=await M(c,"read",()=>ie(ls(c,"utf8"),void 0));d!==void 0&&i.push({id:s,event:On(d,n,c)})}return i},async remove(o){for(const i of o)await M(r,"written",()=>In(De(r,i),{force:!0}))},async post(o){const i=kn(o);return await M(r,"written",async()=>{await cs(r,{recursive:!0}),await hs(De(r,i),JSON.stringify(o))}),i}}}a($s,"createMailbox");async function hs(e,t){const n=`${e}.new`;try{const r=await ds(n,"wx");try{await r.writeFile(t),await r.sync()}finally{await r.close()}await ms(n,e)}catch(r){throw await In(n,{force:!0}).catch(()=>{}),r}}a(hs,"putWhole");var fs=/^(\d{4,})-(.+)\.jsonl$/;function ps(e){const{directory:t,schema:n,owner:r}=e,o=a(async()=>(await M(t,"read",()=>ie(Li(t),[]))).flatMap(c=>{const[,d,u]=fs.exec(c)??[];return u===void 0?[]:[{number:Number(d),rollout:u,file:Te(t,c)}]}).sort((c,d)=>c.number-d.number),"files"),i=a(async s=>(await o()).findLast(c=>c.rollout===s),"find");return{async list(){const s=[];for(const{file:c,rollout:d}of await o())await Mn(c)&&s.push(d);return s},async read(s){const c=await i(s);return c===void 0?[]:(await M(c.file,"read",()=>Tn(c.file,n))).events},async text(s){const c=await i(s);if(c===void 0)return"";const d=await M(c.file,"read",()=>Wi(c.file));return Dn(d).toString()},async write(s){const c=Te(t,"lock");await M(t,"written",()=>Ai(c,{recursive:!0,mode:448}));const d=await M(c,"written",()=>Zi(c,r));try{const u=await i(s),l=(await o()).at(-1)?.number??0,m=Te(t,`${String(l+1).padStart(4,"0")}-${s}.jsonl`),f=u!==void 0&&u.number<l&&!await Mn(u.file);f&&await M(m,"written",()=>Ui(u.file,m));const g=f?m:u?.file??m,{journal:y,notes:w}=await ys({file:g,directory:t,schema:n,lock:d});return{journal:y,notes:[...d.notes,...w]}}catch(u){throw await d.release(),u}},mailbox:a(s=>$s(Te(t,"mail"),s,n),"mailbox")}}a(ps,"createFileLedger");async function Mn(e){return M(e,"read",async()=>{const t=await Me(e,"r");try{const n=Buffer.allocUnsafe(65536);for(;;){const{bytesRead:r}=await t.read(n,0,n.length,null);if(r===0)return!1;if(n.subarray(0,r).includes(10))return!0}}finally{await t.close()}})}a(Mn,"holdsRecord");var gs=2**20;async function Tn(e,t){const n=new rn(t,e),r=await Me(e,"r");try{let o=Buffer.allocUnsafe(gs),[i,s]=[0,0];for(;;){const{bytesRead:c}=await r.read(o,i,o.length-i,s+i);if(c===0)return{...n.records,size:s,isTorn:i>0};i+=c;const d=Dn(o.subarray(0,i));n.take(d),o.copyWithin(0,d.length,i),s+=d.length,i-=d.length,i===o.length&&(o=Buffer.concat([o],2*i))}}finally{await r.close()}}a(Tn,"readRecords");async function ys({file:e,directory:t,schema:n,lock:r}){const o={events:[],end:qa,size:0,isTorn:!1},i=await M(e,"read",()=>ie(Tn(e,n),o)),{events:s,end:c,size:d,isTorn:u}=i,l=await M(e,"written",()=>Me(e,"a",384)),m=[];try{u&&(await M(e,"written",()=>l.truncate(d)),m.push(vs(e,c.sequence+1))),await M(e,"written",()=>l.datasync()),d===0&&await Ss(t)}catch(f){throw await l.close(),f}return{journal:new ws({file:e,handle:l,lock:r,size:d,events:s,end:c}),notes:m}}a(ys,"openJournal");async function Ss(e){const t=await Me(e,"r").catch(()=>{});await t?.sync().catch(()=>{}),await t?.close()}a(Ss,"syncDirectory");var ws=class{static{a(this,"FileJournal")}#e;#t;#n;#r;#o;#i;#a=!1;constructor({file:e,handle:t,lock:n,size:r,events:o,end:i}){this.#e=e,this.#t=t,this.#n=n,this.#i=r,this.#r=[...o],this.#o=i}read(){return Promise.resolve([...this.#r])}async append(e){if(this.#a)throw new RangeError("a journal that could not be written is not written again");let t=this.#o;const n=e.map(o=>{const i=on(o,t);return t=i.end,`${i.line}
`}),r=Buffer.from(n.join(""));this.#a=!0,await M(this.#e,"written",()=>this.#n.verify());try{await M(this.#e,"written",async()=>{await this.#t.appendFile(r),await this.#t.datasync()})}catch(o){throw await this.#s(),o}this.#a=!1,this.#i+=r.length,this.#o=t,this.#r.push(...e)}async#s(){try{await this.#n.verify(),await this.#t.truncate(this.#i),await this.#t.datasync()}catch{}}async close(){await this.#t.close(),await this.#n.release()}};function Dn(e){return e.subarray(0,e.lastIndexOf(`
`)+1)}a(Dn,"wholeLines");function vs(e,t){const n=`Line ${t} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;return R("JOURNAL_TAIL_TORN",n,{place:{file:e,line:t}})}a(vs,"torn");import{createHash as bs}from"node:crypto";import{mkdtempSync as Ps,rmSync as Rs}from"node:fs";import{join as Es}from"node:path";import{setTimeout as Cs}from"node:timers/promises";import{existsSync as Ns}from"node:fs";import{dirname as _n,join as Is,resolve as ks}from"node:path";var U=a((e,t,n,r=!1)=>new W([R(e,t,{next:n,retryable:r})]),"fail"),An=a(e=>U("LEDGER_GIT_MISSING",e,"install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR"),"toolMissing"),Os=a((e,t)=>U("LEDGER_REPOSITORY_MISSING",t?`git does not open the repository of ${e}`:`there is no git repository in ${e}`,t?`if another account owns it: git config --global --add safe.directory ${e}`:"check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR"),"repositoryMissing"),Ms=a(e=>U("LEDGER_REMOTE_MISSING",e.length===0?"the repository has no remote":`the repository has the remotes ${e.join(", ")}, and none is origin`,"git remote add origin URL, or keep the ledger in a folder: file:DIR"),"remoteMissing"),Ln=a((e,t)=>U("LEDGER_BRANCH_FOREIGN",`the branch ${e} is not a ledger of patchring: ${t}`,"name a branch that is not there yet or that patchring made: git:patchring-ledger"),"branchForeign"),Ts=a((e,t)=>U("JOURNAL_VERSION_UNKNOWN",`the branch ${e} is a ledger of format ${t}, which this version does not read`,"use the version that wrote it, or a later one"),"branchLater"),Wn=a((e,t)=>U("JOURNAL_LINE_CHANGED",`the branch ${e} is not as this run left it: ${t}`,"put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there"),"branchRewritten"),Un=a(e=>U("JOURNAL_REMOTE_UNREACHABLE",`the branch ${e} cannot be read: its remote does not answer, or does not know who asks`,"check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again",!0),"remoteUnreachable"),xn=a(e=>U("JOURNAL_CUT_SHORT",`the remote of the ledger (${e}) did not answer before this run had to end`,"run again when the remote answers: what this run could not write is asked of the machines again",!0),"cutShort"),Ds=a(e=>U("JOURNAL_PUSH_DENIED",`the branch ${e} can be read but not pushed to with the rights of this checkout`,"GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true"),"pushDenied"),_s=a(e=>U("JOURNAL_PUSH_REJECTED",`the remote refused the push to ${e}: the branch is protected, or a rule or a hook stands against it`,`exempt ${e} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`),"pushRejected"),As=a(e=>U("JOURNAL_PUSH_OVERTAKEN",`others pushed to ${e} each time before this run could`,"run again; if it stays so, find out who pushes there",!0),"pushOvertaken"),ge=a(e=>U("JOURNAL_UNREADABLE",`git could not do its work in the temporary folder: ${e}`,"check its rights and free space, then run again: what was written before is kept"),"workFailed"),Ls=a(e=>U("JOURNAL_OVERTAKEN",`another run that works on this rollout has written to ${e} in this moment`,"run again: what it wrote is taken in first",!0),"overtaken"),Ws=a((e,t)=>U("JOURNAL_FENCED",`this run no longer writes to ${e}: ${t}`,"nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it",!0),"fenced"),se="ledger",Bn=6e4,Us=4e8,xs=["GIT_DIR","GIT_WORK_TREE","GIT_INDEX_FILE","GIT_OBJECT_DIRECTORY","GIT_ALTERNATE_OBJECT_DIRECTORIES","GIT_COMMON_DIR","GIT_NAMESPACE","GIT_SHALLOW_FILE","GIT_QUARANTINE_PATH","GIT_CONFIG"],Gn=[["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.autocrlf","false"]],Bs=/^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;function Gs(e){const t=Number(process.env.GIT_CONFIG_COUNT??0)||0,n={...Object.fromEntries(xs.map(r=>[r,void 0])),GIT_TERMINAL_PROMPT:"0",GCM_INTERACTIVE:"never",GIT_CONFIG_COUNT:String(t+e.length)};for(const[r,[o,i]]of e.entries())n[`GIT_CONFIG_KEY_${t+r}`]=o,n[`GIT_CONFIG_VALUE_${t+r}`]=i;return n}a(Gs,"environmentOf");async function Fs(e,t){const n=a(i=>(s,{input:c,signal:d}={})=>e({command:["git",...s],directory:t,environment:Gs(i),timeout:Bn,limit:Us,...c===void 0?{}:{input:c},signal:d}),"callWith"),r=n(Gn);await js(r);const o=await r(["config","--local","--includes","--list","-z"]);if(o.kind!=="done")throw Os(t,qs(t));return n([...Ks(o.output),...Gn])}a(Fs,"gitFor");async function js(e){const t=await e(["version"]),[,n,r]=/(\d+)\.(\d+)/.exec(t.kind==="done"?t.output:"")??[];if(n===void 0)throw An("git cannot be started here");if(Number(n)<2||Number(n)===2&&Number(r)<31)throw An(`git ${n}.${r} is too old`)}a(js,"refuseOld");function Ks(e){const t=e.split("\0").flatMap(o=>{const[i="",...s]=o.split(`
`);return i===""?[]:[[i,s.length===0?"true":s.join(`
`)]]}),n=[...new Set(t.flatMap(([o])=>/^remote\.(.+)\.url$/s.exec(o)?.[1]??[]))],r=n.includes("origin")?"origin":n[0];if(r===void 0||r!=="origin"&&n.length>1)throw Ms(n);return t.filter(([o])=>!o.startsWith(`remote.${se}.`)||r===se).map(([o,i])=>[o.replace(`remote.${r}.`,`remote.${se}.`),i]).filter(([o])=>Bs.test(o))}a(Ks,"settingsIn");function qs(e){for(let t=ks(e);;t=_n(t)){if(Ns(Is(t,".git")))return!0;if(t===_n(t))return!1}}a(qs,"hasRepository");var Hs="patchring <noreply@patchring.invalid>",Vs="[skip ci]";function Js({ref:e,parent:t,at:n,change:{message:r,put:o,drop:i}}){const s=a(d=>`data ${Buffer.byteLength(d)}
${d}
`,"data"),c=`${r.replaceAll(/[\u0000-\u001f\u007f]+/g," ")} ${Vs}`;return Buffer.from([`commit ${e}
mark :1
committer ${Hs} ${Math.floor(n/1e3)} +0000
${s(c)}`,t===void 0?"":`from ${t}
`,...i.map(d=>`D ${d}
`),...[...o].map(([d,u])=>`M 100644 inline ${d}
${s(u)}`),`
get-mark :1
done
`].join(""))}a(Js,"streamOf");function zs(e){const t=e.split("\0").flatMap(n=>{const[,r,o]=/^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(n)??[];return r===void 0||o===void 0?[]:[[o,r]]});return new Map(t)}a(zs,"filesIn");function Qs(e,t){const n=Buffer.from(e),r=[];for(let o=0;r.length<t;){const i=n.indexOf(`
`,o),[,s]=/^[0-9a-f]{40} blob (\d+)$/.exec(n.toString("latin1",o,i))??[];if(i<0||s===void 0)throw ge("a content of the branch is not there or is not text");r.push(n.toString("utf8",i+1,i+1+Number(s))),o=i+2+Number(s)}return r}a(Qs,"pieces");var Ys=200,Xs=400,st="refs/patchring/tip",ct={head:void 0,files:new Map};function _e(e){const t=Buffer.from(e);return bs("sha1").update(`blob ${t.length}\0`).update(t).digest("hex")}a(_e,"contentName");var Zs=class{static{a(this,"Branch")}name;#e;#t;#n;#r=0;#o=ct;#i=Promise.resolve();constructor(e){this.#e=e,this.name=e.branch}get known(){return this.#o}read(){return this.#a(()=>this.#l())}async texts(e){if(e.length===0)return[];const t=Buffer.from(e.map(n=>`${n}
`).join(""));return Qs(await this.#h(["cat-file","--batch"],t),e.length)}change(e){return this.#a(()=>this.#s(e))}#a(e){const t=this.#i.then(e,e);return this.#i=t.catch(()=>{}),t}async#s(e){const{patience:t}=this.#e;this.#r>Xs&&this.#S();let n=this.#o.head===void 0?await this.#l():this.#o,r=0;for(let o=0;o<Ys;){const i=await e(n);if(i===void 0)return;const s=await this.#u(n,i),c=await this.#d(s,n.head),d=c.kind==="done"?s:await this.#m();if(d===s){this.#o={head:s,files:ec(n.files,i)};return}if(d!==n.head){o+=1,await this.#g(Math.min(20*o,1e3)),n=await this.#l();continue}if(r>=t.length)throw this.#c(c);await this.#g(t[r]??0),r+=1}throw As(this.name)}#c(e){return e.kind==="failed"&&e.exitCode===1?_s(this.name):e.kind==="failed"?Ds(this.name):Un(this.name)}async#u(e,t){this.#r+=1;const n=Js({ref:st,parent:e.head,at:Date.now(),change:t}),r=await this.#h(["fast-import","--quiet","--done","--force"],n),[o]=/^[0-9a-f]{40}$/m.exec(r)??[];if(o===void 0)throw ge("fast-import named no commit");return o}async#d(e,t){const n=`refs/heads/${this.name}`,r=["--quiet","--no-verify","--no-signed","--no-follow-tags","--recurse-submodules=no"],o=`--force-with-lease=${n}:${t??""}`;return this.#p(["push",...r,o,se,`${e}:${n}`])}async#l(){const e=await this.#m();return e===void 0?this.#o=ct:e!==this.#o.head&&(this.#o=await this.#f()),this.#o}async#m(){const e=await this.#$(["ls-remote",se,`refs/heads/${this.name}`]);return/^[0-9a-f]{40}/.exec(e)?.[0]}async#f(){const e=["--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-recurse-submodules"];await this.#$(["fetch",...e,se,`+refs/heads/${this.name}:${st}`]);const t=(await this.#h(["rev-parse","--verify",st])).trim();return{head:t,files:zs(await this.#h(["ls-tree","-r","-z",t]))}}async#$(e){for(const t of[...this.#e.patience,void 0]){const n=await this.#p(e);if(n.kind==="done")return n.output;if(t===void 0||n.kind==="missing")break;await this.#g(t)}throw Un(this.name)}async#h(e,t){const n=await this.#y(e,{input:t});if(n.kind==="done")return n.output;throw ge(`${e[0]} ended with ${n.kind==="failed"?`exit code ${n.exitCode}`:n.kind}`)}async#p(e){const{letGo:t}=this.#e,n=t?.aborted===!0?void 0:await this.#y(e,{signal:t});if(n===void 0||n.kind==="aborted")throw xn(this.name);return n}#g(e){return this.watch(Math.min(e*(.5+Math.random()),Bn))}async watch(e){const{letGo:t}=this.#e;await Cs(e,void 0,t===void 0?{}:{signal:t}).catch(()=>{throw xn(this.name)})}async#y(e,t){this.#t??=Fs(this.#e.run,this.#e.checkout);const n=await this.#t;if(this.#n===void 0){const r=tc(this.#e.temporary);if((await n(["init","--quiet","--bare","--template=",r])).kind!=="done")throw ge("it could not be made");this.#n=r}return n([`--git-dir=${this.#n}`,...e],t)}#S(){this.#n!==void 0&&jn(this.#n),this.#n=void 0,this.#o=ct,this.#r=0}};function ec(e,{put:t,drop:n}){const r=new Map(e);for(const o of n)r.delete(o);for(const[o,i]of t)r.set(o,_e(i));return r}a(ec,"filesAfter");var dt=new Set,Fn=!1;function tc(e){Fn||(Fn=!0,process.once("exit",()=>{for(const t of dt)jn(t)}));try{const t=Ps(Es(e,"patchring-ledger-"));return dt.add(t),t}catch(t){throw ge(`no folder can be made in ${e} (${fe(t)??"for no reason that it tells"})`)}}a(tc,"makeFolder");function jn(e){dt.delete(e),Rs(e,{recursive:!0,force:!0})}a(jn,"removeFolder");var nc=vn.extend({shard:I(),fence:T().int(),token:I(),beat:T().int(),until:Sn.datetime(),idleAt:T().int().nullable()}),rc={lease:6e5,beat:18e4,letters:15e3,patience:[500,1e3,2e3,4e3,8e3,15e3]},ut=a(({now:e=Date.now})=>e(),"nowBy");function oc(e,t){const n=t===""?"all":t.replace("/","-of-").split("=").map(encodeURIComponent).join("=");return`${mt(e)}${n}.json`}a(oc,"claimPath");var lt="claims/",mt=a(e=>`${lt}${e}/`,"claimsOf");function ac({holder:e,...t},n){const r=new Date(ut(n)+n.lease).toISOString();return`${JSON.stringify({...e,...t,until:r})}
`}a(ac,"textOfClaim");function ic(e){try{return nc.parse(JSON.parse(e??""))}catch{return}}a(ic,"claimIn");async function Kn(e,t){if(await En(e)===!0)return"over";const n=Date.parse(e.until)-ut(t);return n<=0?"over":n>t.lease+t.beat?"ahead":"held"}a(Kn,"standingOf2");function sc({shard:e,owner:t,fence:n,until:r,idleAt:o}){return{shard:e,owner:t,fence:n,until:Date.parse(r),idleAt:o}}a(sc,"shown");function qn(e,{shard:t}){return e.shard===""||t===""||t===e.shard||e.overlaps(t)}a(qn,"areOpposed");var Hn=a(e=>e===""?"":`part ${e} of `,"partText");function Vn(e,t,n,r){const o=et(Math.max(0,Date.parse(n.until)-ut(r))),i=`another run writes ${Hn(n.shard)}${t} to this ledger: ${pe(n)}; its claim on ${e} ends in ${o} unless it is renewed`,s="wait until it ends; a run that died is taken over when its claim has run out";return new W([R("JOURNAL_LOCKED",i,{next:s,retryable:!0})])}a(Vn,"heldBy");function cc(e,t,n){const r=`the run that wrote ${Hn(n.shard)}${t} to ${e} (${pe(n)}) is dead or cut off; its claim was taken over`;return R("JOURNAL_TAKEN_OVER",r)}a(cc,"takenOver2");import{randomUUID as dc}from"node:crypto";var ye="patchring.json",$t=`${JSON.stringify({patchring:"ledger",format:1})}
`,uc=_e($t),lc=/^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;function ht({files:e}){const t=new Map;for(const n of[...e.keys()].sort()){const[,r,o,i]=lc.exec(n)??[];if(r===void 0||i===void 0)continue;const s=t.get(r)??{number:Number(o),rollout:i,folder:r,pieces:new Map};s.pieces.set(n,e.get(n)??""),t.set(r,s)}return[...t.values()].sort((n,r)=>n.number-r.number)}a(ht,"shelvesIn");function Ae(e,t){return ht(e).findLast(n=>n.rollout===t)}a(Ae,"shelfOf");function mc(e,t){const n=(ht(e).at(-1)?.number??0)+1;return`rollouts/${String(n).padStart(4,"0")}-${Jn(t)}`}a(mc,"nextFolder");var $c=a((e,t)=>`${e}/${String(t).padStart(8,"0")}.jsonl`,"pieceIn"),hc=a(e=>`mail/${Jn(e)}/`,"mailIn");function Jn(e){if(!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(e))throw new RangeError(`no name of a rollout: ${e}`);return e}a(Jn,"safe");async function fc(e,t,n){if(t.head===void 0)return;const r=t.files.get(ye);if(r===uc)return;if(r===void 0)throw Ln(e,`it has no ${ye}`);const o=pc(await n(r));throw o===void 0?Ln(e,`its ${ye} is not ours`):Ts(e,o)}a(fc,"refuseForeign");function pc(e){try{const t=JSON.parse(e??"");return t.patchring==="ledger"&&typeof t.format=="number"?t.format:void 0}catch{return}}a(pc,"formatIn");async function gc({branch:e,rollout:t,part:n,owner:r,pace:o,check:i}){const s=new yc({branch:e,rollout:t,part:n,holder:await bn(r),pace:o});let c=[];const d=new Set;for(await e.read();;){let l;if(await e.change(async w=>{await i(w),l=void 0;const b=[];for(const v of await We(e,w,lt)){if(v.rollout===t&&!qn(n,v.claim))continue;const H=await Kn(v.claim,o);if(H==="held")throw Vn(e.name,v.rollout,v.claim,o);H==="ahead"&&!d.has(Le(v.claim))?l=v:b.push(v)}if(l===void 0)return c=b,s.taken(b)}),l===void 0)break;await e.watch(o.beat*1.5);const{path:m,rollout:f,claim:g}=l,y=(await We(e,await e.read(),lt)).find(w=>w.path===m);if(y!==void 0&&Le(y.claim)!==Le(g))throw Vn(e.name,f,y.claim,o);d.add(Le(g))}s.begin();const u=c.map(l=>cc(e.name,l.rollout,l.claim));return{claim:s,notes:u}}a(gc,"takeClaim");var Le=a(({token:e,beat:t})=>`${e} ${t}`,"nameOf2");async function We(e,{files:t},n){const r=[...t.keys()].filter(i=>i.startsWith(n)).sort(),o=await e.texts(r.map(i=>t.get(i)??""));return r.flatMap((i,s)=>{const c=ic(o[s]),[,d=""]=i.split("/");return c===void 0?[]:[{path:i,rollout:d,claim:c}]})}a(We,"claimsAt");async function zn(e,t,{rollout:n,pace:r}){const o=[];for(const{claim:i}of await We(e,t,mt(n)))await Kn(i,r)!=="over"&&o.push(sc(i));return o}a(zn,"claimsOn");var yc=class{static{a(this,"HeldClaim")}#e;#t;#n=dc();#r=1;#o=0;#i=null;#a=new Set;#s=performance.now();#c;#u=!1;constructor(e){this.#e=e,this.#t=oc(e.rollout,e.part.shard)}get shard(){return this.#e.part.shard}get idleAt(){return this.#i}taken(e){this.#r=Math.max(0,...e.map(({claim:i})=>i.fence))+1;const{rollout:t,holder:n}=this.#e,r=this.shard===""?t:`${t} ${this.shard}`;return{...this.renewed(`${r}: claimed by ${n.owner}`,{idleAt:null}),drop:e.flatMap(({path:i})=>i===this.#t?[]:[i])}}renewed(e,{idleAt:t=this.#i,put:n=new Map}={}){const{holder:r,pace:o}=this.#e;this.#o+=1,this.#i=t;const[i,s,c]=[this.#r,this.#n,this.#o],d=ac({holder:r,shard:this.shard,fence:i,token:s,beat:c,idleAt:t},o);return this.#a.add(_e(d)),this.#s=performance.now(),{message:e,put:new Map([[ye,$t],[this.#t,d],...n]),drop:[]}}async verify(e){const t=e.files.get(this.#t);if(!this.#u&&t!==void 0&&this.#a.has(t))return;const{branch:n,rollout:r,part:o}=this.#e,i=await We(n,e,mt(r)),s=i.find(({path:u})=>u===this.#t)??i.find(({claim:u})=>qn(o,u)),{fence:c=this.#r}=s?.claim??{},d=s===void 0?"its claim was taken away":`${pe(s.claim)} has taken over (fence ${c}, this run has ${this.#r})`;throw Ws(n.name,d)}async others(e){return(await zn(this.#e.branch,e,this.#e)).filter(({shard:t})=>t!==this.shard)}begin(){const{branch:e,pace:t}=this.#e,n=a(()=>{if(performance.now()-this.#s<t.beat*.9)return;const r=a(async o=>(await this.verify(o),this.renewed("claim")),"renew");e.change(r).catch(()=>{})},"beat");this.#c=setInterval(n,t.beat),this.#c.unref()}async release(){clearInterval(this.#c);const e=a(async t=>(await this.verify(t),{message:"claim given back",put:new Map,drop:[this.#t]}),"giveBack2");await this.#e.branch.change(e).catch(()=>{}),this.#u=!0}},Sc=65536,wc=class{static{a(this,"GitJournal")}rollout;company;#e;#t;#n;#r;#o;#i;#a;#s;#c;#u=!1;#d=!0;constructor({branch:e,rollout:t,schema:n,claim:r,shelf:o,books:i,look:s}){this.#e=e,this.rollout=t,this.#t=n,this.#n=r,this.#r=s,this.#i=o?.folder,this.#a=o?.pieces??new Map,this.#s=i.texts.at(-1)??"",this.#o=[...i.events],this.#c=i.end,r.shard!==""&&(this.company={follow:a(()=>this.#f(),"follow"),others:a(()=>this.#$(),"others"),rest:a(()=>this.#h(),"rest")})}get isOpen(){return this.#d}read(){return Promise.resolve([...this.#o])}async append(e){if(this.#u)throw new RangeError("a journal that could not be written is not written again");if(e.length===0)return;const t=this.#l(e),{text:n,end:r,isNew:o}=t,i=this.#a.size+(o?1:0);let s="",c=this.#i??"",d=!1;try{await this.#e.change(async u=>{if(u.head===void 0)throw Wn(this.#e.name,"it is gone");if(await this.#n.verify(u),d=await this.#m(u),d)return;c=this.#i??mc(u,this.rollout),s=$c(c,i);const l=new Map([[s,n]]);return this.#n.renewed(`${this.rollout}: ${e.length} more`,{put:l,idleAt:null})})}catch(u){throw this.#u=!0,u}if(d)throw Ls(this.#e.name);this.#i=c,this.#a=new Map([...this.#a,[s,_e(n)]]),this.#s=n,this.#c=r,this.#o.push(...e)}#l(e){let t=this.#c,n="";for(const o of e){const i=on(o,t);t=i.end,n+=`${i.line}
`}const r=this.#a.size===0||this.#s.length>Sc;return{text:r?n:this.#s+n,end:t,isNew:r}}async#m(e){const t=Ae(e,this.rollout),n=[...t?.pieces??[]],r=[...this.#a],o=r.findIndex(([g,y],w)=>n[w]?.[0]!==g||n[w]?.[1]!==y);if(o<0&&n.length===r.length)return!1;const i=a((g="")=>Wn(this.#e.name,`${g} is another one`),"changed");if(this.company===void 0||o>=0&&o<r.length-1)throw i(r[Math.max(o,0)]?.[0]);const s=o<0?r.length:o;if(s<r.length&&n[s]?.[0]!==r[s]?.[0])throw i(r[s]?.[0]);const c=await this.#e.texts(n.slice(s).map(([,g])=>g)),d=o<0?"":this.#s,u=c.join("");if(!u.startsWith(d))throw i(r[s]?.[0]);const l=new rn(this.#t,`${this.#e.name}:${t?.folder??""}`,this.#c);l.take(Buffer.from(u.slice(d.length)));const{events:m,end:f}=l.records;return this.#i=t?.folder,this.#a=new Map(n),this.#s=c.at(-1)??this.#s,this.#c=f,this.#o.push(...m),!0}async#f(){const e=await this.#r();return e.head===void 0?!1:(await this.#n.verify(e),this.#m(e))}#$(){return this.#n.others(this.#e.known)}async#h(){const e=this.#o.length;this.#n.idleAt!==e&&await this.#e.change(async t=>(await this.#n.verify(t),this.#n.renewed(`${this.#n.shard} waits for the others`,{idleAt:e})))}async close(){this.#d=!1,await this.#n.release()}},vc={shard:"",overlaps:a(()=>!0,"overlaps")};function bc(e){const{schema:t,owner:n,pace:r=rc}=e,o=new Zs({...e,patience:r.patience}),i=a(m=>fc(o.name,m,async f=>(await o.texts([f]))[0]),"check"),s=a(async()=>{const m=await o.read();return await i(m),m},"read"),c=a(async m=>{const f=await o.texts([...m?.pieces.values()??[]]),g=`${o.name}:${m?.folder??"rollouts"}`;return{texts:f,...Xa(Buffer.from(Qn(o.name,f)),t,g)}},"recordsIn");let d=Number.NEGATIVE_INFINITY,u;const l=a(async()=>u?.isOpen===!0&&performance.now()-d<r.letters?o.known:(d=performance.now(),s()),"readForLetters");return{list:a(async()=>ht(await s()).map(({rollout:m})=>m),"list"),read:a(async m=>(await c(Ae(await s(),m))).events,"read"),async text(m){const f=u?.isOpen===!0&&u.rollout===m?o.known:await s();return Qn(o.name,(await c(Ae(f,m))).texts)},async write(m,f=vc){const{claim:g,notes:y}=await gc({branch:o,rollout:m,part:f,owner:n,pace:r,check:i});try{const w=Ae(o.known,m),b=await c(w),v=new wc({branch:o,rollout:m,schema:t,claim:g,shelf:w,books:b,look:l});return u=v,{journal:v,notes:y}}catch(w){throw await g.release(),w}},claims:a(async m=>zn(o,await s(),{rollout:m,pace:r}),"claims"),mailbox:a(m=>Pc({branch:o,rollout:m,schema:t,read:l,check:i}),"mailbox")}}a(bc,"createGitLedger");function Qn(e,t){const n=t.findIndex(o=>!o.endsWith(`
`));if(n<0)return t.join("");const r=`Piece ${n+1} of a journal on ${e} ends in the middle of a line.`;throw new W([R("JOURNAL_LINE_CHANGED",r)])}a(Qn,"wholeText");function Pc({branch:e,rollout:t,schema:n,read:r,check:o}){const i=hc(t);return{async read(){const{files:s}=await r(),c=[...s.keys()].filter(u=>u.startsWith(i)).sort();return(await e.texts(c.map(u=>s.get(u)??""))).map((u,l)=>{const m=c[l]??"";return{id:m.slice(i.length),event:On(u,n,`${e.name}:${m}`)}})},remove:a(s=>e.change(c=>{const d=s.map(u=>`${i}${u}`).filter(u=>c.files.has(u));return d.length===0?void 0:{message:`${t}: letters taken in`,put:new Map,drop:d}}),"remove"),async post(s){const c=kn(s);return await e.change(async d=>{await o(d);const u=new Map([[ye,$t],[`${i}${c}`,JSON.stringify(s)]]);return{message:`${t}: a letter`,put:u,drop:[]}}),c}}}a(Pc,"mailboxOn");var D=I(),Yn=T().int(),F=h({code:D,message:D,retryable:$e(),machine:D.exactOptional(),phase:D.exactOptional(),cause:D.exactOptional(),next:D.exactOptional(),place:h({file:D,line:T().exactOptional(),column:T().exactOptional(),path:D.exactOptional()}).exactOptional()});function B(e){return he("ok",[h({ok:p(!0),value:e}),h({ok:p(!1),failure:F,arrived:E(["no","maybe"])})])}a(B,"answerSchema");var Se=h({at:Yn,readings:h({facts:B(ln).exactOptional(),boot:B(me).exactOptional(),restart:B(fn).exactOptional(),hotpatch:B($n).exactOptional(),health:B(mn).exactOptional(),packages:B(C(D)).exactOptional(),roles:B(pn).exactOptional(),scripts:B(Si).exactOptional(),removal:B(sn).exactOptional(),shadow:B(cn).exactOptional()})}),we=rt(D,C(B(h({status:T().int().exactOptional(),verdict:E(["pass","fail","inconclusive"]).exactOptional(),reason:D.exactOptional(),value:T().exactOptional(),took:T()})))),Rc=he("kind",[h({kind:p("checked"),snapshot:Se,runner:we,scan:B(gn)}),h({kind:p("looked"),snapshot:Se}),h({kind:p("staged"),result:vi}),h({kind:p("installed"),result:hi,boot:me.nullable()}),h({kind:p("restarted"),boot:me,askedAt:Yn}),h({kind:p("verified"),snapshot:Se,runner:we,scan:B(gn).nullable()}),h({kind:p("controlled"),snapshot:Se,runner:we}),h({kind:p("diagnosed"),summary:D,file:D.nullable(),sha256:D.nullable(),failure:F.exactOptional()}),h({kind:p("inspected"),snapshot:Se,runner:we}),h({kind:p("uninstalled"),result:bi,boot:me.nullable()}),h({kind:p("hidden"),result:mi}),h({kind:p("shown"),result:wi}),h({kind:p("drained"),result:li}),h({kind:p("resumed"),result:gi}),h({kind:p("stepped"),took:T().int().nonnegative(),failed:h({how:D,said:D}).nullable()}),h({kind:p("polled"),runner:we}),h({kind:p("acknowledged")}),h({kind:p("notStarted"),failure:F}),h({kind:p("failed"),failure:F}),h({kind:p("lost"),failure:F}),h({kind:p("overdue"),failure:F})]),S=I(),N=T().int().nonnegative(),oe=T().int(),A={at:oe},K={...A,ring:S},q={...A,machine:S},ft=rt(S,ki([S,T(),$e(),Ei()])),Xn=h({gate:S,severity:E(Ze),verdict:E(ke),reason:S,measured:ft,againAt:oe.exactOptional(),strikes:N,subjects:C(S).exactOptional(),series:h({since:oe,at:oe.nullable(),passed:N,failed:N,inconclusive:N,errors:N}).exactOptional()}),Ec=["held","restart","unproven","gone"],Zn=h({...yn.shape,why:E(Ec),kbs:C(S),title:S,reason:S,remedy:S,blocks:$e(),instead:S.exactOptional()}),er=he("by",[h({by:p("rule"),rule:E(["critical","maxFailures","zeroTolerance","sequential","sameSignature","drill"]),ring:S,wave:N,waves:N,machine:S,gate:S.nullable(),code:S,failed:N,of:N,failedInRing:N,limit:N,isAfterSoak:$e(),test:h({scope:E(["ring","rollout"]),failed:N,started:N}).exactOptional(),signature:S.exactOptional()}),h({by:p("service"),rule:E(["waveGate","ringGate"]),ring:S,wave:N,waves:N,gate:S,severity:E(Ze),measured:ft,before:h({verdict:E(ke),reason:S,measured:ft}).nullable(),started:N}),h({by:p("person"),person:S})]),Cc=[h({kind:p("ringOpened"),...K,uncovered:S.exactOptional()}),h({kind:p("waveOpened"),...K,wave:N,size:N}),h({kind:p("ringSoaking"),...K,until:oe}),h({kind:p("ringJudging"),...K}),h({kind:p("ringJudged"),...K,of:E(ei),side:E(ti),wave:N,verdict:E(ke),gates:C(Xn),againAt:oe.nullable()}),h({kind:p("ringPassed"),...K}),h({kind:p("ringHeld"),...K,failure:F})],Nc=[h({kind:p("drillBegan"),...K,machine:S}),h({kind:p("drillUndone"),...K,machine:S}),h({kind:p("drillProved"),...K,machine:S})],Ic=[h({kind:p("intended"),...A,effect:Va}),h({kind:p("finished"),...q,key:S,outcome:Rc,acknowledged:C(S.regex(fi))}),h({kind:p("judged"),...q,stage:E(ni),verdict:E(ke),gates:C(Xn),againAt:oe.nullable()}),h({kind:p("machineChosen"),...q,updates:C(yn),left:C(Zn)}),h({kind:p("machineDrifted"),...q,changes:C(Ha)}),h({kind:p("machineSkipped"),...q,failure:F}),h({kind:p("machineReturned"),...q,reason:S}),h({kind:p("machineDone"),...q,result:E(["updated","nothingNeeded"]),left:C(Zn)}),h({kind:p("machineFailed"),...q,failure:F,severity:E(Ze),gate:S.nullable()}),h({kind:p("machineUnclear"),...q,failure:F,gate:S.nullable()}),h({kind:p("machineUndone"),...q}),h({kind:p("machineStranded"),...q,failure:F})],kc=[h({kind:p("begun"),...A,format:p(1),plan:Za}),h({kind:p("runBegan"),...A,by:S,ring:S.nullable(),only:C(S).nullable(),again:C(S),shard:S.exactOptional()}),h({kind:p("halted"),...A,cause:er,reason:S}),h({kind:p("resumed"),...A,person:S,reason:S,exclude:C(S)}),h({kind:p("retried"),...A,person:S,reason:S,machines:C(S).min(1)}),h({kind:p("approved"),...K,planHash:S,person:S}),h({kind:p("updateHeld"),...A,kb:Ri,reason:S,person:S}),h({kind:p("undoBegan"),...A,cause:er,reason:S,machines:C(S),spared:C(h({machine:S,reason:S}))}),h({kind:p("undoEnded"),...A,undone:N,stranded:N,left:N,isFinal:p(!0).exactOptional()}),h({kind:p("undoLifted"),...A,person:S,reason:S}),h({kind:p("superseded"),...A,person:S,reason:S}),h({kind:p("stopped"),...A,failure:F}),h({kind:p("concluded"),...A,conclusion:E(["succeeded","nothing-to-do","rolled-back"])})],tr=he("kind",[...kc,...Cc,...Nc,...Ic]);import{isAbsolute as Oc,resolve as Mc}from"node:path";function Tc(e,t){return/[/\\]/.test(e)&&!Oc(e)?Mc(t,e):e}a(Tc,"pathOf");function Dc(e){const t={};for(const[n,r]of Object.entries({...process.env,...e}))r!==void 0&&!/^INPUT_/i.test(n)&&(t[n]=r);return t}a(Dc,"environmentWith");async function ve(e){const{command:t,directory:n,timeout:r,limit:o,environment:i,input:s,signal:c}=e,{execa:d}=await import("./execa-67JBZUJ6.mjs"),[u="",...l]=t,m=d(Tc(u,n),l,{cwd:n,env:Dc(i),extendEnv:!1,...s===void 0?{stdin:"ignore"}:{input:s},stderr:"ignore",timeout:r,maxBuffer:o,reject:!1,windowsHide:!0,killSignal:"SIGKILL",...c===void 0?{}:{cancelSignal:c}}),f=a(()=>{m.stdout?.destroy()},"letGo"),g=setTimeout(f,r);m.once("exit",(b,v)=>v!==null&&f());const y=await m;if(clearTimeout(g),y.isCanceled)return{kind:"aborted"};const w=String(y.stdout??"");return y.timedOut?{kind:"overdue",output:w}:y.isMaxBuffer?{kind:"tooLong"}:y.failed?y.exitCode!==void 0?{kind:"failed",how:`exit code ${y.exitCode}`,output:w,exitCode:y.exitCode}:y.signal!==void 0?{kind:"failed",how:`signal ${y.signal}`,output:w}:{kind:"missing",why:y.code??"it cannot be started"}:{kind:"done",output:w}}a(ve,"runCommand");function _c(e,{during:t}){return{readBoot:a(()=>t(e.readBoot()),"readBoot"),readNewBoot:a(n=>t(e.readNewBoot(n)),"readNewBoot"),probe:a((n,r)=>t(e.probe(n,r)),"probe"),startJob:a((n,r)=>t(e.startJob(n,r)),"startJob"),pollJob:a(n=>t(e.pollJob(n)),"pollJob"),cancelJob:a(n=>t(e.cancelJob(n)),"cancelJob"),removeJob:a(n=>t(e.removeJob(n)),"removeJob"),restart:a((n,r)=>t(e.restart(n,r)),"restart"),release:a(()=>t(e.release()),"release")}}a(_c,"machineDuring");function Ac(e,t){return{machine:a(n=>_c(e.machine(n),t),"machine"),close:a(()=>t.during(e.close()),"close")}}a(Ac,"fleetDuring");function Lc(e,{during:t}){return{http:a((n,r)=>t(e.http(n,r)),"http"),tcp:a((n,r,o)=>t(e.tcp(n,r,o)),"tcp"),exec:a((n,r)=>t(e.exec(n,r)),"exec"),step:a(n=>t(e.step(n)),"step"),metric:a(n=>t(e.metric(n)),"metric")}}a(Lc,"probesDuring");function Wc(e,{during:t}){const{company:n}=e;return{read:a(()=>t(e.read()),"read"),append:a(r=>t(e.append(r)),"append"),close:a(()=>t(e.close()),"close"),...n===void 0?{}:{company:Uc(n,t)}}}a(Wc,"journalDuring");function Uc(e,t){return{follow:a(()=>t(e.follow()),"follow"),others:a(()=>t(e.others()),"others"),rest:a(()=>t(e.rest()),"rest")}}a(Uc,"companyDuring");var nr="file:.patchring",rr="git:patchring-ledger";function or(e){return e?rr:nr}a(or,"defaultPlace");function xc(e){const{isPipeline:t=!1,clock:n=qt()}=e,r=e.place??or(t),{ledger:o,directory:i}=Fc(r,e);return{place:r,directory:i,list:a(()=>n.during(o.list()),"list"),read:a(s=>n.during(o.read(s)),"read"),text:a(s=>n.during(o.text(s)),"text"),async write(s,c){const{journal:d,notes:u}=await n.during(o.write(s,c));return{journal:Wc(d,n),text:a(()=>n.during(o.text(s)),"text"),mailbox:o.mailbox(s),notes:u,close:a(()=>n.during(d.close()),"close")}},claims:a(async s=>await n.during(o.claims?.(s)??Promise.resolve([])),"claims"),words:a(async s=>(await n.during(o.mailbox(s).read())).map(({event:c})=>c),"words"),leave:a(async(s,c)=>{await o.mailbox(s).post(c)},"leave")}}a(xc,"openLedger");function Bc(e){if(e===void 0)return;const t=new AbortController,n=a(()=>{setTimeout(()=>t.abort(),di(e,ci.ledger,performance.now()))},"begin2");return e.aborted?n():e.addEventListener("abort",n,{once:!0}),t.signal}a(Bc,"lateAfter");var Gc=/^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;function Fc(e,{from:t,owner:n,temporary:r=Mi(),signal:o}){const[,i="",s=""]=/^(file|git):(.*)$/s.exec(e)??[];if(i==="file"&&s.trim()!==""){const c=ot(t,s);return{directory:c,ledger:ps({directory:c,schema:tr,owner:n})}}if(i==="git"&&Gc.test(s)){const c={run:ve,checkout:ot(t),temporary:r,branch:s,letGo:Bc(o)};return{directory:void 0,ledger:bc({...c,schema:tr,owner:n})}}throw new W([R("LEDGER_INVALID",`the ledger "${e}" does not say where the journal lives`,{next:`Write git:BRANCH or file:DIR, for example ${rr} or ${nr}.`})])}a(Fc,"ledgerAt");function jc(e,t){return t.some(n=>{if(n===void 0)return!1;const r=Di(ot(n),e);return!(r===".."||r.startsWith(`..${_i}`)||Ti(r))})}a(jc,"liesIn");import{hostname as Kc}from"node:os";import{request as qc}from"node:http";import{request as Hc}from"node:https";import{connect as Vc}from"node:net";import{rootCertificates as Jc}from"node:tls";import{Buffer as zc}from"node:buffer";var ar=262144,j=class extends Error{static{a(this,"Unread")}name="Unread"},ir=Ii([T(),I()]),Qc={warnings:C(I()).optional(),infos:C(I()).optional(),stats:tt().optional()},Yc=h({status:p("success"),data:he("resultType",[h({resultType:p("scalar"),result:ir,stats:tt().optional()}),h({resultType:p("vector"),result:C(h({metric:rt(I(),I()),value:ir})),stats:tt().optional()})]),...Qc}),Xc=/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;function Zc(e){const t=Yc.safeParse(e);if(!t.success)throw new j("this is no answer of Prometheus to a query for one instant");const{data:n}=t.data;if(n.resultType==="vector"&&n.result.length!==1)throw new j(`the query gives ${n.result.length} values, and must give one`);const[,r=""]=n.resultType==="scalar"?n.result:n.result[0]?.value??[];if(!Xc.test(r)||!Number.isFinite(Number(r)))throw new j("the value is no finite number");return Number(r)}a(Zc,"figureOfPrometheus");function ed(e,t){let n;try{n=JSON.parse(e)}catch{throw new j("the answer is no JSON")}if(t===null)return Zc(n);const r=ri(t);if(r===void 0)throw new j("the path is none");const o=ii(n,r);if(typeof o!="number"||!Number.isFinite(o))throw new j(`at ${t} stands no number`);return o}a(ed,"figureIn");async function td(e){const{statusCode:t,headers:n}=e;if(t!==200)throw new j(`status ${t}`);if((n["content-encoding"]??"identity")!=="identity")throw new j("the answer is compressed");const r=[];let o=0;for await(const i of e){if(o+=i.length,o>ar)throw new j(`the answer is larger than ${ar} bytes`);r.push(i)}if(!e.complete)throw new j("the answer ends in the middle");return zc.concat(r).toString("utf8")}a(td,"textOf");function nd(e,t){const n=Object.entries(e).map(([r,o])=>{const i=t(o);if(i===void 0)throw new j(`the variable of header ${r} is not set`);if(!/^[\t\x20-\x7e]+$/.test(i))throw new j(`what header ${r} stands for cannot be sent`);return[r,i]});return{...Object.fromEntries(n),Accept:"application/json","Accept-Encoding":"identity"}}a(nd,"headersOf");var rd=1048576,od=3,sr=300,ad=/^PATCHRING_|TOKEN|SECRET|PASSW|CREDENTIAL|APIKEY|_KEY$|_PWD$|_PAT$|^SYSTEM_ACCESSTOKEN$/i,id=4;function sd(e,t){return Object.entries(t).flatMap(([r,o=""])=>ad.test(r)?[o,...o.split(/\r?\n/)].filter(i=>i.length>=id):[]).sort((r,o)=>o.length-r.length).reduce((r,o)=>r.replaceAll(o,"***"),e)}a(sd,"withoutSecrets");function cd(e,t){const r=sd(e,t).split(/[\r\n]+/).map(o=>o.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g,"").trim()).filter(o=>o!=="").slice(-od).join(" | ");return r.length<=sr?r:`…${r.slice(1-sr)}`}a(cd,"lastWords");function dd(e,t){const n="output"in e?cd(e.output,process.env):"";switch(e.kind){case"done":return null;case"failed":return{how:e.how,said:n};case"overdue":return{how:`it did not end in ${t} ms`,said:n};case"missing":return{how:e.why,said:n};case"tooLong":return{how:"it prints too much",said:n};case"aborted":return{how:"the run was asked to stop",said:n}}}a(dd,"failureIn");async function ud({command:e,timeout:t,key:n},{directory:r,signal:o}){const i=performance.now(),c=await ve({command:e,directory:r,timeout:t,limit:rd,environment:{PATCHRING_STEP_KEY:n},signal:o});return{took:Math.round(performance.now()-i),failed:dd(c,t)}}a(ud,"runStep");function pt(e,t,n){const r=n,i=r?.name==="TimeoutError"||r?.name==="AbortError"?`no answer in ${t} ms`:r?.code??r?.message??"no answer";return{ok:!1,failure:R("PROBE_FAILED",`${e}: ${i}`,{retryable:!0,phase:"probe",...r?.message===void 0?{}:{cause:r.message}}),arrived:"maybe"}}a(pt,"failed");function gt(e,t){const n=AbortSignal.timeout(Math.max(1,e));return t===void 0?n:AbortSignal.any([n,t])}a(gt,"limitOf");var ld=65536,md=300,$d=nt({verdict:E(["pass","fail","inconclusive"]),reason:I().default("")});function hd(e){if(!e.trimStart().startsWith("{"))return{verdict:"pass",reason:""};try{const{verdict:t,reason:n}=$d.parse(JSON.parse(e));return{verdict:t,reason:n.slice(0,md)}}catch{return}}a(hd,"verdictIn");async function fd(e){const t=performance.now(),n=await ve(e),r=Math.round(performance.now()-t),o=a(c=>({ok:!0,value:{verdict:"fail",reason:c,took:r}}),"failed2"),i=e.command[0]??"",s=a(c=>({ok:!1,failure:R("PROBE_FAILED",`${i}: ${c}`,{retryable:!0,phase:"probe"}),arrived:"maybe"}),"unread");switch(n.kind){case"done":{const c=hd(n.output);return c===void 0?s("it prints JSON that is no verdict"):{ok:!0,value:{...c,took:r}}}case"failed":return o(n.how);case"overdue":return o(`it did not end in ${e.timeout} ms`);case"missing":return s(n.why);case"tooLong":return s("it prints too much");case"aborted":return s("the run was asked to stop")}}a(fd,"askCommand");function cr(e,{headers:t,signal:n,trusted:r}){return new Promise((o,i)=>{const s={agent:!1,signal:n,headers:t},c=e.startsWith("https:")?Hc(e,{...s,...r}):qc(e,s);c.on("response",o),c.on("error",i),c.end()})}a(cr,"request");function pd(e){const{origin:t,pathname:n}=new URL(e);return`${t}${n}`}a(pd,"placeOf");function gd({directory:e,ca:t,signal:n,meant:r=a(()=>{},"meant")}){const o=t===void 0?{}:{ca:[...Jc,t]};return{exec:a((i,s)=>fd({command:i,directory:e,timeout:s,limit:ld,signal:n}),"exec"),step:a(i=>ud(i,{directory:e,signal:n}),"step"),async http(i,s){const c=performance.now(),d=a(()=>Math.round(performance.now()-c),"took");try{const u={headers:{Accept:"*/*"},signal:gt(s,n),trusted:o},l=await cr(i,u),m=l.statusCode??0;return l.on("error",()=>{}),l.destroy(),{ok:!0,value:{status:m,took:d()}}}catch(u){return pt(i,d(),u)}},async metric({url:i,path:s,headers:c,timeout:d}){const u=performance.now(),l=a(()=>Math.round(performance.now()-u),"took"),m=gt(d,n);let f;try{const g={headers:nd(c,r),signal:m,trusted:o};return f=await cr(i,g),{ok:!0,value:{value:ed(await td(f),s),took:l()}}}catch(g){return pt(pd(i),l(),m.aborted?m.reason:g)}finally{f?.destroy()}},tcp(i,s,c){const d=performance.now(),u=a(()=>Math.round(performance.now()-d),"took");return new Promise(l=>{const m=Vc({host:i,port:s,signal:gt(c,n)});m.on("connect",()=>{l({ok:!0,value:{took:u()}}),m.destroy()}),m.on("error",f=>l(pt(`${i}:${s}`,u(),f)))})}}}a(gd,"createRunnerProbes");import{randomBytes as yd}from"node:crypto";import{hostname as Sd}from"node:os";var dr="application/soap+xml;charset=UTF-8",wd=new Map([[401,["WINRM_AUTH_REJECTED","the credentials were rejected"]],[403,["WINRM_FORBIDDEN","the request was refused"]],[404,["WINRM_NOT_FOUND","there is no WS-Man service at this path"]],[413,["WINRM_ENVELOPE_TOO_LARGE","the request is larger than the machine accepts"]],[425,["WINRM_BUSY","the service is busy"]],[429,["WINRM_BUSY","the service is busy"]],[503,["WINRM_BUSY","the service is busy"]]]),vd=200;function ur(e){return e.headers.get("content-type")?.[0]}a(ur,"contentTypeOf");function Ue(e){if(e.body.length===0)return"empty";const t=ur(e);return aa(t)?"sealed":t?.split(";",1)[0]?.trim().toLowerCase()==="application/soap+xml"?"soap":"other"}a(Ue,"kindOf");function be(e){return e.status>=200&&e.status<300}a(be,"isSuccess");function bd(e){return e.body.subarray(0,4096).toString("utf8").replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi," ").replace(/<[^>]*>/g," ").replace(/\s+/g," ").trim().slice(0,vd)}a(bd,"quoteOf");function Pe(e,t,n={}){const r=be(e)?"the answer is not SOAP":`unexpected HTTP status ${e.status}`,[o,i]=wd.get(e.status)??["WINRM_HTTP_FAILED",r],s=Ue(e)==="other"?{peerText:bd(e),contentType:ur(e)}:{};return new $(o,`${t}: ${i}`,{httpStatus:e.status,...s,...n})}a(Pe,"failureOf2");import{spawn as Pd}from"node:child_process";import{mkdtempSync as Rd,rmSync as Ed}from"node:fs";import{tmpdir as Cd}from"node:os";import{join as lr}from"node:path";import{createInterface as Nd}from"node:readline";var Id=`# Kerberos tokens from .NET (NegotiateAuthentication: MIT Kerberos on Linux, SSPI on Windows), for all machines of one run.
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
`;function mr(e,t){const n={sent:e==="unwrap",...t===void 0?{}:{cause:t}};return new $("WINRM_CONNECTION_LOST","the process with the keys of the connection has ended",n)}a(mr,"lost");var xe=a(e=>Buffer.from(e).toString("base64"),"field"),kd=class{static{a(this,"TokenSource")}#e;#t=new Map;#n;#r=0;#o=a(()=>{},"#stopLingering");constructor(e){this.#e=e}get open(){return this.#t.size}start({spn:e,channelBinding:t,account:n}){const r=this.#i(),o=`c${++this.#r}`;this.#t.set(o,r);const i=n===void 0?["","",""]:[n.user,n.domain,n.password].map(xe);return this.#a(r,["start",o,xe(e),xe(t??""),...i])}ask(e,t,...n){const r=this.#t.get(t);return r===void 0||r!==this.#n?Promise.reject(mr(e)):this.#a(r,[e,t,...n.map(xe)])}drop(e){const t=this.#t.get(e);!this.#t.delete(e)||t===void 0||t!==this.#n||(this.#a(t,["drop",e]).catch(()=>{}),!(this.#t.size>0)&&(this.#o(),this.#o=this.#e.after(this.#e.linger??3e4,()=>this.close())))}close(){this.#o(),this.#n?.script.end()}#i(){if(this.#o(),this.#n!==void 0)return this.#n;const e=new Map,n={script:this.#e.start({onLine:a(r=>this.#s(n,r),"onLine"),onEnd:a(r=>this.#c(n,r),"onEnd")}),waiting:e,isProved:!1};return this.#n=n,n}#a(e,t){const n=String(++this.#r);return new Promise((r,o)=>{e.waiting.set(n,{resolve:r,reject:o,context:t[1]??"",operation:t[0]??""}),e.script.hold(!0),e.script.write(`${n} ${t.join(" ")}
`)})}#s(e,t){const[n="",r="",o="",i=""]=t.trimEnd().split(" "),s=e.waiting.get(n);s!==void 0&&(e.waiting.delete(n),e.isProved=!0,e.waiting.size===0&&e.script.hold(!1),s.resolve({context:s.context,status:r,bytes:Buffer.from(o,"base64"),numbers:i===""?[]:i.split(",").map(Number)}))}#c(e,t){this.#n===e&&(this.#n=void 0);for(const{reject:n,operation:r}of e.waiting.values())n(e.isProved?mr(r,t):t);e.waiting.clear();for(const[n,r]of this.#t)r===e&&this.#t.delete(n)}},Od=Buffer.from(Id,"utf16le").toString("base64"),Md=["-NoLogo","-NoProfile","-NonInteractive","-OutputFormat","Text","-EncodedCommand",Od],$r=300;function Td(e,t){return new $("WINRM_KERBEROS_INTERPRETER_MISSING",`${e} cannot be started`,{cause:t,sent:!1})}a(Td,"missing");function Dd(e,t,n){const r=`${e} has ended (${t??"by a signal"})`;return new $("WINRM_KERBEROS_FAILED",r,{sent:!1,peerText:n.slice(-$r)})}a(Dd,"ended2");function _d(e){return Object.fromEntries(Object.entries(e).filter(([t])=>!/^INPUT_/i.test(t)))}a(_d,"withoutInputs");function Ad(e){const{command:t,args:n=[],env:r={}}=e;return o=>{const i=Rd(lr(Cd(),"patchring-")),s=Pd(t,[...n,...Md],{env:{..._d(process.env),...r,KRB5_TRACE:lr(i,"trace")},stdio:["pipe","pipe","pipe"],windowsHide:!0});let c="",d=!1;const u=a(()=>Ed(i,{recursive:!0,force:!0}),"clean");process.once("exit",u);const l=a(g=>{d||(d=!0,process.off("exit",u),u(),o.onEnd(g))},"finish");Nd({input:s.stdout}).on("line",g=>o.onLine(g)),s.stderr.setEncoding("utf8").on("data",g=>{c=`${c}${g}`.slice(-$r)}),s.stdin.on("error",()=>{}),s.once("error",g=>l(Td(t,g))),s.once("close",g=>l(Dd(t,g,c)));const m=[s.stdin,s.stdout,s.stderr],f=a(g=>{for(const y of[s,...m])g?y.ref():y.unref()},"hold2");return f(!1),{write:a(g=>s.stdin.write(g),"write"),hold:f,end:a(()=>s.stdin.end(),"end")}}}a(Ad,"processStarter");var hr=new Map;function Ld(e={command:"pwsh"}){const t=JSON.stringify(e),n=hr.get(t);if(n!==void 0)return n;const r=a((i,s)=>{const c=setTimeout(s,i).unref();return()=>clearTimeout(c)},"after"),o=new kd({start:Ad(e),after:r});return hr.set(t,o),o}a(Ld,"tokenSource");var Wd={name:"basic",seals:!1,createContext:a(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","Basic authentication is only done over HTTPS");if(e.username.includes(":"))throw new $("WINRM_USAGE_INVALID","Basic authentication knows no user name with a colon");return{httpScheme:"Basic",everyRequest:!0,step:a(async t=>t===void 0?{kind:"send",token:Buffer.from(`${e.username}:${await e.password()}`),final:!0}:{kind:"done"},"step"),sealing:a(()=>{throw new $("WINRM_USAGE_INVALID","Basic authentication cannot seal")},"sealing")}},"createContext")},Ud=new Uint8Array(0),xd={name:"certificate",seals:!1,createContext:a(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","a client certificate is only shown over HTTPS");return{httpScheme:"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",everyRequest:!0,step:a(t=>t===void 0?{kind:"send",token:Ud,final:!0}:{kind:"done"},"step"),sealing:a(()=>{throw new $("WINRM_USAGE_INVALID","a client certificate cannot seal")},"sealing")}},"createContext")},Bd=-1765328384,Gd=156,yt=new Map([[6,["WINRM_AUTH_REJECTED","the domain knows no such user"]],[7,["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],[18,["WINRM_AUTH_ACCOUNT_LOCKED","the account is locked, disabled or expired"]],[23,["WINRM_AUTH_PASSWORD_EXPIRED","the password of the account has expired"]],[24,["WINRM_AUTH_REJECTED","the domain refused the password"]],[31,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[37,["WINRM_KERBEROS_CLOCK_SKEWED","the clocks are too far apart"]],[41,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[44,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[45,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[Gd,["WINRM_KERBEROS_KDC_UNREACHABLE","no domain controller answers"]]]),Fd=new Map([["TargetUnknown",["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],["UnknownCredentials",["WINRM_KERBEROS_CREDENTIALS_MISSING","there is no ticket, keytab or known realm"]],["InvalidCredentials",["WINRM_AUTH_REJECTED","the domain refused the credentials"]],["CredentialsExpired",["WINRM_KERBEROS_CREDENTIALS_MISSING","the ticket has expired"]],["Unsupported",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TooOld",["WINRM_KERBEROS_INTERPRETER_MISSING","this PowerShell is older than 7.3"]],["DllNotFoundException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TypeInitializationException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["BadBinding",["WINRM_AUTH_REJECTED","the channel binding is another one"]]]);function jd(e,t){const r=[...e.numbers.map(d=>d-Bd)].reverse().find(d=>yt.has(d)),o=["WINRM_KERBEROS_FAILED",`it failed (${e.status})`],[i,s]=(r===void 0?Fd.get(e.status):yt.get(r))??o,c={spn:t,status:e.status,sent:!1,...r===void 0?{}:{number:r}};return new $(i,`Kerberos for ${t}: ${s}`,c)}a(jd,"kerberosFailure");var Kd="2a864886f712010202",qd=768,Hd=126,Vd=166;function Jd(e){const t=Y(e),n=Y(t?.tag===96?t.content:void 0);if(n?.tag!==x.OID||Buffer.from(n.content).toString("hex")!==Kd)return;const{rest:r}=n;if(r.length<2||((r[0]??0)<<8)+(r[1]??0)!==qd)return;const o=Y(r.subarray(2)),i=Ht(o?.tag===Hd?Y(o.content)?.content:void 0),s=Y(i?.get(Vd));if(!(s?.tag!==x.INTEGER||s.content.length===0||s.content.length>4))return s.content.reduce((c,d)=>c*256+d,0)}a(Jd,"errorNumberOf");function zd(e,t){const n=Jd(e);if(n===void 0)return;const r=["WINRM_KERBEROS_FAILED",`the machine refused the ticket (error ${n})`],[o,i]=yt.get(n)??r;return new $(o,`Kerberos for ${t}: ${i}`,{spn:t,number:n,sent:!1})}a(zd,"machineRefusal");var Re=16,St=16,fr=1284,Qd=1,pr=2;function z(e){return new $("WINRM_SEALING_FAILED",`sealed message refused: ${e}`)}a(z,"refuse");function Yd(e,t){const n=Buffer.from(e),r=n.length-t;if(!(r>Re+St&&n.readUInt16BE(0)===fr&&((n[2]??0)&pr)!==0)||n.readUInt16BE(4)!==0)throw z("the token source did not make a sealed token without filler");const i=r-Re-St,s=n.subarray(Re),c=((i-n.readUInt16BE(6))%s.length+s.length)%s.length,d=s.length-c,u=Buffer.concat([n.subarray(0,Re),s.subarray(d),s.subarray(0,d)]);return u.writeUInt16BE(i,6),{signature:u.subarray(0,r),sealed:u.subarray(r)}}a(Yd,"cutToken");function Xd(e){const t=Buffer.from(e.buffer,e.byteOffset,e.byteLength);if(t.length<Re+St||t.readUInt16BE(0)!==fr)throw z("not a Wrap token");const n=t[2]??0;if((n&pr)===0)throw z("it is signed only");if((n&Qd)===0)throw z("it is one of our own");return t.readBigUInt64BE(8)}a(Xd,"sequenceOf");function Zd(e){let t,n=!1;return{async seal(o){if(n)throw z("an earlier message of this connection was refused");const i=await e("wrap",o);if(i.status!=="Completed")throw z(`Kerberos says ${i.status}`);return Yd(i.bytes,o.length)},unseal:a(async(o,i)=>{if(n)throw z("an earlier message of this connection was refused");n=!0;const s=Xd(o);if(t!==void 0&&s!==t+1n)throw z("a message was repeated or left out");t=s;const c=await e("unwrap",Buffer.concat([o,i]));if(c.status!=="Completed")throw z(`Kerberos says ${c.status}`);if(c.bytes.length!==i.length)throw z("its length is not the one of the plain text");return n=!1,c.bytes},"unseal")}}a(Zd,"createKerberosSealing");function eu(e,t){return e.includes("/")?e:`${e==="HOST"?"host":e}/${t.replace(/\.$/,"")}`}a(eu,"spnOf");async function tu(e){if(e.username==="")return;const[,t,n=""]=/^(?:([^\\]*)\\)?(.*)$/s.exec(e.username)??[],r=n.lastIndexOf("@"),o=e.domain??t??(r===-1?"":n.slice(r+1));return{user:r===-1||e.domain!==void 0?n:n.slice(0,r),domain:o.toUpperCase(),password:await e.password()}}a(tu,"accountOf");var nu=class{static{a(this,"KerberosClient")}#e;#t;#n;#r="fresh";#o;#i;#a=!1;constructor(e,t){this.#e=e,this.#t=t.tokens,this.#n=eu(t.spn,e.servername)}step=a(async e=>{if(this.#r==="fresh"){const{channelBinding:o}=this.#e,i=await tu(this.#e),s=await this.#t.start({spn:this.#n,channelBinding:o,account:i});if(this.#o=s.context,this.#a&&this.dispose(),s.status!=="ContinueNeeded"||s.bytes.length===0)throw jd(s,this.#n);return this.#r="asked",{kind:"send",token:s.bytes,final:!0,mayGoOn:!0}}const t=this.#o;if(this.#r!=="asked"||t===void 0||e===void 0)throw new $("WINRM_AUTH_FAILED",`a Kerberos token came out of turn (${this.#r})`);const n=zd(e,this.#n);if(n!==void 0)throw n;if(e.length===0)throw new $("WINRM_AUTH_FAILED","the machine did not prove who it is");const r=await this.#t.ask("step",t,e);if(r.status!=="Completed"||r.bytes.length>0)throw new $("WINRM_AUTH_FAILED",`the machine did not prove who it is (${r.status})`);return this.#r="complete",this.#i=Zd((o,i)=>this.#t.ask(o,t,i)),{kind:"done"}},"step");sealing(){if(this.#i!==void 0)return this.#i;throw new $("WINRM_USAGE_INVALID","sealing was asked for before the Kerberos exchange was complete")}async verify(e,t){const{status:n}=await this.#t.ask("verify",this.#o??"",e,t);if(!(n==="Completed"||n==="Skipped"))throw new $("WINRM_AUTH_FAILED",`the list of mechanisms was changed on the way (${n})`)}dispose(){this.#a=!0,this.#o!==void 0&&(this.#t.drop(this.#o),this.#o=void 0)}};function gr(e){if(e.kerberos===void 0)throw new $("WINRM_USAGE_INVALID","Kerberos needs a source of tokens");return new nu(e,e.kerberos)}a(gr,"createKerberosClient");var ru={name:"kerberos",seals:!0,createContext:a(e=>{const t=gr(e);return{httpScheme:"Kerberos",sealLabel:"application/HTTP-Kerberos-session-encrypted",step:a(n=>t.step(n),"step"),sealing:a(()=>t.sealing(),"sealing"),outcome:a(()=>({mechanism:"kerberos"}),"outcome"),dispose:a(()=>t.dispose(),"dispose")}},"createContext")},Z={kerberos:"2a864886f712010202",ntlm:"2b06010401823702020a"},ou="2a864882f712010202",au=Buffer.from("2b0601050502","hex"),iu=["accept-completed","accept-incomplete","reject","request-mic"];function yr(e){return _(x.SEQUENCE,...e.map(t=>_(x.OID,Buffer.from(t,"hex"))))}a(yr,"encodeMechanismList");function Sr(e,t){const n=[_(160,e),_(162,_(x.OCTET_STRING,t))],r=_(160,_(x.SEQUENCE,...n));return _(96,_(x.OID,au),r)}a(Sr,"encodeOffer");function wr({token:e,mic:t}){const n=[...e===void 0?[]:[_(162,_(x.OCTET_STRING,e))],...t===void 0?[]:[_(163,_(x.OCTET_STRING,t))]];return _(161,_(x.SEQUENCE,...n))}a(wr,"encodeAnswer");function Be(e){return new $("WINRM_AUTH_FAILED",`not an SPNEGO answer: ${e}`)}a(Be,"broken");function vr(e){if(e===void 0)return;const t=Y(e);if(t?.tag!==x.OCTET_STRING)throw Be("a token is no octet string");return t.content}a(vr,"octets");function su(e){if(e===void 0)return;const t=Y(e),n=t?.tag===x.ENUMERATED&&t.content.length===1?iu[t.content[0]??255]:void 0;if(n===void 0)throw Be("an unknown state");return n}a(su,"stateOf");function cu(e){const t=Y(e);if(t?.tag!==161||t.rest.length>0)throw Be("no NegTokenResp");const n=Y(t.content),r=Ht(n?.tag===x.SEQUENCE?n.content:void 0);if(r===void 0)throw Be("its fields are cut");const o=su(r.get(160)),i=sa(r.get(161)),s=vr(r.get(162)),c=vr(r.get(163));return{...o===void 0?{}:{state:o},...i===""?{}:{mechanism:i===ou?Z.kerberos:i},...s===void 0?{}:{token:s},...c===void 0?{}:{mic:c}}}a(cu,"decodeAnswer");var br="application/HTTP-SPNEGO-session-encrypted",Pr=new Uint8Array(0);function du(e,t){return{name:e,seals:!0,createContext:a(n=>{const{step:r,sealing:o}=t(n);return{httpScheme:"Negotiate",sealLabel:br,step:r,sealing:o}},"createContext")}}a(du,"underNegotiate");function ce(e){return new $("WINRM_AUTH_FAILED",`Negotiate: ${e}`)}a(ce,"broken2");function uu(e){return e instanceof $&&e.code.startsWith("WINRM_KERBEROS_")}a(uu,"meansUnusable");var lu=class{static{a(this,"SpnegoContext")}httpScheme="Negotiate";sealLabel=br;#e;#t=Buffer.alloc(0);#n;#r;#o;#i=!1;constructor(e){this.#e=e,this.#n=gr(e)}async step(e){if(e===void 0)return await this.#a();if(this.#i)throw ce("a token came after the end");const t=cu(e);return this.#r===void 0?await this.#c(t):await this.#u(this.#r,t)}sealing(){const e=this.#i?this.#r??this.#n:void 0;if(e!==void 0)return e.sealing();throw new $("WINRM_USAGE_INVALID","sealing was asked for before the exchange was complete")}outcome(){return{mechanism:this.#r===void 0?"kerberos":"ntlm",...this.#o===void 0?{}:{fallback:this.#o}}}dispose(){this.#n?.dispose()}async#a(){const e=this.#e.ntlmFallback===!0&&this.#e.username!=="";try{const t=await this.#n?.step();if(t?.kind!=="send")throw ce("Kerberos has no first token");return this.#t=yr([Z.kerberos,...e?[Z.ntlm]:[]]),{...t,token:Sr(this.#t,t.token)}}catch(t){if(!e||!uu(t))throw t;return this.#t=yr([Z.ntlm]),{kind:"send",token:Sr(this.#t,await this.#s(t)),final:!1}}}async#s({code:e,message:t}){this.#n?.dispose(),this.#n=void 0,this.#o={code:e,message:t},this.#r=Kt(this.#e);const n=await this.#r.step();if(n.kind!=="send")throw ce("NTLM has no first token");return n.token}async#c({state:e,mechanism:t,token:n,mic:r}){const o=t??Z.kerberos;if(o===Z.ntlm&&this.#e.ntlmFallback===!0&&this.#e.username!==""){const s=new $("WINRM_KERBEROS_FAILED","the machine does not take Kerberos");return{kind:"send",token:wr({token:await this.#s(s)}),final:!1}}if(o!==Z.kerberos)throw ce("the machine chose a mechanism that was not offered");const i=n===void 0&&e==="reject"?void 0:await this.#n?.step(n??Pr);if(i?.kind!=="done"||e!=="accept-completed")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the ticket");return r!==void 0&&await this.#n?.verify(this.#t,r),this.#i=!0,i}async#u(e,t){const{state:n,mechanism:r,token:o,mic:i}=t;if(r!==void 0&&r!==Z.ntlm)throw ce("the machine changed the mechanism");if(n==="reject")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the logon");const s=await e.step(o??Pr);if(s.kind==="send"){const c=e.signing().signList(this.#t);return{...s,token:wr({token:s.token,mic:c})}}if(n!=="accept-completed"||i===void 0)throw ce("the machine did not sign the list of mechanisms");return e.signing().verifyList(this.#t,i),this.#i=!0,s}},mu={name:"negotiate",seals:!0,createContext:a(e=>{const t=new lu(e);return{httpScheme:t.httpScheme,sealLabel:t.sealLabel,step:a(n=>t.step(n),"step"),sealing:a(()=>t.sealing(),"sealing"),outcome:a(()=>t.outcome(),"outcome"),dispose:a(()=>t.dispose(),"dispose")}},"createContext")},$u={kerberos:ru,negotiate:mu,ntlm:du("ntlm",Kt),certificate:xd,basic:Wd},Rr={credssp:"CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate"};function hu(e){const t=$u;if(Object.hasOwn(t,e))return t[e];const n=Object.hasOwn(Rr,e.toLowerCase())?Rr[e.toLowerCase()]:void 0;throw new $("WINRM_USAGE_INVALID",n??`there is no authentication scheme ${JSON.stringify(e)}`)}a(hu,"schemeOf");var Ge={WINRM_ABORTED:"the call was aborted",WINRM_DEADLINE_EXCEEDED:"no complete answer came in time"},fu=2**31-1,pu=class{static{a(this,"Deadline")}#e=new Set;#t;#n;#r;constructor(e,t){this.#t=setTimeout(()=>this.#i("WINRM_DEADLINE_EXCEEDED"),Math.min(Math.max(e,0),fu)),this.#n=t,t?.aborted===!0?this.#i("WINRM_ABORTED"):t?.addEventListener("abort",this.#o,{once:!0})}get end(){return this.#r}onEnd(e){return this.#r===void 0?this.#e.add(e):e(this.#r),()=>{this.#e.delete(e)}}within(e){return new Promise((t,n)=>{this.#r!==void 0&&e.catch(()=>{});const r=this.onEnd(o=>n(new $(o,Ge[o],{phase:"waiting",sent:!1})));e.then(t,n).finally(r)})}abort(){this.#i("WINRM_ABORTED")}dispose(){clearTimeout(this.#t),this.#n?.removeEventListener("abort",this.#o),this.#e.clear()}#o=a(()=>this.abort(),"#abort");#i(e){if(this.#r!==void 0)return;this.#r=e;const t=[...this.#e];this.dispose();for(const n of t)n(e)}},Er=new Uint8Array(0),gu=6;function Fe(e){const t=new Map;for(const n of e.headers.get("www-authenticate")??[])for(const r of n.split(",")){const o=/^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(r)??/^\s*([\w.:/-]+)\s/.exec(r),i=o?.[1]?.toLowerCase();if(i===void 0)continue;const s=o?.[2]===void 0?void 0:Buffer.from(o[2],"base64");(s!==void 0||!t.has(i))&&t.set(i,s)}return t}a(Fe,"offersOf");async function Ee(e,t,n){try{return await t.within(Promise.resolve(e.step(n)))}catch(r){throw r instanceof $?r:new $("WINRM_AUTH_FAILED","the credentials could not be obtained",{cause:r,sent:!1})}}a(Ee,"stepOf");function Cr(e,t){const n=Buffer.from(t.buffer,t.byteOffset,t.byteLength);return`${e.httpScheme} ${n.toString("base64")}`.trimEnd()}a(Cr,"authorizationOf");function yu(e,t,n,r){const o=[...Fe(t).keys()];if(!r||o.length===0||o.includes(e.httpScheme.toLowerCase()))return Pe(t,n.where,{offered:o});const i=`${e.httpScheme} is not offered, but ${o.join(", ")}`;return new $("WINRM_AUTH_NOT_OFFERED",`${n.where}: ${i}`,{httpStatus:401,offered:o})}a(yu,"refused");function Su({httpScheme:e},t){return t.length===0?["WINRM_AUTH_NONE_OFFERED","a logon is wanted, and no scheme for it is offered"]:t.includes(e.toLowerCase())?["WINRM_AUTH_TOKEN_REFUSED",`${e} is offered, but its first token was turned away`]:["WINRM_AUTH_NOT_OFFERED",`${e} is not offered, but ${t.join(", ")}`]}a(Su,"missingToken");function Nr(e,t,n){const r=Fe(t),o=r.get(e.httpScheme.toLowerCase()),i=[...r.keys()],s={httpStatus:401,offered:i};if(o===void 0){const[c,d]=Su(e,i);throw new $(c,`${n.where}: ${d}`,s)}if(!t.keepAlive){const c="the connection was closed in the middle of the authentication (is there a proxy in between?)";throw new $("WINRM_AUTH_FAILED",`${n.where}: ${c}`,s)}return o}a(Nr,"challengeOf");async function wu(e,t,n){if(!be(t)&&Ue(t)!=="soap")throw Pe(t,n.where);const r=Fe(t).get(e.httpScheme.toLowerCase())??Er;if((await Ee(e,n.deadline,r)).kind==="done")return t;throw new $("WINRM_AUTH_FAILED",`${n.where}: the authentication was answered before it was complete`)}a(wu,"closeExchange");async function vu(e,t,n){let r=await Ee(t,n.deadline);for(let o=0;o<gu&&r.kind==="send";o++){const i=Cr(t,r.token),s=r.final?n.payload:Er,c=await e.request({authorization:i,contentType:dr,body:s},n.deadline);if(r.final&&c.status!==401)return wu(t,c,n);if(r.final){if((r.mayGoOn===!0?Fe(c).get(t.httpScheme.toLowerCase()):void 0)===void 0)throw yu(t,c,n,o===0);r=await Ee(t,n.deadline,Nr(t,c,n));continue}if(c.status!==401)throw be(c)?new $("WINRM_AUTH_FAILED",`${n.where}: the machine did not ask who we are`):Pe(c,n.where);r=await Ee(t,n.deadline,Nr(t,c,n))}throw new $("WINRM_AUTH_FAILED",`${n.where}: the authentication does not come to an end`)}a(vu,"authenticate");import{connect as bu}from"node:net";import{TLSSocket as Pu}from"node:tls";var Ru=65536,Eu=/^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/,Cu=/^[!#$%&'*+\-.^_`|~\w]+$/,Nu=/^([\da-f]{1,8})[ \t]*(?:;.*)?$/i,Iu=10;function Q(e){return new $("WINRM_PROTOCOL_VIOLATED",`not an HTTP answer: ${e}`)}a(Q,"broken3");var ku=class{static{a(this,"Sink")}#e;#t=Buffer.alloc(0);length=0;constructor(e){this.#e=e}admit(e){if(!(this.length+e<=this.#e))throw new $("WINRM_ENVELOPE_TOO_LARGE",`the answer is larger than ${this.#e} bytes`)}add(e){if(this.admit(e.length),this.length===0)this.#t=e;else{const t=this.length+e.length;if(t>this.#t.length){const n=Buffer.allocUnsafe(Math.max(t,this.#t.length*2,1024));this.#t.copy(n,0,0,this.length),this.#t=n}e.copy(this.#t,this.length)}this.length+=e.length}bytes(){return this.#t.subarray(0,this.length)}},Ou=new Set(["fixed","chunk-data","until-close"]),Mu=class{static{a(this,"AnswerReader")}#e;#t="status";#n="";#r=0;#o=0;#i=1;#a=new Map;#s=0;excess=!1;constructor(e){this.#e=new ku(e)}get begun(){return this.#r>0}push(e){let t=0;for(;t<e.length&&this.#t!=="done";)t=Ou.has(this.#t)?this.#u(e,t):this.#d(e,t);if(this.#t==="done")return this.excess||=t<e.length,this.#c()}end(){if(this.#t==="until-close")return this.#t="done",this.#c()}#c(){const e=(this.#a.get("connection")??[]).join(",").toLowerCase().split(","),t=a(o=>e.some(i=>i.trim()===o),"named"),r=!(!this.#a.has("content-length")&&!this.#$()&&!this.#h())&&!this.excess&&(this.#i===1?!t("close"):t("keep-alive"));return{status:this.#o,headers:this.#a,body:this.#e.bytes(),keepAlive:r}}#u(e,t){const n=this.#t==="until-close"?e.length:Math.min(e.length,t+this.#s);return this.#e.add(e.subarray(t,n)),this.#t!=="until-close"&&(this.#s-=n-t,this.#s===0&&(this.#t=this.#t==="fixed"?"done":"chunk-end")),n}#d(e,t){const n=e.indexOf(Iu,t),r=n===-1?e.length:n+1;if(this.#r+=r-t,this.#r>Ru)throw Q("its head is too large");if(this.#n+=e.toString("latin1",t,r),n!==-1){const o=this.#n;if(this.#n="",!o.endsWith(`\r
`))throw Q("a line ends without a carriage return");this.#l(o.slice(0,-2))}return r}#l(e){switch(this.#t){case"status":this.#m(e);return;case"header":e===""?this.#p():this.#f(e);return;case"chunk-size":this.#g(e);return;case"chunk-end":if(e!=="")throw Q("a chunk is longer than announced");this.#t="chunk-size",this.#r=1;return;default:e===""&&(this.#t="done")}}#m(e){const t=Eu.exec(e);if(t===null)throw Q("no status line");this.#i=Number(t[1]),this.#o=Number(t[2]),this.#a=new Map,this.#t="header"}#f(e){const t=e.indexOf(":"),n=e.slice(0,Math.max(t,0));if(!Cu.test(n))throw Q("a malformed header");const r=e.slice(t+1).trim();if(r.includes("\0")||r.includes("\r"))throw Q("a control character in a header");const o=n.toLowerCase(),i=this.#a.get(o);i===void 0?this.#a.set(o,[r]):i.push(r)}#$(){return this.#a.has("transfer-encoding")}#h(){return this.#o===204||this.#o===304}#p(){if(this.#o<200){if(this.#o===101)throw Q("an upgrade that nobody asked for");this.#t="status";return}const e=new Set(this.#a.get("content-length"));if(this.#$()){if(this.#a.get("transfer-encoding")?.join(",").toLowerCase()!=="chunked"||e.size>0)throw Q("contradictory body length");this.#t="chunk-size"}else if(this.#h())this.#t="done";else if(e.size>0){const[t=""]=e;if(e.size>1||!/^\d{1,15}$/.test(t))throw Q("contradictory body length");this.#y(Number(t)),this.#t=this.#s===0?"done":"fixed"}else this.#t="until-close"}#g(e){const t=Nu.exec(e);if(t===null)throw Q("a malformed chunk");this.#y(Number.parseInt(t[1]??"",16)),this.#t=this.#s===0?"trailer":"chunk-data"}#y(e){this.#e.admit(e),this.#s=e}};import{connect as Tu,isIP as Du,isIPv6 as Ir}from"node:net";var je=5,_u=255,kr=2,Au=[["WINRM_JUMP_FAILED","accepted"],["WINRM_JUMP_FAILED","failed"],["WINRM_JUMP_REFUSED","is not allowed by its rules"],["WINRM_JUMP_FAILED","failed: the network is unreachable from there"],["WINRM_JUMP_FAILED","failed: name or machine cannot be reached from there"],["WINRM_JUMP_FAILED","was refused by the machine"],["WINRM_JUMP_FAILED","took too long"],["WINRM_JUMP_FAILED","is a command that it does not know"],["WINRM_JUMP_FAILED","is to a kind of address that it does not know"]];function Lu(e){const t=URL.canParse(e)?new URL(e):void 0;if(!(t!==void 0&&t.protocol==="socks5:"&&t.hostname!=="")||t.pathname!==""&&t.pathname!=="/"||t.search!==""||t.hash!=="")throw new $("WINRM_USAGE_INVALID","a jump host is written socks5://host:port");const r=a(c=>c===""?void 0:decodeURIComponent(c),"decode"),[o,i]=[r(t.username),r(t.password)];for(const c of[o,i])if(Buffer.byteLength(c??"")>255)throw new $("WINRM_USAGE_INVALID","user and password of a jump host have 255 bytes at most");return{host:t.hostname.replace(/^\[(.*)\]$/,"$1"),port:t.port===""?1080:Number(t.port),username:o,password:i}}a(Lu,"parseJumpHost");function Wu(e){if(Ir(e)){const[n=""]=new URL(`http://[${e.split("%")[0]}]`).hostname.slice(1,-1).split("%"),[r="",o]=n.split("::"),i=a(u=>u===void 0||u===""?[]:u.split(":").map(l=>Number.parseInt(l,16)),"words"),[s,c]=[i(r),i(o)],d=Buffer.alloc(17);d[0]=4;for(const[u,l]of s.entries())d.writeUInt16BE(l,1+u*2);for(const[u,l]of c.entries())d.writeUInt16BE(l,17-(c.length-u)*2);return d}if(Du(e)===4)return Buffer.from([1,...e.split(".").map(Number)]);const t=Buffer.from(e,"latin1");return Buffer.concat([Buffer.from([3,t.length]),t])}a(Wu,"addressOf");function Or(e){const t=Buffer.from(e);return Buffer.concat([Buffer.from([t.length]),t])}a(Or,"prefixed");function*Uu(e,t,n){const r=a((b,v)=>new $(b,`jump host ${n}: ${v}`,{phase:"jump",sent:!1}),"failure"),{username:o,password:i=""}=e,s=o===void 0?[0]:[0,kr];yield Buffer.from([je,s.length,...s]);const[c,d]=yield 2;if(c!==je)throw r("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");if(d===_u||d===void 0||!s.includes(d))throw r("WINRM_JUMP_REFUSED",o===void 0?"it wants a user and password":"it takes no password");if(d===kr){yield Buffer.concat([Buffer.from([1]),Or(o??""),Or(i)]);const[,b]=yield 2;if(b!==0)throw r("WINRM_JUMP_REFUSED","it refused user and password")}const u=Buffer.from([t.port>>8,t.port&255]);yield Buffer.concat([Buffer.from([je,1,0]),Wu(t.host),u]);const[l,m=1,,f]=yield 4;if(l!==je)throw r("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");const[g,y]=Au[m]??["WINRM_JUMP_FAILED",`failed (${m})`];if(m!==0)throw r(g,`the connection to ${t.host}:${t.port} ${y}`);yield(f===1?4:f===4?16:(yield 1)[0]??0)+2}a(Uu,"converse");function xu(e,t,n,r){const o=`${Ir(e.host)?`[${e.host}]`:e.host}:${e.port}`;return new Promise((i,s)=>{const c=Tu({host:e.host,port:e.port}).setNoDelay(!0),d=Uu(e,t,o);let u=0,l=!1,m=!0;const f=a(k=>{m=!1,clearTimeout(ee),Gt(),c.off("connect",H).off("readable",v).off("error",y).off("close",y),k()},"settle"),g=a(k=>f(()=>{c.on("error",()=>{}).destroy(),s(k)}),"fail2"),y=a(k=>{const V=l?"the connection ended in the middle of its answer":"no connection",jo=k instanceof Error?{cause:k}:{};g(new $("WINRM_JUMP_UNREACHABLE",`jump host ${o}: ${V}`,{...jo,phase:"jump",sent:!1}))},"broken4"),w=a(k=>{const V=k==="WINRM_ABORTED"?k:l?"WINRM_JUMP_FAILED":"WINRM_JUMP_UNREACHABLE";g(new $(V,`jump host ${o}: ${Ge[k]}`,{phase:"jump",sent:!1}))},"overdue"),b=a(k=>{let V=d.next(k);for(;V.done!==!0&&typeof V.value!="number";V=d.next(k))c.write(V.value);V.done===!0?f(()=>i(c)):u=V.value},"proceed"),v=a(()=>{try{for(;m;){const k=c.read(u);if(!Buffer.isBuffer(k))return;b(k)}}catch(k){g(k)}},"advance"),H=a(()=>{l=!0,b(Buffer.alloc(0))},"start"),ee=setTimeout(()=>w("WINRM_DEADLINE_EXCEEDED"),n);let Gt=a(()=>{},"stop");c.once("connect",H).on("readable",v).once("error",y).once("close",y),Gt=r.onEnd(w)})}a(xu,"openThrough");import{X509Certificate as Bu}from"node:crypto";import{isIP as Gu}from"node:net";import{connect as Fu,createSecureContext as wt}from"node:tls";var Mr=new Map,ju=/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;function Ku(e){if(e===void 0)return wt();try{for(const t of e.match(ju)??[""])new Bu(t);return wt({ca:e})}catch(t){throw new $("WINRM_USAGE_INVALID","`ca` cannot be read as PEM certificates",{cause:t})}}a(Ku,"createContext");function Tr(e){const t=e??"",n=Mr.get(t);if(n!==void 0)return n;const r=Ku(e);return Mr.set(t,r),r}a(Tr,"secureContextFor");function qu(e,t){Tr(t);try{return wt({...e,maxVersion:"TLSv1.2",...t===void 0?{}:{ca:t}})}catch{throw new $("WINRM_USAGE_INVALID","the client certificate or its key cannot be read")}}a(qu,"contextWith");function Dr(e){return{subject:e.subject?.replaceAll(`
`,", ")??"",issuer:e.issuer?.replaceAll(`
`,", ")??"",validFrom:e.validFrom,validTo:e.validTo,sha256:_r(e)}}a(Dr,"factsOf2");function _r(e){return e.fingerprint256.replaceAll(":","").toLowerCase()}a(_r,"fingerprintOf");var Hu=new Map([["CERT_HAS_EXPIRED",["WINRM_TLS_EXPIRED","has expired"]],["CERT_NOT_YET_VALID",["WINRM_TLS_EXPIRED","is not valid yet"]],["DEPTH_ZERO_SELF_SIGNED_CERT",["WINRM_TLS_SELF_SIGNED","is self-signed"]],["SELF_SIGNED_CERT_IN_CHAIN",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT_LOCALLY",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_VERIFY_LEAF_SIGNATURE",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]]]),Vu=/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;function Ju(e){const{phase:t,reason:n}=e.detail,r=e.code==="WINRM_TLS_FAILED"&&Vu.test(String(n));if(!r&&(t!=="tls"||e.code!=="WINRM_CONNECTION_LOST"))return e;const o=r?": a client certificate is shown over TLS 1.2 only, and the machine refuses that version":"",i="A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.";return new $(e.code,`${e.message}${o}`,{...e.detail,help:i})}a(Ju,"explainVersion");function zu(e,t,n){const r=Fu({...t,secureContext:n===void 0?Tr(e.ca):qu(n,e.ca),rejectUnauthorized:!1,checkServerIdentity:a(()=>{},"checkServerIdentity"),...e.sni===void 0?{}:{servername:e.sni}});return Object.defineProperty(r,"getPeerCertificate",{value:a(()=>({}),"value")}),r}a(zu,"startTls");function Qu(e,t){const[n=""]=t.servername.split("%");return Gu(n)!==0?e.checkIP(n)!==void 0:e.checkHost(t.sni??n,{partialWildcards:!1})!==void 0}a(Qu,"isFor");function Yu(e,t){const n=e.getPeerX509Certificate();if(n===void 0)throw new $("WINRM_TLS_FAILED",`${t.authority} shows no certificate`);const r=a((i,s,c={})=>new $(i,`the certificate of ${t.servername} ${s}`,{certificate:Dr(n),sent:!1,...c}),"refuse3");if(t.pin!==void 0&&_r(n)!==t.pin)throw r("WINRM_TLS_PIN_MISMATCHED","is not the pinned one",{pin:t.pin});const o=t.pin!==void 0&&t.ca===void 0;if(!e.authorized&&!o){const i=String(e.authorizationError),[s,c]=Hu.get(i)??["WINRM_TLS_FAILED",`is refused (${i})`];throw r(s,c,{reason:i})}if(!o&&!Qu(n,t)){const i=n.subjectAltName??"";throw r("WINRM_TLS_WRONG_NAME",`is for another name (${i||"it has none"})`,{names:i})}return n}a(Yu,"judgeCertificate");var Xu=2e3,Zu=new Map([["ENOTFOUND","WINRM_NAME_NOT_FOUND"],["EAI_AGAIN","WINRM_NAME_NOT_FOUND"],["EAI_NODATA","WINRM_NAME_NOT_FOUND"],["EAI_NONAME","WINRM_NAME_NOT_FOUND"],["EAI_FAIL","WINRM_NAME_NOT_FOUND"],["ECONNREFUSED","WINRM_CONNECTION_REFUSED"],["ETIMEDOUT","WINRM_CONNECTION_TIMED_OUT"],["EHOSTUNREACH","WINRM_CONNECTION_TIMED_OUT"],["ENETUNREACH","WINRM_CONNECTION_TIMED_OUT"],["EHOSTDOWN","WINRM_CONNECTION_TIMED_OUT"]]);function el(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:"unknown"}a(el,"codeOf2");function tl(e,t,n){const r=el(n),o={cause:n,phase:t,reason:r,sent:!1},i=r==="ECONNRESET"||r==="EPIPE",s=Zu.get(r)??(i?"WINRM_CONNECTION_LOST":void 0);if(t==="tls"&&s===void 0)return new $("WINRM_TLS_FAILED",`TLS with ${e.authority} failed (${r})`,o);const c=s??"WINRM_CONNECTION_FAILED";return new $(c,`no connection to ${e.authority} (${r})`,o)}a(tl,"connectFailure");var nl=class{static{a(this,"HttpConnection")}#e;#t;#n;certificate;#r;#o=!0;constructor(e,t,n,r){this.#e=e,this.#t=t,this.#n=n,this.certificate=r,e.setTimeout(n.idleTimeout),e.on("timeout",()=>{this.#r===void 0&&this.destroy()}),e.on("data",o=>this.#s(o)),e.on("end",()=>this.#c()),e.on("error",o=>this.#d(o)),e.on("close",()=>this.#d())}get usable(){return this.#o}request(e,t){return new Promise((n,r)=>{const o=e.body.length>0;if(t.end!==void 0){this.destroy(),r(this.#a(t.end,Ge[t.end],{sent:!1}));return}if(!this.#o||this.#r!==void 0){r(this.#a("WINRM_CONNECTION_LOST","the connection is not free",{sent:!1}));return}const i=t.onEnd(s=>this.#l(this.#a(s,Ge[s],{sent:o})));this.#r={reader:new Mu(this.#n.maxAnswer),sent:o,resolve:a(s=>{i(),n(s)},"resolve"),reject:a(s=>{i(),r(s)},"reject")},this.#e.write(this.#i(e))})}destroy(){this.#o=!1,this.#e.destroy()}#i(e){const{authorization:t,contentType:n,body:r}=e,o=`POST ${this.#t.path} HTTP/1.1\r
Host: ${this.#t.authority}\r
Connection: Keep-Alive\r
User-Agent: patchring\r
Accept-Encoding: identity\r
Content-Type: ${n}\r
Content-Length: ${r.length}\r
${t===void 0?"":`Authorization: ${t}\r
`}\r
`,i=Buffer.allocUnsafe(o.length+r.length);return i.write(o,"latin1"),i.set(r,o.length),i}#a(e,t,n){return new $(e,`${this.#t.authority}: ${t}`,{phase:"request",...n})}#s(e){const t=this.#r;if(t===void 0){this.destroy();return}try{const n=t.reader.push(e);n!==void 0&&this.#u(t,n)}catch(n){const{code:r,message:o}=n;this.#l(this.#a(r,o,{sent:t.sent}))}}#c(){const e=this.#r,t=e?.reader.end();e!==void 0&&t!==void 0?this.#u(e,t):this.#d()}#u(e,t){this.#r=void 0,t.keepAlive||this.destroy(),e.resolve(t)}#d(e){this.#o=!1;const t=this.#r;if(t===void 0){this.destroy();return}const r=`the connection ended ${t.reader.begun?"in the middle of":"before"} the answer`;this.#l(this.#a("WINRM_CONNECTION_LOST",r,{sent:t.sent,...e===void 0?{}:{cause:e}}))}#l(e){const t=this.#r;this.#r=void 0,this.destroy(),t?.reject(e)}};function rl(e,t,n){const{host:r,port:o}=e,i={host:r,port:o,autoSelectFamilyAttemptTimeout:Xu},s=n===void 0?i:{socket:n};return e.transport==="https"?zu(e,s,t).setNoDelay(!0):n??bu(i).setNoDelay(!0)}a(rl,"startSocket");function ol(e,t,n,r){return new Promise((o,i)=>{const s=e instanceof Pu;let c=t.via===void 0?"connect":"tls";const d=a(v=>{clearTimeout(w),b(),e.off("connect",f).off("secureConnect",m).off("error",g).off("close",y),v()},"settle"),u=a(v=>d(()=>{e.on("error",()=>{}).destroy(),i(v)}),"fail2"),l=a(v=>{const H=v==="WINRM_ABORTED"?v:"WINRM_CONNECTION_TIMED_OUT";u(new $(H,`no connection to ${t.authority} in time`,{phase:c,sent:!1}))},"overdue"),m=a(()=>{try{const v=s?Yu(e,t):void 0;d(()=>o(new nl(e,t,n,v)))}catch(v){u(v)}},"ready"),f=a(()=>{c="tls",s||m()},"connected"),g=a(v=>u(tl(t,c,v)),"broken4"),y=a(()=>g(Object.assign(new Error("the connection was closed"),{code:"ECONNRESET"})),"closed"),w=setTimeout(()=>l("WINRM_DEADLINE_EXCEEDED"),Math.max(n.timeLeft,0));e.once("connect",f).once("secureConnect",m).once("error",g).once("close",y);let b=a(()=>{},"stop");b=r.onEnd(l),t.via!==void 0&&!s&&m()})}a(ol,"becomeConnection");async function al(e,{limits:t,identity:n},r){const{via:o}=e,i=Date.now(),s=o===void 0?void 0:await xu(o,e,t.connectTimeout,r),c=t.connectTimeout-(Date.now()-i);try{return await ol(rl(e,n,s),e,{...t,timeLeft:c},r)}catch(d){throw s?.destroy(),n===void 0?d:Ju(d)}}a(al,"openConnection");var il=new Uint8Array(0),sl=12288,cl=class Go{static{a(this,"_AuthenticatedChannel")}#e;#t;#n;#r;#o;#i=new Set;#a;#s;#c;#u=Promise.resolve();#d=!1;constructor(t,n,r){if(this.#e=t,this.#t=n,this.#n=r,this.#r={connectTimeout:r.connectTimeout??15e3,idleTimeout:r.idleTimeout??75e3,maxAnswer:r.maxAnswer??8*1024*1024},this.#o=hu(r.auth??"ntlm"),this.#o.name==="certificate"&&r.clientCertificate===void 0)throw new $("WINRM_USAGE_INVALID","this authentication needs a client certificate");if(t.transport!=="https"&&!this.#o.seals)throw new $("WINRM_USAGE_INVALID",`${this.#o.name} cannot seal, so it is only done over HTTPS`)}get url(){return this.#e.url}get peerCertificate(){return this.#s===void 0?void 0:Dr(this.#s)}get authentication(){return this.#c}async post(t,n){if(this.#d)throw new $("WINRM_USAGE_INVALID",`${this.#e.authority}: the transport is closed`);const r=new pu(n.timeout,n.signal);this.#i.add(r);try{const o=await this.#l(r);try{return await this.#f(t,r)}catch(i){throw this.#m(),i}finally{o()}}finally{r.dispose(),this.#i.delete(r)}}another(){return new Go(this.#e,this.#t,this.#n)}close(){this.#d=!0;for(const t of[...this.#i])t.abort();this.#m()}async#l(t){const n=this.#u;let r=a(()=>{},"leave");this.#u=new Promise(o=>{r=o});try{await t.within(n)}catch(o){throw n.then(r),o}return r}#m(){this.#a?.http.destroy(),this.#a?.context.dispose?.(),this.#a=void 0}async#f(t,n){if(this.#a?.http.usable===!0){const r=this.#a,o=await this.#p(r,t,n);if(!(r.sealing!==void 0&&o.status===400&&Ue(o)==="empty"))return await this.#g({link:r,answer:o},n)}return this.#m(),await this.#g(await this.#$(t,n),n)}async#$(t,n){const{clientCertificate:r}=this.#n,o=this.#o.name==="certificate"?r:void 0,i=o===void 0?void 0:await n.within(Promise.resolve(o())),s=this.#t,c=typeof s=="function"?await n.within(Promise.resolve(s())):s,d=await al(this.#e,{limits:this.#r,identity:i},n);let u;try{this.#s=d.certificate,u=this.#h(d,c);const l=d.certificate!==void 0,m=this.#e.authority,f=i!==void 0&&t.length>sl,g=l?f?tn():t:il,y=await vu(d,u,{where:m,payload:g,deadline:n});this.#c=u.outcome?.();const w={http:d,context:u,sealing:l?void 0:u.sealing()};return this.#a=w,{link:w,answer:g===t?y:await this.#p(w,t,n)}}catch(l){throw d.destroy(),u?.dispose?.(),l}}#h(t,{username:n,domain:r,password:o}){const[i=""]=Sd().split("."),{kerberos:s,ntlmFallback:c}=this.#n,d=this.#o.name==="kerberos"||this.#o.name==="negotiate";return this.#o.createContext({username:n,password:o,servername:this.#e.servername,workstation:i.toUpperCase(),randomBytes:yd,now:Date.now,...d?{kerberos:{tokens:Ld(s?.interpreter),spn:s?.spn??"HOST"}}:{},...c===void 0?{}:{ntlmFallback:c},...r===void 0?{}:{domain:r},...t.certificate===void 0?{}:{channelBinding:ea(t.certificate.raw)}})}async#p(t,n,r){const{http:o,context:i,sealing:s}=t;if(s===void 0){const m=i.everyRequest===!0?await Ee(i,r):void 0,f=m?.kind==="send"?{authorization:Cr(i,m.token)}:{};return o.request({...f,contentType:dr,body:n},r)}const c=i.sealLabel??"",d=s.seal(n),u=d instanceof Promise?await r.within(d):d,l=Zo({label:c,length:n.length,...u});return o.request({contentType:Ea(c),body:l},r)}async#g({link:t,answer:n},r){const o=Ue(n),{status:i}=n,{sealing:s}=t,c=this.#e.authority;if(s===void 0){if(o==="soap"||o==="empty"&&be(n))return{httpStatus:i,soap:n.body};throw Pe(n,c)}if(o==="sealed"){const{signature:d,sealed:u}=Xo(n.body),l=s.unseal(d,u);return{httpStatus:i,soap:l instanceof Promise?await r.within(l):l}}throw o==="soap"||be(n)?new $("WINRM_SEALING_FAILED",`${c}: an answer was not sealed as agreed`,{httpStatus:i,sent:!0}):Pe(n,c)}};function dl(e,t,n={}){return new cl(e,t,n)}a(dl,"createTransport");import{isIP as vt}from"node:net";var ul=/^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i,ll=/^\/[\w./~%!$&'()*+,;=:@?-]*$/;function de(e){throw new $("WINRM_USAGE_INVALID",e)}a(de,"refuse2");function Ar(e){const t=e.startsWith("[")&&e.endsWith("]")?e.slice(1,-1):e;return vt(t)===0&&!ul.test(t)&&de(`${JSON.stringify(e)} is neither a machine name nor an address`),t}a(Ar,"hostOf");function ml(e){if(e===void 0)return;const t=e.replaceAll(":","").toLowerCase();return/^[0-9a-f]{64}$/.test(t)||de("the pin is not a SHA-256 of 64 hexadecimal digits"),t}a(ml,"pinOf");function $l(e){const t=e.transport??"https",n=t==="https",r=Ar(e.host),o=Ar(e.servername??r),i=e.port??(n?5986:5985);(!Number.isInteger(i)||i<1||i>65535)&&de(`${i} is not a port`);const s=e.path??"/wsman";ll.test(s)||de(`${JSON.stringify(s)} is not a URL path`),e.ca!==void 0&&!e.ca.includes("-----BEGIN CERTIFICATE-----")&&de("`ca` holds no PEM certificate");const c=ml(e.pin);!n&&(e.ca!==void 0||c!==void 0)&&de("`ca` and `pin` mean nothing without HTTPS");const[d=r]=r.split("%"),u=`${vt(r)===6?`[${d}]`:r}:${i}`,l=`${n?"https":"http"}://${u}${s}`,m=vt(o)===0?o.replace(/\.$/,""):void 0,f=e.via===void 0?void 0:Lu(e.via);return{transport:t,host:r,port:i,path:s,servername:o,sni:m,authority:u,url:l,ca:e.ca,pin:c,via:f}}a($l,"parseEndpoint");function hl(e){return Object.entries(e??{}).flatMap(([t,n])=>n===void 0?[]:[{name:t,value:n}])}a(hl,"namedArguments");function Lr(e,t){return{statements:[[e]],noInput:t===void 0}}a(Lr,"single");var Wr=class{static{a(this,"PoolFace")}#e;#t;#n=!1;#r;#o;constructor(e,{limits:t,reopen:n}){this.#e=e,this.#r=t,this.#o=n}get id(){return this.#e.id}get psVersion(){return this.#e.psVersion}invoke({command:e,parameters:t},n={}){const r=Lr({text:e,isScript:!1,arguments:hl(t)},n.input);return this.#i(r,n,e)}runScript(e,t={}){const{useLocalScope:n}=t,r={text:e,isScript:!0,arguments:(t.arguments??[]).map(o=>({value:o})),...n===void 0?{}:{useLocalScope:n}};return this.#i(Lr(r,t.input),t,"a script")}run(e,t={}){return this.#i(e,t,e.statements[0]?.[0]?.isScript===!1?e.statements[0][0].text:"a script")}async secureString(e,t={}){return(await this.#e.sessionKey(this.#r(t))).seal(e)}stop(e={}){return this.#e.stop(this.#r(e))}disconnect(e={}){return this.#e.disconnect(this.#r(e))}async attach(e,t={}){const{onProgress:n,onOutput:r}=t,o=this.#r(t);return await this.#e.connectCommand(e,o),await this.#e.attach(e,{...o,what:"a command",onProgress:n,onOutput:r})}close(){return this.#e.close()}async#i(e,t,n){const{onProgress:r,onOutput:o,input:i}=t,s={...this.#r(t),what:n,onProgress:r,onOutput:o,input:i},c=this.#e,d=e.statements.flat().some(({useLocalScope:u})=>u===!1);try{const u=await c.run(e,s);return this.#n||=d,u}catch(u){const l=await this.#a(c,u,s);if(l===void 0)throw this.#n||=d,u;return await l.run(e,s)}}async#a(e,t,n){if(!(t instanceof $)||t.detail.began!==!1)return;if(this.#e!==e)return this.#e;const{fault:r}=t.detail,o=r!==void 0&&ka.has(r);if(!(this.#o===void 0||this.#n||e.hasKey||!o)){this.#t??=this.#o(n);try{this.#e=await this.#t}finally{this.#t=void 0}return this.#e}}};import{randomUUID as fl}from"node:crypto";import{setTimeout as pl}from"node:timers/promises";var Ur=153600,gl=512e3,yl=new Set(["WINRM_AUTH_REJECTED","WINRM_AUTH_ACCOUNT_LOCKED","WINRM_AUTH_PASSWORD_EXPIRED"]);function xr(e,t,n){if(e.signal?.aborted===!0)throw new $("WINRM_ABORTED",`aborted while ${n}`,{phase:n});const r=e.deadline-t;if(r<=0)throw new $("WINRM_DEADLINE_EXCEEDED",`out of time while ${n}`,{phase:n});return r}a(xr,"assertInTime");async function Sl(e,t){await pl(e,void 0,t===void 0?{}:{signal:t})}a(Sl,"realSleep");var wl=class Fo{static{a(this,"_SoapConversation")}sessionId;envelopeSize=Ur;requestSize=Ur;sizeIsKnown=!1;#e;#t;#n;#r;constructor(t,n,r){this.#e=t,this.#t=n,this.#n=r===void 0?{isTurnedAway:!1}:r.#n,this.sessionId=r?.sessionId??this.newId()}get isTurnedAway(){return this.#n.isTurnedAway}get resumeFor(){return this.#t.resumeFor??6e4}async wait(t,{signal:n}){const{sleep:r=Sl}=this.#t;try{await r(t,n)}catch(o){throw new $("WINRM_ABORTED","aborted while waiting for the network",{cause:o})}}aside(){const{another:t,...n}=this.#t;if(t===void 0)return this;if(this.#r===void 0){const r=t();this.#r={transport:r,conversation:new Fo(r,n,this)}}return this.#r.conversation}close(){this.#r?.transport.close(),this.#r=void 0}now(){return(this.#t.now??Date.now)()}newId(){return this.#t.newId?.()??fl().toUpperCase()}limits(t,n){return{deadline:this.now()+t,signal:n}}room(t){const n=nn(this.#a(t,this.#i),t.body).length;return Math.floor((this.requestSize-n-256)/4)*3}async ask(t,n){const r=xr(n,this.now(),t.phase),o=this.#a(t,Math.max(1e3,Math.min(this.#i,r-r%1e3))),i=await this.askRaw(nn(o,t.body),t.phase,n);if(i.relatesTo!==o.messageId)throw new $("WINRM_PROTOCOL_VIOLATED",`an answer to another request came while ${t.phase}`);return i}async askRaw(t,n,r){const o=xr(r,this.now(),n),i=Math.min(o,this.#i+(this.#t.patience??1e4)),{signal:s}=r,c=await this.#o(t,{timeout:i,...s===void 0?{}:{signal:s}});if(c.soap.length===0)throw new $("WINRM_PROTOCOL_VIOLATED",`an empty answer came while ${n}`,{phase:n,httpStatus:c.httpStatus});const d=Pa(c.soap),u=pa(d.body);if(u!==void 0)throw ta(u,n,c.httpStatus);return d}async#o(t,n){try{const r=await this.#e.post(t,n);return this.#n.isTurnedAway=!1,r}catch(r){throw r instanceof $&&yl.has(r.code)&&(this.#n.isTurnedAway=!0),r}}get#i(){return this.#t.operationTimeout??2e4}#a(t,n){return{action:t.action,to:this.#e.url,messageId:this.newId(),resourceUri:t.resourceUri,sessionId:this.sessionId,maxEnvelopeSize:this.envelopeSize,operationTimeout:n,options:t.options,selectors:t.selectors}}};function vl(e,t={}){return new wl(e,t)}a(vl,"createConversation");function Br(e){return e instanceof $&&e.code==="WINRM_OPERATION_TIMED_OUT"}a(Br,"meansPollAgain");var bt=32768;function bl(e){return e instanceof $&&e.code==="WINRM_ENVELOPE_TOO_LARGE"&&e.detail.httpStatus!==void 0}a(bl,"isRefusedForSize");function Gr(e,t){if(!bl(t)||e.requestSize<=bt)throw t;e.requestSize=Math.max(bt,Math.floor(e.requestSize/2))}a(Gr,"shrinkOrThrow");async function Fr(e,{pieces:t,send:n,room:r}){let o=t;for(let i=0,s=0;;){const c=o[i];if(c===void 0)return;try{await n(c,s),i+=1,s+=1}catch(d){Gr(e,d),o=Ra(o.slice(i),r()),i=0}}}a(Fr,"deliver");var Pl=[{name:"WSMAN_CMDSHELL_OPTION_KEEPALIVE",value:"True"}],Rl=[{name:"WINRS_SKIP_CMD_SHELL",value:"False"}],El=new Uint8Array(0);async function jr(e){try{await e}catch(t){const n=t instanceof $?t.detail.fault:void 0;if(n===void 0||!Ho.has(n))throw t}}a(jr,"unlessGone");function Pt(e,t,n){const r=a(({action:c,phase:d,body:u,options:l})=>({action:c,phase:d,body:u,resourceUri:t,...l===void 0?{}:{options:l},selectors:{ShellId:s.shellId}}),"question"),o=a((c,d=Rl)=>({action:O.command,phase:"starting a command",body:Ma(c),options:d}),"asCommand"),i=a(c=>({action:O.send,phase:"sending input",body:Ga([c])}),"asSend"),s={conversation:e,resourceUri:t,shellId:n,ask:a((c,d)=>e.ask(r(c),d),"ask"),async command(c,d,u){const l=await s.ask(o(c,u),d),m=ma(l.body)??c.id;if(m===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a command was started without an id");return m},async send(c,d){await s.ask(i(c),d)},async receive(c,d,u){const l=xa({streams:c,commandId:d}),m={action:O.receive,phase:"receiving output",body:l,options:Pl};return ba((await s.ask(m,u)).body)},async signal(c,d,u){const l={action:O.signal,phase:"ending a command",body:Fa(c,d)},m=u.aside===!0?e.aside():e;await jr(m.ask(r(l),u))},async connect(c,d){const u=Da(c);await s.ask({action:O.connect,phase:"taking over a command",body:u},d)},async reconnect(c){await s.ask({action:O.reconnect,phase:"reconnecting",body:""},c)},async remove(c){await jr(s.ask({action:O.delete,phase:"closing the shell",body:""},c))},room(c,d){const u={name:"stdin",commandId:d,bytes:El};return e.room(r(c==="command"?o({id:d,command:"",arguments:[" "]}):i(u)))}};return s}a(Pt,"createShellLink");var Cl=8e3,Nl=5e3,Il=[{name:"WINRS_NOPROFILE",value:"TRUE"},{name:"WINRS_CODEPAGE",value:"65001"}],Kr={name:"WINRS_SKIP_CMD_SHELL",value:"False"},kl={name:"WINRS_CONSOLEMODE_STDIN",value:"FALSE"};async function Ol(e,t,n){try{return await e.receive("stdout stderr",t,n)}catch(r){if(Br(r))return{parts:[],done:!1};throw r}}a(Ol,"receiveOnce");async function Ml(e,t,n){const r={stdout:[],stderr:[]};let o=0;for(;;){const{parts:i,done:s,exitCode:c}=await Ol(e,t,n);for(const u of i)r[u.name]?.push(u.bytes),o+=u.bytes.length;if(o>qr)throw new $("WINRM_OUTPUT_TOO_LARGE",`the command said more than ${qr} bytes`);if(!s)continue;const d=a(u=>Buffer.concat(r[u]??[]).toString("utf8"),"text3");return{stdout:d("stdout"),stderr:d("stderr"),exitCode:c}}}a(Ml,"receiveAll");var qr=64*1024*1024,Tl=class{static{a(this,"LinkedCommandShell")}#e;constructor(e){this.#e=e}get id(){return this.#e.shellId}async run(e,t,n){const r=await this.start(e,t,n);try{const o=n.stdin===void 0?void 0:await this.#t(r,n.stdin,n);return await this.#n(r,n,o)}finally{const{conversation:o}=this.#e;o.isTurnedAway||await this.signal(r,ue.ctrlC,o.limits(Nl)).catch(()=>{})}}async#t(e,t,n){try{await this.send(e,t,n);return}catch(r){if(r instanceof $&&r.detail.fault!==void 0)return r;throw r}}async#n(e,t,n){try{return await this.receive(e,t)}catch(r){throw n??r}}start(e,t,n){if(e.length+t.join(" ").length>Cl)throw new $("WINRM_USAGE_INVALID","the command line is longer than cmd.exe takes");const r=n.options??(n.stdin===void 0?[Kr]:[kl,Kr]);return this.#e.command({command:e,arguments:t},n,r)}async send(e,t,n){for(let r=0,o=!1;!o;){const i=r+this.#e.room("send",e),s=i>=t.length;try{await this.#e.send({name:"stdin",commandId:e,bytes:t.subarray(r,i),end:s},n),r=i,o=s}catch(c){Gr(this.#e.conversation,c)}}}receive(e,t){return Ml(this.#e,e,t)}signal(e,t,n){return this.#e.signal(e,t,n)}async close(e){this.#e.conversation.isTurnedAway||await this.#e.remove(e).catch(()=>{})}};async function Dl(e,t,n){const{workingDirectory:r,idleTimeout:o,options:i=Il}=t,s=en({inputStreams:"stdin",outputStreams:"stdout stderr",workingDirectory:r,idleTimeout:o}),c={action:O.create,phase:"opening the command shell",resourceUri:te.cmd,body:s},d=await e.ask({...c,options:i},n),u=Jt(d.body);if(u===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was opened without an id");return new Tl(Pt(e,te.cmd,u))}a(Dl,"openCommandShell");function _l(e){const t=[],n=[],r={warning:[],verbose:[],debug:[]},o=[],i={output:t,errors:n,warnings:r.warning,verbose:r.verbose,debug:r.debug,information:o};let s;return{result:i,get ended(){return s!==void 0},take(c){c.kind==="output"?(t.push(c.value),e.onOutput?.(c.value)):c.kind==="error"?n.push(c.record):c.kind==="information"?o.push(c.record):c.kind==="progress"?e.onProgress?.(c.record):c.kind==="ended"?s=c:"text"in c&&r[c.kind].push(c.text)},finish(c){if(s?.how==="completed")return i;if(s?.how==="stopped")throw new $("WINRM_PIPELINE_STOPPED",`${c} was stopped`,{result:i});if(s===void 0)throw new $("WINRM_PROTOCOL_VIOLATED",`${c} ended without saying how`,{result:i});const d=s.error??n.at(-1);throw new $("WINRM_PIPELINE_FAILED",`${c} failed${d===void 0?"":`: ${d.errorId}`}`,{result:i,...d===void 0?{}:{error:d,peerText:d.message}})}}}a(_l,"createCollector");var Al=new Map([[P.warningRecord,"warning"],[P.verboseRecord,"verbose"],[P.debugRecord,"debug"]]),Ll=new Map([[Ye.completed,"completed"],[Ye.stopped,"stopped"],[Ye.failed,"failed"]]);function Wl(e){const{state:t,error:n}=Xt(e),r=Ll.get(t);if(r!==void 0)return{kind:"ended",how:r,...n===void 0?{}:{error:n}};if(t<0)throw new $("WINRM_PROTOCOL_VIOLATED","a pipeline state that is none");return{kind:"nothing"}}a(Wl,"readEnding");function Ul(e){const t=Al.get(e.type);if(t!==void 0)return{kind:t,text:wa(G(e))};switch(e.type){case P.pipelineOutput:return{kind:"output",value:G(e)};case P.errorRecord:return{kind:"error",record:fa(G(e))};case P.informationRecord:return{kind:"information",record:ya(G(e))};case P.progressRecord:return{kind:"progress",record:va(G(e))};case P.pipelineHostCall:return{kind:"hostCall",call:zt(G(e))};case P.pipelineState:return Wl(G(e));default:return{kind:"nothing"}}}a(Ul,"readPipelineMessage");function xl(e){const t=Hr(Vt(e,"ApplicationPrivateData"),"PSVersionTable"),n=a(r=>{const o=Hr(t,r);return typeof o=="object"&&o!==null&&"text"in o?String(o.text):""},"text3");return{psVersion:n("PSVersion"),buildVersion:n("BuildVersion")}}a(xl,"readVersions");function Hr(e,t){if(!(!oa(e)||e.base?.kind!=="dictionary"))return e.base.entries.find(([n])=>n===t)?.[1]}a(Hr,"entry");var Bl=new Map([[ae.opening,"opening"],[ae.opened,"opened"],[ae.closed,"closed"],[ae.closing,"closed"],[ae.broken,"broken"],[ae.disconnected,"disconnected"]]),Ke=["2.3","2.2","2.1"],[Gl]=Ke;function Vr(e){return new $("WINRM_CONNECTION_LOST","output was lost together with the connection",{cause:e})}a(Vr,"lostWithConnection");var Fl=class{static{a(this,"Pool")}id;state="opening";protocol;psVersion="";buildVersion="";#e=Yo();#t=new Map;#n;#r=0n;#o=!1;constructor(e,t){this.id=e,this.#n=t}open({minRunspaces:e=1,maxRunspaces:t=1,applicationArguments:n,hostInfo:r}={}){return Buffer.concat([this.message(P.sessionCapability,Ft(this.#n)),this.message(P.initRunspacePool,ra({minRunspaces:e,maxRunspaces:t,applicationArguments:n,hostInfo:r}))])}connect(){return Buffer.concat([this.message(P.sessionCapability,Ft(this.#n)),this.message(P.connectRunspacePool,"")])}pipeline(e,t,n){const r=this.#a(P.createPipeline,Wa(t),e);return this.#e.cut(r,n.command,n.send)}input(e,t,n){const r=t.map(s=>this.#a(P.pipelineInput,s,e));r.push(this.#a(P.endOfPipelineInput,void 0,e));const o=[[]];let i=n;for(const s of r){i<=Ne&&(o.push([]),i=n);for(const[c,d]of this.#e.cut(s,i,n).entries())c>0&&(o.push([]),i=n),o.at(-1)?.push(d),i-=d.length}return o.map(s=>Buffer.concat(s))}message(e,t,n){return Buffer.concat(this.#e.cut(this.#a(e,t,n)))}receive(e,t){const n=e??"",r=this.#t.get(n)??Qo();this.#t.set(n,r);const o=this.#o;t.length>=Ne&&this.#i(t,r.pending);let i;try{i=r.push(t)}catch(s){throw o?Vr(s):s}return i.flatMap(s=>this.#s(Sa(s)))}get isSuspect(){return this.#o}suspectLoss(){this.#o=!0}forget(e){const t=this.#t.get(e)?.pending===!0;return this.#t.delete(e),t}#i(e,t){const n=Buffer.from(e.buffer,e.byteOffset,e.byteLength),r=n.readBigUInt64BE(0),i=((n[16]??0)&1)!==0?!t&&r===this.#r+1n:t&&r===this.#r;if(this.#o&&!i)throw Vr();this.#o=!1;for(let s=0;s+Ne<=n.length;s+=Ne+n.readUInt32BE(s+17)){const c=n.readBigUInt64BE(s);c>this.#r&&(this.#r=c)}}#a(e,t,n){return La({to:"server",type:e,pool:this.id,pipeline:n},t)}#s(e){if(e.to!=="client")throw new $("WINRM_PROTOCOL_VIOLATED","a message that is not for a client");if(e.type>>>16===4)return[{kind:"pipeline",id:e.pipeline,event:Ul(e)}];switch(e.type){case P.sessionCapability:return this.protocol=la(G(e)),[];case P.applicationPrivateData:{const t=xl(G(e));return this.psVersion=t.psVersion,this.buildVersion=t.buildVersion,[]}case P.runspacePoolState:return this.#c(G(e));case P.encryptedSessionKey:return[{kind:"sessionKey",key:String(Vt(G(e),"EncryptedSessionKey")??"")}];case P.publicKeyRequest:return[{kind:"publicKeyRequest"}];case P.poolHostCall:return[{kind:"hostCall",call:zt(G(e))}];default:return[]}}#c(e){const{state:t,error:n}=Xt(e),r=Bl.get(t);return r===void 0?[]:(this.state=r,[{kind:"state",state:r,...n===void 0?{}:{error:n}}])}};function Jr(e,t=Gl){return new Fl(e,t)}a(Jr,"createClientPool");function jl(e){return ua({extended:new Map([["PublicKey",e]])})}a(jl,"publicKey");var Kl=250,ql=8e3,Hl=new Set(["WINRM_NAME_NOT_FOUND","WINRM_CONNECTION_REFUSED","WINRM_CONNECTION_TIMED_OUT","WINRM_CONNECTION_FAILED","WINRM_CONNECTION_LOST","WINRM_DEADLINE_EXCEEDED","WINRM_BUSY"]);function Vl(e,t,n){return!(e instanceof $)||n.signal?.aborted===!0?!1:e.code==="WINRM_CONNECTION_LOST"?!0:e.code==="WINRM_DEADLINE_EXCEEDED"&&t.conversation.now()<n.deadline}a(Vl,"isLost");async function Jl(e,t,n){try{return await e.receive("stdout",t,n)}catch(r){if(!(r instanceof $)||r.detail.fault!==na)throw r;return await e.reconnect(n),await e.receive("stdout",t,n)}}a(Jl,"receiveReconnected");async function zl(e,t,n,r){const{conversation:o}=e,i=Math.min(n.deadline,o.now()+o.resumeFor);for(let s=Kl;o.now()+s<i;s=Math.min(s*2,ql)){await o.wait(s,n);try{return await Jl(e,t,n)}catch(c){if(!(c instanceof $)||n.signal?.aborted===!0)throw c;if(c.code==="WINRM_OPERATION_TIMED_OUT")return{parts:[],done:!1};if(Hl.has(c.code))continue;const{fault:d}=c.detail;throw new $(r.code,`${r.message}, and could not be gone on with: ${c.message}`,{...r.detail,...d===void 0?{}:{resumeFault:d},resumeCode:c.code})}}throw r}a(zl,"receiveAgain");var zr=64*1024*1024;async function Ql(e,t,n){const{link:r,machine:o}=e;try{return await r.receive("stdout",t,n)}catch(i){if(Br(i))return{parts:[],done:!1};if(!Vl(i,r,n))throw i;return o.suspectLoss(),await zl(r,t,n,i)}}a(Ql,"receiveOnce2");async function Qr(e,t,n,r){const o=Vo(t,e.host);if(o===void 0)return;const i=n===void 0?P.poolHostResponse:P.pipelineHostResponse,s=e.machine.message(i,o,n);await e.link.send({name:"pr",commandId:n,bytes:s},r)}a(Qr,"answer");async function Rt(e,t,n){const r=await Ql(e,t,n),o=[];let i=0;for(const s of r.parts){i+=s.bytes.length;for(const c of e.machine.receive(s.commandId??t,s.bytes))o.push(c)}for(const s of o)s.kind==="hostCall"&&await Qr(e,s.call,void 0,n);return{events:o,done:r.done,size:i}}a(Rt,"receiveEvents");async function Yl(e,t,n,r){if(n.kind==="state"&&n.state!=="opened"&&n.state!=="opening")throw new $("WINRM_SHELL_GONE",`the pool became ${n.state} while a command was running`);n.kind==="pipeline"&&(n.event.kind==="hostCall"&&await Qr(e,n.event.call,n.id,r),t.take(n.event))}a(Yl,"take");async function Xl(e,t,n){const r=_l(n);let o=0;for(;;){const{events:i,done:s,size:c}=await Rt(e,t,n);if(o+=c,o>(n.maxOutput??zr))throw new $("WINRM_OUTPUT_TOO_LARGE",`${n.what} said more than ${n.maxOutput??zr} bytes`);for(const u of i)await Yl(e,r,u,n);if(!s&&!r.ended)continue;const d=e.machine.forget(t);if(e.machine.isSuspect&&(d||!r.ended))throw new $("WINRM_CONNECTION_LOST",`the end of ${n.what} was lost together with the connection`,{result:r.result});if(d)throw new $("WINRM_PROTOCOL_VIOLATED",`${n.what} ended in the middle of a message`);return r.finish(n.what)}}a(Xl,"receivePipeline");async function Zl(e,t,n,r){try{await e.command({id:t,command:"",arguments:[n]},r)}catch(o){throw!(o instanceof $)||o.detail.fault===void 0?o:new $(o.code,o.message,{...o.detail,began:!1})}}a(Zl,"begin");async function em(e,t,n,r){const{link:o,machine:i}=e,{conversation:s}=o,c=s.newId(),d={command:o.room("command",c),send:o.room("send",c)},u=i.pipeline(c,t,d);r(c);const l=a(f=>o.send({name:"stdin",commandId:c,bytes:f},n),"send2"),m=a(()=>Math.min(o.room("command",c),o.room("send",c)),"both");return await Fr(s,{pieces:u,send:a((f,g)=>g===0?Zl(o,c,Buffer.from(f).toString("base64"),n):l(f),"send"),room:m}),t.noInput||await Fr(s,{pieces:i.input(c,n.input??[],m()),send:l,room:m}),c}a(em,"startPipeline");async function tm(e,t,n){const r=e.machine.message(P.publicKey,jl(t.publicKey));for(await e.link.send({name:"stdin",bytes:r},n);;){const{events:o}=await Rt(e,void 0,n),i=o.find(s=>s.kind==="sessionKey");if(i?.kind==="sessionKey")return t.complete(i.key)}}a(tm,"exchangeKeys");var Yr=a(e=>({name:"protocolversion",value:e,mustComply:!0}),"protocolOption");function Xr({link:e,machine:t}){const[n=0,r=0]=(t.protocol??"").split(".").map(Number),{conversation:o}=e;o.sizeIsKnown||n<2||n===2&&r<2||(o.envelopeSize=Math.max(o.envelopeSize,gl))}a(Xr,"learnProtocol");async function Zr(e,t){for(;e.machine.state==="opening";){const{events:n}=await Rt(e,void 0,t);Xr(e);const r=n.find(o=>o.kind==="state"&&o.state!=="opened"&&o.state!=="opening");if(r?.kind==="state")throw new $("WINRM_POOL_BROKEN",`the pool became ${r.state} while it was opened`,{...r.error===void 0?{}:{error:r.error,peerText:r.error.message}})}}a(Zr,"untilOpened");async function nm(e,t,n,r){const{name:o,idleTimeout:i,createOptions:s=[],host:c,deadline:d,signal:u}=r,l=r.hostInfo??(c===void 0?void 0:Ca()),m=en({id:t.id,name:o,inputStreams:"stdin pr",outputStreams:"stdout",idleTimeout:i,creation:t.open({...r,hostInfo:l})}),f={action:O.create,phase:"opening the pool",resourceUri:e.resourceUri,body:m},g=[...s,Yr(n)],y=await e.conversation.ask({...f,options:g},{deadline:d,signal:u});e.shellId=Jt(y.body)??t.id}a(nm,"create2");async function rm(e,t,n){const r=e.shellId;for(const o of Ke){const i=Jr(r,o);try{await nm(e,i,o,{...t,...n})}catch(s){const c=s instanceof $?s.detail.fault:void 0;if(c!==void 0&&ca.has(c)&&o!==Ke.at(-1))continue;throw s}return await Zr({link:e,machine:i,host:t.host},n),i}throw new $("WINRM_PROTOCOL_VIOLATED","no version of the protocol was accepted")}a(rm,"openPool");async function om(e,t,n){const r=Jr(e.shellId),[o]=Ke,i={action:O.connect,phase:"taking over the pool",options:[Yr(o)]},s=await e.ask({...i,body:Ta(r.connect())},n);r.receive(void 0,ha(s.body));const c={link:e,machine:r,host:t.host};return Xr(c),await Zr(c,n),r}a(om,"connectPool");var am=200,im=new Set(["WINRM_PIPELINE_FAILED","WINRM_PIPELINE_STOPPED","WINRM_USAGE_INVALID"]),Et=class Bt{static{a(this,"_RunspacePool")}#e;#t;#n=new AbortController;#r;#o="open";#i=0;#a;#s;#c=Promise.resolve();#u;#d;constructor(t,n,r){const o=`${te.powershell}${n.configurationName??"Microsoft.PowerShell"}`;this.#e=Pt(t,o,r),this.#t=n}static async open(t,n,r){const o=new Bt(t,n,t.newId());return o.#r=await o.#y(()=>rm(o.#e,n,r)),o}static async connect(t,n,r){const o=new Bt(t,n,n.id.toUpperCase());return o.#r=await om(o.#e,n,r),o}get id(){return this.#e.shellId}get psVersion(){return this.#r?.psVersion??""}get hasKey(){return this.#d!==void 0}run(t,n){return this.#h(n,async r=>{const o=await this.#f(t,r);return await this.#$(o,r)})}start(t,n){return this.#h(n,r=>this.#f(t,r))}attach(t,n){return this.#h(n,r=>this.#$(t.toUpperCase(),r))}connectCommand(t,n){return this.#p(()=>this.#e.connect(t.toUpperCase(),n))}async stop(t,n=this.#a){n!==void 0&&await this.#e.signal(n.toUpperCase(),ue.stopPipeline,{...t,aside:!0})}terminate(t,n){return this.#e.signal(t.toUpperCase(),ue.terminate,n)}get lastCommand(){return this.#s}sessionKey(t){return this.#d??=this.#p(()=>this.#y(()=>this.#l(this.#g(t)))),this.#d}async disconnect(t){await this.#e.ask({action:O.disconnect,phase:"disconnecting",body:_a()},t),this.#o="disconnected"}async reconnect(t){await this.#e.reconnect(t),this.#o="open"}close(){return this.#o==="disconnected"?Promise.resolve():(this.#o="closed",this.#n.abort("closed"),this.#u??=this.#w(void 0),this.#u)}async#l(t){const n=await(this.#t.keyExchange??Jo)();return await tm(this.#m,n,t)}get#m(){if(this.#r===void 0)throw new $("WINRM_USAGE_INVALID","the pool is not open");return{link:this.#e,machine:this.#r,host:this.#t.host}}async#f(t,n){return await em(this.#m,t,n,r=>{this.#a=r,this.#s=r})}async#$(t,n){this.#a=t;const r=await Xl(this.#m,t,n);return this.#a=void 0,await this.#v(t,n),r}#h(t,n){return this.#p(()=>this.#y(()=>n(this.#g(t))))}#p(t){const n=this.#c.then(t);return this.#c=n.catch(()=>{}),n}#g(t){if(this.#o!=="open")throw new $("WINRM_SHELL_GONE",`the pool is ${this.#o}`,{began:!1});const{signal:n}=t;return{...t,signal:n===void 0?this.#n.signal:AbortSignal.any([n,this.#n.signal])}}async#y(t){try{return await t()}catch(n){throw n instanceof $&&im.has(n.code)?this.#a=void 0:this.#S(n),n}}#S(t){if(this.#o==="disconnected")return;this.#o="closed";const n=t instanceof $&&t.code==="WINRM_SHELL_GONE";this.#u??=this.#w(n?void 0:this.#a)}async#w(t){const{conversation:n}=this.#e;if(n.isTurnedAway)return;const r=this.#t.cleanupTimeout??5e3;t!==void 0&&await this.#e.signal(t,ue.stopPipeline,n.limits(r/2)).catch(()=>{}),!n.isTurnedAway&&await this.#e.remove(n.limits(r)).catch(()=>{})}async#v(t,n){this.#i+=1,this.#i>am&&await this.#e.signal(t,ue.terminate,n)}},sm=1e4,cm=5e3,dm=class{static{a(this,"ClientSession")}#e;#t;#n=new Set;#r=new Set;constructor(e,t={}){this.#t=e,this.#e=vl(e,t)}limits(e,t){return this.#e.limits(e,t)}async openPool(e,t){try{return this.#i(await Et.open(this.#e,e,t))}catch(n){const r=n instanceof $?n.detail.fault:void 0;if(r===void 0||!Ia.has(r)||e.name===void 0||await this.#o(e.name,t)===0)throw n}return this.#i(await Et.open(this.#e,e,t))}async connectPool(e,t){return this.#i(await Et.connect(this.#e,e,t))}openCommandShell(e,t){return Dl(this.#e,e,t)}async identify(e){const t=await this.#e.askRaw(tn(),"asking who is there",e),n=ga(t.body);if(n===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","the answer to Identify is none");return n}async readConfig(e){const t={action:O.get,phase:"reading the configuration",resourceUri:te.config,body:""},n=$a((await this.#e.ask(t,e)).body);if(n.maxEnvelopeSize!==void 0){const r=Math.max(n.maxEnvelopeSize,bt);this.#e.envelopeSize=r,this.#e.requestSize=r,this.#e.sizeIsKnown=!0}return n}async readConfigIfAllowed(e){try{return await this.readConfig(e)}catch(t){if(t instanceof $&&t.code==="WINRM_ACCESS_DENIED")return;throw t}}async listShells(e){const t=[];for await(const n of this.#a(te.shell,void 0,e))t.push(Yt(n));return t}async readShell(e,t){const n={action:O.get,phase:"looking for a shell",resourceUri:te.shell,body:""},{body:r}=await this.#e.ask({...n,selectors:{ShellId:e}},t);if(r===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was described by nothing");return Yt(r)}async listCommands(e,t){const n=[],r={kind:"selectors",selectors:{ShellId:e}};for await(const o of this.#a(te.command,r,t)){const i=zo(o,ia.shell,"CommandId");i!==void 0&&n.push(i)}return n}async readCimRows(e,t){const n=jt(e.namespace,e.query===void 0?e.className:"*");if(e.keys!==void 0){const i={action:O.get,phase:`reading ${e.className}`,resourceUri:n,body:""},{body:s}=await this.#e.ask({...i,selectors:e.keys},t);return s===void 0?[]:[Xe(s)]}const r=e.query===void 0?void 0:{kind:"wql",query:e.query},o=[];for await(const i of this.#a(n,r,t))if(o.push(Xe(i)),o.length>=(e.atMost??Number.POSITIVE_INFINITY))break;return o}async readCim(e,t){return(await this.readCimRows(e,t)).map(n=>Zt(n,e.properties))}async invokeCim(e,t){const{className:n,method:r,keys:o,parameters:i={}}=e,s=jt(e.namespace,n),c=await this.#e.ask({action:`${s}/${r}`,phase:`calling ${n}.${r}`,resourceUri:s,body:Oa(s,r,i),...o===void 0?{}:{selectors:o}},t);if(c.body?.name!==`${r}_OUTPUT`)throw new $("WINRM_PROTOCOL_VIOLATED",`the answer to ${n}.${r} is none`);return Zt(Xe(c.body),e.properties)}async close(e=5e3){const t=Promise.all([...[...this.#n].map(o=>o.close()),...this.#r]);let n;const r=new Promise(o=>{n=setTimeout(o,e)});await Promise.race([t,r]),clearTimeout(n),this.#e.close(),this.#t.close()}async#o(e,t){const n=new Set([...this.#n].map(({id:o})=>o)),r=(await this.listShells(t)).filter(o=>o.name===e&&o.state==="Disconnected"&&!n.has(o.id));for(const{id:o,resourceUri:i}of r)await Pt(this.#e,i,o).remove(t);return r.length}#i(e){return this.#n.add(e),e}async*#a(e,t,n){const r="enumerating",o={action:O.enumerate,phase:r,resourceUri:e,body:Aa(t)};let i=Qt((await this.#e.ask(o,n)).body);try{for(let s=1;;s+=1){if(yield*i.items,i.context===void 0)return;if(s>=sm)throw new $("WINRM_PROTOCOL_VIOLATED","an enumeration does not end");const c={action:O.pull,phase:r,resourceUri:e,body:Ua(i.context)};i=Qt((await this.#e.ask(c,n)).body)}}finally{i.context!==void 0&&this.#s(e,i.context)}}#s(e,t){const n=this.#e;if(n.isTurnedAway)return;const r={action:O.release,phase:"ending an enumeration",resourceUri:e},o=n.ask({...r,body:Ba(t)},n.limits(cm)).then(()=>{},()=>{});this.#r.add(o),o.then(()=>this.#r.delete(o))}},um=12e4,lm=9e5;function eo(e){const{configurationName:t,name:n,idleTimeout:r=lm,applicationArguments:o,host:i}=e,s=o===void 0?void 0:da(o);return{configurationName:t,name:n,idleTimeout:r,applicationArguments:s,host:i}}a(eo,"settingsOf");function mm(e,t){const n=a(({timeout:r=um,signal:o}={})=>e.limits(r,o),"limits");return{identify:a(r=>e.identify(n(r)),"identify"),async openPool(r={}){const o=eo(r),i=a(s=>e.openPool(o,s),"reopen");return new Wr(await i(n(r)),{limits:n,reopen:i})},async connectPool(r,o={}){return new Wr(await e.connectPool({...eo(o),id:r},n(o)),{limits:n})},readCim:a((r,o)=>e.readCim(r,n(o)),"readCim"),invokeCim:a((r,o)=>e.invokeCim(r,n(o)),"invokeCim"),readConfig:a(r=>e.readConfigIfAllowed(n(r)),"readConfig"),listShells:a(r=>e.listShells(n(r)),"listShells"),listCommands:a((r,o)=>e.listCommands(r,n(o)),"listCommands"),get peerCertificate(){return t.peerCertificate},get authentication(){return t.authentication},close:a(()=>e.close(),"close")}}a(mm,"sessionFace");function $m(e){const t=dl($l(e.endpoint),e.credentials,e.channel),{operationTimeout:n,resumeFor:r}=e,o=new dm(t,{another:a(()=>t.another(),"another"),...n===void 0?{}:{operationTimeout:n},...r===void 0?{}:{resumeFor:r}});return mm(o,t)}a($m,"connect5");var hm=2;function Ct({isProved:e,refusals:t},n=!1){return t.length>=(e||n?hm:1)}a(Ct,"isStopped");var fm=class{static{a(this,"CredentialGuard")}#e=new Map;async run(e,t){const n=this.#t(e.credential),r=a(()=>Ct(n,e.isSource),"isOver");for(;!r()&&n.trial!==void 0;)await n.trial;if(r())return{refusedBy:n.refusals};let o=a(()=>{},"endTrial");(!n.isProved||n.refusals.length>0)&&(n.trial=new Promise(i=>{o=a(()=>{n.trial=void 0,i()},"endTrial")}));try{const{judgement:i,value:s}=await t();return this.note(e,i),{value:s}}finally{o()}}refusalsOf({credential:e,isSource:t}){const n=this.#t(e);return Ct(n,t)?n.refusals:void 0}note({credential:e,machine:t,isSource:n},r){const o=this.#t(e);r==="refused"?o.refusals.push(t):r==="accepted"&&!Ct(o,n)&&(o.isProved=!0,o.refusals=[])}#t(e){const t=this.#e.get(e);if(t!==void 0)return t;const n={isProved:!1,refusals:[],trial:void 0};return this.#e.set(e,n),n}},pm=/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/,gm=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/,to=7;function ym(e){const t=pm.exec(e)??gm.exec(e);if(t===null)return;const[,n,r,o,i,s,c,d="",u,l="0",m]=t,f=Date.parse(`${n}-${r}-${o}T${i}:${s}:${c}Z`),g=m===void 0?Number(l):Number(l)*60+Number(m),y=new Date(f-(u==="-"?-1:1)*g*6e4);if(!Number.isNaN(y.getTime()))return`process-${y.toISOString().slice(0,-5)}.${d.slice(0,to).padEnd(to,"0")}Z`}a(ym,"bootIdOf");async function Sm(e){try{const[t]=await e.readCim({namespace:"root/cimv2",className:"Win32_Process",keys:{Handle:"4"},properties:{CreationDate:"instant"}},{timeout:6e4});return ym(t?.CreationDate??"")??"unclear"}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return t.code==="WINRM_ACCESS_DENIED"?"refused":"unclear"}}a(Sm,"readBootId");var no={BOOT_UNREADABLE:{message:"Nothing on the machine says which boot it is on, so no restart can be proved.",next:"Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12."},BOOT_UNCOMPARABLE:{message:"The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.",next:"Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.",retryable:!0},JOB_DIRECTORY_UNSAFE:{message:"The job directory on the machine is not ours beyond doubt, and SYSTEM would run what stands in it.",next:"Find out who made %ProgramData%\\patchring and who may write there, then delete it."},JOB_PARAMETERS_INVALID:{message:"The job was asked for without what it needs.",next:"Report this as a bug."},JOB_KEY_REUSED:{message:"The key of this job already stands for other work on the machine.",next:"Two rollouts of the same name run at once, or a ledger was lost: find the other one first."},JOB_RUNNING:{message:"The job still runs, and nothing of ours ever stops one.",next:"Wait until it has ended.",retryable:!0},JOB_CANCELLED:{message:"The job was taken back before it had begun.",next:"Run again when the rollout may go on.",retryable:!0},JOB_SCRIPTS_FORBIDDEN:{message:"Group policy lets the machine run signed script files only, and the job is one.",next:'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.'},JOB_SCRIPT_REFUSED:{message:"The session configuration runs the jobs of the installed module and no script of the owner’s.",next:"Take `configuration` out of the connection for this rollout, or `script` out of updates.source and the gates."},JOB_RESULT_UNREADABLE:{message:"The result of the job was written by another version.",next:"Finish with the version that started the job, or remove the job directory by hand."},PROBE_SCRIPT_CHANGED:{message:"The script of a gate does not stand on the machine as it stands in the plan; it was not run.",next:"Find out who writes to %ProgramData%\\patchring there: only administrators can."},RESTART_REFUSED:{message:"The machine refused to restart.",next:"Look at the System event log (event 1074) and whether the account may shut the machine down.",retryable:!0},WINDOWS_ACCESS_DENIED:{message:"The account may log on and may not read or do this.",next:"Use an account that is an administrator of the machine, with LocalAccountTokenFilterPolicy for local ones."},WINDOWS_LANGUAGE_CONSTRAINED:{message:"PowerShell on the machine runs in Constrained Language mode, which forbids what the functions need.",next:"Let App Control trust our scripts, or give the account a session configuration in Full Language mode; `$ExecutionContext.SessionState.LanguageMode` in a session says which it has."},WINDOWS_LANGUAGE_NONE:{message:"The session configuration takes no scripts (No Language mode).",next:"Name a session configuration that takes scripts, or one in which our functions are installed."},WINDOWS_PROCESS_32_BIT:{message:"The session runs in a 32-bit process, which sees another registry and cannot service Windows.",next:"Connect to the session configuration Microsoft.PowerShell, not to the 32-bit one."},WINDOWS_COMMAND_MISSING:{message:"PowerShell on the machine does not know a command that the function needs.",next:"Look at the cause for its name; it may be hidden from this session configuration."},WINDOWS_MODULE_MISSING:{message:"PowerShell on the machine cannot load a module of Windows that the function needs.",next:"Look at the cause for its name (CimCmdlets or Dism); repair it with `sfc /scannow`, and see whether PSModulePath of the machine still names %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\Modules."},WINDOWS_JEA_FUNCTIONS_MISSING:{message:"The session configuration has none of the functions that are called there.",next:"Install the module that `patchring jea` writes, or name no configuration in the policy, so that scripts are sent."},WINDOWS_JEA_VERSION_MISMATCHED:{message:"The functions that are installed on the machine are those of another version.",next:"Install the module that `patchring jea` of this version writes."},WINDOWS_OPERATION_FAILED:{message:"The function ended with an error.",next:"Look at the cause; the machine keeps the text in its PowerShell operational log."},WINDOWS_RESULT_INVALID:{message:"The machine answered with something that is not the result of the function.",next:"Report this with the cause; nothing was concluded from the answer."},CREDENTIAL_ANSWER_REJECTED:{message:"The machine rejects the account that the command of its credential answered with; it is not tried again.",next:"Check what the command answers for this machine, and whether that account is locked; then run again."},CREDENTIAL_WITHHELD:{message:"This credential was refused elsewhere and is not used any more, so that the account is not locked out.",next:"Check user and password on one machine with `patchring preflight`, then start again."}},wm=new Map([["CommandNotFoundException","WINDOWS_COMMAND_MISSING"],["MethodInvocationNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CouldNotAutoloadMatchingModule","WINDOWS_MODULE_MISSING"],["CouldNotAutoLoadModule","WINDOWS_MODULE_MISSING"],["Modules_ModuleNotFound","WINDOWS_MODULE_MISSING"],["ConversionSupportedOnlyToCoreTypes","WINDOWS_LANGUAGE_CONSTRAINED"],["PropertySetterNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateComTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["ScriptsNotAllowed","WINDOWS_LANGUAGE_NONE"]]),vm=[2147942405,2147749891],bm=[2147943860,2147944122,2147549448,2147942432,2147943515];function L(e,t={}){const n=no[e];return R(e,n.message,{retryable:n.retryable??!1,next:n.next,...t})}a(L,"windowsFailure");function Pm(e){return Object.hasOwn(no,e)}a(Pm,"isWindowsErrorCode");function Nt(e){const[t=""]=e.errorId.split(","),n=e.hresult===void 0?void 0:e.hresult>>>0,r=n===void 0?"":` (0x${n.toString(16).toUpperCase().padStart(8,"0")})`,o=`${e.message}${r}`;if(Pm(t))return L(t,{cause:o});const i=wm.get(t);if(i!==void 0)return L(i,{cause:o});if(n!==void 0&&vm.includes(n))return L("WINDOWS_ACCESS_DENIED",{cause:o});const s=n!==void 0&&bm.includes(n);return L("WINDOWS_OPERATION_FAILED",{cause:`${t}: ${o}`,retryable:s})}a(Nt,"failureOfRecord");function Rm(e){const{error:t}=e.detail;return typeof t=="object"&&t!==null&&"errorId"in t?t:void 0}a(Rm,"errorRecordOf");function Em({fault:e,httpStatus:t,offered:n,certificate:r,peerText:o}){return[e===void 0?"":`fault ${e} (0x${e.toString(16).toUpperCase()})`,t===void 0?"":`HTTP ${t}`,n===void 0?"":`offered: ${n.join(", ")||"nothing"}`,r===void 0?"":Cm(r),o??""].filter(s=>s!=="")}a(Em,"causesOf");function Cm({subject:e,issuer:t,validFrom:n,validTo:r,sha256:o}){return`certificate ${e}, issued by ${t}, valid from ${n} to ${r}, SHA-256 ${o}`}a(Cm,"certificateText");function qe(e){const[t]=e instanceof W?e.failures:[];if(t!==void 0)return t;if(!(e instanceof $))throw e;const n=e.code==="WINRM_PIPELINE_FAILED"?Rm(e):void 0;if(n!==void 0)return Nt(n);const r=Em(e.detail);return R(e.code,e.message,{retryable:e.retryable,next:e.help,...r.length===0?{}:{cause:r.join(", ")}})}a(qe,"failureFrom");function Nm(e,t){switch(t.kind){case"scan":return{Key:e,Kind:t.kind,...kt(t)};case"stage":return"packages"in t?{Key:e,Kind:t.kind,...oo(t)}:{Key:e,Kind:t.kind,...kt(t),Update:t.updates.map(Oe)};case"install":case"hide":case"show":return{Key:e,Kind:t.kind,...kt(t),Update:t.updates.map(Oe)};case"packages":return{Key:e,Kind:t.kind,...oo(t)};case"detect":return{Key:e,Kind:t.kind,Script:[It("detect",t.detect)]};case"script":case"removal":{const{kind:n,update:r,run:o,detect:i}=t;return{Key:e,Kind:n,Update:[Oe(r)],Script:[It("run",o),It("detect",i)]}}case"drain":return{Key:e,Kind:t.kind,Drain:t.after};case"resume":return{Key:e,Kind:t.kind,Drain:t.drains};case"uninstall":return{Key:e,Kind:t.kind,...ro(t),Kb:t.kbs}}}a(Nm,"startArguments");function ro({packagesBefore:e,packagesAdded:t}){return{PackagesBefore:e,...t===void 0?{}:{PackagesAdded:t}}}a(ro,"undoArguments");function oo({packages:e}){const t=e.map(n=>({one:n,id:Oe($i(n))}));return{Package:t.map(({one:n,id:r})=>`${r}|${n.kb}|${n.sha256}|${n.file}`),Prerequisite:t.flatMap(({one:n,id:r})=>n.prerequisites.map(o=>`${r}|${o.sha256}|${o.file}`))}}a(oo,"packageTexts");function It(e,{sha256:t,text:n}){return`${e}|${t}|${n}`}a(It,"scriptText");function kt({source:e,overrideWsus:t}){return{Source:e,...t===!0?{OverrideWsus:!0}:{}}}a(kt,"asking");var Im={2:{state:"queued"},4:{state:"running",percent:null,note:"the task is running"}};async function km(e,t){try{const[n]=await e.readCim({namespace:"root/Microsoft/Windows/TaskScheduler",className:"MSFT_ScheduledTask",keys:{TaskName:t,TaskPath:"\\patchring\\"},properties:{State:"number"}},{timeout:6e4});return Im[n?.State??0]??"unclear"}catch(n){if(n instanceof $&&n.detail.fault!==void 0)return"unreadable";throw n}}a(km,"readTask");function Ip(e){return e}a(Ip,"operation");function kp(e){return e}a(kp,"parametersOf");function ao(e,t){return io(e,t.output.map(Na))}a(ao,"readResult");function io(e,t){const[n,...r]=t,o=a(s=>({ok:!1,failure:L("WINDOWS_RESULT_INVALID",{phase:e.command,cause:s}),arrived:"maybe"}),"invalid");if(n===void 0||r.length>0)return o(`${t.length} objects instead of one`);const i=e.result.safeParse(n);return i.success?{ok:!0,value:i.data}:o(Ni(i.error))}a(io,"readPlain");var Ce={command:"Get-PatchringBoot",parameters:{},result:me,timeout:6e4},so={command:"Stop-PatchringJob",parameters:{Key:"string"},result:h({outcome:E(["cancelled","absent","begun"])}),timeout:6e4},co={command:"Get-PatchringDiagnosis",parameters:{EventsSince:"datetime?"},result:ui,timeout:6e4},Ot={command:"Get-PatchringFacts",parameters:{},result:ln,timeout:6e4},Mt={command:"Get-PatchringHealth",parameters:{EventsSince:"datetime?"},result:mn,timeout:12e4},Tt={command:"Get-PatchringHotpatch",parameters:{},result:$n,timeout:6e4},uo={command:"Get-PatchringPackage",parameters:{},result:pi,timeout:12e4},lo={command:"Get-PatchringJob",parameters:{Key:"string"},result:hn,timeout:6e4},Dt={command:"Invoke-PatchringProbe",parameters:{Sha256:"string",Text:"string",Seconds:"int"},result:yi,timeout:12e4,isAlone:!0},_t={command:"Get-PatchringRemoval",parameters:{PackagesBefore:"string[]?",PackagesAdded:"string[]?"},result:sn,timeout:12e4},mo={command:"Remove-PatchringJob",parameters:{Key:"string"},result:h({outcome:E(["removed","absent","running"])}),timeout:6e4},$o={command:"Restart-PatchringMachine",parameters:{IfStillOn:"string",Reason:"string"},result:h({outcome:E(["restarting","alreadyRestarted"])}),timeout:6e4},ho={command:"Get-PatchringRestartReadiness",parameters:{},result:fn,timeout:12e4},fo={command:"Get-PatchringRoles",parameters:{},result:pn,timeout:18e4},po={command:"Get-PatchringShadow",parameters:{},result:cn,timeout:15e4},go={command:"Start-PatchringJob",parameters:{Key:"string",Kind:"string",Source:"string?",OverrideWsus:"bool?",Update:"string[]?",Package:"string[]?",Prerequisite:"string[]?",Script:"string[]?",PackagesBefore:"string[]?",PackagesAdded:"string[]?",Kb:"string[]?",Drain:"string[]?"},result:hn,timeout:6e4},yo={command:"Get-PatchringVersion",parameters:{},result:h({version:T().int()}),timeout:6e4,isAlone:!0},He={command:"Invoke-PatchringVisit",parameters:{Call:"hashtable[]"},result:h({answers:C(h({output:C(Oi()),failure:h({errorId:I(),message:I(),category:I(),hresult:Ci()}).nullable()}))}),timeout:6e4,isAlone:!0},Om="SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";async function Mm(e){try{return(await e.readCim({namespace:"root/cimv2",className:"Win32_Service",query:Om,properties:{State:"string",StartMode:"string"}},{timeout:6e4})).some(({State:n,StartMode:r})=>n==="Start Pending"&&r==="Auto")}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return!1}}a(Mm,"areServicesStarting");var Tm=[Ot,Ce,Tt,Mt,fo,uo,_t,po,co,Dt,go,lo,so,mo,$o,ho,yo,He],So=10,Dm=2*So,_m=20;function At(e,t){return e.ok?{ok:!0,value:t(e.value)}:e}a(At,"mapAnswer");var Am=class{static{a(this,"WindowsMachine")}#e;#t=!0;#n=0;#r;#o=!0;#i=0;#a;#s;#c;constructor(e){this.#e=e}readBoot(){const e=this.#d();return e!==void 0?Promise.resolve(e):this.#e.call(Ce,{})}async readNewBoot(e){if(this.#d(),this.#o&&!this.#e.hasPool){const i=await this.#e.ask("readNewBoot",Sm);if(!i.ok)return i;const s=un(i.value,e);if(s==="same")return{ok:!0,value:"unchanged"};this.#o=i.value!=="refused",this.#i=(this.#i+1)%_m;const d=s==="other"&&this.#i!==0?await this.#e.ask("readNewBoot",Mm):void 0;if(d?.ok===!1)return d;if(d?.value===!0)return{ok:!0,value:"starting"}}this.#i=0;const t=await this.readBoot();if(!t.ok)return t;const n=un(t.value.bootId,e);if(n==="other")return t;if(await this.#e.closePool(),n==="same")return{ok:!0,value:"unchanged"};const r=`${t.value.bootId}, and ${e} before`,o={machine:this.#e.machine,phase:"readNewBoot",cause:r};return{ok:!1,failure:L("BOOT_UNCOMPARABLE",o),arrived:"maybe"}}async probe(e,t={}){this.#d();const n=e.filter(o=>o!=="scripts"),r=await Promise.all(n.map(async o=>[o,await this.#l(o,t)]));return n.length<e.length&&r.push(["scripts",await this.#u(t.scripts??[])]),Object.fromEntries(r)}async#u(e){const t=[];for(const{key:n,sha256:r,text:o,timeout:i}of e){const s=Math.min(60,Math.max(1,Math.ceil(i/1e3))),c=await this.#e.call(Dt,{Sha256:r,Text:o,Seconds:s});if(!c.ok)return c;t.push([n,c.value])}return{ok:!0,value:Object.fromEntries(t)}}async startJob(e,t){this.#d();const n=t.kind==="scan"||t.kind==="detect";this.#s=n?void 0:e,this.#a=n?{key:e,polls:0}:void 0;const r=await this.#e.call(go,Nm(e,t));return this.#t=!0,n||await this.#e.closePool(),r}async pollJob(e){if(this.#d(),this.#a?.key===e&&(this.#a.polls+=1),this.#t){const o=await this.#e.ask("pollJob",s=>km(s,e));if(!o.ok)return o;this.#n+=1;const i=this.#n>=So;if(typeof o.value=="object"&&!i)return{ok:!0,value:o.value.state==="running"&&this.#r?.key===e&&this.#r!==void 0?this.#r.status:o.value};this.#t=o.value!=="unreadable"}this.#n=0;const[t,n]=await Promise.all([this.#e.call(lo,{Key:e}),e===this.#s?this.#e.call(Ce,{}):void 0]);return this.#r=t.ok&&t.value.state==="running"?{key:e,status:t.value}:void 0,t.ok&&t.value.state==="finished"&&(this.#c=n),!(this.#a?.key===e&&this.#a.polls<Dm)&&t.ok&&(t.value.state==="queued"||t.value.state==="running")&&await this.#e.closePool(),t}async cancelJob(e){const t=await this.#e.call(so,{Key:e});return this.#t=!0,At(t,({outcome:n})=>n)}async removeJob(e){this.#d();const t=await this.#e.call(mo,{Key:e});if(!t.ok)return t;const{outcome:n}=t.value;if(n!=="running")return{ok:!0,value:n};const{machine:r}=this.#e;return{ok:!1,failure:L("JOB_RUNNING",{machine:r,phase:"removeJob"}),arrived:"maybe"}}async restart(e,t){this.#d();const n=await this.#e.call($o,{IfStillOn:e,Reason:t});return await this.#e.close(),At(n,({outcome:r})=>r)}release(){return this.#d(),this.#e.close()}#d(){const e=this.#c;return this.#c=void 0,e}#l(e,{eventsSince:t,undo:n}){switch(e){case"health":return this.#e.call(Mt,t===void 0?{}:{EventsSince:new Date(t)});case"packages":return this.#e.call(uo,{}).then(r=>At(r,({packages:o})=>o));case"diagnosis":return this.#e.call(co,t===void 0?{}:{EventsSince:new Date(t)});case"facts":return this.#e.call(Ot,{});case"boot":return this.#e.call(Ce,{});case"restart":return this.#e.call(ho,{});case"removal":return this.#e.call(_t,n===void 0?{}:ro(n));case"shadow":return this.#e.call(po,{});case"roles":return this.#e.call(fo,{});case"hotpatch":return this.#e.call(Tt,{})}}},Lm=["name","tcp","tls","authentication","service"],wo={WINRM_USAGE_INVALID:"settings",WINRM_JUMP_UNREACHABLE:"jump host",WINRM_JUMP_REFUSED:"jump host",WINRM_JUMP_FAILED:"tcp",WINRM_NAME_NOT_FOUND:"name",WINRM_CONNECTION_REFUSED:"tcp",WINRM_CONNECTION_TIMED_OUT:"tcp",WINRM_CONNECTION_FAILED:"tcp",WINRM_SEALING_FAILED:"authentication"},Wm={connect:"tcp",tls:"tls"};function Um(e,t){return/^WINRM_CONNECTION_/.test(e)&&typeof t=="string"?Wm[t]??wo[e]??"service":e.startsWith("WINRM_TLS_")?"tls":/^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(e)?"authentication":wo[e]??"service"}a(Um,"rungOf");function xm(e){return e===void 0?void 0:`${e.subject}, valid until ${e.validTo}`}a(xm,"certificateText2");function Bm(e,{mechanism:t,fallback:n}){const r={ntlm:"NTLM",kerberos:"Kerberos"}[t];n===void 0?e.ok("authentication",r):e.note("authentication",!1,`${r} and not Kerberos (${n.code}: ${n.message})`)}a(Bm,"noteLogon");function Gm(e,t,n){const r=n?.step==="service"&&t.error?.detail.fault===void 0;if(!(n?.step==="settings"||n?.step==="jump host")){t.via&&e.ok("jump host","");for(const o of Lm){if(o===n?.step)return;n!==void 0&&t.error===void 0?e.skip(o,"not asked"):o==="name"&&t.via?e.skip(o,"known to the jump host"):o==="tls"&&t.certificate===void 0?e.skip(o,"HTTP, sealed by the authentication"):o==="authentication"&&t.authentication!==void 0?Bm(e,t.authentication):o==="authentication"&&r?e.skip(o,"it did not come to that"):e.ok(o,{tls:t.certificate,service:t.version}[o]??"")}}}a(Gm,"write");async function Fm(e,t){const n={via:!1},r=await e.ask("connect",async(i,{options:s})=>{n.via=s.endpoint.via!==void 0;try{n.version=(await i.identify()).productVersion}catch(c){throw c instanceof $&&(n.error=c),c}finally{const c=xm(i.peerCertificate);c!==void 0&&(n.certificate=c),n.authentication=i.authentication}}),o=r.ok?void 0:{step:Um(r.failure.code,n.error?.detail.phase),failure:r.failure};return Gm(t,n,o),o}a(Fm,"climb");var jm=class{static{a(this,"Row")}#e=[];#t;#n;constructor(e){this.#t=e}ok(e,t){this.#e.push({name:e,outcome:"ok",detail:t})}note(e,t,n){this.#e.push({name:e,outcome:t?"ok":"warning",detail:n})}skip(e,t){this.#e.push({name:e,outcome:"skipped",detail:t})}failed(e,t){return this.#e.push({name:e,outcome:"failed",detail:t.message}),this.#n=t,this.ended()}ended(){const e={machine:this.#t,steps:this.#e};return this.#n===void 0?e:{...e,failure:this.#n}}},Km=10*1024**3;function vo(e){return`${(e/1024**3).toFixed(1)} GB`}a(vo,"gigabytes");var qm={WINDOWS_LANGUAGE_NONE:"language mode",WINDOWS_LANGUAGE_CONSTRAINED:"language mode",WINDOWS_ACCESS_DENIED:"rights"};async function Hm(e,t){const n=await e.call(Ot,{}),r=n.ok||!/^WINRM_(?!PIPELINE_)/.test(n.failure.code);if(!n.ok&&!r)return t.failed("endpoint",n.failure);if(t.ok("endpoint","a PowerShell session opens"),!n.ok)return t.failed(qm[n.failure.code]??"functions",n.failure);const o={machine:e.machine,phase:"preflight"},{languageMode:i,isAdministrator:s,is64BitProcess:c,psVersion:d,scriptPolicy:u}=n.value;if(i!=="FullLanguage"){const l=i==="NoLanguage"?"WINDOWS_LANGUAGE_NONE":"WINDOWS_LANGUAGE_CONSTRAINED";return t.failed("language mode",L(l,{...o,cause:i}))}return t.ok("language mode",`${i}, PowerShell ${d}`),t.ok("functions","they answer"),s?c?(t.ok("rights","administrator"),u!==null?t.failed("jobs",L("JOB_SCRIPTS_FORBIDDEN",{...o,cause:u})):n.value):t.failed("rights",L("WINDOWS_PROCESS_32_BIT",o)):t.failed("rights",L("WINDOWS_ACCESS_DENIED",{...o,cause:"not an administrator"}))}a(Hm,"enter");function Vm(e,{pendingRestart:t,isServicing:n,bootedAt:r},{clock:o}){const i=et(Date.parse(o)-Date.parse(r)),s=t.filter(d=>d!=="fileRename"),c=s.length===0?`none, up for ${i}`:s.join(", ");e.note("pending restart",s.length===0&&!n,n?`${c}; servicing is busy`:c)}a(Vm,"noteBoot");function Jm(e,{systemDrive:t}){const{free:n,size:r}=t;e.note("disk",n>=Km,`${vo(n)} of ${vo(r)} free on the system drive`)}a(Jm,"noteDisk");function zm(e,{resetters:t,lastResetBase:n,unreadable:r}){const o=n===null?"":`; last ResetBase ${n}`;if(t===null){e.note("undo",!1,`not known whether an update could be undone: ${r.join("; ")}`);return}const i=t.join(", "),s=t.length===0?`nothing stands against it${o}`:`could not be undone: ${i} cleans the component store with ResetBase; stop it until the rollout has soaked`;e.note("undo",t.length===0,s)}a(zm,"noteRemoval");function Qm(e,t){const n=a(o=>o===null?"unknown":String(o),"say"),r=[`enrolment package ${n(t.enrollmentPackage)}`,`virtualization-based security ${n(t.vbsStatus)}`,`secure boot ${n(t.secureBoot)}`,`Arc licence ${n(t.arcSubscription)}`,...t.licenceTrouble,...t.licenceMitigation===null?[]:[`licence override ${t.licenceMitigation}`],...t.unreadable.map(o=>`unreadable: ${o}`)];e.note("hotpatch",t.licenceTrouble.length===0&&t.unreadable.length===0,r.join(", "))}a(Qm,"noteHotpatch");async function Ve(e,t,n){const r=await n;if(r.ok)return r.value;e.failed(t,r.failure)}a(Ve,"look");async function Ym(e,t,n){t.ok("product",`${n.productName}, build ${n.build}.${n.ubr}`),t.note("other updaters",n.otherUpdaters.length===0,n.otherUpdaters.join(", ")||"none");const r=await Ve(t,"disk",e.call(Mt,{}));if(r===void 0)return{facts:n};Jm(t,r);const o=await Ve(t,"pending restart",e.call(Ce,{}));if(o===void 0)return{facts:n};Vm(t,o,n);const i=await Ve(t,"undo",e.call(_t,{}));if(i===void 0)return{facts:n,boot:o};zm(t,i);const s=await Ve(t,"hotpatch",e.call(Tt,{}));return s===void 0?{facts:n,boot:o}:(Qm(t,s),{facts:n,boot:o,hotpatch:s})}a(Ym,"survey");async function Xm(e){const t=new jm(e.machine),n=await Fm(e,t);if(n!==void 0)return{row:t.failed(n.step,n.failure)};const r=await Hm(e,t);if("steps"in r)return{row:r};const o=await Ym(e,t,r);return{row:t.ended(),...o}}a(Xm,"preflight");var Zm=`function Get-DrainObstacle {
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
`,e$=`function Find-PlannedUpdate {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Searcher,
  [Parameter(Mandatory = $true)] [string[]] $Update
 )
 $clauses = foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  "(UpdateID='{0}' and RevisionNumber={1} and IsHidden=0)" -f $id, $revision
 }
 $found = @(Search-Update -Directory $Directory -Searcher $Searcher -Criteria ($clauses -join ' or '))
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
 $items = @(Find-PlannedUpdate -Directory $Directory -Searcher (New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus) -Update $Update)
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
 Add-BroughtPackage -Before $before -Result ([pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = $before; history = Get-HistoryReading })
}
`,t$=`function Invoke-JobBody {
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
  'uninstall' { return Invoke-PatchringUninstall -Directory $Directory -PackagesBefore ([string[]]$Work.PackagesBefore) -PackagesAdded ([string[]]$Work.PackagesAdded) }
  'hide' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) -Hidden }
  'show' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
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
`,n$=`function Save-PackageSet {
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
 Add-BroughtPackage -Before $before -Result ([pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = [string[]]$before })
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
`,r$=`function Get-DeploymentTime {
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
 $found = @(Search-Update -Directory $Directory -Searcher $searcher -Criteria "IsInstalled=0 and IsHidden=0 and Type='Software'")
 [pscustomobject]@{
  updates = [object[]]@(foreach ($update in $found) { ConvertTo-UpdateReading -Update $update -Session $session -Offered $found })
  source  = $name
  history = Get-HistoryReading
 }
}
`,o$=`function New-OwnShell {
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
`,a$=`function Invoke-PatchringStage {
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
 $items = @(Find-PlannedUpdate -Directory $Directory -Searcher $searcher -Update $Update)
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
`,i$=`function Get-KeptReason {
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
function Get-RefusedPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Undo)
 foreach ($one in $Undo.Superseded) {
  $by = 'a later package that is not listed'
  if ($one.by.Length -gt 0) { $by = $one.by -join ', ' }
  [pscustomobject]@{ package = $one.package; reason = ('somebody else has installed {0} since, which supersedes it' -f $by); hresult = 0L; code = 'UNDO_SUPERSEDED' }
 }
 if ($Undo.Waiting.Length -eq 0) { return }
 foreach ($package in $Undo.Ours) {
  [pscustomobject]@{ package = $package.Name; reason = ('other changes wait for a restart ({0})' -f ($Undo.Waiting -join ', ')); hresult = 2148468742L; code = 'UNDO_RESTART_PENDING' }
 }
}
function Invoke-PatchringUninstall {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,
  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
 )
 $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded
 $refused = @(Get-RefusedPackage -Undo $undo)
 if ($refused.Length -gt 0) {
  return [pscustomobject]@{ removed = [string[]]@(); kept = $refused; others = $undo.Others; needsRestart = $false }
 }
 $ours = @($undo.Ours | Where-Object { 'Installed', 'InstallPending' -contains $_.State })
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
 [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); others = $undo.Others; needsRestart = $needsRestart }
}
`,s$=`function Invoke-PatchringVisibility {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false,
  [Parameter()] [switch] $Hidden
 )
 $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden ([bool]$Hidden)
 [pscustomobject]@{ updates = [object[]]@($told) }
}
`,c$=`function Get-SystemStart {
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
function Get-ServicingSignal {
 [CmdletBinding()]
 param()
 $servicing = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing'
 if (Test-RegistryKey -Path ($servicing + '\\RebootPending')) { 'servicing' }
 if (Test-RegistryKey -Path ($servicing + '\\RebootInProgress')) { 'servicingInProgress' }
 if (Test-RegistryKey -Path ($servicing + '\\PackagesPending')) { 'packagesPending' }
}
function Get-PendingRestart {
 [CmdletBinding()]
 param()
 $session = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager'
 $netlogon = 'SYSTEM\\CurrentControlSet\\Services\\Netlogon'
 Get-ServicingSignal
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
`,d$=`function Read-ClusterState {
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
`,u$=`function Read-PackageManifest {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 $path = [System.IO.Path]::Combine($env:SystemRoot, 'servicing', 'Packages', $Name + '.mum')
 if (-not [System.IO.File]::Exists($path)) { return '' }
 $reader = [System.IO.StreamReader]::new($path)
 try {
  $buffer = [char[]]::new(8192)
  $length = $reader.ReadBlock($buffer, 0, $buffer.Length)
  return [string]::new($buffer, 0, $length)
 }
 finally { $reader.Dispose() }
}
function Get-PermanentPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Name)
 foreach ($one in $Name) {
  if (Test-PermanentPackage -Name $one) { continue }
  if ($one -notmatch '^[A-Za-z0-9_.~-]{1,260}$') { continue }
  if ((Read-PackageManifest -Name $one) -match '<package\\b[^>]*\\bpermanency\\s*=\\s*"permanent"') { $one }
 }
}
function Get-LastBaseReset {
 [CmdletBinding()]
 param()
 $text = [string](Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing' -Name 'LastResetBase_UTC')
 if ($text -eq '') { return }
 $parts = @([regex]::Matches($text, '\\d+') | ForEach-Object { [int]$_.Value })
 if ($parts.Length -lt 6 -or $parts[0] -lt 2000) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message ('LastResetBase_UTC is no instant: ' + $text) }
 return [datetime]::new($parts[0], $parts[1], $parts[2], $parts[3], $parts[4], $parts[5], [System.DateTimeKind]::Utc).ToString('o')
}
function Get-BaseResetter {
 [CmdletBinding()]
 param()
 $settings = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\SideBySide\\Configuration'
 $isAllowed = (Read-RegistryValue -Path $settings -Name 'DisableResetbase') -eq 0
 if ($isAllowed -and (Read-RegistryValue -Path $settings -Name 'SupersededActions') -eq 1) { 'component cleanup (DisableResetbase 0, SupersededActions 1)' }
 foreach ($task in Read-CimRow -Namespace 'root/Microsoft/Windows/TaskScheduler' -Query 'SELECT * FROM MSFT_ScheduledTask') {
  if ([int]$task.State -eq 1) { continue }
  foreach ($action in @($task.Actions)) {
   try { $line = [string]$action.Execute + ' ' + [string]$action.Arguments } catch { continue }
   if ($line -match '[-/]ResetBase\\b') { 'scheduled task ' + [string]$task.TaskPath + [string]$task.TaskName; break }
  }
 }
}
`,l$=`function Get-JobRoot {
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
`,m$=`function Read-EventRow {
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
`,$$=`function Stop-Patchring {
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
`,h$=`function Read-NetworkCost {
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
`,f$=`function Read-CimRow {
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
`,p$=`function Write-JobFile {
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
`,g$=`function Get-WindowsDirectory {
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
`,y$=`function Open-PackageSource {
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
`,S$=`function Read-WindowsPackage {
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
function Add-BroughtPackage {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Before,
  [Parameter(Mandatory = $true)] [psobject] $Result
 )
 $known = [System.Collections.Generic.HashSet[string]]::new($Before, [System.StringComparer]::OrdinalIgnoreCase)
 try {
  $names = [string[]]@(Get-UpdatePackage | Where-Object { -not $known.Contains($_.Name) } | ForEach-Object { $_.Name })
  $Result.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('packagesAdded', $names))
 }
 catch { $PSCmdlet.WriteWarning('What the install has brought cannot be listed: ' + $_.Exception.Message) }
 return $Result
}
function Test-PermanentPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return $Name -like 'Package_for_ServicingStack*' -or $Name -like 'Package_for_RollupFix~*~26100.1742.*'
}
`,w$=`function Read-RegistryValue {
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
`,v$=`function Read-UpdateStaticProperty {
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
`,b$=`function New-ProbeRow {
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
function Get-QueueProbe {
 [CmdletBinding()]
 param()
 foreach ($name in Read-MessageQueue) { New-ProbeRow -Item $name }
}
function Get-AuthorityProbe {
 [CmdletBinding()]
 param()
 $code = Invoke-Program -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'certutil.exe')) -Argument '-ping' -Seconds 15
 $said = ''
 if ($code -ne 0) { $said = 'certutil -ping ended with ' + $code }
 New-ProbeRow -Item '' -Said $said
}
`,P$=`function Get-WebProbe {
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
`,R$=`function Invoke-Program {
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
function Read-MessageQueue {
 [CmdletBinding()]
 param()
 Add-Type -AssemblyName System.Messaging
 foreach ($queue in [System.Messaging.MessageQueue]::GetPrivateQueuesByMachine('.')) {
  [string]$queue.QueueName
  $queue.Dispose()
 }
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
`,E$=`function Get-ScriptPolicy {
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
`,C$=`function Read-WriterLine {
 [CmdletBinding()]
 param()
 $path = [System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'vssadmin.exe')
 $start = [System.Diagnostics.ProcessStartInfo]::new($path, 'list writers')
 $start.UseShellExecute = $false
 $start.CreateNoWindow = $true
 $start.RedirectStandardOutput = $true
 $process = [System.Diagnostics.Process]::Start($start)
 try {
  $reading = $process.StandardOutput.ReadToEndAsync()
  if (-not $reading.Wait(90000)) {
   try { $process.Kill() } catch [System.InvalidOperationException] { $PSCmdlet.WriteVerbose('It has ended meanwhile.') }
   throw [System.TimeoutException]::new('vssadmin did not end in 90 s')
  }
  return $reading.Result.Split([char[]]"\`r\`n", [System.StringSplitOptions]::RemoveEmptyEntries)
 }
 finally { $process.Dispose() }
}
function Get-FailedWriter {
 [CmdletBinding()]
 param()
 $name = ''
 $seen = 0
 foreach ($line in @(Read-WriterLine)) {
  if ($line -match '^\\S.*[:\\uFF1A]\\s*[''"](.+)[''"]\\s*$') { $name = $Matches[1] }
  elseif ($name -ne '' -and $line -match '^\\s+[^\\[]*[:\\uFF1A]\\s*\\[(\\d+)\\]') {
   $seen++
   if ([int]$Matches[1] -ge 6) { $name + ' (state ' + $Matches[1] + ')' }
   $name = ''
  }
 }
 if ($seen -eq 0) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message 'vssadmin lists no writers.' }
}
function Get-LastShadowCopy {
 [CmdletBinding()]
 param()
 $volume = ''
 foreach ($row in Read-CimRow -Query ("SELECT DeviceID FROM Win32_Volume WHERE DriveLetter = '{0}'" -f $env:SystemDrive)) { $volume = [string]$row.DeviceID }
 $times = [datetime[]]@(foreach ($row in Read-CimRow -Query 'SELECT VolumeName, InstallDate, State FROM Win32_ShadowCopy') {
   if ([string]$row.VolumeName -eq $volume -and [int]$row.State -eq 12) { ([datetime]$row.InstallDate).ToUniversalTime() }
  })
 if ($times.Length -eq 0) { return }
 [array]::Sort($times)
 return $times[$times.Length - 1].ToString('o')
}
`,N$=`function Start-StoreWork {
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
`,I$=`function Test-ErrorResult {
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
`,k$=`function Test-PendingServicingFile {
 [CmdletBinding()]
 param()
 return [System.IO.File]::Exists([System.IO.Path]::Combine($env:SystemRoot, 'WinSxS', 'pending.xml'))
}
function Get-ServicingWait {
 [CmdletBinding()]
 param()
 Get-ServicingSignal
 if (Test-PendingServicingFile) { 'pendingFile' }
}
function Get-PackageFamily {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return $Name.Split('~')[0]
}
function Find-Superseder {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Mine,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Ours,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Others
 )
 $kept = @($Ours | Where-Object { $_.State -eq 'Superseded' } | ForEach-Object { $_.Name })
 $inForce = @($Ours | Where-Object { $_.State -ne 'Superseded' } | ForEach-Object { Get-PackageFamily -Name $_.Name })
 foreach ($name in $Mine) {
  $family = Get-PackageFamily -Name $name
  $rivals = [string[]]@($Others | Where-Object { (Get-PackageFamily -Name $_) -eq $family })
  $isLost = $kept -contains $name -and $inForce -notcontains $family
  if ($rivals.Length -gt 0 -or $isLost) { [pscustomobject]@{ package = $name; by = $rivals } }
 }
}
function Get-UndoState {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,
  [Parameter(Mandatory = $true)] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
 )
 $before = [System.Collections.Generic.HashSet[string]]::new($PackagesBefore, [System.StringComparer]::OrdinalIgnoreCase)
 $since = @(Get-UpdatePackage | Where-Object { -not $before.Contains($_.Name) -and -not (Test-PermanentPackage -Name $_.Name) })
 $mine = [string[]]@($since | ForEach-Object { $_.Name })
 if ($null -ne $PackagesAdded) { $mine = [string[]]@($PackagesAdded | Where-Object { -not $before.Contains($_) -and -not (Test-PermanentPackage -Name $_) }) }
 $brought = [System.Collections.Generic.HashSet[string]]::new($mine, [System.StringComparer]::OrdinalIgnoreCase)
 $ours = @($since | Where-Object { $brought.Contains($_.Name) })
 $others = [string[]]@($since | Where-Object { -not $brought.Contains($_.Name) -and $_.State -ne 'Superseded' } | ForEach-Object { $_.Name })
 $superseded = @()
 if ($null -ne $PackagesAdded) { $superseded = @(Find-Superseder -Mine $mine -Ours $ours -Others $others) }
 $waiting = [string[]]@(Get-ServicingWait)
 if (@($ours | Where-Object { $_.State -eq 'InstallPending' }).Length -gt 0) { $waiting = [string[]]@($waiting | Where-Object { $_ -eq 'servicingInProgress' }) }
 return [pscustomobject]@{ Ours = $ours; Others = $others; Superseded = $superseded; Waiting = $waiting }
}
`,O$=`function New-UpdateSession {
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
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Searcher,
  [Parameter(Mandatory = $true)] [string] $Criteria
 )
 $watch = Start-WorkWatch -Directory $Directory -Percent $null -Note 'searching'
 try { $answer = $Searcher.Search($Criteria) }
 finally { Stop-WorkWatch -Watch $watch }
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
`,M$=`function Set-UpdateHidden {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [bool] $Hidden
 )
 $Update.IsHidden = $Hidden
}
function Set-UpdateVisibility {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter(Mandatory = $true)] [bool] $OverrideWsus,
  [Parameter(Mandatory = $true)] [bool] $Hidden
 )
 $done = 'shown'
 if ($Hidden) { $done = 'hidden' }
 Write-JobProgress -Directory $Directory -Percent $null -Note 'searching'
 $searcher = New-UpdateSearcher -Session (New-UpdateSession) -Source $Source -OverrideWsus $OverrideWsus
 $clauses = foreach ($key in $Update) { "(UpdateID='{0}' and RevisionNumber={1})" -f $key.Split('@') }
 $found = @(Search-Update -Directory $Directory -Searcher $searcher -Criteria ($clauses -join ' or '))
 foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  $told = [pscustomobject]@{ updateId = $id; revision = [int]$revision; outcome = 'notOffered'; hresult = 0L }
  foreach ($candidate in $found) {
   if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $told.revision) { continue }
   try {
    Set-UpdateHidden -Update $candidate -Hidden $Hidden
    $told.outcome = $done
   }
   catch {
    $told.outcome = 'failed'
    $told.hresult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
   }
   break
  }
  $told
 }
}
`,T$=`function Start-UpdateWork {
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
  $watch = Start-WorkWatch -Directory $Directory -Percent $From -Note $Note
  try {
   if ($Final) { return $Worker.Install() }
   return $Worker.Download()
  }
  finally { Stop-WorkWatch -Watch $watch }
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
`,D$=`function Read-AgentPulse {
 [CmdletBinding()]
 param()
 $words = @()
 try {
  foreach ($row in Read-CimRow -Query "SELECT ProcessId FROM Win32_Service WHERE Name = 'wuauserv' AND ProcessId <> 0") {
   $process = [System.Diagnostics.Process]::GetProcessById([int]$row.ProcessId)
   $words += '{0}:{1}' -f $process.Id, $process.TotalProcessorTime.Ticks
   $process.Dispose()
  }
 }
 catch { $words += 'wuauserv' }
 foreach ($path in 'SoftwareDistribution\\ReportingEvents.log', 'SoftwareDistribution\\DataStore\\DataStore.edb', 'SoftwareDistribution\\DataStore\\Logs\\edb.log') {
  $file = [System.IO.FileInfo]::new([System.IO.Path]::Combine($env:SystemRoot, $path))
  if ($file.Exists) { $words += '{0}:{1}' -f $file.Length, $file.LastWriteTimeUtc.Ticks }
 }
 return $words -join ' '
}
function Wait-WatchEnd {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [System.Threading.ManualResetEventSlim] $End,
  [Parameter(Mandatory = $true)] [int] $Milliseconds
 )
 return $End.Wait($Milliseconds)
}
function Watch-Work {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note,
  [Parameter(Mandatory = $true)] [System.Threading.ManualResetEventSlim] $End
 )
 $seen = (Read-AgentPulse) + ' ' + (Read-ServicingPulse)
 while (-not (Wait-WatchEnd -End $End -Milliseconds 5000)) {
  $pulse = (Read-AgentPulse) + ' ' + (Read-ServicingPulse)
  if ($pulse -eq $seen) { continue }
  $seen = $pulse
  Write-SignOfLife -Directory $Directory -Percent $Percent -Note $Note
 }
}
function Start-WorkWatch {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 try {
  $state = [initialsessionstate]::CreateDefault2()
  $names = 'Watch-Work', 'Wait-WatchEnd', 'Read-AgentPulse', 'Read-ServicingPulse', 'Read-CimRow', 'Write-SignOfLife', 'Write-JobProgress', 'Write-JobFile', 'Wait-Moment'
  foreach ($name in $names) {
   $text = $PSCmdlet.InvokeCommand.GetCommand($name, 'Function').Definition
   $state.Commands.Add([System.Management.Automation.Runspaces.SessionStateFunctionEntry]::new($name, $text))
  }
  $runspace = [runspacefactory]::CreateRunspace($state)
  $runspace.Open()
  $shell = [powershell]::Create()
  $shell.Runspace = $runspace
  $end = [System.Threading.ManualResetEventSlim]::new()
  [void]$shell.AddCommand('Watch-Work').AddParameters(@{ Directory = $Directory; Percent = $Percent; Note = $Note; End = $end })
  return [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke(); End = $end }
 }
 catch { $PSCmdlet.WriteWarning('Nobody watches the work: ' + $_.Exception.Message) }
}
function Stop-WorkWatch {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [AllowNull()] [object] $Watch)
 if ($null -eq $Watch) { return }
 $Watch.End.Set()
 try { [void]$Watch.Shell.EndInvoke($Watch.Handle) }
 catch { $PSCmdlet.WriteWarning('The watch has ended badly: ' + $_.Exception.Message) }
 $Watch.Shell.Runspace.Dispose()
 $Watch.Shell.Dispose()
 $Watch.End.Dispose()
}
`,_$=`function Get-PatchringBoot {
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
`,A$=`function Stop-PatchringJob {
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
`,L$=`function Get-EventLine {
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
`,W$=`function Get-InstalledRole {
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
function Get-JobTrace {
 [CmdletBinding()]
 param()
 $root = Get-JobRoot
 if (-not [System.IO.Directory]::Exists($root)) { return }
 $count = 0
 foreach ($path in [System.IO.Directory]::EnumerateDirectories($root)) {
  $name = [System.IO.Path]::GetFileName($path)
  if ($name.StartsWith('.')) { continue }
  $name
  $count++
  if ($count -ge 200) { break }
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
  traces             = [string[]]@(Get-JobTrace)
  clock              = [datetime]::UtcNow.ToString('o')
 }
}
`,U$=`function Get-ServiceReading {
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
function Get-WatchedLog {
 [CmdletBinding()]
 param()
 'System'
 'Application'
 foreach ($log in 'Directory Service', 'DFS Replication') {
  if (Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\EventLog\\' + $log)) { $log }
 }
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
  events          = [object[]]@(foreach ($log in Get-WatchedLog) { Get-EventReading -Log $log -Since $since })
  eventsSince     = $since.ToString('o')
  systemDrive     = [pscustomobject]@{ free = $drive.Free; size = $drive.Size }
  crashes         = [int](Get-CrashCount -Since $since)
  shutdownAskedAt = $asked
  load            = Get-LoadReading
  listeners       = $listeners
  lastBackup      = $backup
 }
}
`,x$=`function Read-Evidence {
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
`,B$=`function Get-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }
}
`,G$=`function Get-PatchringJob {
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
`,F$=`function Wait-OwnShell {
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
`,j$=`function Get-PatchringRemoval {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter()] [string[]] $PackagesBefore = @(),
  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $reset = $null
 try { foreach ($at in @(Get-LastBaseReset)) { $reset = $at } } catch { $unreadable.Add('last ResetBase: ' + $_.Exception.Message) }
 $resetters = $null
 try { $resetters = [string[]]@(Get-BaseResetter) } catch { $unreadable.Add('what resets the base: ' + $_.Exception.Message) }
 $undo = [pscustomobject]@{ Ours = @(); Others = [string[]]@(); Superseded = [object[]]@(); Waiting = [string[]]@() }
 try { if ($PackagesBefore.Length -gt 0) { $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded } }
 catch {
  $undo = [pscustomobject]@{ Ours = $null; Others = $null; Superseded = $null; Waiting = $null }
  $unreadable.Add('packages: ' + $_.Exception.Message)
 }
 $permanent = $null
 try { if ($null -ne $undo.Ours) { $permanent = [string[]]@(Get-PermanentPackage -Name @($undo.Ours | ForEach-Object { $_.Name })) } }
 catch { $unreadable.Add('manifests: ' + $_.Exception.Message) }
 [pscustomobject]@{
  lastResetBase = $reset
  resetters     = $resetters
  permanent     = $permanent
  superseded    = $undo.Superseded
  others        = $undo.Others
  waiting       = $undo.Waiting
  unreadable    = $unreadable.ToArray()
 }
}
`,K$=`function Remove-PatchringJob {
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
`,q$=`function Invoke-Shutdown {
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
`,H$=`function Read-KeyProtectorId {
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
`,V$=`function Invoke-RoleProbe {
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
   Invoke-RoleProbe -Role $Role -Probe 'queues' -Look { Get-QueueProbe }
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
`,J$=`function Get-PatchringShadow {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $latest = $null
 try { foreach ($at in @(Get-LastShadowCopy)) { $latest = $at } } catch { $unreadable.Add('shadow copies: ' + $_.Exception.Message) }
 $failed = $null
 try { $failed = [string[]]@(Get-FailedWriter) } catch { $unreadable.Add('writers: ' + $_.Exception.Message) }
 [pscustomobject]@{
  latest        = $latest
  failedWriters = $failed
  unreadable    = $unreadable.ToArray()
 }
}
`,z$=`function Get-ScriptText {
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
  [Parameter(Mandatory = $true)] [ValidateSet('scan', 'stage', 'install', 'packages', 'detect', 'script', 'removal', 'uninstall', 'hide', 'show', 'drain', 'resume')] [string] $Kind,
  [Parameter()] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source = 'machine',
  [Parameter()] [bool] $OverrideWsus = $false,
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}$')] [string[]] $Update = @(),
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\\|KB[0-9]{5,8}\\|[0-9a-f]{64}\\|[^|"<>*?]{2,400}[\\\\/][^|"<>*?:\\\\/]+\\.(msu|cab)$')] [string[]] $Package = @(),
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\\|[0-9a-f]{64}\\|[^|"<>*?]{2,400}[\\\\/][^|"<>*?:\\\\/]+\\.(msu|cab)$')] [string[]] $Prerequisite = @(),
  [Parameter()] [ValidatePattern('^(run|detect)\\|[0-9a-f]{64}\\|')] [string[]] $Script = @(),
  [Parameter()] [string[]] $PackagesBefore = @(),
  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded,
  [Parameter()] [string[]] $Kb = @(),
  [Parameter()] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string[]] $Drain = @()
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 if (('stage', 'install', 'hide', 'show' -contains $Kind) -and $Update.Length -eq 0 -and ($Kind -ne 'stage' -or $Package.Length -eq 0)) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('Work of kind {0} needs updates.' -f $Kind) }
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
  $work = [pscustomobject]@{ Kind = $Kind; Source = $Source; OverrideWsus = $OverrideWsus; Update = $Update; Package = $Package; Prerequisite = $Prerequisite; Script = $digests; PackagesBefore = $PackagesBefore; PackagesAdded = $PackagesAdded; Kb = $Kb; Drain = $Drain }
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
`,Q$=`function Get-PatchringVersion {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 [pscustomobject]@{ version = 12 }
}
`,Y$=`function Get-CallAnswer {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [hashtable] $Given
 )
 $output = @()
 $failure = $null
 try {
  $output = @(switch ($Name) {
    'Get-PatchringFacts' { Get-PatchringFacts @Given }
    'Get-PatchringBoot' { Get-PatchringBoot @Given }
    'Get-PatchringHotpatch' { Get-PatchringHotpatch @Given }
    'Get-PatchringHealth' { Get-PatchringHealth @Given }
    'Get-PatchringRoles' { Get-PatchringRoles @Given }
    'Get-PatchringPackage' { Get-PatchringPackage @Given }
    'Get-PatchringRemoval' { Get-PatchringRemoval @Given }
    'Get-PatchringShadow' { Get-PatchringShadow @Given }
    'Get-PatchringDiagnosis' { Get-PatchringDiagnosis @Given }
    'Start-PatchringJob' { Start-PatchringJob @Given }
    'Get-PatchringJob' { Get-PatchringJob @Given }
    'Stop-PatchringJob' { Stop-PatchringJob @Given }
    'Remove-PatchringJob' { Remove-PatchringJob @Given }
    'Restart-PatchringMachine' { Restart-PatchringMachine @Given }
    'Get-PatchringRestartReadiness' { Get-PatchringRestartReadiness @Given }
    default { Stop-Patchring -Code 'WINDOWS_COMMAND_MISSING' -Message ('A visit makes no calls of {0}.' -f $Name) }
   })
 }
 catch {
  $failure = [pscustomobject]@{
   errorId  = [string]$_.FullyQualifiedErrorId
   message  = [string]$_.Exception.Message
   category = [string]$_.CategoryInfo.Category
   hresult  = [int](Get-InnermostException -Exception $_.Exception).HResult
  }
 }
 [pscustomobject]@{ output = [object[]]$output; failure = $failure }
}
function Invoke-PatchringVisit {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidateCount(1, 50)] [hashtable[]] $Call)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $answers = @(foreach ($one in $Call) { Get-CallAnswer -Name ([string]$one['Name']) -Given ([hashtable]$one['Given']) })
 [pscustomobject]@{ answers = [object[]]$answers }
}
`,Lt=12,X$=[$$,w$,E$,f$,m$,g$,c$,N$,S$,u$,k$,C$,y$,D$,O$,M$,v$,h$,T$,l$,I$,p$,R$,b$,d$,P$],Z$=[t$,r$,a$,e$,n$,o$,i$,s$,Zm],eh=[W$,_$,x$,U$,V$,B$,j$,J$,L$,F$,z$,G$,A$,K$,q$,H$,Q$,Y$],th=[...X$,...eh,...Z$];function nh(e){return e.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm,"").split(`
`).map(t=>t.trimEnd()).filter(t=>t!==""&&!/^[ \t]*#/.test(t)).map(t=>t.replace(/^(?: {4})+/,n=>" ".repeat(n.length/4))).map(t=>`${t}
`).join("")}a(nh,"withoutComments");function rh(e){const t=e.flatMap(r=>[...nh(r).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]),n=new Set(t.map(([,r=""])=>r));return new Map(t.map(([r,o=""])=>{const i=new Set(r.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));return[o,{name:o,text:r,needs:[...i].filter(s=>s!==o&&n.has(s))}]}))}a(rh,"functionsOf");var Je=rh(th),bo="Invoke-JobBody",Po=new Map([...(Je.get(bo)?.text??"").matchAll(/^ {2}'(\w+)' \{([\s\S]*?)(?=^ {2}(?:'|default ))/gm)].map(([,e="",t=""])=>[e,t.match(/Invoke-Patchring\w+/g)??[]])),Ro=new Set([...Po.values()].flat()),oh="Get-CallAnswer",ah=/^(?:Get|Start|Stop|Remove|Restart)-Patchring\w+$/;function ih(e,t){const n=Je.get(e)?.needs??[];if(e===oh)return n.filter(o=>!ah.test(o));if(e!==bo||t.length===0)return n;const r=new Set(t.flatMap(o=>Po.get(o)??[...Ro]));return n.filter(o=>!Ro.has(o)||r.has(o))}a(ih,"needsOf");function sh(e){const t=new Set,n=e.flatMap(({kind:o})=>o??[]),r=e.map(({command:o})=>o);for(let o=r.pop();o!==void 0;o=r.pop())t.has(o)||(t.add(o),r.push(...ih(o,n)));return[...Je.keys()].filter(o=>t.has(o))}a(sh,"functionsFor");function ch(e){return`# patchring: functions of update rollout ${e.replaceAll(/[^A-Za-z0-9._-]/g,"-").slice(0,100)||"without-name"}, script version ${Lt}. This text only defines them; each call names one.
`}a(ch,"headerOf");function dh(e,t){return ch(t)+e.map(n=>Je.get(n)?.text??"").join("")}a(dh,"textOf2");var Eo="Get-ScriptText",uh=class{static{a(this,"KnownFunctions")}#e=new Set;#t=new Set;definitionFor(e,t){const n=sh(e),o=n.includes(Eo)&&!n.every(i=>this.#t.has(i))?n:n.filter(i=>!this.#e.has(i));return{names:o,text:o.length===0?"":dh(o,t)}}learn({names:e}){for(const t of e)this.#e.add(t);e.includes(Eo)&&(this.#t=new Set(e))}};function lh(e){const t=e.findIndex(({stated:n})=>n.isAlone===!0);return t<0?e:e.slice(0,Math.max(1,t))}a(lh,"firstOf");function mh(e){return e.length>1?[He.command]:[]}a(mh,"callerOf");var $h="# patchring: functions and calls of them";function hh(e){return[{text:e,isScript:!0,useLocalScope:!1,arguments:[]}]}a(hh,"scriptOf");function Co({parameters:e}){return Object.entries(e).flatMap(([t,n])=>n===void 0?[]:[[t,n]])}a(Co,"given");function fh(e){const t=Co(e).map(([n,r])=>({name:n,value:r}));return[{text:e.stated.command,isScript:!1,arguments:t}]}a(fh,"statementOf");async function No(e,t,n,r){const o=n===""?[]:[$h,n].map(hh);try{const i=[...o,fh(t)];return{ok:!0,value:await e.run({statements:i,noInput:!0},{timeout:r})}}catch(i){if(!(i instanceof $)||i.code!=="WINRM_PIPELINE_FAILED")throw i;return{ok:!1,failure:qe(i),arrived:"maybe"}}}a(No,"run");async function ph(e,t,n){const r=await No(e,t,n,t.stated.timeout);if(!r.ok)return r;const{output:o,errors:i}=r.value,[s]=i;return o.length>0||s===void 0?ao(t.stated,r.value):{ok:!1,failure:Nt(s),arrived:"maybe"}}a(ph,"runOne");async function gh(e,t,n){const r=t.map(d=>({Name:d.stated.command,Given:Object.fromEntries(Co(d))})),o=t.reduce((d,{stated:u})=>d+u.timeout,0),i=await No(e,{stated:He,parameters:{Call:r}},n,o),s=i.ok?ao(He,i.value):i;if(!s.ok||s.value.answers.length!==t.length)return;const{answers:c}=s.value;return t.map(({stated:d},u)=>{const{output:l=[],failure:m=null}=c[u]??{};return m===null?io(d,l):{ok:!1,failure:Nt(m),arrived:"maybe"}})}a(gh,"runAll");async function Io(e,t,n){const[r,o]=t;return r===void 0?[]:(o===void 0?void 0:await gh(e,t,n))??[await ph(e,r,n)]}a(Io,"runTogether");async function yh(e){const[t]=await Io(e,[{stated:yo,parameters:{}}],"");if(t===void 0)throw new RangeError("one call has one answer");if(!t.ok){const{failure:o}=t;return o.code!=="WINDOWS_COMMAND_MISSING"?t:{...t,failure:L("WINDOWS_JEA_FUNCTIONS_MISSING",{cause:o.cause??o.message})}}const n=t.value.version;if(n===Lt)return{ok:!0,value:n};const r=`installed is version ${n}, called is version ${Lt}`;return{ok:!1,failure:L("WINDOWS_JEA_VERSION_MISMATCHED",{cause:r}),arrived:"no"}}a(yh,"readVersion");var Sh=3e5,wh=new Set(["WINRM_SHELL_GONE","WINRM_CONNECTION_LOST"]);function vh(e){return[...e.map(({stated:{command:n},parameters:{Kind:r}})=>({command:n,kind:typeof r=="string"?r:void 0})),...mh(e).map(n=>({command:n}))]}a(vh,"wantedBy");var bh=class{static{a(this,"PoolCalls")}#e;#t;#n=!1;constructor(e){this.#e=e}get hasPool(){return this.#t!==void 0}async serve(e){const t=this.#t!==void 0,n=await this.#r(e),r=n.findIndex(o=>!o.ok&&wh.has(o.failure.code));return!t||r<0?n:[...n.slice(0,r),...await this.#r(e.slice(r))]}close(){const e=this.#t?.pool.close();return this.#t=void 0,e}forget(){this.#t=void 0,this.#n=!1}async#r(e){const t=[];let n=e.length;for(;t.length<e.length;){const o=lh(e.slice(t.length,t.length+n)),i=await this.#o(o);i.ok?t.push(...i.value):t.push(...e.slice(t.length).map(()=>i)),i.ok&&i.value.length<o.length&&(n=1)}const{machine:r}=this.#e;return t.map((o,i)=>{const s=e[i]?.stated.command??"";return o.ok?o:{...o,failure:{...o.failure,machine:r,phase:s}}})}async#o(e){const t=e[0]?.stated.command??"",n=await this.#i(t);if(!n.ok)return{...n,arrived:"no"};const{pool:r,known:o}=n.value,i=o?.definitionFor(vh(e),this.#e.poolName),s=await this.#e.attempt(t,()=>Io(r,e,i?.text??""));return i!==void 0&&s.ok&&s.value.some(({ok:c})=>c)&&o?.learn(i),s}async#i(e){const t=await this.#a(e);if(!t.ok||t.value.known!==void 0||this.#n)return t;const n=await this.#e.attempt(e,()=>yh(t.value.pool)),r=n.ok?n.value:n;return r.ok?(this.#n=!0,t):r}async#a(e){if(this.#t!==void 0)return{ok:!0,value:this.#t};const{poolName:t,attempt:n}=this.#e,r=await n(e,async(o,{configurationName:i})=>{const s={name:t,idleTimeout:Sh},c=i===void 0?{}:{configurationName:i};return{pool:await o.openPool({...s,...c}),known:i===void 0?new uh:void 0}});return r.ok&&(this.#t=r.value),r}},Ph=new Set(["WINRM_PIPELINE_FAILED","WINRM_USAGE_INVALID"]);function Wt(e,t){return"refusedBy"in e?t(e.refusedBy):e.value}a(Wt,"outcomeOf");function Rh(e){return e instanceof $?Pi.has(e.code)?"refused":e.code==="WINRM_ACCESS_DENIED"||e.detail.fault!==void 0?"accepted":"unknown":"unknown"}a(Rh,"judge");var Eh=class{static{a(this,"Visit")}#e;#t;#n;#r;#o=Promise.resolve();#i=new Set;constructor(e){this.#e=e;const{machine:t,poolName:n}=e;this.#n=new bh({machine:t,poolName:n,attempt:a((r,o)=>this.#s(r,o),"attempt")})}get machine(){return this.#e.machine}get hasPool(){return this.#n.hasPool}call(e,t){const n=this.#r??this.#a(),r=n.calls.push({stated:e,parameters:t})-1;return n.answers.then(o=>o[r])}ask(e,t){return this.#$(()=>this.#s(e,t))}closePool(){return this.#$(async()=>this.#m())}close(){return this.#$(async()=>{this.#l(),await Promise.all(this.#i)})}#a(){const e=[],t=this.#$(()=>(this.#r===n&&(this.#r=void 0),this.#n.serve(e))),n={calls:e,answers:t};return this.#r=n,n}async#s(e,t){const{machine:n,guard:r}=this.#e;let o;try{o=this.#d()}catch(l){return{ok:!1,failure:{...qe(l),machine:n,phase:e},arrived:"no"}}const{session:i,connection:s,subjects:c}=o,d=a(()=>this.#u(e,()=>t(i,s)),"run2");if(o.isProved){const{judgement:l,value:m}=await d();if(l==="refused")for(const f of c)r.note(f,l);return m}const u=await this.#c(e,o,d);if(u.ok){o.isProved=!0;const{mechanism:l="",fallback:m}=i.authentication??{};m!==void 0&&this.#e.onFallback?.({machine:n,mechanism:l,...m})}return u}async#c(e,t,n){const{machine:r,guard:o}=this.#e,{credential:i,prepare:s}=t.connection,c=a(l=>{s!==void 0&&this.#l();const m=`refused by ${l.join(", ")}`;return{ok:!1,failure:L("CREDENTIAL_WITHHELD",{machine:r,phase:e,cause:m}),arrived:"no"}},"withheld"),d={credential:i,machine:r,isSource:s!==void 0},u=o.refusalsOf(d);if(u!==void 0)return c(u);if(t.subjects=[d],s===void 0)return Wt(await o.run(d,n),c);try{const l={credential:`account ${await s()}`,machine:r};t.subjects=[d,l];const m=a(async()=>{let f="unknown";const g=a(async()=>{const w=await n();return f=w.judgement,w},"judged"),y=Wt(await o.run(l,g),c);return{judgement:f,value:y}},"inner");return Wt(await o.run(d,m),c)}catch(l){if(!(l instanceof W))throw l;return{ok:!1,failure:{...qe(l),machine:r,phase:e},arrived:"no"}}}async#u(e,t){try{return{judgement:"accepted",value:{ok:!0,value:await t()}}}catch(n){const r=Rh(n),o=qe(n),c={...r==="refused"&&this.#t?.connection.prepare!==void 0?L("CREDENTIAL_ANSWER_REJECTED",{cause:`${o.code}: ${o.message}`}):o,machine:this.#e.machine,phase:e};return n instanceof $&&n.detail.fault!==void 0?this.#m():n instanceof $&&Ph.has(n.code)||this.#l(),{judgement:r,value:{ok:!1,failure:c,arrived:"maybe"}}}}#d(){if(this.#t!==void 0)return this.#t;const e=this.#e.connection();return this.#t={session:this.#e.connect(e.options),connection:e,isProved:!1,subjects:[]},this.#t}#l(){this.#f(this.#t?.session.close()),this.#t=void 0,this.#n.forget()}#m(){this.#f(this.#n.close())}#f(e){e!==void 0&&(this.#i.add(e),e.then(()=>this.#i.delete(e)))}#$(e){this.#r=void 0;const t=this.#o.then(e,e);return this.#o=t.catch(()=>{}),t}},Ch=class{static{a(this,"WindowsFleet")}#e;#t=new fm;#n=new Map;constructor(e){this.#e=e}machine(e){const t=e.name.toLowerCase(),n=this.#n.get(t);if(n!==void 0)return n;const r=new Am(this.#r(e,this.#e.onFallback));return this.#n.set(t,r),r}async preflight(e){const t=this.#r(e);try{return await Xm(t)}finally{await t.close()}}async close(){await Promise.all([...this.#n.values()].map(e=>e.release()))}#r(e,t){const{connectionOf:n,name:r,connect:o=$m}=this.#e,i=a(()=>n(e),"connection"),{name:s}=e;return new Eh({machine:s,connection:i,guard:this.#t,connect:o,poolName:r,onFallback:t})}};import{readFileSync as Nh}from"node:fs";import{resolve as Ih}from"node:path";var ko=2e4,Oo=65536,kh=nt({username:I().min(1).max(512),password:I().min(1).max(4096)}),Mo={username:"",password:a(()=>"","password")};function Oh(e,t,n,r){const{env:o}=r;switch(e.kind){case"password":return{credentials:{username:X(e.username,o),password:a(()=>X(e.password,o),"password")}};case"certificate":return{credentials:Mo,clientCertificate:a(()=>To(e,t,r),"clientCertificate")};case"sso":return{credentials:Mo};case"exec":return Dh(()=>Ah(e.command,t,n,r),n)}}a(Oh,"accountFor");function Mh({form:e,way:t},{env:n,secret:r}){const{password:o}=(t.via===void 0?void 0:an(t.via))??{},i=e.kind==="password"?e.password:e.kind==="certificate"?e.passphrase:void 0;for(const s of[o,i]){const c=s===void 0?"":X(s,n);c!==""&&r(c)}}a(Mh,"maskSecrets");function Th(e,{env:t,secret:n}){const r=e.indexOf("$"),o=X(e.slice(r),t);if(!(r===-1||o===""||o===e.slice(r)))return n(o),`${e.slice(0,r)}${o}`}a(Th,"meantBy");function To(e,t,n){const r=Do(e.key,`credentials.${t}.key`,n);n.secret(r);const o=Do(e.certificate,`credentials.${t}.certificate`,n),i=e.passphrase===void 0?void 0:X(e.passphrase,n.env);return{cert:o,key:r,...i===void 0?{}:{passphrase:i}}}a(To,"readCertificate");function Do(e,t,{directory:n,env:r}){const o=X(e,r);if(o.includes("-----BEGIN "))return o;const i=le(e),s=i===void 0?Ih(n,o):o,c=i===void 0?`the file ${s}`:`what ${i} holds or names`,d=a(l=>new W([R("CREDENTIAL_FILE_UNREADABLE",`${t}: ${c} ${l}`)]),"refuse3");let u;try{u=Nh(s,"utf8")}catch(l){const m=l instanceof Error&&"code"in l&&l.code==="ENOENT";throw d(m?"is not there":"cannot be read")}if(u.includes("-----BEGIN "))return u;throw d("is no PEM")}a(Do,"pemOf");function Dh(e,t){let n;return{async prepare(){return n=await e(),_h(n.username,t.name)},async credentials(){const{username:r,password:o}=n??await e();return n=void 0,{username:r,password:a(()=>o,"password")}}}}a(Dh,"byCommand");function _h(e,t){const n=e.toLowerCase(),[r=""]=t.toLowerCase().split("."),[o="",i=""]=n.includes("\\")?n.split("\\"):["",n];return["",".",r,t.toLowerCase()].includes(o)&&!i.includes("@")?`${t.toLowerCase()}\\${i}`:n}a(_h,"nameOfAccount");async function Ah(e,t,n,{directory:r,secret:o,signal:i}){const s=e.map(d=>d.replaceAll("{machine}",n.name)),c=await ve({command:s,directory:r,timeout:ko,limit:Oo,signal:i});if(c.kind==="done"){const d=Lh(c.output);if(d!==void 0)return o(d.password),d}throw new W([{...Wh(c,`credentials.${t}.exec`),machine:n.name}])}a(Ah,"askCommand2");function Lh(e){try{return kh.safeParse(JSON.parse(e)).data}catch{return}}a(Lh,"answerIn");function Wh(e,t){switch(e.kind){case"missing":return R("CREDENTIAL_COMMAND_MISSING",`the command of ${t} cannot be started (${e.why})`);case"failed":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} failed (${e.how})`,{retryable:!0});case"overdue":return R("CREDENTIAL_COMMAND_OVERDUE",`the command of ${t} took more than ${ko/1e3} s`,{retryable:!0});case"aborted":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} was ended, because the run is`);case"tooLong":return R("CREDENTIAL_ANSWER_TOO_LARGE",`the command of ${t} said more than ${Oo} characters`);case"done":return R("CREDENTIAL_ANSWER_INVALID",`the command of ${t} did not answer with { "username": …, "password": … }`)}}a(Wh,"failureOfEnd");import{readFileSync as Uh}from"node:fs";import{resolve as _o}from"node:path";function Ao(e,t){const n=Object.entries(e),r=n.find(([,{match:o}])=>o!==void 0&&Ya(t,o));return r!==void 0?r[0]:e.default!==void 0||n.length===0?"default":void 0}a(Ao,"credentialFor");function ze({connection:e,credentials:t},n,r={}){const o=Ja(e,n),i=dn(e,o,r),s=Ao(t,n);if(s===void 0)return;const c=t[s],d=c===void 0?ai(i.auth):Qa(c);return d===void 0?void 0:{entry:o,way:i,label:s,form:d}}a(ze,"logonFor");function xh(e,t){const n=new Map,r=a((o,i,s="")=>{if(t[o]||n.has(o))return;const c=`the environment variable ${o} is not set; ${i} needs it`,d=`Set ${o} from a secret of the pipeline${s}.`;n.set(o,R("CREDENTIAL_MISSING",c,{next:d}))},"need");for(const{way:o,label:i,form:s}of e){const c=Ie(o.auth)?`, or write credentials: { ${i}: { sso: true } } to log on as whoever runs patchring`:"";for(const d of oi(s)){const u=le(d);u!==void 0&&r(u,`credentials.${i}`,c)}for(const d of si(o.via))r(d,"connection.via")}return[...n.values()]}a(xh,"missingVariables");function Qe(e){return e.map((t,n)=>typeof t=="number"?`[${t}]`:`${n===0?"":"."}${String(t)}`).join("")}a(Qe,"formatPath");function Bh(e,t){const n=ja(e,t);return n===void 0?"":`; did you mean "${n}"?`}a(Bh,"suggestion");function Ut({policy:e},t){return Object.entries(e.credentials).flatMap(([n,r])=>{const o=r[t];return o===void 0?[]:[{path:["credentials",n,t],value:o}]})}a(Ut,"valuesOf");function Lo(e,t,n){const r=`${t} stands in the file: write $${n} here, set that variable from a secret of the pipeline, and change the ${t.replace(/^an? /,"")}, which others may have read`;return J("POLICY_SECRET_FOUND",e,r)}a(Lo,"secretFault");var Gh=a(e=>[...["password","passphrase"].flatMap(t=>Ut(e,t).flatMap(({path:n,value:r})=>{if(le(r)!==void 0)return[];const o=`PATCHRING_${t.toUpperCase()}`;return[r.startsWith("$")?Wo(n,o):Lo(n,`a ${t}`,o)]})),...Ut(e,"key").filter(({value:t})=>t.includes("-----BEGIN")).map(({path:t})=>Lo(t,"a private key","PATCHRING_CLIENT_KEY"))],"noSecrets"),Fh=a(e=>["username","certificate","key"].flatMap(t=>Ut(e,t).flatMap(({path:n,value:r})=>!r.startsWith("$")&&!r.includes("${")||le(r)!==void 0?[]:[Wo(n,`PATCHRING_${t==="username"?"USERNAME":`CLIENT_${t.toUpperCase()}`}`)])),"onlyOurVariables");function Wo(e,t){const n=`only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${t}`;return J("POLICY_VARIABLE_REFUSED",e,n)}a(Wo,"refusedVariable");var Uo="username with password, exec (a command that answers for each machine), certificate with key, or sso: true",jh=a(({policy:e})=>Object.entries(e.credentials).flatMap(([t,n])=>{const r=["credentials",t],o=a(l=>[J("POLICY_CREDENTIAL_UNCLEAR",r,l)],"refuse3"),i=Object.values(za).flatMap(l=>{const m=l.filter(f=>n[f]!==void 0);return m.length===0?[]:[{keys:l,found:m}]}),[s,c]=i;if(s===void 0)return o(`credentials.${t} does not say who logs on: write ${Uo}`);if(c!==void 0){const[l,m]=[s,c].map(({found:f})=>Qe([...r,f[0]??""]));return o(`${l} and ${m} say in two ways who logs on: keep one of ${Uo}`)}return s.keys.slice(0,2).filter(l=>n[l]===void 0).flatMap(l=>o(`${Qe([...r,s.found[0]??""])} needs ${l} beside it`))}),"oneForm"),Kh=a(({policy:e})=>Object.entries(e.credentials).flatMap(([t,{exec:n=[]}])=>n.flatMap((r,o)=>{const i=["credentials",t,"exec",o];if(r.startsWith("$"))return[J("POLICY_VARIABLE_REFUSED",i,"nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment")];if(o===0&&r.includes("{machine}"))return[J("POLICY_CREDENTIAL_UNCLEAR",i,"the command itself is the same for every machine: write {machine} among its arguments")];const s=/\{(?!machine\})[A-Za-z]+\}/.exec(r)?.[0];return s===void 0?[]:[J("POLICY_CREDENTIAL_UNCLEAR",i,`${s} stands for nothing here: {machine} is the name of the machine, and there is no other`)]})),"commandsFit"),qh=a(({policy:{credentials:e},machines:t})=>{const n=Object.entries(e).flatMap(([i,{match:s}])=>{const c=["credentials",i];if(i==="default"&&s!==void 0)return[J("POLICY_CREDENTIAL_INVALID",[...c,"match"],"credentials.default is for all other machines: take match out, or rename it")];if(i!=="default"&&s===void 0){const d=`credentials.${i} does not say for which machines it is: add match: key=value, or call it default`;return[J("POLICY_CREDENTIAL_INVALID",c,d)]}return[]});if(n.length>0)return n;const r=t.find(({entry:i})=>Ao(e,i)===void 0);if(r===void 0)return[];const o=`no credential matches ${r.entry.name}: add credentials.default, or a credential that matches one of its labels`;return[J("POLICY_CREDENTIAL_INVALID",["credentials"],o)]},"everybodyHasOne");function xt({way:{auth:e,ntlmFallback:t},form:{kind:n}}){if(e==="certificate"&&n!=="certificate")return"this authentication needs certificate and key";if(n==="certificate"&&e!=="certificate")return"a client certificate is for auth: certificate";if(n==="sso")return Ie(e)?t?"NTLM needs a user and a password, so ntlmFallback could never be used":void 0:"sso is for auth: kerberos and auth: negotiate"}a(xt,"whyUnfit");var Hh=a(({policy:e,machines:t})=>{const n=new Set;return t.flatMap(({entry:r})=>{const o=ze(e,r),i=o===void 0?void 0:xt(o);if(o===void 0||i===void 0)return[];const{label:s,entry:c,way:d}=o,u=JSON.stringify([s,c]);if(n.has(u))return[];n.add(u);const l=c!==void 0&&e.connection.for[c]?.auth!==void 0,m=Qe(l?["connection","for",c,"auth"]:["connection","auth"]),f=`credentials.${s} is for ${r.name}, where ${m} is ${d.auth}: ${i}`;return[J("POLICY_CREDENTIAL_INVALID",["credentials",s],f)]})},"logonsFit"),Vh=[Gh,Fh,jh,Kh,qh,Hh],Jh=/^([0-9A-Fa-f]{2}:?){32}$/;function zh({transport:e,auth:t,port:n,pin:r,configuration:o}){return Object.fromEntries(Object.entries({transport:e,auth:t,port:n,pin:r,configuration:o}).filter(([,i])=>i!==void 0))}a(zh,"givenIn");function Qh(e,t,n){const r=[],o=a((f,g)=>{r.push(R("ARGUMENT_INVALID",f,{next:g}))},"refuse3"),{ca:i,pin:s,port:c,configuration:d}=e,u=[n,...t.map(({way:f})=>f)].some(({transport:f})=>f==="https");(i??s)!==void 0&&!u&&o("ca and pin mean nothing without HTTPS, and the transport is http-sealed.","Leave them out, or use https.");const l=t.find(({way:f})=>f.transport!=="https"&&(f.auth==="basic"||f.auth==="certificate"));if(l!==void 0){const f=e.auth===void 0?"The policy logs on":"This run logs on",g=`Leave the ${e.transport===void 0?"authentication":"transport"} out, or use ntlm.`;o(`${f} with ${l.way.auth}, which is only done over HTTPS.`,g)}const m=e.auth===void 0?void 0:t.find(f=>xt(f)!==void 0);return m!==void 0&&o(`auth is ${m.way.auth}, and credentials.${m.label} does not go with it: ${xt(m)}.`,"Leave auth out, or change the credential in the policy."),s!==void 0&&!Jh.test(s)&&o("The pin is not a SHA-256: 64 hexadecimal digits.","Copy the thumbprint (SHA-256) of the certificate."),c!==void 0&&(c<1||c>65535)&&o(`The port is ${c}.`,"Write a number from 1 to 65535."),d!==void 0&&!/^[\w.-]{1,128}$/.test(d)&&o("The configuration is no name.","Write the name of a session configuration, for example Patchring."),r}a(Qh,"faultsOfGiven");function Yh(e){return[...new Map(e.map(t=>[JSON.stringify([t.entry,t.label]),t])).values()]}a(Yh,"distinct");function Xh(e,t){return e.flatMap(({form:n,label:r})=>{if(n.kind!=="certificate")return[];try{return To(n,r,t),[]}catch(o){if(o instanceof W)return o.failures;throw o}})}a(Xh,"faultsOfFiles");function Zh(e,t,n,r){if(e===void 0&&t===void 0)return;const o=e??_o(n,t??""),i=e===void 0?"POLICY_CONNECTION_INVALID":"ARGUMENT_INVALID",s="Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";try{const c=Uh(o,"utf8");if(c.includes("-----BEGIN CERTIFICATE-----"))return c;r.push(R(i,"this file holds no PEM certificate.",{place:{file:o},next:s}))}catch(c){const d=c instanceof Error&&"code"in c&&c.code==="ENOENT"?"is not there":"cannot be read";r.push(R(i,`the certificate authority ${d}.`,{place:{file:o},next:s}))}}a(Zh,"readCa");function ef(e,{env:t}){const{user:n,password:r,place:o}=an(e)??{user:void 0,password:void 0,place:""},[i,s]=[n,r].map(c=>encodeURIComponent(X(c??"",t)));return`socks5://${n===void 0?"":`${i}:${s}@`}${o}`}a(ef,"jumpUrl");function tf(e,{env:t,directory:n}){const{PATCHRING_PWSH:r}=t;if(r)return r;if(e.interpreter!==void 0)return/[/\\]/.test(e.interpreter)?_o(n,e.interpreter):e.interpreter}a(tf,"interpreterOf");function nf(e,t){if(!Ie(e.auth))return{};const n=tf(e,t);return{kerberos:{...n===void 0?{}:{interpreter:{command:n}},...e.spn===void 0?{}:{spn:e.spn}},...e.ntlmFallback?{ntlmFallback:!0}:{}}}a(nf,"kerberosOf");function rf(e){const{policy:t,machines:n,overrides:r,directory:o,env:i}=e,s=zh(r),c=Yh(n.flatMap(y=>ze(t,y,s)??[]));for(const y of c)Mh(y,e);const d=xh(c,i),u=dn(t.connection,void 0,s),l=[...Qh(r,c,u),...d.length>0?d:Xh(c,e)],m=new Map;for(const{ca:y,transport:w}of[u,...c.map(({way:b})=>b)]){const b=r.ca??y;w!=="https"||b===void 0||m.has(b)||m.set(b,Zh(r.ca,y,o,l)??"")}if(l.length>0)throw new W(l);const f=a(({ca:y,transport:w})=>w==="https"?m.get(r.ca??y??""):void 0,"pemOf2"),g=a(y=>{const w=ze(t,y,s);if(w===void 0)throw new RangeError(`a checked policy has a credential for ${y.name}`);const{way:b,form:v,label:H}=w,ee=Oh(v,H,y,e);return{credential:H,...ee.prepare===void 0?{}:{prepare:ee.prepare},...b.configuration===void 0?{}:{configurationName:b.configuration},options:{endpoint:of(b,y,{ca:f(b),via:b.via&&ef(b.via,e)}),credentials:ee.credentials,channel:{auth:b.auth,...nf(b,e),...ee.clientCertificate===void 0?{}:{clientCertificate:ee.clientCertificate}}}}},"connectionOf");return{ca:f(u),connectionOf:g}}a(rf,"createConnections");function of(e,{name:t,address:n,port:r},{ca:o,via:i}){const s=r??e.port,c=n!==void 0&&(e.transport==="https"||Ie(e.auth));return{transport:e.transport,host:n??t,...s===void 0?{}:{port:s},...c?{servername:t}:{},...o===void 0?{}:{ca:o},...e.pin===void 0?{}:{pin:e.pin},...i===void 0?{}:{via:i}}}a(of,"endpointOf");var af=Tm.filter(({command:e})=>e!==Dt.command).map(({command:e})=>e);function sf(e){return`'${e.replaceAll("'","''")}'`}a(sf,"quoted");var _p=af.map(e=>`        ${sf(e)}`).join(`,
`);function cf(e){return Ka(e)}a(cf,"journalEndOf");import{request as df}from"node:http";import{request as uf}from"node:https";import{setTimeout as lf}from"node:timers/promises";var mf=/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/,$f=2e3;function hf(e){if(!URL.canParse(e))return;const t=new URL(e);return t.protocol==="https:"||t.protocol==="http:"&&mf.test(t.hostname)?t:void 0}a(hf,"addressOf2");function ff(e){return e!==void 0&&/^\d{1,4}$/.test(e)?Number(e)*1e3:void 0}a(ff,"secondsOf");function xo(e,t,n){const r=e.protocol==="https:"?uf:df,o={"Content-Type":"application/json","Content-Length":Buffer.byteLength(t),"User-Agent":"patchring"};return new Promise((i,s)=>{const c=r(e,{method:"POST",agent:!1,signal:n,headers:o});c.on("response",d=>{const u=ff(d.headers["retry-after"]);i({status:d.statusCode??0,retryAfter:u}),d.destroy()}),c.on("error",s),c.end(t)})}a(xo,"send");function pf(e){const{name:t,code:n}=e;return t==="TimeoutError"||t==="AbortError"?"no answer in time":n??"no answer"}a(pf,"wordOf");async function gf({url:e,body:t,timeout:n,signal:r}){const o=hf(e);if(o===void 0)return"the variable holds no https address";const i=AbortSignal.timeout(n),s=r===void 0?i:AbortSignal.any([i,r]);try{const c=await xo(o,t,s);return c.status===429||c.status>=500?(await lf(Math.min(c.retryAfter??500,$f),void 0,{signal:s}),Bo((await xo(o,t,s)).status)):Bo(c.status)}catch(c){return pf(c)}}a(gf,"post");function Bo(e){return e>=200&&e<300?void 0:`answered with HTTP ${e}`}a(Bo,"statusText");async function yf({command:e,directory:t,body:n,timeout:r,signal:o}){const i=await ve({command:e,directory:t,timeout:r,limit:65536,input:Buffer.from(n),signal:o});switch(i.kind){case"done":case"tooLong":return;case"missing":return i.why;case"failed":return i.how;case"overdue":return`it did not end in ${r} ms`;case"aborted":return"the run was asked to stop"}}a(yf,"runHook");var Sf=5e3,wf=3e4;function vf(e,{directory:t,env:n,secret:r,signal:o}){if("exec"in e){const c={command:e.exec,directory:t,timeout:wf,signal:o};return{name:e.exec[0]??"",unready:void 0,deliver:a(d=>yf({...c,body:d}),"deliver")}}const i=le(e.url)??"",s=X(e.url,n);return s!==""&&r(s),{name:`the webhook of ${i}`,unready:s===""?`${i} is not set`:void 0,deliver:a(c=>gf({url:s,body:c,timeout:Sf,signal:o}),"deliver")}}a(vf,"openMessenger");function bf(e){const{name:t,signal:n,onFallback:r,clock:o=qt()}=e,{ca:i,connectionOf:s}=rf(e),c=new Ch({connectionOf:s,name:t,onFallback:r}),d=gd({directory:e.directory,signal:n,meant:a(u=>Th(u,e),"meant"),...i===void 0?{}:{ca:i}});return{clock:o,fleet:Ac(c,o),runner:Lc(d,o),preflight:a(u=>o.during(c.preflight(u)),"preflight"),close:a(()=>c.close(),"close")}}a(bf,"openWorld");function Pf(){return Kc()}a(Pf,"runnerName");async function Rf(e){return(await import("./embedded-UOU2KTNU.mjs")).playStory(e)}a(Rf,"playStory");function Ef(){return import("./incident-WCEVAR3X.mjs")}a(Ef,"loadIncidents");async function Cf(e){return(await import("./figures-R7GAT5AS.mjs")).figuresOf(e)}a(Cf,"figuresOf");var Nf=44;function If(e){const t=[];for(const n of e)for(const[r,o]of n.entries())t[r]=Math.max(t[r]??0,o.length<=Nf?o.length:0);return e.map(n=>n.map((r,o)=>r.padEnd(t[o]??0)).join("  ").trimEnd())}a(If,"tableOf");export{Vh as credentialRules,or as defaultPlace,Cf as figuresOf,Qe as formatPath,cf as journalEndOf,jc as liesIn,Ef as loadIncidents,ze as logonFor,xc as openLedger,vf as openMessenger,bf as openWorld,Rf as playStory,Pf as runnerName,Bh as suggestion,If as tableOf};
