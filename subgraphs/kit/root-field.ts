import { createParameterDecorator, type ResolverData } from "type-graphql";

/** The response name (alias, or name) under which a root field was asked for. */
export function RootField(): ReturnType<typeof createParameterDecorator> {
  return createParameterDecorator(({ info }: ResolverData) => String(info.path.key));
}
