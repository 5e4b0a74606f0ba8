// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.search;

import dev.sora.core.RunControl;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.SearchPlanner;
import dev.sora.core.search.results.SearchResult;
import dev.sora.core.search.run.SearchListener;
import dev.sora.core.search.run.SearchRun;
import dev.sora.embedded.EmbeddedSora;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;

/** A search on the driver whose trials are trained by tasks of Spark. */
public final class SparkSearch {

    private final JavaSparkContext spark;
    private final EmbeddedSora sora;

    /** Creates searches with the plugins of a Sora, which executors have on their class path. */
    public SparkSearch(JavaSparkContext spark, EmbeddedSora sora) {
        this.spark = spark;
        this.sora = sora;
    }

    /**
     * Runs a search, or continues the one in a folder.
     *
     * @param search the search, a YAML file
     * @param out the folder for the results, which driver and executors have under one path
     * @throws dev.sora.problem.SoraException if the search is invalid, or no trial succeeded
     */
    public SearchResult run(Path search, Path out, boolean resume, SearchListener listener) {
        return SearchRun.run(
                plan(search), out, resume, new SparkTrials(spark), listener, new RunControl());
    }

    /** Plans a search whose trials have as many threads as a task has cores. */
    SearchPlan plan(Path file) {
        int cores = spark.getConf().getInt("spark.task.cpus", 1);
        Catalogue catalogue = new Catalogue(sora.plugins(), KnownTypes.none());
        Overrides overrides = new Overrides(List.of(), System.getenv());
        return new SearchPlanner(catalogue, parallel -> OptionalInt.of(cores))
                .plan(file, overrides);
    }
}
