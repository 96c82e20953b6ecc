var ja=Object.defineProperty;var i=(e,t)=>ja(e,"name",{value:t,configurable:!0});import{createRequire as Ka}from"node:module";const kf=Ka(import.meta.url);import{DER as x,WinrmError as $,actions as O,alreadyGone as qa,answerHostCall as Ha,beginKeyExchange as Va,capability as Ft,childText as Ja,cimResource as jt,createDefragmenter as za,createFragmenter as Qa,createNtlmClient as Kt,createRealClock as qt,decodeSealedBody as Ya,element as Y,elementsByTag as Ht,encodeElement as _,encodeSealedBody as Xa,endpointBindingOf as Za,faultError as ei,fragmentHeaderSize as Ne,inUseOrDisconnected as ti,initPool as ri,isPsObject as ni,isSealedContentType as ai,member as Vt,messageTypes as P,messageValue as G,ns as ii,oidOf as oi,olderProtocol as si,pipelineStates as Ye,poolStates as ie,primitiveDictionary as di,psObject as ci,readCapability as li,readCimRow as Xe,readCommandResponse as ui,readConfig as mi,readConnectResponse as $i,readCreatedShellId as Jt,readErrorRecord as hi,readFault as fi,readHostCall as zt,readIdentity as pi,readInformation as gi,readMessage as yi,readMessageRecord as Si,readPage as Qt,readProgress as wi,readReceiveResponse as vi,readResponse as bi,readShell as Yt,readState as Xt,recut as Pi,resources as te,sealedContentType as Ri,signals as le,someHost as Ei,toPlain as Ci,tooManyShells as Ni,typeCimRow as Zt,wornOut as Ii,writeCimCall as ki,writeCommand as Oi,writeConnect as Mi,writeConnectCommand as Ti,writeCreate as er,writeDisconnect as Di,writeEnumerate as _i,writeIdentify as tr,writeMessage as Ai,writePipelineSpec as Li,writePull as Wi,writeReceive as Ui,writeRelease as xi,writeRequest as rr,writeSend as Bi,writeSignal as Gi}from"./chunk-TKOWOCHW.mjs";import{nearest as Fi}from"./chunk-LXU6DZ4O.mjs";import{RecordReader as nr,asksKerberos as Ie,chainEndOf as ji,chainStart as Ki,changeSchema as qi,effectSchema as Hi,entryFor as Vi,expand as X,fault as J,formKeys as Ji,formOf as zi,formatRecord as ar,hasLabel as Qi,jumpOf as ir,parseRecords as Yi,planSchema as Xi,removalReadingSchema as or,serviceScopes as Zi,serviceSides as eo,severities as Ze,shadowReadingSchema as sr,stages as to,stepsOf as ro,textsOf as no,usualForm as ao,valueAt as io,variableOf as ue,variablesOfJump as oo,verdicts as ke,wayOf as dr}from"./chunk-TEMDMYE2.mjs";import{stopping as so,timeLeft as co}from"./chunk-XWM6LM3U.mjs";import{bootSchema as me,compareBoots as cr,diagnosisSchema as lo,drainResultSchema as uo,factsSchema as lr,healthReadingSchema as ur,hideResultSchema as mo,hotpatchReadingSchema as mr,identityOfPackage as $o,installResultSchema as ho,jobKeyPattern as fo,jobStatusSchema as $r,packagesSchema as po,restartReadinessSchema as hr,resumeResultSchema as go,rolesReadingSchema as fr,scanResultSchema as pr,scriptReadingSchema as yo,scriptsReadingSchema as So,showResultSchema as wo,stageResultSchema as vo,uninstallResultSchema as bo}from"./chunk-C3WCH2CH.mjs";import{FailureError as W,failureOf as R,rejections as Po}from"./chunk-4EJNWNDX.mjs";import{formatDuration as et}from"./chunk-WT7Z5CEL.mjs";import{identityOf as Oe,kbSchema as Ro,updateIdentitySchema as gr}from"./chunk-3COMCGTE.mjs";import{_enum as E,_null as Eo,array as C,boolean as $e,discriminatedUnion as he,int as Co,iso_exports as yr,json as tt,literal as p,number as T,object as rt,prettifyError as No,record as nt,strictObject as h,string as I,tuple as Io,union as ko,unknown as Oo}from"./chunk-NHUODO4Y.mjs";import{tmpdir as Mo}from"node:os";import{isAbsolute as To,relative as Do,resolve as at,sep as _o}from"node:path";import{mkdir as Ao,open as Me,readdir as Lo,readFile as Wo,rename as Uo}from"node:fs/promises";import{join as Te}from"node:path";var xo={ENOSPC:"the disk is full",EDQUOT:"the disk quota is used up",EFBIG:"the file may not grow any more",EROFS:"the file system is read-only",EACCES:"access is denied",EPERM:"access is denied",ENOTDIR:"part of the path is a file",EEXIST:"part of the path is a file",EISDIR:"the path is a folder",EIO:"the disk reports an error"};function fe(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:void 0}i(fe,"codeOf");async function M(e,t,r){try{return await r()}catch(n){let a=fe(n);if(n instanceof W||a===void 0)throw n;let o=`the ledger could not be ${t}: ${xo[a]??a}`,s="check the path, the rights and the free space, then run again: what was written before is kept";throw new W([R("JOURNAL_UNREADABLE",o,{next:s,place:{file:e},cause:a})])}}i(M,"onDisk");async function oe(e,t){try{return await e}catch(r){if(fe(r)==="ENOENT")return t;throw r}}i(oe,"orIfAbsent");import{open as Bo,readdir as Go,readFile as Fo,rm as it,stat as jo,utimes as Ko,writeFile as qo}from"node:fs/promises";import{join as re}from"node:path";import{readFile as Ho,readlink as Vo}from"node:fs/promises";import{hostname as Sr}from"node:os";var wr=rt({owner:I(),machine:I(),scope:I(),pid:T().int(),born:I(),since:yr.datetime()});async function vr(e){let{pid:t}=process,r=new Date().toISOString();return{owner:e,machine:Sr(),scope:await br(),pid:t,born:(await Pr(t)).born,since:r}}i(vr,"selfAs");async function br(){return await Vo("/proc/self/ns/pid").catch(()=>"system")}i(br,"scopeOf");async function Pr(e){let t=await Ho(`/proc/${e}/stat`,"utf8").catch(()=>""),r=t.slice(t.lastIndexOf(")")+2).split(" ");return{state:r[0]??"",born:r[19]??""}}i(Pr,"factsOf");var Jo=["Z","X"];async function Rr({machine:e,scope:t,pid:r,born:n}){if(e!==Sr()||t!==await br())return;try{process.kill(r,0)}catch(o){return fe(o)==="ESRCH"}let a=await Pr(r);return Jo.includes(a.state)||n!==""&&a.born!==""&&n!==a.born}i(Rr,"isGone");function pe(e){if(e===void 0)return"somebody who left no name";let{owner:t,machine:r,pid:n,since:a}=e;return`${t}, process ${n} on ${r}, since ${a}`}i(pe,"describeHolder");var zo=wr.extend({released:$e()}),Qo=3e4,Yo=6e5,Xo=1e4;async function Zo(e,t){for(;;){let r=(await ot(e)).at(-1),n=r===void 0?"free":await Er(re(e,ne(r)));if(r!==void 0&&n!=="free"&&!n.isDead)throw Cr(re(e,ne(r)),n);let a=(r??0)+1,o={...await vr(t),released:!1};if(!await ts(re(e,ne(a)),o))continue;let s=await ot(e);if(s.at(-1)!==a){await it(re(e,ne(a)),{force:!0});continue}for(let d of s.slice(0,-1))await it(re(e,ne(d)),{force:!0});return es({directory:e,mine:a,notes:n==="free"?[]:[os(n)]})}}i(Zo,"takeLock");function es({directory:e,mine:t,notes:r}){let n=re(e,ne(t)),a=setInterval(()=>{let s=new Date;Ko(n,s,s).catch(()=>{})},Qo);a.unref();let o=i(async()=>(await ot(e)).at(-1),"highest");return{notes:r,async verify(){let s=await o();if(s===t)return;let d=re(e,ne(s??t)),c=await Er(d);throw Cr(d,c==="free"?{holder:void 0,age:0,isDead:!1}:c)},async release(){clearInterval(a);try{await o()===t&&await as(n)}catch{}}}}i(es,"hold");var ne=i(e=>`${String(e).padStart(8,"0")}.json`,"nameOf");async function ot(e){return(await oe(Go(e),[])).flatMap(t=>/^\d{8}\.json$/.test(t)?[Number(t.slice(0,8))]:[]).sort((t,r)=>t-r)}i(ot,"generations");async function ts(e,t){try{return await qo(e,JSON.stringify(t),{flag:"wx",mode:384}),!0}catch(r){if(fe(r)==="EEXIST")return!1;throw await it(e,{force:!0}).catch(()=>{}),r}}i(ts,"create");var[rs,ns]=["false}","true }"];async function as(e){let t=await Bo(e,"r+");try{let{size:r}=await t.stat();await t.write(ns,r-rs.length)}finally{await t.close()}}i(as,"giveBack");async function Er(e){let t=Promise.all([Fo(e,"utf8"),jo(e)]),r=await oe(t,void 0);if(r===void 0)return"free";let[n,{mtimeMs:a}]=r,o=Math.max(0,Date.now()-a),s=is(n);return s===void 0?{holder:s,age:o,isDead:o>Xo}:s.released?"free":{holder:s,age:o,isDead:await Rr(s)??o>Yo}}i(Er,"standingOf");function is(e){try{return zo.parse(JSON.parse(e))}catch{return}}i(is,"holderIn");function Cr(e,t){let r=`another run writes to this ledger: ${pe(t.holder)}, seen ${et(t.age)} ago`,n=`wait until it ends; if it is certainly dead, delete ${e} and run again`;return new W([R("JOURNAL_LOCKED",r,{next:n,retryable:!0,place:{file:e}})])}i(Cr,"locked");function os(e){let t=`the run that wrote to the ledger (${pe(e.holder)}) is dead; its lock was taken over`;return R("JOURNAL_TAKEN_OVER",t)}i(os,"takenOver");import{randomUUID as ss}from"node:crypto";import{mkdir as ds,open as cs,readdir as ls,readFile as us,rename as ms,rm as Nr}from"node:fs/promises";import{join as De}from"node:path";function Ir({at:e}){return`${new Date(e).toISOString().replaceAll(":","-")}-${ss()}.json`}i(Ir,"letterName");function kr(e,t,r){try{return t.parse(JSON.parse(e))}catch{let n="A letter is not one that this version reads.",a="use the version that left it, or a later one; or delete it";throw new W([R("JOURNAL_VERSION_UNKNOWN",n,{place:{file:r},next:a})])}}i(kr,"letterIn");function $s(e,t,r){let n=De(e,t);return{async read(){let a=await M(n,"read",()=>oe(ls(n),[])),o=[];for(let s of a.filter(d=>d.endsWith(".json")).sort()){let d=De(n,s),c=await M(d,"read",()=>oe(us(d,"utf8"),void 0));c!==void 0&&o.push({id:s,event:kr(c,r,d)})}return o},async remove(a){for(let o of a)await M(n,"written",()=>Nr(De(n,o),{force:!0}))},async post(a){let o=Ir(a);return await M(n,"written",async()=>{await ds(n,{recursive:!0}),await hs(De(n,o),JSON.stringify(a))}),o}}}i($s,"createMailbox");async function hs(e,t){let r=`${e}.new`;try{let n=await cs(r,"wx");try{await n.writeFile(t),await n.sync()}finally{await n.close()}await ms(r,e)}catch(n){throw await Nr(r,{force:!0}).catch(()=>{}),n}}i(hs,"putWhole");var fs=/^(\d{4,})-(.+)\.jsonl$/;function ps(e){let{directory:t,schema:r,owner:n}=e,a=i(async()=>(await M(t,"read",()=>oe(Lo(t),[]))).flatMap(s=>{let[,d,c]=fs.exec(s)??[];return c===void 0?[]:[{number:Number(d),rollout:c,file:Te(t,s)}]}).sort((s,d)=>s.number-d.number),"files"),o=i(async s=>(await a()).findLast(d=>d.rollout===s),"find");return{async list(){let s=[];for(let{file:d,rollout:c}of await a())await Or(d)&&s.push(c);return s},async read(s){let d=await o(s);return d===void 0?[]:(await M(d.file,"read",()=>Mr(d.file,r))).events},async text(s){let d=await o(s);if(d===void 0)return"";let c=await M(d.file,"read",()=>Wo(d.file));return Tr(c).toString()},async write(s){let d=Te(t,"lock");await M(t,"written",()=>Ao(d,{recursive:!0,mode:448}));let c=await M(d,"written",()=>Zo(d,n));try{let l=await o(s),u=(await a()).at(-1)?.number??0,m=Te(t,`${String(u+1).padStart(4,"0")}-${s}.jsonl`),f=l!==void 0&&l.number<u&&!await Or(l.file);f&&await M(m,"written",()=>Uo(l.file,m));let g=f?m:l?.file??m,{journal:y,notes:w}=await ys({file:g,directory:t,schema:r,lock:c});return{journal:y,notes:[...c.notes,...w]}}catch(l){throw await c.release(),l}},mailbox:i(s=>$s(Te(t,"mail"),s,r),"mailbox")}}i(ps,"createFileLedger");async function Or(e){return M(e,"read",async()=>{let t=await Me(e,"r");try{let r=Buffer.allocUnsafe(65536);for(;;){let{bytesRead:n}=await t.read(r,0,r.length,null);if(n===0)return!1;if(r.subarray(0,n).includes(10))return!0}}finally{await t.close()}})}i(Or,"holdsRecord");var gs=2**20;async function Mr(e,t){let r=new nr(t,e),n=await Me(e,"r");try{let a=Buffer.allocUnsafe(gs),[o,s]=[0,0];for(;;){let{bytesRead:d}=await n.read(a,o,a.length-o,s+o);if(d===0)return{...r.records,size:s,isTorn:o>0};o+=d;let c=Tr(a.subarray(0,o));r.take(c),a.copyWithin(0,c.length,o),s+=c.length,o-=c.length,o===a.length&&(a=Buffer.concat([a],2*o))}}finally{await n.close()}}i(Mr,"readRecords");async function ys({file:e,directory:t,schema:r,lock:n}){let a={events:[],end:Ki,size:0,isTorn:!1},o=await M(e,"read",()=>oe(Mr(e,r),a)),{events:s,end:d,size:c,isTorn:l}=o,u=await M(e,"written",()=>Me(e,"a",384)),m=[];try{l&&(await M(e,"written",()=>u.truncate(c)),m.push(vs(e,d.sequence+1))),await M(e,"written",()=>u.datasync()),c===0&&await Ss(t)}catch(f){throw await u.close(),f}return{journal:new ws({file:e,handle:u,lock:n,size:c,events:s,end:d}),notes:m}}i(ys,"openJournal");async function Ss(e){let t=await Me(e,"r").catch(()=>{});await t?.sync().catch(()=>{}),await t?.close()}i(Ss,"syncDirectory");var ws=class{static{i(this,"FileJournal")}#e;#t;#r;#n;#a;#o;#i=!1;constructor({file:e,handle:t,lock:r,size:n,events:a,end:o}){this.#e=e,this.#t=t,this.#r=r,this.#o=n,this.#n=[...a],this.#a=o}read(){return Promise.resolve([...this.#n])}async append(e){if(this.#i)throw new RangeError("a journal that could not be written is not written again");let t=this.#a,r=e.map(a=>{let o=ar(a,t);return t=o.end,`${o.line}
`}),n=Buffer.from(r.join(""));this.#i=!0,await M(this.#e,"written",()=>this.#r.verify());try{await M(this.#e,"written",async()=>{await this.#t.appendFile(n),await this.#t.datasync()})}catch(a){throw await this.#s(),a}this.#i=!1,this.#o+=n.length,this.#a=t,this.#n.push(...e)}async#s(){try{await this.#r.verify(),await this.#t.truncate(this.#o),await this.#t.datasync()}catch{}}async close(){await this.#t.close(),await this.#r.release()}};function Tr(e){return e.subarray(0,e.lastIndexOf(`
`)+1)}i(Tr,"wholeLines");function vs(e,t){let r=`Line ${t} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;return R("JOURNAL_TAIL_TORN",r,{place:{file:e,line:t}})}i(vs,"torn");import{createHash as bs}from"node:crypto";import{mkdtempSync as Ps,rmSync as Rs}from"node:fs";import{join as Es}from"node:path";import{setTimeout as Cs}from"node:timers/promises";import{existsSync as Ns}from"node:fs";import{dirname as Dr,join as Is,resolve as ks}from"node:path";var U=i((e,t,r,n=!1)=>new W([R(e,t,{next:r,retryable:n})]),"fail"),_r=i(e=>U("LEDGER_GIT_MISSING",e,"install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR"),"toolMissing"),Os=i((e,t)=>U("LEDGER_REPOSITORY_MISSING",t?`git does not open the repository of ${e}`:`there is no git repository in ${e}`,t?`if another account owns it: git config --global --add safe.directory ${e}`:"check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR"),"repositoryMissing"),Ms=i(e=>U("LEDGER_REMOTE_MISSING",e.length===0?"the repository has no remote":`the repository has the remotes ${e.join(", ")}, and none is origin`,"git remote add origin URL, or keep the ledger in a folder: file:DIR"),"remoteMissing"),Ar=i((e,t)=>U("LEDGER_BRANCH_FOREIGN",`the branch ${e} is not a ledger of patchring: ${t}`,"name a branch that is not there yet or that patchring made: git:patchring-ledger"),"branchForeign"),Ts=i((e,t)=>U("JOURNAL_VERSION_UNKNOWN",`the branch ${e} is a ledger of format ${t}, which this version does not read`,"use the version that wrote it, or a later one"),"branchLater"),Lr=i((e,t)=>U("JOURNAL_LINE_CHANGED",`the branch ${e} is not as this run left it: ${t}`,"put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there"),"branchRewritten"),Wr=i(e=>U("JOURNAL_REMOTE_UNREACHABLE",`the branch ${e} cannot be read: its remote does not answer, or does not know who asks`,"check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again",!0),"remoteUnreachable"),Ur=i(e=>U("JOURNAL_CUT_SHORT",`the remote of the ledger (${e}) did not answer before this run had to end`,"run again when the remote answers: what this run could not write is asked of the machines again",!0),"cutShort"),Ds=i(e=>U("JOURNAL_PUSH_DENIED",`the branch ${e} can be read but not pushed to with the rights of this checkout`,"GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true"),"pushDenied"),_s=i(e=>U("JOURNAL_PUSH_REJECTED",`the remote refused the push to ${e}: the branch is protected, or a rule or a hook stands against it`,`exempt ${e} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`),"pushRejected"),As=i(e=>U("JOURNAL_PUSH_OVERTAKEN",`others pushed to ${e} each time before this run could`,"run again; if it stays so, find out who pushes there",!0),"pushOvertaken"),ge=i(e=>U("JOURNAL_UNREADABLE",`git could not do its work in the temporary folder: ${e}`,"check its rights and free space, then run again: what was written before is kept"),"workFailed"),Ls=i(e=>U("JOURNAL_OVERTAKEN",`another run that works on this rollout has written to ${e} in this moment`,"run again: what it wrote is taken in first",!0),"overtaken"),Ws=i((e,t)=>U("JOURNAL_FENCED",`this run no longer writes to ${e}: ${t}`,"nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it",!0),"fenced"),se="ledger",xr=6e4,Us=4e8,xs=["GIT_DIR","GIT_WORK_TREE","GIT_INDEX_FILE","GIT_OBJECT_DIRECTORY","GIT_ALTERNATE_OBJECT_DIRECTORIES","GIT_COMMON_DIR","GIT_NAMESPACE","GIT_SHALLOW_FILE","GIT_QUARANTINE_PATH","GIT_CONFIG"],Br=[["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.autocrlf","false"]],Bs=/^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;function Gs(e){let t=Number(process.env.GIT_CONFIG_COUNT??0)||0,r={...Object.fromEntries(xs.map(n=>[n,void 0])),GIT_TERMINAL_PROMPT:"0",GCM_INTERACTIVE:"never",GIT_CONFIG_COUNT:String(t+e.length)};for(let[n,[a,o]]of e.entries())r[`GIT_CONFIG_KEY_${t+n}`]=a,r[`GIT_CONFIG_VALUE_${t+n}`]=o;return r}i(Gs,"environmentOf");async function Fs(e,t){let r=i(o=>(s,{input:d,signal:c}={})=>e({command:["git",...s],directory:t,environment:Gs(o),timeout:xr,limit:Us,...d===void 0?{}:{input:d},signal:c}),"callWith"),n=r(Br);await js(n);let a=await n(["config","--local","--includes","--list","-z"]);if(a.kind!=="done")throw Os(t,qs(t));return r([...Ks(a.output),...Br])}i(Fs,"gitFor");async function js(e){let t=await e(["version"]),[,r,n]=/(\d+)\.(\d+)/.exec(t.kind==="done"?t.output:"")??[];if(r===void 0)throw _r("git cannot be started here");if(Number(r)<2||Number(r)===2&&Number(n)<31)throw _r(`git ${r}.${n} is too old`)}i(js,"refuseOld");function Ks(e){let t=e.split("\0").flatMap(a=>{let[o="",...s]=a.split(`
`);return o===""?[]:[[o,s.length===0?"true":s.join(`
`)]]}),r=[...new Set(t.flatMap(([a])=>/^remote\.(.+)\.url$/s.exec(a)?.[1]??[]))],n=r.includes("origin")?"origin":r[0];if(n===void 0||n!=="origin"&&r.length>1)throw Ms(r);return t.filter(([a])=>!a.startsWith(`remote.${se}.`)||n===se).map(([a,o])=>[a.replace(`remote.${n}.`,`remote.${se}.`),o]).filter(([a])=>Bs.test(a))}i(Ks,"settingsIn");function qs(e){for(let t=ks(e);;t=Dr(t)){if(Ns(Is(t,".git")))return!0;if(t===Dr(t))return!1}}i(qs,"hasRepository");var Hs="patchring <noreply@patchring.invalid>",Vs="[skip ci]";function Js({ref:e,parent:t,at:r,change:{message:n,put:a,drop:o}}){let s=i(c=>`data ${Buffer.byteLength(c)}
${c}
`,"data"),d=`${n.replaceAll(/[\u0000-\u001f\u007f]+/g," ")} ${Vs}`;return Buffer.from([`commit ${e}
mark :1
committer ${Hs} ${Math.floor(r/1e3)} +0000
${s(d)}`,t===void 0?"":`from ${t}
`,...o.map(c=>`D ${c}
`),...[...a].map(([c,l])=>`M 100644 inline ${c}
${s(l)}`),`
get-mark :1
done
`].join(""))}i(Js,"streamOf");function zs(e){let t=e.split("\0").flatMap(r=>{let[,n,a]=/^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(r)??[];return n===void 0||a===void 0?[]:[[a,n]]});return new Map(t)}i(zs,"filesIn");function Qs(e,t){let r=Buffer.from(e),n=[];for(let a=0;n.length<t;){let o=r.indexOf(`
`,a),[,s]=/^[0-9a-f]{40} blob (\d+)$/.exec(r.toString("latin1",a,o))??[];if(o<0||s===void 0)throw ge("a content of the branch is not there or is not text");n.push(r.toString("utf8",o+1,o+1+Number(s))),a=o+2+Number(s)}return n}i(Qs,"pieces");var Ys=200,Xs=400,st="refs/patchring/tip",dt={head:void 0,files:new Map};function _e(e){let t=Buffer.from(e);return bs("sha1").update(`blob ${t.length}\0`).update(t).digest("hex")}i(_e,"contentName");var Zs=class{static{i(this,"Branch")}name;#e;#t;#r;#n=0;#a=dt;#o=Promise.resolve();constructor(e){this.#e=e,this.name=e.branch}get known(){return this.#a}read(){return this.#i(()=>this.#u())}async texts(e){if(e.length===0)return[];let t=Buffer.from(e.map(r=>`${r}
`).join(""));return Qs(await this.#h(["cat-file","--batch"],t),e.length)}change(e){return this.#i(()=>this.#s(e))}#i(e){let t=this.#o.then(e,e);return this.#o=t.catch(()=>{}),t}async#s(e){let{patience:t}=this.#e;this.#n>Xs&&this.#S();let r=this.#a.head===void 0?await this.#u():this.#a,n=0;for(let a=0;a<Ys;){let o=await e(r);if(o===void 0)return;let s=await this.#l(r,o),d=await this.#c(s,r.head),c=d.kind==="done"?s:await this.#m();if(c===s){this.#a={head:s,files:ed(r.files,o)};return}if(c!==r.head){a+=1,await this.#g(Math.min(20*a,1e3)),r=await this.#u();continue}if(n>=t.length)throw this.#d(d);await this.#g(t[n]??0),n+=1}throw As(this.name)}#d(e){return e.kind==="failed"&&e.exitCode===1?_s(this.name):e.kind==="failed"?Ds(this.name):Wr(this.name)}async#l(e,t){this.#n+=1;let r=Js({ref:st,parent:e.head,at:Date.now(),change:t}),n=await this.#h(["fast-import","--quiet","--done","--force"],r),[a]=/^[0-9a-f]{40}$/m.exec(n)??[];if(a===void 0)throw ge("fast-import named no commit");return a}async#c(e,t){let r=`refs/heads/${this.name}`,n=["--quiet","--no-verify","--no-signed","--no-follow-tags","--recurse-submodules=no"],a=`--force-with-lease=${r}:${t??""}`;return this.#p(["push",...n,a,se,`${e}:${r}`])}async#u(){let e=await this.#m();return e===void 0?this.#a=dt:e!==this.#a.head&&(this.#a=await this.#f()),this.#a}async#m(){let e=await this.#$(["ls-remote",se,`refs/heads/${this.name}`]);return/^[0-9a-f]{40}/.exec(e)?.[0]}async#f(){let e=["--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-recurse-submodules"];await this.#$(["fetch",...e,se,`+refs/heads/${this.name}:${st}`]);let t=(await this.#h(["rev-parse","--verify",st])).trim();return{head:t,files:zs(await this.#h(["ls-tree","-r","-z",t]))}}async#$(e){for(let t of[...this.#e.patience,void 0]){let r=await this.#p(e);if(r.kind==="done")return r.output;if(t===void 0||r.kind==="missing")break;await this.#g(t)}throw Wr(this.name)}async#h(e,t){let r=await this.#y(e,{input:t});if(r.kind==="done")return r.output;throw ge(`${e[0]} ended with ${r.kind==="failed"?`exit code ${r.exitCode}`:r.kind}`)}async#p(e){let{letGo:t}=this.#e,r=t?.aborted===!0?void 0:await this.#y(e,{signal:t});if(r===void 0||r.kind==="aborted")throw Ur(this.name);return r}#g(e){return this.watch(Math.min(e*(.5+Math.random()),xr))}async watch(e){let{letGo:t}=this.#e;await Cs(e,void 0,t===void 0?{}:{signal:t}).catch(()=>{throw Ur(this.name)})}async#y(e,t){this.#t??=Fs(this.#e.run,this.#e.checkout);let r=await this.#t;if(this.#r===void 0){let n=td(this.#e.temporary);if((await r(["init","--quiet","--bare","--template=",n])).kind!=="done")throw ge("it could not be made");this.#r=n}return r([`--git-dir=${this.#r}`,...e],t)}#S(){this.#r!==void 0&&Fr(this.#r),this.#r=void 0,this.#a=dt,this.#n=0}};function ed(e,{put:t,drop:r}){let n=new Map(e);for(let a of r)n.delete(a);for(let[a,o]of t)n.set(a,_e(o));return n}i(ed,"filesAfter");var ct=new Set,Gr=!1;function td(e){Gr||(Gr=!0,process.once("exit",()=>{for(let t of ct)Fr(t)}));try{let t=Ps(Es(e,"patchring-ledger-"));return ct.add(t),t}catch(t){throw ge(`no folder can be made in ${e} (${fe(t)??"for no reason that it tells"})`)}}i(td,"makeFolder");function Fr(e){ct.delete(e),Rs(e,{recursive:!0,force:!0})}i(Fr,"removeFolder");var rd=wr.extend({shard:I(),fence:T().int(),token:I(),beat:T().int(),until:yr.datetime(),idleAt:T().int().nullable()}),nd={lease:6e5,beat:18e4,letters:15e3,patience:[500,1e3,2e3,4e3,8e3,15e3]},lt=i(({now:e=Date.now})=>e(),"nowBy");function ad(e,t){let r=t===""?"all":t.replace("/","-of-").split("=").map(encodeURIComponent).join("=");return`${mt(e)}${r}.json`}i(ad,"claimPath");var ut="claims/",mt=i(e=>`${ut}${e}/`,"claimsOf");function id({holder:e,...t},r){let n=new Date(lt(r)+r.lease).toISOString();return`${JSON.stringify({...e,...t,until:n})}
`}i(id,"textOfClaim");function od(e){try{return rd.parse(JSON.parse(e??""))}catch{return}}i(od,"claimIn");async function jr(e,t){if(await Rr(e)===!0)return"over";let r=Date.parse(e.until)-lt(t);return r<=0?"over":r>t.lease+t.beat?"ahead":"held"}i(jr,"standingOf2");function sd({shard:e,owner:t,fence:r,until:n,idleAt:a}){return{shard:e,owner:t,fence:r,until:Date.parse(n),idleAt:a}}i(sd,"shown");function Kr(e,{shard:t}){return e.shard===""||t===""||t===e.shard||e.overlaps(t)}i(Kr,"areOpposed");var qr=i(e=>e===""?"":`part ${e} of `,"partText");function Hr(e,t,r,n){let a=et(Math.max(0,Date.parse(r.until)-lt(n))),o=`another run writes ${qr(r.shard)}${t} to this ledger: ${pe(r)}; its claim on ${e} ends in ${a} unless it is renewed`,s="wait until it ends; a run that died is taken over when its claim has run out";return new W([R("JOURNAL_LOCKED",o,{next:s,retryable:!0})])}i(Hr,"heldBy");function dd(e,t,r){let n=`the run that wrote ${qr(r.shard)}${t} to ${e} (${pe(r)}) is dead or cut off; its claim was taken over`;return R("JOURNAL_TAKEN_OVER",n)}i(dd,"takenOver2");import{randomUUID as cd}from"node:crypto";var ye="patchring.json",$t=`${JSON.stringify({patchring:"ledger",format:1})}
`,ld=_e($t),ud=/^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;function ht({files:e}){let t=new Map;for(let r of[...e.keys()].sort()){let[,n,a,o]=ud.exec(r)??[];if(n===void 0||o===void 0)continue;let s=t.get(n)??{number:Number(a),rollout:o,folder:n,pieces:new Map};s.pieces.set(r,e.get(r)??""),t.set(n,s)}return[...t.values()].sort((r,n)=>r.number-n.number)}i(ht,"shelvesIn");function Ae(e,t){return ht(e).findLast(r=>r.rollout===t)}i(Ae,"shelfOf");function md(e,t){let r=(ht(e).at(-1)?.number??0)+1;return`rollouts/${String(r).padStart(4,"0")}-${Vr(t)}`}i(md,"nextFolder");var $d=i((e,t)=>`${e}/${String(t).padStart(8,"0")}.jsonl`,"pieceIn"),hd=i(e=>`mail/${Vr(e)}/`,"mailIn");function Vr(e){if(!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(e))throw new RangeError(`no name of a rollout: ${e}`);return e}i(Vr,"safe");async function fd(e,t,r){if(t.head===void 0)return;let n=t.files.get(ye);if(n===ld)return;if(n===void 0)throw Ar(e,`it has no ${ye}`);let a=pd(await r(n));throw a===void 0?Ar(e,`its ${ye} is not ours`):Ts(e,a)}i(fd,"refuseForeign");function pd(e){try{let t=JSON.parse(e??"");return t.patchring==="ledger"&&typeof t.format=="number"?t.format:void 0}catch{return}}i(pd,"formatIn");async function gd({branch:e,rollout:t,part:r,owner:n,pace:a,check:o}){let s=new yd({branch:e,rollout:t,part:r,holder:await vr(n),pace:a}),d=[],c=new Set;for(await e.read();;){let u;if(await e.change(async w=>{await o(w),u=void 0;let b=[];for(let v of await We(e,w,ut)){if(v.rollout===t&&!Kr(r,v.claim))continue;let H=await jr(v.claim,a);if(H==="held")throw Hr(e.name,v.rollout,v.claim,a);H==="ahead"&&!c.has(Le(v.claim))?u=v:b.push(v)}if(u===void 0)return d=b,s.taken(b)}),u===void 0)break;await e.watch(a.beat*1.5);let{path:m,rollout:f,claim:g}=u,y=(await We(e,await e.read(),ut)).find(w=>w.path===m);if(y!==void 0&&Le(y.claim)!==Le(g))throw Hr(e.name,f,y.claim,a);c.add(Le(g))}s.begin();let l=d.map(u=>dd(e.name,u.rollout,u.claim));return{claim:s,notes:l}}i(gd,"takeClaim");var Le=i(({token:e,beat:t})=>`${e} ${t}`,"nameOf2");async function We(e,{files:t},r){let n=[...t.keys()].filter(o=>o.startsWith(r)).sort(),a=await e.texts(n.map(o=>t.get(o)??""));return n.flatMap((o,s)=>{let d=od(a[s]),[,c=""]=o.split("/");return d===void 0?[]:[{path:o,rollout:c,claim:d}]})}i(We,"claimsAt");async function Jr(e,t,{rollout:r,pace:n}){let a=[];for(let{claim:o}of await We(e,t,mt(r)))await jr(o,n)!=="over"&&a.push(sd(o));return a}i(Jr,"claimsOn");var yd=class{static{i(this,"HeldClaim")}#e;#t;#r=cd();#n=1;#a=0;#o=null;#i=new Set;#s=performance.now();#d;#l=!1;constructor(e){this.#e=e,this.#t=ad(e.rollout,e.part.shard)}get shard(){return this.#e.part.shard}get idleAt(){return this.#o}taken(e){this.#n=Math.max(0,...e.map(({claim:a})=>a.fence))+1;let{rollout:t,holder:r}=this.#e,n=this.shard===""?t:`${t} ${this.shard}`;return{...this.renewed(`${n}: claimed by ${r.owner}`,{idleAt:null}),drop:e.flatMap(({path:a})=>a===this.#t?[]:[a])}}renewed(e,{idleAt:t=this.#o,put:r=new Map}={}){let{holder:n,pace:a}=this.#e;this.#a+=1,this.#o=t;let[o,s,d]=[this.#n,this.#r,this.#a],c=id({holder:n,shard:this.shard,fence:o,token:s,beat:d,idleAt:t},a);return this.#i.add(_e(c)),this.#s=performance.now(),{message:e,put:new Map([[ye,$t],[this.#t,c],...r]),drop:[]}}async verify(e){let t=e.files.get(this.#t);if(!this.#l&&t!==void 0&&this.#i.has(t))return;let{branch:r,rollout:n,part:a}=this.#e,o=await We(r,e,mt(n)),s=o.find(({path:l})=>l===this.#t)??o.find(({claim:l})=>Kr(a,l)),{fence:d=this.#n}=s?.claim??{},c=s===void 0?"its claim was taken away":`${pe(s.claim)} has taken over (fence ${d}, this run has ${this.#n})`;throw Ws(r.name,c)}async others(e){return(await Jr(this.#e.branch,e,this.#e)).filter(({shard:t})=>t!==this.shard)}begin(){let{branch:e,pace:t}=this.#e,r=i(()=>{if(performance.now()-this.#s<t.beat*.9)return;let n=i(async a=>(await this.verify(a),this.renewed("claim")),"renew");e.change(n).catch(()=>{})},"beat");this.#d=setInterval(r,t.beat),this.#d.unref()}async release(){clearInterval(this.#d);let e=i(async t=>(await this.verify(t),{message:"claim given back",put:new Map,drop:[this.#t]}),"giveBack2");await this.#e.branch.change(e).catch(()=>{}),this.#l=!0}},Sd=65536,wd=class{static{i(this,"GitJournal")}rollout;company;#e;#t;#r;#n;#a;#o;#i;#s;#d;#l=!1;#c=!0;constructor({branch:e,rollout:t,schema:r,claim:n,shelf:a,books:o,look:s}){this.#e=e,this.rollout=t,this.#t=r,this.#r=n,this.#n=s,this.#o=a?.folder,this.#i=a?.pieces??new Map,this.#s=o.texts.at(-1)??"",this.#a=[...o.events],this.#d=o.end,n.shard!==""&&(this.company={follow:i(()=>this.#f(),"follow"),refresh:i(()=>this.#$(),"refresh"),others:i(()=>this.#h(),"others"),rest:i(()=>this.#p(),"rest")})}get isOpen(){return this.#c}read(){return Promise.resolve([...this.#a])}async append(e){if(this.#l)throw new RangeError("a journal that could not be written is not written again");if(e.length===0)return;let t=this.#u(e),{text:r,end:n,isNew:a}=t,o=this.#i.size+(a?1:0),s="",d=this.#o??"",c=!1;try{await this.#e.change(async l=>{if(l.head===void 0)throw Lr(this.#e.name,"it is gone");if(await this.#r.verify(l),c=await this.#m(l),c)return;d=this.#o??md(l,this.rollout),s=$d(d,o);let u=new Map([[s,r]]);return this.#r.renewed(`${this.rollout}: ${e.length} more`,{put:u,idleAt:null})})}catch(l){throw this.#l=!0,l}if(c)throw Ls(this.#e.name);this.#o=d,this.#i=new Map([...this.#i,[s,_e(r)]]),this.#s=r,this.#d=n,this.#a.push(...e)}#u(e){let t=this.#d,r="";for(let a of e){let o=ar(a,t);t=o.end,r+=`${o.line}
`}let n=this.#i.size===0||this.#s.length>Sd;return{text:n?r:this.#s+r,end:t,isNew:n}}async#m(e){let t=Ae(e,this.rollout),r=[...t?.pieces??[]],n=[...this.#i],a=n.findIndex(([g,y],w)=>r[w]?.[0]!==g||r[w]?.[1]!==y);if(a<0&&r.length===n.length)return!1;let o=i((g="")=>Lr(this.#e.name,`${g} is another one`),"changed");if(this.company===void 0||a>=0&&a<n.length-1)throw o(n[Math.max(a,0)]?.[0]);let s=a<0?n.length:a;if(s<n.length&&r[s]?.[0]!==n[s]?.[0])throw o(n[s]?.[0]);let d=await this.#e.texts(r.slice(s).map(([,g])=>g)),c=a<0?"":this.#s,l=d.join("");if(!l.startsWith(c))throw o(n[s]?.[0]);let u=new nr(this.#t,`${this.#e.name}:${t?.folder??""}`,this.#d);u.take(Buffer.from(l.slice(c.length)));let{events:m,end:f}=u.records;return this.#o=t?.folder,this.#i=new Map(r),this.#s=d.at(-1)??this.#s,this.#d=f,this.#a.push(...m),!0}async#f(){let e=await this.#n();return e.head===void 0?!1:(await this.#r.verify(e),this.#m(e))}async#$(){await this.#e.read()}#h(){return this.#r.others(this.#e.known)}async#p(){let e=this.#a.length;this.#r.idleAt!==e&&await this.#e.change(async t=>(await this.#r.verify(t),this.#r.renewed(`${this.#r.shard} waits for the others`,{idleAt:e})))}async close(){this.#c=!1,await this.#r.release()}},vd={shard:"",overlaps:i(()=>!0,"overlaps")};function bd(e){let{schema:t,owner:r,pace:n=nd}=e,a=new Zs({...e,patience:n.patience}),o=i(m=>fd(a.name,m,async f=>(await a.texts([f]))[0]),"check"),s=i(async()=>{let m=await a.read();return await o(m),m},"read"),d=i(async m=>{let f=await a.texts([...m?.pieces.values()??[]]),g=`${a.name}:${m?.folder??"rollouts"}`;return{texts:f,...Yi(Buffer.from(zr(a.name,f)),t,g)}},"recordsIn"),c=Number.NEGATIVE_INFINITY,l,u=i(async()=>l?.isOpen===!0&&performance.now()-c<n.letters?a.known:(c=performance.now(),s()),"readForLetters");return{list:i(async()=>ht(await s()).map(({rollout:m})=>m),"list"),read:i(async m=>(await d(Ae(await s(),m))).events,"read"),async text(m){let f=l?.isOpen===!0&&l.rollout===m?a.known:await s();return zr(a.name,(await d(Ae(f,m))).texts)},async write(m,f=vd){let{claim:g,notes:y}=await gd({branch:a,rollout:m,part:f,owner:r,pace:n,check:o});try{let w=Ae(a.known,m),b=await d(w),v=new wd({branch:a,rollout:m,schema:t,claim:g,shelf:w,books:b,look:u});return l=v,{journal:v,notes:y}}catch(w){throw await g.release(),w}},claims:i(async m=>Jr(a,await s(),{rollout:m,pace:n}),"claims"),mailbox:i(m=>Pd({branch:a,rollout:m,schema:t,read:u,check:o}),"mailbox")}}i(bd,"createGitLedger");function zr(e,t){let r=t.findIndex(a=>!a.endsWith(`
`));if(r<0)return t.join("");let n=`Piece ${r+1} of a journal on ${e} ends in the middle of a line.`;throw new W([R("JOURNAL_LINE_CHANGED",n)])}i(zr,"wholeText");function Pd({branch:e,rollout:t,schema:r,read:n,check:a}){let o=hd(t);return{async read(){let{files:s}=await n(),d=[...s.keys()].filter(c=>c.startsWith(o)).sort();return(await e.texts(d.map(c=>s.get(c)??""))).map((c,l)=>{let u=d[l]??"";return{id:u.slice(o.length),event:kr(c,r,`${e.name}:${u}`)}})},remove:i(s=>e.change(d=>{let c=s.map(l=>`${o}${l}`).filter(l=>d.files.has(l));return c.length===0?void 0:{message:`${t}: letters taken in`,put:new Map,drop:c}}),"remove"),async post(s){let d=Ir(s);return await e.change(async c=>{await a(c);let l=new Map([[ye,$t],[`${o}${d}`,JSON.stringify(s)]]);return{message:`${t}: a letter`,put:l,drop:[]}}),d}}}i(Pd,"mailboxOn");var D=I(),Qr=T().int(),F=h({code:D,message:D,retryable:$e(),machine:D.exactOptional(),phase:D.exactOptional(),cause:D.exactOptional(),next:D.exactOptional(),place:h({file:D,line:T().exactOptional(),column:T().exactOptional(),path:D.exactOptional()}).exactOptional()});function B(e){return he("ok",[h({ok:p(!0),value:e}),h({ok:p(!1),failure:F,arrived:E(["no","maybe"])})])}i(B,"answerSchema");var Se=h({at:Qr,readings:h({facts:B(lr).exactOptional(),boot:B(me).exactOptional(),restart:B(hr).exactOptional(),hotpatch:B(mr).exactOptional(),health:B(ur).exactOptional(),packages:B(C(D)).exactOptional(),roles:B(fr).exactOptional(),scripts:B(So).exactOptional(),removal:B(or).exactOptional(),shadow:B(sr).exactOptional()})}),we=nt(D,C(B(h({status:T().int().exactOptional(),verdict:E(["pass","fail","inconclusive"]).exactOptional(),reason:D.exactOptional(),value:T().exactOptional(),took:T()})))),Rd=he("kind",[h({kind:p("checked"),snapshot:Se,runner:we,scan:B(pr)}),h({kind:p("looked"),snapshot:Se}),h({kind:p("staged"),result:vo}),h({kind:p("installed"),result:ho,boot:me.nullable()}),h({kind:p("restarted"),boot:me,askedAt:Qr}),h({kind:p("verified"),snapshot:Se,runner:we,scan:B(pr).nullable()}),h({kind:p("controlled"),snapshot:Se,runner:we}),h({kind:p("diagnosed"),summary:D,file:D.nullable(),sha256:D.nullable(),failure:F.exactOptional()}),h({kind:p("inspected"),snapshot:Se,runner:we}),h({kind:p("uninstalled"),result:bo,boot:me.nullable()}),h({kind:p("hidden"),result:mo}),h({kind:p("shown"),result:wo}),h({kind:p("drained"),result:uo}),h({kind:p("resumed"),result:go}),h({kind:p("stepped"),took:T().int().nonnegative(),failed:h({how:D,said:D}).nullable()}),h({kind:p("polled"),runner:we}),h({kind:p("acknowledged")}),h({kind:p("notStarted"),failure:F}),h({kind:p("failed"),failure:F}),h({kind:p("lost"),failure:F}),h({kind:p("overdue"),failure:F})]),S=I(),N=T().int().nonnegative(),ae=T().int(),A={at:ae},K={...A,ring:S},q={...A,machine:S},ft=nt(S,ko([S,T(),$e(),Eo()])),Yr=h({gate:S,severity:E(Ze),verdict:E(ke),reason:S,measured:ft,againAt:ae.exactOptional(),strikes:N,subjects:C(S).exactOptional(),series:h({since:ae,at:ae.nullable(),passed:N,failed:N,inconclusive:N,errors:N}).exactOptional()}),Ed=["held","restart","unproven","gone"],Xr=h({...gr.shape,why:E(Ed),kbs:C(S),title:S,reason:S,remedy:S,blocks:$e(),instead:S.exactOptional()}),Zr=he("by",[h({by:p("rule"),rule:E(["critical","maxFailures","zeroTolerance","sequential","sameSignature","drill"]),ring:S,wave:N,waves:N,machine:S,gate:S.nullable(),code:S,failed:N,of:N,failedInRing:N,limit:N,isAfterSoak:$e(),test:h({scope:E(["ring","rollout"]),failed:N,started:N}).exactOptional(),signature:S.exactOptional()}),h({by:p("service"),rule:E(["waveGate","ringGate"]),ring:S,wave:N,waves:N,gate:S,severity:E(Ze),measured:ft,before:h({verdict:E(ke),reason:S,measured:ft}).nullable(),started:N}),h({by:p("person"),person:S})]),Cd=[h({kind:p("ringOpened"),...K,uncovered:S.exactOptional()}),h({kind:p("waveOpened"),...K,wave:N,size:N}),h({kind:p("ringSoaking"),...K,until:ae}),h({kind:p("ringJudging"),...K}),h({kind:p("ringJudged"),...K,of:E(Zi),side:E(eo),wave:N,verdict:E(ke),gates:C(Yr),againAt:ae.nullable()}),h({kind:p("ringPassed"),...K}),h({kind:p("ringHeld"),...K,failure:F})],Nd=[h({kind:p("drillBegan"),...K,machine:S}),h({kind:p("drillUndone"),...K,machine:S}),h({kind:p("drillProved"),...K,machine:S})],Id=[h({kind:p("intended"),...A,effect:Hi}),h({kind:p("finished"),...q,key:S,outcome:Rd,acknowledged:C(S.regex(fo))}),h({kind:p("judged"),...q,stage:E(to),verdict:E(ke),gates:C(Yr),againAt:ae.nullable()}),h({kind:p("machineChosen"),...q,updates:C(gr),left:C(Xr)}),h({kind:p("machineDrifted"),...q,changes:C(qi)}),h({kind:p("machineSkipped"),...q,failure:F}),h({kind:p("machineReturned"),...q,reason:S}),h({kind:p("machineDone"),...q,result:E(["updated","nothingNeeded"]),left:C(Xr)}),h({kind:p("machineFailed"),...q,failure:F,severity:E(Ze),gate:S.nullable()}),h({kind:p("machineUnclear"),...q,failure:F,gate:S.nullable()}),h({kind:p("machineUndone"),...q}),h({kind:p("machineStranded"),...q,failure:F})],kd=[h({kind:p("begun"),...A,format:p(1),plan:Xi}),h({kind:p("runBegan"),...A,by:S,ring:S.nullable(),only:C(S).nullable(),again:C(S),shard:S.exactOptional()}),h({kind:p("halted"),...A,cause:Zr,reason:S}),h({kind:p("resumed"),...A,person:S,reason:S,exclude:C(S)}),h({kind:p("retried"),...A,person:S,reason:S,machines:C(S).min(1)}),h({kind:p("approved"),...K,planHash:S,person:S}),h({kind:p("updateHeld"),...A,kb:Ro,reason:S,person:S}),h({kind:p("undoBegan"),...A,cause:Zr,reason:S,machines:C(S),spared:C(h({machine:S,reason:S}))}),h({kind:p("undoEnded"),...A,undone:N,stranded:N,left:N,isFinal:p(!0).exactOptional()}),h({kind:p("undoLifted"),...A,person:S,reason:S}),h({kind:p("superseded"),...A,person:S,reason:S}),h({kind:p("stopped"),...A,failure:F}),h({kind:p("concluded"),...A,conclusion:E(["succeeded","nothing-to-do","rolled-back"])})],en=he("kind",[...kd,...Cd,...Nd,...Id]);import{isAbsolute as Od,resolve as Md}from"node:path";function Td(e,t){return/[/\\]/.test(e)&&!Od(e)?Md(t,e):e}i(Td,"pathOf");function Dd(e){let t={};for(let[r,n]of Object.entries({...process.env,...e}))n!==void 0&&!/^INPUT_/i.test(r)&&(t[r]=n);return t}i(Dd,"environmentWith");async function ve(e){let{command:t,directory:r,timeout:n,limit:a,environment:o,input:s,signal:d}=e,{execa:c}=await import("./execa-7NDSKPAE.mjs"),[l="",...u]=t,m=c(Td(l,r),u,{cwd:r,env:Dd(o),extendEnv:!1,...s===void 0?{stdin:"ignore"}:{input:s},stderr:"ignore",timeout:n,maxBuffer:a,reject:!1,windowsHide:!0,killSignal:"SIGKILL",...d===void 0?{}:{cancelSignal:d}}),f=i(()=>{m.stdout?.destroy()},"letGo"),g=setTimeout(f,n);m.once("exit",(b,v)=>v!==null&&f());let y=await m;if(clearTimeout(g),y.isCanceled)return{kind:"aborted"};let w=String(y.stdout??"");return y.timedOut?{kind:"overdue",output:w}:y.isMaxBuffer?{kind:"tooLong"}:y.failed?y.exitCode!==void 0?{kind:"failed",how:`exit code ${y.exitCode}`,output:w,exitCode:y.exitCode}:y.signal!==void 0?{kind:"failed",how:`signal ${y.signal}`,output:w}:{kind:"missing",why:y.code??"it cannot be started"}:{kind:"done",output:w}}i(ve,"runCommand");function _d(e,{during:t}){return{readBoot:i(()=>t(e.readBoot()),"readBoot"),readNewBoot:i(r=>t(e.readNewBoot(r)),"readNewBoot"),probe:i((r,n)=>t(e.probe(r,n)),"probe"),startJob:i((r,n)=>t(e.startJob(r,n)),"startJob"),pollJob:i(r=>t(e.pollJob(r)),"pollJob"),cancelJob:i(r=>t(e.cancelJob(r)),"cancelJob"),removeJob:i(r=>t(e.removeJob(r)),"removeJob"),restart:i((r,n)=>t(e.restart(r,n)),"restart"),release:i(()=>t(e.release()),"release")}}i(_d,"machineDuring");function Ad(e,t){return{machine:i(r=>_d(e.machine(r),t),"machine"),close:i(()=>t.during(e.close()),"close")}}i(Ad,"fleetDuring");function Ld(e,{during:t}){return{http:i((r,n)=>t(e.http(r,n)),"http"),tcp:i((r,n,a)=>t(e.tcp(r,n,a)),"tcp"),exec:i((r,n)=>t(e.exec(r,n)),"exec"),step:i(r=>t(e.step(r)),"step"),metric:i(r=>t(e.metric(r)),"metric")}}i(Ld,"probesDuring");function Wd(e,{during:t}){let{company:r}=e;return{read:i(()=>t(e.read()),"read"),append:i(n=>t(e.append(n)),"append"),close:i(()=>t(e.close()),"close"),...r===void 0?{}:{company:Ud(r,t)}}}i(Wd,"journalDuring");function Ud(e,t){return{follow:i(()=>t(e.follow()),"follow"),refresh:i(()=>t(e.refresh()),"refresh"),others:i(()=>t(e.others()),"others"),rest:i(()=>t(e.rest()),"rest")}}i(Ud,"companyDuring");var tn="file:.patchring",rn="git:patchring-ledger";function nn(e){return e?rn:tn}i(nn,"defaultPlace");function xd(e){let{isPipeline:t=!1,clock:r=qt()}=e,n=e.place??nn(t),{ledger:a,directory:o}=Fd(n,e);return{place:n,directory:o,list:i(()=>r.during(a.list()),"list"),read:i(s=>r.during(a.read(s)),"read"),text:i(s=>r.during(a.text(s)),"text"),async write(s,d){let{journal:c,notes:l}=await r.during(a.write(s,d));return{journal:Wd(c,r),text:i(()=>r.during(a.text(s)),"text"),mailbox:a.mailbox(s),notes:l,close:i(()=>r.during(c.close()),"close")}},claims:i(async s=>await r.during(a.claims?.(s)??Promise.resolve([])),"claims"),words:i(async s=>(await r.during(a.mailbox(s).read())).map(({event:d})=>d),"words"),leave:i(async(s,d)=>{await a.mailbox(s).post(d)},"leave")}}i(xd,"openLedger");function Bd(e){if(e===void 0)return;let t=new AbortController,r=i(()=>{setTimeout(()=>t.abort(),co(e,so.ledger,performance.now()))},"begin2");return e.aborted?r():e.addEventListener("abort",r,{once:!0}),t.signal}i(Bd,"lateAfter");var Gd=/^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;function Fd(e,{from:t,owner:r,temporary:n=Mo(),signal:a}){let[,o="",s=""]=/^(file|git):(.*)$/s.exec(e)??[];if(o==="file"&&s.trim()!==""){let d=at(t,s);return{directory:d,ledger:ps({directory:d,schema:en,owner:r})}}if(o==="git"&&Gd.test(s)){let d={run:ve,checkout:at(t),temporary:n,branch:s,letGo:Bd(a)};return{directory:void 0,ledger:bd({...d,schema:en,owner:r})}}throw new W([R("LEDGER_INVALID",`the ledger "${e}" does not say where the journal lives`,{next:`Write git:BRANCH or file:DIR, for example ${rn} or ${tn}.`})])}i(Fd,"ledgerAt");function jd(e,t){return t.some(r=>{if(r===void 0)return!1;let n=Do(at(r),e);return!(n===".."||n.startsWith(`..${_o}`)||To(n))})}i(jd,"liesIn");import{hostname as Kd}from"node:os";import{request as qd}from"node:http";import{request as Hd}from"node:https";import{connect as Vd}from"node:net";import{rootCertificates as Jd}from"node:tls";import{Buffer as zd}from"node:buffer";var an=262144,j=class extends Error{static{i(this,"Unread")}name="Unread"},on=Io([T(),I()]),Qd={warnings:C(I()).optional(),infos:C(I()).optional(),stats:tt().optional()},Yd=h({status:p("success"),data:he("resultType",[h({resultType:p("scalar"),result:on,stats:tt().optional()}),h({resultType:p("vector"),result:C(h({metric:nt(I(),I()),value:on})),stats:tt().optional()})]),...Qd}),Xd=/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;function Zd(e){let t=Yd.safeParse(e);if(!t.success)throw new j("this is no answer of Prometheus to a query for one instant");let{data:r}=t.data;if(r.resultType==="vector"&&r.result.length!==1)throw new j(`the query gives ${r.result.length} values, and must give one`);let[,n=""]=r.resultType==="scalar"?r.result:r.result[0]?.value??[];if(!Xd.test(n)||!Number.isFinite(Number(n)))throw new j("the value is no finite number");return Number(n)}i(Zd,"figureOfPrometheus");function ec(e,t){let r;try{r=JSON.parse(e)}catch{throw new j("the answer is no JSON")}if(t===null)return Zd(r);let n=ro(t);if(n===void 0)throw new j("the path is none");let a=io(r,n);if(typeof a!="number"||!Number.isFinite(a))throw new j(`at ${t} stands no number`);return a}i(ec,"figureIn");async function tc(e){let{statusCode:t,headers:r}=e;if(t!==200)throw new j(`status ${t}`);if((r["content-encoding"]??"identity")!=="identity")throw new j("the answer is compressed");let n=[],a=0;for await(let o of e){if(a+=o.length,a>an)throw new j(`the answer is larger than ${an} bytes`);n.push(o)}if(!e.complete)throw new j("the answer ends in the middle");return zd.concat(n).toString("utf8")}i(tc,"textOf");function rc(e,t){let r=Object.entries(e).map(([n,a])=>{let o=t(a);if(o===void 0)throw new j(`the variable of header ${n} is not set`);if(!/^[\t\x20-\x7e]+$/.test(o))throw new j(`what header ${n} stands for cannot be sent`);return[n,o]});return{...Object.fromEntries(r),Accept:"application/json","Accept-Encoding":"identity"}}i(rc,"headersOf");var nc=1048576,ac=3,sn=300,ic=/^PATCHRING_|TOKEN|SECRET|PASSW|CREDENTIAL|APIKEY|_KEY$|_PWD$|_PAT$|^SYSTEM_ACCESSTOKEN$/i,oc=4;function sc(e,t){return Object.entries(t).flatMap(([r,n=""])=>ic.test(r)?[n,...n.split(/\r?\n/)].filter(a=>a.length>=oc):[]).sort((r,n)=>n.length-r.length).reduce((r,n)=>r.replaceAll(n,"***"),e)}i(sc,"withoutSecrets");function dc(e,t){let r=sc(e,t).split(/[\r\n]+/).map(n=>n.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g,"").trim()).filter(n=>n!=="").slice(-ac).join(" | ");return r.length<=sn?r:`…${r.slice(1-sn)}`}i(dc,"lastWords");function cc(e,t){let r="output"in e?dc(e.output,process.env):"";switch(e.kind){case"done":return null;case"failed":return{how:e.how,said:r};case"overdue":return{how:`it did not end in ${t} ms`,said:r};case"missing":return{how:e.why,said:r};case"tooLong":return{how:"it prints too much",said:r};case"aborted":return{how:"the run was asked to stop",said:r}}}i(cc,"failureIn");async function lc({command:e,timeout:t,key:r},{directory:n,signal:a}){let o=performance.now(),s=await ve({command:e,directory:n,timeout:t,limit:nc,environment:{PATCHRING_STEP_KEY:r},signal:a});return{took:Math.round(performance.now()-o),failed:cc(s,t)}}i(lc,"runStep");function pt(e,t,r){let n=r,a=n?.name==="TimeoutError"||n?.name==="AbortError"?`no answer in ${t} ms`:n?.code??n?.message??"no answer";return{ok:!1,failure:R("PROBE_FAILED",`${e}: ${a}`,{retryable:!0,phase:"probe",...n?.message===void 0?{}:{cause:n.message}}),arrived:"maybe"}}i(pt,"failed");function gt(e,t){let r=AbortSignal.timeout(Math.max(1,e));return t===void 0?r:AbortSignal.any([r,t])}i(gt,"limitOf");var uc=65536,mc=300,$c=rt({verdict:E(["pass","fail","inconclusive"]),reason:I().default("")});function hc(e){if(!e.trimStart().startsWith("{"))return{verdict:"pass",reason:""};try{let{verdict:t,reason:r}=$c.parse(JSON.parse(e));return{verdict:t,reason:r.slice(0,mc)}}catch{return}}i(hc,"verdictIn");async function fc(e){let t=performance.now(),r=await ve(e),n=Math.round(performance.now()-t),a=i(d=>({ok:!0,value:{verdict:"fail",reason:d,took:n}}),"failed2"),o=e.command[0]??"",s=i(d=>({ok:!1,failure:R("PROBE_FAILED",`${o}: ${d}`,{retryable:!0,phase:"probe"}),arrived:"maybe"}),"unread");switch(r.kind){case"done":{let d=hc(r.output);return d===void 0?s("it prints JSON that is no verdict"):{ok:!0,value:{...d,took:n}}}case"failed":return a(r.how);case"overdue":return a(`it did not end in ${e.timeout} ms`);case"missing":return s(r.why);case"tooLong":return s("it prints too much");case"aborted":return s("the run was asked to stop")}}i(fc,"askCommand");function dn(e,{headers:t,signal:r,trusted:n}){return new Promise((a,o)=>{let s={agent:!1,signal:r,headers:t},d=e.startsWith("https:")?Hd(e,{...s,...n}):qd(e,s);d.on("response",a),d.on("error",o),d.end()})}i(dn,"request");function pc(e){let{origin:t,pathname:r}=new URL(e);return`${t}${r}`}i(pc,"placeOf");function gc({directory:e,ca:t,signal:r,meant:n=i(()=>{},"meant")}){let a=t===void 0?{}:{ca:[...Jd,t]};return{exec:i((o,s)=>fc({command:o,directory:e,timeout:s,limit:uc,signal:r}),"exec"),step:i(o=>lc(o,{directory:e,signal:r}),"step"),async http(o,s){let d=performance.now(),c=i(()=>Math.round(performance.now()-d),"took");try{let l={headers:{Accept:"*/*"},signal:gt(s,r),trusted:a},u=await dn(o,l),m=u.statusCode??0;return u.on("error",()=>{}),u.destroy(),{ok:!0,value:{status:m,took:c()}}}catch(l){return pt(o,c(),l)}},async metric({url:o,path:s,headers:d,timeout:c}){let l=performance.now(),u=i(()=>Math.round(performance.now()-l),"took"),m=gt(c,r),f;try{let g={headers:rc(d,n),signal:m,trusted:a};return f=await dn(o,g),{ok:!0,value:{value:ec(await tc(f),s),took:u()}}}catch(g){return pt(pc(o),u(),m.aborted?m.reason:g)}finally{f?.destroy()}},tcp(o,s,d){let c=performance.now(),l=i(()=>Math.round(performance.now()-c),"took");return new Promise(u=>{let m=Vd({host:o,port:s,signal:gt(d,r)});m.on("connect",()=>{u({ok:!0,value:{took:l()}}),m.destroy()}),m.on("error",f=>u(pt(`${o}:${s}`,l(),f)))})}}}i(gc,"createRunnerProbes");import{randomBytes as yc}from"node:crypto";import{hostname as Sc}from"node:os";var cn="application/soap+xml;charset=UTF-8",wc=new Map([[401,["WINRM_AUTH_REJECTED","the credentials were rejected"]],[403,["WINRM_FORBIDDEN","the request was refused"]],[404,["WINRM_NOT_FOUND","there is no WS-Man service at this path"]],[413,["WINRM_ENVELOPE_TOO_LARGE","the request is larger than the machine accepts"]],[425,["WINRM_BUSY","the service is busy"]],[429,["WINRM_BUSY","the service is busy"]],[503,["WINRM_BUSY","the service is busy"]]]),vc=200;function ln(e){return e.headers.get("content-type")?.[0]}i(ln,"contentTypeOf");function Ue(e){if(e.body.length===0)return"empty";let t=ln(e);return ai(t)?"sealed":t?.split(";",1)[0]?.trim().toLowerCase()==="application/soap+xml"?"soap":"other"}i(Ue,"kindOf");function be(e){return e.status>=200&&e.status<300}i(be,"isSuccess");function bc(e){return e.body.subarray(0,4096).toString("utf8").replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi," ").replace(/<[^>]*>/g," ").replace(/\s+/g," ").trim().slice(0,vc)}i(bc,"quoteOf");function Pe(e,t,r={}){let n=be(e)?"the answer is not SOAP":`unexpected HTTP status ${e.status}`,[a,o]=wc.get(e.status)??["WINRM_HTTP_FAILED",n],s=Ue(e)==="other"?{peerText:bc(e),contentType:ln(e)}:{};return new $(a,`${t}: ${o}`,{httpStatus:e.status,...s,...r})}i(Pe,"failureOf2");import{spawn as Pc}from"node:child_process";import{mkdtempSync as Rc,rmSync as Ec}from"node:fs";import{tmpdir as Cc}from"node:os";import{join as un}from"node:path";import{createInterface as Nc}from"node:readline";var Ic=`# Kerberos tokens from .NET (NegotiateAuthentication: MIT Kerberos on Linux, SSPI on Windows), for all machines of one run.
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
`;function mn(e,t){let r={sent:e==="unwrap",...t===void 0?{}:{cause:t}};return new $("WINRM_CONNECTION_LOST","the process with the keys of the connection has ended",r)}i(mn,"lost");var xe=i(e=>Buffer.from(e).toString("base64"),"field"),kc=class{static{i(this,"TokenSource")}#e;#t=new Map;#r;#n=0;#a=i(()=>{},"#stopLingering");constructor(e){this.#e=e}get open(){return this.#t.size}start({spn:e,channelBinding:t,account:r}){let n=this.#o(),a=`c${++this.#n}`;this.#t.set(a,n);let o=r===void 0?["","",""]:[r.user,r.domain,r.password].map(xe);return this.#i(n,["start",a,xe(e),xe(t??""),...o])}ask(e,t,...r){let n=this.#t.get(t);return n===void 0||n!==this.#r?Promise.reject(mn(e)):this.#i(n,[e,t,...r.map(xe)])}drop(e){let t=this.#t.get(e);!this.#t.delete(e)||t===void 0||t!==this.#r||(this.#i(t,["drop",e]).catch(()=>{}),!(this.#t.size>0)&&(this.#a(),this.#a=this.#e.after(this.#e.linger??3e4,()=>this.close())))}close(){this.#a(),this.#r?.script.end()}#o(){if(this.#a(),this.#r!==void 0)return this.#r;let e=new Map,t={script:this.#e.start({onLine:i(r=>this.#s(t,r),"onLine"),onEnd:i(r=>this.#d(t,r),"onEnd")}),waiting:e,isProved:!1};return this.#r=t,t}#i(e,t){let r=String(++this.#n);return new Promise((n,a)=>{e.waiting.set(r,{resolve:n,reject:a,context:t[1]??"",operation:t[0]??""}),e.script.hold(!0),e.script.write(`${r} ${t.join(" ")}
`)})}#s(e,t){let[r="",n="",a="",o=""]=t.trimEnd().split(" "),s=e.waiting.get(r);s!==void 0&&(e.waiting.delete(r),e.isProved=!0,e.waiting.size===0&&e.script.hold(!1),s.resolve({context:s.context,status:n,bytes:Buffer.from(a,"base64"),numbers:o===""?[]:o.split(",").map(Number)}))}#d(e,t){this.#r===e&&(this.#r=void 0);for(let{reject:r,operation:n}of e.waiting.values())r(e.isProved?mn(n,t):t);e.waiting.clear();for(let[r,n]of this.#t)n===e&&this.#t.delete(r)}},Oc=Buffer.from(Ic,"utf16le").toString("base64"),Mc=["-NoLogo","-NoProfile","-NonInteractive","-OutputFormat","Text","-EncodedCommand",Oc],$n=300;function Tc(e,t){return new $("WINRM_KERBEROS_INTERPRETER_MISSING",`${e} cannot be started`,{cause:t,sent:!1})}i(Tc,"missing");function Dc(e,t,r){let n=`${e} has ended (${t??"by a signal"})`;return new $("WINRM_KERBEROS_FAILED",n,{sent:!1,peerText:r.slice(-$n)})}i(Dc,"ended2");function _c(e){return Object.fromEntries(Object.entries(e).filter(([t])=>!/^INPUT_/i.test(t)))}i(_c,"withoutInputs");function Ac(e){let{command:t,args:r=[],env:n={}}=e;return a=>{let o=Rc(un(Cc(),"patchring-")),s=Pc(t,[...r,...Mc],{env:{..._c(process.env),...n,KRB5_TRACE:un(o,"trace")},stdio:["pipe","pipe","pipe"],windowsHide:!0}),d="",c=!1,l=i(()=>Ec(o,{recursive:!0,force:!0}),"clean");process.once("exit",l);let u=i(g=>{c||(c=!0,process.off("exit",l),l(),a.onEnd(g))},"finish");Nc({input:s.stdout}).on("line",g=>a.onLine(g)),s.stderr.setEncoding("utf8").on("data",g=>{d=`${d}${g}`.slice(-$n)}),s.stdin.on("error",()=>{}),s.once("error",g=>u(Tc(t,g))),s.once("close",g=>u(Dc(t,g,d)));let m=[s.stdin,s.stdout,s.stderr],f=i(g=>{for(let y of[s,...m])g?y.ref():y.unref()},"hold2");return f(!1),{write:i(g=>s.stdin.write(g),"write"),hold:f,end:i(()=>s.stdin.end(),"end")}}}i(Ac,"processStarter");var hn=new Map;function Lc(e={command:"pwsh"}){let t=JSON.stringify(e),r=hn.get(t);if(r!==void 0)return r;let n=i((o,s)=>{let d=setTimeout(s,o).unref();return()=>clearTimeout(d)},"after"),a=new kc({start:Ac(e),after:n});return hn.set(t,a),a}i(Lc,"tokenSource");var Wc={name:"basic",seals:!1,createContext:i(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","Basic authentication is only done over HTTPS");if(e.username.includes(":"))throw new $("WINRM_USAGE_INVALID","Basic authentication knows no user name with a colon");return{httpScheme:"Basic",everyRequest:!0,step:i(async t=>t===void 0?{kind:"send",token:Buffer.from(`${e.username}:${await e.password()}`),final:!0}:{kind:"done"},"step"),sealing:i(()=>{throw new $("WINRM_USAGE_INVALID","Basic authentication cannot seal")},"sealing")}},"createContext")},Uc=new Uint8Array(0),xc={name:"certificate",seals:!1,createContext:i(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","a client certificate is only shown over HTTPS");return{httpScheme:"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",everyRequest:!0,step:i(t=>t===void 0?{kind:"send",token:Uc,final:!0}:{kind:"done"},"step"),sealing:i(()=>{throw new $("WINRM_USAGE_INVALID","a client certificate cannot seal")},"sealing")}},"createContext")},Bc=-1765328384,Gc=156,yt=new Map([[6,["WINRM_AUTH_REJECTED","the domain knows no such user"]],[7,["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],[18,["WINRM_AUTH_ACCOUNT_LOCKED","the account is locked, disabled or expired"]],[23,["WINRM_AUTH_PASSWORD_EXPIRED","the password of the account has expired"]],[24,["WINRM_AUTH_REJECTED","the domain refused the password"]],[31,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[37,["WINRM_KERBEROS_CLOCK_SKEWED","the clocks are too far apart"]],[41,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[44,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[45,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[Gc,["WINRM_KERBEROS_KDC_UNREACHABLE","no domain controller answers"]]]),Fc=new Map([["TargetUnknown",["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],["UnknownCredentials",["WINRM_KERBEROS_CREDENTIALS_MISSING","there is no ticket, keytab or known realm"]],["InvalidCredentials",["WINRM_AUTH_REJECTED","the domain refused the credentials"]],["CredentialsExpired",["WINRM_KERBEROS_CREDENTIALS_MISSING","the ticket has expired"]],["Unsupported",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TooOld",["WINRM_KERBEROS_INTERPRETER_MISSING","this PowerShell is older than 7.3"]],["DllNotFoundException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TypeInitializationException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["BadBinding",["WINRM_AUTH_REJECTED","the channel binding is another one"]]]);function jc(e,t){let r=[...e.numbers.map(d=>d-Bc)].reverse().find(d=>yt.has(d)),n=["WINRM_KERBEROS_FAILED",`it failed (${e.status})`],[a,o]=(r===void 0?Fc.get(e.status):yt.get(r))??n,s={spn:t,status:e.status,sent:!1,...r===void 0?{}:{number:r}};return new $(a,`Kerberos for ${t}: ${o}`,s)}i(jc,"kerberosFailure");var Kc="2a864886f712010202",qc=768,Hc=126,Vc=166;function Jc(e){let t=Y(e),r=Y(t?.tag===96?t.content:void 0);if(r?.tag!==x.OID||Buffer.from(r.content).toString("hex")!==Kc)return;let{rest:n}=r;if(n.length<2||((n[0]??0)<<8)+(n[1]??0)!==qc)return;let a=Y(n.subarray(2)),o=Ht(a?.tag===Hc?Y(a.content)?.content:void 0),s=Y(o?.get(Vc));if(!(s?.tag!==x.INTEGER||s.content.length===0||s.content.length>4))return s.content.reduce((d,c)=>d*256+c,0)}i(Jc,"errorNumberOf");function zc(e,t){let r=Jc(e);if(r===void 0)return;let n=["WINRM_KERBEROS_FAILED",`the machine refused the ticket (error ${r})`],[a,o]=yt.get(r)??n;return new $(a,`Kerberos for ${t}: ${o}`,{spn:t,number:r,sent:!1})}i(zc,"machineRefusal");var Re=16,St=16,fn=1284,Qc=1,pn=2;function z(e){return new $("WINRM_SEALING_FAILED",`sealed message refused: ${e}`)}i(z,"refuse");function Yc(e,t){let r=Buffer.from(e),n=r.length-t;if(!(n>Re+St&&r.readUInt16BE(0)===fn&&((r[2]??0)&pn)!==0)||r.readUInt16BE(4)!==0)throw z("the token source did not make a sealed token without filler");let a=n-Re-St,o=r.subarray(Re),s=((a-r.readUInt16BE(6))%o.length+o.length)%o.length,d=o.length-s,c=Buffer.concat([r.subarray(0,Re),o.subarray(d),o.subarray(0,d)]);return c.writeUInt16BE(a,6),{signature:c.subarray(0,n),sealed:c.subarray(n)}}i(Yc,"cutToken");function Xc(e){let t=Buffer.from(e.buffer,e.byteOffset,e.byteLength);if(t.length<Re+St||t.readUInt16BE(0)!==fn)throw z("not a Wrap token");let r=t[2]??0;if((r&pn)===0)throw z("it is signed only");if((r&Qc)===0)throw z("it is one of our own");return t.readBigUInt64BE(8)}i(Xc,"sequenceOf");function Zc(e){let t,r=!1;return{async seal(n){if(r)throw z("an earlier message of this connection was refused");let a=await e("wrap",n);if(a.status!=="Completed")throw z(`Kerberos says ${a.status}`);return Yc(a.bytes,n.length)},unseal:i(async(n,a)=>{if(r)throw z("an earlier message of this connection was refused");r=!0;let o=Xc(n);if(t!==void 0&&o!==t+1n)throw z("a message was repeated or left out");t=o;let s=await e("unwrap",Buffer.concat([n,a]));if(s.status!=="Completed")throw z(`Kerberos says ${s.status}`);if(s.bytes.length!==a.length)throw z("its length is not the one of the plain text");return r=!1,s.bytes},"unseal")}}i(Zc,"createKerberosSealing");function el(e,t){return e.includes("/")?e:`${e==="HOST"?"host":e}/${t.replace(/\.$/,"")}`}i(el,"spnOf");async function tl(e){if(e.username==="")return;let[,t,r=""]=/^(?:([^\\]*)\\)?(.*)$/s.exec(e.username)??[],n=r.lastIndexOf("@"),a=e.domain??t??(n===-1?"":r.slice(n+1));return{user:n===-1||e.domain!==void 0?r:r.slice(0,n),domain:a.toUpperCase(),password:await e.password()}}i(tl,"accountOf");var rl=class{static{i(this,"KerberosClient")}#e;#t;#r;#n="fresh";#a;#o;#i=!1;constructor(e,t){this.#e=e,this.#t=t.tokens,this.#r=el(t.spn,e.servername)}step=i(async e=>{if(this.#n==="fresh"){let{channelBinding:a}=this.#e,o=await tl(this.#e),s=await this.#t.start({spn:this.#r,channelBinding:a,account:o});if(this.#a=s.context,this.#i&&this.dispose(),s.status!=="ContinueNeeded"||s.bytes.length===0)throw jc(s,this.#r);return this.#n="asked",{kind:"send",token:s.bytes,final:!0,mayGoOn:!0}}let t=this.#a;if(this.#n!=="asked"||t===void 0||e===void 0)throw new $("WINRM_AUTH_FAILED",`a Kerberos token came out of turn (${this.#n})`);let r=zc(e,this.#r);if(r!==void 0)throw r;if(e.length===0)throw new $("WINRM_AUTH_FAILED","the machine did not prove who it is");let n=await this.#t.ask("step",t,e);if(n.status!=="Completed"||n.bytes.length>0)throw new $("WINRM_AUTH_FAILED",`the machine did not prove who it is (${n.status})`);return this.#n="complete",this.#o=Zc((a,o)=>this.#t.ask(a,t,o)),{kind:"done"}},"step");sealing(){if(this.#o!==void 0)return this.#o;throw new $("WINRM_USAGE_INVALID","sealing was asked for before the Kerberos exchange was complete")}async verify(e,t){let{status:r}=await this.#t.ask("verify",this.#a??"",e,t);if(!(r==="Completed"||r==="Skipped"))throw new $("WINRM_AUTH_FAILED",`the list of mechanisms was changed on the way (${r})`)}dispose(){this.#i=!0,this.#a!==void 0&&(this.#t.drop(this.#a),this.#a=void 0)}};function gn(e){if(e.kerberos===void 0)throw new $("WINRM_USAGE_INVALID","Kerberos needs a source of tokens");return new rl(e,e.kerberos)}i(gn,"createKerberosClient");var nl={name:"kerberos",seals:!0,createContext:i(e=>{let t=gn(e);return{httpScheme:"Kerberos",sealLabel:"application/HTTP-Kerberos-session-encrypted",step:i(r=>t.step(r),"step"),sealing:i(()=>t.sealing(),"sealing"),outcome:i(()=>({mechanism:"kerberos"}),"outcome"),dispose:i(()=>t.dispose(),"dispose")}},"createContext")},Z={kerberos:"2a864886f712010202",ntlm:"2b06010401823702020a"},al="2a864882f712010202",il=Buffer.from("2b0601050502","hex"),ol=["accept-completed","accept-incomplete","reject","request-mic"];function yn(e){return _(x.SEQUENCE,...e.map(t=>_(x.OID,Buffer.from(t,"hex"))))}i(yn,"encodeMechanismList");function Sn(e,t){let r=[_(160,e),_(162,_(x.OCTET_STRING,t))],n=_(160,_(x.SEQUENCE,...r));return _(96,_(x.OID,il),n)}i(Sn,"encodeOffer");function wn({token:e,mic:t}){let r=[...e===void 0?[]:[_(162,_(x.OCTET_STRING,e))],...t===void 0?[]:[_(163,_(x.OCTET_STRING,t))]];return _(161,_(x.SEQUENCE,...r))}i(wn,"encodeAnswer");function Be(e){return new $("WINRM_AUTH_FAILED",`not an SPNEGO answer: ${e}`)}i(Be,"broken");function vn(e){if(e===void 0)return;let t=Y(e);if(t?.tag!==x.OCTET_STRING)throw Be("a token is no octet string");return t.content}i(vn,"octets");function sl(e){if(e===void 0)return;let t=Y(e),r=t?.tag===x.ENUMERATED&&t.content.length===1?ol[t.content[0]??255]:void 0;if(r===void 0)throw Be("an unknown state");return r}i(sl,"stateOf");function dl(e){let t=Y(e);if(t?.tag!==161||t.rest.length>0)throw Be("no NegTokenResp");let r=Y(t.content),n=Ht(r?.tag===x.SEQUENCE?r.content:void 0);if(n===void 0)throw Be("its fields are cut");let a=sl(n.get(160)),o=oi(n.get(161)),s=vn(n.get(162)),d=vn(n.get(163));return{...a===void 0?{}:{state:a},...o===""?{}:{mechanism:o===al?Z.kerberos:o},...s===void 0?{}:{token:s},...d===void 0?{}:{mic:d}}}i(dl,"decodeAnswer");var bn="application/HTTP-SPNEGO-session-encrypted",Pn=new Uint8Array(0);function cl(e,t){return{name:e,seals:!0,createContext:i(r=>{let{step:n,sealing:a}=t(r);return{httpScheme:"Negotiate",sealLabel:bn,step:n,sealing:a}},"createContext")}}i(cl,"underNegotiate");function de(e){return new $("WINRM_AUTH_FAILED",`Negotiate: ${e}`)}i(de,"broken2");function ll(e){return e instanceof $&&e.code.startsWith("WINRM_KERBEROS_")}i(ll,"meansUnusable");var ul=class{static{i(this,"SpnegoContext")}httpScheme="Negotiate";sealLabel=bn;#e;#t=Buffer.alloc(0);#r;#n;#a;#o=!1;constructor(e){this.#e=e,this.#r=gn(e)}async step(e){if(e===void 0)return await this.#i();if(this.#o)throw de("a token came after the end");let t=dl(e);return this.#n===void 0?await this.#d(t):await this.#l(this.#n,t)}sealing(){let e=this.#o?this.#n??this.#r:void 0;if(e!==void 0)return e.sealing();throw new $("WINRM_USAGE_INVALID","sealing was asked for before the exchange was complete")}outcome(){return{mechanism:this.#n===void 0?"kerberos":"ntlm",...this.#a===void 0?{}:{fallback:this.#a}}}dispose(){this.#r?.dispose()}async#i(){let e=this.#e.ntlmFallback===!0&&this.#e.username!=="";try{let t=await this.#r?.step();if(t?.kind!=="send")throw de("Kerberos has no first token");return this.#t=yn([Z.kerberos,...e?[Z.ntlm]:[]]),{...t,token:Sn(this.#t,t.token)}}catch(t){if(!e||!ll(t))throw t;return this.#t=yn([Z.ntlm]),{kind:"send",token:Sn(this.#t,await this.#s(t)),final:!1}}}async#s({code:e,message:t}){this.#r?.dispose(),this.#r=void 0,this.#a={code:e,message:t},this.#n=Kt(this.#e);let r=await this.#n.step();if(r.kind!=="send")throw de("NTLM has no first token");return r.token}async#d({state:e,mechanism:t,token:r,mic:n}){let a=t??Z.kerberos;if(a===Z.ntlm&&this.#e.ntlmFallback===!0&&this.#e.username!==""){let s=new $("WINRM_KERBEROS_FAILED","the machine does not take Kerberos");return{kind:"send",token:wn({token:await this.#s(s)}),final:!1}}if(a!==Z.kerberos)throw de("the machine chose a mechanism that was not offered");let o=r===void 0&&e==="reject"?void 0:await this.#r?.step(r??Pn);if(o?.kind!=="done"||e!=="accept-completed")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the ticket");return n!==void 0&&await this.#r?.verify(this.#t,n),this.#o=!0,o}async#l(e,t){let{state:r,mechanism:n,token:a,mic:o}=t;if(n!==void 0&&n!==Z.ntlm)throw de("the machine changed the mechanism");if(r==="reject")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the logon");let s=await e.step(a??Pn);if(s.kind==="send"){let d=e.signing().signList(this.#t);return{...s,token:wn({token:s.token,mic:d})}}if(r!=="accept-completed"||o===void 0)throw de("the machine did not sign the list of mechanisms");return e.signing().verifyList(this.#t,o),this.#o=!0,s}},ml={name:"negotiate",seals:!0,createContext:i(e=>{let t=new ul(e);return{httpScheme:t.httpScheme,sealLabel:t.sealLabel,step:i(r=>t.step(r),"step"),sealing:i(()=>t.sealing(),"sealing"),outcome:i(()=>t.outcome(),"outcome"),dispose:i(()=>t.dispose(),"dispose")}},"createContext")},$l={kerberos:nl,negotiate:ml,ntlm:cl("ntlm",Kt),certificate:xc,basic:Wc},Rn={credssp:"CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate"};function hl(e){let t=$l;if(Object.hasOwn(t,e))return t[e];let r=Object.hasOwn(Rn,e.toLowerCase())?Rn[e.toLowerCase()]:void 0;throw new $("WINRM_USAGE_INVALID",r??`there is no authentication scheme ${JSON.stringify(e)}`)}i(hl,"schemeOf");var Ge={WINRM_ABORTED:"the call was aborted",WINRM_DEADLINE_EXCEEDED:"no complete answer came in time"},fl=2**31-1,pl=class{static{i(this,"Deadline")}#e=new Set;#t;#r;#n;constructor(e,t){this.#t=setTimeout(()=>this.#o("WINRM_DEADLINE_EXCEEDED"),Math.min(Math.max(e,0),fl)),this.#r=t,t?.aborted===!0?this.#o("WINRM_ABORTED"):t?.addEventListener("abort",this.#a,{once:!0})}get end(){return this.#n}onEnd(e){return this.#n===void 0?this.#e.add(e):e(this.#n),()=>{this.#e.delete(e)}}within(e){return new Promise((t,r)=>{this.#n!==void 0&&e.catch(()=>{});let n=this.onEnd(a=>r(new $(a,Ge[a],{phase:"waiting",sent:!1})));e.then(t,r).finally(n)})}abort(){this.#o("WINRM_ABORTED")}dispose(){clearTimeout(this.#t),this.#r?.removeEventListener("abort",this.#a),this.#e.clear()}#a=i(()=>this.abort(),"#abort");#o(e){if(this.#n!==void 0)return;this.#n=e;let t=[...this.#e];this.dispose();for(let r of t)r(e)}},En=new Uint8Array(0),gl=6;function Fe(e){let t=new Map;for(let r of e.headers.get("www-authenticate")??[])for(let n of r.split(",")){let a=/^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(n)??/^\s*([\w.:/-]+)\s/.exec(n),o=a?.[1]?.toLowerCase();if(o===void 0)continue;let s=a?.[2]===void 0?void 0:Buffer.from(a[2],"base64");(s!==void 0||!t.has(o))&&t.set(o,s)}return t}i(Fe,"offersOf");async function Ee(e,t,r){try{return await t.within(Promise.resolve(e.step(r)))}catch(n){throw n instanceof $?n:new $("WINRM_AUTH_FAILED","the credentials could not be obtained",{cause:n,sent:!1})}}i(Ee,"stepOf");function Cn(e,t){let r=Buffer.from(t.buffer,t.byteOffset,t.byteLength);return`${e.httpScheme} ${r.toString("base64")}`.trimEnd()}i(Cn,"authorizationOf");function yl(e,t,r,n){let a=[...Fe(t).keys()];if(!n||a.length===0||a.includes(e.httpScheme.toLowerCase()))return Pe(t,r.where,{offered:a});let o=`${e.httpScheme} is not offered, but ${a.join(", ")}`;return new $("WINRM_AUTH_NOT_OFFERED",`${r.where}: ${o}`,{httpStatus:401,offered:a})}i(yl,"refused");function Sl({httpScheme:e},t){return t.length===0?["WINRM_AUTH_NONE_OFFERED","a logon is wanted, and no scheme for it is offered"]:t.includes(e.toLowerCase())?["WINRM_AUTH_TOKEN_REFUSED",`${e} is offered, but its first token was turned away`]:["WINRM_AUTH_NOT_OFFERED",`${e} is not offered, but ${t.join(", ")}`]}i(Sl,"missingToken");function Nn(e,t,r){let n=Fe(t),a=n.get(e.httpScheme.toLowerCase()),o=[...n.keys()],s={httpStatus:401,offered:o};if(a===void 0){let[d,c]=Sl(e,o);throw new $(d,`${r.where}: ${c}`,s)}if(!t.keepAlive){let d="the connection was closed in the middle of the authentication (is there a proxy in between?)";throw new $("WINRM_AUTH_FAILED",`${r.where}: ${d}`,s)}return a}i(Nn,"challengeOf");async function wl(e,t,r){if(!be(t)&&Ue(t)!=="soap")throw Pe(t,r.where);let n=Fe(t).get(e.httpScheme.toLowerCase())??En;if((await Ee(e,r.deadline,n)).kind==="done")return t;throw new $("WINRM_AUTH_FAILED",`${r.where}: the authentication was answered before it was complete`)}i(wl,"closeExchange");async function vl(e,t,r){let n=await Ee(t,r.deadline);for(let a=0;a<gl&&n.kind==="send";a++){let o=Cn(t,n.token),s=n.final?r.payload:En,d=await e.request({authorization:o,contentType:cn,body:s},r.deadline);if(n.final&&d.status!==401)return wl(t,d,r);if(n.final){if((n.mayGoOn===!0?Fe(d).get(t.httpScheme.toLowerCase()):void 0)===void 0)throw yl(t,d,r,a===0);n=await Ee(t,r.deadline,Nn(t,d,r));continue}if(d.status!==401)throw be(d)?new $("WINRM_AUTH_FAILED",`${r.where}: the machine did not ask who we are`):Pe(d,r.where);n=await Ee(t,r.deadline,Nn(t,d,r))}throw new $("WINRM_AUTH_FAILED",`${r.where}: the authentication does not come to an end`)}i(vl,"authenticate");import{connect as bl}from"node:net";import{TLSSocket as Pl}from"node:tls";var Rl=65536,El=/^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/,Cl=/^[!#$%&'*+\-.^_`|~\w]+$/,Nl=/^([\da-f]{1,8})[ \t]*(?:;.*)?$/i,Il=10;function Q(e){return new $("WINRM_PROTOCOL_VIOLATED",`not an HTTP answer: ${e}`)}i(Q,"broken3");var kl=class{static{i(this,"Sink")}#e;#t=Buffer.alloc(0);length=0;constructor(e){this.#e=e}admit(e){if(!(this.length+e<=this.#e))throw new $("WINRM_ENVELOPE_TOO_LARGE",`the answer is larger than ${this.#e} bytes`)}add(e){if(this.admit(e.length),this.length===0)this.#t=e;else{let t=this.length+e.length;if(t>this.#t.length){let r=Buffer.allocUnsafe(Math.max(t,this.#t.length*2,1024));this.#t.copy(r,0,0,this.length),this.#t=r}e.copy(this.#t,this.length)}this.length+=e.length}bytes(){return this.#t.subarray(0,this.length)}},Ol=new Set(["fixed","chunk-data","until-close"]),Ml=class{static{i(this,"AnswerReader")}#e;#t="status";#r="";#n=0;#a=0;#o=1;#i=new Map;#s=0;excess=!1;constructor(e){this.#e=new kl(e)}get begun(){return this.#n>0}push(e){let t=0;for(;t<e.length&&this.#t!=="done";)t=Ol.has(this.#t)?this.#l(e,t):this.#c(e,t);if(this.#t==="done")return this.excess||=t<e.length,this.#d()}end(){if(this.#t==="until-close")return this.#t="done",this.#d()}#d(){let e=(this.#i.get("connection")??[]).join(",").toLowerCase().split(","),t=i(n=>e.some(a=>a.trim()===n),"named"),r=!(!this.#i.has("content-length")&&!this.#$()&&!this.#h())&&!this.excess&&(this.#o===1?!t("close"):t("keep-alive"));return{status:this.#a,headers:this.#i,body:this.#e.bytes(),keepAlive:r}}#l(e,t){let r=this.#t==="until-close"?e.length:Math.min(e.length,t+this.#s);return this.#e.add(e.subarray(t,r)),this.#t!=="until-close"&&(this.#s-=r-t,this.#s===0&&(this.#t=this.#t==="fixed"?"done":"chunk-end")),r}#c(e,t){let r=e.indexOf(Il,t),n=r===-1?e.length:r+1;if(this.#n+=n-t,this.#n>Rl)throw Q("its head is too large");if(this.#r+=e.toString("latin1",t,n),r!==-1){let a=this.#r;if(this.#r="",!a.endsWith(`\r
`))throw Q("a line ends without a carriage return");this.#u(a.slice(0,-2))}return n}#u(e){switch(this.#t){case"status":this.#m(e);return;case"header":e===""?this.#p():this.#f(e);return;case"chunk-size":this.#g(e);return;case"chunk-end":if(e!=="")throw Q("a chunk is longer than announced");this.#t="chunk-size",this.#n=1;return;default:e===""&&(this.#t="done")}}#m(e){let t=El.exec(e);if(t===null)throw Q("no status line");this.#o=Number(t[1]),this.#a=Number(t[2]),this.#i=new Map,this.#t="header"}#f(e){let t=e.indexOf(":"),r=e.slice(0,Math.max(t,0));if(!Cl.test(r))throw Q("a malformed header");let n=e.slice(t+1).trim();if(n.includes("\0")||n.includes("\r"))throw Q("a control character in a header");let a=r.toLowerCase(),o=this.#i.get(a);o===void 0?this.#i.set(a,[n]):o.push(n)}#$(){return this.#i.has("transfer-encoding")}#h(){return this.#a===204||this.#a===304}#p(){if(this.#a<200){if(this.#a===101)throw Q("an upgrade that nobody asked for");this.#t="status";return}let e=new Set(this.#i.get("content-length"));if(this.#$()){if(this.#i.get("transfer-encoding")?.join(",").toLowerCase()!=="chunked"||e.size>0)throw Q("contradictory body length");this.#t="chunk-size"}else if(this.#h())this.#t="done";else if(e.size>0){let[t=""]=e;if(e.size>1||!/^\d{1,15}$/.test(t))throw Q("contradictory body length");this.#y(Number(t)),this.#t=this.#s===0?"done":"fixed"}else this.#t="until-close"}#g(e){let t=Nl.exec(e);if(t===null)throw Q("a malformed chunk");this.#y(Number.parseInt(t[1]??"",16)),this.#t=this.#s===0?"trailer":"chunk-data"}#y(e){this.#e.admit(e),this.#s=e}};import{connect as Tl,isIP as Dl,isIPv6 as In}from"node:net";var je=5,_l=255,kn=2,Al=[["WINRM_JUMP_FAILED","accepted"],["WINRM_JUMP_FAILED","failed"],["WINRM_JUMP_REFUSED","is not allowed by its rules"],["WINRM_JUMP_FAILED","failed: the network is unreachable from there"],["WINRM_JUMP_FAILED","failed: name or machine cannot be reached from there"],["WINRM_JUMP_FAILED","was refused by the machine"],["WINRM_JUMP_FAILED","took too long"],["WINRM_JUMP_FAILED","is a command that it does not know"],["WINRM_JUMP_FAILED","is to a kind of address that it does not know"]];function Ll(e){let t=URL.canParse(e)?new URL(e):void 0;if(!(t!==void 0&&t.protocol==="socks5:"&&t.hostname!=="")||t.pathname!==""&&t.pathname!=="/"||t.search!==""||t.hash!=="")throw new $("WINRM_USAGE_INVALID","a jump host is written socks5://host:port");let r=i(o=>o===""?void 0:decodeURIComponent(o),"decode"),[n,a]=[r(t.username),r(t.password)];for(let o of[n,a])if(Buffer.byteLength(o??"")>255)throw new $("WINRM_USAGE_INVALID","user and password of a jump host have 255 bytes at most");return{host:t.hostname.replace(/^\[(.*)\]$/,"$1"),port:t.port===""?1080:Number(t.port),username:n,password:a}}i(Ll,"parseJumpHost");function Wl(e){if(In(e)){let[r=""]=new URL(`http://[${e.split("%")[0]}]`).hostname.slice(1,-1).split("%"),[n="",a]=r.split("::"),o=i(l=>l===void 0||l===""?[]:l.split(":").map(u=>Number.parseInt(u,16)),"words"),[s,d]=[o(n),o(a)],c=Buffer.alloc(17);c[0]=4;for(let[l,u]of s.entries())c.writeUInt16BE(u,1+l*2);for(let[l,u]of d.entries())c.writeUInt16BE(u,17-(d.length-l)*2);return c}if(Dl(e)===4)return Buffer.from([1,...e.split(".").map(Number)]);let t=Buffer.from(e,"latin1");return Buffer.concat([Buffer.from([3,t.length]),t])}i(Wl,"addressOf");function On(e){let t=Buffer.from(e);return Buffer.concat([Buffer.from([t.length]),t])}i(On,"prefixed");function*Ul(e,t,r){let n=i((w,b)=>new $(w,`jump host ${r}: ${b}`,{phase:"jump",sent:!1}),"failure"),{username:a,password:o=""}=e,s=a===void 0?[0]:[0,kn];yield Buffer.from([je,s.length,...s]);let[d,c]=yield 2;if(d!==je)throw n("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");if(c===_l||c===void 0||!s.includes(c))throw n("WINRM_JUMP_REFUSED",a===void 0?"it wants a user and password":"it takes no password");if(c===kn){yield Buffer.concat([Buffer.from([1]),On(a??""),On(o)]);let[,w]=yield 2;if(w!==0)throw n("WINRM_JUMP_REFUSED","it refused user and password")}let l=Buffer.from([t.port>>8,t.port&255]);yield Buffer.concat([Buffer.from([je,1,0]),Wl(t.host),l]);let[u,m=1,,f]=yield 4;if(u!==je)throw n("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");let[g,y]=Al[m]??["WINRM_JUMP_FAILED",`failed (${m})`];if(m!==0)throw n(g,`the connection to ${t.host}:${t.port} ${y}`);yield(f===1?4:f===4?16:(yield 1)[0]??0)+2}i(Ul,"converse");function xl(e,t,r,n){let a=`${In(e.host)?`[${e.host}]`:e.host}:${e.port}`;return new Promise((o,s)=>{let d=Tl({host:e.host,port:e.port}).setNoDelay(!0),c=Ul(e,t,a),l=0,u=!1,m=!0,f=i(k=>{m=!1,clearTimeout(ee),Gt(),d.off("connect",H).off("readable",v).off("error",y).off("close",y),k()},"settle"),g=i(k=>f(()=>{d.on("error",()=>{}).destroy(),s(k)}),"fail2"),y=i(k=>{let V=u?"the connection ended in the middle of its answer":"no connection",Fa=k instanceof Error?{cause:k}:{};g(new $("WINRM_JUMP_UNREACHABLE",`jump host ${a}: ${V}`,{...Fa,phase:"jump",sent:!1}))},"broken4"),w=i(k=>{let V=k==="WINRM_ABORTED"?k:u?"WINRM_JUMP_FAILED":"WINRM_JUMP_UNREACHABLE";g(new $(V,`jump host ${a}: ${Ge[k]}`,{phase:"jump",sent:!1}))},"overdue"),b=i(k=>{let V=c.next(k);for(;V.done!==!0&&typeof V.value!="number";V=c.next(k))d.write(V.value);V.done===!0?f(()=>o(d)):l=V.value},"proceed"),v=i(()=>{try{for(;m;){let k=d.read(l);if(!Buffer.isBuffer(k))return;b(k)}}catch(k){g(k)}},"advance"),H=i(()=>{u=!0,b(Buffer.alloc(0))},"start"),ee=setTimeout(()=>w("WINRM_DEADLINE_EXCEEDED"),r),Gt=i(()=>{},"stop");d.once("connect",H).on("readable",v).once("error",y).once("close",y),Gt=n.onEnd(w)})}i(xl,"openThrough");import{X509Certificate as Bl}from"node:crypto";import{isIP as Gl}from"node:net";import{connect as Fl,createSecureContext as wt}from"node:tls";var Mn=new Map,jl=/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;function Kl(e){if(e===void 0)return wt();try{for(let t of e.match(jl)??[""])new Bl(t);return wt({ca:e})}catch(t){throw new $("WINRM_USAGE_INVALID","`ca` cannot be read as PEM certificates",{cause:t})}}i(Kl,"createContext");function Tn(e){let t=e??"",r=Mn.get(t);if(r!==void 0)return r;let n=Kl(e);return Mn.set(t,n),n}i(Tn,"secureContextFor");function ql(e,t){Tn(t);try{return wt({...e,maxVersion:"TLSv1.2",...t===void 0?{}:{ca:t}})}catch{throw new $("WINRM_USAGE_INVALID","the client certificate or its key cannot be read")}}i(ql,"contextWith");function Dn(e){return{subject:e.subject?.replaceAll(`
`,", ")??"",issuer:e.issuer?.replaceAll(`
`,", ")??"",validFrom:e.validFrom,validTo:e.validTo,sha256:_n(e)}}i(Dn,"factsOf2");function _n(e){return e.fingerprint256.replaceAll(":","").toLowerCase()}i(_n,"fingerprintOf");var Hl=new Map([["CERT_HAS_EXPIRED",["WINRM_TLS_EXPIRED","has expired"]],["CERT_NOT_YET_VALID",["WINRM_TLS_EXPIRED","is not valid yet"]],["DEPTH_ZERO_SELF_SIGNED_CERT",["WINRM_TLS_SELF_SIGNED","is self-signed"]],["SELF_SIGNED_CERT_IN_CHAIN",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT_LOCALLY",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_VERIFY_LEAF_SIGNATURE",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]]]),Vl=/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;function Jl(e){let{phase:t,reason:r}=e.detail,n=e.code==="WINRM_TLS_FAILED"&&Vl.test(String(r));if(!n&&(t!=="tls"||e.code!=="WINRM_CONNECTION_LOST"))return e;let a=n?": a client certificate is shown over TLS 1.2 only, and the machine refuses that version":"",o="A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.";return new $(e.code,`${e.message}${a}`,{...e.detail,help:o})}i(Jl,"explainVersion");function zl(e,t,r){let n=Fl({...t,secureContext:r===void 0?Tn(e.ca):ql(r,e.ca),rejectUnauthorized:!1,checkServerIdentity:i(()=>{},"checkServerIdentity"),...e.sni===void 0?{}:{servername:e.sni}});return Object.defineProperty(n,"getPeerCertificate",{value:i(()=>({}),"value")}),n}i(zl,"startTls");function Ql(e,t){let[r=""]=t.servername.split("%");return Gl(r)!==0?e.checkIP(r)!==void 0:e.checkHost(t.sni??r,{partialWildcards:!1})!==void 0}i(Ql,"isFor");function Yl(e,t){let r=e.getPeerX509Certificate();if(r===void 0)throw new $("WINRM_TLS_FAILED",`${t.authority} shows no certificate`);let n=i((o,s,d={})=>new $(o,`the certificate of ${t.servername} ${s}`,{certificate:Dn(r),sent:!1,...d}),"refuse3");if(t.pin!==void 0&&_n(r)!==t.pin)throw n("WINRM_TLS_PIN_MISMATCHED","is not the pinned one",{pin:t.pin});let a=t.pin!==void 0&&t.ca===void 0;if(!e.authorized&&!a){let o=String(e.authorizationError),[s,d]=Hl.get(o)??["WINRM_TLS_FAILED",`is refused (${o})`];throw n(s,d,{reason:o})}if(!a&&!Ql(r,t)){let o=r.subjectAltName??"";throw n("WINRM_TLS_WRONG_NAME",`is for another name (${o||"it has none"})`,{names:o})}return r}i(Yl,"judgeCertificate");var Xl=2e3,Zl=new Map([["ENOTFOUND","WINRM_NAME_NOT_FOUND"],["EAI_AGAIN","WINRM_NAME_NOT_FOUND"],["EAI_NODATA","WINRM_NAME_NOT_FOUND"],["EAI_NONAME","WINRM_NAME_NOT_FOUND"],["EAI_FAIL","WINRM_NAME_NOT_FOUND"],["ECONNREFUSED","WINRM_CONNECTION_REFUSED"],["ETIMEDOUT","WINRM_CONNECTION_TIMED_OUT"],["EHOSTUNREACH","WINRM_CONNECTION_TIMED_OUT"],["ENETUNREACH","WINRM_CONNECTION_TIMED_OUT"],["EHOSTDOWN","WINRM_CONNECTION_TIMED_OUT"]]);function eu(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:"unknown"}i(eu,"codeOf2");function tu(e,t,r){let n=eu(r),a={cause:r,phase:t,reason:n,sent:!1},o=n==="ECONNRESET"||n==="EPIPE",s=Zl.get(n)??(o?"WINRM_CONNECTION_LOST":void 0);if(t==="tls"&&s===void 0)return new $("WINRM_TLS_FAILED",`TLS with ${e.authority} failed (${n})`,a);let d=s??"WINRM_CONNECTION_FAILED";return new $(d,`no connection to ${e.authority} (${n})`,a)}i(tu,"connectFailure");var ru=class{static{i(this,"HttpConnection")}#e;#t;#r;certificate;#n;#a=!0;constructor(e,t,r,n){this.#e=e,this.#t=t,this.#r=r,this.certificate=n,e.setTimeout(r.idleTimeout),e.on("timeout",()=>{this.#n===void 0&&this.destroy()}),e.on("data",a=>this.#s(a)),e.on("end",()=>this.#d()),e.on("error",a=>this.#c(a)),e.on("close",()=>this.#c())}get usable(){return this.#a}request(e,t){return new Promise((r,n)=>{let a=e.body.length>0;if(t.end!==void 0){this.destroy(),n(this.#i(t.end,Ge[t.end],{sent:!1}));return}if(!this.#a||this.#n!==void 0){n(this.#i("WINRM_CONNECTION_LOST","the connection is not free",{sent:!1}));return}let o=t.onEnd(s=>this.#u(this.#i(s,Ge[s],{sent:a})));this.#n={reader:new Ml(this.#r.maxAnswer),sent:a,resolve:i(s=>{o(),r(s)},"resolve"),reject:i(s=>{o(),n(s)},"reject")},this.#e.write(this.#o(e))})}destroy(){this.#a=!1,this.#e.destroy()}#o(e){let{authorization:t,contentType:r,body:n}=e,a=`POST ${this.#t.path} HTTP/1.1\r
Host: ${this.#t.authority}\r
Connection: Keep-Alive\r
User-Agent: patchring\r
Accept-Encoding: identity\r
Content-Type: ${r}\r
Content-Length: ${n.length}\r
${t===void 0?"":`Authorization: ${t}\r
`}\r
`,o=Buffer.allocUnsafe(a.length+n.length);return o.write(a,"latin1"),o.set(n,a.length),o}#i(e,t,r){return new $(e,`${this.#t.authority}: ${t}`,{phase:"request",...r})}#s(e){let t=this.#n;if(t===void 0){this.destroy();return}try{let r=t.reader.push(e);r!==void 0&&this.#l(t,r)}catch(r){let{code:n,message:a}=r;this.#u(this.#i(n,a,{sent:t.sent}))}}#d(){let e=this.#n,t=e?.reader.end();e!==void 0&&t!==void 0?this.#l(e,t):this.#c()}#l(e,t){this.#n=void 0,t.keepAlive||this.destroy(),e.resolve(t)}#c(e){this.#a=!1;let t=this.#n;if(t===void 0){this.destroy();return}let r=`the connection ended ${t.reader.begun?"in the middle of":"before"} the answer`;this.#u(this.#i("WINRM_CONNECTION_LOST",r,{sent:t.sent,...e===void 0?{}:{cause:e}}))}#u(e){let t=this.#n;this.#n=void 0,this.destroy(),t?.reject(e)}};function nu(e,t,r){let{host:n,port:a}=e,o={host:n,port:a,autoSelectFamilyAttemptTimeout:Xl},s=r===void 0?o:{socket:r};return e.transport==="https"?zl(e,s,t).setNoDelay(!0):r??bl(o).setNoDelay(!0)}i(nu,"startSocket");function au(e,t,r,n){return new Promise((a,o)=>{let s=e instanceof Pl,d=t.via===void 0?"connect":"tls",c=i(v=>{clearTimeout(w),b(),e.off("connect",f).off("secureConnect",m).off("error",g).off("close",y),v()},"settle"),l=i(v=>c(()=>{e.on("error",()=>{}).destroy(),o(v)}),"fail2"),u=i(v=>{let H=v==="WINRM_ABORTED"?v:"WINRM_CONNECTION_TIMED_OUT";l(new $(H,`no connection to ${t.authority} in time`,{phase:d,sent:!1}))},"overdue"),m=i(()=>{try{let v=s?Yl(e,t):void 0;c(()=>a(new ru(e,t,r,v)))}catch(v){l(v)}},"ready"),f=i(()=>{d="tls",s||m()},"connected"),g=i(v=>l(tu(t,d,v)),"broken4"),y=i(()=>g(Object.assign(new Error("the connection was closed"),{code:"ECONNRESET"})),"closed"),w=setTimeout(()=>u("WINRM_DEADLINE_EXCEEDED"),Math.max(r.timeLeft,0));e.once("connect",f).once("secureConnect",m).once("error",g).once("close",y);let b=i(()=>{},"stop");b=n.onEnd(u),t.via!==void 0&&!s&&m()})}i(au,"becomeConnection");async function iu(e,{limits:t,identity:r},n){let{via:a}=e,o=Date.now(),s=a===void 0?void 0:await xl(a,e,t.connectTimeout,n),d=t.connectTimeout-(Date.now()-o);try{return await au(nu(e,r,s),e,{...t,timeLeft:d},n)}catch(c){throw s?.destroy(),r===void 0?c:Jl(c)}}i(iu,"openConnection");var ou=new Uint8Array(0),su=12288,du=class Ba{static{i(this,"_AuthenticatedChannel")}#e;#t;#r;#n;#a;#o=new Set;#i;#s;#d;#l=Promise.resolve();#c=!1;constructor(t,r,n){if(this.#e=t,this.#t=r,this.#r=n,this.#n={connectTimeout:n.connectTimeout??15e3,idleTimeout:n.idleTimeout??75e3,maxAnswer:n.maxAnswer??8*1024*1024},this.#a=hl(n.auth??"ntlm"),this.#a.name==="certificate"&&n.clientCertificate===void 0)throw new $("WINRM_USAGE_INVALID","this authentication needs a client certificate");if(t.transport!=="https"&&!this.#a.seals)throw new $("WINRM_USAGE_INVALID",`${this.#a.name} cannot seal, so it is only done over HTTPS`)}get url(){return this.#e.url}get peerCertificate(){return this.#s===void 0?void 0:Dn(this.#s)}get authentication(){return this.#d}async post(t,r){if(this.#c)throw new $("WINRM_USAGE_INVALID",`${this.#e.authority}: the transport is closed`);let n=new pl(r.timeout,r.signal);this.#o.add(n);try{let a=await this.#u(n);try{return await this.#f(t,n)}catch(o){throw this.#m(),o}finally{a()}}finally{n.dispose(),this.#o.delete(n)}}another(){return new Ba(this.#e,this.#t,this.#r)}close(){this.#c=!0;for(let t of[...this.#o])t.abort();this.#m()}async#u(t){let r=this.#l,n=i(()=>{},"leave");this.#l=new Promise(a=>{n=a});try{await t.within(r)}catch(a){throw r.then(n),a}return n}#m(){this.#i?.http.destroy(),this.#i?.context.dispose?.(),this.#i=void 0}async#f(t,r){if(this.#i?.http.usable===!0){let n=this.#i,a=await this.#p(n,t,r);if(!(n.sealing!==void 0&&a.status===400&&Ue(a)==="empty"))return await this.#g({link:n,answer:a},r)}return this.#m(),await this.#g(await this.#$(t,r),r)}async#$(t,r){let{clientCertificate:n}=this.#r,a=this.#a.name==="certificate"?n:void 0,o=a===void 0?void 0:await r.within(Promise.resolve(a())),s=this.#t,d=typeof s=="function"?await r.within(Promise.resolve(s())):s,c=await iu(this.#e,{limits:this.#n,identity:o},r),l;try{this.#s=c.certificate,l=this.#h(c,d);let u=c.certificate!==void 0,m=this.#e.authority,f=o!==void 0&&t.length>su,g=u?f?tr():t:ou,y=await vl(c,l,{where:m,payload:g,deadline:r});this.#d=l.outcome?.();let w={http:c,context:l,sealing:u?void 0:l.sealing()};return this.#i=w,{link:w,answer:g===t?y:await this.#p(w,t,r)}}catch(u){throw c.destroy(),l?.dispose?.(),u}}#h(t,{username:r,domain:n,password:a}){let[o=""]=Sc().split("."),{kerberos:s,ntlmFallback:d}=this.#r,c=this.#a.name==="kerberos"||this.#a.name==="negotiate";return this.#a.createContext({username:r,password:a,servername:this.#e.servername,workstation:o.toUpperCase(),randomBytes:yc,now:Date.now,...c?{kerberos:{tokens:Lc(s?.interpreter),spn:s?.spn??"HOST"}}:{},...d===void 0?{}:{ntlmFallback:d},...n===void 0?{}:{domain:n},...t.certificate===void 0?{}:{channelBinding:Za(t.certificate.raw)}})}async#p(t,r,n){let{http:a,context:o,sealing:s}=t;if(s===void 0){let m=o.everyRequest===!0?await Ee(o,n):void 0,f=m?.kind==="send"?{authorization:Cn(o,m.token)}:{};return a.request({...f,contentType:cn,body:r},n)}let d=o.sealLabel??"",c=s.seal(r),l=c instanceof Promise?await n.within(c):c,u=Xa({label:d,length:r.length,...l});return a.request({contentType:Ri(d),body:u},n)}async#g({link:t,answer:r},n){let a=Ue(r),{status:o}=r,{sealing:s}=t,d=this.#e.authority;if(s===void 0){if(a==="soap"||a==="empty"&&be(r))return{httpStatus:o,soap:r.body};throw Pe(r,d)}if(a==="sealed"){let{signature:c,sealed:l}=Ya(r.body),u=s.unseal(c,l);return{httpStatus:o,soap:u instanceof Promise?await n.within(u):u}}throw a==="soap"||be(r)?new $("WINRM_SEALING_FAILED",`${d}: an answer was not sealed as agreed`,{httpStatus:o,sent:!0}):Pe(r,d)}};function cu(e,t,r={}){return new du(e,t,r)}i(cu,"createTransport");import{isIP as vt}from"node:net";var lu=/^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i,uu=/^\/[\w./~%!$&'()*+,;=:@?-]*$/;function ce(e){throw new $("WINRM_USAGE_INVALID",e)}i(ce,"refuse2");function An(e){let t=e.startsWith("[")&&e.endsWith("]")?e.slice(1,-1):e;return vt(t)===0&&!lu.test(t)&&ce(`${JSON.stringify(e)} is neither a machine name nor an address`),t}i(An,"hostOf");function mu(e){if(e===void 0)return;let t=e.replaceAll(":","").toLowerCase();return/^[0-9a-f]{64}$/.test(t)||ce("the pin is not a SHA-256 of 64 hexadecimal digits"),t}i(mu,"pinOf");function $u(e){let t=e.transport??"https",r=t==="https",n=An(e.host),a=An(e.servername??n),o=e.port??(r?5986:5985);(!Number.isInteger(o)||o<1||o>65535)&&ce(`${o} is not a port`);let s=e.path??"/wsman";uu.test(s)||ce(`${JSON.stringify(s)} is not a URL path`),e.ca!==void 0&&!e.ca.includes("-----BEGIN CERTIFICATE-----")&&ce("`ca` holds no PEM certificate");let d=mu(e.pin);!r&&(e.ca!==void 0||d!==void 0)&&ce("`ca` and `pin` mean nothing without HTTPS");let[c=n]=n.split("%"),l=`${vt(n)===6?`[${c}]`:n}:${o}`,u=`${r?"https":"http"}://${l}${s}`,m=vt(a)===0?a.replace(/\.$/,""):void 0,f=e.via===void 0?void 0:Ll(e.via);return{transport:t,host:n,port:o,path:s,servername:a,sni:m,authority:l,url:u,ca:e.ca,pin:d,via:f}}i($u,"parseEndpoint");function hu(e){return Object.entries(e??{}).flatMap(([t,r])=>r===void 0?[]:[{name:t,value:r}])}i(hu,"namedArguments");function Ln(e,t){return{statements:[[e]],noInput:t===void 0}}i(Ln,"single");var Wn=class{static{i(this,"PoolFace")}#e;#t;#r=!1;#n;#a;constructor(e,{limits:t,reopen:r}){this.#e=e,this.#n=t,this.#a=r}get id(){return this.#e.id}get psVersion(){return this.#e.psVersion}invoke({command:e,parameters:t},r={}){let n=Ln({text:e,isScript:!1,arguments:hu(t)},r.input);return this.#o(n,r,e)}runScript(e,t={}){let{useLocalScope:r}=t,n={text:e,isScript:!0,arguments:(t.arguments??[]).map(a=>({value:a})),...r===void 0?{}:{useLocalScope:r}};return this.#o(Ln(n,t.input),t,"a script")}run(e,t={}){return this.#o(e,t,e.statements[0]?.[0]?.isScript===!1?e.statements[0][0].text:"a script")}async secureString(e,t={}){return(await this.#e.sessionKey(this.#n(t))).seal(e)}stop(e={}){return this.#e.stop(this.#n(e))}disconnect(e={}){return this.#e.disconnect(this.#n(e))}async attach(e,t={}){let{onProgress:r,onOutput:n}=t,a=this.#n(t);return await this.#e.connectCommand(e,a),await this.#e.attach(e,{...a,what:"a command",onProgress:r,onOutput:n})}close(){return this.#e.close()}async#o(e,t,r){let{onProgress:n,onOutput:a,input:o}=t,s={...this.#n(t),what:r,onProgress:n,onOutput:a,input:o},d=this.#e,c=e.statements.flat().some(({useLocalScope:l})=>l===!1);try{let l=await d.run(e,s);return this.#r||=c,l}catch(l){let u=await this.#i(d,l,s);if(u===void 0)throw this.#r||=c,l;return await u.run(e,s)}}async#i(e,t,r){if(!(t instanceof $)||t.detail.began!==!1)return;if(this.#e!==e)return this.#e;let{fault:n}=t.detail,a=n!==void 0&&Ii.has(n);if(!(this.#a===void 0||this.#r||e.hasKey||!a)){this.#t??=this.#a(r);try{this.#e=await this.#t}finally{this.#t=void 0}return this.#e}}};import{randomUUID as fu}from"node:crypto";import{setTimeout as pu}from"node:timers/promises";var Un=153600,gu=512e3,yu=new Set(["WINRM_AUTH_REJECTED","WINRM_AUTH_ACCOUNT_LOCKED","WINRM_AUTH_PASSWORD_EXPIRED"]);function xn(e,t,r){if(e.signal?.aborted===!0)throw new $("WINRM_ABORTED",`aborted while ${r}`,{phase:r});let n=e.deadline-t;if(n<=0)throw new $("WINRM_DEADLINE_EXCEEDED",`out of time while ${r}`,{phase:r});return n}i(xn,"assertInTime");async function Su(e,t){await pu(e,void 0,t===void 0?{}:{signal:t})}i(Su,"realSleep");var wu=class Ga{static{i(this,"_SoapConversation")}sessionId;envelopeSize=Un;requestSize=Un;sizeIsKnown=!1;#e;#t;#r;#n;constructor(t,r,n){this.#e=t,this.#t=r,this.#r=n===void 0?{isTurnedAway:!1}:n.#r,this.sessionId=n?.sessionId??this.newId()}get isTurnedAway(){return this.#r.isTurnedAway}get resumeFor(){return this.#t.resumeFor??6e4}async wait(t,{signal:r}){let{sleep:n=Su}=this.#t;try{await n(t,r)}catch(a){throw new $("WINRM_ABORTED","aborted while waiting for the network",{cause:a})}}aside(){let{another:t,...r}=this.#t;if(t===void 0)return this;if(this.#n===void 0){let n=t();this.#n={transport:n,conversation:new Ga(n,r,this)}}return this.#n.conversation}close(){this.#n?.transport.close(),this.#n=void 0}now(){return(this.#t.now??Date.now)()}newId(){return this.#t.newId?.()??fu().toUpperCase()}limits(t,r){return{deadline:this.now()+t,signal:r}}room(t){let r=rr(this.#i(t,this.#o),t.body).length;return Math.floor((this.requestSize-r-256)/4)*3}async ask(t,r){let n=xn(r,this.now(),t.phase),a=this.#i(t,Math.max(1e3,Math.min(this.#o,n-n%1e3))),o=await this.askRaw(rr(a,t.body),t.phase,r);if(o.relatesTo!==a.messageId)throw new $("WINRM_PROTOCOL_VIOLATED",`an answer to another request came while ${t.phase}`);return o}async askRaw(t,r,n){let a=xn(n,this.now(),r),o=Math.min(a,this.#o+(this.#t.patience??1e4)),{signal:s}=n,d=await this.#a(t,{timeout:o,...s===void 0?{}:{signal:s}});if(d.soap.length===0)throw new $("WINRM_PROTOCOL_VIOLATED",`an empty answer came while ${r}`,{phase:r,httpStatus:d.httpStatus});let c=bi(d.soap),l=fi(c.body);if(l!==void 0)throw ei(l,r,d.httpStatus);return c}async#a(t,r){try{let n=await this.#e.post(t,r);return this.#r.isTurnedAway=!1,n}catch(n){throw n instanceof $&&yu.has(n.code)&&(this.#r.isTurnedAway=!0),n}}get#o(){return this.#t.operationTimeout??2e4}#i(t,r){return{action:t.action,to:this.#e.url,messageId:this.newId(),resourceUri:t.resourceUri,sessionId:this.sessionId,maxEnvelopeSize:this.envelopeSize,operationTimeout:r,options:t.options,selectors:t.selectors}}};function vu(e,t={}){return new wu(e,t)}i(vu,"createConversation");function Bn(e){return e instanceof $&&e.code==="WINRM_OPERATION_TIMED_OUT"}i(Bn,"meansPollAgain");var bt=32768;function bu(e){return e instanceof $&&e.code==="WINRM_ENVELOPE_TOO_LARGE"&&e.detail.httpStatus!==void 0}i(bu,"isRefusedForSize");function Gn(e,t){if(!bu(t)||e.requestSize<=bt)throw t;e.requestSize=Math.max(bt,Math.floor(e.requestSize/2))}i(Gn,"shrinkOrThrow");async function Fn(e,{pieces:t,send:r,room:n}){let a=t;for(let o=0,s=0;;){let d=a[o];if(d===void 0)return;try{await r(d,s),o+=1,s+=1}catch(c){Gn(e,c),a=Pi(a.slice(o),n()),o=0}}}i(Fn,"deliver");var Pu=[{name:"WSMAN_CMDSHELL_OPTION_KEEPALIVE",value:"True"}],Ru=[{name:"WINRS_SKIP_CMD_SHELL",value:"False"}],Eu=new Uint8Array(0);async function jn(e){try{await e}catch(t){let r=t instanceof $?t.detail.fault:void 0;if(r===void 0||!qa.has(r))throw t}}i(jn,"unlessGone");function Pt(e,t,r){let n=i(({action:d,phase:c,body:l,options:u})=>({action:d,phase:c,body:l,resourceUri:t,...u===void 0?{}:{options:u},selectors:{ShellId:s.shellId}}),"question"),a=i((d,c=Ru)=>({action:O.command,phase:"starting a command",body:Oi(d),options:c}),"asCommand"),o=i(d=>({action:O.send,phase:"sending input",body:Bi([d])}),"asSend"),s={conversation:e,resourceUri:t,shellId:r,ask:i((d,c)=>e.ask(n(d),c),"ask"),async command(d,c,l){let u=await s.ask(a(d,l),c),m=ui(u.body)??d.id;if(m===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a command was started without an id");return m},async send(d,c){await s.ask(o(d),c)},async receive(d,c,l){let u=Ui({streams:d,commandId:c}),m={action:O.receive,phase:"receiving output",body:u,options:Pu};return vi((await s.ask(m,l)).body)},async signal(d,c,l){let u={action:O.signal,phase:"ending a command",body:Gi(d,c)},m=l.aside===!0?e.aside():e;await jn(m.ask(n(u),l))},async connect(d,c){let l=Ti(d);await s.ask({action:O.connect,phase:"taking over a command",body:l},c)},async reconnect(d){await s.ask({action:O.reconnect,phase:"reconnecting",body:""},d)},async remove(d){await jn(s.ask({action:O.delete,phase:"closing the shell",body:""},d))},room(d,c){let l={name:"stdin",commandId:c,bytes:Eu};return e.room(n(d==="command"?a({id:c,command:"",arguments:[" "]}):o(l)))}};return s}i(Pt,"createShellLink");var Cu=8e3,Nu=5e3,Iu=[{name:"WINRS_NOPROFILE",value:"TRUE"},{name:"WINRS_CODEPAGE",value:"65001"}],Kn={name:"WINRS_SKIP_CMD_SHELL",value:"False"},ku={name:"WINRS_CONSOLEMODE_STDIN",value:"FALSE"};async function Ou(e,t,r){try{return await e.receive("stdout stderr",t,r)}catch(n){if(Bn(n))return{parts:[],done:!1};throw n}}i(Ou,"receiveOnce");async function Mu(e,t,r){let n={stdout:[],stderr:[]},a=0;for(;;){let{parts:o,done:s,exitCode:d}=await Ou(e,t,r);for(let l of o)n[l.name]?.push(l.bytes),a+=l.bytes.length;if(a>qn)throw new $("WINRM_OUTPUT_TOO_LARGE",`the command said more than ${qn} bytes`);if(!s)continue;let c=i(l=>Buffer.concat(n[l]??[]).toString("utf8"),"text3");return{stdout:c("stdout"),stderr:c("stderr"),exitCode:d}}}i(Mu,"receiveAll");var qn=64*1024*1024,Tu=class{static{i(this,"LinkedCommandShell")}#e;constructor(e){this.#e=e}get id(){return this.#e.shellId}async run(e,t,r){let n=await this.start(e,t,r);try{let a=r.stdin===void 0?void 0:await this.#t(n,r.stdin,r);return await this.#r(n,r,a)}finally{let{conversation:a}=this.#e;a.isTurnedAway||await this.signal(n,le.ctrlC,a.limits(Nu)).catch(()=>{})}}async#t(e,t,r){try{await this.send(e,t,r);return}catch(n){if(n instanceof $&&n.detail.fault!==void 0)return n;throw n}}async#r(e,t,r){try{return await this.receive(e,t)}catch(n){throw r??n}}start(e,t,r){if(e.length+t.join(" ").length>Cu)throw new $("WINRM_USAGE_INVALID","the command line is longer than cmd.exe takes");let n=r.options??(r.stdin===void 0?[Kn]:[ku,Kn]);return this.#e.command({command:e,arguments:t},r,n)}async send(e,t,r){for(let n=0,a=!1;!a;){let o=n+this.#e.room("send",e),s=o>=t.length;try{await this.#e.send({name:"stdin",commandId:e,bytes:t.subarray(n,o),end:s},r),n=o,a=s}catch(d){Gn(this.#e.conversation,d)}}}receive(e,t){return Mu(this.#e,e,t)}signal(e,t,r){return this.#e.signal(e,t,r)}async close(e){this.#e.conversation.isTurnedAway||await this.#e.remove(e).catch(()=>{})}};async function Du(e,t,r){let{workingDirectory:n,idleTimeout:a,options:o=Iu}=t,s=er({inputStreams:"stdin",outputStreams:"stdout stderr",workingDirectory:n,idleTimeout:a}),d={action:O.create,phase:"opening the command shell",resourceUri:te.cmd,body:s},c=await e.ask({...d,options:o},r),l=Jt(c.body);if(l===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was opened without an id");return new Tu(Pt(e,te.cmd,l))}i(Du,"openCommandShell");function _u(e){let t=[],r=[],n={warning:[],verbose:[],debug:[]},a=[],o={output:t,errors:r,warnings:n.warning,verbose:n.verbose,debug:n.debug,information:a},s;return{result:o,get ended(){return s!==void 0},take(d){d.kind==="output"?(t.push(d.value),e.onOutput?.(d.value)):d.kind==="error"?r.push(d.record):d.kind==="information"?a.push(d.record):d.kind==="progress"?e.onProgress?.(d.record):d.kind==="ended"?s=d:"text"in d&&n[d.kind].push(d.text)},finish(d){if(s?.how==="completed")return o;if(s?.how==="stopped")throw new $("WINRM_PIPELINE_STOPPED",`${d} was stopped`,{result:o});if(s===void 0)throw new $("WINRM_PROTOCOL_VIOLATED",`${d} ended without saying how`,{result:o});let c=s.error??r.at(-1);throw new $("WINRM_PIPELINE_FAILED",`${d} failed${c===void 0?"":`: ${c.errorId}`}`,{result:o,...c===void 0?{}:{error:c,peerText:c.message}})}}}i(_u,"createCollector");var Au=new Map([[P.warningRecord,"warning"],[P.verboseRecord,"verbose"],[P.debugRecord,"debug"]]),Lu=new Map([[Ye.completed,"completed"],[Ye.stopped,"stopped"],[Ye.failed,"failed"]]);function Wu(e){let{state:t,error:r}=Xt(e),n=Lu.get(t);if(n!==void 0)return{kind:"ended",how:n,...r===void 0?{}:{error:r}};if(t<0)throw new $("WINRM_PROTOCOL_VIOLATED","a pipeline state that is none");return{kind:"nothing"}}i(Wu,"readEnding");function Uu(e){let t=Au.get(e.type);if(t!==void 0)return{kind:t,text:Si(G(e))};switch(e.type){case P.pipelineOutput:return{kind:"output",value:G(e)};case P.errorRecord:return{kind:"error",record:hi(G(e))};case P.informationRecord:return{kind:"information",record:gi(G(e))};case P.progressRecord:return{kind:"progress",record:wi(G(e))};case P.pipelineHostCall:return{kind:"hostCall",call:zt(G(e))};case P.pipelineState:return Wu(G(e));default:return{kind:"nothing"}}}i(Uu,"readPipelineMessage");function xu(e){let t=Hn(Vt(e,"ApplicationPrivateData"),"PSVersionTable"),r=i(n=>{let a=Hn(t,n);return typeof a=="object"&&a!==null&&"text"in a?String(a.text):""},"text3");return{psVersion:r("PSVersion"),buildVersion:r("BuildVersion")}}i(xu,"readVersions");function Hn(e,t){if(!(!ni(e)||e.base?.kind!=="dictionary"))return e.base.entries.find(([r])=>r===t)?.[1]}i(Hn,"entry");var Bu=new Map([[ie.opening,"opening"],[ie.opened,"opened"],[ie.closed,"closed"],[ie.closing,"closed"],[ie.broken,"broken"],[ie.disconnected,"disconnected"]]),Ke=["2.3","2.2","2.1"],[Gu]=Ke;function Vn(e){return new $("WINRM_CONNECTION_LOST","output was lost together with the connection",{cause:e})}i(Vn,"lostWithConnection");var Fu=class{static{i(this,"Pool")}id;state="opening";protocol;psVersion="";buildVersion="";#e=Qa();#t=new Map;#r;#n=0n;#a=!1;constructor(e,t){this.id=e,this.#r=t}open({minRunspaces:e=1,maxRunspaces:t=1,applicationArguments:r,hostInfo:n}={}){return Buffer.concat([this.message(P.sessionCapability,Ft(this.#r)),this.message(P.initRunspacePool,ri({minRunspaces:e,maxRunspaces:t,applicationArguments:r,hostInfo:n}))])}connect(){return Buffer.concat([this.message(P.sessionCapability,Ft(this.#r)),this.message(P.connectRunspacePool,"")])}pipeline(e,t,r){let n=this.#i(P.createPipeline,Li(t),e);return this.#e.cut(n,r.command,r.send)}input(e,t,r){let n=t.map(s=>this.#i(P.pipelineInput,s,e));n.push(this.#i(P.endOfPipelineInput,void 0,e));let a=[[]],o=r;for(let s of n){o<=Ne&&(a.push([]),o=r);for(let[d,c]of this.#e.cut(s,o,r).entries())d>0&&(a.push([]),o=r),a.at(-1)?.push(c),o-=c.length}return a.map(s=>Buffer.concat(s))}message(e,t,r){return Buffer.concat(this.#e.cut(this.#i(e,t,r)))}receive(e,t){let r=e??"",n=this.#t.get(r)??za();this.#t.set(r,n);let a=this.#a;t.length>=Ne&&this.#o(t,n.pending);let o;try{o=n.push(t)}catch(s){throw a?Vn(s):s}return o.flatMap(s=>this.#s(yi(s)))}get isSuspect(){return this.#a}suspectLoss(){this.#a=!0}forget(e){let t=this.#t.get(e)?.pending===!0;return this.#t.delete(e),t}#o(e,t){let r=Buffer.from(e.buffer,e.byteOffset,e.byteLength),n=r.readBigUInt64BE(0),a=((r[16]??0)&1)!==0?!t&&n===this.#n+1n:t&&n===this.#n;if(this.#a&&!a)throw Vn();this.#a=!1;for(let o=0;o+Ne<=r.length;o+=Ne+r.readUInt32BE(o+17)){let s=r.readBigUInt64BE(o);s>this.#n&&(this.#n=s)}}#i(e,t,r){return Ai({to:"server",type:e,pool:this.id,pipeline:r},t)}#s(e){if(e.to!=="client")throw new $("WINRM_PROTOCOL_VIOLATED","a message that is not for a client");if(e.type>>>16===4)return[{kind:"pipeline",id:e.pipeline,event:Uu(e)}];switch(e.type){case P.sessionCapability:return this.protocol=li(G(e)),[];case P.applicationPrivateData:{let t=xu(G(e));return this.psVersion=t.psVersion,this.buildVersion=t.buildVersion,[]}case P.runspacePoolState:return this.#d(G(e));case P.encryptedSessionKey:return[{kind:"sessionKey",key:String(Vt(G(e),"EncryptedSessionKey")??"")}];case P.publicKeyRequest:return[{kind:"publicKeyRequest"}];case P.poolHostCall:return[{kind:"hostCall",call:zt(G(e))}];default:return[]}}#d(e){let{state:t,error:r}=Xt(e),n=Bu.get(t);return n===void 0?[]:(this.state=n,[{kind:"state",state:n,...r===void 0?{}:{error:r}}])}};function Jn(e,t=Gu){return new Fu(e,t)}i(Jn,"createClientPool");function ju(e){return ci({extended:new Map([["PublicKey",e]])})}i(ju,"publicKey");var Ku=250,qu=8e3,Hu=new Set(["WINRM_NAME_NOT_FOUND","WINRM_CONNECTION_REFUSED","WINRM_CONNECTION_TIMED_OUT","WINRM_CONNECTION_FAILED","WINRM_CONNECTION_LOST","WINRM_DEADLINE_EXCEEDED","WINRM_BUSY"]);function Vu(e,t,r){return!(e instanceof $)||r.signal?.aborted===!0?!1:e.code==="WINRM_CONNECTION_LOST"?!0:e.code==="WINRM_DEADLINE_EXCEEDED"&&t.conversation.now()<r.deadline}i(Vu,"isLost");async function Ju(e,t,r){try{return await e.receive("stdout",t,r)}catch(n){if(!(n instanceof $)||n.detail.fault!==ti)throw n;return await e.reconnect(r),await e.receive("stdout",t,r)}}i(Ju,"receiveReconnected");async function zu(e,t,r,n){let{conversation:a}=e,o=Math.min(r.deadline,a.now()+a.resumeFor);for(let s=Ku;a.now()+s<o;s=Math.min(s*2,qu)){await a.wait(s,r);try{return await Ju(e,t,r)}catch(d){if(!(d instanceof $)||r.signal?.aborted===!0)throw d;if(d.code==="WINRM_OPERATION_TIMED_OUT")return{parts:[],done:!1};if(Hu.has(d.code))continue;let{fault:c}=d.detail;throw new $(n.code,`${n.message}, and could not be gone on with: ${d.message}`,{...n.detail,...c===void 0?{}:{resumeFault:c},resumeCode:d.code})}}throw n}i(zu,"receiveAgain");var zn=64*1024*1024;async function Qu(e,t,r){let{link:n,machine:a}=e;try{return await n.receive("stdout",t,r)}catch(o){if(Bn(o))return{parts:[],done:!1};if(!Vu(o,n,r))throw o;return a.suspectLoss(),await zu(n,t,r,o)}}i(Qu,"receiveOnce2");async function Qn(e,t,r,n){let a=Ha(t,e.host);if(a===void 0)return;let o=r===void 0?P.poolHostResponse:P.pipelineHostResponse,s=e.machine.message(o,a,r);await e.link.send({name:"pr",commandId:r,bytes:s},n)}i(Qn,"answer");async function Rt(e,t,r){let n=await Qu(e,t,r),a=[],o=0;for(let s of n.parts){o+=s.bytes.length;for(let d of e.machine.receive(s.commandId??t,s.bytes))a.push(d)}for(let s of a)s.kind==="hostCall"&&await Qn(e,s.call,void 0,r);return{events:a,done:n.done,size:o}}i(Rt,"receiveEvents");async function Yu(e,t,r,n){if(r.kind==="state"&&r.state!=="opened"&&r.state!=="opening")throw new $("WINRM_SHELL_GONE",`the pool became ${r.state} while a command was running`);r.kind==="pipeline"&&(r.event.kind==="hostCall"&&await Qn(e,r.event.call,r.id,n),t.take(r.event))}i(Yu,"take");async function Xu(e,t,r){let n=_u(r),a=0;for(;;){let{events:o,done:s,size:d}=await Rt(e,t,r);if(a+=d,a>(r.maxOutput??zn))throw new $("WINRM_OUTPUT_TOO_LARGE",`${r.what} said more than ${r.maxOutput??zn} bytes`);for(let l of o)await Yu(e,n,l,r);if(!s&&!n.ended)continue;let c=e.machine.forget(t);if(e.machine.isSuspect&&(c||!n.ended))throw new $("WINRM_CONNECTION_LOST",`the end of ${r.what} was lost together with the connection`,{result:n.result});if(c)throw new $("WINRM_PROTOCOL_VIOLATED",`${r.what} ended in the middle of a message`);return n.finish(r.what)}}i(Xu,"receivePipeline");async function Zu(e,t,r,n){try{await e.command({id:t,command:"",arguments:[r]},n)}catch(a){throw!(a instanceof $)||a.detail.fault===void 0?a:new $(a.code,a.message,{...a.detail,began:!1})}}i(Zu,"begin");async function em(e,t,r,n){let{link:a,machine:o}=e,{conversation:s}=a,d=s.newId(),c={command:a.room("command",d),send:a.room("send",d)},l=o.pipeline(d,t,c);n(d);let u=i(f=>a.send({name:"stdin",commandId:d,bytes:f},r),"send2"),m=i(()=>Math.min(a.room("command",d),a.room("send",d)),"both");return await Fn(s,{pieces:l,send:i((f,g)=>g===0?Zu(a,d,Buffer.from(f).toString("base64"),r):u(f),"send"),room:m}),t.noInput||await Fn(s,{pieces:o.input(d,r.input??[],m()),send:u,room:m}),d}i(em,"startPipeline");async function tm(e,t,r){let n=e.machine.message(P.publicKey,ju(t.publicKey));for(await e.link.send({name:"stdin",bytes:n},r);;){let{events:a}=await Rt(e,void 0,r),o=a.find(s=>s.kind==="sessionKey");if(o?.kind==="sessionKey")return t.complete(o.key)}}i(tm,"exchangeKeys");var Yn=i(e=>({name:"protocolversion",value:e,mustComply:!0}),"protocolOption");function Xn({link:e,machine:t}){let[r=0,n=0]=(t.protocol??"").split(".").map(Number),{conversation:a}=e;a.sizeIsKnown||r<2||r===2&&n<2||(a.envelopeSize=Math.max(a.envelopeSize,gu))}i(Xn,"learnProtocol");async function Zn(e,t){for(;e.machine.state==="opening";){let{events:r}=await Rt(e,void 0,t);Xn(e);let n=r.find(a=>a.kind==="state"&&a.state!=="opened"&&a.state!=="opening");if(n?.kind==="state")throw new $("WINRM_POOL_BROKEN",`the pool became ${n.state} while it was opened`,{...n.error===void 0?{}:{error:n.error,peerText:n.error.message}})}}i(Zn,"untilOpened");async function rm(e,t,r,n){let{name:a,idleTimeout:o,createOptions:s=[],host:d,deadline:c,signal:l}=n,u=n.hostInfo??(d===void 0?void 0:Ei()),m=er({id:t.id,name:a,inputStreams:"stdin pr",outputStreams:"stdout",idleTimeout:o,creation:t.open({...n,hostInfo:u})}),f={action:O.create,phase:"opening the pool",resourceUri:e.resourceUri,body:m},g=[...s,Yn(r)],y=await e.conversation.ask({...f,options:g},{deadline:c,signal:l});e.shellId=Jt(y.body)??t.id}i(rm,"create2");async function nm(e,t,r){let n=e.shellId;for(let a of Ke){let o=Jn(n,a);try{await rm(e,o,a,{...t,...r})}catch(s){let d=s instanceof $?s.detail.fault:void 0;if(d!==void 0&&si.has(d)&&a!==Ke.at(-1))continue;throw s}return await Zn({link:e,machine:o,host:t.host},r),o}throw new $("WINRM_PROTOCOL_VIOLATED","no version of the protocol was accepted")}i(nm,"openPool");async function am(e,t,r){let n=Jn(e.shellId),[a]=Ke,o={action:O.connect,phase:"taking over the pool",options:[Yn(a)]},s=await e.ask({...o,body:Mi(n.connect())},r);n.receive(void 0,$i(s.body));let d={link:e,machine:n,host:t.host};return Xn(d),await Zn(d,r),n}i(am,"connectPool");var im=200,om=new Set(["WINRM_PIPELINE_FAILED","WINRM_PIPELINE_STOPPED","WINRM_USAGE_INVALID"]),Et=class Bt{static{i(this,"_RunspacePool")}#e;#t;#r=new AbortController;#n;#a="open";#o=0;#i;#s;#d=Promise.resolve();#l;#c;constructor(t,r,n){let a=`${te.powershell}${r.configurationName??"Microsoft.PowerShell"}`;this.#e=Pt(t,a,n),this.#t=r}static async open(t,r,n){let a=new Bt(t,r,t.newId());return a.#n=await a.#y(()=>nm(a.#e,r,n)),a}static async connect(t,r,n){let a=new Bt(t,r,r.id.toUpperCase());return a.#n=await am(a.#e,r,n),a}get id(){return this.#e.shellId}get psVersion(){return this.#n?.psVersion??""}get hasKey(){return this.#c!==void 0}run(t,r){return this.#h(r,async n=>{let a=await this.#f(t,n);return await this.#$(a,n)})}start(t,r){return this.#h(r,n=>this.#f(t,n))}attach(t,r){return this.#h(r,n=>this.#$(t.toUpperCase(),n))}connectCommand(t,r){return this.#p(()=>this.#e.connect(t.toUpperCase(),r))}async stop(t,r=this.#i){r!==void 0&&await this.#e.signal(r.toUpperCase(),le.stopPipeline,{...t,aside:!0})}terminate(t,r){return this.#e.signal(t.toUpperCase(),le.terminate,r)}get lastCommand(){return this.#s}sessionKey(t){return this.#c??=this.#p(()=>this.#y(()=>this.#u(this.#g(t)))),this.#c}async disconnect(t){await this.#e.ask({action:O.disconnect,phase:"disconnecting",body:Di()},t),this.#a="disconnected"}async reconnect(t){await this.#e.reconnect(t),this.#a="open"}close(){return this.#a==="disconnected"?Promise.resolve():(this.#a="closed",this.#r.abort("closed"),this.#l??=this.#w(void 0),this.#l)}async#u(t){let r=await(this.#t.keyExchange??Va)();return await tm(this.#m,r,t)}get#m(){if(this.#n===void 0)throw new $("WINRM_USAGE_INVALID","the pool is not open");return{link:this.#e,machine:this.#n,host:this.#t.host}}async#f(t,r){return await em(this.#m,t,r,n=>{this.#i=n,this.#s=n})}async#$(t,r){this.#i=t;let n=await Xu(this.#m,t,r);return this.#i=void 0,await this.#v(t,r),n}#h(t,r){return this.#p(()=>this.#y(()=>r(this.#g(t))))}#p(t){let r=this.#d.then(t);return this.#d=r.catch(()=>{}),r}#g(t){if(this.#a!=="open")throw new $("WINRM_SHELL_GONE",`the pool is ${this.#a}`,{began:!1});let{signal:r}=t;return{...t,signal:r===void 0?this.#r.signal:AbortSignal.any([r,this.#r.signal])}}async#y(t){try{return await t()}catch(r){throw r instanceof $&&om.has(r.code)?this.#i=void 0:this.#S(r),r}}#S(t){if(this.#a==="disconnected")return;this.#a="closed";let r=t instanceof $&&t.code==="WINRM_SHELL_GONE";this.#l??=this.#w(r?void 0:this.#i)}async#w(t){let{conversation:r}=this.#e;if(r.isTurnedAway)return;let n=this.#t.cleanupTimeout??5e3;t!==void 0&&await this.#e.signal(t,le.stopPipeline,r.limits(n/2)).catch(()=>{}),!r.isTurnedAway&&await this.#e.remove(r.limits(n)).catch(()=>{})}async#v(t,r){this.#o+=1,this.#o>im&&await this.#e.signal(t,le.terminate,r)}},sm=1e4,dm=5e3,cm=class{static{i(this,"ClientSession")}#e;#t;#r=new Set;#n=new Set;constructor(e,t={}){this.#t=e,this.#e=vu(e,t)}limits(e,t){return this.#e.limits(e,t)}async openPool(e,t){try{return this.#o(await Et.open(this.#e,e,t))}catch(r){let n=r instanceof $?r.detail.fault:void 0;if(n===void 0||!Ni.has(n)||e.name===void 0||await this.#a(e.name,t)===0)throw r}return this.#o(await Et.open(this.#e,e,t))}async connectPool(e,t){return this.#o(await Et.connect(this.#e,e,t))}openCommandShell(e,t){return Du(this.#e,e,t)}async identify(e){let t=await this.#e.askRaw(tr(),"asking who is there",e),r=pi(t.body);if(r===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","the answer to Identify is none");return r}async readConfig(e){let t={action:O.get,phase:"reading the configuration",resourceUri:te.config,body:""},r=mi((await this.#e.ask(t,e)).body);if(r.maxEnvelopeSize!==void 0){let n=Math.max(r.maxEnvelopeSize,bt);this.#e.envelopeSize=n,this.#e.requestSize=n,this.#e.sizeIsKnown=!0}return r}async readConfigIfAllowed(e){try{return await this.readConfig(e)}catch(t){if(t instanceof $&&t.code==="WINRM_ACCESS_DENIED")return;throw t}}async listShells(e){let t=[];for await(let r of this.#i(te.shell,void 0,e))t.push(Yt(r));return t}async readShell(e,t){let r={action:O.get,phase:"looking for a shell",resourceUri:te.shell,body:""},{body:n}=await this.#e.ask({...r,selectors:{ShellId:e}},t);if(n===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was described by nothing");return Yt(n)}async listCommands(e,t){let r=[],n={kind:"selectors",selectors:{ShellId:e}};for await(let a of this.#i(te.command,n,t)){let o=Ja(a,ii.shell,"CommandId");o!==void 0&&r.push(o)}return r}async readCimRows(e,t){let r=jt(e.namespace,e.query===void 0?e.className:"*");if(e.keys!==void 0){let o={action:O.get,phase:`reading ${e.className}`,resourceUri:r,body:""},{body:s}=await this.#e.ask({...o,selectors:e.keys},t);return s===void 0?[]:[Xe(s)]}let n=e.query===void 0?void 0:{kind:"wql",query:e.query},a=[];for await(let o of this.#i(r,n,t))if(a.push(Xe(o)),a.length>=(e.atMost??Number.POSITIVE_INFINITY))break;return a}async readCim(e,t){return(await this.readCimRows(e,t)).map(r=>Zt(r,e.properties))}async invokeCim(e,t){let{className:r,method:n,keys:a,parameters:o={}}=e,s=jt(e.namespace,r),d=await this.#e.ask({action:`${s}/${n}`,phase:`calling ${r}.${n}`,resourceUri:s,body:ki(s,n,o),...a===void 0?{}:{selectors:a}},t);if(d.body?.name!==`${n}_OUTPUT`)throw new $("WINRM_PROTOCOL_VIOLATED",`the answer to ${r}.${n} is none`);return Zt(Xe(d.body),e.properties)}async close(e=5e3){let t=Promise.all([...[...this.#r].map(a=>a.close()),...this.#n]),r,n=new Promise(a=>{r=setTimeout(a,e)});await Promise.race([t,n]),clearTimeout(r),this.#e.close(),this.#t.close()}async#a(e,t){let r=new Set([...this.#r].map(({id:a})=>a)),n=(await this.listShells(t)).filter(a=>a.name===e&&a.state==="Disconnected"&&!r.has(a.id));for(let{id:a,resourceUri:o}of n)await Pt(this.#e,o,a).remove(t);return n.length}#o(e){return this.#r.add(e),e}async*#i(e,t,r){let n="enumerating",a={action:O.enumerate,phase:n,resourceUri:e,body:_i(t)},o=Qt((await this.#e.ask(a,r)).body);try{for(let s=1;;s+=1){if(yield*o.items,o.context===void 0)return;if(s>=sm)throw new $("WINRM_PROTOCOL_VIOLATED","an enumeration does not end");let d={action:O.pull,phase:n,resourceUri:e,body:Wi(o.context)};o=Qt((await this.#e.ask(d,r)).body)}}finally{o.context!==void 0&&this.#s(e,o.context)}}#s(e,t){let r=this.#e;if(r.isTurnedAway)return;let n={action:O.release,phase:"ending an enumeration",resourceUri:e},a=r.ask({...n,body:xi(t)},r.limits(dm)).then(()=>{},()=>{});this.#n.add(a),a.then(()=>this.#n.delete(a))}},lm=12e4,um=9e5;function ea(e){let{configurationName:t,name:r,idleTimeout:n=um,applicationArguments:a,host:o}=e,s=a===void 0?void 0:di(a);return{configurationName:t,name:r,idleTimeout:n,applicationArguments:s,host:o}}i(ea,"settingsOf");function mm(e,t){let r=i(({timeout:n=lm,signal:a}={})=>e.limits(n,a),"limits");return{identify:i(n=>e.identify(r(n)),"identify"),async openPool(n={}){let a=ea(n),o=i(s=>e.openPool(a,s),"reopen");return new Wn(await o(r(n)),{limits:r,reopen:o})},async connectPool(n,a={}){return new Wn(await e.connectPool({...ea(a),id:n},r(a)),{limits:r})},readCim:i((n,a)=>e.readCim(n,r(a)),"readCim"),invokeCim:i((n,a)=>e.invokeCim(n,r(a)),"invokeCim"),readConfig:i(n=>e.readConfigIfAllowed(r(n)),"readConfig"),listShells:i(n=>e.listShells(r(n)),"listShells"),listCommands:i((n,a)=>e.listCommands(n,r(a)),"listCommands"),get peerCertificate(){return t.peerCertificate},get authentication(){return t.authentication},close:i(()=>e.close(),"close")}}i(mm,"sessionFace");function $m(e){let t=cu($u(e.endpoint),e.credentials,e.channel),{operationTimeout:r,resumeFor:n}=e,a=new cm(t,{another:i(()=>t.another(),"another"),...r===void 0?{}:{operationTimeout:r},...n===void 0?{}:{resumeFor:n}});return mm(a,t)}i($m,"connect5");function Ct({isProved:e,refusals:t},r=!1){return t.length>=(e||r?2:1)}i(Ct,"isStopped");var hm=class{static{i(this,"CredentialGuard")}#e=new Map;async run(e,t){let r=this.#t(e.credential),n=i(()=>Ct(r,e.isSource),"isOver");for(;!n()&&r.trial!==void 0;)await r.trial;if(n())return{refusedBy:r.refusals};let a=i(()=>{},"endTrial");(!r.isProved||r.refusals.length>0)&&(r.trial=new Promise(o=>{a=i(()=>{r.trial=void 0,o()},"endTrial")}));try{let{judgement:o,value:s}=await t();return this.note(e,o),{value:s}}finally{a()}}refusalsOf({credential:e,isSource:t}){let r=this.#t(e);return Ct(r,t)?r.refusals:void 0}note({credential:e,machine:t,isSource:r},n){let a=this.#t(e);n==="refused"?a.refusals.push(t):n==="accepted"&&!Ct(a,r)&&(a.isProved=!0,a.refusals=[])}#t(e){let t=this.#e.get(e);if(t!==void 0)return t;let r={isProved:!1,refusals:[],trial:void 0};return this.#e.set(e,r),r}},fm=/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/,pm=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/,ta=7;function gm(e){let t=fm.exec(e)??pm.exec(e);if(t===null)return;let[,r,n,a,o,s,d,c="",l,u="0",m]=t,f=Date.parse(`${r}-${n}-${a}T${o}:${s}:${d}Z`),g=m===void 0?Number(u):Number(u)*60+Number(m),y=new Date(f-(l==="-"?-1:1)*g*6e4);if(!Number.isNaN(y.getTime()))return`process-${y.toISOString().slice(0,-5)}.${c.slice(0,ta).padEnd(ta,"0")}Z`}i(gm,"bootIdOf");async function ym(e){try{let[t]=await e.readCim({namespace:"root/cimv2",className:"Win32_Process",keys:{Handle:"4"},properties:{CreationDate:"instant"}},{timeout:6e4});return gm(t?.CreationDate??"")??"unclear"}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return t.code==="WINRM_ACCESS_DENIED"?"refused":"unclear"}}i(ym,"readBootId");var ra={BOOT_UNREADABLE:{message:"Nothing on the machine says which boot it is on, so no restart can be proved.",next:"Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12."},BOOT_UNCOMPARABLE:{message:"The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.",next:"Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.",retryable:!0},JOB_DIRECTORY_UNSAFE:{message:"The job directory on the machine is not ours beyond doubt, and SYSTEM would run what stands in it.",next:"Find out who made %ProgramData%\\patchring and who may write there, then delete it."},JOB_PARAMETERS_INVALID:{message:"The job was asked for without what it needs.",next:"Report this as a bug."},JOB_KEY_REUSED:{message:"The key of this job already stands for other work on the machine.",next:"Two rollouts of the same name run at once, or a ledger was lost: find the other one first."},JOB_RUNNING:{message:"The job still runs, and nothing of ours ever stops one.",next:"Wait until it has ended.",retryable:!0},JOB_CANCELLED:{message:"The job was taken back before it had begun.",next:"Run again when the rollout may go on.",retryable:!0},JOB_SCRIPTS_FORBIDDEN:{message:"Group policy lets the machine run signed script files only, and the job is one.",next:'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.'},JOB_SCRIPT_REFUSED:{message:"The session configuration runs the jobs of the installed module and no script of the owner’s.",next:"Take `configuration` out of the connection for this rollout, or `script` out of updates.source and the gates."},JOB_RESULT_UNREADABLE:{message:"The result of the job was written by another version.",next:"Finish with the version that started the job, or remove the job directory by hand."},PROBE_SCRIPT_CHANGED:{message:"The script of a gate does not stand on the machine as it stands in the plan; it was not run.",next:"Find out who writes to %ProgramData%\\patchring there: only administrators can."},RESTART_REFUSED:{message:"The machine refused to restart.",next:"Look at the System event log (event 1074) and whether the account may shut the machine down.",retryable:!0},WINDOWS_ACCESS_DENIED:{message:"The account may log on and may not read or do this.",next:"Use an account that is an administrator of the machine, with LocalAccountTokenFilterPolicy for local ones."},WINDOWS_LANGUAGE_CONSTRAINED:{message:"PowerShell on the machine runs in Constrained Language mode, which forbids what the functions need.",next:"Let App Control trust our scripts, or give the account a session configuration in Full Language mode; `$ExecutionContext.SessionState.LanguageMode` in a session says which it has."},WINDOWS_LANGUAGE_NONE:{message:"The session configuration takes no scripts (No Language mode).",next:"Name a session configuration that takes scripts, or one in which our functions are installed."},WINDOWS_PROCESS_32_BIT:{message:"The session runs in a 32-bit process, which sees another registry and cannot service Windows.",next:"Connect to the session configuration Microsoft.PowerShell, not to the 32-bit one."},WINDOWS_COMMAND_MISSING:{message:"PowerShell on the machine does not know a command that the function needs.",next:"Look at the cause for its name; it may be hidden from this session configuration."},WINDOWS_MODULE_MISSING:{message:"PowerShell on the machine cannot load a module of Windows that the function needs.",next:"Look at the cause for its name (CimCmdlets or Dism); repair it with `sfc /scannow`, and see whether PSModulePath of the machine still names %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\Modules."},WINDOWS_JEA_FUNCTIONS_MISSING:{message:"The session configuration has none of the functions that are called there.",next:"Install the module that `patchring jea` writes, or name no configuration in the policy, so that scripts are sent."},WINDOWS_JEA_VERSION_MISMATCHED:{message:"The functions that are installed on the machine are those of another version.",next:"Install the module that `patchring jea` of this version writes."},WINDOWS_OPERATION_FAILED:{message:"The function ended with an error.",next:"Look at the cause; the machine keeps the text in its PowerShell operational log."},WINDOWS_RESULT_INVALID:{message:"The machine answered with something that is not the result of the function.",next:"Report this with the cause; nothing was concluded from the answer."},CREDENTIAL_ANSWER_REJECTED:{message:"The machine rejects the account that the command of its credential answered with; it is not tried again.",next:"Check what the command answers for this machine, and whether that account is locked; then run again."},CREDENTIAL_WITHHELD:{message:"This credential was refused elsewhere and is not used any more, so that the account is not locked out.",next:"Check user and password on one machine with `patchring preflight`, then start again."}},Sm=new Map([["CommandNotFoundException","WINDOWS_COMMAND_MISSING"],["MethodInvocationNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CouldNotAutoloadMatchingModule","WINDOWS_MODULE_MISSING"],["CouldNotAutoLoadModule","WINDOWS_MODULE_MISSING"],["Modules_ModuleNotFound","WINDOWS_MODULE_MISSING"],["ConversionSupportedOnlyToCoreTypes","WINDOWS_LANGUAGE_CONSTRAINED"],["PropertySetterNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateComTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["ScriptsNotAllowed","WINDOWS_LANGUAGE_NONE"]]),wm=[2147942405,2147749891],vm=[2147943860,2147944122,2147549448,2147942432,2147943515];function L(e,t={}){let r=ra[e];return R(e,r.message,{retryable:r.retryable??!1,next:r.next,...t})}i(L,"windowsFailure");function bm(e){return Object.hasOwn(ra,e)}i(bm,"isWindowsErrorCode");function Nt(e){let[t=""]=e.errorId.split(","),r=e.hresult===void 0?void 0:e.hresult>>>0,n=r===void 0?"":` (0x${r.toString(16).toUpperCase().padStart(8,"0")})`,a=`${e.message}${n}`;if(bm(t))return L(t,{cause:a});let o=Sm.get(t);if(o!==void 0)return L(o,{cause:a});if(r!==void 0&&wm.includes(r))return L("WINDOWS_ACCESS_DENIED",{cause:a});let s=r!==void 0&&vm.includes(r);return L("WINDOWS_OPERATION_FAILED",{cause:`${t}: ${a}`,retryable:s})}i(Nt,"failureOfRecord");function Pm(e){let{error:t}=e.detail;return typeof t=="object"&&t!==null&&"errorId"in t?t:void 0}i(Pm,"errorRecordOf");function Rm({fault:e,httpStatus:t,offered:r,certificate:n,peerText:a}){return[e===void 0?"":`fault ${e} (0x${e.toString(16).toUpperCase()})`,t===void 0?"":`HTTP ${t}`,r===void 0?"":`offered: ${r.join(", ")||"nothing"}`,n===void 0?"":Em(n),a??""].filter(o=>o!=="")}i(Rm,"causesOf");function Em({subject:e,issuer:t,validFrom:r,validTo:n,sha256:a}){return`certificate ${e}, issued by ${t}, valid from ${r} to ${n}, SHA-256 ${a}`}i(Em,"certificateText");function qe(e){let[t]=e instanceof W?e.failures:[];if(t!==void 0)return t;if(!(e instanceof $))throw e;let r=e.code==="WINRM_PIPELINE_FAILED"?Pm(e):void 0;if(r!==void 0)return Nt(r);let n=Rm(e.detail);return R(e.code,e.message,{retryable:e.retryable,next:e.help,...n.length===0?{}:{cause:n.join(", ")}})}i(qe,"failureFrom");function Cm(e,t){switch(t.kind){case"scan":return{Key:e,Kind:t.kind,...kt(t)};case"stage":return"packages"in t?{Key:e,Kind:t.kind,...aa(t)}:{Key:e,Kind:t.kind,...kt(t),Update:t.updates.map(Oe)};case"install":case"hide":case"show":return{Key:e,Kind:t.kind,...kt(t),Update:t.updates.map(Oe)};case"packages":return{Key:e,Kind:t.kind,...aa(t)};case"detect":return{Key:e,Kind:t.kind,Script:[It("detect",t.detect)]};case"script":case"removal":{let{kind:r,update:n,run:a,detect:o}=t;return{Key:e,Kind:r,Update:[Oe(n)],Script:[It("run",a),It("detect",o)]}}case"drain":return{Key:e,Kind:t.kind,Drain:t.after};case"resume":return{Key:e,Kind:t.kind,Drain:t.drains};case"uninstall":return{Key:e,Kind:t.kind,...na(t),Kb:t.kbs}}}i(Cm,"startArguments");function na({packagesBefore:e,packagesAdded:t}){return{PackagesBefore:e,...t===void 0?{}:{PackagesAdded:t}}}i(na,"undoArguments");function aa({packages:e}){let t=e.map(r=>({one:r,id:Oe($o(r))}));return{Package:t.map(({one:r,id:n})=>`${n}|${r.kb}|${r.sha256}|${r.file}`),Prerequisite:t.flatMap(({one:r,id:n})=>r.prerequisites.map(a=>`${n}|${a.sha256}|${a.file}`))}}i(aa,"packageTexts");function It(e,{sha256:t,text:r}){return`${e}|${t}|${r}`}i(It,"scriptText");function kt({source:e,overrideWsus:t}){return{Source:e,...t===!0?{OverrideWsus:!0}:{}}}i(kt,"asking");var Nm={2:{state:"queued"},4:{state:"running",percent:null,note:"the task is running"}};async function Im(e,t){try{let[r]=await e.readCim({namespace:"root/Microsoft/Windows/TaskScheduler",className:"MSFT_ScheduledTask",keys:{TaskName:t,TaskPath:"\\patchring\\"},properties:{State:"number"}},{timeout:6e4});return Nm[r?.State??0]??"unclear"}catch(r){if(r instanceof $&&r.detail.fault!==void 0)return"unreadable";throw r}}i(Im,"readTask");function ia(e,t){return oa(e,t.output.map(Ci))}i(ia,"readResult");function oa(e,t){let[r,...n]=t,a=i(s=>({ok:!1,failure:L("WINDOWS_RESULT_INVALID",{phase:e.command,cause:s}),arrived:"maybe"}),"invalid");if(r===void 0||n.length>0)return a(`${t.length} objects instead of one`);let o=e.result.safeParse(r);return o.success?{ok:!0,value:o.data}:a(No(o.error))}i(oa,"readPlain");var Ce={command:"Get-PatchringBoot",parameters:{},result:me,timeout:6e4},sa={command:"Stop-PatchringJob",parameters:{Key:"string"},result:h({outcome:E(["cancelled","absent","begun"])}),timeout:6e4},da={command:"Get-PatchringDiagnosis",parameters:{EventsSince:"datetime?"},result:lo,timeout:6e4},Ot={command:"Get-PatchringFacts",parameters:{},result:lr,timeout:6e4},Mt={command:"Get-PatchringHealth",parameters:{EventsSince:"datetime?"},result:ur,timeout:12e4},Tt={command:"Get-PatchringHotpatch",parameters:{},result:mr,timeout:6e4},ca={command:"Get-PatchringPackage",parameters:{},result:po,timeout:12e4},la={command:"Get-PatchringJob",parameters:{Key:"string"},result:$r,timeout:6e4},Dt={command:"Invoke-PatchringProbe",parameters:{Sha256:"string",Text:"string",Seconds:"int"},result:yo,timeout:12e4,isAlone:!0},_t={command:"Get-PatchringRemoval",parameters:{PackagesBefore:"string[]?",PackagesAdded:"string[]?"},result:or,timeout:12e4},ua={command:"Remove-PatchringJob",parameters:{Key:"string"},result:h({outcome:E(["removed","absent","running"])}),timeout:6e4},ma={command:"Restart-PatchringMachine",parameters:{IfStillOn:"string",Reason:"string"},result:h({outcome:E(["restarting","alreadyRestarted"])}),timeout:6e4},$a={command:"Get-PatchringRestartReadiness",parameters:{},result:hr,timeout:12e4},ha={command:"Get-PatchringRoles",parameters:{},result:fr,timeout:18e4},fa={command:"Get-PatchringShadow",parameters:{},result:sr,timeout:15e4},pa={command:"Start-PatchringJob",parameters:{Key:"string",Kind:"string",Source:"string?",OverrideWsus:"bool?",Update:"string[]?",Package:"string[]?",Prerequisite:"string[]?",Script:"string[]?",PackagesBefore:"string[]?",PackagesAdded:"string[]?",Kb:"string[]?",Drain:"string[]?"},result:$r,timeout:6e4},ga={command:"Get-PatchringVersion",parameters:{},result:h({version:T().int()}),timeout:6e4,isAlone:!0},He={command:"Invoke-PatchringVisit",parameters:{Call:"hashtable[]"},result:h({answers:C(h({output:C(Oo()),failure:h({errorId:I(),message:I(),category:I(),hresult:Co()}).nullable()}))}),timeout:6e4,isAlone:!0},km="SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";async function Om(e){try{return(await e.readCim({namespace:"root/cimv2",className:"Win32_Service",query:km,properties:{State:"string",StartMode:"string"}},{timeout:6e4})).some(({State:t,StartMode:r})=>t==="Start Pending"&&r==="Auto")}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return!1}}i(Om,"areServicesStarting");var Mm=[Ot,Ce,Tt,Mt,ha,ca,_t,fa,da,Dt,pa,la,sa,ua,ma,$a,ga,He],ya=10,Tm=2*ya,Dm=20;function At(e,t){return e.ok?{ok:!0,value:t(e.value)}:e}i(At,"mapAnswer");var _m=class{static{i(this,"WindowsMachine")}#e;#t=!0;#r=0;#n;#a=!0;#o=0;#i;#s;#d;constructor(e){this.#e=e}readBoot(){let e=this.#c();return e!==void 0?Promise.resolve(e):this.#e.call(Ce,{})}async readNewBoot(e){if(this.#c(),this.#a&&!this.#e.hasPool){let o=await this.#e.ask("readNewBoot",ym);if(!o.ok)return o;let s=cr(o.value,e);if(s==="same")return{ok:!0,value:"unchanged"};this.#a=o.value!=="refused",this.#o=(this.#o+1)%Dm;let d=s==="other"&&this.#o!==0?await this.#e.ask("readNewBoot",Om):void 0;if(d?.ok===!1)return d;if(d?.value===!0)return{ok:!0,value:"starting"}}this.#o=0;let t=await this.readBoot();if(!t.ok)return t;let r=cr(t.value.bootId,e);if(r==="other")return t;if(await this.#e.closePool(),r==="same")return{ok:!0,value:"unchanged"};let n=`${t.value.bootId}, and ${e} before`,a={machine:this.#e.machine,phase:"readNewBoot",cause:n};return{ok:!1,failure:L("BOOT_UNCOMPARABLE",a),arrived:"maybe"}}async probe(e,t={}){this.#c();let r=e.filter(a=>a!=="scripts"),n=await Promise.all(r.map(async a=>[a,await this.#u(a,t)]));return r.length<e.length&&n.push(["scripts",await this.#l(t.scripts??[])]),Object.fromEntries(n)}async#l(e){let t=[];for(let{key:r,sha256:n,text:a,timeout:o}of e){let s=Math.min(60,Math.max(1,Math.ceil(o/1e3))),d=await this.#e.call(Dt,{Sha256:n,Text:a,Seconds:s});if(!d.ok)return d;t.push([r,d.value])}return{ok:!0,value:Object.fromEntries(t)}}async startJob(e,t){this.#c();let r=t.kind==="scan"||t.kind==="detect";this.#s=r?void 0:e,this.#i=r?{key:e,polls:0}:void 0;let n=await this.#e.call(pa,Cm(e,t));return this.#t=!0,r||await this.#e.closePool(),n}async pollJob(e){if(this.#c(),this.#i?.key===e&&(this.#i.polls+=1),this.#t){let n=await this.#e.ask("pollJob",o=>Im(o,e));if(!n.ok)return n;this.#r+=1;let a=this.#r>=ya;if(typeof n.value=="object"&&!a)return{ok:!0,value:n.value.state==="running"&&this.#n?.key===e&&this.#n!==void 0?this.#n.status:n.value};this.#t=n.value!=="unreadable"}this.#r=0;let[t,r]=await Promise.all([this.#e.call(la,{Key:e}),e===this.#s?this.#e.call(Ce,{}):void 0]);return this.#n=t.ok&&t.value.state==="running"?{key:e,status:t.value}:void 0,t.ok&&t.value.state==="finished"&&(this.#d=r),!(this.#i?.key===e&&this.#i.polls<Tm)&&t.ok&&(t.value.state==="queued"||t.value.state==="running")&&await this.#e.closePool(),t}async cancelJob(e){let t=await this.#e.call(sa,{Key:e});return this.#t=!0,At(t,({outcome:r})=>r)}async removeJob(e){this.#c();let t=await this.#e.call(ua,{Key:e});if(!t.ok)return t;let{outcome:r}=t.value;if(r!=="running")return{ok:!0,value:r};let{machine:n}=this.#e;return{ok:!1,failure:L("JOB_RUNNING",{machine:n,phase:"removeJob"}),arrived:"maybe"}}async restart(e,t){this.#c();let r=await this.#e.call(ma,{IfStillOn:e,Reason:t});return await this.#e.close(),At(r,({outcome:n})=>n)}release(){return this.#c(),this.#e.close()}#c(){let e=this.#d;return this.#d=void 0,e}#u(e,{eventsSince:t,undo:r}){switch(e){case"health":return this.#e.call(Mt,t===void 0?{}:{EventsSince:new Date(t)});case"packages":return this.#e.call(ca,{}).then(n=>At(n,({packages:a})=>a));case"diagnosis":return this.#e.call(da,t===void 0?{}:{EventsSince:new Date(t)});case"facts":return this.#e.call(Ot,{});case"boot":return this.#e.call(Ce,{});case"restart":return this.#e.call($a,{});case"removal":return this.#e.call(_t,r===void 0?{}:na(r));case"shadow":return this.#e.call(fa,{});case"roles":return this.#e.call(ha,{});case"hotpatch":return this.#e.call(Tt,{})}}},Am=["name","tcp","tls","authentication","service"],Sa={WINRM_USAGE_INVALID:"settings",WINRM_JUMP_UNREACHABLE:"jump host",WINRM_JUMP_REFUSED:"jump host",WINRM_JUMP_FAILED:"tcp",WINRM_NAME_NOT_FOUND:"name",WINRM_CONNECTION_REFUSED:"tcp",WINRM_CONNECTION_TIMED_OUT:"tcp",WINRM_CONNECTION_FAILED:"tcp",WINRM_SEALING_FAILED:"authentication"},Lm={connect:"tcp",tls:"tls"};function Wm(e,t){return/^WINRM_CONNECTION_/.test(e)&&typeof t=="string"?Lm[t]??Sa[e]??"service":e.startsWith("WINRM_TLS_")?"tls":/^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(e)?"authentication":Sa[e]??"service"}i(Wm,"rungOf");function Um(e){return e===void 0?void 0:`${e.subject}, valid until ${e.validTo}`}i(Um,"certificateText2");function xm(e,{mechanism:t,fallback:r}){let n={ntlm:"NTLM",kerberos:"Kerberos"}[t];r===void 0?e.ok("authentication",n):e.note("authentication",!1,`${n} and not Kerberos (${r.code}: ${r.message})`)}i(xm,"noteLogon");function Bm(e,t,r){let n=r?.step==="service"&&t.error?.detail.fault===void 0;if(!(r?.step==="settings"||r?.step==="jump host")){t.via&&e.ok("jump host","");for(let a of Am){if(a===r?.step)return;r!==void 0&&t.error===void 0?e.skip(a,"not asked"):a==="name"&&t.via?e.skip(a,"known to the jump host"):a==="tls"&&t.certificate===void 0?e.skip(a,"HTTP, sealed by the authentication"):a==="authentication"&&t.authentication!==void 0?xm(e,t.authentication):a==="authentication"&&n?e.skip(a,"it did not come to that"):e.ok(a,{tls:t.certificate,service:t.version}[a]??"")}}}i(Bm,"write");async function Gm(e,t){let r={via:!1},n=await e.ask("connect",async(o,{options:s})=>{r.via=s.endpoint.via!==void 0;try{r.version=(await o.identify()).productVersion}catch(d){throw d instanceof $&&(r.error=d),d}finally{let d=Um(o.peerCertificate);d!==void 0&&(r.certificate=d),r.authentication=o.authentication}}),a=n.ok?void 0:{step:Wm(n.failure.code,r.error?.detail.phase),failure:n.failure};return Bm(t,r,a),a}i(Gm,"climb");var Fm=class{static{i(this,"Row")}#e=[];#t;#r;constructor(e){this.#t=e}ok(e,t){this.#e.push({name:e,outcome:"ok",detail:t})}note(e,t,r){this.#e.push({name:e,outcome:t?"ok":"warning",detail:r})}skip(e,t){this.#e.push({name:e,outcome:"skipped",detail:t})}failed(e,t){return this.#e.push({name:e,outcome:"failed",detail:t.message}),this.#r=t,this.ended()}ended(){let e={machine:this.#t,steps:this.#e};return this.#r===void 0?e:{...e,failure:this.#r}}},jm=10*1024**3;function wa(e){return`${(e/1024**3).toFixed(1)} GB`}i(wa,"gigabytes");var Km={WINDOWS_LANGUAGE_NONE:"language mode",WINDOWS_LANGUAGE_CONSTRAINED:"language mode",WINDOWS_ACCESS_DENIED:"rights"};async function qm(e,t){let r=await e.call(Ot,{}),n=r.ok||!/^WINRM_(?!PIPELINE_)/.test(r.failure.code);if(!r.ok&&!n)return t.failed("endpoint",r.failure);if(t.ok("endpoint","a PowerShell session opens"),!r.ok)return t.failed(Km[r.failure.code]??"functions",r.failure);let a={machine:e.machine,phase:"preflight"},{languageMode:o,isAdministrator:s,is64BitProcess:d,psVersion:c,scriptPolicy:l}=r.value;if(o!=="FullLanguage"){let u=o==="NoLanguage"?"WINDOWS_LANGUAGE_NONE":"WINDOWS_LANGUAGE_CONSTRAINED";return t.failed("language mode",L(u,{...a,cause:o}))}return t.ok("language mode",`${o}, PowerShell ${c}`),t.ok("functions","they answer"),s?d?(t.ok("rights","administrator"),l!==null?t.failed("jobs",L("JOB_SCRIPTS_FORBIDDEN",{...a,cause:l})):r.value):t.failed("rights",L("WINDOWS_PROCESS_32_BIT",a)):t.failed("rights",L("WINDOWS_ACCESS_DENIED",{...a,cause:"not an administrator"}))}i(qm,"enter");function Hm(e,{pendingRestart:t,isServicing:r,bootedAt:n},{clock:a}){let o=et(Date.parse(a)-Date.parse(n)),s=t.filter(c=>c!=="fileRename"),d=s.length===0?`none, up for ${o}`:s.join(", ");e.note("pending restart",s.length===0&&!r,r?`${d}; servicing is busy`:d)}i(Hm,"noteBoot");function Vm(e,{systemDrive:t}){let{free:r,size:n}=t;e.note("disk",r>=jm,`${wa(r)} of ${wa(n)} free on the system drive`)}i(Vm,"noteDisk");function Jm(e,{resetters:t,lastResetBase:r,unreadable:n}){let a=r===null?"":`; last ResetBase ${r}`;if(t===null){e.note("undo",!1,`not known whether an update could be undone: ${n.join("; ")}`);return}let o=t.join(", "),s=t.length===0?`nothing stands against it${a}`:`could not be undone: ${o} cleans the component store with ResetBase; stop it until the rollout has soaked`;e.note("undo",t.length===0,s)}i(Jm,"noteRemoval");function zm(e,t){let r=i(a=>a===null?"unknown":String(a),"say"),n=[`enrolment package ${r(t.enrollmentPackage)}`,`virtualization-based security ${r(t.vbsStatus)}`,`secure boot ${r(t.secureBoot)}`,`Arc licence ${r(t.arcSubscription)}`,...t.licenceTrouble,...t.licenceMitigation===null?[]:[`licence override ${t.licenceMitigation}`],...t.unreadable.map(a=>`unreadable: ${a}`)];e.note("hotpatch",t.licenceTrouble.length===0&&t.unreadable.length===0,n.join(", "))}i(zm,"noteHotpatch");async function Ve(e,t,r){let n=await r;if(n.ok)return n.value;e.failed(t,n.failure)}i(Ve,"look");async function Qm(e,t,r){t.ok("product",`${r.productName}, build ${r.build}.${r.ubr}`),t.note("other updaters",r.otherUpdaters.length===0,r.otherUpdaters.join(", ")||"none");let n=await Ve(t,"disk",e.call(Mt,{}));if(n===void 0)return{facts:r};Vm(t,n);let a=await Ve(t,"pending restart",e.call(Ce,{}));if(a===void 0)return{facts:r};Hm(t,a,r);let o=await Ve(t,"undo",e.call(_t,{}));if(o===void 0)return{facts:r,boot:a};Jm(t,o);let s=await Ve(t,"hotpatch",e.call(Tt,{}));return s===void 0?{facts:r,boot:a}:(zm(t,s),{facts:r,boot:a,hotpatch:s})}i(Qm,"survey");async function Ym(e){let t=new Fm(e.machine),r=await Gm(e,t);if(r!==void 0)return{row:t.failed(r.step,r.failure)};let n=await qm(e,t);if("steps"in n)return{row:n};let a=await Qm(e,t,n);return{row:t.ended(),...a}}i(Ym,"preflight");var Xm=`function Get-DrainObstacle {
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
`,Zm=`function Find-PlannedUpdate {
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
`,n$=`function New-OwnShell {
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
`,o$=`function Invoke-PatchringVisibility {
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
`,s$=`function Get-SystemStart {
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
`,c$=`function Read-PackageManifest {
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
`,u$=`function Read-EventRow {
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
`,m$=`function Stop-Patchring {
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
`,$$=`function Read-NetworkCost {
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
`,h$=`function Read-CimRow {
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
`,f$=`function Write-JobFile {
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
`,p$=`function Get-WindowsDirectory {
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
`,g$=`function Open-PackageSource {
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
`,y$=`function Read-WindowsPackage {
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
`,S$=`function Read-RegistryValue {
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
`,w$=`function Read-UpdateStaticProperty {
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
`,v$=`function New-ProbeRow {
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
`,b$=`function Get-WebProbe {
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
`,P$=`function Invoke-Program {
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
`,R$=`function Get-ScriptPolicy {
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
`,E$=`function Read-WriterLine {
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
`,C$=`function Start-StoreWork {
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
`,N$=`function Test-ErrorResult {
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
`,I$=`function Test-PendingServicingFile {
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
`,k$=`function New-UpdateSession {
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
`,O$=`function Set-UpdateHidden {
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
`,M$=`function Start-UpdateWork {
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
`,T$=`function Read-AgentPulse {
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
`,D$=`function Get-PatchringBoot {
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
`,_$=`function Stop-PatchringJob {
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
`,A$=`function Get-EventLine {
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
`,L$=`function Get-InstalledRole {
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
`,W$=`function Get-ServiceReading {
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
`,U$=`function Read-Evidence {
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
`,x$=`function Get-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }
}
`,B$=`function Get-PatchringJob {
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
`,G$=`function Wait-OwnShell {
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
`,F$=`function Get-PatchringRemoval {
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
`,j$=`function Remove-PatchringJob {
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
`,K$=`function Invoke-Shutdown {
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
`,q$=`function Read-KeyProtectorId {
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
`,H$=`function Invoke-RoleProbe {
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
`,V$=`function Get-PatchringShadow {
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
`,J$=`function Get-ScriptText {
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
`,z$=`function Get-PatchringVersion {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 [pscustomobject]@{ version = 12 }
}
`,Q$=`function Get-CallAnswer {
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
`,Lt=12,Y$=[m$,S$,R$,h$,u$,p$,s$,C$,y$,c$,I$,E$,g$,T$,k$,O$,w$,$$,M$,l$,N$,f$,P$,v$,d$,b$],X$=[e$,r$,a$,Zm,t$,n$,i$,o$,Xm],Z$=[L$,D$,U$,W$,H$,x$,F$,V$,A$,G$,J$,B$,_$,j$,K$,q$,z$,Q$],eh=[...Y$,...Z$,...X$];function th(e){return e.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm,"").split(`
`).map(t=>t.trimEnd()).filter(t=>t!==""&&!/^[ \t]*#/.test(t)).map(t=>t.replace(/^(?: {4})+/,r=>" ".repeat(r.length/4))).map(t=>`${t}
`).join("")}i(th,"withoutComments");function rh(e){let t=e.flatMap(n=>[...th(n).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]),r=new Set(t.map(([,n=""])=>n));return new Map(t.map(([n,a=""])=>{let o=new Set(n.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));return[a,{name:a,text:n,needs:[...o].filter(s=>s!==a&&r.has(s))}]}))}i(rh,"functionsOf");var Je=rh(eh),va="Invoke-JobBody",ba=new Map([...(Je.get(va)?.text??"").matchAll(/^ {2}'(\w+)' \{([\s\S]*?)(?=^ {2}(?:'|default ))/gm)].map(([,e="",t=""])=>[e,t.match(/Invoke-Patchring\w+/g)??[]])),Pa=new Set([...ba.values()].flat()),nh="Get-CallAnswer",ah=/^(?:Get|Start|Stop|Remove|Restart)-Patchring\w+$/;function ih(e,t){let r=Je.get(e)?.needs??[];if(e===nh)return r.filter(a=>!ah.test(a));if(e!==va||t.length===0)return r;let n=new Set(t.flatMap(a=>ba.get(a)??[...Pa]));return r.filter(a=>!Pa.has(a)||n.has(a))}i(ih,"needsOf");function oh(e){let t=new Set,r=e.flatMap(({kind:a})=>a??[]),n=e.map(({command:a})=>a);for(let a=n.pop();a!==void 0;a=n.pop())t.has(a)||(t.add(a),n.push(...ih(a,r)));return[...Je.keys()].filter(a=>t.has(a))}i(oh,"functionsFor");function sh(e){return`# patchring: functions of update rollout ${e.replaceAll(/[^A-Za-z0-9._-]/g,"-").slice(0,100)||"without-name"}, script version ${Lt}. This text only defines them; each call names one.
`}i(sh,"headerOf");function dh(e,t){return sh(t)+e.map(r=>Je.get(r)?.text??"").join("")}i(dh,"textOf2");var Ra="Get-ScriptText",ch=class{static{i(this,"KnownFunctions")}#e=new Set;#t=new Set;definitionFor(e,t){let r=oh(e),n=r.includes(Ra)&&!r.every(a=>this.#t.has(a))?r:r.filter(a=>!this.#e.has(a));return{names:n,text:n.length===0?"":dh(n,t)}}learn({names:e}){for(let t of e)this.#e.add(t);e.includes(Ra)&&(this.#t=new Set(e))}};function lh(e){let t=e.findIndex(({stated:r})=>r.isAlone===!0);return t<0?e:e.slice(0,Math.max(1,t))}i(lh,"firstOf");function uh(e){return e.length>1?[He.command]:[]}i(uh,"callerOf");var mh="# patchring: functions and calls of them";function $h(e){return[{text:e,isScript:!0,useLocalScope:!1,arguments:[]}]}i($h,"scriptOf");function Ea({parameters:e}){return Object.entries(e).flatMap(([t,r])=>r===void 0?[]:[[t,r]])}i(Ea,"given");function hh(e){let t=Ea(e).map(([r,n])=>({name:r,value:n}));return[{text:e.stated.command,isScript:!1,arguments:t}]}i(hh,"statementOf");async function Ca(e,t,r,n){let a=r===""?[]:[mh,r].map($h);try{let o=[...a,hh(t)];return{ok:!0,value:await e.run({statements:o,noInput:!0},{timeout:n})}}catch(o){if(!(o instanceof $)||o.code!=="WINRM_PIPELINE_FAILED")throw o;return{ok:!1,failure:qe(o),arrived:"maybe"}}}i(Ca,"run");async function fh(e,t,r){let n=await Ca(e,t,r,t.stated.timeout);if(!n.ok)return n;let{output:a,errors:o}=n.value,[s]=o;return a.length>0||s===void 0?ia(t.stated,n.value):{ok:!1,failure:Nt(s),arrived:"maybe"}}i(fh,"runOne");async function ph(e,t,r){let n=t.map(c=>({Name:c.stated.command,Given:Object.fromEntries(Ea(c))})),a=t.reduce((c,{stated:l})=>c+l.timeout,0),o=await Ca(e,{stated:He,parameters:{Call:n}},r,a),s=o.ok?ia(He,o.value):o;if(!s.ok||s.value.answers.length!==t.length)return;let{answers:d}=s.value;return t.map(({stated:c},l)=>{let{output:u=[],failure:m=null}=d[l]??{};return m===null?oa(c,u):{ok:!1,failure:Nt(m),arrived:"maybe"}})}i(ph,"runAll");async function Na(e,t,r){let[n,a]=t;return n===void 0?[]:(a===void 0?void 0:await ph(e,t,r))??[await fh(e,n,r)]}i(Na,"runTogether");async function gh(e){let[t]=await Na(e,[{stated:ga,parameters:{}}],"");if(t===void 0)throw new RangeError("one call has one answer");if(!t.ok){let{failure:a}=t;return a.code!=="WINDOWS_COMMAND_MISSING"?t:{...t,failure:L("WINDOWS_JEA_FUNCTIONS_MISSING",{cause:a.cause??a.message})}}let r=t.value.version;if(r===Lt)return{ok:!0,value:r};let n=`installed is version ${r}, called is version ${Lt}`;return{ok:!1,failure:L("WINDOWS_JEA_VERSION_MISMATCHED",{cause:n}),arrived:"no"}}i(gh,"readVersion");var yh=3e5,Sh=new Set(["WINRM_SHELL_GONE","WINRM_CONNECTION_LOST"]);function wh(e){return[...e.map(({stated:{command:t},parameters:{Kind:r}})=>({command:t,kind:typeof r=="string"?r:void 0})),...uh(e).map(t=>({command:t}))]}i(wh,"wantedBy");var vh=class{static{i(this,"PoolCalls")}#e;#t;#r=!1;constructor(e){this.#e=e}get hasPool(){return this.#t!==void 0}async serve(e){let t=this.#t!==void 0,r=await this.#n(e),n=r.findIndex(a=>!a.ok&&Sh.has(a.failure.code));return!t||n<0?r:[...r.slice(0,n),...await this.#n(e.slice(n))]}close(){let e=this.#t?.pool.close();return this.#t=void 0,e}forget(){this.#t=void 0,this.#r=!1}async#n(e){let t=[],r=e.length;for(;t.length<e.length;){let a=lh(e.slice(t.length,t.length+r)),o=await this.#a(a);o.ok?t.push(...o.value):t.push(...e.slice(t.length).map(()=>o)),o.ok&&o.value.length<a.length&&(r=1)}let{machine:n}=this.#e;return t.map((a,o)=>{let s=e[o]?.stated.command??"";return a.ok?a:{...a,failure:{...a.failure,machine:n,phase:s}}})}async#a(e){let t=e[0]?.stated.command??"",r=await this.#o(t);if(!r.ok)return{...r,arrived:"no"};let{pool:n,known:a}=r.value,o=a?.definitionFor(wh(e),this.#e.poolName),s=await this.#e.attempt(t,()=>Na(n,e,o?.text??""));return o!==void 0&&s.ok&&s.value.some(({ok:d})=>d)&&a?.learn(o),s}async#o(e){let t=await this.#i(e);if(!t.ok||t.value.known!==void 0||this.#r)return t;let r=await this.#e.attempt(e,()=>gh(t.value.pool)),n=r.ok?r.value:r;return n.ok?(this.#r=!0,t):n}async#i(e){if(this.#t!==void 0)return{ok:!0,value:this.#t};let{poolName:t,attempt:r}=this.#e,n=await r(e,async(a,{configurationName:o})=>{let s={name:t,idleTimeout:yh},d=o===void 0?{}:{configurationName:o};return{pool:await a.openPool({...s,...d}),known:o===void 0?new ch:void 0}});return n.ok&&(this.#t=n.value),n}},bh=new Set(["WINRM_PIPELINE_FAILED","WINRM_USAGE_INVALID"]);function Wt(e,t){return"refusedBy"in e?t(e.refusedBy):e.value}i(Wt,"outcomeOf");function Ph(e){return e instanceof $?Po.has(e.code)?"refused":e.code==="WINRM_ACCESS_DENIED"||e.detail.fault!==void 0?"accepted":"unknown":"unknown"}i(Ph,"judge");var Rh=class{static{i(this,"Visit")}#e;#t;#r;#n;#a=Promise.resolve();#o=new Set;constructor(e){this.#e=e;let{machine:t,poolName:r}=e;this.#r=new vh({machine:t,poolName:r,attempt:i((n,a)=>this.#s(n,a),"attempt")})}get machine(){return this.#e.machine}get hasPool(){return this.#r.hasPool}call(e,t){let r=this.#n??this.#i(),n=r.calls.push({stated:e,parameters:t})-1;return r.answers.then(a=>a[n])}ask(e,t){return this.#$(()=>this.#s(e,t))}closePool(){return this.#$(async()=>this.#m())}close(){return this.#$(async()=>{this.#u(),await Promise.all(this.#o)})}#i(){let e=[],t=this.#$(()=>(this.#n===r&&(this.#n=void 0),this.#r.serve(e))),r={calls:e,answers:t};return this.#n=r,r}async#s(e,t){let{machine:r,guard:n}=this.#e,a;try{a=this.#c()}catch(u){return{ok:!1,failure:{...qe(u),machine:r,phase:e},arrived:"no"}}let{session:o,connection:s,subjects:d}=a,c=i(()=>this.#l(e,()=>t(o,s)),"run2");if(a.isProved){let{judgement:u,value:m}=await c();if(u==="refused")for(let f of d)n.note(f,u);return m}let l=await this.#d(e,a,c);if(l.ok){a.isProved=!0;let{mechanism:u="",fallback:m}=o.authentication??{};m!==void 0&&this.#e.onFallback?.({machine:r,mechanism:u,...m})}return l}async#d(e,t,r){let{machine:n,guard:a}=this.#e,{credential:o,prepare:s}=t.connection,d=i(u=>{s!==void 0&&this.#u();let m=`refused by ${u.join(", ")}`;return{ok:!1,failure:L("CREDENTIAL_WITHHELD",{machine:n,phase:e,cause:m}),arrived:"no"}},"withheld"),c={credential:o,machine:n,isSource:s!==void 0},l=a.refusalsOf(c);if(l!==void 0)return d(l);if(t.subjects=[c],s===void 0)return Wt(await a.run(c,r),d);try{let u={credential:`account ${await s()}`,machine:n};t.subjects=[c,u];let m=i(async()=>{let f="unknown",g=i(async()=>{let w=await r();return f=w.judgement,w},"judged"),y=Wt(await a.run(u,g),d);return{judgement:f,value:y}},"inner");return Wt(await a.run(c,m),d)}catch(u){if(!(u instanceof W))throw u;return{ok:!1,failure:{...qe(u),machine:n,phase:e},arrived:"no"}}}async#l(e,t){try{return{judgement:"accepted",value:{ok:!0,value:await t()}}}catch(r){let n=Ph(r),a=qe(r),o={...n==="refused"&&this.#t?.connection.prepare!==void 0?L("CREDENTIAL_ANSWER_REJECTED",{cause:`${a.code}: ${a.message}`}):a,machine:this.#e.machine,phase:e};return r instanceof $&&r.detail.fault!==void 0?this.#m():r instanceof $&&bh.has(r.code)||this.#u(),{judgement:n,value:{ok:!1,failure:o,arrived:"maybe"}}}}#c(){if(this.#t!==void 0)return this.#t;let e=this.#e.connection();return this.#t={session:this.#e.connect(e.options),connection:e,isProved:!1,subjects:[]},this.#t}#u(){this.#f(this.#t?.session.close()),this.#t=void 0,this.#r.forget()}#m(){this.#f(this.#r.close())}#f(e){e!==void 0&&(this.#o.add(e),e.then(()=>this.#o.delete(e)))}#$(e){this.#n=void 0;let t=this.#a.then(e,e);return this.#a=t.catch(()=>{}),t}},Eh=class{static{i(this,"WindowsFleet")}#e;#t=new hm;#r=new Map;constructor(e){this.#e=e}machine(e){let t=e.name.toLowerCase(),r=this.#r.get(t);if(r!==void 0)return r;let n=new _m(this.#n(e,this.#e.onFallback));return this.#r.set(t,n),n}async preflight(e){let t=this.#n(e);try{return await Ym(t)}finally{await t.close()}}async close(){await Promise.all([...this.#r.values()].map(e=>e.release()))}#n(e,t){let{connectionOf:r,name:n,connect:a=$m}=this.#e,o=i(()=>r(e),"connection"),{name:s}=e;return new Rh({machine:s,connection:o,guard:this.#t,connect:a,poolName:n,onFallback:t})}};import{readFileSync as Ch}from"node:fs";import{resolve as Nh}from"node:path";var Ia=2e4,ka=65536,Ih=rt({username:I().min(1).max(512),password:I().min(1).max(4096)}),Oa={username:"",password:i(()=>"","password")};function kh(e,t,r,n){let{env:a}=n;switch(e.kind){case"password":return{credentials:{username:X(e.username,a),password:i(()=>X(e.password,a),"password")}};case"certificate":return{credentials:Oa,clientCertificate:i(()=>Ma(e,t,n),"clientCertificate")};case"sso":return{credentials:Oa};case"exec":return Th(()=>_h(e.command,t,r,n),r)}}i(kh,"accountFor");function Oh({form:e,way:t},{env:r,secret:n}){let{password:a}=(t.via===void 0?void 0:ir(t.via))??{},o=e.kind==="password"?e.password:e.kind==="certificate"?e.passphrase:void 0;for(let s of[a,o]){let d=s===void 0?"":X(s,r);d!==""&&n(d)}}i(Oh,"maskSecrets");function Mh(e,{env:t,secret:r}){let n=e.indexOf("$"),a=X(e.slice(n),t);if(!(n===-1||a===""||a===e.slice(n)))return r(a),`${e.slice(0,n)}${a}`}i(Mh,"meantBy");function Ma(e,t,r){let n=Ta(e.key,`credentials.${t}.key`,r);r.secret(n);let a=Ta(e.certificate,`credentials.${t}.certificate`,r),o=e.passphrase===void 0?void 0:X(e.passphrase,r.env);return{cert:a,key:n,...o===void 0?{}:{passphrase:o}}}i(Ma,"readCertificate");function Ta(e,t,{directory:r,env:n}){let a=X(e,n);if(a.includes("-----BEGIN "))return a;let o=ue(e),s=o===void 0?Nh(r,a):a,d=o===void 0?`the file ${s}`:`what ${o} holds or names`,c=i(u=>new W([R("CREDENTIAL_FILE_UNREADABLE",`${t}: ${d} ${u}`)]),"refuse3"),l;try{l=Ch(s,"utf8")}catch(u){let m=u instanceof Error&&"code"in u&&u.code==="ENOENT";throw c(m?"is not there":"cannot be read")}if(l.includes("-----BEGIN "))return l;throw c("is no PEM")}i(Ta,"pemOf");function Th(e,t){let r;return{async prepare(){return r=await e(),Dh(r.username,t.name)},async credentials(){let{username:n,password:a}=r??await e();return r=void 0,{username:n,password:i(()=>a,"password")}}}}i(Th,"byCommand");function Dh(e,t){let r=e.toLowerCase(),[n=""]=t.toLowerCase().split("."),[a="",o=""]=r.includes("\\")?r.split("\\"):["",r];return["",".",n,t.toLowerCase()].includes(a)&&!o.includes("@")?`${t.toLowerCase()}\\${o}`:r}i(Dh,"nameOfAccount");async function _h(e,t,r,{directory:n,secret:a,signal:o}){let s=e.map(c=>c.replaceAll("{machine}",r.name)),d=await ve({command:s,directory:n,timeout:Ia,limit:ka,signal:o});if(d.kind==="done"){let c=Ah(d.output);if(c!==void 0)return a(c.password),c}throw new W([{...Lh(d,`credentials.${t}.exec`),machine:r.name}])}i(_h,"askCommand2");function Ah(e){try{return Ih.safeParse(JSON.parse(e)).data}catch{return}}i(Ah,"answerIn");function Lh(e,t){switch(e.kind){case"missing":return R("CREDENTIAL_COMMAND_MISSING",`the command of ${t} cannot be started (${e.why})`);case"failed":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} failed (${e.how})`,{retryable:!0});case"overdue":return R("CREDENTIAL_COMMAND_OVERDUE",`the command of ${t} took more than ${Ia/1e3} s`,{retryable:!0});case"aborted":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} was ended, because the run is`);case"tooLong":return R("CREDENTIAL_ANSWER_TOO_LARGE",`the command of ${t} said more than ${ka} characters`);case"done":return R("CREDENTIAL_ANSWER_INVALID",`the command of ${t} did not answer with { "username": …, "password": … }`)}}i(Lh,"failureOfEnd");import{readFileSync as Wh}from"node:fs";import{resolve as Da}from"node:path";function _a(e,t){let r=Object.entries(e),n=r.find(([,{match:a}])=>a!==void 0&&Qi(t,a));return n!==void 0?n[0]:e.default!==void 0||r.length===0?"default":void 0}i(_a,"credentialFor");function ze({connection:e,credentials:t},r,n={}){let a=Vi(e,r),o=dr(e,a,n),s=_a(t,r);if(s===void 0)return;let d=t[s],c=d===void 0?ao(o.auth):zi(d);return c===void 0?void 0:{entry:a,way:o,label:s,form:c}}i(ze,"logonFor");function Uh(e,t){let r=new Map,n=i((a,o,s="")=>{if(t[a]||r.has(a))return;let d=`the environment variable ${a} is not set; ${o} needs it`,c=`Set ${a} from a secret of the pipeline${s}.`;r.set(a,R("CREDENTIAL_MISSING",d,{next:c}))},"need");for(let{way:a,label:o,form:s}of e){let d=Ie(a.auth)?`, or write credentials: { ${o}: { sso: true } } to log on as whoever runs patchring`:"";for(let c of no(s)){let l=ue(c);l!==void 0&&n(l,`credentials.${o}`,d)}for(let c of oo(a.via))n(c,"connection.via")}return[...r.values()]}i(Uh,"missingVariables");function Qe(e){return e.map((t,r)=>typeof t=="number"?`[${t}]`:`${r===0?"":"."}${String(t)}`).join("")}i(Qe,"formatPath");function xh(e,t){let r=Fi(e,t);return r===void 0?"":`; did you mean "${r}"?`}i(xh,"suggestion");function Ut({policy:e},t){return Object.entries(e.credentials).flatMap(([r,n])=>{let a=n[t];return a===void 0?[]:[{path:["credentials",r,t],value:a}]})}i(Ut,"valuesOf");function Aa(e,t,r){let n=`${t} stands in the file: write $${r} here, set that variable from a secret of the pipeline, and change the ${t.replace(/^an? /,"")}, which others may have read`;return J("POLICY_SECRET_FOUND",e,n)}i(Aa,"secretFault");var Bh=i(e=>[...["password","passphrase"].flatMap(t=>Ut(e,t).flatMap(({path:r,value:n})=>{if(ue(n)!==void 0)return[];let a=`PATCHRING_${t.toUpperCase()}`;return[n.startsWith("$")?La(r,a):Aa(r,`a ${t}`,a)]})),...Ut(e,"key").filter(({value:t})=>t.includes("-----BEGIN")).map(({path:t})=>Aa(t,"a private key","PATCHRING_CLIENT_KEY"))],"noSecrets"),Gh=i(e=>["username","certificate","key"].flatMap(t=>Ut(e,t).flatMap(({path:r,value:n})=>!n.startsWith("$")&&!n.includes("${")||ue(n)!==void 0?[]:[La(r,`PATCHRING_${t==="username"?"USERNAME":`CLIENT_${t.toUpperCase()}`}`)])),"onlyOurVariables");function La(e,t){let r=`only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${t}`;return J("POLICY_VARIABLE_REFUSED",e,r)}i(La,"refusedVariable");var Wa="username with password, exec (a command that answers for each machine), certificate with key, or sso: true",Fh=i(({policy:e})=>Object.entries(e.credentials).flatMap(([t,r])=>{let n=["credentials",t],a=i(c=>[J("POLICY_CREDENTIAL_UNCLEAR",n,c)],"refuse3"),o=Object.values(Ji).flatMap(c=>{let l=c.filter(u=>r[u]!==void 0);return l.length===0?[]:[{keys:c,found:l}]}),[s,d]=o;if(s===void 0)return a(`credentials.${t} does not say who logs on: write ${Wa}`);if(d!==void 0){let[c,l]=[s,d].map(({found:u})=>Qe([...n,u[0]??""]));return a(`${c} and ${l} say in two ways who logs on: keep one of ${Wa}`)}return s.keys.slice(0,2).filter(c=>r[c]===void 0).flatMap(c=>a(`${Qe([...n,s.found[0]??""])} needs ${c} beside it`))}),"oneForm"),jh=i(({policy:e})=>Object.entries(e.credentials).flatMap(([t,{exec:r=[]}])=>r.flatMap((n,a)=>{let o=["credentials",t,"exec",a];if(n.startsWith("$"))return[J("POLICY_VARIABLE_REFUSED",o,"nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment")];if(a===0&&n.includes("{machine}"))return[J("POLICY_CREDENTIAL_UNCLEAR",o,"the command itself is the same for every machine: write {machine} among its arguments")];let s=/\{(?!machine\})[A-Za-z]+\}/.exec(n)?.[0];return s===void 0?[]:[J("POLICY_CREDENTIAL_UNCLEAR",o,`${s} stands for nothing here: {machine} is the name of the machine, and there is no other`)]})),"commandsFit"),Kh=i(({policy:{credentials:e},machines:t})=>{let r=Object.entries(e).flatMap(([o,{match:s}])=>{let d=["credentials",o];if(o==="default"&&s!==void 0)return[J("POLICY_CREDENTIAL_INVALID",[...d,"match"],"credentials.default is for all other machines: take match out, or rename it")];if(o!=="default"&&s===void 0){let c=`credentials.${o} does not say for which machines it is: add match: key=value, or call it default`;return[J("POLICY_CREDENTIAL_INVALID",d,c)]}return[]});if(r.length>0)return r;let n=t.find(({entry:o})=>_a(e,o)===void 0);if(n===void 0)return[];let a=`no credential matches ${n.entry.name}: add credentials.default, or a credential that matches one of its labels`;return[J("POLICY_CREDENTIAL_INVALID",["credentials"],a)]},"everybodyHasOne");function xt({way:{auth:e,ntlmFallback:t},form:{kind:r}}){if(e==="certificate"&&r!=="certificate")return"this authentication needs certificate and key";if(r==="certificate"&&e!=="certificate")return"a client certificate is for auth: certificate";if(r==="sso")return Ie(e)?t?"NTLM needs a user and a password, so ntlmFallback could never be used":void 0:"sso is for auth: kerberos and auth: negotiate"}i(xt,"whyUnfit");var qh=i(({policy:e,machines:t})=>{let r=new Set;return t.flatMap(({entry:n})=>{let a=ze(e,n),o=a===void 0?void 0:xt(a);if(a===void 0||o===void 0)return[];let{label:s,entry:d,way:c}=a,l=JSON.stringify([s,d]);if(r.has(l))return[];r.add(l);let u=d!==void 0&&e.connection.for[d]?.auth!==void 0,m=Qe(u?["connection","for",d,"auth"]:["connection","auth"]),f=`credentials.${s} is for ${n.name}, where ${m} is ${c.auth}: ${o}`;return[J("POLICY_CREDENTIAL_INVALID",["credentials",s],f)]})},"logonsFit"),Hh=[Bh,Gh,Fh,jh,Kh,qh],Vh=/^([0-9A-Fa-f]{2}:?){32}$/;function Jh({transport:e,auth:t,port:r,pin:n,configuration:a}){return Object.fromEntries(Object.entries({transport:e,auth:t,port:r,pin:n,configuration:a}).filter(([,o])=>o!==void 0))}i(Jh,"givenIn");function zh(e,t,r){let n=[],a=i((f,g)=>{n.push(R("ARGUMENT_INVALID",f,{next:g}))},"refuse3"),{ca:o,pin:s,port:d,configuration:c}=e,l=[r,...t.map(({way:f})=>f)].some(({transport:f})=>f==="https");(o??s)!==void 0&&!l&&a("ca and pin mean nothing without HTTPS, and the transport is http-sealed.","Leave them out, or use https.");let u=t.find(({way:f})=>f.transport!=="https"&&(f.auth==="basic"||f.auth==="certificate"));if(u!==void 0){let f=e.auth===void 0?"The policy logs on":"This run logs on",g=`Leave the ${e.transport===void 0?"authentication":"transport"} out, or use ntlm.`;a(`${f} with ${u.way.auth}, which is only done over HTTPS.`,g)}let m=e.auth===void 0?void 0:t.find(f=>xt(f)!==void 0);return m!==void 0&&a(`auth is ${m.way.auth}, and credentials.${m.label} does not go with it: ${xt(m)}.`,"Leave auth out, or change the credential in the policy."),s!==void 0&&!Vh.test(s)&&a("The pin is not a SHA-256: 64 hexadecimal digits.","Copy the thumbprint (SHA-256) of the certificate."),d!==void 0&&(d<1||d>65535)&&a(`The port is ${d}.`,"Write a number from 1 to 65535."),c!==void 0&&!/^[\w.-]{1,128}$/.test(c)&&a("The configuration is no name.","Write the name of a session configuration, for example Patchring."),n}i(zh,"faultsOfGiven");function Qh(e){return[...new Map(e.map(t=>[JSON.stringify([t.entry,t.label]),t])).values()]}i(Qh,"distinct");function Yh(e,t){return e.flatMap(({form:r,label:n})=>{if(r.kind!=="certificate")return[];try{return Ma(r,n,t),[]}catch(a){if(a instanceof W)return a.failures;throw a}})}i(Yh,"faultsOfFiles");function Xh(e,t,r,n){if(e===void 0&&t===void 0)return;let a=e??Da(r,t??""),o=e===void 0?"POLICY_CONNECTION_INVALID":"ARGUMENT_INVALID",s="Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";try{let d=Wh(a,"utf8");if(d.includes("-----BEGIN CERTIFICATE-----"))return d;n.push(R(o,"this file holds no PEM certificate.",{place:{file:a},next:s}))}catch(d){let c=d instanceof Error&&"code"in d&&d.code==="ENOENT"?"is not there":"cannot be read";n.push(R(o,`the certificate authority ${c}.`,{place:{file:a},next:s}))}}i(Xh,"readCa");function Zh(e,{env:t}){let{user:r,password:n,place:a}=ir(e)??{user:void 0,password:void 0,place:""},[o,s]=[r,n].map(d=>encodeURIComponent(X(d??"",t)));return`socks5://${r===void 0?"":`${o}:${s}@`}${a}`}i(Zh,"jumpUrl");function ef(e,{env:t,directory:r}){let{PATCHRING_PWSH:n}=t;if(n)return n;if(e.interpreter!==void 0)return/[/\\]/.test(e.interpreter)?Da(r,e.interpreter):e.interpreter}i(ef,"interpreterOf");function tf(e,t){if(!Ie(e.auth))return{};let r=ef(e,t);return{kerberos:{...r===void 0?{}:{interpreter:{command:r}},...e.spn===void 0?{}:{spn:e.spn}},...e.ntlmFallback?{ntlmFallback:!0}:{}}}i(tf,"kerberosOf");function rf(e){let{policy:t,machines:r,overrides:n,directory:a,env:o}=e,s=Jh(n),d=Qh(r.flatMap(y=>ze(t,y,s)??[]));for(let y of d)Oh(y,e);let c=Uh(d,o),l=dr(t.connection,void 0,s),u=[...zh(n,d,l),...c.length>0?c:Yh(d,e)],m=new Map;for(let{ca:y,transport:w}of[l,...d.map(({way:b})=>b)]){let b=n.ca??y;w!=="https"||b===void 0||m.has(b)||m.set(b,Xh(n.ca,y,a,u)??"")}if(u.length>0)throw new W(u);let f=i(({ca:y,transport:w})=>w==="https"?m.get(n.ca??y??""):void 0,"pemOf2"),g=i(y=>{let w=ze(t,y,s);if(w===void 0)throw new RangeError(`a checked policy has a credential for ${y.name}`);let{way:b,form:v,label:H}=w,ee=kh(v,H,y,e);return{credential:H,...ee.prepare===void 0?{}:{prepare:ee.prepare},...b.configuration===void 0?{}:{configurationName:b.configuration},options:{endpoint:nf(b,y,{ca:f(b),via:b.via&&Zh(b.via,e)}),credentials:ee.credentials,channel:{auth:b.auth,...tf(b,e),...ee.clientCertificate===void 0?{}:{clientCertificate:ee.clientCertificate}}}}},"connectionOf");return{ca:f(l),connectionOf:g}}i(rf,"createConnections");function nf(e,{name:t,address:r,port:n},{ca:a,via:o}){let s=n??e.port,d=r!==void 0&&(e.transport==="https"||Ie(e.auth));return{transport:e.transport,host:r??t,...s===void 0?{}:{port:s},...d?{servername:t}:{},...a===void 0?{}:{ca:a},...e.pin===void 0?{}:{pin:e.pin},...o===void 0?{}:{via:o}}}i(nf,"endpointOf");var af=Mm.filter(({command:e})=>e!==Dt.command).map(({command:e})=>e);function of(e){return`'${e.replaceAll("'","''")}'`}i(of,"quoted");var Op=af.map(e=>`        ${of(e)}`).join(`,
`);function sf(e){return ji(e)}i(sf,"journalEndOf");import{request as df}from"node:http";import{request as cf}from"node:https";import{setTimeout as lf}from"node:timers/promises";var uf=/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/,mf=2e3;function $f(e){if(!URL.canParse(e))return;let t=new URL(e);return t.protocol==="https:"||t.protocol==="http:"&&uf.test(t.hostname)?t:void 0}i($f,"addressOf2");function hf(e){return e!==void 0&&/^\d{1,4}$/.test(e)?Number(e)*1e3:void 0}i(hf,"secondsOf");function Ua(e,t,r){let n=e.protocol==="https:"?cf:df,a={"Content-Type":"application/json","Content-Length":Buffer.byteLength(t),"User-Agent":"patchring"};return new Promise((o,s)=>{let d=n(e,{method:"POST",agent:!1,signal:r,headers:a});d.on("response",c=>{let l=hf(c.headers["retry-after"]);o({status:c.statusCode??0,retryAfter:l}),c.destroy()}),d.on("error",s),d.end(t)})}i(Ua,"send");function ff(e){let{name:t,code:r}=e;return t==="TimeoutError"||t==="AbortError"?"no answer in time":r??"no answer"}i(ff,"wordOf");async function pf({url:e,body:t,timeout:r,signal:n}){let a=$f(e);if(a===void 0)return"the variable holds no https address";let o=AbortSignal.timeout(r),s=n===void 0?o:AbortSignal.any([o,n]);try{let d=await Ua(a,t,s);return d.status===429||d.status>=500?(await lf(Math.min(d.retryAfter??500,mf),void 0,{signal:s}),xa((await Ua(a,t,s)).status)):xa(d.status)}catch(d){return ff(d)}}i(pf,"post");function xa(e){return e>=200&&e<300?void 0:`answered with HTTP ${e}`}i(xa,"statusText");async function gf({command:e,directory:t,body:r,timeout:n,signal:a}){let o=await ve({command:e,directory:t,timeout:n,limit:65536,input:Buffer.from(r),signal:a});switch(o.kind){case"done":case"tooLong":return;case"missing":return o.why;case"failed":return o.how;case"overdue":return`it did not end in ${n} ms`;case"aborted":return"the run was asked to stop"}}i(gf,"runHook");var yf=5e3,Sf=3e4;function wf(e,{directory:t,env:r,secret:n,signal:a}){if("exec"in e){let d={command:e.exec,directory:t,timeout:Sf,signal:a};return{name:e.exec[0]??"",unready:void 0,deliver:i(c=>gf({...d,body:c}),"deliver")}}let o=ue(e.url)??"",s=X(e.url,r);return s!==""&&n(s),{name:`the webhook of ${o}`,unready:s===""?`${o} is not set`:void 0,deliver:i(d=>pf({url:s,body:d,timeout:yf,signal:a}),"deliver")}}i(wf,"openMessenger");function vf(e){let{name:t,signal:r,onFallback:n,clock:a=qt()}=e,{ca:o,connectionOf:s}=rf(e),d=new Eh({connectionOf:s,name:t,onFallback:n}),c=gc({directory:e.directory,signal:r,meant:i(l=>Mh(l,e),"meant"),...o===void 0?{}:{ca:o}});return{clock:a,fleet:Ad(d,a),runner:Ld(c,a),preflight:i(l=>a.during(d.preflight(l)),"preflight"),close:i(()=>d.close(),"close")}}i(vf,"openWorld");function bf(){return Kd()}i(bf,"runnerName");async function Pf(e){return(await import("./embedded-FRVBSDJS.mjs")).playStory(e)}i(Pf,"playStory");function Rf(){return import("./incident-HRTW5HJM.mjs")}i(Rf,"loadIncidents");async function Ef(e){return(await import("./figures-Q6LOYGAB.mjs")).figuresOf(e)}i(Ef,"figuresOf");function Cf(e){let t=[];for(let r of e)for(let[n,a]of r.entries())t[n]=Math.max(t[n]??0,a.length<=44?a.length:0);return e.map(r=>r.map((n,a)=>n.padEnd(t[a]??0)).join("  ").trimEnd())}i(Cf,"tableOf");export{Hh as credentialRules,nn as defaultPlace,Ef as figuresOf,Qe as formatPath,sf as journalEndOf,jd as liesIn,Rf as loadIncidents,ze as logonFor,xd as openLedger,wf as openMessenger,vf as openWorld,Pf as playStory,bf as runnerName,xh as suggestion,Cf as tableOf};
