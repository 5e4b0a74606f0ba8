// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark within the JVM of the tests, started once. */
public final class LocalSpark {

    /** The number of tasks that run at once. */
    public static final int SLOTS = 4;

    private static final SparkSession SESSION =
            SparkSession.builder()
                    .master("local[" + SLOTS + "]")
                    .appName("sora-tests")
                    .config("spark.ui.enabled", false)
                    .config("spark.driver.host", "localhost")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", 2)
                    .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                    .getOrCreate();

    private LocalSpark() {}

    /** Returns the session that all tests of the module share; it ends with the JVM. */
    public static SparkSession session() {
        return SESSION;
    }

    /** Returns the context of the session, which must not be closed. */
    public static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(SESSION.sparkContext());
    }
}
