import { eventually, expectThat, person, type Person, type World } from './world.ts';

const LOGIN = `mutation Login($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    __typename
    ... on SessionCreateSuccess { sessionId userId emailVerified tokens { accessToken refreshToken } }
    ... on UserError { message }
  }
}`;

interface LoginAnswer {
  readonly sessionCreate: { readonly __typename: string; readonly message?: string; readonly sessionId: string; readonly userId: string; readonly tokens: NonNullable<Person['tokens']> };
}

export async function logIn(someone: Person): Promise<void> {
  const { sessionCreate } = await someone.graph.request<LoginAnswer>(LOGIN, { input: { email: someone.email, password: someone.password } });
  expectThat(sessionCreate.__typename === 'SessionCreateSuccess', `${someone.name} logs in`, sessionCreate);
  someone.tokens = sessionCreate.tokens;
  someone.sessionId = sessionCreate.sessionId;
  someone.userId = sessionCreate.userId;
}

export async function register(world: World, name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${world.tag}@people.test`;
  const someone = person(world, name, email, `a long password of ${name}`);
  const answer = await world.guest.request<{ userRegister: { __typename: string } }>(
    `mutation Register($input: UserRegisterInput!) { userRegister(input: $input) { __typename ... on UserError { message path } } }`,
    { input: { email, password: someone.password, name } },
  );
  expectThat(answer.userRegister.__typename === 'UserRegisterSuccess', `${name} registers`, answer);
  return someone;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** The newest mail to that address whose subject fits. */
export function mailTo(world: World, address: string, subject: RegExp): Promise<Mail> {
  return eventually(`a mail to ${address} about ${subject.source}`, async () => {
    const response = await fetch(`${world.addresses.mail}/messages?to=${encodeURIComponent(address)}`);
    const { messages } = (await response.json()) as { messages: Mail[] };
    return messages.find((mail) => subject.test(mail.subject));
  });
}

export async function verifyAddress(world: World, someone: Person): Promise<void> {
  const mail = await mailTo(world, someone.email, /verif|confirm|code/i);
  const code = /\b(\d{6})\b/.exec(mail.text)?.[1];
  expectThat(code !== undefined, 'the mail holds a code of six digits', mail.text);
  const answer = await someone.graph.request<{ emailVerify: { __typename: string } }>(
    `mutation Verify($code: String!) { emailVerify(input: { code: $code }) { __typename ... on UserError { message } } }`,
    { code },
  );
  expectThat(answer.emailVerify.__typename === 'EmailVerifySuccess', `${someone.name}'s address is verified`, answer);
}

/** Registers, logs in and verifies: somebody who may buy and sell. */
export async function newPerson(world: World, name: string): Promise<Person> {
  const someone = await register(world, name);
  await logIn(someone);
  await verifyAddress(world, someone);
  return someone;
}
