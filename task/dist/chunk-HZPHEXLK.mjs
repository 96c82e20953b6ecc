import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  anytime,
  asksKerberos,
  choiceNamed,
  connectionSchema,
  credentialRules,
  credentialSchema,
  defaultGates,
  fault,
  formatPath,
  fromHere,
  gateEntrySchema,
  hasLabel,
  holdSchema,
  isTimeZone,
  jumpOf,
  labelSchema,
  lineageFileSchema,
  lineageRows,
  machineEntrySchema,
  named,
  openWorld,
  pathFrom,
  runnerName,
  stages,
  suggestion,
  variableOf,
  wayOf,
  windowOf,
  windowSchema,
  withOwnRows
} from "./chunk-K25K47YR.mjs";
import {
  LineCounter,
  isCollection,
  isMap,
  isNode,
  isScalar,
  parseDocument
} from "./chunk-QI4JYQQ3.mjs";
import {
  kbSchema,
  packageSchema,
  updateSources
} from "./chunk-JW5IT2NY.mjs";
import {
  FailureError,
  failureOf,
  nearest
} from "./chunk-B3KDKBGD.mjs";
import {
  durationSchema,
  formatDuration,
  parseDuration
} from "./chunk-7DNNZ33R.mjs";
import {
  NEVER,
  _enum,
  array,
  boolean,
  coerce_exports,
  int,
  iso_exports,
  literal,
  looseObject,
  number,
  record,
  strictObject,
  string,
  toJSONSchema,
  union
} from "./chunk-R4JUHN2B.mjs";

// src/policy/membership.ts
function membersOf(rings, machines) {
  const chosen = rings.map(({ machines: selector }) => selector === "rest" ? [] : machines.filter(matcher(selector)));
  const taken = new Set(chosen.flat());
  const rest = machines.filter((machine) => !taken.has(machine));
  return rings.map((ring, index) => ({ ring, machines: ring.machines === "rest" ? rest : chosen[index] ?? [] }));
}
function labelsOf(selector) {
  if (selector === "rest" || Array.isArray(selector)) return [];
  return typeof selector.label === "string" ? [selector.label] : selector.label;
}
function groupMembers({ machines: names2, label }, machines) {
  if (names2 !== void 0) return machines.filter(matcher(names2));
  return label === void 0 ? [] : machines.filter(matcher({ label }));
}
function inOrder(groups, machines) {
  const placed = [...machines];
  for (const { order = [] } of groups) {
    const wanted = order.flatMap(
      (name) => placed.find((machine) => machine.name.toLowerCase() === name.toLowerCase()) ?? []
    );
    const places = wanted.map((machine) => placed.indexOf(machine)).sort((a, b) => a - b);
    for (const [index, machine] of wanted.entries()) placed.splice(places[index] ?? 0, 1, machine);
  }
  return placed;
}
function matcher(selector) {
  if (Array.isArray(selector)) {
    const names2 = new Set(selector.map((name) => name.toLowerCase()));
    return (machine) => names2.has(machine.name.toLowerCase());
  }
  const labels = labelsOf(selector);
  return (machine) => labels.every((label) => hasLabel(machine, label));
}

// src/commands/policy-input.ts
import { resolve } from "node:path";

// src/policy/load.ts
import path3 from "node:path";

// src/policy/csv.ts
function readCsv(text) {
  const separator = separatorOf(text);
  const cell = new RegExp(
    `(?: *"((?:[^"]|"")*)" *|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r\\n|\\n|\\r|$)`,
    "y"
  );
  const rows = [];
  let cells = [];
  let [line, start] = [1, 1];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) return void 0;
    const [whole, quoted2, plain = "", end = ""] = match;
    cells.push((quoted2?.replaceAll('""', '"') ?? plain).trim());
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === separator) continue;
    rows.push({ cells, line: start });
    [cells, start] = [[], line];
  }
  if (cells.length > 0) rows.push({ cells: [...cells, ""], line: start });
  return rows.filter((row) => row.cells.some((one) => one !== ""));
}
function separatorOf(text) {
  const [first = ""] = text.split(/\r?\n/, 1);
  const count = (mark) => first.split(mark).length;
  return [",", ";", "	"].reduce((best, mark) => count(mark) > count(best) ? mark : best);
}

// src/policy/document.ts
var maxAliases = 100;
var options = { prettyErrors: false, uniqueKeys: true, version: "1.2", schema: "core" };
function readSource(text) {
  if (text.trim() === "") return faulty({ kind: "empty", message: "the file is empty" });
  const quick = readJson(text);
  if (quick === void 0) return parse(text);
  let whole;
  const placeOf2 = (path4, atKey) => {
    whole ??= parse(text);
    return whole.placeOf(path4, atKey);
  };
  return { value: quick.value, faults: [], placeOf: placeOf2 };
}
var shortWayFrom = 1e5;
function readJson(text) {
  if (text.length < shortWayFrom || !/^\s*[[{]/.test(text) || nestingOf(text) > deepest) return void 0;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return void 0;
  }
}
var deepest = 64;
function nestingOf(text) {
  let [depth, most] = [0, 0];
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}
function faulty(...faults) {
  return { value: void 0, faults, placeOf: () => void 0 };
}
function parse(text) {
  const counter = new LineCounter();
  const document = parseDocument(text, { ...options, lineCounter: counter });
  const placeAt = (offset) => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    return faulty(...document.errors.slice(0, 20).map((error) => faultOf(error, placeAt(error.pos[0]))));
  }
  if (document.contents === null || isScalar(document.contents) && document.contents.value === null) {
    return faulty({ kind: "empty", message: "the file holds nothing but comments" });
  }
  try {
    const value = document.toJS({ maxAliasCount: maxAliases });
    return { value, faults: [], placeOf: (path4, atKey) => locate(document, path4, atKey, placeAt) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    if (!/excessive/i.test(error.message))
      return faulty({ kind: "syntax", message: `this is not YAML: ${error.message}` });
    return faulty({
      kind: "aliases",
      message: `the file repeats itself through more than ${maxAliases} aliases: write it out`
    });
  }
}
function faultOf({ code: code2, message }, place) {
  if (code2 === "TAB_AS_INDENT")
    return { kind: "tabs", message: "YAML is indented with spaces, and here stands a tab: write spaces", place };
  if (code2 === "DUPLICATE_KEY")
    return { kind: "duplicateKey", message: "this key stands here a second time: keep one of them", place };
  return { kind: "syntax", message: `this is not YAML: ${message.split("\n")[0]}`, place };
}
function locate(document, path4, atKey, placeAt) {
  let node = document.contents;
  let place = node?.range?.[0] ?? 0;
  for (const [index, part] of path4.entries()) {
    const isLast = index === path4.length - 1;
    if (isMap(node) && isLast && atKey === true) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      return placeAt(isNode(pair?.key) ? pair.key.range?.[0] ?? place : place);
    }
    const child = isCollection(node) ? node.get(typeof part === "symbol" ? formatPath([part]) : part, true) : void 0;
    if (!isNode(child)) break;
    node = child;
    place = child.range?.[0] ?? place;
  }
  return placeAt(place);
}

// src/policy/guards.ts
function withGuards(policy) {
  const [before, after] = stages.map((stage) => guarded(policy, stage));
  return { ...policy, gates: { before: before ?? [], after: after ?? [] } };
}
function guarded({ gates, hotpatch }, stage) {
  const wanted = gates[stage];
  const guards = [...hotpatch === "ignore" ? [] : ["hotpatch"], ...stage === "before" ? ["notHeld"] : []];
  const missing = guards.filter((name) => !wanted.some(({ gate }) => gate === name)).map(choiceNamed);
  return [...wanted, ...missing].map(
    (choice2) => choice2.gate === "hotpatch" && hotpatch === "requireEnrolled" ? { ...choice2, settings: { ...choice2.settings, requireEnrolled: true } } : choice2
  );
}

