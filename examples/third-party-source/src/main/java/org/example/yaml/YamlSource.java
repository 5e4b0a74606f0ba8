// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of YAML documents. What moves is in its streams, of which several may be open. */
record YamlSource(Path file, Schema schema) implements DataSource {

    private static final Logger LOG = LoggerFactory.getLogger(YamlSource.class);

    /** Checks that there is a file, so that a wrong name is told before anything begins. */
    YamlSource {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    Problem.of("YAML-1001", "there is no such file")
                            .where(file.toString())
                            .fix("mend 'path' in the manifest"));
        }
        LOG.info("{} is read by snakeyaml-engine {}", file, Parser.version());
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public RecordStream records() {
        try {
            return new YamlStream(
                    file.getFileName().toString(), Files.newBufferedReader(file), schema);
        } catch (IOException e) {
            throw new DataException(
                    Problem.of("YAML-1002", "the file cannot be read")
                            .where(file.toString())
                            .have(String.valueOf(e.getMessage())),
                    e);
        }
    }
}
