import type { Source, SourceRequest, SourceResponse } from "../../gateway/execution/sources/source.js";

/** What a test wants to happen when a source is asked; undefined leaves the real source to answer. */
export type Interference = (request: SourceRequest) => Promise<SourceResponse> | undefined;

export interface RecordedFetch {
  readonly source: string;
  readonly request: SourceRequest;
}

/** Wraps real sources: notes every fetch, and lets a test make one of them slow, broken or wrong. */
export function createRecorder() {
  const fetches: RecordedFetch[] = [];
  const interferences = new Map<string, Interference>();
  return {
    fetches,
    interferences,
    wrapSource: (source: Source): Source => ({
      ...source,
      fetch: (request, signal) => {
        // What the gateway asks for itself, in its own time, is about nobody.
        if (request.passport.authority !== "GATEWAY") fetches.push({ source: source.name, request });
        return interferences.get(source.name)?.(request) ?? source.fetch(request, signal);
      },
    }),
    /** Forgets what was fetched and lets every source be itself again. */
    reset: () => {
      fetches.length = 0;
      interferences.clear();
    },
  };
}
