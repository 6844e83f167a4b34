import type { About } from './contract.ts';

interface WelcomeProps {
  readonly about: About;
  readonly me: string;
  readonly onSay: (word: string) => void;
}

/** The first sight: where one is, who is who, and what each word shows. */
export function Welcome({ about, me, onSay }: WelcomeProps) {
  const { bot, people, tries } = about;
  const owner = people.find(({ isAdmin }) => isAdmin)?.username;
  const others = people.map(({ username }) => username).filter((username) => username !== owner);
  return (
    <section class="welcome" aria-label="Welcome">
      <h2>Talk to the agent</h2>
      <p>
        This is a Rocket.Chat workspace. <b>@{bot}</b> is an OpenClaw agent in it. Both run on this machine
        {tries.length > 0 ? ', and the words of the agent come from a script' : ''}.
      </p>
      <p>
        You are <b>{me}</b>. {owner && <>{owner} is the admin, and owns the agent. </>}
        {others.join(' and ')} work with it. Change who you are above the list of rooms.
      </p>
      {tries.length > 0 ? (
        <>
          <p>Write anything, and the agent repeats it. Or choose a word:</p>
          <ul>
            {tries.map(({ word, shows }) => (
              <li key={word}>
                <button type="button" onClick={() => onSay(word)}>
                  {word}
                </button>
                <span>{shows}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>Write anything.</p>
      )}
      <p>
        Then mention @{bot} in <b>#general</b>. <i>What happened</i>, at the bottom, shows each step of a message.
      </p>
    </section>
  );
}
