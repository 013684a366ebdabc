// Jena's findings in each graph: lines of "graph, tab, shape, tab, node".
// usage: java -cp JARS Shacl.java SHAPES.ttl GRAPH.nt…
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.validation.ReportEntry;

public class Shacl {
  static final String WHOLE = "https://w3id.org/rashomon/ns"; // the focus of shapes about all nodes at once

  public static void main(String[] arguments) {
    Shapes shapes = Shapes.parse(RDFDataMgr.loadGraph(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      Graph data = RDFDataMgr.loadGraph(arguments[i]);
      TreeSet<String> found = new TreeSet<>();
      for (ReportEntry it : ShaclValidator.get().validate(shapes, data).getEntries()) {
        Node focus = it.focusNode();
        String node = told(focus.toString().equals(WHOLE) ? it.value() : focus);
        String shape = it.source().toString();
        found.add(arguments[i] + "\t" + shape.substring(shape.indexOf('#') + 1) + "\t" + node);
      }
      found.forEach(System.out::println);
    }
  }

  static String told(Node node) {
    if (node.isBlank()) return "a blank node";
    return node.isLiteral() ? node.getLiteralLexicalForm() : node.toString();
  }
}
