// shacl-engine's findings in each graph: lines of "graph, tab, shape, tab, node".
// usage: node shacl.mjs SHAPES.ttl GRAPH.nt…   in a folder that has the packages shacl-engine, n3 and @rdfjs/dataset
import { readFileSync } from 'node:fs'
import dataFactory from '@rdfjs/data-model'
import datasetFactory from '@rdfjs/dataset'
import { Parser } from 'n3'
import { Validator } from 'shacl-engine'
import { validations } from 'shacl-engine/sparql.js'

const WHOLE = 'https://w3id.org/rashomon/ns' // the focus of shapes about all nodes at once
const read = (path) => datasetFactory.dataset(new Parser().parse(readFileSync(path, 'utf8')))

const told = (term) => (term.termType === 'BlankNode' ? 'a blank node' : term.value)

const [shapes, ...graphs] = process.argv.slice(2)
const validator = new Validator(read(shapes), { factory: dataFactory, validations })
for (const graph of graphs) {
  const report = await validator.validate({ dataset: read(graph) })
  const found = new Set(
    report.results.map((it) => {
      const focus = it.focusNode.term.value
      const node = told(focus === WHOLE ? it.value.term : it.focusNode.term)
      return `${graph}\t${it.shape.ptr.term.value.split('#')[1]}\t${node}`
    }),
  )
  for (const line of [...found].sort()) console.log(line)
}
