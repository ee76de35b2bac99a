import edu.stanford.nlp.naturalli.NaturalLogicAnnotations;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.pipeline.CoreDocument;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.util.CoreMap;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Reads paths of articles from standard input; for each line "go" runs CoreNLP's OpenIE over all of them on one thread and prints the seconds and the triples. */
public class OpenIE {
    public static void main(String[] files) throws Exception {
        Properties p = new Properties();
        p.setProperty("annotators", "tokenize,pos,lemma,depparse,natlog,openie");
        p.setProperty("threads", "1");
        StanfordCoreNLP pipeline = new StanfordCoreNLP(p);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        while (in.readLine() != null) {
            long start = System.nanoTime();
            int triples = 0;
            for (String file : files) {
                CoreDocument d = new CoreDocument(Files.readString(Path.of(file)));
                pipeline.annotate(d);
                for (CoreMap s : d.annotation().get(CoreAnnotations.SentencesAnnotation.class))
                    triples += s.get(NaturalLogicAnnotations.RelationTriplesAnnotation.class).size();
            }
            System.out.println((System.nanoTime() - start) / 1e9 + " " + triples);
        }
    }
}
