// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.source.RecordStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over the records of files, with one batch of them in memory. */
final class ArrowStream implements RecordStream {

    /**
     * A file, and the columns that are read from it.
     *
     * @param file the file
     * @param columns one for each column of the records
     */
    record Part(ArrowFile file, List<ArrowColumn> columns) {}

    private final Schema schema;
    private final Iterator<Part> parts;
    private final long limit;
    private final ArrowValues values = new ArrowValues();

    private @Nullable Part part;
    private @Nullable FileChannel channel;
    private Iterator<Block> blocks = List.<Block>of().iterator();
    private Dictionaries dictionaries = new Dictionaries();
    private final Set<Integer> wanted = new HashSet<>();
    private @Nullable Vector[] vectors = {};
    private int batch;
    private int rows;
    private int row;
    private long number;
    private long read;

    ArrowStream(Schema schema, List<Part> parts, long limit) {
        this.schema = schema;
        this.parts = parts.iterator();
        this.limit = limit;
    }

    @Override
    public Optional<DataRecord> next() {
        if (read == limit) {
            return Optional.empty();
        }
        while (row == rows) {
            if (blocks.hasNext()) {
                load(blocks.next());
            } else if (parts.hasNext()) {
                open(parts.next());
            } else {
                return Optional.empty();
            }
        }
        read++;
        number++;
        return Optional.of(
                new DataRecord(
                        schema, part.file().path().getFileName().toString(), number, record()));
    }

    private void open(Part next) {
        closeFile();
        part = next;
        number = 0;
        batch = 0;
        blocks = next.file().blocks().iterator();
        dictionaries = new Dictionaries();
        wanted.clear();
        for (ArrowColumn column : next.columns()) {
            column.addTo(wanted);
            dictionaries.use(column.field());
        }
        try {
            channel = FileChannel.open(next.file().path(), StandardOpenOption.READ);
        } catch (IOException e) {
            throw ArrowProblem.unreadable(next.file().path(), e);
        }
    }

    private void load(Block block) {
        // release the previous batch before the next one is read
        vectors = new Vector[0];
        row = 0;
        rows = 0;
        batch += block.isDictionary() ? 0 : 1;
        if (block.isDictionary() && !dictionaries.isUsed(block)) {
            return;
        }
        try {
            Messages.Found found =
                    new Messages(channel, block.body() + block.bodyLength())
                            .at(block.offset())
                            .orElseThrow(() -> new Damaged("a batch is missing from its place"));
            BatchReader reader =
                    new BatchReader(
                            channel,
                            block,
                            found.batch(),
                            Allowance.ofMemory(),
                            wanted,
                            dictionaries.present());
            if (block.isDictionary()) {
                dictionaries.put(block, reader.values(dictionaries.field(block)));
            } else {
                vectors = reader.columns(part.file().fields());
                rows = block.rows();
            }
        } catch (IOException e) {
            throw ArrowProblem.unreadable(part.file().path(), e);
        } catch (UnsupportedFeatureException e) {
            throw ArrowProblem.unread(where(block), e);
        } catch (Damaged e) {
            throw ArrowProblem.damaged(where(block), e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            throw ArrowProblem.damaged(
                    where(block), new Damaged("its metadata refer to data outside of them", e));
        }
    }

    private String where(Block block) {
        return part.file().path()
                + (block.isDictionary()
                        ? ", dictionary " + block.dictionary()
                        : ", batch " + batch);
    }

    private @Nullable Object[] record() {
        int at = row++;
        @Nullable Object[] record = new Object[part.columns().size()];
        for (int i = 0; i < record.length; i++) {
            ArrowColumn arrow = part.columns().get(i);
            Column column = arrow.column();
            try {
                Vector holder = arrow.holder(vectors, at);
                record[i] =
                        holder == null
                                ? null
                                : values.value(holder, at, arrow.field(), column.type());
            } catch (UnfitValueException e) {
                throw ArrowProblem.value(
                        "%s, record %d".formatted(part.file().path().getFileName(), number),
                        column.name(),
                        e,
                        column.type() == ColumnType.INTEGER);
            } catch (Damaged e) {
                throw damaged(column, e);
            }
        }
        return record;
    }

    private DataException damaged(Column column, Damaged e) {
        return ArrowProblem.damaged(
                "%s, batch %d, record %d".formatted(part.file().path(), batch, number),
                new Damaged("column '%s': %s".formatted(column.name(), e.getMessage()), e));
    }

    @Override
    public void close() {
        closeFile();
        values.close();
    }

    private void closeFile() {
        vectors = new Vector[0];
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // the file was opened for reading only, so a failure to close it loses nothing
        }
        channel = null;
    }
}
