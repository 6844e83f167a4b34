/** Of each emoji of Rocket.Chat's library what we read of it; the bundle has no more (`build.ts`). */
declare module 'emoji-toolkit/emoji_strategy.json' {
  const table: Readonly<
    Record<
      string,
      {
        /** `:name:` */
        readonly shortname: string;
        readonly shortname_alternates?: readonly string[];
        /** Code points in hexadecimal, with `-` between them. */
        readonly unicode_output: string;
      }
    >
  >;
  // biome-ignore lint/style/noDefaultExport: a JSON module has nothing else
  export default table;
}
