// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Planned;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the records of a data source, with the plugin's class loader in place. */
public final class SourceReader {

    private SourceReader() {}

    /**
     * What was read.
     *
     * @param records the records
     * @param files the files they come from
     */
    public record Read(List<DataRecord> records, List<Path> files) {}

    /**
     * Reads all records of a source.
     *
     * @throws DataException if there are none, or they are broken
     */
    public static Read read(Planned<DataSourceType> source) {
        List<DataRecord> records = new ArrayList<>();
        List<Path> files = forEach(source, records::add);
        if (records.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4001", "the data source holds no records")
                            .where(files.isEmpty() ? source.path() : files.get(0).toString())
                            .needs("at least 1 record"));
        }
        return new Read(records, files);
    }

    /** Hands on each record of a source in turn; returns the files they come from. */
    public static List<Path> forEach(Planned<DataSourceType> source, Consumer<DataRecord> action) {
        try (PluginScope scope = new PluginScope(source.plugin().loader());
                DataSource data = source.type().open(source.settings());
                RecordStream stream = data.records()) {
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                action.accept(next.get());
            }
            return data.files();
        } catch (SoraException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new SoraException(
                    List.of(
                            Problem.of(
                                            "SORA-3902",
                                            "data source '%s' of plugin '%s' failed"
                                                    .formatted(
                                                            source.type().descriptor().name(),
                                                            source.plugin().name()))
                                    .where(source.path())
                                    .have(String.valueOf(e))
                                    .fix(
                                            "report it to the plugin's authors; --verbose shows"
                                                    + " more")),
                    e);
        }
    }
}
