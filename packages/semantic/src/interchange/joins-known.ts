import { datasetSchema } from "@sextant/model/dataset/dataset";

/** Whether datasets have keys and can read columns of other datasets; until they can, joins are noted as left out. */
export const joinsAreKnown = "joins" in datasetSchema.shape;
