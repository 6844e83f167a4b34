import path from 'node:path';
import ts from '../../rc-app/node_modules/typescript/lib/typescript.js';

/**
 * Finds promises that nobody owns, also behind `void`. A promise is owned if it is awaited, returned, handed over or kept in a
 * name, or if its chain ends with `catch`. A field that is set by the way (`x ??= f()`) does not count as a name: it may
 * be awaited after the rejection. Biome has the rule without types only, and lets `void` pass.
 *
 * @param config a tsconfig.json, whose own sources are read
 * @returns `file:line code`
 */
export function floatingPromises(config: string): string[] {
  const folder = path.dirname(config);
  const { config: read } = ts.readConfigFile(config, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(read, ts.sys, folder);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const own = program.getSourceFiles().filter((file) => !file.isDeclarationFile && isIn(folder, file.fileName));
  return own.flatMap((file) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const dropped = droppedIn(node);
      if (dropped && isPromise(dropped, checker) && !isOwned(dropped)) {
        const line = file.getLineAndCharacterOfPosition(dropped.getStart()).line + 1;
        found.push(`${path.relative(folder, file.fileName)}:${line} ${firstLineOf(dropped)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

const isIn = (folder: string, file: string): boolean =>
  !path.relative(folder, file).startsWith('..') && !file.includes('node_modules');

const firstLineOf = (node: ts.Node): string => node.getText().split('\n', 1)[0] ?? '';

/** The expression whose value a node throws away. */
function droppedIn(node: ts.Node): ts.Expression | undefined {
  if (ts.isVoidExpression(node)) return bare(node.expression);
  if (!ts.isExpressionStatement(node)) return undefined;
  const dropped = bare(node.expression);
  if (ts.isVoidExpression(dropped)) return undefined;
  if (!ts.isBinaryExpression(dropped) || !ASSIGNS.has(dropped.operatorToken.kind)) return dropped;
  return isUsedNext(node, dropped.left) ? undefined : bare(dropped.right);
}

const ASSIGNS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
]);

/** `x ??= f();` with `return x;` or `await x;` behind it. */
function isUsedNext(statement: ts.ExpressionStatement, name: ts.Expression): boolean {
  if (!ts.isBlock(statement.parent)) return false;
  const next = statement.parent.statements[statement.parent.statements.indexOf(statement) + 1];
  const used = next && (ts.isReturnStatement(next) || ts.isExpressionStatement(next)) ? next.expression : undefined;
  return used !== undefined && bare(ts.isAwaitExpression(used) ? used.expression : used).getText() === name.getText();
}

function isPromise(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isAwaitExpression(expression)) return false;
  const type = checker.getTypeAtLocation(expression);
  return (type.isUnion() ? type.types : [type]).some((each) => {
    const then = each.getProperty('then');
    return then !== undefined && checker.getTypeOfSymbolAtLocation(then, expression).getCallSignatures().length > 0;
  });
}

/** Does the chain end with something that catches? */
function isOwned(expression: ts.Expression): boolean {
  const call = bare(expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const { name, expression: before } = call.expression;
  if (name.text === 'finally') return isOwned(before);
  return name.text === 'catch' || (name.text === 'then' && call.arguments.length > 1);
}

function bare(expression: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(expression) ? bare(expression.expression) : expression;
}
