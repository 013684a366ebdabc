// What Jena's clients get from an endpoint: for each way to ask a line with "ok" or with what went wrong.
// usage: java -cp JARS Jena.java ENDPOINT SELECT CONSTRUCT DESCRIBE ASK LONG, the last five being queries
import java.util.concurrent.Callable;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdfconnection.RDFConnection;
import org.apache.jena.rdfconnection.RDFConnectionRemote;
import org.apache.jena.sparql.exec.http.QueryExecutionHTTP;
import org.apache.jena.sparql.exec.http.QuerySendMode;

public class Jena {
  public static void main(String[] arguments) {
    ARQ.init();
    String address = arguments[0], rows = arguments[1], graph = arguments[2], node = arguments[3], yes = arguments[4];
    // Checked: Jena knows the kind of a query and asks accordingly. Unchecked: it accepts all kinds at once.
    for (boolean checked : new boolean[] {true, false}) {
      String how = checked ? "RDFConnection" : "RDFConnection unchecked";
      try (RDFConnection it = RDFConnectionRemote.newBuilder().destination(address).queryEndpoint(address)
          .parseCheckSPARQL(checked).build()) {
        told(how + " SELECT", () -> ResultSetFormatter.consume(it.query(rows).execSelect()));
        told(how + " CONSTRUCT", () -> it.queryConstruct(graph).size());
        told(how + " DESCRIBE", () -> it.queryDescribe(node).size());
        told(how + " ASK", () -> it.queryAsk(yes) ? 1 : 0);
        told(how + " CONSTRUCT dataset", () -> it.query(graph).execConstructDataset().asDatasetGraph().stream().count());
      }
    }
    for (QuerySendMode mode : new QuerySendMode[] {QuerySendMode.asGetAlways, QuerySendMode.asPostForm, QuerySendMode.asPost}) {
      told("QueryExecutionHTTP " + mode, () -> {
        try (var it = QueryExecutionHTTP.create().endpoint(address).queryString(rows).sendMode(mode).build()) {
          return ResultSetFormatter.consume(it.execSelect());
        }
      });
    }
    told("SERVICE", () -> {
      var query = QueryFactory.create("SELECT * { SERVICE <" + address + "> " + rows.substring(rows.indexOf("{")) + " }");
      try (var it = org.apache.jena.query.QueryExecutionFactory.create(query, DatasetFactory.create())) {
        return ResultSetFormatter.consume(it.execSelect());
      }
    });
    broken("an answer that is cut", () -> {
      try (var it = QueryExecutionHTTP.create().endpoint(address).queryString(arguments[5]).build()) {
        return ResultSetFormatter.consume(it.execSelect());
      }
    });
  }

  static void told(String what, Callable<Number> work) {
    try {
      long many = work.call().longValue();
      System.out.println(what + "\t" + (many > 0 ? "ok" : "nothing came") + "\t" + many);
    } catch (Throwable error) {
      System.out.println(what + "\t" + error.toString().lines().findFirst().orElse("") + "\t0");
    }
  }

  static void broken(String what, Callable<Number> work) {
    try {
      System.out.println(what + "\ttaken for whole: " + work.call() + "\t0");
    } catch (Throwable error) {
      System.out.println(what + "\tok\t1");
    }
  }
}
