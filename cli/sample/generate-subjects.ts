import { randomFrom, type RandomSource } from "../../subgraphs/kit/sample-random.js";
import type { Incident, SampleRegion, SampleSubject } from "../../subgraphs/kit/sample.js";
import { namedSubjects } from "./named-cases.js";
import {
  maxSerial,
  organisationId,
  personId,
  sampleFormerUscc,
  sampleIdNumber,
  sampleUscc,
} from "./sample-identifiers.js";
import { showcaseSubjects } from "./showcase.js";
import { givenNames, regions, surnames, talesFirst, talesSecond, trades } from "./words.js";

export interface SampleOptions {
  readonly seed: number;
  /** HMAC key of natural persons' numbers, the one that checks use. */
  readonly personKey: Buffer;
}

/** The subjects with fixed names and codes, which stand first in every sample. */
export function fixedSubjects(personKey: Buffer): readonly SampleSubject[] {
  return [...namedSubjects(personKey), ...showcaseSubjects(personKey)];
}

/**
 * The subjects of a sample one by one: the fixed ones first, all of them however small the sample, then fictional ones.
 * The subject at a position is the same however large the sample. @throws RangeError above ten million subjects.
 */
export function* generateSubjects(
  options: SampleOptions & { readonly subjects: number },
): Generator<SampleSubject> {
  if (options.subjects > maxSerial) throw new RangeError(`A sample has at most ${maxSerial} subjects`);
  const fixed = fixedSubjects(options.personKey);
  yield* fixed;
  for (let index = fixed.length; index < options.subjects; index += 1) yield generateSubject(index, options);
}

/** The fictional subject at a position behind the fixed ones. */
export function generateSubject(index: number, options: SampleOptions): SampleSubject {
  const random = randomFrom(options.seed, index, "subject");
  const serial = serialOf(index, options.seed);
  return index % personEvery === personEvery - 1
    ? generatePerson(index, serial, random, options)
    : generateOrganisation(index, serial, random, options);
}

/** Every tenth subject is a natural person: 200 of 2,000. */
const personEvery = 10;
const multiplier = 7_368_787;

/** A permutation of all serials (the multiplier is prime to their number), so that neighbours have codes far apart. */
function serialOf(index: number, seed: number): number {
  const offset = randomFrom(seed, "serial").int(0, maxSerial - 1);
  return (index * multiplier + offset) % maxSerial;
}

function generateOrganisation(
  index: number,
  serial: number,
  random: RandomSource,
  { seed, personKey }: SampleOptions,
): SampleSubject {
  const kind = random.weighted(kindWeights);
  const { name, region, sector } = nameOf(kind, serial);
  const identifier = sampleUscc(kind, region.code, serial);
  const incidents = seriousIncidents(index, seed, kind, random);
  const formerName = kind === "ENTERPRISE" && random.chance(0.03) ? [formerNameOf(name, random)] : [];
  const former = random.chance(0.004) ? [organisationId(sampleFormerUscc(kind, region.code, serial))] : [];
  return {
    reference: referenceOf(seed, index),
    subjectId: organisationId(identifier),
    formerSubjectIds: former,
    kind,
    identifier,
    names: [name, ...formerName],
    status: kind === "ORGANISATION" ? "存续" : random.weighted(statusWeights),
    region,
    sector,
    registeredDaysAgo: random.int(incidents.length > 0 ? oldestIncidentDays + 60 : 120, 9000),
    representative: {
      name: personName(random),
      subjectId: personId(sampleIdNumber(region.code, serial, "REPRESENTATIVE"), personKey),
    },
    ordinary: true,
    grades: {},
    incidents,
  };
}

function generatePerson(
  index: number,
  serial: number,
  random: RandomSource,
  { seed, personKey }: SampleOptions,
): SampleSubject {
  const region = random.pick(regions);
  const identifier = sampleIdNumber(region.code, serial, "SUBJECT");
  return {
    reference: referenceOf(seed, index),
    subjectId: personId(identifier, personKey),
    formerSubjectIds: [],
    kind: "PERSON",
    identifier,
    names: [personName(random)],
    status: null,
    region,
    sector: "SERVICES",
    registeredDaysAgo: 6000,
    representative: null,
    ordinary: true,
    grades: {},
    incidents: seriousIncidents(index, seed, "PERSON", random),
  };
}

const kindWeights = [
  ["ENTERPRISE", 55],
  ["SELF_EMPLOYED", 37],
  ["ORGANISATION", 8],
] as const;
const statusWeights = [
  ["存续", 78],
  ["在业", 19],
  ["注销", 1.2],
  ["歇业", 0.8],
  ["吊销", 0.6],
  ["迁出", 0.4],
] as const;

