import { audience } from "./departments/audience.ts";
import { customerSuccess } from "./departments/customer-success.ts";
import { ecommerce } from "./departments/ecommerce.ts";
import { engineering } from "./departments/engineering.ts";
import { executive } from "./departments/executive.ts";
import { finance } from "./departments/finance.ts";
import { marketing } from "./departments/marketing.ts";
import { people } from "./departments/people.ts";
import { personal } from "./departments/personal.ts";
import { product } from "./departments/product.ts";
import { prospecting } from "./departments/prospecting.ts";
import { recurring } from "./departments/recurring.ts";
import { retention } from "./departments/retention.ts";
import { sales } from "./departments/sales.ts";
import { support } from "./departments/support.ts";
import type { Entry } from "./entry.ts";

/** Every entry of the library (K9), by department. */
export const library: readonly Entry[] = [
  ...sales,
  ...prospecting,
  ...marketing,
  ...audience,
  ...customerSuccess,
  ...retention,
  ...support,
  ...product,
  ...engineering,
  ...ecommerce,
  ...finance,
  ...recurring,
  ...people,
  ...executive,
  ...personal,
];

const byId = new Map(library.map((entry) => [entry.id, entry]));

/** The entry with this id. */
export const entryOf = (id: string): Entry | undefined => byId.get(id);
