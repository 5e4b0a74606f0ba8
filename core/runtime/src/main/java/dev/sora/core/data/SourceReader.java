// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.derivation.ColumnNames;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.ResolvedType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.PathNames;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Reads the records of a data source, with the plugin's class loader as context class loader. */
public final class SourceReader {

    private static final String INTERRUPTED = "stopped while reading the data";

    private SourceReader() {}

    /** Visits records, one after the other. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Visits a record.
         *
         * @param position counts records from 0, broken ones too
         * @return whether to continue
         */
        boolean accept(long position, DataRecord record);
    }

    /** Receives broken records. */
    @FunctionalInterface
    public interface Broken {

        /** The policy in which the first broken record ends the run. */
        Broken FAIL =
                (position, thrown) -> {
                    throw thrown;
                };

        /** Receives a broken record; throws an exception if it may not be left out. */
        void accept(long position, RecordException thrown);
    }

    /** Returns the error that a source has no records. */
    public static DataException noRecords(ResolvedType<DataSourceType> source, List<Path> files) {
        return new DataException(
                Problem.of("SORA-4001", "the data source holds no records")
                        .where(files.isEmpty() ? source.path() : files.get(0).toString())
                        .needs("at least 1 record")
                        .fix("give it records, or another source; a row of names is not a record"));
    }

    /**
     * Visits each record of a source in order.
     *
     * @param unicode the normal form for texts
     * @return the files that the records come from
     */
    public static List<Path> forEach(
            ResolvedType<DataSourceType> source, TextForm unicode, Visitor visitor, Broken broken) {
        try (OpenSource open = open(source, unicode)) {
            open.forEach(visitor, broken);
            return open.files();
        }
    }

    /** Opens a source and returns its columns. */
    public static Schema schema(ResolvedType<DataSourceType> source) {
        try (OpenSource open = open(source, TextForm.NONE)) {
            return open.schema();
        }
    }

    /** Opens a source for several passes over the same records. */
    public static OpenSource open(ResolvedType<DataSourceType> source, TextForm unicode) {
        return call(
                source,
                () -> new OpenSource(source, unicode, source.type().open(source.settings())));
    }

    /**
     * Opens a source whose records are still arriving, for one pass.
     *
     * @param source found for a file that contains the beginning
     * @param all the stream from its first byte
     * @return empty if the source cannot read such data from a stream
     */
    public static Optional<OpenSource> openArriving(
            ResolvedType<DataSourceType> source, InputStream all, TextForm unicode) {
        return call(
                source,
                () ->
                        source.type()
                                .openArriving(source.settings(), all)
                                .map(data -> new OpenSource(source, unicode, data)));
    }

    /** An open source, for one thread. */
    public static final class OpenSource implements AutoCloseable {

        private final ResolvedType<DataSourceType> source;
        private final TextForm unicode;
        private final DataSource data;

        private OpenSource(ResolvedType<DataSourceType> source, TextForm unicode, DataSource data) {
            this.source = source;
            this.unicode = unicode;
            this.data = data;
        }

        /** Visits each record in order. */
        public void forEach(Visitor visitor, Broken broken) {
            call(source, () -> visit(visitor, broken));
        }

        /** Returns the number of positions, including those of broken records. */
        private long visit(Visitor visitor, Broken broken) {
            try (RecordStream stream = data.records()) {
                Comparable comparable = new Comparable(stream, unicode);
                long position = 0;
                while (one(comparable, position, visitor, broken)) {
                    position++;
                }
                return position;
            }
        }

        /** Returns the columns. */
        public Schema schema() {
            return call(source, () -> ColumnNames.of(data.schema()));
        }

        /** Returns the files that the records come from. */
        public List<Path> files() {
            return call(source, data::files);
        }

        /** Returns the files and entries that the source did not read. */
        public List<PassedOver> passedOver() {
            return call(source, () -> List.copyOf(data.passedOver()));
        }

        @Override
        public void close() {
            call(
                    source,
                    () -> {
                        data.close();
                        return data;
                    });
        }
    }

    /** Records whose texts and column names are in the normal form in which they are compared. */
    private static final class Comparable {

        private final RecordStream stream;
        private final TextForm unicode;
        private final ColumnNames names = new ColumnNames();

        Comparable(RecordStream stream, TextForm unicode) {
            this.stream = stream;
            this.unicode = unicode;
        }

        Optional<DataRecord> next() {
            Optional<DataRecord> next = stream.next();
            return next.isEmpty() ? next : Optional.of(unicode.of(names.of(next.get())));
        }
    }

    private static boolean one(Comparable stream, long position, Visitor visitor, Broken broken) {
        Optional<DataRecord> next;
        try {
            next = next(stream);
        } catch (RecordException e) {
            acted(
                    () -> {
                        broken.accept(position, e);
                        return true;
                    });
            return true;
        }
        return next.isPresent() && acted(() -> visitor.accept(position, next.get()));
    }

    /** Marks exceptions of the consumer, so that the source is not blamed for them. */
    private static boolean acted(BooleanSupplier action) {
        try {
            return action.getAsBoolean();
        } catch (RuntimeException e) {
            throw CallerFailure.of(e);
        } catch (LinkageError | StackOverflowError e) {
            throw CallerFailure.of(e);
        }
    }

    private static Optional<DataRecord> next(Comparable stream) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException(INTERRUPTED);
        }
        return stream.next();
    }

    private static <R> R call(ResolvedType<DataSourceType> source, Supplier<R> action) {
        return PluginScope.call(
                source.plugin().loader(),
                action,
                thrown -> {
                    throw failure(source, thrown);
                });
    }

    private static RuntimeException failure(ResolvedType<DataSourceType> source, Throwable thrown) {
        if (thrown instanceof CallerFailure failed) {
            return failed.unwrapped();
        }
        if (Thread.currentThread().isInterrupted()) {
            // files of java.nio fail on a thread that was interrupted; that is not an error of the
            // data
            return new InterruptedRunException(INTERRUPTED);
        }
        if (thrown instanceof SoraException known) {
            return known;
        }
        if (thrown instanceof InvalidPathException path) {
            return new DataException(PathNames.problem(path).where(source.path()), path);
        }
        return new SoraException(
                List.of(
                        Problem.of(
                                        "SORA-3902",
                                        "data source '%s' of plugin '%s' failed"
                                                .formatted(
                                                        source.type().descriptor().name(),
                                                        source.plugin().name()))
                                .where(source.path())
                                .have(String.valueOf(thrown))
                                .fix(
                                        "report it to the plugin's authors; --verbose shows"
                                                + " more")),
                thrown);
    }
}
