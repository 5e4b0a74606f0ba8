// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.source;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The type {@code spark}. */
final class SparkSourceType implements DataSourceType {

    static final Setting<String> TABLE =
            Setting.string("table", "A table or view of Spark's catalogue.");
    static final Setting<String> PATH =
            Setting.string("path", "Instead of a table: a path that Spark reads.");
    static final Setting<String> FORMAT =
            Setting.string("format", "The format of the files at the path.").orElse("parquet");
    static final Setting<Map<String, String>> OPTIONS =
            Setting.of(
                    "options",
                    "Options of Spark's reader for the path.",
                    new SettingType.MapOf(new SettingType.StringType()),
                    Map.class);
    static final Setting<Map<String, String>> OPTION_VARIABLES =
            Setting.of(
                    "option_variables",
                    "Options whose values are secret, each with the name of the environment"
                            + " variable that holds its value.",
                    new SettingType.MapOf(new SettingType.StringType()),
                    Map.class);
    static final Setting<String> SQL =
            Setting.string("sql", "Instead of a table: a SELECT; trusted as the manifest is.");
    static final Setting<List<String>> COLUMNS =
            Setting.strings("columns", "The columns to read; without it, all.").orElse(List.of());
    static final Setting<String> WHERE =
            Setting.string("where", "A condition in SQL that rows must meet.");
    static final Setting<List<String>> ORDER_BY =
            Setting.strings(
                            "order_by",
                            "Columns by which the records are ordered; together they must tell any"
                                    + " two rows apart.")
                    .orElse(List.of());
    static final Setting<Boolean> ANY_ORDER =
            Setting.bool(
                            "any_order",
                            "Whether the order of the records may differ from one run to the next,"
                                    + " and with it the model.")
                    .orElse(false);
    static final Setting<List<String>> IMAGES =
            Setting.strings("images", "Columns of bytes that hold pictures.").orElse(List.of());
    static final Setting<String> STAGING =
            Setting.string(
                    "staging",
                    "A folder that driver and executors reach, for the rows in their order until the"
                            + " run has ended; by default a temporary one of this machine.");

    private static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "spark",
                    "A table, files or a query of Apache Spark, read in its driver.",
                    TABLE,
                    PATH,
                    FORMAT,
                    OPTIONS,
                    OPTION_VARIABLES,
                    SQL,
                    COLUMNS,
                    WHERE,
                    ORDER_BY,
                    ANY_ORDER,
                    IMAGES,
                    STAGING);

    private final SparkSession spark;

    SparkSourceType(SparkSession spark) {
        this.spark = spark;
    }

    @Override
    public TypeDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public DataSource open(Settings settings) {
        SourceTable table = SourceTable.of(spark, settings);
        return StagedSource.of(spark, table, settings);
    }
}
