import { useState, useSyncExternalStore, type FormEvent } from 'react';
import type { GraphiQLPlugin } from '@graphiql/react';
import { currentSession, onSessionChange, signIn, signOut } from './session.ts';

function useSignedInEmail(): string | null {
  return useSyncExternalStore(onSessionChange, () => currentSession()?.email ?? null);
}

function SignInPane() {
  const email = useSignedInEmail();
  return (
    <div className="marketgraph-pane">
      <h2>Sign in</h2>
      {email === null ? <SignInForm /> : <SignedIn email={email} />}
      <p>The server prints the demo marketplace&rsquo;s logins when it starts. Operations and subscriptions run as whoever is signed in here.</p>
    </div>
  );
}

function SignedIn({ email }: { email: string }) {
  return (
    <p>
      Signed in as <strong>{email}</strong>.{' '}
      <button type="button" className="graphiql-button" onClick={signOut}>
        Sign out
      </button>
    </p>
  );
}

function SignInForm() {
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setProblem('');
    signIn(String(form.get('email')), String(form.get('password'))).catch((error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <form onSubmit={submit}>
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" className="graphiql-button">
        Sign in
      </button>
      {problem === '' ? null : <p role="alert">{problem}</p>}
    </form>
  );
}

function SignInIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" height="1em" aria-hidden="true">
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c1-4.5 4-6.5 8-6.5s7 2 8 6.5" strokeLinecap="round" />
    </svg>
  );
}

export const signInPlugin: GraphiQLPlugin = { title: 'Sign in', icon: SignInIcon, content: SignInPane };
