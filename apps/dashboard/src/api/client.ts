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

const isGivenUp = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

const unreachable = () => new ApiProblem(0, 'unreachable', '');

/** An answer of the API; what is wrong comes as `ApiProblem`, with its sentence. */
export const fetchJson = async <Body>(url: string, init: RequestInit = {}): Promise<Body> => {
  const response = await fetch(url, {
    ...init,
    headers: { accept: 'application/json', ...init.headers },
  }).catch((error: unknown) => {
    throw isGivenUp(error) ? error : unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  // What is done and over has nothing to tell.
  return response.status === 204 ? (undefined as Body) : bodyOf<Body>(response);
};

/** Something between the page and the server may answer in its place, with a page of its own. */
const unreadable = ({ status }: Response) => new ApiProblem(status, 'unreadable', '');

const bodyOf = async <Body>(response: Response): Promise<Body> => {
  try {
    return (await response.json()) as Body;
  } catch (error) {
    throw isGivenUp(error) ? error : unreadable(response);
  }
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
    return unreadable(response);
  }
};
