import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const messages = new Map(config.forbidden.map(({ name, comment }) => [name, comment]));

/** Every broken law in the given folders below `base`, each with what to do instead. */
export const findViolations = async (base, folders) => {
  const { forbidden, options } = config;
  const { output } = await cruise(
    folders,
    {
      ...options,
      baseDir: path.resolve(base),
      validate: true,
      ruleSet: { forbidden },
      outputType: 'json',
    },
    { ...options.enhancedResolveOptions },
  );
  const result = JSON.parse(output);
  const violations = result.summary.violations.map(({ from, to, rule, cycle }) => ({
    rule: rule.name,
    from,
    to,
    message: messages.get(rule.name),
    cycle: cycle?.map((step) => step.name ?? step),
  }));
  return { violations, modules: result.summary.totalCruised };
};
