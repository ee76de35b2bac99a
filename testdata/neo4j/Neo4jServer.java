import java.nio.file.Path;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.graphdb.facade.GraphDatabaseDependencies;
import org.neo4j.harness.internal.InProcessNeo4jBuilder;

/**
 * Runs Neo4j Community with Bolt, HTTP and Browser until it is killed.
 * Arguments: home directory, configuration file, and "eof" to stop as well when standard input ends, so that a
 * server never outlives the program that started it.
 */
public class Neo4jServer {
    private static class Starter extends InProcessNeo4jBuilder {
        DatabaseManagementService start(Config config) {
            return createNeo(config, GraphDatabaseDependencies.newDependencies());
        }
    }

    public static void main(String[] args) throws Exception {
        Config config = Config.newBuilder()
                .setDefaults(GraphDatabaseSettings.SERVER_DEFAULTS)
                .fromFile(Path.of(args[1]))
                .set(GraphDatabaseSettings.neo4j_home, Path.of(args[0]).toAbsolutePath())
                .build();
        DatabaseManagementService dbms = new Starter().start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(dbms::shutdown));
        System.out.println("started");
        if (args.length > 2 && args[2].equals("eof")) {
            while (System.in.read() >= 0) {
            }
            System.exit(0);
        }
        Thread.currentThread().join();
    }
}