// src/policy/issues.ts
function faultsOf(issues, subject) {
  const faults = issues.flatMap((issue) => faultsOfIssue(issue, [], subject));
  const misspelt = new Set(
    faults.flatMap(({ path: path4, meant }) => meant === void 0 ? [] : [formatPath([...path4.slice(0, -1), meant])])
  );
  const told = /* @__PURE__ */ new Set();
  return faults.filter(({ code: code2, path: path4 }) => {
    const place = formatPath(path4);
    if (told.has(`${code2} ${place}`) || code2.endsWith("_VALUE_MISSING") && misspelt.has(place)) return false;
    told.add(`${code2} ${place}`);
    return true;
  });
}
function faultsOfIssue(issue, above, subject) {
  const path4 = [...above, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branch = meantBranch(issue.errors);
    if (branch !== void 0) return branch.flatMap((one) => faultsOfIssue(one, path4, subject));
  }
  const file = subject.file;
  if (issue.code === "unrecognized_keys") {
    const known2 = keysAt(subject, path4);
    return issue.keys.map((key) => ({
      code: `${prefixOf(file)}_KEY_UNKNOWN`,
      file,
      path: [...subject.at, ...path4, key],
      atKey: true,
      meant: nearest(key, known2),
      message: `unknown key "${key}"${suggestion(key, known2) || `; the keys here are ${known2.join(", ")}`}`
    }));
  }
  const value = valueAt(subject.value, path4);
  const name = formatPath([...subject.at, ...path4]);
  const isMissing = value === void 0 && issue.code !== "custom";
  return [
    {
      code: `${prefixOf(file)}_VALUE_${isMissing ? "MISSING" : "INVALID"}`,
      file,
      path: [...subject.at, ...path4],
      message: isMissing ? `${name} is missing${expected(issue)}` : `${name || "the file"}: ${sentence(issue, value, isSecret(path4) ? "the value" : quoted(value))}`
    }
  ];
}
var prefixes = { policy: "POLICY", inventory: "INVENTORY", data: "DATA" };
function prefixOf(file) {
  return prefixes[file];
}
function meantBranch(branches) {
  const isAside = (issue) => issue.path.length === 0 && issue.code === "invalid_type";
  const fitting = branches.filter((branch) => !branch.some(isAside));
  if (fitting.length === 0) return void 0;
  const depth = (branch) => Math.max(...branch.map((issue) => issue.path.length));
  const strange = (branch) => branch.filter(({ code: code2 }) => code2 === "unrecognized_keys").length;
  const isBetter = (one, other) => depth(one) > depth(other) || depth(one) === depth(other) && strange(one) < strange(other);
  return fitting.reduce((best, branch) => isBetter(branch, best) ? branch : best);
}
function expected(issue) {
  if (issue.code === "invalid_value") return `: write ${choice(issue.values)}`;
  if (issue.code === "invalid_union" && "options" in issue) return `: write ${choice(issue.options ?? [])}`;
  if (issue.code === "invalid_type") return `: write ${kindNames[issue.expected] ?? issue.expected}`;
  return "";
}
var kindNames = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys and values",
  record: "keys and values"
};
function choice(values) {
  const names2 = values.map(String);
  return names2.length === 1 ? `${names2[0]}` : `${names2.slice(0, -1).join(", ")} or ${names2.at(-1)}`;
}
function sentence(issue, value, written2) {
  if (!/^(Invalid|Too (small|big)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_value":
      return unknownWord(value, written2, issue.values);
    case "invalid_union":
      return unknownWord(value, written2, "options" in issue ? issue.options ?? [] : []);
    case "invalid_type":
      return `${written2} is ${kindOf(value)}; write ${kindNames[issue.expected] ?? issue.expected}`;
    case "too_small":
      if (issue.origin === "array" || issue.origin === "string") return "this must not be empty";
      return `${written2} is too small; write ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `${written2} is too large; write at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}
function unknownWord(value, written2, known2) {
  if (known2.length === 0) return `${written2} cannot stand here`;
  const meant = typeof value === "string" ? suggestion(value, known2.map(String)) : "";
  return `${written2} is not known here${meant === "" ? "; write" : `${meant} Write`} ${choice(known2)}`;
}
function isSecret(path4) {
  return path4.some((part) => /credential|password|passwd|secret|token|^via$/i.test(String(part)));
}
function quoted(value) {
  if (typeof value === "string") return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  return typeof value === "object" && value !== null ? kindOf(value) : String(value);
}
function kindOf(value) {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "keys and values";
  return typeof value === "string" ? "a text" : typeof value === "number" ? "a number" : `a ${typeof value}`;
}
function valueAt(value, path4) {
  return path4.reduce((inner, part) => {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, part)) return void 0;
    return Reflect.get(inner, part);
  }, value);
}
function keysAt({ schema, value }, path4) {
  let shapes = [shapeOf(schema)];
  for (const [index, part] of path4.entries()) {
    const here = forms(shapes, valueAt(value, path4.slice(0, index)));
    shapes = here.flatMap((shape) => childOf(shape, part));
  }
  return [...new Set(forms(shapes, valueAt(value, path4)).flatMap((shape) => Object.keys(shape.properties ?? {})))];
}
var shapesBySchema = /* @__PURE__ */ new WeakMap();
function shapeOf(schema) {
  const known2 = shapesBySchema.get(schema);
  if (known2 !== void 0) return known2;
  const shape = toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  shapesBySchema.set(schema, shape);
  return shape;
}
function isShape(shape) {
  return typeof shape === "object" && shape !== null && !Array.isArray(shape);
}
function childOf(shape, part) {
  const property = shape.properties?.[String(part)] ?? (typeof part === "number" ? shape.items : shape.additionalProperties);
  return isShape(property) ? [property] : [];
}
function forms(shapes, value) {
  const all = shapes.flatMap((shape) => {
    const branches = [...shape.anyOf ?? [], ...shape.oneOf ?? []];
    return branches.length === 0 ? [shape] : forms(branches.filter(isShape), value);
  });
  const fitting = all.filter(
    (shape) => Object.entries(shape.properties ?? {}).every(
      ([key, property]) => !isShape(property) || property.const === void 0 || valueAt(value, [key]) === property.const
    )
  );
  return fitting.length > 0 ? fitting : all;
}

// src/policy/inventory.ts
var listSchema = array(machineEntrySchema).min(1);
var fileSchema = strictObject({ machines: listSchema });
var ansibleSchema = looseObject({ _meta: looseObject({ hostvars: record(string(), looseObject({})) }) });
var groupSchema = looseObject({
  hosts: array(string()).default([]),
  children: array(string()).default([])
});
function machinesInPolicy(entries) {
  return entries.map((entry, index) => ({ entry, file: "policy", path: ["inventory", index] }));
}
function machinesInFile(value) {
  const ansible = ansibleSchema.safeParse(value);
  if (ansible.success) return machinesOfAnsible(ansible.data);
  const isList = Array.isArray(value);
  const schema = isList ? listSchema : fileSchema;
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    return { machines: [], faults: faultsOf(parsed.error.issues, { file: "inventory", schema, value, at: [] }) };
  }
  const at2 = isList ? [] : ["machines"];
  const entries = Array.isArray(parsed.data) ? parsed.data : parsed.data.machines;
  return { machines: entries.map((entry, index) => ({ entry, file: "inventory", path: [...at2, index] })), faults: [] };
}
var hostVariablesSchema = looseObject({
  ansible_host: string().optional(),
  ansible_port: coerce_exports.number().int().min(1).max(65535).optional(),
  patchring_time_zone: string().optional(),
  patchring_labels: record(string(), string()).default({})
});
function machinesOfAnsible(value) {
  const { hostvars } = value._meta;
  const groups = /* @__PURE__ */ new Map();
  for (const [name, group] of Object.entries(value)) {
    const parsed = groupSchema.safeParse(group);
    if (name !== "_meta" && parsed.success) groups.set(name, parsed.data);
  }
  const labels = /* @__PURE__ */ new Map();
  for (const name of groups.keys()) {
    for (const host of hostsOf(name, groups, /* @__PURE__ */ new Set())) {
      const own = labels.get(host) ?? {};
      if (name !== "all" && name !== "ungrouped") own[`group.${name}`] = "yes";
      labels.set(host, own);
    }
  }
  const faults = [];
  const machines = [];
  for (const name of /* @__PURE__ */ new Set([...labels.keys(), ...Object.keys(hostvars)])) {
    const path4 = ["_meta", "hostvars", name];
    const variables = hostVariablesSchema.safeParse(hostvars[name] ?? {});
    const written2 = variables.success ? {
      name,
      address: variables.data.ansible_host,
      port: variables.data.ansible_port,
      timeZone: variables.data.patchring_time_zone,
      labels: { ...labels.get(name), ...variables.data.patchring_labels }
    } : { name };
    const entry = machineEntrySchema.safeParse(written2);
    const bad = [
      ...variables.success ? [] : faultsOf(variables.error.issues, {
        file: "inventory",
        schema: hostVariablesSchema,
        value: hostvars[name],
        at: path4
      }),
      ...entry.success ? [] : faultsOf(entry.error.issues, { file: "inventory", schema: machineEntrySchema, value: written2, at: path4 })
    ];
    faults.push(...bad);
    if (entry.success && bad.length === 0) machines.push({ entry: entry.data, file: "inventory", path: path4 });
  }
  return { machines, faults };
}
function hostsOf(name, groups, seen) {
  const group = groups.get(name);
  if (group === void 0 || seen.has(name)) return [];
  seen.add(name);
  return [...group.hosts, ...group.children.flatMap((child) => hostsOf(child, groups, seen))];
}
var columns = ["name", "address", "port", "timeZone"];
function machinesInCsv(rows) {
  const [header, ...rest] = rows;
  if (header === void 0) return { machines: [], faults: [] };
  const headFaults = faultsOfHeader(header);
  if (headFaults.length > 0) return { machines: [], faults: headFaults };
  const machines = [];
  const faults = [];
  for (const row of rest) {
    const path4 = [row.line];
    const written2 = entryOf(header.cells, row.cells);
    const parsed = machineEntrySchema.safeParse(written2);
    if (parsed.success) machines.push({ entry: parsed.data, file: "inventory", path: path4 });
    else
      faults.push(
        ...faultsOf(parsed.error.issues, { file: "inventory", schema: machineEntrySchema, value: written2, at: path4 })
      );
  }
  return { machines, faults };
}
function faultsOfHeader({ cells, line }) {
  const names2 = cells.map((cell) => cell.toLowerCase());
  const twice = cells.filter((cell, index) => cell !== "" && names2.indexOf(cell.toLowerCase()) !== index);
  const faults = twice.map((cell) => ({
    code: "INVENTORY_KEY_DUPLICATED",
    file: "inventory",
    path: [line],
    message: `the column "${cell}" stands twice in the first line: keep one of them`
  }));
  if (names2.includes("name")) return faults;
  const meant = cells.find((cell) => suggestion(cell, ["name"]) !== "");
  const hint = meant === void 0 ? "" : ` ("${meant}" is not it)`;
  const message = `the first line must name the columns, and one of them must be name${hint}`;
  return [...faults, { code: "INVENTORY_VALUE_MISSING", file: "inventory", path: [line], message }];
}
function entryOf(header, cells) {
  const entry = {};
  const labels = {};
  for (const [index, cell] of cells.entries()) {
    const name = header[index] ?? "";
    if (cell === "" || name === "") continue;
    const column = columns.find((known2) => known2.toLowerCase() === name.toLowerCase());
    if (column === void 0) labels[name] = cell;
    else entry[column] = column === "port" ? /^\d+$/.test(cell) ? Number(cell) : cell : cell;
  }
  return { ...entry, labels };
}

