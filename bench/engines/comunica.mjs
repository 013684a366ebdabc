// What Comunica gets from an endpoint: for each way to ask a line with "ok" or with what went wrong.
// usage: node comunica.mjs ENDPOINT SELECT CONSTRUCT DESCRIBE ASK LONG DUMP, in a folder that has @comunica/query-sparql
import { QueryEngine } from '@comunica/query-sparql'

const [endpoint, rows, graph, node, yes, long, dump] = process.argv.slice(2)
const engine = new QueryEngine()
const context = (...values) => ({ sources: values, lenient: false })
const source = { type: 'sparql', value: endpoint }

async function told(what, work) {
  try {
    const many = await work()
    console.log(`${what}\t${many > 0 ? 'ok' : 'nothing came'}\t${many}`)
  } catch (error) {
    console.log(`${what}\t${String(error).split('\n')[0]}\t0`)
  }
}
const count = async (stream) => (await stream.toArray()).length
const names = 'SELECT * { ?c a <https://w3id.org/rashomon/ns#Claim> ; <http://www.w3.org/ns/prov#wasAttributedTo> ?s . ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }'

await told('SELECT', async () => count(await engine.queryBindings(rows, context(source))))
await told('CONSTRUCT', async () => count(await engine.queryQuads(graph, context(source))))
await told('DESCRIBE', async () => count(await engine.queryQuads(node, context(source))))
await told('ASK', async () => ((await engine.queryBoolean(yes, context(source))) ? 1 : 0))
await told('found out what the endpoint is', async () => count(await engine.queryBindings(rows, context(endpoint))))
await told('federation of two endpoints', async () => count(await engine.queryBindings(names, context(source, { type: 'sparql', value: endpoint.replace('127.0.0.1', 'localhost') }))))
await told('federation with a dump', async () => count(await engine.queryBindings(names, context(source, dump))))
await told('SERVICE', async () => count(await engine.queryBindings(`SELECT * { SERVICE <${endpoint}> ${rows.slice(rows.indexOf('{'))} }`, context(dump))))
await told('linked data', async () => count(await engine.queryQuads(graph, context(dump))))
try {
  console.log(`an answer that is cut\ttaken for whole: ${await count(await engine.queryBindings(long, context(source)))}\t0`)
} catch {
  console.log('an answer that is cut\tok\t1')
}
