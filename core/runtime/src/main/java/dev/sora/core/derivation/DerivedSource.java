// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.derivation;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Derived records: each call is in the scope of the plugin of the derivation. */
final class DerivedSource implements DataSource {

    private final DerivedType type;
    private final DataSource derived;
    private final DataSource rows;

    /**
     * Creates a source.
     *
     * @param derived what the derivation returned
     * @param rows the rows, which are closed after it
     */
    DerivedSource(DerivedType type, DataSource derived, DataSource rows) {
        this.type = type;
        this.derived = derived;
        this.rows = rows;
    }

    @Override
    public Schema schema() {
        return type.call(derived::schema);
    }

    @Override
    public OptionalLong size() {
        return type.call(derived::size);
    }

    @Override
    public List<Path> files() {
        return type.call(derived::files);
    }

    @Override
    public List<PassedOver> passedOver() {
        return type.call(derived::passedOver);
    }

    @Override
    public RecordStream records() {
        RecordStream stream = type.call(derived::records);
        DividedRecords divided = type.divided();
        return new RecordStream() {
            @Override
            public Optional<DataRecord> next() {
                Optional<DataRecord> next = type.call(stream::next);
                next.ifPresent(divided::check);
                return next;
            }

            @Override
            public void close() {
                type.call(
                        () -> {
                            stream.close();
                            return stream;
                        });
            }
        };
    }

    @Override
    public void close() {
        try {
            type.call(
                    () -> {
                        derived.close();
                        return derived;
                    });
        } finally {
            rows.close();
        }
    }
}