// src/policy/load/data.ts
import path from "node:path";

// src/knowledge/holes.ts
var cveSchema = string().regex(/^CVE-\d{4}-\d{4,7}$/, "a CVE is written with its letters, for example CVE-2025-59287");
var kbOrCveSchema = string().regex(/^(?:KB\d{5,8}|CVE-\d{4}-\d{4,7})$/, "write a KB or a CVE with its letters: KB5070893, CVE-2025-59287");
var noHoles = { fixes: /* @__PURE__ */ new Map(), exploited: /* @__PURE__ */ new Set() };
var holesFileSchema = strictObject({
  format: literal(1).describe("Version of this format: 1."),
  cves: record(cveSchema, array(kbSchema).min(1)).default({}).describe("The KBs that close each CVE."),
  exploited: array(kbOrCveSchema).default([]).describe("CVEs and KBs whose hole is exploited.")
});
var textSchema = looseObject({ Value: string().optional() });
var cvrfSchema = looseObject({
  Vulnerability: array(
    looseObject({
      CVE: string(),
      Remediations: array(looseObject({ Type: number(), Description: textSchema.optional() })).default([]),
      Threats: array(looseObject({ Type: number(), Description: textSchema.optional() })).default([])
    })
  )
});
var kevSchema = looseObject({ vulnerabilities: array(looseObject({ cveID: string() })).min(1) });
var [vendorFix, exploitStatus] = [2, 1];
function isCvrf(value) {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "Vulnerability");
}
function holesInFile({ cves, exploited }) {
  return { fixes: new Map(Object.entries(cves)), exploited: new Set(exploited) };
}
function holesInCvrf({ Vulnerability: all }) {
  const fixes = /* @__PURE__ */ new Map();
  const exploited = /* @__PURE__ */ new Set();
  for (const { CVE: cve, Remediations: remediations, Threats: threats } of all) {
    if (!cveSchema.safeParse(cve).success) continue;
    const kbs = remediations.filter(({ Type: type }) => type === vendorFix).flatMap(({ Description: text }) => /^\d{5,8}$/.test(text?.Value ?? "") ? [`KB${text?.Value}`] : []);
    if (kbs.length > 0) fixes.set(cve, [...new Set(kbs)]);
    if (threats.some(({ Type: type, Description: text }) => type === exploitStatus && saysExploited(text?.Value ?? "")))
      exploited.add(cve);
  }
  return { fixes, exploited };
}
function saysExploited(status) {
  return status.split(";").some((field) => field.trim().toLowerCase() === "exploited:yes");
}
function holesInKev({ vulnerabilities }) {
  return { fixes: /* @__PURE__ */ new Map(), exploited: new Set(vulnerabilities.map(({ cveID }) => cveID)) };
}
function together(all) {
  const fixes = /* @__PURE__ */ new Map();
  for (const one of all)
    for (const [cve, kbs] of one.fixes) fixes.set(cve, [.../* @__PURE__ */ new Set([...fixes.get(cve) ?? [], ...kbs])]);
  return { fixes, exploited: new Set(all.flatMap(({ exploited }) => [...exploited])) };
}
function closedBy({ kbs, cves }, { fixes, exploited }, installed = []) {
  const named2 = [...fixes].filter(([, by]) => by.some((kb) => kbs.includes(kb)) && !by.some((kb) => installed.includes(kb))).map(([cve]) => cve);
  const all = [.../* @__PURE__ */ new Set([...cves, ...named2])].sort();
  return { cves: all, exploited: [...all, ...kbs].filter((name) => exploited.has(name)) };
}
function kbsNamed(names2, { fixes }) {
  return names2.flatMap((name) => name.startsWith("CVE-") ? fixes.get(name) ?? [] : [name]);
}

// src/policy/load/text.ts
import { readFile, stat } from "node:fs/promises";
var largest = {
  POLICY: 1048576,
  INVENTORY: 33554432,
  DATA: 67108864,
  SCRIPT: 262144
};
var names = {
  POLICY: "policy",
  INVENTORY: "inventory",
  DATA: "data file",
  SCRIPT: "script"
};
async function readText(file, prefix) {
  const refuse = (code2, message) => new FailureError([failureOf(`${prefix}_${code2}`, message, { place: { file } })]);
  const what = names[prefix];
  try {
    const { size } = await stat(file);
    if (size > largest[prefix])
      throw refuse("TOO_LARGE", `${file} has ${size} bytes, and no ${what} is larger than ${largest[prefix]}`);
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: prefix === "SCRIPT" }).decode(await readFile(file));
    if (text.includes("\0")) throw new TypeError("not text");
    if (text.trim() === "") throw refuse("EMPTY", `${file} is empty`);
    return text;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    if (error instanceof TypeError) throw refuse("UNREADABLE", `${file} is not UTF-8 text: save it as UTF-8`);
    const code2 = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code2 === "ENOENT") throw refuse("MISSING", `there is no ${what} at ${file}`);
    throw refuse("UNREADABLE", `${file} cannot be read (${code2})`);
  }
}
var codeOfText = {
  syntax: "SYNTAX_INVALID",
  tabs: "TAB_FOUND",
  empty: "EMPTY",
  duplicateKey: "KEY_DUPLICATED",
  aliases: "TOO_LARGE"
};
function failuresOfText(faults, file, prefix) {
  return faults.map(
    ({ kind, message, place }) => failureOf(`${prefix}_${codeOfText[kind]}`, message, { place: { file, ...place } })
  );
}

// src/policy/load/data.ts
async function readKnowledge({ lineage, cves = [], kev, exploited = [] }, directory) {
  const at2 = (file) => path.join(directory, file);
  const rows = lineage === void 0 ? kept(lineageRows) : await readRows(at2(lineage));
  const known2 = [kept({ fixes: /* @__PURE__ */ new Map(), exploited: new Set(exploited) })];
  for (const file of [cves].flat()) known2.push(await readHoles(at2(file)));
  if (kev !== void 0) known2.push(await readData(at2(kev), () => kevSchema, holesInKev));
  const holes = together(known2.flatMap((one) => one.ok ? [one.value] : []));
  const failures = [rows, ...known2].flatMap((one) => one.ok ? [] : one.failures);
  return { knowledge: { lineage: rows.ok ? rows.value : lineageRows, holes }, failures };
}
function kept(value) {
  return { ok: true, value };
}
function readRows(file) {
  return readData(file, () => lineageFileSchema, withOwnRows);
}
function readHoles(file) {
  const [theirs, ours] = [cvrfSchema.transform(holesInCvrf), holesFileSchema.transform(holesInFile)];
  return readData(
    file,
    (value) => isCvrf(value) ? theirs : ours,
    (holes) => holes
  );
}
async function readData(file, schemaFor, take) {
  try {
    const source = readSource(await readText(file, "DATA"));
    if (source.faults.length > 0) return { ok: false, failures: failuresOfText(source.faults, file, "DATA") };
    const schema = schemaFor(source.value);
    const parsed = schema.safeParse(source.value);
    if (parsed.success) return kept(take(parsed.data));
    const faults = faultsOf(parsed.error.issues, { file: "data", schema, value: source.value, at: [] });
    const failures = faults.map(
      ({ code: code2, message, path: at2, atKey }) => failureOf(code2, message, { place: { file, ...source.placeOf(at2, atKey), path: formatPath(at2) } })
    );
    return { ok: false, failures };
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failures: error.failures };
    throw error;
  }
}

