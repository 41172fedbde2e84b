// Compiles a workspace's TypeScript file by file (types are checked by `npm run check`) and copies its data files.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { filesBelow, root } from './lib/files.mjs';

const layouts = {
  'shared-types': { base: 'shared-types/src', folders: ['.'] },
  bff: { base: 'bff', folders: ['src', 'simulators', 'migrations', 'seed', 'bench', 'simulate'] },
};

const workspace = process.argv[2];
const layout = layouts[workspace];
if (!layout) throw new Error(`usage: compile.mjs ${Object.keys(layouts).join('|')}`);

const base = path.join(root, layout.base);
const out = path.join(root, workspace, 'dist');
const configFile = path.join(root, workspace, 'tsconfig.json');
const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile(configFile, ts.sys.readFile).config,
  { ...ts.sys, readDirectory: () => [] },
  path.dirname(configFile),
);
const { rootDir: _rootDir, outDir: _outDir, ...options } = config.options;
const compilerOptions = { ...options, noEmit: false, declaration: false, sourceMap: true, inlineSources: true };

const emit = (file) => {
  const target = path.join(out, file.replace(/\.ts$/, '.js'));
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(readFileSync(path.join(base, file), 'utf8'), {
    compilerOptions,
    fileName: path.basename(file),
    reportDiagnostics: true,
  });
  const [error] = (diagnostics ?? []).filter(({ category }) => category === ts.DiagnosticCategory.Error);
  if (error) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, outputText);
  if (sourceMapText) writeFileSync(`${target}.map`, sourceMapText);
};

rmSync(out, { recursive: true, force: true });
const files = layout.folders
  .filter((folder) => ts.sys.directoryExists(path.join(base, folder)))
  .flatMap((folder) => filesBelow(path.join(base, folder), base))
  .filter((file) => !/\.test\.tsx?$|\.d\.ts$|^tsconfig|^package\.json$/.test(file));
for (const file of files) {
  if (file.endsWith('.ts')) emit(file);
  else cpSync(path.join(base, file), path.join(out, file));
}
console.log(`${files.length} files into ${path.relative(root, out)}`);
