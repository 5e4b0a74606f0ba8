// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Place;
import dev.sora.reading.text.TextFile;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of YAML documents, plain or compressed. All mutable state is in its streams, of which
 * several may be open.
 */
record YamlSource(Place place, Schema schema) implements DataSource {

    private static final Logger LOG = LoggerFactory.getLogger(YamlSource.class);

    /** Checks that the file exists, so that a wrong name is reported before anything starts. */
    YamlSource {
        if (!Files.isRegularFile(place.file())) {
            throw new DataException(
                    Problem.of("YAML-1001", "there is no such file")
                            .where(place.toString())
                            .fix("correct 'path' in the manifest"));
        }
        LOG.info("{} is read by snakeyaml-engine {}", place, Parser.version());
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public List<Path> files() {
        return List.of(place.file());
    }

    @Override
    public RecordStream records() {
        // Reports a wrong name, a damaged archive, or bytes that are not text.
        return new YamlStream(new TextFile(place, StandardCharsets.UTF_8), schema);
    }
}