// src/policy/load/scripts.ts
import { createHash } from "node:crypto";
import path2 from "node:path";
async function readScripts({ updates }, directory) {
  const source = updates?.source;
  if (typeof source !== "object" || !("script" in source)) return { failures: [] };
  const failures = [];
  const read = async (file) => {
    try {
      return await readScript(path2.join(directory, file), file);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      failures.push(...error.failures);
      return void 0;
    }
  };
  const script = await read(source.script);
  const detect = await read(source.detect);
  const uninstall = source.uninstall === void 0 ? null : await read(source.uninstall);
  if (script === void 0 || detect === void 0 || uninstall === void 0) return { failures };
  const digest = digestOf([script, detect, uninstall].map((one) => one?.sha256 ?? "").join("\n"));
  const name = source.name ?? path2.basename(source.script);
  return { scripts: { name, digest, script, detect, uninstall }, failures };
}
async function readScript(place, file) {
  const text = await readText(place, "SCRIPT");
  if (!text.startsWith("\uFEFF") && [...text].some((letter) => letter > "")) {
    const message = `${place} has letters beyond ASCII and no byte order mark: Windows PowerShell 5.1 would read others`;
    throw new FailureError([failureOf("SCRIPT_UNREADABLE", message, { place: { file: place } })]);
  }
  return { file, sha256: digestOf(text), text };
}
function digestOf(text) {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

// src/policy/amounts.ts
var percentPattern = /^(\d{1,3}(?:\.\d{1,2})?)%$/;
function hundredthsOf(percent) {
  const [whole = "0", fraction = ""] = percent.slice(0, -1).split(".");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}
var percentSchema = string().regex(percentPattern, "write a count (4) or a percentage (25%)").refine((percent) => hundredthsOf(percent) <= 1e4, "a percentage is at most 100%");
var amountSchema = union([int().min(0), percentSchema], {
  error: "write a count (4) or a percentage (25%)"
});
var sizeSchema = union(
  [
    int().min(1),
    percentSchema.refine(
      (percent) => hundredthsOf(percent) > 0,
      "at least one machine: write a count or a percentage above 0%"
    )
  ],
  { error: "write a count (4) or a percentage (25%)" }
);
function budgetOf(amount, ringSize, atLeast = 0) {
  const count = typeof amount === "number" ? amount : Math.floor(hundredthsOf(amount) * ringSize / 1e4);
  return Math.max(atLeast, count);
}
function shareOf(amount) {
  return typeof amount === "number" ? void 0 : hundredthsOf(amount);
}
function wavesOf(amounts, ringSize) {
  const waves = [];
  let left = ringSize;
  for (const amount of amounts) {
    const size = typeof amount === "number" ? amount : Math.ceil(hundredthsOf(amount) * ringSize / 1e4);
    const wave = Math.min(left, size);
    if (wave > 0) waves.push(wave);
    left -= wave;
  }
  return waves;
}

// src/policy/knowledge.ts
var fileSchema2 = string().min(1);
var filesForms = { error: "write the path of a file, or a list of paths" };
var openingSchema = string().transform((text, context) => {
  const length = text.startsWith("+") ? parseDuration(text.slice(1)) : void 0;
  if (length !== void 0) return length;
  context.addIssue({
    code: "custom",
    message: `"${text}" is not an opening: write +1d, the time since the rollout began`
  });
  return NEVER;
});
var fastTrackSchema = strictObject({
  soak: durationSchema.describe("Longest soak of a ring, at least 1h; a ring whose own soak is shorter keeps it."),
  opens: openingSchema.optional().describe("Latest opening of a ring, counted from the beginning of the rollout: +1d; left out, openings stay.")
});
var deadlineSchema = strictObject({
  due: iso_exports.date().describe("Last day (UTC) on which a machine may come up to date without being late: 2026-12-12."),
  warnBefore: durationSchema.prefault("5d").describe("How long before that day machines that are behind are told.")
});
var knowledgeFields = {
  lineage: fileSchema2.optional().describe(
    "File beside the policy with rows of the Hotpatch lineage: this month’s updates, added to the shipped rows or, with replace: true, in their place."
  ),
  cves: union([fileSchema2, array(fileSchema2).min(1)], filesForms).optional().describe(
    "Files beside the policy that say which update closes which CVE: our own list, or Microsoft’s CVRF in JSON."
  ),
  kev: fileSchema2.optional().describe("File beside the policy with CISA’s known exploited vulnerabilities, in JSON, as it was saved."),
  exploited: array(kbOrCveSchema).default([]).describe(
    "CVEs and KBs whose hole is exploited: their fixes may take the fast track and are never undone by themselves."
  ),
  fastTrack: fastTrackSchema.optional().describe("How much sooner the next ring may follow when an update closes an exploited hole; every gate stays."),
  deadline: deadlineSchema.optional().describe(
    "The day on which all machines are to be up to date: who is late is told; nothing is done faster for it."
  )
};

// src/knowledge/categories.ts
var categories = {
  security: { id: "0fa1201d-4330-4fa8-8ae9-b877473b6441", title: "Security Updates" },
  critical: { id: "e6cf1350-c01b-414d-a61f-263d14d133b4", title: "Critical Updates" },
  rollups: { id: "28bc880e-0592-4cbf-8f95-c79b17911d5f", title: "Update Rollups" },
  updates: { id: "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83", title: "Updates" },
  definitions: { id: "e0789628-ce08-4437-be74-2495b842f43b", title: "Definition Updates" },
  features: { id: "b54e7d24-7add-428f-8b75-90a396fa584f", title: "Feature Packs" },
  servicePacks: { id: "68c5b0a3-d1a6-4553-ae49-01d3a7827828", title: "Service Packs" },
  tools: { id: "b4832bd8-e735-4761-8daf-37f882276dab", title: "Tools" },
  drivers: { id: "ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0", title: "Drivers" },
  upgrades: { id: "3689bdc8-b205-4af4-8d4a-a63924c5e9d5", title: "Upgrades" }
};
var categoryNames = Object.keys(categories);
var software = {
  windows: ["windows server", "microsoft server operating system", "windows 1"],
  "sql-server": ["microsoft sql server", "sql server"],
  exchange: ["exchange server", "microsoft exchange"],
  sharepoint: ["sharepoint", "microsoft sharepoint"],
  office: ["office", "microsoft office", "microsoft 365"],
  dotnet: [".net", "asp.net"],
  "visual-studio": ["visual studio", "developer tools"],
  defender: ["microsoft defender", "windows defender"]
};
var softwareNames = Object.keys(software);
function isOfKind(update, wanted) {
  const words = update.categories.map((category) => category.toLowerCase());
  const hasCategory = wanted.categories.some(
    (name) => words.includes(categories[name].id) || words.includes(categories[name].title.toLowerCase())
  );
  return hasCategory && wanted.products.some((name) => software[name].some((begin) => words.some((word) => word.startsWith(begin))));
}

// src/policy/updates.ts
var entrySchema = string().max(200, "at most 200 letters").regex(
  /^(KB\d{5,8}|title:.*[^*\s].*)$/,
  "write a KB with its letters (KB5058411) or a pattern of titles (title:*.NET Framework*)"
);
var includedSchema = union([kbOrCveSchema, entrySchema], {
  error: "write a KB, a CVE or a pattern of titles: KB5070893, CVE-2025-59287, title:*.NET Framework*"
});
var sourceForms = {
  error: `write ${updateSources.join(", ")}, none, { packages: [{ build, kb, file, sha256 }] }, or { script, detect, uninstall }`
};
var scriptFile = string().min(1).max(400);
var ownScriptsSchema = strictObject({
  script: scriptFile.describe("File beside the policy: the PowerShell script that installs, run as SYSTEM."),
  detect: scriptFile.describe(
    "File beside the policy: the script that says whether it is installed, by one $true or $false or { installed, version }."
  ),
  uninstall: scriptFile.optional().describe("File beside the policy: the script that takes it away again."),
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$/, "letters, digits, spaces, dots, hyphens and underscores, at most 60").optional().describe("What it is called in plans and reports; the name of the file unless given.")
});
var updatesSchema = strictObject({
  source: union(
    [
      _enum([...updateSources, "none"]),
      strictObject({
        packages: array(packageSchema).min(1).describe("Files for DISM, each for one build of Windows.")
      }),
      ownScriptsSchema
    ],
    sourceForms
  ).default("machine").describe(
    "Where updates come from; machine is what the machine’s own policy says, WSUS where it is set; none restarts only; { packages: […] } installs these files; { script, detect, uninstall } runs the owner’s own."
  ),
  overrideWsus: boolean().default(false).describe(
    "true: ask the named source although a machine’s own policy sends it to WSUS; otherwise such a machine refuses."
  ),
  products: array(_enum(softwareNames)).min(1).default(["windows"]).describe("Software whose updates are wanted; nothing beside Windows unless it is named."),
  categories: array(_enum(categoryNames)).min(1).default(["security", "critical"]).describe("Kinds of updates that are wanted."),
  include: array(includedSchema).default([]).describe(
    "Wanted whatever their product and category: KBs, CVEs (the updates that close them), title:PATTERN with * for any text."
  ),
  exclude: array(entrySchema).default([]).describe("Never installed: KBs, and title:PATTERN with * for any text."),
  minAge: durationSchema.prefault("0s").describe("How long a revision must have been out before it is planned; one of unknown age is not."),
  productUpgrade: _enum(["deny", "allow"]).default("deny").describe("Whether an update may turn the machine into a newer Windows."),
  stage: durationSchema.prefault("0s").describe("How long before the window updates are downloaded, without installing anything; 0s: not before."),
  stageParallel: int().min(1).max(1e3).default(20).describe("How many machines download before their window at the same time, at most."),
  passes: int().min(1).max(5).default(2).describe("How often a machine is scanned and updated again after a restart, at most.")
});
var scanSchema = strictObject({
  parallel: int().min(1).max(1e3).default(50).describe("How many machines scan at the same time, at most: a WSUS server has to survive it.")
});

