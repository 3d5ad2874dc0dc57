import type { SampleRegion, SampleSubject } from "../../subgraphs/kit/sample.js";
import { namedIdNumber, namedUscc, organisationId, personId } from "./sample-identifiers.js";
import { regions } from "./words.js";

type Overrides = Partial<
  Pick<
    SampleSubject,
    "kind" | "formerSubjectIds" | "status" | "sector" | "registeredDaysAgo" | "grades" | "incidents"
  >
> & { readonly formerNames?: readonly string[] };

/** An organisation with a name and a code of its own, whatever the seed; clean unless told otherwise. */
export function fixedOrganisation(
  number: number,
  name: string,
  county: string,
  personKey: Buffer,
  { formerNames = [], kind = "ENTERPRISE", ...overrides }: Overrides = {},
): SampleSubject {
  if (kind === "PERSON") throw new RangeError("A natural person has no such code");
  const region = regionOf(county);
  const identifier = namedUscc(kind, region.code, number);
  return {
    reference: referenceOf(number),
    subjectId: organisationId(identifier),
    formerSubjectIds: [],
    kind,
    identifier,
    names: [name, ...formerNames],
    status: "存续",
    region,
    sector: "SERVICES",
    registeredDaysAgo: 3000,
    representative: {
      name: `示例代表人${number}`,
      subjectId: personId(namedIdNumber(region.code, "1970-01-01", number), personKey),
    },
    ordinary: false,
    grades: {},
    incidents: [],
    ...overrides,
  };
}

/** A natural person with a name and a number of its own, whatever the seed. */
export function fixedPerson(
  number: number,
  name: string,
  county: string,
  personKey: Buffer,
  incidents: SampleSubject["incidents"] = [],
): SampleSubject {
  const region = regionOf(county);
  const identifier = namedIdNumber(region.code, "1995-08-17", number);
  return {
    reference: referenceOf(number),
    subjectId: personId(identifier, personKey),
    formerSubjectIds: [],
    kind: "PERSON",
    identifier,
    names: [name],
    status: null,
    region,
    sector: "SERVICES",
    registeredDaysAgo: 6000,
    representative: null,
    ordinary: false,
    grades: {},
    incidents,
  };
}

function referenceOf(number: number): string {
  return `DEMO-${String(number).padStart(2, "0")}`;
}

function regionOf(county: string): SampleRegion {
  const region = regions.find((candidate) => candidate.county === county);
  if (!region) throw new RangeError(`No such county: ${county}`);
  return region;
}
