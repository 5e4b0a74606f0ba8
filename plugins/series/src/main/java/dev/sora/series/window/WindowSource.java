// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.DerivationUse;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A source of windows. */
final class WindowSource implements DataSource {

    private final Windows windows;
    private final DataSource rows;
    private final DerivationUse use;
    private List<PassedOver> leftOut = List.of();

    WindowSource(Windows windows, DataSource rows, DerivationUse use) {
        this.windows = windows;
        this.rows = rows;
        this.use = use;
    }

    @Override
    public Schema schema() {
        return windows.schema(rows.schema());
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public RecordStream records() {
        return new WindowStream(windows, rows.records(), use, found -> leftOut = found);
    }

    @Override
    public List<Path> files() {
        return rows.files();
    }

    @Override
    public List<PassedOver> passedOver() {
        List<PassedOver> all = new ArrayList<>(rows.passedOver());
        all.addAll(leftOut);
        return all;
    }
}
