const cellar = ["server/warehouse", "server/store", "server/feed"];
const rooms = [
  "access",
  "definitions",
  "ask",
  "entries",
  "intake",
  "evaluate",
  "notify",
  "practice",
  "reviews",
  "experiments",
].map((name) => `server/${name}`);
const pure = ["model", "semantic", "statistics", "library"];
const door = [...pure, ...rooms, ...cellar, "server/config"];
const everyServerPlace = [...door, "server/http", "server/mcp", "server/clock"];

/** Which places a place may import besides itself. A place that is not a key does not exist in the plan of the house. */
const arrows: Record<string, string[]> = {
  model: [],
  statistics: [],
  semantic: ["model"],
  library: ["model", "semantic"],
  client: [],
  cli: ["model", "semantic", "library"],
  "server/main": everyServerPlace,
  "server/config": everyServerPlace,
  "server/http": door,
  "server/mcp": door,
  "server/clock": door,
  ...Object.fromEntries(rooms.map((room) => [room, [...pure, ...cellar]])),
  ...Object.fromEntries(cellar.map((name) => [name, [...pure, ...cellar]])),
  "web/root": [
    "model",
    "web/pages",
    "web/parts",
    "web/charts",
    "web/charts/prepare",
    "web/ui",
    "web/data",
    "web/kinds",
  ],
  "web/pages": ["model", "web/parts", "web/charts", "web/charts/prepare", "web/ui", "web/data", "web/kinds"],
  "web/kinds": ["model", "web/parts", "web/charts", "web/ui"],
  "web/parts": ["model", "web/charts", "web/charts/prepare", "web/ui"],
  "web/charts": ["model", "web/charts/prepare", "web/ui"],
  "web/charts/prepare": ["model"],
  "web/ui": [],
  "web/data": ["model"],
};

/** The place in the plan of the house a repository path belongs to; `anywhere` holds tests of the whole, tools and bench. */
export function placeOf(path: string): string {
  if (/\.(browser|flow)\.test\.tsx?$/.test(path) || /^apps\/\w+\/(flows|test)\//.test(path)) return "anywhere";
  const [home, name = "", src, folder = ""] = path.split("/");
  if (home === "packages") return name;
  if (home !== "apps" || src !== "src") return "anywhere";
  if (name === "cli") return "cli";
  const isFile = path.split("/").length === 4;
  if (name === "web") {
    if (isFile) return "web/root";
    return path.startsWith("apps/web/src/charts/prepare/") ? "web/charts/prepare" : `web/${folder}`;
  }
  return `${name}/${isFile ? folder.replace(/(\.test)?\.tsx?$/, "") : folder}`;
}

/** Whether the plan of the house has the place a path belongs to. */
export function isInPlan(path: string): boolean {
  const place = placeOf(path);
  return place === "anywhere" || place in arrows;
}

/** Why `from` may not import `target`, or undefined when the arrow is one of the plan. */
export function arrowFault(from: string, specifier: string, target: string): string | undefined {
  const home = placeOf(from);
  if (home === "anywhere") return undefined;
  const allowed = arrows[home] ?? [];
  if (home === "web/charts/prepare" && /^react(-dom)?(\/|$)/.test(target)) return "charts/prepare is pure: no react";
  if (!/^(packages|apps|tools|bench)\//.test(target)) return undefined;
  const goal = placeOf(target);
  const isTest = /\.(test|fixture)\.tsx?$/.test(from);
  if (isTest && target.startsWith("tools/")) return undefined;
  if (specifier.startsWith(".") && workspaceOf(from) !== workspaceOf(target))
    return `${specifier} leaves its workspace`;
  if (home === "web/pages" && goal === "web/pages" && pageOf(from) !== pageOf(target)) return "a page imports a page";
  if (home === goal || allowed.includes(goal)) return undefined;
  return `${home} may not import ${goal}`;
}

function workspaceOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

/** The folder of a page; files directly in `pages/` belong to every page. */
function pageOf(path: string): string {
  const [folder = "", file] = path.split("/").slice(4);
  return file === undefined ? "" : folder;
}
