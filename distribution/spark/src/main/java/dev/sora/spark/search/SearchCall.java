// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.search;

import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.SearchListener;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.search.Trial;
import dev.sora.spark.CallArguments;
import dev.sora.spark.SparkMain;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Searches: {@code search FILE --out DIR [--resume]}. */
public final class SearchCall implements SparkMain.Verb {

    @Override
    public void run(SparkSession spark, EmbeddedSora sora, List<String> arguments) {
        CallArguments call = CallArguments.of(arguments, Set.of("--resume"), Set.of("--out"));
        Path out = Path.of(call.needed("--out"));
        SearchResult result =
                new SparkSearch(JavaSparkContext.fromSparkContext(spark.sparkContext()), sora)
                        .run(
                                Path.of(call.word("one search")),
                                out,
                                call.has("--resume"),
                                new Lines());
        // standard output belongs to the command line, which shows the results
        System.err.printf(
                "best: trial %d of %d, in %s%n",
                result.best().number(), result.trials().size(), out);
    }

    /** Shows the progress of a search, one line for each trial that starts or ends. */
    private static final class Lines implements SearchListener {

        @Override
        public void started(Trial trial) {
            System.err.printf("trial %d starts: %s%n", trial.number(), trial.values());
        }

        @Override
        public void ended(Scored scored, boolean best) {
            System.err.printf(
                    "trial %d %s%s%n",
                    scored.trial().number(),
                    scored.problems().isEmpty()
                            ? "has ended"
                            : "failed: " + scored.problems().get(0).code(),
                    best ? ", best so far" : "");
        }

        @Override
        public void measuring(Scored best) {
            System.err.printf("measuring trial %d on the test data%n", best.trial().number());
        }
    }
}
