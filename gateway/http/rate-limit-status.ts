import type { ApolloServerPlugin } from "@apollo/server";
import type { RequestContext } from "../context.js";

/** Answers 429 and Retry-After where a rate limit refused everything that was asked. */
export function createRateLimitStatus(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ response: { body, http } }) {
          const { data, errors = [] } = body.kind === "single" ? body.singleResult : {};
          const waits = errors.map(({ extensions }) =>
            extensions?.["code"] === "RATE_LIMITED" ? Number(extensions["retryAfterSeconds"]) : NaN,
          );
          const isAnswered = Object.values(data ?? {}).some((value) => value !== null);
          if (waits.length > 0 && !waits.some(Number.isNaN) && !isAnswered) {
            http.status = 429;
            http.headers.set("retry-after", String(Math.max(...waits)));
          }
          return Promise.resolve();
        },
      }),
  };
}
