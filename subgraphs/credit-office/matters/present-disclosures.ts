import type { DisclosureLists } from "../../../kernel/disclosure.js";
import type { Catalogue } from "../catalogue/catalogue.js";

/** The catalogue's disclosure lists as gateways read them. */
export function presentDisclosures({ version, disclosures }: Catalogue): DisclosureLists {
  const matters = disclosures.map(({ matter, disclosed, masked }) => [
    matter,
    { disclosed: [...disclosed], masked: [...masked] },
  ]);
  return { version, matters: Object.fromEntries(matters) as DisclosureLists["matters"] };
}