// src/policy/schema.ts
var selectorForms = { error: "write { label: key=value }, a list of names, or rest" };
var windowForms = { error: "write anytime, the name of a window, or { days, start, duration, timeZone }" };
var inventoryForms = { error: "write the path of a file, or a list of machines" };
var selectorSchema = union(
  [
    literal("rest", selectorForms),
    array(machineEntrySchema.shape.name).min(1),
    strictObject({
      label: union([labelSchema, array(labelSchema).min(1)]).describe("key=value; of several, all must match.")
    })
  ],
  selectorForms
).describe("Which machines: { label: key=value }, a list of names, or rest (those that no other ring takes).");
var groupSchema2 = strictObject({
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, "letters, digits and hyphens, at most 60").describe("Name of the group, in reasons and reports."),
  machines: array(machineEntrySchema.shape.name).min(1).optional().describe("Its machines, by name."),
  label: union([labelSchema, array(labelSchema).min(1)]).optional().describe("Its machines, by label: key=value; of several, all must match."),
  per: literal("domain").optional().describe("domain: one group for each domain that its machines belong to."),
  maxUnavailable: int().min(1).default(1).describe("Machines of the group that may be out of service at one time."),
  order: array(machineEntrySchema.shape.name).min(1).optional().describe("In which order its machines go within a ring.")
});
var ringSchema = strictObject({
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, "letters, digits and hyphens, at most 40").describe("Name of the ring, in lists, commands and approvals."),
  machines: selectorSchema,
  opens: openingSchema.prefault("+0s").describe("Earliest opening, counted from the beginning of the rollout: +3d."),
  window: union([string().min(1), windowSchema], windowForms).optional().describe("When machines may be changed: anytime, the name of a window, or a window written out."),
  waves: array(sizeSchema).min(1).default([1, "100%"]).describe("Sizes of the waves, not sums; a percentage is of the ring, rounded up; the last, 100%, is the rest."),
  maxUnavailable: sizeSchema.default(1).describe("Machines that may be out of service at one time; a percentage rounds down, at least 1."),
  maxFailures: amountSchema.default(0).describe("Failed machines that are tolerated: 1 halts at the second; always less than maxUnavailable."),
  maxSkipped: amountSchema.default(0).describe("Machines that may be skipped because they could not be begun; a percentage rounds down."),
  soak: durationSchema.prefault("24h").describe("How long the ring is watched before the next one opens."),
  approval: _enum(["none", "required"]).default("none").describe("required: the ring waits for a person’s word, bound to the plan they read."),
  onRegression: _enum(["halt", "rollback"]).default("halt").describe("What a regression does: stop and wait for a person, or undo what this ring did.")
});
var policySchema = strictObject({
  version: literal(1).describe("Version of this format: 1."),
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, "letters, digits and hyphens, at most 60").describe("Name of the rollout; the journal and the reports bear it."),
  inventory: union([string().min(1), array(machineEntrySchema).min(1)], inventoryForms).describe("The machines: a file beside the policy (YAML, JSON, CSV), or a list."),
  connection: connectionSchema.prefault({}).describe("How machines are reached."),
  credentials: record(string(), credentialSchema).default({}).describe(
    "Who logs on, by label; `default` for all others. When left out, $PATCHRING_USERNAME and $PATCHRING_PASSWORD, or with auth: certificate $PATCHRING_CLIENT_CERTIFICATE and $PATCHRING_CLIENT_KEY."
  ),
  updates: updatesSchema.prefault({}).describe("Which updates are wanted."),
  scan: scanSchema.prefault({}).describe("How machines are asked what they are offered."),
  hotpatch: _enum(["protect", "requireEnrolled", "ignore"]).default("protect").describe(
    "protect: no enrolled machine may leave the Hotpatch train; requireEnrolled: only enrolled machines are updated."
  ),
  restart: _enum(["ifNeeded", "never"]).default("ifNeeded").describe("ifNeeded: when an update needs it; never: updates that need a restart are not installed."),
  pendingRestart: _enum(["skip", "restartFirst"]).default("skip").describe("What to do with a machine that waits for a restart of somebody else’s making."),
  holds: array(holdSchema).default([]).describe("Updates that must not go to some machines, besides the shipped holds."),
  ...knowledgeFields,
  gates: strictObject({
    before: array(gateEntrySchema(stages[0])).prefault(defaultGates(stages[0])).describe("Gates before a machine is changed."),
    after: array(gateEntrySchema(stages[1])).prefault(defaultGates(stages[1])).describe("Gates after a machine was changed.")
  }).prefault({}).describe("What must hold before and after; a name, or { gate: name, … } with settings."),
  groups: array(groupSchema2).default([]).describe("Machines that stand in for one another; domain controllers go one per domain without being named."),
  rings: array(ringSchema).min(1).describe("The rings, in the order in which they open."),
  windows: record(string(), windowSchema).default({}).describe("Windows by name, for rings to use.")
}).describe("A patchring policy.");

