// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;

/**
 * Offers the data source {@code spark}, which reads tables, files and queries of a session. A model
 * that was trained with it predicts anywhere, also without this plugin.
 */
public final class SparkData implements SoraPlugin {

    private final SparkSession spark;

    /** Creates a plugin for a session, which must be open as long as trainings read from it. */
    public SparkData(SparkSession spark) {
        this.spark = Objects.requireNonNull(spark, "spark");
    }

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new SparkSourceType(spark));
    }
}
