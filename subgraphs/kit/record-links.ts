/** As much of a stored version as tells who must find it. */
export interface LinkedVersion {
  readonly recordId: string;
  readonly supersedes?: string;
  readonly about: readonly string[];
}

/**
 * Who must find which records: whoever one version is about finds all versions of that record, and what supersedes it.
 * Otherwise somebody named by mistake would for ever find the version with the mistake as the latest.
 * Answers only the records whose stored versions do not yet say so.
 */
export function missingLinks(versions: readonly LinkedVersion[]): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, Set<string>>();
  const link = (recordId: string, about: Iterable<string>): void => {
    const known = links.get(recordId) ?? new Set();
    for (const id of about) known.add(id);
    links.set(recordId, known);
  };
  for (const { recordId, about } of versions) link(recordId, about);
  for (const { recordId, supersedes } of versions) {
    if (supersedes !== undefined) link(recordId, links.get(supersedes) ?? []);
  }
  const incomplete = versions.filter(
    ({ recordId, about }) => about.length < (links.get(recordId)?.size ?? 0),
  );
  return new Map(incomplete.map(({ recordId }) => [recordId, [...(links.get(recordId) ?? [])]]));
}
