// How RDF4J handles an endpoint's answers: it sends the Accept header of its SPARQLRepository, and parses the answer.
// RDF4J's HTTP client is not packaged in Debian; Java's own is used, with the Accept header that RDF4J makes.
// usage: java -cp JARS Rdf4j.java ENDPOINT SELECT CONSTRUCT DESCRIBE ASK LONG, the last five being queries
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.rdf4j.query.resultio.BooleanQueryResultParserRegistry;
import org.eclipse.rdf4j.query.resultio.QueryResultIO;
import org.eclipse.rdf4j.query.resultio.TupleQueryResultFormat;
import org.eclipse.rdf4j.query.resultio.TupleQueryResultParserRegistry;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParserRegistry;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.query.resultio.QueryResultFormat;

public class Rdf4j {
  static String address;

  public static void main(String[] arguments) {
    address = arguments[0];
    var rows = TupleQueryResultParserRegistry.getInstance().getKeys();
    for (var preferred : rows) {
      told("rows " + preferred.getName(), accept(rows, preferred), arguments[1], rows, null);
    }
    var graphs = RDFParserRegistry.getInstance().getKeys();
    for (var preferred : graphs) {
      told("graph " + preferred.getName(), RDFFormat.getAcceptParams(graphs, false, preferred), arguments[2], null, graphs);
    }
    var truths = BooleanQueryResultParserRegistry.getInstance().getKeys();
    told("ASK", accept(truths, null), arguments[4], null, null);
  }

  // As SPARQLProtocolSession does for rows and for yes or no, where the preferred format has no lower quality.
  static List<String> accept(Iterable<? extends QueryResultFormat> formats, QueryResultFormat preferred) {
    List<String> found = new java.util.ArrayList<>();
    for (QueryResultFormat it : formats) {
      String quality = preferred == null || it.equals(preferred) ? "" : ";q=0.8";
      for (String media : it.getMIMETypes()) found.add(media + quality);
    }
    return found;
  }

  static void told(String what, List<String> accept, String query, Iterable<? extends QueryResultFormat> rows, Iterable<RDFFormat> graphs) {
    try {
      var uri = URI.create(address + "?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
      var request = HttpRequest.newBuilder(uri).header("Accept", String.join(", ", accept)).build();
      HttpResponse<InputStream> reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
      String media = reply.headers().firstValue("Content-Type").orElse("").split(";")[0];
      long many;
      if (reply.statusCode() != 200) throw new Exception("status " + reply.statusCode());
      if (graphs != null) {
        RDFFormat format = RDFFormat.matchMIMEType(media, (Iterable<RDFFormat>) graphs).orElseThrow();
        many = Rio.parse(reply.body(), "", format).size();
      } else if (rows != null) {
        var format = (TupleQueryResultFormat) QueryResultIO.getParserFormatForMIMEType(media).orElseThrow();
        many = 0;
        try (var result = QueryResultIO.parseTuple(reply.body(), format)) { while (result.hasNext()) { result.next(); many++; } }
      } else {
        many = QueryResultIO.parseBoolean(reply.body(), QueryResultIO.getBooleanParserFormatForMIMEType(media).orElseThrow()) ? 1 : 0;
      }
      System.out.println(what + "\t" + (many > 0 ? "ok" : "nothing came") + "\t" + many);
    } catch (Throwable error) {
      System.out.println(what + "\t" + error + "\t0");
    }
  }
}
