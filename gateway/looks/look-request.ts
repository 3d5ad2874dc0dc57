/** What one root field asks for, read from its arguments before anybody is asked. */
export interface LookRequest {
  /** Response name: alias, or name. */
  readonly responseName: string;
  readonly field: string;
  /** Null where the field names a receipt or a batch, or needs no purpose. */
  readonly matter: string | null;
  readonly caseNumber: string | null;
  /** Identifiers as written. */
  readonly identifiers: readonly string[];
  /** Receipt or batch that the field looks at again. */
  readonly earlier: string | null;
  readonly asOf: string | null;
}
