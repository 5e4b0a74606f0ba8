// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import dev.sora.testkit.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** Reads data sources for tests. */
public final class Reading {

    private Reading() {}

    /** Opens a source, reads all its records, and closes it. */
    public static List<DataRecord> all(String type, Map<String, ?> raw) {
        DataSourceType sourceType = Offered.type(DataSourceType.class, type);
        List<DataRecord> records = new ArrayList<>();
        try (DataSource source = sourceType.open(Workbench.settings(sourceType, raw));
                RecordStream stream = source.records()) {
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                assertThat(next.get().schema()).isSameAs(source.schema());
                records.add(next.get());
            }
            source.size().ifPresent(size -> assertThat(records).hasSize((int) size));
        }
        return records;
    }

    /** Returns the problem that reading fails with, whose parts are all filled in sensibly. */
    public static Problem failure(String type, Map<String, ?> raw) {
        SoraException e = catchThrowableOfType(SoraException.class, () -> all(type, raw));
        assertThat(e).isInstanceOfAny(DataException.class, RecordException.class);
        assertThat(e).as("a failure").isNotNull();
        assertThat(e.problems()).hasSize(1);
        Problem problem = e.problems().get(0);
        assertThat(problem.code()).startsWith("SORA-41");
        assertThat(problem.where()).isNotEmpty();
        assertThat(problem.fix()).isNotEmpty();
        return problem;
    }

    /** Returns records as core hands them to particles. */
    public static Records records(List<DataRecord> list) {
        return new Records() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(list.size());
            }

            @Override
            public void forEach(Consumer<DataRecord> action) {
                list.forEach(action);
            }
        };
    }

    /** Returns a file of the shared data sets, or skips the test, saying so. */
    public static Path data(String name) {
        String home = System.getenv("SORA_DATA_HOME");
        Assumptions.assumeTrue(home != null, "skipped: SORA_DATA_HOME is not set");
        Path file = Path.of(home, name);
        Assumptions.assumeTrue(Files.exists(file), "skipped: there is no " + name);
        return file;
    }
}