function referenceOf(seed: number, index: number): string {
  return `S${seed}-${index}`;
}

/** Different for every serial of a kind as long as the words suffice: enterprises repeat after about a million. */
function nameOf(kind: Exclude<SampleSubject["kind"], "PERSON">, serial: number) {
  let rest = serial;
  const take = <Item>(items: readonly Item[]): Item => {
    const item = items[rest % items.length] as Item;
    rest = Math.floor(rest / items.length);
    return item;
  };
  const tale = take(talesFirst) + take(talesSecond);
  const trade = take(trades[kind]);
  const region: SampleRegion = take(regions);
  return { name: `${region.county.slice(0, -1)}${tale}${trade.word}`, region, sector: trade.sector };
}

/** The same trade under an earlier trade name. */
function formerNameOf(name: string, random: RandomSource): string {
  return name.replace(new RegExp(talesSecond.join("|"), "u"), `${random.pick(talesSecond)}旧`);
}

function personName(random: RandomSource): string {
  return random.pick(surnames) + random.pick(givenNames);
}

/**
 * 0.8 % are on a serious list now: one in each run of 125, at a place that the seed decides. The first thousand have
 * theirs among the fixed subjects. Half as many were on one and are no longer.
 */
function seriousIncidents(
  index: number,
  seed: number,
  kind: SampleSubject["kind"],
  random: RandomSource,
): Incident[] {
  const run = Math.floor(index / listedEvery);
  if (index >= fixedShare && isChosen(index, listedEvery, seed, "listed")) {
    return [listedIncident(listFor(run, kind), random)];
  }
  return isChosen(index, formerlyListedEvery, seed, "formerly listed")
    ? [formerIncident(listFor(run, kind), random)]
    : [];
}

const listedEvery = 125;
const formerlyListedEvery = 250;
const fixedShare = 1000;
const oldestIncidentDays = 1700;

function isChosen(index: number, every: number, seed: number, purpose: string): boolean {
  return randomFrom(seed, Math.floor(index / every), purpose).int(0, every - 1) === index % every;
}

const lists = [
  { department: "courts", recordType: "CT_DISHONEST", maxDaysAgo: 600 },
  { department: "tax", recordType: "TAX_SERIOUS", maxDaysAgo: 1000 },
  { department: "courts", recordType: "CT_DISHONEST", maxDaysAgo: 600 },
  { department: "market", recordType: "MSA_SERIOUS", maxDaysAgo: 1000 },
  { department: "courts", recordType: "CT_DISHONEST", maxDaysAgo: 600 },
  { department: "hrss", recordType: "HR_WAGE_LIST", maxDaysAgo: 1000 },
  { department: "courts", recordType: "CT_DISHONEST", maxDaysAgo: 600 },
  { department: "credit-office", recordType: "PROCUREMENT_LIST", maxDaysAgo: 300 },
] as const;
type List = (typeof lists)[number];

/** Persons are listed by the courts only, and market supervision registers no organisations. */
function listFor(run: number, kind: SampleSubject["kind"]): List {
  const list = lists[run % lists.length] ?? lists[0];
  const hasAll = kind === "ENTERPRISE" || kind === "SELF_EMPLOYED";
  return hasAll ? list : lists[0];
}

/** In force; now and then disputed, or stayed by a review. */
function listedIncident({ department, recordType, maxDaysAgo }: List, random: RandomSource): Incident {
  const event = random.weighted([
    [undefined, 80],
    ["OBJECTION_ACCEPTED", 14],
    ["STAYED", 6],
  ] as const);
  return {
    department,
    recordType,
    decidedDaysAgo: random.int(40, maxDaysAgo),
    steps: event ? [{ event, daysAgo: random.int(2, 15) }] : [],
  };
}

/** Repaired or removed, revoked, or over long ago. */
function formerIncident({ department, recordType, maxDaysAgo }: List, random: RandomSource): Incident {
  const decidedDaysAgo = random.int(250, maxDaysAgo + 250);
  const over = random.int(5, 90);
  const end = recordType === "CT_DISHONEST" ? "REMOVED" : "REPAIRED";
  const steps = random.weighted<NonNullable<Incident["steps"]>>([
    [
      [
        { event: "DUTY_FULFILLED", daysAgo: over + 100 },
        { event: end, daysAgo: over },
      ],
      7,
    ],
    [[{ event: "REVOKED", daysAgo: over }], 1],
    [[], 2],
  ]);
  const expired = steps.length === 0;
  return {
    department,
    recordType,
    decidedDaysAgo: expired ? random.int(1200, oldestIncidentDays) : decidedDaysAgo,
    steps,
  };
}
