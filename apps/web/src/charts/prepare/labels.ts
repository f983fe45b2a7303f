/** A label that wants to stand at `wanted` (pixels from the top); of several that do not fit, the least `rank` stays. */
export interface LabelWish {
  wanted: number;
  rank: number;
}

interface Cluster<L> {
  labels: L[];
  /** Where the middle of the cluster wants to be. */
  middle: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));

const span = (cluster: Cluster<unknown>, height: number): number => cluster.labels.length * height;

const merge = <L>(one: Cluster<L>, other: Cluster<L>): Cluster<L> => {
  const labels = [...one.labels, ...other.labels];
  const middle = (one.middle * one.labels.length + other.middle * other.labels.length) / labels.length;
  return { labels, middle };
};

/** Puts labels of one height beside each other without overlap within [top, bottom], each as near as it can to its wish. */
export const placeLabels = <L extends LabelWish>(
  wishes: readonly L[],
  height: number,
  [top, bottom]: readonly [number, number],
): { label: L; y: number }[] => {
  const room = Math.max(0, Math.floor((bottom - top) / height));
  const kept = wishes.toSorted((one, other) => one.rank - other.rank).slice(0, room);
  const clusters: Cluster<L>[] = [];
  const inside = (cluster: Cluster<L>): Cluster<L> => {
    const half = span(cluster, height) / 2;
    return { ...cluster, middle: clamp(cluster.middle, top + half, bottom - half) };
  };
  for (const label of kept.toSorted((one, other) => one.wanted - other.wanted)) {
    let cluster = inside({ labels: [label], middle: label.wanted });
    let above = clusters.at(-1);
    while (above && above.middle + span(above, height) / 2 > cluster.middle - span(cluster, height) / 2) {
      clusters.pop();
      cluster = inside(merge(above, cluster));
      above = clusters.at(-1);
    }
    clusters.push(cluster);
  }
  return clusters.flatMap((cluster) =>
    cluster.labels.map((label, index) => ({
      label,
      y: cluster.middle - span(cluster, height) / 2 + height * (index + 0.5),
    })),
  );
};
