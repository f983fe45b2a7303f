import { deliveryEvents } from "@sextant/model/dataset/delivery-events";
import { Problem } from "@sextant/model/problem/problem";
import { readDelivery } from "../../intake/webhooks/delivery.ts";
import type { Handlers, Rooms } from "../handler.ts";
import { type BodyLimits, codingOf, wholeBody } from "../unpack.ts";

/** GitHub sends at most 25 MB. */
const mostBytes = 26 * 1_048_576;

/** Gives the secret of a webhook by its name, or null when there is none. */
export type WebhookSecret = (source: string) => Promise<string | null>;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The handler of deliveries from GitHub and GitLab. */
export const webhookHandlers = (
  rooms: Rooms,
  options: { body: BodyLimits; webhookSecret: WebhookSecret },
): Pick<Handlers, "webhook"> => ({
  webhook: async ({ params, request }) => {
    const secret = await options.webhookSecret(params.source);
    if (secret === null)
      throw new Problem("not_found", `There is no webhook ${JSON.stringify(params.source)}.`, {
        hint: "Set its secret with: sextant secret set webhook_<name>",
      });
    const body = await wholeBody(request.body, codingOf(request), { ...options.body, bytes: mostBytes });
    const { events, key } = readDelivery(request.headers, body, secret);
    const dataset = rooms.definitions.state().catalog.datasets.get(deliveryEvents.id);
    if (!dataset)
      throw new Problem("not_found", `The workspace has no dataset ${deliveryEvents.id}.`, {
        hint: "Declare it as the guide on pushing says.",
      });
    if (events.length === 0) return { value: { landed: 0, duplicate: false } };
    const rows = events.map((event) =>
      Object.fromEntries(Object.entries(event).filter(([name]) => Object.hasOwn(dataset.columns, name))),
    );
    const bytes = new TextEncoder().encode(JSON.stringify(rows));
    const { landed, duplicate } = await rooms.intake.land(dataset, once(bytes), "json", {
      atomic: true,
      batchKey: key,
    });
    return { value: { landed, duplicate } };
  },
});
