/**
 * A bridge for the parts of Rocket.Chat that this workspace leaves out (livechat, video conferences, e-mail …): the engine's
 * permission checks still run, and a call that passes them says clearly what is missing.
 */
export function absentBridge<T extends object>(Base: abstract new () => T): T {
  // Nothing of it is abstract in the compiled code.
  const Empty = class extends (Base as unknown as new () => object) {};
  return new Proxy(new Empty() as T, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      // `then` and `toJSON` are asked of every object by await and by the console.
      if (value !== undefined || typeof name !== 'string' || name === 'then' || name === 'toJSON') return value;
      return () => {
        throw new Error(`${Base.name}.${name} is not part of this workspace`);
      };
    },
  });
}
