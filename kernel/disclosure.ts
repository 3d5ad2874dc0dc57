import { z } from "zod";

/**
 * What each matter needs to know of a subject's file (最小必要): the catalogue's disclosure lists, as the credit office
 * tells them to gateways. Schema coordinates; what a matter does not list is not disclosed for it.
 */
export const disclosureListsSchema = z.object({
  /** Version of the catalogue that the lists belong to. */
  version: z.string(),
  matters: z.record(
    z.string(),
    z.object({
      /** Coordinates that the matter needs. */
      disclosed: z.array(z.string()),
      /** Of these the ones that it needs only masked, whoever asks. */
      masked: z.array(z.string()),
    }),
  ),
});
export type DisclosureLists = Readonly<z.infer<typeof disclosureListsSchema>>;

/** How a field that holds personal data is shown to those who may not see it in clear. */
export const maskKinds = ["NAME", "IDENTIFIER"] as const;
export type MaskKind = (typeof maskKinds)[number];
