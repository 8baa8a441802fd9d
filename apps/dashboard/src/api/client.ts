/** What the API refuses, or that it cannot be reached: status 0. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

const unreachable = () => new ApiProblem(0, 'unreachable', '');

/** An answer of the API; what is wrong comes as `ApiProblem`, with its sentence. */
export const fetchJson = async <Body>(url: string, init: RequestInit = {}): Promise<Body> => {
  const response = await fetch(url, {
    ...init,
    headers: { accept: 'application/json', ...init.headers },
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  // What is done and over has nothing to tell.
  return (response.status === 204 ? undefined : await response.json()) as Body;
};

const problemOf = async (response: Response): Promise<ApiProblem> => {
  // A proxy in front answers for a server that is away.
  if ([502, 503, 504].includes(response.status)) return unreachable();
  try {
    const { code = 'unexpected', detail = '' } = (await response.json()) as {
      code?: string;
      detail?: string;
    };
    return new ApiProblem(response.status, code, detail);
  } catch {
    return new ApiProblem(response.status, 'unexpected', response.statusText);
  }
};
