/** Rocket.Chat's Meteor.Error: `error` is the code that clients switch on, the message carries it in brackets. */
export class ServerRefusal extends Error {
  readonly error: string;
  constructor(error: string, reason: string = error) {
    super(reason === error ? error : `${reason} [${error}]`);
    this.name = 'ServerRefusal';
    this.error = error;
  }
}
