import { Pool } from 'undici';

/** A client's way to the graph: one connection each, as much as an answer takes and no more. */
export interface Graph {
  request<Data>(query: string, variables: object, accessToken?: string): Promise<Data>;
  close(): Promise<void>;
}

export function createGraph(url: string, connections: number): Graph {
  const pool = new Pool(url, { connections, pipelining: 1 });
  return {
    request: async <Data>(query: string, variables: object, accessToken?: string) => {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }) },
        body: JSON.stringify({ query, variables }),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`status ${statusCode}: ${text.slice(0, 200)}`);
      const answer = JSON.parse(text) as { data?: Data; errors?: { message: string }[] };
      if (answer.errors !== undefined || answer.data === undefined) throw new Error(`errors: ${JSON.stringify(answer.errors).slice(0, 300)}`);
      return answer.data;
    },
    close: () => pool.close(),
  };
}
