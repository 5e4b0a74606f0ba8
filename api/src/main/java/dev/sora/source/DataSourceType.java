// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.data.Column;
import dev.sora.data.Schema;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens data sources of one kind.
 *
 * @since 1.0
 */
@ConsumerType
public interface DataSourceType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("source", "data source", DataSourceType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /**
     * Returns the columns, if they follow from the settings alone. Reads no file. A plan checks the
     * columns that nodes name against them.
     */
    default Optional<Schema> schema(Settings settings) {
        return Optional.empty();
    }

    /**
     * Returns the columns, if they follow from the first kilobytes of a file. Called where {@link
     * #schema} returns nothing; loads no native code. A plan checks the columns that nodes name
     * against them, before the data is read.
     *
     * @return empty if the columns are known only after reading the data, or if the file does not
     *     exist
     * @throws dev.sora.problem.DataException if the data is invalid; the plan does not fail, {@link
     *     #open} does
     * @since 1.2
     */
    default Optional<Schema> peek(Settings settings) {
        return Optional.empty();
    }

    /**
     * Opens the data source.
     *
     * @throws dev.sora.problem.DataException if the data does not exist or is invalid
     */
    DataSource open(Settings settings);

    /**
     * Opens data that is still arriving, for example on standard input, for prediction. The file
     * that the settings name contains the beginning of the data and determines the columns; the
     * records are read from the stream. A record is returned as soon as all of its bytes have
     * arrived. There is one pass.
     *
     * @param all the whole data, from its first byte; reading blocks until more arrives. The pass
     *     closes it
     * @return empty if this type does not read arriving data; then nothing was read from the
     *     stream, and core waits for the end of the data and opens a file
     * @since 1.3
     */
    default Optional<DataSource> openArriving(Settings settings, InputStream all) {
        return Optional.empty();
    }

    /**
     * Returns the raw settings with which this type reads a file or folder that a user names for
     * prediction; empty if it cannot read it.
     *
     * @param input an existing file or folder, or a path into an archive ({@code a.zip!/b.csv})
     * @param wanted the columns that the pipeline's inputs read
     */
    default Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        return Optional.empty();
    }

    /**
     * Returns the raw settings with which this type reads a file or folder for prediction in the
     * same way as the training data: with the same delimiter, encoding, column names and words for
     * missing values. Core calls this for the type of the training source first; if it returns
     * nothing or throws, core calls {@link #settingsFor(Path, List)} of all types.
     *
     * @param input an existing file or folder, or a path into an archive ({@code a.zip!/b.csv})
     * @param trained the source that the pipeline was trained with, which is of this type
     * @throws dev.sora.problem.DataException if the input has the format of this type and lacks
     *     what the pipeline needs; core reports it if no other type can read the input
     * @since 1.1
     */
    default Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        return settingsFor(input, trained.wanted());
    }

    /**
     * Returns the precedence of {@link #discover}: of the types that can read a path, the one with
     * the greatest number does. Above 0 is a type for one certain structure of files that others
     * read too, such as a folder of pictures with annotations.
     *
     * @since 1.4
     */
    default int precedence() {
        return 0;
    }

    /**
     * Returns the raw settings with which this type reads a file or folder of which only the path
     * is known; for {@code sora describe}. The beginning of the data determines them, such as the
     * delimiter and whether there is a header. A file or folder with several splits of a data set,
     * for example in folders {@code train} and {@code test}, has settings for each.
     *
     * @param input an existing file or folder, or a path into an archive ({@code a.zip!/b.csv})
     * @return settings by split: {@code train}, which comes first, {@code validation}, {@code
     *     test}; empty if this type cannot read the path
     * @since 1.2
     */
    default Map<String, Map<String, Object>> discover(Path input) {
        return Map.of();
    }
}