// src/policy/mend.ts
var rounds = 5;
function mend(value, faults) {
  const copy = structuredClone(value);
  let left = faults;
  for (let round = 0; round < rounds; round += 1) {
    for (const fault2 of left) cut(copy, fault2);
    const parsed = policySchema.safeParse(copy);
    if (parsed.success) return parsed.data;
    left = faultsOf(parsed.error.issues, { file: "policy", schema: policySchema, value: copy, at: [] });
  }
  return void 0;
}
function cut(value, { path: path4, meant }) {
  const parent = valueAt(value, path4.slice(0, -1));
  const key = path4.at(-1);
  if (key === void 0) return;
  const standIn = standInFor(path4);
  if (isRecord(parent) && standIn !== void 0) {
    Reflect.set(parent, key, standIn);
    return;
  }
  if (isRecord(parent) && Object.hasOwn(parent, key)) {
    const taken = Reflect.get(parent, key);
    Reflect.deleteProperty(parent, key);
    if (meant !== void 0 && !Object.hasOwn(parent, meant)) Reflect.set(parent, meant, taken);
    return;
  }
  const holder = path4.slice(0, -1);
  if (holder.length > 0 && !(holder[0] === "rings" && holder.length <= 2)) cut(value, { path: holder });
}
function standInFor(path4) {
  const [root, ring, key] = path4;
  if (path4.length === 1) return root === "version" ? 1 : root === "name" ? "mended" : void 0;
  if (root !== "rings" || path4.length !== 3) return void 0;
  if (key === "name") return `number-${Number(ring) + 1}`;
  return key === "machines" ? ["mended"] : void 0;
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/policy/rules/connection.ts
function partsOf(connection) {
  const { for: entries, ...mapping } = connection;
  return [
    { path: ["connection"], entry: void 0, own: mapping },
    ...entries.map((own, index) => ({ path: ["connection", "for", index], entry: index, own }))
  ];
}
function placeOf({ path: path4, own }, key) {
  return [...own[key] === void 0 ? ["connection"] : path4, key];
}
var unsealed = {
  basic: "basic authentication cannot seal messages, so it would send the password in clear",
  certificate: "a client certificate is only shown over https"
};
function transportFaults(part, connection) {
  const { path: path4, own } = part;
  const { transport, auth } = wayOf(connection, part.entry);
  if (transport === "https") return [];
  const sealed = formatPath(placeOf(part, "transport"));
  const tls = ["ca", "pin"].filter((key) => own[key] !== void 0);
  const faults = tls.map((key) => {
    const message2 = `${formatPath([...path4, key])} is about certificates, and ${sealed} is http-sealed, which uses none: take it out, or write transport: https`;
    return fault("POLICY_CONNECTION_INVALID", [...path4, key], message2);
  });
  const why = unsealed[auth];
  if (why === void 0 || own.auth === void 0 && own.transport === void 0) return faults;
  const at2 = own.auth === void 0 ? placeOf(part, "transport") : placeOf(part, "auth");
  const message = `${formatPath(placeOf(part, "auth"))} is ${auth} and ${sealed} is http-sealed: ${why}; write transport: https, or auth: ntlm`;
  return [...faults, fault("POLICY_CONNECTION_INVALID", at2, message)];
}
function kerberosFaults(part, connection) {
  const { path: path4, own } = part;
  const { auth } = wayOf(connection, part.entry);
  const there = `${formatPath(placeOf(part, "auth"))} is ${auth}`;
  const faults = ["spn", "interpreter"].filter((key) => own[key] !== void 0 && !asksKerberos(auth)).map((key) => {
    const message2 = `${formatPath([...path4, key])} is about Kerberos, and ${there}: take it out, or write auth: kerberos or auth: negotiate`;
    return fault("POLICY_CONNECTION_INVALID", [...path4, key], message2);
  });
  if (own.ntlmFallback !== true || auth === "negotiate") return faults;
  const message = `${formatPath([...path4, "ntlmFallback"])} is about auth: negotiate, and ${there}: take it out, or write auth: negotiate`;
  return [...faults, fault("POLICY_CONNECTION_INVALID", [...path4, "ntlmFallback"], message)];
}
var settingsFit = ({ policy: { connection } }) => partsOf(connection).flatMap((part) => [...transportFaults(part, connection), ...kerberosFaults(part, connection)]);
var jumpForm = "socks5://host:port, or socks5://$PATCHRING_JUMP_USER:$PATCHRING_JUMP_PASSWORD@host:port";
var jumpHosts = ({ policy: { connection } }) => partsOf(connection).flatMap(({ path: path4, own }) => {
  if (own.via === void 0) return [];
  const at2 = [...path4, "via"];
  const jump = jumpOf(own.via);
  if (jump === void 0) return [fault("POLICY_VALUE_INVALID", at2, `a jump host is written ${jumpForm}`)];
  const { user, password } = jump;
  if (user === void 0 && password === void 0) return [];
  if (user === void 0 || password === void 0) {
    return [fault("POLICY_VALUE_INVALID", at2, `a jump host has a user and a password, or neither: ${jumpForm}`)];
  }
  const literal2 = [user, password].filter((part) => variableOf(part) === void 0);
  if (literal2.length === 0) return [];
  if (literal2.every((part) => part.startsWith("$"))) {
    const message2 = `only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write ${jumpForm}`;
    return [fault("POLICY_VARIABLE_REFUSED", at2, message2)];
  }
  const message = `user and password of the jump host stand in the file: write ${jumpForm}, set these variables from secrets of the pipeline, and change the password, which others may have read`;
  return [fault("POLICY_SECRET_FOUND", at2, message)];
});
var entriesApart = ({ policy: { connection } }) => connection.for.flatMap(({ match }, index) => {
  const first = connection.for.findIndex((other) => other.match === match);
  if (first === index) return [];
  const message = `connection.for[${first}] is for ${match} already, and the first that matches counts: keep one of them`;
  return [fault("POLICY_CONNECTION_INVALID", ["connection", "for", index, "match"], message)];
});
var connectionRules = [settingsFit, jumpHosts, entriesApart];

// src/policy/rules/groups.ts
var code = "POLICY_GROUP_INVALID";
function namesOf({ machines }) {
  return machines.map(({ entry }) => entry.name);
}
var namesDiffer = ({ policy }) => policy.groups.flatMap(({ name }, index) => {
  const earlier = policy.groups.findIndex((other) => other.name.toLowerCase() === name.toLowerCase());
  if (earlier === index) return [];
  return [fault(code, ["groups", index, "name"], `there is a group ${name} already: rename one of them`)];
});
var oneSelector = ({ policy }) => policy.groups.flatMap(({ name, machines, label }, index) => {
  if (machines === void 0 !== (label === void 0)) return [];
  return [fault(code, ["groups", index], `the group ${name} needs one of machines and label: write one of them`)];
});
var namesKnown = (input) => {
  const names2 = namesOf(input);
  const known2 = new Set(names2.map((name) => name.toLowerCase()));
  return input.policy.groups.flatMap(
    (group, index) => ["machines", "order"].flatMap(
      (key) => (group[key] ?? []).flatMap((name, at2) => {
        if (known2.has(name.toLowerCase())) return [];
        const message = `no machine of the inventory is called "${name}"${suggestion(name, names2) || ": correct the name, or add the machine"}`;
        return [fault("POLICY_MACHINE_UNKNOWN", ["groups", index, key, at2], message)];
      })
    )
  );
};
var leavesSomebody = ({ policy, machines }) => policy.groups.flatMap((group, index) => {
  const members = groupMembers(
    group,
    machines.map(({ entry }) => entry)
  );
  const { name, maxUnavailable, per } = group;
  if (members.length === 0) {
    if (group.label === void 0 || group.machines !== void 0) return [];
    const message = `no machine bears the label of the group ${name}: correct it, or write it under labels in the inventory`;
    return [fault(code, ["groups", index, "label"], message)];
  }
  if (per === void 0 && members.length > 1 && maxUnavailable >= members.length) {
    const message = `the group ${name} may lose all of its ${members.length} machines: write maxUnavailable: ${members.length - 1} or less`;
    return [fault(code, ["groups", index, "maxUnavailable"], message)];
  }
  const inside = new Set(members.map((member) => member.name.toLowerCase()));
  const strangers = (group.order ?? []).filter((one) => !inside.has(one.toLowerCase()));
  if (strangers.length === 0) return [];
  return [fault(code, ["groups", index, "order"], `${named(strangers)} is not in the group ${name}: take it out`)];
});
var groupRules = [namesDiffer, oneSelector, namesKnown, leavesSomebody];

// src/policy/rules/knowledge.ts
var fixesKnown = ({ policy: { updates }, holes }) => holes === void 0 ? [] : updates.include.flatMap((name, index) => {
  if (!name.startsWith("CVE-") || holes.fixes.has(name)) return [];
  const message = `nothing says which update closes ${name}: name the KB itself, or save Microsoft’s file of its month and name it under cves`;
  return [fault("POLICY_CVE_UNMAPPED", ["updates", "include", index], message)];
});
var shortest = 36e5;
var soaksStill = ({ policy: { fastTrack } }) => {
  if (fastTrack === void 0 || fastTrack.soak >= shortest) return [];
  const message = `a soak of ${formatDuration(fastTrack.soak)} shows nothing: write at least ${formatDuration(shortest)}`;
  return [fault("POLICY_FAST_TRACK_INVALID", ["fastTrack", "soak"], message)];
};
var hasReason = ({ policy: { fastTrack, exploited, kev, cves } }) => {
  if (fastTrack === void 0 || exploited.length > 0 || kev !== void 0 || cves !== void 0) return [];
  const message = "nothing says what is exploited, so nothing ever takes the fast track: write exploited, kev or cves";
  return [fault("POLICY_FAST_TRACK_INVALID", ["fastTrack"], message)];
};
var hasCanary = ({ policy, machines }) => {
  if (policy.fastTrack === void 0) return [];
  const [first, ...others] = membersOf(
    policy.rings,
    machines.map(({ entry }) => entry)
  ).filter(({ machines: members }) => members.length > 0);
  if (first === void 0 || others.length > 0) return [];
  const size = first.machines.length;
  if (size < 2 || (wavesOf(first.ring.waves, size)[0] ?? size) < size) return [];
  const message = `the ring ${first.ring.name} takes all ${size} machines at once, and the fast track needs one that goes first: write waves: [1, 100%], or a ring before it`;
  return [fault("POLICY_FAST_TRACK_INVALID", ["fastTrack"], message)];
};
var knowledgeRules = [fixesKnown, soaksStill, hasReason, hasCanary];

// src/policy/rules/machines.ts
function repeated(machines, keyOf) {
  const first = /* @__PURE__ */ new Map();
  return machines.flatMap((machine) => {
    const key = keyOf(machine);
    const earlier = first.get(key);
    if (earlier !== void 0) return [{ machine, earlier }];
    first.set(key, machine);
    return [];
  });
}
var namedOnce = ({ machines }) => repeated(machines, ({ entry }) => entry.name.toLowerCase()).map(({ machine, earlier }) => {
  const { name } = machine.entry;
  const spelling = name === earlier.entry.name ? "" : ` (written ${earlier.entry.name} there; case makes no difference)`;
  return at(
    machine,
    "name",
    "INVENTORY_MACHINE_DUPLICATED",
    `${name} stands in the list already${spelling}: keep one of the entries`
  );
});
var reachedOnce = ({ policy, machines }) => {
  const port = policy.connection.port ?? (policy.connection.transport === "https" ? 5986 : 5985);
  const keyOf = ({ entry }) => `${(entry.address ?? entry.name).toLowerCase()}:${entry.port ?? port}`;
  return repeated(machines, keyOf).filter(({ machine, earlier }) => machine.entry.name.toLowerCase() !== earlier.entry.name.toLowerCase()).map(({ machine, earlier }) => {
    const { name } = machine.entry;
    const message = `${name} is reached at ${keyOf(machine)}, as ${earlier.entry.name} is: give it its own address or port, or keep one of them`;
    return at(machine, "address", "INVENTORY_MACHINE_DUPLICATED", message);
  });
};
var guesses = 20;
var zonesExist = ({ machines }) => {
  const known2 = /* @__PURE__ */ new Map();
  let unknown = 0;
  const faultOfZone = (zone) => {
    if (isTimeZone(zone)) return void 0;
    unknown += 1;
    const meant = unknown > guesses ? "" : suggestion(zone, Intl.supportedValuesOf("timeZone"));
    return `"${zone}" is not an IANA time zone${meant || "; write for example Europe/Berlin or UTC"}`;
  };
  return machines.flatMap((machine) => {
    const zone = machine.entry.timeZone;
    if (zone === void 0) return [];
    if (!known2.has(zone)) known2.set(zone, faultOfZone(zone));
    const message = known2.get(zone);
    return message === void 0 ? [] : [at(machine, "timeZone", "INVENTORY_ZONE_UNKNOWN", `${machine.entry.name}: ${message}`)];
  });
};
function at(machine, key, code2, message) {
  const path4 = [...machine.path, key];
  return { code: code2, file: machine.file, path: path4, message };
}
var machineRules = [namedOnce, reachedOnce, zonesExist];

// src/policy/rules/rings.ts
function memberships({ policy, machines }) {
  return membersOf(
    policy.rings,
    machines.map(({ entry }) => entry)
  );
}
var namesDiffer2 = ({ policy }) => policy.rings.flatMap(({ name }, index) => {
  const earlier = policy.rings.findIndex((other) => other.name.toLowerCase() === name.toLowerCase());
  if (earlier === index) return [];
  const message = `the ring ${name} has the name of the ring at ${formatPath(["rings", earlier])}: rename one of them`;
  return [fault("POLICY_NAME_DUPLICATED", ["rings", index, "name"], message)];
});
var oneRest = ({ policy }) => {
  const rests = policy.rings.flatMap(({ machines }, index) => machines === "rest" ? [index] : []);
  return rests.slice(1).map((index) => {
    const message = "only one ring can take the rest of the machines: write { label: key=value } or a list of names";
    return fault("POLICY_REST_REPEATED", ["rings", index, "machines"], message);
  });
};
var namesKnown2 = ({ policy, machines }) => {
  const names2 = machines.map(({ entry }) => entry.name);
  const known2 = new Set(names2.map((name) => name.toLowerCase()));
  return policy.rings.flatMap(({ machines: selector }, ring) => {
    if (!Array.isArray(selector)) return [];
    return selector.flatMap((name, index) => {
      if (known2.has(name.toLowerCase())) return [];
      const message = `no machine of the inventory is called "${name}"${suggestion(name, names2) || ": correct the name, or add the machine"}`;
      return [fault("POLICY_MACHINE_UNKNOWN", ["rings", ring, "machines", index], message)];
    });
  });
};
var nobodyTwice = (input) => {
  const ringOf = /* @__PURE__ */ new Map();
  return memberships(input).flatMap(({ ring, machines }, index) => {
    const shared = machines.filter(({ name }) => (ringOf.get(name.toLowerCase()) ?? ring.name) !== ring.name);
    const others = new Set(shared.map(({ name }) => ringOf.get(name.toLowerCase())));
    for (const { name } of machines) ringOf.set(name.toLowerCase(), ringOf.get(name.toLowerCase()) ?? ring.name);
    if (shared.length === 0) return [];
    const message = `${named(shared.map(({ name }) => name))} ${shared.length === 1 ? "is" : "are"} in ring ${[...others].join(" and ")} already: a machine is in one ring; narrow one of the selectors`;
    return [fault("POLICY_MACHINE_SHARED", ["rings", index, "machines"], message)];
  });
};
var nobodyMissing = (input) => memberships(input).flatMap(({ ring, machines }, index) => {
  if (machines.length > 0 || Array.isArray(ring.machines) && namesKnown2(input).length > 0) return [];
  return [
    fault(
      "POLICY_RING_EMPTY",
      ["rings", index, "machines"],
      `the ring ${ring.name} has no machine: ${whyEmpty(input, ring.machines)}`
    )
  ];
});
function whyEmpty({ machines }, selector) {
  if (selector === "rest") return "the other rings take all of them; take this ring out, or narrow the others";
  const all = [
    ...new Set(machines.flatMap(({ entry }) => Object.entries(entry.labels).map(([key, value]) => `${key}=${value}`)))
  ];
  const missing = labelsOf(selector).find((label) => !all.includes(label));
  if (missing === void 0) return "no machine bears all of these labels";
  const sameKey = all.filter((label) => label.startsWith(missing.slice(0, missing.indexOf("=") + 1)));
  const meant = nearest(missing, all);
  if (meant !== void 0) return `no machine bears the label ${missing}; did you mean ${meant}?`;
  if (sameKey.length > 0) return `no machine bears the label ${missing}; there are ${named(sameKey)}`;
  return `no machine bears the label ${missing}; write it under labels in the inventory`;
}
var failuresBelowUnavailable = (input) => memberships(input).flatMap(({ ring, machines }, index) => {
  const failures = budgetOf(ring.maxFailures, machines.length);
  const unavailable = budgetOf(ring.maxUnavailable, machines.length, 1);
  if (failures < unavailable || machines.length === 0) return [];
  const message = `the ring ${ring.name} tolerates ${failures} failed ${failures === 1 ? "machine" : "machines"} and may have ${unavailable} out of service (of ${machines.length}): write maxFailures: ${unavailable - 1}, or maxUnavailable: ${failures + 1} or more`;
  return [fault("POLICY_LIMIT_EXCEEDED", ["rings", index, "maxFailures"], message)];
});
var wavesReachAll = ({ policy }) => policy.rings.flatMap(({ name, waves }, index) => {
  const shares = waves.map(shareOf);
  const whole = shares.indexOf(1e4);
  const path4 = ["rings", index, "waves"];
  if (whole !== -1 && whole < waves.length - 1) {
    const message2 = `the waves of ring ${name} go on after 100%, which is the rest already: write 100% last, as in [1, 4, 100%]`;
    return [fault("POLICY_WAVES_INCOMPLETE", path4, message2)];
  }
  if (shares.reduce((sum, share) => sum + (share ?? 0), 0) >= 1e4) return [];
  const message = `the waves of ring ${name} never reach all its machines: waves are sizes and the last is the rest, so write [${waves.join(", ")}, 100%]`;
  return [fault("POLICY_WAVES_INCOMPLETE", path4, message)];
});
var runnerOutside = (input) => {
  const runner = input.runner?.toLowerCase();
  if (runner === void 0 || runner === "") return [];
  return memberships(input).flatMap(
    ({ ring, machines }, index) => machines.filter(({ name, address }) => isSameHost(name.toLowerCase(), runner) || address?.toLowerCase() === runner).map(({ name }) => {
      const message = `${name} in ring ${ring.name} is the machine that runs this rollout, and would restart itself: take it out of the ring, and update it from elsewhere`;
      return fault("POLICY_RUNNER_INCLUDED", ["rings", index, "machines"], message);
    })
  );
};
function isSameHost(one, other) {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
var ringRules = [
  namesDiffer2,
  oneRest,
  namesKnown2,
  nobodyTwice,
  nobodyMissing,
  failuresBelowUnavailable,
  wavesReachAll,
  runnerOutside
];

// src/knowledge/wanted.ts
var titlePrefix = "title:";
function titlePatternOf(entry) {
  return entry.startsWith(titlePrefix) ? entry.slice(titlePrefix.length).trim() : void 0;
}
function matchesTitle(pattern, title) {
  const text = title.toLowerCase();
  const pieces = pattern.toLowerCase().split("*");
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === void 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at2 = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at2);
    if (found === -1) return false;
    at2 = found + piece.length;
  }
  return text.length - last.length >= at2 && text.endsWith(last);
}
function isNamed(entries, { kbs, title }) {
  return entries.some((entry) => {
    const pattern = titlePatternOf(entry);
    return pattern === void 0 ? kbs.includes(entry) : matchesTitle(pattern, title);
  });
}
function whyUnwanted(update, filter, now) {
  if (!isNamed(filter.include, update) && !isOfKind(update, filter)) return "otherKind";
  if (isNamed(filter.exclude, update)) return "excluded";
  if (update.needsInput) return "needsInput";
  if (update.isProductUpgrade && filter.productUpgrade === "deny") return "productUpgrade";
  return isOldEnough(update, filter, now) ? void 0 : "tooYoung";
}
function isOldEnough({ deployedAt }, { minAge }, now) {
  return minAge === 0 || deployedAt !== null && now - Date.parse(deployedAt) >= minAge;
}

