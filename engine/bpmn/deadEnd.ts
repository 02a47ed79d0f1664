/** Why a token cannot go on. It becomes an incident of that token; nobody sees it as an exception. */
export class DeadEnd extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'DeadEnd';
  }
}
