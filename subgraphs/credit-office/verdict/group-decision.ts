import { strongest, type Decision } from "./verdict.js";

/** A consortium: any member's decision counts for it, and never for other bidders. */
export interface Group<Member> {
  readonly name: string;
  readonly members: readonly Member[];
}

export interface GroupDecision<Member> extends Group<Member> {
  readonly decision: Decision;
}

/**
 * The strongest decision among the members of each group; a group of nobody goes to a person.
 * @throws RangeError when a member was not decided.
 */
export function decideGroups<Member>(
  groups: readonly Group<Member>[],
  verdictsByMember: ReadonlyMap<Member, { readonly decision: Decision }>,
): GroupDecision<Member>[] {
  return groups.map(({ name, members }) => {
    const decided = members.map((member) => {
      const verdict = verdictsByMember.get(member);
      // The member is not repeated: it may be a natural person's number.
      if (!verdict) throw new RangeError("A group has a member that was not decided");
      return verdict.decision;
    });
    return { name, members, decision: decided.length === 0 ? "MANUAL" : strongest(decided) };
  });
}
