var Io=Object.defineProperty;var a=(e,t)=>Io(e,"name",{value:t,configurable:!0});import{createRequire as Co}from"node:module";const Ah=Co(import.meta.url);import{DER as W,WinrmError as $,actions as C,alreadyGone as No,answerHostCall as ko,beginKeyExchange as Oo,capability as Wt,childText as Mo,cimResource as Ut,createDefragmenter as To,createFragmenter as Do,createNtlmClient as xt,createRealClock as Bt,decodeSealedBody as _o,element as z,elementsByTag as Gt,encodeElement as M,encodeSealedBody as Ao,endpointBindingOf as Lo,faultError as Wo,fragmentHeaderSize as Pe,inUseOrDisconnected as Uo,initPool as xo,isPsObject as Bo,isSealedContentType as Go,member as Ft,messageTypes as b,messageValue as B,ns as Fo,oidOf as jo,olderProtocol as Ko,pipelineStates as He,poolStates as oe,primitiveDictionary as qo,psObject as Vo,readCapability as Ho,readCimRow as Je,readCommandResponse as Jo,readConfig as zo,readConnectResponse as Qo,readCreatedShellId as jt,readErrorRecord as Yo,readFault as Xo,readHostCall as Kt,readIdentity as Zo,readInformation as ea,readMessage as ta,readMessageRecord as na,readPage as qt,readProgress as ra,readReceiveResponse as oa,readResponse as aa,readShell as Vt,readState as Ht,recut as ia,resources as ee,sealedContentType as sa,signals as ue,someHost as ca,toPlain as da,tooManyShells as ua,typeCimRow as Jt,wornOut as la,writeCimCall as ma,writeCommand as $a,writeConnect as ha,writeConnectCommand as fa,writeCreate as zt,writeDisconnect as pa,writeEnumerate as ga,writeIdentify as Qt,writeMessage as ya,writePipelineSpec as Sa,writePull as wa,writeReceive as va,writeRelease as ba,writeRequest as Yt,writeSend as Ra,writeSignal as Pa}from"./chunk-CBBMKBL3.mjs";import{nearest as Ea}from"./chunk-ZD3ILFP4.mjs";import{RecordReader as Ia,asksKerberos as Ee,chainEndOf as Ca,chainStart as Na,effectSchema as ka,entryFor as Oa,expand as Q,fault as q,formKeys as Ma,formOf as Ta,formatRecord as Xt,hasLabel as Da,jumpOf as Zt,parseRecords as _a,planSchema as Aa,removalReadingSchema as en,severities as tn,shadowReadingSchema as nn,stages as La,stepsOf as Wa,textsOf as Ua,usualForm as xa,valueAt as Ba,variableOf as le,variablesOfJump as Ga,verdicts as rn,wayOf as on}from"./chunk-SRRVRI45.mjs";import{bootSchema as me,compareBoots as an,diagnosisSchema as Fa,drainResultSchema as ja,factsSchema as sn,healthReadingSchema as cn,hideResultSchema as Ka,hotpatchReadingSchema as dn,identityOfPackage as qa,installResultSchema as Va,jobKeyPattern as Ha,jobStatusSchema as un,packagesSchema as Ja,restartReadinessSchema as ln,resumeResultSchema as za,rolesReadingSchema as mn,scanResultSchema as $n,scriptReadingSchema as Qa,scriptsReadingSchema as Ya,showResultSchema as Xa,stageResultSchema as Za,uninstallResultSchema as ei}from"./chunk-5CHNALWM.mjs";import{FailureError as _,failureOf as R,rejections as ti}from"./chunk-DIBE7RQS.mjs";import{formatDuration as ze}from"./chunk-Z3DIK6EB.mjs";import{identityOf as Ie,kbSchema as ni,updateIdentitySchema as hn}from"./chunk-QEH45XQ7.mjs";import{_enum as O,_null as ri,array as N,boolean as $e,discriminatedUnion as he,iso_exports as fn,json as Qe,literal as p,number as U,object as Ye,prettifyError as oi,record as Xe,strictObject as f,string as T,tuple as ai,union as ii}from"./chunk-6GBYPQGG.mjs";import{tmpdir as si}from"node:os";import{isAbsolute as ci,relative as di,resolve as Ze,sep as ui}from"node:path";import{mkdir as li,open as Ce,readdir as mi,readFile as $i,rename as hi}from"node:fs/promises";import{join as Ne}from"node:path";var fi={ENOSPC:"the disk is full",EDQUOT:"the disk quota is used up",EFBIG:"the file may not grow any more",EROFS:"the file system is read-only",EACCES:"access is denied",EPERM:"access is denied",ENOTDIR:"part of the path is a file",EEXIST:"part of the path is a file",EISDIR:"the path is a folder",EIO:"the disk reports an error"};function fe(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:void 0}a(fe,"codeOf");async function k(e,t,n){try{return await n()}catch(r){const o=fe(r);if(r instanceof _||o===void 0)throw r;const i=`the ledger could not be ${t}: ${fi[o]??o}`,s="check the path, the rights and the free space, then run again: what was written before is kept";throw new _([R("JOURNAL_UNREADABLE",i,{next:s,place:{file:e},cause:o})])}}a(k,"onDisk");async function ae(e,t){try{return await e}catch(n){if(fe(n)==="ENOENT")return t;throw n}}a(ae,"orIfAbsent");import{open as pi,readdir as gi,readFile as yi,rm as et,stat as Si,utimes as wi,writeFile as vi}from"node:fs/promises";import{join as te}from"node:path";import{readFile as bi,readlink as Ri}from"node:fs/promises";import{hostname as pn}from"node:os";var gn=Ye({owner:T(),machine:T(),scope:T(),pid:U().int(),born:T(),since:fn.datetime()});async function yn(e){const{pid:t}=process,n=new Date().toISOString();return{owner:e,machine:pn(),scope:await Sn(),pid:t,born:(await wn(t)).born,since:n}}a(yn,"selfAs");async function Sn(){return await Ri("/proc/self/ns/pid").catch(()=>"system")}a(Sn,"scopeOf");async function wn(e){const t=await bi(`/proc/${e}/stat`,"utf8").catch(()=>""),n=t.slice(t.lastIndexOf(")")+2).split(" ");return{state:n[0]??"",born:n[19]??""}}a(wn,"factsOf");var Pi=["Z","X"];async function vn({machine:e,scope:t,pid:n,born:r}){if(e!==pn()||t!==await Sn())return;try{process.kill(n,0)}catch(i){return fe(i)==="ESRCH"}const o=await wn(n);return Pi.includes(o.state)||r!==""&&o.born!==""&&r!==o.born}a(vn,"isGone");function pe(e){if(e===void 0)return"somebody who left no name";const{owner:t,machine:n,pid:r,since:o}=e;return`${t}, process ${r} on ${n}, since ${o}`}a(pe,"describeHolder");var Ei=gn.extend({released:$e()}),Ii=3e4,Ci=6e5,Ni=1e4;async function ki(e,t){for(;;){const n=(await tt(e)).at(-1),r=n===void 0?"free":await bn(te(e,ne(n)));if(n!==void 0&&r!=="free"&&!r.isDead)throw Rn(te(e,ne(n)),r);const o=(n??0)+1,i={...await yn(t),released:!1};if(!await Mi(te(e,ne(o)),i))continue;const s=await tt(e);if(s.at(-1)!==o){await et(te(e,ne(o)),{force:!0});continue}for(const c of s.slice(0,-1))await et(te(e,ne(c)),{force:!0});return Oi({directory:e,mine:o,notes:r==="free"?[]:[Li(r)]})}}a(ki,"takeLock");function Oi({directory:e,mine:t,notes:n}){const r=te(e,ne(t)),i=setInterval(a(()=>{const c=new Date;wi(r,c,c).catch(()=>{})},"refresh"),Ii);i.unref();const s=a(async()=>(await tt(e)).at(-1),"highest");return{notes:n,async verify(){const c=await s();if(c===t)return;const d=te(e,ne(c??t)),u=await bn(d);throw Rn(d,u==="free"?{holder:void 0,age:0,isDead:!1}:u)},async release(){clearInterval(i);try{await s()===t&&await _i(r)}catch{}}}}a(Oi,"hold");var ne=a(e=>`${String(e).padStart(8,"0")}.json`,"nameOf");async function tt(e){return(await ae(gi(e),[])).flatMap(n=>/^\d{8}\.json$/.test(n)?[Number(n.slice(0,8))]:[]).sort((n,r)=>n-r)}a(tt,"generations");async function Mi(e,t){try{return await vi(e,JSON.stringify(t),{flag:"wx",mode:384}),!0}catch(n){if(fe(n)==="EEXIST")return!1;throw await et(e,{force:!0}).catch(()=>{}),n}}a(Mi,"create");var[Ti,Di]=["false}","true }"];async function _i(e){const t=await pi(e,"r+");try{const{size:n}=await t.stat();await t.write(Di,n-Ti.length)}finally{await t.close()}}a(_i,"giveBack");async function bn(e){const t=Promise.all([yi(e,"utf8"),Si(e)]),n=await ae(t,void 0);if(n===void 0)return"free";const[r,{mtimeMs:o}]=n,i=Math.max(0,Date.now()-o),s=Ai(r);return s===void 0?{holder:s,age:i,isDead:i>Ni}:s.released?"free":{holder:s,age:i,isDead:await vn(s)??i>Ci}}a(bn,"standingOf");function Ai(e){try{return Ei.parse(JSON.parse(e))}catch{return}}a(Ai,"holderIn");function Rn(e,t){const n=`another run writes to this ledger: ${pe(t.holder)}, seen ${ze(t.age)} ago`,r=`wait until it ends; if it is certainly dead, delete ${e} and run again`;return new _([R("JOURNAL_LOCKED",n,{next:r,retryable:!0,place:{file:e}})])}a(Rn,"locked");function Li(e){const t=`the run that wrote to the ledger (${pe(e.holder)}) is dead; its lock was taken over`;return R("JOURNAL_TAKEN_OVER",t)}a(Li,"takenOver");import{randomUUID as Wi}from"node:crypto";import{mkdir as Ui,open as xi,readdir as Bi,readFile as Gi,rename as Fi,rm as Pn}from"node:fs/promises";import{join as ke}from"node:path";function En({at:e}){return`${new Date(e).toISOString().replaceAll(":","-")}-${Wi()}.json`}a(En,"letterName");function In(e,t,n){try{return t.parse(JSON.parse(e))}catch{const r="A letter is not one that this version reads.",o="use the version that left it, or a later one; or delete it";throw new _([R("JOURNAL_VERSION_UNKNOWN",r,{place:{file:n},next:o})])}}a(In,"letterIn");function ji(e,t,n){const r=ke(e,t);return{async read(){const o=await k(r,"read",()=>ae(Bi(r),[])),i=[];for(const s of o.filter(c=>c.endsWith(".json")).sort()){const c=ke(r,s),d=await k(c,"read",()=>ae(Gi(c,"utf8"),void 0));d!==void 0&&i.push({id:s,event:In(d,n,c)})}return i},async remove(o){for(const i of o)await k(r,"written",()=>Pn(ke(r,i),{force:!0}))},async post(o){const i=En(o);return await k(r,"written",async()=>{await Ui(r,{recursive:!0}),await Ki(ke(r,i),JSON.stringify(o))}),i}}}a(ji,"createMailbox");async function Ki(e,t){const n=`${e}.new`;try{const r=await xi(n,"wx");try{await r.writeFile(t),await r.sync()}finally{await r.close()}await Fi(n,e)}catch(r){throw await Pn(n,{force:!0}).catch(()=>{}),r}}a(Ki,"putWhole");var qi=/^(\d{4,})-(.+)\.jsonl$/;function Vi(e){const{directory:t,schema:n,owner:r}=e,o=a(async()=>(await k(t,"read",()=>ae(mi(t),[]))).flatMap(c=>{const[,d,u]=qi.exec(c)??[];return u===void 0?[]:[{number:Number(d),rollout:u,file:Ne(t,c)}]}).sort((c,d)=>c.number-d.number),"files"),i=a(async s=>(await o()).findLast(c=>c.rollout===s),"find");return{async list(){const s=[];for(const{file:c,rollout:d}of await o())await Cn(c)&&s.push(d);return s},async read(s){const c=await i(s);return c===void 0?[]:(await k(c.file,"read",()=>Nn(c.file,n))).events},async text(s){const c=await i(s);if(c===void 0)return"";const d=await k(c.file,"read",()=>$i(c.file));return kn(d).toString()},async write(s){const c=Ne(t,"lock");await k(t,"written",()=>li(c,{recursive:!0,mode:448}));const d=await k(c,"written",()=>ki(c,r));try{const u=await i(s),l=(await o()).at(-1)?.number??0,m=Ne(t,`${String(l+1).padStart(4,"0")}-${s}.jsonl`),h=u!==void 0&&u.number<l&&!await Cn(u.file);h&&await k(m,"written",()=>hi(u.file,m));const g=h?m:u?.file??m,{journal:y,notes:v}=await Ji({file:g,directory:t,schema:n,lock:d});return{journal:y,notes:[...d.notes,...v]}}catch(u){throw await d.release(),u}},mailbox:a(s=>ji(Ne(t,"mail"),s,n),"mailbox")}}a(Vi,"createFileLedger");async function Cn(e){return k(e,"read",async()=>{const t=await Ce(e,"r");try{const n=Buffer.allocUnsafe(65536);for(;;){const{bytesRead:r}=await t.read(n,0,n.length,null);if(r===0)return!1;if(n.subarray(0,r).includes(10))return!0}}finally{await t.close()}})}a(Cn,"holdsRecord");var Hi=2**20;async function Nn(e,t){const n=new Ia(t,e),r=await Ce(e,"r");try{let o=Buffer.allocUnsafe(Hi),[i,s]=[0,0];for(;;){const{bytesRead:c}=await r.read(o,i,o.length-i,s+i);if(c===0)return{...n.records,size:s,isTorn:i>0};i+=c;const d=kn(o.subarray(0,i));n.take(d),o.copyWithin(0,d.length,i),s+=d.length,i-=d.length,i===o.length&&(o=Buffer.concat([o],2*i))}}finally{await r.close()}}a(Nn,"readRecords");async function Ji({file:e,directory:t,schema:n,lock:r}){const o={events:[],end:Na,size:0,isTorn:!1},i=await k(e,"read",()=>ae(Nn(e,n),o)),{events:s,end:c,size:d,isTorn:u}=i,l=await k(e,"written",()=>Ce(e,"a",384)),m=[];try{u&&(await k(e,"written",()=>l.truncate(d)),m.push(Yi(e,c.sequence+1))),await k(e,"written",()=>l.datasync()),d===0&&await zi(t)}catch(h){throw await l.close(),h}return{journal:new Qi({file:e,handle:l,lock:r,size:d,events:s,end:c}),notes:m}}a(Ji,"openJournal");async function zi(e){const t=await Ce(e,"r").catch(()=>{});await t?.sync().catch(()=>{}),await t?.close()}a(zi,"syncDirectory");var Qi=class{static{a(this,"FileJournal")}#e;#t;#n;#r;#o;#i;#a=!1;constructor({file:e,handle:t,lock:n,size:r,events:o,end:i}){this.#e=e,this.#t=t,this.#n=n,this.#i=r,this.#r=[...o],this.#o=i}read(){return Promise.resolve([...this.#r])}async append(e){if(this.#a)throw new RangeError("a journal that could not be written is not written again");let t=this.#o;const n=e.map(o=>{const i=Xt(o,t);return t=i.end,`${i.line}
`}),r=Buffer.from(n.join(""));this.#a=!0,await k(this.#e,"written",()=>this.#n.verify());try{await k(this.#e,"written",async()=>{await this.#t.appendFile(r),await this.#t.datasync()})}catch(o){throw await this.#s(),o}this.#a=!1,this.#i+=r.length,this.#o=t,this.#r.push(...e)}async#s(){try{await this.#n.verify(),await this.#t.truncate(this.#i),await this.#t.datasync()}catch{}}async close(){await this.#t.close(),await this.#n.release()}};function kn(e){return e.subarray(0,e.lastIndexOf(`
`)+1)}a(kn,"wholeLines");function Yi(e,t){const n=`Line ${t} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;return R("JOURNAL_TAIL_TORN",n,{place:{file:e,line:t}})}a(Yi,"torn");import{createHash as Xi}from"node:crypto";import{mkdtempSync as Zi,rmSync as es}from"node:fs";import{join as ts}from"node:path";import{existsSync as ns}from"node:fs";import{dirname as On,join as rs,resolve as os}from"node:path";var G=a((e,t,n,r=!1)=>new _([R(e,t,{next:n,retryable:r})]),"fail"),Mn=a(e=>G("LEDGER_GIT_MISSING",e,"install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR"),"toolMissing"),as=a((e,t)=>G("LEDGER_REPOSITORY_MISSING",t?`git does not open the repository of ${e}`:`there is no git repository in ${e}`,t?`if another account owns it: git config --global --add safe.directory ${e}`:"check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR"),"repositoryMissing"),is=a(e=>G("LEDGER_REMOTE_MISSING",e.length===0?"the repository has no remote":`the repository has the remotes ${e.join(", ")}, and none is origin`,"git remote add origin URL, or keep the ledger in a folder: file:DIR"),"remoteMissing"),Tn=a((e,t)=>G("LEDGER_BRANCH_FOREIGN",`the branch ${e} is not a ledger of patchring: ${t}`,"name a branch that is not there yet or that patchring made: git:patchring-ledger"),"branchForeign"),ss=a((e,t)=>G("JOURNAL_VERSION_UNKNOWN",`the branch ${e} is a ledger of format ${t}, which this version does not read`,"use the version that wrote it, or a later one"),"branchLater"),Dn=a((e,t)=>G("JOURNAL_LINE_CHANGED",`the branch ${e} is not as this run left it: ${t}`,"put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there"),"branchRewritten"),_n=a(e=>G("JOURNAL_REMOTE_UNREACHABLE",`the branch ${e} cannot be read: its remote does not answer, or does not know who asks`,"check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again",!0),"remoteUnreachable"),cs=a(e=>G("JOURNAL_PUSH_DENIED",`the branch ${e} can be read but not pushed to with the rights of this checkout`,"GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true"),"pushDenied"),ds=a(e=>G("JOURNAL_PUSH_REJECTED",`the remote refused the push to ${e}: the branch is protected, or a rule or a hook stands against it`,`exempt ${e} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`),"pushRejected"),us=a(e=>G("JOURNAL_PUSH_OVERTAKEN",`others pushed to ${e} each time before this run could`,"run again; if it stays so, find out who pushes there",!0),"pushOvertaken"),ge=a(e=>G("JOURNAL_UNREADABLE",`git could not do its work in the temporary folder: ${e}`,"check its rights and free space, then run again: what was written before is kept"),"workFailed"),ls=a((e,t)=>G("JOURNAL_FENCED",`this run no longer writes to ${e}: ${t}`,"nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it",!0),"fenced"),ie="ledger",An=6e4,ms=4e8,$s=["GIT_DIR","GIT_WORK_TREE","GIT_INDEX_FILE","GIT_OBJECT_DIRECTORY","GIT_ALTERNATE_OBJECT_DIRECTORIES","GIT_COMMON_DIR","GIT_NAMESPACE","GIT_SHALLOW_FILE","GIT_QUARANTINE_PATH","GIT_CONFIG"],Ln=[["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.autocrlf","false"]],hs=/^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;function fs(e){const t=Number(process.env.GIT_CONFIG_COUNT??0)||0,n={...Object.fromEntries($s.map(r=>[r,void 0])),GIT_TERMINAL_PROMPT:"0",GCM_INTERACTIVE:"never",GIT_CONFIG_COUNT:String(t+e.length)};for(const[r,[o,i]]of e.entries())n[`GIT_CONFIG_KEY_${t+r}`]=o,n[`GIT_CONFIG_VALUE_${t+r}`]=i;return n}a(fs,"environmentOf");async function ps(e,t){const n=a(i=>(s,c)=>e({command:["git",...s],directory:t,environment:fs(i),timeout:An,limit:ms,...c===void 0?{}:{input:c}}),"callWith"),r=n(Ln);await gs(r);const o=await r(["config","--local","--includes","--list","-z"]);if(o.kind!=="done")throw as(t,Ss(t));return n([...ys(o.output),...Ln])}a(ps,"gitFor");async function gs(e){const t=await e(["version"]),[,n,r]=/(\d+)\.(\d+)/.exec(t.kind==="done"?t.output:"")??[];if(n===void 0)throw Mn("git cannot be started here");if(Number(n)<2||Number(n)===2&&Number(r)<31)throw Mn(`git ${n}.${r} is too old`)}a(gs,"refuseOld");function ys(e){const t=e.split("\0").flatMap(o=>{const[i="",...s]=o.split(`
`);return i===""?[]:[[i,s.length===0?"true":s.join(`
`)]]}),n=[...new Set(t.flatMap(([o])=>/^remote\.(.+)\.url$/s.exec(o)?.[1]??[]))],r=n.includes("origin")?"origin":n[0];if(r===void 0||r!=="origin"&&n.length>1)throw is(n);return t.filter(([o])=>!o.startsWith(`remote.${ie}.`)||r===ie).map(([o,i])=>[o.replace(`remote.${r}.`,`remote.${ie}.`),i]).filter(([o])=>hs.test(o))}a(ys,"settingsIn");function Ss(e){for(let t=os(e);;t=On(t)){if(ns(rs(t,".git")))return!0;if(t===On(t))return!1}}a(Ss,"hasRepository");var ws="patchring <noreply@patchring.invalid>",vs="[skip ci]";function bs({ref:e,parent:t,at:n,change:{message:r,put:o,drop:i}}){const s=a(d=>`data ${Buffer.byteLength(d)}
${d}
`,"data"),c=`${r.replaceAll(/[\u0000-\u001f\u007f]+/g," ")} ${vs}`;return Buffer.from([`commit ${e}
mark :1
committer ${ws} ${Math.floor(n/1e3)} +0000
${s(c)}`,t===void 0?"":`from ${t}
`,...i.map(d=>`D ${d}
`),...[...o].map(([d,u])=>`M 100644 inline ${d}
${s(u)}`),`
get-mark :1
done
`].join(""))}a(bs,"streamOf");function Rs(e){const t=e.split("\0").flatMap(n=>{const[,r,o]=/^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(n)??[];return r===void 0||o===void 0?[]:[[o,r]]});return new Map(t)}a(Rs,"filesIn");function Ps(e,t){const n=Buffer.from(e),r=[];for(let o=0;r.length<t;){const i=n.indexOf(`
`,o),[,s]=/^[0-9a-f]{40} blob (\d+)$/.exec(n.toString("latin1",o,i))??[];if(i<0||s===void 0)throw ge("a content of the branch is not there or is not text");r.push(n.toString("utf8",i+1,i+1+Number(s))),o=i+2+Number(s)}return r}a(Ps,"pieces");var Es=200,Is=400,nt="refs/patchring/tip",rt={head:void 0,files:new Map};function Oe(e){const t=Buffer.from(e);return Xi("sha1").update(`blob ${t.length}\0`).update(t).digest("hex")}a(Oe,"contentName");var Cs=class{static{a(this,"Branch")}name;#e;#t;#n;#r=0;#o=rt;#i=Promise.resolve();constructor(e){this.#e=e,this.name=e.branch}get known(){return this.#o}read(){return this.#a(()=>this.#l())}async texts(e){if(e.length===0)return[];const t=Buffer.from(e.map(n=>`${n}
`).join(""));return Ps(await this.#h(["cat-file","--batch"],t),e.length)}change(e){return this.#a(()=>this.#s(e))}#a(e){const t=this.#i.then(e,e);return this.#i=t.catch(()=>{}),t}async#s(e){const{patience:t}=this.#e;this.#r>Is&&this.#g();let n=this.#o.head===void 0?await this.#l():this.#o,r=0;for(let o=0;o<Es;){const i=await e(n);if(i===void 0)return;const s=await this.#c(n,i),c=await this.#u(s,n.head),d=c.kind==="done"?s:await this.#m();if(d===s){this.#o={head:s,files:Ns(n.files,i)};return}if(d!==n.head){o+=1,await ot(Math.min(20*o,1e3)),n=await this.#l();continue}if(r>=t.length)throw this.#d(c);await ot(t[r]??0),r+=1}throw us(this.name)}#d(e){return e.kind==="failed"&&e.exitCode===1?ds(this.name):e.kind==="failed"?cs(this.name):_n(this.name)}async#c(e,t){this.#r+=1;const n=bs({ref:nt,parent:e.head,at:Date.now(),change:t}),r=await this.#h(["fast-import","--quiet","--done","--force"],n),[o]=/^[0-9a-f]{40}$/m.exec(r)??[];if(o===void 0)throw ge("fast-import named no commit");return o}async#u(e,t){const n=`refs/heads/${this.name}`,r=["--quiet","--no-verify","--no-signed","--no-follow-tags","--recurse-submodules=no"],o=`--force-with-lease=${n}:${t??""}`;return this.#f(["push",...r,o,ie,`${e}:${n}`])}async#l(){const e=await this.#m();return e===void 0?this.#o=rt:e!==this.#o.head&&(this.#o=await this.#p()),this.#o}async#m(){const e=await this.#$(["ls-remote",ie,`refs/heads/${this.name}`]);return/^[0-9a-f]{40}/.exec(e)?.[0]}async#p(){const e=["--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-recurse-submodules"];await this.#$(["fetch",...e,ie,`+refs/heads/${this.name}:${nt}`]);const t=(await this.#h(["rev-parse","--verify",nt])).trim();return{head:t,files:Rs(await this.#h(["ls-tree","-r","-z",t]))}}async#$(e){for(const t of[...this.#e.patience,void 0]){const n=await this.#f(e);if(n.kind==="done")return n.output;if(t===void 0||n.kind==="missing")break;await ot(t)}throw _n(this.name)}async#h(e,t){const n=await this.#f(e,t);if(n.kind==="done")return n.output;throw ge(`${e[0]} ended with ${n.kind==="failed"?`exit code ${n.exitCode}`:n.kind}`)}async#f(e,t){this.#t??=ps(this.#e.run,this.#e.checkout);const n=await this.#t;if(this.#n===void 0){const r=ks(this.#e.temporary);if((await n(["init","--quiet","--bare","--template=",r])).kind!=="done")throw ge("it could not be made");this.#n=r}return n([`--git-dir=${this.#n}`,...e],t)}#g(){this.#n!==void 0&&Un(this.#n),this.#n=void 0,this.#o=rt,this.#r=0}};function Ns(e,{put:t,drop:n}){const r=new Map(e);for(const o of n)r.delete(o);for(const[o,i]of t)r.set(o,Oe(i));return r}a(Ns,"filesAfter");function ot(e){return new Promise(t=>setTimeout(t,Math.min(e*(.5+Math.random()),An)))}a(ot,"pause");var at=new Set,Wn=!1;function ks(e){Wn||(Wn=!0,process.once("exit",()=>{for(const t of at)Un(t)}));try{const t=Zi(ts(e,"patchring-ledger-"));return at.add(t),t}catch(t){throw ge(`no folder can be made in ${e} (${fe(t)??"for no reason that it tells"})`)}}a(ks,"makeFolder");function Un(e){at.delete(e),es(e,{recursive:!0,force:!0})}a(Un,"removeFolder");var ye="patchring.json",it=`${JSON.stringify({patchring:"ledger",format:1})}
`,Os=Oe(it),Ms=/^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;function st({files:e}){const t=new Map;for(const n of[...e.keys()].sort()){const[,r,o,i]=Ms.exec(n)??[];if(r===void 0||i===void 0)continue;const s=t.get(r)??{number:Number(o),rollout:i,folder:r,pieces:new Map};s.pieces.set(n,e.get(n)??""),t.set(r,s)}return[...t.values()].sort((n,r)=>n.number-r.number)}a(st,"shelvesIn");function ct(e,t){return st(e).findLast(n=>n.rollout===t)}a(ct,"shelfOf");function Ts(e,t){const n=(st(e).at(-1)?.number??0)+1;return`rollouts/${String(n).padStart(4,"0")}-${xn(t)}`}a(Ts,"nextFolder");var Ds=a((e,t)=>`${e}/${String(t).padStart(8,"0")}.jsonl`,"pieceIn"),_s=a(e=>`mail/${xn(e)}/`,"mailIn");function xn(e){if(!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(e))throw new RangeError(`no name of a rollout: ${e}`);return e}a(xn,"safe");async function As(e,t,n){if(t.head===void 0)return;const r=t.files.get(ye);if(r===Os)return;if(r===void 0)throw Tn(e,`it has no ${ye}`);const o=Ls(await n(r));throw o===void 0?Tn(e,`its ${ye} is not ours`):ss(e,o)}a(As,"refuseForeign");function Ls(e){try{const t=JSON.parse(e??"");return t.patchring==="ledger"&&typeof t.format=="number"?t.format:void 0}catch{return}}a(Ls,"formatIn");var Me="lease.json",Ws=gn.extend({token:T(),beat:U().int(),until:fn.datetime()}),Us={lease:6e5,beat:18e4,letters:15e3,patience:[500,1e3,2e3,4e3,8e3,15e3]};function xs(e,t,n,r){return{...e,token:t,beat:n,until:new Date(Date.now()+r.lease).toISOString()}}a(xs,"leaseOf");function Bs(e){try{return Ws.parse(JSON.parse(e??""))}catch{return}}a(Bs,"leaseIn");async function Gs(e,t){if(await vn(e)===!0)return"over";const n=Date.parse(e.until)-Date.now();return n<=0?"over":n>t.lease+t.beat?"ahead":"held"}a(Gs,"standingOf2");function Bn(e,t){const n=ze(Math.max(0,Date.parse(t.until)-Date.now())),r=`another run writes to this ledger: ${pe(t)}; its lease on ${e} ends in ${n} unless it is renewed`,o="wait until it ends; a run that died is taken over when its lease has run out";return new _([R("JOURNAL_LOCKED",r,{next:o,retryable:!0})])}a(Bn,"heldBy");function Fs(e,t){const n=`the run that wrote to ${e} (${pe(t)}) is dead or cut off; its lease was taken over`;return R("JOURNAL_TAKEN_OVER",n)}a(Fs,"takenOver2");import{randomUUID as js}from"node:crypto";async function Ks({branch:e,owner:t,pace:n,check:r}){const o=new qs(e,await yn(t),n);let i;const s=new Set;for(await e.read();;){let d;if(await e.change(async l=>{await r(l);const m=await dt(e,l),h=m===void 0?"over":await Gs(m,n),g=m!==void 0&&s.has(Te(m));if(d=h==="ahead"&&!g?m:void 0,d===void 0){if(m!==void 0&&h==="held")throw Bn(e.name,m);return i=m,o.renewed(`lease of ${t}`)}}),d===void 0)break;await new Promise(l=>setTimeout(l,n.beat*1.5));const u=await dt(e,await e.read());if(u!==void 0&&Te(u)!==Te(d))throw Bn(e.name,u);s.add(Te(d))}o.begin();const c=i===void 0?[]:[Fs(e.name,i)];return{lease:o,notes:c}}a(Ks,"becomeWriter");var Te=a(({token:e,beat:t})=>`${e} ${t}`,"nameOf2");async function dt(e,{files:t}){const n=t.get(Me);return n===void 0?void 0:Bs((await e.texts([n]))[0])}a(dt,"leaseAt");var qs=class{static{a(this,"HeldLease")}#e;#t;#n;#r=js();#o=0;#i=new Set;#a=performance.now();#s;#d=!1;constructor(e,t,n){this.#e=e,this.#t=t,this.#n=n}renewed(e,t=new Map){this.#o+=1;const n=`${JSON.stringify(xs(this.#t,this.#r,this.#o,this.#n))}
`;return this.#i.add(Oe(n)),this.#a=performance.now(),{message:e,put:new Map([[ye,it],[Me,n],...t]),drop:[]}}async verify(e){const t=e.files.get(Me);if(!this.#d&&t!==void 0&&this.#i.has(t))return;const n=await dt(this.#e,e),r=n===void 0?"its lease was taken away":`${pe(n)} has taken over`;throw ls(this.#e.name,r)}begin(){const e=a(()=>{if(performance.now()-this.#a<this.#n.beat*.9)return;const t=a(async n=>(await this.verify(n),this.renewed("lease")),"renew");this.#e.change(t).catch(()=>{})},"beat");this.#s=setInterval(e,this.#n.beat),this.#s.unref()}async release(){clearInterval(this.#s);const e=a(async t=>(await this.verify(t),{message:"lease given back",put:new Map,drop:[Me]}),"giveBack2");await this.#e.change(e).catch(()=>{}),this.#d=!0}},Vs=65536,Hs=class{static{a(this,"GitJournal")}#e;#t;#n;#r;#o;#i;#a;#s;#d=!1;#c=!0;constructor({branch:e,rollout:t,lease:n,shelf:r,books:o}){this.#e=e,this.#t=t,this.#n=n,this.#o=r?.folder,this.#i=r?.pieces??new Map,this.#a=o.texts.at(-1)??"",this.#r=[...o.events],this.#s=o.end}get isOpen(){return this.#c}read(){return Promise.resolve([...this.#r])}async append(e){if(this.#d)throw new RangeError("a journal that could not be written is not written again");if(e.length===0)return;let t=this.#s,n="";for(const d of e){const u=Xt(d,t);t=u.end,n+=`${u.line}
`}const r=this.#i.size===0||this.#a.length>Vs,o=r?n:this.#a+n,i=this.#i.size+(r?1:0);let s="",c=this.#o??"";try{await this.#e.change(async d=>(await this.#u(d),c=this.#o??Ts(d,this.#t),s=Ds(c,i),this.#n.renewed(`${this.#t}: ${e.length} more`,new Map([[s,o]]))))}catch(d){throw this.#d=!0,d}this.#o=c,this.#i=new Map([...this.#i,[s,Oe(o)]]),this.#a=o,this.#s=t,this.#r.push(...e)}async#u(e){if(e.head===void 0)throw Dn(this.#e.name,"it is gone");await this.#n.verify(e);for(const[t,n]of this.#i)if(e.files.get(t)!==n)throw Dn(this.#e.name,`${t} is another one`)}async close(){this.#c=!1,await this.#n.release()}};function Js(e){const{schema:t,owner:n,pace:r=Us}=e,o=new Cs({...e,patience:r.patience}),i=a(m=>As(o.name,m,async h=>(await o.texts([h]))[0]),"check"),s=a(async()=>{const m=await o.read();return await i(m),m},"read"),c=a(async m=>{const h=await o.texts([...m?.pieces.values()??[]]),g=`${o.name}:${m?.folder??"rollouts"}`;return{texts:h,..._a(Buffer.from(Gn(o.name,h)),t,g)}},"recordsIn");let d=Number.NEGATIVE_INFINITY,u;const l=a(async()=>u?.isOpen===!0&&performance.now()-d<r.letters?o.known:(d=performance.now(),s()),"readForLetters");return{list:a(async()=>st(await s()).map(({rollout:m})=>m),"list"),read:a(async m=>(await c(ct(await s(),m))).events,"read"),text:a(async m=>Gn(o.name,(await c(ct(await s(),m))).texts),"text"),async write(m){const{lease:h,notes:g}=await Ks({branch:o,owner:n,pace:r,check:i});try{const y=ct(o.known,m),v=new Hs({branch:o,rollout:m,lease:h,shelf:y,books:await c(y)});return u=v,{journal:v,notes:g}}catch(y){throw await h.release(),y}},mailbox:a(m=>zs({branch:o,rollout:m,schema:t,read:l,check:i}),"mailbox")}}a(Js,"createGitLedger");function Gn(e,t){const n=t.findIndex(o=>!o.endsWith(`
`));if(n<0)return t.join("");const r=`Piece ${n+1} of a journal on ${e} ends in the middle of a line.`;throw new _([R("JOURNAL_LINE_CHANGED",r)])}a(Gn,"wholeText");function zs({branch:e,rollout:t,schema:n,read:r,check:o}){const i=_s(t);return{async read(){const{files:s}=await r(),c=[...s.keys()].filter(u=>u.startsWith(i)).sort();return(await e.texts(c.map(u=>s.get(u)??""))).map((u,l)=>{const m=c[l]??"";return{id:m.slice(i.length),event:In(u,n,`${e.name}:${m}`)}})},remove:a(s=>e.change(c=>{const d=s.map(u=>`${i}${u}`).filter(u=>c.files.has(u));return d.length===0?void 0:{message:`${t}: letters taken in`,put:new Map,drop:d}}),"remove"),async post(s){const c=En(s);return await e.change(async d=>{await o(d);const u=new Map([[ye,it],[`${i}${c}`,JSON.stringify(s)]]);return{message:`${t}: a letter`,put:u,drop:[]}}),c}}}a(zs,"mailboxOn");var A=T(),Fn=U().int(),F=f({code:A,message:A,retryable:$e(),machine:A.exactOptional(),phase:A.exactOptional(),cause:A.exactOptional(),next:A.exactOptional(),place:f({file:A,line:U().exactOptional(),column:U().exactOptional(),path:A.exactOptional()}).exactOptional()});function x(e){return he("ok",[f({ok:p(!0),value:e}),f({ok:p(!1),failure:F,arrived:O(["no","maybe"])})])}a(x,"answerSchema");var De=f({at:Fn,readings:f({facts:x(sn).exactOptional(),boot:x(me).exactOptional(),restart:x(ln).exactOptional(),hotpatch:x(dn).exactOptional(),health:x(cn).exactOptional(),packages:x(N(A)).exactOptional(),roles:x(mn).exactOptional(),scripts:x(Ya).exactOptional(),removal:x(en).exactOptional(),shadow:x(nn).exactOptional()})}),_e=Xe(A,N(x(f({status:U().int().exactOptional(),verdict:O(["pass","fail","inconclusive"]).exactOptional(),reason:A.exactOptional(),value:U().exactOptional(),took:U()})))),Qs=he("kind",[f({kind:p("checked"),snapshot:De,runner:_e,scan:x($n)}),f({kind:p("staged"),result:Za}),f({kind:p("installed"),result:Va,boot:me.nullable()}),f({kind:p("restarted"),boot:me,askedAt:Fn}),f({kind:p("verified"),snapshot:De,runner:_e,scan:x($n).nullable()}),f({kind:p("controlled"),snapshot:De,runner:_e}),f({kind:p("diagnosed"),summary:A,file:A.nullable(),sha256:A.nullable(),failure:F.exactOptional()}),f({kind:p("inspected"),snapshot:De,runner:_e}),f({kind:p("uninstalled"),result:ei,boot:me.nullable()}),f({kind:p("hidden"),result:Ka}),f({kind:p("shown"),result:Xa}),f({kind:p("drained"),result:ja}),f({kind:p("resumed"),result:za}),f({kind:p("acknowledged")}),f({kind:p("notStarted"),failure:F}),f({kind:p("failed"),failure:F}),f({kind:p("lost"),failure:F}),f({kind:p("overdue"),failure:F})]),S=T(),I=U().int().nonnegative(),se=U().int(),L={at:se},re={...L,ring:S},V={...L,machine:S},Ys=f({gate:S,severity:O(tn),verdict:O(rn),reason:S,measured:Xe(S,ii([S,U(),$e(),ri()])),againAt:se.exactOptional(),strikes:I,subjects:N(S).exactOptional(),series:f({since:se,at:se.nullable(),passed:I,failed:I,inconclusive:I,errors:I}).exactOptional()}),Xs=["held","restart","unproven","gone"],jn=f({...hn.shape,why:O(Xs),kbs:N(S),title:S,reason:S,remedy:S,blocks:$e(),instead:S.exactOptional()}),Kn=he("by",[f({by:p("rule"),rule:O(["critical","maxFailures","zeroTolerance","sequential","sameSignature"]),ring:S,wave:I,waves:I,machine:S,gate:S.nullable(),code:S,failed:I,of:I,failedInRing:I,limit:I,isAfterSoak:$e(),test:f({scope:O(["ring","rollout"]),failed:I,started:I}).exactOptional(),signature:S.exactOptional()}),f({by:p("person"),person:S})]),Zs=[f({kind:p("ringOpened"),...re}),f({kind:p("waveOpened"),...re,wave:I,size:I}),f({kind:p("ringSoaking"),...re,until:se}),f({kind:p("ringJudging"),...re}),f({kind:p("ringPassed"),...re}),f({kind:p("ringHeld"),...re,failure:F})],ec=[f({kind:p("intended"),...L,effect:ka}),f({kind:p("finished"),...V,key:S,outcome:Qs,acknowledged:N(S.regex(Ha))}),f({kind:p("judged"),...V,stage:O(La),verdict:O(rn),gates:N(Ys),againAt:se.nullable()}),f({kind:p("machineChosen"),...V,updates:N(hn),left:N(jn)}),f({kind:p("machineSkipped"),...V,failure:F}),f({kind:p("machineReturned"),...V,reason:S}),f({kind:p("machineDone"),...V,result:O(["updated","nothingNeeded"]),left:N(jn)}),f({kind:p("machineFailed"),...V,failure:F,severity:O(tn),gate:S.nullable()}),f({kind:p("machineUnclear"),...V,failure:F,gate:S.nullable()}),f({kind:p("machineUndone"),...V}),f({kind:p("machineStranded"),...V,failure:F})],tc=[f({kind:p("begun"),...L,format:p(1),plan:Aa}),f({kind:p("runBegan"),...L,by:S,ring:S.nullable(),only:N(S).nullable(),again:N(S)}),f({kind:p("halted"),...L,cause:Kn,reason:S}),f({kind:p("resumed"),...L,person:S,reason:S,exclude:N(S)}),f({kind:p("approved"),...re,planHash:S,person:S}),f({kind:p("updateHeld"),...L,kb:ni,reason:S,person:S}),f({kind:p("undoBegan"),...L,cause:Kn,reason:S,machines:N(S),spared:N(f({machine:S,reason:S}))}),f({kind:p("undoEnded"),...L,undone:I,stranded:I,left:I,isFinal:p(!0).exactOptional()}),f({kind:p("undoLifted"),...L,person:S,reason:S}),f({kind:p("superseded"),...L,person:S,reason:S}),f({kind:p("stopped"),...L,failure:F}),f({kind:p("concluded"),...L,conclusion:O(["succeeded","nothing-to-do","rolled-back"])})],qn=he("kind",[...tc,...Zs,...ec]);import{isAbsolute as nc,resolve as rc}from"node:path";function oc(e,t){return/[/\\]/.test(e)&&!nc(e)?rc(t,e):e}a(oc,"pathOf");function ac(e){const t={};for(const[n,r]of Object.entries({...process.env,...e}))r!==void 0&&!/^INPUT_/i.test(n)&&(t[n]=r);return t}a(ac,"environmentWith");async function Ae(e){const{command:t,directory:n,timeout:r,limit:o,environment:i,input:s,signal:c}=e,{execa:d}=await import("./execa-67JBZUJ6.mjs"),[u="",...l]=t,m=d(oc(u,n),l,{cwd:n,env:ac(i),extendEnv:!1,...s===void 0?{stdin:"ignore"}:{input:s},stderr:"ignore",timeout:r,maxBuffer:o,reject:!1,windowsHide:!0,killSignal:"SIGKILL",...c===void 0?{}:{cancelSignal:c}}),h=a(()=>{m.stdout?.destroy()},"letGo"),g=setTimeout(h,r);m.once("exit",(v,w)=>w!==null&&h());const y=await m;return clearTimeout(g),y.isCanceled?{kind:"aborted"}:y.timedOut?{kind:"overdue"}:y.isMaxBuffer?{kind:"tooLong"}:y.failed?y.exitCode!==void 0?{kind:"failed",how:`exit code ${y.exitCode}`,exitCode:y.exitCode}:y.signal!==void 0?{kind:"failed",how:`signal ${y.signal}`}:{kind:"missing",why:y.code??"it cannot be started"}:{kind:"done",output:String(y.stdout??"")}}a(Ae,"runCommand");function ic(e,{during:t}){return{readBoot:a(()=>t(e.readBoot()),"readBoot"),readNewBoot:a(n=>t(e.readNewBoot(n)),"readNewBoot"),probe:a((n,r)=>t(e.probe(n,r)),"probe"),startJob:a((n,r)=>t(e.startJob(n,r)),"startJob"),pollJob:a(n=>t(e.pollJob(n)),"pollJob"),cancelJob:a(n=>t(e.cancelJob(n)),"cancelJob"),removeJob:a(n=>t(e.removeJob(n)),"removeJob"),restart:a((n,r)=>t(e.restart(n,r)),"restart"),release:a(()=>t(e.release()),"release")}}a(ic,"machineDuring");function sc(e,t){return{machine:a(n=>ic(e.machine(n),t),"machine"),close:a(()=>t.during(e.close()),"close")}}a(sc,"fleetDuring");function cc(e,{during:t}){return{http:a((n,r)=>t(e.http(n,r)),"http"),tcp:a((n,r,o)=>t(e.tcp(n,r,o)),"tcp"),exec:a((n,r)=>t(e.exec(n,r)),"exec"),metric:a(n=>t(e.metric(n)),"metric")}}a(cc,"probesDuring");function dc(e,{during:t}){return{read:a(()=>t(e.read()),"read"),append:a(n=>t(e.append(n)),"append"),close:a(()=>t(e.close()),"close")}}a(dc,"journalDuring");var Vn="file:.patchring",Hn="git:patchring-ledger";function Jn(e){return e?Hn:Vn}a(Jn,"defaultPlace");function uc(e){const{isPipeline:t=!1,clock:n=Bt()}=e,r=e.place??Jn(t),{ledger:o,directory:i}=mc(r,e);return{place:r,directory:i,list:a(()=>n.during(o.list()),"list"),read:a(s=>n.during(o.read(s)),"read"),text:a(s=>n.during(o.text(s)),"text"),async write(s){const{journal:c,notes:d}=await n.during(o.write(s));return{journal:dc(c,n),text:a(()=>n.during(o.text(s)),"text"),mailbox:o.mailbox(s),notes:d,close:a(()=>n.during(c.close()),"close")}},words:a(async s=>(await n.during(o.mailbox(s).read())).map(({event:c})=>c),"words"),leave:a(async(s,c)=>{await o.mailbox(s).post(c)},"leave")}}a(uc,"openLedger");var lc=/^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;function mc(e,{from:t,owner:n,temporary:r=si()}){const[,o="",i=""]=/^(file|git):(.*)$/s.exec(e)??[];if(o==="file"&&i.trim()!==""){const s=Ze(t,i);return{directory:s,ledger:Vi({directory:s,schema:qn,owner:n})}}if(o==="git"&&lc.test(i)){const s={run:Ae,checkout:Ze(t),temporary:r,branch:i};return{directory:void 0,ledger:Js({...s,schema:qn,owner:n})}}throw new _([R("LEDGER_INVALID",`the ledger "${e}" does not say where the journal lives`,{next:`Write git:BRANCH or file:DIR, for example ${Hn} or ${Vn}.`})])}a(mc,"ledgerAt");function $c(e,t){return t.some(n=>{if(n===void 0)return!1;const r=di(Ze(n),e);return!(r===".."||r.startsWith(`..${ui}`)||ci(r))})}a($c,"liesIn");import{hostname as hc}from"node:os";import{request as fc}from"node:http";import{request as pc}from"node:https";import{connect as gc}from"node:net";import{rootCertificates as yc}from"node:tls";import{Buffer as Sc}from"node:buffer";var zn=262144,j=class extends Error{static{a(this,"Unread")}name="Unread"},Qn=ai([U(),T()]),wc={warnings:N(T()).optional(),infos:N(T()).optional(),stats:Qe().optional()},vc=f({status:p("success"),data:he("resultType",[f({resultType:p("scalar"),result:Qn,stats:Qe().optional()}),f({resultType:p("vector"),result:N(f({metric:Xe(T(),T()),value:Qn})),stats:Qe().optional()})]),...wc}),bc=/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;function Rc(e){const t=vc.safeParse(e);if(!t.success)throw new j("this is no answer of Prometheus to a query for one instant");const{data:n}=t.data;if(n.resultType==="vector"&&n.result.length!==1)throw new j(`the query gives ${n.result.length} values, and must give one`);const[,r=""]=n.resultType==="scalar"?n.result:n.result[0]?.value??[];if(!bc.test(r)||!Number.isFinite(Number(r)))throw new j("the value is no finite number");return Number(r)}a(Rc,"figureOfPrometheus");function Pc(e,t){let n;try{n=JSON.parse(e)}catch{throw new j("the answer is no JSON")}if(t===null)return Rc(n);const r=Wa(t);if(r===void 0)throw new j("the path is none");const o=Ba(n,r);if(typeof o!="number"||!Number.isFinite(o))throw new j(`at ${t} stands no number`);return o}a(Pc,"figureIn");async function Ec(e){const{statusCode:t,headers:n}=e;if(t!==200)throw new j(`status ${t}`);if((n["content-encoding"]??"identity")!=="identity")throw new j("the answer is compressed");const r=[];let o=0;for await(const i of e){if(o+=i.length,o>zn)throw new j(`the answer is larger than ${zn} bytes`);r.push(i)}if(!e.complete)throw new j("the answer ends in the middle");return Sc.concat(r).toString("utf8")}a(Ec,"textOf");function Ic(e,t){const n=Object.entries(e).map(([r,o])=>{const i=t(o);if(i===void 0)throw new j(`the variable of header ${r} is not set`);if(!/^[\t\x20-\x7e]+$/.test(i))throw new j(`what header ${r} stands for cannot be sent`);return[r,i]});return{...Object.fromEntries(n),Accept:"application/json","Accept-Encoding":"identity"}}a(Ic,"headersOf");function ut(e,t,n){const r=n,i=r?.name==="TimeoutError"||r?.name==="AbortError"?`no answer in ${t} ms`:r?.code??r?.message??"no answer";return{ok:!1,failure:R("PROBE_FAILED",`${e}: ${i}`,{retryable:!0,phase:"probe",...r?.message===void 0?{}:{cause:r.message}}),arrived:"maybe"}}a(ut,"failed");function lt(e,t){const n=AbortSignal.timeout(Math.max(1,e));return t===void 0?n:AbortSignal.any([n,t])}a(lt,"limitOf");var Cc=65536,Nc=300,kc=Ye({verdict:O(["pass","fail","inconclusive"]),reason:T().default("")});function Oc(e){if(!e.trimStart().startsWith("{"))return{verdict:"pass",reason:""};try{const{verdict:t,reason:n}=kc.parse(JSON.parse(e));return{verdict:t,reason:n.slice(0,Nc)}}catch{return}}a(Oc,"verdictIn");async function Mc(e){const t=performance.now(),n=await Ae(e),r=Math.round(performance.now()-t),o=a(c=>({ok:!0,value:{verdict:"fail",reason:c,took:r}}),"failed2"),i=e.command[0]??"",s=a(c=>({ok:!1,failure:R("PROBE_FAILED",`${i}: ${c}`,{retryable:!0,phase:"probe"}),arrived:"maybe"}),"unread");switch(n.kind){case"done":{const c=Oc(n.output);return c===void 0?s("it prints JSON that is no verdict"):{ok:!0,value:{...c,took:r}}}case"failed":return o(n.how);case"overdue":return o(`it did not end in ${e.timeout} ms`);case"missing":return s(n.why);case"tooLong":return s("it prints too much");case"aborted":return s("the run was asked to stop")}}a(Mc,"askCommand");function Yn(e,{headers:t,signal:n,trusted:r}){return new Promise((o,i)=>{const s={agent:!1,signal:n,headers:t},c=e.startsWith("https:")?pc(e,{...s,...r}):fc(e,s);c.on("response",o),c.on("error",i),c.end()})}a(Yn,"request");function Tc(e){const{origin:t,pathname:n}=new URL(e);return`${t}${n}`}a(Tc,"placeOf");function Dc({directory:e,ca:t,signal:n,meant:r=a(()=>{},"meant")}){const o=t===void 0?{}:{ca:[...yc,t]};return{exec:a((i,s)=>Mc({command:i,directory:e,timeout:s,limit:Cc,signal:n}),"exec"),async http(i,s){const c=performance.now(),d=a(()=>Math.round(performance.now()-c),"took");try{const u={headers:{Accept:"*/*"},signal:lt(s,n),trusted:o},l=await Yn(i,u),m=l.statusCode??0;return l.on("error",()=>{}),l.destroy(),{ok:!0,value:{status:m,took:d()}}}catch(u){return ut(i,d(),u)}},async metric({url:i,path:s,headers:c,timeout:d}){const u=performance.now(),l=a(()=>Math.round(performance.now()-u),"took"),m=lt(d,n);let h;try{const g={headers:Ic(c,r),signal:m,trusted:o};return h=await Yn(i,g),{ok:!0,value:{value:Pc(await Ec(h),s),took:l()}}}catch(g){return ut(Tc(i),l(),m.aborted?m.reason:g)}finally{h?.destroy()}},tcp(i,s,c){const d=performance.now(),u=a(()=>Math.round(performance.now()-d),"took");return new Promise(l=>{const m=gc({host:i,port:s,signal:lt(c,n)});m.on("connect",()=>{l({ok:!0,value:{took:u()}}),m.destroy()}),m.on("error",h=>l(ut(`${i}:${s}`,u(),h)))})}}}a(Dc,"createRunnerProbes");import{randomBytes as _c}from"node:crypto";import{hostname as Ac}from"node:os";var Xn="application/soap+xml;charset=UTF-8",Lc=new Map([[401,["WINRM_AUTH_REJECTED","the credentials were rejected"]],[403,["WINRM_FORBIDDEN","the request was refused"]],[404,["WINRM_NOT_FOUND","there is no WS-Man service at this path"]],[413,["WINRM_ENVELOPE_TOO_LARGE","the request is larger than the machine accepts"]],[425,["WINRM_BUSY","the service is busy"]],[429,["WINRM_BUSY","the service is busy"]],[503,["WINRM_BUSY","the service is busy"]]]),Wc=200;function Zn(e){return e.headers.get("content-type")?.[0]}a(Zn,"contentTypeOf");function Le(e){if(e.body.length===0)return"empty";const t=Zn(e);return Go(t)?"sealed":t?.split(";",1)[0]?.trim().toLowerCase()==="application/soap+xml"?"soap":"other"}a(Le,"kindOf");function Se(e){return e.status>=200&&e.status<300}a(Se,"isSuccess");function Uc(e){return e.body.subarray(0,4096).toString("utf8").replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi," ").replace(/<[^>]*>/g," ").replace(/\s+/g," ").trim().slice(0,Wc)}a(Uc,"quoteOf");function we(e,t,n={}){const r=Se(e)?"the answer is not SOAP":`unexpected HTTP status ${e.status}`,[o,i]=Lc.get(e.status)??["WINRM_HTTP_FAILED",r],s=Le(e)==="other"?{peerText:Uc(e),contentType:Zn(e)}:{};return new $(o,`${t}: ${i}`,{httpStatus:e.status,...s,...n})}a(we,"failureOf2");import{spawn as xc}from"node:child_process";import{mkdtempSync as Bc,rmSync as Gc}from"node:fs";import{tmpdir as Fc}from"node:os";import{join as er}from"node:path";import{createInterface as jc}from"node:readline";var Kc=`# Kerberos tokens from .NET (NegotiateAuthentication: MIT Kerberos on Linux, SSPI on Windows), for all machines of one run.
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
`;function tr(e,t){const n={sent:e==="unwrap",...t===void 0?{}:{cause:t}};return new $("WINRM_CONNECTION_LOST","the process with the keys of the connection has ended",n)}a(tr,"lost");var We=a(e=>Buffer.from(e).toString("base64"),"field"),qc=class{static{a(this,"TokenSource")}#e;#t=new Map;#n;#r=0;#o=a(()=>{},"#stopLingering");constructor(e){this.#e=e}get open(){return this.#t.size}start({spn:e,channelBinding:t,account:n}){const r=this.#i(),o=`c${++this.#r}`;this.#t.set(o,r);const i=n===void 0?["","",""]:[n.user,n.domain,n.password].map(We);return this.#a(r,["start",o,We(e),We(t??""),...i])}ask(e,t,...n){const r=this.#t.get(t);return r===void 0||r!==this.#n?Promise.reject(tr(e)):this.#a(r,[e,t,...n.map(We)])}drop(e){const t=this.#t.get(e);!this.#t.delete(e)||t===void 0||t!==this.#n||(this.#a(t,["drop",e]).catch(()=>{}),!(this.#t.size>0)&&(this.#o(),this.#o=this.#e.after(this.#e.linger??3e4,()=>this.close())))}close(){this.#o(),this.#n?.script.end()}#i(){if(this.#o(),this.#n!==void 0)return this.#n;const e=new Map,n={script:this.#e.start({onLine:a(r=>this.#s(n,r),"onLine"),onEnd:a(r=>this.#d(n,r),"onEnd")}),waiting:e,isProved:!1};return this.#n=n,n}#a(e,t){const n=String(++this.#r);return new Promise((r,o)=>{e.waiting.set(n,{resolve:r,reject:o,context:t[1]??"",operation:t[0]??""}),e.script.hold(!0),e.script.write(`${n} ${t.join(" ")}
`)})}#s(e,t){const[n="",r="",o="",i=""]=t.trimEnd().split(" "),s=e.waiting.get(n);s!==void 0&&(e.waiting.delete(n),e.isProved=!0,e.waiting.size===0&&e.script.hold(!1),s.resolve({context:s.context,status:r,bytes:Buffer.from(o,"base64"),numbers:i===""?[]:i.split(",").map(Number)}))}#d(e,t){this.#n===e&&(this.#n=void 0);for(const{reject:n,operation:r}of e.waiting.values())n(e.isProved?tr(r,t):t);e.waiting.clear();for(const[n,r]of this.#t)r===e&&this.#t.delete(n)}},Vc=Buffer.from(Kc,"utf16le").toString("base64"),Hc=["-NoLogo","-NoProfile","-NonInteractive","-OutputFormat","Text","-EncodedCommand",Vc],nr=300;function Jc(e,t){return new $("WINRM_KERBEROS_INTERPRETER_MISSING",`${e} cannot be started`,{cause:t,sent:!1})}a(Jc,"missing");function zc(e,t,n){const r=`${e} has ended (${t??"by a signal"})`;return new $("WINRM_KERBEROS_FAILED",r,{sent:!1,peerText:n.slice(-nr)})}a(zc,"ended2");function Qc(e){return Object.fromEntries(Object.entries(e).filter(([t])=>!/^INPUT_/i.test(t)))}a(Qc,"withoutInputs");function Yc(e){const{command:t,args:n=[],env:r={}}=e;return o=>{const i=Bc(er(Fc(),"patchring-")),s=xc(t,[...n,...Hc],{env:{...Qc(process.env),...r,KRB5_TRACE:er(i,"trace")},stdio:["pipe","pipe","pipe"],windowsHide:!0});let c="",d=!1;const u=a(()=>Gc(i,{recursive:!0,force:!0}),"clean");process.once("exit",u);const l=a(g=>{d||(d=!0,process.off("exit",u),u(),o.onEnd(g))},"finish");jc({input:s.stdout}).on("line",g=>o.onLine(g)),s.stderr.setEncoding("utf8").on("data",g=>{c=`${c}${g}`.slice(-nr)}),s.stdin.on("error",()=>{}),s.once("error",g=>l(Jc(t,g))),s.once("close",g=>l(zc(t,g,c)));const m=[s.stdin,s.stdout,s.stderr],h=a(g=>{for(const y of[s,...m])g?y.ref():y.unref()},"hold2");return h(!1),{write:a(g=>s.stdin.write(g),"write"),hold:h,end:a(()=>s.stdin.end(),"end")}}}a(Yc,"processStarter");var rr=new Map;function Xc(e={command:"pwsh"}){const t=JSON.stringify(e),n=rr.get(t);if(n!==void 0)return n;const r=a((i,s)=>{const c=setTimeout(s,i).unref();return()=>clearTimeout(c)},"after"),o=new qc({start:Yc(e),after:r});return rr.set(t,o),o}a(Xc,"tokenSource");var Zc={name:"basic",seals:!1,createContext:a(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","Basic authentication is only done over HTTPS");if(e.username.includes(":"))throw new $("WINRM_USAGE_INVALID","Basic authentication knows no user name with a colon");return{httpScheme:"Basic",everyRequest:!0,step:a(async t=>t===void 0?{kind:"send",token:Buffer.from(`${e.username}:${await e.password()}`),final:!0}:{kind:"done"},"step"),sealing:a(()=>{throw new $("WINRM_USAGE_INVALID","Basic authentication cannot seal")},"sealing")}},"createContext")},ed=new Uint8Array(0),td={name:"certificate",seals:!1,createContext:a(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","a client certificate is only shown over HTTPS");return{httpScheme:"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",everyRequest:!0,step:a(t=>t===void 0?{kind:"send",token:ed,final:!0}:{kind:"done"},"step"),sealing:a(()=>{throw new $("WINRM_USAGE_INVALID","a client certificate cannot seal")},"sealing")}},"createContext")},nd=-1765328384,rd=156,mt=new Map([[6,["WINRM_AUTH_REJECTED","the domain knows no such user"]],[7,["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],[18,["WINRM_AUTH_ACCOUNT_LOCKED","the account is locked, disabled or expired"]],[23,["WINRM_AUTH_PASSWORD_EXPIRED","the password of the account has expired"]],[24,["WINRM_AUTH_REJECTED","the domain refused the password"]],[31,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[37,["WINRM_KERBEROS_CLOCK_SKEWED","the clocks are too far apart"]],[41,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[44,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[45,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[rd,["WINRM_KERBEROS_KDC_UNREACHABLE","no domain controller answers"]]]),od=new Map([["TargetUnknown",["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],["UnknownCredentials",["WINRM_KERBEROS_CREDENTIALS_MISSING","there is no ticket, keytab or known realm"]],["InvalidCredentials",["WINRM_AUTH_REJECTED","the domain refused the credentials"]],["CredentialsExpired",["WINRM_KERBEROS_CREDENTIALS_MISSING","the ticket has expired"]],["Unsupported",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TooOld",["WINRM_KERBEROS_INTERPRETER_MISSING","this PowerShell is older than 7.3"]],["DllNotFoundException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TypeInitializationException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["BadBinding",["WINRM_AUTH_REJECTED","the channel binding is another one"]]]);function ad(e,t){const r=[...e.numbers.map(d=>d-nd)].reverse().find(d=>mt.has(d)),o=["WINRM_KERBEROS_FAILED",`it failed (${e.status})`],[i,s]=(r===void 0?od.get(e.status):mt.get(r))??o,c={spn:t,status:e.status,sent:!1,...r===void 0?{}:{number:r}};return new $(i,`Kerberos for ${t}: ${s}`,c)}a(ad,"kerberosFailure");var id="2a864886f712010202",sd=768,cd=126,dd=166;function ud(e){const t=z(e),n=z(t?.tag===96?t.content:void 0);if(n?.tag!==W.OID||Buffer.from(n.content).toString("hex")!==id)return;const{rest:r}=n;if(r.length<2||((r[0]??0)<<8)+(r[1]??0)!==sd)return;const o=z(r.subarray(2)),i=Gt(o?.tag===cd?z(o.content)?.content:void 0),s=z(i?.get(dd));if(!(s?.tag!==W.INTEGER||s.content.length===0||s.content.length>4))return s.content.reduce((c,d)=>c*256+d,0)}a(ud,"errorNumberOf");function ld(e,t){const n=ud(e);if(n===void 0)return;const r=["WINRM_KERBEROS_FAILED",`the machine refused the ticket (error ${n})`],[o,i]=mt.get(n)??r;return new $(o,`Kerberos for ${t}: ${i}`,{spn:t,number:n,sent:!1})}a(ld,"machineRefusal");var ve=16,$t=16,or=1284,md=1,ar=2;function H(e){return new $("WINRM_SEALING_FAILED",`sealed message refused: ${e}`)}a(H,"refuse");function $d(e,t){const n=Buffer.from(e),r=n.length-t;if(!(r>ve+$t&&n.readUInt16BE(0)===or&&((n[2]??0)&ar)!==0)||n.readUInt16BE(4)!==0)throw H("the token source did not make a sealed token without filler");const i=r-ve-$t,s=n.subarray(ve),c=((i-n.readUInt16BE(6))%s.length+s.length)%s.length,d=s.length-c,u=Buffer.concat([n.subarray(0,ve),s.subarray(d),s.subarray(0,d)]);return u.writeUInt16BE(i,6),{signature:u.subarray(0,r),sealed:u.subarray(r)}}a($d,"cutToken");function hd(e){const t=Buffer.from(e.buffer,e.byteOffset,e.byteLength);if(t.length<ve+$t||t.readUInt16BE(0)!==or)throw H("not a Wrap token");const n=t[2]??0;if((n&ar)===0)throw H("it is signed only");if((n&md)===0)throw H("it is one of our own");return t.readBigUInt64BE(8)}a(hd,"sequenceOf");function fd(e){let t,n=!1;return{async seal(o){if(n)throw H("an earlier message of this connection was refused");const i=await e("wrap",o);if(i.status!=="Completed")throw H(`Kerberos says ${i.status}`);return $d(i.bytes,o.length)},unseal:a(async(o,i)=>{if(n)throw H("an earlier message of this connection was refused");n=!0;const s=hd(o);if(t!==void 0&&s!==t+1n)throw H("a message was repeated or left out");t=s;const c=await e("unwrap",Buffer.concat([o,i]));if(c.status!=="Completed")throw H(`Kerberos says ${c.status}`);if(c.bytes.length!==i.length)throw H("its length is not the one of the plain text");return n=!1,c.bytes},"unseal")}}a(fd,"createKerberosSealing");function pd(e,t){return e.includes("/")?e:`${e==="HOST"?"host":e}/${t.replace(/\.$/,"")}`}a(pd,"spnOf");async function gd(e){if(e.username==="")return;const[,t,n=""]=/^(?:([^\\]*)\\)?(.*)$/s.exec(e.username)??[],r=n.lastIndexOf("@"),o=e.domain??t??(r===-1?"":n.slice(r+1));return{user:r===-1||e.domain!==void 0?n:n.slice(0,r),domain:o.toUpperCase(),password:await e.password()}}a(gd,"accountOf");var yd=class{static{a(this,"KerberosClient")}#e;#t;#n;#r="fresh";#o;#i;#a=!1;constructor(e,t){this.#e=e,this.#t=t.tokens,this.#n=pd(t.spn,e.servername)}step=a(async e=>{if(this.#r==="fresh"){const{channelBinding:o}=this.#e,i=await gd(this.#e),s=await this.#t.start({spn:this.#n,channelBinding:o,account:i});if(this.#o=s.context,this.#a&&this.dispose(),s.status!=="ContinueNeeded"||s.bytes.length===0)throw ad(s,this.#n);return this.#r="asked",{kind:"send",token:s.bytes,final:!0,mayGoOn:!0}}const t=this.#o;if(this.#r!=="asked"||t===void 0||e===void 0)throw new $("WINRM_AUTH_FAILED",`a Kerberos token came out of turn (${this.#r})`);const n=ld(e,this.#n);if(n!==void 0)throw n;if(e.length===0)throw new $("WINRM_AUTH_FAILED","the machine did not prove who it is");const r=await this.#t.ask("step",t,e);if(r.status!=="Completed"||r.bytes.length>0)throw new $("WINRM_AUTH_FAILED",`the machine did not prove who it is (${r.status})`);return this.#r="complete",this.#i=fd((o,i)=>this.#t.ask(o,t,i)),{kind:"done"}},"step");sealing(){if(this.#i!==void 0)return this.#i;throw new $("WINRM_USAGE_INVALID","sealing was asked for before the Kerberos exchange was complete")}async verify(e,t){const{status:n}=await this.#t.ask("verify",this.#o??"",e,t);if(!(n==="Completed"||n==="Skipped"))throw new $("WINRM_AUTH_FAILED",`the list of mechanisms was changed on the way (${n})`)}dispose(){this.#a=!0,this.#o!==void 0&&(this.#t.drop(this.#o),this.#o=void 0)}};function ir(e){if(e.kerberos===void 0)throw new $("WINRM_USAGE_INVALID","Kerberos needs a source of tokens");return new yd(e,e.kerberos)}a(ir,"createKerberosClient");var Sd={name:"kerberos",seals:!0,createContext:a(e=>{const t=ir(e);return{httpScheme:"Kerberos",sealLabel:"application/HTTP-Kerberos-session-encrypted",step:a(n=>t.step(n),"step"),sealing:a(()=>t.sealing(),"sealing"),outcome:a(()=>({mechanism:"kerberos"}),"outcome"),dispose:a(()=>t.dispose(),"dispose")}},"createContext")},Y={kerberos:"2a864886f712010202",ntlm:"2b06010401823702020a"},wd="2a864882f712010202",vd=Buffer.from("2b0601050502","hex"),bd=["accept-completed","accept-incomplete","reject","request-mic"];function sr(e){return M(W.SEQUENCE,...e.map(t=>M(W.OID,Buffer.from(t,"hex"))))}a(sr,"encodeMechanismList");function cr(e,t){const n=[M(160,e),M(162,M(W.OCTET_STRING,t))],r=M(160,M(W.SEQUENCE,...n));return M(96,M(W.OID,vd),r)}a(cr,"encodeOffer");function dr({token:e,mic:t}){const n=[...e===void 0?[]:[M(162,M(W.OCTET_STRING,e))],...t===void 0?[]:[M(163,M(W.OCTET_STRING,t))]];return M(161,M(W.SEQUENCE,...n))}a(dr,"encodeAnswer");function Ue(e){return new $("WINRM_AUTH_FAILED",`not an SPNEGO answer: ${e}`)}a(Ue,"broken");function ur(e){if(e===void 0)return;const t=z(e);if(t?.tag!==W.OCTET_STRING)throw Ue("a token is no octet string");return t.content}a(ur,"octets");function Rd(e){if(e===void 0)return;const t=z(e),n=t?.tag===W.ENUMERATED&&t.content.length===1?bd[t.content[0]??255]:void 0;if(n===void 0)throw Ue("an unknown state");return n}a(Rd,"stateOf");function Pd(e){const t=z(e);if(t?.tag!==161||t.rest.length>0)throw Ue("no NegTokenResp");const n=z(t.content),r=Gt(n?.tag===W.SEQUENCE?n.content:void 0);if(r===void 0)throw Ue("its fields are cut");const o=Rd(r.get(160)),i=jo(r.get(161)),s=ur(r.get(162)),c=ur(r.get(163));return{...o===void 0?{}:{state:o},...i===""?{}:{mechanism:i===wd?Y.kerberos:i},...s===void 0?{}:{token:s},...c===void 0?{}:{mic:c}}}a(Pd,"decodeAnswer");var lr="application/HTTP-SPNEGO-session-encrypted",mr=new Uint8Array(0);function Ed(e,t){return{name:e,seals:!0,createContext:a(n=>{const{step:r,sealing:o}=t(n);return{httpScheme:"Negotiate",sealLabel:lr,step:r,sealing:o}},"createContext")}}a(Ed,"underNegotiate");function ce(e){return new $("WINRM_AUTH_FAILED",`Negotiate: ${e}`)}a(ce,"broken2");function Id(e){return e instanceof $&&e.code.startsWith("WINRM_KERBEROS_")}a(Id,"meansUnusable");var Cd=class{static{a(this,"SpnegoContext")}httpScheme="Negotiate";sealLabel=lr;#e;#t=Buffer.alloc(0);#n;#r;#o;#i=!1;constructor(e){this.#e=e,this.#n=ir(e)}async step(e){if(e===void 0)return await this.#a();if(this.#i)throw ce("a token came after the end");const t=Pd(e);return this.#r===void 0?await this.#d(t):await this.#c(this.#r,t)}sealing(){const e=this.#i?this.#r??this.#n:void 0;if(e!==void 0)return e.sealing();throw new $("WINRM_USAGE_INVALID","sealing was asked for before the exchange was complete")}outcome(){return{mechanism:this.#r===void 0?"kerberos":"ntlm",...this.#o===void 0?{}:{fallback:this.#o}}}dispose(){this.#n?.dispose()}async#a(){const e=this.#e.ntlmFallback===!0&&this.#e.username!=="";try{const t=await this.#n?.step();if(t?.kind!=="send")throw ce("Kerberos has no first token");return this.#t=sr([Y.kerberos,...e?[Y.ntlm]:[]]),{...t,token:cr(this.#t,t.token)}}catch(t){if(!e||!Id(t))throw t;return this.#t=sr([Y.ntlm]),{kind:"send",token:cr(this.#t,await this.#s(t)),final:!1}}}async#s({code:e,message:t}){this.#n?.dispose(),this.#n=void 0,this.#o={code:e,message:t},this.#r=xt(this.#e);const n=await this.#r.step();if(n.kind!=="send")throw ce("NTLM has no first token");return n.token}async#d({state:e,mechanism:t,token:n,mic:r}){const o=t??Y.kerberos;if(o===Y.ntlm&&this.#e.ntlmFallback===!0&&this.#e.username!==""){const s=new $("WINRM_KERBEROS_FAILED","the machine does not take Kerberos");return{kind:"send",token:dr({token:await this.#s(s)}),final:!1}}if(o!==Y.kerberos)throw ce("the machine chose a mechanism that was not offered");const i=n===void 0&&e==="reject"?void 0:await this.#n?.step(n??mr);if(i?.kind!=="done"||e!=="accept-completed")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the ticket");return r!==void 0&&await this.#n?.verify(this.#t,r),this.#i=!0,i}async#c(e,t){const{state:n,mechanism:r,token:o,mic:i}=t;if(r!==void 0&&r!==Y.ntlm)throw ce("the machine changed the mechanism");if(n==="reject")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the logon");const s=await e.step(o??mr);if(s.kind==="send"){const c=e.signing().signList(this.#t);return{...s,token:dr({token:s.token,mic:c})}}if(n!=="accept-completed"||i===void 0)throw ce("the machine did not sign the list of mechanisms");return e.signing().verifyList(this.#t,i),this.#i=!0,s}},Nd={name:"negotiate",seals:!0,createContext:a(e=>{const t=new Cd(e);return{httpScheme:t.httpScheme,sealLabel:t.sealLabel,step:a(n=>t.step(n),"step"),sealing:a(()=>t.sealing(),"sealing"),outcome:a(()=>t.outcome(),"outcome"),dispose:a(()=>t.dispose(),"dispose")}},"createContext")},kd={kerberos:Sd,negotiate:Nd,ntlm:Ed("ntlm",xt),certificate:td,basic:Zc},$r={credssp:"CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate"};function Od(e){const t=kd;if(Object.hasOwn(t,e))return t[e];const n=Object.hasOwn($r,e.toLowerCase())?$r[e.toLowerCase()]:void 0;throw new $("WINRM_USAGE_INVALID",n??`there is no authentication scheme ${JSON.stringify(e)}`)}a(Od,"schemeOf");var xe={WINRM_ABORTED:"the call was aborted",WINRM_DEADLINE_EXCEEDED:"no complete answer came in time"},Md=2**31-1,Td=class{static{a(this,"Deadline")}#e=new Set;#t;#n;#r;constructor(e,t){this.#t=setTimeout(()=>this.#i("WINRM_DEADLINE_EXCEEDED"),Math.min(Math.max(e,0),Md)),this.#n=t,t?.aborted===!0?this.#i("WINRM_ABORTED"):t?.addEventListener("abort",this.#o,{once:!0})}get end(){return this.#r}onEnd(e){return this.#r===void 0?this.#e.add(e):e(this.#r),()=>{this.#e.delete(e)}}within(e){return new Promise((t,n)=>{this.#r!==void 0&&e.catch(()=>{});const r=this.onEnd(o=>n(new $(o,xe[o],{phase:"waiting",sent:!1})));e.then(t,n).finally(r)})}abort(){this.#i("WINRM_ABORTED")}dispose(){clearTimeout(this.#t),this.#n?.removeEventListener("abort",this.#o),this.#e.clear()}#o=a(()=>this.abort(),"#abort");#i(e){if(this.#r!==void 0)return;this.#r=e;const t=[...this.#e];this.dispose();for(const n of t)n(e)}},hr=new Uint8Array(0),Dd=6;function Be(e){const t=new Map;for(const n of e.headers.get("www-authenticate")??[])for(const r of n.split(",")){const o=/^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(r)??/^\s*([\w.:/-]+)\s/.exec(r),i=o?.[1]?.toLowerCase();if(i===void 0)continue;const s=o?.[2]===void 0?void 0:Buffer.from(o[2],"base64");(s!==void 0||!t.has(i))&&t.set(i,s)}return t}a(Be,"offersOf");async function be(e,t,n){try{return await t.within(Promise.resolve(e.step(n)))}catch(r){throw r instanceof $?r:new $("WINRM_AUTH_FAILED","the credentials could not be obtained",{cause:r,sent:!1})}}a(be,"stepOf");function fr(e,t){const n=Buffer.from(t.buffer,t.byteOffset,t.byteLength);return`${e.httpScheme} ${n.toString("base64")}`.trimEnd()}a(fr,"authorizationOf");function _d(e,t,n,r){const o=[...Be(t).keys()];if(!r||o.length===0||o.includes(e.httpScheme.toLowerCase()))return we(t,n.where,{offered:o});const i=`${e.httpScheme} is not offered, but ${o.join(", ")}`;return new $("WINRM_AUTH_NOT_OFFERED",`${n.where}: ${i}`,{httpStatus:401,offered:o})}a(_d,"refused");function Ad({httpScheme:e},t){return t.length===0?["WINRM_AUTH_NONE_OFFERED","a logon is wanted, and no scheme for it is offered"]:t.includes(e.toLowerCase())?["WINRM_AUTH_TOKEN_REFUSED",`${e} is offered, but its first token was turned away`]:["WINRM_AUTH_NOT_OFFERED",`${e} is not offered, but ${t.join(", ")}`]}a(Ad,"missingToken");function pr(e,t,n){const r=Be(t),o=r.get(e.httpScheme.toLowerCase()),i=[...r.keys()],s={httpStatus:401,offered:i};if(o===void 0){const[c,d]=Ad(e,i);throw new $(c,`${n.where}: ${d}`,s)}if(!t.keepAlive){const c="the connection was closed in the middle of the authentication (is there a proxy in between?)";throw new $("WINRM_AUTH_FAILED",`${n.where}: ${c}`,s)}return o}a(pr,"challengeOf");async function Ld(e,t,n){if(!Se(t)&&Le(t)!=="soap")throw we(t,n.where);const r=Be(t).get(e.httpScheme.toLowerCase())??hr;if((await be(e,n.deadline,r)).kind==="done")return t;throw new $("WINRM_AUTH_FAILED",`${n.where}: the authentication was answered before it was complete`)}a(Ld,"closeExchange");async function Wd(e,t,n){let r=await be(t,n.deadline);for(let o=0;o<Dd&&r.kind==="send";o++){const i=fr(t,r.token),s=r.final?n.payload:hr,c=await e.request({authorization:i,contentType:Xn,body:s},n.deadline);if(r.final&&c.status!==401)return Ld(t,c,n);if(r.final){if((r.mayGoOn===!0?Be(c).get(t.httpScheme.toLowerCase()):void 0)===void 0)throw _d(t,c,n,o===0);r=await be(t,n.deadline,pr(t,c,n));continue}if(c.status!==401)throw Se(c)?new $("WINRM_AUTH_FAILED",`${n.where}: the machine did not ask who we are`):we(c,n.where);r=await be(t,n.deadline,pr(t,c,n))}throw new $("WINRM_AUTH_FAILED",`${n.where}: the authentication does not come to an end`)}a(Wd,"authenticate");import{connect as Ud}from"node:net";import{TLSSocket as xd}from"node:tls";var Bd=65536,Gd=/^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/,Fd=/^[!#$%&'*+\-.^_`|~\w]+$/,jd=/^([\da-f]{1,8})[ \t]*(?:;.*)?$/i,Kd=10;function J(e){return new $("WINRM_PROTOCOL_VIOLATED",`not an HTTP answer: ${e}`)}a(J,"broken3");var qd=class{static{a(this,"Sink")}#e;#t=Buffer.alloc(0);length=0;constructor(e){this.#e=e}admit(e){if(!(this.length+e<=this.#e))throw new $("WINRM_ENVELOPE_TOO_LARGE",`the answer is larger than ${this.#e} bytes`)}add(e){if(this.admit(e.length),this.length===0)this.#t=e;else{const t=this.length+e.length;if(t>this.#t.length){const n=Buffer.allocUnsafe(Math.max(t,this.#t.length*2,1024));this.#t.copy(n,0,0,this.length),this.#t=n}e.copy(this.#t,this.length)}this.length+=e.length}bytes(){return this.#t.subarray(0,this.length)}},Vd=new Set(["fixed","chunk-data","until-close"]),Hd=class{static{a(this,"AnswerReader")}#e;#t="status";#n="";#r=0;#o=0;#i=1;#a=new Map;#s=0;excess=!1;constructor(e){this.#e=new qd(e)}get begun(){return this.#r>0}push(e){let t=0;for(;t<e.length&&this.#t!=="done";)t=Vd.has(this.#t)?this.#c(e,t):this.#u(e,t);if(this.#t==="done")return this.excess||=t<e.length,this.#d()}end(){if(this.#t==="until-close")return this.#t="done",this.#d()}#d(){const e=(this.#a.get("connection")??[]).join(",").toLowerCase().split(","),t=a(o=>e.some(i=>i.trim()===o),"named"),r=!(!this.#a.has("content-length")&&!this.#$()&&!this.#h())&&!this.excess&&(this.#i===1?!t("close"):t("keep-alive"));return{status:this.#o,headers:this.#a,body:this.#e.bytes(),keepAlive:r}}#c(e,t){const n=this.#t==="until-close"?e.length:Math.min(e.length,t+this.#s);return this.#e.add(e.subarray(t,n)),this.#t!=="until-close"&&(this.#s-=n-t,this.#s===0&&(this.#t=this.#t==="fixed"?"done":"chunk-end")),n}#u(e,t){const n=e.indexOf(Kd,t),r=n===-1?e.length:n+1;if(this.#r+=r-t,this.#r>Bd)throw J("its head is too large");if(this.#n+=e.toString("latin1",t,r),n!==-1){const o=this.#n;if(this.#n="",!o.endsWith(`\r
`))throw J("a line ends without a carriage return");this.#l(o.slice(0,-2))}return r}#l(e){switch(this.#t){case"status":this.#m(e);return;case"header":e===""?this.#f():this.#p(e);return;case"chunk-size":this.#g(e);return;case"chunk-end":if(e!=="")throw J("a chunk is longer than announced");this.#t="chunk-size",this.#r=1;return;default:e===""&&(this.#t="done")}}#m(e){const t=Gd.exec(e);if(t===null)throw J("no status line");this.#i=Number(t[1]),this.#o=Number(t[2]),this.#a=new Map,this.#t="header"}#p(e){const t=e.indexOf(":"),n=e.slice(0,Math.max(t,0));if(!Fd.test(n))throw J("a malformed header");const r=e.slice(t+1).trim();if(r.includes("\0")||r.includes("\r"))throw J("a control character in a header");const o=n.toLowerCase(),i=this.#a.get(o);i===void 0?this.#a.set(o,[r]):i.push(r)}#$(){return this.#a.has("transfer-encoding")}#h(){return this.#o===204||this.#o===304}#f(){if(this.#o<200){if(this.#o===101)throw J("an upgrade that nobody asked for");this.#t="status";return}const e=new Set(this.#a.get("content-length"));if(this.#$()){if(this.#a.get("transfer-encoding")?.join(",").toLowerCase()!=="chunked"||e.size>0)throw J("contradictory body length");this.#t="chunk-size"}else if(this.#h())this.#t="done";else if(e.size>0){const[t=""]=e;if(e.size>1||!/^\d{1,15}$/.test(t))throw J("contradictory body length");this.#y(Number(t)),this.#t=this.#s===0?"done":"fixed"}else this.#t="until-close"}#g(e){const t=jd.exec(e);if(t===null)throw J("a malformed chunk");this.#y(Number.parseInt(t[1]??"",16)),this.#t=this.#s===0?"trailer":"chunk-data"}#y(e){this.#e.admit(e),this.#s=e}};import{connect as Jd,isIP as zd,isIPv6 as gr}from"node:net";var Ge=5,Qd=255,yr=2,Yd=[["WINRM_JUMP_FAILED","accepted"],["WINRM_JUMP_FAILED","failed"],["WINRM_JUMP_REFUSED","is not allowed by its rules"],["WINRM_JUMP_FAILED","failed: the network is unreachable from there"],["WINRM_JUMP_FAILED","failed: name or machine cannot be reached from there"],["WINRM_JUMP_FAILED","was refused by the machine"],["WINRM_JUMP_FAILED","took too long"],["WINRM_JUMP_FAILED","is a command that it does not know"],["WINRM_JUMP_FAILED","is to a kind of address that it does not know"]];function Xd(e){const t=URL.canParse(e)?new URL(e):void 0;if(!(t!==void 0&&t.protocol==="socks5:"&&t.hostname!=="")||t.pathname!==""&&t.pathname!=="/"||t.search!==""||t.hash!=="")throw new $("WINRM_USAGE_INVALID","a jump host is written socks5://host:port");const r=a(c=>c===""?void 0:decodeURIComponent(c),"decode"),[o,i]=[r(t.username),r(t.password)];for(const c of[o,i])if(Buffer.byteLength(c??"")>255)throw new $("WINRM_USAGE_INVALID","user and password of a jump host have 255 bytes at most");return{host:t.hostname.replace(/^\[(.*)\]$/,"$1"),port:t.port===""?1080:Number(t.port),username:o,password:i}}a(Xd,"parseJumpHost");function Zd(e){if(gr(e)){const[n=""]=new URL(`http://[${e.split("%")[0]}]`).hostname.slice(1,-1).split("%"),[r="",o]=n.split("::"),i=a(u=>u===void 0||u===""?[]:u.split(":").map(l=>Number.parseInt(l,16)),"words"),[s,c]=[i(r),i(o)],d=Buffer.alloc(17);d[0]=4;for(const[u,l]of s.entries())d.writeUInt16BE(l,1+u*2);for(const[u,l]of c.entries())d.writeUInt16BE(l,17-(c.length-u)*2);return d}if(zd(e)===4)return Buffer.from([1,...e.split(".").map(Number)]);const t=Buffer.from(e,"latin1");return Buffer.concat([Buffer.from([3,t.length]),t])}a(Zd,"addressOf");function Sr(e){const t=Buffer.from(e);return Buffer.concat([Buffer.from([t.length]),t])}a(Sr,"prefixed");function*eu(e,t,n){const r=a((w,P)=>new $(w,`jump host ${n}: ${P}`,{phase:"jump",sent:!1}),"failure"),{username:o,password:i=""}=e,s=o===void 0?[0]:[0,yr];yield Buffer.from([Ge,s.length,...s]);const[c,d]=yield 2;if(c!==Ge)throw r("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");if(d===Qd||d===void 0||!s.includes(d))throw r("WINRM_JUMP_REFUSED",o===void 0?"it wants a user and password":"it takes no password");if(d===yr){yield Buffer.concat([Buffer.from([1]),Sr(o??""),Sr(i)]);const[,w]=yield 2;if(w!==0)throw r("WINRM_JUMP_REFUSED","it refused user and password")}const u=Buffer.from([t.port>>8,t.port&255]);yield Buffer.concat([Buffer.from([Ge,1,0]),Zd(t.host),u]);const[l,m=1,,h]=yield 4;if(l!==Ge)throw r("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");const[g,y]=Yd[m]??["WINRM_JUMP_FAILED",`failed (${m})`];if(m!==0)throw r(g,`the connection to ${t.host}:${t.port} ${y}`);yield(h===1?4:h===4?16:(yield 1)[0]??0)+2}a(eu,"converse");function tu(e,t,n,r){const o=`${gr(e.host)?`[${e.host}]`:e.host}:${e.port}`;return new Promise((i,s)=>{const c=Jd({host:e.host,port:e.port}).setNoDelay(!0),d=eu(e,t,o);let u=0,l=!1,m=!0;const h=a(E=>{m=!1,clearTimeout(Z),Lt(),c.off("connect",X).off("readable",P).off("error",y).off("close",y),E()},"settle"),g=a(E=>h(()=>{c.on("error",()=>{}).destroy(),s(E)}),"fail2"),y=a(E=>{const K=l?"the connection ended in the middle of its answer":"no connection",Eo=E instanceof Error?{cause:E}:{};g(new $("WINRM_JUMP_UNREACHABLE",`jump host ${o}: ${K}`,{...Eo,phase:"jump",sent:!1}))},"broken4"),v=a(E=>{const K=E==="WINRM_ABORTED"?E:l?"WINRM_JUMP_FAILED":"WINRM_JUMP_UNREACHABLE";g(new $(K,`jump host ${o}: ${xe[E]}`,{phase:"jump",sent:!1}))},"overdue"),w=a(E=>{let K=d.next(E);for(;K.done!==!0&&typeof K.value!="number";K=d.next(E))c.write(K.value);K.done===!0?h(()=>i(c)):u=K.value},"proceed"),P=a(()=>{try{for(;m;){const E=c.read(u);if(!Buffer.isBuffer(E))return;w(E)}}catch(E){g(E)}},"advance"),X=a(()=>{l=!0,w(Buffer.alloc(0))},"start"),Z=setTimeout(()=>v("WINRM_DEADLINE_EXCEEDED"),n);let Lt=a(()=>{},"stop");c.once("connect",X).on("readable",P).once("error",y).once("close",y),Lt=r.onEnd(v)})}a(tu,"openThrough");import{X509Certificate as nu}from"node:crypto";import{isIP as ru}from"node:net";import{connect as ou,createSecureContext as ht}from"node:tls";var wr=new Map,au=/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;function iu(e){if(e===void 0)return ht();try{for(const t of e.match(au)??[""])new nu(t);return ht({ca:e})}catch(t){throw new $("WINRM_USAGE_INVALID","`ca` cannot be read as PEM certificates",{cause:t})}}a(iu,"createContext");function vr(e){const t=e??"",n=wr.get(t);if(n!==void 0)return n;const r=iu(e);return wr.set(t,r),r}a(vr,"secureContextFor");function su(e,t){vr(t);try{return ht({...e,maxVersion:"TLSv1.2",...t===void 0?{}:{ca:t}})}catch{throw new $("WINRM_USAGE_INVALID","the client certificate or its key cannot be read")}}a(su,"contextWith");function br(e){return{subject:e.subject?.replaceAll(`
`,", ")??"",issuer:e.issuer?.replaceAll(`
`,", ")??"",validFrom:e.validFrom,validTo:e.validTo,sha256:Rr(e)}}a(br,"factsOf2");function Rr(e){return e.fingerprint256.replaceAll(":","").toLowerCase()}a(Rr,"fingerprintOf");var cu=new Map([["CERT_HAS_EXPIRED",["WINRM_TLS_EXPIRED","has expired"]],["CERT_NOT_YET_VALID",["WINRM_TLS_EXPIRED","is not valid yet"]],["DEPTH_ZERO_SELF_SIGNED_CERT",["WINRM_TLS_SELF_SIGNED","is self-signed"]],["SELF_SIGNED_CERT_IN_CHAIN",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT_LOCALLY",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_VERIFY_LEAF_SIGNATURE",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]]]),du=/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;function uu(e){const{phase:t,reason:n}=e.detail,r=e.code==="WINRM_TLS_FAILED"&&du.test(String(n));if(!r&&(t!=="tls"||e.code!=="WINRM_CONNECTION_LOST"))return e;const o=r?": a client certificate is shown over TLS 1.2 only, and the machine refuses that version":"",i="A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.";return new $(e.code,`${e.message}${o}`,{...e.detail,help:i})}a(uu,"explainVersion");function lu(e,t,n){const r=ou({...t,secureContext:n===void 0?vr(e.ca):su(n,e.ca),rejectUnauthorized:!1,checkServerIdentity:a(()=>{},"checkServerIdentity"),...e.sni===void 0?{}:{servername:e.sni}});return Object.defineProperty(r,"getPeerCertificate",{value:a(()=>({}),"value")}),r}a(lu,"startTls");function mu(e,t){const[n=""]=t.servername.split("%");return ru(n)!==0?e.checkIP(n)!==void 0:e.checkHost(t.sni??n,{partialWildcards:!1})!==void 0}a(mu,"isFor");function $u(e,t){const n=e.getPeerX509Certificate();if(n===void 0)throw new $("WINRM_TLS_FAILED",`${t.authority} shows no certificate`);const r=a((i,s,c={})=>new $(i,`the certificate of ${t.servername} ${s}`,{certificate:br(n),sent:!1,...c}),"refuse3");if(t.pin!==void 0&&Rr(n)!==t.pin)throw r("WINRM_TLS_PIN_MISMATCHED","is not the pinned one",{pin:t.pin});const o=t.pin!==void 0&&t.ca===void 0;if(!e.authorized&&!o){const i=String(e.authorizationError),[s,c]=cu.get(i)??["WINRM_TLS_FAILED",`is refused (${i})`];throw r(s,c,{reason:i})}if(!o&&!mu(n,t)){const i=n.subjectAltName??"";throw r("WINRM_TLS_WRONG_NAME",`is for another name (${i||"it has none"})`,{names:i})}return n}a($u,"judgeCertificate");var hu=2e3,fu=new Map([["ENOTFOUND","WINRM_NAME_NOT_FOUND"],["EAI_AGAIN","WINRM_NAME_NOT_FOUND"],["EAI_NODATA","WINRM_NAME_NOT_FOUND"],["EAI_NONAME","WINRM_NAME_NOT_FOUND"],["EAI_FAIL","WINRM_NAME_NOT_FOUND"],["ECONNREFUSED","WINRM_CONNECTION_REFUSED"],["ETIMEDOUT","WINRM_CONNECTION_TIMED_OUT"],["EHOSTUNREACH","WINRM_CONNECTION_TIMED_OUT"],["ENETUNREACH","WINRM_CONNECTION_TIMED_OUT"],["EHOSTDOWN","WINRM_CONNECTION_TIMED_OUT"]]);function pu(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:"unknown"}a(pu,"codeOf2");function gu(e,t,n){const r=pu(n),o={cause:n,phase:t,reason:r,sent:!1},i=r==="ECONNRESET"||r==="EPIPE",s=fu.get(r)??(i?"WINRM_CONNECTION_LOST":void 0);if(t==="tls"&&s===void 0)return new $("WINRM_TLS_FAILED",`TLS with ${e.authority} failed (${r})`,o);const c=s??"WINRM_CONNECTION_FAILED";return new $(c,`no connection to ${e.authority} (${r})`,o)}a(gu,"connectFailure");var yu=class{static{a(this,"HttpConnection")}#e;#t;#n;certificate;#r;#o=!0;constructor(e,t,n,r){this.#e=e,this.#t=t,this.#n=n,this.certificate=r,e.setTimeout(n.idleTimeout),e.on("timeout",()=>{this.#r===void 0&&this.destroy()}),e.on("data",o=>this.#s(o)),e.on("end",()=>this.#d()),e.on("error",o=>this.#u(o)),e.on("close",()=>this.#u())}get usable(){return this.#o}request(e,t){return new Promise((n,r)=>{const o=e.body.length>0;if(t.end!==void 0){this.destroy(),r(this.#a(t.end,xe[t.end],{sent:!1}));return}if(!this.#o||this.#r!==void 0){r(this.#a("WINRM_CONNECTION_LOST","the connection is not free",{sent:!1}));return}const i=t.onEnd(s=>this.#l(this.#a(s,xe[s],{sent:o})));this.#r={reader:new Hd(this.#n.maxAnswer),sent:o,resolve:a(s=>{i(),n(s)},"resolve"),reject:a(s=>{i(),r(s)},"reject")},this.#e.write(this.#i(e))})}destroy(){this.#o=!1,this.#e.destroy()}#i(e){const{authorization:t,contentType:n,body:r}=e,o=`POST ${this.#t.path} HTTP/1.1\r
Host: ${this.#t.authority}\r
Connection: Keep-Alive\r
User-Agent: patchring\r
Accept-Encoding: identity\r
Content-Type: ${n}\r
Content-Length: ${r.length}\r
${t===void 0?"":`Authorization: ${t}\r
`}\r
`,i=Buffer.allocUnsafe(o.length+r.length);return i.write(o,"latin1"),i.set(r,o.length),i}#a(e,t,n){return new $(e,`${this.#t.authority}: ${t}`,{phase:"request",...n})}#s(e){const t=this.#r;if(t===void 0){this.destroy();return}try{const n=t.reader.push(e);n!==void 0&&this.#c(t,n)}catch(n){const{code:r,message:o}=n;this.#l(this.#a(r,o,{sent:t.sent}))}}#d(){const e=this.#r,t=e?.reader.end();e!==void 0&&t!==void 0?this.#c(e,t):this.#u()}#c(e,t){this.#r=void 0,t.keepAlive||this.destroy(),e.resolve(t)}#u(e){this.#o=!1;const t=this.#r;if(t===void 0){this.destroy();return}const r=`the connection ended ${t.reader.begun?"in the middle of":"before"} the answer`;this.#l(this.#a("WINRM_CONNECTION_LOST",r,{sent:t.sent,...e===void 0?{}:{cause:e}}))}#l(e){const t=this.#r;this.#r=void 0,this.destroy(),t?.reject(e)}};function Su(e,t,n){const{host:r,port:o}=e,i={host:r,port:o,autoSelectFamilyAttemptTimeout:hu},s=n===void 0?i:{socket:n};return e.transport==="https"?lu(e,s,t).setNoDelay(!0):n??Ud(i).setNoDelay(!0)}a(Su,"startSocket");function wu(e,t,n,r){return new Promise((o,i)=>{const s=e instanceof xd;let c=t.via===void 0?"connect":"tls";const d=a(P=>{clearTimeout(v),w(),e.off("connect",h).off("secureConnect",m).off("error",g).off("close",y),P()},"settle"),u=a(P=>d(()=>{e.on("error",()=>{}).destroy(),i(P)}),"fail2"),l=a(P=>{const X=P==="WINRM_ABORTED"?P:"WINRM_CONNECTION_TIMED_OUT";u(new $(X,`no connection to ${t.authority} in time`,{phase:c,sent:!1}))},"overdue"),m=a(()=>{try{const P=s?$u(e,t):void 0;d(()=>o(new yu(e,t,n,P)))}catch(P){u(P)}},"ready"),h=a(()=>{c="tls",s||m()},"connected"),g=a(P=>u(gu(t,c,P)),"broken4"),y=a(()=>g(Object.assign(new Error("the connection was closed"),{code:"ECONNRESET"})),"closed"),v=setTimeout(()=>l("WINRM_DEADLINE_EXCEEDED"),Math.max(n.timeLeft,0));e.once("connect",h).once("secureConnect",m).once("error",g).once("close",y);let w=a(()=>{},"stop");w=r.onEnd(l),t.via!==void 0&&!s&&m()})}a(wu,"becomeConnection");async function vu(e,{limits:t,identity:n},r){const{via:o}=e,i=Date.now(),s=o===void 0?void 0:await tu(o,e,t.connectTimeout,r),c=t.connectTimeout-(Date.now()-i);try{return await wu(Su(e,n,s),e,{...t,timeLeft:c},r)}catch(d){throw s?.destroy(),n===void 0?d:uu(d)}}a(vu,"openConnection");var bu=new Uint8Array(0),Ru=12288,Pu=class Ro{static{a(this,"_AuthenticatedChannel")}#e;#t;#n;#r;#o;#i=new Set;#a;#s;#d;#c=Promise.resolve();#u=!1;constructor(t,n,r){if(this.#e=t,this.#t=n,this.#n=r,this.#r={connectTimeout:r.connectTimeout??15e3,idleTimeout:r.idleTimeout??75e3,maxAnswer:r.maxAnswer??8*1024*1024},this.#o=Od(r.auth??"ntlm"),this.#o.name==="certificate"&&r.clientCertificate===void 0)throw new $("WINRM_USAGE_INVALID","this authentication needs a client certificate");if(t.transport!=="https"&&!this.#o.seals)throw new $("WINRM_USAGE_INVALID",`${this.#o.name} cannot seal, so it is only done over HTTPS`)}get url(){return this.#e.url}get peerCertificate(){return this.#s===void 0?void 0:br(this.#s)}get authentication(){return this.#d}async post(t,n){if(this.#u)throw new $("WINRM_USAGE_INVALID",`${this.#e.authority}: the transport is closed`);const r=new Td(n.timeout,n.signal);this.#i.add(r);try{const o=await this.#l(r);try{return await this.#p(t,r)}catch(i){throw this.#m(),i}finally{o()}}finally{r.dispose(),this.#i.delete(r)}}another(){return new Ro(this.#e,this.#t,this.#n)}close(){this.#u=!0;for(const t of[...this.#i])t.abort();this.#m()}async#l(t){const n=this.#c;let r=a(()=>{},"leave");this.#c=new Promise(o=>{r=o});try{await t.within(n)}catch(o){throw n.then(r),o}return r}#m(){this.#a?.http.destroy(),this.#a?.context.dispose?.(),this.#a=void 0}async#p(t,n){if(this.#a?.http.usable===!0){const r=this.#a,o=await this.#f(r,t,n);if(!(r.sealing!==void 0&&o.status===400&&Le(o)==="empty"))return await this.#g({link:r,answer:o},n)}return this.#m(),await this.#g(await this.#$(t,n),n)}async#$(t,n){const{clientCertificate:r}=this.#n,o=this.#o.name==="certificate"?r:void 0,i=o===void 0?void 0:await n.within(Promise.resolve(o())),s=this.#t,c=typeof s=="function"?await n.within(Promise.resolve(s())):s,d=await vu(this.#e,{limits:this.#r,identity:i},n);let u;try{this.#s=d.certificate,u=this.#h(d,c);const l=d.certificate!==void 0,m=this.#e.authority,h=i!==void 0&&t.length>Ru,g=l?h?Qt():t:bu,y=await Wd(d,u,{where:m,payload:g,deadline:n});this.#d=u.outcome?.();const v={http:d,context:u,sealing:l?void 0:u.sealing()};return this.#a=v,{link:v,answer:g===t?y:await this.#f(v,t,n)}}catch(l){throw d.destroy(),u?.dispose?.(),l}}#h(t,{username:n,domain:r,password:o}){const[i=""]=Ac().split("."),{kerberos:s,ntlmFallback:c}=this.#n,d=this.#o.name==="kerberos"||this.#o.name==="negotiate";return this.#o.createContext({username:n,password:o,servername:this.#e.servername,workstation:i.toUpperCase(),randomBytes:_c,now:Date.now,...d?{kerberos:{tokens:Xc(s?.interpreter),spn:s?.spn??"HOST"}}:{},...c===void 0?{}:{ntlmFallback:c},...r===void 0?{}:{domain:r},...t.certificate===void 0?{}:{channelBinding:Lo(t.certificate.raw)}})}async#f(t,n,r){const{http:o,context:i,sealing:s}=t;if(s===void 0){const m=i.everyRequest===!0?await be(i,r):void 0,h=m?.kind==="send"?{authorization:fr(i,m.token)}:{};return o.request({...h,contentType:Xn,body:n},r)}const c=i.sealLabel??"",d=s.seal(n),u=d instanceof Promise?await r.within(d):d,l=Ao({label:c,length:n.length,...u});return o.request({contentType:sa(c),body:l},r)}async#g({link:t,answer:n},r){const o=Le(n),{status:i}=n,{sealing:s}=t,c=this.#e.authority;if(s===void 0){if(o==="soap"||o==="empty"&&Se(n))return{httpStatus:i,soap:n.body};throw we(n,c)}if(o==="sealed"){const{signature:d,sealed:u}=_o(n.body),l=s.unseal(d,u);return{httpStatus:i,soap:l instanceof Promise?await r.within(l):l}}throw o==="soap"||Se(n)?new $("WINRM_SEALING_FAILED",`${c}: an answer was not sealed as agreed`,{httpStatus:i,sent:!0}):we(n,c)}};function Eu(e,t,n={}){return new Pu(e,t,n)}a(Eu,"createTransport");import{isIP as ft}from"node:net";var Iu=/^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i,Cu=/^\/[\w./~%!$&'()*+,;=:@?-]*$/;function de(e){throw new $("WINRM_USAGE_INVALID",e)}a(de,"refuse2");function Pr(e){const t=e.startsWith("[")&&e.endsWith("]")?e.slice(1,-1):e;return ft(t)===0&&!Iu.test(t)&&de(`${JSON.stringify(e)} is neither a machine name nor an address`),t}a(Pr,"hostOf");function Nu(e){if(e===void 0)return;const t=e.replaceAll(":","").toLowerCase();return/^[0-9a-f]{64}$/.test(t)||de("the pin is not a SHA-256 of 64 hexadecimal digits"),t}a(Nu,"pinOf");function ku(e){const t=e.transport??"https",n=t==="https",r=Pr(e.host),o=Pr(e.servername??r),i=e.port??(n?5986:5985);(!Number.isInteger(i)||i<1||i>65535)&&de(`${i} is not a port`);const s=e.path??"/wsman";Cu.test(s)||de(`${JSON.stringify(s)} is not a URL path`),e.ca!==void 0&&!e.ca.includes("-----BEGIN CERTIFICATE-----")&&de("`ca` holds no PEM certificate");const c=Nu(e.pin);!n&&(e.ca!==void 0||c!==void 0)&&de("`ca` and `pin` mean nothing without HTTPS");const[d=r]=r.split("%"),u=`${ft(r)===6?`[${d}]`:r}:${i}`,l=`${n?"https":"http"}://${u}${s}`,m=ft(o)===0?o.replace(/\.$/,""):void 0,h=e.via===void 0?void 0:Xd(e.via);return{transport:t,host:r,port:i,path:s,servername:o,sni:m,authority:u,url:l,ca:e.ca,pin:c,via:h}}a(ku,"parseEndpoint");function Ou(e){return Object.entries(e??{}).flatMap(([t,n])=>n===void 0?[]:[{name:t,value:n}])}a(Ou,"namedArguments");function Er(e,t){return{statements:[[e]],noInput:t===void 0}}a(Er,"single");var Ir=class{static{a(this,"PoolFace")}#e;#t;#n=!1;#r;#o;constructor(e,{limits:t,reopen:n}){this.#e=e,this.#r=t,this.#o=n}get id(){return this.#e.id}get psVersion(){return this.#e.psVersion}invoke({command:e,parameters:t},n={}){const r=Er({text:e,isScript:!1,arguments:Ou(t)},n.input);return this.#i(r,n,e)}runScript(e,t={}){const{useLocalScope:n}=t,r={text:e,isScript:!0,arguments:(t.arguments??[]).map(o=>({value:o})),...n===void 0?{}:{useLocalScope:n}};return this.#i(Er(r,t.input),t,"a script")}run(e,t={}){return this.#i(e,t,e.statements[0]?.[0]?.isScript===!1?e.statements[0][0].text:"a script")}async secureString(e,t={}){return(await this.#e.sessionKey(this.#r(t))).seal(e)}stop(e={}){return this.#e.stop(this.#r(e))}disconnect(e={}){return this.#e.disconnect(this.#r(e))}async attach(e,t={}){const{onProgress:n,onOutput:r}=t,o=this.#r(t);return await this.#e.connectCommand(e,o),await this.#e.attach(e,{...o,what:"a command",onProgress:n,onOutput:r})}close(){return this.#e.close()}async#i(e,t,n){const{onProgress:r,onOutput:o,input:i}=t,s={...this.#r(t),what:n,onProgress:r,onOutput:o,input:i},c=this.#e,d=e.statements.flat().some(({useLocalScope:u})=>u===!1);try{const u=await c.run(e,s);return this.#n||=d,u}catch(u){const l=await this.#a(c,u,s);if(l===void 0)throw this.#n||=d,u;return await l.run(e,s)}}async#a(e,t,n){if(!(t instanceof $)||t.detail.began!==!1)return;if(this.#e!==e)return this.#e;const{fault:r}=t.detail,o=r!==void 0&&la.has(r);if(!(this.#o===void 0||this.#n||e.hasKey||!o)){this.#t??=this.#o(n);try{this.#e=await this.#t}finally{this.#t=void 0}return this.#e}}};import{randomUUID as Mu}from"node:crypto";import{setTimeout as Tu}from"node:timers/promises";var Cr=153600,Du=512e3,_u=new Set(["WINRM_AUTH_REJECTED","WINRM_AUTH_ACCOUNT_LOCKED","WINRM_AUTH_PASSWORD_EXPIRED"]);function Nr(e,t,n){if(e.signal?.aborted===!0)throw new $("WINRM_ABORTED",`aborted while ${n}`,{phase:n});const r=e.deadline-t;if(r<=0)throw new $("WINRM_DEADLINE_EXCEEDED",`out of time while ${n}`,{phase:n});return r}a(Nr,"assertInTime");async function Au(e,t){await Tu(e,void 0,t===void 0?{}:{signal:t})}a(Au,"realSleep");var Lu=class Po{static{a(this,"_SoapConversation")}sessionId;envelopeSize=Cr;requestSize=Cr;sizeIsKnown=!1;#e;#t;#n;#r;constructor(t,n,r){this.#e=t,this.#t=n,this.#n=r===void 0?{isTurnedAway:!1}:r.#n,this.sessionId=r?.sessionId??this.newId()}get isTurnedAway(){return this.#n.isTurnedAway}get resumeFor(){return this.#t.resumeFor??6e4}async wait(t,{signal:n}){const{sleep:r=Au}=this.#t;try{await r(t,n)}catch(o){throw new $("WINRM_ABORTED","aborted while waiting for the network",{cause:o})}}aside(){const{another:t,...n}=this.#t;if(t===void 0)return this;if(this.#r===void 0){const r=t();this.#r={transport:r,conversation:new Po(r,n,this)}}return this.#r.conversation}close(){this.#r?.transport.close(),this.#r=void 0}now(){return(this.#t.now??Date.now)()}newId(){return this.#t.newId?.()??Mu().toUpperCase()}limits(t,n){return{deadline:this.now()+t,signal:n}}room(t){const n=Yt(this.#a(t,this.#i),t.body).length;return Math.floor((this.requestSize-n-256)/4)*3}async ask(t,n){const r=Nr(n,this.now(),t.phase),o=this.#a(t,Math.max(1e3,Math.min(this.#i,r-r%1e3))),i=await this.askRaw(Yt(o,t.body),t.phase,n);if(i.relatesTo!==o.messageId)throw new $("WINRM_PROTOCOL_VIOLATED",`an answer to another request came while ${t.phase}`);return i}async askRaw(t,n,r){const o=Nr(r,this.now(),n),i=Math.min(o,this.#i+(this.#t.patience??1e4)),{signal:s}=r,c=await this.#o(t,{timeout:i,...s===void 0?{}:{signal:s}});if(c.soap.length===0)throw new $("WINRM_PROTOCOL_VIOLATED",`an empty answer came while ${n}`,{phase:n,httpStatus:c.httpStatus});const d=aa(c.soap),u=Xo(d.body);if(u!==void 0)throw Wo(u,n,c.httpStatus);return d}async#o(t,n){try{const r=await this.#e.post(t,n);return this.#n.isTurnedAway=!1,r}catch(r){throw r instanceof $&&_u.has(r.code)&&(this.#n.isTurnedAway=!0),r}}get#i(){return this.#t.operationTimeout??2e4}#a(t,n){return{action:t.action,to:this.#e.url,messageId:this.newId(),resourceUri:t.resourceUri,sessionId:this.sessionId,maxEnvelopeSize:this.envelopeSize,operationTimeout:n,options:t.options,selectors:t.selectors}}};function Wu(e,t={}){return new Lu(e,t)}a(Wu,"createConversation");function kr(e){return e instanceof $&&e.code==="WINRM_OPERATION_TIMED_OUT"}a(kr,"meansPollAgain");var pt=32768;function Uu(e){return e instanceof $&&e.code==="WINRM_ENVELOPE_TOO_LARGE"&&e.detail.httpStatus!==void 0}a(Uu,"isRefusedForSize");function Or(e,t){if(!Uu(t)||e.requestSize<=pt)throw t;e.requestSize=Math.max(pt,Math.floor(e.requestSize/2))}a(Or,"shrinkOrThrow");async function Mr(e,{pieces:t,send:n,room:r}){let o=t;for(let i=0,s=0;;){const c=o[i];if(c===void 0)return;try{await n(c,s),i+=1,s+=1}catch(d){Or(e,d),o=ia(o.slice(i),r()),i=0}}}a(Mr,"deliver");var xu=[{name:"WSMAN_CMDSHELL_OPTION_KEEPALIVE",value:"True"}],Bu=[{name:"WINRS_SKIP_CMD_SHELL",value:"False"}],Gu=new Uint8Array(0);async function Tr(e){try{await e}catch(t){const n=t instanceof $?t.detail.fault:void 0;if(n===void 0||!No.has(n))throw t}}a(Tr,"unlessGone");function gt(e,t,n){const r=a(({action:c,phase:d,body:u,options:l})=>({action:c,phase:d,body:u,resourceUri:t,...l===void 0?{}:{options:l},selectors:{ShellId:s.shellId}}),"question"),o=a((c,d=Bu)=>({action:C.command,phase:"starting a command",body:$a(c),options:d}),"asCommand"),i=a(c=>({action:C.send,phase:"sending input",body:Ra([c])}),"asSend"),s={conversation:e,resourceUri:t,shellId:n,ask:a((c,d)=>e.ask(r(c),d),"ask"),async command(c,d,u){const l=await s.ask(o(c,u),d),m=Jo(l.body)??c.id;if(m===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a command was started without an id");return m},async send(c,d){await s.ask(i(c),d)},async receive(c,d,u){const l=va({streams:c,commandId:d}),m={action:C.receive,phase:"receiving output",body:l,options:xu};return oa((await s.ask(m,u)).body)},async signal(c,d,u){const l={action:C.signal,phase:"ending a command",body:Pa(c,d)},m=u.aside===!0?e.aside():e;await Tr(m.ask(r(l),u))},async connect(c,d){const u=fa(c);await s.ask({action:C.connect,phase:"taking over a command",body:u},d)},async reconnect(c){await s.ask({action:C.reconnect,phase:"reconnecting",body:""},c)},async remove(c){await Tr(s.ask({action:C.delete,phase:"closing the shell",body:""},c))},room(c,d){const u={name:"stdin",commandId:d,bytes:Gu};return e.room(r(c==="command"?o({id:d,command:"",arguments:[" "]}):i(u)))}};return s}a(gt,"createShellLink");var Fu=8e3,ju=5e3,Ku=[{name:"WINRS_NOPROFILE",value:"TRUE"},{name:"WINRS_CODEPAGE",value:"65001"}],Dr={name:"WINRS_SKIP_CMD_SHELL",value:"False"},qu={name:"WINRS_CONSOLEMODE_STDIN",value:"FALSE"};async function Vu(e,t,n){try{return await e.receive("stdout stderr",t,n)}catch(r){if(kr(r))return{parts:[],done:!1};throw r}}a(Vu,"receiveOnce");async function Hu(e,t,n){const r={stdout:[],stderr:[]};let o=0;for(;;){const{parts:i,done:s,exitCode:c}=await Vu(e,t,n);for(const u of i)r[u.name]?.push(u.bytes),o+=u.bytes.length;if(o>_r)throw new $("WINRM_OUTPUT_TOO_LARGE",`the command said more than ${_r} bytes`);if(!s)continue;const d=a(u=>Buffer.concat(r[u]??[]).toString("utf8"),"text3");return{stdout:d("stdout"),stderr:d("stderr"),exitCode:c}}}a(Hu,"receiveAll");var _r=64*1024*1024,Ju=class{static{a(this,"LinkedCommandShell")}#e;constructor(e){this.#e=e}get id(){return this.#e.shellId}async run(e,t,n){const r=await this.start(e,t,n);try{const o=n.stdin===void 0?void 0:await this.#t(r,n.stdin,n);return await this.#n(r,n,o)}finally{const{conversation:o}=this.#e;o.isTurnedAway||await this.signal(r,ue.ctrlC,o.limits(ju)).catch(()=>{})}}async#t(e,t,n){try{await this.send(e,t,n);return}catch(r){if(r instanceof $&&r.detail.fault!==void 0)return r;throw r}}async#n(e,t,n){try{return await this.receive(e,t)}catch(r){throw n??r}}start(e,t,n){if(e.length+t.join(" ").length>Fu)throw new $("WINRM_USAGE_INVALID","the command line is longer than cmd.exe takes");const r=n.options??(n.stdin===void 0?[Dr]:[qu,Dr]);return this.#e.command({command:e,arguments:t},n,r)}async send(e,t,n){for(let r=0,o=!1;!o;){const i=r+this.#e.room("send",e),s=i>=t.length;try{await this.#e.send({name:"stdin",commandId:e,bytes:t.subarray(r,i),end:s},n),r=i,o=s}catch(c){Or(this.#e.conversation,c)}}}receive(e,t){return Hu(this.#e,e,t)}signal(e,t,n){return this.#e.signal(e,t,n)}async close(e){this.#e.conversation.isTurnedAway||await this.#e.remove(e).catch(()=>{})}};async function zu(e,t,n){const{workingDirectory:r,idleTimeout:o,options:i=Ku}=t,s=zt({inputStreams:"stdin",outputStreams:"stdout stderr",workingDirectory:r,idleTimeout:o}),c={action:C.create,phase:"opening the command shell",resourceUri:ee.cmd,body:s},d=await e.ask({...c,options:i},n),u=jt(d.body);if(u===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was opened without an id");return new Ju(gt(e,ee.cmd,u))}a(zu,"openCommandShell");function Qu(e){const t=[],n=[],r={warning:[],verbose:[],debug:[]},o=[],i={output:t,errors:n,warnings:r.warning,verbose:r.verbose,debug:r.debug,information:o};let s;return{result:i,get ended(){return s!==void 0},take(c){c.kind==="output"?(t.push(c.value),e.onOutput?.(c.value)):c.kind==="error"?n.push(c.record):c.kind==="information"?o.push(c.record):c.kind==="progress"?e.onProgress?.(c.record):c.kind==="ended"?s=c:"text"in c&&r[c.kind].push(c.text)},finish(c){if(s?.how==="completed")return i;if(s?.how==="stopped")throw new $("WINRM_PIPELINE_STOPPED",`${c} was stopped`,{result:i});if(s===void 0)throw new $("WINRM_PROTOCOL_VIOLATED",`${c} ended without saying how`,{result:i});const d=s.error??n.at(-1);throw new $("WINRM_PIPELINE_FAILED",`${c} failed${d===void 0?"":`: ${d.errorId}`}`,{result:i,...d===void 0?{}:{error:d,peerText:d.message}})}}}a(Qu,"createCollector");var Yu=new Map([[b.warningRecord,"warning"],[b.verboseRecord,"verbose"],[b.debugRecord,"debug"]]),Xu=new Map([[He.completed,"completed"],[He.stopped,"stopped"],[He.failed,"failed"]]);function Zu(e){const{state:t,error:n}=Ht(e),r=Xu.get(t);if(r!==void 0)return{kind:"ended",how:r,...n===void 0?{}:{error:n}};if(t<0)throw new $("WINRM_PROTOCOL_VIOLATED","a pipeline state that is none");return{kind:"nothing"}}a(Zu,"readEnding");function el(e){const t=Yu.get(e.type);if(t!==void 0)return{kind:t,text:na(B(e))};switch(e.type){case b.pipelineOutput:return{kind:"output",value:B(e)};case b.errorRecord:return{kind:"error",record:Yo(B(e))};case b.informationRecord:return{kind:"information",record:ea(B(e))};case b.progressRecord:return{kind:"progress",record:ra(B(e))};case b.pipelineHostCall:return{kind:"hostCall",call:Kt(B(e))};case b.pipelineState:return Zu(B(e));default:return{kind:"nothing"}}}a(el,"readPipelineMessage");function tl(e){const t=Ar(Ft(e,"ApplicationPrivateData"),"PSVersionTable"),n=a(r=>{const o=Ar(t,r);return typeof o=="object"&&o!==null&&"text"in o?String(o.text):""},"text3");return{psVersion:n("PSVersion"),buildVersion:n("BuildVersion")}}a(tl,"readVersions");function Ar(e,t){if(!(!Bo(e)||e.base?.kind!=="dictionary"))return e.base.entries.find(([n])=>n===t)?.[1]}a(Ar,"entry");var nl=new Map([[oe.opening,"opening"],[oe.opened,"opened"],[oe.closed,"closed"],[oe.closing,"closed"],[oe.broken,"broken"],[oe.disconnected,"disconnected"]]),Fe=["2.3","2.2","2.1"],[rl]=Fe;function Lr(e){return new $("WINRM_CONNECTION_LOST","output was lost together with the connection",{cause:e})}a(Lr,"lostWithConnection");var ol=class{static{a(this,"Pool")}id;state="opening";protocol;psVersion="";buildVersion="";#e=Do();#t=new Map;#n;#r=0n;#o=!1;constructor(e,t){this.id=e,this.#n=t}open({minRunspaces:e=1,maxRunspaces:t=1,applicationArguments:n,hostInfo:r}={}){return Buffer.concat([this.message(b.sessionCapability,Wt(this.#n)),this.message(b.initRunspacePool,xo({minRunspaces:e,maxRunspaces:t,applicationArguments:n,hostInfo:r}))])}connect(){return Buffer.concat([this.message(b.sessionCapability,Wt(this.#n)),this.message(b.connectRunspacePool,"")])}pipeline(e,t,n){const r=this.#a(b.createPipeline,Sa(t),e);return this.#e.cut(r,n.command,n.send)}input(e,t,n){const r=t.map(s=>this.#a(b.pipelineInput,s,e));r.push(this.#a(b.endOfPipelineInput,void 0,e));const o=[[]];let i=n;for(const s of r){i<=Pe&&(o.push([]),i=n);for(const[c,d]of this.#e.cut(s,i,n).entries())c>0&&(o.push([]),i=n),o.at(-1)?.push(d),i-=d.length}return o.map(s=>Buffer.concat(s))}message(e,t,n){return Buffer.concat(this.#e.cut(this.#a(e,t,n)))}receive(e,t){const n=e??"",r=this.#t.get(n)??To();this.#t.set(n,r);const o=this.#o;t.length>=Pe&&this.#i(t,r.pending);let i;try{i=r.push(t)}catch(s){throw o?Lr(s):s}return i.flatMap(s=>this.#s(ta(s)))}get isSuspect(){return this.#o}suspectLoss(){this.#o=!0}forget(e){const t=this.#t.get(e)?.pending===!0;return this.#t.delete(e),t}#i(e,t){const n=Buffer.from(e.buffer,e.byteOffset,e.byteLength),r=n.readBigUInt64BE(0),i=((n[16]??0)&1)!==0?!t&&r===this.#r+1n:t&&r===this.#r;if(this.#o&&!i)throw Lr();this.#o=!1;for(let s=0;s+Pe<=n.length;s+=Pe+n.readUInt32BE(s+17)){const c=n.readBigUInt64BE(s);c>this.#r&&(this.#r=c)}}#a(e,t,n){return ya({to:"server",type:e,pool:this.id,pipeline:n},t)}#s(e){if(e.to!=="client")throw new $("WINRM_PROTOCOL_VIOLATED","a message that is not for a client");if(e.type>>>16===4)return[{kind:"pipeline",id:e.pipeline,event:el(e)}];switch(e.type){case b.sessionCapability:return this.protocol=Ho(B(e)),[];case b.applicationPrivateData:{const t=tl(B(e));return this.psVersion=t.psVersion,this.buildVersion=t.buildVersion,[]}case b.runspacePoolState:return this.#d(B(e));case b.encryptedSessionKey:return[{kind:"sessionKey",key:String(Ft(B(e),"EncryptedSessionKey")??"")}];case b.publicKeyRequest:return[{kind:"publicKeyRequest"}];case b.poolHostCall:return[{kind:"hostCall",call:Kt(B(e))}];default:return[]}}#d(e){const{state:t,error:n}=Ht(e),r=nl.get(t);return r===void 0?[]:(this.state=r,[{kind:"state",state:r,...n===void 0?{}:{error:n}}])}};function Wr(e,t=rl){return new ol(e,t)}a(Wr,"createClientPool");function al(e){return Vo({extended:new Map([["PublicKey",e]])})}a(al,"publicKey");var il=250,sl=8e3,cl=new Set(["WINRM_NAME_NOT_FOUND","WINRM_CONNECTION_REFUSED","WINRM_CONNECTION_TIMED_OUT","WINRM_CONNECTION_FAILED","WINRM_CONNECTION_LOST","WINRM_DEADLINE_EXCEEDED","WINRM_BUSY"]);function dl(e,t,n){return!(e instanceof $)||n.signal?.aborted===!0?!1:e.code==="WINRM_CONNECTION_LOST"?!0:e.code==="WINRM_DEADLINE_EXCEEDED"&&t.conversation.now()<n.deadline}a(dl,"isLost");async function ul(e,t,n){try{return await e.receive("stdout",t,n)}catch(r){if(!(r instanceof $)||r.detail.fault!==Uo)throw r;return await e.reconnect(n),await e.receive("stdout",t,n)}}a(ul,"receiveReconnected");async function ll(e,t,n,r){const{conversation:o}=e,i=Math.min(n.deadline,o.now()+o.resumeFor);for(let s=il;o.now()+s<i;s=Math.min(s*2,sl)){await o.wait(s,n);try{return await ul(e,t,n)}catch(c){if(!(c instanceof $)||n.signal?.aborted===!0)throw c;if(c.code==="WINRM_OPERATION_TIMED_OUT")return{parts:[],done:!1};if(cl.has(c.code))continue;const{fault:d}=c.detail;throw new $(r.code,`${r.message}, and could not be gone on with: ${c.message}`,{...r.detail,...d===void 0?{}:{resumeFault:d},resumeCode:c.code})}}throw r}a(ll,"receiveAgain");var Ur=64*1024*1024;async function ml(e,t,n){const{link:r,machine:o}=e;try{return await r.receive("stdout",t,n)}catch(i){if(kr(i))return{parts:[],done:!1};if(!dl(i,r,n))throw i;return o.suspectLoss(),await ll(r,t,n,i)}}a(ml,"receiveOnce2");async function xr(e,t,n,r){const o=ko(t,e.host);if(o===void 0)return;const i=n===void 0?b.poolHostResponse:b.pipelineHostResponse,s=e.machine.message(i,o,n);await e.link.send({name:"pr",commandId:n,bytes:s},r)}a(xr,"answer");async function yt(e,t,n){const r=await ml(e,t,n),o=[];let i=0;for(const s of r.parts){i+=s.bytes.length;for(const c of e.machine.receive(s.commandId??t,s.bytes))o.push(c)}for(const s of o)s.kind==="hostCall"&&await xr(e,s.call,void 0,n);return{events:o,done:r.done,size:i}}a(yt,"receiveEvents");async function $l(e,t,n,r){if(n.kind==="state"&&n.state!=="opened"&&n.state!=="opening")throw new $("WINRM_SHELL_GONE",`the pool became ${n.state} while a command was running`);n.kind==="pipeline"&&(n.event.kind==="hostCall"&&await xr(e,n.event.call,n.id,r),t.take(n.event))}a($l,"take");async function hl(e,t,n){const r=Qu(n);let o=0;for(;;){const{events:i,done:s,size:c}=await yt(e,t,n);if(o+=c,o>(n.maxOutput??Ur))throw new $("WINRM_OUTPUT_TOO_LARGE",`${n.what} said more than ${n.maxOutput??Ur} bytes`);for(const u of i)await $l(e,r,u,n);if(!s&&!r.ended)continue;const d=e.machine.forget(t);if(e.machine.isSuspect&&(d||!r.ended))throw new $("WINRM_CONNECTION_LOST",`the end of ${n.what} was lost together with the connection`,{result:r.result});if(d)throw new $("WINRM_PROTOCOL_VIOLATED",`${n.what} ended in the middle of a message`);return r.finish(n.what)}}a(hl,"receivePipeline");async function fl(e,t,n,r){try{await e.command({id:t,command:"",arguments:[n]},r)}catch(o){throw!(o instanceof $)||o.detail.fault===void 0?o:new $(o.code,o.message,{...o.detail,began:!1})}}a(fl,"begin");async function pl(e,t,n,r){const{link:o,machine:i}=e,{conversation:s}=o,c=s.newId(),d={command:o.room("command",c),send:o.room("send",c)},u=i.pipeline(c,t,d);r(c);const l=a(h=>o.send({name:"stdin",commandId:c,bytes:h},n),"send2"),m=a(()=>Math.min(o.room("command",c),o.room("send",c)),"both");return await Mr(s,{pieces:u,send:a((h,g)=>g===0?fl(o,c,Buffer.from(h).toString("base64"),n):l(h),"send"),room:m}),t.noInput||await Mr(s,{pieces:i.input(c,n.input??[],m()),send:l,room:m}),c}a(pl,"startPipeline");async function gl(e,t,n){const r=e.machine.message(b.publicKey,al(t.publicKey));for(await e.link.send({name:"stdin",bytes:r},n);;){const{events:o}=await yt(e,void 0,n),i=o.find(s=>s.kind==="sessionKey");if(i?.kind==="sessionKey")return t.complete(i.key)}}a(gl,"exchangeKeys");var Br=a(e=>({name:"protocolversion",value:e,mustComply:!0}),"protocolOption");function Gr({link:e,machine:t}){const[n=0,r=0]=(t.protocol??"").split(".").map(Number),{conversation:o}=e;o.sizeIsKnown||n<2||n===2&&r<2||(o.envelopeSize=Math.max(o.envelopeSize,Du))}a(Gr,"learnProtocol");async function Fr(e,t){for(;e.machine.state==="opening";){const{events:n}=await yt(e,void 0,t);Gr(e);const r=n.find(o=>o.kind==="state"&&o.state!=="opened"&&o.state!=="opening");if(r?.kind==="state")throw new $("WINRM_POOL_BROKEN",`the pool became ${r.state} while it was opened`,{...r.error===void 0?{}:{error:r.error,peerText:r.error.message}})}}a(Fr,"untilOpened");async function yl(e,t,n,r){const{name:o,idleTimeout:i,createOptions:s=[],host:c,deadline:d,signal:u}=r,l=r.hostInfo??(c===void 0?void 0:ca()),m=zt({id:t.id,name:o,inputStreams:"stdin pr",outputStreams:"stdout",idleTimeout:i,creation:t.open({...r,hostInfo:l})}),h={action:C.create,phase:"opening the pool",resourceUri:e.resourceUri,body:m},g=[...s,Br(n)],y=await e.conversation.ask({...h,options:g},{deadline:d,signal:u});e.shellId=jt(y.body)??t.id}a(yl,"create2");async function Sl(e,t,n){const r=e.shellId;for(const o of Fe){const i=Wr(r,o);try{await yl(e,i,o,{...t,...n})}catch(s){const c=s instanceof $?s.detail.fault:void 0;if(c!==void 0&&Ko.has(c)&&o!==Fe.at(-1))continue;throw s}return await Fr({link:e,machine:i,host:t.host},n),i}throw new $("WINRM_PROTOCOL_VIOLATED","no version of the protocol was accepted")}a(Sl,"openPool");async function wl(e,t,n){const r=Wr(e.shellId),[o]=Fe,i={action:C.connect,phase:"taking over the pool",options:[Br(o)]},s=await e.ask({...i,body:ha(r.connect())},n);r.receive(void 0,Qo(s.body));const c={link:e,machine:r,host:t.host};return Gr(c),await Fr(c,n),r}a(wl,"connectPool");var vl=200,bl=new Set(["WINRM_PIPELINE_FAILED","WINRM_PIPELINE_STOPPED","WINRM_USAGE_INVALID"]),St=class At{static{a(this,"_RunspacePool")}#e;#t;#n=new AbortController;#r;#o="open";#i=0;#a;#s;#d=Promise.resolve();#c;#u;constructor(t,n,r){const o=`${ee.powershell}${n.configurationName??"Microsoft.PowerShell"}`;this.#e=gt(t,o,r),this.#t=n}static async open(t,n,r){const o=new At(t,n,t.newId());return o.#r=await o.#y(()=>Sl(o.#e,n,r)),o}static async connect(t,n,r){const o=new At(t,n,n.id.toUpperCase());return o.#r=await wl(o.#e,n,r),o}get id(){return this.#e.shellId}get psVersion(){return this.#r?.psVersion??""}get hasKey(){return this.#u!==void 0}run(t,n){return this.#h(n,async r=>{const o=await this.#p(t,r);return await this.#$(o,r)})}start(t,n){return this.#h(n,r=>this.#p(t,r))}attach(t,n){return this.#h(n,r=>this.#$(t.toUpperCase(),r))}connectCommand(t,n){return this.#f(()=>this.#e.connect(t.toUpperCase(),n))}async stop(t,n=this.#a){n!==void 0&&await this.#e.signal(n.toUpperCase(),ue.stopPipeline,{...t,aside:!0})}terminate(t,n){return this.#e.signal(t.toUpperCase(),ue.terminate,n)}get lastCommand(){return this.#s}sessionKey(t){return this.#u??=this.#f(()=>this.#y(()=>this.#l(this.#g(t)))),this.#u}async disconnect(t){await this.#e.ask({action:C.disconnect,phase:"disconnecting",body:pa()},t),this.#o="disconnected"}async reconnect(t){await this.#e.reconnect(t),this.#o="open"}close(){return this.#o==="disconnected"?Promise.resolve():(this.#o="closed",this.#n.abort("closed"),this.#c??=this.#S(void 0),this.#c)}async#l(t){const n=await(this.#t.keyExchange??Oo)();return await gl(this.#m,n,t)}get#m(){if(this.#r===void 0)throw new $("WINRM_USAGE_INVALID","the pool is not open");return{link:this.#e,machine:this.#r,host:this.#t.host}}async#p(t,n){return await pl(this.#m,t,n,r=>{this.#a=r,this.#s=r})}async#$(t,n){this.#a=t;const r=await hl(this.#m,t,n);return this.#a=void 0,await this.#v(t,n),r}#h(t,n){return this.#f(()=>this.#y(()=>n(this.#g(t))))}#f(t){const n=this.#d.then(t);return this.#d=n.catch(()=>{}),n}#g(t){if(this.#o!=="open")throw new $("WINRM_SHELL_GONE",`the pool is ${this.#o}`,{began:!1});const{signal:n}=t;return{...t,signal:n===void 0?this.#n.signal:AbortSignal.any([n,this.#n.signal])}}async#y(t){try{return await t()}catch(n){throw n instanceof $&&bl.has(n.code)?this.#a=void 0:this.#w(n),n}}#w(t){if(this.#o==="disconnected")return;this.#o="closed";const n=t instanceof $&&t.code==="WINRM_SHELL_GONE";this.#c??=this.#S(n?void 0:this.#a)}async#S(t){const{conversation:n}=this.#e;if(n.isTurnedAway)return;const r=this.#t.cleanupTimeout??5e3;t!==void 0&&await this.#e.signal(t,ue.stopPipeline,n.limits(r/2)).catch(()=>{}),!n.isTurnedAway&&await this.#e.remove(n.limits(r)).catch(()=>{})}async#v(t,n){this.#i+=1,this.#i>vl&&await this.#e.signal(t,ue.terminate,n)}},Rl=1e4,Pl=5e3,El=class{static{a(this,"ClientSession")}#e;#t;#n=new Set;#r=new Set;constructor(e,t={}){this.#t=e,this.#e=Wu(e,t)}limits(e,t){return this.#e.limits(e,t)}async openPool(e,t){try{return this.#i(await St.open(this.#e,e,t))}catch(n){const r=n instanceof $?n.detail.fault:void 0;if(r===void 0||!ua.has(r)||e.name===void 0||await this.#o(e.name,t)===0)throw n}return this.#i(await St.open(this.#e,e,t))}async connectPool(e,t){return this.#i(await St.connect(this.#e,e,t))}openCommandShell(e,t){return zu(this.#e,e,t)}async identify(e){const t=await this.#e.askRaw(Qt(),"asking who is there",e),n=Zo(t.body);if(n===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","the answer to Identify is none");return n}async readConfig(e){const t={action:C.get,phase:"reading the configuration",resourceUri:ee.config,body:""},n=zo((await this.#e.ask(t,e)).body);if(n.maxEnvelopeSize!==void 0){const r=Math.max(n.maxEnvelopeSize,pt);this.#e.envelopeSize=r,this.#e.requestSize=r,this.#e.sizeIsKnown=!0}return n}async readConfigIfAllowed(e){try{return await this.readConfig(e)}catch(t){if(t instanceof $&&t.code==="WINRM_ACCESS_DENIED")return;throw t}}async listShells(e){const t=[];for await(const n of this.#a(ee.shell,void 0,e))t.push(Vt(n));return t}async readShell(e,t){const n={action:C.get,phase:"looking for a shell",resourceUri:ee.shell,body:""},{body:r}=await this.#e.ask({...n,selectors:{ShellId:e}},t);if(r===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was described by nothing");return Vt(r)}async listCommands(e,t){const n=[],r={kind:"selectors",selectors:{ShellId:e}};for await(const o of this.#a(ee.command,r,t)){const i=Mo(o,Fo.shell,"CommandId");i!==void 0&&n.push(i)}return n}async readCimRows(e,t){const n=Ut(e.namespace,e.query===void 0?e.className:"*");if(e.keys!==void 0){const i={action:C.get,phase:`reading ${e.className}`,resourceUri:n,body:""},{body:s}=await this.#e.ask({...i,selectors:e.keys},t);return s===void 0?[]:[Je(s)]}const r=e.query===void 0?void 0:{kind:"wql",query:e.query},o=[];for await(const i of this.#a(n,r,t))if(o.push(Je(i)),o.length>=(e.atMost??Number.POSITIVE_INFINITY))break;return o}async readCim(e,t){return(await this.readCimRows(e,t)).map(n=>Jt(n,e.properties))}async invokeCim(e,t){const{className:n,method:r,keys:o,parameters:i={}}=e,s=Ut(e.namespace,n),c=await this.#e.ask({action:`${s}/${r}`,phase:`calling ${n}.${r}`,resourceUri:s,body:ma(s,r,i),...o===void 0?{}:{selectors:o}},t);if(c.body?.name!==`${r}_OUTPUT`)throw new $("WINRM_PROTOCOL_VIOLATED",`the answer to ${n}.${r} is none`);return Jt(Je(c.body),e.properties)}async close(e=5e3){const t=Promise.all([...[...this.#n].map(o=>o.close()),...this.#r]);let n;const r=new Promise(o=>{n=setTimeout(o,e)});await Promise.race([t,r]),clearTimeout(n),this.#e.close(),this.#t.close()}async#o(e,t){const n=new Set([...this.#n].map(({id:o})=>o)),r=(await this.listShells(t)).filter(o=>o.name===e&&o.state==="Disconnected"&&!n.has(o.id));for(const{id:o,resourceUri:i}of r)await gt(this.#e,i,o).remove(t);return r.length}#i(e){return this.#n.add(e),e}async*#a(e,t,n){const r="enumerating",o={action:C.enumerate,phase:r,resourceUri:e,body:ga(t)};let i=qt((await this.#e.ask(o,n)).body);try{for(let s=1;;s+=1){if(yield*i.items,i.context===void 0)return;if(s>=Rl)throw new $("WINRM_PROTOCOL_VIOLATED","an enumeration does not end");const c={action:C.pull,phase:r,resourceUri:e,body:wa(i.context)};i=qt((await this.#e.ask(c,n)).body)}}finally{i.context!==void 0&&this.#s(e,i.context)}}#s(e,t){const n=this.#e;if(n.isTurnedAway)return;const r={action:C.release,phase:"ending an enumeration",resourceUri:e},o=n.ask({...r,body:ba(t)},n.limits(Pl)).then(()=>{},()=>{});this.#r.add(o),o.then(()=>this.#r.delete(o))}},Il=12e4,Cl=9e5;function jr(e){const{configurationName:t,name:n,idleTimeout:r=Cl,applicationArguments:o,host:i}=e,s=o===void 0?void 0:qo(o);return{configurationName:t,name:n,idleTimeout:r,applicationArguments:s,host:i}}a(jr,"settingsOf");function Nl(e,t){const n=a(({timeout:r=Il,signal:o}={})=>e.limits(r,o),"limits");return{identify:a(r=>e.identify(n(r)),"identify"),async openPool(r={}){const o=jr(r),i=a(s=>e.openPool(o,s),"reopen");return new Ir(await i(n(r)),{limits:n,reopen:i})},async connectPool(r,o={}){return new Ir(await e.connectPool({...jr(o),id:r},n(o)),{limits:n})},readCim:a((r,o)=>e.readCim(r,n(o)),"readCim"),invokeCim:a((r,o)=>e.invokeCim(r,n(o)),"invokeCim"),readConfig:a(r=>e.readConfigIfAllowed(n(r)),"readConfig"),listShells:a(r=>e.listShells(n(r)),"listShells"),listCommands:a((r,o)=>e.listCommands(r,n(o)),"listCommands"),get peerCertificate(){return t.peerCertificate},get authentication(){return t.authentication},close:a(()=>e.close(),"close")}}a(Nl,"sessionFace");function kl(e){const t=Eu(ku(e.endpoint),e.credentials,e.channel),{operationTimeout:n,resumeFor:r}=e,o=new El(t,{another:a(()=>t.another(),"another"),...n===void 0?{}:{operationTimeout:n},...r===void 0?{}:{resumeFor:r}});return Nl(o,t)}a(kl,"connect5");var Ol=2;function wt({isProved:e,refusals:t},n=!1){return t.length>=(e||n?Ol:1)}a(wt,"isStopped");var Ml=class{static{a(this,"CredentialGuard")}#e=new Map;async run(e,t){const n=this.#t(e.credential),r=a(()=>wt(n,e.isSource),"isOver");for(;!r()&&n.trial!==void 0;)await n.trial;if(r())return{refusedBy:n.refusals};let o=a(()=>{},"endTrial");(!n.isProved||n.refusals.length>0)&&(n.trial=new Promise(i=>{o=a(()=>{n.trial=void 0,i()},"endTrial")}));try{const{judgement:i,value:s}=await t();return this.note(e,i),{value:s}}finally{o()}}refusalsOf({credential:e,isSource:t}){const n=this.#t(e);return wt(n,t)?n.refusals:void 0}note({credential:e,machine:t,isSource:n},r){const o=this.#t(e);r==="refused"?o.refusals.push(t):r==="accepted"&&!wt(o,n)&&(o.isProved=!0,o.refusals=[])}#t(e){const t=this.#e.get(e);if(t!==void 0)return t;const n={isProved:!1,refusals:[],trial:void 0};return this.#e.set(e,n),n}},Tl=/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/,Dl=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/,Kr=7;function _l(e){const t=Tl.exec(e)??Dl.exec(e);if(t===null)return;const[,n,r,o,i,s,c,d="",u,l="0",m]=t,h=Date.parse(`${n}-${r}-${o}T${i}:${s}:${c}Z`),g=m===void 0?Number(l):Number(l)*60+Number(m),y=new Date(h-(u==="-"?-1:1)*g*6e4);if(!Number.isNaN(y.getTime()))return`process-${y.toISOString().slice(0,-5)}.${d.slice(0,Kr).padEnd(Kr,"0")}Z`}a(_l,"bootIdOf");async function Al(e){try{const[t]=await e.readCim({namespace:"root/cimv2",className:"Win32_Process",keys:{Handle:"4"},properties:{CreationDate:"instant"}},{timeout:6e4});return _l(t?.CreationDate??"")??"unclear"}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return t.code==="WINRM_ACCESS_DENIED"?"refused":"unclear"}}a(Al,"readBootId");var qr={BOOT_UNREADABLE:{message:"Nothing on the machine says which boot it is on, so no restart can be proved.",next:"Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12."},BOOT_UNCOMPARABLE:{message:"The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.",next:"Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.",retryable:!0},JOB_DIRECTORY_UNSAFE:{message:"The job directory on the machine is not ours beyond doubt, and SYSTEM would run what stands in it.",next:"Find out who made %ProgramData%\\patchring and who may write there, then delete it."},JOB_PARAMETERS_INVALID:{message:"The job was asked for without what it needs.",next:"Report this as a bug."},JOB_KEY_REUSED:{message:"The key of this job already stands for other work on the machine.",next:"Two rollouts of the same name run at once, or a ledger was lost: find the other one first."},JOB_RUNNING:{message:"The job still runs, and nothing of ours ever stops one.",next:"Wait until it has ended.",retryable:!0},JOB_CANCELLED:{message:"The job was taken back before it had begun.",next:"Run again when the rollout may go on.",retryable:!0},JOB_SCRIPTS_FORBIDDEN:{message:"Group policy lets the machine run signed script files only, and the job is one.",next:'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.'},JOB_SCRIPT_REFUSED:{message:"The session configuration runs the jobs of the installed module and no script of the owner’s.",next:"Take `configuration` out of the connection for this rollout, or `script` out of updates.source and the gates."},JOB_RESULT_UNREADABLE:{message:"The result of the job was written by another version.",next:"Finish with the version that started the job, or remove the job directory by hand."},PROBE_SCRIPT_CHANGED:{message:"The script of a gate does not stand on the machine as it stands in the plan; it was not run.",next:"Find out who writes to %ProgramData%\\patchring there: only administrators can."},RESTART_REFUSED:{message:"The machine refused to restart.",next:"Look at the System event log (event 1074) and whether the account may shut the machine down.",retryable:!0},WINDOWS_ACCESS_DENIED:{message:"The account may log on and may not read or do this.",next:"Use an account that is an administrator of the machine, with LocalAccountTokenFilterPolicy for local ones."},WINDOWS_LANGUAGE_CONSTRAINED:{message:"PowerShell on the machine runs in Constrained Language mode, which forbids what the functions need.",next:"Let App Control trust our scripts, or give the account a session configuration in Full Language mode; `$ExecutionContext.SessionState.LanguageMode` in a session says which it has."},WINDOWS_LANGUAGE_NONE:{message:"The session configuration takes no scripts (No Language mode).",next:"Name a session configuration that takes scripts, or one in which our functions are installed."},WINDOWS_PROCESS_32_BIT:{message:"The session runs in a 32-bit process, which sees another registry and cannot service Windows.",next:"Connect to the session configuration Microsoft.PowerShell, not to the 32-bit one."},WINDOWS_COMMAND_MISSING:{message:"PowerShell on the machine does not know a command that the function needs.",next:"Look at the cause for its name; it may be hidden from this session configuration."},WINDOWS_MODULE_MISSING:{message:"PowerShell on the machine cannot load a module of Windows that the function needs.",next:"Look at the cause for its name (CimCmdlets or Dism); repair it with `sfc /scannow`, and see whether PSModulePath of the machine still names %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\Modules."},WINDOWS_JEA_FUNCTIONS_MISSING:{message:"The session configuration has none of the functions that are called there.",next:"Install the module that `patchring jea` writes, or name no configuration in the policy, so that scripts are sent."},WINDOWS_JEA_VERSION_MISMATCHED:{message:"The functions that are installed on the machine are those of another version.",next:"Install the module that `patchring jea` of this version writes."},WINDOWS_OPERATION_FAILED:{message:"The function ended with an error.",next:"Look at the cause; the machine keeps the text in its PowerShell operational log."},WINDOWS_RESULT_INVALID:{message:"The machine answered with something that is not the result of the function.",next:"Report this with the cause; nothing was concluded from the answer."},CREDENTIAL_ANSWER_REJECTED:{message:"The machine rejects the account that the command of its credential answered with; it is not tried again.",next:"Check what the command answers for this machine, and whether that account is locked; then run again."},CREDENTIAL_WITHHELD:{message:"This credential was refused elsewhere and is not used any more, so that the account is not locked out.",next:"Check user and password on one machine with `patchring preflight`, then start again."}},Ll=new Map([["CommandNotFoundException","WINDOWS_COMMAND_MISSING"],["MethodInvocationNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CouldNotAutoloadMatchingModule","WINDOWS_MODULE_MISSING"],["CouldNotAutoLoadModule","WINDOWS_MODULE_MISSING"],["Modules_ModuleNotFound","WINDOWS_MODULE_MISSING"],["ConversionSupportedOnlyToCoreTypes","WINDOWS_LANGUAGE_CONSTRAINED"],["PropertySetterNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateComTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["ScriptsNotAllowed","WINDOWS_LANGUAGE_NONE"]]),Wl=[2147942405,2147749891],Ul=[2147943860,2147944122,2147549448,2147942432,2147943515];function D(e,t={}){const n=qr[e];return R(e,n.message,{retryable:n.retryable??!1,next:n.next,...t})}a(D,"windowsFailure");function xl(e){return Object.hasOwn(qr,e)}a(xl,"isWindowsErrorCode");function Vr(e){const[t=""]=e.errorId.split(","),n=e.hresult===void 0?void 0:e.hresult>>>0,r=n===void 0?"":` (0x${n.toString(16).toUpperCase().padStart(8,"0")})`,o=`${e.message}${r}`;if(xl(t))return D(t,{cause:o});const i=Ll.get(t);if(i!==void 0)return D(i,{cause:o});if(n!==void 0&&Wl.includes(n))return D("WINDOWS_ACCESS_DENIED",{cause:o});const s=n!==void 0&&Ul.includes(n);return D("WINDOWS_OPERATION_FAILED",{cause:`${t}: ${o}`,retryable:s})}a(Vr,"failureOfRecord");function Bl(e){const{error:t}=e.detail;return typeof t=="object"&&t!==null&&"errorId"in t?t:void 0}a(Bl,"errorRecordOf");function Gl({fault:e,httpStatus:t,offered:n,certificate:r,peerText:o}){return[e===void 0?"":`fault ${e} (0x${e.toString(16).toUpperCase()})`,t===void 0?"":`HTTP ${t}`,n===void 0?"":`offered: ${n.join(", ")||"nothing"}`,r===void 0?"":Fl(r),o??""].filter(s=>s!=="")}a(Gl,"causesOf");function Fl({subject:e,issuer:t,validFrom:n,validTo:r,sha256:o}){return`certificate ${e}, issued by ${t}, valid from ${n} to ${r}, SHA-256 ${o}`}a(Fl,"certificateText");function je(e){const[t]=e instanceof _?e.failures:[];if(t!==void 0)return t;if(!(e instanceof $))throw e;const n=e.code==="WINRM_PIPELINE_FAILED"?Bl(e):void 0;if(n!==void 0)return Vr(n);const r=Gl(e.detail);return R(e.code,e.message,{retryable:e.retryable,next:e.help,...r.length===0?{}:{cause:r.join(", ")}})}a(je,"failureFrom");function jl(e,t){switch(t.kind){case"scan":return{Key:e,Kind:t.kind,...bt(t)};case"stage":return"packages"in t?{Key:e,Kind:t.kind,...Hr(t)}:{Key:e,Kind:t.kind,...bt(t),Update:t.updates.map(Ie)};case"install":case"hide":case"show":return{Key:e,Kind:t.kind,...bt(t),Update:t.updates.map(Ie)};case"packages":return{Key:e,Kind:t.kind,...Hr(t)};case"detect":return{Key:e,Kind:t.kind,Script:[vt("detect",t.detect)]};case"script":case"removal":{const{kind:n,update:r,run:o,detect:i}=t;return{Key:e,Kind:n,Update:[Ie(r)],Script:[vt("run",o),vt("detect",i)]}}case"drain":return{Key:e,Kind:t.kind,Drain:t.after};case"resume":return{Key:e,Kind:t.kind,Drain:t.drains};case"uninstall":return{Key:e,Kind:t.kind,PackagesBefore:t.packagesBefore,Kb:t.kbs}}}a(jl,"startArguments");function Hr({packages:e}){const t=e.map(n=>({one:n,id:Ie(qa(n))}));return{Package:t.map(({one:n,id:r})=>`${r}|${n.kb}|${n.sha256}|${n.file}`),Prerequisite:t.flatMap(({one:n,id:r})=>n.prerequisites.map(o=>`${r}|${o.sha256}|${o.file}`))}}a(Hr,"packageTexts");function vt(e,{sha256:t,text:n}){return`${e}|${t}|${n}`}a(vt,"scriptText");function bt({source:e,overrideWsus:t}){return{Source:e,...t===!0?{OverrideWsus:!0}:{}}}a(bt,"asking");var Kl={2:{state:"queued"},4:{state:"running",percent:null,note:"the task is running"}};async function ql(e,t){try{const[n]=await e.readCim({namespace:"root/Microsoft/Windows/TaskScheduler",className:"MSFT_ScheduledTask",keys:{TaskName:t,TaskPath:"\\patchring\\"},properties:{State:"number"}},{timeout:6e4});return Kl[n?.State??0]??"unclear"}catch(n){if(n instanceof $&&n.detail.fault!==void 0)return"unreadable";throw n}}a(ql,"readTask");function Mf(e){return e}a(Mf,"operation");function Tf(e){return e}a(Tf,"parametersOf");function Jr(e,t){const[n,...r]=t.output,o=a(s=>({ok:!1,failure:D("WINDOWS_RESULT_INVALID",{phase:e.command,cause:s}),arrived:"maybe"}),"invalid");if(n===void 0||r.length>0)return o(`${t.output.length} objects instead of one`);const i=e.result.safeParse(da(n));return i.success?{ok:!0,value:i.data}:o(oi(i.error))}a(Jr,"readResult");var Re={command:"Get-PatchringBoot",parameters:{},result:me,timeout:6e4},zr={command:"Stop-PatchringJob",parameters:{Key:"string"},result:f({outcome:O(["cancelled","absent","begun"])}),timeout:6e4},Qr={command:"Get-PatchringDiagnosis",parameters:{EventsSince:"datetime?"},result:Fa,timeout:6e4},Rt={command:"Get-PatchringFacts",parameters:{},result:sn,timeout:6e4},Pt={command:"Get-PatchringHealth",parameters:{EventsSince:"datetime?"},result:cn,timeout:12e4},Et={command:"Get-PatchringHotpatch",parameters:{},result:dn,timeout:6e4},Yr={command:"Get-PatchringPackage",parameters:{},result:Ja,timeout:12e4},Xr={command:"Get-PatchringJob",parameters:{Key:"string"},result:un,timeout:6e4},It={command:"Invoke-PatchringProbe",parameters:{Sha256:"string",Text:"string",Seconds:"int"},result:Qa,timeout:12e4},Ct={command:"Get-PatchringRemoval",parameters:{Package:"string[]?"},result:en,timeout:12e4},Zr={command:"Remove-PatchringJob",parameters:{Key:"string"},result:f({outcome:O(["removed","absent","running"])}),timeout:6e4},eo={command:"Restart-PatchringMachine",parameters:{IfStillOn:"string",Reason:"string"},result:f({outcome:O(["restarting","alreadyRestarted"])}),timeout:6e4},to={command:"Get-PatchringRestartReadiness",parameters:{},result:ln,timeout:12e4},no={command:"Get-PatchringRoles",parameters:{},result:mn,timeout:18e4},ro={command:"Get-PatchringShadow",parameters:{},result:nn,timeout:15e4},oo={command:"Start-PatchringJob",parameters:{Key:"string",Kind:"string",Source:"string?",OverrideWsus:"bool?",Update:"string[]?",Package:"string[]?",Prerequisite:"string[]?",Script:"string[]?",PackagesBefore:"string[]?",Kb:"string[]?",Drain:"string[]?"},result:un,timeout:6e4},ao={command:"Get-PatchringVersion",parameters:{},result:f({version:U().int()}),timeout:6e4},Vl="SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";async function Hl(e){try{return(await e.readCim({namespace:"root/cimv2",className:"Win32_Service",query:Vl,properties:{State:"string",StartMode:"string"}},{timeout:6e4})).some(({State:n,StartMode:r})=>n==="Start Pending"&&r==="Auto")}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return!1}}a(Hl,"areServicesStarting");var Jl=[Rt,Re,Et,Pt,no,Yr,Ct,ro,Qr,It,oo,Xr,zr,Zr,eo,to,ao],zl=10,Ql=20;function Nt(e,t){return e.ok?{ok:!0,value:t(e.value)}:e}a(Nt,"mapAnswer");var Yl=class{static{a(this,"WindowsMachine")}#e;#t=!0;#n=0;#r;#o=!0;#i=0;#a;#s;constructor(e){this.#e=e}readBoot(){const e=this.#c();return e!==void 0?Promise.resolve(e):this.#e.call(Re,{})}async readNewBoot(e){if(this.#c(),this.#o&&!this.#e.hasPool){const i=await this.#e.ask("readNewBoot",Al);if(!i.ok)return i;const s=an(i.value,e);if(s==="same")return{ok:!0,value:"unchanged"};this.#o=i.value!=="refused",this.#i=(this.#i+1)%Ql;const d=s==="other"&&this.#i!==0?await this.#e.ask("readNewBoot",Hl):void 0;if(d?.ok===!1)return d;if(d?.value===!0)return{ok:!0,value:"starting"}}this.#i=0;const t=await this.readBoot();if(!t.ok)return t;const n=an(t.value.bootId,e);if(n==="other")return t;if(await this.#e.closePool(),n==="same")return{ok:!0,value:"unchanged"};const r=`${t.value.bootId}, and ${e} before`,o={machine:this.#e.machine,phase:"readNewBoot",cause:r};return{ok:!1,failure:D("BOOT_UNCOMPARABLE",o),arrived:"maybe"}}async probe(e,t={}){this.#c();const n=e.filter(o=>o!=="scripts"),r=await Promise.all(n.map(async o=>[o,await this.#u(o,t)]));return n.length<e.length&&r.push(["scripts",await this.#d(t.scripts??[])]),Object.fromEntries(r)}async#d(e){const t=[];for(const{key:n,sha256:r,text:o,timeout:i}of e){const s=Math.min(60,Math.max(1,Math.ceil(i/1e3))),c=await this.#e.call(It,{Sha256:r,Text:o,Seconds:s});if(!c.ok)return c;t.push([n,c.value])}return{ok:!0,value:Object.fromEntries(t)}}async startJob(e,t){this.#c(),this.#a=t.kind==="scan"||t.kind==="detect"?void 0:e;const n=await this.#e.call(oo,jl(e,t));return this.#t=!0,await this.#e.closePool(),n}async pollJob(e){if(this.#c(),this.#t){const r=await this.#e.ask("pollJob",i=>ql(i,e));if(!r.ok)return r;this.#n+=1;const o=this.#n>=zl;if(typeof r.value=="object"&&!o)return{ok:!0,value:r.value.state==="running"&&this.#r?.key===e&&this.#r!==void 0?this.#r.status:r.value};this.#t=r.value!=="unreadable"}this.#n=0;const[t,n]=await Promise.all([this.#e.call(Xr,{Key:e}),e===this.#a?this.#e.call(Re,{}):void 0]);return this.#r=t.ok&&t.value.state==="running"?{key:e,status:t.value}:void 0,t.ok&&t.value.state==="finished"&&(this.#s=n),t.ok&&(t.value.state==="queued"||t.value.state==="running")&&await this.#e.closePool(),t}async cancelJob(e){const t=await this.#e.call(zr,{Key:e});return this.#t=!0,Nt(t,({outcome:n})=>n)}async removeJob(e){this.#c();const t=await this.#e.call(Zr,{Key:e});if(!t.ok)return t;const{outcome:n}=t.value;if(n!=="running")return{ok:!0,value:n};const{machine:r}=this.#e;return{ok:!1,failure:D("JOB_RUNNING",{machine:r,phase:"removeJob"}),arrived:"maybe"}}async restart(e,t){this.#c();const n=await this.#e.call(eo,{IfStillOn:e,Reason:t});return await this.#e.close(),Nt(n,({outcome:r})=>r)}release(){return this.#c(),this.#e.close()}#c(){const e=this.#s;return this.#s=void 0,e}#u(e,{eventsSince:t,packages:n}){switch(e){case"health":return this.#e.call(Pt,t===void 0?{}:{EventsSince:new Date(t)});case"packages":return this.#e.call(Yr,{}).then(r=>Nt(r,({packages:o})=>o));case"diagnosis":return this.#e.call(Qr,t===void 0?{}:{EventsSince:new Date(t)});case"facts":return this.#e.call(Rt,{});case"boot":return this.#e.call(Re,{});case"restart":return this.#e.call(to,{});case"removal":return this.#e.call(Ct,n===void 0?{}:{Package:n});case"shadow":return this.#e.call(ro,{});case"roles":return this.#e.call(no,{});case"hotpatch":return this.#e.call(Et,{})}}},Xl=["name","tcp","tls","authentication","service"],io={WINRM_USAGE_INVALID:"settings",WINRM_JUMP_UNREACHABLE:"jump host",WINRM_JUMP_REFUSED:"jump host",WINRM_JUMP_FAILED:"tcp",WINRM_NAME_NOT_FOUND:"name",WINRM_CONNECTION_REFUSED:"tcp",WINRM_CONNECTION_TIMED_OUT:"tcp",WINRM_CONNECTION_FAILED:"tcp",WINRM_SEALING_FAILED:"authentication"},Zl={connect:"tcp",tls:"tls"};function em(e,t){return/^WINRM_CONNECTION_/.test(e)&&typeof t=="string"?Zl[t]??io[e]??"service":e.startsWith("WINRM_TLS_")?"tls":/^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(e)?"authentication":io[e]??"service"}a(em,"rungOf");function tm(e){return e===void 0?void 0:`${e.subject}, valid until ${e.validTo}`}a(tm,"certificateText2");function nm(e,{mechanism:t,fallback:n}){const r={ntlm:"NTLM",kerberos:"Kerberos"}[t];n===void 0?e.ok("authentication",r):e.note("authentication",!1,`${r} and not Kerberos (${n.code}: ${n.message})`)}a(nm,"noteLogon");function rm(e,t,n){const r=n?.step==="service"&&t.error?.detail.fault===void 0;if(!(n?.step==="settings"||n?.step==="jump host")){t.via&&e.ok("jump host","");for(const o of Xl){if(o===n?.step)return;n!==void 0&&t.error===void 0?e.skip(o,"not asked"):o==="name"&&t.via?e.skip(o,"known to the jump host"):o==="tls"&&t.certificate===void 0?e.skip(o,"HTTP, sealed by the authentication"):o==="authentication"&&t.authentication!==void 0?nm(e,t.authentication):o==="authentication"&&r?e.skip(o,"it did not come to that"):e.ok(o,{tls:t.certificate,service:t.version}[o]??"")}}}a(rm,"write");async function om(e,t){const n={via:!1},r=await e.ask("connect",async(i,{options:s})=>{n.via=s.endpoint.via!==void 0;try{n.version=(await i.identify()).productVersion}catch(c){throw c instanceof $&&(n.error=c),c}finally{const c=tm(i.peerCertificate);c!==void 0&&(n.certificate=c),n.authentication=i.authentication}}),o=r.ok?void 0:{step:em(r.failure.code,n.error?.detail.phase),failure:r.failure};return rm(t,n,o),o}a(om,"climb");var am=class{static{a(this,"Row")}#e=[];#t;#n;constructor(e){this.#t=e}ok(e,t){this.#e.push({name:e,outcome:"ok",detail:t})}note(e,t,n){this.#e.push({name:e,outcome:t?"ok":"warning",detail:n})}skip(e,t){this.#e.push({name:e,outcome:"skipped",detail:t})}failed(e,t){return this.#e.push({name:e,outcome:"failed",detail:t.message}),this.#n=t,this.ended()}ended(){const e={machine:this.#t,steps:this.#e};return this.#n===void 0?e:{...e,failure:this.#n}}},im=10*1024**3;function so(e){return`${(e/1024**3).toFixed(1)} GB`}a(so,"gigabytes");var sm={WINDOWS_LANGUAGE_NONE:"language mode",WINDOWS_LANGUAGE_CONSTRAINED:"language mode",WINDOWS_ACCESS_DENIED:"rights"};async function cm(e,t){const n=await e.call(Rt,{}),r=n.ok||!/^WINRM_(?!PIPELINE_)/.test(n.failure.code);if(!n.ok&&!r)return t.failed("endpoint",n.failure);if(t.ok("endpoint","a PowerShell session opens"),!n.ok)return t.failed(sm[n.failure.code]??"functions",n.failure);const o={machine:e.machine,phase:"preflight"},{languageMode:i,isAdministrator:s,is64BitProcess:c,psVersion:d,scriptPolicy:u}=n.value;if(i!=="FullLanguage"){const l=i==="NoLanguage"?"WINDOWS_LANGUAGE_NONE":"WINDOWS_LANGUAGE_CONSTRAINED";return t.failed("language mode",D(l,{...o,cause:i}))}return t.ok("language mode",`${i}, PowerShell ${d}`),t.ok("functions","they answer"),s?c?(t.ok("rights","administrator"),u!==null?t.failed("jobs",D("JOB_SCRIPTS_FORBIDDEN",{...o,cause:u})):n.value):t.failed("rights",D("WINDOWS_PROCESS_32_BIT",o)):t.failed("rights",D("WINDOWS_ACCESS_DENIED",{...o,cause:"not an administrator"}))}a(cm,"enter");function dm(e,{pendingRestart:t,isServicing:n,bootedAt:r},{clock:o}){const i=ze(Date.parse(o)-Date.parse(r)),s=t.filter(d=>d!=="fileRename"),c=s.length===0?`none, up for ${i}`:s.join(", ");e.note("pending restart",s.length===0&&!n,n?`${c}; servicing is busy`:c)}a(dm,"noteBoot");function um(e,{systemDrive:t}){const{free:n,size:r}=t;e.note("disk",n>=im,`${so(n)} of ${so(r)} free on the system drive`)}a(um,"noteDisk");function lm(e,{resetters:t,lastResetBase:n,unreadable:r}){const o=n===null?"":`; last ResetBase ${n}`;if(t===null){e.note("undo",!1,`not known whether an update could be undone: ${r.join("; ")}`);return}const i=t.join(", "),s=t.length===0?`nothing stands against it${o}`:`could not be undone: ${i} cleans the component store with ResetBase; stop it until the rollout has soaked`;e.note("undo",t.length===0,s)}a(lm,"noteRemoval");function mm(e,t){const n=a(o=>o===null?"unknown":String(o),"say"),r=[`enrolment package ${n(t.enrollmentPackage)}`,`virtualization-based security ${n(t.vbsStatus)}`,`secure boot ${n(t.secureBoot)}`,`Arc licence ${n(t.arcSubscription)}`,...t.licenceTrouble,...t.licenceMitigation===null?[]:[`licence override ${t.licenceMitigation}`],...t.unreadable.map(o=>`unreadable: ${o}`)];e.note("hotpatch",t.licenceTrouble.length===0&&t.unreadable.length===0,r.join(", "))}a(mm,"noteHotpatch");async function Ke(e,t,n){const r=await n;if(r.ok)return r.value;e.failed(t,r.failure)}a(Ke,"look");async function $m(e,t,n){t.ok("product",`${n.productName}, build ${n.build}.${n.ubr}`),t.note("other updaters",n.otherUpdaters.length===0,n.otherUpdaters.join(", ")||"none");const r=await Ke(t,"disk",e.call(Pt,{}));if(r===void 0)return{facts:n};um(t,r);const o=await Ke(t,"pending restart",e.call(Re,{}));if(o===void 0)return{facts:n};dm(t,o,n);const i=await Ke(t,"undo",e.call(Ct,{}));if(i===void 0)return{facts:n,boot:o};lm(t,i);const s=await Ke(t,"hotpatch",e.call(Et,{}));return s===void 0?{facts:n,boot:o}:(mm(t,s),{facts:n,boot:o,hotpatch:s})}a($m,"survey");async function hm(e){const t=new am(e.machine),n=await om(e,t);if(n!==void 0)return{row:t.failed(n.step,n.failure)};const r=await cm(e,t);if("steps"in r)return{row:r};const o=await $m(e,t,r);return{row:t.ended(),...o}}a(hm,"preflight");var fm=`function Get-DrainObstacle {
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
`,pm=`function Invoke-PatchringHide {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden $true
 [pscustomobject]@{ updates = [object[]]@($told) }
}
`,gm=`function Find-PlannedUpdate {
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
`,ym=`function Invoke-JobBody {
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
  'show' { return Invoke-PatchringShow -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
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
`,Sm=`function Save-PackageSet {
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
`,wm=`function Get-DeploymentTime {
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
`,vm=`function New-OwnShell {
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
`,bm=`function Invoke-PatchringShow {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden $false
 [pscustomobject]@{ updates = [object[]]@($told) }
}
`,Rm=`function Invoke-PatchringStage {
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
`,Pm=`function Get-KeptReason {
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
`,Em=`function Get-SystemStart {
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
`,Im=`function Read-ClusterState {
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
`,Cm=`function Read-PackageManifest {
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
`,Nm=`function Get-JobRoot {
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
`,km=`function Read-EventRow {
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
`,Om=`function Stop-Patchring {
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
`,Mm=`function Read-NetworkCost {
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
`,Tm=`function Read-CimRow {
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
`,Dm=`function Write-JobFile {
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
`,_m=`function Get-WindowsDirectory {
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
`,Am=`function Open-PackageSource {
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
`,Lm=`function Read-WindowsPackage {
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
function Test-PermanentPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return $Name -like 'Package_for_ServicingStack*' -or $Name -like 'Package_for_RollupFix~*~26100.1742.*'
}
`,Wm=`function Read-RegistryValue {
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
`,Um=`function Read-UpdateStaticProperty {
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
`,xm=`function New-ProbeRow {
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
`,Bm=`function Get-WebProbe {
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
`,Gm=`function Invoke-Program {
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
`,Fm=`function Get-ScriptPolicy {
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
`,jm=`function Read-WriterLine {
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
`,Km=`function Start-StoreWork {
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
`,qm=`function Test-ErrorResult {
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
`,Vm=`function New-UpdateSession {
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
`,Hm=`function Set-UpdateHidden {
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
 $found = @(Search-Update -Searcher $searcher -Criteria ($clauses -join ' or '))
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
`,Jm=`function Start-UpdateWork {
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
`,zm=`function Get-PatchringBoot {
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
`,Qm=`function Stop-PatchringJob {
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
`,Ym=`function Get-EventLine {
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
`,Xm=`function Get-InstalledRole {
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
`,Zm=`function Get-ServiceReading {
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
`,e$=`function Read-Evidence {
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
`,t$=`function Get-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }
}
`,n$=`function Get-PatchringJob {
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
`,r$=`function Wait-OwnShell {
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
`,o$=`function Get-PatchringRemoval {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter()] [ValidatePattern('^[A-Za-z0-9_.~-]{1,260}$')] [string[]] $Package = @())
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $reset = $null
 try { foreach ($at in @(Get-LastBaseReset)) { $reset = $at } } catch { $unreadable.Add('last ResetBase: ' + $_.Exception.Message) }
 $resetters = $null
 try { $resetters = [string[]]@(Get-BaseResetter) } catch { $unreadable.Add('what resets the base: ' + $_.Exception.Message) }
 $permanent = $null
 try { $permanent = [string[]]@(Get-PermanentPackage -Name $Package) } catch { $unreadable.Add('manifests: ' + $_.Exception.Message) }
 [pscustomobject]@{
  lastResetBase = $reset
  resetters     = $resetters
  permanent     = $permanent
  unreadable    = $unreadable.ToArray()
 }
}
`,a$=`function Remove-PatchringJob {
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
`,i$=`function Invoke-Shutdown {
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
`,s$=`function Read-KeyProtectorId {
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
`,c$=`function Invoke-RoleProbe {
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
`,d$=`function Get-PatchringShadow {
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
`,u$=`function Get-ScriptText {
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
`,l$=`function Get-PatchringVersion {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 [pscustomobject]@{ version = 10 }
}
`,kt=10,m$=[Om,Wm,Fm,Tm,km,_m,Em,Km,Lm,Cm,jm,Am,Vm,Hm,Um,Mm,Jm,Nm,qm,Dm,Gm,xm,Im,Bm],$$=[ym,wm,Rm,gm,Sm,vm,Pm,pm,bm,fm],h$=[Xm,zm,e$,Zm,c$,t$,o$,d$,Ym,r$,u$,n$,Qm,a$,i$,s$,l$],f$=[...m$,...h$,...$$];function p$(e){return e.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm,"").split(`
`).map(t=>t.trimEnd()).filter(t=>t!==""&&!/^[ \t]*#/.test(t)).map(t=>t.replace(/^(?: {4})+/,n=>" ".repeat(n.length/4))).map(t=>`${t}
`).join("")}a(p$,"withoutComments");function g$(e){const t=e.flatMap(r=>[...p$(r).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]),n=new Set(t.map(([,r=""])=>r));return new Map(t.map(([r,o=""])=>{const i=new Set(r.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));return[o,{name:o,text:r,needs:[...i].filter(s=>s!==o&&n.has(s))}]}))}a(g$,"functionsOf");var Ot=g$(f$);function co(e){const t=new Set,n=[...e];for(let r=n.pop();r!==void 0;r=n.pop())t.has(r)||(t.add(r),n.push(...Ot.get(r)?.needs??[]));return[...Ot.keys()].filter(r=>t.has(r))}a(co,"functionsFor");function y$(e){return`# patchring: functions of update rollout ${e.replaceAll(/[^A-Za-z0-9._-]/g,"-").slice(0,100)||"without-name"}, script version ${kt}. This text only defines them; each call names one.
`}a(y$,"headerOf");var uo="Get-ScriptText";function S$(e,t,n=new Set){const r=co(e),o=r.includes(uo)&&!n.has(uo);return y$(t)+r.filter(i=>o||!n.has(i)).map(i=>Ot.get(i)?.text??"").join("")}a(S$,"scriptFor");var w$="# patchring: functions and calls of them";function v$(e){return[{text:e,isScript:!0,useLocalScope:!1,arguments:[]}]}a(v$,"scriptOf");function b$({stated:e,parameters:t}){const n=Object.entries(t).flatMap(([r,o])=>o===void 0?[]:[{name:r,value:o}]);return[{text:e.command,isScript:!1,arguments:n}]}a(b$,"statementOf");async function R$(e,t,n){const r=n===""?[]:[w$,n].map(v$),o=t.reduce((i,{stated:s})=>i+s.timeout,0);try{const i=[...r,...t.map(b$)];return{result:await e.run({statements:i,noInput:!0},{timeout:o}),error:void 0}}catch(i){if(!(i instanceof $)||i.code!=="WINRM_PIPELINE_FAILED")throw i;const{result:s}=i.detail;return{result:s??{output:[],errors:[]},error:i}}}a(R$,"run");async function Mt(e,t,n){const{result:r,error:o}=await R$(e,t,n),{output:i,errors:s}=r,[c,d]=t;if(c===void 0)return[];if(d===void 0&&o===void 0){const[l]=s;return[i.length===0&&l!==void 0?{ok:!1,failure:Vr(l),arrived:"maybe"}:Jr(c.stated,r)]}const u=t.slice(0,i.length).map(({stated:l},m)=>Jr(l,{output:i.slice(m,m+1)}));return o!==void 0&&i.length<t.length?[...u,{ok:!1,failure:je(o),arrived:"maybe"}]:i.length===t.length?u:await Mt(e,t.slice(0,1),n)}a(Mt,"runTogether");async function P$(e){const[t]=await Mt(e,[{stated:ao,parameters:{}}],"");if(t===void 0)throw new RangeError("one call has one answer");if(!t.ok){const{failure:o}=t;return o.code!=="WINDOWS_COMMAND_MISSING"?t:{...t,failure:D("WINDOWS_JEA_FUNCTIONS_MISSING",{cause:o.cause??o.message})}}const n=t.value.version;if(n===kt)return{ok:!0,value:n};const r=`installed is version ${n}, called is version ${kt}`;return{ok:!1,failure:D("WINDOWS_JEA_VERSION_MISMATCHED",{cause:r}),arrived:"no"}}a(P$,"readVersion");var E$=3e5,I$=new Set(["WINRM_SHELL_GONE","WINRM_CONNECTION_LOST"]),C$=class{static{a(this,"PoolCalls")}#e;#t;#n=!1;constructor(e){this.#e=e}get hasPool(){return this.#t!==void 0}async serve(e){const t=this.#t!==void 0,n=await this.#r(e),r=n.findIndex(o=>!o.ok&&I$.has(o.failure.code));return!t||r<0?n:[...n.slice(0,r),...await this.#r(e.slice(r))]}close(){const e=this.#t?.pool.close();return this.#t=void 0,e}forget(){this.#t=void 0,this.#n=!1}async#r(e){const t=[];for(;t.length<e.length;){const r=e.slice(t.length),o=await this.#o(r);o.ok?t.push(...o.value):t.push(...r.map(()=>o))}const{machine:n}=this.#e;return t.map((r,o)=>{const i=e[o]?.stated.command??"";return r.ok?r:{...r,failure:{...r.failure,machine:n,phase:i}}})}async#o(e){const t=e.map(({stated:m})=>m.command),[n=""]=t,r=await this.#i(n);if(!r.ok)return{...r,arrived:"no"};const{pool:o,defined:i,isInstalled:s}=r.value,{poolName:c}=this.#e,d=co(t),u=s||d.every(m=>i.has(m))?"":S$(t,c,i),l=await this.#e.attempt(n,()=>Mt(o,e,u));if(l.ok&&l.value.some(({ok:m})=>m))for(const m of d)i.add(m);return l}async#i(e){const t=await this.#a(e);if(!t.ok||!t.value.isInstalled||this.#n)return t;const n=await this.#e.attempt(e,()=>P$(t.value.pool)),r=n.ok?n.value:n;return r.ok?(this.#n=!0,t):r}async#a(e){if(this.#t!==void 0)return{ok:!0,value:this.#t};const{poolName:t,attempt:n}=this.#e,r=await n(e,async(o,{configurationName:i})=>{const s={name:t,idleTimeout:E$},c=i===void 0?{}:{configurationName:i};return{pool:await o.openPool({...s,...c}),defined:new Set,isInstalled:i!==void 0}});return r.ok&&(this.#t=r.value),r}},N$=new Set(["WINRM_PIPELINE_FAILED","WINRM_USAGE_INVALID"]);function Tt(e,t){return"refusedBy"in e?t(e.refusedBy):e.value}a(Tt,"outcomeOf");function k$(e){return e instanceof $?ti.has(e.code)?"refused":e.code==="WINRM_ACCESS_DENIED"||e.detail.fault!==void 0?"accepted":"unknown":"unknown"}a(k$,"judge");var O$=class{static{a(this,"Visit")}#e;#t;#n;#r;#o=Promise.resolve();#i=new Set;constructor(e){this.#e=e;const{machine:t,poolName:n}=e;this.#n=new C$({machine:t,poolName:n,attempt:a((r,o)=>this.#s(r,o),"attempt")})}get machine(){return this.#e.machine}get hasPool(){return this.#n.hasPool}call(e,t){const n=this.#r??this.#a(),r=n.calls.push({stated:e,parameters:t})-1;return n.answers.then(o=>o[r])}ask(e,t){return this.#$(()=>this.#s(e,t))}closePool(){return this.#$(async()=>this.#m())}close(){return this.#$(async()=>{this.#l(),await Promise.all(this.#i)})}#a(){const e=[],t=this.#$(()=>(this.#r===n&&(this.#r=void 0),this.#n.serve(e))),n={calls:e,answers:t};return this.#r=n,n}async#s(e,t){const{machine:n,guard:r}=this.#e;let o;try{o=this.#u()}catch(l){return{ok:!1,failure:{...je(l),machine:n,phase:e},arrived:"no"}}const{session:i,connection:s,subjects:c}=o,d=a(()=>this.#c(e,()=>t(i,s)),"run2");if(o.isProved){const{judgement:l,value:m}=await d();if(l==="refused")for(const h of c)r.note(h,l);return m}const u=await this.#d(e,o,d);if(u.ok){o.isProved=!0;const{mechanism:l="",fallback:m}=i.authentication??{};m!==void 0&&this.#e.onFallback?.({machine:n,mechanism:l,...m})}return u}async#d(e,t,n){const{machine:r,guard:o}=this.#e,{credential:i,prepare:s}=t.connection,c=a(l=>{s!==void 0&&this.#l();const m=`refused by ${l.join(", ")}`;return{ok:!1,failure:D("CREDENTIAL_WITHHELD",{machine:r,phase:e,cause:m}),arrived:"no"}},"withheld"),d={credential:i,machine:r,isSource:s!==void 0},u=o.refusalsOf(d);if(u!==void 0)return c(u);if(t.subjects=[d],s===void 0)return Tt(await o.run(d,n),c);try{const l={credential:`account ${await s()}`,machine:r};t.subjects=[d,l];const m=a(async()=>{let h="unknown";const g=a(async()=>{const v=await n();return h=v.judgement,v},"judged"),y=Tt(await o.run(l,g),c);return{judgement:h,value:y}},"inner");return Tt(await o.run(d,m),c)}catch(l){if(!(l instanceof _))throw l;return{ok:!1,failure:{...je(l),machine:r,phase:e},arrived:"no"}}}async#c(e,t){try{return{judgement:"accepted",value:{ok:!0,value:await t()}}}catch(n){const r=k$(n),o=je(n),c={...r==="refused"&&this.#t?.connection.prepare!==void 0?D("CREDENTIAL_ANSWER_REJECTED",{cause:`${o.code}: ${o.message}`}):o,machine:this.#e.machine,phase:e};return n instanceof $&&n.detail.fault!==void 0?this.#m():n instanceof $&&N$.has(n.code)||this.#l(),{judgement:r,value:{ok:!1,failure:c,arrived:"maybe"}}}}#u(){if(this.#t!==void 0)return this.#t;const e=this.#e.connection();return this.#t={session:this.#e.connect(e.options),connection:e,isProved:!1,subjects:[]},this.#t}#l(){this.#p(this.#t?.session.close()),this.#t=void 0,this.#n.forget()}#m(){this.#p(this.#n.close())}#p(e){e!==void 0&&(this.#i.add(e),e.then(()=>this.#i.delete(e)))}#$(e){this.#r=void 0;const t=this.#o.then(e,e);return this.#o=t.catch(()=>{}),t}},M$=class{static{a(this,"WindowsFleet")}#e;#t=new Ml;#n=new Map;constructor(e){this.#e=e}machine(e){const t=e.name.toLowerCase(),n=this.#n.get(t);if(n!==void 0)return n;const r=new Yl(this.#r(e,this.#e.onFallback));return this.#n.set(t,r),r}async preflight(e){const t=this.#r(e);try{return await hm(t)}finally{await t.close()}}async close(){await Promise.all([...this.#n.values()].map(e=>e.release()))}#r(e,t){const{connectionOf:n,name:r,connect:o=kl}=this.#e,i=a(()=>n(e),"connection"),{name:s}=e;return new O$({machine:s,connection:i,guard:this.#t,connect:o,poolName:r,onFallback:t})}};import{readFileSync as T$}from"node:fs";import{resolve as D$}from"node:path";var lo=2e4,mo=65536,_$=Ye({username:T().min(1).max(512),password:T().min(1).max(4096)}),$o={username:"",password:a(()=>"","password")};function A$(e,t,n,r){const{env:o}=r;switch(e.kind){case"password":return{credentials:{username:Q(e.username,o),password:a(()=>Q(e.password,o),"password")}};case"certificate":return{credentials:$o,clientCertificate:a(()=>ho(e,t,r),"clientCertificate")};case"sso":return{credentials:$o};case"exec":return U$(()=>B$(e.command,t,n,r),n)}}a(A$,"accountFor");function L$({form:e,way:t},{env:n,secret:r}){const{password:o}=(t.via===void 0?void 0:Zt(t.via))??{},i=e.kind==="password"?e.password:e.kind==="certificate"?e.passphrase:void 0;for(const s of[o,i]){const c=s===void 0?"":Q(s,n);c!==""&&r(c)}}a(L$,"maskSecrets");function W$(e,{env:t,secret:n}){const r=e.indexOf("$"),o=Q(e.slice(r),t);if(!(r===-1||o===""||o===e.slice(r)))return n(o),`${e.slice(0,r)}${o}`}a(W$,"meantBy");function ho(e,t,n){const r=fo(e.key,`credentials.${t}.key`,n);n.secret(r);const o=fo(e.certificate,`credentials.${t}.certificate`,n),i=e.passphrase===void 0?void 0:Q(e.passphrase,n.env);return{cert:o,key:r,...i===void 0?{}:{passphrase:i}}}a(ho,"readCertificate");function fo(e,t,{directory:n,env:r}){const o=Q(e,r);if(o.includes("-----BEGIN "))return o;const i=le(e),s=i===void 0?D$(n,o):o,c=i===void 0?`the file ${s}`:`what ${i} holds or names`,d=a(l=>new _([R("CREDENTIAL_FILE_UNREADABLE",`${t}: ${c} ${l}`)]),"refuse3");let u;try{u=T$(s,"utf8")}catch(l){const m=l instanceof Error&&"code"in l&&l.code==="ENOENT";throw d(m?"is not there":"cannot be read")}if(u.includes("-----BEGIN "))return u;throw d("is no PEM")}a(fo,"pemOf");function U$(e,t){let n;return{async prepare(){return n=await e(),x$(n.username,t.name)},async credentials(){const{username:r,password:o}=n??await e();return n=void 0,{username:r,password:a(()=>o,"password")}}}}a(U$,"byCommand");function x$(e,t){const n=e.toLowerCase(),[r=""]=t.toLowerCase().split("."),[o="",i=""]=n.includes("\\")?n.split("\\"):["",n];return["",".",r,t.toLowerCase()].includes(o)&&!i.includes("@")?`${t.toLowerCase()}\\${i}`:n}a(x$,"nameOfAccount");async function B$(e,t,n,{directory:r,secret:o,signal:i}){const s=e.map(d=>d.replaceAll("{machine}",n.name)),c=await Ae({command:s,directory:r,timeout:lo,limit:mo,signal:i});if(c.kind==="done"){const d=G$(c.output);if(d!==void 0)return o(d.password),d}throw new _([{...F$(c,`credentials.${t}.exec`),machine:n.name}])}a(B$,"askCommand2");function G$(e){try{return _$.safeParse(JSON.parse(e)).data}catch{return}}a(G$,"answerIn");function F$(e,t){switch(e.kind){case"missing":return R("CREDENTIAL_COMMAND_MISSING",`the command of ${t} cannot be started (${e.why})`);case"failed":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} failed (${e.how})`,{retryable:!0});case"overdue":return R("CREDENTIAL_COMMAND_OVERDUE",`the command of ${t} took more than ${lo/1e3} s`,{retryable:!0});case"aborted":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} was ended, because the run is`);case"tooLong":return R("CREDENTIAL_ANSWER_TOO_LARGE",`the command of ${t} said more than ${mo} characters`);case"done":return R("CREDENTIAL_ANSWER_INVALID",`the command of ${t} did not answer with { "username": …, "password": … }`)}}a(F$,"failureOfEnd");import{readFileSync as j$}from"node:fs";import{resolve as po}from"node:path";function go(e,t){const n=Object.entries(e),r=n.find(([,{match:o}])=>o!==void 0&&Da(t,o));return r!==void 0?r[0]:e.default!==void 0||n.length===0?"default":void 0}a(go,"credentialFor");function qe({connection:e,credentials:t},n,r={}){const o=Oa(e,n),i=on(e,o,r),s=go(t,n);if(s===void 0)return;const c=t[s],d=c===void 0?xa(i.auth):Ta(c);return d===void 0?void 0:{entry:o,way:i,label:s,form:d}}a(qe,"logonFor");function K$(e,t){const n=new Map,r=a((o,i,s="")=>{if(t[o]||n.has(o))return;const c=`the environment variable ${o} is not set; ${i} needs it`,d=`Set ${o} from a secret of the pipeline${s}.`;n.set(o,R("CREDENTIAL_MISSING",c,{next:d}))},"need");for(const{way:o,label:i,form:s}of e){const c=Ee(o.auth)?`, or write credentials: { ${i}: { sso: true } } to log on as whoever runs patchring`:"";for(const d of Ua(s)){const u=le(d);u!==void 0&&r(u,`credentials.${i}`,c)}for(const d of Ga(o.via))r(d,"connection.via")}return[...n.values()]}a(K$,"missingVariables");function Ve(e){return e.map((t,n)=>typeof t=="number"?`[${t}]`:`${n===0?"":"."}${String(t)}`).join("")}a(Ve,"formatPath");function q$(e,t){const n=Ea(e,t);return n===void 0?"":`; did you mean "${n}"?`}a(q$,"suggestion");function Dt({policy:e},t){return Object.entries(e.credentials).flatMap(([n,r])=>{const o=r[t];return o===void 0?[]:[{path:["credentials",n,t],value:o}]})}a(Dt,"valuesOf");function yo(e,t,n){const r=`${t} stands in the file: write $${n} here, set that variable from a secret of the pipeline, and change the ${t.replace(/^an? /,"")}, which others may have read`;return q("POLICY_SECRET_FOUND",e,r)}a(yo,"secretFault");var V$=a(e=>[...["password","passphrase"].flatMap(t=>Dt(e,t).flatMap(({path:n,value:r})=>{if(le(r)!==void 0)return[];const o=`PATCHRING_${t.toUpperCase()}`;return[r.startsWith("$")?So(n,o):yo(n,`a ${t}`,o)]})),...Dt(e,"key").filter(({value:t})=>t.includes("-----BEGIN")).map(({path:t})=>yo(t,"a private key","PATCHRING_CLIENT_KEY"))],"noSecrets"),H$=a(e=>["username","certificate","key"].flatMap(t=>Dt(e,t).flatMap(({path:n,value:r})=>!r.startsWith("$")&&!r.includes("${")||le(r)!==void 0?[]:[So(n,`PATCHRING_${t==="username"?"USERNAME":`CLIENT_${t.toUpperCase()}`}`)])),"onlyOurVariables");function So(e,t){const n=`only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${t}`;return q("POLICY_VARIABLE_REFUSED",e,n)}a(So,"refusedVariable");var wo="username with password, exec (a command that answers for each machine), certificate with key, or sso: true",J$=a(({policy:e})=>Object.entries(e.credentials).flatMap(([t,n])=>{const r=["credentials",t],o=a(l=>[q("POLICY_CREDENTIAL_UNCLEAR",r,l)],"refuse3"),i=Object.values(Ma).flatMap(l=>{const m=l.filter(h=>n[h]!==void 0);return m.length===0?[]:[{keys:l,found:m}]}),[s,c]=i;if(s===void 0)return o(`credentials.${t} does not say who logs on: write ${wo}`);if(c!==void 0){const[l,m]=[s,c].map(({found:h})=>Ve([...r,h[0]??""]));return o(`${l} and ${m} say in two ways who logs on: keep one of ${wo}`)}return s.keys.slice(0,2).filter(l=>n[l]===void 0).flatMap(l=>o(`${Ve([...r,s.found[0]??""])} needs ${l} beside it`))}),"oneForm"),z$=a(({policy:e})=>Object.entries(e.credentials).flatMap(([t,{exec:n=[]}])=>n.flatMap((r,o)=>{const i=["credentials",t,"exec",o];if(r.startsWith("$"))return[q("POLICY_VARIABLE_REFUSED",i,"nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment")];if(o===0&&r.includes("{machine}"))return[q("POLICY_CREDENTIAL_UNCLEAR",i,"the command itself is the same for every machine: write {machine} among its arguments")];const s=/\{(?!machine\})[A-Za-z]+\}/.exec(r)?.[0];return s===void 0?[]:[q("POLICY_CREDENTIAL_UNCLEAR",i,`${s} stands for nothing here: {machine} is the name of the machine, and there is no other`)]})),"commandsFit"),Q$=a(({policy:{credentials:e},machines:t})=>{const n=Object.entries(e).flatMap(([i,{match:s}])=>{const c=["credentials",i];if(i==="default"&&s!==void 0)return[q("POLICY_CREDENTIAL_INVALID",[...c,"match"],"credentials.default is for all other machines: take match out, or rename it")];if(i!=="default"&&s===void 0){const d=`credentials.${i} does not say for which machines it is: add match: key=value, or call it default`;return[q("POLICY_CREDENTIAL_INVALID",c,d)]}return[]});if(n.length>0)return n;const r=t.find(({entry:i})=>go(e,i)===void 0);if(r===void 0)return[];const o=`no credential matches ${r.entry.name}: add credentials.default, or a credential that matches one of its labels`;return[q("POLICY_CREDENTIAL_INVALID",["credentials"],o)]},"everybodyHasOne");function _t({way:{auth:e,ntlmFallback:t},form:{kind:n}}){if(e==="certificate"&&n!=="certificate")return"this authentication needs certificate and key";if(n==="certificate"&&e!=="certificate")return"a client certificate is for auth: certificate";if(n==="sso")return Ee(e)?t?"NTLM needs a user and a password, so ntlmFallback could never be used":void 0:"sso is for auth: kerberos and auth: negotiate"}a(_t,"whyUnfit");var Y$=a(({policy:e,machines:t})=>{const n=new Set;return t.flatMap(({entry:r})=>{const o=qe(e,r),i=o===void 0?void 0:_t(o);if(o===void 0||i===void 0)return[];const{label:s,entry:c,way:d}=o,u=JSON.stringify([s,c]);if(n.has(u))return[];n.add(u);const l=c!==void 0&&e.connection.for[c]?.auth!==void 0,m=Ve(l?["connection","for",c,"auth"]:["connection","auth"]),h=`credentials.${s} is for ${r.name}, where ${m} is ${d.auth}: ${i}`;return[q("POLICY_CREDENTIAL_INVALID",["credentials",s],h)]})},"logonsFit"),X$=[V$,H$,J$,z$,Q$,Y$],Z$=/^([0-9A-Fa-f]{2}:?){32}$/;function eh({transport:e,auth:t,port:n,pin:r,configuration:o}){return Object.fromEntries(Object.entries({transport:e,auth:t,port:n,pin:r,configuration:o}).filter(([,i])=>i!==void 0))}a(eh,"givenIn");function th(e,t,n){const r=[],o=a((h,g)=>{r.push(R("ARGUMENT_INVALID",h,{next:g}))},"refuse3"),{ca:i,pin:s,port:c,configuration:d}=e,u=[n,...t.map(({way:h})=>h)].some(({transport:h})=>h==="https");(i??s)!==void 0&&!u&&o("ca and pin mean nothing without HTTPS, and the transport is http-sealed.","Leave them out, or use https.");const l=t.find(({way:h})=>h.transport!=="https"&&(h.auth==="basic"||h.auth==="certificate"));if(l!==void 0){const h=e.auth===void 0?"The policy logs on":"This run logs on",g=`Leave the ${e.transport===void 0?"authentication":"transport"} out, or use ntlm.`;o(`${h} with ${l.way.auth}, which is only done over HTTPS.`,g)}const m=e.auth===void 0?void 0:t.find(h=>_t(h)!==void 0);return m!==void 0&&o(`auth is ${m.way.auth}, and credentials.${m.label} does not go with it: ${_t(m)}.`,"Leave auth out, or change the credential in the policy."),s!==void 0&&!Z$.test(s)&&o("The pin is not a SHA-256: 64 hexadecimal digits.","Copy the thumbprint (SHA-256) of the certificate."),c!==void 0&&(c<1||c>65535)&&o(`The port is ${c}.`,"Write a number from 1 to 65535."),d!==void 0&&!/^[\w.-]{1,128}$/.test(d)&&o("The configuration is no name.","Write the name of a session configuration, for example Patchring."),r}a(th,"faultsOfGiven");function nh(e){return[...new Map(e.map(t=>[JSON.stringify([t.entry,t.label]),t])).values()]}a(nh,"distinct");function rh(e,t){return e.flatMap(({form:n,label:r})=>{if(n.kind!=="certificate")return[];try{return ho(n,r,t),[]}catch(o){if(o instanceof _)return o.failures;throw o}})}a(rh,"faultsOfFiles");function oh(e,t,n,r){if(e===void 0&&t===void 0)return;const o=e??po(n,t??""),i=e===void 0?"POLICY_CONNECTION_INVALID":"ARGUMENT_INVALID",s="Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";try{const c=j$(o,"utf8");if(c.includes("-----BEGIN CERTIFICATE-----"))return c;r.push(R(i,"this file holds no PEM certificate.",{place:{file:o},next:s}))}catch(c){const d=c instanceof Error&&"code"in c&&c.code==="ENOENT"?"is not there":"cannot be read";r.push(R(i,`the certificate authority ${d}.`,{place:{file:o},next:s}))}}a(oh,"readCa");function ah(e,{env:t}){const{user:n,password:r,place:o}=Zt(e)??{user:void 0,password:void 0,place:""},[i,s]=[n,r].map(c=>encodeURIComponent(Q(c??"",t)));return`socks5://${n===void 0?"":`${i}:${s}@`}${o}`}a(ah,"jumpUrl");function ih(e,{env:t,directory:n}){const{PATCHRING_PWSH:r}=t;if(r)return r;if(e.interpreter!==void 0)return/[/\\]/.test(e.interpreter)?po(n,e.interpreter):e.interpreter}a(ih,"interpreterOf");function sh(e,t){if(!Ee(e.auth))return{};const n=ih(e,t);return{kerberos:{...n===void 0?{}:{interpreter:{command:n}},...e.spn===void 0?{}:{spn:e.spn}},...e.ntlmFallback?{ntlmFallback:!0}:{}}}a(sh,"kerberosOf");function ch(e){const{policy:t,machines:n,overrides:r,directory:o,env:i}=e,s=eh(r),c=nh(n.flatMap(y=>qe(t,y,s)??[]));for(const y of c)L$(y,e);const d=K$(c,i),u=on(t.connection,void 0,s),l=[...th(r,c,u),...d.length>0?d:rh(c,e)],m=new Map;for(const{ca:y,transport:v}of[u,...c.map(({way:w})=>w)]){const w=r.ca??y;v!=="https"||w===void 0||m.has(w)||m.set(w,oh(r.ca,y,o,l)??"")}if(l.length>0)throw new _(l);const h=a(({ca:y,transport:v})=>v==="https"?m.get(r.ca??y??""):void 0,"pemOf2"),g=a(y=>{const v=qe(t,y,s);if(v===void 0)throw new RangeError(`a checked policy has a credential for ${y.name}`);const{way:w,form:P,label:X}=v,Z=A$(P,X,y,e);return{credential:X,...Z.prepare===void 0?{}:{prepare:Z.prepare},...w.configuration===void 0?{}:{configurationName:w.configuration},options:{endpoint:dh(w,y,{ca:h(w),via:w.via&&ah(w.via,e)}),credentials:Z.credentials,channel:{auth:w.auth,...sh(w,e),...Z.clientCertificate===void 0?{}:{clientCertificate:Z.clientCertificate}}}}},"connectionOf");return{ca:h(u),connectionOf:g}}a(ch,"createConnections");function dh(e,{name:t,address:n,port:r},{ca:o,via:i}){const s=r??e.port,c=n!==void 0&&(e.transport==="https"||Ee(e.auth));return{transport:e.transport,host:n??t,...s===void 0?{}:{port:s},...c?{servername:t}:{},...o===void 0?{}:{ca:o},...e.pin===void 0?{}:{pin:e.pin},...i===void 0?{}:{via:i}}}a(dh,"endpointOf");var uh=Jl.filter(({command:e})=>e!==It.command).map(({command:e})=>e);function lh(e){return`'${e.replaceAll("'","''")}'`}a(lh,"quoted");var Wf=uh.map(e=>`        ${lh(e)}`).join(`,
`);function mh(e){return Ca(e)}a(mh,"journalEndOf");import{request as $h}from"node:http";import{request as hh}from"node:https";import{setTimeout as fh}from"node:timers/promises";var ph=/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/,gh=2e3;function yh(e){if(!URL.canParse(e))return;const t=new URL(e);return t.protocol==="https:"||t.protocol==="http:"&&ph.test(t.hostname)?t:void 0}a(yh,"addressOf2");function Sh(e){return e!==void 0&&/^\d{1,4}$/.test(e)?Number(e)*1e3:void 0}a(Sh,"secondsOf");function vo(e,t,n){const r=e.protocol==="https:"?hh:$h,o={"Content-Type":"application/json","Content-Length":Buffer.byteLength(t),"User-Agent":"patchring"};return new Promise((i,s)=>{const c=r(e,{method:"POST",agent:!1,signal:n,headers:o});c.on("response",d=>{const u=Sh(d.headers["retry-after"]);i({status:d.statusCode??0,retryAfter:u}),d.destroy()}),c.on("error",s),c.end(t)})}a(vo,"send");function wh(e){const{name:t,code:n}=e;return t==="TimeoutError"||t==="AbortError"?"no answer in time":n??"no answer"}a(wh,"wordOf");async function vh({url:e,body:t,timeout:n,signal:r}){const o=yh(e);if(o===void 0)return"the variable holds no https address";const i=AbortSignal.timeout(n),s=r===void 0?i:AbortSignal.any([i,r]);try{const c=await vo(o,t,s);return c.status===429||c.status>=500?(await fh(Math.min(c.retryAfter??500,gh),void 0,{signal:s}),bo((await vo(o,t,s)).status)):bo(c.status)}catch(c){return wh(c)}}a(vh,"post");function bo(e){return e>=200&&e<300?void 0:`answered with HTTP ${e}`}a(bo,"statusText");async function bh({command:e,directory:t,body:n,timeout:r,signal:o}){const i=await Ae({command:e,directory:t,timeout:r,limit:65536,input:Buffer.from(n),signal:o});switch(i.kind){case"done":case"tooLong":return;case"missing":return i.why;case"failed":return i.how;case"overdue":return`it did not end in ${r} ms`;case"aborted":return"the run was asked to stop"}}a(bh,"runHook");var Rh=5e3,Ph=3e4;function Eh(e,{directory:t,env:n,secret:r,signal:o}){if("exec"in e){const c={command:e.exec,directory:t,timeout:Ph,signal:o};return{name:e.exec[0]??"",unready:void 0,deliver:a(d=>bh({...c,body:d}),"deliver")}}const i=le(e.url)??"",s=Q(e.url,n);return s!==""&&r(s),{name:`the webhook of ${i}`,unready:s===""?`${i} is not set`:void 0,deliver:a(c=>vh({url:s,body:c,timeout:Rh,signal:o}),"deliver")}}a(Eh,"openMessenger");function Ih(e){const{name:t,signal:n,onFallback:r,clock:o=Bt()}=e,{ca:i,connectionOf:s}=ch(e),c=new M$({connectionOf:s,name:t,onFallback:r}),d=Dc({directory:e.directory,signal:n,meant:a(u=>W$(u,e),"meant"),...i===void 0?{}:{ca:i}});return{clock:o,fleet:sc(c,o),runner:cc(d,o),preflight:a(u=>o.during(c.preflight(u)),"preflight"),close:a(()=>c.close(),"close")}}a(Ih,"openWorld");function Ch(){return hc()}a(Ch,"runnerName");async function Nh(e){return(await import("./embedded-2UAEWZ64.mjs")).playStory(e)}a(Nh,"playStory");function kh(){return import("./incident-T5HA7MTH.mjs")}a(kh,"loadIncidents");async function Oh(e){return(await import("./figures-AVNKHEEL.mjs")).figuresOf(e)}a(Oh,"figuresOf");var Mh=44;function Th(e){const t=[];for(const n of e)for(const[r,o]of n.entries())t[r]=Math.max(t[r]??0,o.length<=Mh?o.length:0);return e.map(n=>n.map((r,o)=>r.padEnd(t[o]??0)).join("  ").trimEnd())}a(Th,"tableOf");export{X$ as credentialRules,Jn as defaultPlace,Oh as figuresOf,Ve as formatPath,mh as journalEndOf,$c as liesIn,kh as loadIncidents,qe as logonFor,uc as openLedger,Eh as openMessenger,Ih as openWorld,Nh as playStory,Ch as runnerName,q$ as suggestion,Th as tableOf};
