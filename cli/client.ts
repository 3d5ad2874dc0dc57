import { request } from "undici";
import { z } from "zod";

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
});
export type ClientAnswer = z.infer<typeof answerSchema>;

/** Asks a gateway as any client does. @throws Error in Chinese when it cannot be reached */
export async function askGateway(
  { url, token }: { readonly url: string; readonly token: string },
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<ClientAnswer> {
  try {
    const response = await request(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return answerSchema.parse(await response.body.json());
  } catch (cause) {
    throw new Error(
      `无法访问网关 ${url}；请先运行 npm start，或用 FENGCHA_URL 指定地址 (gateway not reached)`,
      { cause },
    );
  }
}
