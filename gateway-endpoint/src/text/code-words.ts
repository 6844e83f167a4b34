/**
 * Words that stand behind an `@` in code and name no person: decorators, annotations, at-rules, tags of comments. They
 * count where the app cannot say who has such a name: a user with exactly one of these names is rarer, and less of a
 * harm, than an invisible character in every decorator that somebody copies; `all` and `here` are not among them.
 */
const WORDS = words(`
  property staticmethod classmethod abstractmethod dataclass dataclasses.dataclass contextmanager overload override
  functools.wraps functools.cache functools.lru_cache lru_cache cached_property wraps pytest.fixture pytest.mark.parametrize
  pytest.mark.asyncio app.route app.get app.post app.put app.delete router.get router.post router.put router.delete
  app.command click.command click.option click.argument
  Override Deprecated SuppressWarnings FunctionalInterface SafeVarargs Test BeforeEach AfterEach BeforeAll AfterAll
  ParameterizedTest Autowired Bean Component Configuration Controller RestController Repository Service Entity Table Id
  Column GeneratedValue GetMapping PostMapping PutMapping DeleteMapping RequestMapping RequestBody PathVariable
  RequestParam SpringBootApplication Transactional Value Data Builder Getter Setter Nullable NonNull NotNull Inject
  Composable JvmStatic Injectable Input Output NgModule Directive Pipe Module Get Post Put Delete Patch Body Param Query
  State Binding Published ObservedObject StateObject Environment EnvironmentObject MainActor Observable objc escaping
  media import keyframes font-face supports layer container charset namespace apply tailwind include mixin extend
  use function return if else each while for
  param returns return throws type typedef template deprecated since
  ts-ignore ts-expect-error ts-nocheck
`);

/** Of packages: `npm install @types/node`. */
const SCOPES = words(`
  types angular babel nestjs vue vitejs vitest reduxjs tanstack testing-library typescript-eslint eslint emotion mui
  aws-sdk google-cloud azure octokit sveltejs nuxt remix-run radix-ui hono react-native prisma storybook playwright
  anthropic-ai openai modelcontextprotocol
`);

/** @param isScope is a `/` behind it, as in the name of a package? */
export function isCodeWord(name: string, isScope: boolean): boolean {
  return isScope ? SCOPES.has(name) : WORDS.has(name);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
