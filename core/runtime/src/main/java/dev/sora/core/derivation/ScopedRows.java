// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.derivation;

import dev.sora.core.host.PluginScope;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.SoraException;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The rows that a derivation reads: each call is in the scope of the plugin of the rows, and column
 * names are in the form in which they are compared.
 *
 * @param source the rows
 * @param loader the class loader of their plugin
 */
record ScopedRows(DataSource source, ClassLoader loader) implements DataSource {

    /** A fault of the source, carried past the derivation. */
    static final class RowsFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RowsFailure(Throwable fault) {
            super(fault);
        }

        /** Returns the fault, or throws it if it is an error. */
        RuntimeException fault() {
            if (getCause() instanceof Error error) {
                throw error;
            }
            return (RuntimeException) getCause();
        }
    }

    private <R> R call(Supplier<R> action) {
        return PluginScope.call(
                loader,
                action,
                thrown -> {
                    if (thrown instanceof SoraException known) {
                        throw known;
                    }
                    throw new RowsFailure(thrown);
                });
    }

    @Override
    public Schema schema() {
        return call(() -> ColumnNames.of(source.schema()));
    }

    @Override
    public OptionalLong size() {
        return call(source::size);
    }

    @Override
    public List<Path> files() {
        return call(source::files);
    }

    @Override
    public List<PassedOver> passedOver() {
        return call(source::passedOver);
    }

    @Override
    public RecordStream records() {
        RecordStream stream = call(source::records);
        ColumnNames names = new ColumnNames();
        return new RecordStream() {
            @Override
            public Optional<DataRecord> next() {
                if (Thread.currentThread().isInterrupted()) {
                    throw new RowsFailure(new IllegalStateException("interrupted"));
                }
                return call(stream::next).map(names::of);
            }

            @Override
            public void close() {
                call(
                        () -> {
                            stream.close();
                            return stream;
                        });
            }
        };
    }

    /** Does nothing: core closes the rows after the derived source. */
    @Override
    public void close() {}
}
