var Oa=Object.defineProperty;var i=(e,t)=>Oa(e,"name",{value:t,configurable:!0});import{createRequire as Ma}from"node:module";const ff=Ma(import.meta.url);import{DER as W,WinrmError as $,actions as O,alreadyGone as Ta,answerHostCall as Da,beginKeyExchange as _a,capability as Lt,childText as Aa,cimResource as Wt,createDefragmenter as La,createFragmenter as Wa,createNtlmClient as Ut,createRealClock as Bt,decodeSealedBody as Ua,element as V,elementsByTag as xt,encodeElement as T,encodeSealedBody as Ba,endpointBindingOf as xa,faultError as Ga,fragmentHeaderSize as we,inUseOrDisconnected as Fa,initPool as ja,isPsObject as Ka,isSealedContentType as qa,member as Gt,messageTypes as P,messageValue as U,ns as Ha,oidOf as Va,olderProtocol as Ja,pipelineStates as qe,poolStates as re,primitiveDictionary as za,psObject as Qa,readCapability as Ya,readCimRow as He,readCommandResponse as Xa,readConfig as Za,readConnectResponse as ei,readCreatedShellId as Ft,readErrorRecord as ti,readFault as ri,readHostCall as jt,readIdentity as ni,readInformation as ai,readMessage as ii,readMessageRecord as oi,readPage as Kt,readProgress as si,readReceiveResponse as di,readResponse as ci,readShell as qt,readState as Ht,recut as li,resources as X,sealedContentType as ui,signals as de,someHost as mi,toPlain as $i,tooManyShells as hi,typeCimRow as Vt,wornOut as fi,writeCimCall as pi,writeCommand as gi,writeConnect as yi,writeConnectCommand as Si,writeCreate as Jt,writeDisconnect as wi,writeEnumerate as vi,writeIdentify as zt,writeMessage as bi,writePipelineSpec as Pi,writePull as Ri,writeReceive as Ei,writeRelease as Ci,writeRequest as Qt,writeSend as Ni,writeSignal as Ii}from"./chunk-TKOWOCHW.mjs";import{nearest as ki}from"./chunk-LXU6DZ4O.mjs";import{RecordReader as Yt,asksKerberos as ve,chainEndOf as Oi,chainStart as Mi,changeSchema as Ti,effectSchema as Di,entryFor as _i,expand as z,failureSchema as ne,fault as K,formKeys as Ai,formOf as Li,formatRecord as Xt,hasLabel as Wi,jumpOf as Zt,outcomeSchema as Ui,parseRecords as Bi,planSchema as xi,removalReadingSchema as Gi,serviceScopes as Fi,serviceSides as ji,severities as Ve,shadowReadingSchema as Ki,stages as qi,stepsOf as Hi,textsOf as Vi,usualForm as Ji,valueAt as zi,variableOf as ce,variablesOfJump as Qi,verdicts as be,wayOf as er}from"./chunk-PQDKZKLC.mjs";import{stopping as Yi,timeLeft as Xi}from"./chunk-XWM6LM3U.mjs";import{bootSchema as Zi,compareBoots as tr,diagnosisSchema as eo,factsSchema as to,healthReadingSchema as ro,hotpatchReadingSchema as no,identityOfPackage as ao,jobKeyPattern as io,jobStatusSchema as rr,packagesSchema as oo,restartReadinessSchema as so,rolesReadingSchema as co,scriptReadingSchema as lo}from"./chunk-C3WCH2CH.mjs";import{FailureError as A,failureOf as R,rejections as uo}from"./chunk-4EJNWNDX.mjs";import{formatDuration as Je}from"./chunk-WT7Z5CEL.mjs";import{identityOf as Pe,kbSchema as nr,updateIdentitySchema as ar}from"./chunk-3COMCGTE.mjs";import{_enum as N,_null as mo,array as C,boolean as Re,discriminatedUnion as ze,int as $o,iso_exports as ir,json as Qe,literal as S,number as J,object as Ye,prettifyError as ho,record as or,strictObject as g,string as k,tuple as fo,union as po,unknown as go}from"./chunk-NHUODO4Y.mjs";import{tmpdir as yo}from"node:os";import{isAbsolute as So,relative as wo,resolve as Xe,sep as vo}from"node:path";import{mkdir as bo,open as Ee,readdir as Po,readFile as Ro,rename as Eo}from"node:fs/promises";import{join as Ce}from"node:path";var Co={ENOSPC:"the disk is full",EDQUOT:"the disk quota is used up",EFBIG:"the file may not grow any more",EROFS:"the file system is read-only",EACCES:"access is denied",EPERM:"access is denied",ENOTDIR:"part of the path is a file",EEXIST:"part of the path is a file",EISDIR:"the path is a folder",EIO:"the disk reports an error"};function le(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:void 0}i(le,"codeOf");async function M(e,t,r){try{return await r()}catch(n){let a=le(n);if(n instanceof A||a===void 0)throw n;let o=`the ledger could not be ${t}: ${Co[a]??a}`,s="check the path, the rights and the free space, then run again: what was written before is kept";throw new A([R("JOURNAL_UNREADABLE",o,{next:s,place:{file:e},cause:a})])}}i(M,"onDisk");async function ae(e,t){try{return await e}catch(r){if(le(r)==="ENOENT")return t;throw r}}i(ae,"orIfAbsent");import{open as No,readdir as Io,readFile as ko,rm as Ze,stat as Oo,utimes as Mo,writeFile as To}from"node:fs/promises";import{join as Z}from"node:path";import{readFile as Do,readlink as _o}from"node:fs/promises";import{hostname as sr}from"node:os";var dr=Ye({owner:k(),machine:k(),scope:k(),pid:J().int(),born:k(),since:ir.datetime()});async function cr(e){let{pid:t}=process,r=new Date().toISOString();return{owner:e,machine:sr(),scope:await lr(),pid:t,born:(await ur(t)).born,since:r}}i(cr,"selfAs");async function lr(){return await _o("/proc/self/ns/pid").catch(()=>"system")}i(lr,"scopeOf");async function ur(e){let t=await Do(`/proc/${e}/stat`,"utf8").catch(()=>""),r=t.slice(t.lastIndexOf(")")+2).split(" ");return{state:r[0]??"",born:r[19]??""}}i(ur,"factsOf");var Ao=["Z","X"];async function mr({machine:e,scope:t,pid:r,born:n}){if(e!==sr()||t!==await lr())return;try{process.kill(r,0)}catch(o){return le(o)==="ESRCH"}let a=await ur(r);return Ao.includes(a.state)||n!==""&&a.born!==""&&n!==a.born}i(mr,"isGone");function ue(e){if(e===void 0)return"somebody who left no name";let{owner:t,machine:r,pid:n,since:a}=e;return`${t}, process ${n} on ${r}, since ${a}`}i(ue,"describeHolder");var Lo=dr.extend({released:Re()}),Wo=3e4,Uo=6e5,Bo=1e4;async function xo(e,t){for(;;){let r=(await et(e)).at(-1),n=r===void 0?"free":await $r(Z(e,ee(r)));if(r!==void 0&&n!=="free"&&!n.isDead)throw hr(Z(e,ee(r)),n);let a=(r??0)+1,o={...await cr(t),released:!1};if(!await Fo(Z(e,ee(a)),o))continue;let s=await et(e);if(s.at(-1)!==a){await Ze(Z(e,ee(a)),{force:!0});continue}for(let d of s.slice(0,-1))await Ze(Z(e,ee(d)),{force:!0});return Go({directory:e,mine:a,notes:n==="free"?[]:[Vo(n)]})}}i(xo,"takeLock");function Go({directory:e,mine:t,notes:r}){let n=Z(e,ee(t)),a=setInterval(()=>{let s=new Date;Mo(n,s,s).catch(()=>{})},Wo);a.unref();let o=i(async()=>(await et(e)).at(-1),"highest");return{notes:r,async verify(){let s=await o();if(s===t)return;let d=Z(e,ee(s??t)),c=await $r(d);throw hr(d,c==="free"?{holder:void 0,age:0,isDead:!1}:c)},async release(){clearInterval(a);try{await o()===t&&await qo(n)}catch{}}}}i(Go,"hold");var ee=i(e=>`${String(e).padStart(8,"0")}.json`,"nameOf");async function et(e){return(await ae(Io(e),[])).flatMap(t=>/^\d{8}\.json$/.test(t)?[Number(t.slice(0,8))]:[]).sort((t,r)=>t-r)}i(et,"generations");async function Fo(e,t){try{return await To(e,JSON.stringify(t),{flag:"wx",mode:384}),!0}catch(r){if(le(r)==="EEXIST")return!1;throw await Ze(e,{force:!0}).catch(()=>{}),r}}i(Fo,"create");var[jo,Ko]=["false}","true }"];async function qo(e){let t=await No(e,"r+");try{let{size:r}=await t.stat();await t.write(Ko,r-jo.length)}finally{await t.close()}}i(qo,"giveBack");async function $r(e){let t=Promise.all([ko(e,"utf8"),Oo(e)]),r=await ae(t,void 0);if(r===void 0)return"free";let[n,{mtimeMs:a}]=r,o=Math.max(0,Date.now()-a),s=Ho(n);return s===void 0?{holder:s,age:o,isDead:o>Bo}:s.released?"free":{holder:s,age:o,isDead:await mr(s)??o>Uo}}i($r,"standingOf");function Ho(e){try{return Lo.parse(JSON.parse(e))}catch{return}}i(Ho,"holderIn");function hr(e,t){let r=`another run writes to this ledger: ${ue(t.holder)}, seen ${Je(t.age)} ago`,n=`wait until it ends; if it is certainly dead, delete ${e} and run again`;return new A([R("JOURNAL_LOCKED",r,{next:n,retryable:!0,place:{file:e}})])}i(hr,"locked");function Vo(e){let t=`the run that wrote to the ledger (${ue(e.holder)}) is dead; its lock was taken over`;return R("JOURNAL_TAKEN_OVER",t)}i(Vo,"takenOver");import{randomUUID as Jo}from"node:crypto";import{mkdir as zo,open as Qo,readdir as Yo,readFile as Xo,rename as Zo,rm as fr}from"node:fs/promises";import{join as Ne}from"node:path";function pr({at:e}){return`${new Date(e).toISOString().replaceAll(":","-")}-${Jo()}.json`}i(pr,"letterName");function gr(e,t,r){try{return t.parse(JSON.parse(e))}catch{let n="A letter is not one that this version reads.",a="use the version that left it, or a later one; or delete it";throw new A([R("JOURNAL_VERSION_UNKNOWN",n,{place:{file:r},next:a})])}}i(gr,"letterIn");function es(e,t,r){let n=Ne(e,t);return{async read(){let a=await M(n,"read",()=>ae(Yo(n),[])),o=[];for(let s of a.filter(d=>d.endsWith(".json")).sort()){let d=Ne(n,s),c=await M(d,"read",()=>ae(Xo(d,"utf8"),void 0));c!==void 0&&o.push({id:s,event:gr(c,r,d)})}return o},async remove(a){for(let o of a)await M(n,"written",()=>fr(Ne(n,o),{force:!0}))},async post(a){let o=pr(a);return await M(n,"written",async()=>{await zo(n,{recursive:!0}),await ts(Ne(n,o),JSON.stringify(a))}),o}}}i(es,"createMailbox");async function ts(e,t){let r=`${e}.new`;try{let n=await Qo(r,"wx");try{await n.writeFile(t),await n.sync()}finally{await n.close()}await Zo(r,e)}catch(n){throw await fr(r,{force:!0}).catch(()=>{}),n}}i(ts,"putWhole");var rs=/^(\d{4,})-(.+)\.jsonl$/;function ns(e){let{directory:t,schema:r,owner:n}=e,a=i(async()=>(await M(t,"read",()=>ae(Po(t),[]))).flatMap(s=>{let[,d,c]=rs.exec(s)??[];return c===void 0?[]:[{number:Number(d),rollout:c,file:Ce(t,s)}]}).sort((s,d)=>s.number-d.number),"files"),o=i(async s=>(await a()).findLast(d=>d.rollout===s),"find");return{async list(){let s=[];for(let{file:d,rollout:c}of await a())await yr(d)&&s.push(c);return s},async read(s){let d=await o(s);return d===void 0?[]:(await M(d.file,"read",()=>Sr(d.file,r))).events},async text(s){let d=await o(s);if(d===void 0)return"";let c=await M(d.file,"read",()=>Ro(d.file));return wr(c).toString()},async write(s){let d=Ce(t,"lock");await M(t,"written",()=>bo(d,{recursive:!0,mode:448}));let c=await M(d,"written",()=>xo(d,n));try{let l=await o(s),u=(await a()).at(-1)?.number??0,m=Ce(t,`${String(u+1).padStart(4,"0")}-${s}.jsonl`),h=l!==void 0&&l.number<u&&!await yr(l.file);h&&await M(m,"written",()=>Eo(l.file,m));let f=h?m:l?.file??m,{journal:p,notes:w}=await is({file:f,directory:t,schema:r,lock:c});return{journal:p,notes:[...c.notes,...w]}}catch(l){throw await c.release(),l}},mailbox:i(s=>es(Ce(t,"mail"),s,r),"mailbox")}}i(ns,"createFileLedger");async function yr(e){return M(e,"read",async()=>{let t=await Ee(e,"r");try{let r=Buffer.allocUnsafe(65536);for(;;){let{bytesRead:n}=await t.read(r,0,r.length,null);if(n===0)return!1;if(r.subarray(0,n).includes(10))return!0}}finally{await t.close()}})}i(yr,"holdsRecord");var as=2**20;async function Sr(e,t){let r=new Yt(t,e),n=await Ee(e,"r");try{let a=Buffer.allocUnsafe(as),[o,s]=[0,0];for(;;){let{bytesRead:d}=await n.read(a,o,a.length-o,s+o);if(d===0)return{...r.records,size:s,isTorn:o>0};o+=d;let c=wr(a.subarray(0,o));r.take(c),a.copyWithin(0,c.length,o),s+=c.length,o-=c.length,o===a.length&&(a=Buffer.concat([a],2*o))}}finally{await n.close()}}i(Sr,"readRecords");async function is({file:e,directory:t,schema:r,lock:n}){let a={events:[],end:Mi,size:0,isTorn:!1},o=await M(e,"read",()=>ae(Sr(e,r),a)),{events:s,end:d,size:c,isTorn:l}=o,u=await M(e,"written",()=>Ee(e,"a",384)),m=[];try{l&&(await M(e,"written",()=>u.truncate(c)),m.push(ds(e,d.sequence+1))),await M(e,"written",()=>u.datasync()),c===0&&await os(t)}catch(h){throw await u.close(),h}return{journal:new ss({file:e,handle:u,lock:n,size:c,events:s,end:d}),notes:m}}i(is,"openJournal");async function os(e){let t=await Ee(e,"r").catch(()=>{});await t?.sync().catch(()=>{}),await t?.close()}i(os,"syncDirectory");var ss=class{static{i(this,"FileJournal")}#e;#t;#r;#n;#a;#o;#i=!1;constructor({file:e,handle:t,lock:r,size:n,events:a,end:o}){this.#e=e,this.#t=t,this.#r=r,this.#o=n,this.#n=[...a],this.#a=o}read(){return Promise.resolve([...this.#n])}async append(e){if(this.#i)throw new RangeError("a journal that could not be written is not written again");let t=this.#a,r=e.map(a=>{let o=Xt(a,t);return t=o.end,`${o.line}
`}),n=Buffer.from(r.join(""));this.#i=!0,await M(this.#e,"written",()=>this.#r.verify());try{await M(this.#e,"written",async()=>{await this.#t.appendFile(n),await this.#t.datasync()})}catch(a){throw await this.#s(),a}this.#i=!1,this.#o+=n.length,this.#a=t,this.#n.push(...e)}async#s(){try{await this.#r.verify(),await this.#t.truncate(this.#o),await this.#t.datasync()}catch{}}async close(){await this.#t.close(),await this.#r.release()}};function wr(e){return e.subarray(0,e.lastIndexOf(`
`)+1)}i(wr,"wholeLines");function ds(e,t){let r=`Line ${t} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;return R("JOURNAL_TAIL_TORN",r,{place:{file:e,line:t}})}i(ds,"torn");import{createHash as cs}from"node:crypto";import{mkdtempSync as ls,rmSync as us}from"node:fs";import{join as ms}from"node:path";import{setTimeout as $s}from"node:timers/promises";import{existsSync as hs}from"node:fs";import{dirname as vr,join as fs,resolve as ps}from"node:path";var L=i((e,t,r,n=!1)=>new A([R(e,t,{next:r,retryable:n})]),"fail"),br=i(e=>L("LEDGER_GIT_MISSING",e,"install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR"),"toolMissing"),gs=i((e,t)=>L("LEDGER_REPOSITORY_MISSING",t?`git does not open the repository of ${e}`:`there is no git repository in ${e}`,t?`if another account owns it: git config --global --add safe.directory ${e}`:"check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR"),"repositoryMissing"),ys=i(e=>L("LEDGER_REMOTE_MISSING",e.length===0?"the repository has no remote":`the repository has the remotes ${e.join(", ")}, and none is origin`,"git remote add origin URL, or keep the ledger in a folder: file:DIR"),"remoteMissing"),Pr=i((e,t)=>L("LEDGER_BRANCH_FOREIGN",`the branch ${e} is not a ledger of patchring: ${t}`,"name a branch that is not there yet or that patchring made: git:patchring-ledger"),"branchForeign"),Ss=i((e,t)=>L("JOURNAL_VERSION_UNKNOWN",`the branch ${e} is a ledger of format ${t}, which this version does not read`,"use the version that wrote it, or a later one"),"branchLater"),Rr=i((e,t)=>L("JOURNAL_LINE_CHANGED",`the branch ${e} is not as this run left it: ${t}`,"put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there"),"branchRewritten"),Er=i(e=>L("JOURNAL_REMOTE_UNREACHABLE",`the branch ${e} cannot be read: its remote does not answer, or does not know who asks`,"check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again",!0),"remoteUnreachable"),Cr=i(e=>L("JOURNAL_CUT_SHORT",`the remote of the ledger (${e}) did not answer before this run had to end`,"run again when the remote answers: what this run could not write is asked of the machines again",!0),"cutShort"),ws=i(e=>L("JOURNAL_PUSH_DENIED",`the branch ${e} can be read but not pushed to with the rights of this checkout`,"GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true"),"pushDenied"),vs=i(e=>L("JOURNAL_PUSH_REJECTED",`the remote refused the push to ${e}: the branch is protected, or a rule or a hook stands against it`,`exempt ${e} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`),"pushRejected"),bs=i(e=>L("JOURNAL_PUSH_OVERTAKEN",`others pushed to ${e} each time before this run could`,"run again; if it stays so, find out who pushes there",!0),"pushOvertaken"),me=i(e=>L("JOURNAL_UNREADABLE",`git could not do its work in the temporary folder: ${e}`,"check its rights and free space, then run again: what was written before is kept"),"workFailed"),Ps=i(e=>L("JOURNAL_OVERTAKEN",`another run that works on this rollout has written to ${e} in this moment`,"run again: what it wrote is taken in first",!0),"overtaken"),Rs=i((e,t)=>L("JOURNAL_FENCED",`this run no longer writes to ${e}: ${t}`,"nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it",!0),"fenced"),ie="ledger",Nr=6e4,Es=4e8,Cs=["GIT_DIR","GIT_WORK_TREE","GIT_INDEX_FILE","GIT_OBJECT_DIRECTORY","GIT_ALTERNATE_OBJECT_DIRECTORIES","GIT_COMMON_DIR","GIT_NAMESPACE","GIT_SHALLOW_FILE","GIT_QUARANTINE_PATH","GIT_CONFIG"],Ir=[["core.hooksPath","/dev/null"],["gc.auto","0"],["maintenance.auto","false"],["core.autocrlf","false"]],Ns=/^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;function Is(e){let t=Number(process.env.GIT_CONFIG_COUNT??0)||0,r={...Object.fromEntries(Cs.map(n=>[n,void 0])),GIT_TERMINAL_PROMPT:"0",GCM_INTERACTIVE:"never",GIT_CONFIG_COUNT:String(t+e.length)};for(let[n,[a,o]]of e.entries())r[`GIT_CONFIG_KEY_${t+n}`]=a,r[`GIT_CONFIG_VALUE_${t+n}`]=o;return r}i(Is,"environmentOf");async function ks(e,t){let r=i(o=>(s,{input:d,signal:c}={})=>e({command:["git",...s],directory:t,environment:Is(o),timeout:Nr,limit:Es,...d===void 0?{}:{input:d},signal:c}),"callWith"),n=r(Ir);await Os(n);let a=await n(["config","--local","--includes","--list","-z"]);if(a.kind!=="done")throw gs(t,Ts(t));return r([...Ms(a.output),...Ir])}i(ks,"gitFor");async function Os(e){let t=await e(["version"]),[,r,n]=/(\d+)\.(\d+)/.exec(t.kind==="done"?t.output:"")??[];if(r===void 0)throw br("git cannot be started here");if(Number(r)<2||Number(r)===2&&Number(n)<31)throw br(`git ${r}.${n} is too old`)}i(Os,"refuseOld");function Ms(e){let t=e.split("\0").flatMap(a=>{let[o="",...s]=a.split(`
`);return o===""?[]:[[o,s.length===0?"true":s.join(`
`)]]}),r=[...new Set(t.flatMap(([a])=>/^remote\.(.+)\.url$/s.exec(a)?.[1]??[]))],n=r.includes("origin")?"origin":r[0];if(n===void 0||n!=="origin"&&r.length>1)throw ys(r);return t.filter(([a])=>!a.startsWith(`remote.${ie}.`)||n===ie).map(([a,o])=>[a.replace(`remote.${n}.`,`remote.${ie}.`),o]).filter(([a])=>Ns.test(a))}i(Ms,"settingsIn");function Ts(e){for(let t=ps(e);;t=vr(t)){if(hs(fs(t,".git")))return!0;if(t===vr(t))return!1}}i(Ts,"hasRepository");var Ds="patchring <noreply@patchring.invalid>",_s="[skip ci]";function As({ref:e,parent:t,at:r,change:{message:n,put:a,drop:o}}){let s=i(c=>`data ${Buffer.byteLength(c)}
${c}
`,"data"),d=`${n.replaceAll(/[\u0000-\u001f\u007f]+/g," ")} ${_s}`;return Buffer.from([`commit ${e}
mark :1
committer ${Ds} ${Math.floor(r/1e3)} +0000
${s(d)}`,t===void 0?"":`from ${t}
`,...o.map(c=>`D ${c}
`),...[...a].map(([c,l])=>`M 100644 inline ${c}
${s(l)}`),`
get-mark :1
done
`].join(""))}i(As,"streamOf");function Ls(e){let t=e.split("\0").flatMap(r=>{let[,n,a]=/^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(r)??[];return n===void 0||a===void 0?[]:[[a,n]]});return new Map(t)}i(Ls,"filesIn");function Ws(e,t){let r=Buffer.from(e),n=[];for(let a=0;n.length<t;){let o=r.indexOf(`
`,a),[,s]=/^[0-9a-f]{40} blob (\d+)$/.exec(r.toString("latin1",a,o))??[];if(o<0||s===void 0)throw me("a content of the branch is not there or is not text");n.push(r.toString("utf8",o+1,o+1+Number(s))),a=o+2+Number(s)}return n}i(Ws,"pieces");var Us=200,Bs=400,tt="refs/patchring/tip",rt={head:void 0,files:new Map};function Ie(e){let t=Buffer.from(e);return cs("sha1").update(`blob ${t.length}\0`).update(t).digest("hex")}i(Ie,"contentName");var xs=class{static{i(this,"Branch")}name;#e;#t;#r;#n=0;#a=rt;#o=Promise.resolve();constructor(e){this.#e=e,this.name=e.branch}get known(){return this.#a}read(){return this.#i(()=>this.#u())}async texts(e){if(e.length===0)return[];let t=Buffer.from(e.map(r=>`${r}
`).join(""));return Ws(await this.#h(["cat-file","--batch"],t),e.length)}change(e){return this.#i(()=>this.#s(e))}#i(e){let t=this.#o.then(e,e);return this.#o=t.catch(()=>{}),t}async#s(e){let{patience:t}=this.#e;this.#n>Bs&&this.#S();let r=this.#a.head===void 0?await this.#u():this.#a,n=0;for(let a=0;a<Us;){let o=await e(r);if(o===void 0)return;let s=await this.#l(r,o),d=await this.#c(s,r.head),c=d.kind==="done"?s:await this.#m();if(c===s){this.#a={head:s,files:Gs(r.files,o)};return}if(c!==r.head){a+=1,await this.#g(Math.min(20*a,1e3)),r=await this.#u();continue}if(n>=t.length)throw this.#d(d);await this.#g(t[n]??0),n+=1}throw bs(this.name)}#d(e){return e.kind==="failed"&&e.exitCode===1?vs(this.name):e.kind==="failed"?ws(this.name):Er(this.name)}async#l(e,t){this.#n+=1;let r=As({ref:tt,parent:e.head,at:Date.now(),change:t}),n=await this.#h(["fast-import","--quiet","--done","--force"],r),[a]=/^[0-9a-f]{40}$/m.exec(n)??[];if(a===void 0)throw me("fast-import named no commit");return a}async#c(e,t){let r=`refs/heads/${this.name}`,n=["--quiet","--no-verify","--no-signed","--no-follow-tags","--recurse-submodules=no"],a=`--force-with-lease=${r}:${t??""}`;return this.#p(["push",...n,a,ie,`${e}:${r}`])}async#u(){let e=await this.#m();return e===void 0?this.#a=rt:e!==this.#a.head&&(this.#a=await this.#f()),this.#a}async#m(){let e=await this.#$(["ls-remote",ie,`refs/heads/${this.name}`]);return/^[0-9a-f]{40}/.exec(e)?.[0]}async#f(){let e=["--quiet","--depth=1","--no-tags","--no-write-fetch-head","--no-recurse-submodules"];await this.#$(["fetch",...e,ie,`+refs/heads/${this.name}:${tt}`]);let t=(await this.#h(["rev-parse","--verify",tt])).trim();return{head:t,files:Ls(await this.#h(["ls-tree","-r","-z",t]))}}async#$(e){for(let t of[...this.#e.patience,void 0]){let r=await this.#p(e);if(r.kind==="done")return r.output;if(t===void 0||r.kind==="missing")break;await this.#g(t)}throw Er(this.name)}async#h(e,t){let r=await this.#y(e,{input:t});if(r.kind==="done")return r.output;throw me(`${e[0]} ended with ${r.kind==="failed"?`exit code ${r.exitCode}`:r.kind}`)}async#p(e){let{letGo:t}=this.#e,r=t?.aborted===!0?void 0:await this.#y(e,{signal:t});if(r===void 0||r.kind==="aborted")throw Cr(this.name);return r}#g(e){return this.watch(Math.min(e*(.5+Math.random()),Nr))}async watch(e){let{letGo:t}=this.#e;await $s(e,void 0,t===void 0?{}:{signal:t}).catch(()=>{throw Cr(this.name)})}async#y(e,t){this.#t??=ks(this.#e.run,this.#e.checkout);let r=await this.#t;if(this.#r===void 0){let n=Fs(this.#e.temporary);if((await r(["init","--quiet","--bare","--template=",n])).kind!=="done")throw me("it could not be made");this.#r=n}return r([`--git-dir=${this.#r}`,...e],t)}#S(){this.#r!==void 0&&Or(this.#r),this.#r=void 0,this.#a=rt,this.#n=0}};function Gs(e,{put:t,drop:r}){let n=new Map(e);for(let a of r)n.delete(a);for(let[a,o]of t)n.set(a,Ie(o));return n}i(Gs,"filesAfter");var nt=new Set,kr=!1;function Fs(e){kr||(kr=!0,process.once("exit",()=>{for(let t of nt)Or(t)}));try{let t=ls(ms(e,"patchring-ledger-"));return nt.add(t),t}catch(t){throw me(`no folder can be made in ${e} (${le(t)??"for no reason that it tells"})`)}}i(Fs,"makeFolder");function Or(e){nt.delete(e),us(e,{recursive:!0,force:!0})}i(Or,"removeFolder");var js=dr.extend({shard:k(),fence:J().int(),token:k(),beat:J().int(),until:ir.datetime(),idleAt:J().int().nullable()}),Ks={lease:6e5,beat:18e4,letters:15e3,patience:[500,1e3,2e3,4e3,8e3,15e3]},at=i(({now:e=Date.now})=>e(),"nowBy");function qs(e,t){let r=t===""?"all":t.replace("/","-of-").split("=").map(encodeURIComponent).join("=");return`${ot(e)}${r}.json`}i(qs,"claimPath");var it="claims/",ot=i(e=>`${it}${e}/`,"claimsOf");function Hs({holder:e,...t},r){let n=new Date(at(r)+r.lease).toISOString();return`${JSON.stringify({...e,...t,until:n})}
`}i(Hs,"textOfClaim");function Vs(e){try{return js.parse(JSON.parse(e??""))}catch{return}}i(Vs,"claimIn");async function Mr(e,t){if(await mr(e)===!0)return"over";let r=Date.parse(e.until)-at(t);return r<=0?"over":r>t.lease+t.beat?"ahead":"held"}i(Mr,"standingOf2");function Js({shard:e,owner:t,fence:r,until:n,idleAt:a}){return{shard:e,owner:t,fence:r,until:Date.parse(n),idleAt:a}}i(Js,"shown");function Tr(e,{shard:t}){return e.shard===""||t===""||t===e.shard||e.overlaps(t)}i(Tr,"areOpposed");var Dr=i(e=>e===""?"":`part ${e} of `,"partText");function _r(e,t,r,n){let a=Je(Math.max(0,Date.parse(r.until)-at(n))),o=`another run writes ${Dr(r.shard)}${t} to this ledger: ${ue(r)}; its claim on ${e} ends in ${a} unless it is renewed`,s="wait until it ends; a run that died is taken over when its claim has run out";return new A([R("JOURNAL_LOCKED",o,{next:s,retryable:!0})])}i(_r,"heldBy");function zs(e,t,r){let n=`the run that wrote ${Dr(r.shard)}${t} to ${e} (${ue(r)}) is dead or cut off; its claim was taken over`;return R("JOURNAL_TAKEN_OVER",n)}i(zs,"takenOver2");import{randomUUID as Qs}from"node:crypto";var $e="patchring.json",st=`${JSON.stringify({patchring:"ledger",format:1})}
`,Ys=Ie(st),Xs=/^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;function dt({files:e}){let t=new Map;for(let r of[...e.keys()].sort()){let[,n,a,o]=Xs.exec(r)??[];if(n===void 0||o===void 0)continue;let s=t.get(n)??{number:Number(a),rollout:o,folder:n,pieces:new Map};s.pieces.set(r,e.get(r)??""),t.set(n,s)}return[...t.values()].sort((r,n)=>r.number-n.number)}i(dt,"shelvesIn");function ke(e,t){return dt(e).findLast(r=>r.rollout===t)}i(ke,"shelfOf");function Zs(e,t){let r=(dt(e).at(-1)?.number??0)+1;return`rollouts/${String(r).padStart(4,"0")}-${Ar(t)}`}i(Zs,"nextFolder");var ed=i((e,t)=>`${e}/${String(t).padStart(8,"0")}.jsonl`,"pieceIn"),td=i(e=>`mail/${Ar(e)}/`,"mailIn");function Ar(e){if(!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(e))throw new RangeError(`no name of a rollout: ${e}`);return e}i(Ar,"safe");async function rd(e,t,r){if(t.head===void 0)return;let n=t.files.get($e);if(n===Ys)return;if(n===void 0)throw Pr(e,`it has no ${$e}`);let a=nd(await r(n));throw a===void 0?Pr(e,`its ${$e} is not ours`):Ss(e,a)}i(rd,"refuseForeign");function nd(e){try{let t=JSON.parse(e??"");return t.patchring==="ledger"&&typeof t.format=="number"?t.format:void 0}catch{return}}i(nd,"formatIn");async function ad({branch:e,rollout:t,part:r,owner:n,pace:a,check:o}){let s=new id({branch:e,rollout:t,part:r,holder:await cr(n),pace:a}),d=[],c=new Set;for(await e.read();;){let u;if(await e.change(async w=>{await o(w),u=void 0;let b=[];for(let v of await Me(e,w,it)){if(v.rollout===t&&!Tr(r,v.claim))continue;let F=await Mr(v.claim,a);if(F==="held")throw _r(e.name,v.rollout,v.claim,a);F==="ahead"&&!c.has(Oe(v.claim))?u=v:b.push(v)}if(u===void 0)return d=b,s.taken(b)}),u===void 0)break;await e.watch(a.beat*1.5);let{path:m,rollout:h,claim:f}=u,p=(await Me(e,await e.read(),it)).find(w=>w.path===m);if(p!==void 0&&Oe(p.claim)!==Oe(f))throw _r(e.name,h,p.claim,a);c.add(Oe(f))}s.begin();let l=d.map(u=>zs(e.name,u.rollout,u.claim));return{claim:s,notes:l}}i(ad,"takeClaim");var Oe=i(({token:e,beat:t})=>`${e} ${t}`,"nameOf2");async function Me(e,{files:t},r){let n=[...t.keys()].filter(o=>o.startsWith(r)).sort(),a=await e.texts(n.map(o=>t.get(o)??""));return n.flatMap((o,s)=>{let d=Vs(a[s]),[,c=""]=o.split("/");return d===void 0?[]:[{path:o,rollout:c,claim:d}]})}i(Me,"claimsAt");async function Lr(e,t,{rollout:r,pace:n}){let a=[];for(let{claim:o}of await Me(e,t,ot(r)))await Mr(o,n)!=="over"&&a.push(Js(o));return a}i(Lr,"claimsOn");var id=class{static{i(this,"HeldClaim")}#e;#t;#r=Qs();#n=1;#a=0;#o=null;#i=new Set;#s=performance.now();#d;#l=!1;constructor(e){this.#e=e,this.#t=qs(e.rollout,e.part.shard)}get shard(){return this.#e.part.shard}get idleAt(){return this.#o}taken(e){this.#n=Math.max(0,...e.map(({claim:a})=>a.fence))+1;let{rollout:t,holder:r}=this.#e,n=this.shard===""?t:`${t} ${this.shard}`;return{...this.renewed(`${n}: claimed by ${r.owner}`,{idleAt:null}),drop:e.flatMap(({path:a})=>a===this.#t?[]:[a])}}renewed(e,{idleAt:t=this.#o,put:r=new Map}={}){let{holder:n,pace:a}=this.#e;this.#a+=1,this.#o=t;let[o,s,d]=[this.#n,this.#r,this.#a],c=Hs({holder:n,shard:this.shard,fence:o,token:s,beat:d,idleAt:t},a);return this.#i.add(Ie(c)),this.#s=performance.now(),{message:e,put:new Map([[$e,st],[this.#t,c],...r]),drop:[]}}async verify(e){let t=e.files.get(this.#t);if(!this.#l&&t!==void 0&&this.#i.has(t))return;let{branch:r,rollout:n,part:a}=this.#e,o=await Me(r,e,ot(n)),s=o.find(({path:l})=>l===this.#t)??o.find(({claim:l})=>Tr(a,l)),{fence:d=this.#n}=s?.claim??{},c=s===void 0?"its claim was taken away":`${ue(s.claim)} has taken over (fence ${d}, this run has ${this.#n})`;throw Rs(r.name,c)}async others(e){return(await Lr(this.#e.branch,e,this.#e)).filter(({shard:t})=>t!==this.shard)}begin(){let{branch:e,pace:t}=this.#e,r=i(()=>{if(performance.now()-this.#s<t.beat*.9)return;let n=i(async a=>(await this.verify(a),this.renewed("claim")),"renew");e.change(n).catch(()=>{})},"beat");this.#d=setInterval(r,t.beat),this.#d.unref()}async release(){clearInterval(this.#d);let e=i(async t=>(await this.verify(t),{message:"claim given back",put:new Map,drop:[this.#t]}),"giveBack2");await this.#e.branch.change(e).catch(()=>{}),this.#l=!0}},od=65536,sd=class{static{i(this,"GitJournal")}rollout;company;#e;#t;#r;#n;#a;#o;#i;#s;#d;#l=!1;#c=!0;constructor({branch:e,rollout:t,schema:r,claim:n,shelf:a,books:o,look:s}){this.#e=e,this.rollout=t,this.#t=r,this.#r=n,this.#n=s,this.#o=a?.folder,this.#i=a?.pieces??new Map,this.#s=o.texts.at(-1)??"",this.#a=[...o.events],this.#d=o.end,n.shard!==""&&(this.company={follow:i(()=>this.#f(),"follow"),refresh:i(()=>this.#$(),"refresh"),others:i(()=>this.#h(),"others"),rest:i(()=>this.#p(),"rest")})}get isOpen(){return this.#c}read(){return Promise.resolve([...this.#a])}async append(e){if(this.#l)throw new RangeError("a journal that could not be written is not written again");if(e.length===0)return;let t=this.#u(e),{text:r,end:n,isNew:a}=t,o=this.#i.size+(a?1:0),s="",d=this.#o??"",c=!1;try{await this.#e.change(async l=>{if(l.head===void 0)throw Rr(this.#e.name,"it is gone");if(await this.#r.verify(l),c=await this.#m(l),c)return;d=this.#o??Zs(l,this.rollout),s=ed(d,o);let u=new Map([[s,r]]);return this.#r.renewed(`${this.rollout}: ${e.length} more`,{put:u,idleAt:null})})}catch(l){throw this.#l=!0,l}if(c)throw Ps(this.#e.name);this.#o=d,this.#i=new Map([...this.#i,[s,Ie(r)]]),this.#s=r,this.#d=n,this.#a.push(...e)}#u(e){let t=this.#d,r="";for(let a of e){let o=Xt(a,t);t=o.end,r+=`${o.line}
`}let n=this.#i.size===0||this.#s.length>od;return{text:n?r:this.#s+r,end:t,isNew:n}}async#m(e){let t=ke(e,this.rollout),r=[...t?.pieces??[]],n=[...this.#i],a=n.findIndex(([f,p],w)=>r[w]?.[0]!==f||r[w]?.[1]!==p);if(a<0&&r.length===n.length)return!1;let o=i((f="")=>Rr(this.#e.name,`${f} is another one`),"changed");if(this.company===void 0||a>=0&&a<n.length-1)throw o(n[Math.max(a,0)]?.[0]);let s=a<0?n.length:a;if(s<n.length&&r[s]?.[0]!==n[s]?.[0])throw o(n[s]?.[0]);let d=await this.#e.texts(r.slice(s).map(([,f])=>f)),c=a<0?"":this.#s,l=d.join("");if(!l.startsWith(c))throw o(n[s]?.[0]);let u=new Yt(this.#t,`${this.#e.name}:${t?.folder??""}`,this.#d);u.take(Buffer.from(l.slice(c.length)));let{events:m,end:h}=u.records;return this.#o=t?.folder,this.#i=new Map(r),this.#s=d.at(-1)??this.#s,this.#d=h,this.#a.push(...m),!0}async#f(){let e=await this.#n();return e.head===void 0?!1:(await this.#r.verify(e),this.#m(e))}async#$(){await this.#e.read()}#h(){return this.#r.others(this.#e.known)}async#p(){let e=this.#a.length;this.#r.idleAt!==e&&await this.#e.change(async t=>(await this.#r.verify(t),this.#r.renewed(`${this.#r.shard} waits for the others`,{idleAt:e})))}async close(){this.#c=!1,await this.#r.release()}},dd={shard:"",overlaps:i(()=>!0,"overlaps")};function cd(e){let{schema:t,owner:r,pace:n=Ks}=e,a=new xs({...e,patience:n.patience}),o=i(m=>rd(a.name,m,async h=>(await a.texts([h]))[0]),"check"),s=i(async()=>{let m=await a.read();return await o(m),m},"read"),d=i(async m=>{let h=await a.texts([...m?.pieces.values()??[]]),f=`${a.name}:${m?.folder??"rollouts"}`;return{texts:h,...Bi(Buffer.from(Wr(a.name,h)),t,f)}},"recordsIn"),c=Number.NEGATIVE_INFINITY,l,u=i(async()=>l?.isOpen===!0&&performance.now()-c<n.letters?a.known:(c=performance.now(),s()),"readForLetters");return{list:i(async()=>dt(await s()).map(({rollout:m})=>m),"list"),read:i(async m=>(await d(ke(await s(),m))).events,"read"),async text(m){let h=l?.isOpen===!0&&l.rollout===m?a.known:await s();return Wr(a.name,(await d(ke(h,m))).texts)},async write(m,h=dd){let{claim:f,notes:p}=await ad({branch:a,rollout:m,part:h,owner:r,pace:n,check:o});try{let w=ke(a.known,m),b=await d(w),v=new sd({branch:a,rollout:m,schema:t,claim:f,shelf:w,books:b,look:u});return l=v,{journal:v,notes:p}}catch(w){throw await f.release(),w}},claims:i(async m=>Lr(a,await s(),{rollout:m,pace:n}),"claims"),mailbox:i(m=>ld({branch:a,rollout:m,schema:t,read:u,check:o}),"mailbox")}}i(cd,"createGitLedger");function Wr(e,t){let r=t.findIndex(a=>!a.endsWith(`
`));if(r<0)return t.join("");let n=`Piece ${r+1} of a journal on ${e} ends in the middle of a line.`;throw new A([R("JOURNAL_LINE_CHANGED",n)])}i(Wr,"wholeText");function ld({branch:e,rollout:t,schema:r,read:n,check:a}){let o=td(t);return{async read(){let{files:s}=await n(),d=[...s.keys()].filter(c=>c.startsWith(o)).sort();return(await e.texts(d.map(c=>s.get(c)??""))).map((c,l)=>{let u=d[l]??"";return{id:u.slice(o.length),event:gr(c,r,`${e.name}:${u}`)}})},remove:i(s=>e.change(d=>{let c=s.map(l=>`${o}${l}`).filter(l=>d.files.has(l));return c.length===0?void 0:{message:`${t}: letters taken in`,put:new Map,drop:c}}),"remove"),async post(s){let d=pr(s);return await e.change(async c=>{await a(c);let l=new Map([[$e,st],[`${o}${d}`,JSON.stringify(s)]]);return{message:`${t}: a letter`,put:l,drop:[]}}),d}}}i(ld,"mailboxOn");var y=k(),E=J().int().nonnegative(),te=J().int(),D={at:te},x={...D,ring:y},G={...D,machine:y},ct=or(y,po([y,J(),Re(),mo()])),Ur=g({gate:y,severity:N(Ve),verdict:N(be),reason:y,measured:ct,againAt:te.exactOptional(),strikes:E,subjects:C(y).exactOptional(),series:g({since:te,at:te.nullable(),passed:E,failed:E,inconclusive:E,errors:E}).exactOptional()}),ud=["held","restart","unproven","gone"],Br=g({...ar.shape,why:N(ud),kbs:C(y),title:y,reason:y,remedy:y,blocks:Re(),instead:y.exactOptional()}),xr=ze("by",[g({by:S("rule"),rule:N(["critical","maxFailures","zeroTolerance","sequential","sameSignature","drill"]),ring:y,wave:E,waves:E,machine:y,gate:y.nullable(),code:y,failed:E,of:E,failedInRing:E,limit:E,isAfterSoak:Re(),test:g({scope:N(["ring","rollout"]),failed:E,started:E}).exactOptional(),signature:y.exactOptional()}),g({by:S("service"),rule:N(["waveGate","ringGate"]),ring:y,wave:E,waves:E,gate:y,severity:N(Ve),measured:ct,before:g({verdict:N(be),reason:y,measured:ct}).nullable(),started:E}),g({by:S("person"),person:y})]),md=[g({kind:S("ringOpened"),...x,uncovered:y.exactOptional()}),g({kind:S("waveOpened"),...x,wave:E,size:E}),g({kind:S("ringSoaking"),...x,until:te}),g({kind:S("ringJudging"),...x}),g({kind:S("ringJudged"),...x,of:N(Fi),side:N(ji),wave:E,verdict:N(be),gates:C(Ur),againAt:te.nullable()}),g({kind:S("ringPassed"),...x}),g({kind:S("ringHeld"),...x,failure:ne})],$d=[g({kind:S("drillBegan"),...x,machine:y}),g({kind:S("drillUndone"),...x,machine:y}),g({kind:S("drillProved"),...x,machine:y})],hd=[g({kind:S("intended"),...D,effect:Di}),g({kind:S("finished"),...G,key:y,outcome:Ui,acknowledged:C(y.regex(io))}),g({kind:S("judged"),...G,stage:N(qi),verdict:N(be),gates:C(Ur),againAt:te.nullable()}),g({kind:S("machineChosen"),...G,updates:C(ar),left:C(Br)}),g({kind:S("machineDrifted"),...G,changes:C(Ti)}),g({kind:S("machineSkipped"),...G,failure:ne}),g({kind:S("machineReturned"),...G,reason:y}),g({kind:S("machineDone"),...G,result:N(["updated","nothingNeeded"]),left:C(Br)}),g({kind:S("machineFailed"),...G,failure:ne,severity:N(Ve),gate:y.nullable()}),g({kind:S("machineUnclear"),...G,failure:ne,gate:y.nullable()}),g({kind:S("machineUndone"),...G}),g({kind:S("machineStranded"),...G,failure:ne})],fd=[g({kind:S("begun"),...D,format:S(1),plan:xi}),g({kind:S("runBegan"),...D,by:y,ring:y.nullable(),only:C(y).nullable(),again:C(y),shard:y.exactOptional()}),g({kind:S("halted"),...D,cause:xr,reason:y}),g({kind:S("resumed"),...D,person:y,reason:y,exclude:C(y)}),g({kind:S("retried"),...D,person:y,reason:y,machines:C(y).min(1)}),g({kind:S("approved"),...x,planHash:y,person:y}),g({kind:S("updateHeld"),...D,kb:nr,reason:y,person:y}),g({kind:S("undoBegan"),...D,cause:xr,reason:y,machines:C(y),spared:C(g({machine:y,reason:y}))}),g({kind:S("undoEnded"),...D,undone:E,stranded:E,left:E,isFinal:S(!0).exactOptional()}),g({kind:S("undoLifted"),...D,person:y,reason:y}),g({kind:S("superseded"),...D,person:y,reason:y,fix:C(nr).min(1).exactOptional()}),g({kind:S("stopped"),...D,failure:ne}),g({kind:S("concluded"),...D,conclusion:N(["succeeded","nothing-to-do","rolled-back"])})],Gr=ze("kind",[...fd,...md,...$d,...hd]);import{isAbsolute as pd,resolve as gd}from"node:path";function yd(e,t){return/[/\\]/.test(e)&&!pd(e)?gd(t,e):e}i(yd,"pathOf");function Sd(e){let t={};for(let[r,n]of Object.entries({...process.env,...e}))n!==void 0&&!/^INPUT_/i.test(r)&&(t[r]=n);return t}i(Sd,"environmentWith");async function he(e){let{command:t,directory:r,timeout:n,limit:a,environment:o,input:s,signal:d}=e,{execa:c}=await import("./execa-7NDSKPAE.mjs"),[l="",...u]=t,m=c(yd(l,r),u,{cwd:r,env:Sd(o),extendEnv:!1,...s===void 0?{stdin:"ignore"}:{input:s},stderr:"ignore",timeout:n,maxBuffer:a,reject:!1,windowsHide:!0,killSignal:"SIGKILL",...d===void 0?{}:{cancelSignal:d}}),h=i(()=>{m.stdout?.destroy()},"letGo"),f=setTimeout(h,n);m.once("exit",(b,v)=>v!==null&&h());let p=await m;if(clearTimeout(f),p.isCanceled)return{kind:"aborted"};let w=String(p.stdout??"");return p.timedOut?{kind:"overdue",output:w}:p.isMaxBuffer?{kind:"tooLong"}:p.failed?p.exitCode!==void 0?{kind:"failed",how:`exit code ${p.exitCode}`,output:w,exitCode:p.exitCode}:p.signal!==void 0?{kind:"failed",how:`signal ${p.signal}`,output:w}:{kind:"missing",why:p.code??"it cannot be started"}:{kind:"done",output:w}}i(he,"runCommand");function wd(e,{during:t}){return{readBoot:i(()=>t(e.readBoot()),"readBoot"),readNewBoot:i(r=>t(e.readNewBoot(r)),"readNewBoot"),probe:i((r,n)=>t(e.probe(r,n)),"probe"),startJob:i((r,n)=>t(e.startJob(r,n)),"startJob"),pollJob:i(r=>t(e.pollJob(r)),"pollJob"),cancelJob:i(r=>t(e.cancelJob(r)),"cancelJob"),removeJob:i(r=>t(e.removeJob(r)),"removeJob"),restart:i((r,n)=>t(e.restart(r,n)),"restart"),release:i(()=>t(e.release()),"release")}}i(wd,"machineDuring");function vd(e,t){return{machine:i(r=>wd(e.machine(r),t),"machine"),close:i(()=>t.during(e.close()),"close")}}i(vd,"fleetDuring");function bd(e,{during:t}){return{http:i((r,n)=>t(e.http(r,n)),"http"),tcp:i((r,n,a)=>t(e.tcp(r,n,a)),"tcp"),exec:i((r,n)=>t(e.exec(r,n)),"exec"),step:i(r=>t(e.step(r)),"step"),metric:i(r=>t(e.metric(r)),"metric")}}i(bd,"probesDuring");function Pd(e,{during:t}){let{company:r}=e;return{read:i(()=>t(e.read()),"read"),append:i(n=>t(e.append(n)),"append"),close:i(()=>t(e.close()),"close"),...r===void 0?{}:{company:Rd(r,t)}}}i(Pd,"journalDuring");function Rd(e,t){return{follow:i(()=>t(e.follow()),"follow"),refresh:i(()=>t(e.refresh()),"refresh"),others:i(()=>t(e.others()),"others"),rest:i(()=>t(e.rest()),"rest")}}i(Rd,"companyDuring");var Fr="file:.patchring",jr="git:patchring-ledger";function Kr(e){return e?jr:Fr}i(Kr,"defaultPlace");function Ed(e){let{isPipeline:t=!1,clock:r=Bt()}=e,n=e.place??Kr(t),{ledger:a,directory:o}=Id(n,e);return{place:n,directory:o,list:i(()=>r.during(a.list()),"list"),read:i(s=>r.during(a.read(s)),"read"),text:i(s=>r.during(a.text(s)),"text"),async write(s,d){let{journal:c,notes:l}=await r.during(a.write(s,d));return{journal:Pd(c,r),text:i(()=>r.during(a.text(s)),"text"),mailbox:a.mailbox(s),notes:l,close:i(()=>r.during(c.close()),"close")}},claims:i(async s=>await r.during(a.claims?.(s)??Promise.resolve([])),"claims"),words:i(async s=>(await r.during(a.mailbox(s).read())).map(({event:d})=>d),"words"),leave:i(async(s,d)=>{await a.mailbox(s).post(d)},"leave")}}i(Ed,"openLedger");function Cd(e){if(e===void 0)return;let t=new AbortController,r=i(()=>{setTimeout(()=>t.abort(),Xi(e,Yi.ledger,performance.now()))},"begin2");return e.aborted?r():e.addEventListener("abort",r,{once:!0}),t.signal}i(Cd,"lateAfter");var Nd=/^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;function Id(e,{from:t,owner:r,temporary:n=yo(),signal:a}){let[,o="",s=""]=/^(file|git):(.*)$/s.exec(e)??[];if(o==="file"&&s.trim()!==""){let d=Xe(t,s);return{directory:d,ledger:ns({directory:d,schema:Gr,owner:r})}}if(o==="git"&&Nd.test(s)){let d={run:he,checkout:Xe(t),temporary:n,branch:s,letGo:Cd(a)};return{directory:void 0,ledger:cd({...d,schema:Gr,owner:r})}}throw new A([R("LEDGER_INVALID",`the ledger "${e}" does not say where the journal lives`,{next:`Write git:BRANCH or file:DIR, for example ${jr} or ${Fr}.`})])}i(Id,"ledgerAt");function kd(e,t){return t.some(r=>{if(r===void 0)return!1;let n=wo(Xe(r),e);return!(n===".."||n.startsWith(`..${vo}`)||So(n))})}i(kd,"liesIn");import{hostname as Od}from"node:os";import{request as Md}from"node:http";import{request as Td}from"node:https";import{connect as Dd}from"node:net";import{rootCertificates as _d}from"node:tls";import{Buffer as Ad}from"node:buffer";var qr=262144,B=class extends Error{static{i(this,"Unread")}name="Unread"},Hr=fo([J(),k()]),Ld={warnings:C(k()).optional(),infos:C(k()).optional(),stats:Qe().optional()},Wd=g({status:S("success"),data:ze("resultType",[g({resultType:S("scalar"),result:Hr,stats:Qe().optional()}),g({resultType:S("vector"),result:C(g({metric:or(k(),k()),value:Hr})),stats:Qe().optional()})]),...Ld}),Ud=/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;function Bd(e){let t=Wd.safeParse(e);if(!t.success)throw new B("this is no answer of Prometheus to a query for one instant");let{data:r}=t.data;if(r.resultType==="vector"&&r.result.length!==1)throw new B(`the query gives ${r.result.length} values, and must give one`);let[,n=""]=r.resultType==="scalar"?r.result:r.result[0]?.value??[];if(!Ud.test(n)||!Number.isFinite(Number(n)))throw new B("the value is no finite number");return Number(n)}i(Bd,"figureOfPrometheus");function xd(e,t){let r;try{r=JSON.parse(e)}catch{throw new B("the answer is no JSON")}if(t===null)return Bd(r);let n=Hi(t);if(n===void 0)throw new B("the path is none");let a=zi(r,n);if(typeof a!="number"||!Number.isFinite(a))throw new B(`at ${t} stands no number`);return a}i(xd,"figureIn");async function Gd(e){let{statusCode:t,headers:r}=e;if(t!==200)throw new B(`status ${t}`);if((r["content-encoding"]??"identity")!=="identity")throw new B("the answer is compressed");let n=[],a=0;for await(let o of e){if(a+=o.length,a>qr)throw new B(`the answer is larger than ${qr} bytes`);n.push(o)}if(!e.complete)throw new B("the answer ends in the middle");return Ad.concat(n).toString("utf8")}i(Gd,"textOf");function Fd(e,t){let r=Object.entries(e).map(([n,a])=>{let o=t(a);if(o===void 0)throw new B(`the variable of header ${n} is not set`);if(!/^[\t\x20-\x7e]+$/.test(o))throw new B(`what header ${n} stands for cannot be sent`);return[n,o]});return{...Object.fromEntries(r),Accept:"application/json","Accept-Encoding":"identity"}}i(Fd,"headersOf");var jd=1048576,Kd=3,Vr=300,qd=/^PATCHRING_|TOKEN|SECRET|PASSW|CREDENTIAL|APIKEY|_KEY$|_PWD$|_PAT$|^SYSTEM_ACCESSTOKEN$/i,Hd=4;function Vd(e,t){return Object.entries(t).flatMap(([r,n=""])=>qd.test(r)?[n,...n.split(/\r?\n/)].filter(a=>a.length>=Hd):[]).sort((r,n)=>n.length-r.length).reduce((r,n)=>r.replaceAll(n,"***"),e)}i(Vd,"withoutSecrets");function Jd(e,t){let r=Vd(e,t).split(/[\r\n]+/).map(n=>n.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g,"").trim()).filter(n=>n!=="").slice(-Kd).join(" | ");return r.length<=Vr?r:`…${r.slice(1-Vr)}`}i(Jd,"lastWords");function zd(e,t){let r="output"in e?Jd(e.output,process.env):"";switch(e.kind){case"done":return null;case"failed":return{how:e.how,said:r};case"overdue":return{how:`it did not end in ${t} ms`,said:r};case"missing":return{how:e.why,said:r};case"tooLong":return{how:"it prints too much",said:r};case"aborted":return{how:"the run was asked to stop",said:r}}}i(zd,"failureIn");async function Qd({command:e,timeout:t,key:r},{directory:n,signal:a}){let o=performance.now(),s=await he({command:e,directory:n,timeout:t,limit:jd,environment:{PATCHRING_STEP_KEY:r},signal:a});return{took:Math.round(performance.now()-o),failed:zd(s,t)}}i(Qd,"runStep");function lt(e,t,r){let n=r,a=n?.name==="TimeoutError"||n?.name==="AbortError"?`no answer in ${t} ms`:n?.code??n?.message??"no answer";return{ok:!1,failure:R("PROBE_FAILED",`${e}: ${a}`,{retryable:!0,phase:"probe",...n?.message===void 0?{}:{cause:n.message}}),arrived:"maybe"}}i(lt,"failed");function ut(e,t){let r=AbortSignal.timeout(Math.max(1,e));return t===void 0?r:AbortSignal.any([r,t])}i(ut,"limitOf");var Yd=65536,Xd=300,Zd=Ye({verdict:N(["pass","fail","inconclusive"]),reason:k().default("")});function ec(e){if(!e.trimStart().startsWith("{"))return{verdict:"pass",reason:""};try{let{verdict:t,reason:r}=Zd.parse(JSON.parse(e));return{verdict:t,reason:r.slice(0,Xd)}}catch{return}}i(ec,"verdictIn");async function tc(e){let t=performance.now(),r=await he(e),n=Math.round(performance.now()-t),a=i(d=>({ok:!0,value:{verdict:"fail",reason:d,took:n}}),"failed2"),o=e.command[0]??"",s=i(d=>({ok:!1,failure:R("PROBE_FAILED",`${o}: ${d}`,{retryable:!0,phase:"probe"}),arrived:"maybe"}),"unread");switch(r.kind){case"done":{let d=ec(r.output);return d===void 0?s("it prints JSON that is no verdict"):{ok:!0,value:{...d,took:n}}}case"failed":return a(r.how);case"overdue":return a(`it did not end in ${e.timeout} ms`);case"missing":return s(r.why);case"tooLong":return s("it prints too much");case"aborted":return s("the run was asked to stop")}}i(tc,"askCommand");function Jr(e,{headers:t,signal:r,trusted:n}){return new Promise((a,o)=>{let s={agent:!1,signal:r,headers:t},d=e.startsWith("https:")?Td(e,{...s,...n}):Md(e,s);d.on("response",a),d.on("error",o),d.end()})}i(Jr,"request");function rc(e){let{origin:t,pathname:r}=new URL(e);return`${t}${r}`}i(rc,"placeOf");function nc({directory:e,ca:t,signal:r,meant:n=i(()=>{},"meant")}){let a=t===void 0?{}:{ca:[..._d,t]};return{exec:i((o,s)=>tc({command:o,directory:e,timeout:s,limit:Yd,signal:r}),"exec"),step:i(o=>Qd(o,{directory:e,signal:r}),"step"),async http(o,s){let d=performance.now(),c=i(()=>Math.round(performance.now()-d),"took");try{let l={headers:{Accept:"*/*"},signal:ut(s,r),trusted:a},u=await Jr(o,l),m=u.statusCode??0;return u.on("error",()=>{}),u.destroy(),{ok:!0,value:{status:m,took:c()}}}catch(l){return lt(o,c(),l)}},async metric({url:o,path:s,headers:d,timeout:c}){let l=performance.now(),u=i(()=>Math.round(performance.now()-l),"took"),m=ut(c,r),h;try{let f={headers:Fd(d,n),signal:m,trusted:a};return h=await Jr(o,f),{ok:!0,value:{value:xd(await Gd(h),s),took:u()}}}catch(f){return lt(rc(o),u(),m.aborted?m.reason:f)}finally{h?.destroy()}},tcp(o,s,d){let c=performance.now(),l=i(()=>Math.round(performance.now()-c),"took");return new Promise(u=>{let m=Dd({host:o,port:s,signal:ut(d,r)});m.on("connect",()=>{u({ok:!0,value:{took:l()}}),m.destroy()}),m.on("error",h=>u(lt(`${o}:${s}`,l(),h)))})}}}i(nc,"createRunnerProbes");import{randomBytes as ac}from"node:crypto";import{hostname as ic}from"node:os";var zr="application/soap+xml;charset=UTF-8",oc=new Map([[401,["WINRM_AUTH_REJECTED","the credentials were rejected"]],[403,["WINRM_FORBIDDEN","the request was refused"]],[404,["WINRM_NOT_FOUND","there is no WS-Man service at this path"]],[413,["WINRM_ENVELOPE_TOO_LARGE","the request is larger than the machine accepts"]],[425,["WINRM_BUSY","the service is busy"]],[429,["WINRM_BUSY","the service is busy"]],[503,["WINRM_BUSY","the service is busy"]]]),sc=200;function Qr(e){return e.headers.get("content-type")?.[0]}i(Qr,"contentTypeOf");function Te(e){if(e.body.length===0)return"empty";let t=Qr(e);return qa(t)?"sealed":t?.split(";",1)[0]?.trim().toLowerCase()==="application/soap+xml"?"soap":"other"}i(Te,"kindOf");function fe(e){return e.status>=200&&e.status<300}i(fe,"isSuccess");function dc(e){return e.body.subarray(0,4096).toString("utf8").replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi," ").replace(/<[^>]*>/g," ").replace(/\s+/g," ").trim().slice(0,sc)}i(dc,"quoteOf");function pe(e,t,r={}){let n=fe(e)?"the answer is not SOAP":`unexpected HTTP status ${e.status}`,[a,o]=oc.get(e.status)??["WINRM_HTTP_FAILED",n],s=Te(e)==="other"?{peerText:dc(e),contentType:Qr(e)}:{};return new $(a,`${t}: ${o}`,{httpStatus:e.status,...s,...r})}i(pe,"failureOf2");import{spawn as cc}from"node:child_process";import{mkdtempSync as lc,rmSync as uc}from"node:fs";import{tmpdir as mc}from"node:os";import{join as Yr}from"node:path";import{createInterface as $c}from"node:readline";var hc=`# Kerberos tokens from .NET (NegotiateAuthentication: MIT Kerberos on Linux, SSPI on Windows), for all machines of one run.
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
`;function Xr(e,t){let r={sent:e==="unwrap",...t===void 0?{}:{cause:t}};return new $("WINRM_CONNECTION_LOST","the process with the keys of the connection has ended",r)}i(Xr,"lost");var De=i(e=>Buffer.from(e).toString("base64"),"field"),fc=class{static{i(this,"TokenSource")}#e;#t=new Map;#r;#n=0;#a=i(()=>{},"#stopLingering");constructor(e){this.#e=e}get open(){return this.#t.size}start({spn:e,channelBinding:t,account:r}){let n=this.#o(),a=`c${++this.#n}`;this.#t.set(a,n);let o=r===void 0?["","",""]:[r.user,r.domain,r.password].map(De);return this.#i(n,["start",a,De(e),De(t??""),...o])}ask(e,t,...r){let n=this.#t.get(t);return n===void 0||n!==this.#r?Promise.reject(Xr(e)):this.#i(n,[e,t,...r.map(De)])}drop(e){let t=this.#t.get(e);!this.#t.delete(e)||t===void 0||t!==this.#r||(this.#i(t,["drop",e]).catch(()=>{}),!(this.#t.size>0)&&(this.#a(),this.#a=this.#e.after(this.#e.linger??3e4,()=>this.close())))}close(){this.#a(),this.#r?.script.end()}#o(){if(this.#a(),this.#r!==void 0)return this.#r;let e=new Map,t={script:this.#e.start({onLine:i(r=>this.#s(t,r),"onLine"),onEnd:i(r=>this.#d(t,r),"onEnd")}),waiting:e,isProved:!1};return this.#r=t,t}#i(e,t){let r=String(++this.#n);return new Promise((n,a)=>{e.waiting.set(r,{resolve:n,reject:a,context:t[1]??"",operation:t[0]??""}),e.script.hold(!0),e.script.write(`${r} ${t.join(" ")}
`)})}#s(e,t){let[r="",n="",a="",o=""]=t.trimEnd().split(" "),s=e.waiting.get(r);s!==void 0&&(e.waiting.delete(r),e.isProved=!0,e.waiting.size===0&&e.script.hold(!1),s.resolve({context:s.context,status:n,bytes:Buffer.from(a,"base64"),numbers:o===""?[]:o.split(",").map(Number)}))}#d(e,t){this.#r===e&&(this.#r=void 0);for(let{reject:r,operation:n}of e.waiting.values())r(e.isProved?Xr(n,t):t);e.waiting.clear();for(let[r,n]of this.#t)n===e&&this.#t.delete(r)}},pc=Buffer.from(hc,"utf16le").toString("base64"),gc=["-NoLogo","-NoProfile","-NonInteractive","-OutputFormat","Text","-EncodedCommand",pc],Zr=300;function yc(e,t){return new $("WINRM_KERBEROS_INTERPRETER_MISSING",`${e} cannot be started`,{cause:t,sent:!1})}i(yc,"missing");function Sc(e,t,r){let n=`${e} has ended (${t??"by a signal"})`;return new $("WINRM_KERBEROS_FAILED",n,{sent:!1,peerText:r.slice(-Zr)})}i(Sc,"ended2");function wc(e){return Object.fromEntries(Object.entries(e).filter(([t])=>!/^INPUT_/i.test(t)))}i(wc,"withoutInputs");function vc(e){let{command:t,args:r=[],env:n={}}=e;return a=>{let o=lc(Yr(mc(),"patchring-")),s=cc(t,[...r,...gc],{env:{...wc(process.env),...n,KRB5_TRACE:Yr(o,"trace")},stdio:["pipe","pipe","pipe"],windowsHide:!0}),d="",c=!1,l=i(()=>uc(o,{recursive:!0,force:!0}),"clean");process.once("exit",l);let u=i(f=>{c||(c=!0,process.off("exit",l),l(),a.onEnd(f))},"finish");$c({input:s.stdout}).on("line",f=>a.onLine(f)),s.stderr.setEncoding("utf8").on("data",f=>{d=`${d}${f}`.slice(-Zr)}),s.stdin.on("error",()=>{}),s.once("error",f=>u(yc(t,f))),s.once("close",f=>u(Sc(t,f,d)));let m=[s.stdin,s.stdout,s.stderr],h=i(f=>{for(let p of[s,...m])f?p.ref():p.unref()},"hold2");return h(!1),{write:i(f=>s.stdin.write(f),"write"),hold:h,end:i(()=>s.stdin.end(),"end")}}}i(vc,"processStarter");var en=new Map;function bc(e={command:"pwsh"}){let t=JSON.stringify(e),r=en.get(t);if(r!==void 0)return r;let n=i((o,s)=>{let d=setTimeout(s,o).unref();return()=>clearTimeout(d)},"after"),a=new fc({start:vc(e),after:n});return en.set(t,a),a}i(bc,"tokenSource");var Pc={name:"basic",seals:!1,createContext:i(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","Basic authentication is only done over HTTPS");if(e.username.includes(":"))throw new $("WINRM_USAGE_INVALID","Basic authentication knows no user name with a colon");return{httpScheme:"Basic",everyRequest:!0,step:i(async t=>t===void 0?{kind:"send",token:Buffer.from(`${e.username}:${await e.password()}`),final:!0}:{kind:"done"},"step"),sealing:i(()=>{throw new $("WINRM_USAGE_INVALID","Basic authentication cannot seal")},"sealing")}},"createContext")},Rc=new Uint8Array(0),Ec={name:"certificate",seals:!1,createContext:i(e=>{if(e.channelBinding===void 0)throw new $("WINRM_USAGE_INVALID","a client certificate is only shown over HTTPS");return{httpScheme:"http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",everyRequest:!0,step:i(t=>t===void 0?{kind:"send",token:Rc,final:!0}:{kind:"done"},"step"),sealing:i(()=>{throw new $("WINRM_USAGE_INVALID","a client certificate cannot seal")},"sealing")}},"createContext")},Cc=-1765328384,Nc=156,mt=new Map([[6,["WINRM_AUTH_REJECTED","the domain knows no such user"]],[7,["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],[18,["WINRM_AUTH_ACCOUNT_LOCKED","the account is locked, disabled or expired"]],[23,["WINRM_AUTH_PASSWORD_EXPIRED","the password of the account has expired"]],[24,["WINRM_AUTH_REJECTED","the domain refused the password"]],[31,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[37,["WINRM_KERBEROS_CLOCK_SKEWED","the clocks are too far apart"]],[41,["WINRM_KERBEROS_KEY_MISMATCHED","the machine could not read the ticket"]],[44,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[45,["WINRM_KERBEROS_KEY_MISMATCHED","the machine holds another key than the domain"]],[Nc,["WINRM_KERBEROS_KDC_UNREACHABLE","no domain controller answers"]]]),Ic=new Map([["TargetUnknown",["WINRM_KERBEROS_SPN_UNKNOWN","the domain knows no service of this name"]],["UnknownCredentials",["WINRM_KERBEROS_CREDENTIALS_MISSING","there is no ticket, keytab or known realm"]],["InvalidCredentials",["WINRM_AUTH_REJECTED","the domain refused the credentials"]],["CredentialsExpired",["WINRM_KERBEROS_CREDENTIALS_MISSING","the ticket has expired"]],["Unsupported",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TooOld",["WINRM_KERBEROS_INTERPRETER_MISSING","this PowerShell is older than 7.3"]],["DllNotFoundException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["TypeInitializationException",["WINRM_KERBEROS_INTERPRETER_MISSING","the Kerberos library is missing"]],["BadBinding",["WINRM_AUTH_REJECTED","the channel binding is another one"]]]);function kc(e,t){let r=[...e.numbers.map(d=>d-Cc)].reverse().find(d=>mt.has(d)),n=["WINRM_KERBEROS_FAILED",`it failed (${e.status})`],[a,o]=(r===void 0?Ic.get(e.status):mt.get(r))??n,s={spn:t,status:e.status,sent:!1,...r===void 0?{}:{number:r}};return new $(a,`Kerberos for ${t}: ${o}`,s)}i(kc,"kerberosFailure");var Oc="2a864886f712010202",Mc=768,Tc=126,Dc=166;function _c(e){let t=V(e),r=V(t?.tag===96?t.content:void 0);if(r?.tag!==W.OID||Buffer.from(r.content).toString("hex")!==Oc)return;let{rest:n}=r;if(n.length<2||((n[0]??0)<<8)+(n[1]??0)!==Mc)return;let a=V(n.subarray(2)),o=xt(a?.tag===Tc?V(a.content)?.content:void 0),s=V(o?.get(Dc));if(!(s?.tag!==W.INTEGER||s.content.length===0||s.content.length>4))return s.content.reduce((d,c)=>d*256+c,0)}i(_c,"errorNumberOf");function Ac(e,t){let r=_c(e);if(r===void 0)return;let n=["WINRM_KERBEROS_FAILED",`the machine refused the ticket (error ${r})`],[a,o]=mt.get(r)??n;return new $(a,`Kerberos for ${t}: ${o}`,{spn:t,number:r,sent:!1})}i(Ac,"machineRefusal");var ge=16,$t=16,tn=1284,Lc=1,rn=2;function q(e){return new $("WINRM_SEALING_FAILED",`sealed message refused: ${e}`)}i(q,"refuse");function Wc(e,t){let r=Buffer.from(e),n=r.length-t;if(!(n>ge+$t&&r.readUInt16BE(0)===tn&&((r[2]??0)&rn)!==0)||r.readUInt16BE(4)!==0)throw q("the token source did not make a sealed token without filler");let a=n-ge-$t,o=r.subarray(ge),s=((a-r.readUInt16BE(6))%o.length+o.length)%o.length,d=o.length-s,c=Buffer.concat([r.subarray(0,ge),o.subarray(d),o.subarray(0,d)]);return c.writeUInt16BE(a,6),{signature:c.subarray(0,n),sealed:c.subarray(n)}}i(Wc,"cutToken");function Uc(e){let t=Buffer.from(e.buffer,e.byteOffset,e.byteLength);if(t.length<ge+$t||t.readUInt16BE(0)!==tn)throw q("not a Wrap token");let r=t[2]??0;if((r&rn)===0)throw q("it is signed only");if((r&Lc)===0)throw q("it is one of our own");return t.readBigUInt64BE(8)}i(Uc,"sequenceOf");function Bc(e){let t,r=!1;return{async seal(n){if(r)throw q("an earlier message of this connection was refused");let a=await e("wrap",n);if(a.status!=="Completed")throw q(`Kerberos says ${a.status}`);return Wc(a.bytes,n.length)},unseal:i(async(n,a)=>{if(r)throw q("an earlier message of this connection was refused");r=!0;let o=Uc(n);if(t!==void 0&&o!==t+1n)throw q("a message was repeated or left out");t=o;let s=await e("unwrap",Buffer.concat([n,a]));if(s.status!=="Completed")throw q(`Kerberos says ${s.status}`);if(s.bytes.length!==a.length)throw q("its length is not the one of the plain text");return r=!1,s.bytes},"unseal")}}i(Bc,"createKerberosSealing");function xc(e,t){return e.includes("/")?e:`${e==="HOST"?"host":e}/${t.replace(/\.$/,"")}`}i(xc,"spnOf");async function Gc(e){if(e.username==="")return;let[,t,r=""]=/^(?:([^\\]*)\\)?(.*)$/s.exec(e.username)??[],n=r.lastIndexOf("@"),a=e.domain??t??(n===-1?"":r.slice(n+1));return{user:n===-1||e.domain!==void 0?r:r.slice(0,n),domain:a.toUpperCase(),password:await e.password()}}i(Gc,"accountOf");var Fc=class{static{i(this,"KerberosClient")}#e;#t;#r;#n="fresh";#a;#o;#i=!1;constructor(e,t){this.#e=e,this.#t=t.tokens,this.#r=xc(t.spn,e.servername)}step=i(async e=>{if(this.#n==="fresh"){let{channelBinding:a}=this.#e,o=await Gc(this.#e),s=await this.#t.start({spn:this.#r,channelBinding:a,account:o});if(this.#a=s.context,this.#i&&this.dispose(),s.status!=="ContinueNeeded"||s.bytes.length===0)throw kc(s,this.#r);return this.#n="asked",{kind:"send",token:s.bytes,final:!0,mayGoOn:!0}}let t=this.#a;if(this.#n!=="asked"||t===void 0||e===void 0)throw new $("WINRM_AUTH_FAILED",`a Kerberos token came out of turn (${this.#n})`);let r=Ac(e,this.#r);if(r!==void 0)throw r;if(e.length===0)throw new $("WINRM_AUTH_FAILED","the machine did not prove who it is");let n=await this.#t.ask("step",t,e);if(n.status!=="Completed"||n.bytes.length>0)throw new $("WINRM_AUTH_FAILED",`the machine did not prove who it is (${n.status})`);return this.#n="complete",this.#o=Bc((a,o)=>this.#t.ask(a,t,o)),{kind:"done"}},"step");sealing(){if(this.#o!==void 0)return this.#o;throw new $("WINRM_USAGE_INVALID","sealing was asked for before the Kerberos exchange was complete")}async verify(e,t){let{status:r}=await this.#t.ask("verify",this.#a??"",e,t);if(!(r==="Completed"||r==="Skipped"))throw new $("WINRM_AUTH_FAILED",`the list of mechanisms was changed on the way (${r})`)}dispose(){this.#i=!0,this.#a!==void 0&&(this.#t.drop(this.#a),this.#a=void 0)}};function nn(e){if(e.kerberos===void 0)throw new $("WINRM_USAGE_INVALID","Kerberos needs a source of tokens");return new Fc(e,e.kerberos)}i(nn,"createKerberosClient");var jc={name:"kerberos",seals:!0,createContext:i(e=>{let t=nn(e);return{httpScheme:"Kerberos",sealLabel:"application/HTTP-Kerberos-session-encrypted",step:i(r=>t.step(r),"step"),sealing:i(()=>t.sealing(),"sealing"),outcome:i(()=>({mechanism:"kerberos"}),"outcome"),dispose:i(()=>t.dispose(),"dispose")}},"createContext")},Q={kerberos:"2a864886f712010202",ntlm:"2b06010401823702020a"},Kc="2a864882f712010202",qc=Buffer.from("2b0601050502","hex"),Hc=["accept-completed","accept-incomplete","reject","request-mic"];function an(e){return T(W.SEQUENCE,...e.map(t=>T(W.OID,Buffer.from(t,"hex"))))}i(an,"encodeMechanismList");function on(e,t){let r=[T(160,e),T(162,T(W.OCTET_STRING,t))],n=T(160,T(W.SEQUENCE,...r));return T(96,T(W.OID,qc),n)}i(on,"encodeOffer");function sn({token:e,mic:t}){let r=[...e===void 0?[]:[T(162,T(W.OCTET_STRING,e))],...t===void 0?[]:[T(163,T(W.OCTET_STRING,t))]];return T(161,T(W.SEQUENCE,...r))}i(sn,"encodeAnswer");function _e(e){return new $("WINRM_AUTH_FAILED",`not an SPNEGO answer: ${e}`)}i(_e,"broken");function dn(e){if(e===void 0)return;let t=V(e);if(t?.tag!==W.OCTET_STRING)throw _e("a token is no octet string");return t.content}i(dn,"octets");function Vc(e){if(e===void 0)return;let t=V(e),r=t?.tag===W.ENUMERATED&&t.content.length===1?Hc[t.content[0]??255]:void 0;if(r===void 0)throw _e("an unknown state");return r}i(Vc,"stateOf");function Jc(e){let t=V(e);if(t?.tag!==161||t.rest.length>0)throw _e("no NegTokenResp");let r=V(t.content),n=xt(r?.tag===W.SEQUENCE?r.content:void 0);if(n===void 0)throw _e("its fields are cut");let a=Vc(n.get(160)),o=Va(n.get(161)),s=dn(n.get(162)),d=dn(n.get(163));return{...a===void 0?{}:{state:a},...o===""?{}:{mechanism:o===Kc?Q.kerberos:o},...s===void 0?{}:{token:s},...d===void 0?{}:{mic:d}}}i(Jc,"decodeAnswer");var cn="application/HTTP-SPNEGO-session-encrypted",ln=new Uint8Array(0);function zc(e,t){return{name:e,seals:!0,createContext:i(r=>{let{step:n,sealing:a}=t(r);return{httpScheme:"Negotiate",sealLabel:cn,step:n,sealing:a}},"createContext")}}i(zc,"underNegotiate");function oe(e){return new $("WINRM_AUTH_FAILED",`Negotiate: ${e}`)}i(oe,"broken2");function Qc(e){return e instanceof $&&e.code.startsWith("WINRM_KERBEROS_")}i(Qc,"meansUnusable");var Yc=class{static{i(this,"SpnegoContext")}httpScheme="Negotiate";sealLabel=cn;#e;#t=Buffer.alloc(0);#r;#n;#a;#o=!1;constructor(e){this.#e=e,this.#r=nn(e)}async step(e){if(e===void 0)return await this.#i();if(this.#o)throw oe("a token came after the end");let t=Jc(e);return this.#n===void 0?await this.#d(t):await this.#l(this.#n,t)}sealing(){let e=this.#o?this.#n??this.#r:void 0;if(e!==void 0)return e.sealing();throw new $("WINRM_USAGE_INVALID","sealing was asked for before the exchange was complete")}outcome(){return{mechanism:this.#n===void 0?"kerberos":"ntlm",...this.#a===void 0?{}:{fallback:this.#a}}}dispose(){this.#r?.dispose()}async#i(){let e=this.#e.ntlmFallback===!0&&this.#e.username!=="";try{let t=await this.#r?.step();if(t?.kind!=="send")throw oe("Kerberos has no first token");return this.#t=an([Q.kerberos,...e?[Q.ntlm]:[]]),{...t,token:on(this.#t,t.token)}}catch(t){if(!e||!Qc(t))throw t;return this.#t=an([Q.ntlm]),{kind:"send",token:on(this.#t,await this.#s(t)),final:!1}}}async#s({code:e,message:t}){this.#r?.dispose(),this.#r=void 0,this.#a={code:e,message:t},this.#n=Ut(this.#e);let r=await this.#n.step();if(r.kind!=="send")throw oe("NTLM has no first token");return r.token}async#d({state:e,mechanism:t,token:r,mic:n}){let a=t??Q.kerberos;if(a===Q.ntlm&&this.#e.ntlmFallback===!0&&this.#e.username!==""){let s=new $("WINRM_KERBEROS_FAILED","the machine does not take Kerberos");return{kind:"send",token:sn({token:await this.#s(s)}),final:!1}}if(a!==Q.kerberos)throw oe("the machine chose a mechanism that was not offered");let o=r===void 0&&e==="reject"?void 0:await this.#r?.step(r??ln);if(o?.kind!=="done"||e!=="accept-completed")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the ticket");return n!==void 0&&await this.#r?.verify(this.#t,n),this.#o=!0,o}async#l(e,t){let{state:r,mechanism:n,token:a,mic:o}=t;if(n!==void 0&&n!==Q.ntlm)throw oe("the machine changed the mechanism");if(r==="reject")throw new $("WINRM_AUTH_REJECTED","Negotiate: the machine rejected the logon");let s=await e.step(a??ln);if(s.kind==="send"){let d=e.signing().signList(this.#t);return{...s,token:sn({token:s.token,mic:d})}}if(r!=="accept-completed"||o===void 0)throw oe("the machine did not sign the list of mechanisms");return e.signing().verifyList(this.#t,o),this.#o=!0,s}},Xc={name:"negotiate",seals:!0,createContext:i(e=>{let t=new Yc(e);return{httpScheme:t.httpScheme,sealLabel:t.sealLabel,step:i(r=>t.step(r),"step"),sealing:i(()=>t.sealing(),"sealing"),outcome:i(()=>t.outcome(),"outcome"),dispose:i(()=>t.dispose(),"dispose")}},"createContext")},Zc={kerberos:jc,negotiate:Xc,ntlm:zc("ntlm",Ut),certificate:Ec,basic:Pc},un={credssp:"CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate"};function el(e){let t=Zc;if(Object.hasOwn(t,e))return t[e];let r=Object.hasOwn(un,e.toLowerCase())?un[e.toLowerCase()]:void 0;throw new $("WINRM_USAGE_INVALID",r??`there is no authentication scheme ${JSON.stringify(e)}`)}i(el,"schemeOf");var Ae={WINRM_ABORTED:"the call was aborted",WINRM_DEADLINE_EXCEEDED:"no complete answer came in time"},tl=2**31-1,rl=class{static{i(this,"Deadline")}#e=new Set;#t;#r;#n;constructor(e,t){this.#t=setTimeout(()=>this.#o("WINRM_DEADLINE_EXCEEDED"),Math.min(Math.max(e,0),tl)),this.#r=t,t?.aborted===!0?this.#o("WINRM_ABORTED"):t?.addEventListener("abort",this.#a,{once:!0})}get end(){return this.#n}onEnd(e){return this.#n===void 0?this.#e.add(e):e(this.#n),()=>{this.#e.delete(e)}}within(e){return new Promise((t,r)=>{this.#n!==void 0&&e.catch(()=>{});let n=this.onEnd(a=>r(new $(a,Ae[a],{phase:"waiting",sent:!1})));e.then(t,r).finally(n)})}abort(){this.#o("WINRM_ABORTED")}dispose(){clearTimeout(this.#t),this.#r?.removeEventListener("abort",this.#a),this.#e.clear()}#a=i(()=>this.abort(),"#abort");#o(e){if(this.#n!==void 0)return;this.#n=e;let t=[...this.#e];this.dispose();for(let r of t)r(e)}},mn=new Uint8Array(0),nl=6;function Le(e){let t=new Map;for(let r of e.headers.get("www-authenticate")??[])for(let n of r.split(",")){let a=/^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(n)??/^\s*([\w.:/-]+)\s/.exec(n),o=a?.[1]?.toLowerCase();if(o===void 0)continue;let s=a?.[2]===void 0?void 0:Buffer.from(a[2],"base64");(s!==void 0||!t.has(o))&&t.set(o,s)}return t}i(Le,"offersOf");async function ye(e,t,r){try{return await t.within(Promise.resolve(e.step(r)))}catch(n){throw n instanceof $?n:new $("WINRM_AUTH_FAILED","the credentials could not be obtained",{cause:n,sent:!1})}}i(ye,"stepOf");function $n(e,t){let r=Buffer.from(t.buffer,t.byteOffset,t.byteLength);return`${e.httpScheme} ${r.toString("base64")}`.trimEnd()}i($n,"authorizationOf");function al(e,t,r,n){let a=[...Le(t).keys()];if(!n||a.length===0||a.includes(e.httpScheme.toLowerCase()))return pe(t,r.where,{offered:a});let o=`${e.httpScheme} is not offered, but ${a.join(", ")}`;return new $("WINRM_AUTH_NOT_OFFERED",`${r.where}: ${o}`,{httpStatus:401,offered:a})}i(al,"refused");function il({httpScheme:e},t){return t.length===0?["WINRM_AUTH_NONE_OFFERED","a logon is wanted, and no scheme for it is offered"]:t.includes(e.toLowerCase())?["WINRM_AUTH_TOKEN_REFUSED",`${e} is offered, but its first token was turned away`]:["WINRM_AUTH_NOT_OFFERED",`${e} is not offered, but ${t.join(", ")}`]}i(il,"missingToken");function hn(e,t,r){let n=Le(t),a=n.get(e.httpScheme.toLowerCase()),o=[...n.keys()],s={httpStatus:401,offered:o};if(a===void 0){let[d,c]=il(e,o);throw new $(d,`${r.where}: ${c}`,s)}if(!t.keepAlive){let d="the connection was closed in the middle of the authentication (is there a proxy in between?)";throw new $("WINRM_AUTH_FAILED",`${r.where}: ${d}`,s)}return a}i(hn,"challengeOf");async function ol(e,t,r){if(!fe(t)&&Te(t)!=="soap")throw pe(t,r.where);let n=Le(t).get(e.httpScheme.toLowerCase())??mn;if((await ye(e,r.deadline,n)).kind==="done")return t;throw new $("WINRM_AUTH_FAILED",`${r.where}: the authentication was answered before it was complete`)}i(ol,"closeExchange");async function sl(e,t,r){let n=await ye(t,r.deadline);for(let a=0;a<nl&&n.kind==="send";a++){let o=$n(t,n.token),s=n.final?r.payload:mn,d=await e.request({authorization:o,contentType:zr,body:s},r.deadline);if(n.final&&d.status!==401)return ol(t,d,r);if(n.final){if((n.mayGoOn===!0?Le(d).get(t.httpScheme.toLowerCase()):void 0)===void 0)throw al(t,d,r,a===0);n=await ye(t,r.deadline,hn(t,d,r));continue}if(d.status!==401)throw fe(d)?new $("WINRM_AUTH_FAILED",`${r.where}: the machine did not ask who we are`):pe(d,r.where);n=await ye(t,r.deadline,hn(t,d,r))}throw new $("WINRM_AUTH_FAILED",`${r.where}: the authentication does not come to an end`)}i(sl,"authenticate");import{connect as dl}from"node:net";import{TLSSocket as cl}from"node:tls";var ll=65536,ul=/^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/,ml=/^[!#$%&'*+\-.^_`|~\w]+$/,$l=/^([\da-f]{1,8})[ \t]*(?:;.*)?$/i,hl=10;function H(e){return new $("WINRM_PROTOCOL_VIOLATED",`not an HTTP answer: ${e}`)}i(H,"broken3");var fl=class{static{i(this,"Sink")}#e;#t=Buffer.alloc(0);length=0;constructor(e){this.#e=e}admit(e){if(!(this.length+e<=this.#e))throw new $("WINRM_ENVELOPE_TOO_LARGE",`the answer is larger than ${this.#e} bytes`)}add(e){if(this.admit(e.length),this.length===0)this.#t=e;else{let t=this.length+e.length;if(t>this.#t.length){let r=Buffer.allocUnsafe(Math.max(t,this.#t.length*2,1024));this.#t.copy(r,0,0,this.length),this.#t=r}e.copy(this.#t,this.length)}this.length+=e.length}bytes(){return this.#t.subarray(0,this.length)}},pl=new Set(["fixed","chunk-data","until-close"]),gl=class{static{i(this,"AnswerReader")}#e;#t="status";#r="";#n=0;#a=0;#o=1;#i=new Map;#s=0;excess=!1;constructor(e){this.#e=new fl(e)}get begun(){return this.#n>0}push(e){let t=0;for(;t<e.length&&this.#t!=="done";)t=pl.has(this.#t)?this.#l(e,t):this.#c(e,t);if(this.#t==="done")return this.excess||=t<e.length,this.#d()}end(){if(this.#t==="until-close")return this.#t="done",this.#d()}#d(){let e=(this.#i.get("connection")??[]).join(",").toLowerCase().split(","),t=i(n=>e.some(a=>a.trim()===n),"named"),r=!(!this.#i.has("content-length")&&!this.#$()&&!this.#h())&&!this.excess&&(this.#o===1?!t("close"):t("keep-alive"));return{status:this.#a,headers:this.#i,body:this.#e.bytes(),keepAlive:r}}#l(e,t){let r=this.#t==="until-close"?e.length:Math.min(e.length,t+this.#s);return this.#e.add(e.subarray(t,r)),this.#t!=="until-close"&&(this.#s-=r-t,this.#s===0&&(this.#t=this.#t==="fixed"?"done":"chunk-end")),r}#c(e,t){let r=e.indexOf(hl,t),n=r===-1?e.length:r+1;if(this.#n+=n-t,this.#n>ll)throw H("its head is too large");if(this.#r+=e.toString("latin1",t,n),r!==-1){let a=this.#r;if(this.#r="",!a.endsWith(`\r
`))throw H("a line ends without a carriage return");this.#u(a.slice(0,-2))}return n}#u(e){switch(this.#t){case"status":this.#m(e);return;case"header":e===""?this.#p():this.#f(e);return;case"chunk-size":this.#g(e);return;case"chunk-end":if(e!=="")throw H("a chunk is longer than announced");this.#t="chunk-size",this.#n=1;return;default:e===""&&(this.#t="done")}}#m(e){let t=ul.exec(e);if(t===null)throw H("no status line");this.#o=Number(t[1]),this.#a=Number(t[2]),this.#i=new Map,this.#t="header"}#f(e){let t=e.indexOf(":"),r=e.slice(0,Math.max(t,0));if(!ml.test(r))throw H("a malformed header");let n=e.slice(t+1).trim();if(n.includes("\0")||n.includes("\r"))throw H("a control character in a header");let a=r.toLowerCase(),o=this.#i.get(a);o===void 0?this.#i.set(a,[n]):o.push(n)}#$(){return this.#i.has("transfer-encoding")}#h(){return this.#a===204||this.#a===304}#p(){if(this.#a<200){if(this.#a===101)throw H("an upgrade that nobody asked for");this.#t="status";return}let e=new Set(this.#i.get("content-length"));if(this.#$()){if(this.#i.get("transfer-encoding")?.join(",").toLowerCase()!=="chunked"||e.size>0)throw H("contradictory body length");this.#t="chunk-size"}else if(this.#h())this.#t="done";else if(e.size>0){let[t=""]=e;if(e.size>1||!/^\d{1,15}$/.test(t))throw H("contradictory body length");this.#y(Number(t)),this.#t=this.#s===0?"done":"fixed"}else this.#t="until-close"}#g(e){let t=$l.exec(e);if(t===null)throw H("a malformed chunk");this.#y(Number.parseInt(t[1]??"",16)),this.#t=this.#s===0?"trailer":"chunk-data"}#y(e){this.#e.admit(e),this.#s=e}};import{connect as yl,isIP as Sl,isIPv6 as fn}from"node:net";var We=5,wl=255,pn=2,vl=[["WINRM_JUMP_FAILED","accepted"],["WINRM_JUMP_FAILED","failed"],["WINRM_JUMP_REFUSED","is not allowed by its rules"],["WINRM_JUMP_FAILED","failed: the network is unreachable from there"],["WINRM_JUMP_FAILED","failed: name or machine cannot be reached from there"],["WINRM_JUMP_FAILED","was refused by the machine"],["WINRM_JUMP_FAILED","took too long"],["WINRM_JUMP_FAILED","is a command that it does not know"],["WINRM_JUMP_FAILED","is to a kind of address that it does not know"]];function bl(e){let t=URL.canParse(e)?new URL(e):void 0;if(!(t!==void 0&&t.protocol==="socks5:"&&t.hostname!=="")||t.pathname!==""&&t.pathname!=="/"||t.search!==""||t.hash!=="")throw new $("WINRM_USAGE_INVALID","a jump host is written socks5://host:port");let r=i(o=>o===""?void 0:decodeURIComponent(o),"decode"),[n,a]=[r(t.username),r(t.password)];for(let o of[n,a])if(Buffer.byteLength(o??"")>255)throw new $("WINRM_USAGE_INVALID","user and password of a jump host have 255 bytes at most");return{host:t.hostname.replace(/^\[(.*)\]$/,"$1"),port:t.port===""?1080:Number(t.port),username:n,password:a}}i(bl,"parseJumpHost");function Pl(e){if(fn(e)){let[r=""]=new URL(`http://[${e.split("%")[0]}]`).hostname.slice(1,-1).split("%"),[n="",a]=r.split("::"),o=i(l=>l===void 0||l===""?[]:l.split(":").map(u=>Number.parseInt(u,16)),"words"),[s,d]=[o(n),o(a)],c=Buffer.alloc(17);c[0]=4;for(let[l,u]of s.entries())c.writeUInt16BE(u,1+l*2);for(let[l,u]of d.entries())c.writeUInt16BE(u,17-(d.length-l)*2);return c}if(Sl(e)===4)return Buffer.from([1,...e.split(".").map(Number)]);let t=Buffer.from(e,"latin1");return Buffer.concat([Buffer.from([3,t.length]),t])}i(Pl,"addressOf");function gn(e){let t=Buffer.from(e);return Buffer.concat([Buffer.from([t.length]),t])}i(gn,"prefixed");function*Rl(e,t,r){let n=i((w,b)=>new $(w,`jump host ${r}: ${b}`,{phase:"jump",sent:!1}),"failure"),{username:a,password:o=""}=e,s=a===void 0?[0]:[0,pn];yield Buffer.from([We,s.length,...s]);let[d,c]=yield 2;if(d!==We)throw n("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");if(c===wl||c===void 0||!s.includes(c))throw n("WINRM_JUMP_REFUSED",a===void 0?"it wants a user and password":"it takes no password");if(c===pn){yield Buffer.concat([Buffer.from([1]),gn(a??""),gn(o)]);let[,w]=yield 2;if(w!==0)throw n("WINRM_JUMP_REFUSED","it refused user and password")}let l=Buffer.from([t.port>>8,t.port&255]);yield Buffer.concat([Buffer.from([We,1,0]),Pl(t.host),l]);let[u,m=1,,h]=yield 4;if(u!==We)throw n("WINRM_JUMP_REFUSED","it does not speak SOCKS version 5");let[f,p]=vl[m]??["WINRM_JUMP_FAILED",`failed (${m})`];if(m!==0)throw n(f,`the connection to ${t.host}:${t.port} ${p}`);yield(h===1?4:h===4?16:(yield 1)[0]??0)+2}i(Rl,"converse");function El(e,t,r,n){let a=`${fn(e.host)?`[${e.host}]`:e.host}:${e.port}`;return new Promise((o,s)=>{let d=yl({host:e.host,port:e.port}).setNoDelay(!0),c=Rl(e,t,a),l=0,u=!1,m=!0,h=i(I=>{m=!1,clearTimeout(Y),At(),d.off("connect",F).off("readable",v).off("error",p).off("close",p),I()},"settle"),f=i(I=>h(()=>{d.on("error",()=>{}).destroy(),s(I)}),"fail2"),p=i(I=>{let j=u?"the connection ended in the middle of its answer":"no connection",ka=I instanceof Error?{cause:I}:{};f(new $("WINRM_JUMP_UNREACHABLE",`jump host ${a}: ${j}`,{...ka,phase:"jump",sent:!1}))},"broken4"),w=i(I=>{let j=I==="WINRM_ABORTED"?I:u?"WINRM_JUMP_FAILED":"WINRM_JUMP_UNREACHABLE";f(new $(j,`jump host ${a}: ${Ae[I]}`,{phase:"jump",sent:!1}))},"overdue"),b=i(I=>{let j=c.next(I);for(;j.done!==!0&&typeof j.value!="number";j=c.next(I))d.write(j.value);j.done===!0?h(()=>o(d)):l=j.value},"proceed"),v=i(()=>{try{for(;m;){let I=d.read(l);if(!Buffer.isBuffer(I))return;b(I)}}catch(I){f(I)}},"advance"),F=i(()=>{u=!0,b(Buffer.alloc(0))},"start"),Y=setTimeout(()=>w("WINRM_DEADLINE_EXCEEDED"),r),At=i(()=>{},"stop");d.once("connect",F).on("readable",v).once("error",p).once("close",p),At=n.onEnd(w)})}i(El,"openThrough");import{X509Certificate as Cl}from"node:crypto";import{isIP as Nl}from"node:net";import{connect as Il,createSecureContext as ht}from"node:tls";var yn=new Map,kl=/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;function Ol(e){if(e===void 0)return ht();try{for(let t of e.match(kl)??[""])new Cl(t);return ht({ca:e})}catch(t){throw new $("WINRM_USAGE_INVALID","`ca` cannot be read as PEM certificates",{cause:t})}}i(Ol,"createContext");function Sn(e){let t=e??"",r=yn.get(t);if(r!==void 0)return r;let n=Ol(e);return yn.set(t,n),n}i(Sn,"secureContextFor");function Ml(e,t){Sn(t);try{return ht({...e,maxVersion:"TLSv1.2",...t===void 0?{}:{ca:t}})}catch{throw new $("WINRM_USAGE_INVALID","the client certificate or its key cannot be read")}}i(Ml,"contextWith");function wn(e){return{subject:e.subject?.replaceAll(`
`,", ")??"",issuer:e.issuer?.replaceAll(`
`,", ")??"",validFrom:e.validFrom,validTo:e.validTo,sha256:vn(e)}}i(wn,"factsOf2");function vn(e){return e.fingerprint256.replaceAll(":","").toLowerCase()}i(vn,"fingerprintOf");var Tl=new Map([["CERT_HAS_EXPIRED",["WINRM_TLS_EXPIRED","has expired"]],["CERT_NOT_YET_VALID",["WINRM_TLS_EXPIRED","is not valid yet"]],["DEPTH_ZERO_SELF_SIGNED_CERT",["WINRM_TLS_SELF_SIGNED","is self-signed"]],["SELF_SIGNED_CERT_IN_CHAIN",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_GET_ISSUER_CERT_LOCALLY",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]],["UNABLE_TO_VERIFY_LEAF_SIGNATURE",["WINRM_TLS_UNKNOWN_CA","comes from an authority that is not trusted"]]]),Dl=/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;function _l(e){let{phase:t,reason:r}=e.detail,n=e.code==="WINRM_TLS_FAILED"&&Dl.test(String(r));if(!n&&(t!=="tls"||e.code!=="WINRM_CONNECTION_LOST"))return e;let a=n?": a client certificate is shown over TLS 1.2 only, and the machine refuses that version":"",o="A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.";return new $(e.code,`${e.message}${a}`,{...e.detail,help:o})}i(_l,"explainVersion");function Al(e,t,r){let n=Il({...t,secureContext:r===void 0?Sn(e.ca):Ml(r,e.ca),rejectUnauthorized:!1,checkServerIdentity:i(()=>{},"checkServerIdentity"),...e.sni===void 0?{}:{servername:e.sni}});return Object.defineProperty(n,"getPeerCertificate",{value:i(()=>({}),"value")}),n}i(Al,"startTls");function Ll(e,t){let[r=""]=t.servername.split("%");return Nl(r)!==0?e.checkIP(r)!==void 0:e.checkHost(t.sni??r,{partialWildcards:!1})!==void 0}i(Ll,"isFor");function Wl(e,t){let r=e.getPeerX509Certificate();if(r===void 0)throw new $("WINRM_TLS_FAILED",`${t.authority} shows no certificate`);let n=i((o,s,d={})=>new $(o,`the certificate of ${t.servername} ${s}`,{certificate:wn(r),sent:!1,...d}),"refuse3");if(t.pin!==void 0&&vn(r)!==t.pin)throw n("WINRM_TLS_PIN_MISMATCHED","is not the pinned one",{pin:t.pin});let a=t.pin!==void 0&&t.ca===void 0;if(!e.authorized&&!a){let o=String(e.authorizationError),[s,d]=Tl.get(o)??["WINRM_TLS_FAILED",`is refused (${o})`];throw n(s,d,{reason:o})}if(!a&&!Ll(r,t)){let o=r.subjectAltName??"";throw n("WINRM_TLS_WRONG_NAME",`is for another name (${o||"it has none"})`,{names:o})}return r}i(Wl,"judgeCertificate");var Ul=2e3,Bl=new Map([["ENOTFOUND","WINRM_NAME_NOT_FOUND"],["EAI_AGAIN","WINRM_NAME_NOT_FOUND"],["EAI_NODATA","WINRM_NAME_NOT_FOUND"],["EAI_NONAME","WINRM_NAME_NOT_FOUND"],["EAI_FAIL","WINRM_NAME_NOT_FOUND"],["ECONNREFUSED","WINRM_CONNECTION_REFUSED"],["ETIMEDOUT","WINRM_CONNECTION_TIMED_OUT"],["EHOSTUNREACH","WINRM_CONNECTION_TIMED_OUT"],["ENETUNREACH","WINRM_CONNECTION_TIMED_OUT"],["EHOSTDOWN","WINRM_CONNECTION_TIMED_OUT"]]);function xl(e){return e instanceof Error&&"code"in e&&typeof e.code=="string"?e.code:"unknown"}i(xl,"codeOf2");function Gl(e,t,r){let n=xl(r),a={cause:r,phase:t,reason:n,sent:!1},o=n==="ECONNRESET"||n==="EPIPE",s=Bl.get(n)??(o?"WINRM_CONNECTION_LOST":void 0);if(t==="tls"&&s===void 0)return new $("WINRM_TLS_FAILED",`TLS with ${e.authority} failed (${n})`,a);let d=s??"WINRM_CONNECTION_FAILED";return new $(d,`no connection to ${e.authority} (${n})`,a)}i(Gl,"connectFailure");var Fl=class{static{i(this,"HttpConnection")}#e;#t;#r;certificate;#n;#a=!0;constructor(e,t,r,n){this.#e=e,this.#t=t,this.#r=r,this.certificate=n,e.setTimeout(r.idleTimeout),e.on("timeout",()=>{this.#n===void 0&&this.destroy()}),e.on("data",a=>this.#s(a)),e.on("end",()=>this.#d()),e.on("error",a=>this.#c(a)),e.on("close",()=>this.#c())}get usable(){return this.#a}request(e,t){return new Promise((r,n)=>{let a=e.body.length>0;if(t.end!==void 0){this.destroy(),n(this.#i(t.end,Ae[t.end],{sent:!1}));return}if(!this.#a||this.#n!==void 0){n(this.#i("WINRM_CONNECTION_LOST","the connection is not free",{sent:!1}));return}let o=t.onEnd(s=>this.#u(this.#i(s,Ae[s],{sent:a})));this.#n={reader:new gl(this.#r.maxAnswer),sent:a,resolve:i(s=>{o(),r(s)},"resolve"),reject:i(s=>{o(),n(s)},"reject")},this.#e.write(this.#o(e))})}destroy(){this.#a=!1,this.#e.destroy()}#o(e){let{authorization:t,contentType:r,body:n}=e,a=`POST ${this.#t.path} HTTP/1.1\r
Host: ${this.#t.authority}\r
Connection: Keep-Alive\r
User-Agent: patchring\r
Accept-Encoding: identity\r
Content-Type: ${r}\r
Content-Length: ${n.length}\r
${t===void 0?"":`Authorization: ${t}\r
`}\r
`,o=Buffer.allocUnsafe(a.length+n.length);return o.write(a,"latin1"),o.set(n,a.length),o}#i(e,t,r){return new $(e,`${this.#t.authority}: ${t}`,{phase:"request",...r})}#s(e){let t=this.#n;if(t===void 0){this.destroy();return}try{let r=t.reader.push(e);r!==void 0&&this.#l(t,r)}catch(r){let{code:n,message:a}=r;this.#u(this.#i(n,a,{sent:t.sent}))}}#d(){let e=this.#n,t=e?.reader.end();e!==void 0&&t!==void 0?this.#l(e,t):this.#c()}#l(e,t){this.#n=void 0,t.keepAlive||this.destroy(),e.resolve(t)}#c(e){this.#a=!1;let t=this.#n;if(t===void 0){this.destroy();return}let r=`the connection ended ${t.reader.begun?"in the middle of":"before"} the answer`;this.#u(this.#i("WINRM_CONNECTION_LOST",r,{sent:t.sent,...e===void 0?{}:{cause:e}}))}#u(e){let t=this.#n;this.#n=void 0,this.destroy(),t?.reject(e)}};function jl(e,t,r){let{host:n,port:a}=e,o={host:n,port:a,autoSelectFamilyAttemptTimeout:Ul},s=r===void 0?o:{socket:r};return e.transport==="https"?Al(e,s,t).setNoDelay(!0):r??dl(o).setNoDelay(!0)}i(jl,"startSocket");function Kl(e,t,r,n){return new Promise((a,o)=>{let s=e instanceof cl,d=t.via===void 0?"connect":"tls",c=i(v=>{clearTimeout(w),b(),e.off("connect",h).off("secureConnect",m).off("error",f).off("close",p),v()},"settle"),l=i(v=>c(()=>{e.on("error",()=>{}).destroy(),o(v)}),"fail2"),u=i(v=>{let F=v==="WINRM_ABORTED"?v:"WINRM_CONNECTION_TIMED_OUT";l(new $(F,`no connection to ${t.authority} in time`,{phase:d,sent:!1}))},"overdue"),m=i(()=>{try{let v=s?Wl(e,t):void 0;c(()=>a(new Fl(e,t,r,v)))}catch(v){l(v)}},"ready"),h=i(()=>{d="tls",s||m()},"connected"),f=i(v=>l(Gl(t,d,v)),"broken4"),p=i(()=>f(Object.assign(new Error("the connection was closed"),{code:"ECONNRESET"})),"closed"),w=setTimeout(()=>u("WINRM_DEADLINE_EXCEEDED"),Math.max(r.timeLeft,0));e.once("connect",h).once("secureConnect",m).once("error",f).once("close",p);let b=i(()=>{},"stop");b=n.onEnd(u),t.via!==void 0&&!s&&m()})}i(Kl,"becomeConnection");async function ql(e,{limits:t,identity:r},n){let{via:a}=e,o=Date.now(),s=a===void 0?void 0:await El(a,e,t.connectTimeout,n),d=t.connectTimeout-(Date.now()-o);try{return await Kl(jl(e,r,s),e,{...t,timeLeft:d},n)}catch(c){throw s?.destroy(),r===void 0?c:_l(c)}}i(ql,"openConnection");var Hl=new Uint8Array(0),Vl=12288,Jl=class Na{static{i(this,"_AuthenticatedChannel")}#e;#t;#r;#n;#a;#o=new Set;#i;#s;#d;#l=Promise.resolve();#c=!1;constructor(t,r,n){if(this.#e=t,this.#t=r,this.#r=n,this.#n={connectTimeout:n.connectTimeout??15e3,idleTimeout:n.idleTimeout??75e3,maxAnswer:n.maxAnswer??8*1024*1024},this.#a=el(n.auth??"ntlm"),this.#a.name==="certificate"&&n.clientCertificate===void 0)throw new $("WINRM_USAGE_INVALID","this authentication needs a client certificate");if(t.transport!=="https"&&!this.#a.seals)throw new $("WINRM_USAGE_INVALID",`${this.#a.name} cannot seal, so it is only done over HTTPS`)}get url(){return this.#e.url}get peerCertificate(){return this.#s===void 0?void 0:wn(this.#s)}get authentication(){return this.#d}async post(t,r){if(this.#c)throw new $("WINRM_USAGE_INVALID",`${this.#e.authority}: the transport is closed`);let n=new rl(r.timeout,r.signal);this.#o.add(n);try{let a=await this.#u(n);try{return await this.#f(t,n)}catch(o){throw this.#m(),o}finally{a()}}finally{n.dispose(),this.#o.delete(n)}}another(){return new Na(this.#e,this.#t,this.#r)}close(){this.#c=!0;for(let t of[...this.#o])t.abort();this.#m()}async#u(t){let r=this.#l,n=i(()=>{},"leave");this.#l=new Promise(a=>{n=a});try{await t.within(r)}catch(a){throw r.then(n),a}return n}#m(){this.#i?.http.destroy(),this.#i?.context.dispose?.(),this.#i=void 0}async#f(t,r){if(this.#i?.http.usable===!0){let n=this.#i,a=await this.#p(n,t,r);if(!(n.sealing!==void 0&&a.status===400&&Te(a)==="empty"))return await this.#g({link:n,answer:a},r)}return this.#m(),await this.#g(await this.#$(t,r),r)}async#$(t,r){let{clientCertificate:n}=this.#r,a=this.#a.name==="certificate"?n:void 0,o=a===void 0?void 0:await r.within(Promise.resolve(a())),s=this.#t,d=typeof s=="function"?await r.within(Promise.resolve(s())):s,c=await ql(this.#e,{limits:this.#n,identity:o},r),l;try{this.#s=c.certificate,l=this.#h(c,d);let u=c.certificate!==void 0,m=this.#e.authority,h=o!==void 0&&t.length>Vl,f=u?h?zt():t:Hl,p=await sl(c,l,{where:m,payload:f,deadline:r});this.#d=l.outcome?.();let w={http:c,context:l,sealing:u?void 0:l.sealing()};return this.#i=w,{link:w,answer:f===t?p:await this.#p(w,t,r)}}catch(u){throw c.destroy(),l?.dispose?.(),u}}#h(t,{username:r,domain:n,password:a}){let[o=""]=ic().split("."),{kerberos:s,ntlmFallback:d}=this.#r,c=this.#a.name==="kerberos"||this.#a.name==="negotiate";return this.#a.createContext({username:r,password:a,servername:this.#e.servername,workstation:o.toUpperCase(),randomBytes:ac,now:Date.now,...c?{kerberos:{tokens:bc(s?.interpreter),spn:s?.spn??"HOST"}}:{},...d===void 0?{}:{ntlmFallback:d},...n===void 0?{}:{domain:n},...t.certificate===void 0?{}:{channelBinding:xa(t.certificate.raw)}})}async#p(t,r,n){let{http:a,context:o,sealing:s}=t;if(s===void 0){let m=o.everyRequest===!0?await ye(o,n):void 0,h=m?.kind==="send"?{authorization:$n(o,m.token)}:{};return a.request({...h,contentType:zr,body:r},n)}let d=o.sealLabel??"",c=s.seal(r),l=c instanceof Promise?await n.within(c):c,u=Ba({label:d,length:r.length,...l});return a.request({contentType:ui(d),body:u},n)}async#g({link:t,answer:r},n){let a=Te(r),{status:o}=r,{sealing:s}=t,d=this.#e.authority;if(s===void 0){if(a==="soap"||a==="empty"&&fe(r))return{httpStatus:o,soap:r.body};throw pe(r,d)}if(a==="sealed"){let{signature:c,sealed:l}=Ua(r.body),u=s.unseal(c,l);return{httpStatus:o,soap:u instanceof Promise?await n.within(u):u}}throw a==="soap"||fe(r)?new $("WINRM_SEALING_FAILED",`${d}: an answer was not sealed as agreed`,{httpStatus:o,sent:!0}):pe(r,d)}};function zl(e,t,r={}){return new Jl(e,t,r)}i(zl,"createTransport");import{isIP as ft}from"node:net";var Ql=/^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i,Yl=/^\/[\w./~%!$&'()*+,;=:@?-]*$/;function se(e){throw new $("WINRM_USAGE_INVALID",e)}i(se,"refuse2");function bn(e){let t=e.startsWith("[")&&e.endsWith("]")?e.slice(1,-1):e;return ft(t)===0&&!Ql.test(t)&&se(`${JSON.stringify(e)} is neither a machine name nor an address`),t}i(bn,"hostOf");function Xl(e){if(e===void 0)return;let t=e.replaceAll(":","").toLowerCase();return/^[0-9a-f]{64}$/.test(t)||se("the pin is not a SHA-256 of 64 hexadecimal digits"),t}i(Xl,"pinOf");function Zl(e){let t=e.transport??"https",r=t==="https",n=bn(e.host),a=bn(e.servername??n),o=e.port??(r?5986:5985);(!Number.isInteger(o)||o<1||o>65535)&&se(`${o} is not a port`);let s=e.path??"/wsman";Yl.test(s)||se(`${JSON.stringify(s)} is not a URL path`),e.ca!==void 0&&!e.ca.includes("-----BEGIN CERTIFICATE-----")&&se("`ca` holds no PEM certificate");let d=Xl(e.pin);!r&&(e.ca!==void 0||d!==void 0)&&se("`ca` and `pin` mean nothing without HTTPS");let[c=n]=n.split("%"),l=`${ft(n)===6?`[${c}]`:n}:${o}`,u=`${r?"https":"http"}://${l}${s}`,m=ft(a)===0?a.replace(/\.$/,""):void 0,h=e.via===void 0?void 0:bl(e.via);return{transport:t,host:n,port:o,path:s,servername:a,sni:m,authority:l,url:u,ca:e.ca,pin:d,via:h}}i(Zl,"parseEndpoint");function eu(e){return Object.entries(e??{}).flatMap(([t,r])=>r===void 0?[]:[{name:t,value:r}])}i(eu,"namedArguments");function Pn(e,t){return{statements:[[e]],noInput:t===void 0}}i(Pn,"single");var Rn=class{static{i(this,"PoolFace")}#e;#t;#r=!1;#n;#a;constructor(e,{limits:t,reopen:r}){this.#e=e,this.#n=t,this.#a=r}get id(){return this.#e.id}get psVersion(){return this.#e.psVersion}invoke({command:e,parameters:t},r={}){let n=Pn({text:e,isScript:!1,arguments:eu(t)},r.input);return this.#o(n,r,e)}runScript(e,t={}){let{useLocalScope:r}=t,n={text:e,isScript:!0,arguments:(t.arguments??[]).map(a=>({value:a})),...r===void 0?{}:{useLocalScope:r}};return this.#o(Pn(n,t.input),t,"a script")}run(e,t={}){return this.#o(e,t,e.statements[0]?.[0]?.isScript===!1?e.statements[0][0].text:"a script")}async secureString(e,t={}){return(await this.#e.sessionKey(this.#n(t))).seal(e)}stop(e={}){return this.#e.stop(this.#n(e))}disconnect(e={}){return this.#e.disconnect(this.#n(e))}async attach(e,t={}){let{onProgress:r,onOutput:n}=t,a=this.#n(t);return await this.#e.connectCommand(e,a),await this.#e.attach(e,{...a,what:"a command",onProgress:r,onOutput:n})}close(){return this.#e.close()}async#o(e,t,r){let{onProgress:n,onOutput:a,input:o}=t,s={...this.#n(t),what:r,onProgress:n,onOutput:a,input:o},d=this.#e,c=e.statements.flat().some(({useLocalScope:l})=>l===!1);try{let l=await d.run(e,s);return this.#r||=c,l}catch(l){let u=await this.#i(d,l,s);if(u===void 0)throw this.#r||=c,l;return await u.run(e,s)}}async#i(e,t,r){if(!(t instanceof $)||t.detail.began!==!1)return;if(this.#e!==e)return this.#e;let{fault:n}=t.detail,a=n!==void 0&&fi.has(n);if(!(this.#a===void 0||this.#r||e.hasKey||!a)){this.#t??=this.#a(r);try{this.#e=await this.#t}finally{this.#t=void 0}return this.#e}}};import{randomUUID as tu}from"node:crypto";import{setTimeout as ru}from"node:timers/promises";var En=153600,nu=512e3,au=new Set(["WINRM_AUTH_REJECTED","WINRM_AUTH_ACCOUNT_LOCKED","WINRM_AUTH_PASSWORD_EXPIRED"]);function Cn(e,t,r){if(e.signal?.aborted===!0)throw new $("WINRM_ABORTED",`aborted while ${r}`,{phase:r});let n=e.deadline-t;if(n<=0)throw new $("WINRM_DEADLINE_EXCEEDED",`out of time while ${r}`,{phase:r});return n}i(Cn,"assertInTime");async function iu(e,t){await ru(e,void 0,t===void 0?{}:{signal:t})}i(iu,"realSleep");var ou=class Ia{static{i(this,"_SoapConversation")}sessionId;envelopeSize=En;requestSize=En;sizeIsKnown=!1;#e;#t;#r;#n;constructor(t,r,n){this.#e=t,this.#t=r,this.#r=n===void 0?{isTurnedAway:!1}:n.#r,this.sessionId=n?.sessionId??this.newId()}get isTurnedAway(){return this.#r.isTurnedAway}get resumeFor(){return this.#t.resumeFor??6e4}async wait(t,{signal:r}){let{sleep:n=iu}=this.#t;try{await n(t,r)}catch(a){throw new $("WINRM_ABORTED","aborted while waiting for the network",{cause:a})}}aside(){let{another:t,...r}=this.#t;if(t===void 0)return this;if(this.#n===void 0){let n=t();this.#n={transport:n,conversation:new Ia(n,r,this)}}return this.#n.conversation}close(){this.#n?.transport.close(),this.#n=void 0}now(){return(this.#t.now??Date.now)()}newId(){return this.#t.newId?.()??tu().toUpperCase()}limits(t,r){return{deadline:this.now()+t,signal:r}}room(t){let r=Qt(this.#i(t,this.#o),t.body).length;return Math.floor((this.requestSize-r-256)/4)*3}async ask(t,r){let n=Cn(r,this.now(),t.phase),a=this.#i(t,Math.max(1e3,Math.min(this.#o,n-n%1e3))),o=await this.askRaw(Qt(a,t.body),t.phase,r);if(o.relatesTo!==a.messageId)throw new $("WINRM_PROTOCOL_VIOLATED",`an answer to another request came while ${t.phase}`);return o}async askRaw(t,r,n){let a=Cn(n,this.now(),r),o=Math.min(a,this.#o+(this.#t.patience??1e4)),{signal:s}=n,d=await this.#a(t,{timeout:o,...s===void 0?{}:{signal:s}});if(d.soap.length===0)throw new $("WINRM_PROTOCOL_VIOLATED",`an empty answer came while ${r}`,{phase:r,httpStatus:d.httpStatus});let c=ci(d.soap),l=ri(c.body);if(l!==void 0)throw Ga(l,r,d.httpStatus);return c}async#a(t,r){try{let n=await this.#e.post(t,r);return this.#r.isTurnedAway=!1,n}catch(n){throw n instanceof $&&au.has(n.code)&&(this.#r.isTurnedAway=!0),n}}get#o(){return this.#t.operationTimeout??2e4}#i(t,r){return{action:t.action,to:this.#e.url,messageId:this.newId(),resourceUri:t.resourceUri,sessionId:this.sessionId,maxEnvelopeSize:this.envelopeSize,operationTimeout:r,options:t.options,selectors:t.selectors}}};function su(e,t={}){return new ou(e,t)}i(su,"createConversation");function Nn(e){return e instanceof $&&e.code==="WINRM_OPERATION_TIMED_OUT"}i(Nn,"meansPollAgain");var pt=32768;function du(e){return e instanceof $&&e.code==="WINRM_ENVELOPE_TOO_LARGE"&&e.detail.httpStatus!==void 0}i(du,"isRefusedForSize");function In(e,t){if(!du(t)||e.requestSize<=pt)throw t;e.requestSize=Math.max(pt,Math.floor(e.requestSize/2))}i(In,"shrinkOrThrow");async function kn(e,{pieces:t,send:r,room:n}){let a=t;for(let o=0,s=0;;){let d=a[o];if(d===void 0)return;try{await r(d,s),o+=1,s+=1}catch(c){In(e,c),a=li(a.slice(o),n()),o=0}}}i(kn,"deliver");var cu=[{name:"WSMAN_CMDSHELL_OPTION_KEEPALIVE",value:"True"}],lu=[{name:"WINRS_SKIP_CMD_SHELL",value:"False"}],uu=new Uint8Array(0);async function On(e){try{await e}catch(t){let r=t instanceof $?t.detail.fault:void 0;if(r===void 0||!Ta.has(r))throw t}}i(On,"unlessGone");function gt(e,t,r){let n=i(({action:d,phase:c,body:l,options:u})=>({action:d,phase:c,body:l,resourceUri:t,...u===void 0?{}:{options:u},selectors:{ShellId:s.shellId}}),"question"),a=i((d,c=lu)=>({action:O.command,phase:"starting a command",body:gi(d),options:c}),"asCommand"),o=i(d=>({action:O.send,phase:"sending input",body:Ni([d])}),"asSend"),s={conversation:e,resourceUri:t,shellId:r,ask:i((d,c)=>e.ask(n(d),c),"ask"),async command(d,c,l){let u=await s.ask(a(d,l),c),m=Xa(u.body)??d.id;if(m===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a command was started without an id");return m},async send(d,c){await s.ask(o(d),c)},async receive(d,c,l){let u=Ei({streams:d,commandId:c}),m={action:O.receive,phase:"receiving output",body:u,options:cu};return di((await s.ask(m,l)).body)},async signal(d,c,l){let u={action:O.signal,phase:"ending a command",body:Ii(d,c)},m=l.aside===!0?e.aside():e;await On(m.ask(n(u),l))},async connect(d,c){let l=Si(d);await s.ask({action:O.connect,phase:"taking over a command",body:l},c)},async reconnect(d){await s.ask({action:O.reconnect,phase:"reconnecting",body:""},d)},async remove(d){await On(s.ask({action:O.delete,phase:"closing the shell",body:""},d))},room(d,c){let l={name:"stdin",commandId:c,bytes:uu};return e.room(n(d==="command"?a({id:c,command:"",arguments:[" "]}):o(l)))}};return s}i(gt,"createShellLink");var mu=8e3,$u=5e3,hu=[{name:"WINRS_NOPROFILE",value:"TRUE"},{name:"WINRS_CODEPAGE",value:"65001"}],Mn={name:"WINRS_SKIP_CMD_SHELL",value:"False"},fu={name:"WINRS_CONSOLEMODE_STDIN",value:"FALSE"};async function pu(e,t,r){try{return await e.receive("stdout stderr",t,r)}catch(n){if(Nn(n))return{parts:[],done:!1};throw n}}i(pu,"receiveOnce");async function gu(e,t,r){let n={stdout:[],stderr:[]},a=0;for(;;){let{parts:o,done:s,exitCode:d}=await pu(e,t,r);for(let l of o)n[l.name]?.push(l.bytes),a+=l.bytes.length;if(a>Tn)throw new $("WINRM_OUTPUT_TOO_LARGE",`the command said more than ${Tn} bytes`);if(!s)continue;let c=i(l=>Buffer.concat(n[l]??[]).toString("utf8"),"text2");return{stdout:c("stdout"),stderr:c("stderr"),exitCode:d}}}i(gu,"receiveAll");var Tn=64*1024*1024,yu=class{static{i(this,"LinkedCommandShell")}#e;constructor(e){this.#e=e}get id(){return this.#e.shellId}async run(e,t,r){let n=await this.start(e,t,r);try{let a=r.stdin===void 0?void 0:await this.#t(n,r.stdin,r);return await this.#r(n,r,a)}finally{let{conversation:a}=this.#e;a.isTurnedAway||await this.signal(n,de.ctrlC,a.limits($u)).catch(()=>{})}}async#t(e,t,r){try{await this.send(e,t,r);return}catch(n){if(n instanceof $&&n.detail.fault!==void 0)return n;throw n}}async#r(e,t,r){try{return await this.receive(e,t)}catch(n){throw r??n}}start(e,t,r){if(e.length+t.join(" ").length>mu)throw new $("WINRM_USAGE_INVALID","the command line is longer than cmd.exe takes");let n=r.options??(r.stdin===void 0?[Mn]:[fu,Mn]);return this.#e.command({command:e,arguments:t},r,n)}async send(e,t,r){for(let n=0,a=!1;!a;){let o=n+this.#e.room("send",e),s=o>=t.length;try{await this.#e.send({name:"stdin",commandId:e,bytes:t.subarray(n,o),end:s},r),n=o,a=s}catch(d){In(this.#e.conversation,d)}}}receive(e,t){return gu(this.#e,e,t)}signal(e,t,r){return this.#e.signal(e,t,r)}async close(e){this.#e.conversation.isTurnedAway||await this.#e.remove(e).catch(()=>{})}};async function Su(e,t,r){let{workingDirectory:n,idleTimeout:a,options:o=hu}=t,s=Jt({inputStreams:"stdin",outputStreams:"stdout stderr",workingDirectory:n,idleTimeout:a}),d={action:O.create,phase:"opening the command shell",resourceUri:X.cmd,body:s},c=await e.ask({...d,options:o},r),l=Ft(c.body);if(l===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was opened without an id");return new yu(gt(e,X.cmd,l))}i(Su,"openCommandShell");function wu(e){let t=[],r=[],n={warning:[],verbose:[],debug:[]},a=[],o={output:t,errors:r,warnings:n.warning,verbose:n.verbose,debug:n.debug,information:a},s;return{result:o,get ended(){return s!==void 0},take(d){d.kind==="output"?(t.push(d.value),e.onOutput?.(d.value)):d.kind==="error"?r.push(d.record):d.kind==="information"?a.push(d.record):d.kind==="progress"?e.onProgress?.(d.record):d.kind==="ended"?s=d:"text"in d&&n[d.kind].push(d.text)},finish(d){if(s?.how==="completed")return o;if(s?.how==="stopped")throw new $("WINRM_PIPELINE_STOPPED",`${d} was stopped`,{result:o});if(s===void 0)throw new $("WINRM_PROTOCOL_VIOLATED",`${d} ended without saying how`,{result:o});let c=s.error??r.at(-1);throw new $("WINRM_PIPELINE_FAILED",`${d} failed${c===void 0?"":`: ${c.errorId}`}`,{result:o,...c===void 0?{}:{error:c,peerText:c.message}})}}}i(wu,"createCollector");var vu=new Map([[P.warningRecord,"warning"],[P.verboseRecord,"verbose"],[P.debugRecord,"debug"]]),bu=new Map([[qe.completed,"completed"],[qe.stopped,"stopped"],[qe.failed,"failed"]]);function Pu(e){let{state:t,error:r}=Ht(e),n=bu.get(t);if(n!==void 0)return{kind:"ended",how:n,...r===void 0?{}:{error:r}};if(t<0)throw new $("WINRM_PROTOCOL_VIOLATED","a pipeline state that is none");return{kind:"nothing"}}i(Pu,"readEnding");function Ru(e){let t=vu.get(e.type);if(t!==void 0)return{kind:t,text:oi(U(e))};switch(e.type){case P.pipelineOutput:return{kind:"output",value:U(e)};case P.errorRecord:return{kind:"error",record:ti(U(e))};case P.informationRecord:return{kind:"information",record:ai(U(e))};case P.progressRecord:return{kind:"progress",record:si(U(e))};case P.pipelineHostCall:return{kind:"hostCall",call:jt(U(e))};case P.pipelineState:return Pu(U(e));default:return{kind:"nothing"}}}i(Ru,"readPipelineMessage");function Eu(e){let t=Dn(Gt(e,"ApplicationPrivateData"),"PSVersionTable"),r=i(n=>{let a=Dn(t,n);return typeof a=="object"&&a!==null&&"text"in a?String(a.text):""},"text2");return{psVersion:r("PSVersion"),buildVersion:r("BuildVersion")}}i(Eu,"readVersions");function Dn(e,t){if(!(!Ka(e)||e.base?.kind!=="dictionary"))return e.base.entries.find(([r])=>r===t)?.[1]}i(Dn,"entry");var Cu=new Map([[re.opening,"opening"],[re.opened,"opened"],[re.closed,"closed"],[re.closing,"closed"],[re.broken,"broken"],[re.disconnected,"disconnected"]]),Ue=["2.3","2.2","2.1"],[Nu]=Ue;function _n(e){return new $("WINRM_CONNECTION_LOST","output was lost together with the connection",{cause:e})}i(_n,"lostWithConnection");var Iu=class{static{i(this,"Pool")}id;state="opening";protocol;psVersion="";buildVersion="";#e=Wa();#t=new Map;#r;#n=0n;#a=!1;constructor(e,t){this.id=e,this.#r=t}open({minRunspaces:e=1,maxRunspaces:t=1,applicationArguments:r,hostInfo:n}={}){return Buffer.concat([this.message(P.sessionCapability,Lt(this.#r)),this.message(P.initRunspacePool,ja({minRunspaces:e,maxRunspaces:t,applicationArguments:r,hostInfo:n}))])}connect(){return Buffer.concat([this.message(P.sessionCapability,Lt(this.#r)),this.message(P.connectRunspacePool,"")])}pipeline(e,t,r){let n=this.#i(P.createPipeline,Pi(t),e);return this.#e.cut(n,r.command,r.send)}input(e,t,r){let n=t.map(s=>this.#i(P.pipelineInput,s,e));n.push(this.#i(P.endOfPipelineInput,void 0,e));let a=[[]],o=r;for(let s of n){o<=we&&(a.push([]),o=r);for(let[d,c]of this.#e.cut(s,o,r).entries())d>0&&(a.push([]),o=r),a.at(-1)?.push(c),o-=c.length}return a.map(s=>Buffer.concat(s))}message(e,t,r){return Buffer.concat(this.#e.cut(this.#i(e,t,r)))}receive(e,t){let r=e??"",n=this.#t.get(r)??La();this.#t.set(r,n);let a=this.#a;t.length>=we&&this.#o(t,n.pending);let o;try{o=n.push(t)}catch(s){throw a?_n(s):s}return o.flatMap(s=>this.#s(ii(s)))}get isSuspect(){return this.#a}suspectLoss(){this.#a=!0}forget(e){let t=this.#t.get(e)?.pending===!0;return this.#t.delete(e),t}#o(e,t){let r=Buffer.from(e.buffer,e.byteOffset,e.byteLength),n=r.readBigUInt64BE(0),a=((r[16]??0)&1)!==0?!t&&n===this.#n+1n:t&&n===this.#n;if(this.#a&&!a)throw _n();this.#a=!1;for(let o=0;o+we<=r.length;o+=we+r.readUInt32BE(o+17)){let s=r.readBigUInt64BE(o);s>this.#n&&(this.#n=s)}}#i(e,t,r){return bi({to:"server",type:e,pool:this.id,pipeline:r},t)}#s(e){if(e.to!=="client")throw new $("WINRM_PROTOCOL_VIOLATED","a message that is not for a client");if(e.type>>>16===4)return[{kind:"pipeline",id:e.pipeline,event:Ru(e)}];switch(e.type){case P.sessionCapability:return this.protocol=Ya(U(e)),[];case P.applicationPrivateData:{let t=Eu(U(e));return this.psVersion=t.psVersion,this.buildVersion=t.buildVersion,[]}case P.runspacePoolState:return this.#d(U(e));case P.encryptedSessionKey:return[{kind:"sessionKey",key:String(Gt(U(e),"EncryptedSessionKey")??"")}];case P.publicKeyRequest:return[{kind:"publicKeyRequest"}];case P.poolHostCall:return[{kind:"hostCall",call:jt(U(e))}];default:return[]}}#d(e){let{state:t,error:r}=Ht(e),n=Cu.get(t);return n===void 0?[]:(this.state=n,[{kind:"state",state:n,...r===void 0?{}:{error:r}}])}};function An(e,t=Nu){return new Iu(e,t)}i(An,"createClientPool");function ku(e){return Qa({extended:new Map([["PublicKey",e]])})}i(ku,"publicKey");var Ou=250,Mu=8e3,Tu=new Set(["WINRM_NAME_NOT_FOUND","WINRM_CONNECTION_REFUSED","WINRM_CONNECTION_TIMED_OUT","WINRM_CONNECTION_FAILED","WINRM_CONNECTION_LOST","WINRM_DEADLINE_EXCEEDED","WINRM_BUSY"]);function Du(e,t,r){return!(e instanceof $)||r.signal?.aborted===!0?!1:e.code==="WINRM_CONNECTION_LOST"?!0:e.code==="WINRM_DEADLINE_EXCEEDED"&&t.conversation.now()<r.deadline}i(Du,"isLost");async function _u(e,t,r){try{return await e.receive("stdout",t,r)}catch(n){if(!(n instanceof $)||n.detail.fault!==Fa)throw n;return await e.reconnect(r),await e.receive("stdout",t,r)}}i(_u,"receiveReconnected");async function Au(e,t,r,n){let{conversation:a}=e,o=Math.min(r.deadline,a.now()+a.resumeFor);for(let s=Ou;a.now()+s<o;s=Math.min(s*2,Mu)){await a.wait(s,r);try{return await _u(e,t,r)}catch(d){if(!(d instanceof $)||r.signal?.aborted===!0)throw d;if(d.code==="WINRM_OPERATION_TIMED_OUT")return{parts:[],done:!1};if(Tu.has(d.code))continue;let{fault:c}=d.detail;throw new $(n.code,`${n.message}, and could not be gone on with: ${d.message}`,{...n.detail,...c===void 0?{}:{resumeFault:c},resumeCode:d.code})}}throw n}i(Au,"receiveAgain");var Ln=64*1024*1024;async function Lu(e,t,r){let{link:n,machine:a}=e;try{return await n.receive("stdout",t,r)}catch(o){if(Nn(o))return{parts:[],done:!1};if(!Du(o,n,r))throw o;return a.suspectLoss(),await Au(n,t,r,o)}}i(Lu,"receiveOnce2");async function Wn(e,t,r,n){let a=Da(t,e.host);if(a===void 0)return;let o=r===void 0?P.poolHostResponse:P.pipelineHostResponse,s=e.machine.message(o,a,r);await e.link.send({name:"pr",commandId:r,bytes:s},n)}i(Wn,"answer");async function yt(e,t,r){let n=await Lu(e,t,r),a=[],o=0;for(let s of n.parts){o+=s.bytes.length;for(let d of e.machine.receive(s.commandId??t,s.bytes))a.push(d)}for(let s of a)s.kind==="hostCall"&&await Wn(e,s.call,void 0,r);return{events:a,done:n.done,size:o}}i(yt,"receiveEvents");async function Wu(e,t,r,n){if(r.kind==="state"&&r.state!=="opened"&&r.state!=="opening")throw new $("WINRM_SHELL_GONE",`the pool became ${r.state} while a command was running`);r.kind==="pipeline"&&(r.event.kind==="hostCall"&&await Wn(e,r.event.call,r.id,n),t.take(r.event))}i(Wu,"take");async function Uu(e,t,r){let n=wu(r),a=0;for(;;){let{events:o,done:s,size:d}=await yt(e,t,r);if(a+=d,a>(r.maxOutput??Ln))throw new $("WINRM_OUTPUT_TOO_LARGE",`${r.what} said more than ${r.maxOutput??Ln} bytes`);for(let l of o)await Wu(e,n,l,r);if(!s&&!n.ended)continue;let c=e.machine.forget(t);if(e.machine.isSuspect&&(c||!n.ended))throw new $("WINRM_CONNECTION_LOST",`the end of ${r.what} was lost together with the connection`,{result:n.result});if(c)throw new $("WINRM_PROTOCOL_VIOLATED",`${r.what} ended in the middle of a message`);return n.finish(r.what)}}i(Uu,"receivePipeline");async function Bu(e,t,r,n){try{await e.command({id:t,command:"",arguments:[r]},n)}catch(a){throw!(a instanceof $)||a.detail.fault===void 0?a:new $(a.code,a.message,{...a.detail,began:!1})}}i(Bu,"begin");async function xu(e,t,r,n){let{link:a,machine:o}=e,{conversation:s}=a,d=s.newId(),c={command:a.room("command",d),send:a.room("send",d)},l=o.pipeline(d,t,c);n(d);let u=i(h=>a.send({name:"stdin",commandId:d,bytes:h},r),"send2"),m=i(()=>Math.min(a.room("command",d),a.room("send",d)),"both");return await kn(s,{pieces:l,send:i((h,f)=>f===0?Bu(a,d,Buffer.from(h).toString("base64"),r):u(h),"send"),room:m}),t.noInput||await kn(s,{pieces:o.input(d,r.input??[],m()),send:u,room:m}),d}i(xu,"startPipeline");async function Gu(e,t,r){let n=e.machine.message(P.publicKey,ku(t.publicKey));for(await e.link.send({name:"stdin",bytes:n},r);;){let{events:a}=await yt(e,void 0,r),o=a.find(s=>s.kind==="sessionKey");if(o?.kind==="sessionKey")return t.complete(o.key)}}i(Gu,"exchangeKeys");var Un=i(e=>({name:"protocolversion",value:e,mustComply:!0}),"protocolOption");function Bn({link:e,machine:t}){let[r=0,n=0]=(t.protocol??"").split(".").map(Number),{conversation:a}=e;a.sizeIsKnown||r<2||r===2&&n<2||(a.envelopeSize=Math.max(a.envelopeSize,nu))}i(Bn,"learnProtocol");async function xn(e,t){for(;e.machine.state==="opening";){let{events:r}=await yt(e,void 0,t);Bn(e);let n=r.find(a=>a.kind==="state"&&a.state!=="opened"&&a.state!=="opening");if(n?.kind==="state")throw new $("WINRM_POOL_BROKEN",`the pool became ${n.state} while it was opened`,{...n.error===void 0?{}:{error:n.error,peerText:n.error.message}})}}i(xn,"untilOpened");async function Fu(e,t,r,n){let{name:a,idleTimeout:o,createOptions:s=[],host:d,deadline:c,signal:l}=n,u=n.hostInfo??(d===void 0?void 0:mi()),m=Jt({id:t.id,name:a,inputStreams:"stdin pr",outputStreams:"stdout",idleTimeout:o,creation:t.open({...n,hostInfo:u})}),h={action:O.create,phase:"opening the pool",resourceUri:e.resourceUri,body:m},f=[...s,Un(r)],p=await e.conversation.ask({...h,options:f},{deadline:c,signal:l});e.shellId=Ft(p.body)??t.id}i(Fu,"create2");async function ju(e,t,r){let n=e.shellId;for(let a of Ue){let o=An(n,a);try{await Fu(e,o,a,{...t,...r})}catch(s){let d=s instanceof $?s.detail.fault:void 0;if(d!==void 0&&Ja.has(d)&&a!==Ue.at(-1))continue;throw s}return await xn({link:e,machine:o,host:t.host},r),o}throw new $("WINRM_PROTOCOL_VIOLATED","no version of the protocol was accepted")}i(ju,"openPool");async function Ku(e,t,r){let n=An(e.shellId),[a]=Ue,o={action:O.connect,phase:"taking over the pool",options:[Un(a)]},s=await e.ask({...o,body:yi(n.connect())},r);n.receive(void 0,ei(s.body));let d={link:e,machine:n,host:t.host};return Bn(d),await xn(d,r),n}i(Ku,"connectPool");var qu=200,Hu=new Set(["WINRM_PIPELINE_FAILED","WINRM_PIPELINE_STOPPED","WINRM_USAGE_INVALID"]),St=class _t{static{i(this,"_RunspacePool")}#e;#t;#r=new AbortController;#n;#a="open";#o=0;#i;#s;#d=Promise.resolve();#l;#c;constructor(t,r,n){let a=`${X.powershell}${r.configurationName??"Microsoft.PowerShell"}`;this.#e=gt(t,a,n),this.#t=r}static async open(t,r,n){let a=new _t(t,r,t.newId());return a.#n=await a.#y(()=>ju(a.#e,r,n)),a}static async connect(t,r,n){let a=new _t(t,r,r.id.toUpperCase());return a.#n=await Ku(a.#e,r,n),a}get id(){return this.#e.shellId}get psVersion(){return this.#n?.psVersion??""}get hasKey(){return this.#c!==void 0}run(t,r){return this.#h(r,async n=>{let a=await this.#f(t,n);return await this.#$(a,n)})}start(t,r){return this.#h(r,n=>this.#f(t,n))}attach(t,r){return this.#h(r,n=>this.#$(t.toUpperCase(),n))}connectCommand(t,r){return this.#p(()=>this.#e.connect(t.toUpperCase(),r))}async stop(t,r=this.#i){r!==void 0&&await this.#e.signal(r.toUpperCase(),de.stopPipeline,{...t,aside:!0})}terminate(t,r){return this.#e.signal(t.toUpperCase(),de.terminate,r)}get lastCommand(){return this.#s}sessionKey(t){return this.#c??=this.#p(()=>this.#y(()=>this.#u(this.#g(t)))),this.#c}async disconnect(t){await this.#e.ask({action:O.disconnect,phase:"disconnecting",body:wi()},t),this.#a="disconnected"}async reconnect(t){await this.#e.reconnect(t),this.#a="open"}close(){return this.#a==="disconnected"?Promise.resolve():(this.#a="closed",this.#r.abort("closed"),this.#l??=this.#w(void 0),this.#l)}async#u(t){let r=await(this.#t.keyExchange??_a)();return await Gu(this.#m,r,t)}get#m(){if(this.#n===void 0)throw new $("WINRM_USAGE_INVALID","the pool is not open");return{link:this.#e,machine:this.#n,host:this.#t.host}}async#f(t,r){return await xu(this.#m,t,r,n=>{this.#i=n,this.#s=n})}async#$(t,r){this.#i=t;let n=await Uu(this.#m,t,r);return this.#i=void 0,await this.#v(t,r),n}#h(t,r){return this.#p(()=>this.#y(()=>r(this.#g(t))))}#p(t){let r=this.#d.then(t);return this.#d=r.catch(()=>{}),r}#g(t){if(this.#a!=="open")throw new $("WINRM_SHELL_GONE",`the pool is ${this.#a}`,{began:!1});let{signal:r}=t;return{...t,signal:r===void 0?this.#r.signal:AbortSignal.any([r,this.#r.signal])}}async#y(t){try{return await t()}catch(r){throw r instanceof $&&Hu.has(r.code)?this.#i=void 0:this.#S(r),r}}#S(t){if(this.#a==="disconnected")return;this.#a="closed";let r=t instanceof $&&t.code==="WINRM_SHELL_GONE";this.#l??=this.#w(r?void 0:this.#i)}async#w(t){let{conversation:r}=this.#e;if(r.isTurnedAway)return;let n=this.#t.cleanupTimeout??5e3;t!==void 0&&await this.#e.signal(t,de.stopPipeline,r.limits(n/2)).catch(()=>{}),!r.isTurnedAway&&await this.#e.remove(r.limits(n)).catch(()=>{})}async#v(t,r){this.#o+=1,this.#o>qu&&await this.#e.signal(t,de.terminate,r)}},Vu=1e4,Ju=5e3,zu=class{static{i(this,"ClientSession")}#e;#t;#r=new Set;#n=new Set;constructor(e,t={}){this.#t=e,this.#e=su(e,t)}limits(e,t){return this.#e.limits(e,t)}async openPool(e,t){try{return this.#o(await St.open(this.#e,e,t))}catch(r){let n=r instanceof $?r.detail.fault:void 0;if(n===void 0||!hi.has(n)||e.name===void 0||await this.#a(e.name,t)===0)throw r}return this.#o(await St.open(this.#e,e,t))}async connectPool(e,t){return this.#o(await St.connect(this.#e,e,t))}openCommandShell(e,t){return Su(this.#e,e,t)}async identify(e){let t=await this.#e.askRaw(zt(),"asking who is there",e),r=ni(t.body);if(r===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","the answer to Identify is none");return r}async readConfig(e){let t={action:O.get,phase:"reading the configuration",resourceUri:X.config,body:""},r=Za((await this.#e.ask(t,e)).body);if(r.maxEnvelopeSize!==void 0){let n=Math.max(r.maxEnvelopeSize,pt);this.#e.envelopeSize=n,this.#e.requestSize=n,this.#e.sizeIsKnown=!0}return r}async readConfigIfAllowed(e){try{return await this.readConfig(e)}catch(t){if(t instanceof $&&t.code==="WINRM_ACCESS_DENIED")return;throw t}}async listShells(e){let t=[];for await(let r of this.#i(X.shell,void 0,e))t.push(qt(r));return t}async readShell(e,t){let r={action:O.get,phase:"looking for a shell",resourceUri:X.shell,body:""},{body:n}=await this.#e.ask({...r,selectors:{ShellId:e}},t);if(n===void 0)throw new $("WINRM_PROTOCOL_VIOLATED","a shell was described by nothing");return qt(n)}async listCommands(e,t){let r=[],n={kind:"selectors",selectors:{ShellId:e}};for await(let a of this.#i(X.command,n,t)){let o=Aa(a,Ha.shell,"CommandId");o!==void 0&&r.push(o)}return r}async readCimRows(e,t){let r=Wt(e.namespace,e.query===void 0?e.className:"*");if(e.keys!==void 0){let o={action:O.get,phase:`reading ${e.className}`,resourceUri:r,body:""},{body:s}=await this.#e.ask({...o,selectors:e.keys},t);return s===void 0?[]:[He(s)]}let n=e.query===void 0?void 0:{kind:"wql",query:e.query},a=[];for await(let o of this.#i(r,n,t))if(a.push(He(o)),a.length>=(e.atMost??Number.POSITIVE_INFINITY))break;return a}async readCim(e,t){return(await this.readCimRows(e,t)).map(r=>Vt(r,e.properties))}async invokeCim(e,t){let{className:r,method:n,keys:a,parameters:o={}}=e,s=Wt(e.namespace,r),d=await this.#e.ask({action:`${s}/${n}`,phase:`calling ${r}.${n}`,resourceUri:s,body:pi(s,n,o),...a===void 0?{}:{selectors:a}},t);if(d.body?.name!==`${n}_OUTPUT`)throw new $("WINRM_PROTOCOL_VIOLATED",`the answer to ${r}.${n} is none`);return Vt(He(d.body),e.properties)}async close(e=5e3){let t=Promise.all([...[...this.#r].map(a=>a.close()),...this.#n]),r,n=new Promise(a=>{r=setTimeout(a,e)});await Promise.race([t,n]),clearTimeout(r),this.#e.close(),this.#t.close()}async#a(e,t){let r=new Set([...this.#r].map(({id:a})=>a)),n=(await this.listShells(t)).filter(a=>a.name===e&&a.state==="Disconnected"&&!r.has(a.id));for(let{id:a,resourceUri:o}of n)await gt(this.#e,o,a).remove(t);return n.length}#o(e){return this.#r.add(e),e}async*#i(e,t,r){let n="enumerating",a={action:O.enumerate,phase:n,resourceUri:e,body:vi(t)},o=Kt((await this.#e.ask(a,r)).body);try{for(let s=1;;s+=1){if(yield*o.items,o.context===void 0)return;if(s>=Vu)throw new $("WINRM_PROTOCOL_VIOLATED","an enumeration does not end");let d={action:O.pull,phase:n,resourceUri:e,body:Ri(o.context)};o=Kt((await this.#e.ask(d,r)).body)}}finally{o.context!==void 0&&this.#s(e,o.context)}}#s(e,t){let r=this.#e;if(r.isTurnedAway)return;let n={action:O.release,phase:"ending an enumeration",resourceUri:e},a=r.ask({...n,body:Ci(t)},r.limits(Ju)).then(()=>{},()=>{});this.#n.add(a),a.then(()=>this.#n.delete(a))}},Qu=12e4,Yu=9e5;function Gn(e){let{configurationName:t,name:r,idleTimeout:n=Yu,applicationArguments:a,host:o}=e,s=a===void 0?void 0:za(a);return{configurationName:t,name:r,idleTimeout:n,applicationArguments:s,host:o}}i(Gn,"settingsOf");function Xu(e,t){let r=i(({timeout:n=Qu,signal:a}={})=>e.limits(n,a),"limits");return{identify:i(n=>e.identify(r(n)),"identify"),async openPool(n={}){let a=Gn(n),o=i(s=>e.openPool(a,s),"reopen");return new Rn(await o(r(n)),{limits:r,reopen:o})},async connectPool(n,a={}){return new Rn(await e.connectPool({...Gn(a),id:n},r(a)),{limits:r})},readCim:i((n,a)=>e.readCim(n,r(a)),"readCim"),invokeCim:i((n,a)=>e.invokeCim(n,r(a)),"invokeCim"),readConfig:i(n=>e.readConfigIfAllowed(r(n)),"readConfig"),listShells:i(n=>e.listShells(r(n)),"listShells"),listCommands:i((n,a)=>e.listCommands(n,r(a)),"listCommands"),get peerCertificate(){return t.peerCertificate},get authentication(){return t.authentication},close:i(()=>e.close(),"close")}}i(Xu,"sessionFace");function Zu(e){let t=zl(Zl(e.endpoint),e.credentials,e.channel),{operationTimeout:r,resumeFor:n}=e,a=new zu(t,{another:i(()=>t.another(),"another"),...r===void 0?{}:{operationTimeout:r},...n===void 0?{}:{resumeFor:n}});return Xu(a,t)}i(Zu,"connect5");function wt({isProved:e,refusals:t},r=!1){return t.length>=(e||r?2:1)}i(wt,"isStopped");var em=class{static{i(this,"CredentialGuard")}#e=new Map;async run(e,t){let r=this.#t(e.credential),n=i(()=>wt(r,e.isSource),"isOver");for(;!n()&&r.trial!==void 0;)await r.trial;if(n())return{refusedBy:r.refusals};let a=i(()=>{},"endTrial");(!r.isProved||r.refusals.length>0)&&(r.trial=new Promise(o=>{a=i(()=>{r.trial=void 0,o()},"endTrial")}));try{let{judgement:o,value:s}=await t();return this.note(e,o),{value:s}}finally{a()}}refusalsOf({credential:e,isSource:t}){let r=this.#t(e);return wt(r,t)?r.refusals:void 0}note({credential:e,machine:t,isSource:r},n){let a=this.#t(e);n==="refused"?a.refusals.push(t):n==="accepted"&&!wt(a,r)&&(a.isProved=!0,a.refusals=[])}#t(e){let t=this.#e.get(e);if(t!==void 0)return t;let r={isProved:!1,refusals:[],trial:void 0};return this.#e.set(e,r),r}},tm=/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/,rm=/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/,Fn=7;function nm(e){let t=tm.exec(e)??rm.exec(e);if(t===null)return;let[,r,n,a,o,s,d,c="",l,u="0",m]=t,h=Date.parse(`${r}-${n}-${a}T${o}:${s}:${d}Z`),f=m===void 0?Number(u):Number(u)*60+Number(m),p=new Date(h-(l==="-"?-1:1)*f*6e4);if(!Number.isNaN(p.getTime()))return`process-${p.toISOString().slice(0,-5)}.${c.slice(0,Fn).padEnd(Fn,"0")}Z`}i(nm,"bootIdOf");async function am(e){try{let[t]=await e.readCim({namespace:"root/cimv2",className:"Win32_Process",keys:{Handle:"4"},properties:{CreationDate:"instant"}},{timeout:6e4});return nm(t?.CreationDate??"")??"unclear"}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return t.code==="WINRM_ACCESS_DENIED"?"refused":"unclear"}}i(am,"readBootId");var jn={BOOT_UNREADABLE:{message:"Nothing on the machine says which boot it is on, so no restart can be proved.",next:"Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12."},BOOT_UNCOMPARABLE:{message:"The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.",next:"Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.",retryable:!0},JOB_DIRECTORY_UNSAFE:{message:"The job directory on the machine is not ours beyond doubt, and SYSTEM would run what stands in it.",next:"Find out who made %ProgramData%\\patchring and who may write there, then delete it."},JOB_PARAMETERS_INVALID:{message:"The job was asked for without what it needs.",next:"Report this as a bug."},JOB_KEY_REUSED:{message:"The key of this job already stands for other work on the machine.",next:"Two rollouts of the same name run at once, or a ledger was lost: find the other one first."},JOB_RUNNING:{message:"The job still runs, and nothing of ours ever stops one.",next:"Wait until it has ended.",retryable:!0},JOB_CANCELLED:{message:"The job was taken back before it had begun.",next:"Run again when the rollout may go on.",retryable:!0},JOB_SCRIPTS_FORBIDDEN:{message:"Group policy lets the machine run signed script files only, and the job is one.",next:'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.'},JOB_SCRIPT_REFUSED:{message:"The session configuration runs the jobs of the installed module and no script of the owner’s.",next:"Take `configuration` out of the connection for this rollout, or `script` out of updates.source and the gates."},JOB_RESULT_UNREADABLE:{message:"The result of the job was written by another version.",next:"Finish with the version that started the job, or remove the job directory by hand."},PROBE_SCRIPT_CHANGED:{message:"The script of a gate does not stand on the machine as it stands in the plan; it was not run.",next:"Find out who writes to %ProgramData%\\patchring there: only administrators can."},RESTART_REFUSED:{message:"The machine refused to restart.",next:"Look at the System event log (event 1074) and whether the account may shut the machine down.",retryable:!0},WINDOWS_ACCESS_DENIED:{message:"The account may log on and may not read or do this.",next:"Use an account that is an administrator of the machine, with LocalAccountTokenFilterPolicy for local ones."},WINDOWS_LANGUAGE_CONSTRAINED:{message:"PowerShell on the machine runs in Constrained Language mode, which forbids what the functions need.",next:"Let App Control trust our scripts, or give the account a session configuration in Full Language mode; `$ExecutionContext.SessionState.LanguageMode` in a session says which it has."},WINDOWS_LANGUAGE_NONE:{message:"The session configuration takes no scripts (No Language mode).",next:"Name a session configuration that takes scripts, or one in which our functions are installed."},WINDOWS_PROCESS_32_BIT:{message:"The session runs in a 32-bit process, which sees another registry and cannot service Windows.",next:"Connect to the session configuration Microsoft.PowerShell, not to the 32-bit one."},WINDOWS_COMMAND_MISSING:{message:"PowerShell on the machine does not know a command that the function needs.",next:"Look at the cause for its name; it may be hidden from this session configuration."},WINDOWS_MODULE_MISSING:{message:"PowerShell on the machine cannot load a module of Windows that the function needs.",next:"Look at the cause for its name (CimCmdlets or Dism); repair it with `sfc /scannow`, and see whether PSModulePath of the machine still names %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\Modules."},WINDOWS_JEA_FUNCTIONS_MISSING:{message:"The session configuration has none of the functions that are called there.",next:"Install the module that `patchring jea` writes, or name no configuration in the policy, so that scripts are sent."},WINDOWS_JEA_VERSION_MISMATCHED:{message:"The functions that are installed on the machine are those of another version.",next:"Install the module that `patchring jea` of this version writes."},WINDOWS_OPERATION_FAILED:{message:"The function ended with an error.",next:"Look at the cause; the machine keeps the text in its PowerShell operational log."},WINDOWS_RESULT_INVALID:{message:"The machine answered with something that is not the result of the function.",next:"Report this with the cause; nothing was concluded from the answer."},CREDENTIAL_ANSWER_REJECTED:{message:"The machine rejects the account that the command of its credential answered with; it is not tried again.",next:"Check what the command answers for this machine, and whether that account is locked; then run again."},CREDENTIAL_WITHHELD:{message:"This credential was refused elsewhere and is not used any more, so that the account is not locked out.",next:"Check user and password on one machine with `patchring preflight`, then start again."}},im=new Map([["CommandNotFoundException","WINDOWS_COMMAND_MISSING"],["MethodInvocationNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CouldNotAutoloadMatchingModule","WINDOWS_MODULE_MISSING"],["CouldNotAutoLoadModule","WINDOWS_MODULE_MISSING"],["Modules_ModuleNotFound","WINDOWS_MODULE_MISSING"],["ConversionSupportedOnlyToCoreTypes","WINDOWS_LANGUAGE_CONSTRAINED"],["PropertySetterNotSupportedInConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["CannotCreateComTypeConstrainedLanguage","WINDOWS_LANGUAGE_CONSTRAINED"],["ScriptsNotAllowed","WINDOWS_LANGUAGE_NONE"]]),om=[2147942405,2147749891],sm=[2147943860,2147944122,2147549448,2147942432,2147943515];function _(e,t={}){let r=jn[e];return R(e,r.message,{retryable:r.retryable??!1,next:r.next,...t})}i(_,"windowsFailure");function dm(e){return Object.hasOwn(jn,e)}i(dm,"isWindowsErrorCode");function vt(e){let[t=""]=e.errorId.split(","),r=e.hresult===void 0?void 0:e.hresult>>>0,n=r===void 0?"":` (0x${r.toString(16).toUpperCase().padStart(8,"0")})`,a=`${e.message}${n}`;if(dm(t))return _(t,{cause:a});let o=im.get(t);if(o!==void 0)return _(o,{cause:a});if(r!==void 0&&om.includes(r))return _("WINDOWS_ACCESS_DENIED",{cause:a});let s=r!==void 0&&sm.includes(r);return _("WINDOWS_OPERATION_FAILED",{cause:`${t}: ${a}`,retryable:s})}i(vt,"failureOfRecord");function cm(e){let{error:t}=e.detail;return typeof t=="object"&&t!==null&&"errorId"in t?t:void 0}i(cm,"errorRecordOf");function lm({fault:e,httpStatus:t,offered:r,certificate:n,peerText:a}){return[e===void 0?"":`fault ${e} (0x${e.toString(16).toUpperCase()})`,t===void 0?"":`HTTP ${t}`,r===void 0?"":`offered: ${r.join(", ")||"nothing"}`,n===void 0?"":um(n),a??""].filter(o=>o!=="")}i(lm,"causesOf");function um({subject:e,issuer:t,validFrom:r,validTo:n,sha256:a}){return`certificate ${e}, issued by ${t}, valid from ${r} to ${n}, SHA-256 ${a}`}i(um,"certificateText");function Be(e){let[t]=e instanceof A?e.failures:[];if(t!==void 0)return t;if(!(e instanceof $))throw e;let r=e.code==="WINRM_PIPELINE_FAILED"?cm(e):void 0;if(r!==void 0)return vt(r);let n=lm(e.detail);return R(e.code,e.message,{retryable:e.retryable,next:e.help,...n.length===0?{}:{cause:n.join(", ")}})}i(Be,"failureFrom");function mm(e,t){switch(t.kind){case"scan":return{Key:e,Kind:t.kind,...Pt(t)};case"stage":return"packages"in t?{Key:e,Kind:t.kind,...qn(t)}:{Key:e,Kind:t.kind,...Pt(t),Update:t.updates.map(Pe)};case"install":case"hide":case"show":return{Key:e,Kind:t.kind,...Pt(t),Update:t.updates.map(Pe)};case"packages":return{Key:e,Kind:t.kind,...qn(t)};case"detect":return{Key:e,Kind:t.kind,Script:[bt("detect",t.detect)]};case"script":case"removal":{let{kind:r,update:n,run:a,detect:o}=t;return{Key:e,Kind:r,Update:[Pe(n)],Script:[bt("run",a),bt("detect",o)]}}case"drain":return{Key:e,Kind:t.kind,Drain:t.after};case"resume":return{Key:e,Kind:t.kind,Drain:t.drains};case"uninstall":return{Key:e,Kind:t.kind,...Kn(t),Kb:t.kbs}}}i(mm,"startArguments");function Kn({packagesBefore:e,packagesAdded:t}){return{PackagesBefore:e,...t===void 0?{}:{PackagesAdded:t}}}i(Kn,"undoArguments");function qn({packages:e}){let t=e.map(r=>({one:r,id:Pe(ao(r))}));return{Package:t.map(({one:r,id:n})=>`${n}|${r.kb}|${r.sha256}|${r.file}`),Prerequisite:t.flatMap(({one:r,id:n})=>r.prerequisites.map(a=>`${n}|${a.sha256}|${a.file}`))}}i(qn,"packageTexts");function bt(e,{sha256:t,text:r}){return`${e}|${t}|${r}`}i(bt,"scriptText");function Pt({source:e,overrideWsus:t}){return{Source:e,...t===!0?{OverrideWsus:!0}:{}}}i(Pt,"asking");var $m={2:{state:"queued"},4:{state:"running",percent:null,note:"the task is running"}};async function hm(e,t){try{let[r]=await e.readCim({namespace:"root/Microsoft/Windows/TaskScheduler",className:"MSFT_ScheduledTask",keys:{TaskName:t,TaskPath:"\\patchring\\"},properties:{State:"number"}},{timeout:6e4});return $m[r?.State??0]??"unclear"}catch(r){if(r instanceof $&&r.detail.fault!==void 0)return"unreadable";throw r}}i(hm,"readTask");function Hn(e,t){return Vn(e,t.output.map($i))}i(Hn,"readResult");function Vn(e,t){let[r,...n]=t,a=i(s=>({ok:!1,failure:_("WINDOWS_RESULT_INVALID",{phase:e.command,cause:s}),arrived:"maybe"}),"invalid");if(r===void 0||n.length>0)return a(`${t.length} objects instead of one`);let o=e.result.safeParse(r);return o.success?{ok:!0,value:o.data}:a(ho(o.error))}i(Vn,"readPlain");var Se={command:"Get-PatchringBoot",parameters:{},result:Zi,timeout:6e4},Jn={command:"Stop-PatchringJob",parameters:{Key:"string"},result:g({outcome:N(["cancelled","absent","begun"])}),timeout:6e4},zn={command:"Get-PatchringDiagnosis",parameters:{EventsSince:"datetime?"},result:eo,timeout:6e4},Rt={command:"Get-PatchringFacts",parameters:{},result:to,timeout:6e4},Et={command:"Get-PatchringHealth",parameters:{EventsSince:"datetime?"},result:ro,timeout:12e4},Ct={command:"Get-PatchringHotpatch",parameters:{},result:no,timeout:6e4},Qn={command:"Get-PatchringPackage",parameters:{},result:oo,timeout:12e4},Yn={command:"Get-PatchringJob",parameters:{Key:"string"},result:rr,timeout:6e4},Nt={command:"Invoke-PatchringProbe",parameters:{Sha256:"string",Text:"string",Seconds:"int"},result:lo,timeout:12e4,isAlone:!0},It={command:"Get-PatchringRemoval",parameters:{PackagesBefore:"string[]?",PackagesAdded:"string[]?"},result:Gi,timeout:12e4},Xn={command:"Remove-PatchringJob",parameters:{Key:"string"},result:g({outcome:N(["removed","absent","running"])}),timeout:6e4},Zn={command:"Restart-PatchringMachine",parameters:{IfStillOn:"string",Reason:"string"},result:g({outcome:N(["restarting","alreadyRestarted"])}),timeout:6e4},ea={command:"Get-PatchringRestartReadiness",parameters:{},result:so,timeout:12e4},ta={command:"Get-PatchringRoles",parameters:{},result:co,timeout:18e4},ra={command:"Get-PatchringShadow",parameters:{},result:Ki,timeout:15e4},na={command:"Start-PatchringJob",parameters:{Key:"string",Kind:"string",Source:"string?",OverrideWsus:"bool?",Update:"string[]?",Package:"string[]?",Prerequisite:"string[]?",Script:"string[]?",PackagesBefore:"string[]?",PackagesAdded:"string[]?",Kb:"string[]?",Drain:"string[]?"},result:rr,timeout:6e4},aa={command:"Get-PatchringVersion",parameters:{},result:g({version:J().int()}),timeout:6e4,isAlone:!0},xe={command:"Invoke-PatchringVisit",parameters:{Call:"hashtable[]"},result:g({answers:C(g({output:C(go()),failure:g({errorId:k(),message:k(),category:k(),hresult:$o()}).nullable()}))}),timeout:6e4,isAlone:!0},fm="SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";async function pm(e){try{return(await e.readCim({namespace:"root/cimv2",className:"Win32_Service",query:fm,properties:{State:"string",StartMode:"string"}},{timeout:6e4})).some(({State:t,StartMode:r})=>t==="Start Pending"&&r==="Auto")}catch(t){if(!(t instanceof $)||t.detail.fault===void 0&&t.code!=="WINRM_PROTOCOL_VIOLATED")throw t;return!1}}i(pm,"areServicesStarting");var gm=[Rt,Se,Ct,Et,ta,Qn,It,ra,zn,Nt,na,Yn,Jn,Xn,Zn,ea,aa,xe],ia=10,ym=2*ia,Sm=20;function kt(e,t){return e.ok?{ok:!0,value:t(e.value)}:e}i(kt,"mapAnswer");var wm=class{static{i(this,"WindowsMachine")}#e;#t=!0;#r=0;#n;#a=!0;#o=0;#i;#s;#d;constructor(e){this.#e=e}readBoot(){let e=this.#c();return e!==void 0?Promise.resolve(e):this.#e.call(Se,{})}async readNewBoot(e){if(this.#c(),this.#a&&!this.#e.hasPool){let o=await this.#e.ask("readNewBoot",am);if(!o.ok)return o;let s=tr(o.value,e);if(s==="same")return{ok:!0,value:"unchanged"};this.#a=o.value!=="refused",this.#o=(this.#o+1)%Sm;let d=s==="other"&&this.#o!==0?await this.#e.ask("readNewBoot",pm):void 0;if(d?.ok===!1)return d;if(d?.value===!0)return{ok:!0,value:"starting"}}this.#o=0;let t=await this.readBoot();if(!t.ok)return t;let r=tr(t.value.bootId,e);if(r==="other")return t;if(await this.#e.closePool(),r==="same")return{ok:!0,value:"unchanged"};let n=`${t.value.bootId}, and ${e} before`,a={machine:this.#e.machine,phase:"readNewBoot",cause:n};return{ok:!1,failure:_("BOOT_UNCOMPARABLE",a),arrived:"maybe"}}async probe(e,t={}){this.#c();let r=e.filter(a=>a!=="scripts"),n=await Promise.all(r.map(async a=>[a,await this.#u(a,t)]));return r.length<e.length&&n.push(["scripts",await this.#l(t.scripts??[])]),Object.fromEntries(n)}async#l(e){let t=[];for(let{key:r,sha256:n,text:a,timeout:o}of e){let s=Math.min(60,Math.max(1,Math.ceil(o/1e3))),d=await this.#e.call(Nt,{Sha256:n,Text:a,Seconds:s});if(!d.ok)return d;t.push([r,d.value])}return{ok:!0,value:Object.fromEntries(t)}}async startJob(e,t){this.#c();let r=t.kind==="scan"||t.kind==="detect";this.#s=r?void 0:e,this.#i=r?{key:e,polls:0}:void 0;let n=await this.#e.call(na,mm(e,t));return this.#t=!0,r||await this.#e.closePool(),n}async pollJob(e){if(this.#c(),this.#i?.key===e&&(this.#i.polls+=1),this.#t){let n=await this.#e.ask("pollJob",o=>hm(o,e));if(!n.ok)return n;this.#r+=1;let a=this.#r>=ia;if(typeof n.value=="object"&&!a)return{ok:!0,value:n.value.state==="running"&&this.#n?.key===e&&this.#n!==void 0?this.#n.status:n.value};this.#t=n.value!=="unreadable"}this.#r=0;let[t,r]=await Promise.all([this.#e.call(Yn,{Key:e}),e===this.#s?this.#e.call(Se,{}):void 0]);return this.#n=t.ok&&t.value.state==="running"?{key:e,status:t.value}:void 0,t.ok&&t.value.state==="finished"&&(this.#d=r),!(this.#i?.key===e&&this.#i.polls<ym)&&t.ok&&(t.value.state==="queued"||t.value.state==="running")&&await this.#e.closePool(),t}async cancelJob(e){let t=await this.#e.call(Jn,{Key:e});return this.#t=!0,kt(t,({outcome:r})=>r)}async removeJob(e){this.#c();let t=await this.#e.call(Xn,{Key:e});if(!t.ok)return t;let{outcome:r}=t.value;if(r!=="running")return{ok:!0,value:r};let{machine:n}=this.#e;return{ok:!1,failure:_("JOB_RUNNING",{machine:n,phase:"removeJob"}),arrived:"maybe"}}async restart(e,t){this.#c();let r=await this.#e.call(Zn,{IfStillOn:e,Reason:t});return await this.#e.close(),kt(r,({outcome:n})=>n)}release(){return this.#c(),this.#e.close()}#c(){let e=this.#d;return this.#d=void 0,e}#u(e,{eventsSince:t,undo:r}){switch(e){case"health":return this.#e.call(Et,t===void 0?{}:{EventsSince:new Date(t)});case"packages":return this.#e.call(Qn,{}).then(n=>kt(n,({packages:a})=>a));case"diagnosis":return this.#e.call(zn,t===void 0?{}:{EventsSince:new Date(t)});case"facts":return this.#e.call(Rt,{});case"boot":return this.#e.call(Se,{});case"restart":return this.#e.call(ea,{});case"removal":return this.#e.call(It,r===void 0?{}:Kn(r));case"shadow":return this.#e.call(ra,{});case"roles":return this.#e.call(ta,{});case"hotpatch":return this.#e.call(Ct,{})}}},vm=["name","tcp","tls","authentication","service"],oa={WINRM_USAGE_INVALID:"settings",WINRM_JUMP_UNREACHABLE:"jump host",WINRM_JUMP_REFUSED:"jump host",WINRM_JUMP_FAILED:"tcp",WINRM_NAME_NOT_FOUND:"name",WINRM_CONNECTION_REFUSED:"tcp",WINRM_CONNECTION_TIMED_OUT:"tcp",WINRM_CONNECTION_FAILED:"tcp",WINRM_SEALING_FAILED:"authentication"},bm={connect:"tcp",tls:"tls"};function Pm(e,t){return/^WINRM_CONNECTION_/.test(e)&&typeof t=="string"?bm[t]??oa[e]??"service":e.startsWith("WINRM_TLS_")?"tls":/^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(e)?"authentication":oa[e]??"service"}i(Pm,"rungOf");function Rm(e){return e===void 0?void 0:`${e.subject}, valid until ${e.validTo}`}i(Rm,"certificateText2");function Em(e,{mechanism:t,fallback:r}){let n={ntlm:"NTLM",kerberos:"Kerberos"}[t];r===void 0?e.ok("authentication",n):e.note("authentication",!1,`${n} and not Kerberos (${r.code}: ${r.message})`)}i(Em,"noteLogon");function Cm(e,t,r){let n=r?.step==="service"&&t.error?.detail.fault===void 0;if(!(r?.step==="settings"||r?.step==="jump host")){t.via&&e.ok("jump host","");for(let a of vm){if(a===r?.step)return;r!==void 0&&t.error===void 0?e.skip(a,"not asked"):a==="name"&&t.via?e.skip(a,"known to the jump host"):a==="tls"&&t.certificate===void 0?e.skip(a,"HTTP, sealed by the authentication"):a==="authentication"&&t.authentication!==void 0?Em(e,t.authentication):a==="authentication"&&n?e.skip(a,"it did not come to that"):e.ok(a,{tls:t.certificate,service:t.version}[a]??"")}}}i(Cm,"write");async function Nm(e,t){let r={via:!1},n=await e.ask("connect",async(o,{options:s})=>{r.via=s.endpoint.via!==void 0;try{r.version=(await o.identify()).productVersion}catch(d){throw d instanceof $&&(r.error=d),d}finally{let d=Rm(o.peerCertificate);d!==void 0&&(r.certificate=d),r.authentication=o.authentication}}),a=n.ok?void 0:{step:Pm(n.failure.code,r.error?.detail.phase),failure:n.failure};return Cm(t,r,a),a}i(Nm,"climb");var Im=class{static{i(this,"Row")}#e=[];#t;#r;constructor(e){this.#t=e}ok(e,t){this.#e.push({name:e,outcome:"ok",detail:t})}note(e,t,r){this.#e.push({name:e,outcome:t?"ok":"warning",detail:r})}skip(e,t){this.#e.push({name:e,outcome:"skipped",detail:t})}failed(e,t){return this.#e.push({name:e,outcome:"failed",detail:t.message}),this.#r=t,this.ended()}ended(){let e={machine:this.#t,steps:this.#e};return this.#r===void 0?e:{...e,failure:this.#r}}},km=10*1024**3;function sa(e){return`${(e/1024**3).toFixed(1)} GB`}i(sa,"gigabytes");var Om={WINDOWS_LANGUAGE_NONE:"language mode",WINDOWS_LANGUAGE_CONSTRAINED:"language mode",WINDOWS_ACCESS_DENIED:"rights"};async function Mm(e,t){let r=await e.call(Rt,{}),n=r.ok||!/^WINRM_(?!PIPELINE_)/.test(r.failure.code);if(!r.ok&&!n)return t.failed("endpoint",r.failure);if(t.ok("endpoint","a PowerShell session opens"),!r.ok)return t.failed(Om[r.failure.code]??"functions",r.failure);let a={machine:e.machine,phase:"preflight"},{languageMode:o,isAdministrator:s,is64BitProcess:d,psVersion:c,scriptPolicy:l}=r.value;if(o!=="FullLanguage"){let u=o==="NoLanguage"?"WINDOWS_LANGUAGE_NONE":"WINDOWS_LANGUAGE_CONSTRAINED";return t.failed("language mode",_(u,{...a,cause:o}))}return t.ok("language mode",`${o}, PowerShell ${c}`),t.ok("functions","they answer"),s?d?(t.ok("rights","administrator"),l!==null?t.failed("jobs",_("JOB_SCRIPTS_FORBIDDEN",{...a,cause:l})):r.value):t.failed("rights",_("WINDOWS_PROCESS_32_BIT",a)):t.failed("rights",_("WINDOWS_ACCESS_DENIED",{...a,cause:"not an administrator"}))}i(Mm,"enter");function Tm(e,{pendingRestart:t,isServicing:r,bootedAt:n},{clock:a}){let o=Je(Date.parse(a)-Date.parse(n)),s=t.filter(c=>c!=="fileRename"),d=s.length===0?`none, up for ${o}`:s.join(", ");e.note("pending restart",s.length===0&&!r,r?`${d}; servicing is busy`:d)}i(Tm,"noteBoot");function Dm(e,{systemDrive:t}){let{free:r,size:n}=t;e.note("disk",r>=km,`${sa(r)} of ${sa(n)} free on the system drive`)}i(Dm,"noteDisk");function _m(e,{resetters:t,lastResetBase:r,unreadable:n}){let a=r===null?"":`; last ResetBase ${r}`;if(t===null){e.note("undo",!1,`not known whether an update could be undone: ${n.join("; ")}`);return}let o=t.join(", "),s=t.length===0?`nothing stands against it${a}`:`could not be undone: ${o} cleans the component store with ResetBase; stop it until the rollout has soaked`;e.note("undo",t.length===0,s)}i(_m,"noteRemoval");function Am(e,t){let r=i(a=>a===null?"unknown":String(a),"say"),n=[`enrolment package ${r(t.enrollmentPackage)}`,`virtualization-based security ${r(t.vbsStatus)}`,`secure boot ${r(t.secureBoot)}`,`Arc licence ${r(t.arcSubscription)}`,...t.licenceTrouble,...t.licenceMitigation===null?[]:[`licence override ${t.licenceMitigation}`],...t.unreadable.map(a=>`unreadable: ${a}`)];e.note("hotpatch",t.licenceTrouble.length===0&&t.unreadable.length===0,n.join(", "))}i(Am,"noteHotpatch");async function Ge(e,t,r){let n=await r;if(n.ok)return n.value;e.failed(t,n.failure)}i(Ge,"look");async function Lm(e,t,r){t.ok("product",`${r.productName}, build ${r.build}.${r.ubr}`),t.note("other updaters",r.otherUpdaters.length===0,r.otherUpdaters.join(", ")||"none");let n=await Ge(t,"disk",e.call(Et,{}));if(n===void 0)return{facts:r};Dm(t,n);let a=await Ge(t,"pending restart",e.call(Se,{}));if(a===void 0)return{facts:r};Tm(t,a,r);let o=await Ge(t,"undo",e.call(It,{}));if(o===void 0)return{facts:r,boot:a};_m(t,o);let s=await Ge(t,"hotpatch",e.call(Ct,{}));return s===void 0?{facts:r,boot:a}:(Am(t,s),{facts:r,boot:a,hotpatch:s})}i(Lm,"survey");async function Wm(e){let t=new Im(e.machine),r=await Nm(e,t);if(r!==void 0)return{row:t.failed(r.step,r.failure)};let n=await Mm(e,t);if("steps"in n)return{row:n};let a=await Lm(e,t,n);return{row:t.ended(),...a}}i(Wm,"preflight");var Um=`function Get-DrainObstacle {
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
`,Bm=`function Find-PlannedUpdate {
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
`,xm=`function Invoke-JobBody {
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
`,Gm=`function Save-PackageSet {
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
`,Fm=`function Get-DeploymentTime {
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
`,jm=`function New-OwnShell {
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
`,Km=`function Invoke-PatchringStage {
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
`,qm=`function Get-KeptReason {
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
`,Hm=`function Invoke-PatchringVisibility {
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
`,Vm=`function Get-SystemStart {
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
`,Jm=`function Read-ClusterState {
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
`,zm=`function Read-PackageManifest {
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
`,Qm=`function Get-JobRoot {
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
`,Ym=`function Read-EventRow {
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
`,Xm=`function Stop-Patchring {
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
`,Zm=`function Read-NetworkCost {
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
`,e$=`function Read-CimRow {
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
`,t$=`function Write-JobFile {
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
`,r$=`function Get-WindowsDirectory {
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
`,n$=`function Open-PackageSource {
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
`,a$=`function Read-WindowsPackage {
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
`,i$=`function Read-RegistryValue {
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
`,o$=`function Read-UpdateStaticProperty {
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
`,s$=`function New-ProbeRow {
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
`,d$=`function Get-WebProbe {
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
`,c$=`function Invoke-Program {
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
`,l$=`function Get-ScriptPolicy {
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
`,u$=`function Read-WriterLine {
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
`,m$=`function Start-StoreWork {
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
`,$$=`function Test-ErrorResult {
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
`,h$=`function Test-PendingServicingFile {
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
`,f$=`function New-UpdateSession {
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
`,p$=`function Set-UpdateHidden {
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
`,g$=`function Start-UpdateWork {
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
`,y$=`function Read-AgentPulse {
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
`,S$=`function Get-PatchringBoot {
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
`,w$=`function Stop-PatchringJob {
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
`,v$=`function Get-EventLine {
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
`,b$=`function Get-InstalledRole {
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
`,P$=`function Get-ServiceReading {
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
`,R$=`function Read-Evidence {
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
`,E$=`function Get-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }
}
`,C$=`function Get-PatchringJob {
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
`,N$=`function Wait-OwnShell {
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
`,I$=`function Get-PatchringRemoval {
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
`,k$=`function Remove-PatchringJob {
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
`,O$=`function Invoke-Shutdown {
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
`,M$=`function Read-KeyProtectorId {
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
`,T$=`function Invoke-RoleProbe {
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
`,D$=`function Get-PatchringShadow {
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
`,_$=`function Get-ScriptText {
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
`,A$=`function Get-PatchringVersion {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 [pscustomobject]@{ version = 12 }
}
`,L$=`function Get-CallAnswer {
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
`,Ot=12,W$=[Xm,i$,l$,e$,Ym,r$,Vm,m$,a$,zm,h$,u$,n$,y$,f$,p$,o$,Zm,g$,Qm,$$,t$,c$,s$,Jm,d$],U$=[xm,Fm,Km,Bm,Gm,jm,qm,Hm,Um],B$=[b$,S$,R$,P$,T$,E$,I$,D$,v$,N$,_$,C$,w$,k$,O$,M$,A$,L$],x$=[...W$,...B$,...U$];function G$(e){return e.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm,"").split(`
`).map(t=>t.trimEnd()).filter(t=>t!==""&&!/^[ \t]*#/.test(t)).map(t=>t.replace(/^(?: {4})+/,r=>" ".repeat(r.length/4))).map(t=>`${t}
`).join("")}i(G$,"withoutComments");function F$(e){let t=e.flatMap(n=>[...G$(n).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]),r=new Set(t.map(([,n=""])=>n));return new Map(t.map(([n,a=""])=>{let o=new Set(n.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));return[a,{name:a,text:n,needs:[...o].filter(s=>s!==a&&r.has(s))}]}))}i(F$,"functionsOf");var Fe=F$(x$),da="Invoke-JobBody",ca=new Map([...(Fe.get(da)?.text??"").matchAll(/^ {2}'(\w+)' \{([\s\S]*?)(?=^ {2}(?:'|default ))/gm)].map(([,e="",t=""])=>[e,t.match(/Invoke-Patchring\w+/g)??[]])),la=new Set([...ca.values()].flat()),j$="Get-CallAnswer",K$=/^(?:Get|Start|Stop|Remove|Restart)-Patchring\w+$/;function q$(e,t){let r=Fe.get(e)?.needs??[];if(e===j$)return r.filter(a=>!K$.test(a));if(e!==da||t.length===0)return r;let n=new Set(t.flatMap(a=>ca.get(a)??[...la]));return r.filter(a=>!la.has(a)||n.has(a))}i(q$,"needsOf");function H$(e){let t=new Set,r=e.flatMap(({kind:a})=>a??[]),n=e.map(({command:a})=>a);for(let a=n.pop();a!==void 0;a=n.pop())t.has(a)||(t.add(a),n.push(...q$(a,r)));return[...Fe.keys()].filter(a=>t.has(a))}i(H$,"functionsFor");function V$(e){return`# patchring: functions of update rollout ${e.replaceAll(/[^A-Za-z0-9._-]/g,"-").slice(0,100)||"without-name"}, script version ${Ot}. This text only defines them; each call names one.
`}i(V$,"headerOf");function J$(e,t){return V$(t)+e.map(r=>Fe.get(r)?.text??"").join("")}i(J$,"textOf2");var ua="Get-ScriptText",z$=class{static{i(this,"KnownFunctions")}#e=new Set;#t=new Set;definitionFor(e,t){let r=H$(e),n=r.includes(ua)&&!r.every(a=>this.#t.has(a))?r:r.filter(a=>!this.#e.has(a));return{names:n,text:n.length===0?"":J$(n,t)}}learn({names:e}){for(let t of e)this.#e.add(t);e.includes(ua)&&(this.#t=new Set(e))}};function Q$(e){let t=e.findIndex(({stated:r})=>r.isAlone===!0);return t<0?e:e.slice(0,Math.max(1,t))}i(Q$,"firstOf");function Y$(e){return e.length>1?[xe.command]:[]}i(Y$,"callerOf");var X$="# patchring: functions and calls of them";function Z$(e){return[{text:e,isScript:!0,useLocalScope:!1,arguments:[]}]}i(Z$,"scriptOf");function ma({parameters:e}){return Object.entries(e).flatMap(([t,r])=>r===void 0?[]:[[t,r]])}i(ma,"given");function eh(e){let t=ma(e).map(([r,n])=>({name:r,value:n}));return[{text:e.stated.command,isScript:!1,arguments:t}]}i(eh,"statementOf");async function $a(e,t,r,n){let a=r===""?[]:[X$,r].map(Z$);try{let o=[...a,eh(t)];return{ok:!0,value:await e.run({statements:o,noInput:!0},{timeout:n})}}catch(o){if(!(o instanceof $)||o.code!=="WINRM_PIPELINE_FAILED")throw o;return{ok:!1,failure:Be(o),arrived:"maybe"}}}i($a,"run");async function th(e,t,r){let n=await $a(e,t,r,t.stated.timeout);if(!n.ok)return n;let{output:a,errors:o}=n.value,[s]=o;return a.length>0||s===void 0?Hn(t.stated,n.value):{ok:!1,failure:vt(s),arrived:"maybe"}}i(th,"runOne");async function rh(e,t,r){let n=t.map(c=>({Name:c.stated.command,Given:Object.fromEntries(ma(c))})),a=t.reduce((c,{stated:l})=>c+l.timeout,0),o=await $a(e,{stated:xe,parameters:{Call:n}},r,a),s=o.ok?Hn(xe,o.value):o;if(!s.ok||s.value.answers.length!==t.length)return;let{answers:d}=s.value;return t.map(({stated:c},l)=>{let{output:u=[],failure:m=null}=d[l]??{};return m===null?Vn(c,u):{ok:!1,failure:vt(m),arrived:"maybe"}})}i(rh,"runAll");async function ha(e,t,r){let[n,a]=t;return n===void 0?[]:(a===void 0?void 0:await rh(e,t,r))??[await th(e,n,r)]}i(ha,"runTogether");async function nh(e){let[t]=await ha(e,[{stated:aa,parameters:{}}],"");if(t===void 0)throw new RangeError("one call has one answer");if(!t.ok){let{failure:a}=t;return a.code!=="WINDOWS_COMMAND_MISSING"?t:{...t,failure:_("WINDOWS_JEA_FUNCTIONS_MISSING",{cause:a.cause??a.message})}}let r=t.value.version;if(r===Ot)return{ok:!0,value:r};let n=`installed is version ${r}, called is version ${Ot}`;return{ok:!1,failure:_("WINDOWS_JEA_VERSION_MISMATCHED",{cause:n}),arrived:"no"}}i(nh,"readVersion");var ah=3e5,ih=new Set(["WINRM_SHELL_GONE","WINRM_CONNECTION_LOST"]);function oh(e){return[...e.map(({stated:{command:t},parameters:{Kind:r}})=>({command:t,kind:typeof r=="string"?r:void 0})),...Y$(e).map(t=>({command:t}))]}i(oh,"wantedBy");var sh=class{static{i(this,"PoolCalls")}#e;#t;#r=!1;constructor(e){this.#e=e}get hasPool(){return this.#t!==void 0}async serve(e){let t=this.#t!==void 0,r=await this.#n(e),n=r.findIndex(a=>!a.ok&&ih.has(a.failure.code));return!t||n<0?r:[...r.slice(0,n),...await this.#n(e.slice(n))]}close(){let e=this.#t?.pool.close();return this.#t=void 0,e}forget(){this.#t=void 0,this.#r=!1}async#n(e){let t=[],r=e.length;for(;t.length<e.length;){let a=Q$(e.slice(t.length,t.length+r)),o=await this.#a(a);o.ok?t.push(...o.value):t.push(...e.slice(t.length).map(()=>o)),o.ok&&o.value.length<a.length&&(r=1)}let{machine:n}=this.#e;return t.map((a,o)=>{let s=e[o]?.stated.command??"";return a.ok?a:{...a,failure:{...a.failure,machine:n,phase:s}}})}async#a(e){let t=e[0]?.stated.command??"",r=await this.#o(t);if(!r.ok)return{...r,arrived:"no"};let{pool:n,known:a}=r.value,o=a?.definitionFor(oh(e),this.#e.poolName),s=await this.#e.attempt(t,()=>ha(n,e,o?.text??""));return o!==void 0&&s.ok&&s.value.some(({ok:d})=>d)&&a?.learn(o),s}async#o(e){let t=await this.#i(e);if(!t.ok||t.value.known!==void 0||this.#r)return t;let r=await this.#e.attempt(e,()=>nh(t.value.pool)),n=r.ok?r.value:r;return n.ok?(this.#r=!0,t):n}async#i(e){if(this.#t!==void 0)return{ok:!0,value:this.#t};let{poolName:t,attempt:r}=this.#e,n=await r(e,async(a,{configurationName:o})=>{let s={name:t,idleTimeout:ah},d=o===void 0?{}:{configurationName:o};return{pool:await a.openPool({...s,...d}),known:o===void 0?new z$:void 0}});return n.ok&&(this.#t=n.value),n}},dh=new Set(["WINRM_PIPELINE_FAILED","WINRM_USAGE_INVALID"]);function Mt(e,t){return"refusedBy"in e?t(e.refusedBy):e.value}i(Mt,"outcomeOf");function ch(e){return e instanceof $?uo.has(e.code)?"refused":e.code==="WINRM_ACCESS_DENIED"||e.detail.fault!==void 0?"accepted":"unknown":"unknown"}i(ch,"judge");var lh=class{static{i(this,"Visit")}#e;#t;#r;#n;#a=Promise.resolve();#o=new Set;constructor(e){this.#e=e;let{machine:t,poolName:r}=e;this.#r=new sh({machine:t,poolName:r,attempt:i((n,a)=>this.#s(n,a),"attempt")})}get machine(){return this.#e.machine}get hasPool(){return this.#r.hasPool}call(e,t){let r=this.#n??this.#i(),n=r.calls.push({stated:e,parameters:t})-1;return r.answers.then(a=>a[n])}ask(e,t){return this.#$(()=>this.#s(e,t))}closePool(){return this.#$(async()=>this.#m())}close(){return this.#$(async()=>{this.#u(),await Promise.all(this.#o)})}#i(){let e=[],t=this.#$(()=>(this.#n===r&&(this.#n=void 0),this.#r.serve(e))),r={calls:e,answers:t};return this.#n=r,r}async#s(e,t){let{machine:r,guard:n}=this.#e,a;try{a=this.#c()}catch(u){return{ok:!1,failure:{...Be(u),machine:r,phase:e},arrived:"no"}}let{session:o,connection:s,subjects:d}=a,c=i(()=>this.#l(e,()=>t(o,s)),"run2");if(a.isProved){let{judgement:u,value:m}=await c();if(u==="refused")for(let h of d)n.note(h,u);return m}let l=await this.#d(e,a,c);if(l.ok){a.isProved=!0;let{mechanism:u="",fallback:m}=o.authentication??{};m!==void 0&&this.#e.onFallback?.({machine:r,mechanism:u,...m})}return l}async#d(e,t,r){let{machine:n,guard:a}=this.#e,{credential:o,prepare:s}=t.connection,d=i(u=>{s!==void 0&&this.#u();let m=`refused by ${u.join(", ")}`;return{ok:!1,failure:_("CREDENTIAL_WITHHELD",{machine:n,phase:e,cause:m}),arrived:"no"}},"withheld"),c={credential:o,machine:n,isSource:s!==void 0},l=a.refusalsOf(c);if(l!==void 0)return d(l);if(t.subjects=[c],s===void 0)return Mt(await a.run(c,r),d);try{let u={credential:`account ${await s()}`,machine:n};t.subjects=[c,u];let m=i(async()=>{let h="unknown",f=i(async()=>{let w=await r();return h=w.judgement,w},"judged"),p=Mt(await a.run(u,f),d);return{judgement:h,value:p}},"inner");return Mt(await a.run(c,m),d)}catch(u){if(!(u instanceof A))throw u;return{ok:!1,failure:{...Be(u),machine:n,phase:e},arrived:"no"}}}async#l(e,t){try{return{judgement:"accepted",value:{ok:!0,value:await t()}}}catch(r){let n=ch(r),a=Be(r),o={...n==="refused"&&this.#t?.connection.prepare!==void 0?_("CREDENTIAL_ANSWER_REJECTED",{cause:`${a.code}: ${a.message}`}):a,machine:this.#e.machine,phase:e};return r instanceof $&&r.detail.fault!==void 0?this.#m():r instanceof $&&dh.has(r.code)||this.#u(),{judgement:n,value:{ok:!1,failure:o,arrived:"maybe"}}}}#c(){if(this.#t!==void 0)return this.#t;let e=this.#e.connection();return this.#t={session:this.#e.connect(e.options),connection:e,isProved:!1,subjects:[]},this.#t}#u(){this.#f(this.#t?.session.close()),this.#t=void 0,this.#r.forget()}#m(){this.#f(this.#r.close())}#f(e){e!==void 0&&(this.#o.add(e),e.then(()=>this.#o.delete(e)))}#$(e){this.#n=void 0;let t=this.#a.then(e,e);return this.#a=t.catch(()=>{}),t}},uh=class{static{i(this,"WindowsFleet")}#e;#t=new em;#r=new Map;constructor(e){this.#e=e}machine(e){let t=e.name.toLowerCase(),r=this.#r.get(t);if(r!==void 0)return r;let n=new wm(this.#n(e,this.#e.onFallback));return this.#r.set(t,n),n}async preflight(e){let t=this.#n(e);try{return await Wm(t)}finally{await t.close()}}async close(){await Promise.all([...this.#r.values()].map(e=>e.release()))}#n(e,t){let{connectionOf:r,name:n,connect:a=Zu}=this.#e,o=i(()=>r(e),"connection"),{name:s}=e;return new lh({machine:s,connection:o,guard:this.#t,connect:a,poolName:n,onFallback:t})}};import{readFileSync as mh}from"node:fs";import{resolve as $h}from"node:path";var fa=2e4,pa=65536,hh=Ye({username:k().min(1).max(512),password:k().min(1).max(4096)}),ga={username:"",password:i(()=>"","password")};function fh(e,t,r,n){let{env:a}=n;switch(e.kind){case"password":return{credentials:{username:z(e.username,a),password:i(()=>z(e.password,a),"password")}};case"certificate":return{credentials:ga,clientCertificate:i(()=>ya(e,t,n),"clientCertificate")};case"sso":return{credentials:ga};case"exec":return yh(()=>wh(e.command,t,r,n),r)}}i(fh,"accountFor");function ph({form:e,way:t},{env:r,secret:n}){let{password:a}=(t.via===void 0?void 0:Zt(t.via))??{},o=e.kind==="password"?e.password:e.kind==="certificate"?e.passphrase:void 0;for(let s of[a,o]){let d=s===void 0?"":z(s,r);d!==""&&n(d)}}i(ph,"maskSecrets");function gh(e,{env:t,secret:r}){let n=e.indexOf("$"),a=z(e.slice(n),t);if(!(n===-1||a===""||a===e.slice(n)))return r(a),`${e.slice(0,n)}${a}`}i(gh,"meantBy");function ya(e,t,r){let n=Sa(e.key,`credentials.${t}.key`,r);r.secret(n);let a=Sa(e.certificate,`credentials.${t}.certificate`,r),o=e.passphrase===void 0?void 0:z(e.passphrase,r.env);return{cert:a,key:n,...o===void 0?{}:{passphrase:o}}}i(ya,"readCertificate");function Sa(e,t,{directory:r,env:n}){let a=z(e,n);if(a.includes("-----BEGIN "))return a;let o=ce(e),s=o===void 0?$h(r,a):a,d=o===void 0?`the file ${s}`:`what ${o} holds or names`,c=i(u=>new A([R("CREDENTIAL_FILE_UNREADABLE",`${t}: ${d} ${u}`)]),"refuse3"),l;try{l=mh(s,"utf8")}catch(u){let m=u instanceof Error&&"code"in u&&u.code==="ENOENT";throw c(m?"is not there":"cannot be read")}if(l.includes("-----BEGIN "))return l;throw c("is no PEM")}i(Sa,"pemOf");function yh(e,t){let r;return{async prepare(){return r=await e(),Sh(r.username,t.name)},async credentials(){let{username:n,password:a}=r??await e();return r=void 0,{username:n,password:i(()=>a,"password")}}}}i(yh,"byCommand");function Sh(e,t){let r=e.toLowerCase(),[n=""]=t.toLowerCase().split("."),[a="",o=""]=r.includes("\\")?r.split("\\"):["",r];return["",".",n,t.toLowerCase()].includes(a)&&!o.includes("@")?`${t.toLowerCase()}\\${o}`:r}i(Sh,"nameOfAccount");async function wh(e,t,r,{directory:n,secret:a,signal:o}){let s=e.map(c=>c.replaceAll("{machine}",r.name)),d=await he({command:s,directory:n,timeout:fa,limit:pa,signal:o});if(d.kind==="done"){let c=vh(d.output);if(c!==void 0)return a(c.password),c}throw new A([{...bh(d,`credentials.${t}.exec`),machine:r.name}])}i(wh,"askCommand2");function vh(e){try{return hh.safeParse(JSON.parse(e)).data}catch{return}}i(vh,"answerIn");function bh(e,t){switch(e.kind){case"missing":return R("CREDENTIAL_COMMAND_MISSING",`the command of ${t} cannot be started (${e.why})`);case"failed":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} failed (${e.how})`,{retryable:!0});case"overdue":return R("CREDENTIAL_COMMAND_OVERDUE",`the command of ${t} took more than ${fa/1e3} s`,{retryable:!0});case"aborted":return R("CREDENTIAL_COMMAND_FAILED",`the command of ${t} was ended, because the run is`);case"tooLong":return R("CREDENTIAL_ANSWER_TOO_LARGE",`the command of ${t} said more than ${pa} characters`);case"done":return R("CREDENTIAL_ANSWER_INVALID",`the command of ${t} did not answer with { "username": …, "password": … }`)}}i(bh,"failureOfEnd");import{readFileSync as Ph}from"node:fs";import{resolve as wa}from"node:path";function va(e,t){let r=Object.entries(e),n=r.find(([,{match:a}])=>a!==void 0&&Wi(t,a));return n!==void 0?n[0]:e.default!==void 0||r.length===0?"default":void 0}i(va,"credentialFor");function je({connection:e,credentials:t},r,n={}){let a=_i(e,r),o=er(e,a,n),s=va(t,r);if(s===void 0)return;let d=t[s],c=d===void 0?Ji(o.auth):Li(d);return c===void 0?void 0:{entry:a,way:o,label:s,form:c}}i(je,"logonFor");function Rh(e,t){let r=new Map,n=i((a,o,s="")=>{if(t[a]||r.has(a))return;let d=`the environment variable ${a} is not set; ${o} needs it`,c=`Set ${a} from a secret of the pipeline${s}.`;r.set(a,R("CREDENTIAL_MISSING",d,{next:c}))},"need");for(let{way:a,label:o,form:s}of e){let d=ve(a.auth)?`, or write credentials: { ${o}: { sso: true } } to log on as whoever runs patchring`:"";for(let c of Vi(s)){let l=ce(c);l!==void 0&&n(l,`credentials.${o}`,d)}for(let c of Qi(a.via))n(c,"connection.via")}return[...r.values()]}i(Rh,"missingVariables");function Ke(e){return e.map((t,r)=>typeof t=="number"?`[${t}]`:`${r===0?"":"."}${String(t)}`).join("")}i(Ke,"formatPath");function Eh(e,t){let r=ki(e,t);return r===void 0?"":`; did you mean "${r}"?`}i(Eh,"suggestion");function Tt({policy:e},t){return Object.entries(e.credentials).flatMap(([r,n])=>{let a=n[t];return a===void 0?[]:[{path:["credentials",r,t],value:a}]})}i(Tt,"valuesOf");function ba(e,t,r){let n=`${t} stands in the file: write $${r} here, set that variable from a secret of the pipeline, and change the ${t.replace(/^an? /,"")}, which others may have read`;return K("POLICY_SECRET_FOUND",e,n)}i(ba,"secretFault");var Ch=i(e=>[...["password","passphrase"].flatMap(t=>Tt(e,t).flatMap(({path:r,value:n})=>{if(ce(n)!==void 0)return[];let a=`PATCHRING_${t.toUpperCase()}`;return[n.startsWith("$")?Pa(r,a):ba(r,`a ${t}`,a)]})),...Tt(e,"key").filter(({value:t})=>t.includes("-----BEGIN")).map(({path:t})=>ba(t,"a private key","PATCHRING_CLIENT_KEY"))],"noSecrets"),Nh=i(e=>["username","certificate","key"].flatMap(t=>Tt(e,t).flatMap(({path:r,value:n})=>!n.startsWith("$")&&!n.includes("${")||ce(n)!==void 0?[]:[Pa(r,`PATCHRING_${t==="username"?"USERNAME":`CLIENT_${t.toUpperCase()}`}`)])),"onlyOurVariables");function Pa(e,t){let r=`only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${t}`;return K("POLICY_VARIABLE_REFUSED",e,r)}i(Pa,"refusedVariable");var Ra="username with password, exec (a command that answers for each machine), certificate with key, or sso: true",Ih=i(({policy:e})=>Object.entries(e.credentials).flatMap(([t,r])=>{let n=["credentials",t],a=i(c=>[K("POLICY_CREDENTIAL_UNCLEAR",n,c)],"refuse3"),o=Object.values(Ai).flatMap(c=>{let l=c.filter(u=>r[u]!==void 0);return l.length===0?[]:[{keys:c,found:l}]}),[s,d]=o;if(s===void 0)return a(`credentials.${t} does not say who logs on: write ${Ra}`);if(d!==void 0){let[c,l]=[s,d].map(({found:u})=>Ke([...n,u[0]??""]));return a(`${c} and ${l} say in two ways who logs on: keep one of ${Ra}`)}return s.keys.slice(0,2).filter(c=>r[c]===void 0).flatMap(c=>a(`${Ke([...n,s.found[0]??""])} needs ${c} beside it`))}),"oneForm"),kh=i(({policy:e})=>Object.entries(e.credentials).flatMap(([t,{exec:r=[]}])=>r.flatMap((n,a)=>{let o=["credentials",t,"exec",a];if(n.startsWith("$"))return[K("POLICY_VARIABLE_REFUSED",o,"nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment")];if(a===0&&n.includes("{machine}"))return[K("POLICY_CREDENTIAL_UNCLEAR",o,"the command itself is the same for every machine: write {machine} among its arguments")];let s=/\{(?!machine\})[A-Za-z]+\}/.exec(n)?.[0];return s===void 0?[]:[K("POLICY_CREDENTIAL_UNCLEAR",o,`${s} stands for nothing here: {machine} is the name of the machine, and there is no other`)]})),"commandsFit"),Oh=i(({policy:{credentials:e},machines:t})=>{let r=Object.entries(e).flatMap(([o,{match:s}])=>{let d=["credentials",o];if(o==="default"&&s!==void 0)return[K("POLICY_CREDENTIAL_INVALID",[...d,"match"],"credentials.default is for all other machines: take match out, or rename it")];if(o!=="default"&&s===void 0){let c=`credentials.${o} does not say for which machines it is: add match: key=value, or call it default`;return[K("POLICY_CREDENTIAL_INVALID",d,c)]}return[]});if(r.length>0)return r;let n=t.find(({entry:o})=>va(e,o)===void 0);if(n===void 0)return[];let a=`no credential matches ${n.entry.name}: add credentials.default, or a credential that matches one of its labels`;return[K("POLICY_CREDENTIAL_INVALID",["credentials"],a)]},"everybodyHasOne");function Dt({way:{auth:e,ntlmFallback:t},form:{kind:r}}){if(e==="certificate"&&r!=="certificate")return"this authentication needs certificate and key";if(r==="certificate"&&e!=="certificate")return"a client certificate is for auth: certificate";if(r==="sso")return ve(e)?t?"NTLM needs a user and a password, so ntlmFallback could never be used":void 0:"sso is for auth: kerberos and auth: negotiate"}i(Dt,"whyUnfit");var Mh=i(({policy:e,machines:t})=>{let r=new Set;return t.flatMap(({entry:n})=>{let a=je(e,n),o=a===void 0?void 0:Dt(a);if(a===void 0||o===void 0)return[];let{label:s,entry:d,way:c}=a,l=JSON.stringify([s,d]);if(r.has(l))return[];r.add(l);let u=d!==void 0&&e.connection.for[d]?.auth!==void 0,m=Ke(u?["connection","for",d,"auth"]:["connection","auth"]),h=`credentials.${s} is for ${n.name}, where ${m} is ${c.auth}: ${o}`;return[K("POLICY_CREDENTIAL_INVALID",["credentials",s],h)]})},"logonsFit"),Th=[Ch,Nh,Ih,kh,Oh,Mh],Dh=/^([0-9A-Fa-f]{2}:?){32}$/;function _h({transport:e,auth:t,port:r,pin:n,configuration:a}){return Object.fromEntries(Object.entries({transport:e,auth:t,port:r,pin:n,configuration:a}).filter(([,o])=>o!==void 0))}i(_h,"givenIn");function Ah(e,t,r){let n=[],a=i((h,f)=>{n.push(R("ARGUMENT_INVALID",h,{next:f}))},"refuse3"),{ca:o,pin:s,port:d,configuration:c}=e,l=[r,...t.map(({way:h})=>h)].some(({transport:h})=>h==="https");(o??s)!==void 0&&!l&&a("ca and pin mean nothing without HTTPS, and the transport is http-sealed.","Leave them out, or use https.");let u=t.find(({way:h})=>h.transport!=="https"&&(h.auth==="basic"||h.auth==="certificate"));if(u!==void 0){let h=e.auth===void 0?"The policy logs on":"This run logs on",f=`Leave the ${e.transport===void 0?"authentication":"transport"} out, or use ntlm.`;a(`${h} with ${u.way.auth}, which is only done over HTTPS.`,f)}let m=e.auth===void 0?void 0:t.find(h=>Dt(h)!==void 0);return m!==void 0&&a(`auth is ${m.way.auth}, and credentials.${m.label} does not go with it: ${Dt(m)}.`,"Leave auth out, or change the credential in the policy."),s!==void 0&&!Dh.test(s)&&a("The pin is not a SHA-256: 64 hexadecimal digits.","Copy the thumbprint (SHA-256) of the certificate."),d!==void 0&&(d<1||d>65535)&&a(`The port is ${d}.`,"Write a number from 1 to 65535."),c!==void 0&&!/^[\w.-]{1,128}$/.test(c)&&a("The configuration is no name.","Write the name of a session configuration, for example Patchring."),n}i(Ah,"faultsOfGiven");function Lh(e){return[...new Map(e.map(t=>[JSON.stringify([t.entry,t.label]),t])).values()]}i(Lh,"distinct");function Wh(e,t){return e.flatMap(({form:r,label:n})=>{if(r.kind!=="certificate")return[];try{return ya(r,n,t),[]}catch(a){if(a instanceof A)return a.failures;throw a}})}i(Wh,"faultsOfFiles");function Uh(e,t,r,n){if(e===void 0&&t===void 0)return;let a=e??wa(r,t??""),o=e===void 0?"POLICY_CONNECTION_INVALID":"ARGUMENT_INVALID",s="Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";try{let d=Ph(a,"utf8");if(d.includes("-----BEGIN CERTIFICATE-----"))return d;n.push(R(o,"this file holds no PEM certificate.",{place:{file:a},next:s}))}catch(d){let c=d instanceof Error&&"code"in d&&d.code==="ENOENT"?"is not there":"cannot be read";n.push(R(o,`the certificate authority ${c}.`,{place:{file:a},next:s}))}}i(Uh,"readCa");function Bh(e,{env:t}){let{user:r,password:n,place:a}=Zt(e)??{user:void 0,password:void 0,place:""},[o,s]=[r,n].map(d=>encodeURIComponent(z(d??"",t)));return`socks5://${r===void 0?"":`${o}:${s}@`}${a}`}i(Bh,"jumpUrl");function xh(e,{env:t,directory:r}){let{PATCHRING_PWSH:n}=t;if(n)return n;if(e.interpreter!==void 0)return/[/\\]/.test(e.interpreter)?wa(r,e.interpreter):e.interpreter}i(xh,"interpreterOf");function Gh(e,t){if(!ve(e.auth))return{};let r=xh(e,t);return{kerberos:{...r===void 0?{}:{interpreter:{command:r}},...e.spn===void 0?{}:{spn:e.spn}},...e.ntlmFallback?{ntlmFallback:!0}:{}}}i(Gh,"kerberosOf");function Fh(e){let{policy:t,machines:r,overrides:n,directory:a,env:o}=e,s=_h(n),d=Lh(r.flatMap(p=>je(t,p,s)??[]));for(let p of d)ph(p,e);let c=Rh(d,o),l=er(t.connection,void 0,s),u=[...Ah(n,d,l),...c.length>0?c:Wh(d,e)],m=new Map;for(let{ca:p,transport:w}of[l,...d.map(({way:b})=>b)]){let b=n.ca??p;w!=="https"||b===void 0||m.has(b)||m.set(b,Uh(n.ca,p,a,u)??"")}if(u.length>0)throw new A(u);let h=i(({ca:p,transport:w})=>w==="https"?m.get(n.ca??p??""):void 0,"pemOf2"),f=i(p=>{let w=je(t,p,s);if(w===void 0)throw new RangeError(`a checked policy has a credential for ${p.name}`);let{way:b,form:v,label:F}=w,Y=fh(v,F,p,e);return{credential:F,...Y.prepare===void 0?{}:{prepare:Y.prepare},...b.configuration===void 0?{}:{configurationName:b.configuration},options:{endpoint:jh(b,p,{ca:h(b),via:b.via&&Bh(b.via,e)}),credentials:Y.credentials,channel:{auth:b.auth,...Gh(b,e),...Y.clientCertificate===void 0?{}:{clientCertificate:Y.clientCertificate}}}}},"connectionOf");return{ca:h(l),connectionOf:f}}i(Fh,"createConnections");function jh(e,{name:t,address:r,port:n},{ca:a,via:o}){let s=n??e.port,d=r!==void 0&&(e.transport==="https"||ve(e.auth));return{transport:e.transport,host:r??t,...s===void 0?{}:{port:s},...d?{servername:t}:{},...a===void 0?{}:{ca:a},...e.pin===void 0?{}:{pin:e.pin},...o===void 0?{}:{via:o}}}i(jh,"endpointOf");var Kh=gm.filter(({command:e})=>e!==Nt.command).map(({command:e})=>e);function qh(e){return`'${e.replaceAll("'","''")}'`}i(qh,"quoted");var pp=Kh.map(e=>`        ${qh(e)}`).join(`,
`);function Hh(e){return Oi(e)}i(Hh,"journalEndOf");import{request as Vh}from"node:http";import{request as Jh}from"node:https";import{setTimeout as zh}from"node:timers/promises";var Qh=/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/,Yh=2e3;function Xh(e){if(!URL.canParse(e))return;let t=new URL(e);return t.protocol==="https:"||t.protocol==="http:"&&Qh.test(t.hostname)?t:void 0}i(Xh,"addressOf2");function Zh(e){return e!==void 0&&/^\d{1,4}$/.test(e)?Number(e)*1e3:void 0}i(Zh,"secondsOf");function Ea(e,t,r){let n=e.protocol==="https:"?Jh:Vh,a={"Content-Type":"application/json","Content-Length":Buffer.byteLength(t),"User-Agent":"patchring"};return new Promise((o,s)=>{let d=n(e,{method:"POST",agent:!1,signal:r,headers:a});d.on("response",c=>{let l=Zh(c.headers["retry-after"]);o({status:c.statusCode??0,retryAfter:l}),c.destroy()}),d.on("error",s),d.end(t)})}i(Ea,"send");function ef(e){let{name:t,code:r}=e;return t==="TimeoutError"||t==="AbortError"?"no answer in time":r??"no answer"}i(ef,"wordOf");async function tf({url:e,body:t,timeout:r,signal:n}){let a=Xh(e);if(a===void 0)return"the variable holds no https address";let o=AbortSignal.timeout(r),s=n===void 0?o:AbortSignal.any([o,n]);try{let d=await Ea(a,t,s);return d.status===429||d.status>=500?(await zh(Math.min(d.retryAfter??500,Yh),void 0,{signal:s}),Ca((await Ea(a,t,s)).status)):Ca(d.status)}catch(d){return ef(d)}}i(tf,"post");function Ca(e){return e>=200&&e<300?void 0:`answered with HTTP ${e}`}i(Ca,"statusText");async function rf({command:e,directory:t,body:r,timeout:n,signal:a}){let o=await he({command:e,directory:t,timeout:n,limit:65536,input:Buffer.from(r),signal:a});switch(o.kind){case"done":case"tooLong":return;case"missing":return o.why;case"failed":return o.how;case"overdue":return`it did not end in ${n} ms`;case"aborted":return"the run was asked to stop"}}i(rf,"runHook");var nf=5e3,af=3e4;function of(e,{directory:t,env:r,secret:n,signal:a}){if("exec"in e){let d={command:e.exec,directory:t,timeout:af,signal:a};return{name:e.exec[0]??"",unready:void 0,deliver:i(c=>rf({...d,body:c}),"deliver")}}let o=ce(e.url)??"",s=z(e.url,r);return s!==""&&n(s),{name:`the webhook of ${o}`,unready:s===""?`${o} is not set`:void 0,deliver:i(d=>tf({url:s,body:d,timeout:nf,signal:a}),"deliver")}}i(of,"openMessenger");function sf(e){let{name:t,signal:r,onFallback:n,clock:a=Bt()}=e,{ca:o,connectionOf:s}=Fh(e),d=new uh({connectionOf:s,name:t,onFallback:n}),c=nc({directory:e.directory,signal:r,meant:i(l=>gh(l,e),"meant"),...o===void 0?{}:{ca:o}});return{clock:a,fleet:vd(d,a),runner:bd(c,a),preflight:i(l=>a.during(d.preflight(l)),"preflight"),close:i(()=>d.close(),"close")}}i(sf,"openWorld");function df(){return Od()}i(df,"runnerName");async function cf(e){return(await import("./embedded-XH4TMVL3.mjs")).playStory(e)}i(cf,"playStory");function lf(){return import("./incident-GYSLMG6H.mjs")}i(lf,"loadIncidents");async function uf(e){return(await import("./figures-KZBNQGAR.mjs")).figuresOf(e)}i(uf,"figuresOf");function mf(e){let t=[];for(let r of e)for(let[n,a]of r.entries())t[n]=Math.max(t[n]??0,a.length<=44?a.length:0);return e.map(r=>r.map((n,a)=>n.padEnd(t[a]??0)).join("  ").trimEnd())}i(mf,"tableOf");export{Th as credentialRules,Kr as defaultPlace,uf as figuresOf,Ke as formatPath,Hh as journalEndOf,kd as liesIn,lf as loadIncidents,je as logonFor,Ed as openLedger,of as openMessenger,sf as openWorld,cf as playStory,df as runnerName,Eh as suggestion,mf as tableOf};
