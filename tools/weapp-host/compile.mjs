// WeChat's own compilers (wcc, wcsc) over the whole package. Usage: compile.mjs [dist]
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const compiler = createRequire(import.meta.url)('miniprogram-compiler');

/** What wcc and wcsc refuse; empty when the package compiles. */
export const compilePackage = (dist) => {
  const failures = [];
  const attempt = (what, compile) => {
    try {
      const code = compile();
      if (typeof code !== 'string') throw code instanceof Error ? code : new Error('no code came out');
      // The result must be a program; it is only parsed here, not run.
      new vm.Script(`(function(){${code}})`);
    } catch (error) {
      failures.push(`${what}: ${String(error?.message ?? error)}`);
    }
  };
  attempt('wcc (WXML)', () => compiler.wxmlToJs(dist));
  attempt('wcsc (WXSS)', () => compiler.wxssToJs(dist));
  return failures;
};

if (import.meta.url === pathToFileURL(path.resolve(process.argv[1] ?? '')).href) {
  const dist = path.resolve(process.argv[2] ?? 'miniprogram/dist/weapp');
  const failures = compilePackage(dist);
  for (const failure of failures) console.log(failure);
  console.log(failures.length === 0 ? 'WXML and WXSS compile' : 'the package does not compile');
  process.exitCode = failures.length === 0 ? 0 : 1;
}
