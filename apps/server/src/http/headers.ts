import fastifyHelmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { WebPage } from "./web.ts";

/** Adds the security headers; what only makes sense behind HTTPS (HSTS) is sent only there. */
export const secureHeaders = async (app: FastifyInstance, page: WebPage | null, secure: boolean): Promise<void> => {
  await app.register(fastifyHelmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", ...(page?.scriptHashes ?? [])],
        "style-src": ["'self'", ...(page?.styleHashes ?? [])],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
  });
};