// src/policy/rules/updates.ts
var wantedOrNot = ({ policy: { updates } }) => updates.include.flatMap((kb, index) => {
  if (!updates.exclude.includes(kb)) return [];
  return [
    fault(
      "POLICY_HOLD_INVALID",
      ["updates", "include", index],
      `${kb} is included and excluded: keep one of the two`
    )
  ];
});
var wsusOverridden = ({ policy: { updates } }) => {
  if (!updates.overrideWsus || updates.source === "windows-update" || updates.source === "microsoft-update") return [];
  const message = "overrideWsus goes around what the machine’s own policy says, and this source asks nobody else: write windows-update or microsoft-update, or take overrideWsus out";
  return [fault("POLICY_SOURCE_INVALID", ["updates", "overrideWsus"], message)];
};
var somethingDone = ({ policy: { updates, restart } }) => {
  if (updates.source !== "none" || restart !== "never") return [];
  const message = "source: none does nothing but restart, and restart: never forbids that: take one of them out";
  return [fault("POLICY_SOURCE_INVALID", ["updates", "source"], message)];
};
var takesMsu = 26100;
var packagesFit = ({ policy: { updates } }) => {
  if (typeof updates.source !== "object" || !("packages" in updates.source)) return [];
  const { packages } = updates.source;
  return packages.flatMap(({ build, kb, file, sha256 }, index) => {
    const path4 = ["updates", "source", "packages", index];
    const before = packages.slice(0, index);
    if (before.some((one) => one.build === build && (one.kb === kb || one.sha256 === sha256))) {
      const message2 = `${kb} for build ${build} stands in the list already: keep one of the entries`;
      return [fault("POLICY_SOURCE_INVALID", path4, message2)];
    }
    const other = before.find((one) => one.sha256 === sha256 && one.kb !== kb);
    if (other !== void 0) {
      const message2 = `this is the file of ${other.kb}, and one file is one KB: correct sha256 or kb`;
      return [fault("POLICY_SOURCE_INVALID", [...path4, "sha256"], message2)];
    }
    if (!/\.msu$/i.test(file) || build >= takesMsu) return [];
    const message = `${kb}: an .msu is installed from ${takesMsu} on, and this is for ${build}: expand it and name its .cab`;
    return [fault("POLICY_SOURCE_INVALID", [...path4, "file"], message)];
  });
};
var scriptsCanBeRun = ({ policy: { updates, restart, rings, connection } }) => {
  const { source } = updates;
  if (typeof source !== "object" || !("script" in source)) return [];
  const faults = (connection.for ?? []).flatMap(
    ({ configuration }, index) => configuration === void 0 ? [] : [fault("POLICY_SOURCE_INVALID", ["connection", "for", index, "configuration"], ownOnly)]
  );
  if (connection.configuration !== void 0)
    faults.push(fault("POLICY_SOURCE_INVALID", ["connection", "configuration"], ownOnly));
  if (restart === "never") {
    const message2 = "a script may ask for a restart by its exit code, and restart: never leaves out what may: take one of them out";
    faults.push(fault("POLICY_SOURCE_INVALID", ["updates", "source"], message2));
  }
  if (source.uninstall !== void 0) return faults;
  const undone = rings.findIndex(({ onRegression }) => onRegression === "rollback");
  if (undone === -1) return faults;
  const message = `ring ${rings[undone]?.name ?? ""} rolls back, and nothing takes this script’s work away: write updates.source.uninstall, or onRegression: halt`;
  return [...faults, fault("POLICY_SOURCE_INVALID", ["rings", undone, "onRegression"], message)];
};
var ownOnly = "a session configuration with installed functions runs nothing but those, and updates.source is a script: take one of them out";
var somethingLeft = ({ policy: { updates } }) => updates.exclude.flatMap((entry, index) => {
  const pattern = titlePatternOf(entry);
  if (pattern === void 0 || !everyTitle.every((title) => matchesTitle(pattern, title))) return [];
  const message = `${entry} excludes every update of Windows: nothing would ever be installed`;
  return [fault("POLICY_UPDATES_EXCLUDED", ["updates", "exclude", index], message)];
});
var everyTitle = [
  "2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5066835) (26100.6899)",
  "2025-06 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5060841) (26100.4270)",
  "2026-09 Security Update (KB5122871) (26100.33438)"
];
var holdsLeadSomewhere = ({ policy: { holds, updates } }) => holds.flatMap(({ kb, use }, index) => {
  if (use === void 0) return [];
  if (use === kb) {
    return [
      fault(
        "POLICY_HOLD_INVALID",
        ["holds", index, "use"],
        `${kb} cannot stand in for itself: name another update, or take use out`
      )
    ];
  }
  if (updates.exclude.includes(use)) {
    return [
      fault(
        "POLICY_HOLD_INVALID",
        ["holds", index, "use"],
        `${use} is to stand in for ${kb} and is excluded: take it out of updates.exclude`
      )
    ];
  }
  if (holds.some((other) => other.kb === use && Object.keys(other.when).length === 0)) {
    return [
      fault(
        "POLICY_HOLD_INVALID",
        ["holds", index, "use"],
        `${use} is to stand in for ${kb} and is held itself: name another update`
      )
    ];
  }
  return [];
});
var gatesOnce = ({ policy: { gates } }) => stages.flatMap(
  (stage) => gates[stage].flatMap((choice2, index) => {
    const asked = JSON.stringify([choice2.gate, choice2.settings]);
    const isRepeated = gates[stage].slice(0, index).some((other) => JSON.stringify([other.gate, other.settings]) === asked);
    const message = `gate ${choice2.gate} stands here already with the same settings: take one of them out`;
    return isRepeated ? [fault("POLICY_GATE_INVALID", ["gates", stage, index], message)] : [];
  })
);
var hotpatchAsked = ({ policy: { gates, hotpatch } }) => stages.flatMap(
  (stage) => gates[stage].flatMap((choice2, index) => {
    if (hotpatch !== "ignore" || choice2.gate !== "hotpatch" || choice2.settings.requireEnrolled !== true) return [];
    const message = "this gate requires enrolment and the policy says hotpatch: ignore: write hotpatch: protect, or take requireEnrolled out";
    return [fault("POLICY_GATE_INVALID", ["gates", stage, index], message)];
  })
);
var updateRules = [
  wantedOrNot,
  wsusOverridden,
  somethingDone,
  packagesFit,
  scriptsCanBeRun,
  somethingLeft,
  holdsLeadSomewhere,
  gatesOnce,
  hotpatchAsked
];

