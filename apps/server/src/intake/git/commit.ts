/** A commit as git tells it; instants in epoch ms. */
export interface Commit {
  hash: string;
  /** The first one is the branch it was made on; a merge has more. */
  parents: string[];
  writtenAt: number;
  committedAt: number;
  subject: string;
  /** Commits its message says it reverts, as written there. */
  reverts: string[];
}

/** A tag and the commit it marks. */
export interface Tag {
  name: string;
  commit: string;
  at: number;
}
