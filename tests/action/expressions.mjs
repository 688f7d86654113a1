// GitHub's expressions, as far as action.yml uses them. Whatever is beyond that is an error: a test must not pass because the runner
// took something for empty that GitHub would not.

const TOKEN = /\s*(?:(?<text>'(?:[^']|'')*')|(?<operator>&&|\|\||==|!=|!|\(|\)|\.|,)|(?<name>[A-Za-z_][\w-]*)|(?<number>\d+))/y;

function tokens(source) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`not understood at ${at}: ${source}`);
    const [kind, value] = Object.entries(match.groups).find(([, part]) => part !== undefined);
    found.push({ kind, value });
  }
  return found;
}

const truthy = (value) => value !== '' && value !== false && value !== null && value !== 0;

/** What GitHub does before `==`: null and booleans are numbers as soon as the types differ; text compares without its case. */
function same(left, right) {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  return typeof left === typeof right ? left === right : Number(left ?? 0) === Number(right ?? 0);
}

/** The value of one expression, without its braces. `scope` has the contexts and, under `functions`, the functions. */
export function evaluate(source, scope) {
  const rest = tokens(source);
  const peek = () => rest[0]?.value;
  const take = (value) => {
    if (value !== undefined && peek() !== value) throw new Error(`\`${value}\` expected before \`${peek()}\`: ${source}`);
    return rest.shift();
  };

  const binary = (operator, operand, combine) => () => {
    let value = operand();
    while (peek() === operator) {
      take();
      value = combine(value, operand());
    }
    return value;
  };
  const reference = (name) => {
    if (peek() === '(') {
      take('(');
      take(')');
      if (!scope.functions?.[name]) throw new Error(`no function \`${name}\`: ${source}`);
      return scope.functions[name]();
    }
    if (name === 'true' || name === 'false') return name === 'true';
    if (!(name in scope)) throw new Error(`no context \`${name}\`: ${source}`);
    let value = scope[name];
    while (peek() === '.') {
      take();
      value = value?.[take().value] ?? '';
    }
    return value;
  };
  const operand = () => {
    const token = take();
    if (!token) throw new Error(`it ends too early: ${source}`);
    if (token.kind === 'text') return token.value.slice(1, -1).replaceAll("''", "'");
    if (token.kind === 'number') return Number(token.value);
    if (token.value === '!') return !truthy(operand());
    if (token.value === '(') {
      const value = either();
      take(')');
      return value;
    }
    if (token.kind === 'name') return reference(token.value);
    throw new Error(`unexpected \`${token.value}\`: ${source}`);
  };
  const equal = binary('==', binary('!=', operand, (left, right) => !same(left, right)), same);
  const both = binary('&&', equal, (left, right) => (truthy(left) ? right : left));
  const either = binary('||', both, (left, right) => (truthy(left) ? left : right));

  const value = either();
  if (rest.length > 0) throw new Error(`\`${peek()}\` is one too many: ${source}`);
  return value;
}

/** Text with `${{ … }}` in it. */
export function interpolate(text, scope) {
  return String(text).replaceAll(/\$\{\{(.*?)\}\}/gs, (_, source) => String(evaluate(source, scope)));
}

/** Whether a step with this `if:` runs: without a status function in it, only after success. */
export function condition(source, scope) {
  if (source === undefined) return scope.functions.success();
  const bare = String(source).trim().replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const judges = /\b(always|success|failure|cancelled)\s*\(/.test(bare);
  return (judges || scope.functions.success()) && truthy(evaluate(bare, scope));
}
