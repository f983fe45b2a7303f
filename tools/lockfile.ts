/** A package-lock.json of version 3, as far as the checks read it. */
export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  resolved?: string;
  link?: boolean;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
}

/** The parts of a package.json that name versions. */
export interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Why a lockfile would not give the same install on every machine; `unavailable` names packages nobody can lock. */
export function lockfileFaults(lock: Lockfile, unavailable: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.resolved && !entry.link) faults.push(`${path}: names the registry ${entry.resolved}`);
    if (path.includes("node_modules/") && !entry.link && !entry.integrity) faults.push(`${path}: no integrity`);
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!unavailable.has(name) && !isLocked(lock, path, name))
        faults.push(`${path || "root"}: ${name} is not locked`);
  }
  return faults;
}

/** Versions of a package.json that are not exact, as `name@range`. */
export function inexactVersions(manifest: Manifest): string[] {
  return [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies]
    .flatMap((group) => Object.entries(group ?? {}))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}@${version}`);
}

/** Looks for `name` where Node would: in the node_modules of `path` and of every folder above it. */
function isLocked(lock: Lockfile, path: string, name: string): boolean {
  const folders = path
    .split("/node_modules/")
    .map((_, index, parts) => parts.slice(0, index + 1).join("/node_modules/"));
  return ["", ...folders].some((folder) => `${folder && `${folder}/`}node_modules/${name}` in lock.packages);
}
