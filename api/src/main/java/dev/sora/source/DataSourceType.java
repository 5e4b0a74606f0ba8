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

    /** What all types of this interface are. */
    Kind KIND = Kind.of("source", "data source", DataSourceType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /**
     * Returns the columns, if they follow from the settings alone. Touches no file; a plan uses it
     * to check the columns that particles name.
     */
    default Optional<Schema> schema(Settings settings) {
        return Optional.empty();
    }

    /**
     * Returns the columns where settings alone do not tell them, if a look at the head of a file
     * does: a few kilobytes read, no native code loaded. A plan uses it to check the columns that
     * particles name before any data is read.
     *
     * @return nothing if only reading tells, or if there is no such file
     * @throws dev.sora.problem.DataException if the data is not what it should be; a plan notes it
     *     and leaves it to {@link #open} to fail
     * @since 1.2
     */
    default Optional<Schema> peek(Settings settings) {
        return Optional.empty();
    }

    /**
     * Opens the data.
     *
     * @throws dev.sora.problem.DataException if there is none or it is not what it should be
     */
    DataSource open(Settings settings);

    /**
     * Opens data that is still arriving, on standard input say, to predict for: columns are found
     * in the file that the settings name, which holds its beginning, and records are read from the
     * stream. A record is handed on as soon as all of its bytes have come; there is one pass.
     *
     * @param all the data from its first byte; reading waits for more. The pass closes it
     * @return nothing if this type does not read such data as it comes, and then nothing was read;
     *     core then waits for the end and opens a file
     * @since 1.3
     */
    default Optional<DataSource> openArriving(Settings settings, InputStream all) {
        return Optional.empty();
    }

    /**
     * Returns raw settings with which this type reads a file or folder that a person names for
     * prediction, if it can read it.
     *
     * @param input an existing file or folder, or a path into an archive ({@code a.zip!/b.csv})
     * @param wanted the columns that the pipeline's inputs read
     */
    default Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        return Optional.empty();
    }

    /**
     * Returns raw settings with which this type reads a file or folder that a person names for
     * prediction in the way in which it read the training data: with the same delimiter or
     * encoding, the same names, the same words for what is missing. The type of the training source
     * is asked for this before all types are asked what they make of the input.
     *
     * @param input an existing file or folder, or a path into an archive ({@code a.zip!/b.csv})
     * @param trained what the pipeline was trained on, by a source of this type
     * @throws dev.sora.problem.DataException if the input is of this type and lacks what the
     *     pipeline needs; it is told if no other type can read the input either
     * @since 1.1
     */
    default Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        return settingsFor(input, trained.wanted());
    }

    /**
     * Returns raw settings with which this type reads a file or folder of which nothing but its
     * path is known, if it can read it; for {@code sora describe}. Such settings are found by
     * looking at the beginning of the data: its delimiter, whether it names its columns. A file or
     * folder that holds several parts of a data set, in folders {@code train} and {@code test} say,
     * has settings for each.
     *
     * @param input an existing file or folder, or a path into an archive ({@code a.zip!/b.csv})
     * @return settings by part: {@code train}, which comes first, {@code validation}, {@code test};
     *     empty if this type does not read it
     * @since 1.2
     */
    default Map<String, Map<String, Object>> discover(Path input) {
        return Map.of();
    }
}