// src/policy/rules/windows.ts
var written = ({ policy }) => policy.rings.flatMap((ring, index) => {
  if (ring.window !== void 0 || policy.restart === "never") return [];
  const message = `the ring ${ring.name} may restart machines and does not say when: name a window, or write window: anytime`;
  return [fault("POLICY_WINDOW_MISSING", ["rings", index, "window"], message)];
});
var known = ({ policy }) => policy.rings.flatMap(({ name, window }, index) => {
  if (typeof window !== "string" || window === anytime || Object.hasOwn(policy.windows, window)) return [];
  const names2 = [anytime, ...Object.keys(policy.windows)];
  const message = `the ring ${name} names the window "${window}", which is not under windows${suggestion(window, names2) || `; there are ${names2.join(", ")}`}`;
  return [fault("POLICY_WINDOW_UNKNOWN", ["rings", index, "window"], message)];
});
var notReserved = ({ policy }) => {
  if (!Object.hasOwn(policy.windows, anytime)) return [];
  const message = `"${anytime}" means that there is no window: give this window another name`;
  return [{ ...fault("POLICY_WINDOW_INVALID", ["windows", anytime], message), atKey: true }];
};
var day = 864e5;
var possible = ({ policy }) => {
  const all = [
    ...Object.entries(policy.windows).map(([name, window]) => ({ window, path: ["windows", name, "duration"] })),
    ...policy.rings.flatMap(
      ({ window }, index) => typeof window === "object" ? [{ window, path: ["rings", index, "window", "duration"] }] : []
    )
  ];
  return all.filter(({ window }) => window.duration < 6e4 || window.duration > day).map(({ window, path: path4 }) => {
    const message = `a window lasts between 1m and 24h, and this one ${formatDuration(window.duration)}: write for example 4h, or window: anytime`;
    return fault("POLICY_WINDOW_INVALID", path4, message);
  });
};
var zonesThere = (input) => {
  const { policy, machines } = input;
  return membersOf(
    policy.rings,
    machines.map(({ entry }) => entry)
  ).flatMap(({ ring, machines: members }, index) => {
    if (windowOf(policy, ring)?.timeZone !== "machine") return [];
    const without = members.filter(({ timeZone }) => timeZone === void 0).map(({ name }) => name);
    if (without.length === 0) return [];
    const message = `the window of ring ${ring.name} goes by each machine’s own zone, and ${named(without)} ${without.length === 1 ? "has" : "have"} none: add timeZone in the inventory, or write the zone in the window`;
    return [fault("POLICY_ZONE_MISSING", ["rings", index, "window"], message)];
  });
};
var windowRules = [written, known, notReserved, possible, zonesThere];

// src/policy/rules.ts
var rules = [
  ...machineRules,
  ...ringRules,
  ...groupRules,
  ...windowRules,
  ...connectionRules,
  ...credentialRules,
  ...updateRules,
  ...knowledgeRules
];
function breachesOf(input) {
  return rules.flatMap((rule) => rule(input));
}

// src/policy/load.ts
async function loadPolicy(request) {
  const text = await readText(request.policy, "POLICY");
  const source = readSource(text);
  if (source.faults.length > 0) throw new FailureError(failuresOfText(source.faults, request.policy, "POLICY"));
  const parsed = policySchema.safeParse(source.value);
  const subject = { file: "policy", schema: policySchema, value: source.value, at: [] };
  const shapeFaults = parsed.success ? [] : faultsOf(parsed.error.issues, subject);
  const policy = parsed.success ? parsed.data : mend(source.value, shapeFaults);
  const list = await listMachines(request, policy?.inventory ?? valueAt(source.value, ["inventory"]));
  const directory = path3.dirname(request.policy);
  const known2 = await readKnowledge(policy ?? {}, directory);
  const own = await readScripts(policy ?? {}, directory);
  const holes = known2.failures.length > 0 ? void 0 : known2.knowledge.holes;
  const input = { machines: list.machines, runner: request.runner, holes };
  const breaches = policy === void 0 ? [] : breachesOf({ policy, ...input });
  const isListBroken = list.failures.length > 0 || list.faults.length > 0;
  const fresh = breaches.filter(
    (breach) => !isEcho(breach, shapeFaults) && !(isListBroken && aboutMachines.includes(breach.code))
  );
  const faults = [...shapeFaults, ...list.faults, ...fresh];
  const placed = faults.map((fault2) => failureOfFault(fault2, { request, source, list }));
  const failures = [...placed.sort(byPlace), ...list.failures, ...known2.failures, ...own.failures];
  if (failures.length > 0 || policy === void 0) throw new FailureError(failures);
  const machines = list.machines.map(({ entry }) => entry);
  const { knowledge } = known2;
  const whole = own.scripts === void 0 ? policy : { ...policy, scripts: own.scripts };
  return { policy: withGuards(whole), machines, directory, knowledge, inventoryFile: list.file };
}
function byPlace({ code: a, place: one }, { code: b, place: other }) {
  const inInventory = (code2) => Number(code2.startsWith("INVENTORY"));
  return inInventory(a) - inInventory(b) || (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0);
}
var aboutMachines = ["POLICY_RING_EMPTY", "POLICY_MACHINE_UNKNOWN", "POLICY_CREDENTIAL_INVALID"];
function isEcho(breach, shapeFaults) {
  return shapeFaults.some(({ path: whole }) => {
    const one = whole[0] === "rings" ? whole.slice(0, 3) : whole;
    return one.every((part, index) => index >= breach.path.length || part === breach.path[index]);
  });
}
async function listMachines(request, written2) {
  const none = { file: null, machines: [], faults: [], failures: [], placeOf: () => void 0 };
  if (request.inventory === void 0 && typeof written2 !== "string") {
    const inside = policySchema.shape.inventory.safeParse(written2);
    return Array.isArray(inside.data) ? { ...none, machines: machinesInPolicy(inside.data) } : none;
  }
  const file = request.inventory ?? path3.join(path3.dirname(request.policy), String(written2));
  try {
    return { ...none, file, ...readList(file, await readText(file, "INVENTORY")) };
  } catch (error) {
    if (error instanceof FailureError) return { ...none, file, failures: error.failures };
    throw error;
  }
}
function readList(file, text) {
  if (path3.extname(file).toLowerCase() === ".csv") {
    const rows = readCsv(text);
    const broken = { kind: "syntax", message: "a quote is opened and never closed" };
    if (rows === void 0) throw new FailureError(failuresOfText([broken], file, "INVENTORY"));
    const list = machinesInCsv(rows);
    if (rows.length < 2) throw new FailureError(failuresOfText([noMachines], file, "INVENTORY"));
    return { ...list, placeOf: ({ path: [line] }) => typeof line === "number" ? { line, column: 1 } : void 0 };
  }
  const source = readSource(text);
  if (source.faults.length > 0) throw new FailureError(failuresOfText(source.faults, file, "INVENTORY"));
  return { ...machinesInFile(source.value), placeOf: (fault2) => source.placeOf(fault2.path, fault2.atKey) };
}
var noMachines = { kind: "empty", message: "the file has no machine" };
function failureOfFault(fault2, { request, source, list }) {
  const isInPolicy = fault2.file === "policy" || list.file === null;
  const file = isInPolicy ? request.policy : list.file;
  const place = isInPolicy ? source.placeOf(fault2.path, fault2.atKey) : list.placeOf(fault2);
  return failureOf(fault2.code, fault2.message, {
    place: { file: file ?? request.policy, ...place, path: formatPath(fault2.path) }
  });
}

// src/commands/policy-input.ts
function readPolicy(platform, { policy, inventory }) {
  return loadPolicy({
    policy: fromHere(pathFrom(platform, policy)),
    inventory: inventory === void 0 ? void 0 : fromHere(pathFrom(platform, inventory)),
    runner: runnerName()
  });
}
function enterWorld({ platform, options: options2, env, signal }, { policy, machines, directory }, given = {}) {
  const { ca, auth, configuration, transport, port, pin } = options2;
  const authority = ca === void 0 ? void 0 : pathFrom(platform, ca);
  const told = /* @__PURE__ */ new Set();
  const onFallback = (fallback) => {
    if (!told.has(fallback.machine)) platform.log(fallbackText(fallback), "warning");
    told.add(fallback.machine);
  };
  return openWorld({
    policy,
    machines,
    directory: resolve(directory),
    env,
    secret: (value) => platform.secret(value),
    overrides: { auth, configuration, transport, port, pin, ca: authority },
    onFallback,
    name: `patchring ${policy.name}`,
    signal,
    ...given
  });
}
function fallbackText({ machine, mechanism, code: code2, message }) {
  return `${machine}: logged on by ${mechanism.toUpperCase()} and not by Kerberos (${code2}: ${message})`;
}

export {
  budgetOf,
  wavesOf,
  membersOf,
  groupMembers,
  inOrder,
  noHoles,
  closedBy,
  kbsNamed,
  whyUnwanted,
  readPolicy,
  enterWorld
};
