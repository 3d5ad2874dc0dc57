import { isScalarType, type GraphQLSchema } from "graphql";
import { DateScalar, DateTimeScalar, MoneyScalar } from "../../schema/scalars.js";

/** A composed schema knows our scalars by name only; this gives them their reading, so that bad values stop at the door. */
export function useScalars(schema: GraphQLSchema): void {
  for (const scalar of [DateScalar, DateTimeScalar, MoneyScalar]) {
    const composed = schema.getType(scalar.name);
    if (!isScalarType(composed)) continue;
    composed.parseValue = scalar.parseValue;
    composed.parseLiteral = scalar.parseLiteral;
    composed.serialize = scalar.serialize;
  }
}
